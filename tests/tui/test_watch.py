"""The watch on the log and the day: what others do to the file, and what the clock does, is seen and said."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.workspaces import Person
from tests.tui.pilots import Sitting, play
from tests.tui.pilots_log import open_file
from tinywins.tui import app as program


@pytest.fixture
def person(tmp_path: Path) -> Iterator[Person]:
    """Somebody with a log in a file: a habit and a win."""
    somebody = open_file(tmp_path)
    somebody.add_habit("stretch")
    somebody.log("Answered the hardest review +reviews", at="10:42")
    yield somebody
    somebody.close()


@pytest.fixture
def other(tmp_path: Path, person: Person) -> Iterator[Person]:
    """The same person at a second terminal."""
    somebody = open_file(tmp_path, again=True)
    yield somebody
    somebody.close()


@pytest.mark.parametrize(("page", "word"), [("today", "From else"), ("log", "From else"), ("growth", "2 wins")])
def test_a_win_from_elsewhere_appears_within_a_second(person: Person, other: Person, page: str, word: str) -> None:
    """What another process logs is seen by the watch itself, on each page that shows wins."""

    async def story(sitting: Sitting) -> None:
        await sitting.app.switch_mode(page)
        await sitting.pilot.pause(0.1)
        other.log("From elsewhere +stretch")
        assert await sitting.wait_for(word) < 3

    play(person, story, (200, 60))


def test_an_own_act_is_no_news(person: Person) -> None:
    """After an own act the watch has nothing to tell."""

    async def story(sitting: Sitting) -> None:
        await sitting.press("space")
        version = sitting.app.session.version
        await sitting.look_again()
        await sitting.look_again()
        assert sitting.app.session.version == version

    play(person, story)


def test_the_day_turns(person: Person) -> None:
    """When the day turns Today follows, also from another page; a day that was chosen stays."""

    async def story(sitting: Sitting) -> None:
        await sitting.press("space")
        person.go("2026-11-21 03:59")
        await sitting.look_again()
        assert "Fri 20 Nov" in sitting.read()[0]
        person.go("2026-11-21 04:00")
        await sitting.wait_for("Sat 21 Nov")
        assert "> ○ " in sitting.find("stretch")
        await sitting.press("space")
        assert [entry.day for entry in person.entries("+stretch")] == [person.ws.today(), person.ws.today() - 1]
        await sitting.press("4")
        person.go("2026-11-22 04:00")
        await sitting.look_again()
        assert "Sun 22 Nov" in sitting.read()[0]
        await sitting.press("1", "left_square_bracket")
        assert "Sat 21 Nov" in sitting.read()[1]
        person.go("2026-11-23 04:00")
        await sitting.look_again()
        assert "Sat 21 Nov" in sitting.read()[1]
        await sitting.press("t")
        assert "Mon 23 Nov" in sitting.read()[1]

    play(person, story)


def read_all(folder: Path) -> dict[str, bytes]:
    """Read every file of a folder."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def make_another(tmp_path: Path) -> Path:
    """Make another log, and give its file."""
    stranger = Person(str(tmp_path / "another"), device="b")
    stranger.log("A win of another log")
    stranger.close()
    return Path(stranger.store.path)


def test_a_replaced_log_is_said_and_not_written_to(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An act on a log that was replaced a moment ago is refused; the new one is shown, untouched, and then used."""
    another, path = make_another(tmp_path), Path(person.store.path)
    monkeypatch.setattr(program, "LOOK_EVERY", 1_000)  # the act comes before the watch

    async def story(sitting: Sitting) -> None:
        await sitting.press("i")
        await sitting.type("Into the old one")
        for file in path.parent.glob("tinywins.db*"):
            file.unlink()
        shutil.copy(another, tmp_path / "copy")
        os.replace(tmp_path / "copy", path)
        before = path.read_bytes()
        await sitting.press("enter")
        assert any("replaced by another file" in told for told in sitting.told)
        assert path.read_bytes() == before
        assert person.texts() == ["A win of another log"]
        await sitting.wait_for("A win of another log")
        await sitting.press("enter")
        assert person.texts() == ["Into the old one", "A win of another log"]

    play(person, story)


@pytest.mark.parametrize("key", ["space", "u", "s", "plus"])
def test_a_log_that_is_gone_is_said_and_not_made_anew(person: Person, tmp_path: Path, key: str) -> None:
    """While the log is away acts are refused with a sentence and nothing is made; once it is back all goes on."""
    folder = Path(person.store.path).parent

    async def story(sitting: Sitting) -> None:
        folder.rename(tmp_path / "away")
        await sitting.wait_told("The log is gone. Nothing is written until it is back.")
        await sitting.press(key)
        assert any("is gone, so nothing was written." in told for told in sitting.told)
        assert not folder.exists()
        (tmp_path / "away").rename(folder)
        before = read_all(folder)
        await sitting.look_again()
        assert "Answered the hardest review" in "\n".join(sitting.read())
        assert read_all(folder) == before
        await sitting.press("space")
        assert len(person.entries()) == 2

    play(person, story)


@pytest.mark.parametrize("content", [b"", b"not a database, " * 200], ids=["empty", "junk"])
def test_an_emptied_log_is_said(person: Person, content: bytes) -> None:
    """A file that is no log any more leads to sentences, on every page, and is left as it is."""
    path = Path(person.store.path)

    async def story(sitting: Sitting) -> None:
        person.store.close()
        for file in path.parent.glob("tinywins.db-*"):
            file.unlink()
        path.write_bytes(content)
        await sitting.look_again()
        for key in ("1", "2", "3", "4", "1"):
            await sitting.press(key)
            await sitting.look_again()
        await sitting.press("space", "u", "ctrl+r")
        assert not content or sitting.told
        assert not content or path.read_bytes() == content

    play(person, story)
