"""Our own CSV that comes back: the table of `export log`, its guards taken off again."""

import csv
from collections.abc import Callable, Iterator
from operator import itemgetter

from tinywins.errors import UsageError
from tinywins.formats.lines import LONGEST_LINE, Lines
from tinywins.formats.rows import (
    SHORT,
    WORK,
    Fields,
    Localize,
    Read,
    Refused,
    Row,
    check_cell,
    finish_row,
    read_instant,
    read_iso_day,
    read_tag_cell,
    set_key,
    set_work,
)
from tinywins.formats.tables import MARK

DELIMITERS = (",", ";", "\t", "|")
ENTRY = ("id", "short", "day", "at", "text", "tags", "note", "star", "logged", "zone")
COLUMNS = {*ENTRY, "win", *WORK}
NEEDED = {"id", "day", "text", "tags"}
FAMILY = MARK.partition(" ")[0]

Pick = Callable[[list[str]], tuple[str, ...]]
Record = tuple[int, list[str]]  # the number of its first line, and its cells


def read_records(lines: Lines, delimiter: str) -> Iterator[Record]:
    """Give the records of a CSV that are not empty, its header among them; UsageError where its quotes do not close."""
    begun, held = lines.number + 1, 0

    def feed() -> Iterator[str]:
        nonlocal held
        for line in lines:
            held += len(line)
            if held > LONGEST_LINE:
                raise UsageError(
                    f"From line {begun:,} on, {lines.name} has a row that is longer than 1 MB, which none is.",
                    "Look at the quotes in that line: one that opens a cell must close it.",
                )
            yield line

    try:
        for record in csv.reader(feed(), delimiter=delimiter, strict=True):
            if any(record):
                yield begun, record
            begun, held = lines.number + 1, 0
    except csv.Error as error:
        raise UsageError(
            f"From line {begun:,} on, {lines.name} is no CSV: {explain_csv(str(error))}.",
            "Look at the quotes in that line: one that opens a cell must close it.",
        ) from None


def explain_csv(error: str) -> str:
    """Say in plain words what the csv module has to say."""
    if "field larger" in error:
        return "a cell is longer than 131,072 characters"
    if "unexpected end" in error:
        return "a quoted cell does not end"
    return "a line end stands within a cell" if "new-line" in error else error.replace('"', "'")


def split_header(line: str, delimiter: str) -> list[str]:
    """Give the names in a header; none where it is no header."""
    try:
        return next(csv.reader([line], delimiter=delimiter, strict=True), [])
    except csv.Error:
        return []


def find_own(line: str) -> str:
    """Give the delimiter of our own CSV from its header, "" where it is another's."""
    for delimiter in DELIMITERS:
        names = split_header(line, delimiter)
        mark = next((name for name in reversed(names) if name), "")
        if mark == MARK:
            return delimiter
        if mark.startswith(f"{FAMILY} "):
            raise UsageError(
                f"This file is '{mark}', which a newer tinywins wrote; this one knows '{MARK}'.",
                "Import it with that newer tinywins, or export it as JSON Lines (--format jsonl).",
            )
    return ""


class Columns:
    """Which columns a file has, and how the cells of an entry and of its work are picked from a record.

    A column that the file has not is read from the empty cell that follows its last.
    """

    __slots__ = ("pick_entry", "pick_work", "stated", "width")

    def __init__(self, names: list[str]) -> None:
        check_columns(names)
        self.stated = frozenset(names)
        self.width = len(names)
        places = {name: place for place, name in enumerate(names)}
        self.pick_entry: Pick = itemgetter(*(places.get(name, self.width) for name in ENTRY))
        self.pick_work: Pick = itemgetter(*(places.get(name, self.width) for name in WORK))


def read_own_rows(lines: Lines, delimiter: str, localize: Localize) -> Iterator[Read]:
    """Give a row, or what is wrong with it, for each record of our own CSV."""
    records = read_records(lines, delimiter)
    _, header = next(records)
    columns = Columns(header[: header.index(MARK)])
    for number, record in records:
        try:
            yield read_cells(number, match_cells(columns, record), columns, localize)
        except UsageError as error:
            yield Refused(number, error.message)


def check_columns(names: list[str]) -> None:
    """Raise UsageError where the columns are not those of `export log`."""
    other = next((name for name in names if name not in COLUMNS), None)
    if NEEDED - set(names) or other is not None:
        what = f"has a column '{other}'" if other is not None and not NEEDED - set(names) else "is another table"
        raise UsageError(
            f"This CSV is ours, but {what}: what comes back in is the table of `export log`.",
            "Take the column out, or say which columns to read with --map.",
        )
    if len(set(names)) < len(names):
        raise UsageError("This CSV has two columns of one name.", "Take one of them out.")


def match_cells(columns: Columns, record: list[str]) -> list[str]:
    """Give a record's cells, unguarded, and an empty one; UsageError where there are too few or too many."""
    width = columns.width
    if len(record) < width or any(record[width:]):
        held = f"cells for {len(record)} of" if len(record) < width else f"{len(record):,} cells for"
        raise UsageError(f"It has {held} {width + 1:,} columns.")
    record[width:] = [""]
    if "'" in "".join(record):
        return [cell[1:] if cell[:1] == "'" else cell for cell in record]
    return record


def read_cells(number: int, cells: list[str], columns: Columns, localize: Localize) -> Row:
    """Read what a record says of an entry."""
    key, short, day, at, text, tags, note, star, logged, zone = columns.pick_entry(cells)
    fields: Fields = {"text": check_cell(text, "The text")}
    row = Row(number, fields, columns.stated)
    time = read_instant(at, "The time", localize) if at else None
    fields["when"] = [read_iso_day(day), *(time or (None, None))]
    if note:
        fields["note"] = check_cell(note, "The note", breaks=True)
    if star not in ("", "0", "1"):
        raise UsageError("The star is neither 0 nor 1.")
    if star == "1":
        fields["star"] = True
    if tags:
        fields |= read_tag_cell(tags)
    if any(work := columns.pick_work(cells)):
        set_work(fields, dict(zip(WORK, work, strict=True)))
    if logged:
        instant, offset = time if time and logged == at else read_instant(logged, "The time under logged")
        row.logged = (instant, offset, check_cell(zone, "The zone"))
    if key:
        set_key(row, key)
    row.short = short if SHORT.fullmatch(short) else ""
    return finish_row(row)
