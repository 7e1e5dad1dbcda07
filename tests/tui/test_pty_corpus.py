"""Nothing in a log and nothing that is pasted reaches the terminal as a command: the corpus, on each page and modal."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.harness import Home
from tests.cli.hostile import fill
from tests.cli.test_terminal import BLOCKS, LINES, PAYLOADS, find_harm
from tests.tui.terminals import CLEAR, ENTER, ESCAPE, PALETTE, Terminal, open_terminal

SIZE = (100, 50)
HOSTILE = [payload for name, payload in PAYLOADS.items() if find_harm(payload) and name != "other screen"]
SEEN = ("␛[2J␛[Hgone", "[/nope] [/", "[bold]x[/bold]", "%s %n {0} {path}")
ALL = "".join(LINES.values())
PASTED = "".join(payload for payload in LINES.values() if "\x1b" not in payload and "\x07" not in payload)


@pytest.fixture
def hostile(tmp_path: Path) -> Home:
    """A home in which each payload is a text, a note, a cue, a unit, and a part of names where those may hold it."""
    home = Home(tmp_path)
    home.call("habit", "add", "all", "--cue", ALL, "--reward", ALL)
    home.call("log", ALL, "+all", "--note", "".join(PAYLOADS.values()))
    home.call("tag", "edit", "all", "--unit", "[/x]\u202e\x9b2J", code=None)
    for place, payload in enumerate(PAYLOADS.values()):
        text = payload if payload in LINES.values() else f"note {place}"
        home.call("log", text, f"+h{place}", "--note", payload)
        home.call("log", f"before +tag{payload} @her{payload} after", code=None)
        home.call("habit", "add", f"h{place}", "--cue", payload, "--reward", payload)
        home.call("habit", "add", f"x{payload}", code=None)
        home.call("tag", "edit", f"h{place}", "--unit", payload, code=None)
    return home


@contextmanager
def watch(home: Home) -> Iterator[tuple[Terminal, list[str]]]:
    """Open the program; at its end all that it wrote was its own, and it ended well. The list gathers screens."""
    screens: list[str] = []
    with open_terminal(home, SIZE) as terminal:
        yield terminal, screens
        terminal.press(ESCAPE, ESCAPE)
        terminal.child.send("1q")
        assert terminal.end() == 0
        assert terminal.find_harm() == []
        assert [payload for payload in HOSTILE if payload in terminal.written] == []
        assert terminal.written.count("\x1b[?1049") == 2  # to the other screen, and back at the end
        assert terminal.modes_left() == set()
        assert "Traceback" not in terminal.written
        assert "unforeseen" not in "".join(screens)


def walk(terminal: Terminal, screens: list[str], *keys: str) -> None:
    """Press keys, and keep the screen after each."""
    for key in keys:
        terminal.press(key)
        screens.append(terminal.shown)


def check_seen(screens: list[str]) -> None:
    """See that the payloads were shown, as texts."""
    everything = "".join(screens)
    for words in SEEN:
        assert words in everything


def test_today(hostile: Home) -> None:
    """All rows of the day, its questions, its choice of entries, its replies and refusals."""
    with watch(hostile) as (terminal, screens):
        walk(terminal, screens, *["\x1b[6~"] * 6, "g", " ", ESCAPE, "n", "\x1b[F", ESCAPE, "+", "-", "s", "s")
        walk(terminal, screens, "\t", *["\x1b[6~"] * 6, "g", "*", "*", "e", "\x1b[H", "\x1b[F", "x" + ENTER, "u", "n")
        walk(terminal, screens, ESCAPE, *["j", "e", ESCAPE] * 5, "d", "u", "[", "t", "?", ESCAPE)
    check_seen(screens)


def test_streaks_and_a_habit(hostile: Home) -> None:
    """All habits with their years and days, the filter, the page of a habit from top to bottom, and its form."""
    with watch(hostile) as (terminal, screens):
        walk(terminal, screens, "2", *"jjjjjjjjj", "G", "o", "a", "/", "h1", ENTER, ESCAPE, "g", "\t", "h", ESCAPE)
        walk(terminal, screens, "g", ENTER, *["\x1b[6~"] * 6, "s", "s", "p", "p", "a", "a", "e")
        walk(terminal, screens, *["\t", "\x1b[F"] * 7, ESCAPE, ESCAPE)
        walk(terminal, screens, "n", "x", "\t", "\x1b[200~" + PASTED + "\x1b[201~", *["\t", PASTED] * 2, ESCAPE)
    check_seen(screens)


def test_growth(hostile: Home) -> None:
    """The charts, of all wins and of a tag, and the list of tags to choose from."""
    with watch(hostile) as (terminal, screens):
        walk(terminal, screens, "3", "h", "l", "j", "/", *["\x1b[6~"] * 4, "all", ENTER, "j", "0", ESCAPE)


def test_the_log(hostile: Home) -> None:
    """All entries with their details, the questions for line, note and day, and a search."""
    with watch(hostile) as (terminal, screens):
        walk(terminal, screens, "4", *"jjjjj", *["\x1b[6~"] * 6, "G", "n", "\x1b[H", ESCAPE, "e", ESCAPE, "*", "d", "u")
        walk(terminal, screens, *["k", "k", "e", ESCAPE, "n", ESCAPE] * 6, "D", "today", ENTER)
        walk(terminal, screens, "/", "[/nope]", ENTER, "e", ESCAPE, "/", CLEAR + "\x1b", "f", ESCAPE)
    check_seen(screens)


def test_what_is_pasted(hostile: Home) -> None:
    """Every input takes a hostile paste harmlessly: the line, questions, notes, searches, the palette."""
    paste = f"\x1b[200~{PASTED}\x1b[201~"
    with watch(hostile) as (terminal, screens):
        walk(terminal, screens, "i", paste, "\x1b[H", "\x1b[F", ENTER, ESCAPE, "u", "n", paste, ENTER, ESCAPE, "u")
        walk(terminal, screens, PALETTE, paste, ENTER, ESCAPE, ESCAPE)
        walk(terminal, screens, "2", "/", paste, ESCAPE, "3", "/", paste, ESCAPE)
        walk(terminal, screens, "4", "/", paste, ENTER, ESCAPE, "n", paste, ESCAPE, "D", paste, ENTER, ESCAPE)
    assert "Undone" in "".join(screens)


def test_goals_and_work(tmp_path: Path) -> None:
    """Goals with phases, steps and obstacles, feedback, tweaks, funnels and moments; their pages and their forms."""
    home = Home(tmp_path)
    fill(home, [ALL, "".join(BLOCKS.values()), "".join(list(LINES.values())[::-1])])
    with watch(home) as (terminal, screens):
        walk(terminal, screens, "5", *"jjjjj", *["\x1b[6~"] * 3, "g", "j", "j", ENTER, ESCAPE, "e", "\x1b[F", ESCAPE)
        walk(terminal, screens, "6", *"jjjjjjjj", "g", ENTER, "\x1b[6~", ESCAPE, "G", ENTER, ESCAPE, "?", ESCAPE)
    check_seen(screens)
