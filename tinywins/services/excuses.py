"""Excused time as it is known of a habit: days that were skipped, and spans of days on which it pauses."""

from dataclasses import dataclass

from tinywins.domain.days import read_day
from tinywins.storage import facts
from tinywins.storage.connect import Db

EVERY = ""  # the name under which an excuse for every habit is kept


@dataclass(frozen=True, slots=True)
class Excuse:
    """Days off: of which habit ("" for every one), a `skip` or a `pause`, from and to which day, why, said when.

    `last` is None as long as a pause has no end.
    """

    id: str
    tag: str
    kind: str
    first: int
    last: int | None
    because: str
    said: int

    @property
    def is_late(self) -> bool:
        """Whether it was said after its first day."""
        return self.said > self.first

    def holds(self, day: int) -> bool:
        """Say whether a day is excused."""
        return self.first <= day and (self.last is None or day <= self.last)


def make_excuse(tag: str, first: str, last: str, kind: str, because: str, said: str, excuse_id: str) -> Excuse:
    """Make an excuse of its row."""
    return Excuse(
        excuse_id, tag, kind, read_day(first), read_day(last) if last else None, because, read_day(said or first)
    )


def list_excuses(db: Db, tag: str) -> list[Excuse]:
    """List a habit's excuses, those for every habit among them, by their first days."""
    return [make_excuse(*row) for row in facts.read_excuses(db, tag)]
