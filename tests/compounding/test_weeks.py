"""Weeks and days: which of them count, and how they are laid out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import day, days
from tests.compounding.samples import MONDAY
from tinywins.compounding.weeks import Weeks, calendar, cumulative, weekly, weeks_of

histories = st.dictionaries(st.integers(MONDAY, MONDAY + 80), st.integers(0, 9), max_size=60)
spans = st.tuples(st.integers(MONDAY, MONDAY + 40), st.integers(0, 45)).map(lambda pair: (pair[0], sum(pair)))
paused_days = st.sets(st.integers(MONDAY - 3, MONDAY + 90), max_size=50)


def lived(history: str, ending: str) -> dict[int, int]:
    """Give the wins of days drawn as digits, a digit a day."""
    first = day(ending) - len(history) + 1
    return {first + place: int(sign) for place, sign in enumerate(history) if sign.isdigit()}


def test_full_weeks_are_counted() -> None:
    """Two full weeks are two counts; the days of this week are left out, Sunday evening's too."""
    wins = lived("1110000 0201000 555555".replace(" ", ""), ending="2026-01-24")  # a Saturday
    weeks = weekly(wins, MONDAY, day("2026-01-24"))
    assert weeks == Weeks((MONDAY, MONDAY + 7), (3, 3), (1.0, 1.0))
    assert weekly(wins, MONDAY, day("2026-01-25")) == weeks
    assert weekly(wins, MONDAY, day("2026-01-26")).counts == (3, 3, 30)


def test_nothing_is_counted_before_a_week_is_over() -> None:
    """In the week in which it begins there is no full week, nor before it begins."""
    assert weekly({MONDAY: 4}, MONDAY, MONDAY + 6) == Weeks((), (), ())
    assert weekly({}, MONDAY + 30, MONDAY) == Weeks((), (), ())
    assert weekly({MONDAY: 4}, MONDAY, MONDAY + 7) == Weeks((MONDAY,), (4,), (1.0,))


@pytest.mark.parametrize(("first", "share"), [(0, 7), (1, 6), (4, 3), (5, 2), (6, None)])
def test_the_first_week_counts_for_its_part(first: int, share: int | None) -> None:
    """A record that begins on a Friday has three days of its first week; from a Sunday alone nothing is concluded."""
    wins = dict.fromkeys(range(MONDAY, MONDAY + 14), 1)
    weeks = weekly(wins, MONDAY + first, MONDAY + 14)
    if share is None:
        assert weeks == Weeks((MONDAY + 7,), (7,), (1.0,))
    else:
        assert weeks == Weeks((MONDAY, MONDAY + 7), (share, 7), (share / 7, 1.0))


def test_paused_days_are_no_time() -> None:
    """Days off make a week shorter; a week with fewer than two others is left out, and the next keeps its place."""
    wins = dict.fromkeys(days("xx.....x......x..x", ending="2026-01-22"), 1)
    paused = range(MONDAY + 2, MONDAY + 7)
    assert weekly(wins, MONDAY, MONDAY + 18, paused) == Weeks((MONDAY, MONDAY + 7), (2, 1), (2 / 7, 1.0))
    longer = [*range(MONDAY + 8, MONDAY + 14), *range(MONDAY + 8, MONDAY + 14)]
    weeks = weekly(wins, MONDAY, MONDAY + 21, longer)
    assert weeks == Weeks((MONDAY, MONDAY + 14), (2, 2), (1.0, 1.0))
    assert weeks.places() == [0, 2]


def test_a_win_on_a_day_off_makes_it_a_day() -> None:
    """What was done although the day was off counts, and then the day does too."""
    assert weekly({MONDAY: 3, MONDAY + 1: 2, MONDAY + 2: 0}, MONDAY, MONDAY + 7, range(MONDAY, MONDAY + 7)) == Weeks(
        (MONDAY,), (5,), (2 / 7,)
    )


@given(histories, spans, paused_days)
def test_weeks_hold_what_their_days_hold(wins: dict[int, int], span: tuple[int, int], paused: set[int]) -> None:
    """Each week holds the wins of its days since the first, its share is that of its active days, and none is open."""
    first, today = span
    weeks = weekly(wins, first, today, paused)
    assert len(weeks.mondays) == len(weeks.counts) == len(weeks.exposure)
    assert list(weeks.mondays) == sorted(set(weeks.mondays))
    for monday, count, share in zip(weeks.mondays, weeks.counts, weeks.exposure, strict=True):
        span_days = [each for each in range(monday, monday + 7) if each >= first]
        assert monday % 7 == 1
        assert first - 7 < monday
        assert monday + 7 <= today
        assert count == sum(wins.get(each, 0) for each in span_days)
        assert round(7 * share) == sum(bool(wins.get(each)) or each not in paused for each in span_days)
        assert share >= 2 / 7


@given(histories, spans)
def test_without_pauses_no_win_is_lost(wins: dict[int, int], span: tuple[int, int]) -> None:
    """Full weeks, and what stands outside them, together hold all wins."""
    first, today = span
    counted = sum(weekly(wins, first, today).counts)
    end = today - (today - 1) % 7
    skipped = end if first % 7 != 0 else min(end, first + 1)  # a Sunday alone is no week
    alone = sum(count for each, count in wins.items() if first <= each < skipped) if first % 7 == 0 else 0
    assert counted + alone == sum(count for each, count in wins.items() if first <= each < end)


def test_weeks_can_be_given() -> None:
    """Counts in a row are weeks in a row, active all through unless shares are given."""
    weeks = weeks_of([3, 0, 4], [1, 0.5, 1])
    assert (weeks.counts, weeks.exposure, weeks.places()) == ((3, 0, 4), (1, 0.5, 1), [0, 1, 2])
    assert weeks_of([3, 4]).exposure == (1.0, 1.0)
    assert weeks.last(2) == Weeks((8, 15), (0, 4), (0.5, 1))
    assert weeks.last(9) == weeks
    assert weeks.last(0).counts == ()


@pytest.mark.parametrize(
    ("counts", "shares"), [([1, -1], []), ([1, 2], [1]), ([1, 2], [1, 0]), ([], [1]), ([1], [1.1])]
)
def test_impossible_weeks_are_refused(counts: list[int], shares: list[float]) -> None:
    """A negative count, a share of nothing or more than a week, and shares without weeks are refused."""
    with pytest.raises(ValueError, match=r"weeks|counts"):
        weeks_of(counts, shares)


@given(histories, spans)
def test_the_total_never_falls(wins: dict[int, int], span: tuple[int, int]) -> None:
    """There is a total for each day, none lower than the one before, and the last is that of all days."""
    first, today = span
    totals = cumulative(wins, first, today)
    assert len(totals) == today - first + 1
    assert list(totals) == sorted(totals)
    assert totals[-1] == sum(count for each, count in wins.items() if first <= each <= today)


@given(histories, st.integers(MONDAY, MONDAY + 80), st.integers(1, 3))
def test_one_more_win_never_lowers_a_total(wins: dict[int, int], on: int, more: int) -> None:
    """Another win on a day raises the totals from that day on, and leaves the others."""
    before = cumulative(wins, MONDAY, MONDAY + 80)
    after = cumulative({**wins, on: wins.get(on, 0) + more}, MONDAY, MONDAY + 80)
    assert [b - a for a, b in zip(before, after, strict=True)] == [
        more if each >= on else 0 for each in range(MONDAY, MONDAY + 81)
    ]


def test_totals_by_example() -> None:
    """Totals grow with the days; before the first day there are none."""
    assert cumulative({MONDAY: 2, MONDAY + 2: 1, MONDAY - 1: 9}, MONDAY, MONDAY + 3) == (2, 2, 3, 3)
    assert cumulative({MONDAY: 2}, MONDAY + 1, MONDAY) == ()


def test_a_calendar_by_example() -> None:
    """From a Wednesday to the Tuesday after next: two and a bit rows of seven, None around them."""
    grid = calendar({MONDAY + 2: 3, MONDAY + 7: 1, MONDAY + 20: 9}, MONDAY + 2, MONDAY + 15)
    assert grid == (
        (None, None, 3, 0, 0, 0, 0),
        (1, 0, 0, 0, 0, 0, 0),
        (0, 0, None, None, None, None, None),
    )


@pytest.mark.parametrize(("year", "rows"), [(2024, 53), (2026, 53), (2028, 53), (2012, 54)])
def test_a_year_has_53_weeks_or_one_more(year: int, rows: int) -> None:
    """A year touches 53 weeks; a leap year that begins on a Sunday touches 54."""
    assert len(calendar({}, day(f"{year}-01-01"), day(f"{year}-12-31"))) == rows


@given(st.dictionaries(st.integers(MONDAY, MONDAY + 80), st.integers(-5, 9), max_size=60), spans)
def test_a_calendar_holds_each_day_once(values: dict[int, int], span: tuple[int, int]) -> None:
    """Read row by row, the grid is the days of the span in order, with None before and after."""
    first, last = span
    grid = calendar(values, first, last)
    assert {len(row) for row in grid} == {7}
    flat = [value for row in grid for value in row]
    begin = (first - 1) % 7
    assert flat[begin : begin + last - first + 1] == [values.get(each, 0) for each in range(first, last + 1)]
    assert flat.count(None) == len(flat) - (last - first + 1)


def test_a_calendar_of_nothing_is_empty() -> None:
    """A span that ends before it begins has no week, even within one."""
    assert calendar({MONDAY: 1}, MONDAY + 8, MONDAY) == ()
    assert calendar({MONDAY: 1}, MONDAY + 3, MONDAY + 1) == ()
