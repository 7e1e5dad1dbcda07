"""Somebody at the full screen: the program on a person's log, driven by keys, and read back as lines of text."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from rich.cells import cell_len
from textual.geometry import Size
from textual.pilot import Pilot
from textual.widgets import Static

from tests.services.workspaces import Person
from tinywins.config import Config
from tinywins.services.habits import Traits, edit_habit
from tinywins.tui.app import TinyWins
from tinywins.tui.screens.today import TodayPage

SOON = 5.0  # seconds; the program looks twice a second, and a busy machine takes its time
SIZES = [(60, 20), (80, 24), (200, 60)]
Story = Callable[["Sitting"], Awaitable[None]]


class Sitting:
    """A person at the program: presses keys, and reads what is shown."""

    def __init__(self, person: Person, app: TinyWins, pilot: Pilot[Any]) -> None:
        self.person, self.app, self.pilot = person, app, pilot

    async def press(self, *keys: str) -> None:
        """Press keys, and wait until everything is shown."""
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def type(self, text: str) -> None:
        """Type a text, a key a sign."""
        await self.press(*("space" if sign == " " else sign for sign in text))

    async def look_again(self) -> None:
        """Let the program look at the log, as it does twice a second."""
        self.app.look()
        await self.pilot.pause()

    async def wait_for(self, word: str) -> float:
        """Wait until the screen has a word, without asking the program to look; give the seconds that it took."""
        begun = time.monotonic()
        while not self.find(word):
            assert time.monotonic() - begun < SOON, self.read()
            await self.pilot.pause(0.02)
        return time.monotonic() - begun

    async def wait_told(self, word: str) -> None:
        """Wait until a notification has a word."""
        begun = time.monotonic()
        while not any(word in told for told in self.told):
            assert time.monotonic() - begun < SOON, self.told
            await self.pilot.pause(0.02)

    def read(self) -> list[str]:
        """Give the lines of the screen, without blanks at their ends."""
        width, height = self.app.size
        strips = self.app.screen._compositor.render_strips(Size(width, height))
        return [strip.text.rstrip() for strip in strips]

    def find(self, word: str) -> str:
        """Give the first line of the screen that holds a word; "" where none does."""
        return next((line for line in self.read() if word in line), "")

    @property
    def reply(self) -> str:
        """The reply line."""
        return str(self.app.screen_stack[0].query_one("#reply", Static).content)

    @property
    def told(self) -> list[str]:
        """The notifications."""
        return [notification.message for notification in self.app._notifications]


@asynccontextmanager
async def sit_down(
    person: Person, size: tuple[int, int] = (80, 24), config: Config | None = None
) -> AsyncIterator[Sitting]:
    """Open the program on a person's log."""
    app = TinyWins(person.ws, config)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.pause()
        yield Sitting(person, app, pilot)


def play(person: Person, story: Story, size: tuple[int, int] = (80, 24), config: Config | None = None) -> None:
    """Tell a story of somebody at the full screen."""

    async def tell() -> None:
        async with sit_down(person, size, config) as sitting:
            await story(sitting)

    asyncio.run(tell())


def widths(lines: list[str]) -> set[int]:
    """Give the widths of lines in columns."""
    return {cell_len(line) for line in lines}


def live_five() -> Person:
    """Give somebody with five habits, none of them done today, and a win."""
    person = Person()
    start = person.ws.today() - 20
    for name, rule in (
        ("stretch", "daily"),
        ("read", "daily at least 20"),
        ("gym", "3/week"),
        ("coffee", "daily at most 2"),
        ("run", "mon,tue"),
    ):
        person.add_habit(name, rule, start)
    edit_habit(person.ws, "read", traits=Traits(unit="pages"))
    person.log("Answered the hardest review +reviews", at="10:42")
    return person


def page(sitting: Sitting) -> TodayPage:
    """Give the page of the day."""
    found = sitting.app.screen_stack[0]
    assert isinstance(found, TodayPage)
    return found


def names(sitting: Sitting) -> list[str]:
    """Give the habits in the order in which they are shown."""
    return [habit.tag for habit in page(sitting).view.habits]


def tags(person: Person) -> list[tuple[str, int | None]]:
    """Give the tags of all entries but the first win, newest first."""
    return [tag for entry in person.entries() for tag in entry.tags if tag[0] != "reviews"]
