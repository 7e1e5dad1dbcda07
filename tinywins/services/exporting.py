"""Export: what is to be written, as columns and streamed rows."""

from collections.abc import Iterator
from dataclasses import dataclass

from tinywins.domain.amounts import to_number, write_amount
from tinywins.domain.days import read_day, write_day
from tinywins.domain.line import is_bare_mention
from tinywins.domain.near import find_nearest
from tinywins.domain.versions import slot_of_day, slot_span
from tinywins.errors import UsageError
from tinywins.formats.tables import guard_cell
from tinywins.services.listing import read_span
from tinywins.services.tags import require_tag
from tinywins.services.views import HabitView, list_habits
from tinywins.services.workspace import Workspace
from tinywins.storage import export_rows, facts
from tinywins.storage.queries import Filter

KINDS = ("log", "wins", "amounts", "days", "habits")
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
    if kind == "habits" and (since is not None or until is not None):
        raise UsageError(
            "A table of habits is as of today: --since and --until cannot narrow it down.",
            "tinywins export habits, or tinywins export days --since ...",
        )
    wanted = read_filter(ws, words, since, until)
    db = ws.store.reader()
    if kind in ("log", "wins"):
        entries = Filter(tags=wanted.tags, since=wanted.since, until=wanted.until, wins=kind == "wins")
        if json:
            return Table(export_rows.ENTRY_COLUMNS, export_rows.export_entries_json(db, entries), raw=True)
        return Table(export_rows.ENTRY_COLUMNS, export_rows.export_entries(db, entries))
    if kind == "amounts":
        return Table(export_rows.AMOUNT_COLUMNS, export_rows.export_amounts(db, wanted, guarded=not json))
    habits = [habit for habit in list_habits(ws, archived=True) if not wanted.tags or habit.tag in wanted.tags]
    if kind == "days":
        return Table(DAY_COLUMNS, list_days(ws, habits, wanted, json=json))
    return Table(HABIT_COLUMNS, (habit_row(habit, json=json) for habit in habits))


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
