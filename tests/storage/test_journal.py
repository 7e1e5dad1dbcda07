"""The journal: nothing in it alters unseen, nothing is missing unseen, and what it does not know it keeps."""

import sqlite3
from itertools import pairwise
from typing import Any
from zlib import crc32

import pytest
from hypothesis import given, settings

from tests.builders import examples
from tests.services.workspaces import FRIDAY, Person
from tests.storage.deeds import TODAY, Deed, live, lives
from tests.storage.tables import deliver, read_changes, read_tables, rebuild_tables
from tinywins.domain.line import parse_line
from tinywins.services import entries, habits, views
from tinywins.services.logging import log
from tinywins.services.review_notes import write_note
from tinywins.services.tags import record_names
from tinywins.services.undo import redo, undo
from tinywins.storage import acts, check, entry_rows, fold, journal, projection
from tinywins.storage.schema import PROJECTION_KEYS

COLUMNS = ("device", "n", "act", "stamp", "thing", "thing_id", "fields", "crc")
LATER = 1_800_000_000_000


def put(person: Person, thing: str, thing_id: str, fields: fold.Fields, *, device: str = "b", n: int = 1) -> None:
    """Deliver one change of another device, as a program that knows more would write it."""
    put_at(person, person.read_stamp(), f"act-{device}-{n}", thing, thing_id, fields, device=device, n=n)


def put_at(
    person: Person,
    stamp: int,
    act: str,
    thing: str,
    thing_id: str,
    fields: fold.Fields,
    *,
    device: str,
    n: int = 1,
) -> None:
    """Deliver one change of another device, of a given act and stamp."""
    row = (device, n, act, stamp, thing, thing_id, fold.write_fields(fields))
    deliver(person.db, [(*row, journal.sum_change(*row))])


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("kind", ["other", "near", "longer"])
def test_sums_cover_every_column(person: Person, column: str, kind: str) -> None:
    """Whatever column of a change is altered, in whatever way, its checksum tells, and names the change."""
    person.log("One +run")
    person.log("Two +run=5.2")
    assert check.check_sums(person.db) == []
    value = person.db.execute(f"SELECT {column} FROM change WHERE n = 2").fetchone()[0]
    if isinstance(value, int):
        altered: Any = {"other": 7_777, "near": value ^ 1, "longer": value * 10}[kind]
    else:
        swapped = value[:-1] + chr(ord(value[-1]) ^ 1)
        altered = {"other": "x", "near": swapped, "longer": value + " "}[kind]
    person.db.execute(f"UPDATE change SET {column} = ? WHERE n = 2", (altered,))
    number = altered if column == "n" else 2
    device = altered if column == "device" else "a"
    assert check.check_sums(person.db) == [f"change {number} of device {device} is not as it was written"]


def test_sums_cover_bytes(person: Person) -> None:
    """A byte that is no UTF-8 any more is named like any other change of a row."""
    person.log("Café")
    person.db.execute("UPDATE change SET fields = CAST(replace(CAST(fields AS BLOB), X'C3A9', X'C329') AS TEXT)")
    assert check.check_sums(person.db) == ["change 1 of device a is not as it was written"]


def test_sum_is_crc_32() -> None:
    """The checksum is the CRC-32 of the columns' text, so that any program can check it."""
    text = "\x1f".join(("a", "7", "act", "12", "entry", "id", "{}"))
    assert journal.sum_change("a", 7, "act", 12, "entry", "id", "{}") == crc32(text.encode())


@pytest.mark.parametrize("gone", [1, 3, 5])
def test_gap_is_named(person: Person, gone: int) -> None:
    """A change that is missing, but for the newest ones, shows in the numbers of its device."""
    for number in range(6):
        person.log(f"Win {number}")
    assert check.check_numbers(person.db) == []
    person.db.execute("DELETE FROM change WHERE n <= ?", (gone,))
    assert check.check_numbers(person.db) == [f"{gone} of 6 changes of device a are missing"]


@settings(max_examples=examples(1) // 2)
@given(lives)
def test_numbers_and_stamps(lived: list[Deed]) -> None:
    """Numbers run without a gap; stamps rise with every act, though the clock stands still or goes back."""
    person = Person()
    live(person, lived)
    rows = person.db.execute("SELECT n, stamp, act, thing FROM change ORDER BY n").fetchall()
    assert [row[0] for row in rows] == list(range(1, len(rows) + 1))
    for (_, stamp, act, thing), (_, later, next_act, next_thing) in pairwise(rows):
        assert later > stamp or (later == stamp and act == next_act and "act" not in (thing, next_thing))
    person.close()


def test_stamp_goes_past_other_devices(person: Person) -> None:
    """An act here comes after all that is known, also where another device's clock is years ahead."""
    put(person, "entry", "x", {"note": "from ahead"})
    ahead = person.stamp + 10**11
    person.db.execute("UPDATE change SET stamp = ?", (ahead,))
    person.log("Here")
    assert person.db.execute("SELECT stamp FROM change WHERE device = 'a'").fetchone() == (ahead + 1,)


def test_undo_carries_the_act(person: Person) -> None:
    """Undo and redo write one row each, about the act and under its id, and are no acts of their own."""
    person.log("One")
    act = person.changes()[0][2]
    assert undo(person.ws).act == act
    assert redo(person.ws).act == act
    switches = [(row[2], row[4], row[5], row[6]) for row in person.changes()[1:]]
    assert switches == [(act, "act", act, '{"off":true}'), (act, "act", act, '{"off":false}')]


def test_one_row_undoes_many(person: Person) -> None:
    """Undoing an act of many entries is one row."""
    person.log("One")
    lines = entries.remove_entries(person.ws, [person.log(f"Win {number}").entry.short for number in range(20)])
    before = len(person.changes())
    undo(person.ws)
    assert len(lines) == 20
    assert len(person.changes()) == before + 1
    assert len(person.entries()) == 20


def test_fields_unknown_here_are_kept(person: Person) -> None:
    """What a newer program sets on an entry survives edits, undo and a rebuild, untouched."""
    entry = person.log("Ran +run").entry
    put(person, "entry", entry.id, {"mood": {"was": ["calm", 3]}, "note": "It rained"})
    entries.edit_entry(person.ws, entry.short, entries.Edit(text="Ran far"))
    undo(person.ws)
    changes = read_changes(person.db)
    with person.store.writing() as db:
        projection.rebuild(db)
    assert read_changes(person.db) == changes
    folded: fold.Fields = {}
    for *_, fields, off in acts.read_history(person.db, "entry", entry.id):
        folded.update({} if off else fields)
    assert folded["mood"] == {"was": ["calm", 3]}
    found = person.entries()[0]
    assert (found.text, found.note) == ("Ran", "It rained")


def test_things_unknown_here_are_kept(person: Person) -> None:
    """Goals of a newer program lie in the journal and disturb nothing, whether they are undone or not."""
    person.log("Ran +run")
    before = read_tables(person.db)
    put(person, "goal", "g-1", {"text": "Launch the shop", "by": "2027-03-01"})
    put(person, "setting", "new", {"tempo": "slow"}, n=2)
    assert read_tables(person.db) == before | {"setting": [("tempo", "slow")]}
    undo(person.ws, person.db.execute("SELECT act FROM change WHERE thing = 'entry'").fetchone()[0])
    assert person.texts() == []
    assert read_tables(person.db) == rebuild_tables(read_changes(person.db))
    assert person.ws.settings.day_start == 4


def test_change_before_birth(person: Person) -> None:
    """A change that arrives before its thing was born waits for it: entries, habits and names alike."""
    other = Person(device="b")
    other.add_habit("run")
    entry = other.log("Ran +run").entry
    other.stamp += 60_000
    entries.edit_entry(other.ws, entry.short, entries.Edit(note="far"))
    habits.edit_habit(other.ws, "run", traits=habits.Traits("km"))
    habits.remove_habit(other.ws, "run")
    rows = read_changes(other.db)
    for row in reversed(rows):
        deliver(person.db, [row])
    assert [found.note for found in person.entries()] == ["far"]
    assert read_tables(person.db) == read_tables(other.db)
    other.close()


def test_schedule_without_birth_sleeps(person: Person) -> None:
    """A change of a schedule whose birth is not here, or is undone, makes no habit and breaks nothing."""
    put(person, "schedule", "s-1", {"rule": "3/week"})
    put(person, "schedule", "s-2", {"name": "run", "rule": "daily"}, n=2)
    assert views.list_habits(person.ws) == []
    put(person, "schedule", "s-2", {"start": "2026-11-01"}, n=3)
    assert [habit.tag for habit in views.list_habits(person.ws)] == ["run"]


def test_ties_go_to_the_greater_device(person: Person) -> None:
    """Two devices that set one field at the same millisecond agree: the greater device id wins, however it arrives."""
    entry = person.log("Ran").entry
    for device in ("c", "b"):
        put_at(person, LATER, f"act-{device}", "entry", entry.id, {"note": f"from {device}"}, device=device)
    assert person.entries()[0].note == "from c"
    assert read_tables(person.db) == rebuild_tables(read_changes(person.db))


def test_ties_of_switches(person: Person) -> None:
    """Of two switches of one act at the same millisecond the greater device's wins too."""
    person.log("Ran")
    act = person.changes()[0][2]
    for device, off in (("c", False), ("b", True)):
        put_at(person, LATER, act, "act", act, {"off": off}, device=device)
    assert person.texts() == ["Ran"]
    assert read_tables(person.db) == rebuild_tables(read_changes(person.db))


def test_switches_of_acts_are_never_left_out(person: Person) -> None:
    """An undo is heard although the act that it switches is off: switching twice is where it began."""
    person.log("Ran")
    for _ in range(3):
        undo(person.ws)
        assert person.texts() == []
        redo(person.ws)
        assert person.texts() == ["Ran"]


def test_undone_entry_keeps_its_short_id(person: Person) -> None:
    """The short id of an entry whose birth is undone is never given to another, also after a rebuild."""
    entry = person.log("Ran").entry
    undo(person.ws)
    assert entry_rows.is_short_taken(person.db, entry.short)
    with person.store.writing() as db:
        projection.rebuild(db)
    assert entry_rows.is_short_taken(person.db, entry.short)


def test_received_change_must_be_whole(person: Person) -> None:
    """A change whose checksum is wrong is refused, and nothing of its batch is kept."""
    row = ("b", 1, "act", 5, "entry", "x", '{"note":"a"}')
    with pytest.raises(ValueError, match="change 2 of device b is not as it was written"), person.store.writing() as db:
        journal.receive(db, [(*row, journal.sum_change(*row)), ("b", 2, *row[2:], 12)])
    assert read_changes(person.db) == []


def test_received_twice_is_received_once(person: Person) -> None:
    """Changes that are here already are passed by, and touch nothing."""
    person.log("Ran +run")
    with person.store.writing() as db:
        assert journal.receive(db, read_changes(db)) == []


def write_items(person: Person) -> None:
    """Write a thing of every kind, a treat, and entries with what hangs on them."""
    things: list[tuple[str, fold.Fields]] = [
        ("goal", {"title": "Launch", "short": "abcd", "+shop": True}),
        ("phase", {"goal": "goal", "title": "Catalogue"}),
        ("step", {"goal": "goal", "title": "Take pictures"}),
        ("feedback", {"opened": [0, 0, FRIDAY], "text": "It hides"}),
        ("tweak", {"measure": ["orders", ""], "title": "Shorter subject"}),
        ("funnel", {"tags": ["visit", "order"], "name": "shop"}),
        ("focus", {"goal": "goal"}),
    ]
    with person.store.writing() as db:
        act = journal.start_act(db, person.make_id(), person.read_stamp())
        for kind, fields in things:
            journal.record(db, act, kind, kind, fold.write_fields(fields))
        record_names(db, act, {"run": {"treat": ["good coffee", 10, 0]}})
        projection.project(db, [("name", ""), *((kind, kind) for kind, _ in things)])
    lines = [parse_line("Took pictures"), parse_line("Called back")]
    log(person.ws, lines, work=[{"step": "step"}, {"moment": "customer"}])


@pytest.mark.parametrize("table", sorted(PROJECTION_KEYS.keys() - {"act_off", "entry_gone"}))
def test_altered_table_is_named(person: Person, table: str) -> None:
    """A row that is missing from any table that queries read is named by the check against the journal."""
    person.log("Ran +run +jog")
    habits.add_habit(person.ws, "run", traits=habits.Traits("km"))
    live(
        person,
        [("merge", 1, ["jog", "run"]), ("set", 2, [("day_start", "0")]), ("skip", 3, ["run", TODAY, "ill", False])],
    )
    write_note(person.ws, "week", TODAY - 4, "Reviews before lunch")
    write_items(person)
    assert check.check_projection(person.db) == []
    gone = person.db.execute(f"DELETE FROM {table}").rowcount
    what = f"1 row of {table} differs" if gone == 1 else f"{gone} rows of {table} differ"
    assert check.check_projection(person.db) == [f"{what} from what the journal says"]


def test_journal_columns_never_alter(person: Person) -> None:
    """The journal's table is the one that was agreed: its columns, their order and their types."""
    columns = [(row[1], row[2], bool(row[3])) for row in person.db.execute("PRAGMA table_info(change)")]
    kinds = ("TEXT", "INTEGER", "TEXT", "INTEGER", "TEXT", "TEXT", "TEXT", "INTEGER")
    assert columns == [(name, kind, True) for name, kind in zip(COLUMNS, kinds, strict=True)]
    with pytest.raises(sqlite3.IntegrityError):
        person.db.execute("INSERT INTO change VALUES ('a', 'one', '', 0, '', '', '', 0)")
