"""The page of streaks: every habit with its runs, sorting, filtering, and a year to walk through."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from textual.widgets import Input

from tests.builders import day
from tests.services.workspaces import Person
from tests.tui.pilots_streaks import TODAY, Driver, log_days, open_page, press, read_notices, read_screen, read_text
from tinywins.domain.days import label_day
from tinywins.services.habits import Traits, archive_habit, edit_habit, remove_habit
from tinywins.tui.app import TinyWins
from tinywins.tui.screens.habit import HabitScreen
from tinywins.tui.screens.streaks import StreaksPage
from tinywins.tui.widgets.heatmap import Heatmap

Story = Callable[[TinyWins, Driver], Awaitable[None]]
SIZES = [(60, 20), (80, 24), (140, 45), (200, 60)]


def play(person: Person, story: Story, *keys: str, size: tuple[int, int] = (80, 24), signs: str = "unicode") -> None:
    """Open the page, press keys, and go through a story."""

    async def run() -> None:
        async with open_page(person, *keys, size=size, signs=signs) as (app, pilot):
            await story(app, pilot)

    asyncio.run(run())


@pytest.fixture
def lived(person: Person) -> Person:
    """Give somebody with four habits: walk for 20 days, read for 30 with a gap, gym each week, tea at risk."""
    for name, rule, days in (
        ("walk", "daily", range(TODAY - 19, TODAY + 1)),
        ("read", "daily", [*range(TODAY - 40, TODAY - 12), *range(TODAY - 3, TODAY)]),
        ("gym", "1/week", range(TODAY - 70, TODAY + 1, 7)),
        ("tea", "daily without spares", range(TODAY - 5, TODAY)),
    ):
        log_days(person, f"Did it +{name}", days)
        person.add_habit(name, rule, min(days))
    return person


def list_names(app: TinyWins) -> list[str]:
    """List the habits in the order in which they are on the screen."""
    assert isinstance(app.screen, StreaksPage)
    lines = [app.screen.rows.render_line(y).text[2:] for y in range(app.screen.rows.size.height)]
    return [line.split()[0] for line in lines if line.strip()]


def test_all_habits_with_their_runs(lived: Person) -> None:
    """Each habit has its run, spares, longest run, share of 90 days and strength; one at risk says so."""

    async def story(app: TinyWins, _pilot: Driver) -> None:
        text = read_text(app)
        assert list_names(app) == ["walk", "read", "gym", "tea"]
        walk, read, gym, tea = (
            next(line for line in text.split("\n") if line[2:].startswith(name))
            for name in ("walk", "read", "gym", "tea")
        )
        assert "20 days" in walk
        assert "100 %" in walk
        assert "at risk" not in walk
        assert "too early" in gym
        assert "weeks" in gym
        assert "at risk" in tea
        assert "28 days" in read
        assert "left" in read

    play(lived, story)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("signs", ["unicode", "ascii"])
def test_every_size(lived: Person, size: tuple[int, int], signs: str) -> None:
    """Habits, head, year, the day and the footer are in sight; with ASCII signs nothing of our own is anything else."""

    async def story(app: TinyWins, _pilot: Driver) -> None:
        lines = read_screen(app)
        text = "\n".join(lines)
        assert all(name in text for name in ("walk", "read", "gym", "tea", "strength", "Mon", "Sun", "Sort"))
        assert label_day(TODAY, TODAY) + ": done" in text
        assert "Did it" in text
        if signs == "ascii":
            body = [line for line in lines[1:-1] if line]
            assert [line for line in body if not line.isascii()] == []

    play(lived, story, size=size, signs=signs)


def test_sorting(lived: Person) -> None:
    """`o` goes through the orders: own, name, current, longest, strength, at risk first, and own again."""

    async def story(app: TinyWins, pilot: Driver) -> None:
        seen = [list_names(app)]
        for _ in range(6):
            await press(pilot, "o")
            seen.append(list_names(app))
        own, name, current, longest, strength, risk, again = seen
        assert name == sorted(own)
        assert current == ["gym", "walk", "tea", "read"]
        assert longest[0] == "gym"
        assert longest.index("read") < longest.index("walk") < longest.index("tea")
        by = {each: lived.habit(each) for each in own}
        assert strength == sorted(own, key=lambda tag: -by[tag].strength * (by[tag].decided >= 14))
        assert risk == ["tea", "walk", "read", "gym"]
        assert again == own

    play(lived, story)


def test_the_cursor_stays_on_its_habit(lived: Person) -> None:
    """Sorting and filtering move the rows, and the habit under the cursor stays the one whose year is shown."""

    async def story(app: TinyWins, pilot: Driver) -> None:
        await press(pilot, "j", "o", "o")
        assert "read, " in read_text(app)
        assert isinstance(app.screen, StreaksPage)
        assert list_names(app)[app.screen.rows.cursor] == "read"

    play(lived, story)


def test_filtering(lived: Person) -> None:
    """What is typed after `/` narrows the list down; enter keeps it, escape shows all again."""

    async def story(app: TinyWins, pilot: Driver) -> None:
        await press(pilot, "slash", "'A")
        assert list_names(app) == ["walk", "read", "tea"]
        await press(pilot, "'l")
        assert list_names(app) == ["walk"]
        await press(pilot, "enter", "o")
        assert list_names(app) == ["walk"]
        await press(pilot, "escape")
        assert list_names(app) == ["gym", "read", "tea", "walk"]
        await press(pilot, "slash", "'zz")
        assert list_names(app) == []
        assert "No habit has that in its name" in read_text(app)
        assert "Wins, " in read_text(app)
        await press(pilot, "escape")
        assert len(list_names(app)) == 4
        assert not app.screen.query_one("#filter", Input).display

    play(lived, story)


def test_numbers_can_be_typed_into_the_filter(lived: Person) -> None:
    """In the filter a key is a sign: 1 leads to no page, q leaves nothing, and escape signs are made visible."""

    async def story(app: TinyWins, pilot: Driver) -> None:
        await press(pilot, "slash", "'1qu?")
        assert app.screen.query_one("#filter", Input).value == "1qu?"
        app.screen.query_one("#filter", Input).value = "a\x1b[2Jb"
        await pilot.pause()
        assert app.screen.query_one("#filter", Input).value == "a␛[2Jb"

    play(lived, story)


def test_archived_ones(lived: Person) -> None:
    """`a` shows archived habits too, last of all, and hides them again."""
    archive_habit(lived.ws, ["walk"])

    async def story(app: TinyWins, pilot: Driver) -> None:
        assert list_names(app) == ["read", "gym", "tea"]
        await press(pilot, "a")
        assert list_names(app) == ["read", "gym", "tea", "walk"]
        assert "archived" in read_screen(app)[6]
        await press(pilot, "a")
        assert list_names(app) == ["read", "gym", "tea"]

    play(lived, story)


def test_a_quiet_habit_has_no_numbers(lived: Person) -> None:
    """A quiet habit is named, and has neither numbers nor a year."""
    edit_habit(lived.ws, "walk", traits=Traits(quiet=True))

    async def story(app: TinyWins, _pilot: Driver) -> None:
        line = next(line for line in read_screen(app) if line[2:].startswith("walk"))
        assert line.split()[-2:] == ["walk", "quiet"]
        assert "walk is quiet" in read_text(app)
        assert "Mon " not in read_text(app).replace("Mon 1", "")
        assert not app.screen.query_one(Heatmap).display

    play(lived, story)


def test_without_a_habit(person: Person) -> None:
    """Where there is no habit yet the page says how to begin one, and shows the year of all wins."""
    person.log("Watered the plants")

    async def story(app: TinyWins, _pilot: Driver) -> None:
        text = read_text(app)
        assert "n begins one" in text
        assert "Wins, " in text
        assert "1 win" in text
        assert "Watered the plants" in text

    play(person, story)


def test_with_an_empty_log(person: Person) -> None:
    """An empty log is shown, and every key of the page may be pressed."""

    async def story(app: TinyWins, pilot: Driver) -> None:
        await press(pilot, "j", "enter", "o", "e", "a", "tab", "h", "k", "left_square_bracket", "escape")
        assert "n begins one" in read_text(app)
        assert isinstance(app.screen, StreaksPage)

    play(person, story)


def test_walking_through_a_year(lived: Person) -> None:
    """Tab goes into the year; the day under the cursor is named with what was logged on it; escape goes back."""
    lived.log("Twelve pages of Middlemarch +read=12", on="-4", note="in the garden")

    async def story(app: TinyWins, pilot: Driver) -> None:
        await press(pilot, "j", "tab", "k", "k", "k", "k")
        text = read_text(app)
        assert label_day(TODAY - 4, TODAY) + ": done" in text
        assert "Twelve pages of Middlemarch" in text
        assert "+read=12" in text
        assert "in the garden" in text
        await press(pilot, "down")
        assert "Did it" in read_text(app)
        await press(pilot, "h")
        assert label_day(TODAY - 10, TODAY) + ": not done" in read_text(app)
        assert "Nothing logged" in read_text(app)
        await press(pilot, "escape")
        assert app.focused is app.screen.query_one("#habits")
        await press(pilot, "tab", "enter")
        assert app.focused is app.screen.query_one("#habits")

    play(lived, story)


def test_many_entries_of_a_day_are_counted(lived: Person) -> None:
    """What of a day there is no room for is counted."""
    for number in range(9):
        lived.log(f"Cup {number} +tea")

    async def story(app: TinyWins, _pilot: Driver) -> None:
        assert "and 8 more" in read_text(app)

    play(lived, story, "j", "j", "j")


def test_only_the_habit_is_shown_of_a_day(lived: Person) -> None:
    """Of the day under the cursor those entries are shown that mention the habit, by any of its names."""
    lived.log("Something else +dev")

    async def story(app: TinyWins, _pilot: Driver) -> None:
        assert "Something else" not in read_text(app)

    play(lived, story)


def test_turning_years(lived: Person) -> None:
    """`[` goes to the year before, as far as there are days; `]` comes back to the weeks up to today."""
    lived.log("Long ago +walk", on="2024-03-05")
    lived.add_habit("old", "daily", day("2024-03-01"))

    async def story(app: TinyWins, pilot: Driver) -> None:
        titles = []
        for key in ("[", "[", "[", "]", "]", "]"):
            await press(pilot, {"[": "left_square_bracket", "]": "right_square_bracket"}[key])
            title = next(line for line in read_screen(app) if line.strip().startswith("walk, "))
            titles.append(title.strip().removeprefix("walk, "))
        assert titles[:4] == ["2025", "2024", "2024", "2025"]
        assert titles[4] == titles[5] == f"{label_day(day('2025-11-17'), TODAY)} - Fri 20 Nov 2026"

    play(lived, story)


def test_opening_a_habit(lived: Person) -> None:
    """Enter opens the habit, escape comes back to the same row; so does a second click on a row."""

    async def story(app: TinyWins, pilot: Driver) -> None:
        await press(pilot, "j", "enter")
        assert isinstance(app.screen, HabitScreen)
        assert app.screen.tag == "read"
        await press(pilot, "escape")
        assert isinstance(app.screen, StreaksPage)
        assert app.screen.rows.cursor == 1
        await pilot.click("#habits", offset=(4, 2))
        await pilot.pause()
        assert app.screen.rows.cursor == 2
        await pilot.click("#habits", offset=(4, 2), times=2)
        await pilot.pause()
        assert isinstance(app.screen, HabitScreen)

    play(lived, story)


def test_what_others_log_is_shown(lived: Person) -> None:
    """A win that another terminal logs is in the list at the next look, and the cursor stays."""

    async def story(app: TinyWins, pilot: Driver) -> None:
        await press(pilot, "j", "j", "j")
        other = Person(lived.store.path.rpartition("/")[0], device="b")
        other.moment = lived.moment
        other.log("From elsewhere +tea")
        other.close()
        app.look()
        await pilot.pause()
        assert "From elsewhere" in read_text(app)
        assert "at risk" not in read_text(app)

    play(lived, story)


def test_the_day_turns(lived: Person) -> None:
    """When the day turns while the page is open, the cursor goes on to the new day, which is open."""

    async def story(app: TinyWins, pilot: Driver) -> None:
        lived.go_to(TODAY + 1)
        app.look()
        await pilot.pause()
        assert label_day(TODAY + 1, TODAY) + ": still open" in read_text(app)
        await press(pilot, "tab", "k")
        lived.go_to(TODAY + 2)
        app.look()
        await pilot.pause()
        assert label_day(TODAY, TODAY) + ": done" in read_text(app)

    play(lived, story)


def test_names_are_harmless(person: Person) -> None:
    """Texts and notes with control signs and markup are shown as signs, and nothing of them acts."""
    person.log("[bold]x[/nope] \x1b]0;t\x07 \u202e +ta", note="\x1b[2J[/]")
    person.add_habit("ta")

    async def story(app: TinyWins, _pilot: Driver) -> None:
        text = read_text(app)
        assert "[bold]x[/nope]" in text
        assert not any(sign in text for sign in "\x1b\x07\u202e")

    play(person, story)


def test_editing_a_habit_that_is_gone_says_so(person: Person) -> None:
    """e on a habit that another terminal removed opens no form, and says so."""
    person.add_habit("walk")

    async def run() -> None:
        async with open_page(person) as (app, pilot):
            remove_habit(person.ws, "walk")
            await press(pilot, "e")
            assert isinstance(app.screen, StreaksPage)
            assert "There is no habit walk" in read_notices(app)[0]

    asyncio.run(run())
