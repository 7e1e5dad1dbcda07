"""The log's file is taken away, emptied or replaced beneath the full screen, on a real terminal."""

import re
import shutil
import time
from pathlib import Path

import pytest

from tests.cli.harness import Home
from tests.storage.disasters import DISASTERS, Scene
from tests.tui.terminals import ENTER, ESCAPE, PATIENCE, Terminal, open_terminal

GONE, EMPTY, REPLACED = r"is\s+gone", r"is\s+empty", r"replaced\s+by\s+another"
DAMAGED = r"damaged\s+or\s+not"
SAID = {
    **dict.fromkeys(("removed", "folder renamed", "folder removed"), GONE),
    **dict.fromkeys(("emptied", "empty moved over"), EMPTY),
    **dict.fromkeys(("text copied over", "half copied over"), DAMAGED),
}
PARTS = 3


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home with a habit and a win."""
    somebody = Home(tmp_path)
    somebody.call("habit", "add", "stretch")
    somebody.call("log", "The first win", "+reviews")
    return somebody


def make_another(folder: Path) -> Path:
    """Make another log, as young as the first."""
    folder.mkdir()
    other = Home(folder)
    other.call("habit", "add", "stretch")
    other.call("log", "A win of another log")
    return other.path


def read_toasts(terminal: Terminal) -> str:
    """Give what is said beside the page."""
    return " ".join(line.partition("▌")[2].strip() for line in terminal.lines)


def submit(terminal: Terminal, text: str, said: str) -> None:
    """Press Enter, and wait until something is said or the line was recorded, as it was noticed before the key."""
    terminal.child.send(ENTER)
    end = time.monotonic() + PATIENCE
    while not re.search(said, read_toasts(terminal)):
        assert time.monotonic() < end, terminal.shown
        terminal.read(0.2)
    assert f"✓ {text} " in terminal.shown or f"  {text} " in terminal.shown


def insist(terminal: Terminal, home: Home, text: str) -> None:
    """Press Enter until the line is in the log."""
    end = time.monotonic() + PATIENCE
    while f"✓ {text} " not in terminal.shown:
        assert time.monotonic() < end, terminal.shown
        terminal.child.send(ENTER)
        for _ in range(4):
            terminal.read(0.1)
    assert home.texts().count(text) == 1


@pytest.mark.parametrize("part", range(PARTS))
def test_the_log_is_lost_beneath_the_full_screen(
    home: Home, tmp_path: Path, part: int, request: pytest.FixtureRequest
) -> None:
    """Whatever becomes of the file it is said, the typed line stays, and Enter records it once a log is there again.

    What was in the place of the log by then is all there, and nothing else was written to it.
    """
    another = make_another(tmp_path / "other")
    rounds = 20 if request.config.getoption("--full") else 1
    with open_terminal(home, size=(110, 50)) as terminal:
        terminal.press("i")
        for number, name in enumerate([*DISASTERS][part::PARTS] * rounds):
            older = tmp_path / f"older{number}"
            shutil.copy(home.path, older)
            home.call("log", f"Since {number}")
            scene = Scene(home.path, older, another, tmp_path / f"spare{number}")
            text = f"Typed {number}"
            terminal.type(text, text)
            expected = home.texts()
            strike, left = DISASTERS[name]
            strike(scene)
            submit(terminal, text, SAID.get(name, REPLACED))
            if left:
                expected = {"another": ["A win of another log"], "older": expected[:-1], "same": expected}[left]
            else:
                scene.bring_back()
            insist(terminal, home, text)
            assert home.texts() == [*expected, text], name
    assert home.run("doctor").code == 0


def test_a_backup_is_restored_beneath_the_full_screen(home: Home) -> None:
    """A restore by the command line is said and shown, the typed line stays, and undo here goes on from it."""
    home.call("backup")
    home.call("log", "Since the backup")
    with open_terminal(home, size=(110, 40)) as terminal:
        terminal.wait("Since the backup")
        terminal.type("iTyped meanwhile", "Typed meanwhile")
        home.run("backup", "restore", "--yes")
        submit(terminal, "Typed meanwhile", REPLACED)
        insist(terminal, home, "Typed meanwhile")
        assert home.texts() == ["The first win", "Typed meanwhile"]
        terminal.press(ESCAPE)
        terminal.type("u", "Undone: logged Typed meanwhile")
        terminal.type("u", "Undone: logged The first win")
    assert home.texts() == []
    assert home.run("doctor").code == 0
