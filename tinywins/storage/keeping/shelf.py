"""The folder of backups: what their names say, which of them are kept, and how a new one gets there.

A name is `20261122-094200-v4.db`, its time in UTC; at its end stands why it was made, where that was no habit.
"""

import os
import re
import sys
import time
from calendar import timegm
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass

from tinywins.errors import StorageError
from tinywins.storage.connect import confirm_name, make_folder
from tinywins.storage.keeping.copies import Contents, copy_pages, read_file_contents, verify_file

FOLDER = "backups"
NAME = re.compile(r"(\d{8}-\d{6})-v(\d+)(?:-(upgrade|replaced))?\.db")
STAMP = "%Y%m%d-%H%M%S"
UPGRADE, REPLACED = "upgrade", "replaced"
DAILY, WEEKLY, MONTHLY = 7, 4, 12
MARK = "daily"  # the file that says when the daily backup was last tried, and why it came to nothing
SPECIAL = 7  # copies from before an upgrade or a restore
STALE = 3_600_000  # milliseconds after which a half-made copy is nobody's any more


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


def make_backup(path: str, home: str, now: int, notify: Callable[[str], None]) -> tuple[Backup, Contents]:
    """Copy a log and check everything in the copy, which then gets its name; StorageError where it is not sound."""
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
    if held:
        kept.add(max(held, key=lambda backup: (held[backup], backup.made)).path)
    gone = []
    for backup in held:
        if backup.path not in kept:
            with suppress(OSError):  # it stays until the next time
                os.unlink(backup.path)
                gone.append(backup)
    return gone


def choose_kept(backups: Iterable[Backup]) -> set[str]:
    """Give the paths of those to keep: the newest of each of 7 days, 4 weeks and 12 months that have one.

    Of those from before an upgrade or a restore the newest few are kept; what has another's name always is.
    """
    kept: set[str] = set()
    periods = (("%Y%m%d", DAILY), ("%G%V", WEEKLY), ("%Y%m", MONTHLY))
    seen: list[set[str]] = [set() for _ in periods]
    special = 0
    for backup in sorted(backups, key=lambda each: each.made, reverse=True):
        if backup.why == "other":
            kept.add(backup.path)
        elif backup.why:
            special += 1
            if special <= SPECIAL:
                kept.add(backup.path)
        else:
            for (form, most), known in zip(periods, seen, strict=True):
                period = time.strftime(form, time.gmtime(backup.made / 1000))
                if period not in known and len(known) < most:
                    known.add(period)
                    kept.add(backup.path)
    return kept


def start_try(home: str) -> int | None:
    """Mark that the daily backup is tried now, and give the mark, which shuts others out; None while they do it."""
    folder = os.path.join(home, FOLDER)
    make_folder(folder)
    mark = os.open(os.path.join(folder, MARK), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        if sys.platform != "win32":
            import fcntl

            fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(mark)
        return None
    os.utime(mark)
    return mark


def end_try(mark: int, reason: str) -> None:
    """Write why the daily backup came to nothing, or "" where it is there."""
    try:
        os.ftruncate(mark, 0)
        os.pwrite(mark, reason.encode("utf-8", "replace"), 0)
        os.utime(mark)
    finally:
        os.close(mark)


def read_reason(home: str) -> str:
    """Read why the last daily backup came to nothing; "" where it did not."""
    try:
        with open(os.path.join(home, FOLDER, MARK), encoding="utf-8", errors="replace") as mark:
            return mark.read(1_000).strip()
    except OSError:
        return ""
