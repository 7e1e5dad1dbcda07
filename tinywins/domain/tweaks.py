"""Tweaks: a small change with a measure, judged before against after."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tweak:
    """A small change.

    It is measured by a tag (folded name), or by the share of `measure` in `per`. Days are ISO text, "" for none:
    `start` is the first day with the change, `review` the day of the verdict, `stopped` the first day without it.
    `size` is the change that the user hopes to see, a ratio in thousandths (1200 is a fifth more), 0 for none said.
    `feedback` is the id of what was heard that led to it.
    """

    id: str
    short: str
    title: str
    measure: str
    per: str
    start: str
    review: str
    stopped: str
    size: int
    feedback: str
