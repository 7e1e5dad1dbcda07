"""Watching a log: what others write is news, own writing is none, and another file in its place is noticed."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.workspaces import Person
from tinywins.storage.watching import CHANGED, GONE, REPLACED, SAME, Watch


@pytest.fixture
def mine(tmp_path: Path) -> Iterator[Person]:
    """Somebody with a log in a file."""
    person = Person(str(tmp_path))
    yield person
    person.close()


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Person]:
    """The same log, opened by another program of the same device."""
    person = Person(str(tmp_path))
    person.random.seed("other")
    yield person
    person.close()


def test_own_writing_is_no_news(mine: Person) -> None:
    """What the store itself writes changes nothing for its watch, once it has learnt of the file."""
    mine.log("First")
    watch = Watch(mine.store)
    mine.log("Second")
    assert watch.look() == SAME


def test_what_others_write_is_news_once(mine: Person, other: Person) -> None:
    """An entry from elsewhere is news at the next look, and no more at the one after."""
    mine.log("First")
    watch = Watch(mine.store)
    assert watch.look() == SAME
    other.log("From elsewhere")
    assert [watch.look(), watch.look()] == [CHANGED, SAME]
    assert sorted(mine.texts()) == ["First", "From elsewhere"]


def test_a_first_log_is_news(mine: Person, other: Person) -> None:
    """Where there was none, a log that another program makes is seen, and read."""
    watch = Watch(mine.store)
    assert [watch.look(), watch.look()] == [SAME, SAME]
    other.log("First")
    assert watch.look() == CHANGED
    assert mine.texts() == ["First"]


def test_a_log_that_is_gone_and_comes_back(mine: Person, tmp_path: Path) -> None:
    """A log that was moved away is said to be gone once; put back it has changed, and is read."""
    mine.log("First")
    watch = Watch(mine.store)
    away = tmp_path / "away.db"
    shutil.move(tmp_path / "tinywins.db", away)
    assert [watch.look(), watch.look()] == [GONE, SAME]
    shutil.move(away, tmp_path / "tinywins.db")
    assert watch.look() == CHANGED
    assert mine.texts() == ["First"]


def test_another_file_in_its_place_is_noticed(mine: Person, tmp_path: Path) -> None:
    """A backup that is moved over the log is another file: it is opened anew, and nothing goes to the old one."""
    mine.log("Kept in the copy")
    copy = tmp_path / "copy.db"
    shutil.copy(tmp_path / "tinywins.db", copy)
    mine.log("Not in the copy")
    watch = Watch(mine.store)
    shutil.move(copy, tmp_path / "tinywins.db")
    assert watch.look() == REPLACED
    assert mine.texts() == ["Kept in the copy"]
    assert watch.look() == SAME


def test_learning_takes_the_log_as_known(mine: Person) -> None:
    """After an act that made the log, learning of it leaves no news."""
    watch = Watch(mine.store)
    mine.log("First")
    watch.learn()
    assert watch.look() == SAME
