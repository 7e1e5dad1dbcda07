"""Logs from elsewhere: a backup, a copy of another machine, a stranger's file. They are read with care, and never run.

Nothing beside such a file is looked at, no view, trigger or virtual table in it is used, and reading ends in time.
"""

import os
import sqlite3
import stat
import time
from collections.abc import Iterator
from shlex import quote
from zlib import crc32

from tinywins.errors import StorageError
from tinywins.storage.check import CHANGE_COLUMNS
from tinywins.storage.connect import VERSION, Db, read_version
from tinywins.storage.keeping.copies import open_copy
from tinywins.storage.schema import read_definitions

Change = tuple[str, int, str, int, str, str, str, int]

STEPS = 10_000  # of SQLite's machine, between two looks at the time
INDEX = "sqlite_autoindex_change_1"  # of the key, so that no file makes SQLite sort all rows in memory
SECONDS = 20.0  # that reading may take, and one more for each of MEGABYTE
MEGABYTE = 1 << 20
LONGEST = 1 << 20  # bytes of one value
ELSEWHERE = "Give the path of a log, such as one that tinywins backup list names."
SALVAGE = "What can be read of it is saved by: tinywins doctor --salvage NEW.db "


def open_foreign(path: str, own: str = "") -> Db:
    """Open a log from elsewhere to read its journal; StorageError where it is none, or is the `own` log itself."""
    check_file(path, own)
    db = open_copy(path)
    try:
        db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST)
        db.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        end = time.monotonic() + SECONDS + os.stat(path).st_size / MEGABYTE
        db.set_progress_handler(lambda: time.monotonic() > end, STEPS)
        version = read_version(db, path)
        if version > VERSION:
            raise StorageError(
                f"{path} was written by a newer tinywins (schema {version}; this one knows {VERSION}).",
                "Nothing was changed. Use the newer program for it.",
            )
        check_tables(db, path)
        return db
    except sqlite3.Error as error:
        db.close()
        raise explain_foreign(error, path) from None
    except BaseException:
        db.close()
        raise


def check_tables(db: Db, path: str) -> None:
    """Raise StorageError unless the journal is defined as in every version: nothing in it is computed or unindexed."""
    found = {row[0]: row for row in db.execute("SELECT name, type, sql FROM sqlite_master")}
    wanted = {name: (name, kind, sql) for kind, name, _, sql in read_definitions()}
    for name in ("change", "meta"):
        if name not in found or found[name][1] != "table":
            raise StorageError(f"{path} holds no journal of changes.", ELSEWHERE)
        if found[name] != wanted[name]:
            raise StorageError(f"The journal in {path} is not defined as tinywins does it.", SALVAGE + path)


def check_file(path: str, own: str) -> None:
    """Raise StorageError unless a path is a file with something in it, and not the log itself."""
    try:
        found = os.stat(path)
    except OSError as error:
        raise StorageError(f"{path}: {error.strerror}.", ELSEWHERE) from None
    if not stat.S_ISREG(found.st_mode) or not found.st_size:
        raise StorageError(f"{path} is {'empty' if stat.S_ISREG(found.st_mode) else 'no file'}.", ELSEWHERE)
    for end in ("-wal", "-journal"):
        if os.path.exists(path + end) and os.path.getsize(path + end):
            raise StorageError(
                f"Beside {path} lies {os.path.basename(path)}{end}, so a part of it would be missed.",
                SALVAGE + quote(path),
            )
    if own and os.path.exists(own) and os.path.samefile(path, own):
        raise StorageError(f"{path} is the log itself.", ELSEWHERE)


def explain_foreign(error: Exception, path: str) -> StorageError:
    """Make the error for a file that SQLite cannot read, or not in time."""
    if "interrupt" in str(error):
        return StorageError(f"Reading {path} took too long, so it was left.", ELSEWHERE)
    return StorageError(f"{path} is damaged or not a tinywins log ({error}).", SALVAGE + quote(path))


def read_foreign_device(db: Db) -> str:
    """Give the device that a log belonged to, "" where it does not say."""
    return read_foreign_meta(db, "device")


def read_foreign_devices(db: Db) -> str:
    """Give the device that a log belonged to and those that it was before, as a text."""
    return " ".join([read_foreign_device(db), *read_foreign_meta(db, "former").split()]).strip()


def read_foreign_meta(db: Db, key: str) -> str:
    """Give what a log says of itself, "" where it does not."""
    row = db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return str(row[0]) if row else ""


def read_changes(db: Db, path: str) -> Iterator[Change]:
    """Give every change of a log from elsewhere, each with its CRC checked; StorageError at the first that is wrong."""
    db.text_factory = bytes
    rows = None
    while True:
        try:
            rows = rows or db.execute(f"SELECT {CHANGE_COLUMNS} FROM change INDEXED BY {INDEX} ORDER BY device, n")
            row = rows.fetchone()
        except sqlite3.Error as error:
            raise explain_foreign(error, path) from None
        if row is None:
            return
        change = read_row(row)
        if change is None:
            raise StorageError(
                f"{path} is damaged: change {row[1]} in it is not as it was written. Nothing was changed.",
                SALVAGE + quote(path),
            )
        yield change


def read_row(row: tuple[bytes, int, bytes, int, bytes, bytes, bytes, int]) -> Change | None:
    """Read a change that was stored as bytes; None where it is not as it was written."""
    device, n, act, stamp, thing, thing_id, fields, crc = row
    try:
        if crc32(b"\x1f".join((device, b"%d" % n, act, b"%d" % stamp, thing, thing_id, fields))) != crc:
            return None
        return (device.decode(), n, act.decode(), stamp, thing.decode(), thing_id.decode(), fields.decode(), crc)
    except (TypeError, ValueError):
        return None
