"""Happenings: all there was with a person, in one list: what they said, what was done, decided, and thanked for."""

from dataclasses import dataclass

from tinywins.domain.days import read_day
from tinywins.domain.entries import Entry
from tinywins.domain.feedback import Age, Feedback
from tinywins.domain.moments import Moment
from tinywins.services.feedback import age_of
from tinywins.services.workspace import Workspace
from tinywins.storage import facts, feedback_rows
from tinywins.storage.work_rows import read_links, read_moment


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that there was with a person: an entry, with its moment, or that it answers or thanks; or feedback."""

    day: int
    at: int
    entry: Entry | None = None
    moment: Moment | None = None
    answers: bool = False
    thanks: bool = False
    feedback: Feedback | None = None
    age: Age | None = None


def list_happenings(ws: Workspace, person: str, entries: list[Entry], most: int) -> list[Happening]:
    """List the newest of what there was with a person, newest first; `entries` are the newest that name them."""
    db = ws.store.reader()
    found = []
    for entry in entries:
        _, answered, thanked = read_links(db, entry.id)
        at = entry.logged[0] if entry.at is None else entry.at
        found.append(Happening(entry.day, at, entry, read_moment(db, entry.id), bool(answered), bool(thanked)))
    for item in feedback_rows.read_feedback_of(db, [person, *facts.list_aliases(db, person)]):
        found.append(Happening(read_day(item.day), item.opened or 0, feedback=item, age=age_of(ws, item)))
    return sorted(found, key=lambda each: (each.day, each.at), reverse=True)[:most]
