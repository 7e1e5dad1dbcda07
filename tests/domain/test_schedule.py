"""Schedules: rules as text, and the days they name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import day, refusal
from tinywins.domain.schedule import DAILY, SHORT_DAYS, Schedule, is_scheduled, next_day, read_rule, write_rule

START = day("2026-11-18")  # a Wednesday
MONDAY = day("2026-11-16")


@pytest.mark.parametrize("mask", range(1, 128))
def test_weekdays_are_written_and_read(mask: int) -> None:
    """Every set of weekdays is written as text that reads as the same set; all seven are `daily`."""
    rule = write_rule(Schedule(START, mask))
    read = read_rule(rule, START)
    assert (START, mask, 0) == (read.start, read.mask, read.times)
    assert (rule == "daily") == (mask == DAILY)


@pytest.mark.parametrize("times", range(1, 8))
def test_times_a_week_are_written_and_read(times: int) -> None:
    """`3/week` wants three days of each week, and names no weekday."""
    read = read_rule(f"{times}/week", START)
    assert (START, 0, times) == (read.start, read.mask, read.times)
    assert f"{times}/week" == write_rule(read)


def test_rules_read_as_they_say() -> None:
    """A rule explains itself."""
    assert write_rule(Schedule(START, 0b0010101)) == "mon,wed,fri"
    assert read_rule("sat,sun", START).mask == 0b1100000
    assert write_rule(read_rule("fri,mon", START)) == "mon,fri"
    assert read_rule(",".join(SHORT_DAYS), START).mask == DAILY


@pytest.mark.parametrize(
    "rule",
    [
        *("", "Daily", "monday", "mon, wed", "mon,", ",", "mon;wed", "every day", "0/week", "8/week", "10/week"),
        *("-1/week", "3/Week", "3/year", "/week", "٣/week", "³/week", "x/week", "9" * 5_000 + "/week"),
        *("0/month", "32/month", "every", "every 0d", "every 3", "every d", "every 3m", "every 1000d", "every ٣d"),
        *("daily at", "daily at least", "daily at least x", "daily at least 5km", "daily assume", "daily without"),
        *("daily at most -1", "daily  at most 2", "daily at most 2 ", "anytime soon", "daily at least 20 pages"),
    ],
)
def test_unknown_rules_are_refused(rule: str) -> None:
    """A rule that is not known is refused, and never half understood."""
    assert refusal(read_rule, rule, START).hint


@given(st.integers(1, 127), st.integers(-20, 20))
def test_only_named_weekdays_from_the_start_have_a_slot(mask: int, away: int) -> None:
    """A day is scheduled when its weekday is named."""
    expected = bool(mask >> (START + away - MONDAY) % 7 & 1)
    assert expected == is_scheduled(Schedule(START, mask), START + away)


@given(st.integers(1, 7), st.integers(-20, 20))
def test_a_habit_of_times_a_week_may_be_done_on_any_day(times: int, away: int) -> None:
    """N times a week binds no weekday."""
    assert is_scheduled(Schedule(START, 0, times), START + away)


@given(st.integers(0, 127), st.integers(-20, 20))
def test_the_next_day_is_the_first_that_is_scheduled(mask: int, away: int) -> None:
    """The next day is later than the day asked about, scheduled, and nothing before it is."""
    schedule = Schedule(START, mask, 0 if mask else 3)
    found = next_day(schedule, START + away)
    assert found > START + away
    assert is_scheduled(schedule, found)
    assert not any(is_scheduled(schedule, between) for between in range(max(START, START + away + 1), found))
