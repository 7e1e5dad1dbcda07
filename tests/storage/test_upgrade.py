"""Upgrading: a log of every released schema is read as it is, and brought up to date whole, a copy first."""

import json
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.services.workspaces import Person
from tests.storage.tables import read_tables
from tinywins.errors import StorageError
from tinywins.services.checking import check_log
from tinywins.services.exporting import export
from tinywins.storage import projection, upgrade
from tinywins.storage.connect import VERSION, Db
from tinywins.storage.upgrade import MIGRATIONS, check_copy

FIXTURES = Path(__file__).parent / "fixtures"
LOGS = sorted(FIXTURES.glob("version*.db"))
UPGRADE = """
import os, signal, sqlite3, sys
from tinywins.storage import connect, upgrade
real = connect.open_file
left = int(sys.argv[2])
def count(sql):
    global left
    left -= 1
    if not left:
        os.kill(os.getpid(), signal.SIGKILL)
db = real(sys.argv[1])
db.set_trace_callback(count)
upgrade.upgrade(db, sys.argv[1], int(sys.argv[3]), lambda said: None)
"""


@pytest.fixture(params=LOGS, ids=lambda path: path.stem)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A home with a log of an older schema, and what it held as an export beside the log's fixture."""
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    shutil.copy(request.param, home / "tinywins.db")
    shutil.copy(request.param.with_suffix(".jsonl"), home / "expected.jsonl")
    return home


def read_export(person: Person) -> list[dict[str, object]]:
    """Read the whole log as data."""
    return [json.loads(str(row[0])) for row in export(person.ws, "log", [], None, None, json=True).rows]


def read_expected(home: Path) -> list[dict[str, object]]:
    """Read what the older program exported of the same file."""
    return [json.loads(line) for line in (home / "expected.jsonl").read_text(encoding="utf-8").splitlines()]


def read_version(path: Path) -> int:
    """Read the schema version of a file."""
    with closing(sqlite3.connect(path)) as db:
        return int(db.execute("PRAGMA user_version").fetchone()[0])


def test_every_released_schema_has_a_fixture() -> None:
    """There is a log of each version before the present one, and a step from it to the next."""
    assert list(MIGRATIONS) == list(range(1, VERSION))
    assert [path.stem for path in LOGS] == [f"version{number}" for number in range(1, VERSION)]
    assert [read_version(path) for path in LOGS] == list(range(1, VERSION))


def test_an_older_log_is_read_and_not_written(old: Path) -> None:
    """Until something is written, an older log is folded into memory; the file keeps every byte."""
    before = (old / "tinywins.db").read_bytes()
    person = Person(str(old), device="other")
    assert read_export(person) == read_expected(old)
    assert [name for name, *_ in person.db.execute("SELECT DISTINCT tag FROM schedule ORDER BY tag")]
    assert (old / "tinywins.db").read_bytes() == before
    assert not (old / "backups").exists()
    person.close()


def test_the_first_write_upgrades(old: Path) -> None:
    """The first write brings the tables up to date; every entry is there, a copy of before is kept, and it is said."""
    before = (old / "tinywins.db").read_bytes()
    person = Person(str(old), device="other")
    person.log("After the upgrade +run=3")
    assert read_version(old / "tinywins.db") == VERSION
    entries = read_export(person)
    assert [entry for entry in entries if entry["text"] != "After the upgrade"] == read_expected(old)
    assert len(entries) == len(read_expected(old)) + 1
    (copy,) = (old / "backups").iterdir()
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o700
    with closing(sqlite3.connect(copy)) as db, closing(sqlite3.connect(":memory:")) as first:
        first.deserialize(before)
        assert list(db.iterdump()) == list(first.iterdump())
    assert any(str(copy) in note for note in person.notes)
    assert [check.found for check in check_log(person.ws, ("UTC", "TZ")) if check.name != "rights"] == [()] * 8
    person.close()


def test_an_upgraded_log_equals_its_fold(old: Path) -> None:
    """After the upgrade every table equals what the journal says, and undo reaches back into the older time."""
    person = Person(str(old), device="other")
    person.log("x")
    tables = read_tables(person.db)
    with person.store.writing() as db:
        projection.rebuild(db)
    assert read_tables(person.db) == tables
    person.close()


def test_an_upgrade_folds_the_journal_once(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many versions lie between, the journal is folded once."""
    folded: list[Db] = []

    def rebuild(db: Db) -> None:
        """Fold, and remember it."""
        folded.append(db)
        projection.rebuild(db)

    monkeypatch.setattr(upgrade, "rebuild", rebuild)
    person = Person(str(old), device="other")
    person.log("x")
    assert len(folded) == 1
    person.close()


@pytest.mark.parametrize("statement", [1, 2, 5, 9, 20, 40, 60, 90, 120, 200])
def test_an_upgrade_that_is_killed_is_old_or_new(old: Path, statement: int) -> None:
    """Killed at any statement, the file is the older log or the upgraded one, and reads the same either way."""
    version = read_version(old / "tinywins.db")
    command = [sys.executable, "-c", UPGRADE, str(old / "tinywins.db"), str(statement), str(version)]
    done = subprocess.run(command, check=False, cwd=FIXTURES.parents[2], stderr=subprocess.PIPE, text=True)
    assert done.returncode in (-signal.SIGKILL, 0), done.stderr
    person = Person(str(old), device="other")
    assert read_export(person) == read_expected(old)
    assert read_version(old / "tinywins.db") in ((VERSION,) if done.returncode == 0 else (version, VERSION))
    person.log("And on")
    assert len(read_export(person)) == len(read_expected(old)) + 1
    person.close()


def test_a_copy_that_misses_a_change_is_refused(old: Path, tmp_path: Path) -> None:
    """A copy with one change less, or another one in its place, is not taken for whole."""
    with closing(sqlite3.connect(old / "tinywins.db")) as log, closing(sqlite3.connect(tmp_path / "copy.db")) as copy:
        log.backup(copy)
        check_copy(log, copy)
        copy.execute("UPDATE change SET crc = crc + 1 WHERE n = 3")
        with pytest.raises(StorageError, match="is not whole"):
            check_copy(log, copy)
        copy.rollback()
        copy.execute("DELETE FROM change WHERE n = 3")
        with pytest.raises(StorageError, match="is not whole"):
            check_copy(log, copy)


def test_copies_never_replace_each_other(old: Path) -> None:
    """A copy of an older log that is there already stays as it is, and the new one gets a name of its own."""
    name = f"version-{read_version(old / 'tinywins.db')}"
    (old / "backups").mkdir()
    (old / "backups" / f"{name}.db").write_bytes(b"an earlier one")
    person = Person(str(old), device="other")
    person.log("x")
    assert {path.name for path in (old / "backups").iterdir()} == {f"{name}.db", f"{name}-2.db"}
    assert (old / "backups" / f"{name}.db").read_bytes() == b"an earlier one"
    person.close()
