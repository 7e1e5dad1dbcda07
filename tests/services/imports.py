"""Files that go out of one log and come into another, for tests."""

import csv
import io
import json
from collections.abc import Iterable
from typing import Any

from tests.services.workspaces import Person
from tests.storage.tables import Row, read_tables
from tinywins.errors import UsageError
from tinywins.formats.journal_lines import read_changes
from tinywins.formats.lines import Lines
from tinywins.formats.sources import read_foreign, read_rows
from tinywins.formats.tables import write_csv
from tinywins.services.exporting import export
from tinywins.services.importing import Imported, import_rows
from tinywins.services.receiving import receive_changes

NAME = "rows.txt"
OWN = ("id", "short", "day", "at", "text", "tags", "note", "star", "win", "logged", "zone")


def write_out(person: Person, form: str, kind: str = "log") -> bytes:
    """Export a log as the bytes of a file."""
    table = export(person.ws, kind, [], None, None, json=form == "jsonl")
    if form == "jsonl":
        return "".join(f"{row[0]}\n" for row in table.rows).encode()
    stream = io.StringIO(newline="")
    write_csv(stream, table.columns, table.rows)
    return stream.getvalue().encode()


def bring(person: Person, data: bytes, plan: str | None = None, **how: bool) -> Imported:
    """Import the bytes of a file."""
    lines = Lines(io.BytesIO(data), NAME)
    rows = read_rows(lines, person.localize, read_foreign(plan, None, None))
    return import_rows(person.ws, rows, NAME, lambda _: None, **how)


def merge(person: Person, data: bytes, *, dry_run: bool = False) -> Imported:
    """Merge a whole journal."""
    lost: dict[str, int] = {}
    changes = read_changes(Lines(io.BytesIO(data), NAME), lost)
    return receive_changes(person.ws, changes, NAME, lambda _: None, dry_run=dry_run, lost=lost)


def try_to_bring(person: Person, data: bytes, plan: str | None = None, **how: bool) -> Imported | UsageError:
    """Import, or give the error that refuses a whole file; nothing else may come of it."""
    try:
        return bring(person, data, plan, **how)
    except UsageError as error:
        assert error.message.endswith(".")
        return error


def add_up(told: Imported) -> int:
    """Add up what became of the rows: each is counted once."""
    return told.imported + told.here + told.removed + told.differing + told.updated + told.refused


def count_changes(person: Person) -> int:
    """Count the changes of the journal."""
    return int(person.db.execute("SELECT count(*) FROM change").fetchone()[0])


def read_entries(person: Person) -> dict[str, list[Row]]:
    """Read what entries are: their rows, without the device and number under which this log has them."""
    tables = read_tables(person.db)
    tables["entry"] = [(*row[:11], row[13]) for row in tables["entry"]]
    return {name: tables[name] for name in ("entry", "entry_tag", "entry_work", "moment", "win_day", "win_week")}


def to_lines(rows: Iterable[dict[str, Any]]) -> bytes:
    """Write objects as JSON Lines."""
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def to_csv(rows: Iterable[Iterable[object]], delimiter: str = ",") -> bytes:
    """Write records as CSV, their texts as they are."""
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter).writerows(rows)
    return stream.getvalue().encode("utf-8", "surrogateescape")
