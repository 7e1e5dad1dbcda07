"""Signs of days: what each day was for a habit, whatever its slots are."""

from collections.abc import Collection

from tinywins.domain.versions import find_part, slot_of_day
from tinywins.services.standing import Standing

COUNTED = "+"  # done on a day that is no slot of its own


def mark_days(standing: Standing, first: int, last: int) -> str:
    """Give a sign for each day of a span: D, M, S, P, U, `+`, or a blank where there is nothing to say."""
    done = frozenset(standing.lived.done)
    return "".join(mark_day(standing, done, day) for day in range(first, last + 1))


def mark_day(standing: Standing, done: Collection[int], day: int) -> str:
    """Give the sign of a day: the mark of its slot, or what is known of a day inside a longer one."""
    if day < standing.start or day > standing.day:
        return " "
    parts = standing.slots.parts
    schedule = find_part(parts, day).schedule
    if schedule.period or schedule.is_anytime:
        if day in done:
            return COUNTED if schedule.is_anytime or schedule.is_limit else "D"
        return "S" if schedule.period and day in standing.lived.excused else " "
    place = slot_of_day(parts, day)
    if place is not None:
        return chr(standing.slots.marks[place])
    return COUNTED if day in done else " "
