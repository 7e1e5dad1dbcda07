"""The heatmap: each day's cell, walking from day to day, and clicking on one."""

import asyncio
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import day
from tests.render.terminal.samples import show
from tests.render.terminal.test_calendar import HEAD, PLAIN, SIGNS, place_of
from tests.tui.pilots_streaks import Frame, press, read_widget
from tinywins.render.panels import CalendarPanel
from tinywins.render.terminal.calendar import CalendarPicture

FIRST, LAST = day("2025-11-19"), day("2026-11-20")
MONDAY = FIRST - 2
WEEKS = 53
WIDTHS = [24, 40, 57, 58, 60, 80, 110, 111, 112, 140, 200]
LEGEND = (("4", "done"), ("0", "not done"), ("s", "off"))


def make_panel(seed: int = 3) -> CalendarPanel:
    """Make a year of days with signs at random, blank before its first and after its last day."""
    dice = Random(seed)
    signs = [dice.choice("01234s ") if FIRST <= each <= LAST else " " for each in range(MONDAY, MONDAY + 7 * WEEKS)]
    return CalendarPanel(MONDAY, tuple("".join(signs[7 * week : 7 * week + 7]) for week in range(WEEKS)), LEGEND)


PANEL = make_panel()


def sign_on(number: int, *, ascii_signs: bool = False) -> str:
    """Give the sign that a day has on the screen."""
    week, weekday = divmod(number - MONDAY, 7)
    return (PLAIN if ascii_signs else SIGNS)[PANEL.weeks[week][weekday]]


def cell_of(number: int, width: int) -> tuple[int, int]:
    """Say in which row and column a day stands, worked out apart from the program."""
    return place_of(*divmod(number - MONDAY, 7), WEEKS, width)


@given(st.integers(1, 80), st.integers(24, 200))
def test_days_and_cells_are_one_to_one(weeks: int, width: int) -> None:
    """Each day has its cell, each column of a cell leads back to its day, and no other place is a day."""
    picture = CalendarPicture(CalendarPanel(MONDAY, ("0" * 7,) * weeks, ()))
    found: dict[tuple[int, int], int] = {}
    for number in range(MONDAY, MONDAY + 7 * weeks):
        cell = picture.find_cell(number, width)
        assert cell is not None
        column, row, pitch = cell
        assert (row, column) == place_of(*divmod(number - MONDAY, 7), weeks, width)
        found |= {(column + step, row): number for step in range(pitch)}
    height = len(picture.draw(width)) + 3
    places = [(column, row) for column in range(-1, width + 2) for row in range(-1, height)]
    assert {place: picture.find_day(*place, width) for place in places} == {p: found.get(p) for p in places}
    assert picture.find_cell(MONDAY - 1, width) is None
    assert picture.find_cell(MONDAY + 7 * weeks, width) is None


@pytest.mark.parametrize("ascii_signs", [False, True])
@pytest.mark.parametrize("width", WIDTHS)
def test_the_cursor_stands_on_its_day(width: int, ascii_signs: bool) -> None:
    """Wherever the cursor is, its cell shows that day's sign, in another style than without it, and its row a mark."""

    async def walk() -> None:
        frame = Frame(PANEL, FIRST, LAST, ascii_signs=ascii_signs)
        async with frame.run_test(size=(width, 45)) as pilot:
            await pilot.pause()
            heatmap = frame.heatmap
            for number in range(FIRST, LAST + 1):
                row, column = cell_of(number, width)
                heatmap.day = LAST if number == FIRST else FIRST
                plain = heatmap.render_line(row).crop(column, column + 1)
                heatmap.day = number
                line = heatmap.render_line(row)
                marked = line.crop(column, column + 1)
                assert marked.text == sign_on(number, ascii_signs=ascii_signs)
                assert marked != plain
                assert line.text[HEAD - 2 : HEAD] == "> "
            assert sum(">" in line for line in read_widget(heatmap)) == 1

    asyncio.run(walk())


@pytest.mark.parametrize("width", [60, 80, 112])
def test_without_colours_a_sign_stands_above(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there are no colours a sign above the cursor's column and one before its row say where it is."""
    monkeypatch.setenv("NO_COLOR", "1")

    async def walk() -> None:
        frame = Frame(PANEL, FIRST, LAST)
        async with frame.run_test(size=(width, 45)) as pilot:
            await pilot.pause()
            for key in ("left", "up", "home", "down"):
                await press(pilot, key)
                row, column = cell_of(frame.heatmap.day, width)
                lines = read_widget(frame.heatmap)
                assert lines[0][column] == "v"
                assert lines[row][HEAD - 2] == ">"

    asyncio.run(walk())


@pytest.mark.parametrize("width", WIDTHS)
def test_it_looks_as_on_the_command_line(width: int) -> None:
    """Without the focus it shows line for line what the command line prints, and is as high."""

    async def look() -> None:
        frame = Frame(PANEL, FIRST, LAST)
        async with frame.run_test(size=(width, 45)) as pilot:
            await pilot.pause()
            frame.heatmap.blur()
            await pilot.pause()
            assert read_widget(frame.heatmap) == show(PANEL, width)

    asyncio.run(look())


@pytest.mark.parametrize("width", [24, 60, 80, 200])
def test_walking(width: int) -> None:
    """Right is a week on, left a week back, down a day on, up a day back; hjkl do the same, and edges stop."""

    async def walk() -> None:
        frame = Frame(PANEL, FIRST, LAST)
        async with frame.run_test(size=(width, 45)) as pilot:
            await pilot.pause()
            dice = Random(width)
            steps = {"right": 7, "l": 7, "left": -7, "h": -7, "down": 1, "j": 1, "up": -1, "k": -1}
            here = LAST
            walked = [LAST]
            for _ in range(25):
                key = dice.choice(list(steps))
                await pilot.press(key)
                if FIRST <= here + steps[key] <= LAST:
                    here += steps[key]
                    walked.append(here)
                assert frame.heatmap.day == here
            await pilot.pause()
            assert frame.days == walked
            for key, edge in (("home", FIRST), ("end", LAST)):
                await press(pilot, key)
                assert frame.heatmap.day == edge
                await press(pilot, *("left", "up") if edge == FIRST else ("right", "down"))
                assert frame.heatmap.day == edge

    asyncio.run(walk())


@pytest.mark.parametrize("width", [24, 60, 80, 112, 200])
def test_clicking(width: int) -> None:
    """A click on a cell goes to its day; a click beside the days that may be chosen changes nothing."""

    async def click() -> None:
        frame = Frame(PANEL, FIRST, LAST)
        async with frame.run_test(size=(width, 45)) as pilot:
            await pilot.pause()
            across = 2 if width >= HEAD + 2 * WEEKS else 1
            for number in [FIRST, LAST, *Random(width).sample(range(FIRST, LAST), 10)]:
                row, column = cell_of(number, width)
                await pilot.click("#heatmap", offset=(column + across - 1, row))
                assert frame.heatmap.day == number
            here = frame.heatmap.day
            for row, column in (cell_of(FIRST - 1, width), cell_of(LAST + 1, width), (0, 7), (3, 1)):
                await pilot.click("#heatmap", offset=(column, row))
                assert frame.heatmap.day == here

    asyncio.run(click())


def test_the_day_stays_when_other_days_are_shown() -> None:
    """Other days beneath the cursor leave it on its day; where that is not among them it goes to the nearest."""

    async def change() -> None:
        frame = Frame(PANEL, FIRST, LAST)
        async with frame.run_test(size=(80, 45)) as pilot:
            await pilot.pause()
            frame.heatmap.day = FIRST + 100
            frame.heatmap.show(make_panel(4), FIRST, LAST)
            await pilot.pause()
            assert frame.heatmap.day == FIRST + 100
            frame.heatmap.show(PANEL, FIRST + 200, LAST)
            await pilot.pause()
            assert frame.days[-2:] == [FIRST + 100, FIRST + 200]

    asyncio.run(change())
