"""The daily backup: begun by the day's first act of any kind, tried again after an hour, and told where none comes."""

import fcntl
import os
import re
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.harness import Home
from tests.storage.tables import read_changes
from tests.tui.terminals import open_terminal
from tinywins.cli import session
from tinywins.daily import AGAIN
from tinywins.services.workspace import Workspace

REAL = {"TINYWINS_NOW": None}  # with a fixed clock no daily backup is made
OLD = "20250101-100000-v4.db"
HOUR = AGAIN / 1_000


def backups(home: Home) -> list[Path]:
    """Give the backups, oldest first."""
    return sorted((home.folder / "backups").glob("*.db"))


def wait_for_backups(home: Home, number: int) -> list[Path]:
    """Wait until a process that nobody waits for has made so many backups, and has ended."""
    mark = home.folder / "backups" / "daily"
    end = time.monotonic() + 30
    while time.monotonic() < end:
        if len(backups(home)) >= number and mark.exists():
            with mark.open() as held:
                try:
                    fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    pass
        time.sleep(0.02)
    return backups(home)


def count_changes(path: Path) -> int:
    """Count the changes in the journal of a file."""
    with closing(sqlite3.connect(path)) as db:
        return len(read_changes(db))


def age(path: Path, seconds: float) -> None:
    """Make a file so many seconds older."""
    then = path.stat().st_mtime - seconds
    os.utime(path, (then, then))


def test_the_first_log_of_a_day_begins_a_backup(home: Home) -> None:
    """It is made by a process of its own, once; a log does not wait for it, nor does it for the terminal."""
    home.run("log", "First", env=REAL)
    (first,) = wait_for_backups(home, 1)
    assert count_changes(first) == 1
    home.run("log", "Second", env=REAL)
    home.run("log", "Third", "--json", env=REAL)
    time.sleep(1)
    assert backups(home) == [first]
    first.rename(first.with_name(OLD))
    age(home.folder / "backups" / "daily", 86_400)
    home.run("log", "Next day", "--json", env=REAL)
    assert len(wait_for_backups(home, 2)) == 2
    assert count_changes(backups(home)[-1]) == 4
    assert home.run("doctor", env=REAL).code == 0


def test_a_fixed_clock_begins_no_backup(home: Home) -> None:
    """Where the clock stands still, days do not pass."""
    home.run("log", "First")
    time.sleep(0.5)
    assert not (home.folder / "backups").exists()


def test_every_command_that_writes_begins_it(home: Home, begun: list[str]) -> None:
    """Whatever the day's first act is, the backup follows it; a command that only looks, or is refused, begins none."""
    more = home.user / "more.jsonl"
    more.write_text('{"day": "2025-11-20", "text": "More"}\n')
    writing = (
        *(
            "habit add run --unit km",
            "habit add sweets --limit 1",
            "habit edit run --times 3/week",
        ),
        *("log Ran +run --json", "log -", "done run=2 --on yesterday", "kept sweets", "star last", "rm last", "undo"),
        *("redo", f"import {more}", "edit last --note more", "tag edit run --unit m", "goal add Ship --tag ship"),
        *("goal step add Draw --goal ship", "goal focus ship", "done draw", "moment customer Asked about it"),
        *("feedback add Slow @ben", "thanks @anna Drew +icons", "funnel add shop +visit +order", "doctor --rebuild"),
        *("config set day_start 3", "habit pause run --from 2026-10-01 --to 2026-10-02"),
    )
    looking = (
        *("today", "list", "streaks", "show last", "export log", "goal", "backup list", "doctor", "log"),
        *("done nothing", f"import {more} --dry-run", "config set color never", "completion bash"),
    )
    for words in (*writing, *looking):
        answer = home.call(*words.split(), stdin=b"Typed\n" if words == "log -" else b"", env=REAL, code=None)
        assert answer.code == 0 or words in looking, (words, answer)
        assert begun == [str(home.folder)] * (words in writing), words
        begun.clear()


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give the list of homes for which a backup would have been begun by a process."""
    homes: list[str] = []
    monkeypatch.setattr("tinywins.daily.spawn", homes.append)
    return homes


def test_what_came_to_nothing_is_tried_again_an_hour_later(home: Home, begun: list[str]) -> None:
    """A try that was killed, or came to nothing, holds for an hour; a backup that is there holds for its day."""
    home.call("log", "First")
    folder = home.folder / "backups"
    folder.mkdir()
    mark, counts = folder / "daily", []
    for text, seconds in (
        ("", 0),
        ("", HOUR - 60),
        ("", HOUR + 60),
        ("full", HOUR - 60),
        ("full", HOUR + 60),
        ("", -99),
    ):
        mark.write_text(text)
        age(mark, seconds)
        home.call("undo", env=REAL)
        home.call("redo", env=REAL)
        counts.append(len(begun))
        begun.clear()
    assert counts == [0, 0, 2, 0, 2, 2]
    for hours, expected in ((0, 0), (48, 2)):
        made = folder / time.strftime("%Y%m%d-%H%M%S-v4.db", time.gmtime(time.time() - hours * 3_600))
        made.write_bytes(home.path.read_bytes())
        home.call("undo", env=REAL)
        home.call("redo", env=REAL)
        assert len(begun) == expected
        made.unlink()


def test_a_backup_that_was_killed_is_made_by_a_later_act(home: Home) -> None:
    """Killed at once after it began, it leaves no backup and no claim on the day: an act an hour later makes it."""
    home.run("log", "First")
    home.run(
        "log", "Second", env=REAL, before="import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, (150_000,) * 2)\n"
    )
    mark = home.folder / "backups" / "daily"
    end = time.monotonic() + 30
    while not (mark.exists() and mark.stat().st_size) and time.monotonic() < end:
        time.sleep(0.02)
    assert backups(home) == []
    home.run("log", "Third", env=REAL)
    age(mark, HOUR)
    home.run("star", "last", env=REAL)
    (made,) = wait_for_backups(home, 1)
    assert count_changes(made) == 4
    assert home.run("doctor", env=REAL).code == 0


def test_a_daily_backup_that_comes_to_nothing_is_told(kept: Home) -> None:
    """Why it did is in doctor, how old the newest one is in the list, and a terminal hears of it once a day."""
    good = kept.path.read_bytes()
    kept.path.write_bytes(good.replace(b"Watered the plants", b"Watered the planks"))
    kept.run("log", "On a log that is not sound", env=REAL)
    mark = kept.folder / "backups" / "daily"
    end = time.monotonic() + 30
    while not (mark.exists() and mark.stat().st_size) and time.monotonic() < end:
        time.sleep(0.02)
    (kept.folder / "backups" / OLD).write_bytes(good)
    assert kept.run("log", "Next", env=REAL).err == ""
    told = []
    for words in (["today"], ["log", "Once more"], ["list"]):
        child = kept.spawn(*words, env=REAL)
        child.expect("\\Z|$")
        told.append("came to nothing: the newest one is of Wed 1 Jan 2025" in child.read().decode())
        child.wait()
    assert told == [True, False, False]
    age(kept.folder / "backups" / "missed", 86_400)
    child = kept.spawn("today", env=REAL)
    assert "came to nothing" in child.read().decode()
    assert re.search(r"newest is of Wed 1 Jan 2025: .*not sound", kept.run("doctor", env=REAL, code=1).out)
    assert "came to nothing: the newest one is of Wed 1 Jan 2025" in kept.run("backup", "list", env=REAL).out


def test_one_who_only_uses_the_full_screen_has_backups(home: Home) -> None:
    """A tick there begins the day's backup, and what was written last as it closes; a copy beside the log is told."""
    home.call("habit", "add", "stretch")
    (home.folder / "tinywins (1).db").write_bytes(home.path.read_bytes())
    with open_terminal(home, env=REAL) as terminal:
        terminal.wait("stretch")
        time.sleep(0.6)
        assert not (home.folder / "backups").exists()
        terminal.type(" ", "1 of 1 done")
        terminal.wait("tinywins (1).db beside the log", "To merge it: tinywins import")
        (made,) = wait_for_backups(home, 1)
        begun = count_changes(made)
        made.rename(made.with_name(OLD))
        age(home.folder / "backups" / "daily", HOUR)
        terminal.child.send("uq")
        assert terminal.end() == 0
    assert count_changes(wait_for_backups(home, 2)[-1]) == begun + 1


def test_the_hook_forgets_the_workspaces(home: Home) -> None:
    """Whatever became of a command, none of the logs that it opened is held on to."""
    home.call("log", "First")
    home.call("show", "nothing", code=None)
    opened: list[tuple[Workspace, bool]] = session.OPENED
    assert opened == []


def test_a_folder_of_a_service_and_a_copy_are_told_once(home: Home) -> None:
    """The first act of a day tells of it, whichever it is, once; import merges the copy, which doctor names."""
    home.folder = home.user / "Dropbox" / "log"
    home.path = home.folder / "tinywins.db"
    home.env["TINYWINS_HOME"] = str(home.folder)
    assert "Dropbox copies this folder" in home.run("log", "First", env=REAL).err
    copy = home.folder / "tinywins (conflicted copy).db"
    copy.write_bytes(home.path.read_bytes())
    for number, words in enumerate((["star", "last"], ["log", "More"], ["undo"]), 1):
        (made,) = wait_for_backups(home, 1)
        assert home.run("star", "last", "--off", env=REAL).err == ""
        made.unlink()
        age(home.folder / "backups" / "daily", HOUR)
        told = home.run(*words, env=REAL).err
        assert ("beside the log" in told, "Dropbox copies" in told) == (number == 1, False)
    answer = home.run("import", str(copy), "--json")
    assert answer.json("import")["imported"] == 0
    assert "conflicted copy" in home.run("doctor", env=REAL, code=1).out
    copy.unlink()
    assert home.run("doctor", env=REAL).code == 0
