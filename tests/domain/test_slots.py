"""Slots: what became of each opportunity, against a walk through the days one by one."""

from collections.abc import Collection
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import day, days, examples, mark
from tinywins.domain.schedule import DAILY, Schedule, is_scheduled, read_rule
from tinywins.domain.slots import Lived, list_periods
from tinywins.domain.versions import arrange_parts, slot_of_day, slot_span

START = day("2026-11-02")  # a Monday
WEEKDAYS = 0b0011111
masks = st.integers(1, 127)
times = st.integers(1, 7)
starts = st.integers(START, START + 6)
spans = st.integers(-3, 40)
some_days = st.sets(st.integers(START - 5, START + 50), max_size=40)
schedules = st.builds(Schedule, starts, masks) | st.builds(lambda start, n: Schedule(start, 0, n), starts, times)


def span_of(schedule: Schedule, place: int) -> tuple[int, int]:
    """Give the first and the last day of a slot of a schedule with one version."""
    return slot_span(arrange_parts([schedule]), place)


def place_of(schedule: Schedule, one: int) -> int | None:
    """Give the index of the slot that a day lies in, of a schedule with one version."""
    return slot_of_day(arrange_parts([schedule]), one)


def walk_days(schedule: Schedule, today: int, done: Collection[int], excused: Collection[int]) -> str:
    """Mark a habit of weekdays by walking through the days."""
    marks = ""
    for one in range(schedule.start, today + 1):
        if not schedule.mask >> date.fromordinal(one).weekday() & 1:
            continue
        if one in done:
            marks += "D"
        elif one in excused:
            marks += "S"
        else:
            marks += "P" if one == today else "M"
    return marks


def walk_weeks(
    schedule: Schedule, today: int, done: Collection[int], excused: Collection[int]
) -> tuple[str, list[float]]:
    """Mark a habit of N times a week by walking through the days of each ISO week."""
    marks, shares = "", []
    weeks: dict[tuple[int, int], list[int]] = {}
    for one in range(schedule.start, today + 7):
        year, week, _ = date.fromordinal(one).isocalendar()
        weeks.setdefault((year, week), []).append(one)
    for members in weeks.values():
        if members[0] > today:
            continue
        count = sum(1 for one in members if one in done and one <= today)
        off = sum(1 for one in members if one in excused and not (one in done and one <= today))
        need = min(schedule.times, len(members) - off)
        if not need:
            marks += "S"
        elif count >= need:
            marks += "D"
        else:
            marks += "M" if members[-1] < today else "P"
        shares.append(min(1.0, count / need) if need else 0.0)
    return marks, shares


@settings(max_examples=examples(5))
@given(starts, masks, spans, some_days, some_days)
def test_weekdays_match_a_walk_through_the_days(
    start: int, mask: int, span: int, done: set[int], excused: set[int]
) -> None:
    """A habit of weekdays has one slot a scheduled day, and a done day beats an excuse."""
    schedule = Schedule(start, mask)
    slots = mark(schedule, start + span, list(done), excused)
    assert walk_days(schedule, start + span, done, excused) == slots.marks.decode()
    assert slots.shares is None


@settings(max_examples=examples(5))
@given(starts, times, spans, some_days, some_days)
def test_weeks_match_a_walk_through_the_days(
    start: int, wanted: int, span: int, done: set[int], excused: set[int]
) -> None:
    """A habit of N a week has one slot an ISO week; a partial first week and excused days lower what is wanted."""
    schedule = Schedule(start, 0, wanted)
    slots = mark(schedule, start + span, list(done), excused)
    assert walk_weeks(schedule, start + span, done, excused) == (slots.marks.decode(), slots.shares or [])


@given(schedules, spans, st.lists(st.integers(START - 5, START + 50), max_size=40), some_days)
def test_order_and_form_of_the_days_do_not_matter(
    schedule: Schedule, span: int, done: list[int], excused: set[int]
) -> None:
    """Days in any order, excuses as set, list or frozenset: the marks are the same."""
    today = schedule.start + span
    wanted = mark(schedule, today, sorted(set(done)), excused)
    for days_off in (sorted(excused), frozenset(excused), tuple(excused)):
        slots = mark(schedule, today, done[::-1], days_off)
        assert (wanted.marks, wanted.shares) == (slots.marks, slots.shares)


@settings(max_examples=examples(5))
@given(schedules, st.integers(0, 60))
def test_slots_and_days_are_inverse(schedule: Schedule, away: int) -> None:
    """A day's slot begins on or before it and ends on or after it; a slot's first and last day lie in it."""
    one = schedule.start + away
    place = place_of(schedule, one)
    assert (place is not None) == is_scheduled(schedule, one)
    if place is not None:
        first, last = span_of(schedule, place)[0], span_of(schedule, place)[1]
        assert first <= one <= last
        assert place == place_of(schedule, first) == place_of(schedule, last)
    assert away == 0 or place_of(schedule, schedule.start - away) is None


@given(schedules, st.integers(0, 30))
def test_slots_follow_each_other(schedule: Schedule, place: int) -> None:
    """Slots are in order, do not overlap, and no scheduled day lies between two of them."""
    last, following = span_of(schedule, place)[1], span_of(schedule, place + 1)[0]
    assert span_of(schedule, place)[0] <= last < following
    assert not any(is_scheduled(schedule, between) for between in range(last + 1, following))
    assert schedule.start <= span_of(schedule, 0)[0]
    assert not any(is_scheduled(schedule, early) for early in range(schedule.start, span_of(schedule, 0)[0]))


@given(schedules, spans)
def test_the_last_mark_is_that_of_today(schedule: Schedule, span: int) -> None:
    """There are as many marks as slots that have begun by today."""
    today = schedule.start + span
    marks = mark(schedule, today, []).marks
    assert len(marks) == sum(1 for place in range(60) if span_of(schedule, place)[0] <= today)
    place = place_of(schedule, today)
    assert place is None or place == len(marks) - 1


@pytest.mark.parametrize(
    ("rule", "history", "expected"),
    [
        ("daily", "xx.x", "DDMD"),
        ("daily", "xx.", "DDP"),
        ("daily", ".", "P"),
        ("daily", "..x", "MMD"),
        ("mon,wed,fri", "x.x.x..", "DDD"),
        ("mon,wed,fri", "x...x..", "DMD"),
        ("mon,wed,fri", "xxxxxxx" + "x", "DDDD"),
        ("mon,wed,fri", "......." + ".", "MMMP"),
        ("mon,wed,fri", "......." + "..", "MMMM"),
        ("sat,sun", "xxxxx", ""),
        ("3/week", "x.x.x..", "D"),
        ("3/week", "xx.....", "P"),
        ("3/week", "xx....." + ".", "MP"),
        ("3/week", "xxxxxxx" + "xx", "DP"),
        ("7/week", "xxxxxxx" + ".", "DP"),
    ],
)
def test_histories_from_a_monday(rule: str, history: str, expected: str) -> None:
    """Drawn from Monday, 2 November 2026 on, a sign a day, a history has these marks."""
    ending = date.fromordinal(START + len(history) - 1).isoformat()
    slots = mark(read_rule(rule, START), day(ending), days(history, ending=ending))
    assert expected == slots.marks.decode()


def test_a_habit_that_has_not_begun_has_no_slots() -> None:
    """Before its first day a habit has nothing to keep and nothing to miss."""
    for schedule in (Schedule(START, DAILY), Schedule(START, WEEKDAYS), Schedule(START, 0, 3)):
        assert mark(schedule, START - 1, [START - 1]).marks == b""


def test_days_before_the_start_and_after_today_are_left_out() -> None:
    """Only days from the start to today are counted."""
    assert mark(Schedule(START, DAILY), START + 2, [START - 1, START + 1, START + 3]).marks == b"MDP"
    slots = mark(Schedule(START + 5, 0, 2), START + 6, [START + 4, START + 5, START + 7])
    assert (slots.marks, slots.shares) == (b"P", [0.5])


@pytest.mark.parametrize(
    ("start", "wanted", "excused", "need"),
    [
        (0, 3, set(), 3),
        (4, 3, set(), 3),
        (5, 3, set(), 2),
        (6, 3, set(), 1),
        (0, 3, {0, 1, 2, 3}, 3),
        (0, 3, {0, 1, 2, 3, 4}, 2),
        (0, 3, set(range(7)), 0),
        (5, 3, {5}, 1),
        (5, 3, {0, 1, 7}, 2),
    ],
)
def test_a_week_wants_no_more_than_its_days(start: int, wanted: int, excused: set[int], need: int) -> None:
    """A first week that begins on Saturday can want two days, and days off are not wanted (case 21)."""
    days_off = {START + place for place in excused}
    part = arrange_parts([Schedule(START + start, 0, wanted)])[0]
    assert need == list_periods(part, START + 6, Lived([], days_off))[0].need


@given(st.integers(1, 7), st.integers(0, 6), st.sets(st.integers(0, 6)))
def test_a_later_day_off_never_undoes_a_kept_week(wanted: int, start: int, done: set[int]) -> None:
    """More days off lower what is wanted, so a week that was kept stays kept or is excused."""
    schedule, today = Schedule(START + start, 0, wanted), START + 6
    lived = [START + place for place in done]
    before = mark(schedule, today, lived).marks
    for off in range(7):
        after = mark(schedule, today, lived, {START + off}).marks
        assert before != b"D" or after in (b"D", b"S")
