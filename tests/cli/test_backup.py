"""Backups at the command line: what is said and asked, killed at any moment, and begun by the day's first log."""

import random
import signal
import sqlite3
import stat
import subprocess
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.harness import Home, module
from tests.storage.tables import read_changes
from tinywins.storage.keeping.copies import verify_file

REAL = {"TINYWINS_NOW": None}  # with a fixed clock no daily backup is made


def backups(home: Home) -> list[Path]:
    """Give the backups, oldest first."""
    return sorted((home.folder / "backups").glob("*.db"))


def wait_for_backups(home: Home, number: int) -> list[Path]:
    """Wait until a process that nobody waits for has made so many backups."""
    end = time.monotonic() + 30
    while len(backups(home)) < number and time.monotonic() < end:
        time.sleep(0.05)
    return backups(home)


def changes(path: Path) -> list[tuple[object, ...]]:
    """Give the journal of a file."""
    with closing(sqlite3.connect(path)) as db:
        return [tuple(row) for row in read_changes(db)]


def test_a_backup_is_made_listed_and_restored(kept: Home) -> None:
    """What was there at the backup is there again, and what was logged since is in the backup of before."""
    made = kept.call("backup")
    assert made.out.startswith("Backed up 3 entries, checked: ")
    kept.call("log", "Later")
    before = kept.files()
    listed = kept.call("backup", "list")
    assert "3 entries" in listed.out
    assert kept.files() == before
    restored = kept.call("backup", "restore", "--yes")
    assert "holds 3 entries." in restored.err
    assert "take away\n1 that the backup does not hold" in restored.err
    assert restored.out.startswith("Restored: the log holds 3 entries.\n")
    assert "Later" not in kept.texts()
    back = restored.out.rstrip().rpartition(" ")[2]
    kept.call("backup", "restore", back, "--yes")
    assert kept.texts()[-1] == "Later"
    assert kept.call("doctor").code == 0


def test_restoring_asks(kept: Home) -> None:
    """On a terminal it waits for a yes; anything else, or nobody there to ask, leaves all as it was."""
    kept.call("backup")
    kept.call("log", "Later")
    before = kept.files()
    assert "--yes" in kept.call("backup", "restore", code=2).err
    for typed, done in (("", False), ("n", False), ("maybe", False), ("y", True)):
        child = kept.spawn("backup", "restore")
        child.expect("Restore it.*: ")
        child.sendline(typed)
        child.expect("Restored" if done else "Nothing was changed")
        child.wait()
        assert child.exitstatus == 0
        assert done or kept.files() == before
    assert "Later" not in kept.texts()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["nothere.db"], "nothere.db: No such file"),
        (["."], "is no file"),
        (["tinywins.db"], "nothing"),
        ([], "There are no backups"),
    ],
)
def test_what_cannot_be_restored_is_said(kept: Home, words: list[str], says: str) -> None:
    """A file that is not there, a folder, the log itself, or no backup at all: a sentence, and nothing is changed."""
    before = kept.files()
    if words == ["tinywins.db"]:
        words, says = [str(kept.path)], "is the log itself"
    assert says in kept.call("backup", "restore", *words, "--yes", code=1).err
    assert kept.files() == before


@pytest.mark.parametrize("name", ["version1", "version2", "version3"])
def test_an_older_log_is_restored(kept: Home, name: str) -> None:
    """A backup of any released schema is brought to the present tables, whole."""
    source = Path(__file__).parents[1] / "storage" / "fixtures" / f"{name}.db"
    before = source.read_bytes()
    kept.call("backup", "restore", str(source), "--yes")
    lines = source.with_suffix(".jsonl").read_text(encoding="utf-8").splitlines()
    assert len(kept.texts()) == len(lines)
    assert kept.call("doctor").code == 0
    assert source.read_bytes() == before


def test_a_hostile_file_is_refused(kept: Home, tmp_path: Path) -> None:
    """Views that never end, a newer log, and another program's database are named; none of it is run."""
    evil, newer = tmp_path / "evil.db", tmp_path / "newer.db"
    with closing(sqlite3.connect(evil)) as db:
        db.execute("PRAGMA application_id = 0x5457494E")
        db.execute("PRAGMA user_version = 4")
        db.execute("CREATE TABLE meta (key, value)")
        db.execute("CREATE VIEW change AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x FROM c) SELECT * FROM c")
    newer.write_bytes(kept.path.read_bytes())
    with closing(sqlite3.connect(newer)) as db:
        db.execute("PRAGMA user_version = 99")
    before = kept.state()
    begun = time.monotonic()
    assert "no journal" in kept.call("backup", "restore", str(evil), "--yes", code=1).err
    assert "newer tinywins (schema 99" in kept.call("backup", "restore", str(newer), "--yes", code=1).err
    assert time.monotonic() - begun < 5
    assert kept.state() == before


def test_a_restore_that_is_killed_is_old_or_new(kept: Home, request: pytest.FixtureRequest) -> None:
    """Killed at any moment, the log is the one of before or the restored one, sound, and the next restore works."""
    kept.call("backup")
    (source,) = backups(kept)
    restored = changes(source)
    for turn in range(400 if request.config.getoption("--full") else 12):
        kept.call("log", f"Turn {turn}")
        old = changes(kept.path)
        command = [*module(), "backup", "restore", source.name, "--yes"]
        child = subprocess.Popen(
            command, env=kept.environment(), cwd=kept.user, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(random.uniform(0.08, 0.25))
        child.send_signal(signal.SIGKILL)
        child.wait()
        assert changes(kept.path) in (old, restored)
        assert verify_file(str(kept.path)) == []
    kept.call("backup", "restore", source.name, "--yes")
    assert changes(kept.path) == restored


def test_salvage_says_what_to_do(kept: Home, tmp_path: Path) -> None:
    """A damaged log is carried over with its losses told, and what was saved takes its place, step by step."""
    kept.path.write_bytes(kept.path.read_bytes().replace(b'"Watered the plants"', b'"Watered the planks"'))
    damaged = kept.path.read_bytes()
    doctor = kept.call("doctor", code=1).out
    assert "1. Put all that can be read into a new file: tinywins doctor --salvage saved.db" in doctor
    assert "2. See what it says, then put the new file in place: tinywins backup restore saved.db" in doctor
    assert "There is no sound backup to go back to." in doctor
    new = tmp_path / "saved.db"
    told = kept.call("doctor", "--salvage", str(new), code=1)
    assert "1 change cannot be read any more" in told.out
    assert "The newest entry that was saved: Sun 22 Nov  Answered the hardest review" in told.out
    assert "can be logged again: tinywins log --on DAY" in told.out
    assert f"To put what was saved in the log's place: tinywins backup restore {new}" in told.out
    assert kept.path.read_bytes() == damaged
    assert stat.S_IMODE(new.stat().st_mode) == 0o600
    kept.call("backup", "restore", str(new), "--yes")
    assert len(kept.texts()) == 2
    doctor = kept.call("doctor").out
    assert "no change is missing but 1 that a salvage could not save" in doctor
    saved = new.read_bytes()
    assert "there already" in kept.call("doctor", "--salvage", str(new), code=2).err
    assert new.read_bytes() == saved
    assert "--salvage" in kept.call("doctor", str(new), code=2).err


def test_salvage_says_what_came_from_backups(kept: Home, tmp_path: Path) -> None:
    """Of a log that ends early, or is none any more, backups give what they hold.

    What came after them is said to be missing, and doctor names the backup that could be gone back to.
    """
    kept.call("backup")
    kept.call("log", "After the backup")
    whole = kept.path.read_bytes()
    (backup,) = (kept.folder / "backups").glob("*.db")
    for number, (data, says) in enumerate(
        (
            (whole[:4_096], "pages are not there, and may have held the newest"),
            (b"Dear diary, " * 4_000, "In the file itself nothing could be read: what was logged after that backup"),
        )
    ):
        kept.path.write_bytes(data)
        doctor = kept.call("doctor", code=1).out
        assert "Or go back to the newest sound backup, of " in doctor
        assert f"with 3 entries:\n   tinywins backup restore {backup.name}" in doctor
        assert ("it ends early: " in doctor) == (number == 0)
        told = kept.call("doctor", "--salvage", str(tmp_path / f"{number}.db"), code=1).out
        assert says in told
        assert "came from the backups" in told
    kept.call("backup", "restore", backup.name, "--yes")
    assert len(kept.texts()) == 3
