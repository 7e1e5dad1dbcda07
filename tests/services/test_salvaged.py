"""A salvaged log goes on: what it is known to miss travels with it, and what backups hold comes back."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.builders import refusal
from tests.services.imports import merge, write_out
from tests.services.rotten import doctor, open_unread
from tests.services.workspaces import Person
from tests.storage.tables import read_changes, read_tables
from tinywins.formats.journal_lines import sum_missing, write_missing
from tinywins.services.keeping import make_backup
from tinywins.services.receiving import receive_copy
from tinywins.services.salvaging import salvage_log
from tinywins.storage.check import check_numbers, read_lost


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Person]:
    """Somebody with a habit and thirty wins."""
    person = Person(str(tmp_path / "home"))
    person.add_habit("run")
    for number in range(30):
        person.log(f"Piece {number} of the work +run={number + 1} @anna")
    yield person
    person.close()


def open_home(folder: Path, device: str) -> Person:
    """Give somebody with a home of their own."""
    return Person(str(folder), device=device)


def spoil(person: Person, *texts: str) -> Path:
    """Spoil the changes that bore the entries with these texts, on the disk itself; give the log's path."""
    person.close()
    path = Path(person.store.path)
    data = path.read_bytes()
    for text in texts:
        wrong = text[:-1] + "%"
        assert data.count(f'"text":"{text}"'.encode()) == 1
        data = data.replace(f'"text":"{text}"'.encode(), f'"text":"{wrong}"'.encode())
    path.write_bytes(data)
    return path


@pytest.fixture
def saved(home: Person, tmp_path: Path) -> Iterator[Person]:
    """The log of before with two changes lost in its middle, salvaged, in a home of its own."""
    spoil(home, "Piece 7 of the work", "Piece 8 of the work")
    (tmp_path / "saved").mkdir(mode=0o700)
    done = salvage_log(home.ws, str(tmp_path / "saved" / "tinywins.db"))
    assert (done.saved.lost, done.saved.after) == ({"a": 2}, {})
    person = open_home(tmp_path / "saved", "new")
    yield person
    person.close()


def test_the_export_of_a_salvaged_log_gives_it_again(saved: Person, tmp_path: Path) -> None:
    """Everything that is left comes into an empty home, the same tables with it, and the gap is known there too."""
    data = write_out(saved, "jsonl", "everything")
    assert data.decode().splitlines()[-1] == write_missing("a", 2)
    other = open_home(tmp_path / "other", "b")
    assert merge(other, data, dry_run=True).imported == len(read_changes(saved.db))
    assert merge(other, data).written
    assert read_changes(other.db) == read_changes(saved.db)
    assert read_tables(other.db) == read_tables(saved.db)
    assert check_numbers(other.db) == []
    assert doctor(other) == doctor(saved) == []
    assert not merge(other, data).written
    assert write_out(other, "jsonl", "everything") == data
    other.close()


def test_the_salvaged_file_itself_comes_in_too(saved: Person, tmp_path: Path) -> None:
    """Importing the new file is the same as importing what it exports."""
    other = open_home(tmp_path / "other", "b")
    told = receive_copy(other.ws, saved.store.path, lambda _: None)
    assert told.written
    assert read_tables(other.db) == read_tables(saved.db)
    assert read_lost(other.db) == {"a": 2}
    assert doctor(other) == []
    other.close()


def test_a_gap_that_nobody_knows_of_is_still_refused(saved: Person, tmp_path: Path) -> None:
    """Without the line on what is missing, or with one that was altered, the file is refused, and nothing written."""
    lines = write_out(saved, "jsonl", "everything").splitlines(keepends=True)
    for last in (b"", lines[-1].replace(b'"missing":2', b'"missing":3')):
        other = open_home(tmp_path / "other", "b")
        refusal(merge, other, b"".join([*lines[:-1], last]))
        assert not (tmp_path / "other" / "tinywins.db").exists()
    one_less = f'{{"device":"a","missing":1,"crc":{sum_missing("a", 1)}}}\n'.encode()
    error = refusal(merge, open_home(tmp_path / "other", "b"), b"".join([*lines[:-1], one_less]))
    assert "of the 31 changes of device a, 2 are missing" in error.message
    later = b"".join(line for line in lines if b"Piece 20 of" not in line)
    assert "3 are missing" in refusal(merge, open_home(tmp_path / "other", "b"), later).message


def test_what_is_missing_stands_in_any_line(saved: Person, tmp_path: Path) -> None:
    """The lines may come in any order, the one on what is missing first."""
    lines = write_out(saved, "jsonl", "everything").splitlines(keepends=True)
    other = open_home(tmp_path / "other", "b")
    assert merge(other, b"".join(reversed(lines))).written
    assert read_tables(other.db) == read_tables(saved.db)
    other.close()


def test_a_home_that_has_the_lost_changes_misses_nothing(saved: Person, home: Person, tmp_path: Path) -> None:
    """Where the changes are there, what another home has lost is not written down: a later loss would go unsaid."""
    whole = open_home(tmp_path / "whole", "b")
    data = write_out(saved, "jsonl", "everything")
    merge(whole, data)
    assert read_lost(whole.db) == {"a": 2}
    again = Path(home.store.path)
    again.write_bytes(again.read_bytes().replace(b"of the wor%", b"of the work"))
    merge(whole, write_out(home, "jsonl", "everything"))
    saved.log("Another one")
    merge(whole, write_out(saved, "jsonl", "everything"))
    assert read_lost(whole.db) == {}
    assert len(read_changes(whole.db)) == 32
    whole.close()


def test_what_a_backup_holds_comes_back(home: Person, tmp_path: Path) -> None:
    """A salvage brings from a backup what the file has lost, also of a file that was moved out of the home."""
    make_backup(home.ws)
    changes = read_changes(home.db)
    path = spoil(home, "Piece 7 of the work", "Piece 29 of the work")
    moved = tmp_path / "damaged.db"
    shutil.copy(path, moved)
    for source in (None, str(moved)):
        new = tmp_path / f"{source is None}.db"
        done = salvage_log(home.ws, str(new), source)
        assert (done.saved.filled, done.saved.is_whole) == (2, True)
        with closing(sqlite3.connect(new)) as db:
            assert read_changes(db) == changes


def test_a_tail_that_a_backup_still_holds_is_named(home: Person) -> None:
    """A log whose newest changes are gone without a trace in it is known by its backup."""
    make_backup(home.ws)
    home.close()
    with closing(sqlite3.connect(home.store.path)) as db, db:
        db.execute("DELETE FROM change WHERE n > 28")
        db.execute("DELETE FROM entry WHERE n > 28")
    found = [line for line in doctor(home) if line.startswith("numbers")]
    assert len(found) == 1
    assert found[0].startswith("numbers: 3 changes that the backup ")


def test_a_damaged_file_beside_the_log_is_salvaged(home: Person, tmp_path: Path) -> None:
    """Changes in a damaged write-ahead file, which SQLite passes over, are saved as far as they can be read."""
    with closing(sqlite3.connect(home.store.path)) as holder:
        holder.execute("PRAGMA journal_mode = WAL")
        holder.execute("SELECT 1 FROM change").fetchone()
        home.close()
        person = open_home(tmp_path / "home", "other")
        for number in range(6):
            person.log(f"Beside {number}")
        changes = read_changes(person.db)
        person.close()
        (tmp_path / "damaged").mkdir(mode=0o700)
        for end in ("", "-wal"):
            shutil.copy(home.store.path + end, tmp_path / "damaged" / f"tinywins.db{end}")
    beside = tmp_path / "damaged" / "tinywins.db-wal"
    data = bytearray(beside.read_bytes())
    data[60] ^= 1  # in the first page of all
    beside.write_bytes(data)
    other = open_home(tmp_path / "damaged", "other")
    assert "is damaged: " in doctor(other)[0]
    done = salvage_log(open_unread(other), str(tmp_path / "new.db"))
    with closing(sqlite3.connect(tmp_path / "new.db")) as db:
        assert read_changes(db) == changes
    assert done.saved.is_whole
    assert bytes(data) == beside.read_bytes()
    assert os.stat(tmp_path / "new.db").st_mode & 0o777 == 0o600
