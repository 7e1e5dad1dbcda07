"""Salvage: every change of a damaged log that can be read goes into a new one, and those that backups still hold."""

import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from itertools import chain

from tinywins.errors import StorageError
from tinywins.storage.check import CHANGE_COLUMNS
from tinywins.storage.connect import Db
from tinywins.storage.keeping.copies import open_copy
from tinywins.storage.keeping.foreign import Change, open_foreign, read_foreign_devices, read_row
from tinywins.storage.keeping.making import make_log
from tinywins.storage.keeping.merging import tell_apart
from tinywins.storage.keeping.scan import scan_file, scan_numbers
from tinywins.storage.keeping.wal import count_damaged, lay_over

Entries = set[tuple[str, str, str, int]]  # day, text, and of the change that bore it device and number
BESIDE = ("-journal", "-wal")
ENDS = ("", "-shm", *BESIDE)
MOST = 1_000_000  # changes that are told one by one


@dataclass(slots=True)
class Saved:
    """What was saved: the changes read in the file, those that backups gave, those that are lost, by device.

    `lost` are missing between others, `after` are those that were there after the newest one, as far as other parts of
    the file still show. `gone` names lost entries that the file's own tables still knew, as (day, text). `pages` says
    how many pages the file lacks at its end, and how many it had.
    """

    read: int = 0
    filled: int = 0
    lost: dict[str, int] = field(default_factory=dict)
    after: dict[str, int] = field(default_factory=dict)
    gone: list[tuple[str, str]] = field(default_factory=list)
    pages: tuple[int, int] = (0, 0)

    @property
    def is_whole(self) -> bool:
        """Whether nothing is known to be missing."""
        return bool(self.read) and not (self.lost or self.after or self.pages[0])


def salvage(
    source: str,
    new: str,
    device: str,
    backups: list[str],
    tell: Callable[[int], None] | None = None,
    *,
    is_theirs: bool = True,
) -> Saved:
    """Make a new log of what can be read in a file and in backups (newest first); nothing else is written to.

    With `is_theirs` the backups are of that very file, and say whose it was where it does not. StorageError where
    nothing can be read. What is missing for good is written down in the new log, whose numbers have gaps there.
    """
    copy = f"{new}.copy"
    laid = f"{copy}.laid"
    check_free(copy, new)
    saved = Saved()
    try:
        copy_raw(source, copy)
        if count_damaged(copy + "-wal"):
            shutil.copyfile(copy, laid)
            lay_over(laid, copy + "-wal")
        settle(copy)
        files = [each for each in (copy, laid) if os.path.exists(each)]
        saved.pages = count_pages(copy)

        def mend(db: Db) -> None:
            """Fill what is missing from the backups, and write down what is lost."""
            saved.read = int(db.execute("SELECT count(*) FROM change").fetchone()[0])
            devices = read_own_devices(copy, backups if is_theirs else [])
            own = devices.partition(" ")[0]
            for backup in backups:
                saved.filled += fill(db, backup, own)
            if not saved.read + saved.filled:
                raise StorageError(
                    f"Nothing of a log can be read in {source}.", "Those that may help: tinywins backup list"
                )
            note_missing(db, files, saved)
            db.execute("INSERT INTO meta VALUES ('former', ?)", (devices,))

        changes = chain.from_iterable(map(scan_file, files))
        make_log(new, device, changes, {"received": device}, tell, mend)
    finally:
        for end in (*ENDS, ".laid"):
            if os.path.exists(copy + end):
                os.unlink(copy + end)
    return saved


def note_missing(db: Db, files: list[str], saved: Saved) -> None:
    """Find out what is missing, and write down in the new log what is missing between its changes."""
    missing = find_missing(db)
    entries = read_entries(files[0])
    after = find_after(db, files, entries)
    saved.lost = {name: len(numbers) for name, numbers in missing.items()}
    saved.after = {name: len(numbers) for name, numbers in after.items()}
    saved.gone = name_gone(entries, missing, after)
    db.execute("INSERT INTO meta VALUES ('missing', ?)", (json.dumps(saved.lost),))


def check_free(*paths: str) -> None:
    """Raise StorageError where something lies at a path, or where SQLite would put something beside it."""
    for path in (path + end for path in paths for end in ENDS):
        if os.path.lexists(path):
            raise StorageError(f"{path} is in the way, and is left as it is.", "Choose another name for the new file.")


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


def read_own_devices(copy: str, backups: list[str]) -> str:
    """Read which device a damaged log was, and was before, from it or its newest backup; "" where none says so."""
    for path in (copy, *backups):
        try:
            with closing(open_copy(path)) as db:
                return read_foreign_devices(db)
        except sqlite3.Error:
            continue
    return ""


def read_leniently(path: str) -> Iterator[Change]:
    """Give the changes of a backup that are as they were written; none where it cannot be read."""
    try:
        with closing(open_foreign(path)) as db:
            db.text_factory = bytes
            for row in db.execute(f"SELECT {CHANGE_COLUMNS} FROM change ORDER BY +device, +n"):
                change = read_row(row)
                if change is not None:
                    yield change
    except (StorageError, sqlite3.Error):
        return


def fill(db: Db, backup: str, own: str) -> int:
    """Bring from a backup the changes that are missing: all of the own device, of others those in between.

    Where it parts from the file, because an older one was put in its place, its changes come in as another device's.
    """
    newest = dict(db.execute("SELECT device, max(n) FROM change GROUP BY device"))
    before, named = db.total_changes, set()

    def note(changes: Iterable[Change]) -> Iterator[Change]:
        """Note the devices that the backup names."""
        for change in changes:
            named.add(change[0])
            yield change

    for change in tell_apart(db, note(read_leniently(backup))):
        if change[0] == own or change[0] not in named or change[1] < newest.get(change[0], 0):
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


def find_after(db: Db, files: list[str], entries: Entries) -> dict[str, set[int]]:
    """Find the numbers after the newest change of each device that indexes or entries of a damaged file still show."""
    after: dict[str, set[int]] = {}
    for device, newest in db.execute("SELECT device, max(n) FROM change GROUP BY device").fetchall():
        shown = {n for *_, maker, n in entries if maker == device}
        for path in files:
            shown |= scan_numbers(path, device)
        if later := {n for n in shown if n > newest}:
            after[device] = later
    return after


def read_entries(copy: str) -> Entries:
    """Read which entries the table of a damaged file still knows, from both of its ends to where it is damaged."""
    found: Entries = set()
    for order in ("ASC", "DESC"):
        try:
            with closing(open_copy(copy)) as db:
                db.execute("PRAGMA writable_schema = ON")  # with it SQLite reads a file that ends early
                db.text_factory = lambda raw: raw.decode("utf-8", "replace")
                for day, text, device, n in db.execute(
                    f"SELECT day, text, device, n FROM entry NOT INDEXED ORDER BY rowid {order}"
                ):
                    if type(n) is int:
                        found.add((str(day), str(text), str(device), n))
        except sqlite3.Error:
            continue
    return found


def name_gone(entries: Entries, *numbers: dict[str, set[int]]) -> list[tuple[str, str]]:
    """Name the entries of which the changes with these numbers, by device, told: (day, text)."""
    return sorted((day, text) for day, text, device, n in entries if any(n in each.get(device, ()) for each in numbers))


def count_pages(copy: str) -> tuple[int, int]:
    """Count the pages that a file lacks at its end, and those that it had; (0, 0) where its head does not say so."""
    with open(copy, "rb") as stream:
        head = stream.read(100)
    page, had = int.from_bytes(head[16:18], "big"), int.from_bytes(head[28:32], "big")
    page = 65_536 if page == 1 else page
    if head[:16] != b"SQLite format 3\0" or page < 512 or head[24:28] != head[92:96]:
        return 0, 0
    lacks = had - os.path.getsize(copy) // page
    return (lacks, had) if 0 < lacks < had else (0, 0)
