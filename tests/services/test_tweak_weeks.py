"""The weeks of a tweak: which are looked at, and how often luck alone is called better."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.compounding.samples import draw_weeks
from tinywins.compounding.comparing import Comparison
from tinywins.compounding.estimates import NotYet
from tinywins.domain.tweaks import LEAST_WEEKS, MOST_WEEKS
from tinywins.services.tweak_weeks import (
    Side,
    compare_sides,
    fill_side,
    find_dispersion,
    find_needed,
    first_monday,
    plan_spans,
)

START = 739_572  # a Monday
days = st.integers(START - 400, START + 400)


def make_side(counts: list[int], trials: list[int] | None = None) -> Side:
    """Make weeks in a row, all of them active."""
    mondays = tuple(range(1, 7 * len(counts) + 1, 7))
    return Side(mondays, tuple(counts), tuple(trials or ()), (1.0,) * len(counts))


@given(days, st.integers(0, 200), st.one_of(st.none(), st.integers(0, 200)), st.integers(LEAST_WEEKS, MOST_WEEKS))
def test_before_and_after_keep_apart(start: int, ahead: int, stopped: int | None, weeks: int) -> None:
    """Both sides are whole weeks, Monday to Sunday; between them lie the two weeks before the start, held by neither.

    After begins with or behind the start, and is over before the review and before it was stopped.
    """
    review = start + ahead
    spans = plan_spans(start, review, None if stopped is None else start + stopped, weeks)
    (first, last), (begin, end) = spans.before, spans.after
    assert (last + 1 - first) == 7 * weeks
    assert [first % 7, last % 7, begin % 7, end % 7] == [1, 0, 1, 0]
    assert last < start - 14
    assert start <= begin < start + 7
    assert end < review and (stopped is None or end < start + stopped)
    assert last < begin


@given(days, st.dictionaries(st.integers(START - 500, START + 500), st.integers(1, 9), max_size=40), days)
def test_only_full_weeks_are_counted(begin: int, counts: dict[int, int], today: int) -> None:
    """Every week that is counted lies in its span, began on or after the record, and is over; its days add up."""
    span = (START - 84, START - 1)
    side = fill_side(span, counts, None, begin, today, ())
    assert all(max(begin, span[0]) <= monday and monday + 6 < today for monday in side.mondays)
    assert all(monday + 6 <= span[1] for monday in side.mondays)
    held = [n for day, n in counts.items() if any(monday <= day < monday + 7 for monday in side.mondays)]
    assert side.events == sum(held)
    expected = [m for m in range(span[0], span[1], 7) if m >= first_monday(begin) and m + 6 < today]
    assert list(side.mondays) == expected


def test_a_paused_week_is_no_week() -> None:
    """A week away is left out with its count; one that was half away counts half its time."""
    counts, trials = {START: 3, START + 7: 4}, None
    paused = [*range(START + 7, START + 14), START + 2, START + 3]
    side = fill_side(
        (START, START + 20), counts, trials, START, START + 30, [day for day in paused if day not in counts]
    )
    assert side.mondays == (START, START + 14)
    assert side.active == (5 / 7, 1.0)
    assert side.events == 3


def live_null(random: Random, dispersion: float, rate: float) -> tuple[list[int], list[int], list[int]]:
    """Live twelve usual weeks, two of a dip with less than 70 % of the usual, and four that are usual again."""
    while True:
        weeks = draw_weeks(dispersion)(random, rate, 18)
        if sum(weeks[12:14]) < 0.7 * 2 * rate:
            return weeks[:12], weeks[12:14], weeks[14:]


@pytest.mark.parametrize(("dispersion", "most"), [(1.0, 0.06), (2.0, 0.08)])
@pytest.mark.parametrize("rate", [3.0, 8.0])
def test_luck_after_a_dip_is_seldom_called_better(rate: float, dispersion: float, most: float) -> None:
    """Of tweaks that do nothing and were started after a dip, about one in twenty has P > .95, and few a verdict.

    Twelve weeks tell how they scatter, and not exactly: where it is twice as much as by chance, it is a few more. Held
    against the dip, far more would be called better.
    """
    random, times = Random(7), 400
    chances, naive, sure = [], [], 0
    for _ in range(times):
        before, dip, after = live_null(random, dispersion, rate)
        found, flattered = (compare_sides(make_side(side), make_side(after)) for side in (before, dip))
        if isinstance(found, Comparison):
            chances.append(found.chance)
            sure += found.verdict == "very_likely_rose"
        if isinstance(flattered, Comparison):
            naive.append(flattered.chance)
    assert sum(chance > 0.95 for chance in chances) / times <= most
    assert sure / times <= most / 2 + 0.01
    assert sum(chance > 0.95 for chance in naive) / times > 0.1


def test_weekly_shares_that_scatter_are_allowed_for() -> None:
    """Where shares differ from week to week more than by chance, luck alone is seldom called better all the same."""
    random, times, better = Random(3), 300, 0
    for _ in range(times):
        shares = [min(0.5, random.gammavariate(8, 0.05 / 8)) for _ in range(16)]
        hits = [sum(random.random() < share for _ in range(200)) for share in shares]
        found = compare_sides(make_side(hits[:12], [200] * 12), make_side(hits[12:], [200] * 4))
        better += isinstance(found, Comparison) and found.chance > 0.95
    assert better / times <= 0.1


def test_too_little_is_said_to_be_so() -> None:
    """Without a full week on a side, or with fewer than ten events, there is no verdict, and what is missing."""
    some, none = make_side([4, 5, 6, 5]), make_side([])
    assert compare_sides(none, some) == NotYet("before", 1)
    assert compare_sides(some, none) == NotYet("after", 1)
    assert compare_sides(make_side([1, 1]), make_side([2])) == NotYet("events", 6)
    assert compare_sides(make_side([9], [90]), make_side([0], [0])) == NotYet("entrants", 1)


def test_what_is_needed_shrinks_as_it_comes_in() -> None:
    """What must come after is fixed by the weeks before; the weeks that it takes shrink, and end at none."""
    before = make_side([10, 12, 8, 11, 9, 10, 12, 8, 11, 9, 10, 10])
    needed = [find_needed(before, make_side([15] * weeks), 1.5, 4) for weeks in (1, 2, 3, 12)]
    assert len({each.after for each in needed if each}) == 1
    weeks = [each.weeks for each in needed if each]
    assert weeks[:3] == sorted(weeks[:3], reverse=True)
    assert weeks[3] == 0
    few = find_needed(make_side([1, 0, 2, 1]), make_side([]), 1.2, 3)
    assert few is not None and few.after == float("inf") and few.weeks == float("inf")
    assert find_needed(make_side([0] * 8), make_side([]), 1.5, 3) is None


def test_what_is_visible_is_what_is_needed() -> None:
    """The smallest rise that the planned weeks show is the one for which they are enough."""
    before, phi_before = make_side([10] * 12, [200] * 12), 1.0
    assert find_dispersion(before) == phi_before
    seen = find_needed(before, make_side([]), 1.5, 4)
    assert seen is not None and seen.visible is not None
    again = find_needed(before, make_side([]), seen.visible, 4)
    assert again is not None and abs(again.weeks - 4) < 1e-6
    counted = find_needed(make_side([10] * 12), make_side([]), 1.5, 4)
    assert counted is not None and counted.visible is not None
    twice = find_needed(make_side([10] * 12), make_side([]), counted.visible, 4)
    assert twice is not None and abs(twice.weeks / counted.visible - 4) < 1e-6
