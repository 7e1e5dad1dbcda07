"""Feedback: something somebody said, open until an act answers it or it is declined."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Feedback:
    """One thing that was said.

    `person` is a folded name with its @, or other words, `via` the channel; "" for neither. `opened` is the instant in
    UTC milliseconds, with its offset in minutes, and `day` the day that it counts for (ISO text). `follow` is the day
    on which to come back to it. `closed` is "" while it is open, else `acted`, `declined` or `planned`, with its
    instant and day and `answer`: what was done, the reason, or the step that came of it. `entry` is the win that
    answered it.
    """

    id: str
    short: str
    text: str
    person: str
    via: str
    opened: int
    opened_offset: int
    day: str
    follow: str
    closed: str = ""
    closed_at: int = 0
    closed_day: str = ""
    answer: str = ""
    entry: str = ""
