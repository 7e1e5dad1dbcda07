"""`chart burnup`, `funnel`, `tweak` and `feedback`: pictures of a shop in every way out, and what is refused."""

import csv
from io import StringIO
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.builders import day
from tests.cli.harness import Home, refuse
from tests.services.workspaces import Person
from tests.tui.shops import open_shop

NAMES = ("burnup", "burnup shop", "funnel shop --period quarter --against previous", "tweak sign-up", "feedback")


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home with a shop in it, which no test changes."""
    home = Home(tmp_path_factory.mktemp("shop"))
    home.folder.mkdir(mode=0o700)
    person = Person(str(home.folder))
    open_shop(person, day("2026-11-20"))
    person.close()
    return home


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_of_work_goes_every_way(shop: Home, name: str, tmp_path: Path) -> None:
    """It fits any terminal, can be ASCII, and comes as CSV, JSON and SVG."""
    words = name.split()
    for width in (40, 80, 140):
        shown = shop.call("chart", *words, env={"COLUMNS": str(width)}).out
        assert max(map(cell_len, shown.splitlines())) <= width
        assert shown.endswith((".\n", '"\n'))
    assert shop.call("chart", *words, "--ascii").out.isascii()
    rows = list(csv.reader(StringIO(shop.call("chart", *words, "--format", "csv").out), strict=True))
    assert {len(row) for row in rows} == {len(rows[0])}
    shop.call("chart", *words, "--json").json(f"chart.{words[0]}")
    shop.call("chart", *words, "--svg", str(tmp_path / "chart.svg"))
    assert "<svg" in (tmp_path / "chart.svg").read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["burnup", "moon"], ["moon"]),
        (["funnel", "moon"], ["There is no funnel moon."]),
        (["funnel", "shop", "--period", "moth"], ["Did you mean month?"]),
        (["tweak", "moon"], ["moon"]),
    ],
)
def test_what_is_not_there_is_refused(shop: Home, words: list[str], says: list[str]) -> None:
    """A goal, funnel or tweak that is none is refused with a next step."""
    refuse(shop, "chart", *words, says=says)


def test_without_feedback_it_is_early(home: Home) -> None:
    """With nothing kept, it says how many it takes, and makes no file of the log."""
    assert "Too early for a time: 0 closed of the 5 it takes." in home.call("chart", "feedback").out
    assert not home.path.exists()
