"""Upgrading: a log of every released schema is read as it is, and brought up to date whole, a copy first."""

import contextlib
import json
import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from tests.services.workspaces import Person
from tests.storage.tables import read_tables
from tinywins.errors import StorageError
from tinywins.services.checking import check_log
from tinywins.services.exporting import export
from tinywins.storage import connect, projection, upgrade
from tinywins.storage.connect import VERSION, Db
from tinywins.storage.keeping.copies import verify_file
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
upgrade.upgrade(db, sys.argv[1], lambda said: None)
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
    assert [check.found for check in check_log(person.ws, ("UTC", "TZ")) if check.name != "rights"] == [()] * 10
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
    command = [sys.executable, "-c", UPGRADE, str(old / "tinywins.db"), str(statement)]
    done = subprocess.run(command, check=False, cwd=FIXTURES.parents[2], stderr=subprocess.PIPE, text=True)
    assert done.returncode in (-signal.SIGKILL, 0), done.stderr
    person = Person(str(old), device="other")
    assert read_export(person) == read_expected(old)
    assert read_version(old / "tinywins.db") in ((VERSION,) if done.returncode == 0 else (version, VERSION))
    person.log("And on")
    assert len(read_export(person)) == len(read_expected(old)) + 1
    person.close()


def upgrade_and_die(path: Path, statement: int) -> bool:
    """Upgrade in a process that is killed before a statement; say whether it was, or came to its end before."""
    child = os.fork()
    if not child:
        left = [statement]

        def count(_: str) -> None:
            """Count a statement, and die at the last."""
            left[0] -= 1
            if not left[0]:
                os.kill(os.getpid(), signal.SIGKILL)

        db = connect.open_file(str(path))
        db.set_trace_callback(count)
        upgrade.upgrade(db, str(path), lambda _: None)
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def test_killed_at_each_statement_it_is_old_or_new(old: Path, request: pytest.FixtureRequest) -> None:
    """One by one, from the first statement to the last: the file is sound, old or new, and holds every change."""
    path, whole = old / "tinywins.db", (old / "tinywins.db").read_bytes()
    version, changes = read_version(path), read_journal(path)
    statement, every = 1, 1 if request.config.getoption("--full") else 9
    while True:
        path.write_bytes(whole)
        was_killed = upgrade_and_die(path, statement)
        assert read_version(path) in ((version, VERSION) if was_killed else (VERSION,))
        assert verify_file(str(path)) == []
        assert read_journal(path) == changes
        assert read_version(path) == version or has_copy(old, version, changes)
        if not was_killed:
            break
        statement += every
        for backup in (old / "backups").glob("*"):
            assert backup.name.startswith(".") or verify_file(str(backup)) == []
            backup.unlink()
    assert statement > 100


def has_copy(home: Path, version: int, changes: list[tuple[object, ...]]) -> bool:
    """Say whether a sound copy of the older log lies among the backups, under its own name."""
    copies = [path for path in (home / "backups").glob("*-upgrade.db") if read_version(path) == version]
    return any(verify_file(str(copy)) == [] and read_journal(copy) == changes for copy in copies)


def test_killed_at_any_moment_it_is_old_or_new(old: Path, request: pytest.FixtureRequest) -> None:
    """Killed by another process at whatever moment: old, or new with a sound copy of the old beside it."""
    path, whole = old / "tinywins.db", (old / "tinywins.db").read_bytes()
    version, changes, expected = read_version(path), read_journal(path), read_expected(old)
    random, seen = Random(version), set()
    begun = time.monotonic()
    upgrade_and_die(path, 0)
    longest = time.monotonic() - begun
    for number in range(200 if request.config.getoption("--full") else 8):
        shutil.rmtree(old / "backups", ignore_errors=True)
        path.with_name("tinywins.db-journal").unlink(missing_ok=True)
        path.write_bytes(whole)
        child = os.fork()
        if not child:
            with contextlib.suppress(BaseException):
                upgrade.upgrade(connect.open_file(str(path)), str(path), lambda _: None)
            os._exit(0)
        time.sleep(random.uniform(0, longest * 1.2))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        seen.add(read_version(path))
        assert seen <= {version, VERSION}, f"kill {number} of Random({version})"
        assert verify_file(str(path)) == []
        assert read_journal(path) == changes
        assert read_version(path) == version or has_copy(old, version, changes)
        person = Person(str(old), device="other")
        assert read_export(person) == expected
        person.close()


@pytest.mark.parametrize("share", [0, 0.2, 0.5, 0.8, 0.999])
def test_an_upgrade_that_is_interrupted_is_taken_back(old: Path, share: float) -> None:
    """Where SQLite stops in the middle the file is the older one, byte for byte, and the next try succeeds."""
    path = old / "tinywins.db"
    before = path.read_bytes()
    statements: list[str] = []
    shutil.copy(path, old / "other.db")
    with closing(connect.open_file(str(old / "other.db"))) as db:
        db.set_trace_callback(statements.append)
        upgrade.upgrade(db, str(old / "other.db"), lambda _: None)
    shutil.rmtree(old / "backups")
    last = max(1, int(share * len(statements)))
    with closing(connect.open_file(str(path))) as db:
        left = [last]

        def stop(_: str) -> None:
            """Let SQLite stop at the last statement."""
            left[0] -= 1
            if not left[0]:
                db.interrupt()
                db.set_progress_handler(lambda: 1, 1)

        db.set_trace_callback(stop)
        with pytest.raises((sqlite3.OperationalError, StorageError)):
            upgrade.upgrade(db, str(path), lambda _: None)
        db.set_progress_handler(None, 1)
    assert path.read_bytes() == before
    person = Person(str(old), device="other")
    person.log("And on")
    assert len(read_export(person)) == len(read_expected(old)) + 1
    person.close()


def read_journal(path: Path) -> list[tuple[object, ...]]:
    """Read every change of a file; opening it takes back what was never finished."""
    with closing(sqlite3.connect(path)) as db:
        return db.execute("SELECT * FROM change ORDER BY device, n").fetchall()


def test_a_copy_that_misses_a_change_is_refused(old: Path, tmp_path: Path) -> None:
    """A copy with one change less, or another one in its place, is not taken for whole."""
    copy = tmp_path / "copy.db"
    with closing(sqlite3.connect(old / "tinywins.db")) as log:
        with closing(sqlite3.connect(copy)) as db:
            log.backup(db)
        check_copy(log, str(copy))
        for spoil in ("UPDATE change SET crc = crc + 1 WHERE n = 3", "DELETE FROM change WHERE n = 3"):
            with closing(sqlite3.connect(copy)) as db, db:
                db.execute(spoil)
            with pytest.raises(StorageError, match="is not whole"):
                check_copy(log, str(copy))


def test_a_log_that_is_not_sound_is_not_upgraded(old: Path) -> None:
    """Where something in it is not as it was written nothing is touched, and doctor is named."""
    path = old / "tinywins.db"
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE change SET stamp = stamp + 1 WHERE n = 3")
    before = path.read_bytes()
    person = Person(str(old), device="other")
    with pytest.raises(StorageError, match="so nothing was changed"):
        person.log("x")
    person.close()
    assert path.read_bytes() == before
    assert list((old / "backups").iterdir()) == []


def test_copies_never_replace_each_other(old: Path) -> None:
    """Two copies of one second get names of their own."""
    with closing(sqlite3.connect(old / "tinywins.db")) as db:
        names = {upgrade.copy_log(db, str(old / "tinywins.db")) for _ in range(3)}
    assert len(names) == len(list((old / "backups").iterdir())) == 3
