"""Merging a copy that went its own way: two machines wrote as one device, so its own changes become another's."""

import os
from collections.abc import Iterable, Iterator
from contextlib import closing

from tinywins.domain.names import natural_id
from tinywins.storage.connect import Db
from tinywins.storage.fold import read_fields
from tinywins.storage.journal import sum_change
from tinywins.storage.keeping.foreign import Change, open_foreign, read_changes, read_foreign_meta
from tinywins.storage.store import Store


def is_log(path: str) -> bool:
    """Say whether a path is that of a file that begins as an SQLite database does; a pipe is left untouched."""
    if not os.path.isfile(path):
        return False
    try:
        with open(path, "rb") as stream:
            return stream.read(16) == b"SQLite format 3\0"
    except OSError:
        return False


def read_copy(store: Store, path: str) -> Iterator[Change]:
    """Give the changes of a log from elsewhere as they are to be merged into a store, whose transaction may be open."""
    with closing(open_foreign(path, store.path)) as other:
        yield from tell_apart(store.reader(), read_changes(other, path))


def read_copy_lost(path: str) -> dict[str, int]:
    """Give how many changes of each device a log from elsewhere has lost for good."""
    with closing(open_foreign(path)) as other:
        text = read_foreign_meta(other, "missing")
    lost = read_fields(text) if text else {}
    return {device: n for device, n in lost.items() if isinstance(n, int)}


def tell_apart(db: Db, changes: Iterable[Change]) -> Iterator[Change]:
    """Give changes, ordered by device and number; from where they part from those here they are another device's.

    Its id follows from the first that differs, so that to merge the same copy again, also when it has grown, brings
    nothing twice.
    """
    forked, fork, name = "", 0, ""
    for change in changes:
        device, n, *_, crc = change
        if device != forked:
            row = db.execute("SELECT crc FROM change WHERE device = ? AND n = ?", (device, n)).fetchone()
            if row is None or row[0] == crc:
                yield change
                continue
            forked, fork, name = device, n, natural_id("fork", f"{device} {n} {crc}")
        middle = change[2:7]
        yield (name, n - fork + 1, *middle, sum_change(name, n - fork + 1, *middle))
