"""Salvaging: what can be read of a damaged log is put into a new file; the damaged one stays as it is."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tinywins.errors import StorageError, UsageError
from tinywins.services.workspace import Workspace
from tinywins.storage.connect import take_lock
from tinywins.storage.keeping.copies import Contents, read_file_contents
from tinywins.storage.keeping.salvage import Saved, salvage
from tinywins.storage.keeping.shelf import list_backups

__all__ = ["Salvaged", "Saved", "salvage_log"]


@dataclass(frozen=True, slots=True)
class Salvaged:
    """A salvage: the damaged file, the new one with its contents, and what was saved and lost."""

    source: str
    path: str
    contents: Contents | None
    saved: Saved


def salvage_log(
    ws: Workspace, new: str, source: str | None = None, tell: Callable[[int], None] | None = None
) -> Salvaged:
    """Carry every change that can be read in the log, or in another file, into a new one that must not exist yet.

    What the file has lost and a backup still holds comes from there.
    """
    if os.path.lexists(new):
        raise UsageError(f"{new} is there already.", "Name a file that is not there yet.")
    if not os.path.isdir(os.path.dirname(os.path.abspath(new))):
        raise UsageError(f"There is no folder {os.path.dirname(os.path.abspath(new))}.", "Make it first.")
    damaged = source if source is not None else ws.store.path
    if not os.path.isfile(damaged) or not os.path.getsize(damaged):
        state = "is empty" if os.path.isfile(damaged) else "is no file" if os.path.exists(damaged) else "is not there"
        raise StorageError(f"{damaged} {state}, so nothing can be read in it.", "tinywins backup restore")
    ws.store.close()
    own = os.path.exists(ws.store.path) and os.path.samefile(damaged, ws.store.path)
    backups = [each.path for each in list_backups(ws.store.folder) if each.why != "replaced"]
    with lock(ws, own):
        saved = salvage(damaged, new, ws.store.new_device(), backups, tell, is_theirs=own)
    return Salvaged(damaged, new, read_file_contents(new), saved)


@contextmanager
def lock(ws: Workspace, is_own: bool) -> Iterator[None]:
    """Keep writers out of the own log; where its folder may only be read there are none."""
    descriptor = -1
    if is_own and os.access(ws.store.folder, os.W_OK):
        descriptor = take_lock(ws.store.path[:-3] + ".lock", ws.store.notify, ws.store.patience)
    try:
        yield
    finally:
        if descriptor >= 0:
            os.close(descriptor)
