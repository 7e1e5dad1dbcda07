"""Watching a log that others write to as well: whether it changed, was replaced by another file, or is gone."""

import os

from tinywins.storage.connect import Db, is_held, set_timeout
from tinywins.storage.store import Store, is_memory

SAME, CHANGED, REPLACED, GONE = "same", "changed", "replaced", "gone"
UNREAD = (-1, -1)  # no version: what is read next is news


class Watch:
    """What a log looked like when it was last looked at: its file, the version of its data, its newest own change.

    The store's own connection is asked, so that its own writes are no news.
    """

    __slots__ = ("file", "is_grown", "newest", "store", "version")

    def __init__(self, store: Store) -> None:
        self.store = store
        self.file, _ = identify(store.path)
        self.newest: tuple[str, int, int] | None = None  # this device's newest change: (device, number, sum)
        self.is_grown = True  # whether what was read last holds what was read before
        self.version = self.read_version()

    def read_version(self) -> tuple[int, int]:
        """Read what changes whenever another connection commits, or the log is opened anew; nobody is waited for."""
        patience, self.store.patience = self.store.patience, 0.0
        try:
            db = self.store.reader()
            set_timeout(db, 0)
            version = (self.store.openings, int(db.execute("PRAGMA data_version").fetchone()[0]))
            if not is_memory(db):
                self.is_grown = self.newest is None or holds(db, *self.newest)
                self.newest = read_newest(db)
            return version
        finally:
            self.store.patience = patience
            self.store.wait_again()

    def learn(self) -> bool:
        """Take the log as known after an own act, which may be the one that made it; say whether others wrote too.

        A log that is another file by now is not taken as known: the next look says so.
        """
        file, _ = identify(self.store.path)
        if self.file is not None and file != self.file:
            return True
        version = self.read_version()
        is_news = (file, version) != (self.file, self.version)
        self.file, self.version = file, version
        return is_news

    def look(self) -> str:
        """Say what became of the log since the last look: same, changed, replaced or gone.

        A log that is born after nothing was there, or that comes back, has changed. One that is another file, or in
        the same file another log or an older one, was replaced and is opened anew. One that cannot be read raises its
        error at each look, and is news when it can.
        """
        file, shape = identify(self.store.path)
        if file is None:
            if self.file is None:
                return SAME
            self.file = None
            return GONE
        is_other, was_there = file != self.file, self.file is not None
        is_written = shape != self.store.known
        if is_other or not shape[0]:
            self.store.close()
        try:
            version = self.read_version()
            if is_written and version == self.version:  # SQLite cannot tell a copy over the file from what it has read
                self.store.close()
                version = self.read_version()
        except Exception as error:
            if is_other or not is_held(error):
                self.version = UNREAD
            if is_held(error):
                return SAME
            raise
        self.store.known = shape
        if not is_other and version == self.version:
            return SAME
        self.file, self.version = file, version
        return REPLACED if (is_other and was_there) or not self.is_grown else CHANGED


def identify(path: str) -> tuple[tuple[int, int] | None, tuple[int, int]]:
    """Give what tells one file from another that has its name (None where there is none), and its size and time."""
    try:
        found = os.stat(path)
    except OSError:
        return None, (0, 0)
    return (found.st_dev, found.st_ino), (found.st_size, found.st_mtime_ns)


def read_newest(db: Db) -> tuple[str, int, int] | None:
    """Read the newest change by the log's own device: (device, number, sum); None where it knows no device."""
    row = db.execute(
        """SELECT value, coalesce(n, 0), coalesce(crc, 0) FROM meta LEFT JOIN change ON device = value
           WHERE key = 'device' ORDER BY n DESC LIMIT 1"""
    ).fetchone()
    return row and (str(row[0]), int(row[1]), int(row[2]))


def holds(db: Db, device: str, n: int, crc: int) -> bool:
    """Say whether a log holds a change; of number 0, whether it is that device's own."""
    if n:
        row = db.execute("SELECT crc FROM change WHERE device = ? AND n = ?", (device, n)).fetchone()
        return bool(row == (crc,))
    row = db.execute("SELECT value FROM meta WHERE key = 'device'").fetchone()
    return bool(row == (device,))
