"""The program driven by keys on a screen of a given size, with what a person would read on it."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Any

from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.widget import Widget

from tests.builders import day
from tests.services.workspaces import FRIDAY, Person
from tinywins.config import Config
from tinywins.render.panels import CalendarPanel
from tinywins.tui.app import TinyWins
from tinywins.tui.widgets.heatmap import Heatmap

TODAY = day(FRIDAY)
Driver = Pilot[Any]


@asynccontextmanager
async def open_page(
    person: Person, *keys: str, size: tuple[int, int] = (80, 24), signs: str = "unicode"
) -> AsyncIterator[tuple[TinyWins, Driver]]:
    """Open the program on the page of streaks, and press keys."""
    app = TinyWins(person.ws, Config(signs=signs))
    async with app.run_test(size=size) as pilot:
        await app.switch_mode("streaks")  # an empty log begins in the line of the first page
        await press(pilot, *keys)
        yield app, pilot


async def press(pilot: Driver, *keys: str) -> None:
    """Press keys one after the other, each seen through; a text after a quote is typed."""
    for key in keys:
        for each in key[1:] if key.startswith("'") else [key]:
            await pilot.press(each)
        await pilot.pause()
    await pilot.pause()


def read_screen(app: App[Any]) -> list[str]:
    """Read the lines of the screen, without blanks at their ends."""
    width, height = app.size
    strips = app.screen._compositor.render_strips()
    assert len(strips) == height
    assert all(strip.cell_length == width for strip in strips)
    return [strip.text.rstrip() for strip in strips]


def read_widget(widget: Widget) -> list[str]:
    """Read the lines of one widget, without blanks at their ends."""
    return [widget.render_line(y).text.rstrip() for y in range(widget.size.height)]


def read_text(app: App[Any]) -> str:
    """Read the screen as one text."""
    return "\n".join(read_screen(app))


def read_notices(app: App[Any]) -> list[str]:
    """Read the notifications, the oldest first."""
    return [str(notice.message) for notice in app._notifications]


class Frame(App[None]):
    """A program that has one heatmap, and keeps the days that it told of."""

    CSS = "Heatmap { width: 100%; }"

    def __init__(self, panel: CalendarPanel, first: int, last: int, *, ascii_signs: bool = False) -> None:
        super().__init__()
        self.panel, self.first, self.last, self.ascii_signs = panel, first, last, ascii_signs
        self.days: list[int] = []

    def compose(self) -> ComposeResult:
        """Lay the heatmap out."""
        yield Heatmap(id="heatmap")

    def on_mount(self) -> None:
        """Show the days, and be ready to walk."""
        self.heatmap.show(self.panel, self.first, self.last, ascii_signs=self.ascii_signs)
        self.heatmap.focus()

    @property
    def heatmap(self) -> Heatmap:
        """The heatmap."""
        return self.query_one("#heatmap", Heatmap)

    def on_heatmap_day_moved(self, event: Heatmap.DayMoved) -> None:
        """Keep the day."""
        self.days.append(event.day)


def log_days(person: Person, raw: str, days: Iterable[int]) -> None:
    """Log a line on days, each at its noon."""
    person.log_days(raw, list(days))
