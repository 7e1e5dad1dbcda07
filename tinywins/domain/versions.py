"""Versions: a habit's rule may change from a day on, and what was before stays as it was.

A version takes over when the old slot that holds its date is over. So each version is in force for a span of days,
its part, and no slot belongs to two.
"""

from collections.abc import Sequence

from tinywins.domain.days import MAX_DAY
from tinywins.domain.periods import first_of, first_of_number, last_of, number_of
from tinywins.domain.schedule import Schedule, is_scheduled, next_day, slot_end


class Part:
    """The days from `begin` to `end`, exclusive, on which one schedule is in force."""

    __slots__ = ("begin", "end", "schedule")

    def __init__(self, schedule: Schedule, begin: int, end: int = MAX_DAY + 1) -> None:
        self.schedule = schedule
        self.begin = begin
        self.end = end


def arrange_parts(versions: Sequence[Schedule]) -> list[Part]:
    """Give the parts of versions that are sorted by their starts; one that no slot is left for has none."""
    parts = [Part(versions[0], versions[0].start)]
    for schedule in versions[1:]:
        while len(parts) > 1 and parts[-1].begin > schedule.start:
            parts.pop()
        last = parts[-1]
        begin = schedule.start
        if begin > last.begin and begin != first_of_slot(last, begin):
            begin = slot_end(last.schedule, begin) + 1
        if begin > MAX_DAY:
            continue
        if begin <= last.begin:
            parts.pop()
        else:
            last.end = begin
        parts.append(Part(schedule, begin))
    return parts


def first_of_slot(part: Part, day: int) -> int:
    """Give the first day of the slot that a day of a part lies in: the day itself, or the period's, cut by the part."""
    period = part.schedule.period
    return max(part.begin, first_of(period, day)) if period else day


def find_part(parts: Sequence[Part], day: int) -> Part:
    """Give the part that a day lies in; before all of them the first."""
    for part in reversed(parts):
        if part.begin <= day:
            return part
    return parts[0]


def count_slots(part: Part, until: int) -> int:
    """Count the slots of a part that begin on or before a day."""
    schedule, last = part.schedule, min(until, part.end - 1)
    if last < part.begin or schedule.is_anytime:
        return 0
    if schedule.period:
        return number_of(schedule.period, last) - number_of(schedule.period, part.begin) + 1
    if schedule.every:
        return (last - schedule.anchor) // schedule.every - (part.begin - 1 - schedule.anchor) // schedule.every
    return count_weekdays(schedule.mask, last) - count_weekdays(schedule.mask, part.begin - 1)


def count_weekdays(mask: int, day: int) -> int:
    """Count the scheduled weekdays from day 1, a Monday, to a day."""
    weeks, rest = divmod(day, 7)
    return weeks * mask.bit_count() + (mask & (1 << rest) - 1).bit_count()


def slot_span(parts: Sequence[Part], place: int) -> tuple[int, int]:
    """Give the first and the last day of the slot at index `place`; IndexError where the parts have none such."""
    for part in parts:
        within = count_slots(part, part.end)
        if place < within:
            return span_within(part, place)
        place -= within
    raise IndexError(place)


def span_within(part: Part, place: int) -> tuple[int, int]:
    """Give the first and the last day of a part's slot."""
    schedule = part.schedule
    if schedule.period:
        first = first_of_number(schedule.period, number_of(schedule.period, part.begin) + place)
        return max(part.begin, first), last_of(schedule.period, first)
    if schedule.every:
        day = part.begin + (schedule.anchor - part.begin) % schedule.every + place * schedule.every
        return day, day
    days = [day for day in range(7) if schedule.mask >> day & 1]
    weeks, nth = divmod(place + count_weekdays(schedule.mask, part.begin - 1), len(days))
    day = weeks * 7 + days[nth] + 1
    return day, day


def slot_of_day(parts: Sequence[Part], day: int) -> int | None:
    """Give the index of the slot that a day lies in, or None where it has none."""
    if day < parts[0].begin:
        return None
    before = 0
    for part in parts:
        if day < part.end:
            if part.schedule.is_anytime or not is_scheduled(part.schedule, day):
                return None
            return before + count_slots(part, day) - 1
        before += count_slots(part, part.end)
    return None


def next_slot_day(parts: Sequence[Part], after: int) -> int:
    """Give the first day later than `after` on which the habit may be done."""
    day = max(after + 1, parts[0].begin)
    while day <= MAX_DAY:
        part = find_part(parts, day)
        found = next_day(part.schedule, max(day, part.begin) - 1)
        if found < part.end:
            return found
        day = part.end
    return MAX_DAY
