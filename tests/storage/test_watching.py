"""Watching a log: what others write is news, own writing is none, and another file in its place is noticed."""

import fcntl
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.services.workspaces import Person
from tinywins.errors import StorageError
from tinywins.storage.connect import is_held
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


def test_what_others_write_before_an_own_act_is_learnt_as_news(mine: Person, other: Person) -> None:
    """Learning says whether another wrote meanwhile; an own act alone is no news."""
    mine.log("First")
    watch = Watch(mine.store)
    mine.log("Second")
    assert not watch.learn()
    other.log("From elsewhere")
    mine.log("Third")
    assert watch.learn()
    assert watch.look() == SAME


def test_another_file_is_not_learnt_of(mine: Person, tmp_path: Path) -> None:
    """A file that took the log's place during an act is news at the next look."""
    mine.log("First")
    copy = tmp_path / "copy.db"
    shutil.copy(tmp_path / "tinywins.db", copy)
    watch = Watch(mine.store)
    mine.log("Second")
    shutil.move(copy, tmp_path / "tinywins.db")
    assert watch.learn()
    assert watch.look() == REPLACED


def test_a_broken_file_in_its_place_is_an_error_at_each_look(mine: Person, tmp_path: Path) -> None:
    """What cannot be read is never taken as known; when it can be read again, it was replaced."""
    mine.log("First")
    copy, broken = tmp_path / "copy.db", tmp_path / "broken.db"
    shutil.copy(tmp_path / "tinywins.db", copy)
    broken.write_bytes(b"not a database, " * 200)
    watch = Watch(mine.store)
    shutil.move(broken, tmp_path / "tinywins.db")
    for _ in range(2):
        with pytest.raises(sqlite3.DatabaseError, match="not a database"):
            watch.look()
    shutil.move(copy, tmp_path / "tinywins.db")
    assert [watch.look(), watch.look()] == [REPLACED, SAME]


def test_the_same_file_after_a_broken_one_is_news(mine: Person, tmp_path: Path) -> None:
    """The log itself, put back in the place of a broken file, has changed for whoever watches it."""
    mine.log("First")
    watch = Watch(mine.store)
    path, away = tmp_path / "tinywins.db", tmp_path / "away.db"
    path.rename(away)
    path.write_bytes(b"not a database, " * 200)
    with pytest.raises(sqlite3.DatabaseError, match="not a database"):
        watch.look()
    away.rename(path)
    assert [watch.look(), watch.look()] == [CHANGED, SAME]


def test_a_file_of_something_else_is_an_error_at_each_read(mine: Person, tmp_path: Path) -> None:
    """A database of another program is refused each time it is opened, and is not read by mistake at the second."""
    with closing(sqlite3.connect(tmp_path / "tinywins.db")) as db:
        db.execute("CREATE TABLE other (x)")
    for _ in range(2):
        with pytest.raises(StorageError, match="is not a tinywins log"):
            mine.store.reader()


@pytest.mark.parametrize("fresh", [False, True])
def test_a_look_waits_for_nobody(mine: Person, tmp_path: Path, fresh: bool) -> None:
    """While another program has the log alone all counts as it was, and what it did is news afterwards."""
    mine.log("First")
    watch = Watch(mine.store)
    if fresh:
        mine.store.close()
    with closing(sqlite3.connect(tmp_path / "tinywins.db", isolation_level=None)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        holder.execute("UPDATE entry SET note = 'changed'")
        begun = time.monotonic()
        assert watch.look() == SAME
        assert time.monotonic() - begun < 0.3
        holder.execute("COMMIT")
    assert fresh or watch.look() == CHANGED


def test_a_store_with_little_patience_gives_up_soon(mine: Person, tmp_path: Path) -> None:
    """An act that meets the lock, or a database that another has alone, is given up within a second."""
    mine.log("First")
    mine.store.patience = 0.2
    begun = time.monotonic()
    with (tmp_path / "tinywins.lock").open("r+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(StorageError, match="Another program is writing"):
            mine.log("Second")
    with closing(sqlite3.connect(tmp_path / "tinywins.db", isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(sqlite3.OperationalError) as caught:
            mine.log("Third")
        assert is_held(caught.value)
        holder.execute("ROLLBACK")
    assert time.monotonic() - begun < 1
    mine.log("Fourth")
    assert mine.texts() == ["Fourth", "First"]


def test_a_log_that_is_taken_away_is_not_begun_anew_unnoticed(mine: Person, tmp_path: Path) -> None:
    """An act that finds the log gone which it had read says so; the log put back goes on."""
    mine.log("First")
    (tmp_path / "tinywins.db").rename(tmp_path / "away.db")
    with pytest.raises(StorageError, match="was taken away meanwhile"):
        mine.log("Second")
    assert not (tmp_path / "tinywins.db").exists()
    (tmp_path / "away.db").rename(tmp_path / "tinywins.db")
    mine.log("Third")
    assert mine.texts() == ["Third", "First"]


@pytest.mark.parametrize("how", ["moved", "copied"])
def test_a_log_that_is_replaced_during_an_act_is_never_acknowledged(mine: Person, tmp_path: Path, how: str) -> None:
    """Replaced between its beginning and its end, an act is refused, or what it recorded is in the log."""
    mine.log("First")
    path, copy = tmp_path / "tinywins.db", tmp_path / "copy.db"
    shutil.copy(path, copy)
    try:
        with mine.store.writing() as db:
            db.execute("UPDATE entry SET note = 'written'")
            if how == "moved":
                copy.rename(path)
            else:
                shutil.copyfile(copy, path)
    except (StorageError, sqlite3.Error) as error:
        assert how == "moved", error
    mine.store.close()
    note = mine.db.execute("SELECT note FROM entry").fetchone()[0]
    assert note == ("" if how == "moved" else "written")
