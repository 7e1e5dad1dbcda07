"""Watching a log that others write to as well: whether it changed, was replaced by another file, or is gone."""

import os

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
        """Read the number that changes whenever another connection commits."""
        return int(self.store.reader().execute("PRAGMA data_version").fetchone()[0])

    def learn(self) -> None:
        """Take the log as known after an own act, which may be the one that made it."""
        self.file = identify(self.store.path)
        self.version = self.read_version()

    def look(self) -> str:
        """Say what became of the log since the last look: same, changed, replaced or gone.

        A log that is born after nothing was there, or that comes back, has changed. A replaced one is opened anew.
        """
        file = identify(self.store.path)
        if file is None:
            if self.file is None:
                return SAME
            self.file = None
            return GONE
        if file != self.file:
            was_there = self.file is not None
            self.file = file
            self.store.close()
            self.version = self.read_version()
            return REPLACED if was_there else CHANGED
        version = self.read_version()
        if version == self.version:
            return SAME
        self.version = version
        return CHANGED


def identify(path: str) -> tuple[int, int] | None:
    """Give what tells one file from another that has its name, or None where there is none."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino
