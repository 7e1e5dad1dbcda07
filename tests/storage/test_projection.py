"""The projection is nothing but a fold of the journal: whatever was done, in whatever order it arrives."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import examples
from tests.services.workspaces import Person
from tests.storage.deeds import Deed, do, live, lives
from tests.storage.tables import deliver, read_changes, read_tables, rebuild_tables
from tinywins.storage import projection
from tinywins.storage.memory import open_memory

randoms = st.randoms(use_true_random=False)


@settings(max_examples=examples(3))
@given(lives)
def test_fold(lived: list[Deed]) -> None:
    """After any acts, undos and redos, every table equals, row for row, what folding the journal anew gives."""
    person = Person()
    live(person, lived)
    tables, changes = read_tables(person.db), read_changes(person.db)
    assert tables == rebuild_tables(changes)
    with person.store.writing() as db:
        projection.rebuild(db)
    assert (read_tables(person.db), read_changes(person.db)) == (tables, changes)
    person.close()


@settings(max_examples=examples(2))
@given(lives, randoms)
def test_order_of_arrival(lived: list[Deed], random: Random) -> None:
    """However the changes are shuffled, parted into batches and repeated, the tables come out the same."""
    person = Person()
    live(person, lived)
    changes = read_changes(person.db)
    arriving = changes + random.sample(changes, len(changes) // 4)
    random.shuffle(arriving)
    other = open_memory("elsewhere")
    while arriving:
        size = random.randint(1, max(1, len(changes) // 2))
        deliver(other, arriving[:size])
        del arriving[:size]
    assert read_changes(other) == changes
    assert read_tables(other) == read_tables(person.db)
    other.close()
    person.close()


@settings(max_examples=examples(2))
@given(lives, randoms)
def test_two_devices(lived: list[Deed], random: Random) -> None:
    """Two devices that hear of each other, in part on the way and of all at the end, hold the same tables."""
    both = {device: Person(device=device) for device in ("a", "b")}
    for deed in lived:
        device, other = random.choice([("a", "b"), ("b", "a")])
        do(both[device], deed)
        if random.random() < 0.2:
            news = read_changes(both[device].db)
            deliver(both[other].db, random.sample(news, random.randint(0, len(news))))
    for device, other in (("a", "b"), ("b", "a")):
        deliver(both[device].db, read_changes(both[other].db))
    changes = read_changes(both["a"].db)
    assert changes == read_changes(both["b"].db)
    assert read_tables(both["a"].db) == read_tables(both["b"].db) == rebuild_tables(changes)
    for person in both.values():
        person.close()


@settings(max_examples=examples(1) // 2)
@given(lives)
def test_many_days_at_once(lived: list[Deed]) -> None:
    """An act that touches many days counts whole tags again instead of single days, and comes to the same."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(projection, "MANY", 0)
        person = Person()
        live(person, lived)
        assert read_tables(person.db) == rebuild_tables(read_changes(person.db))
        person.close()
