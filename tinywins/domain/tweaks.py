"""Tweaks: a small change with a measure, judged before against after."""

from dataclasses import dataclass

LEAST_WEEKS, MOST_WEEKS = 4, 12  # full weeks that are looked at before the start
TRIGGER_WEEKS = 2  # full weeks before the start that are left out: what led to a change is rarely usual
USUAL_SIZE = 1_500  # thousandths: the change that is looked for where none is named
LEAST_AFTER = 3  # full weeks to the review where no day is named


@dataclass(frozen=True, slots=True)
class Tweak:
    """A small change.

    It is measured by a tag (folded name), or by the share of `measure` in `per`. Days are ISO text, "" for none:
    `start` is the first day with the change, `review` the day of the verdict, `stopped` the first day without it.
    `size` is the change that the user hopes to see, a ratio in thousandths (1200 is a fifth more), 0 for none said.
    `less` says that a smaller number is the better one. `weeks` is the most full weeks that are looked at before it.
    `feedback` is the id of what was heard that led to it, `note` what was written down when it was stopped.
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
    less: bool
    weeks: int
    feedback: str
    note: str
