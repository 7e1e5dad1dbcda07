"""The file: it appears whole or not at all, moves from version to version whole, and is never taken for another."""

import os
import signal
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.builders import refusal
from tests.services.workspaces import Person
from tests.storage.tables import read_changes, read_tables
from tinywins.domain.line import parse_line
from tinywins.errors import StorageError
from tinywins.services.logging import log
from tinywins.storage import schema
from tinywins.storage.connect import APPLICATION_ID, VERSION, open_file
from tinywins.storage.memory import open_memory
from tinywins.storage.store import Store

KILLED = -signal.SIGKILL
DIE = """
import os, signal, sqlite3, sys
from tests.services.workspaces import Person
def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)
"""


def run(script: str, *arguments: object) -> int:
    """Run a script in a process of its own and give its exit code."""
    command = [sys.executable, "-c", DIE + script, *map(str, arguments)]
    return subprocess.run(command, check=False, cwd=Path(__file__).parents[2], stderr=subprocess.DEVNULL).returncode


def names(folder: Path) -> set[str]:
    """Give what lies in a folder, but for the lock file."""
    return {path.name for path in folder.iterdir()} - {"tinywins.lock"}


def test_fresh_file(tmp_path: Path) -> None:
    """A first log is a file of our own kind and version, private, in rollback-journal mode."""
    person = Person(str(tmp_path / "home"))
    person.log("First")
    with closing(sqlite3.connect(person.store.path)) as db:
        assert db.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert db.execute("PRAGMA user_version").fetchone() == (VERSION,)
        assert db.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert person.db.execute("PRAGMA synchronous").fetchone() == (3,)
    assert stat.S_IMODE(os.stat(tmp_path / "home").st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "home").iterdir()} == {0o600}
    person.close()


def test_reading_makes_no_file(tmp_path: Path) -> None:
    """Looking where nothing was logged yet makes neither file nor folder."""
    person = Person(str(tmp_path / "home"))
    assert person.texts() == []
    assert not (tmp_path / "home").exists()
    person.close()


def test_failing_first_act_leaves_no_file(tmp_path: Path) -> None:
    """When the first act ever is refused, there is no log, and the next act makes it."""
    person = Person(str(tmp_path))
    refusal(log, person.ws, [parse_line("Fine"), parse_line("Ran +run=5km")])
    assert names(tmp_path) == set()
    assert not person.store.exists()
    person.log("Second")
    assert person.texts() == ["Second"]
    assert names(tmp_path) == {"tinywins.db"}
    person.close()


@pytest.mark.parametrize(
    "moment",
    ["person.store.begin(); die()", "os.rename = die; person.log('Killed')", "os.fsync = die; person.log('Killed')"],
    ids=["while it is written", "before it gets its name", "after it got its name"],
)
def test_killed_first_act(tmp_path: Path, moment: str) -> None:
    """A process killed in its first act leaves a log that is not there yet or is there whole; the next one goes on."""
    assert run(f"person = Person(sys.argv[1]); {moment}", tmp_path) == KILLED
    person = Person(str(tmp_path), device="b")
    assert person.texts() == (["Killed"] if (tmp_path / "tinywins.db").exists() else [])
    assert (tmp_path / "tinywins.db").exists() == ("fsync" in moment)
    person.log("Next")
    assert person.texts()[-1] == "Next"
    assert names(tmp_path) == {"tinywins.db"}
    assert open_and_check(tmp_path)
    person.close()


def open_and_check(folder: Path) -> bool:
    """Say whether a log's pages are sound."""
    with closing(open_file(str(folder / "tinywins.db"))) as db:
        return bool(db.execute("PRAGMA integrity_check").fetchone() == ("ok",))


@pytest.mark.parametrize("statement", [1, 2, 5, 9, 16, 24, 30])
def test_killed_creation(tmp_path: Path, statement: int) -> None:
    """A log killed at any statement of its making has all its tables or none."""
    script = """
from tinywins.storage import schema
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("PRAGMA synchronous = OFF")
db.execute("BEGIN IMMEDIATE")
left = int(sys.argv[2])
def count(sql):
    global left
    left -= 1
    if not left:
        die()
db.set_trace_callback(count)
schema.create(db, "a")
db.execute("COMMIT")
"""
    path = tmp_path / "log.db"
    code = run(script, path, statement)
    with closing(sqlite3.connect(path)) as db:
        version = db.execute("PRAGMA user_version").fetchone()[0]
        tables = {row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    whole = {row[0] for row in open_memory("a").execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert code in (KILLED, 0)
    assert (version, tables) == ((VERSION, whole) if code == 0 else (0, set()))


def make_newer(folder: Path) -> None:
    """Make of a log what a newer program might: a higher version, other tables, more fields, things unknown here."""
    with closing(sqlite3.connect(folder / "tinywins.db")) as db:
        for table in schema.PROJECTION_KEYS:
            db.execute(f"DROP TABLE {table}")
        db.execute("CREATE TABLE entry (id TEXT PRIMARY KEY, everything TEXT)")
        db.execute(f"PRAGMA user_version = {VERSION + 1}")
        db.commit()


def test_newer_file_is_read(tmp_path: Path) -> None:
    """A newer program's file is folded from its journal into memory, and reads as before; the file stays as it is."""
    person = Person(str(tmp_path))
    person.add_habit("run")
    person.log("Ran +run=5")
    tables, changes = read_tables(person.db), read_changes(person.db)
    person.close()
    make_newer(tmp_path)
    before = (tmp_path / "tinywins.db").read_bytes()
    reader = Person(str(tmp_path))
    assert (read_tables(reader.db), read_changes(reader.db)) == (tables, changes)
    assert reader.habit("run").standing.streaks.current == 1
    assert (tmp_path / "tinywins.db").read_bytes() == before
    reader.close()


def test_newer_file_is_not_written(tmp_path: Path) -> None:
    """A newer program's file is refused for writing, with the way out, and can be read after that as before."""
    person = Person(str(tmp_path))
    person.log("Ran +run=5")
    person.close()
    make_newer(tmp_path)
    before = (tmp_path / "tinywins.db").read_bytes()
    with pytest.raises(StorageError, match=f"newer tinywins .*: schema {VERSION + 1}.*knows schema {VERSION}"):
        person.log("Not here")
    assert person.texts() == ["Ran"]
    with pytest.raises(StorageError):
        person.log("Nor here")
    assert person.texts() == ["Ran"]
    assert (tmp_path / "tinywins.db").read_bytes() == before
    person.close()


@pytest.mark.parametrize("content", [b"", b"Dear diary,\n" * 90], ids=["0 bytes", "text"])
def test_other_file_is_refused(tmp_path: Path, content: bytes) -> None:
    """A file that is empty or no log at all is never taken for a first run, nor touched."""
    (tmp_path / "tinywins.db").write_bytes(content)
    person = Person(str(tmp_path))
    with pytest.raises((StorageError, sqlite3.DatabaseError)):
        person.texts()
    with pytest.raises((StorageError, sqlite3.DatabaseError)):
        person.log("Here")
    assert (tmp_path / "tinywins.db").read_bytes() == content
    person.close()


def test_other_program_is_refused(tmp_path: Path) -> None:
    """Another program's database is refused, by its application id."""
    with closing(sqlite3.connect(tmp_path / "tinywins.db")) as db:
        db.execute("CREATE TABLE note (text TEXT)")
        db.commit()
    person = Person(str(tmp_path))
    with pytest.raises(StorageError, match="is not a tinywins log"):
        person.log("Here")
    person.close()


@pytest.mark.parametrize("trace", ["tinywins.db-journal", "backups/2026-11-19.db"])
def test_vanished_log_is_no_first_run(tmp_path: Path, trace: str) -> None:
    """Where a log is gone but a trace of it is left, nothing new is begun in its place."""
    (tmp_path / trace).parent.mkdir(exist_ok=True)
    (tmp_path / trace).write_bytes(b"something")
    person = Person(str(tmp_path))
    with pytest.raises(StorageError, match="is gone, but something of it is still there"):
        person.log("Here")
    assert not (tmp_path / "tinywins.db").exists()
    person.close()


def test_wal_is_turned_back(tmp_path: Path) -> None:
    """A log that another tool has put into WAL mode is put back by the next act, with nothing missing."""
    person = Person(str(tmp_path))
    person.log("One")
    person.close()
    with closing(sqlite3.connect(tmp_path / "tinywins.db")) as db:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("INSERT INTO meta VALUES ('by another tool', '1')")
        db.commit()
    person.log("Two")
    assert person.db.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert sorted(person.texts()) == ["One", "Two"]
    assert names(tmp_path) == {"tinywins.db"}
    person.close()


def test_failing_act_changes_nothing(tmp_path: Path) -> None:
    """An act that fails half-way leaves journal and tables as they were, and the lock free."""
    person = Person(str(tmp_path))
    person.log("One +run")
    before = read_tables(person.db), read_changes(person.db)
    with pytest.raises(ZeroDivisionError), person.store.writing() as db:
        db.execute("DELETE FROM entry")
        db.execute("DELETE FROM change")
        _ = 1 // 0
    assert (read_tables(person.db), read_changes(person.db)) == before
    other = Person(str(tmp_path), device="b")
    other.log("Two")
    assert sorted(person.texts()) == ["One", "Two"]
    other.close()
    person.close()


def test_forbidden_store(tmp_path: Path) -> None:
    """A store that may not be written says why, and writes nothing."""
    store = Store(str(tmp_path), print, lambda: "a")
    store.forbid("The clock is fixed.")
    with pytest.raises(StorageError, match="The clock is fixed"), store.writing():
        pass
    assert names(tmp_path) == set()


def test_two_first_acts(tmp_path: Path) -> None:
    """Two programs that both saw no log yet write into one file, and it has one device."""
    one, other = Person(str(tmp_path), device="a"), Person(str(tmp_path), device="b")
    assert one.texts() == other.texts() == []
    one.log("One")
    other.log("Two")
    assert sorted(one.texts()) == sorted(other.texts()) == ["One", "Two"]
    assert [row[:2] for row in one.changes()] == [("a", 1), ("a", 2)]
    one.close()
    other.close()
