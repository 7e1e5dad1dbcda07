"""Funnels: what logged counts say of a period, held to the references, and what is refused."""

from collections.abc import Callable
from itertools import pairwise
from math import fsum, isclose
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.builders import day, golden, refusal
from tests.compounding.samples import near
from tests.services.workspaces import FRIDAY, Person
from tests.storage.tables import read_tables
from tinywins.compounding.estimates import Estimate, NotYet
from tinywins.compounding.funnels import LEAST_ENTRANTS, StepChange
from tinywins.domain.days import write_day
from tinywins.errors import NotFoundError
from tinywins.render.columns import Look
from tinywins.render.listing import say_deeds
from tinywins.render.work.funnels import show_funnel, show_funnels
from tinywins.services.tags import edit_tag, merge_tags, rename_tag
from tinywins.services.undo import redo, undo
from tinywins.services.work import funnels
from tinywins.services.work.funnel_views import PERIODS, FunnelView

GOLDEN: dict[str, Any] = golden("funnel")
TAGS = ("visit", "signup", "cart", "order")
TODAY = day(FRIDAY)
OCTOBER = day("2026-10-05")
counts_of = st.lists(st.integers(0, 400), min_size=3, max_size=3).map(lambda counts: sorted(counts, reverse=True))


def live(person: Person, counts: list[int], on: int, tags: tuple[str, ...] = TAGS) -> None:
    """Log the counts of a funnel on a day, in one line."""
    named = " ".join(f"+{tag}={n}" for tag, n in zip(tags, counts, strict=False))
    person.log(f"numbers {named}", write_day(on), force=True)


def add(person: Person, steps: int = 4, *targets: str) -> FunnelView:
    """Add a funnel of so many steps."""
    return funnels.add_funnel(person.ws, "shop", [f"+{tag}" for tag in TAGS[:steps]], targets)


def same(found: Estimate | NotYet, value: float | None, lo: float, hi: float) -> bool:
    """Say whether a rate is that of the reference; below the least number of people there is none."""
    tolerance = GOLDEN["suggested_rel_tol"]
    if isinstance(found, NotYet):
        return True
    return all(near(*pair, tolerance) for pair in ((value, found.value), (lo, found.lo), (hi, found.hi)))


@pytest.mark.parametrize("case", GOLDEN["cases"], ids=lambda case: str(case["counts"]))
def test_reference_funnels(person: Person, case: dict[str, Any]) -> None:
    """What is logged over some days of a month gives the rates, parts and gains of the reference file."""
    tags = tuple(f"step{place}" for place in range(len(case["counts"])))
    halves = [n // 2 for n in case["counts"]]
    live(person, halves, TODAY - 12, tags)
    live(person, [n - half for n, half in zip(case["counts"], halves, strict=True)], TODAY, tags)
    live(person, [77] * len(tags), OCTOBER, tags)  # of another month
    funnels.add_funnel(person.ws, "shop", [f"+{tag}" for tag in tags])
    view = funnels.show_funnel(person.ws, "shop")
    found, tolerance = view.found, GOLDEN["suggested_rel_tol"]
    assert list(view.counts.steps) == case["counts"]
    assert found is not None
    assert same(found.overall, case["overall"], case["overall_lo"], case["overall_hi"])
    for wanted, step in zip(case["steps"], found.steps, strict=True):
        assert isinstance(step.rate, NotYet) == (wanted["n"] < LEAST_ENTRANTS)
        assert same(step.rate, wanted["rate"], wanted["lo"], wanted["hi"])
        assert near(wanted["log_share"], step.share, tolerance)
        assert near(wanted["plus_1pp"], step.plus_point, tolerance)
    assert near(case["prob_lowest_vs_second"], found.chance, tolerance)
    sure = (case["prob_lowest_vs_second"] or 0) >= 0.95
    assert ("Weakest step: " in show_funnel(view, Look())) == (found.weakest is not None)
    assert found.weakest is None or sure


@settings(max_examples=40, deadline=None)
@given(counts_of, counts_of)
def test_what_changed_adds_up(before: list[int], after: list[int]) -> None:
    """The logarithms of the steps' factors add up to that of the whole; the shown parts, where they are, to 100 %."""
    person = Person()
    live(person, before, OCTOBER, TAGS[:3])
    live(person, after, TODAY, TAGS[:3])
    add(person, 3)
    view = funnels.show_funnel(person.ws, "shop", against="previous")
    change = view.change
    assert change is not None
    assert view.before is not None
    assert list(view.before.steps) == before
    steps = [step for step in change.steps if isinstance(step, StepChange)]
    whole = change.overall
    page = show_funnel(view, Look())
    if len(steps) == 2 and isinstance(whole, StepChange):
        assert isclose(fsum(step.log_ratio for step in steps), whole.log_ratio, abs_tol=1e-9)
        assert ("add up to 100 %" in page) == whole.named
        if whole.named:
            parts = [float(line.split()[-2]) for line in page.splitlines()[4:6]]
            assert abs(sum(parts) - 100) <= 1
    else:
        assert "add up" not in page
    assert "because" not in page
    person.close()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 30), min_size=4, max_size=4))
@example([5, 6, 3, 2])
@example([6, 6, 0, 1])
def test_a_larger_step_is_refused_with_the_reason(counts: list[int]) -> None:
    """Counts that rise are refused in a sentence that names both numbers; others are shown. The list goes on."""
    person = Person()
    live(person, counts, TODAY)
    add(person)
    rises = [(n, k) for n, k in pairwise(counts) if k > n]
    listed = show_funnels(funnels.list_funnels(person.ws))
    if rises:
        said = refusal(lambda: funnels.show_funnel(person.ws, "shop")).message
        assert f"{rises[0][1]:,} +" in said
        assert f"of {rises[0][0]:,} +" in said
        assert "each person once" in said
        assert "do not fit" in listed
    else:
        assert list(funnels.show_funnel(person.ws, "shop").counts.steps) == counts
        assert " > ".join(str(n) for n in counts) in listed
    person.close()


def test_undo_restores_every_change(person: Person) -> None:
    """Added, changed and removed are an act each; undo takes each back and redo puts it back, row for row."""
    live(person, [120, 30, 12, 4], TODAY)
    states = [read_tables(person.db)["funnel"]]
    deeds: list[Callable[[], object]] = [
        lambda: add(person, 4, "signup=25%"),
        lambda: funnels.edit_funnel(person.ws, "shop", ["+visit", "+order"], ["order=5%"]),
        lambda: funnels.edit_funnel(person.ws, "shop", None, ["order="]),
        lambda: funnels.remove_funnel(person.ws, "shop"),
    ]
    for deed in deeds:
        deed()
        states.append(read_tables(person.db)["funnel"])
    assert all(old != new for old, new in pairwise(states))
    said = []
    for state in states[-2::-1]:
        said.append(say_deeds(undo(person.ws)).split(" shop")[0])
        assert read_tables(person.db)["funnel"] == state
    assert said == ["removed funnel", "changed funnel", "changed funnel", "added funnel"]
    for state in states[1:]:
        redo(person.ws)
        assert read_tables(person.db)["funnel"] == state


def test_periods_hold_their_own_days(person: Person) -> None:
    """A week, a month, a quarter, a year and all of it count what was logged on their days, and no other."""
    for on, n in (
        ("2026-11-20", 1),
        ("2026-11-15", 10),
        ("2026-10-31", 100),
        ("2026-09-30", 1000),
        ("2025-12-31", 5000),
    ):
        live(person, [2 * n, n], day(on))
    add(person, 2)
    found = {period: funnels.show_funnel(person.ws, None, period).counts.steps[1] for period in PERIODS}
    assert found == {"week": 1, "month": 11, "quarter": 111, "year": 1111, "all": 6111}
    assert funnels.show_funnel(person.ws, None, "month", day("2026-10-01")).counts.steps == (200, 100)
    held = funnels.show_funnel(person.ws, None, "year", None, "previous").before
    assert held is not None
    assert held.steps == (10000, 5000)
    for period, against in (("all", "previous"), ("month", TODAY)):
        refusal(lambda period=period, against=against: funnels.show_funnel(person.ws, None, period, None, against))  # type: ignore[misc]
    refusal(lambda: funnels.show_funnel(person.ws, None, "fortnight"))


def test_a_period_that_goes_on_says_so(person: Person) -> None:
    """A period that goes on is told of as such, and one that is over is not."""
    live(person, [40, 30], OCTOBER)
    live(person, [40, 20], TODAY)
    add(person, 2)
    assert "so far" in show_funnel(funnels.show_funnel(person.ws, None), Look())
    assert "so far" not in show_funnel(funnels.show_funnel(person.ws, None, "month", OCTOBER), Look())


def test_targets_and_bests_say_what_they_bring(person: Person) -> None:
    """A target brings end x (target / rate - 1); one that is reached says so, and a best is of an earlier period."""
    live(person, [200, 80, 20], OCTOBER)
    live(person, [200, 40, 20], TODAY)
    view = add(person, 3, "signup=25%", "cart=50%")
    view = funnels.show_funnel(person.ws, "shop")
    assert [(room.place, room.rate, round(room.more, 9)) for room in view.rooms] == [(0, 0.25, 5.0), (1, 0.5, 0.0)]
    assert [(best.place, best.rate, best.since) for best in view.bests] == [(0, 0.4, day("2026-10-01"))]
    page = show_funnel(view, Look())
    assert "At its target of 25 %, signup would bring about 5 more +cart." in page
    assert "cart is at or above its target of 50 %." in page
    assert "supposes that the later rates stay as they are" in page


def test_what_cannot_be_counted_is_refused(person: Person) -> None:
    """Measurements, persons, a tag twice, one tag alone and halves of people are refused; nothing is added."""
    person.log("on the scales +weight=70")
    edit_tag(person.ws, "weight", None, "last")
    for tags in (
        ["+visit"],
        ["+visit", "+visit"],
        ["+visit", "@anna"],
        ["+visit", "+weight"],
        [f"+t{n}" for n in range(13)],
    ):
        refusal(lambda tags=tags: funnels.add_funnel(person.ws, "shop", tags))  # type: ignore[misc]
    for target in ("signup", "visit=20%", "signup=0%", "signup=120%", "signup=2kg", "other=20%"):
        refusal(lambda target=target: add(person, 2, target))  # type: ignore[misc]
    assert funnels.list_funnels(person.ws) == []
    add(person, 2)
    refusal(lambda: add(person, 3))
    person.log("halves +visit=1.5 +signup=1")
    assert "counts are whole" in refusal(lambda: funnels.show_funnel(person.ws, "shop")).message
    with pytest.raises(NotFoundError):
        funnels.show_funnel(person.ws, "other")


def test_names_that_moved_are_followed(person: Person) -> None:
    """A tag that was renamed counts on, with its target; two that were merged into one are refused."""
    live(person, [100, 40, 20], TODAY)
    add(person, 3, "signup=50%")
    rename_tag(person.ws, "signup", "joined")
    view = funnels.show_funnel(person.ws, "shop")
    assert (view.tags, view.counts.steps, len(view.rooms)) == (("visit", "joined", "cart"), (100, 40, 20), 1)
    merge_tags(person.ws, "joined", "cart")
    assert "one tag by now" in refusal(lambda: funnels.show_funnel(person.ws, "shop")).message


@pytest.mark.parametrize("width", [60, 80])
@pytest.mark.parametrize("against", [None, "previous"])
def test_a_page_fits_its_terminal(person: Person, width: int, against: str | None) -> None:
    """Nothing is wider than the terminal, with large numbers too, and in ASCII there is no other sign."""
    live(person, [91_204, 41_181, 7_070, 4_520], OCTOBER)
    live(person, [123_456, 30_181, 7_270, 2_520], TODAY)
    add(person, 4, "signup=50%")
    for is_ascii in (False, True):
        page = show_funnel(funnels.show_funnel(person.ws, "shop", against=against), Look(width=width, ascii=is_ascii))
        assert max(len(line) for line in page.splitlines()) <= width
        assert not is_ascii or page.isascii()
