"""The same date of an earlier month or year, held against the calendar of the standard library."""

from datetime import date, timedelta

import pytest

from tests.builders import day
from tinywins.domain.days import MAX_DAY, MIN_DAY, write_day
from tinywins.domain.periods import first_of, same_day_before


def find_by_stepping(period: str, when: date) -> date | None:
    """Find the same date by going back day by day through the month, or the year's month, that came before."""
    year = when.year - 1 if period == "year" or when.month == 1 else when.year
    month = when.month if period == "year" else (when.month + 10) % 12 + 1
    step = when - timedelta(days=1)
    while (step.year, step.month) >= (year, month):
        if (step.year, step.month, step.day) == (year, month, when.day):
            return step
        step -= timedelta(days=1)
    return None


@pytest.mark.parametrize("period", ["year", "month"])
def test_every_day_of_eight_years(period: str) -> None:
    """On each day of eight years, a century's leap day among them, it is the day that the calendar gives, or none."""
    for first in (date(2020, 1, 1), date(1896, 1, 1)):
        for number in range(8 * 365 + 2):
            when = first + timedelta(days=number)
            found = find_by_stepping(period, when)
            assert same_day_before(period, when.toordinal()) == (found.toordinal() if found else None), when


@pytest.mark.parametrize(
    ("today", "year", "month"),
    [
        ("2026-11-25", "2025-11-25", "2026-10-25"),
        ("2026-01-31", "2025-01-31", "2025-12-31"),
        ("2026-03-31", "2025-03-31", None),
        ("2026-03-29", "2025-03-29", None),
        ("2024-03-29", "2023-03-29", "2024-02-29"),
        ("2024-02-29", None, "2024-01-29"),
        ("0001-02-01", None, "0001-01-01"),
        ("0001-01-31", None, None),
        ("9999-12-31", "9998-12-31", None),
    ],
)
def test_dates_that_are_and_are_not(today: str, year: str | None, month: str | None) -> None:
    """A 29 February has no date a year before, a 31st seldom one a month before, and year 1 nothing before it."""
    for period, expected in (("year", year), ("month", month)):
        found = same_day_before(period, day(today))
        assert (None if found is None else write_day(found)) == expected


def test_never_outside_the_calendar() -> None:
    """At both ends of the calendar the day found is one that there is."""
    for number in [*range(MIN_DAY, MIN_DAY + 800), *range(MAX_DAY - 800, MAX_DAY + 1)]:
        for period in ("year", "month"):
            found = same_day_before(period, number)
            assert found is None or MIN_DAY <= found < number
            assert found is None or first_of("month", found) < first_of("month", number)
