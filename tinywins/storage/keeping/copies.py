"""Backups: whole copies of a log. None gets its name before everything in it was checked."""

import os
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

from tinywins.errors import StorageError
from tinywins.storage import check
from tinywins.storage.connect import VERSION, Db, make_uri, open_file, sync_path

NEWEST = """
SELECT day, iif(text <> '', text, coalesce((SELECT group_concat(iif(name LIKE '@%', name, '+' || name), ' ')
  FROM entry_tag WHERE entry = entry.id), '')) FROM entry ORDER BY day DESC, logged DESC, id DESC LIMIT 1
"""

UNREADABLE = (StorageError, sqlite3.Error)  # what a log that is no log, or a damaged one, meets its reader with


@dataclass(frozen=True, slots=True)
class Contents:
    """What a log holds: its schema version, its changes and living entries, and the newest entry (day, text)."""

    version: int
    changes: int
    entries: int
    newest: tuple[str, str] | None


def read_contents(db: Db) -> Contents:
    """Count what a log holds."""
    version, changes, entries = (
        int(db.execute(sql).fetchone()[0])
        for sql in ("PRAGMA user_version", "SELECT count(*) FROM change", "SELECT count(*) FROM entry")
    )
    return Contents(version, changes, entries, db.execute(NEWEST).fetchone())


def open_copy(path: str) -> Db:
    """Open a log to read that nobody writes to; nothing beside it is looked at, and nothing is written."""
    connection = sqlite3.connect(make_uri(path, "mode=ro&immutable=1"), uri=True, isolation_level=None)
    for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0", "temp_store = MEMORY"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def copy_pages(path: str, building: str, notify: Callable[[str], None]) -> None:
    """Copy a log through SQLite, which keeps writers out meanwhile, into a private file that is on the disk."""
    source = open_file(path, notify)
    try:
        copy_connection(source, building)
    finally:
        source.close()


def copy_connection(source: Db, building: str) -> None:
    """Copy what a connection reads into a private file that is on the disk when this returns, or not there."""
    make_private(building)
    copy = sqlite3.connect(building, isolation_level=None)
    try:
        copy.execute("PRAGMA synchronous = OFF")  # it is put on the disk once, when it is whole
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")  # a copy of a log in WAL mode could not be read by itself
        copy.close()
        sync_path(building)
    except BaseException:
        copy.close()
        os.unlink(building)
        raise


def make_private(path: str) -> None:
    """Make an empty file that nobody else may read, in the place of what an earlier try has left."""
    if os.path.lexists(path):
        os.unlink(path)
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def verify(db: Db) -> list[str]:
    """Find everything in a log that would change an output; of another schema, all but what its tables say."""
    checks = [
        check.check_integrity,
        check.check_schema,
        check.check_sums,
        check.check_numbers,
        check.check_device,
    ]
    if db.execute("PRAGMA user_version").fetchone()[0] == VERSION:
        checks.append(check.check_projection)
    return [problem for look in checks for problem in check.run_check(lambda look=look: look(db))]  # type: ignore[misc]


def explain_damage(path: str) -> StorageError | None:
    """Make the error for a log in which something is not sound; None for one that is, or that is held or not there."""
    try:
        db = open_file(path, patience=0)
    except StorageError as error:
        return error
    except sqlite3.Error:
        return None
    try:
        problems = verify(db)
    finally:
        db.close()
    if not problems or any("locked" in problem for problem in problems):
        return None
    return StorageError(f"{path} is damaged: {problems[0]}.", "All that is wrong, and what to do: tinywins doctor")


def verify_file(path: str) -> list[str]:
    """Find what is wrong with a log that nobody writes to; a file that is none has that wrong with it."""
    try:
        db = open_copy(path)
    except sqlite3.Error as error:
        return [f"it cannot be opened ({error})"]
    try:
        return verify(db)
    except sqlite3.Error as error:
        return [f"it cannot be read ({error})"]
    finally:
        db.close()


def read_file_contents(path: str) -> Contents | None:
    """Count what a log that nobody writes to holds; None where it cannot be read."""
    try:
        db = open_copy(path)
    except sqlite3.Error:
        return None
    try:
        return read_contents(db)
    except (sqlite3.Error, TypeError, ValueError):
        return None
    finally:
        db.close()


def compare_entries(one: Db, other: Db) -> tuple[int, int]:
    """Count the living entries that one log alone has, and those that the other alone has."""
    return compare(one, other, "SELECT id FROM entry ORDER BY id")


def compare_changes(one: Db, other: Db) -> tuple[int, int]:
    """Count the changes that one log alone has, and those that the other alone has."""
    return compare(one, other, "SELECT device, n, crc FROM change ORDER BY device, n")


def compare(one: Db, other: Db, sql: str) -> tuple[int, int]:
    """Count the rows, in order, that one log alone has, and those that the other alone has."""
    alone = [0, 0]
    mine, theirs = one.execute(sql), other.execute(sql)
    left, right = mine.fetchone(), theirs.fetchone()
    while left or right:
        if left == right:
            left, right = mine.fetchone(), theirs.fetchone()
        elif right is None or (left is not None and left < right):
            alone[0] += 1
            left = mine.fetchone()
        else:
            alone[1] += 1
            right = theirs.fetchone()
    return alone[0], alone[1]
