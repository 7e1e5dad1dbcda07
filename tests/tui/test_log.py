"""The log's page: keys that look, search and change, with what is shown and what the log holds."""

from pathlib import Path

import pytest
from textual.widgets import Input

from tests.builders import day
from tests.services.workspaces import FRIDAY, Person
from tests.tui.pilots_log import (
    at_page,
    open_file,
    page_of,
    press,
    read_lines,
    read_rows,
    read_text,
    run,
    settle,
    until,
)
from tinywins.domain.line import parse_line
from tinywins.services.logging import When, log
from tinywins.tui.screens.log import LogPage
from tinywins.tui.screens.question import Question
from tinywins.tui.widgets.rows import Rows

TODAY = day(FRIDAY)


@pytest.fixture
def kept(tmp_path: Path) -> Person:
    """Give somebody with three days of entries in a file."""
    person = open_file(tmp_path)
    for ago, raw in ((2, "Ran along the river +run=5"), (2, "Read twelve pages +read"), (1, "Answered [b]mail[/b]")):
        log(person.ws, [parse_line(raw)], When(TODAY - ago))
    for raw in ("Watered the plants", "Wrote to @anna +run"):
        person.log(raw)
    return person


def fill(person: Person, days: int, each: int) -> None:
    """Log so many entries on each of so many days before today."""
    for ago in range(days, 0, -1):
        log(person.ws, [parse_line(f"Piece {number} of day {ago}") for number in range(each)], When(TODAY - ago))


def texts(rows: list[str]) -> list[str]:
    """Give what rows say behind the day."""
    return [row[14:].split("  ")[0] for row in rows]


def test_entries_newest_first_with_details(kept: Person) -> None:
    """Each day is written once, and all of the entry under the cursor stands below."""

    async def flow() -> None:
        async with at_page(kept, "log") as (app, pilot):
            rows = read_rows(app)
            assert [row[2:12].strip() for row in rows] == ["Fri 20 Nov", "", "Thu 19 Nov", "Wed 18 Nov", ""]
            assert texts(rows)[1:3] == ["Watered the plants", "Answered [b]mail[/b]"]
            await press(pilot, "j", "j")
            details = read_text(app, "#details")
            assert "Answered [b]mail[/b]" in details
            assert "Thu 19 Nov" in details and "logged" in details and "id" in details
            assert read_text(app, "#found") == "5"

    run(flow)


def test_search_as_one_types(kept: Person) -> None:
    """Words, tags begun and persons narrow the list; escape brings all back, and the cursor into the list."""

    async def flow() -> None:
        async with at_page(kept, "log") as (app, pilot):
            await press(pilot, "slash", *"RIVER")
            await until(pilot, lambda: read_text(app, "#found") == "1 of 5")
            assert texts(read_rows(app)) == ["Ran along the river"]
            await press(pilot, *["backspace"] * 5, "plus", "r")
            await until(pilot, lambda: read_text(app, "#found") == "3 of 5")
            await press(pilot, "u", "enter")
            await until(pilot, lambda: read_text(app, "#found") == "2 of 5")
            assert page_of(app).focused is page_of(app).query_one("#entries", Rows)
            await press(pilot, "slash", "x")
            await until(pilot, lambda: "rux" in read_text(app, "#found"))
            assert read_text(app, "#found").startswith("There is no tag rux yet.")
            await press(pilot, "escape")
            await until(pilot, lambda: read_text(app, "#found") == "5")
            assert page_of(app).query_one("#search", Input).value == ""

    run(flow)


def test_starred_alone(kept: Person) -> None:
    """`*` stars and takes the star away; `f` shows starred entries alone, and all again."""

    async def flow() -> None:
        async with at_page(kept, "log") as (app, pilot):
            await press(pilot, "j", "asterisk")
            assert "★" in read_rows(app)[1]
            assert read_text(app, "#reply").endswith("★")
            await press(pilot, "f")
            await until(pilot, lambda: read_text(app, "#found") == "1 of 5 starred")
            await press(pilot, "asterisk")
            await until(pilot, lambda: read_text(app, "#found") == "0 of 5 starred")
            assert read_text(app, "#details") == "Nothing found."
            await press(pilot, "f")
            await until(pilot, lambda: read_text(app, "#found") == "5")
            assert not any(entry.star for entry in kept.entries())

    run(flow)


def test_edit_the_line(kept: Person) -> None:
    """`e` opens the line as it is typed; what cannot be read is said as one types, and saving is one act."""

    async def flow() -> None:
        async with at_page(kept, "log") as (app, pilot):
            await press(pilot, "e")
            question = app.screen
            assert isinstance(question, Question)
            answer = question.query_one("#answer", Input)
            assert answer.value == "Wrote to @anna +run"
            await press(pilot, *["backspace"] * 4, *"+run=5,2", "enter")
            assert app.screen is question
            assert "5.2" in str(question.query_one("#meaning").render())
            await press(pilot, *["backspace"] * 2, *".2", "enter")
            assert kept.entries()[0].tags == [("@anna", None), ("run", 5_200)]
            assert "+run=5.2" in read_rows(app)[0]
            await press(pilot, "e", "escape")
            await press(pilot, "u")
            assert kept.entries()[0].tags == [("@anna", None), ("run", None)]

    run(flow)


def test_write_the_note(kept: Person) -> None:
    """`n` writes a note of one or several lines."""

    async def flow() -> None:
        async with at_page(kept, "log") as (app, pilot):
            await press(pilot, "n", *"one", "ctrl+j", *"two", "enter")
            assert kept.entries()[0].note == "one\ntwo"
            assert "note     two" in read_text(app, "#details")
            await press(pilot, "n", *"x", "escape")
            assert kept.entries()[0].note == "one\ntwo"

    run(flow)


def test_remove_and_bring_back(kept: Person) -> None:
    """`d` removes and the cursor goes to what came after; undo brings the entry back, the cursor stays on its own."""

    async def flow() -> None:
        async with at_page(kept, "log") as (app, pilot):
            await press(pilot, "j", "d")
            assert "Watered the plants" not in kept.texts()
            assert read_text(app, "#reply").startswith("Removed: Watered the plants")
            assert texts(read_rows(app))[1] == "Answered [b]mail[/b]"
            assert page_of(app).query_one("#entries", Rows).cursor == 1
            await press(pilot, "u")
            assert "Watered the plants" in kept.texts()
            assert page_of(app).query_one("#entries", Rows).cursor == 2
            assert "Answered" in read_text(app, "#details")

    run(flow)


def test_keys_in_a_burst_change_the_entry_that_is_meant(kept: Person) -> None:
    """Keys that come faster than anything is painted move first and star then."""

    async def flow() -> None:
        async with at_page(kept, "log") as (app, pilot):
            rows = page_of(app).query_one("#entries", Rows)
            rows.action_step(1)
            rows.action_step(1)
            page = page_of(app)
            assert isinstance(page, LogPage)
            page.action_star()
            await settle(pilot)
            assert [entry.text for entry in kept.entries() if entry.star] == ["Answered [b]mail[/b]"]
            assert rows.cursor == 2

    run(flow)


def test_first_last_and_a_day(kept: Person) -> None:
    """`G` and `g` go to the ends, `D` to a day named by date words; where nothing was logged, to the day before it."""

    async def flow() -> None:
        fill(kept, 400, 3)
        async with at_page(kept, "log") as (app, pilot):
            rows = page_of(app).query_one("#entries", Rows)
            await press(pilot, "G")
            assert rows.cursor == 1_204
            assert "Piece 0 of day 400" in read_rows(app)[-1]
            await press(pilot, "g")
            assert rows.cursor == 0
            await press(pilot, "D", *"-100", "enter")
            assert "Piece 2 of day 100" in read_text(app, "#details")
            head = read_rows(app)[0]
            assert head[2:17].strip()
            await press(pilot, "D", *"someday", "enter")
            assert isinstance(app.screen, Question)
            assert "not a day" in str(app.screen.query_one("#meaning").render())
            await press(pilot, "escape")

    run(flow)


def test_what_another_logs_appears_and_the_cursor_stays(kept: Person, tmp_path: Path) -> None:
    """An entry from elsewhere comes on top; the cursor stays on the entry it was on, also within a search."""

    async def flow() -> None:
        other = open_file(tmp_path, again=True)
        async with at_page(kept, "log") as (app, pilot):
            await press(pilot, "j")
            other.log("Logged in another terminal")
            await until(pilot, lambda: read_text(app, "#found") == "6")
            assert page_of(app).query_one("#entries", Rows).cursor == 2
            await press(pilot, "slash", *"the", "enter")
            await until(pilot, lambda: read_text(app, "#found") == "3 of 6")
            await press(pilot, "j", "j")
            other.log("Swept the stairs")
            await until(pilot, lambda: read_text(app, "#found") == "4 of 7")
            assert "Ran along the river" in read_text(app, "#details")
        other.close()

    run(flow)


def test_an_empty_log_says_so(tmp_path: Path) -> None:
    """With nothing logged every key is harmless."""

    async def flow() -> None:
        async with at_page(open_file(tmp_path), "log") as (app, pilot):
            assert read_text(app, "#details") == "Nothing logged yet."
            await press(pilot, "e", "n", "asterisk", "d", "D", "enter", "escape", "G", "j", "f")
            await until(pilot, lambda: read_text(app, "#details") == "Nothing found.")

    run(flow)


def test_signs_that_no_input_shows_are_not_edited(tmp_path: Path) -> None:
    """A text with controls is shown harmless, and is not offered for editing, which would change it."""

    async def flow() -> None:
        person = open_file(tmp_path)
        person.log("Cleaned \x1b[31mred\x1b[0m up")
        async with at_page(person, "log") as (app, pilot):
            assert "\x1b" not in "".join(read_rows(app)) and "␛[31mred" in read_rows(app)[0]
            await press(pilot, "e")
            assert isinstance(app.screen, LogPage)

    run(flow)


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (200, 60)])
@pytest.mark.parametrize("signs", ["unicode", "ascii"])
def test_every_size_shows_rows_within_their_columns(kept: Person, size: tuple[int, int], signs: str) -> None:
    """From 60 x 20 to 200 x 60 each row fits; with ASCII signs there is nothing else of the program's own."""
    log(kept.ws, [parse_line("Wrote a long line about it all " * 8 + "+run=12 @anna")], None)

    async def flow() -> None:
        async with at_page(kept, "log", size, signs=signs) as (app, pilot):
            await press(pilot, "asterisk")
            rows = page_of(app).query_one("#entries", Rows)
            assert len(read_rows(app)) == 6
            assert size[0] < 80 or all(entry.short in "".join(read_rows(app)) for entry in kept.entries())
            assert rows.columns == rows.size.width - rows.scrollbar_size_vertical * rows.show_vertical_scrollbar
            assert all(rows.render_line(y).cell_length == rows.columns for y in range(rows.size.height))
            assert signs != "ascii" or all(row.isascii() for row in read_lines(rows))

    run(flow)
