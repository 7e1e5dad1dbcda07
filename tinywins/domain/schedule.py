"""Schedules: when a habit has its slots, what fills one, and how such a rule is written.

A rule is stored as text that explains itself: `daily`, `mon,wed,fri at least 20`, `3/week`, `10/month`, `every 3d`,
`anytime`, `daily at most 2 assume kept`, `daily without spares`. `every 3d since 2026-11-02` counts from another day
than its first.
"""

from tinywins.domain.amounts import read_amount, write_amount
from tinywins.domain.days import read_day, write_day
from tinywins.domain.periods import last_of
from tinywins.errors import UsageError

DAILY = 127
SHORT_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MOST_TIMES = {"week": 7, "month": 31}
LONGEST_GAP = 999  # days from one slot to the next
FORMS = "Write daily, mon,wed,fri, 3/week, 10/month, every 3d or anytime."
NO_LIMIT = -1


class Schedule:
    """When a habit has its slots, from day `start` on, and what fills one.

    One of these says when: `mask`, the scheduled weekdays, bit 0 Monday; `times` days in each `period`, "week" or
    "month"; `every` so many days, counted from the day `anchor`; none of them for anytime. `target` is wanted at
    least and `limit` allowed at most, both in thousandths; without them (0, -1) once is enough. `spares` says whether
    spares are used, `assume` whether silence means that a limit was kept.
    """

    __slots__ = ("anchor", "assume", "every", "limit", "mask", "period", "spares", "start", "target", "times")

    def __init__(
        self,
        start: int,
        mask: int = 0,
        times: int = 0,
        period: str = "",
        every: int = 0,
        target: int = 0,
        limit: int = NO_LIMIT,
        spares: bool = True,
        assume: bool = False,
    ) -> None:
        self.start = self.anchor = start
        self.mask = mask
        self.times = times
        self.period = period or ("week" if times else "")
        self.every = every
        self.target = target
        self.limit = limit
        self.spares = spares
        self.assume = assume

    @property
    def is_anytime(self) -> bool:
        """Whether the habit has no slots: it is counted, and never missed."""
        return not (self.mask or self.times or self.every)

    @property
    def is_limit(self) -> bool:
        """Whether the habit is a limit: at most so much."""
        return self.limit != NO_LIMIT


def read_rule(rule: str, start: int) -> Schedule:
    """Read a rule's text; UsageError for a rule that this version does not know."""
    words = rule.split(" ")
    when = words.pop(0)
    if when == "every" and words:
        when = f"every {words.pop(0)}"
    schedule = read_when(when, start)
    while words:
        pair = " ".join(words[:2])
        if pair == "at least" and words[2:]:
            schedule.target = read_thousandths(words.pop(2), rule)
        elif pair == "at most" and words[2:]:
            schedule.limit = read_thousandths(words.pop(2), rule)
        elif words[0] == "since" and words[1:] and schedule.every:
            schedule.anchor = read_anchor(words[1], rule)
        elif pair == "assume kept":
            schedule.assume = True
        elif pair == "without spares":
            schedule.spares = False
        else:
            raise UsageError(f"'{rule}' is not a schedule.", FORMS)
        del words[:2]
    return schedule


def read_anchor(text: str, rule: str) -> int:
    """Read the day from which a rule counts."""
    try:
        return read_day(text)
    except ValueError:
        raise UsageError(f"'{rule}' is not a schedule.", FORMS) from None


def read_when(when: str, start: int) -> Schedule:
    """Read the part of a rule that says when."""
    if when == "daily":
        return Schedule(start, DAILY)
    if when == "anytime":
        return Schedule(start)
    number, _, period = when.partition("/")
    if period in MOST_TIMES and is_number(number) and 1 <= int(number) <= MOST_TIMES[period]:
        return Schedule(start, 0, int(number), period)
    if when.startswith("every "):
        length, unit = when[6:-1], when[-1:]
        days = int(length) * (7 if unit == "w" else 1) if is_number(length) and unit in "dw" else 0
        if 1 <= days <= LONGEST_GAP:
            return Schedule(start, every=days) if days > 1 else Schedule(start, DAILY)
    mask = 0
    for word in when.split(","):
        if word not in SHORT_DAYS:
            raise UsageError(f"'{when}' is not a schedule.", FORMS)
        mask |= 1 << SHORT_DAYS.index(word)
    return Schedule(start, mask)


def is_number(text: str) -> bool:
    """Say whether a text is a short whole number."""
    return text.isascii() and text.isdecimal() and len(text) < 4


def read_thousandths(text: str, rule: str) -> int:
    """Read the amount in a rule."""
    amount, unit = read_amount(text)
    if unit:
        raise UsageError(f"'{rule}' is not a schedule.", "A target is a number; its unit belongs to the tag.")
    return amount


def write_rule(schedule: Schedule) -> str:
    """Write a schedule as the text that `read_rule` reads."""
    rule = write_when(schedule)
    if schedule.every and schedule.anchor != schedule.start:
        rule += f" since {write_day(schedule.anchor)}"
    if schedule.target:
        rule += f" at least {write_amount(schedule.target)}"
    if schedule.is_limit:
        rule += f" at most {write_amount(schedule.limit)}"
    if schedule.assume:
        rule += " assume kept"
    return rule if schedule.spares else f"{rule} without spares"


def write_when(schedule: Schedule) -> str:
    """Write the part of a rule that says when."""
    if schedule.times:
        return f"{schedule.times}/{schedule.period}"
    if schedule.every:
        return f"every {schedule.every}d"
    if schedule.mask == DAILY:
        return "daily"
    return ",".join(day for place, day in enumerate(SHORT_DAYS) if schedule.mask >> place & 1) or "anytime"


def is_scheduled(schedule: Schedule, day: int) -> bool:
    """Say whether a day has a slot or lies in one; a habit of N times a week may be done on any day."""
    if schedule.every:
        return (day - schedule.anchor) % schedule.every == 0
    return schedule.times > 0 or schedule.mask >> (day - 1) % 7 & 1 == 1


def next_day(schedule: Schedule, after: int) -> int:
    """Give the first day later than `after` on which the habit may be done; for anytime the next day."""
    day = max(after + 1, schedule.start)
    while not schedule.is_anytime and not is_scheduled(schedule, day):
        day += 1
    return day


def count_per_day(schedule: Schedule) -> float:
    """Give how often a day has a slot, for a schedule whose slots are days: 1 for daily, 3/7, 1/3."""
    return 1 / schedule.every if schedule.every else schedule.mask.bit_count() / 7


def slot_end(schedule: Schedule, day: int) -> int:
    """Give the last day of the slot that a day lies in: the period's last, or the day itself."""
    return last_of(schedule.period, day) if schedule.period else day
