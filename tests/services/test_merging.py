"""Merging a copy of the log that another machine went on with: everything of both is there, once, in any order."""

import itertools
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
from tinywins.services.keeping import list_backups, make_backup, plan, restore
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


def copy_aside(person: Person, name: str) -> str:
    """Copy a log as a service does that finds two of it."""
    person.close()
    return shutil.copy(person.store.path, str(Path(person.store.folder).parent / name))


def test_copies_merge_to_the_same_in_any_order(pair: tuple[Person, Person], tmp_path: Path) -> None:
    """Two copies that both went on, and one that stopped, come in in each order to the same entries, once."""
    mine, theirs = pair
    shutil.copytree(tmp_path / "mine", tmp_path / "third")
    third = Person(str(tmp_path / "third"))
    third.random.seed("third")
    third.stamp = mine.stamp + 700
    stopped = copy_aside(third, "tinywins (1).db")
    third.log("From the third +run=4")
    undo(third.ws)
    third.log("And again")
    copies = [
        stopped,
        copy_aside(third, "tinywins.sync-conflict-20261120-101112-ABCDEF7.db"),
        copy_aside(theirs, "tinywins (Anna's conflicted copy 2026-11-20).db"),
    ]
    found = []
    for number, order in enumerate(itertools.permutations(copies)):
        shutil.copytree(tmp_path / "mine", tmp_path / f"merged{number}")
        merged = Person(str(tmp_path / f"merged{number}"))
        counts = [receive_copy(merged.ws, path, lambda _: None).imported for path in (*order, *order)]
        assert counts[3:] == [0, 0, 0]
        assert [check.found for check in check_log(merged.ws, ("UTC", "TZ")) if check.found] == []
        found.append((sorted(merged.texts()), read_tables(merged.db)["tag_day"], read_tables(merged.db)["win_day"]))
        merged.close()
    third.close()
    assert found[0][0] == ["And again", "Changed there", "From before", "Mine", "Theirs"]
    assert all(each == found[0] for each in found)


def test_a_backup_of_the_same_device_merges(pair: tuple[Person, Person]) -> None:
    """A backup brings nothing to the log that went on from it; after a restore the later one brings all since, once."""
    mine, _ = pair
    early = make_backup(mine.ws).kept.backup
    mine.log("Since the first backup")
    mine.stamp += 100_000_000
    late = make_backup(mine.ws).kept.backup
    mine.log("Since the second")
    for backup in (early, late):
        assert not receive_copy(mine.ws, backup.path, lambda _: None).written
    mine.store.new_device = lambda: "restored"
    restore(mine.ws, plan(mine.ws, early.name))
    mine.random.seed("restored")
    mine.log("On the restored one")
    assert receive_copy(mine.ws, late.path, lambda _: None).imported == 1
    replaced = next(kept.backup for kept in list_backups(mine.ws) if kept.backup.why == "replaced")
    told = receive_copy(mine.ws, replaced.path, lambda _: None)
    assert (told.imported, told.written) == (1, True)
    assert not receive_copy(mine.ws, replaced.path, lambda _: None).written
    assert set(mine.texts()) == {
        *("From before", "To be changed", "Mine", "Since the first backup", "Since the second", "On the restored one")
    }
    assert [check.found for check in check_log(mine.ws, ("UTC", "TZ")) if check.found] == []


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
