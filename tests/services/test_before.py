"""Before much is brought in there is a backup of all that was there, and the reply names it."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.services.imports import bring, merge, write_out
from tests.services.workspaces import Person
from tests.storage.tables import read_changes
from tinywins.errors import StorageError
from tinywins.render.columns import Look
from tinywins.render.importing import show_imported
from tinywins.services.before import MANY
from tinywins.services.importing import Imported
from tinywins.services.keeping import make_backup
from tinywins.services.receiving import receive_copy

Bring = Callable[[Person, int], Imported]


@pytest.fixture
def mine(tmp_path: Path) -> Iterator[Person]:
    """Somebody with a log in a file."""
    somebody = Person(str(tmp_path / "home"))
    somebody.log("Along the river +run=5 @anna")
    yield somebody
    somebody.close()


def bring_rows(mine: Person, number: int) -> Imported:
    """Import so many rows."""
    return bring(mine, b"".join(b'{"day": "2026-11-02", "text": "Row %d"}\n' % row for row in range(number)))


def make_stranger(mine: Person, number: int) -> Person:
    """Give another log of so many changes."""
    stranger = Person(f"{mine.store.folder}-other", device="b")
    for row in range(0 if stranger.store.exists() else number):
        stranger.log(f"Row {row}")
    return stranger


def merge_lines(mine: Person, number: int) -> Imported:
    """Merge a journal of so many changes, as it is exported."""
    stranger = make_stranger(mine, number)
    data = write_out(stranger, "jsonl", "everything")
    stranger.close()
    return merge(mine, data)


def merge_copy(mine: Person, number: int) -> Imported:
    """Merge a copy of a log that holds so many changes."""
    stranger = make_stranger(mine, number)
    stranger.close()
    return receive_copy(mine.ws, stranger.store.path, lambda _: None)


def backups(mine: Person) -> list[Path]:
    """Give the backups, oldest first."""
    return sorted(Path(mine.store.folder, "backups").glob("*.db"))


@pytest.mark.parametrize(("act", "number"), [(bring_rows, MANY), (merge_lines, MANY), (merge_copy, 1)])
def test_much_that_comes_in_comes_after_a_backup(mine: Person, act: Bring, number: int) -> None:
    """It holds every change of before, and the reply says how to have it back; what it holds is not copied again."""
    before = read_changes(mine.db)
    told = act(mine, number)
    assert told.written
    (made,) = backups(mine)
    assert told.backup == made.name
    with closing(sqlite3.connect(made)) as db:
        assert read_changes(db) == before
    assert f"as it was before: tinywins backup restore {made.name}\n" in show_imported(
        told, False, Look(False, 80, False)
    )
    mine.stamp += 600_000
    made_now = make_backup(mine.ws).kept.backup
    assert not act(mine, number).written
    assert Path(made_now.path) in backups(mine)
    assert len(backups(mine)) <= 2


@pytest.mark.parametrize(("act", "number"), [(bring_rows, MANY - 1), (merge_lines, MANY - 1)])
def test_little_is_taken_back_by_hand(mine: Person, act: Bring, number: int) -> None:
    """Few rows or changes come in without one."""
    told = act(mine, number)
    assert told.written
    assert told.backup == ""
    assert backups(mine) == []


@pytest.mark.parametrize(("act", "number"), [(bring_rows, MANY), (merge_lines, MANY), (merge_copy, 1)])
def test_an_empty_log_needs_none(tmp_path: Path, act: Bring, number: int) -> None:
    """Where nothing was, nothing is put aside."""
    nobody = Person(str(tmp_path / "empty"))
    assert act(nobody, number).written
    assert backups(nobody) == []
    nobody.close()


def test_nothing_comes_into_a_log_that_is_not_sound(mine: Person) -> None:
    """A log of which no sound backup can be made stays as it is, and the sentence says what is wrong with it."""
    path = Path(mine.store.path)
    mine.close()
    path.write_bytes(path.read_bytes().replace(b"Along the river", b"Along the rivet"))
    spoilt = path.read_bytes()
    with pytest.raises(StorageError, match=r"not sound.*Nothing was imported\."):
        bring_rows(mine, MANY)
    assert path.read_bytes() == spoilt
