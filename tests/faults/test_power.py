"""The power goes at any moment: what is left on the disk is old or new, and what was acknowledged is new."""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

import pytest

from tests.cli.harness import Home
from tests.faults.acts import look_at_log
from tests.faults.power import Recording, Reply, Step, cut_power, list_unsynced, read_disk, write_disk
from tinywins.storage.keeping.copies import read_file_contents, verify_file

LOCKS = {"home/tinywins.lock"}  # its text names a process, which is gone with the power
Recorder = Callable[[Home, Sequence[str]], list[Step]]
MARKS = {"home/backups/daily"}


@pytest.fixture
def most(full: bool) -> int:
    """How many disks to try after each step."""
    return 40 if full else 3


@pytest.fixture
def recorder(quick: Path, tmp_path: Path, tracer: str) -> Recorder:
    """A way to record what a command asks of the disk."""
    return lambda home, words: Recording(quick).run(home, words, tmp_path / "trace")


class Cut:
    """A command that was recorded, and the power that goes at every step of it."""

    def __init__(self, home: Home, quick: Path, words: Sequence[str], recorder: Recorder) -> None:
        self.top = quick / "left"
        self.start = read_disk(quick)
        self.steps = recorder(home, words)
        assert any(isinstance(step, Reply) for step in self.steps)

    def recover(self, look: Callable[[Home], object], old: object, most: int) -> int:
        """See that each disk that could be left is old or new to the look at it; give how many there were."""
        new, seen = None, set()
        shutil.rmtree(self.top, ignore_errors=True)
        found = []
        for disk, is_acknowledged in cut_power(self.start, self.steps, Random(6), most):
            reach = disk.reach()
            mark = hash((tuple(reach.items()), is_acknowledged))
            if mark in seen:
                continue
            seen.add(mark)
            self.top.mkdir()
            write_disk(disk, self.top)
            left = Home(self.top)
            found.append((look(left), is_acknowledged))
            if len(found) % 10 == 1:
                texts = left.texts()
                left.call("log", "And on")
                assert left.texts() == [*texts, "And on"]
            shutil.rmtree(self.top)
        new = found[-1][0]
        assert new != old
        assert {True, False} == {state == new for state, _ in found}
        for number, (state, is_acknowledged) in enumerate(found):
            assert state == new or (state == old and not is_acknowledged), number
        return len(found)


def test_log(home: Home, quick: Path, recorder: Recorder, most: int) -> None:
    """An entry is there or not, and it is there once its reply came."""
    old = look_at_log(home)
    cut = Cut(home, quick, ["log", "By candle light", "+run=3"], recorder)
    assert list_unsynced(cut.start, cut.steps) <= LOCKS
    assert cut.recover(look_at_log, old, most) > 100


def test_first_log(quick: Path, recorder: Recorder, most: int) -> None:
    """The first entry ever, whose folder is new as well, is there once its reply came."""
    cut = Cut(Home(quick), quick, ["log", "The first"], recorder)
    assert list_unsynced(cut.start, cut.steps) <= LOCKS
    assert cut.recover(look_at_log, [], most) > 20


def look_at_backups(home: Home) -> int:
    """Count the entries of the fullest backup, all of which must be whole, beside a log that is sound."""
    found = [str(path) for path in (home.folder / "backups").glob("*.db")]
    assert [verify_file(path) for path in found] == [[]] * len(found)
    assert len(look_at_log(home)) == 4
    return max((contents.entries for path in found if (contents := read_file_contents(path))), default=0)


@pytest.mark.parametrize("first", [False, True])
def test_backup(home: Home, quick: Path, recorder: Recorder, most: int, first: bool) -> None:
    """What has a backup's name is whole, and the new one is there once that was said; also the first of all."""
    if not first:
        home.call("backup")
    home.call("log", "Since then")
    cut = Cut(home, quick, ["backup"], recorder)
    assert list_unsynced(cut.start, cut.steps) <= LOCKS | MARKS
    assert cut.recover(look_at_backups, 0 if first else 3, most // 3) > 20


def test_restore(home: Home, quick: Path, recorder: Recorder, most: int) -> None:
    """The log is the old one, or the restored one beside a backup of the old one."""
    home.call("backup")
    home.call("log", "Afterwards")

    def look(home: Home) -> tuple[int, int]:
        """Count the entries of the log, and those of the largest sound backup."""
        found = list((home.folder / "backups").glob("*.db"))
        assert [verify_file(str(path)) for path in found] == [[]] * len(found)
        texts = look_at_log(home)
        return len(texts), len(found) if len(texts) == 3 else 1

    cut = Cut(home, quick, ["backup", "restore", "--yes"], recorder)
    assert list_unsynced(cut.start, cut.steps) <= LOCKS
    assert cut.recover(look, (4, 1), most // 3) > 20


@pytest.mark.parametrize("force", [False, True])
def test_export(home: Home, quick: Path, recorder: Recorder, most: int, force: bool) -> None:
    """A file is there whole or not at all, and with --force it is the one of before or the new one."""
    target = home.user / "log.csv"
    if force:
        target.write_text("before")

    def look(home: Home) -> str | None:
        """Give what the file says."""
        path = home.user / "log.csv"
        return path.read_text() if path.exists() else None

    cut = Cut(home, quick, ["export", "log", "-o", str(target), *(["--force"] if force else [])], recorder)
    assert list_unsynced(cut.start, cut.steps) == set()
    assert cut.recover(look, "before" if force else None, most) > 5


@pytest.mark.parametrize("first", [False, True])
def test_config_set(home: Home, quick: Path, recorder: Recorder, most: int, first: bool) -> None:
    """The file of settings is the old one or the new one, and the new one once that was said; also the first."""
    if not first:
        home.call("config", "set", "editor", "nano")

    def look(home: Home) -> list[str]:
        """Give the settings."""
        return [home.call("config", "get", key).out.strip() for key in ("editor", "color")]

    cut = Cut(home, quick, ["config", "set", "color", "never"], recorder)
    assert list_unsynced(cut.start, cut.steps) == set()
    assert cut.recover(look, ["" if first else "nano", "auto"], most) > 5


def test_config_of_the_log(home: Home, quick: Path, recorder: Recorder, most: int) -> None:
    """A setting that the log keeps is as safe as an entry."""
    cut = Cut(home, quick, ["config", "set", "day_start", "3"], recorder)
    assert list_unsynced(cut.start, cut.steps) <= LOCKS
    assert cut.recover(lambda home: home.call("config", "get", "day_start").out, "4\n", most) > 50
