"""Notes of reviews: one line for each week, month or year, kept, replaced, taken away, and told of by undo."""

import pytest

from tests.builders import day, refusal
from tests.services.workspaces import FRIDAY, Person
from tests.storage.tables import deliver, read_changes, read_tables
from tinywins.domain.days import MAX_DAY, MIN_DAY, write_day
from tinywins.render.listing import say_deeds
from tinywins.services.review_notes import LONGEST_NOTE, write_note
from tinywins.services.undo import redo, undo
from tinywins.storage.reviews import read_note_before, read_review_note

MONDAY = day(FRIDAY) - 4
WEEK = write_day(MONDAY)


def read(person: Person, kind: str = "week", first: int = MONDAY) -> str:
    """Read a note."""
    return read_review_note(person.db, kind, write_day(first))


def test_a_note_is_kept_as_typed(person: Person) -> None:
    """A note is read back as it was typed, but for the blanks around it."""
    write_note(person.ws, "week", MONDAY, "  Réviews before  lunch: 100 % ")
    assert read(person) == "Réviews before  lunch: 100 %"
    assert read(person, "month") == read(person, first=MONDAY - 7) == ""


def test_the_same_note_is_no_act(person: Person) -> None:
    """Writing what is there already, or taking away what is not, writes nothing."""
    write_note(person.ws, "week", MONDAY, " ")
    assert person.changes() == []
    write_note(person.ws, "week", MONDAY, "Once")
    write_note(person.ws, "week", MONDAY, " Once ")
    assert len(person.changes()) == 1


def test_each_kind_has_its_own(person: Person) -> None:
    """A week, a month and a year that begin on one day have a note each; a note is replaced, or taken away."""
    first = day("2024-01-01")  # a Monday
    for kind in ("week", "month", "year"):
        write_note(person.ws, kind, first, f"of the {kind}")
    write_note(person.ws, "month", first, "another")
    write_note(person.ws, "year", first, "")
    assert [read(person, kind, first) for kind in ("week", "month", "year")] == ["of the week", "another", ""]
    assert len({row[5] for row in person.changes()}) == 3


@pytest.mark.parametrize("text", ["a\nb", "a\r\nb", "a\u2028b", "a\0b", "x" * (LONGEST_NOTE + 1), "\udc80"])
def test_what_is_no_line_is_refused(person: Person, text: str) -> None:
    """Several lines, more than 500 signs, and signs that no text holds are refused, with a next step."""
    error = refusal(write_note, person.ws, "week", MONDAY, text)
    assert error.message.endswith(".")
    assert error.hint
    assert person.changes() == []


def test_five_hundred_signs_fit(person: Person) -> None:
    """The longest note has 500 signs, whatever their bytes."""
    write_note(person.ws, "week", MONDAY, " " + "é" * LONGEST_NOTE)
    assert len(read(person)) == LONGEST_NOTE


def test_undo_goes_back_note_by_note(person: Person) -> None:
    """Undo gives back the note before, and redo the one after; each says which note of which time it was."""
    for text in ("One", "Two", ""):
        write_note(person.ws, "week", MONDAY, text)
    assert say_deeds(undo(person.ws)) == "removed the note of week 2026-11-16"
    assert read(person) == "Two"
    assert say_deeds(undo(person.ws)) == "wrote the note of week 2026-11-16"
    assert read(person) == "One"
    undo(person.ws)
    assert read(person) == ""
    for text in ("One", "Two", ""):
        redo(person.ws)
        assert read(person) == text


@pytest.mark.parametrize(("kind", "label"), [("month", "month 2026-11"), ("year", "year 2026")])
def test_undo_names_months_and_years(person: Person, kind: str, label: str) -> None:
    """A month is named by its year and month, a year by its year."""
    write_note(person.ws, kind, day("2026-11-01" if kind == "month" else "2026-01-01"), "x")
    assert say_deeds(undo(person.ws)) == f"wrote the note of {label}"


def test_the_note_before(person: Person) -> None:
    """The newest earlier note of the same kind is found, however long ago; those taken away are passed by."""
    assert read_note_before(person.db, "week", WEEK) is None
    for back, text in ((0, "now"), (7, ""), (21, "three weeks ago"), (28, "older")):
        write_note(person.ws, "week", MONDAY - back, text)
    write_note(person.ws, "month", MONDAY - 15, "a month's")
    assert read_note_before(person.db, "week", WEEK) == (write_day(MONDAY - 21), "three weeks ago")
    assert read_note_before(person.db, "month", WEEK) == (write_day(MONDAY - 15), "a month's")
    assert read_note_before(person.db, "year", WEEK) is None
    write_note(person.ws, "week", MONDAY - 7, "last week")
    assert read_note_before(person.db, "week", WEEK) == (write_day(MONDAY - 7), "last week")
    undo(person.ws)
    assert read_note_before(person.db, "week", WEEK) == (write_day(MONDAY - 21), "three weeks ago")


def test_the_calendar_s_ends(person: Person) -> None:
    """The first and the last week there are can have notes."""
    for first in (MIN_DAY, MAX_DAY - 4):
        write_note(person.ws, "week", first, "at the edge")
        assert read(person, first=first) == "at the edge"
    assert read_note_before(person.db, "week", write_day(MIN_DAY)) is None


def test_two_devices_write_one_note(person: Person) -> None:
    """A note that two devices wrote is one note: the later one holds on both, in whatever order they hear of it."""
    other = Person(device="b")
    write_note(person.ws, "week", MONDAY, "Here")
    other.stamp += 60_000
    write_note(other.ws, "week", MONDAY, "There")
    here, there = read_changes(person.db), read_changes(other.db)
    deliver(person.db, there)
    deliver(other.db, here)
    assert read(person) == read(other) == "There"
    assert read_tables(person.db) == read_tables(other.db)
    undo(other.ws)
    assert read(other) == "Here"
    other.close()
