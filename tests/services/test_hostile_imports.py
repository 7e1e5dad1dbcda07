"""Hostile files: whatever they hold is imported as it stands or refused with a sentence that names its line."""

import csv
import io
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import examples, refusal
from tests.services.imports import (
    OWN,
    add_up,
    bring,
    count_changes,
    read_entries,
    to_csv,
    to_lines,
    try_to_bring,
    write_out,
)
from tests.services.workspaces import FRIDAY, Person
from tests.storage.tables import read_changes, read_tables, rebuild_tables
from tinywins.formats.tables import MARK

CELLS = (
    "",
    FRIDAY,
    "2026-11-20T08:30:00.000+01:00",
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-12:00",
    "2026-W47-5T08:30",
    "run=5.2 @anna",
    "run run",
    "run=1e9",
    "run=-1",
    "@anna=2",
    "=cmd|' /C calc'!A0",
    "'=1+1",
    "''",
    'a "b" c',
    "two\nlines",
    "a\rb",
    "\0",
    "\x1b[2J\u202e",
    "\udcff",
    "x" * 4_001,
    "x" * 140_000,
    "1",
    "0",
    "well",
    "12345678-1234-1234-1234-123456789abc",
)
cells = st.one_of(st.sampled_from(CELLS), st.sampled_from(CELLS), st.text(max_size=6))
HEADERS = (OWN, OWN[:8], ("id", "day", "text", "tags"), (*OWN, "moment", "situation", "turned", "outcome", "settled"))
PLAN = "day=day,text=text,note=note,tags=tags,+visit=star,@person=zone,id=id"
columns = st.one_of(
    st.sampled_from(HEADERS),
    st.sampled_from(HEADERS).flatmap(st.permutations),
    st.lists(st.sampled_from((*OWN, "other", "")), max_size=8),
)
marks = st.sampled_from((MARK, MARK, MARK, "tinywins-csv 2", ""))
GOOD = {
    "day": FRIDAY,
    "text": "Good",
    "tags": "run=5.2",
    "star": "0",
    "moment": "snack",
    "situation": "Late",
    "turned": "well",
    "logged": "2026-11-20T08:30:00.000+01:00",
}
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | cells,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)
objects = st.dictionaries(st.sampled_from((*HEADERS[-1], "other")), values, max_size=2).map(
    lambda odd: {"day": FRIDAY, "text": "Good", "tags": {"run": 5.2}} | odd
)


@st.composite
def tables(draw: st.DrawFn) -> bytes:
    """Draw a CSV of good rows in which some columns, cells, ends and signs are as people and programs make them."""
    names = list(draw(columns))
    odd = st.dictionaries(st.integers(0, max(0, len(names) - 1)), cells, max_size=2)
    rows = [
        [changed.get(place, GOOD.get(name, "")) for place, name in enumerate(names)]
        for changed in draw(st.lists(odd, max_size=5))
    ]
    if rows and draw(st.integers(0, 4)) == 4:
        rows[0] = rows[0][:-1] if draw(st.booleans()) else [*rows[0], "one more"]
    delimiter = draw(st.sampled_from((",", ",", ";", "\t")))
    table = to_csv([[*names, draw(marks)], *([*row, ""] for row in rows)], delimiter)
    return table.replace(b"\r\n", draw(st.sampled_from((b"\r\n", b"\r\n", b"\n", b"\n", b"\r"))))


@st.composite
def mangled(draw: st.DrawFn) -> bytes:
    """Draw a file that was cut, to which bytes came, or of which some became others."""
    data = draw(st.one_of(tables(), tables(), st.lists(objects, max_size=4).map(to_lines)))
    random = Random(draw(st.integers(0, 1 << 32)))
    for way in draw(st.lists(st.sampled_from("bcdiz"), max_size=2)):
        place = random.randint(0, len(data))
        if way == "b":
            data = b"\xef\xbb\xbf" + data
        elif way == "c":
            data = data[:place]
        elif way == "d":
            data = data[:place] + data[place + random.randint(1, 9) :]
        else:
            odd = random.choice((b'"', b"\n", b"\0", b"\xff", b",", b"\r", b"'", b"{", b"\\u0000", random.randbytes(3)))
            data = data[:place] + odd + data[place + (way == "z") :]
    return data


@settings(max_examples=examples(4))
@given(mangled(), st.sampled_from((None, None, PLAN)), st.booleans(), st.booleans())
def test_any_file_is_imported_or_refused(data: bytes, plan: str | None, update: bool, skip: bool) -> None:
    """No file ends in anything but counts that add up or a sentence, and what is not written leaves no trace.

    Each refusal names a line of the file and ends in a full stop; what is written folds, and comes back from an export.
    """
    person = Person()
    person.log("Here already +run=5")
    before, changes = read_tables(person.db), count_changes(person)
    told = try_to_bring(person, data, plan, update=update, skip_refused=skip)
    if isinstance(told, Exception) or not told.written:
        assert (read_tables(person.db), count_changes(person)) == (before, changes)
    else:
        assert skip or not told.refused
        assert read_tables(person.db) == rebuild_tables(read_changes(person.db))
        other = Person(device="b")
        for form in ("csv", "jsonl"):
            assert not bring(other, write_out(person, form)).refused
            assert read_entries(other) == read_entries(person)
        other.close()
    if not isinstance(told, Exception):
        assert add_up(told) == told.read
        assert all(1 <= each.line <= data.count(b"\n") + 1 for each in told.refusals)
        assert all(each.reason.endswith((".", ")")) for each in told.refusals)
    person.close()


def test_a_refusal_names_the_line_where_its_row_begins(person: Person) -> None:
    """Lines are counted as an editor counts them, over cells of several lines, blank lines and a header on line 2."""
    rows = [("day", "text", "tags", "id", "note", MARK), (FRIDAY, "One", "", "", "two\nlines\r\nand more", "")]
    data = b"\r\n" + to_csv([*rows, ("2026-02-30", "Two", "", "", "a\nb", "")]) + b"\n\n" + to_csv([("x", "y")])
    told = bring(person, data)
    assert [each.line for each in told.refusals] == [6, 10]
    assert told.refusals[0].reason == "The day '2026-02-30' is no ISO date such as 2026-11-16."
    assert told.refusals[1].reason == "It has cells for 2 of 6 columns."
    data = b'\n\n{"day": "2026-11-20", "text": "One"}\n\n{"day": "2026-11-20"}\n[1]\n{"day'
    told = bring(person, data, skip_refused=True)
    assert [(each.line, each.reason) for each in told.refusals] == [
        (5, "There is neither a text nor a tag."),
        (6, "This is no JSON object."),
        (7, "This is no JSON (column 2)."),
    ]
    assert (told.imported, told.written, person.texts()) == (1, True, ["One"])


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"day": "2026-11-20", "text": "\xff"}', "The text is not valid UTF-8, so it could not be kept as typed."),
        (b'{"day": "2026-11-20", "text": "\\ud800"}', "The text is not valid UTF-8, so it could not be kept as typed."),
        (b'{"day": "2026-11-20", "text": "a\\u0000b"}', "The text holds a NUL character."),
        (b'{"day": "2026-11-20", "text": "x", "tags": {"a": 1e-99999999999999999999}}', "This is no JSON."),
        (b'{"day": "2026-11-20", "text": "x", "tags": {"a": NaN}}', "This is no JSON."),
        (b'{"day": "2026-11-20", "text": "x", "tags": {"a": 0.0001}}', "The amount of a has more than three decimals."),
        (b'{"day": "2026-11-20", "text": "x", "tags": {"a": -1}}', "The amount of a is negative, and amounts are not."),
        (b'{"day": "2026-11-20", "text": "x", "tags": ["a", "+A"]}', "+a stands twice."),
        (b'{"day": "2026-11-20", "text": "x", "tags": {"@a": 1}}', "@a is a person, who has no amount."),
        (b'{"day": "2026-11-20", "text": "x", "id": 1.5}', "The id is no text."),
        (b'{"day": "2026-11-20", "text": "x", "star": 1}', "The star is neither true nor false."),
        (b"[" * 100_000, "The line nests deeper than any row does."),
        (b'{"day": "2026-11-20", "id": ' + b"9" * 5_000 + b"}", "This is no JSON."),
        (b'{"day": "2026-11-20", "outcome": "x"}', "There is something under outcome, and no kind of moment."),
        (b'{"day": "2026-11-20", "step": "s1"}', "The step 's1' is no id as `export log` writes it."),
    ],
)
def test_json_that_cannot_be_kept(person: Person, line: bytes, reason: str) -> None:
    """What no entry can hold is refused with its reason, and keeps the good line beside it out."""
    told = bring(person, b'{"day": "2026-11-20", "text": "Good"}\n' + line + b"\n")
    assert [(each.line, each.reason) for each in told.refusals] == [(2, reason)]
    assert (told.imported, told.refused, told.written, person.texts()) == (1, 1, False, [])


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "rows.txt is empty."),
        (b"\n \n", "rows.txt is empty."),
        (b"SQLite format 3\0...", "rows.txt is a database, and not a table."),
        (b"PK\x03\x04...", "rows.txt is an archive or a spreadsheet."),
        ("day,text".encode("utf-16"), "rows.txt is UTF-16, and not UTF-8."),
        (b"\x1f\x8b\x08", "rows.txt is compressed."),
        (b"a\0b\n", "rows.txt is no text: its first line holds NUL bytes."),
        (b"x" * 1_000_001, "Line 1 of rows.txt is longer than 1 MB, which no row is."),
        (b"Some words\n", "rows.txt is neither CSV nor JSON Lines that can be read."),
        (b"id,day,text,tags,tinywins-csv 9\n", "This file is 'tinywins-csv 9', which a newer tinywins wrote"),
        (b"id,id,day,text,tags,tinywins-csv 1\n", "This CSV has two columns of one name."),
        (b"id,day,text,tags,mood,tinywins-csv 1\n", "This CSV is ours, but has a column 'mood'"),
        (b"habit,rule,tinywins-csv 1\n", "This CSV is ours, but is another table"),
        (b'id,day,text,tags,tinywins-csv 1\n,2026-11-20,"a,,\n', "From line 2 on, rows.txt is no CSV: a quoted cell"),
        (b'id,day,text,tags,tinywins-csv 1\n,2026-11-20,"a"b,,\n', "From line 2 on, rows.txt is no CSV: "),
        (b"id,day,text,tags,tinywins-csv 1\n,2026-11-20," + b"x" * 131_073 + b",,\n", "a cell is longer than 131,072"),
        (b"Datum;Was\n", "rows.txt is a CSV with the columns Datum, Was; which is what is not said."),
    ],
)
def test_files_that_are_no_rows(person: Person, data: bytes, says: str) -> None:
    """A file that cannot be read as rows is refused whole, with what it is and what to do."""
    person.log("Here already")
    before = read_changes(person.db)
    error = refusal(bring, person, data)
    assert says in error.message
    assert error.hint
    assert read_changes(person.db) == before


@pytest.mark.parametrize("ends", [b"\n", b"\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_what_spreadsheets_make_of_our_csv_is_read(person: Person, ends: bytes, mark: bytes, delimiter: str) -> None:
    """A byte order mark, other line ends, another delimiter, or an empty row at the end: the entries are the same."""
    person.log("=1+1 +run=5.2 @anna", note="a,b;c\td")
    person.log('Say "so"')
    rows = csv.reader(io.StringIO(write_out(person, "csv").decode(), newline=""))
    table = to_csv([*rows, [""] * 23], delimiter).replace(b"\r\n", ends)
    other = Person(device="b")
    assert bring(other, mark + table).imported == 2
    assert read_entries(other) == read_entries(person)
    other.close()
