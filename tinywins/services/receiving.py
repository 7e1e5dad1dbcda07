"""Receiving: a whole journal of another home is merged into this one, change by change, and folded."""

import os
from collections.abc import Callable, Iterable
from itertools import islice

from tinywins.errors import UsageError
from tinywins.formats.journal_lines import Change
from tinywins.services.importing import Imported, NothingWrittenError
from tinywins.services.workspace import Workspace
from tinywins.storage import journal, receiving
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
    also: Callable[[Db], None] = lambda _: None,
) -> Imported:
    """Merge changes into the journal, all of them or none; those that are here already stay as they are.

    Each change keeps its act, device and stamp, so that histories stay and `undo ACT` works. UsageError where a change
    is another than the one that has its number here, where some are missing between, or where they cannot be folded.
    `also` does what belongs to them in the same transaction.
    """
    told = Imported(source, kind="changes")
    if dry_run:
        for batch in split(changes):
            told.read += len(batch)
            told.here += receiving.count_here(ws.store.reader(), batch)
            tell(told.read)
        told.imported = told.read - told.here
        return told
    try:
        with ws.store.writing() as db:
            touched: dict[tuple[str, str], None] = {}
            devices: set[str] = set()
            try:
                for batch in split(changes):
                    told.read += len(batch)
                    before = len(batch) - receiving.count_here(db, batch)
                    touched.update(dict.fromkeys(journal.receive(db, batch)))
                    told.imported += before
                    devices.update(change[0] for change in batch)
                    tell(told.read)
                told.here = told.read - told.imported
                if not told.imported:
                    raise NothingWrittenError
                also(db)
                receiving.check_gapless(db, devices)
                receiving.fold_received(db, list(touched))
                receiving.keep_received(db)
            except ValueError as error:
                raise UsageError(f"{source} cannot be merged: {error}.", "Nothing was written.") from None
            told.written = True
    except NothingWrittenError:
        pass
    return told


def receive_copy(ws: Workspace, path: str, tell: Callable[[int], None], *, dry_run: bool = False) -> Imported:
    """Merge a log that lies elsewhere: a backup, or a copy that another machine made and went on with."""
    from tinywins.storage.keeping import merging
    from tinywins.storage.keeping.foreign import check_file

    source = os.path.basename(path)
    check_file(path, ws.store.path)
    lost = merging.read_copy_lost(path)
    return receive_changes(
        ws,
        merging.read_copy(ws.store, path),
        source,
        tell,
        dry_run=dry_run,
        also=lambda db: merging.keep_lost(db, lost),
    )


def split(changes: Iterable[Change]) -> Iterable[list[Change]]:
    """Give changes in batches."""
    each = iter(changes)
    while batch := list(islice(each, BATCH)):
        yield batch
