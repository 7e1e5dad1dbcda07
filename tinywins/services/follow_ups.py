"""Follow-ups: what was to be come back to by today, open feedback and moments of which it is open how they turned."""

from dataclasses import dataclass

from tinywins.domain.days import read_day, write_day
from tinywins.domain.entries import Entry
from tinywins.storage.connect import Db
from tinywins.storage.feedback_rows import read_feedback_to_follow
from tinywins.storage.moment_rows import read_moments_to_follow


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Something to come back to on `day`: a piece of `feedback` or a `moment`, by its id and its code.

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
    return tuple(sorted(found, key=lambda each: (each.day, each.kind, each.id)))


def name_entry(entry: Entry) -> str:
    """Name an entry by its text, or else its tags."""
    return entry.text or ", ".join(name for name, _ in entry.tags)
