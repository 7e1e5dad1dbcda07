"""Export: what is to be written, as columns and streamed rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from tinywins.domain.amounts import to_number, write_amount
from tinywins.domain.days import read_day, write_day
from tinywins.domain.line import is_bare_mention
from tinywins.domain.near import find_nearest
from tinywins.domain.versions import slot_of_day, slot_span
from tinywins.errors import UsageError
from tinywins.formats.journal_lines import write_missing
from tinywins.formats.tables import guard_cell
from tinywins.services.listing import read_span
from tinywins.services.tags import require_tag
from tinywins.services.views import HabitView, list_habits
from tinywins.services.workspace import Workspace
from tinywins.storage import export_items, export_rows, facts
from tinywins.storage.check import read_lost
from tinywins.storage.connect import Db
from tinywins.storage.queries import Filter

WHOLE = "everything"
KINDS = ("log", "wins", "amounts", "days", "habits", *export_items.COLUMNS, WHOLE)
AS_OF_TODAY = ("habits", "goals", "tweaks", "funnels")
DAY_COLUMNS = ("habit", "day", "slot", "mark", "n", "amount", "unit")
HABIT_COLUMNS = (
    "habit",
    "rule",
    "unit",
    "cue",
    "reward",
    "quiet",
    "archived",
    "since",
    "entries",
    "streak",
    "spares_used",
    "longest",
    "strength",
)
MARKS = {"D": "done", "S": "skipped", "M": "missed", "P": "pending", "U": "unsaid"}

Rows = Iterator[tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class Table:
    """A table to write: its columns and rows; in `raw` tables each row is one JSON object, written already."""

    columns: tuple[str, ...]
    rows: Rows
    raw: bool = False


def export(ws: Workspace, kind: str, words: list[str], since: str | None, until: str | None, *, json: bool) -> Table:
    """Give the table of a kind; tags and days narrow it down. Rows for CSV are guarded and end in an empty cell."""
    if kind not in KINDS:
        near = find_nearest(kind, list(KINDS))
        raise UsageError(
            f"There is no export '{kind}'.",
            f"Did you mean {near}?" if near else f"There are {', '.join(KINDS)}.",
        )
    if kind in AS_OF_TODAY and (since is not None or until is not None):
        raise UsageError(
            f"A table of {kind} is as of today: --since and --until cannot narrow it down.",
            f"tinywins export {kind}, or tinywins export days --since ...",
        )
    if kind == WHOLE:
        return export_whole(ws, json=json, narrowed=bool(words or since or until))
    wanted = read_filter(ws, words, since, until)
    db = ws.store.reader()
    if kind in export_items.COLUMNS:
        return export_things(db, kind, wanted, json=json)
    if kind in ("days", "habits"):
        habits = [habit for habit in list_habits(ws, archived=True) if not wanted.tags or habit.tag in wanted.tags]
        return export_habits(ws, kind, habits, wanted, json=json)
    if kind == "amounts":
        return Table(export_rows.AMOUNT_COLUMNS, export_rows.export_amounts(db, wanted, guarded=not json))
    entries = Filter(tags=wanted.tags, since=wanted.since, until=wanted.until, wins=kind == "wins")
    write = export_rows.export_entries_json if json else export_rows.export_entries
    return Table(export_rows.ENTRY_COLUMNS, write(db, entries), raw=json)


def export_habits(ws: Workspace, kind: str, habits: list[HabitView], wanted: Filter, *, json: bool) -> Table:
    """Give the days of habits, or the habits."""
    if kind == "days":
        return Table(DAY_COLUMNS, list_days(ws, habits, wanted, json=json))
    return Table(HABIT_COLUMNS, (habit_row(habit, json=json) for habit in habits))


def export_whole(ws: Workspace, *, json: bool, narrowed: bool) -> Table:
    """Give every change there is, and what is missing for good; UsageError where less is asked for, or a table."""
    if narrowed or not json:
        raise UsageError(
            f"An export of everything is {'whole' if narrowed else 'no table, and comes as JSON Lines'}.",
            "tinywins export everything -o everything.jsonl",
        )
    db = ws.store.reader()
    missing = ((write_missing(device, number),) for device, number in sorted(read_lost(db).items()))
    return Table(("change",), chain(export_items.export_everything(db), missing), raw=True)


def export_things(db: Db, kind: str, wanted: Filter, *, json: bool) -> Table:
    """Give goals, feedback, moments, tweaks or funnels."""
    if len(wanted.tags) > 1:
        raise UsageError(f"A table of {kind} is narrowed down by one tag.", f"tinywins export {kind} +TAG")
    tag = "".join(wanted.tags)
    rows: Rows
    if kind in AS_OF_TODAY:
        make = {"goals": export_items.export_goals, "tweaks": export_items.export_tweaks}
        rows = make.get(kind, export_items.export_funnels)(db, tag)
    else:
        list_all = export_items.export_moments if kind == "moments" else export_items.export_feedback
        rows = list_all(db, tag, wanted.since, wanted.until)
    columns = export_items.COLUMNS[kind]
    amounts = [columns.index(name) for name in export_items.AMOUNTS.get(kind, ())]
    return Table(columns, (write_thing(row, amounts, json=json) for row in rows))


def write_thing(row: tuple[object, ...], amounts: list[int], *, json: bool) -> tuple[object, ...]:
    """Write a row's amounts, and for CSV guard its texts; in JSON null stands where nothing is."""
    cells = list(row)
    for place in amounts:
        if isinstance(value := cells[place], int):
            cells[place] = to_number(value) if json else write_amount(value)
    if json:
        return tuple(None if cell == "" else cell for cell in cells)
    return (*(guard_cell(cell) if isinstance(cell, str) else cell for cell in cells), "")


def read_filter(ws: Workspace, words: list[str], since: str | None, until: str | None) -> Filter:
    """Read the tags and days that narrow an export down."""
    db = ws.store.reader()
    other = next((word for word in words if not is_bare_mention(word)), None)
    if other is not None:
        raise UsageError(f"'{other}' is no tag.", "An export is narrowed down by +TAG, --since and --until.")
    first, last = read_span(ws.today(), since, until)
    return Filter(
        tags=tuple(require_tag(db, word) for word in words),
        since=first,
        until=last,
    )


def list_days(ws: Workspace, habits: list[HabitView], wanted: Filter, *, json: bool) -> Rows:
    """Give a row for each habit and day from its start to today; a day off has no slot and no mark."""
    db, today = ws.store.reader(), ws.today()
    for habit in habits:
        start, parts, marks = habit.standing.start, habit.standing.slots.parts, habit.standing.slots.marks
        counts = {day: (n, amount) for day, n, amount in facts.read_tag_days(db, habit.tag)}
        first = max(start, read_day(wanted.since)) if wanted.since else start
        last = min(today, read_day(wanted.until)) if wanted.until else today
        for day in range(first, last + 1):
            text = write_day(day)
            n, amount = counts.get(text, (0, 0))
            place = slot_of_day(parts, day)
            slot = write_day(slot_span(parts, place)[0]) if place is not None else ""
            mark = MARKS[chr(marks[place])] if place is not None else ""
            if json:
                yield habit.tag, text, slot or None, mark or None, n, to_number(amount), habit.unit
            else:
                yield (
                    guard_cell(habit.tag),
                    text,
                    slot,
                    mark,
                    n,
                    write_amount(amount),
                    guard_cell(habit.unit),
                    "",
                )


def habit_row(habit: HabitView, *, json: bool) -> tuple[object, ...]:
    """Give the row of a habit."""
    streaks = habit.standing.streaks
    texts = (habit.tag, habit.rule, habit.unit, habit.cue, habit.reward)
    row = (
        *(texts if json else (guard_cell(text) for text in texts)),
        habit.quiet if json else int(habit.quiet),
        habit.archived or None if json else habit.archived,
        write_day(habit.standing.start),
        habit.entries,
        streaks.current,
        streaks.used,
        streaks.longest,
        round(habit.strength, 6),
    )
    return row if json else (*row, "")
