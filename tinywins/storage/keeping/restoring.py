"""Restoring: a log is made anew from another's journal and takes the place of the present one, which is kept."""

import os
import sqlite3
from collections.abc import Callable

from tinywins.errors import StorageError
from tinywins.storage.connect import Db, begin_immediate, confirm_name, is_held, make_folder, open_file, take_lock
from tinywins.storage.keeping.copies import copy_pages, read_file_contents
from tinywins.storage.keeping.foreign import open_foreign, read_changes, read_foreign_devices, read_foreign_meta
from tinywins.storage.keeping.making import make_log
from tinywins.storage.keeping.shelf import REPLACED, Backup, find_free, open_shelf, put_away
from tinywins.storage.store import Store


def restore(
    store: Store, source: str, now: int, tell: Callable[[int], None] | None = None
) -> tuple[int, Backup | None]:
    """Put the log that a file holds in the place of the present one: all of it, or nothing.

    It becomes a device of its own, since the present one may have recorded more than the file knows; it remembers
    which it was, so that `undo` and `last` find what was done before. Gives how many
    changes it holds, and the backup that keeps what was replaced (None where there was nothing).
    """
    store.check_allowed()
    store.close()
    make_folder(store.folder)
    path = os.path.realpath(store.path)
    building = f"{path}.restored"
    lock = take_lock(store.path[:-3] + ".lock", store.notify, store.patience)
    try:
        db = open_foreign(source, path)
        try:
            device, former = store.new_device(), read_foreign_devices(db)
            meta = {"received": device, "missing": read_foreign_meta(db, "missing"), "former": former}
            total = make_log(building, device, read_changes(db, source), meta, tell)
        finally:
            db.close()
        try:
            return total, replace(path, building, store, now)
        except BaseException:
            if os.path.exists(building):
                os.unlink(building)
            raise
    finally:
        os.close(lock)


def replace(path: str, building: str, store: Store, now: int) -> Backup | None:
    """Put a new file in the place of the log, and what was there among the backups."""
    copy = open_shelf(store.folder, now)
    if not os.path.exists(path) or not os.path.getsize(path):
        set_aside(path, find_free(store.folder, now, 0, REPLACED))
        move_into_place(path, building)
        return None
    old = None
    try:
        old = open_file(path, store.notify, store.patience)
        begin_immediate(old, path, store.notify, store.patience)  # nobody writes between the copy and the change
        copy_pages(path, copy, store.notify)  # by a reader of its own: SQLite copies no open transaction
        check_mode(old, path)
        contents = read_file_contents(copy)
        kept = put_away(copy, store.folder, now, contents.version if contents else 0, REPLACED)
        move_into_place(path, building)
        return kept
    except sqlite3.DatabaseError as error:
        if is_held(error) or "full" in str(error) or "disk I/O" in str(error):
            raise
    finally:
        if old:
            old.close()
        if os.path.exists(copy):
            os.unlink(copy)
    return replace_damaged(path, building, store.folder, now)


def check_mode(db: Db, path: str) -> None:
    """Raise StorageError where others have the log open in WAL mode: what they wrote lies beside it."""
    if db.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
        raise StorageError(
            f"Another program has {path} open in its own way (WAL), so it was not replaced.",
            "Close that program (a database browser, perhaps), then do it again.",
        )


def replace_damaged(path: str, building: str, home: str, now: int) -> Backup:
    """Put a new file in the place of one that SQLite cannot read, and keep that as it is."""
    open_shelf(home, now)
    final = find_free(home, now, 0, REPLACED)
    try:
        os.link(path, final)
    except OSError:  # where there are no links, the log is a backup alone for a moment
        os.rename(path, final)
    confirm_name(final)
    set_aside(path, final)
    move_into_place(path, building)
    return Backup(final, now, REPLACED, os.stat(final).st_size)


def set_aside(path: str, final: str) -> None:
    """Move what SQLite left beside a log to beside another file: it would be taken for the new log's."""
    for end in ("-journal", "-wal", "-shm"):
        if os.path.exists(path + end):
            os.rename(path + end, final + end)


def move_into_place(path: str, building: str) -> None:
    """Give a file that is on the disk the log's name."""
    os.rename(building, path)
    confirm_name(path)
