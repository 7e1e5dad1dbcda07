"""Which reader a file needs: our own JSON Lines and CSV, JSON Lines by hand, or any CSV with a map."""

from collections.abc import Iterator
from dataclasses import dataclass

from tinywins.errors import UsageError
from tinywins.formats.csv_rows import find_own, read_own_rows
from tinywins.formats.dates import ORDERS
from tinywins.formats.json_rows import read_json_rows
from tinywins.formats.lines import Lines
from tinywins.formats.mapped_rows import read_mapped_rows
from tinywins.formats.mapping import Plan, propose, read_plan
from tinywins.formats.rows import Localize, Read

DECIMALS = ("comma", "point")


@dataclass(frozen=True, slots=True)
class Foreign:
    """How a foreign CSV is to be read: its plan, the order of its dates and its decimal sign, None where not said."""

    plan: Plan
    order: str | None
    decimal: str | None


def read_foreign(plan: str | None, order: str | None, decimal: str | None) -> Foreign | None:
    """Read what was said of a foreign CSV; None where nothing was. UsageError where that is not enough, or no word."""
    for name, word, known in (("--dates", order, ORDERS), ("--decimal", decimal, DECIMALS)):
        if word is not None and word not in known:
            raise UsageError(f"{name} is no '{word[:40]}'.", f"It is {' or '.join(known)}.")
        if word is not None and plan is None:
            raise UsageError(f"{name} is about a CSV that is read with --map.", "Say which column is what: --map ...")
    return None if plan is None else Foreign(read_plan(plan), order, decimal)


def read_rows(lines: Lines, localize: Localize, foreign: Foreign | None) -> Iterator[Read]:
    """Give the rows of a file, one after the other, with what is wrong with those that cannot be kept."""
    header = lines.first.decode("utf-8", "surrogateescape")
    if not header:
        raise UsageError(f"{lines.name} is empty.", "CSV and JSON Lines can come in.")
    if lines.is_json():
        if foreign:
            raise UsageError(f"{lines.name} is JSON Lines, and --map is for CSV.", "Import it without --map.")
        return read_json_rows(lines, localize)
    if foreign:
        return read_mapped_rows(lines, foreign.plan, localize, foreign.order, foreign.decimal)
    delimiter = find_own(header)
    if not delimiter:
        raise propose(header, lines.name)
    return read_own_rows(lines, delimiter, localize)
