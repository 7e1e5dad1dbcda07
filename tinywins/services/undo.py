"""Undo and redo: switching whole acts off and on again."""

from dataclasses import dataclass

from tinywins.errors import NotFoundError, UsageError
from tinywins.services.workspace import Workspace
from tinywins.storage import acts, fold, journal, projection
from tinywins.storage.connect import Db


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that an act did: what to which kind of thing, under which name."""

    verb: str
    thing: str
    label: str


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
        device = journal.read_device(db)
        if ending is not None:
            act = require_act(db, ending)
            if acts.is_off(db, act) == off:
                raise UsageError(f"The act {ending} is {'undone already' if off else 'not undone'}.")
        else:
            found = acts.find_newest_live(db, device) if off else acts.find_last_undone(db, device)
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


def describe_act(db: Db, act: str) -> tuple[Deed, ...]:
    """Say what an act did, one deed a thing."""
    deeds = []
    for thing, thing_id, fields in acts.read_act(db, act):
        if thing == "entry":
            verb = "logged" if "logged" in fields else "removed" if fields.get("gone") else "changed"
            deeds.append(Deed(verb, thing, label_entry(db, thing_id)))
        elif thing == "schedule":
            is_born = "start" in fields and "rule" in fields
            verb = "removed" if fields.get("gone") else "added" if is_born else "changed"
            deeds.append(Deed(verb, "habit", name_habit(db, thing_id)))
        elif thing == "name" and fields.get("means"):
            deeds.append(Deed("merged", "tag", f"{fields['name']} into {fields['means']}"))
        elif thing == "name" and "means" in fields:
            continue
        elif thing == "excuse":
            deeds.append(describe_excuse(db, thing_id, fields))
        elif thing == "review":
            deeds.append(describe_review(fields))
        elif thing == "setting":
            deeds.append(Deed("set", thing, ", ".join(f"{key} {value}" for key, value in fields.items())))
        elif fields.keys() & {"archived", "place", "cue", "reward", "quiet"}:
            if "place" in fields or not any(deed.thing == "habit" for deed in deeds):
                deeds.append(Deed(describe_habit(fields), "habit", str(fields.get("name"))))
        elif not any(deed.thing == "habit" for deed in deeds):
            deeds.append(Deed("changed", "tag", str(fields.get("name", thing))))
    return tuple(deeds)


def describe_habit(fields: fold.Fields) -> str:
    """Say what an act did to a habit's traits."""
    if "place" in fields:
        return "ordered"
    return ("archived" if fields["archived"] else "unarchived") if "archived" in fields else "changed"


def describe_excuse(db: Db, thing_id: str, fields: fold.Fields) -> Deed:
    """Say what an act did to days off, also to those that are gone."""
    whole: fold.Fields = {}
    for *_, changed, _ in acts.read_history(db, "excuse", thing_id):
        whole = {**changed, **whole}
    kind = str(whole.get("kind"))
    verb = {"skip": "skipped", "pause": "paused"}.get(kind, "changed")
    if fields.get("gone") or "name" not in fields:
        verb = "unskipped" if kind == "skip" else "resumed"
    first, last = str(whole.get("first", "")), str(whole.get("last") or "")
    days = first if last == first else f"{first} to {last}" if last else f"from {first}"
    name = str(whole.get("name") or "")
    return Deed(verb, "habit" if name else "habits", f"{name or 'all'}, {days}")


def describe_review(fields: fold.Fields) -> Deed:
    """Say what an act did to the note of a week, month or year."""
    kind, first = str(fields.get("kind")), str(fields.get("first"))
    label = first[: {"month": 7, "year": 4}.get(kind)]
    return Deed("wrote" if fields.get("note") else "removed", "review", f"{kind} {label}")


def name_habit(db: Db, schedule_id: str) -> str:
    """Name a habit by its tag, also one that is gone."""
    history = acts.read_history(db, "schedule", schedule_id)
    return next((str(fields["name"]) for *_, fields, _ in history if "name" in fields), "")


def label_entry(db: Db, entry_id: str) -> str:
    """Name an entry by its text, or else its tags, and its short id; also one that is gone."""
    fields: fold.Fields = {}
    for *_, changed, off in acts.read_history(db, "entry", entry_id):
        if not off or "logged" in changed:
            fields.update(changed)
    names = ", ".join(name for name, _ in fold.read_tag_fields(fields))
    return f"{fields.get('text') or names} ({fields.get('short', '')})"
