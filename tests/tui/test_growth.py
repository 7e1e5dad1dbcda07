"""The page of growth: four charts as on the command line, of all wins or of one tag."""

from pathlib import Path

import pytest
from textual.containers import VerticalScroll
from textual.widgets import Static

from tests.builders import day
from tests.services.workspaces import FRIDAY, Person
from tests.tui.pilots_log import at_page, open_file, page_of, press, read_text, run, until
from tinywins.domain.line import parse_line
from tinywins.render import charts as drawing
from tinywins.services import charts
from tinywins.services.entries import remove_entries
from tinywins.services.logging import When, log
from tinywins.services.tags import edit_tag
from tinywins.tui.app import TinyWins
from tinywins.tui.screens.growth import CHARTS, TagScreen
from tinywins.tui.widgets.chart import ChartView
from tinywins.tui.widgets.rows import Rows

TODAY = day(FRIDAY)


@pytest.fixture
def kept(tmp_path: Path) -> Person:
    """Give somebody with a year and a half of wins in a file."""
    person = open_file(tmp_path)
    for ago in range(560, 0, -2):
        lines = [parse_line(raw) for raw in ("Ran +run", "Read a page +read", "Weighed +weight=80")[: 1 + ago % 3]]
        log(person.ws, lines, When(TODAY - ago))
    edit_tag(person.ws, "weight", None, "last")
    return person


def read_chart(app: TinyWins, name: str) -> list[str]:
    """Give what a chart says: its title and the sentences under it."""
    chart = page_of(app).query_one(f"#{name}", ChartView)
    return [str(chart.query_one(part, Static).content) for part in (".title", ".finding")]


def expect(person: Person, word: str | None = None, year: int | None = None) -> dict[str, list[str]]:
    """Give what the command line says of each chart."""
    ws = person.ws
    drawn = {
        "growth": drawing.draw_growth(charts.chart_growth(ws, word)),
        "wins": drawing.draw_wins(charts.chart_wins(ws, word, year), TODAY),
        "compound": drawing.draw_compound(charts.chart_compound(ws, word), TODAY),
        "forecast": drawing.draw_forecast(charts.chart_forecast(ws, word), TODAY),
    }
    return {name: [chart.title, "\n".join(chart.finding)] for name, chart in drawn.items()}


@pytest.mark.parametrize(("size", "columns"), [((60, 20), 1), ((80, 24), 1), ((140, 45), 2), ((200, 60), 2)])
def test_four_charts_say_what_the_command_line_says(kept: Person, size: tuple[int, int], columns: int) -> None:
    """Each chart has its title and sentences, one below the other, or two and two from 140 columns on."""

    async def flow() -> None:
        async with at_page(kept, "growth", size) as (app, _):
            assert {name: read_chart(app, name) for name in CHARTS} == expect(kept)
            regions = [page_of(app).query_one(f"#{name}").region for name in CHARTS]
            assert len({region.x for region in regions}) == columns
            assert all(region.right <= size[0] for region in regions)
            heights = [page_of(app).query_one(f"#{name} #picture0").size.height for name in CHARTS]
            assert min(heights) > 3

    run(flow)


def test_an_empty_log_has_charts_that_say_so(tmp_path: Path) -> None:
    """With nothing logged each chart says what is missing."""

    async def flow() -> None:
        person = open_file(tmp_path)
        async with at_page(person, "growth") as (app, pilot):
            assert {name: read_chart(app, name) for name in CHARTS} == expect(person)
            await press(pilot, "h", "l", "0", "plus", "enter", "escape")

    run(flow)


def test_one_tag(kept: Person) -> None:
    """`+` opens the tags, typing narrows them, enter counts one; `0` counts all wins again."""

    async def flow() -> None:
        async with at_page(kept, "growth") as (app, pilot):
            await press(pilot, "plus")
            screen = app.screen
            assert isinstance(screen, TagScreen)
            assert [facts.tag for facts in screen.found] == ["run", "read"]
            assert "+weight" in str(screen.query_one("#left-out", Static).content)
            await press(pilot, "down")
            assert screen.query_one("#tags", Rows).cursor == 1
            await press(pilot, *"ru", "enter")
            assert {name: read_chart(app, name) for name in CHARTS} == expect(kept, "+run")
            assert read_text(app, "#filter").startswith("+run")
            await press(pilot, "slash", "escape")
            assert read_text(app, "#filter").startswith("+run")
            await press(pilot, "0")
            assert {name: read_chart(app, name) for name in CHARTS} == expect(kept)

    run(flow)


def test_years(kept: Person) -> None:
    """Left and right, and h and l, go through the years in which wins add up, and through all of them together."""

    async def flow() -> None:
        async with at_page(kept, "growth") as (app, pilot):
            for keys, year in (("h", 2026), ("left", 2025), ("h", None), ("right", 2025), ("l", 2026), ("l", None)):
                await press(pilot, keys)
                assert read_chart(app, "wins") == expect(kept, None, year)["wins"]
            assert read_chart(app, "growth") == expect(kept)["growth"]

    run(flow)


def test_scrolling(kept: Person) -> None:
    """`j` and `k` scroll as the arrows do."""

    async def flow() -> None:
        async with at_page(kept, "growth") as (app, pilot):
            scroll = page_of(app).query_one("#scroll", VerticalScroll)
            await press(pilot, "j", "j", "down")
            await until(pilot, lambda: scroll.scroll_y == 3)
            await press(pilot, "k")
            await until(pilot, lambda: scroll.scroll_y == 2)

    run(flow)


def test_a_tag_that_goes_away_makes_room_for_all(kept: Person, tmp_path: Path) -> None:
    """When the tag that is counted is merged away or undone elsewhere, all wins are shown, and nothing is an error."""

    async def flow() -> None:
        kept.log("Tried it +once")
        other = open_file(tmp_path, again=True)
        async with at_page(kept, "growth") as (app, pilot):
            await press(pilot, "plus", *"once", "enter")
            assert read_text(app, "#filter").startswith("+once")
            remove_entries(other.ws, ["last"])
            await until(pilot, lambda: read_text(app, "#filter").startswith("All wins"))
            assert {name: read_chart(app, name) for name in CHARTS} == expect(kept)
        other.close()

    run(flow)
