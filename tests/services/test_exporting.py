"""Export: rows made by SQLite say the same as the entries, whatever these hold."""

import json
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import day, examples, refusal
from tests.services.workspaces import FRIDAY, Person
from tinywins.domain.amounts import write_amount
from tinywins.domain.days import write_day
from tinywins.domain.entries import Entry
from tinywins.domain.line import Line, Mention
from tinywins.domain.names import is_person
from tinywins.formats.tables import guard_cell
from tinywins.render.data import entry_data
from tinywins.services.exporting import KINDS, export
from tinywins.services.logging import When, log
from tinywins.services.tags import edit_tag, merge_tags
from tinywins.storage.export_rows import WORK

TODAY = day(FRIDAY)
texts = st.text(max_size=12).filter(lambda text: "\0" not in text) | st.sampled_from(("=1+1", "-40%", "'", "\tx", "@a"))
names = st.lists(
    st.builds(Mention, st.sampled_from(("run", "jog", "café")), st.sampled_from((None, 0, 1, 1_500, 10**12 - 1)))
    | st.just(Mention("@anna")),
    max_size=3,
    unique_by=lambda mention: mention.name,
)
instants = st.none() | st.integers(-(10**12), 4 * 10**12)
offsets = st.integers(-720, 840)
logged = st.tuples(texts, texts, names, st.integers(0, 30), instants, offsets)
Logged = tuple[str, str, list[Mention], int, int | None, int]


def write(person: Person, entries: list[Logged]) -> list[Entry]:
    """Log entries as they come, and give them oldest first."""
    for text, note, mentions, ago, at, offset in entries:
        person.moment.offset = offset
        log(person.ws, [Line(text, mentions)], When(TODAY - ago, at, None if at is None else offset), note)
    person.moment.offset = 0
    edit_tag(person.ws, "café", "cups", "last")
    return person.entries()[::-1] if len(entries) <= 20 else []


def read_instants(row: dict[str, Any]) -> dict[str, Any]:
    """Give a row with its instants read, for they may be written with or without a fraction."""
    read = {key: datetime.fromisoformat(row[key]) for key in ("at", "logged") if row[key]}
    return row | read | {"offsets": [instant.utcoffset() for instant in read.values()]}


@settings(max_examples=examples(1))
@given(st.lists(logged, max_size=6))
def test_log(entries: list[Logged]) -> None:
    """Each entry is a row, oldest first; as JSON it is what `list --json` gives, as CSV the same in guarded cells."""
    person = Person()
    expected = write(person, entries)
    for kind in ("log", "wins"):
        wanted = [entry for entry in expected if entry.win or kind == "log"]
        rows = [json.loads(str(row[0])) for row in export(person.ws, kind, [], None, None, json=True).rows]
        read = [json.loads(json.dumps(entry_data(entry))) for entry in wanted]
        assert [read_instants(row) for row in rows] == [read_instants(row) for row in read]
        table = export(person.ws, kind, [], None, None, json=False)
        cells = [dict(zip(table.columns, row[:-1], strict=True)) for row in table.rows]
        for row, entry in zip(cells, wanted, strict=True):
            assert (row["id"], row["short"], row["day"]) == (entry.id, entry.short, write_day(entry.day))
            assert (row["text"], row["note"]) == (guard_cell(entry.text), guard_cell(entry.note))
            assert row["tags"] == guard_cell(" ".join(write_tag(*tag) for tag in entry.tags))
            assert (row["star"], row["win"]) == (0, int(entry.win))
            assert {row[name] or "" for name in WORK} == {""}
    person.close()


def write_tag(name: str, amount: int | None) -> str:
    """Write a tag as a cell holds it."""
    return name if amount is None else f"{name}={write_amount(amount)}"


@settings(max_examples=examples(1) // 2)
@given(st.lists(logged, min_size=1, max_size=5))
def test_amounts(entries: list[Logged]) -> None:
    """Each entry and tag is a row, under the tag's present name and with its unit; amounts are exact."""
    person = Person()
    expected = write(person, [*entries, ("", "", [Mention("run"), Mention("jog")], 0, None, 0)])
    merge_tags(person.ws, "jog", "run")
    pairs = [(entry.short, *tag) for entry in expected for tag in entry.tags]
    table = export(person.ws, "amounts", [], None, None, json=False)
    rows = [dict(zip(table.columns, row[:-1], strict=True)) for row in table.rows]
    assert [row["short"] for row in rows] == [short for short, _, _ in pairs]
    for row, (_, name, amount) in zip(rows, pairs, strict=True):
        tag = {"jog": "run"}.get(name, name)
        assert row["tag"] == (f"'{tag}" if is_person(tag) else tag)
        assert row["amount"] == (None if amount is None else write_amount(amount))
        assert row["unit"] == ("cups" if tag == "café" else "")
    person.close()


def test_days(person: Person) -> None:
    """Each habit and day from its start to today is a row, with the first day of its slot and that slot's mark."""
    person.add_habit("gym", "2/week", TODAY - 9)
    person.add_habit("run", "wed,fri", TODAY - 3)
    person.log_days("+gym=1.5", [TODAY - 8, TODAY - 7])
    person.log_days("+run", [TODAY - 1, TODAY])
    rows = [row[:6] for row in export(person.ws, "days", [], None, None, json=True).rows]
    assert rows[:3] == [
        ("gym", "2026-11-11", "2026-11-11", "done", 0, 0),
        ("gym", "2026-11-12", "2026-11-11", "done", 1, 1.5),
        ("gym", "2026-11-13", "2026-11-11", "done", 1, 1.5),
    ]
    assert rows[9] == ("gym", "2026-11-20", "2026-11-16", "pending", 0, 0)
    assert rows[10:] == [
        ("run", "2026-11-17", None, None, 0, 0),
        ("run", "2026-11-18", "2026-11-18", "missed", 0, 0),
        ("run", "2026-11-19", None, None, 1, 1),
        ("run", "2026-11-20", "2026-11-20", "done", 1, 1),
    ]
    narrowed = list(export(person.ws, "days", ["+run"], "2026-11-19", "yesterday", json=False).rows)
    assert narrowed == [("run", "2026-11-19", "", "", 1, "1", "", "")]


def test_habits(person: Person) -> None:
    """Each habit is a row with its rule and its numbers."""
    person.log_days("+run=5", [TODAY - 1, TODAY])
    person.add_habit("run")
    edit_tag(person.ws, "run", "km", None)
    table = export(person.ws, "habits", [], None, None, json=False)
    row = dict(zip(table.columns, next(table.rows), strict=False))
    assert row.items() >= {"habit": "run", "rule": "daily", "unit": "km", "since": "2026-11-19", "streak": 2}.items()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("json", [True, False])
def test_narrowed_down(person: Person, kind: str, json: bool) -> None:
    """Every table is narrowed down by tags and days, and what is no tag is refused."""
    person.add_habit("run", "daily", TODAY - 9)
    person.log_days("Ran +run +out", [TODAY - 9, TODAY - 5, TODAY])
    person.log_days("Read +read", [TODAY - 5])
    days = (None, None) if kind == "habits" else ("-6", "-1")  # a table of habits is as of today
    rows = list(export(person.ws, kind, ["+run"], *days, json=json).rows)
    assert len(rows) == {"log": 1, "wins": 1, "amounts": 1, "days": 6, "habits": 1}[kind]
    refusal(export, person.ws, kind, ["run"], None, None, json=json)
    refusal(export, person.ws, kind, ["+piano"], None, None, json=json)


def test_unknown_kind(person: Person) -> None:
    """For a mistyped kind the nearest is offered."""
    assert refusal(export, person.ws, "win", [], None, None, json=False).hint == "Did you mean wins?"
    assert refusal(export, person.ws, "all", [], None, None, json=False).hint.startswith("There are log, wins")
