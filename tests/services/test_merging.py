"""Merging a copy of the log that another machine went on with: everything of both is there, once, in any order."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.services.workspaces import Person
from tests.storage.tables import read_tables
from tinywins.errors import StorageError
from tinywins.services.checking import check_log
from tinywins.services.entries import Edit, edit_entry
from tinywins.services.importing import Imported
from tinywins.services.receiving import receive_copy
from tinywins.services.undo import undo


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[Person, Person]]:
    """Two machines that a service gave the same file, and that went on each by itself, as the same device."""
    mine = Person(str(tmp_path / "mine"))
    mine.log("From before +run=5")
    mine.log("To be changed")
    mine.close()
    shutil.copytree(tmp_path / "mine", tmp_path / "theirs")
    theirs = Person(str(tmp_path / "theirs"))
    theirs.random.seed("theirs")
    theirs.stamp = mine.stamp + 500
    mine.log("Mine +run=2")
    theirs.log("Theirs +run=3")
    edit_entry(theirs.ws, "last~1", Edit(text="Changed there"))
    theirs.close()
    yield mine, theirs
    mine.close()
    theirs.close()


def merge(person: Person, other: Person, **how: bool) -> Imported:
    """Merge the log of another into a person's."""
    return receive_copy(person.ws, other.store.path, lambda _: None, **how)


def test_both_ways_are_kept(pair: tuple[Person, Person]) -> None:
    """Both entries and the edit are there, the log is sound, and merging again brings nothing."""
    mine, theirs = pair
    assert merge(mine, theirs, dry_run=True).imported == 2
    assert len(mine.texts()) == 3
    told = merge(mine, theirs)
    assert (told.read, told.imported, told.here, told.written) == (4, 2, 2, True)
    assert set(mine.texts()) == {"From before", "Changed there", "Mine", "Theirs"}
    assert [check.found for check in check_log(mine.ws, ("UTC", "TZ")) if check.found] == []
    assert not merge(mine, theirs).written
    undo(mine.ws)
    assert set(mine.texts()) == {"From before", "Changed there", "Theirs"}


def test_a_copy_that_has_grown_brings_what_is_new(pair: tuple[Person, Person]) -> None:
    """What a copy gained since it was merged comes in as the same other device's."""
    mine, theirs = pair
    merge(mine, theirs)
    theirs.log("Theirs again")
    theirs.close()
    told = merge(mine, theirs)
    assert (told.imported, told.here) == (1, 4)
    assert "Theirs again" in mine.texts()


def test_two_that_merge_each_other_say_the_same(pair: tuple[Person, Person]) -> None:
    """After each took in the other, both show the same entries, tags and days."""
    mine, theirs = pair
    merge(mine, theirs)
    mine.close()
    merge(theirs, mine)
    for table in ("entry_tag", "tag_day", "win_day"):
        assert read_tables(mine.db)[table] == read_tables(theirs.db)[table]
    assert sorted(mine.texts()) == sorted(theirs.texts())


def test_what_is_no_sound_copy_is_refused(pair: tuple[Person, Person]) -> None:
    """The log itself, a damaged copy and another program's file: each is named, and nothing is written."""
    mine, theirs = pair
    before = mine.changes()
    with pytest.raises(StorageError, match="is the log itself"):
        merge(mine, mine)
    path = Path(theirs.store.path)
    path.write_bytes(path.read_bytes().replace(b"Changed there", b"Changed thexe"))
    with pytest.raises(StorageError, match="not as it was written"):
        merge(mine, theirs)
    path.unlink()
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE change (x)")
    with pytest.raises(StorageError, match="not a tinywins log"):
        merge(mine, theirs)
    assert mine.changes() == before
