"""Ticks: few, round and evenly apart, for any span of numbers and days."""

from datetime import date
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import day
from tinywins.domain.days import MAX_DAY, MONTHS
from tinywins.render.ticks import day_ticks, nice_ticks, tidy, write_tick

NUMBERS = st.floats(-1e9, 1e9) | st.integers(-1_000, 1_000).map(float) | st.integers(-999, 999).map(lambda n: n / 1_000)
DAYS = st.integers(1, MAX_DAY)


@given(NUMBERS, NUMBERS, st.integers(1, 12))
def test_ticks_hold_what_there_is(one: float, two: float, most: int) -> None:
    """They go up, begin at or below the low end, end at or above the high one, and are no more than asked for or 3."""
    low, high = min(one, two), max(one, two)
    ticks = nice_ticks(low, high, most)
    assert 2 <= len(ticks) <= max(3, most)
    assert ticks == sorted(set(ticks))
    slack = 1e-8 * max(abs(low), abs(high), 1e-3)
    assert ticks[0] <= low + slack
    assert ticks[-1] >= high - slack


@given(NUMBERS, NUMBERS, st.integers(1, 12))
def test_ticks_are_round(one: float, two: float, most: int) -> None:
    """They are 1, 2 or 5 times a power of ten apart, and multiples of that."""
    ticks = nice_ticks(min(one, two), max(one, two), most)
    exact = [Fraction(f"{tick:.12g}") for tick in ticks]
    steps = {right - left for left, right in pairwise(exact)}
    if max(map(abs, ticks)) / float(min(steps)) < 1e6:
        (step,) = steps
        assert f"{float(step):e}".partition("e")[0] in {"1.000000", "2.000000", "5.000000"}
        assert all(tick % step == 0 for tick in exact)


@pytest.mark.parametrize(
    ("low", "high", "most", "ticks"),
    [
        (0, 100, 4, [0, 50, 100]),
        (0, 100, 6, [0, 20, 40, 60, 80, 100]),
        (0, 7, 4, [0, 5, 10]),
        (-1, 1, 2, [-1, 0, 1]),
        (-0.02, 0.06, 5, [-0.02, 0, 0.02, 0.04, 0.06]),
        (86, 86, 4, [0, 50, 100]),
        (-3, -3, 4, [-3, -2, -1, 0]),
        (0, 0, 4, [0, 0.5, 1]),
        (1e17, 1e17, 4, [0, 5e16, 1e17]),
        (0, 5e-324, 4, [0, 0.5, 1]),
    ],
)
def test_some_ticks(low: float, high: float, most: int, ticks: list[float]) -> None:
    """What is flat is shown against 0."""
    assert ticks == nice_ticks(low, high, most)


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (0, "", "0"),
        (1200, "km", "1,200 km"),
        (0.5, "", "0.5"),
        (-2, "%", "-2%"),
        (1.5, "x", "1.5x"),
        (1234567.25, "", "1,234,567.25"),
        (0.000025, "", "0.000025"),
        (tidy(0.1 + 0.2), "", "0.3"),
    ],
)
def test_ticks_are_written_short(value: float, unit: str, text: str) -> None:
    """A tick is as short as it is exact; a unit stands apart, but for a sign."""
    assert text == write_tick(value, unit)


@given(DAYS, st.integers(0, 200) | st.integers(0, MAX_DAY), st.integers(1, 30))
def test_marked_days_lie_inside(first: int, span: int, most: int) -> None:
    """At least one day is marked, no more than asked for, all in the span, and evenly apart by the calendar."""
    last = min(first + span, MAX_DAY)
    ticks = day_ticks(first, last, most)
    days = [each for each, _ in ticks]
    assert 1 <= len(ticks) <= most
    assert first <= days[0]
    assert days[-1] <= last
    dates = [date.fromordinal(each) for each in days]
    months = [when.year * 12 + when.month for when in dates]
    assert len({(right - left) for left, right in pairwise(months if last - first > 70 else days)}) <= 1


@given(DAYS, st.integers(0, 3_000), st.integers(1, 30))
def test_labels_say_which_day(first: int, span: int, most: int) -> None:
    """Up to ten weeks a label is a Monday, or the first day where there is none; else the first of a month."""
    last = min(first + span, MAX_DAY)
    for each, label in day_ticks(first, last, most):
        when = date.fromordinal(each)
        if last - first <= 70:
            assert label == f"{when.day} {MONTHS[when.month - 1]}"
            assert when.weekday() == 0 or each == first
        else:
            assert when.day == 1
            assert label == (str(when.year) if when.month == 1 else MONTHS[when.month - 1])


def test_some_marked_days() -> None:
    """A year has its months, or as many as asked for; decades have round years."""
    first, last = day("2025-11-23"), day("2026-11-22")
    assert [label for _, label in day_ticks(first, last, 12)][:3] == ["Dec", "2026", "Feb"]
    assert [label for _, label in day_ticks(first, last, 4)] == ["2026", "Apr", "Jul", "Oct"]
    assert [label for _, label in day_ticks(day("1926-05-05"), last, 5)] == ["1940", "1960", "1980", "2000", "2020"]
    assert day_ticks(day("2026-11-24"), day("2026-11-28"), 9) == [(day("2026-11-24"), "24 Nov")]
