"""The numbers of tweaks, from what was logged: those of the references, and what is still needed until the review."""

import re
from math import ceil, isinf
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import day, golden
from tests.compounding.samples import near
from tests.services.workspaces import Person
from tinywins.compounding.comparing import Comparison, time_needed
from tinywins.compounding.estimates import NotYet
from tinywins.domain.days import write_day
from tinywins.render.columns import Look
from tinywins.render.work.tweaks import show_tweak
from tinywins.services.work import tweaks
from tinywins.services.work.tweak_views import TweakView
from tinywins.services.work.tweaks import TweakDraft

MONDAY = day("2026-11-23")
RATES: dict[str, Any] = golden("poisson_two_rates")
SHARES: dict[str, Any] = golden("two_proportions")
VISIBLE: dict[str, Any] = golden("detectable_ratio")
CAUSE = re.compile(r"because|thanks to|caused|led to|due to", re.IGNORECASE)


def spread(total: int, weeks: int) -> list[int]:
    """Spread a count over weeks as evenly as can be, so that they scatter no more than by chance."""
    return [total * (place + 1) // weeks - total * place // weeks for place in range(weeks)]


def live(person: Person, tag: str, first: int, counts: list[int]) -> None:
    """Log so much of a tag on each Monday from one on; a 0 is logged too, so that the record begins there."""
    for place, amount in enumerate(counts):
        person.log(f"numbers +{tag}={amount}", write_day(first + 7 * place), force=True)


def judge(person: Person, measure: str, weeks: int, size: str = "", days: int = 0) -> TweakView:
    """Start a tweak on Monday, 23 November, and look at it on its review, so many weeks on, or so many days on."""
    person.go_to(MONDAY)
    tweaks.start(person.ws, TweakDraft("free shipping", measure, MONDAY + 7 * weeks, size))
    person.go_to(MONDAY + (days or 7 * weeks))
    return tweaks.show_tweak(person.ws, "free")


def find_weeks(case: dict[str, Any]) -> tuple[int, int] | None:
    """Give the weeks before and after in the proportion of a reference's times, 4 to 12 before; None for no such ones.

    Fewer weeks would not tell how they scatter, and more is allowed for then.
    """
    for before in range(4, 13):
        after = case["t2"] / case["t1"] * before
        if after % 1 == 0 and 1 <= after <= 30:
            return before, int(after)
    return None


WEEKLY = [case for case in RATES["cases"] if find_weeks(case)]


def test_there_are_references_for_weeks() -> None:
    """The file of references has cases of whole weeks, with and without enough events."""
    assert sum(case["y1"] + case["y2"] >= 10 for case in WEEKLY) >= 1
    assert sum(case["y1"] + case["y2"] < 10 for case in WEEKLY) >= 1


@pytest.mark.parametrize("case", WEEKLY, ids=lambda case: f"{case['y1']}/{case['t1']} {case['y2']}/{case['t2']}")
def test_reference_counts(person: Person, case: dict[str, Any]) -> None:
    """Counts before and after give the ratio, its exact interval and the chance of the reference file."""
    before, after = find_weeks(case) or (0, 0)
    live(person, "orders", MONDAY - 14 - 7 * before, spread(case["y1"], before))
    live(person, "orders", MONDAY, spread(case["y2"], after))
    view = judge(person, "+orders", after)
    assert (view.before.events, len(view.before.mondays)) == (case["y1"], before)
    assert (view.after.events, len(view.after.mondays)) == (case["y2"], after)
    if case["y1"] + case["y2"] < 10:
        assert isinstance(view.comparison, NotYet)
        assert view.comparison.need == 10 - case["y1"] - case["y2"]
        return
    found, tolerance = view.comparison, RATES["suggested_rel_tol"]
    assert view.phi == 1
    assert isinstance(found, Comparison)
    pairs = ((case["ratio"], found.value), (case["ratio_lo"], found.lo), (case["ratio_hi"], found.hi))
    assert all(near(*pair, tolerance) for pair in pairs)
    assert near(case["prob_rate_up_jeffreys"], found.chance, tolerance)


@pytest.mark.parametrize(
    "case", SHARES["cases"], ids=lambda case: f"{case['k1']}/{case['n1']} {case['k2']}/{case['n2']}"
)
def test_reference_shares(person: Person, case: dict[str, Any]) -> None:
    """Shares before and after give the difference in points, its interval and the chance of the reference file."""
    for tag, sides in (("clicks", ("k1", "k2")), ("opens", ("n1", "n2"))):
        live(person, tag, MONDAY - 42, spread(case[sides[0]], 4))
        live(person, tag, MONDAY, spread(case[sides[1]], 3))
    view = judge(person, "+clicks/+opens", 3)
    told = (view.before.events, view.before.people, view.after.events, view.after.people)
    assert told == tuple(case[name] for name in ("k1", "n1", "k2", "n2"))
    if case["k1"] + case["k2"] < 10:
        assert isinstance(view.comparison, NotYet)
        return
    found, tolerance = view.comparison, SHARES["suggested_rel_tol"]
    assert view.phi == 1
    assert isinstance(found, Comparison)
    pairs = ((case["diff"], found.value), (case["diff_lo"], found.lo), (case["diff_hi"], found.hi))
    assert all(near(*pair, tolerance) for pair in pairs)
    assert near(case["prob_b_beats_a"], found.chance, 1e-6)


@pytest.mark.parametrize(
    "case", [case for case in VISIBLE["cases"] if find_weeks(case)], ids=lambda case: str(case["y1"])
)
def test_reference_visible(person: Person, case: dict[str, Any]) -> None:
    """What a review would mostly show is the detectable ratio of the reference file."""
    before, after = find_weeks(case) or (0, 0)
    live(person, "orders", MONDAY - 14 - 7 * before, spread(case["y1"], before))
    view = judge(person, "+orders", after, "1.2x", days=1)
    assert view.needed is not None
    assert near(case["detectable_ratio"], view.needed.visible, 1e-6)


@settings(max_examples=40, deadline=None)
@given(st.integers(4, 12), st.integers(8, 60), st.integers(0, 90), st.integers(110, 400), st.integers(1, 5))
def test_before_the_review_it_says_how_much_is_needed(
    before: int, rate: int, after: int, percent: int, weeks: int
) -> None:
    """Until its review it collects, and says how many more the change takes that was named, or that it never shows."""
    person = Person()
    live(person, "orders", MONDAY - 14 - 7 * before, [rate] * before)
    live(person, "orders", MONDAY, [after] * weeks)
    view = judge(person, "+orders", 6, f"{percent / 100}x", days=7 * weeks)
    page = " ".join(show_tweak(view, Look()).split())
    assert view.state == "collecting"
    assert f"Collecting until Mon 4 Jan 2027: {weeks} of 6 full weeks so far, and no verdict before." in page
    assert not CAUSE.search(page)
    assert not re.search(r"better|worse|chance|likely", page)
    wanted = time_needed(rate * before, before, percent / 100) * rate * percent / 100
    assert view.needed is not None
    assert isinf(wanted) == isinf(view.needed.after)
    if isinf(wanted):
        assert "are too few to show a change of" in page
    elif wanted <= after * weeks:
        assert "are enough to show a change of" in page
    elif "too few" not in page:
        assert f"about {ceil(wanted - 1e-9):,} +orders after it, {after * weeks:,} so far" in page
    person.close()
