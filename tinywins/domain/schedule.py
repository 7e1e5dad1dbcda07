"""Schedules: when a habit has its slots, and how a rule is written.

A rule is stored as text that explains itself: `daily`, `mon,wed,fri`, `3/week`.
"""

from tinywins.errors import UsageError

DAILY = 127
SHORT_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Schedule:
    """When a habit has its slots, from day `start` on.

    `mask` holds the scheduled weekdays, bit 0 Monday; it is 0 where `times` days are wanted in each ISO week.
    """

    __slots__ = ("mask", "start", "times")

    def __init__(self, start: int, mask: int, times: int = 0) -> None:
        self.start = start
        self.mask = mask
        self.times = times


def read_rule(rule: str, start: int) -> Schedule:
    """Read a rule's text; UsageError for a rule that this version does not know."""
    if rule == "daily":
        return Schedule(start, DAILY)
    if rule[1:] == "/week" and rule[0] in "1234567":
        return Schedule(start, 0, int(rule[0]))
    mask = 0
    for word in rule.split(","):
        if word not in SHORT_DAYS:
            raise UsageError(f"'{rule}' is not a schedule.", "Write mon,wed,fri for days, or 3/week for times a week.")
        mask |= 1 << SHORT_DAYS.index(word)
    return Schedule(start, mask)


def write_rule(schedule: Schedule) -> str:
    """Write a schedule as the text that `read_rule` reads."""
    if schedule.times:
        return f"{schedule.times}/week"
    if schedule.mask == DAILY:
        return "daily"
    return ",".join(day for place, day in enumerate(SHORT_DAYS) if schedule.mask >> place & 1)


def is_scheduled(schedule: Schedule, day: int) -> bool:
    """Say whether a day has a slot; a habit of N times a week may be done on any day."""
    return day >= schedule.start and (schedule.times > 0 or schedule.mask >> (day - 1) % 7 & 1 == 1)


def next_day(schedule: Schedule, after: int) -> int:
    """Give the first day later than `after` on which the habit may be done."""
    day = max(after + 1, schedule.start)
    while not is_scheduled(schedule, day):
        day += 1
    return day
