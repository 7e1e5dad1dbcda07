"""Days: which local day a moment counts for, through every trick that clocks and zones have played."""

import os
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import day, day_at, days, examples, instant_of, mark, moment, moment_of, offset_at
from tinywins.compounding.streaks import Streaks, find_streaks
from tinywins.domain.days import (
    EPOCH,
    MAX_DAY,
    MIN_DAY,
    Moment,
    calendar_day,
    clock_time,
    day_of,
    label_day,
    label_time,
    monday_of,
    read_day,
    write_day,
)
from tinywins.domain.schedule import DAILY, Schedule

ZONES = sorted(available_timezones() - {"Factory", "localtime", "posixrules"})
HOUR = timedelta(hours=1)
any_day = st.integers(MIN_DAY, MAX_DAY)
since_1973 = st.integers(94_694_400_000, 2_145_916_800_000)  # to 2038: before, some offsets held seconds
day_starts = st.integers(0, 6)


def streaks_of(done: list[int], today: int, excused: frozenset[int] = frozenset()) -> Streaks:
    """Find the streaks, without spares, of a daily habit that began on the first done day."""
    return find_streaks(mark(Schedule(min(done), DAILY), today, done, excused).marks)


def days_at(zone: str, walls: list[str], day_start: int = 4) -> list[str]:
    """Give the days that wall-clock times of a zone count for, as ISO text."""
    return [write_day(day_of(moment(wall, zone), day_start)) for wall in walls]


@settings(max_examples=examples(10))
@given(since_1973, st.sampled_from(ZONES), day_starts)
def test_the_day_is_the_wall_clock_less_the_start(ms: int, zone: str, day_start: int) -> None:
    """In every zone and at every instant the day is that of the wall clock, turned back by the day's start."""
    instant = instant_of(ms)
    wall = instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    lived = Moment(ms, offset_at(instant, zone), zone)
    assert (wall - timedelta(hours=day_start)).date().toordinal() == day_of(lived, day_start)
    assert wall.date().toordinal() == calendar_day(lived) == day_of(lived, 0)
    assert (wall.hour, wall.minute) == clock_time(ms, lived.offset)
    assert wall.strftime("%H:%M") == label_time(ms, lived.offset)


@given(since_1973, st.integers(-14 * 60, 14 * 60), day_starts)
def test_a_day_is_24_hours_of_the_wall_clock(ms: int, offset: int, day_start: int) -> None:
    """At a fixed offset every day has 86,400,000 milliseconds, and the next begins just after the last of them."""
    length = 24 * 60 * 60_000
    begin = ((ms // 60_000 + offset - day_start * 60) // 1_440 * 1_440 - offset + day_start * 60) * 60_000
    lived = day_of(Moment(ms, offset), day_start)
    assert begin <= ms < begin + length
    assert [day_of(Moment(begin + step, offset), day_start) - lived for step in (-1, 0, length - 1, length)] == [
        -1,
        0,
        0,
        1,
    ]
    assert clock_time(begin, offset) == (day_start, 0)


def test_the_day_begins_on_the_millisecond() -> None:
    """At 03:59:59.999 it is yesterday, at 04:00:00.000 today (case 8)."""
    four = day_at(4)
    assert write_day(day_of(four, 4)) == "2026-11-20"
    assert write_day(day_of(Moment(four.ms - 1, 0), 4)) == "2026-11-19"


@pytest.mark.parametrize("day_start", range(7))
def test_every_whole_hour_may_begin_the_day(day_start: int) -> None:
    """Just before the day's start counts for yesterday, the start itself for today; the calendar says today."""
    begin = day_at(day_start)
    assert day_of(begin, day_start) == day("2026-11-20")
    assert day_of(Moment(begin.ms - 1, 0), day_start) == day("2026-11-19")
    assert calendar_day(begin) == day("2026-11-20")


def test_spring_forward_keeps_the_run() -> None:
    """The day of 23 hours is a day like the others (case 1)."""
    lived = days_at("America/New_York", ["2024-03-09 23:59", "2024-03-10 23:00", "2024-03-11 12:00"])
    assert lived == ["2024-03-09", "2024-03-10", "2024-03-11"]
    assert streaks_of([day(text) for text in lived], day("2024-03-11")).current == 3


def test_the_hour_that_comes_twice_is_one_day() -> None:
    """Half past one comes twice in the night of the change: one day, in the order of the instants (case 3)."""
    first = moment("2024-11-03 01:30", "America/New_York")
    second = moment("2024-11-03 01:30", "America/New_York", fold=1)
    assert second.ms - first.ms == 3_600_000
    assert clock_time(first.ms, first.offset) == clock_time(second.ms, second.offset) == (1, 30)
    for day_start in range(7):
        assert day_of(first, day_start) == day_of(second, day_start)


@pytest.mark.parametrize(
    ("zone", "date_without_midnight"),
    [("America/Santiago", "2024-09-08"), ("Africa/Cairo", "2024-04-26"), ("Asia/Beirut", "2024-03-31")],
)
def test_a_missing_midnight_breaks_nothing(zone: str, date_without_midnight: str) -> None:
    """Where the clocks skip midnight, one in the morning is on that day, the minute before on the other (case 4)."""
    after = moment(f"{date_without_midnight} 01:00", zone)
    before = moment_of(instant_of(after.ms - 60_000), zone)
    assert clock_time(before.ms, before.offset) == (23, 59)
    assert write_day(day_of(after, 0)) == date_without_midnight
    assert day_of(before, 0) == day_of(after, 0) - 1
    assert day_of(before, 4) == day_of(after, 4) == day(date_without_midnight) - 1


@pytest.mark.parametrize(
    ("zone", "before", "after"),
    [
        ("America/Nuuk", "2024-10-26 23:59", "2024-10-26 23:00"),  # case 5
        ("Asia/Beirut", "2024-10-26 23:59", "2024-10-26 23:00"),
        ("Atlantic/Azores", "2024-10-27 00:59", "2024-10-27 00:00"),  # case 6
        ("America/Havana", "2024-11-03 00:59", "2024-11-03 00:00"),
        ("Australia/Lord_Howe", "2024-04-07 01:59", "2024-04-07 01:30"),  # case 7
    ],
)
def test_clocks_set_back_near_midnight_stay_on_the_day(zone: str, before: str, after: str) -> None:
    """A minute passes and the clock shows an earlier time: the day is the same."""
    first = moment(before, zone)
    second = moment_of(instant_of(first.ms + 60_000), zone)
    assert moment(after, zone, fold=1).ms == second.ms
    assert day_of(first, 0) == day_of(second, 0)
    assert day_of(first, 4) == day_of(second, 4)


def test_a_jump_of_two_hours_loses_no_day() -> None:
    """Troll jumps from 01:00 to 03:00 and back: every date still has its day, once (case 7)."""
    for night in ("2024-03-31", "2024-10-27"):
        begin = moment(f"{night} 00:00", "Antarctica/Troll").ms
        for day_start in (0, 4):
            lived = [
                day_of(moment_of(instant_of(begin + hour * 3_600_000), "Antarctica/Troll"), day_start)
                for hour in range(-24, 49)
            ]
            assert lived == sorted(lived)
            assert {day(night) - 1, day(night), day(night) + 1} <= set(lived)


@pytest.mark.parametrize("night", ["2024-03-10", "2024-11-03"])
@pytest.mark.parametrize("day_start", range(7))
def test_a_start_inside_the_change_skips_no_day(night: str, day_start: int) -> None:
    """A day that begins at the very hour of the change comes once, in order, and is not skipped (case 9)."""
    noon = moment(f"{night} 12:00", "America/New_York").ms
    lived = [
        day_of(moment_of(instant_of(noon + minutes * 60_000), "America/New_York"), day_start)
        for minutes in range(-36 * 60, 36 * 60, 10)
    ]
    assert lived == sorted(lived)
    assert set(range(day(night) - 1, day(night) + 2)) <= set(lived)
    assert max(after - before for before, after in pairwise(lived)) == 1


def changes_of(zone: str) -> Iterator[datetime]:
    """Find the hours of 2023 to 2025 in which a zone's clocks change."""
    info = ZoneInfo(zone)
    instant = datetime(2023, 1, 1, tzinfo=UTC)
    while instant.year < 2026:
        following = instant + timedelta(days=7)
        if instant.astimezone(info).utcoffset() != following.astimezone(info).utcoffset():
            yield from (
                hour
                for hour in (instant + HOUR * step for step in range(7 * 24))
                if hour.astimezone(info).utcoffset() != (hour + HOUR).astimezone(info).utcoffset()
            )
        instant = following


@pytest.mark.parametrize("day_start", [0, 4])
def test_no_zone_goes_back_a_day(day_start: int) -> None:
    """With a start at 00:00 or 04:00 no zone's day goes backward at a change of its clocks, or jumps (case 9)."""
    for zone in ZONES:
        for hour in changes_of(zone):
            lived = [day_of(moment_of(hour + timedelta(minutes=step), zone), day_start) for step in range(-5, 65, 5)]
            assert lived == sorted(lived), (zone, hour)
            assert lived[-1] - lived[0] <= 1, (zone, hour)


def test_a_changed_start_leaves_old_days_alone() -> None:
    """At 02:00 the start is set from 4 to 0: the old win stays yesterday's, the new is today's (case 10)."""
    night = day_at(2)
    before, after = day_of(night, 4), day_of(Moment(night.ms + 60_000, 0), 0)
    assert (write_day(before), write_day(after)) == ("2026-11-19", "2026-11-20")
    assert streaks_of([before, after], after).current == 2


def test_a_day_that_comes_twice_counts_once() -> None:
    """Flying east over the date line, a day is lived twice: one day, and the run goes on (case 11)."""
    auckland = day_of(moment("2024-06-02 22:00", "Pacific/Auckland"), 4)
    honolulu = moment("2024-06-02 09:00", "Pacific/Honolulu")
    assert day_of(honolulu, 4) == auckland
    done = [auckland - 1, auckland, day_of(honolulu, 4), auckland + 1]
    assert streaks_of(done, auckland + 1).current == 3


def test_a_day_that_never_came_is_an_excuse() -> None:
    """Flying west over the date line, a day is never lived: handed over as an excuse it breaks no run (case 12)."""
    before, after = moment("2024-06-01 23:00", "Pacific/Honolulu"), moment("2024-06-03 08:00", "Pacific/Auckland")
    assert after.ms - before.ms == 11 * 3_600_000
    done = [day_of(before, 4), day_of(after, 4)]
    gap = done[0] + 1
    assert done[1] == gap + 1
    assert streaks_of(done, done[1]).current == 1
    assert streaks_of(done, done[1], frozenset({gap})).current == 2


def test_a_zone_without_the_day() -> None:
    """Apia had no 30 December 2011: the run of two days goes on over it, and two days are counted (case 13)."""
    last = moment("2011-12-29 23:59", "Pacific/Apia")
    following = moment_of(instant_of(last.ms + 60_000), "Pacific/Apia")
    lived = [day_of(last, 0), day_of(following, 0)]
    assert [write_day(one) for one in lived] == ["2011-12-29", "2011-12-31"]
    streaks = streaks_of(lived, lived[1], frozenset({day("2011-12-30")}))
    assert (streaks.current, streaks.longest) == (2, 2)


def test_ten_zones_in_one_day() -> None:
    """Whoever changes zones ten times in a day has the days of those clocks, a day a record (case 14)."""
    noon = moment("2024-06-02 12:00", "UTC").ms
    zones = ["Pacific/Kiritimati", "Asia/Tokyo", "Asia/Kathmandu", "Europe/Paris", "UTC"]
    zones += ["America/St_Johns", "America/New_York", "America/Los_Angeles", "Pacific/Honolulu", "Pacific/Pago_Pago"]
    lived = [day_of(moment_of(instant_of(noon + place * 60_000), zone), 4) for place, zone in enumerate(zones)]
    assert [write_day(one) for one in lived] == ["2024-06-02"] * 8 + ["2024-06-01"] * 2
    assert day_of(moment_of(instant_of(noon), "Pacific/Kiritimati"), 0) == day("2024-06-03")
    assert streaks_of(lived, max(lived)).current == 2


@pytest.fixture
def any_zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Allow a test to move the whole process to another zone."""
    yield monkeypatch
    monkeypatch.undo()
    time.tzset()


def test_stored_days_mean_the_same_everywhere(any_zone: pytest.MonkeyPatch) -> None:
    """Wherever the machine stands, stored days and offsets give the same day, label and run (case 15)."""
    done, at = days("xxx.xx", ending="2026-11-20"), moment("2026-11-20 01:30", "Asia/Kathmandu")

    def facts() -> tuple[object, ...]:
        streaks = streaks_of(done, done[-1])
        return streaks.current, streaks.longest, day_of(at, 4), label_time(at.ms, at.offset), write_day(done[0])

    assert facts() == (2, 3, day("2026-11-19"), "01:30", "2026-11-15")
    for zone in ZONES:
        any_zone.setitem(os.environ, "TZ", zone)
        time.tzset()
        assert facts() == (2, 3, day("2026-11-19"), "01:30", "2026-11-15")


@pytest.mark.parametrize(
    ("first", "last", "length"),
    [
        ("2024-02-28", "2024-03-01", 3),  # case 17
        ("2023-02-28", "2023-03-01", 2),
        ("2000-02-28", "2000-03-01", 3),
        ("1900-02-28", "1900-03-01", 2),
        ("2100-02-28", "2100-03-01", 2),
        ("2025-12-31", "2026-01-01", 2),  # case 19
        ("2020-12-28", "2021-01-03", 7),  # case 20: the week 53
    ],
)
def test_runs_cross_leap_days_and_years(first: str, last: str, length: int) -> None:
    """A run counts the days that the calendar has, over leap days, centuries and the new year."""
    done = list(range(day(first), day(last) + 1))
    assert len(done) == length
    assert streaks_of(done, day(last)).current == length


def test_a_week_belongs_to_its_monday() -> None:
    """31 December 2020 and 3 January 2021 lie in one week; 1 January 2026 in the week of 29 December (case 20)."""
    assert write_day(monday_of(day("2020-12-31"))) == write_day(monday_of(day("2021-01-03"))) == "2020-12-28"
    assert write_day(monday_of(day("2026-01-01"))) == "2025-12-29"
    assert write_day(monday_of(day("2024-12-30"))) == "2024-12-30"


@given(any_day)
def test_mondays_begin_iso_weeks(one: int) -> None:
    """A week's Monday is in the same ISO week, is its first day, and is found again from itself."""
    monday = monday_of(one)
    assert monday <= one < monday + 7
    assert date.fromordinal(monday).isocalendar()[:2] == date.fromordinal(one).isocalendar()[:2]
    assert date.fromordinal(monday).isoweekday() == 1
    assert monday == monday_of(monday)


@pytest.mark.parametrize(
    ("ms", "expected"),
    [
        (0, "1970-01-01"),
        (-1, "1969-12-31"),
        (-86_400_001, "1969-12-30"),
        (-62_135_596_800_000, "0001-01-01"),
        (253_402_300_799_999, "9999-12-31"),
    ],
)
def test_clocks_far_from_today_give_a_day(ms: int, expected: str) -> None:
    """A clock at 1970, before it, or at either end of the calendar gives its day (cases 22 and 30)."""
    assert expected == write_day(day_of(Moment(ms, 0), 0))


@pytest.mark.parametrize("ms", [2**53, -(2**53), 2**63])
def test_no_instant_overflows(ms: int) -> None:
    """Even an instant beyond every calendar gives a number, in both directions (case 30)."""
    assert (ms // 60_000) // 1_440 + EPOCH == day_of(Moment(ms, 0), 0)
    hour, minute = clock_time(ms, 0)
    assert 0 <= hour < 24
    assert 0 <= minute < 60


def test_a_win_ahead_of_today_waits_until_it_is_due() -> None:
    """A day logged by a clock set forward counts in no run before it comes (case 23)."""
    done = [*days("xxx", ending="2026-11-20"), day("2027-11-20")]
    assert streaks_of(done, day("2026-11-20")).current == 3
    assert streaks_of(done, day("2027-11-20")).current == 1


def test_a_day_filled_in_later_joins_two_runs() -> None:
    """Days 1, 2, 4, 5 are runs of two; with 3 they are five, whatever the order of logging (cases 25 and 26)."""
    done, today = days("xx.xx", ending="2026-11-20"), day("2026-11-20")
    filled = [*done, day("2026-11-18")]
    assert (streaks_of(done, today).longest, streaks_of(filled, today).longest) == (2, 5)
    assert streaks_of(sorted(filled), today).current == 5
    filled.remove(day("2026-11-18"))
    assert streaks_of(filled, today).longest == 2


def test_a_day_not_yet_logged_ends_nothing() -> None:
    """Yesterday done and today still open: the run lives, and is at risk until the day ends (case 27)."""
    done = days("xxx", ending="2026-11-20")
    tomorrow = streaks_of(done, day("2026-11-21"))
    assert (tomorrow.current, tomorrow.pending, tomorrow.at_risk) == (3, True, True)
    assert streaks_of(done, day("2026-11-22")).current == 0


def test_two_devices_each_keep_their_day() -> None:
    """One instant is two days on two machines in two zones: both days count (case 29)."""
    tokyo = moment("2026-11-20 08:00", "Asia/Tokyo")
    new_york = moment_of(instant_of(tokyo.ms), "America/New_York")
    lived = [day_of(new_york, 4), day_of(tokyo, 4)]
    assert [write_day(one) for one in lived] == ["2026-11-19", "2026-11-20"]
    assert streaks_of(lived, lived[1]).current == 2


@given(any_day)
def test_days_are_written_and_read(one: int) -> None:
    """Every day of the calendar is ISO text with four digits of year, which sorts as the days do (case 30)."""
    text = write_day(one)
    assert one == read_day(text)
    assert len(text) == 10
    assert (one < EPOCH) == (text < "1970-01-01")


@pytest.mark.parametrize(
    "text",
    [
        *("", "2024-1-1", "20240101", "2024-W01-1", "2024W011", "٢٠٢٤-٠١-٠١", "2026-02-30", "0000-01-01", "2024-01"),
        *("2024-01-01T00:00", "24-01-01", " 2024-01-01", "2024/01/01", "10000-01-01", "-001-01-01", "2024-01-01\n"),
    ],
)
def test_only_our_own_text_is_a_stored_day(text: str) -> None:
    """Stored days have one form; the other ISO forms, and days that do not exist, are errors (case 31)."""
    with pytest.raises(ValueError):
        read_day(text)


def test_labels_leave_out_this_year() -> None:
    """A label says weekday, day and month; the year only when it is not today's, in four digits."""
    today = day("2026-11-22")
    assert label_day(today, today) == "Sun 22 Nov"
    assert label_day(day("2026-01-05"), today) == "Mon 5 Jan"
    assert label_day(day("2025-12-31"), today) == "Wed 31 Dec 2025"
    assert label_day(day("0999-01-01"), today) == "Tue 1 Jan 0999"
    assert label_day(MAX_DAY, today) == "Fri 31 Dec 9999"


@given(st.integers(day("1970-01-01"), day("2099-12-31")))
def test_labels_agree_with_the_calendar(one: int) -> None:
    """Weekday and month are those that the standard library gives in the C locale, on every day."""
    when = date.fromordinal(one)
    assert f"{when:%a} {when.day} {when:%b}" == label_day(one, one)
