"""Two who write at once: one waits, is told for whom, and nothing is lost."""

import fcntl
import json
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.cli.harness import NOW, Home, read_answer

IMPATIENT = (
    "import sys, tinywins.storage.connect as c\n"
    "c.QUIET, c.PATIENCE = 0.2, 1.0\n"
    "from tinywins.__main__ import main\n"
    "sys.exit(main())\n"
)


@contextmanager
def lock_held(home: Home) -> Iterator[None]:
    """Hold the lock as a process that is writing does."""
    lock = os.open(home.folder / "tinywins.lock", os.O_RDWR)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        os.ftruncate(lock, 0)
        os.pwrite(lock, b"4242", 0)
        yield
    finally:
        os.close(lock)


@contextmanager
def database_held(path: Path, how: str) -> Iterator[None]:
    """Hold SQLite's own lock, as a database browser does that has not saved yet."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute(f"BEGIN {how}")
        yield
        db.execute("ROLLBACK")


def start(home: Home, *arguments: str) -> "subprocess.Popen[bytes]":
    """Start a command and leave it running."""
    command = [sys.executable, "-m", "tinywins", *arguments]
    return subprocess.Popen(command, env=home.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def read_until(process: "subprocess.Popen[bytes]", words: str) -> str:
    """Read standard error line by line until words come."""
    assert process.stderr
    told = ""
    while words not in told:
        line = process.stderr.readline().decode()
        assert line, told
        told += line
    return told


def test_a_writer_waits_says_for_whom_and_succeeds(kept: Home) -> None:
    """After a second the process that holds the log is named; once it lets go, the entry is logged."""
    begun = time.monotonic()
    with lock_held(kept):
        process = start(kept, "log", "Patiently")
        told = read_until(process, "Waiting")
        waited = time.monotonic() - begun
        assert "Waiting for process 4242 to finish writing." in told
        assert kept.texts().count("Patiently") == 0
    out, err = process.communicate(timeout=30)
    answer = read_answer(process.returncode, out, err)
    assert answer.code == 0
    assert "Patiently" in answer.out
    assert kept.texts().count("Patiently") == 1
    assert waited >= 1.0


def test_a_writer_waits_for_another_program(kept: Home) -> None:
    """A program that holds SQLite's lock is waited for as well, and the wait is told."""
    with database_held(kept.path, "IMMEDIATE"):
        process = start(kept, "log", "Patiently", "--on", "today")
        told = read_until(process, "Waiting")
        assert f"Waiting: another program is writing to {kept.path}." in told
    out, err = process.communicate(timeout=30)
    assert read_answer(process.returncode, out, err).code == 0
    assert kept.texts().count("Patiently") == 1


def test_a_writer_gives_up_in_the_end(kept: Home) -> None:
    """When the other does not let go, nothing is recorded, and the sentence says who it was."""
    before = kept.state()
    with lock_held(kept):
        for words in (["log", "x"], ["log", "x", "--on", "today"], ["undo"]):
            answer = kept.run(*words, before=IMPATIENT, code=1)
            assert "Waiting for process 4242" in answer.err
            assert "Process 4242 has held the log" in answer.err
            assert "nothing was recorded" in answer.err
    for how, words in (("IMMEDIATE", ["log", "x"]), ("EXCLUSIVE", ["log", "x"]), ("EXCLUSIVE", ["today"])):
        with database_held(kept.path, how):
            answer = kept.run(*words, before=IMPATIENT, code=1)
            assert f"Waiting: another program is writing to {kept.path}." in answer.err
            assert f"Another program has held {kept.path}" in answer.err
    assert kept.state() == before


def test_readers_do_not_wait_for_a_writer(kept: Home) -> None:
    """While somebody else writes, looking and exporting work as ever."""
    before = kept.state()
    with lock_held(kept), database_held(kept.path, "IMMEDIATE"):
        assert kept.state() == before
        for words in (["today"], ["list"], ["streaks"], ["export", "days"], ["doctor"]):
            assert kept.call(*words).err == ""


def test_a_lock_file_left_behind_holds_nobody(kept: Home) -> None:
    """What a killed process left in the lock file does not matter: the lock went with the process."""
    (kept.folder / "tinywins.lock").write_text("999999")
    kept.call("log", "x")
    (kept.folder / "tinywins.lock").unlink()
    kept.call("log", "y")
    assert kept.texts()[-2:] == ["x", "y"]


def test_a_log_in_wal_mode_is_brought_back(kept: Home) -> None:
    """Another program may have turned the log to WAL; the next writer turns it back, and nothing is lost."""
    before = kept.texts()
    kept.sql("PRAGMA journal_mode = WAL")
    assert "Along the river" in kept.run("list").out
    with closing(sqlite3.connect(kept.path)) as reader:
        reader.execute("SELECT count(*) FROM entry").fetchall()
        kept.run("log", "While somebody reads")
        assert reader.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    kept.run("log", "Alone")
    assert kept.sql("PRAGMA journal_mode") == [("delete",)]
    assert kept.texts() == [*before, "While somebody reads", "Alone"]


def test_a_clock_that_went_back_is_said(kept: Home) -> None:
    """An entry before the newest one is recorded as it stands, with a word beside the reply."""
    earlier = NOW.replace("2026-11-22", "2026-11-20")
    answer = kept.call("log", "x", env={"TINYWINS_NOW": earlier})
    assert "The clock is earlier than the newest entry." in answer.err
    assert [entry["day"] for entry in kept.entries() if entry["text"] == "x"] == ["2026-11-20"]
    assert "undo" not in kept.call("undo").err
    assert "x" not in kept.texts()


def test_eight_read_while_one_writes(home: Home, pytestconfig: pytest.Config) -> None:
    """2,000 reads beside a writer and one who makes backups: no error, and each sees all that was acknowledged."""
    home.call("habit", "add", "run")
    many = 20_000 if pytestconfig.getoption("--full") else 2_000
    done = subprocess.run(
        [sys.executable, "-m", "tests.cli.crowd", str(many)],
        env={**home.environment(), "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        check=False,
    )
    told = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert [each["error"] for each in told if "error" in each] == [], done.stderr.decode()
    assert done.returncode == 0, done.stderr.decode()
    assert sum(each.get("reads", 0) for each in told) == many
    (logged,) = (each["logged"] for each in told if "logged" in each)
    (backups,) = (each["backups"] for each in told if "backups" in each)
    assert logged > 20
    assert backups > 1
    assert sorted(map(int, home.texts())) == list(range(logged))
    home.call("doctor")
