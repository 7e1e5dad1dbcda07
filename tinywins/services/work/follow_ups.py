"""Follow-ups: what was to be come back to by today.

They are open feedback, moments of which it is open how they turned, and tweaks whose review has come.
"""

from dataclasses import dataclass

from tinywins.domain.days import MIN_DAY, read_day, write_day
from tinywins.domain.entries import Entry
from tinywins.storage.connect import Db
from tinywins.storage.feedback_rows import read_feedback_to_follow
from tinywins.storage.moment_rows import read_moments_to_follow
from tinywins.storage.work_plans import list_reviewed

REVIEW_DAYS = 7  # days for which a tweak's review is told of, while the tweak runs


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Something to come back to on `day`: a piece of `feedback`, a `moment` or a `tweak`, by its id and its code.

    `text` is what was said or decided; of a moment `situation` and `expect` are what it was about and what was hoped.
    """

    kind: str
    id: str
    short: str
    day: int
    text: str
    situation: str = ""
    expect: str = ""


def list_follow_ups(db: Db, today: int) -> tuple[FollowUp, ...]:
    """List what is to be come back to today or was before, the oldest such day first."""
    day = write_day(today)
    found = [
        FollowUp("feedback", item.id, item.short, read_day(item.follow), item.text)
        for item in read_feedback_to_follow(db, day)
    ]
    for moment, entry in read_moments_to_follow(db, day):
        texts = (name_entry(entry), moment.situation, moment.expect)
        found.append(FollowUp("moment", entry.id, entry.short, read_day(moment.follow), *texts))
    found += [
        FollowUp("tweak", tweak.id, tweak.short, read_day(tweak.review), tweak.title)
        for tweak in list_reviewed(db, write_day(max(MIN_DAY, today + 1 - REVIEW_DAYS)), day)
    ]
    return tuple(sorted(found, key=lambda each: (each.day, each.kind, each.id)))


def name_entry(entry: Entry) -> str:
    """Name an entry by its text, or else its tags."""
    return entry.text or ", ".join(name for name, _ in entry.tags)
