"""Entries: one logged line each, and which of them are wins."""

from collections.abc import Container

from tinywins.domain.names import is_person

Tags = list[tuple[str, int | None]]


class Entry:
    """One logged line.

    `day` is an ordinal; `at` the instant in UTC milliseconds with its offset in minutes, or None when unknown;
    `logged` the (milliseconds, offset, zone) of writing it down; `tags` pairs of folded name and thousandths or None.
    `work` is set while an entry is written: the fields of the step, feedback, thanks or moment that hangs on it.
    """

    __slots__ = ("at", "at_offset", "day", "id", "logged", "note", "short", "star", "tags", "text", "win", "work")

    def __init__(
        self,
        entry_id: str,
        short: str,
        text: str,
        day: int,
        at: int | None,
        at_offset: int | None,
        logged: tuple[int, int, str],
        tags: Tags,
        note: str = "",
        star: bool = False,
        win: bool = True,
    ) -> None:
        self.id = entry_id
        self.short = short
        self.text = text
        self.day = day
        self.at = at
        self.at_offset = at_offset
        self.logged = logged
        self.tags = tags
        self.note = note
        self.star = star
        self.win = win
        self.work: dict[str, object] | None = None


def is_win(tags: Tags, uncounted: Container[str]) -> bool:
    """Say whether an entry with these tags is a win; `uncounted` holds the names that are limits or measurements.

    Without tags it is one. Persons do not decide it, and a tag that was recorded as 0 is no win of its own.
    """
    counts = True
    for name, amount in tags:
        if not is_person(name):
            if amount != 0 and name not in uncounted:
                return True
            counts = False
    return counts
