"""Whole journals: carried from one home to another they merge, in any order, to what a fold of all changes gives."""

import json
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import examples, refusal
from tests.services.imports import add_up, merge, write_out
from tests.services.workspaces import Person
from tests.storage.deeds import Deed, live, lives
from tests.storage.tables import read_changes, read_tables, rebuild_tables
from tinywins.services.undo import undo
from tinywins.services.views import list_habits


@pytest.fixture
def journal(person: Person) -> list[bytes]:
    """The lines of a journal of three acts."""
    person.add_habit("run")
    person.log("Along the river +run=5 @anna")
    person.log("Watered the plants")
    return write_out(person, "jsonl", "everything").splitlines(keepends=True)


def seal(change: dict[str, object]) -> bytes:
    """Write a change as if a program had made it, with a sum that fits."""
    from tinywins.storage.journal import sum_change

    head = [change[key] for key in ("device", "n", "act", "stamp", "thing", "id")]
    fields = json.dumps(change["fields"], ensure_ascii=False, separators=(",", ":"))
    return json.dumps(change | {"crc": sum_change(*head, fields)}).encode() + b"\n"  # type: ignore[call-arg,arg-type]


@settings(max_examples=examples(1))
@given(lives, lives, st.randoms(use_true_random=False))
def test_two_journals_merge_to_one(lived: list[Deed], other_lived: list[Deed], random: Random) -> None:
    """Two logs that take in each other's journal, and a third that takes both in any order, hold the same tables.

    Each change is read and counted once; to merge again, also in shuffled lines, adds nothing.
    """
    one, other, third = Person(), Person(device="b"), Person(device="c")
    live(one, lived)
    live(other, other_lived)
    mine, theirs = (write_out(each, "jsonl", "everything") for each in (one, other))
    news = {"a": len(read_changes(one.db)), "b": len(read_changes(other.db))}
    for person, data, device in ((one, theirs, "b"), (other, mine, "a")):
        if data:
            foretold, told = merge(person, data, dry_run=True), merge(person, data)
            assert (told.read, told.imported, told.written) == (news[device], news[device], True)
            assert (foretold.read, foretold.imported, foretold.written) == (news[device], news[device], False)
    for data in random.sample((mine, theirs), 2):
        if data:
            merge(third, data)
    changes, tables = read_changes(one.db), read_tables(one.db)
    assert read_changes(other.db) == read_changes(third.db) == changes
    assert read_tables(other.db) == read_tables(third.db) == tables == rebuild_tables(changes)
    both = (mine + theirs).splitlines(keepends=True)
    random.shuffle(both)
    if both:
        told = merge(third, b"".join(both))
        assert (told.here, told.imported, told.written, add_up(told)) == (len(both), 0, False, told.read)
    assert read_changes(third.db) == changes
    for person in (one, other, third):
        person.close()


def test_lines_may_come_in_any_order_and_twice(journal: list[bytes]) -> None:
    """Shuffled and doubled lines are the same journal; the dry run foretells the same counts."""
    lines = journal * 2
    Random(1).shuffle(lines)
    other = Person(device="b")
    for told in (merge(other, b"".join(lines), dry_run=True), merge(other, b"".join(lines))):
        assert (told.read, told.imported, told.here) == (len(lines), len(journal), len(journal))
    assert write_out(other, "jsonl", "everything") == b"".join(journal)
    other.close()


def test_acts_stay_what_they_were(person: Person, journal: list[bytes]) -> None:
    """An act that came can be undone by its id in the log that took it in, and its undo goes back the same way."""
    other = Person(device="b")
    merge(other, b"".join(journal))
    act = json.loads(journal[-1])["act"]
    undo(other.ws, act[-8:])
    assert other.texts() == ["Along the river"]
    merge(person, write_out(other, "jsonl", "everything"))
    assert person.texts() == ["Along the river"]
    other.close()


@pytest.mark.parametrize("place", range(3))
def test_a_changed_byte_is_noticed(journal: list[bytes], place: int) -> None:
    """Whichever byte of a line becomes another, the line is named, or the change is the same one: all or nothing."""
    other = Person(device="b")
    whole = b"".join(journal)
    line = journal[place]
    start = sum(map(len, journal[:place]))
    for at in range(start, start + len(line) - 1):
        data = whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]
        error = refusal(merge, other, data)
        assert f"Line {place + 1} of rows.txt is" in error.message or "missing" in error.message, error.message
        assert read_changes(other.db) == []
    other.close()


def test_a_gap_is_noticed(journal: list[bytes]) -> None:
    """A journal with a line cut out is refused, in a dry run too, and says how many changes are missing."""
    for place in range(len(journal) - 1):
        other = Person(device="b")
        data = b"".join(journal[:place] + journal[place + 1 :])
        for dry_run in (True, False):
            error = refusal(merge, other, data, dry_run=dry_run)
            assert f"of the {len(journal)} changes of device a, 1 are missing" in error.message
        assert read_changes(other.db) == []
        other.close()


def test_another_change_of_the_same_number_is_noticed(person: Person, journal: list[bytes]) -> None:
    """Where a restored log went on elsewhere, two changes bear one number: neither is lost, and nothing is written."""
    fork = Person()
    merge(fork, b"".join(journal[:-1]))
    fork.log("Otherwise")
    data, before = write_out(fork, "jsonl", "everything"), read_changes(person.db)
    for dry_run in (True, False):
        error = refusal(merge, person, data, dry_run=dry_run)
        assert f"change {len(journal)} of device a is another one here" in error.message
    twice = b"".join(journal) + data.splitlines(keepends=True)[-1]
    other = Person(device="b")
    for dry_run in (True, False):
        error = refusal(merge, other, twice, dry_run=dry_run)
        assert f"change {len(journal)} of device a" in error.message
    assert (read_changes(person.db), read_changes(other.db)) == (before, [])
    fork.close()
    other.close()


odd = st.recursive(
    st.none() | st.booleans() | st.integers(-(1 << 70), 1 << 70) | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)


@settings(max_examples=examples(2))
@given(st.integers(0, 30), st.sampled_from(("fields", "fields", "fields", "thing", "id", "n", "stamp")), odd, st.data())
def test_changes_that_no_program_wrote(place: int, key: str, value: object, data: st.DataObject) -> None:
    """A change whose sum fits and whose fields are nonsense is merged or refused; what is merged still folds."""
    person, other = Person(), Person(device="b")
    person.add_habit("run")
    person.log("Along the river +run=5 @anna")
    changes = [json.loads(line) for line in write_out(person, "jsonl", "everything").splitlines()]
    change = changes[place % len(changes)]
    if key == "fields":
        change["fields"] = change["fields"] | {data.draw(st.sampled_from(sorted(change["fields"]))): value}
    else:
        change[key] = value
    try:
        lines = b"".join(map(seal, changes))
    except (TypeError, UnicodeEncodeError, ValueError):
        lines = b"".join(json.dumps(each | {"crc": 0}).encode() + b"\n" for each in changes)
    before = read_tables(other.db)
    try:
        told = merge(other, lines)
    except Exception as error:
        assert type(error).__name__ == "UsageError", error
        assert read_tables(other.db) == before
        assert read_changes(other.db) == []
    else:
        assert told.written
        assert read_tables(other.db) == rebuild_tables(read_changes(other.db))
        other.entries()
        list_habits(other.ws)
        other.log("Life goes on +run=1")
        assert write_out(other, "csv") and write_out(other, "jsonl")
    person.close()
    other.close()
