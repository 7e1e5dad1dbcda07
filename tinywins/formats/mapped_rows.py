"""Any CSV that comes in by a map: each record becomes an entry, its cells read as the map says."""

import re
from collections.abc import Iterator

from tinywins.domain.amounts import read_amount
from tinywins.domain.line import BREAKS
from tinywins.errors import UsageError
from tinywins.formats.csv_rows import read_records
from tinywins.formats.dates import read_foreign_day
from tinywins.formats.lines import Lines
from tinywins.formats.mapping import PERSON, Plan, find_columns, sniff
from tinywins.formats.rows import (
    LONGEST_AMOUNT,
    Fields,
    Localize,
    Read,
    Refused,
    Row,
    add_tag,
    check_cell,
    finish_row,
    read_instant,
    read_tag_words,
    set_key,
)

YES = frozenset(("x", "yes", "y", "true", "✓", "✔"))
NO = frozenset(("", "no", "n", "false", "-", "–"))
GROUPED = re.compile(r"[1-9]\d{0,2}\.\d{3}")  # a thousand and more, or a few with three decimals
SPLIT = str.maketrans(",;|", "   ")


class Mapped:
    """How the records of one file are read: its plan's columns, the order of its dates, its decimal sign."""

    __slots__ = ("decimal", "key", "localize", "order", "places", "stated")

    def __init__(
        self, places: list[tuple[str, int]], key: str, localize: Localize, order: str | None, decimal: str | None
    ) -> None:
        self.places = places
        self.key = key
        self.localize = localize
        self.order = order
        self.decimal = decimal
        targets = {"tags" if target == PERSON else target for target, _ in places}
        self.stated = frozenset(targets)

    def read(self, number: int, record: list[str]) -> Row:
        """Read a record."""
        most = max(place for _, place in self.places)
        if len(record) <= most:
            raise UsageError(f"It ends after cell {len(record):,}, and the map reads cell {most + 1:,}.")
        cells = {target: record[place].strip() for target, place in self.places if target != PERSON}
        fields: Fields = {"text": " ".join(join_lines(check_cell(cells.get("text", ""), "The text", breaks=True)))}
        row = Row(number, fields, self.stated)
        fields["when"] = self.read_when(cells)
        if note := cells.get("note"):
            fields["note"] = check_cell(note, "The note", breaks=True)
        for target, cell in cells.items():
            if target[0] in "+@":
                self.set_name(fields, target, cell)
        if tags := cells.get("tags"):
            read_tag_words(fields, tags.translate(SPLIT).split())
        for target, place in self.places:
            if target == PERSON:
                read_persons(fields, record[place])
        if key := cells.get("id"):
            set_key(row, key)
            row.key = row.key if row.is_own else f"{self.key}\x1f{row.key}"
        return finish_row(row)

    def read_when(self, cells: dict[str, str]) -> list[object]:
        """Read day and time of a record: the time alone, the day alone, or a time that lies on the day."""
        day, at = cells.get("day", ""), cells.get("at", "")
        if not day and not at:
            raise UsageError("The day is empty.")
        iso = read_foreign_day(day, self.order) if day else ""
        if not at:
            return [iso, None, None]
        if iso and len(at) <= 8:
            at = f"{iso}T{'0' if at[1:2] == ':' else ''}{at}"
        instant, offset = read_instant(at, "The time", self.localize)
        return [iso or at[:10], instant, offset]

    def set_name(self, fields: Fields, name: str, cell: str) -> None:
        """Set a tag by its cell: an amount, or yes and no in their usual signs."""
        word = cell.casefold()
        if word in NO:
            return
        if word in YES or name[0] == "@":
            if word not in YES:
                raise UsageError(f"'{cell[:40]}' under {name} is neither yes nor no.")
            add_tag(fields, name, None)
        else:
            add_tag(fields, name, read_foreign_amount(cell, name, self.decimal))


def join_lines(text: str) -> list[str]:
    """Give the lines of a cell without the blanks at their ends, so that they fit into one line."""
    for sign in BREAKS:
        text = text.replace(sign, "\n")
    return [line for each in text.split("\n") if (line := each.strip())]


def read_persons(fields: Fields, cell: str) -> None:
    """Set the persons that a cell names: between commas, semicolons or bars; blanks in a name become dashes."""
    for sign in ";|":
        cell = cell.replace(sign, ",")
    for name in cell.split(","):
        if word := "-".join(name.strip().removeprefix("@").split()):
            add_tag(fields, f"@{word}", None)


def read_foreign_amount(cell: str, name: str, decimal: str | None) -> int:
    """Read an amount into thousandths; what groups digits is read where the decimal sign is said."""
    if len(cell) > LONGEST_AMOUNT:
        raise UsageError(f"'{cell[:40]}…' under {name} has {len(cell):,} characters, which is no amount.")
    text = cell
    if decimal is None and GROUPED.fullmatch(cell):
        whole = cell.replace(".", "")
        raise UsageError(f"{name}: {cell} could be {whole} (--decimal comma) or {cell} (--decimal point).")
    if decimal is not None:
        point, group = (".", ",") if decimal == "point" else (",", ".")
        whole, sign, part = text.replace("\u00a0", group).replace("\u202f", group).replace(" ", group).partition(point)
        first, *groups = whole.split(group)
        if groups and (not 1 <= len(first) <= 3 or any(len(each) != 3 for each in groups)):
            raise UsageError(f"'{cell[:40]}' under {name} is no number with a decimal {decimal}.")
        text = "".join((first, *groups)) + (f".{part}" if sign else "")
    try:
        value, unit = read_amount(text)
    except UsageError as error:
        mend = " Say what the comma is: --decimal comma, or --decimal point." if "," in cell and not decimal else ""
        raise UsageError(f"{name}: {error.message}{mend}") from None
    if unit:
        raise UsageError(f"{name}: '{cell[:40]}' is not a number alone.")
    return value


def read_mapped_rows(
    lines: Lines, plan: Plan, localize: Localize, order: str | None, decimal: str | None
) -> Iterator[Read]:
    """Give a row, or what is wrong with it, for each record of a CSV that is read by a plan."""
    delimiter = sniff(lines.first.decode("utf-8", "surrogateescape"), plan)
    records = read_records(lines, delimiter)
    _, header = next(records)
    mapped = Mapped(find_columns(header, plan), plan.key, localize, order, decimal)
    for number, record in records:
        try:
            yield mapped.read(number, record)
        except UsageError as error:
            yield Refused(number, error.message)
