"""Undo and redo: anything that was done can be taken back and put back, act by act."""

from collections.abc import Callable

import pytest

from tests.builders import refusal
from tests.services.workspaces import Person
from tests.storage.tables import Row, deliver, read_changes, read_tables, rebuild_tables
from tinywins.domain.line import Mention, parse_line
from tinywins.services import daybook, entries, habits, tags
from tinywins.services.logging import log
from tinywins.services.review_notes import write_note
from tinywins.services.settings import set_setting
from tinywins.services.undo import redo, undo


def read_state(person: Person) -> dict[str, list[Row]]:
    """Read all tables but the one that says which acts are off."""
    return {name: rows for name, rows in read_tables(person.db).items() if name not in ("act_off", "entry_gone")}


ACTS: dict[str, Callable[[Person], object]] = {
    "log": lambda person: person.log("Ran far +run=9 +new @ben"),
    "log many": lambda person: log(person.ws, [parse_line("One"), parse_line("Two +run")]),
    "done": lambda person: person.done("read"),
    "edit": lambda person: entries.edit_entry(
        person.ws, "last~1", entries.Edit((Mention("run", 1),), ("out",), "Jogged", "slowly", "-3", "08:00")
    ),
    "remove": lambda person: entries.remove_entries(person.ws, ["last", "last~1"]),
    "star": lambda person: entries.star_entry(person.ws, "last"),
    "save day": lambda person: daybook.save_day(person.ws, daybook.open_day(person.ws, person.ws.today()), "New +run"),
    "merge": lambda person: tags.merge_tags(person.ws, "run", "out"),
    "rename": lambda person: tags.rename_tag(person.ws, "run", "jog"),
    "unit": lambda person: tags.edit_tag(person.ws, "run", "km", "max"),
    "habit add": lambda person: habits.add_habit(
        person.ws, "run", habits.Plan("3/week"), None, habits.Traits("km", "after lunch")
    ),
    "habit edit": lambda person: habits.edit_habit(person.ws, "read", traits=habits.Traits("pages", "before bed")),
    "habit from": lambda person: habits.edit_habit(person.ws, "read", start=person.ws.today() - 9),
    "habit remove": lambda person: habits.remove_habit(person.ws, "read"),
    "set": lambda person: set_setting(person.ws, "day_start", "0"),
    "note": lambda person: write_note(person.ws, "week", person.ws.today(), "Reviews before lunch"),
}


def begin(person: Person) -> None:
    """Live a little."""
    person.add_habit("read")
    person.log("Ran +run=5 +out @anna", "yesterday")
    person.log("Read on +read", "yesterday")


@pytest.mark.parametrize("name", ACTS)
def test_every_act_turns_round(person: Person, name: str) -> None:
    """Whatever the act, undo gives back exactly what was there before, and redo what was there after."""
    begin(person)
    before = read_state(person)
    if name == "save day":
        person.log("Something today +run")
        before = read_state(person)
        book = daybook.open_day(person.ws, person.ws.today())
        daybook.save_day(person.ws, book, f"{next(iter(book.lines))} Jogged +out\nNew +run")
    else:
        ACTS[name](person)
    after = read_state(person)
    assert after != before
    for _ in range(2):
        assert undo(person.ws).off
        assert read_state(person) == before
        assert not redo(person.ws).off
        assert read_state(person) == after
    assert read_tables(person.db) == rebuild_tables(read_changes(person.db))


def test_back_to_the_beginning(person: Person) -> None:
    """Act by act everything is undone, newest first, and redone in order; beyond both ends there is nothing."""
    states = [read_state(person)]
    for number in range(6):
        person.log(f"Win {number} +run={number}")
        states.append(read_state(person))
    for state in states[-2::-1]:
        undo(person.ws)
        assert read_state(person) == state
    assert refusal(undo, person.ws).message == "There is nothing to undo."
    for state in states[1:]:
        redo(person.ws)
        assert read_state(person) == state
    assert refusal(redo, person.ws).message == "There is nothing to redo."


def test_redo_until_there_is_a_new_act(person: Person) -> None:
    """Redo puts back what was undone last, until something new is done; then an act is redone by its name."""
    for number in range(3):
        person.log(f"Win {number}")
    acts = [undo(person.ws).act for _ in range(2)]
    redo(person.ws)
    assert person.texts() == ["Win 1", "Win 0"]
    person.log("New")
    refusal(redo, person.ws)
    assert redo(person.ws, acts[0]).act == acts[0]
    assert person.texts() == ["New", "Win 2", "Win 1", "Win 0"]


def test_undo_goes_on_below_an_older_undone_act(person: Person) -> None:
    """An act that was undone by its name is passed by, and undo goes on with the one below it."""
    for number in range(3):
        person.log(f"Win {number}")
    middle = person.changes()[1][2]
    undo(person.ws, middle)
    assert person.texts() == ["Win 2", "Win 0"]
    undo(person.ws)
    undo(person.ws)
    assert person.texts() == []
    redo(person.ws)
    assert person.texts() == ["Win 0"]


def test_undo_of_an_older_act_keeps_newer_ones(person: Person) -> None:
    """Undoing an edit in the middle of a history leaves what was set later, field by field."""
    person.log("Ran +run=5")
    entries.edit_entry(person.ws, "last", entries.Edit(text="Jogged", note="why"))
    middle = person.changes()[-1][2]
    entries.edit_entry(person.ws, "last", entries.Edit(text="Walked"))
    undo(person.ws, middle[-8:])
    entry = person.entries()[0]
    assert (entry.text, entry.note) == ("Walked", "")
    redo(person.ws, middle[-8:])
    assert person.entries()[0].note == "why"


def test_undo_of_the_birth(person: Person) -> None:
    """An entry whose birth is undone is gone, whatever was changed later, and comes back with those changes."""
    person.log("Ran")
    birth = person.changes()[0][2]
    entries.edit_entry(person.ws, "last", entries.Edit(text="Ran far"))
    undo(person.ws, birth)
    assert person.texts() == []
    redo(person.ws, birth)
    assert person.texts() == ["Ran far"]


def test_named_acts(person: Person) -> None:
    """An act is named by the end of its id; twice the same way is refused, as is what names none."""
    person.log("Ran")
    act = person.changes()[0][2]
    assert undo(person.ws, act[-12:].upper()).act == act
    assert refusal(undo, person.ws, act[-8:]).message == f"The act {act[-8:]} is undone already."
    redo(person.ws, act)
    assert refusal(redo, person.ws, act[-8:]).message == f"The act {act[-8:]} is not undone."
    for typed in ("abc", "xyzw", "%%%%", "____", ""):
        assert "is not an act" in refusal(undo, person.ws, typed).message
    assert refusal(undo, person.ws, "0" * 12).message == "There is no act 000000000000."


def test_acts_that_end_alike(person: Person) -> None:
    """Where several acts end so, longer endings are offered."""
    ws = person.ws
    ids = ["0-1111-aaaa-bcde", "0-2222-aaaa-bcde"]
    for act in ids:
        queue = [act, f"0000000{act[2:6]}7000-8000-00000000{act[2:6]}"]
        ws.new_id = lambda queue=queue: queue.pop(0)  # type: ignore[misc]
        log(ws, [parse_line("Ran")])
    error = refusal(undo, ws, "bcde")
    assert error.message == "bcde could be 2 acts."
    assert undo(ws, ids[0]).act == ids[0]


def test_undo_is_of_this_device(person: Person) -> None:
    """Undo takes back what was done here; what came from elsewhere is undone by its name, and heard there."""
    person.log("Here")
    other = Person(device="b")
    other.stamp += 10**6
    other.log("There")
    act = other.changes()[0][2]
    deliver(person.db, read_changes(other.db))
    undo(person.ws)
    assert person.texts() == ["There"]
    refusal(undo, person.ws)
    undo(person.ws, act)
    assert person.texts() == []
    deliver(other.db, read_changes(person.db))
    assert other.texts() == []
    assert read_tables(other.db) == read_tables(person.db)
    other.close()


def test_what_was_undone_is_told(person: Person) -> None:
    """Undo says what the act had done, thing by thing."""
    begin(person)
    told = {}
    for name in ("log many", "edit", "remove", "merge", "habit remove", "habit from", "set"):
        ACTS[name](person)
        told[name] = [(deed.verb, deed.thing, deed.label.partition(" (")[0]) for deed in undo(person.ws).deeds]
    assert told == {
        "log many": [("logged", "entry", "One"), ("logged", "entry", "Two")],
        "edit": [("changed", "entry", "Jogged")],
        "remove": [("removed", "entry", "Read on"), ("removed", "entry", "Ran")],
        "merge": [("merged", "tag", "run into out")],
        "habit remove": [("removed", "habit", "read")],
        "habit from": [("changed", "habit", "read")],
        "set": [("set", "setting", "day_start 0")],
    }


def test_undone_change_does_not_name(person: Person) -> None:
    """An entry is told by the text that it has, not by one that was undone, also while it is gone."""
    person.log("Ran")
    entries.edit_entry(person.ws, "last", entries.Edit(text="Jogged"))
    undo(person.ws)
    short = person.entries()[0].short
    assert undo(person.ws).deeds[0].label == f"Ran ({short})"
    assert redo(person.ws).deeds[0].label == f"Ran ({short})"


def test_nothing_yet(person: Person) -> None:
    """Where nothing was done there is nothing to undo or redo, and nothing is written."""
    for verb in (undo, redo):
        refusal(verb, person.ws)
    assert person.changes() == []
