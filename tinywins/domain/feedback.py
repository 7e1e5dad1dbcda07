"""Feedback: something somebody said, open until an act answers it or it is declined."""

from dataclasses import dataclass

from tinywins.domain.days import read_day

ACTED, DECLINED, PLANNED = "acted", "declined", "planned"
DAY_MS = 86_400_000


@dataclass(frozen=True, slots=True)
class Feedback:
    """One thing that was said.

    `person` is a folded name with its @, or other words, `via` the channel; "" for neither. `opened` is the instant in
    UTC milliseconds, None where the day alone is known, with its offset in minutes, and `day` the day that it counts
    for (ISO text). `follow` is the day on which to come back to it. `closed` is "" while it is open, else `acted`,
    `declined` or `planned`, with its instant (None as above), its day and `answer`: what was done, the reason, or "".
    `entry` is the win that answered it.
    """

    id: str
    short: str
    text: str
    person: str
    via: str
    opened: int | None
    opened_offset: int
    day: str
    follow: str
    closed: str = ""
    closed_at: int | None = None
    closed_day: str = ""
    answer: str = ""
    entry: str = ""


@dataclass(frozen=True, slots=True)
class Age:
    """How old something is, or was when it closed: `days`, 0 or more; `exact` unless days alone are known."""

    days: float
    exact: bool


def find_age(item: Feedback, today: int, now: int) -> Age:
    """Give how long a piece of feedback was open, or has been so far; `now` is UTC milliseconds.

    By the instants where both are known, else by the days. What is said to be answered before it came in was so at
    once.
    """
    end, end_day = (item.closed_at, read_day(item.closed_day)) if item.closed else (now, today)
    if item.opened is not None and end is not None:
        return Age(max(0, end - item.opened) / DAY_MS, True)
    return Age(float(max(0, end_day - read_day(item.day))), False)
