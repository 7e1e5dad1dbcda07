"""Tables as CSV or JSON Lines.

Our CSV carries `tinywins-csv 1` as the name of its last, empty column, so that an importer knows that its text
cells are guarded: one that begins with a sign that spreadsheets take for a formula, or with ', has a ' before it.
"""

import csv
import json
from collections.abc import Iterable, Sequence
from typing import TextIO

MARK = "tinywins-csv 1"
FORMULA_SIGNS = "=+-@\t\r\n\0'"


def guard_cell(text: str) -> str:
    """Put a ' before a text cell that a spreadsheet could run as a formula (OWASP; CWE-1236)."""
    return f"'{text}" if text[:1] and text[0] in FORMULA_SIGNS else text


def guard_row(row: Sequence[object]) -> list[object]:
    """Guard the text cells of a row, and give each row the empty cell under the format's name."""
    return [*(guard_cell(cell) if isinstance(cell, str) else cell for cell in row), ""]


def write_csv(stream: TextIO, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write rows, guarded where they need it, as CSV; the stream must not translate line ends."""
    writer = csv.writer(stream)
    writer.writerow([*columns, MARK])
    writer.writerows(rows)


def write_json_lines(stream: TextIO, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write rows as JSON objects, a line each."""
    for row in rows:
        stream.write(json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False) + "\n")
