"""Entries after they were logged: changing, removing, starring and showing them."""

from dataclasses import dataclass

from tinywins.domain.days import write_day
from tinywins.domain.entries import Entry
from tinywins.domain.line import Mention, check_breaks, check_text
from tinywins.domain.names import is_person, show_name
from tinywins.errors import NotFoundError, UsageError
from tinywins.services.logging import When, check_unit
from tinywins.services.references import find_entry
from tinywins.services.tags import read_name
from tinywins.services.when import find_when
from tinywins.services.workspace import Workspace
from tinywins.storage import acts, entry_rows, fold, journal, projection
from tinywins.storage.connect import Db


@dataclass(frozen=True, slots=True)
class Edit:
    """What is to change of an entry; None leaves a thing as it is."""

    mentions: tuple[Mention, ...] = ()
    untag: tuple[str, ...] = ()
    text: str | None = None
    note: str | None = None
    on: str | None = None
    at: str | None = None
    force: bool = False


@dataclass(frozen=True, slots=True)
class Edited:
    """An entry as it was and as it is; `after` is None when it was removed."""

    before: Entry
    after: Entry | None


@dataclass(frozen=True, slots=True)
class Version:
    """One change in an entry's history: the act, its stamp in UTC milliseconds, the fields set, and if it is undone."""

    act: str
    stamp: int
    fields: fold.Fields
    undone: bool


def require_entry(db: Db, entry_id: str) -> Entry:
    """Read a living entry."""
    entry = entry_rows.read_entry(db, entry_id)
    if entry is None:
        raise NotFoundError("That entry is gone.", "tinywins list shows what there is.")
    return entry


def edit_entry(ws: Workspace, reference: str, edit: Edit) -> Edited:
    """Change one entry, in one act; nothing is written when nothing changes."""
    with ws.store.writing() as db:
        before = require_entry(db, find_entry(db, reference))
        fields = plan_edit(db, ws, before, edit)
        write_changes(db, ws, {before.id: fields})
        return Edited(before, require_entry(db, before.id))


def plan_edit(db: Db, ws: Workspace, before: Entry, edit: Edit) -> fold.Fields:
    """Give the fields that an edit sets."""
    fields: fold.Fields = {}
    for mention in edit.mentions:
        unit, _ = entry_rows.read_tag(db, entry_rows.find_tag(db, mention.name))
        check_unit(mention, unit)
        name = find_own_name(db, before, mention.name) or mention.name
        fields[field_of(name)] = True if mention.amount is None else mention.amount
    for word in edit.untag:
        name = find_own_name(db, before, read_name(word)) or ""
        if not name:
            raise NotFoundError(f"{before.short} has no {show_name(read_name(word))}.", f"tinywins show {before.short}")
        fields[field_of(name)] = None
    if edit.text is not None:
        fields["text"] = check_breaks(check_text(edit.text.strip()))
    if fields:
        check_something(before, fields)
    if edit.note is not None:
        fields["note"] = check_text(edit.note, "The note")
    if edit.on is not None or edit.at is not None:
        when = find_when(ws, edit.on, edit.at, day=before.day, force=edit.force)
        if edit.at is not None or when.day != before.day:
            fields["when"] = write_when(when)
    return {key: value for key, value in fields.items() if not is_same(value, present_value(before, key))}


def is_same(one: object, other: object) -> bool:
    """Say whether a field is as it was; to Python 1 and True are equal, but one is an amount and one has none."""
    return one == other and type(one) is type(other)


def check_something(before: Entry, fields: fold.Fields) -> None:
    """Raise UsageError where an edit would leave neither text nor tag."""
    tags: fold.Fields = {field_of(name): True for name, _ in before.tags}
    tags.update((key, value) for key, value in fields.items() if key[0] in "+@")
    if not fields.get("text", before.text) and all(value is None for value in tags.values()):
        raise UsageError("An entry needs a text or a tag.", f"To remove it: tinywins rm {before.short}")


def find_own_name(db: Db, entry: Entry, name: str) -> str | None:
    """Give the name by which an entry has a tag: the same name, or another that means the same tag."""
    names = [own for own, _ in entry.tags]
    tag = entry_rows.find_tag(db, name)
    return name if name in names else next((own for own in names if entry_rows.find_tag(db, own) == tag), None)


def field_of(name: str) -> str:
    """Give the field that holds a name on an entry."""
    return name if is_person(name) else f"+{name}"


def write_when(when: When) -> list[object]:
    """Write a day with its instant as the field `when`."""
    return [write_day(when.day), when.at, when.offset]


def present_value(entry: Entry, key: str) -> object:
    """Give what a field of an entry holds now."""
    if key[:1] in "+@":
        names = dict(entry.tags)
        name = key if key[0] == "@" else key[1:]
        return (True if names[name] is None else names[name]) if name in names else None
    if key == "when":
        return [write_day(entry.day), entry.at, entry.at_offset]
    return {"text": entry.text, "note": entry.note, "star": entry.star}.get(key)


def write_changes(db: Db, ws: Workspace, changes: dict[str, fold.Fields]) -> None:
    """Record changes of entries as one act, and bring the projection up to date; empty ones are left out."""
    wanted = {entry_id: fields for entry_id, fields in changes.items() if fields}
    if not wanted:
        return
    act = journal.start_act(db, ws.new_id(), ws.stamp_clock())
    for entry_id, fields in wanted.items():
        journal.record(db, act, "entry", entry_id, fold.write_fields(fields))
    projection.project(db, [("entry", entry_id) for entry_id in wanted])


def remove_entries(ws: Workspace, references: list[str]) -> list[Edited]:
    """Remove entries in one act; undo brings them back."""
    with ws.store.writing() as db:
        found = list(dict.fromkeys(find_entry(db, reference) for reference in references))
        before = [require_entry(db, entry_id) for entry_id in found]
        write_changes(db, ws, {entry.id: {"gone": True} for entry in before})
        return [Edited(entry, None) for entry in before]


def star_entry(ws: Workspace, reference: str, *, star: bool = True) -> Edited:
    """Star an entry, or take its star away."""
    with ws.store.writing() as db:
        before = require_entry(db, find_entry(db, reference))
        write_changes(db, ws, {before.id: {"star": star} if before.star != star else {}})
        return Edited(before, require_entry(db, before.id))


def show_entry(ws: Workspace, reference: str) -> tuple[Entry | None, list[Version]]:
    """Give an entry, None when it is gone, with its history, oldest change first."""
    db = ws.store.reader()
    entry_id = find_entry(db, reference, gone=True)
    history = [
        Version(act, stamp, fields, off) for act, stamp, _, fields, off in acts.read_history(db, "entry", entry_id)
    ]
    return entry_rows.read_entry(db, entry_id), history
