"""Slots and their marks: what became of each opportunity of a habit, one letter a slot.

`D` done, `S` skipped (excused), `M` missed, `P` pending, `U` unsaid. Rules: docs/how-streaks-count.md.
"""

from collections.abc import Collection, Sequence
from itertools import compress, cycle, islice

from tinywins.domain.days import monday_of
from tinywins.domain.schedule import DAILY, Schedule

DONE, SKIPPED, MISSED, PENDING = b"DSMP"


class Slots:
    """A habit's slots from its start to today.

    `marks` holds a letter a slot; `shares` how much of each week's need was met (0-1), or None where a slot is a day.
    """

    __slots__ = ("marks", "schedule", "shares")

    def __init__(self, schedule: Schedule, marks: bytes, shares: list[float] | None) -> None:
        self.schedule = schedule
        self.marks = marks
        self.shares = shares


def mark_slots(schedule: Schedule, today: int, done: Sequence[int], excused: Collection[int] = ()) -> Slots:
    """Mark every slot from the start to today.

    `done` are the distinct days on which the habit was done, in any order; `excused` the days declared off.
    A done day beats an excuse. Days before the start or after today have no slot.
    """
    if schedule.times:
        return mark_weeks(schedule, today, done, excused)
    start, count = schedule.start, today - schedule.start + 1
    if count <= 0:
        return Slots(schedule, b"", None)
    marks = bytearray(b"M" * count)
    for day in excused:
        if start <= day <= today:
            marks[day - start] = SKIPPED
    for day in done:
        if start <= day <= today:
            marks[day - start] = DONE
    if marks[-1] == MISSED:
        marks[-1] = PENDING
    if schedule.mask != DAILY:
        week = [schedule.mask >> place & 1 for place in range(7)]
        marks = bytearray(compress(marks, islice(cycle(week), (start - 1) % 7, None)))
    return Slots(schedule, bytes(marks), None)


def week_need(schedule: Schedule, monday: int, excused: Collection[int]) -> int:
    """Give the days wanted in a week: N, less where the week is partly before the start or excused."""
    first = max(monday, schedule.start)
    active = monday + 7 - first
    if excused:
        active -= sum(1 for day in range(first, monday + 7) if day in excused)
    return min(schedule.times, active)


def mark_weeks(schedule: Schedule, today: int, done: Sequence[int], excused: Collection[int]) -> Slots:
    """Mark the ISO weeks of a habit wanted N times a week."""
    first = monday_of(schedule.start)
    weeks = (today - first) // 7 + 1 if today >= schedule.start else 0
    counts = [0] * weeks
    for day in set(done):
        if schedule.start <= day <= today:
            counts[(day - first) // 7] += 1
    marks, shares = bytearray(), []
    days_off = excused if not excused or isinstance(excused, (set, frozenset)) else set(excused)
    for week, count in enumerate(counts):
        need = week_need(schedule, first + 7 * week, days_off)
        if need <= 0:
            mark = SKIPPED
        elif count >= need:
            mark = DONE
        else:
            mark = PENDING if week == weeks - 1 else MISSED
        marks.append(mark)
        shares.append(min(1.0, count / need) if need > 0 else 0.0)
    return Slots(schedule, bytes(marks), shares)


def slot_first_day(schedule: Schedule, place: int) -> int:
    """Give the first day of the slot at index `place`; for a week that is the Monday, or the start in it."""
    if schedule.times:
        return max(schedule.start, monday_of(schedule.start) + 7 * place)
    days = [day for day in range(7) if schedule.mask >> day & 1]
    first = (schedule.start - 1) % 7
    skipped = sum(1 for day in days if day < first)
    weeks, nth = divmod(place + skipped, len(days))
    return monday_of(schedule.start) + 7 * weeks + days[nth]


def slot_last_day(schedule: Schedule, place: int) -> int:
    """Give the last day of the slot at index `place`: the day itself, or the week's Sunday."""
    first = slot_first_day(schedule, place)
    return monday_of(first) + 6 if schedule.times else first


def slot_of_day(schedule: Schedule, day: int) -> int | None:
    """Give the index of the slot that a day belongs to, or None where it has none."""
    if day < schedule.start:
        return None
    if schedule.times:
        return (day - monday_of(schedule.start)) // 7
    if not schedule.mask >> (day - 1) % 7 & 1:
        return None
    monday, first = monday_of(schedule.start), (schedule.start - 1) % 7
    weeks, rest = divmod(day - monday, 7)
    before = (schedule.mask & (1 << rest) - 1).bit_count() - (schedule.mask & (1 << first) - 1).bit_count()
    return weeks * schedule.mask.bit_count() + before
