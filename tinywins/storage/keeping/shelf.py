"""The folder of backups: what their names say, which of them are kept, and how a new one gets there.

A name is `20261122-094200-v4.db`, its time in UTC; at its end stands why it was made, where that was no habit.
"""

import os
import re
import sqlite3
import sys
import time
from calendar import timegm
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from dataclasses import dataclass

from tinywins.errors import StorageError
from tinywins.storage.connect import Db, confirm_name, make_folder, open_at_once, open_file, open_own, read_version
from tinywins.storage.keeping.copies import Contents, copy_pages, open_copy, read_file_contents, verify_file
from tinywins.storage.keeping.foreign import read_foreign_device

FOLDER = "backups"
NAME = re.compile(r"(\d{8}-\d{6})-v(\d+)(?:-(upgrade|replaced))?\.db")
STAMP = "%Y%m%d-%H%M%S"
UPGRADE, REPLACED = "upgrade", "replaced"
DAILY, WEEKLY, MONTHLY = 7, 4, 12
MARK = "daily"  # its time is that of the last try, or of the backup that came of it; its text why none did
SPECIAL = 7  # copies from before an upgrade or a restore
STALE = 3_600_000  # milliseconds after which a half-made copy is nobody's any more, and a try has ended


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup: its path, when it was made (UTC milliseconds), why ("" for the habit of it), and its size in bytes."""

    path: str
    made: int
    why: str
    size: int

    @property
    def name(self) -> str:
        """The name of its file."""
        return os.path.basename(self.path)


def list_backups(home: str) -> list[Backup]:
    """List the backups of a home, newest first; a file whose name is another's counts by its own time."""
    folder = os.path.join(home, FOLDER)
    found = []
    for name in os.listdir(folder) if os.path.isdir(folder) else ():
        path = os.path.join(folder, name)
        if not name.endswith(".db") or not os.path.isfile(path):
            continue
        stat = os.stat(path)
        told = NAME.fullmatch(name)
        made = read_stamp(told[1]) if told else None
        why = (told[3] or "") if told and made is not None else "other"
        found.append(Backup(path, stat.st_mtime_ns // 1_000_000 if made is None else made, why, stat.st_size))
    return sorted(found, key=lambda backup: (backup.made, backup.name), reverse=True)


def read_stamp(text: str) -> int | None:
    """Read the time in a name, in UTC milliseconds; None where the digits are no time."""
    try:
        return timegm(time.strptime(text, STAMP)) * 1000
    except ValueError:
        return None


def find_free(home: str, made: int, version: int, why: str = "") -> str:
    """Give the path of a new backup: that of its second, or of the next that is free."""
    while True:
        stamp = time.strftime(STAMP, time.gmtime(made / 1000))
        path = os.path.join(home, FOLDER, f"{stamp}-v{version}{why and '-' + why}.db")
        if not os.path.lexists(path):
            return path
        made += 1000


def open_shelf(home: str, now: int) -> str:
    """Make the folder of backups, sweep out what was left half made, and give the path of a copy to be made."""
    folder = os.path.join(home, FOLDER)
    make_folder(folder)
    for name in os.listdir(folder):
        path = os.path.join(folder, name)
        if name.startswith(".") and ".new" in name and os.stat(path).st_mtime_ns // 1_000_000 < now - STALE:
            os.unlink(path)
    return os.path.join(folder, f".{os.getpid()}.new")


def find_ahead(db: Db, home: str) -> list[str]:
    """Name the backup of this very log that holds the most changes which are newer than the log's newest."""
    row = db.execute("SELECT value FROM meta WHERE key = 'device'").fetchone()
    sql = "SELECT coalesce(max(n), 0) FROM change WHERE device = (SELECT value FROM meta WHERE key = 'device')"
    newest, most, name = int(db.execute(sql).fetchone()[0]), 0, ""
    for backup in list_backups(home):
        try:
            with closing(open_copy(backup.path)) as copy:
                if row and row[0] == read_foreign_device(copy):
                    ahead = int(copy.execute(sql).fetchone()[0]) - newest
                    most, name = max((most, name), (ahead, backup.name))
        except (sqlite3.Error, TypeError, ValueError):
            continue
    return [f"{most:,} changes that the backup {name} holds are newer than the newest here"] if most else []


def make_backup(path: str, home: str, now: int, notify: Callable[[str], None]) -> tuple[Backup, Contents]:
    """Copy a log and check everything in the copy, which then gets its name; StorageError where it is not sound."""
    with closing(open_file(path, notify)) as db:
        read_version(db, path)  # nothing is begun for a file that is no log
    building = open_shelf(home, now)
    copy_pages(path, building, notify)
    try:
        problems = verify_file(building)
        contents = read_file_contents(building)
        if problems or contents is None:
            what = problems[0] if problems else "it cannot be read"
            raise StorageError(
                f"The log is not sound, so no backup of it was made: {what}.",
                "All that is wrong with it: tinywins doctor",
            )
        return put_away(building, home, now, contents.version), contents
    except BaseException:
        if os.path.exists(building):
            os.unlink(building)
        raise


def put_away(building: str, home: str, now: int, version: int, why: str = "") -> Backup:
    """Give a copy that is on the disk its name in the folder of backups."""
    final = find_free(home, now, version, why)
    os.rename(building, final)
    confirm_name(final)
    return Backup(final, now, why, os.stat(final).st_size)


def thin_out(home: str, newest: Backup, entries: Callable[[Backup], int | None]) -> list[Backup]:
    """Take away the backups that are no longer kept, once a new one is there, and give them.

    `entries` counts what one holds. The one with the most always stays, and so does what cannot be read (None).
    """
    held = {backup: number for backup in list_backups(home) if (number := entries(backup)) is not None}
    kept = choose_kept(held) | {newest.path}
    if most := find_most(held):
        kept.add(most.path)
    gone = []
    for backup in held:
        if backup.path not in kept:
            with suppress(OSError):  # it stays until the next time
                os.unlink(backup.path)
                gone.append(backup)
    return gone


def find_most(held: dict[Backup, int]) -> Backup | None:
    """Give the backup with the most entries, the newest of several; None where there is none."""
    return max(held, key=lambda backup: (held[backup], backup.made), default=None)


def choose_kept(backups: Iterable[Backup]) -> set[str]:
    """Give the paths of those to keep, whatever each holds."""
    return set(explain_kept(backups))


def explain_kept(backups: Iterable[Backup]) -> dict[str, str]:
    """Say by path why each is kept: day, week or month for the newest of each of 7 days, 4 weeks and 12 months.

    Of those from before an upgrade or a restore the newest few are kept; what has another's name always is.
    """
    kept: dict[str, str] = {}
    periods = (("%Y%m%d", DAILY, "day"), ("%G%V", WEEKLY, "week"), ("%Y%m", MONTHLY, "month"))
    seen: list[set[str]] = [set() for _ in periods]
    special = 0
    for backup in sorted(backups, key=lambda each: each.made, reverse=True):
        if backup.why == "other":
            kept[backup.path] = backup.why
        elif backup.why:
            special += 1
            if special <= SPECIAL:
                kept[backup.path] = backup.why
        else:
            for (form, most, name), known in zip(periods, seen, strict=True):
                period = time.strftime(form, time.gmtime(backup.made / 1000))
                if period not in known and len(known) < most:
                    known.add(period)
                    kept.setdefault(backup.path, name)
    return kept


def start_try(home: str) -> int | None:
    """Mark that the daily backup is tried now, and give the mark, which shuts others out; None while they do it."""
    folder = os.path.join(home, FOLDER)
    make_folder(folder)
    mark = open_own(os.path.join(folder, MARK))
    try:
        if sys.platform != "win32":
            import fcntl

            fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(mark)
        return None
    os.ftruncate(mark, 0)
    os.utime(mark)
    return mark


def end_try(mark: int, reason: str, made: int = 0) -> None:
    """Write down when the backup was made that came of a try, or why none did."""
    try:
        if reason:
            os.pwrite(mark, reason.encode("utf-8", "replace"), 0)
        else:
            os.utime(mark, ns=(made * 1_000_000, made * 1_000_000))
    finally:
        os.close(mark)


def read_trouble(home: str, now: int) -> str:
    """Read why the last try to make a backup came to nothing; "" where one came of it, or it may still be going on."""
    path = os.path.join(home, FOLDER, MARK)
    try:
        with open(path, encoding="utf-8", errors="replace", opener=open_at_once) as mark:
            reason, tried = mark.read(1_000).strip(), os.fstat(mark.fileno()).st_mtime_ns // 1_000_000
    except OSError:
        return ""
    if any(backup.made >= tried // 1_000 * 1_000 for backup in list_backups(home)):
        return ""
    return reason or ("it was stopped before it was done" if now - tried > STALE else "")
