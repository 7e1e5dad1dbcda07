"""Somebody at the full screen with a log of their own: keys go in, and what is shown comes out."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Static

from tests.services.workspaces import FRIDAY, Person
from tinywins.config import Config
from tinywins.tui.app import TinyWins
from tinywins.tui.screens.page import Page
from tinywins.tui.widgets.rows import Rows

SIZE = (80, 24)
DRAWING = ("search", "charts")  # groups of workers that end by themselves
PATIENCE = 10.0  # seconds that a test waits for what must come


@asynccontextmanager
async def at_page(
    person: Person, page: str, size: tuple[int, int] = SIZE, *, signs: str = "unicode"
) -> AsyncIterator[tuple[TinyWins, Pilot[None]]]:
    """Open the full screen at a page."""
    app = TinyWins(person.ws, Config(signs=signs))
    async with app.run_test(size=size) as pilot:
        await app.switch_mode(page)
        await settle(pilot)
        yield app, pilot


async def settle(pilot: Pilot[None]) -> None:
    """Wait until what was begun is done and painted."""
    await pilot.pause()
    while any(worker.group in DRAWING and not worker.is_finished for worker in pilot.app.workers):
        await pilot.pause(0.01)
    await pilot.pause()


async def until(pilot: Pilot[None], is_so: Callable[[], bool]) -> None:
    """Wait until something is so."""
    async with asyncio.timeout(PATIENCE):
        while not is_so():
            await pilot.pause(0.01)
    await settle(pilot)


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys, and wait for what comes of them."""
    await pilot.press(*keys)
    await settle(pilot)


def read_lines(widget: Widget) -> list[str]:
    """Give the lines that a widget shows."""
    return [widget.render_line(y).text.rstrip() for y in range(widget.size.height)]


def page_of(app: TinyWins) -> Page:
    """Give the page in sight."""
    page = app.page
    assert page is not None
    return page


def read_rows(app: TinyWins) -> list[str]:
    """Give the rows in sight of the log's list."""
    return [line for line in read_lines(page_of(app).query_one("#entries", Rows)) if line]


def read_text(app: TinyWins, selector: str) -> str:
    """Give what a line of text says."""
    return str(page_of(app).query_one(selector, Static).content)


def open_file(folder: Path, again: bool = False) -> Person:
    """Give somebody with a log in a file, which is empty; with `again` in a second terminal, an hour later."""
    person = Person(str(folder / "home"))
    if again:
        person.random.seed("in another terminal")
        person.stamp += 3_600_000
        person.go(f"{FRIDAY} 13:00")
    return person


def run(flow: Callable[[], Awaitable[None]]) -> None:
    """Run a flow of keys to its end."""

    async def whole() -> None:
        await flow()

    asyncio.run(whole())
