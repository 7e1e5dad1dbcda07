"""The log is restored, replaced, removed or emptied beneath a full screen on a real terminal, while a line is typed."""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.harness import Home
from tests.tui.terminals import ENTER, open_terminal

Manner = Callable[[Home], None]


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """A home with a habit and two wins, a backup of it, and one win since."""
    somebody = Home(tmp_path)
    somebody.call("habit", "add", "stretch")
    somebody.call("log", "Answered the hardest review")
    somebody.call("backup")
    somebody.call("log", "Since the backup")
    yield somebody


def restore(home: Home) -> None:
    """Restore the backup by the command in another terminal."""
    home.run("backup", "restore", "--yes")


def move_over(home: Home) -> None:
    """Move an older copy over the log."""
    older = next((home.folder / "backups").glob("*.db"))
    shutil.copy(older, home.folder / "older")
    os.replace(home.folder / "older", home.path)


def copy_over(home: Home) -> None:
    """Copy an older one into the log's file, as `cp` does."""
    older = next((home.folder / "backups").glob("*.db"))
    home.path.write_bytes(older.read_bytes())


def remove(home: Home) -> None:
    """Take the log away."""
    home.path.rename(home.user / "away.db")


def empty(home: Home) -> None:
    """Empty the file, and keep a copy."""
    shutil.copy(home.path, home.user / "away.db")
    home.path.write_bytes(b"")


def rename_folder(home: Home) -> None:
    """Give the folder another name."""
    home.folder.rename(home.user / "elsewhere")


SAID: dict[Manner, str] = {
    restore: "replaced",
    move_over: "replaced",
    copy_over: "",
    remove: "is gone",
    empty: "was emptied",
    rename_folder: "is gone",
}


def bring_back(home: Home) -> None:
    """Put the log where it was."""
    if (home.user / "elsewhere").exists():
        (home.user / "elsewhere").rename(home.folder)
    if (home.user / "away.db").exists():
        os.replace(home.user / "away.db", home.path)


@pytest.mark.parametrize("manner", SAID, ids=lambda manner: manner.__name__)
@pytest.mark.parametrize("page", ["1", "4"])
def test_what_is_typed_stays_and_is_logged_in_the_end(home: Home, manner: Manner, page: str) -> None:
    """What happened is said; a line typed by half stays, and lands in the log that is there in the end."""
    with open_terminal(home) as terminal:
        terminal.wait("Since the backup")
        terminal.type(page, f"[{page} ")
        terminal.type("1", "[1 Today]") if page == "4" else None
        terminal.type("iHalf a line", "Half a line")
        manner(home)
        if SAID[manner]:
            terminal.wait(SAID[manner])
        terminal.wait("Half a line")
        if manner in (remove, empty, rename_folder):
            terminal.type(ENTER, "Half a line")
            time.sleep(0.3)
            assert not home.path.exists() or not home.path.stat().st_size
            bring_back(home)
            time.sleep(1.5)
        terminal.type(" more" + ENTER, "✓ Half a line more")
        terminal.child.send("\x1b")
        terminal.settle()
        terminal.child.send("q")
        assert terminal.end() == 0
        assert terminal.find_harm() == []
    texts = home.texts()
    assert texts.count("Half a line more") == 1
    assert ("Since the backup" in texts) == (manner in (remove, empty, rename_folder))
    home.call("doctor")


def test_the_first_act_of_a_day_begins_the_backup(home: Home) -> None:
    """Who only ever uses the full screen has backups too."""
    for old in (home.folder / "backups").iterdir():
        old.unlink()
    with open_terminal(home, env={"TINYWINS_NOW": None}) as terminal:
        terminal.wait("stretch")
        terminal.type(" ", "✓ stretch")
        end = time.monotonic() + 20
        while not list((home.folder / "backups").glob("*.db")) and time.monotonic() < end:
            time.sleep(0.1)
        terminal.child.send("q")
        assert terminal.end() == 0
    assert len(list((home.folder / "backups").glob("*.db"))) == 1
