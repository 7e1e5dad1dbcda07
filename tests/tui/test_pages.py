"""Going from page to page: by number, by the mouse on its name, and from a habit's own screen."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.workspaces import Person
from tests.tui.pilots import Sitting, play
from tests.tui.pilots_log import open_file
from tinywins.tui.screens.habit import HabitScreen
from tinywins.tui.screens.page import PAGES, Page


@pytest.fixture
def person(tmp_path: Path) -> Iterator[Person]:
    """Somebody with a log in a file: a habit and a win."""
    somebody = open_file(tmp_path)
    somebody.add_habit("stretch")
    somebody.log("Answered the hardest review +reviews", at="10:42")
    yield somebody
    somebody.close()


def name_of(sitting: Sitting) -> str:
    """Name the page in sight."""
    assert isinstance(sitting.app.screen, Page)
    return sitting.app.screen.NAME


def test_a_name_is_a_door(person: Person) -> None:
    """A click on a page's name in the head leads there, from each page to each."""

    async def story(sitting: Sitting) -> None:
        for name, title in [*PAGES.items(), *reversed(PAGES.items())]:
            place = sitting.read()[0].index(title)
            await sitting.pilot.click("#head", offset=(place, 0))
            await sitting.pilot.pause()
            assert name_of(sitting) == name

    play(person, story, (80, 24))


@pytest.mark.parametrize("key", ["1", "2"])
def test_a_number_leaves_the_habit(person: Person, key: str) -> None:
    """From a habit's screen a number leads to its page, also to the one below."""

    async def story(sitting: Sitting) -> None:
        if key == "2":
            await sitting.press("2")
        await sitting.press("enter")
        assert isinstance(sitting.app.screen, HabitScreen)
        await sitting.press(key)
        assert name_of(sitting) == ("today" if key == "1" else "streaks")

    play(person, story, (80, 24))


def test_a_habit_that_was_left_is_not_met_again(person: Person) -> None:
    """Who goes elsewhere from a habit finds the page itself when coming back by its number."""

    async def story(sitting: Sitting) -> None:
        await sitting.press("enter")
        await sitting.press("4")
        assert name_of(sitting) == "log"
        await sitting.press("1")
        assert name_of(sitting) == "today"

    play(person, story, (80, 24))
