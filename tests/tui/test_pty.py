"""The whole program on a real terminal: a morning at it, other terminals beside it, and how it ends."""

import os
import re
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.harness import Home
from tests.tui.terminals import CLEAR, ENTER, ESCAPE, PATIENCE, REDO, open_terminal

PAGES = {"2": "Streaks", "3": "Growth", "4": "Log", "1": "Today"}
COLOURS = re.compile(r"\x1b\[(?:\d+;)*(?:3[1-6]|4[1-6]|9[1-6]|10[1-6]|38;5|48;5|38;2|48;2)[;m]")


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """A home with two habits and a win, in an environment that says nothing on its clock."""
    somebody = Home(tmp_path)
    somebody.call("habit", "add", "stretch")
    somebody.call("habit", "add", "run", "--unit", "km")
    somebody.call("log", "Answered the hardest review", "+reviews")
    yield somebody


def read_log(home: Home) -> dict[str, str]:
    """Give the tags of each entry's text."""
    return {entry["text"]: " ".join(entry["tags"]) for entry in home.entries()}


def test_a_morning(home: Home) -> None:
    """Tick, type a win with a completed tag, undo and redo, walk the pages, quit: the log has what the screen said."""
    with open_terminal(home) as terminal:
        terminal.wait("stretch", "Answered the hardest review")
        terminal.type(" ", "✓ stretch", "1 of 2 done")
        terminal.type("iAnswered a mail +rev", "+reviews")
        terminal.type("\t" + ENTER, "✓ Answered a mail   +reviews", "3 wins today")
        assert read_log(home) == {"Answered the hardest review": "reviews", "": "stretch", "Answered a mail": "reviews"}
        terminal.press(ESCAPE)
        terminal.type("u", "2 wins today")
        assert read_log(home) == {"Answered the hardest review": "reviews", "": "stretch"}
        terminal.type(REDO, "3 wins today")
        assert "Answered a mail" in read_log(home)
        for key, title in PAGES.items():
            terminal.type(key, f"[{key} {title}]", "q Quit")
            terminal.settle()
            assert "Answered a mail" in terminal.shown or title in ("Streaks", "Growth")
        terminal.child.send("q")
        assert terminal.end() == 0
        assert terminal.modes_left() == set()
        assert terminal.find_harm() == []


@pytest.mark.parametrize(
    ("env", "plain"),
    [
        ({"TERM": "xterm"}, False),
        ({"TERM": "xterm", "NO_COLOR": "1"}, True),
        ({"TERM": "dumb"}, False),
        ({"LC_ALL": "C"}, False),
    ],
    ids=["16 colours", "no colour", "dumb", "no locale"],
)
def test_any_terminal_will_do(home: Home, env: dict[str, str | None], plain: bool) -> None:
    """With 16 colours, without any and on a terminal that promises nothing, the screen says the same."""
    with open_terminal(home, env=env) as terminal:
        terminal.type(" ", "> ✓ ", "1 of 2 done")
        for key, title in PAGES.items():
            terminal.type(key, f"[{key} {title}]")
            terminal.settle()
        terminal.child.send("q")
        assert terminal.end() == 0
        assert terminal.modes_left() == set()
        if plain:
            assert not COLOURS.search(terminal.written)
        elif env == {"TERM": "xterm"}:
            assert "38;2;" not in terminal.written
            assert "38;5;" not in terminal.written
    assert read_log(home)[""] == "stretch"


def test_nothing_is_lost_while_another_process_logs(home: Home) -> None:
    """Wins that are typed here and logged elsewhere at the same time all arrive, on the disk and on the screen."""
    here, there = ([f"{where} {number}" for number in range(20)] for where in ("here", "there"))
    with open_terminal(home, size=(80, 60)) as terminal:
        terminal.press("i")
        for mine, theirs in zip(here, there, strict=True):
            terminal.child.send(mine + ENTER)
            home.call("log", theirs)
        terminal.wait(*(f"{text}  " for text in here + there))
        assert set(home.texts()) == {"Answered the hardest review", *here, *there}
        terminal.press(ESCAPE)
        terminal.type("4", "[4 Log]", *(f"{text}  " for text in here + there))
    home.run("doctor")


def test_a_command_in_another_terminal_is_undone_here(home: Home) -> None:
    """The newest act is taken back, also where the command line made it, and the command line takes back ours."""
    with open_terminal(home) as terminal:
        home.run("log", "From the command line")
        terminal.wait("From the command line")
        terminal.type("u", "1 win today")
        assert home.texts() == ["Answered the hardest review"]
        terminal.type(" ", "1 of 2 done")
        home.run("undo")
        terminal.wait("0 of 2 done")


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_the_log_is_sound_however_it_ends(home: Home, sent: signal.Signals) -> None:
    """What was said to be logged is in the log, whatever signal ends the program; SIGTERM gives the terminal back."""
    with open_terminal(home) as terminal:
        terminal.type("iBefore the end" + ENTER, "✓ Before the end")
        terminal.child.send("unfinished")
        terminal.child.kill(sent)
        code = terminal.end()
        if sent == signal.SIGTERM:
            assert code == 143
            assert terminal.modes_left() == set()
    assert set(read_log(home)) == {"Answered the hardest review", "Before the end"}
    assert "Traceback" not in terminal.written
    home.run("doctor")
    home.run("log", "After it")


def test_a_closed_window_ends_the_program(home: Home) -> None:
    """When the terminal itself is closed, no process stays behind."""
    with open_terminal(home) as terminal:
        pid = terminal.child.pid
        os.close(terminal.child.child_fd)
        end = time.monotonic() + PATIENCE
        while terminal.child.ptyproc.isalive():
            assert time.monotonic() < end
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
    home.run("doctor")


def test_the_window_changes_its_size(home: Home) -> None:
    """Each page fits the new size, and what was typed stays."""
    with open_terminal(home) as terminal:
        for key in ("1", "2", "3", "4"):
            terminal.press(key)
            for size in ((60, 20), (200, 60), (80, 24)):
                terminal.resize(*size)
                assert f"[{key} " in terminal.lines[0]
                assert size[0] < 80 or "? Help" in terminal.lines[-1]
        terminal.press("1", "i")
        terminal.type("half a line", "half a line")
        terminal.resize(60, 20)
        assert "half a line" in terminal.shown
        terminal.type(CLEAR + "Whole" + ENTER, "✓ Whole")
    assert "Whole" in read_log(home)


@pytest.mark.parametrize("shell", ['"$@" | cat', '"$@" < /dev/null', '"$@" > out.txt'])
def test_without_a_terminal_it_says_so(home: Home, shell: str) -> None:
    """In a pipe or with a redirected stream nothing is drawn: a sentence with a next step, and exit code 2."""
    answer = home.run("tui", sh=f"{shell}; exit 2" if "|" in shell else shell, code=2)
    assert "The full screen needs a terminal." in answer.err
    assert "tinywins today" in answer.err
    assert answer.out == ""
    assert not (home.user / "out.txt").exists() or (home.user / "out.txt").read_bytes() == b""


def test_a_burst_of_keys_goes_where_it_is_meant(home: Home) -> None:
    """Keys that arrive at once, as over a slow line, each go to where the key before them led."""
    with open_terminal(home) as terminal:
        terminal.type("iDone and dusted, no undo" + ENTER + "Queued" + ENTER + "uq", "✓ Queued", "  uq")
        terminal.press(ESCAPE)
        terminal.type("4", "[4 Log]")
        terminal.press("/dusted" + ENTER)
        terminal.type("nkept, twice" + ENTER, "kept, twice")
        terminal.settle()
    entries = {entry["text"]: entry["note"] for entry in home.entries()}
    assert entries == {"Answered the hardest review": "", "Done and dusted, no undo": "kept, twice", "Queued": ""}


def test_escape_and_keys_are_told_apart(home: Home) -> None:
    """Escape leaves the line, arrows move, a bracketed paste goes into the line as it is."""
    with open_terminal(home) as terminal:
        terminal.type("j", "> ○ open    run")
        terminal.type("\x1b[A", "> ○ open    stretch")
        terminal.press("i")
        terminal.type("\x1b[200~Pasted ; $(rm) +q uq\x1b[201~", "Pasted ; $(rm) +q uq")
        terminal.type(ENTER, "✓ Pasted ; $(rm) q uq")
        terminal.press(ESCAPE)
        assert "what did you finish" in terminal.shown
    assert read_log(home)["Pasted ; $(rm) q uq"] == "q"
