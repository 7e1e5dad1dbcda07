"""`review` and `report` at the command line: what is read, pasted, kept for the next time, and written as a page."""

import base64
import os
import re
import stat
from pathlib import Path

import pytest

from tests.builders import day
from tests.cli.harness import Home, refuse
from tests.services.workspaces import Person
from tests.year import live_year
from tinywins.cli.clipboard import LARGEST, wrap_request

SUNDAY = "2026-11-22T21:00:00+00:00"
MONDAY = "2026-11-23T09:00:00+00:00"


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home with a realistic year in it, which no test changes."""
    home = Home(tmp_path_factory.mktemp("lived"))
    home.folder.mkdir(mode=0o700)
    person = Person(str(home.folder))
    live_year(person, day("2026-11-22"))
    person.close()
    return home


@pytest.mark.parametrize("kind", ["week", "month", "year"])
def test_a_review_has_its_parts(lived: Home, kind: str) -> None:
    """A review names its period and wins, lists the starred first, says what was kept, the trend, and what follows."""
    shown = lived.call("review", kind).out
    lines = shown.split("\n")
    assert " wins so far" in "\n".join(lines[:2])
    stars = [place for place, line in enumerate(lines) if line.startswith("★")]
    assert stars == list(range(stars[0], stars[0] + len(stars))) if stars else kind == "week"
    assert re.search(r"^Kept {6}stretch \d+/\d+", shown, re.MULTILINE)
    assert re.search(r"^Trend {5}\S", shown, re.MULTILINE)
    assert f'tinywins review {kind} --note "..."' in shown
    assert max(map(len, lines)) <= 80


def test_monday_looks_back(lived: Home) -> None:
    """On a Monday the week that is over is reviewed; on a Tuesday, or with --on, the one that goes on."""
    assert "Mon 16 - Sun 22 Nov" in lived.call("review", "week", env={"TINYWINS_NOW": MONDAY}).out
    tuesday = {"TINYWINS_NOW": "2026-11-24T09:00:00+00:00"}
    assert "Mon 23 - Sun 29 Nov" in lived.call("review", "week", env=tuesday).out
    assert "Mon 23 - Sun 29 Nov" in lived.call("review", "week", "--on", "today", env={"TINYWINS_NOW": MONDAY}).out
    assert "November 2025" in lived.call("review", "month", "--on", "2025-11-30").out


def test_a_note_opens_the_next_review(kept: Home) -> None:
    """What is written down is shown at once, opens the next review, can be taken away, and undone."""
    said = kept.call("review", "week", "--note", "answer reviews before lunch").out
    assert 'To try: "answer reviews before lunch"' in said
    following = kept.call("review", "week", "--on", "today", env={"TINYWINS_NOW": "2026-11-24T09:00:00+00:00"}).out
    assert 'You wrote last week: "answer reviews before lunch"' in following
    later = kept.call("review", "week", "--on", "today", env={"TINYWINS_NOW": "2026-12-09T09:00:00+00:00"}).out
    assert 'You wrote in the week of Mon 16 Nov: "answer reviews before lunch"' in later
    assert "Undone" in kept.call("undo").out
    assert "To try" not in kept.call("review", "week").out
    kept.call("redo")
    kept.call("review", "week", "--note", "")
    assert "To try" not in kept.call("review", "week").out


def test_persons_are_left_out(kept: Home) -> None:
    """A person is `someone` in text, Markdown, JSON and the report, unless --names is given."""
    kept.call("log", "Wrote to @supplier about the parcel", "+service")
    kept.call("log", "Called back", "@anna")
    kept.call("star", "last")
    report = kept.user / "report.html"
    ways = (
        ["review", "week", "--all"],
        ["review", "month", "--format", "markdown"],
        ["review", "year", "--json"],
        ["report", str(report)],
    )
    for words in ways:
        with_names = kept.call(*words, "--names", *(["--force"] if words[0] == "report" else [])).out
        with_names = report.read_text("utf-8") if words[0] == "report" else with_names
        plain = kept.call(*words, *(["--force"] if words[0] == "report" else [])).out
        plain = report.read_text("utf-8") if words[0] == "report" else plain
        assert "supplier" in with_names, words
        assert "anna" in with_names, words
        assert "supplier" not in plain, words
        assert "anna" not in plain, words
        assert "Wrote to someone about the parcel" in plain, words


def test_copying_asks_the_terminal(lived: Home) -> None:
    """--copy sends what is printed to the terminal's clipboard (OSC 52) and says so."""
    child = lived.spawn("review", "week", "--format", "markdown", "--copy", env={"TMUX": None, "STY": None})
    shown = child.read()
    sent = re.findall(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07", shown)
    assert len(sent) == 1
    copied = base64.b64decode(sent[0]).decode()
    assert copied == lived.call("review", "week", "--format", "markdown").out
    assert b"clipboard" in shown


def test_multiplexers_are_passed_through() -> None:
    """Inside tmux the request goes out plain and wrapped, inside screen in short wrapped pieces that add up to it."""
    request = b"\x1b]52;c;" + b"A" * 2_000 + b"\x07"
    assert wrap_request(request, {}) == [request]
    plain, wrapped = wrap_request(request, {"TMUX": "/tmp/tmux"})
    assert plain == request
    assert wrapped.startswith(b"\x1bPtmux;\x1b\x1b]52;")
    assert wrapped.endswith(b"\x07\x1b\\")
    pieces = wrap_request(request, {"STY": "1.screen"})
    assert b"".join(piece[2:-2] for piece in pieces) == request
    assert max(map(len, pieces)) < 768


def test_copying_wants_a_terminal(lived: Home) -> None:
    """Without a terminal the review is printed all the same, and a sentence says that nothing was copied."""
    told = lived.run(
        "review", "week", "--copy", code=1, before="import os; os.setsid() if os.getpgrp() != os.getpid() else None\n"
    )
    assert "Week 47" in told.out
    assert "There is no terminal" in told.err
    assert LARGEST > 50_000


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["day"], ["There is no review 'day'.", "week, month or year"]),
        (["mnth"], ["Did you mean month?"]),
        (["week", "--format", "html"], ["There is no format 'html'."]),
        (["week", "--on", "2026-12-24"], ["still to come"]),
        (["week", "--copy", "--json"], ["JSON is not for copying"]),
        (["week", "--note", "x" * 501], ["500"]),
    ],
)
def test_what_cannot_be_reviewed_is_refused(kept: Home, words: list[str], says: list[str]) -> None:
    """A period, format or day that is none is refused with a next step, and nothing is written."""
    refuse(kept, "review", *words, says=says)


def test_an_empty_log_has_an_empty_review(home: Home) -> None:
    """With nothing logged a review says so, without blame, and no file of the log is made."""
    for kind in ("week", "month", "year"):
        shown = home.call("review", kind).out
        assert "0 wins" in shown
        assert "Too early" in shown
        home.call("review", kind, "--format", "markdown")
        home.call("review", kind, "--json").json("review")
    home.call("report", str(home.user / "empty.html"))
    assert not home.path.exists()


def test_a_report_is_a_private_page(lived: Home, tmp_path: Path) -> None:
    """The report is one file that its owner alone can read, holds every win, and replaces none unasked."""
    path = tmp_path / "year.html"
    assert lived.call("report", str(path)).out == f"Written: {path}\n"
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600
    page = path.read_text("utf-8")
    assert page.count("Answered the hardest review") == sum("hardest" in text for text in lived.texts())
    refuse(lived, "report", str(path), says=["is there already", "--force"])
    lived.call("report", str(path), "--year", "2025", "--force")
    assert "Tiny wins of 2025" in path.read_text("utf-8")
    refuse(lived, "report", str(tmp_path / "x.html"), "--year", "2031", says=["still to come"])
