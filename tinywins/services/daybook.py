"""A day's entries as lines of text that can be edited together; saving them is one act."""

from dataclasses import dataclass

from tinywins.domain.days import label_day, write_day
from tinywins.domain.entries import Entry, is_win
from tinywins.domain.line import Line, compose_line, parse_line
from tinywins.domain.near import find_nearest
from tinywins.errors import UsageError
from tinywins.services.entries import Edit, Edited, field_of, plan_edit, require_entry, write_changes
from tinywins.services.logging import When, check_unit, count_again, make_ids, new_entry, read_line_tags, record_entry
from tinywins.services.workspace import Workspace
from tinywins.storage import entry_rows, fold, journal, projection, queries
from tinywins.storage.connect import Db


@dataclass(frozen=True, slots=True)
class Daybook:
    """A day as text: a heading of comment lines, and each entry's line by its short id."""

    day: int
    heading: tuple[str, ...]
    lines: dict[str, str]
    ids: dict[str, str]

    @property
    def text(self) -> str:
        """The whole text, as it goes into the editor."""
        return "\n".join([*self.heading, *(f"{short}  {line}" for short, line in self.lines.items()), ""])


@dataclass(frozen=True, slots=True)
class Saved:
    """What saving changed: how many entries were changed, removed and added."""

    changed: int
    removed: int
    added: int


def open_day(ws: Workspace, day: int) -> Daybook:
    """Give a day's entries as text."""
    entries = queries.read_day_entries(ws.store.reader(), write_day(day))
    heading = (
        f"# {label_day(day, ws.today())}: an entry a line, its id first. Change a line; take one out to",
        "# remove its entry; write one without an id to add one. Saving is one act.",
    )
    lines = {entry.short: compose_line(entry.text, entry.tags) for entry in entries}
    return Daybook(day, heading, lines, {entry.short: entry.id for entry in entries})


def read_day_text(book: Daybook, text: str) -> tuple[dict[str, Line], list[Line]]:
    """Read an edited text: the lines of known entries by id, and new lines; UsageError names what cannot be read."""
    kept: dict[str, Line] = {}
    added: list[Line] = []
    unclear: list[tuple[int, str]] = []
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.rstrip("\r")
        if not line.strip() or line in book.heading:
            continue
        short, _, rest = line.strip().partition(" ")
        known = short in book.ids
        if short in kept:
            raise UsageError(f"Line {number}: {short} stands there twice.", "Give each entry one line.")
        try:
            parsed = parse_line(rest if known else line)
        except UsageError as error:
            raise UsageError(f"Line {number}: {error.message}", error.hint) from None
        if known:
            kept[short] = parsed
        else:
            added.append(parsed)
            unclear.append((number, short))
    missing = [short for short in book.ids if short not in kept]
    for number, short in unclear:
        near = find_nearest(short, missing)
        if near:
            raise UsageError(f"Line {number}: there is no entry {short} on this day.", f"Did you mean {near}?")
    if book.ids and not kept:
        raise UsageError(
            "No line of the day's entries is left, so nothing was changed.",
            f"To remove entries: tinywins rm {' '.join(missing[:5])}",
        )
    return kept, added


def save_day(ws: Workspace, book: Daybook, text: str) -> Saved:
    """Write what was edited, as one act; UsageError when an entry was changed elsewhere meanwhile."""
    kept, added = read_day_text(book, text)
    with ws.store.writing() as db:
        present = {short: require_entry(db, entry_id) for short, entry_id in book.ids.items()}
        for short, entry in present.items():
            if compose_line(entry.text, entry.tags) != book.lines[short]:
                raise UsageError(
                    f"{short} was changed elsewhere meanwhile, so nothing was saved.", "Open the day again."
                )
        changes: dict[str, fold.Fields] = {}
        for short, entry_id in book.ids.items():
            fields: fold.Fields = plan_line(db, present[short], kept[short]) if short in kept else {"gone": True}
            if fields:
                changes[entry_id] = fields
        saved = Saved(
            sum("gone" not in fields for fields in changes.values()),
            sum("gone" in fields for fields in changes.values()),
            len(added),
        )
        if changes or added:
            act = journal.start_act(db, ws.new_id(), ws.stamp_clock())
            add_lines(db, ws, act, book.day, added)
            for entry_id, fields in changes.items():
                journal.record(db, act, "entry", entry_id, fold.write_fields(fields))
            projection.project(db, [("entry", entry_id) for entry_id in changes])
        return saved


def save_line(ws: Workspace, before: Entry, line: Line) -> Edited:
    """Give one entry the text and tags of a line; UsageError when it was changed elsewhere meanwhile."""
    with ws.store.writing() as db:
        present = require_entry(db, before.id)
        if (present.text, present.tags) != (before.text, before.tags):
            raise UsageError(f"{before.short} was changed elsewhere meanwhile, so nothing was saved.", "Open it again.")
        write_changes(db, ws, {before.id: plan_line(db, present, line)})
        return Edited(present, require_entry(db, before.id))


def save_note(ws: Workspace, before: Entry, note: str) -> Edited:
    """Give one entry a note; UsageError when that was changed elsewhere since the entry was read."""
    with ws.store.writing() as db:
        present = require_entry(db, before.id)
        if present.note != before.note:
            raise UsageError(
                f"The note of {before.short} was changed elsewhere meanwhile, so nothing was saved.", "Open it again."
            )
        write_changes(db, ws, {before.id: plan_edit(db, ws, present, Edit(note=note))})
        return Edited(present, require_entry(db, before.id))


def plan_line(db: Db, entry: Entry, line: Line) -> fold.Fields:
    """Give the fields that differ between an entry and its edited line."""
    for mention in line.mentions:
        check_unit(mention, entry_rows.read_tag(db, entry_rows.find_tag(db, mention.name))[0])
    tags, _, _ = read_line_tags(db, line, entry.day)
    before, after = dict(entry.tags), dict(tags)
    fields: fold.Fields = {field_of(name): None for name in before if name not in after}
    for name, amount in after.items():
        if name not in before or before[name] != amount:
            fields[field_of(name)] = True if amount is None else amount
    if line.text != entry.text:
        fields["text"] = line.text
    return fields


def add_lines(db: Db, ws: Workspace, act: journal.Act, day: int, lines: list[Line]) -> None:
    """Log new lines of a day in the act."""
    moment = ws.now()
    told = []
    for line, entry_id in zip(lines, make_ids(ws, len(lines)), strict=True):
        tags, uncounted, units = read_line_tags(db, line, day)
        entry = new_entry(db, entry_id, line.text, tags, When(day), moment, "")
        entry.win = is_win(tags, uncounted)
        told.append(record_entry(db, act, entry, day, units, uncounted))
    count_again(db, told)
