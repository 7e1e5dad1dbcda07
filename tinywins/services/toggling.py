"""Toggling: what one key does to a habit on a day, each time as one act that undo takes back."""

from dataclasses import dataclass

from tinywins.domain.amounts import LIMIT, write_amount
from tinywins.domain.days import write_day
from tinywins.domain.entries import Entry
from tinywins.domain.line import Line, Mention
from tinywins.domain.versions import find_part
from tinywins.errors import NotFoundError, UsageError
from tinywins.services.daybook import save_note
from tinywins.services.entries import Edited, field_of, write_changes
from tinywins.services.excuses import list_excuses
from tinywins.services.habit_names import require_habit
from tinywins.services.logging import Logged, When, log
from tinywins.services.pausing import Skipped, skip_day
from tinywins.services.standing import find_slot, read_lived, read_parts
from tinywins.services.ticking import Ticked, keep, tick
from tinywins.services.workspace import Workspace
from tinywins.storage import entry_rows, facts, queries
from tinywins.storage.connect import Db

STEP = 1_000  # thousandths: one of the tag's unit


@dataclass(frozen=True, slots=True)
class Asked:
    """What has to be said before a habit can be ticked: the amount, in its unit, and how much is still missing."""

    tag: str
    unit: str
    missing: int


@dataclass(frozen=True, slots=True)
class Choice:
    """The entries of a day that hold more than the tick of a habit, so that a person has to choose."""

    tag: str
    entries: list[Entry]


Toggled = Ticked | Edited | Asked | Choice


def when_of(ws: Workspace, day: int) -> When:
    """Give the instant that an entry of a day is logged with: now for today, none for another day."""
    moment = ws.now()
    return When(day, moment.ms, moment.offset) if day == ws.today() else When(day)


def list_tagged(db: Db, tag: str, day: int) -> list[Entry]:
    """List the entries of a day that count under a tag, oldest first."""
    entries = queries.read_day_entries(db, write_day(day))
    return [entry for entry in entries if own_names(db, entry, tag)]


def own_names(db: Db, entry: Entry, tag: str) -> list[str]:
    """List the names by which an entry means a tag."""
    return [name for name, _ in entry.tags if entry_rows.find_tag(db, name) == tag]


def is_bare(entry: Entry) -> bool:
    """Say whether an entry is a tick and no more: no text, note, star or further tag."""
    return not (entry.text or entry.note or entry.star) and len(entry.tags) == 1


def toggle(ws: Workspace, word: str, day: int) -> Toggled:
    """Tick a habit on a day, or take the day's tick away.

    An amount that is wanted is asked for, and entries that hold more than the tick are given to choose from.
    """
    db = ws.store.reader()
    tag = require_habit(db, word)
    parts = read_parts(db, tag)
    schedule = find_part(parts, day).schedule
    entries = list_tagged(db, tag, day)
    if schedule.is_limit:
        lived, _, _ = read_lived(db, tag, parts, ws.today(), frozenset(), "")
        return take_back(ws, tag, day) if entries and day in lived.amounts else keep(ws, [tag], day)
    lived, _, _ = read_lived(db, tag, parts, day, frozenset(), "")
    slot = find_slot(parts, day, day, lived)
    missing = slot.want - slot.sum if schedule.target else 0
    if facts.is_tagged(db, tag, write_day(day)) and missing <= 0:
        return take_back(ws, tag, day)
    unit, _ = entry_rows.read_tag(db, tag)
    if schedule.target and unit:
        return Asked(tag, unit, missing if missing > 0 else schedule.target)
    if missing > 0 and entries:  # one more of a target that is counted in times
        return Ticked(log(ws, [Line("", [Mention(tag)])], when_of(ws, day)), [])
    return tick(ws, [tag], when_of(ws, day))


def take_back(ws: Workspace, tag: str, day: int) -> Edited | Choice:
    """Remove a day's entry of a habit where it is the one and no more than a tick; else give those there are.

    Of a limit what was counted is no tick, but that it was kept is.
    """
    with ws.store.writing() as db:
        entries = list_tagged(db, tag, day)
        is_limit = find_part(read_parts(db, tag), day).schedule.is_limit
        if len(entries) != 1 or not is_bare(entries[0]) or (is_limit and entries[0].tags[0][1] != 0):
            return Choice(tag, entries)
        write_changes(db, ws, {entries[0].id: {"gone": True}})
        return Edited(entries[0], None)


def tick_amount(ws: Workspace, tag: str, typed: str, day: int) -> Ticked:
    """Tick a habit on a day with an amount as it was typed."""
    return tick(ws, [f"{tag}={''.join(typed.split())}"], when_of(ws, day))


def change_amount(ws: Workspace, word: str, day: int, steps: int) -> Edited | list[Logged]:
    """Add steps to a day's amount of a habit, or take some away: to the newest entry that has an amount.

    Without one, more logs an entry. What comes down to nothing is removed, where it is no more than a tick.
    """
    with ws.store.writing() as db:
        tag = require_habit(db, word)
        unit, _ = entry_rows.read_tag(db, tag)
        found = find_amount(db, tag, day, 0 if unit else STEP)
        if found is not None:
            entry, name, amount = found
            write_changes(db, ws, {entry.id: plan_step(entry, name, amount, steps)})
            return Edited(entry, entry_rows.read_entry(db, entry.id))
    if steps < 0:
        raise NotFoundError(f"{tag} has no amount on {write_day(day)} to take from.", "+ counts one.")
    return log(ws, [Line("", [Mention(tag, steps * STEP if unit else None)])], when_of(ws, day))


def find_amount(db: Db, tag: str, day: int, bare: int) -> tuple[Entry, str, int] | None:
    """Give the newest entry of a day with an amount of a tag, the name it has it under, and the amount.

    A mention without an amount stands for `bare`, and has none where that is 0.
    """
    for entry in reversed(list_tagged(db, tag, day)):
        amounts = dict(entry.tags)
        for name in own_names(db, entry, tag):
            amount = amounts[name]
            if amount is not None or bare:
                return entry, name, bare if amount is None else amount
    return None


def plan_step(entry: Entry, name: str, amount: int, steps: int) -> dict[str, object]:
    """Give the fields that a step sets on an entry; UsageError where it would leave the range of amounts."""
    after = amount + steps * STEP
    if after >= LIMIT:
        raise UsageError(f"{write_amount(after)} is too large: amounts stay below 1,000,000,000.")
    if after > 0:
        return {field_of(name): after}
    if not is_bare(entry):
        raise UsageError(
            f"{entry.short} stands at {write_amount(amount)} and holds more than its amount.",
            "To remove it: tinywins rm " + entry.short,
        )
    return {"gone": True}


def toggle_skip(ws: Workspace, word: str, day: int) -> Skipped:
    """Skip a day of a habit, or take its skip back."""
    db = ws.store.reader()
    tag = require_habit(db, word)
    is_skipped = any(e.kind == "skip" and e.first == day and e.tag for e in list_excuses(db, tag))
    return skip_day(ws, tag, day, off=is_skipped)


def find_noted(ws: Workspace, word: str, day: int) -> Entry:
    """Give the entry of a day that a note of a habit goes to: the newest; NotFoundError where there is none."""
    db = ws.store.reader()
    tag = require_habit(db, word)
    entries = list_tagged(db, tag, day)
    if not entries:
        raise NotFoundError(f"{tag} has no entry on {write_day(day)} that a note could go to.", "Tick it first.")
    return entries[-1]


def write_note(ws: Workspace, entry: Entry, note: str) -> Edited:
    """Set the note of an entry; one of several lines stays, and what is new becomes its next line.

    UsageError when it was changed elsewhere since the entry was read.
    """
    if "\n" in entry.note:
        note = f"{entry.note}\n{note}" if note.strip() else entry.note
    return save_note(ws, entry, note)
