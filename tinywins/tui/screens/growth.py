"""Growth: whether there are more wins from week to week, how they add up, and what the next weeks may bring."""

import asyncio
from collections.abc import Callable, Iterable
from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Grid, Vertical, VerticalScroll
from textual.events import Key, Resize
from textual.widget import Widget
from textual.widgets import Input, Static

from tinywins.domain.names import show_name
from tinywins.errors import NotFoundError
from tinywins.render import charts as drawing
from tinywins.render.columns import cell_width, pad
from tinywins.render.panels import Chart
from tinywins.render.phrases import count
from tinywins.render.safe import make_safe
from tinywins.services import charts
from tinywins.services.tags import TagFacts, list_tags
from tinywins.tui.screens.box import Box, open_over
from tinywins.tui.screens.page import Page
from tinywins.tui.widgets.chart import ChartView
from tinywins.tui.widgets.field import KeptInput
from tinywins.tui.widgets.rows import Piece, Rows

WIDE = 140  # columns from which the charts stand two and two
CHARTS = ("growth", "wins", "compound", "forecast")


class GrowthPage(Page):
    """The page of growth: of all wins, or of what one tag counts."""

    NAME: ClassVar[str] = "growth"
    AUTO_FOCUS = "#scroll"
    DEFAULT_CSS = """
    GrowthPage #filter { height: 1; padding: 0 1; color: $text-muted; }
    GrowthPage #charts { height: auto; layout: vertical; }
    GrowthPage.-two #charts { layout: grid; grid-size: 2; grid-rows: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("plus,slash", "filter", "One tag", id="growth.filter"),
        Binding("0", "clear", "All wins", id="growth.clear"),
        Binding("left,h", "year(-1)", "Year before", id="growth.year-before"),
        Binding("right,l", "year(1)", "Year after", id="growth.year-after"),
        Binding("j", "down", "Down", show=False, id="growth.down"),
        Binding("k", "up", "Up", show=False, id="growth.up"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.tag = ""
        self.year: int | None = None
        self.years: list[int] = []
        self.seen: tuple[object, ...] = ()

    def compose_body(self) -> Iterable[Widget]:
        """Give what is counted, and the four charts."""
        yield Static("", id="filter", markup=False)
        with VerticalScroll(id="scroll"), Grid(id="charts"):
            for name in CHARTS:
                yield ChartView(id=name)

    def on_resize(self, event: Resize) -> None:
        """Put the charts two and two where there is room."""
        self.set_class(event.size.width >= WIDE, "-two")

    def reload(self) -> None:
        """Draw the charts, one after the other; none again that shows the log as it is."""
        now = (self.session.version, self.session.today, self.tag, self.year)
        if now == self.seen:
            return
        self.seen = now
        self.run_worker(self.draw_all(), group="charts", exclusive=True)

    async def draw_all(self) -> None:
        """Draw each chart as soon as it is computed, and let keys through between two."""
        for name in CHARTS:
            if self.attempt(lambda name=name: self.draw_one(name)) is None:  # type: ignore[misc]
                self.seen = ()
                return
            await asyncio.sleep(0)

    def draw_one(self, name: str) -> bool:
        """Compute and show one chart; a tag that is gone by now makes room for all wins."""
        ws, today, word = self.session.ws, self.session.today, self.tag or None
        try:
            if name == "wins":
                wins = charts.chart_wins(ws, word, self.year)
                first = wins.series.first
                self.years = list(range(date.fromordinal(first or today).year, date.fromordinal(today).year + 1))
                chart = drawing.draw_wins(wins, today)
            else:
                chart = self.compute(name, word)
        except NotFoundError:
            if not self.tag:
                raise
            self.tag = ""
            return self.draw_one(name)
        self.query_one(f"#{name}", ChartView).show(chart, ascii_signs=self.look.ascii)
        self.say_filter()
        return True

    def compute(self, name: str, word: str | None) -> Chart:
        """Compute a chart that knows no year."""
        ws, today = self.session.ws, self.session.today
        computed: dict[str, Callable[[], Chart]] = {
            "growth": lambda: drawing.draw_growth(charts.chart_growth(ws, word)),
            "compound": lambda: drawing.draw_compound(charts.chart_compound(ws, word), today),
            "forecast": lambda: drawing.draw_forecast(charts.chart_forecast(ws, word), today),
        }
        return computed[name]()

    def say_filter(self) -> None:
        """Say what is counted, and of which year the wins are added up."""
        what = self.tag or "All wins"
        year = f"adding up {self.year}" if self.year else "adding up from the first day on"
        self.query_one("#filter", Static).update(f"{make_safe(what)}, {year}")

    def action_year(self, by: int) -> None:
        """Add up another year; beyond the last one all years are added up."""
        places: list[int | None] = [*self.years, None]
        place = places.index(self.year) if self.year in places else len(places) - 1
        self.year = places[(place + by) % len(places)]
        self.seen = (self.session.version, self.session.today, self.tag, self.year)
        self.attempt(lambda: self.draw_one("wins"))

    def action_down(self) -> None:
        """Scroll down."""
        self.query_one("#scroll", VerticalScroll).scroll_down(animate=False)

    def action_up(self) -> None:
        """Scroll up."""
        self.query_one("#scroll", VerticalScroll).scroll_up(animate=False)

    def action_clear(self) -> None:
        """Count all wins again."""
        self.choose("")

    def action_filter(self) -> None:
        """Ask for the tag to count."""
        tags = self.attempt(lambda: list_tags(self.session.ws))
        if tags is not None:
            open_over(self, TagScreen(tags), lambda tag: None if tag is None else self.choose(tag))

    def choose(self, tag: str) -> None:
        """Count a tag, or with "" all wins."""
        if tag != self.tag:
            self.tag, self.year = tag, None
        self.attempt(self.reload)


class TagScreen(Box[str]):
    """Asks for a tag: typing narrows the list. Measurements are left out, for their values do not add up."""

    DEFAULT_CSS = """
    TagScreen #tags { height: 10; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back", id="tags.back"),
    ]

    def __init__(self, tags: list[TagFacts]) -> None:
        super().__init__()
        self.tags = [facts for facts in tags if facts.reads == "sum" and facts.n]
        self.levels = [show_name(facts.tag) for facts in tags if facts.reads != "sum"]
        self.found = self.tags

    def compose(self) -> ComposeResult:
        """Lay out the line to type in, the list, and why some are not in it."""
        with Vertical(classes="box"):
            yield Static("Count which tag or person?", classes="title", markup=False)
            yield KeptInput(placeholder="Type to narrow the list", id="narrow", compact=True)
            yield Rows(id="tags")
            yield Static("", id="left-out", markup=False)

    def on_mount(self) -> None:
        """Show all tags."""
        if self.levels:
            names = make_safe(", ".join(self.levels[:4])) + (" and more" if len(self.levels) > 4 else "")
            said = f"Measurements do not add up, so they are left out: {names}."
            self.query_one("#left-out", Static).update(said)
        self.narrow("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list to what is typed."""
        self.narrow(event.value)

    def narrow(self, typed: str) -> None:
        """Show the tags that hold what is typed, those that begin with it first."""
        wanted = typed.strip().removeprefix("+").casefold()
        holding = [facts for facts in self.tags if wanted in facts.tag]
        self.found = sorted(holding, key=lambda facts: not facts.tag.removeprefix("@").startswith(wanted))
        self.query_one("#tags", Rows).show(len(self.found), self.draw, 0)

    def draw(self, place: int, width: int) -> list[Piece]:
        """Draw a tag with how often it was logged."""
        facts = self.found[place]
        name, times = make_safe(show_name(facts.tag)), count(facts.n, "entry", "entries")
        return [(pad(name, max(cell_width(name) + 2, width - cell_width(times))), None), (times, None)]

    def on_key(self, event: Key) -> None:
        """Let the arrows move through the list while one types."""
        if event.key in ("up", "down", "pageup", "pagedown"):
            event.stop()
            rows = self.query_one("#tags", Rows)
            by = 1 if event.key.endswith("down") else -1
            rows.action_page(by) if event.key.startswith("page") else rows.action_step(by)

    def on_input_submitted(self) -> None:
        """Choose the tag under the cursor."""
        self.choose()

    def on_rows_chosen(self) -> None:
        """Choose the tag that was clicked."""
        self.choose()

    def choose(self) -> None:
        """Give the tag under the cursor."""
        if self.found:
            self.finish(show_name(self.found[self.query_one("#tags", Rows).cursor].tag))

    def action_leave(self) -> None:
        """Leave without a choice."""
        self.finish(None)
