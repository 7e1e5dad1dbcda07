"""Backups: making one, listing them, and putting one in the place of the log."""

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from shlex import quote

from tinywins.domain.days import Moment, calendar_day
from tinywins.errors import StorageError
from tinywins.services.workspace import Workspace
from tinywins.storage.keeping import restoring, shelf
from tinywins.storage.keeping.copies import (
    UNREADABLE,
    Contents,
    compare_changes,
    compare_entries,
    open_copy,
    read_contents,
    read_file_contents,
    verify_file,
)
from tinywins.storage.keeping.shelf import FOLDER, REPLACED, Backup

__all__ = [
    "FOLDER",
    "Backup",
    "Contents",
    "Kept",
    "Made",
    "Plan",
    "Restored",
    "Trouble",
    "find_newest_sound",
    "find_trouble",
    "list_backups",
    "make_backup",
    "plan",
    "restore",
]

SHRUNK = 0.9  # share of the most entries in a backup, below which a log may have lost some


@dataclass(frozen=True, slots=True)
class Kept:
    """A backup with what it holds; None where that cannot be read.

    `stays` says why it is kept: day, week, month, upgrade, replaced, other, most (entries), unread, or "" where
    the next backup takes its place.
    """

    backup: Backup
    contents: Contents | None
    stays: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was made, how many older ones were thinned out, and one that holds clearly more, if there is."""

    kept: Kept
    thinned: int
    larger: Kept | None


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why the last try to make a backup came to nothing, and when the newest one was made (None for none)."""

    reason: str
    newest: int | None


@dataclass(frozen=True, slots=True)
class Plan:
    """What restoring a file would do: what it holds, what the log holds now (None where it cannot be read).

    `lost` counts the entries that the log alone has, `found` those that the file alone has, and `changes` the changes
    of any kind that the log alone has; `is_there` says whether there is a file that would be replaced.
    """

    path: str
    contents: Contents
    present: Contents | None
    lost: int
    found: int
    is_there: bool
    changes: int


@dataclass(frozen=True, slots=True)
class Restored:
    """A log that was put in place: its contents, the backup of what it replaced, and whether that can be read."""

    contents: Contents
    replaced: Backup | None
    is_readable: bool


def list_backups(ws: Workspace) -> list[Kept]:
    """List the backups with what they hold, newest first."""
    return explain({backup: read_file_contents(backup.path) for backup in shelf.list_backups(ws.store.folder)})


def explain(found: dict[Backup, Contents | None]) -> list[Kept]:
    """Say of backups, newest first, why each is kept."""
    readable = [backup for backup, contents in found.items() if contents]
    stays = {backup.path: "unread" for backup in found} | {backup.path: "" for backup in readable}
    if most := shelf.find_most({backup: contents.entries for backup, contents in found.items() if contents}):
        stays[most.path] = "most"
    stays |= shelf.explain_kept(readable)
    return [Kept(backup, contents, stays[backup.path]) for backup, contents in found.items()]


def make_backup(ws: Workspace) -> Made:
    """Make a backup, check it, and then thin out the older ones."""
    ws.store.check_allowed()
    if not ws.store.exists():
        raise StorageError(f"There is no log at {ws.store.path} yet.", "tinywins log makes it.")
    backup, contents = shelf.make_backup(ws.store.path, ws.store.folder, ws.stamp_clock(), ws.store.notify)
    known = {kept.backup.path: kept.contents for kept in list_backups(ws)}
    thinned = shelf.thin_out(ws.store.folder, backup, lambda each: count_entries(known.get(each.path)))
    with suppress(OSError):  # the backup is there, whether or not that can be noted
        if mark := shelf.start_try(ws.store.folder):
            shelf.end_try(mark, "", backup.made)
    others = explain({each: known.get(each.path) for each in shelf.list_backups(ws.store.folder)})
    kept = next((each for each in others if each.backup.path == backup.path), Kept(backup, contents))
    most = max(others, key=lambda each: count_entries(each.contents) or 0)
    is_larger = contents.entries < (count_entries(most.contents) or 0) * SHRUNK
    return Made(kept, len(thinned), most if is_larger else None)


def count_entries(contents: Contents | None) -> int | None:
    """Count the entries of a backup; None for one that cannot be read."""
    return contents.entries if contents else None


def make_daily(ws: Workspace) -> None:
    """Make the day's backup, unless another process is at it; what stands in the way is kept to be told."""
    mark = shelf.start_try(ws.store.folder)
    if mark is None:
        return
    reason, made = "it was stopped", 0
    try:
        now = ws.now()
        backups = [each for each in shelf.list_backups(ws.store.folder) if not each.why]
        today = [each for each in backups if calendar_day(Moment(each.made, now.offset)) == calendar_day(now)]
        made = today[0].made if today else make_backup(ws).kept.backup.made
        reason = ""
    except Exception as error:
        reason = str(error)
        raise
    finally:
        shelf.end_try(mark, reason, made)


def find_trouble(ws: Workspace) -> Trouble | None:
    """Find out whether the last try to make a backup came to nothing; None where all is well."""
    reason = shelf.read_trouble(ws.store.folder, ws.stamp_clock())
    if not reason:
        return None
    backups = shelf.list_backups(ws.store.folder)
    return Trouble(reason, backups[0].made if backups else None)


def list_own(ws: Workspace) -> list[Backup]:
    """List the backups, newest first; what a restore has replaced comes last, for to go back to it turns that round."""
    return sorted(shelf.list_backups(ws.store.folder), key=lambda each: each.why == REPLACED)


def find_sound(ws: Workspace) -> Backup | None:
    """Find the newest backup in which nothing is wrong."""
    return next((backup for backup in list_own(ws) if not verify_file(backup.path)), None)


def find_newest_sound(ws: Workspace) -> Kept | None:
    """Give the newest backup in which nothing is wrong, with what it holds."""
    found = find_sound(ws)
    return Kept(found, read_file_contents(found.path)) if found else None


def find_source(ws: Workspace, name: str | None) -> str:
    """Find the file that is meant: by its path, by its name among the backups, or the newest sound backup."""
    if name is not None:
        among = os.path.join(ws.store.folder, FOLDER, name)
        return among if not os.path.exists(name) and os.path.dirname(name) == "" and os.path.exists(among) else name
    backups = list_own(ws)
    if sound := find_sound(ws):
        return sound.path
    if backups:
        raise StorageError(
            "None of the backups is sound.", "What can be read is saved by: tinywins doctor --salvage NEW.db"
        )
    raise StorageError(
        f"There are no backups in {os.path.join(ws.store.folder, FOLDER)}.", "Name a file: tinywins backup restore FILE"
    )


def plan(ws: Workspace, name: str | None) -> Plan:
    """Find the file to restore, and what that would do."""
    from tinywins.storage.keeping.foreign import open_foreign

    path = find_source(ws, name)
    open_foreign(path, ws.store.path).close()
    contents = read_file_contents(path)
    if contents is None:
        raise StorageError(
            f"{path} cannot be read.",
            f"What can be read of it is saved by: tinywins doctor --salvage NEW.db {quote(path)}",
        )
    there = os.path.exists(ws.store.path) and os.path.getsize(ws.store.path) > 0
    try:
        reader = ws.store.reader() if there else None
        present = read_contents(reader) if reader else None
        other = open_copy(path)
        try:
            lost, found = compare_entries(reader, other) if reader else (0, contents.entries)
            changes = compare_changes(reader, other)[0] if reader else 0
        finally:
            other.close()
    except UNREADABLE:
        present, lost, found, changes = None, 0, 0, 0
    ws.store.close()
    return Plan(path, contents, present, lost, found, there, changes)


def restore(ws: Workspace, wanted: Plan, tell: Callable[[int], None] | None = None) -> Restored:
    """Do what was planned; the log is another device afterwards, and what it was is kept as a backup."""
    _, replaced = restoring.restore(ws.store, wanted.path, ws.stamp_clock(), tell)
    readable = replaced is not None and read_file_contents(replaced.path) is not None
    return Restored(read_contents(ws.store.reader()), replaced, readable)
