"""Pictures of the pages, each with its size, theme and clock pinned; they were looked at before they were accepted.

After a change that is meant: `python -m pytest tests/tui/test_snapshots.py --snapshot-update`, and look at each again.
"""

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from tests.builders import day
from tests.services.workspaces import Person
from tests.tui.pilots_log import settle
from tests.tui.shops import open_shop
from tests.year import live_year
from tinywins.config import Config
from tinywins.tui.app import TinyWins

SMALL, LARGE = (80, 24), (140, 45)
PICTURES = {
    "today-dark": (("1", "j"), SMALL, "textual-dark"),
    "today-light": (("1", "space"), SMALL, "textual-light"),
    "streaks-dark": (("2", "j"), SMALL, "textual-dark"),
    "habit-dark": (("2", "j", "j", "enter"), LARGE, "textual-dark"),
    "growth-light": (("3",), LARGE, "textual-light"),
    "log-dark": (("4", "j", "j"), SMALL, "textual-dark"),
    "goals-dark": (("escape", "5", "j", "j", "j"), LARGE, "textual-dark"),
    "goals-light": (("escape", "5", "j", "j", "j", "j"), SMALL, "textual-light"),
    "work-light": (("escape", "6"), LARGE, "textual-light"),
    "work-dark": (("escape", "6", "a"), SMALL, "textual-dark"),
    "keys-dark": (("2", "question_mark"), SMALL, "textual-dark"),
}


class PictureExtension(SingleFileSnapshotExtension):
    """A picture is a file of its own, named as the test's case is."""

    _write_mode = WriteMode.TEXT
    file_extension = "svg"


@pytest.fixture(scope="module")
def lived() -> Iterator[Person]:
    """Somebody with a realistic year, which ends on the evening of Sunday, 22 November 2026."""
    somebody = Person()
    live_year(somebody, day("2026-11-22"))
    yield somebody
    somebody.close()


@pytest.fixture(scope="module")
def shop() -> Iterator[Person]:
    """Somebody with a small shop, on the morning of that Sunday."""
    somebody = Person()
    open_shop(somebody, day("2026-11-22"))
    yield somebody
    somebody.close()


@pytest.fixture
def picture(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """Compare with pictures."""
    return snapshot.use_extension(PictureExtension)


async def take(person: Person, keys: tuple[str, ...], size: tuple[int, int], theme: str) -> str:
    """Press keys, and give the picture of what is shown, without its random ids and the addresses of its fonts."""
    app = TinyWins(person.ws, Config(theme=theme))
    async with app.run_test(size=size) as pilot:
        for key in keys:
            await pilot.pause()
            await pilot.press(key)
            await settle(pilot)
        await settle(pilot)
        drawn = app.export_screenshot(title="tinywins")
    without_fonts = re.sub(r"@font-face \{.*?\}\s*", "", drawn, flags=re.DOTALL)
    return re.sub(r"terminal-\d+", "terminal", without_fonts)


@pytest.mark.parametrize("name", PICTURES)
def test_pictures(lived: Person, shop: Person, picture: SnapshotAssertion, name: str) -> None:
    """A page looks as it did when somebody last looked at its picture."""
    person = shop if name.startswith(("goals", "work")) else lived
    assert asyncio.run(take(person, *PICTURES[name])) == picture


def test_pictures_are_the_same_anywhere() -> None:
    """No path, no clock and no random id is in a picture."""
    for path in (Path(__file__).parent / "__snapshots__").rglob("*.svg"):
        text = path.read_text("utf-8")
        assert not re.search(r"terminal-\d|/(?:home|tmp|usr)/|@font-face", text), path
        assert len(text) < 150_000, path


def test_each_picture_has_its_case() -> None:
    """No picture is left of a case that is gone."""
    names = {path.stem for path in (Path(__file__).parent / "__snapshots__").rglob("*.svg")}
    assert names == {f"test_pictures[{name}]" for name in PICTURES}
