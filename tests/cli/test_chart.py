"""`chart`: a picture and its sentence, in every way out, with a year behind it and with nothing."""

import csv
import json
import re
import stat
from io import StringIO
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from rich.cells import cell_len

from tests.builders import day
from tests.cli.harness import Home, refuse
from tests.services.workspaces import Person
from tests.year import live_year

NAMES = ("heatmap", "wins", "strength", "streak stretch", "growth", "compound", "forecast")
ENDING = "2026-11-22"


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home with a realistic year in it, which no test changes."""
    home = Home(tmp_path_factory.mktemp("lived"))
    home.folder.mkdir(mode=0o700)
    person = Person(str(home.folder))
    live_year(person, day(ENDING))
    person.close()
    return home


@pytest.mark.parametrize("name", NAMES)
def test_a_chart_is_a_picture_and_a_sentence(lived: Home, name: str) -> None:
    """Each chart prints a title, a picture, and sentences that end with a stop."""
    shown = lived.call("chart", *name.split()).out
    title, *rest = shown.split("\n")
    assert title
    assert len(rest) > 6
    assert shown.endswith(".\n")
    assert "\x1b" not in shown


@pytest.mark.parametrize("width", [40, 60, 80, 140, 200])
@pytest.mark.parametrize("name", NAMES)
def test_a_chart_fits_the_terminal(lived: Home, name: str, width: int) -> None:
    """No line is wider than the terminal, from 40 to 200 columns, nor does one end in blanks."""
    for line in lived.call("chart", *name.split(), env={"COLUMNS": str(width)}).out.splitlines():
        assert cell_len(line) <= width
        assert line == line.rstrip()


@pytest.mark.parametrize("name", NAMES)
def test_ascii_is_ascii(lived: Home, name: str) -> None:
    """With --ascii, with `signs = ascii` and into a stream that carries no more, a chart is all ASCII."""
    shown = lived.call("chart", *name.split(), "--ascii").out
    assert shown.isascii()
    assert shown == lived.run("chart", *name.split(), env={"PYTHONIOENCODING": "ascii:strict"}).out


@pytest.mark.parametrize("name", NAMES)
def test_the_numbers_come_as_csv(lived: Home, name: str) -> None:
    """--format csv gives rows of numbers, under columns with the format's name at the end."""
    rows = list(csv.reader(StringIO(lived.call("chart", *name.split(), "--format", "csv").out), strict=True))
    assert rows[0][-1] == "tinywins-csv 1"
    assert len(rows) > 4
    assert {len(row) for row in rows} == {len(rows[0])}
    assert all(row[-1] == "" for row in rows[1:])


@pytest.mark.parametrize("name", NAMES)
def test_the_data_come_as_json(lived: Home, name: str) -> None:
    """--json gives the chart's data, without a number that JSON has no name for."""
    told = lived.call("chart", *name.split(), "--json")
    body = told.json(f"chart.{name.split(maxsplit=1)[0]}")
    assert len(body) > 2
    assert not re.search(r"\b(NaN|Infinity)\b", told.out)


@pytest.mark.parametrize("name", NAMES)
def test_a_chart_becomes_an_svg(lived: Home, name: str, tmp_path: Path) -> None:
    """--svg writes a private file that parses, loads nothing from elsewhere, and holds the sentence."""
    path = tmp_path / "chart.svg"
    said = lived.call("chart", *name.split(), "--svg", str(path)).out
    assert said == f"Drawn: {path}\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    root = ET.fromstring(path.read_text("utf-8"))  # noqa: S314 - it is our own
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    text = path.read_text("utf-8")
    assert not re.search(r"<script|@import|url\(\s*['\"]?(?!#)|(?:href|src)\s*=\s*\"(?!#)", text)
    finding = lived.call("chart", *name.split(), env={"COLUMNS": "200"}).out.strip().rpartition("\n")[2]
    description = root.findtext("{http://www.w3.org/2000/svg}desc") or ""
    assert finding[:30] in description


def test_a_picture_replaces_none_unasked(lived: Home, tmp_path: Path) -> None:
    """A file that is there stays, unless --force is given."""
    path = tmp_path / "chart.svg"
    path.write_text("mine", "utf-8")
    refuse(lived, "chart", "wins", "--svg", str(path), says=["is there already", "--force"])
    assert path.read_text("utf-8") == "mine"
    lived.call("chart", "wins", "--svg", str(path), "--force")
    assert path.read_text("utf-8").startswith("<")


@pytest.mark.parametrize("name", [name for name in NAMES if " " not in name])
def test_an_empty_log_is_said_to_be_early(home: Home, name: str) -> None:
    """With nothing logged each chart says so in a sentence, in every way out, and makes no file of the log."""
    assert home.call("chart", name).out.endswith(("early.\n", "takes.\n", "yet.\n", "days.\n"))
    home.call("chart", name, "--json").json(f"chart.{name}")
    home.call("chart", name, "--format", "csv")
    home.call("chart", name, "--svg", str(home.user / "empty.svg"))
    assert not home.path.exists()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["heatmap", "nothing"], ["There is no tag nothing yet."]),
        (["heatmap", "+strech"], ["Did you mean stretch?"]),
        (["streak", "reviews"], ["reviews is a tag, and no habit yet."]),
        (["streak", "strech"], ["Did you mean stretch?"]),
        (["strength", "stretch", "gmy"], ["Did you mean gym?"]),
        (["heatmap", "--year", "2027"], ["still to come", "--year 2026"]),
        (["heatmap", "--year", "0"], ["no year 0"]),
        (["heatmap", "--year", "soon"], ["soon"]),
        (["forecast", "--weeks", "0"], ["cannot be made"]),
        (["forecast", "--weeks", "53"], ["cannot be made"]),
        (["growth", "--format", "pdf"], ["There is no format 'pdf'."]),
        (["growth", "--format", "csv", "--json"], ["one way at a time"]),
        (["growht"], ["Did you mean tinywins chart growth?"]),
        (["wins", "--svg", "no/such/folder.svg"], ["There is no folder"]),
    ],
)
def test_what_cannot_be_drawn_is_refused(lived: Home, words: list[str], says: list[str]) -> None:
    """A name, year or format that is none is refused with a next step."""
    refuse(lived, "chart", *words, says=says)


def test_quiet_habits_have_no_charts(kept: Home) -> None:
    """A quiet habit is left out, and named it is refused with the way to have numbers."""
    kept.call("habit", "add", "paint", "--quiet")
    kept.call("done", "paint")
    assert "paint" not in kept.call("chart", "strength").out
    for words in (["heatmap", "paint"], ["strength", "paint"], ["streak", "paint"]):
        refuse(kept, "chart", *words, says=["paint is quiet", "habit edit paint --no-quiet"])


def test_a_measurement_does_not_grow(kept: Home) -> None:
    """What reads as a level is refused where counts add up; its days can be seen."""
    kept.call("log", "+weight=80.5")
    kept.call("tag", "edit", "weight", "--unit", "kg", "--reads", "last")
    for name in ("wins", "growth", "compound", "forecast"):
        refuse(kept, "chart", name, "+weight", says=["weight is a measurement", "chart heatmap +weight"])
    assert "weight" in kept.call("chart", "heatmap", "+weight").out


def test_a_habit_and_its_tag_are_two_pictures(lived: Home) -> None:
    """`stretch` shows what became of each day, `+stretch` how often it was logged."""
    habit = lived.call("chart", "heatmap", "stretch", "--json").json("chart.heatmap")
    tag = lived.call("chart", "heatmap", "+stretch", "--json").json("chart.heatmap")
    assert habit["habit"]
    assert not tag["habit"]
    counted = {on: found["counted"] for on, found in habit["days"].items() if found["counted"]}
    assert counted == tag["days"]
    assert {found["mark"] for found in habit["days"].values()} >= {"D", "M", "S"}


def test_a_year_is_whole(lived: Home) -> None:
    """--year shows the calendar's year, and a day that is to come stays blank."""
    body = lived.call("chart", "heatmap", "--year", "2026", "--json").json("chart.heatmap")
    assert (body["first"], body["last"]) == ("2026-01-01", "2026-12-31")
    assert max(body["days"]) == ENDING
    assert json.loads(lived.call("chart", "wins", "--year", "2025", "--json").out)["last"] == "2025-12-31"


def test_colour_is_for_terminals(lived: Home) -> None:
    """On a terminal there is colour, with NO_COLOR none; the signs are the same."""
    child = lived.spawn("chart", "heatmap")
    colored = child.read().decode()
    plain = lived.spawn("chart", "heatmap", env={"NO_COLOR": "1"}).read().decode()
    assert "\x1b[" in colored
    assert "\x1b" not in plain
    assert re.sub(r"\x1b\[[0-9;]*m", "", colored).replace(" ", "") == plain.replace(" ", "")
