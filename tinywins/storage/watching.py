"""Watching a log that others write to as well: whether it changed, was replaced by another file, or is gone."""

import os

from tinywins.storage.connect import is_held, set_timeout
from tinywins.storage.store import Store

SAME, CHANGED, REPLACED, GONE = "same", "changed", "replaced", "gone"


class Watch:
    """What a log looked like when it was last looked at: the file it is, and the version of its data.

    The store's own connection is asked, so that its own writes are no news.
    """

    __slots__ = ("file", "store", "version")

    def __init__(self, store: Store) -> None:
        self.store = store
        self.file = identify(store.path)
        self.version = self.read_version()

    def read_version(self) -> int:
        """Read the number that changes whenever another connection commits; nobody is waited for."""
        patience, self.store.patience = self.store.patience, 0.0
        try:
            db = self.store.reader()
            set_timeout(db, 0)
            return int(db.execute("PRAGMA data_version").fetchone()[0])
        finally:
            self.store.patience = patience
            self.store.wait_again()

    def learn(self) -> bool:
        """Take the log as known after an own act, which may be the one that made it; say whether others wrote too.

        A log that is another file by now is not taken as known: the next look says so.
        """
        file = identify(self.store.path)
        if self.file is not None and file != self.file:
            return True
        version = self.read_version()
        is_news = (file, version) != (self.file, self.version)
        self.file, self.version = file, version
        return is_news

    def look(self) -> str:
        """Say what became of the log since the last look: same, changed, replaced or gone.

        A log that is born after nothing was there, or that comes back, has changed. A replaced one is opened anew;
        one that cannot be read raises its error at each look, and is news when it can.
        """
        file = identify(self.store.path)
        if file is None:
            if self.file is None:
                return SAME
            self.file = None
            return GONE
        is_other, was_there = file != self.file, self.file is not None
        if is_other:
            self.store.close()
        try:
            version = self.read_version()
        except Exception as error:
            if is_other or not is_held(error):
                self.version = -1  # numbers of two connections cannot be compared: the next one that is read is news
            if is_held(error):
                return SAME
            raise
        if not is_other and version == self.version:
            return SAME
        self.file, self.version = file, version
        return REPLACED if is_other and was_there else CHANGED


def identify(path: str) -> tuple[int, int] | None:
    """Give what tells one file from another that has its name, or None where there is none."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino
