"""Treats: what somebody gives themselves after every so many entries of a tag, announced once when it is due."""

from tinywins.domain.entries import Entry
from tinywins.storage import entry_rows, facts
from tinywins.storage.connect import Db


def find_due(db: Db, entries: list[Entry], treats: list[tuple[str, str, int, int]]) -> list[tuple[int, str, str]]:
    """Give the treats that became due with an act's entries, which are counted already: (how many more, tag, treat).

    Each is given once: what is taken back and logged again repeats nothing.
    """
    due = []
    for tag, treat, every, base in treats:
        total = facts.read_tag_total(db, tag)[0]
        added = sum(is_counted(db, entry, tag) for entry in entries)
        number, before = (total - base) // every, max(0, (total - added - base) // every)
        if number > before and facts.take_treat(db, tag, base, number):
            due.append(((number - before) * every, tag, treat))
    return due


def is_counted(db: Db, entry: Entry, tag: str) -> bool:
    """Say whether an entry counts once more under a tag."""
    return any(amount != 0 and entry_rows.find_tag(db, name) == tag for name, amount in entry.tags)


def count_left(total: int, every: int, base: int) -> int:
    """Count the entries to go until the next treat; `total` is what the tag has."""
    past = total - base
    return every - past % every if past >= 0 else every - past
