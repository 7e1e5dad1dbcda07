"""Making a log of changes that are at hand: what a restored, salvaged or received log is built with."""

import os
import sqlite3
from collections.abc import Callable, Iterable

from tinywins.errors import StorageError
from tinywins.storage.connect import Db, open_file, sync_path
from tinywins.storage.keeping.copies import make_private, verify
from tinywins.storage.keeping.foreign import Change
from tinywins.storage.projection import rebuild
from tinywins.storage.schema import create

SENSELESS = (sqlite3.Error, ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError, OverflowError)


def make_log(
    path: str,
    device: str,
    changes: Iterable[Change],
    meta: dict[str, str],
    tell: Callable[[int], None] | None = None,
    mend: Callable[[Db], None] | None = None,
) -> int:
    """Make a private file that holds these changes and is the log of `device`; give how many they are.

    It is folded, checked and on the disk when this returns; otherwise it is not there. Of two changes with one number
    the first is taken. `mend` may bring more of them, before they are folded.
    """
    make_private(path)
    db = open_file(path)
    try:
        db.execute("PRAGMA journal_mode = MEMORY")
        db.execute("PRAGMA synchronous = OFF")  # it is put on the disk once, when it is whole
        db.execute("BEGIN IMMEDIATE")
        create(db, device)
        db.executemany("INSERT OR IGNORE INTO change VALUES (?,?,?,?,?,?,?,?)", changes)
        db.executemany("INSERT INTO meta VALUES (?, ?)", [(key, value) for key, value in meta.items() if value])
        if mend:
            mend(db)
        fold(db, tell)
        db.execute("COMMIT")
        total = int(db.execute("SELECT count(*) FROM change").fetchone()[0])
        if problems := verify(db):
            raise StorageError(f"What was made is not sound: {problems[0]}. Nothing was changed.", "tinywins doctor")
        db.close()
        sync_path(path)
    except BaseException:
        db.close()
        os.unlink(path)
        raise
    return total


def fold(db: Db, tell: Callable[[int], None] | None = None) -> None:
    """Fold the journal of an open transaction; StorageError where it holds what makes no sense."""
    try:
        rebuild(db, tell)
    except SENSELESS as error:
        raise StorageError(
            f"It holds changes that make no sense ({type(error).__name__}: {error}). Nothing was changed.",
            "Each of them is as it was written, so a newer or another program made them.",
        ) from None
