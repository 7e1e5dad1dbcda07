"""Undo and redo: switching whole acts off and on again."""

from dataclasses import dataclass

from tinywins.errors import NotFoundError, UsageError
from tinywins.services.deeds import Deed, describe_act
from tinywins.services.workspace import Workspace
from tinywins.storage import acts, fold, journal, projection
from tinywins.storage.connect import Db


@dataclass(frozen=True, slots=True)
class Switched:
    """An act that was undone or redone, with what it did."""

    act: str
    off: bool
    deeds: tuple[Deed, ...]


def undo(ws: Workspace, ending: str | None = None) -> Switched:
    """Take back this device's newest act, or the act whose id ends so."""
    return switch(ws, ending, off=True)


def redo(ws: Workspace, ending: str | None = None) -> Switched:
    """Put back what was undone last, or the act whose id ends so."""
    return switch(ws, ending, off=False)


def switch(ws: Workspace, ending: str | None, *, off: bool) -> Switched:
    """Switch an act off or on, and bring the projection up to date."""
    nothing = "There is nothing to undo." if off else "There is nothing to redo."
    if not ws.store.exists() and ws.store.path != ":memory:":
        raise NotFoundError(nothing, "tinywins list shows what there is.")
    with ws.store.writing() as db:
        if ending is not None:
            act = require_act(db, ending)
            if acts.is_off(db, act) == off:
                raise UsageError(f"The act {ending} is {'undone already' if off else 'not undone'}.")
        else:
            found = acts.find_newest_live(db) if off else acts.find_last_undone(db)
            if found is None:
                raise NotFoundError(nothing, "tinywins show ID --history lists the acts of an entry.")
            act = found
        deeds = describe_act(db, act)
        switched = journal.start_act(db, act, ws.stamp_clock())
        journal.record(db, switched, "act", act, fold.write_fields({"off": off}))
        projection.project(db, [("act", act)])
        return Switched(act, off, deeds)


def require_act(db: Db, ending: str) -> str:
    """Give the one act whose id ends so."""
    word = ending.strip().lower()
    if len(word) < 4 or not all(sign in "0123456789abcdef-" for sign in word):
        raise UsageError(f"'{ending}' is not an act.", "tinywins show ID --history lists the acts of an entry.")
    found = acts.find_acts(db, word)
    if not found:
        raise NotFoundError(f"There is no act {ending}.", "tinywins show ID --history lists the acts of an entry.")
    if len(found) > 1:
        raise UsageError(
            f"{ending} could be {len(found)} acts.", f"Write {' or '.join(act[-12:] for act in found[:5])}"
        )
    return found[0]
