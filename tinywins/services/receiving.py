"""Receiving: a whole journal of another home is merged into this one, change by change, and folded."""

import os
from collections.abc import Callable, Iterable
from itertools import islice

from tinywins.errors import UsageError
from tinywins.formats.journal_lines import Change
from tinywins.services.before import back_up, back_up_before
from tinywins.services.importing import Imported, NothingWrittenError
from tinywins.services.workspace import Workspace
from tinywins.storage import journal, receiving
from tinywins.storage.check import write_lost
from tinywins.storage.connect import Db
from tinywins.storage.keeping.merging import is_log

__all__ = ["is_log", "receive_changes", "receive_copy"]

BATCH = 1_000  # changes


def receive_changes(
    ws: Workspace,
    changes: Iterable[Change],
    source: str,
    tell: Callable[[int], None],
    *,
    dry_run: bool = False,
    lost: dict[str, int] | None = None,
) -> Imported:
    """Merge changes into the journal, all of them or none; those that are here already stay as they are.

    Each change keeps its act, device and stamp, so that histories stay and `undo ACT` works. UsageError where a change
    is another than the one that has its number here, where some are missing between, or where they cannot be folded.
    `lost` says how many changes of each device the other home had lost for good: those are not missed here. It may
    be filled while the changes are read.
    """
    lost = {} if lost is None else lost
    told = Imported(source, kind="changes")
    if not dry_run:
        changes, told.backup = back_up_before(ws, changes)
    return take_in(ws, changes, told, tell, lost, dry_run=dry_run)


def take_in(
    ws: Workspace,
    changes: Iterable[Change],
    told: Imported,
    tell: Callable[[int], None],
    lost: dict[str, int],
    *,
    dry_run: bool,
) -> Imported:
    """Merge changes, and give what became of them.

    `lost` says how many changes of each device the other home had lost for good: those are not missed here.
    """
    try:
        if dry_run:
            judge(ws.store.reader(), changes, told, tell, lost)
        else:
            with ws.store.writing() as db:
                merge(db, changes, told, tell, lost)
                told.written = True
    except NothingWrittenError:
        pass
    except ValueError as error:
        raise UsageError(f"{told.source} cannot be merged: {error}.", "Nothing was written.") from None
    return told


def receive_copy(ws: Workspace, path: str, tell: Callable[[int], None], *, dry_run: bool = False) -> Imported:
    """Merge a log that lies elsewhere: a backup, or a copy that another machine made and went on with."""
    from tinywins.storage.keeping import merging
    from tinywins.storage.keeping.foreign import check_file

    check_file(path, ws.store.path)
    lost = merging.read_copy_lost(path)
    told = Imported(os.path.basename(path), kind="changes")
    if not dry_run:  # what is in a copy is compared in the open act, so it cannot be read ahead
        told.backup = back_up(ws)
    return take_in(ws, merging.read_copy(ws.store, path), told, tell, lost, dry_run=dry_run)


def judge(db: Db, changes: Iterable[Change], told: Imported, tell: Callable[[int], None], lost: dict[str, int]) -> None:
    """Count what would be new, and see that it would be whole."""
    sums: dict[tuple[str, int], int] = {}
    for batch in split(changes):
        told.read += len(batch)
        for device, n, *_, crc in receiving.pick_new(db, batch):
            if sums.setdefault((device, n), crc) != crc:
                raise ValueError(receiving.say_twice(device, n))
        tell(told.read)
    told.imported = len(sums)
    told.here = told.read - told.imported
    receiving.check_gapless(db, {device for device, _ in sums}, sums, lost)


def merge(db: Db, changes: Iterable[Change], told: Imported, tell: Callable[[int], None], lost: dict[str, int]) -> None:
    """Append what is new, and fold what it touches."""
    touched: dict[tuple[str, str], None] = {}
    devices: set[str] = set()
    for batch in split(changes):
        told.read += len(batch)
        new = receiving.pick_new(db, batch)
        received = journal.receive(db, new)
        if len(touched) <= receiving.MANY:
            touched.update(dict.fromkeys(received))
        told.imported += len(new)
        devices.update(change[0] for change in new)
        tell(told.read)
    told.here = told.read - told.imported
    if not told.imported:
        raise NothingWrittenError
    if lost:
        write_lost(db, lost)
    receiving.check_gapless(db, devices)
    receiving.fold_received(db, list(touched))
    receiving.keep_received(db)


def split(changes: Iterable[Change]) -> Iterable[list[Change]]:
    """Give changes in batches."""
    each = iter(changes)
    while batch := list(islice(each, BATCH)):
        yield batch
