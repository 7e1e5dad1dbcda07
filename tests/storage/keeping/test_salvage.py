"""Salvage: whatever happened to a file, what can be read of it is carried over, and nothing that was never written."""

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.services.rotten import KINDS, damage, open_memory_folder
from tests.services.workspaces import Person
from tests.storage.deeds import Deed, live, lives
from tests.storage.tables import Change, read_changes, read_tables
from tinywins.errors import StorageError
from tinywins.storage.check import check_numbers
from tinywins.storage.keeping.copies import verify_file
from tinywins.storage.keeping.making import make_log
from tinywins.storage.keeping.salvage import salvage
from tinywins.storage.keeping.scan import scan_file


@pytest.fixture(scope="module")
def lived() -> Iterator[tuple[Path, list[Change]]]:
    """A log with every kind of thing in it and 600 entries, some of them longer than a page, and its journal."""
    with open_memory_folder() as folder:
        person = Person(str(folder))
        person.add_habit("run", "daily")
        for number in range(600):
            person.log(f"Piece {number} of the work that goes on +run={number + 1} @anna")
        for length in (900, 1_000, 3_500):
            person.log("Long " + "aé€ß"[: length % 5 + 1] * (length // (length % 5 + 1)), note="n" * 3_000)
        changes = read_changes(person.db)
        person.close()
        yield Path(person.store.path), changes


def save(path: Path, folder: Path, backups: list[str] | None = None) -> tuple[list[Change], dict[str, int], int]:
    """Salvage a file, see that the new one is sound, and give its changes, what was lost, and what backups gave."""
    new = folder / "new.db"
    new.unlink(missing_ok=True)
    saved = salvage(str(path), str(new), "new", backups or [])
    assert verify_file(str(new)) == []
    with closing(sqlite3.connect(new)) as db:
        assert check_numbers(db) == []
        changes = read_changes(db)
    assert sorted(each.name for each in folder.iterdir() if "copy" in each.name) == []
    return changes, saved.lost, saved.filled


def test_a_sound_log_is_saved_whole(lived: tuple[Path, list[Change]], tmp_path: Path) -> None:
    """Of a sound file every change is found, once, those that go over many pages among them."""
    path, changes = lived
    before = path.read_bytes()
    assert save(path, tmp_path) == (changes, {}, 0)
    assert path.read_bytes() == before


@pytest.mark.parametrize("kind", KINDS)
def test_what_damage_spares_is_saved(
    lived: tuple[Path, list[Change]], tmp_path: Path, kind: str, request: pytest.FixtureRequest
) -> None:
    """Nothing is found that was never written; a flipped bit or byte costs 1 % at most, 512 zeros 2 %."""
    path, changes = lived
    known, whole = set(changes), path.read_bytes()
    broken = tmp_path / "broken.db"
    random = Random(kind)
    for _ in range(1_000 if request.config.getoption("--full") else 60):
        data = damage(bytearray(whole), kind, random)
        broken.write_bytes(data)
        found = set(scan_file(str(broken)))
        assert found <= known
        assert kind == "cut" or len(found) >= len(known) * (0.98 if kind == "zeros" else 0.99)


@pytest.mark.parametrize("kind", KINDS)
def test_a_damaged_log_becomes_a_sound_one(lived: tuple[Path, list[Change]], tmp_path: Path, kind: str) -> None:
    """The new file folds, is sound, says how many changes are missing, and a backup gives back what was lost."""
    path, changes = lived
    broken = tmp_path / "broken.db"
    random = Random(f"{kind} again")
    for _ in range(3):
        data = damage(bytearray(path.read_bytes()), kind, random)
        broken.write_bytes(data)
        if len(data) < len(path.read_bytes()) // 5:
            continue
        saved, lost, _ = save(broken, tmp_path)
        last = max(change[1] for change in saved)
        assert lost.get("a", 0) == last - len(saved)
        assert save(broken, tmp_path, [str(path)])[:2] == (changes, {})


def test_what_was_never_committed_is_not_saved(lived: tuple[Path, list[Change]], tmp_path: Path) -> None:
    """A transaction that a crash cut short, its journal beside the file, is taken back before anything is read."""
    path, changes = lived
    for end in ("", "-journal"):
        assert not Path(f"{tmp_path}/torn.db{end}").exists()
    live_copy = tmp_path / "live.db"
    shutil.copy(path, live_copy)
    with closing(sqlite3.connect(live_copy, isolation_level=None)) as db:
        db.execute("PRAGMA cache_size = 2")
        db.execute("BEGIN IMMEDIATE")
        db.execute("UPDATE change SET stamp = stamp + 1, crc = crc + 1")
        for end in ("", "-journal"):
            shutil.copy(f"{live_copy}{end}", f"{tmp_path}/torn.db{end}")
        db.execute("ROLLBACK")
    assert save(tmp_path / "torn.db", tmp_path) == (changes, {}, 0)


@pytest.mark.parametrize("content", [b"Dear diary, " * 900, b"SQLite format 3\0" + bytes(9_000), b"\0"])
def test_a_file_without_a_log_is_refused(tmp_path: Path, content: bytes) -> None:
    """Where nothing can be read that is said, and no new file is left."""
    (tmp_path / "other.db").write_bytes(content)
    with pytest.raises(StorageError, match="Nothing of a log"):
        salvage(str(tmp_path / "other.db"), str(tmp_path / "new.db"), "new", [])
    assert [each.name for each in tmp_path.iterdir()] == ["other.db"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lives, st.randoms(use_true_random=False))
def test_any_part_of_any_journal_folds(tmp_path: Path, deeds: list[Deed], random: Random) -> None:
    """Whatever changes a damaged file still gives of whatever was done, a sound log is made of them."""
    person = Person()
    live(person, deeds)
    changes = read_changes(person.db)
    person.close()
    some = [change for change in changes if random.random() < 0.6]
    new = tmp_path / "part.db"
    new.unlink(missing_ok=True)

    def note_lost(db: sqlite3.Connection) -> None:
        """Write down that any number may be missing."""
        db.execute("INSERT INTO meta VALUES ('missing', ?)", (json.dumps({"a": len(changes)}),))

    make_log(str(new), "new", some, {"received": "1"}, mend=note_lost)
    with closing(sqlite3.connect(new)) as db:
        assert read_changes(db) == some
        assert read_tables(db)


def cut_pages(path: Path, pages: int) -> bytes:
    """Give a file without so many pages at its end."""
    return path.read_bytes()[: -pages * 4_096]


@pytest.mark.parametrize("pages", [1, 5, 12, 40])
def test_an_end_that_is_gone_is_told(lived: tuple[Path, list[Change]], tmp_path: Path, pages: int) -> None:
    """Where a file ends early it is said by how many pages, and no more is told to be missing than there was."""
    path, changes = lived
    (tmp_path / "broken.db").write_bytes(cut_pages(path, pages))
    saved = salvage(str(tmp_path / "broken.db"), str(tmp_path / "new.db"), "new", [])
    assert saved.pages == (pages, path.stat().st_size // 4_096)
    assert not saved.is_whole
    told = saved.read + sum(saved.lost.values()) + sum(saved.after.values())
    assert saved.read <= told <= len(changes)
    assert pages < 12 or saved.read < len(changes)


def test_what_came_after_the_newest_is_counted_and_named(lived: tuple[Path, list[Change]], tmp_path: Path) -> None:
    """Changes at the end of the journal that can no longer be read show in its index, and their entries by name."""
    path, changes = lived
    broken = tmp_path / "broken.db"
    data = bytearray(path.read_bytes())
    for start in range(0, len(data), 4_096):
        if any(words in data[start : start + 4_096] for words in (b'"text":"Piece 599', b'"text":"Long')):
            data[start : start + 4_096] = bytes(4_096)
    broken.write_bytes(data)
    saved = salvage(str(broken), str(tmp_path / "new.db"), "new", [])
    missing = sum(saved.lost.values()) + sum(saved.after.values())
    assert saved.read + missing == len(changes)
    assert saved.after["a"] > 3
    assert saved.pages == (0, 0)
    assert any(text.startswith("Piece 599 of") for _, text in saved.gone)


def test_a_sound_file_is_said_to_be_whole(lived: tuple[Path, list[Change]], tmp_path: Path) -> None:
    """Of a file without damage nothing is said to be missing, neither in it nor after it."""
    saved = salvage(str(lived[0]), str(tmp_path / "new.db"), "new", [])
    assert saved.is_whole
    assert (saved.lost, saved.after, saved.gone, saved.pages) == ({}, {}, [], (0, 0))
    assert (tmp_path / "new.db").stat().st_mode & 0o777 == 0o600
