"""Trouble with the log while it is shown: it cannot be read, another program has it, or others change it meanwhile."""

import fcntl
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from textual.widgets import Input

from tests.services.workspaces import Person
from tests.tui.pilots import Sitting, play
from tests.tui.pilots_log import open_file
from tinywins.errors import TinyWinsError
from tinywins.services.entries import Edit, edit_entry
from tinywins.services.references import refer_to
from tinywins.tui import app as program
from tinywins.tui.screens.log import LogPage
from tinywins.tui.session import Session
from tinywins.tui.start import PATIENCE, make_program

BROKEN = [b"", b"not a database, " * 2_000]
SOON = 4 * PATIENCE + 0.5  # seconds within which the screen answers, whoever has the log


@pytest.fixture
def person(tmp_path: Path) -> Iterator[Person]:
    """Somebody with a log in a file: a habit and forty wins."""
    somebody = open_file(tmp_path)
    somebody.store.patience = PATIENCE
    somebody.add_habit("stretch")
    for number in range(40):
        somebody.log(f"Piece {number} +run")
    yield somebody
    somebody.close()


@pytest.fixture
def other(tmp_path: Path, person: Person) -> Iterator[Person]:
    """The same person at a second terminal."""
    somebody = open_file(tmp_path, again=True)
    yield somebody
    somebody.close()


@contextmanager
def held(person: Person, how: str) -> Iterator[None]:
    """Hold the log as another program does: its lock file, or SQLite's own lock."""
    path = Path(person.store.path)
    if how == "lock":
        with path.with_suffix(".lock").open("r+") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
    else:
        with closing(sqlite3.connect(path, isolation_level=None)) as db:
            db.execute(f"BEGIN {how}")
            yield
            db.execute("ROLLBACK")


def count_entries(person: Person) -> int:
    """Count the entries of a log."""
    return int(person.db.execute("SELECT count(*) FROM entry").fetchone()[0])


@pytest.mark.parametrize("content", BROKEN, ids=["empty", "junk"])
def test_a_log_that_breaks_beneath_the_list_ends_nothing(person: Person, content: bytes) -> None:
    """Walking through a list whose log has become unreadable leaves rows empty, and is told once."""

    async def story(sitting: Sitting) -> None:
        await sitting.press("4")
        await sitting.wait_for("Piece 39")
        Path(person.store.path).write_bytes(content)
        page = sitting.app.page
        assert isinstance(page, LogPage)
        assert page.browsing is not None
        page.browsing._entries.clear()
        page.browsing._ids.clear()
        for key in ("j", "G", "g", "pagedown", "e", "n", "asterisk", "d", "f", "f"):
            await sitting.press(key)
        assert page.point() is None
        assert sitting.app.is_running
        assert sitting.told

    play(person, story)


@pytest.mark.parametrize("content", BROKEN, ids=["empty", "junk"])
def test_a_log_that_breaks_beneath_a_line_ends_nothing(person: Person, content: bytes) -> None:
    """What is typed stays when the names cannot be read any more: nothing is suggested, and that is told once."""

    async def story(sitting: Sitting) -> None:
        await sitting.press("i")
        Path(person.store.path).write_bytes(content)
        await sitting.type("Ran +ru")
        await sitting.pilot.pause(0.1)
        line = sitting.app.focused
        assert isinstance(line, Input)
        assert line.value == "Ran +ru"
        await sitting.press("tab")
        assert sitting.app.is_running
        assert line.value == "Ran +ru"
        assert 1 <= len(sitting.told) <= 2
        assert len(set(sitting.told)) == len(sitting.told)

    play(person, story)


def test_a_broken_log_in_its_place_is_told_once(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that is no log is told at the first look alone; the log that takes its place again is shown."""
    path, away, broken = Path(person.store.path), tmp_path / "away", tmp_path / "broken"
    monkeypatch.setattr(program, "LOOK_EVERY", 1_000)

    async def story(sitting: Sitting) -> None:
        broken.write_bytes(BROKEN[1])
        path.rename(away)
        broken.rename(path)
        for _ in range(3):
            await sitting.look_again()
        assert len([told for told in sitting.told if "not a database" in told]) == 1
        await sitting.press("space")
        assert path.read_bytes() == BROKEN[1]
        away.rename(path)
        await sitting.look_again()
        assert sitting.find("Piece 39")
        before = count_entries(person)
        await sitting.press("space")
        assert count_entries(person) == before + 1

    play(person, story)


def test_a_log_that_is_back_is_said(person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After it was gone, the log's return is said once, also when it comes back broken first."""
    path, away = Path(person.store.path), tmp_path / "away"
    monkeypatch.setattr(program, "LOOK_EVERY", 1_000)

    async def story(sitting: Sitting) -> None:
        path.rename(away)
        await sitting.look_again()
        path.write_bytes(BROKEN[1])
        await sitting.look_again()
        assert "The log is back." not in sitting.told
        away.rename(path)
        await sitting.look_again()
        await sitting.look_again()
        assert sitting.told.count("The log is back.") == 1

    play(person, story)


@pytest.mark.parametrize("how", ["lock", "IMMEDIATE", "EXCLUSIVE"])
def test_the_screen_goes_on_while_another_has_the_log(person: Person, how: str) -> None:
    """A look waits for nobody; an act is given up soon, with a sentence; afterwards all is as it was."""

    async def story(sitting: Sitting) -> None:
        with held(person, how):
            begun = time.monotonic()
            sitting.app.look()
            assert time.monotonic() - begun < 0.2
            begun = time.monotonic()
            await sitting.press("space")
            assert time.monotonic() - begun < SOON
            assert any("Another program is writing" in told and "Try again." in told for told in sitting.told)
        before = count_entries(person)
        await sitting.look_again()
        await sitting.press("space")
        assert count_entries(person) == before + 1
        assert sitting.find("Piece 39")

    play(person, story)


def test_the_program_has_little_patience(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The full screen waits for others a fraction of what a command does; work beside it waits as commands do."""
    monkeypatch.setenv("TINYWINS_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    store = make_program().session.ws.store
    assert store.patience == PATIENCE <= 0.5
    assert store.beside(print).patience is None


def test_a_page_that_could_not_be_read_is_read_again(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that comes into sight while another has the log alone is shown once the log is free."""
    monkeypatch.setattr(program, "LOOK_EVERY", 1_000)

    async def story(sitting: Sitting) -> None:
        with held(person, "EXCLUSIVE"):
            await sitting.press("4")
            await sitting.pilot.pause(0.1)
            assert not sitting.find("Piece 39")
        await sitting.look_again()
        assert sitting.find("Piece 39")

    play(person, story)


def test_what_is_written_between_the_look_and_the_act_is_news(person: Person, other: Person) -> None:
    """A commit of another before ours makes the version go up by two, so that pages read everything again."""
    session = Session(person.ws)
    session.act(lambda _: person.log("Alone"))
    assert session.version == 1

    def write(_: object) -> None:
        other.log("From elsewhere")
        person.log("Mine")

    session.act(write)
    assert session.version == 3
    assert session.look() == "same"


def test_an_act_that_was_done_is_no_error(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the log cannot be looked at after a commit, the act counts as done, and the next look reads all again."""
    session = Session(person.ws)

    def refuse() -> bool:
        raise sqlite3.OperationalError("database is locked")

    monkeypatch.setattr(type(session.watch), "learn", lambda _: refuse())
    session.act(lambda _: person.log("Mine"))
    assert session.version == 1
    assert session.look() == "changed"
    assert session.look() == "same"


def test_news_is_not_forgotten_when_the_settings_cannot_be_read(
    person: Person, other: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A look that could not be seen through is made up for by the next one."""
    session = Session(person.ws)
    other.log("From elsewhere")

    def refuse(_: object) -> None:
        raise TinyWinsError("Not now.")

    with monkeypatch.context() as patched:
        patched.setattr("tinywins.tui.session.load_settings", refuse)
        with pytest.raises(TinyWinsError, match="Not now"):
            session.look()
    assert session.look() == "changed"
    assert session.version == 1


def test_a_note_that_was_changed_elsewhere_stays(person: Person, other: Person) -> None:
    """A note is not saved over one that another program wrote while the box was open."""

    async def story(sitting: Sitting) -> None:
        await sitting.press("4")
        await sitting.wait_for("Piece 39")
        await sitting.press("n")
        await sitting.type("mine")
        entry = other.entries()[0]
        edit_entry(other.ws, refer_to(entry.id), Edit(note="theirs"))
        await sitting.press("enter")
        assert person.entries()[0].note == "theirs"
        assert any("changed elsewhere meanwhile" in told for told in sitting.told)

    play(person, story)
