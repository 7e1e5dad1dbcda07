"""Before much is brought in: a backup of the log as it is, unless the newest one holds all of it."""

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import TypeVar

from tinywins.errors import StorageError
from tinywins.services.workspace import Workspace

T = TypeVar("T")
MANY = 100  # rows or changes; fewer are taken back by hand


def back_up_before(ws: Workspace, items: Iterable[T]) -> tuple[Iterator[T], str]:
    """Make a backup where many items are to come; give the items, and the name of the backup ("" for none)."""
    each = iter(items)
    first = list(islice(each, MANY))
    return chain(first, each), back_up(ws) if len(first) == MANY else ""


def back_up(ws: Workspace) -> str:
    """Give the name of a backup that holds all of the log, made now where there is none; "" for an empty log.

    StorageError where none can be made: nothing is brought into a log that is not sound.
    """
    from tinywins.storage.journal import read_newest_stamp
    from tinywins.storage.keeping.shelf import list_backups, make_backup

    newest = read_newest_stamp(ws.store.reader()) if ws.store.exists() else 0
    if not newest:
        return ""
    backups = list_backups(ws.store.folder)
    if backups and backups[0].why != "other" and backups[0].made > newest:
        return backups[0].name
    try:  # none is thinned out: it may be the one that is to be merged
        return make_backup(ws.store.path, ws.store.folder, ws.stamp_clock(), ws.store.notify)[0].name
    except StorageError as error:
        raise StorageError(f"{error.message} Nothing was imported.", error.hint) from None
