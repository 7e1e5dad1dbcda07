"""Salvage: every change of a damaged log that can be read goes into a new one, and those that backups still hold."""

import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field

from tinywins.errors import StorageError
from tinywins.storage.check import CHANGE_COLUMNS
from tinywins.storage.connect import Db
from tinywins.storage.keeping.copies import open_copy
from tinywins.storage.keeping.foreign import Change, open_foreign, read_foreign_device, read_row
from tinywins.storage.keeping.making import make_log
from tinywins.storage.keeping.scan import scan_file

BESIDE = ("-journal", "-wal")
ENDS = ("", "-shm", *BESIDE)
MOST = 1_000_000  # changes that are told one by one


@dataclass(slots=True)
class Saved:
    """What was saved: the changes read in the file, those that backups gave, those that are lost, by device.

    `gone` names lost entries that the file's own tables still knew, as (day, text).
    """

    read: int = 0
    filled: int = 0
    lost: dict[str, int] = field(default_factory=dict)
    gone: list[tuple[str, str]] = field(default_factory=list)


def salvage(source: str, new: str, device: str, backups: list[str], tell: Callable[[int], None] | None = None) -> Saved:
    """Make a new log of what can be read in a file and its backups (newest first); nothing else is written to.

    StorageError where nothing can be read. What is missing for good is written down in the new log, whose numbers
    have gaps there.
    """
    copy = f"{new}.copy"
    for end in ENDS:
        for path in (copy + end, new + end):
            if os.path.lexists(path):
                raise StorageError(
                    f"{path} is in the way, and is left as it is.", "Choose another name for the new file."
                )
    saved = Saved()
    try:
        copy_raw(source, copy)
        settle(copy)

        def mend(db: Db) -> None:
            """Fill what is missing from the backups, and write down what is lost."""
            saved.read = int(db.execute("SELECT count(*) FROM change").fetchone()[0])
            own = read_own_device(copy, backups)
            for backup in backups:
                saved.filled += fill(db, backup, own)
            if not saved.read + saved.filled:
                raise StorageError(
                    f"Nothing of a log can be read in {source}.", "Those that may help: tinywins backup list"
                )
            missing = find_missing(db)
            saved.lost = {name: len(numbers) for name, numbers in missing.items()}
            saved.gone = name_gone(copy, missing)
            db.execute("INSERT INTO meta VALUES ('missing', ?)", (json.dumps(saved.lost),))

        make_log(new, device, scan_file(copy), {"received": "1"}, tell, mend)
    finally:
        for end in ENDS:
            if os.path.exists(copy + end):
                os.unlink(copy + end)
    return saved


def copy_raw(source: str, copy: str) -> None:
    """Copy a file byte by byte, with what SQLite has left beside it, into private files."""
    for end in ("", *BESIDE):
        if os.path.exists(source + end) or not end:
            with (
                open(source + end, "rb") as old,
                open(os.open(copy + end, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as new,
            ):
                shutil.copyfileobj(old, new, 1 << 20)


def settle(copy: str) -> None:
    """Let SQLite take back what was never finished in a copy, where it still can; else it is read as it is."""
    try:
        with closing(sqlite3.connect(copy)) as db:
            db.execute("PRAGMA trusted_schema = OFF")
            db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.Error:
        return


def read_own_device(copy: str, backups: list[str]) -> str:
    """Read which device a damaged log was, from it or its newest backup; "" where neither says so."""
    for path in (copy, *backups):
        try:
            with closing(open_copy(path)) as db:
                return read_foreign_device(db)
        except sqlite3.Error:
            continue
    return ""


def read_leniently(path: str) -> Iterator[Change]:
    """Give the changes of a backup that are as they were written; none where it cannot be read."""
    try:
        with closing(open_foreign(path)) as db:
            db.text_factory = bytes
            for row in db.execute(f"SELECT {CHANGE_COLUMNS} FROM change"):
                change = read_row(row)
                if change is not None:
                    yield change
    except (StorageError, sqlite3.Error):
        return


def fill(db: Db, backup: str, own: str) -> int:
    """Bring from a backup the changes that are missing: all of the own device, of others those in between."""
    newest = dict(db.execute("SELECT device, max(n) FROM change GROUP BY device"))
    before = db.total_changes
    for change in read_leniently(backup):
        if change[0] == own or change[1] < newest.get(change[0], 0):
            db.execute("INSERT OR IGNORE INTO change VALUES (?,?,?,?,?,?,?,?)", change)
    return db.total_changes - before


def find_missing(db: Db) -> dict[str, set[int]]:
    """Find the numbers that are missing between those that are there, by device."""
    missing: dict[str, set[int]] = {}
    last: dict[str, int] = {}
    for device, n in db.execute("SELECT device, n FROM change ORDER BY device, n"):
        if n > last.get(device, 0) + 1:
            missing.setdefault(device, set()).update(range(last.get(device, 0) + 1, min(n, last.get(device, 0) + MOST)))
        last[device] = n
    return missing


def name_gone(copy: str, missing: dict[str, set[int]]) -> list[tuple[str, str]]:
    """Name the lost entries that the damaged file's own table still knows: (day, text)."""
    gone = []
    try:
        with closing(open_copy(copy)) as db:
            db.text_factory = lambda raw: raw.decode("utf-8", "replace")
            for day, text, device, n in db.execute("SELECT day, text, device, n FROM entry ORDER BY day"):
                if n in missing.get(device, ()):
                    gone.append((str(day), str(text)))
    except sqlite3.Error:
        return gone
    return gone
