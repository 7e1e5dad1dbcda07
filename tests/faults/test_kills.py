"""Killed at any moment: what was acknowledged is there, the rest is whole or not at all, and the next command works."""

import random
import shutil
import signal
import sqlite3
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.harness import Home, module
from tests.faults.nursery import Nursery
from tests.storage.tables import read_changes
from tinywins.storage.keeping.copies import verify_file

Journal = list[tuple[object, ...]]
ROWS = 150


@pytest.fixture
def times(full: bool) -> int:
    """How many times more than usual a test kills."""
    return 10 if full else 1


@pytest.fixture
def nursery(home: Home) -> Iterator[Nursery]:
    """A process in whose children commands run."""
    nursery = Nursery(home)
    yield nursery
    nursery.end()


def read_journal(path: Path) -> Journal:
    """Read every change of a log; a commit that was cut off is taken back, as any reader would."""
    with closing(sqlite3.connect(path)) as db:
        return [tuple(row) for row in read_changes(db)]


def write_rows(file: Path) -> None:
    """Write a file of rows to import."""
    file.write_text("".join(f'{{"day": "2026-11-{n % 20 + 1:02d}", "text": "Row {n}"}}\n' for n in range(ROWS)))


def check(home: Home) -> None:
    """See that doctor finds nothing wrong: every page, CRC and number, and the tables against a fold."""
    assert "wrong" not in home.call("doctor").out


def spread(number: int, longest: float, seed: int) -> list[float]:
    """Give so many moments, spread at random but evenly, until a little after a command's usual end."""
    dice = random.Random(seed)
    moments = [(place + dice.random()) * 1.3 * longest / number for place in range(number)]
    dice.shuffle(moments)
    return moments


def test_logs(home: Home, nursery: Nursery, times: int) -> None:
    """An entry whose reply came is there, any other is there or not; the log is sound, and goes on."""
    longest = sorted(nursery.measure(["log", "First", "+run=1.5"]) for _ in range(3))[1]
    seen: Counter[tuple[bool, bool]] = Counter()
    beginning = home.path.read_bytes()
    for turn, moment in enumerate(spread(200 * times, longest, seed=1)):
        if turn % 200 == 0:  # a log that grew would make all the others slow
            home.path.write_bytes(beginning)
            after = home.texts()
        before = after
        code, out, _ = nursery.run(["log", f"Turn {turn}", "+run=1.5", "+work"], moment)
        told = "✓" in out
        assert told or code == -signal.SIGKILL, turn
        check(home)
        after = home.texts()
        assert after in ([*before, f"Turn {turn}"], *([] if told else [before])), turn
        seen[told, after != before] += 1
        if turn % 10 == 0:
            home.call("log", f"After {turn}")
            after = home.texts()
    assert seen[True, True] > times
    assert seen[False, False] > times


def go_back(home: Home, before: bytes) -> None:
    """Put the log back as it was, without the backups that imports have put aside since."""
    shutil.rmtree(home.folder / "backups", ignore_errors=True)
    home.path.write_bytes(before)


def test_imports(home: Home, nursery: Nursery, times: int) -> None:
    """All rows are there or none, all of them once the reply came; importing again brings the rest, undo takes all."""
    file = home.user / "rows.jsonl"
    write_rows(file)
    words = ["import", str(file)]
    home.call("doctor")
    before, whole = home.path.read_bytes(), len(home.texts())
    longest = nursery.measure(words)
    seen: Counter[tuple[bool, int]] = Counter()
    for turn, moment in enumerate(spread(40 * times, longest, seed=2)):
        go_back(home, before)
        code, out, _ = nursery.run(words, moment)
        told = f"{ROWS} new" in out or f"{ROWS} imported" in out
        assert told or code == -signal.SIGKILL, (turn, out)
        check(home)
        imported = len(home.texts()) - whole
        assert imported in ((ROWS,) if told else (0, ROWS)), turn
        seen[told, imported] += 1
        home.call(*words)
        assert len(home.texts()) == whole + ROWS
        home.call("undo")
        assert len(home.texts()) == whole
    assert seen[True, ROWS] > times
    assert seen[False, 0] > times


def check_restored(home: Home, old: Journal, new: Journal, *, told: bool) -> bool:
    """See that the log is old or new, and that what it replaced is a backup; say whether it is new."""
    check(home)
    found = read_journal(home.path)
    assert found == new or (found == old and not told)
    backups = sorted((home.folder / "backups").glob("*.db"))
    assert [verify_file(str(backup)) for backup in backups] == [[]] * len(backups)
    if found == new:
        assert old in [read_journal(backup) for backup in backups]
    return found == new


def test_restores(home: Home, nursery: Nursery, times: int) -> None:
    """The log is the old one or the restored one, and nothing is gone: what was replaced is a backup, whole."""
    home.call("backup")
    (source,) = (home.folder / "backups").glob("*.db")
    words = ["backup", "restore", source.name, "--yes"]
    new = read_journal(source)
    home.call("log", "Before")
    longest = nursery.measure(words)
    seen: Counter[tuple[bool, bool]] = Counter()
    for turn, moment in enumerate(spread(40 * times, longest, seed=3)):
        home.call("log", f"Turn {turn}")
        old = read_journal(home.path)
        code, out, _ = nursery.run(words, moment)
        told = "Restored" in out
        assert told or code == -signal.SIGKILL, (turn, out)
        seen[told, check_restored(home, old, new, told=told)] += 1
        for backup in {*(home.folder / "backups").glob("*.db")} - {source}:
            backup.unlink()
        home.call(*words)
        assert read_journal(home.path) == new
        assert not (home.folder / "tinywins.db.restored").exists()
    assert seen[True, True] > times
    assert seen[False, False] > times


def test_backups(home: Home, nursery: Nursery, times: int) -> None:
    """What has a backup's name is whole, there is one more once the reply came, and the log stays as it was."""
    longest = nursery.measure(["backup"])
    journal, folder = read_journal(home.path), home.folder / "backups"
    whole = 0
    for turn, moment in enumerate(spread(20 * times, longest, seed=4)):
        for backup in folder.glob("*.db"):
            backup.unlink()
        code, out, _ = nursery.run(["backup"], moment)
        told = out != ""
        assert told or code == -signal.SIGKILL, (turn, out)
        check(home)
        found = [read_journal(backup) for backup in folder.glob("*.db") if verify_file(str(backup)) == []]
        assert len(found) == len(list(folder.glob("*.db")))
        assert found in ([[journal]] if told else ([], [journal]))
        whole += len(found)
        home.call("backup")
    assert 0 < whole < 20 * times


def test_imports_from_a_shell(home: Home, times: int) -> None:
    """The program as it is started from a shell, killed while it starts and while it works, imports all or nothing."""
    file, dice, before, old = home.user / "rows.jsonl", random.Random(5), home.path.read_bytes(), home.texts()
    write_rows(file)
    for turn in range(10 * times):
        go_back(home, before)
        child = subprocess.Popen(
            [*module(), "import", str(file)], env=home.env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            child.wait(dice.uniform(0.05, 0.2))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
        check(home)
        assert len(home.texts()) - len(old) in (0, ROWS), turn
    home.call("import", str(file))
    assert len(home.texts()) == len(old) + ROWS
