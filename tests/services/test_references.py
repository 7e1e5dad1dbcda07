"""References: `last`, `last~1` and short ids mean one entry, and ask where they could mean two."""

import pytest

from tests.builders import refusal
from tests.services.test_logging import log_with_ids
from tests.services.workspaces import Person, colliding_ids
from tests.storage.tables import deliver, read_changes
from tinywins.domain.ids import LONGEST, short_code
from tinywins.services.entries import Edit, edit_entry, remove_entries, show_entry, star_entry
from tinywins.services.references import find_entry
from tinywins.services.undo import redo, undo


def text_of(person: Person, reference: str) -> str:
    """Give the text of the entry that is meant."""
    entry, _ = show_entry(person.ws, reference)
    assert entry is not None
    return entry.text


def test_last(person: Person) -> None:
    """`last` is the entry logged last, whatever its day, and `last~1` the one before; an edit makes none the last."""
    for number, on in enumerate(("today", "-5", "today", "-2")):
        person.log(f"Win {number}", on)
    assert [text_of(person, f"last~{back}") for back in range(4)] == ["Win 3", "Win 2", "Win 1", "Win 0"]
    edit_entry(person.ws, "last~3", Edit(note="edited last"))
    assert text_of(person, "last") == text_of(person, " LAST ") == text_of(person, "last~0") == "Win 3"
    refusal(find_entry, person.db, "last~4")


def test_last_is_living(person: Person) -> None:
    """An entry that is removed, or whose act is undone, is not the last; brought back it is again."""
    for number in range(3):
        person.log(f"Win {number}")
    remove_entries(person.ws, ["last"])
    assert text_of(person, "last") == "Win 1"
    undo(person.ws)
    assert text_of(person, "last") == "Win 2"
    undo(person.ws)
    assert text_of(person, "last") == "Win 1"
    redo(person.ws)
    assert text_of(person, "last") == "Win 2"


def test_last_is_of_this_device(person: Person) -> None:
    """What another device logged, however new it is, is not the last here."""
    person.log("Here")
    other = Person(device="b")
    other.stamp += 10**9
    other.log("There")
    deliver(person.db, read_changes(other.db))
    assert text_of(person, "last") == "Here"
    refusal(find_entry, person.db, "last~1")
    other.close()


@pytest.mark.parametrize("length", [4, 5, 8, LONGEST])
def test_short_ids(person: Person, length: int) -> None:
    """An entry is found by its short id and by every longer form of it, in either case."""
    entry = person.log("Ran").entry
    person.log("Other")
    code = short_code(entry.id, length)
    assert find_entry(person.db, code) == find_entry(person.db, code.upper()) == entry.id


def test_beginning_of_an_id(person: Person) -> None:
    """Two or three first signs are enough where only one entry has them."""
    entry = person.log("Ran").entry
    assert find_entry(person.db, entry.short[:2]) == find_entry(person.db, entry.short[:3]) == entry.id


@pytest.mark.parametrize("typed", ["", "a", "b7k2?", "b 7k2", "last~x", "last~-1", "last~", "last~1.5", "é777", "la~1"])
def test_what_is_no_reference(person: Person, typed: str) -> None:
    """What cannot be a reference is refused, also where an entry is there."""
    person.log("Ran")
    refusal(find_entry, person.db, typed)


def test_unknown_and_removed(person: Person) -> None:
    """An id that nothing has is refused; that of a removed entry says so, and shows its history."""
    entry = person.log("Ran").entry
    error = refusal(find_entry, person.db, "a" + entry.short[1:3] + "zz")
    assert error.hint == "tinywins list shows the ids."
    remove_entries(person.ws, ["last"])
    error = refusal(find_entry, person.db, entry.short)
    assert error.message == f"The entry {entry.short} was removed."
    assert find_entry(person.db, entry.short, gone=True) == entry.id


def collide(person: Person, signs: int) -> tuple[str, list[str]]:
    """Let two devices each make an entry whose ids share so many signs; give the short id and the whole ids."""
    ids = colliding_ids(2, signs)
    here = log_with_ids(person, ["act-1", ids[0]], 1)[0].entry
    other = Person(device="b")
    there = log_with_ids(other, ["act-2", ids[1]], 1)[0].entry
    assert here.short == there.short
    deliver(person.db, read_changes(other.db))
    other.close()
    return here.short, ids


@pytest.mark.parametrize("signs", [4, 7, LONGEST - 1])
def test_ambiguous_ids_offer_longer_forms(person: Person, signs: int) -> None:
    """Where two devices gave one short id, both are offered in longer forms, and each of these means one entry."""
    short, ids = collide(person, signs)
    error = refusal(star_entry, person.ws, short)
    assert error.message == f"{short} could be any of 2 entries."
    forms = error.hint.removeprefix("Write ").split(" or ")
    assert [len(form) for form in forms] == [signs + 1] * 2
    assert [find_entry(person.db, form) for form in forms] == sorted(ids)


def test_ambiguous_until_one_is_removed(person: Person) -> None:
    """Where of two entries with one short id one is removed, the id means the other."""
    short, ids = collide(person, 4)
    remove_entries(person.ws, [short_code(ids[0], 6)])
    assert find_entry(person.db, short) == ids[1]
    refusal(find_entry, person.db, short, gone=True)


def test_own_code_comes_first(person: Person) -> None:
    """A short id stays its entry's, although that of a later entry begins with it."""
    ids = colliding_ids(2, 4)
    made = log_with_ids(person, ["act-1", ids[0], "act-2", ids[1]], 2)
    shorts = [logged.entry.short for logged in made]
    assert shorts[1].startswith(shorts[0])
    assert [find_entry(person.db, short) for short in shorts] == ids
