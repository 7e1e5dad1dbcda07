"""The screen of a habit: all that is known of it, and what can be done to it from there."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from textual.containers import VerticalScroll

from tests.services.workspaces import Person
from tests.tui.pilots_streaks import TODAY, Driver, log_days, open_page, press, read_notices, read_screen, read_text
from tinywins.domain.days import label_day
from tinywins.render.columns import Look
from tinywins.render.why import show_why
from tinywins.services.excuses import list_excuses
from tinywins.services.habits import Traits, edit_habit, remove_habit
from tinywins.services.pausing import pause_habits
from tinywins.services.tags import rename_tag
from tinywins.services.why import explain_habit
from tinywins.tui.app import TinyWins
from tinywins.tui.screens.habit import HabitScreen
from tinywins.tui.screens.streaks import StreaksPage
from tinywins.tui.widgets.heatmap import Heatmap

Story = Callable[[TinyWins, Driver], Awaitable[None]]
TALL = (80, 120)


def play(person: Person, story: Story, *keys: str, size: tuple[int, int] = TALL, signs: str = "unicode") -> None:
    """Open the first habit, press keys, and go through a story."""

    async def run() -> None:
        async with open_page(person, "enter", *keys, size=size, signs=signs) as (app, pilot):
            assert isinstance(app.screen, HabitScreen)
            await story(app, pilot)

    asyncio.run(run())


@pytest.fixture
def reader(person: Person) -> Person:
    """Give somebody who reads 20 pages a day, with a cue, a reward, a pause gone by, notes and a changed rule."""
    log_days(person, "+read=25", [each for each in range(TODAY - 60, TODAY) if each % 5])
    person.log("Twelve pages +read=12", on="-3", note="the one with the letters")
    person.add_habit("read", "daily at least 20", TODAY - 60)
    person.edit_habit("read", "daily at least 24", TODAY - 5)
    edit_habit(person.ws, "read", traits=Traits("pages", "after the first coffee", "a biscuit"))
    pause_habits(person.ws, ["read"], TODAY - 30, TODAY - 28, "ill")
    return person


@pytest.mark.parametrize("size", [(60, 20), (80, 24), TALL, (140, 60), (200, 60)])
def test_all_that_is_known(reader: Person, size: tuple[int, int]) -> None:
    """Rule, cue, reward, days off, year, strength, runs, why, versions and notes: all of it can be scrolled to."""

    async def story(app: TinyWins, pilot: Driver) -> None:
        seen = set(read_screen(app))
        for _ in range(12):
            await press(pilot, "pagedown")
            seen |= set(read_screen(app))
        text = "\n".join(seen)
        for wanted in (
            "every day, 24 pages or more",
            "after the first coffee",
            "a biscuit",
            ", ill",
            "likely",
            "Mon",
            "Strength",
            "100",
            "Best runs",
            "what was there",
            "Streak",
            "every day, 20 pages or more",
            "the one with the letters",
        ):
            assert wanted in text

    play(reader, story, size=size)


def test_why_is_said_as_on_the_command_line(reader: Person) -> None:
    """The lines of `tinywins why` stand there as they are."""

    async def story(app: TinyWins, _pilot: Driver) -> None:
        lines = [line.strip() for line in read_screen(app)]
        for line in show_why(explain_habit(reader.ws, "read"), Look(width=77)).splitlines():
            assert line.strip() in lines

    play(reader, story)


def test_signs_can_be_ascii(reader: Person) -> None:
    """With ASCII signs nothing that the program draws is anything else."""

    async def story(app: TinyWins, _pilot: Driver) -> None:
        lines = [line for line in read_screen(app)[:-1] if not line.isascii()]
        assert [line for line in lines if not set(line) & set("▏▁▂▃▄▅▆▇█")] == []

    play(reader, story, signs="ascii")


def test_scrolling(reader: Person) -> None:
    """Arrows, j and k scroll by lines, page keys by pages, g and G to the ends."""

    async def story(app: TinyWins, pilot: Driver) -> None:
        sheet = app.screen.query_one("#sheet", VerticalScroll)
        places = []
        for key in ("j", "down", "k", "pagedown", "G", "g"):
            await press(pilot, key)
            await pilot.pause(0.4)
            places.append(round(sheet.scroll_offset.y))
        assert places[:3] == [1, 2, 1]
        assert places[3] > 10
        assert places[4] == sheet.max_scroll_y
        assert places[5] == 0

    play(reader, story, size=(80, 24))


def test_walking_through_the_year(reader: Person) -> None:
    """Tab goes into the year, escape back to scrolling, and another escape to the page below."""

    async def story(app: TinyWins, pilot: Driver) -> None:
        await press(pilot, "tab", "k", "k", "k")
        assert label_day(TODAY - 3, TODAY) in read_text(app)
        assert "Twelve pages" in read_text(app)
        await press(pilot, "escape")
        assert app.focused is app.screen.query_one("#sheet")
        await press(pilot, "escape")
        assert isinstance(app.screen, StreaksPage)

    play(reader, story)


def test_skipping_today(reader: Person) -> None:
    """`s` skips today and says so as the command does; again, it takes that back; `u` undoes either."""

    async def story(app: TinyWins, pilot: Driver) -> None:
        await press(pilot, "s")
        assert "is skipped; it neither adds to a run nor ends one" in read_text(app)
        assert TODAY in reader.habit("read").standing.lived.excused
        await press(pilot, "s")
        assert "counts again" in read_text(app)
        assert TODAY not in reader.habit("read").standing.lived.excused
        await press(pilot, "u")
        assert TODAY in reader.habit("read").standing.lived.excused
        assert "Undone: " in read_text(app)

    play(reader, story)


def test_pausing(reader: Person) -> None:
    """`p` lets the habit pause from today on, and go on again; a pause of all habits says how it ends."""

    async def story(app: TinyWins, pilot: Driver) -> None:
        await press(pilot, "p")
        assert "read pauses from today" in read_text(app)
        assert list_excuses(reader.db, "read")[-1].last is None
        await press(pilot, "p")
        assert "read counts again from today" in read_text(app)
        assert not any(excuse.holds(TODAY) for excuse in list_excuses(reader.db, "read"))
        pause_habits(reader.ws, [], TODAY, None)
        assert app.page is not None
        app.page.refresh_page()
        await press(pilot, "p")
        assert "pauses with all habits" in read_notices(app)[-1]

    play(reader, story)


def test_archiving(reader: Person) -> None:
    """`a` puts the habit away and takes it up again."""

    async def story(app: TinyWins, pilot: Driver) -> None:
        await press(pilot, "a")
        assert "read is archived" in read_text(app)
        await press(pilot, "a")
        assert "read counts again from today" in read_text(app)
        assert reader.habit("read").archived == ""

    play(reader, story)


def test_a_quiet_habit(reader: Person) -> None:
    """A quiet habit shows its rule and notes, and neither numbers nor charts."""
    edit_habit(reader.ws, "read", traits=Traits(quiet=True))

    async def story(app: TinyWins, _pilot: Driver) -> None:
        text = read_text(app)
        assert "recorded without numbers" in text
        assert "the one with the letters" in text
        assert not any(word in text for word in ("Strength", "Best runs", "Why", "likely", "%", "spare"))
        assert not app.screen.query_one(Heatmap).display

    play(reader, story)


@pytest.mark.parametrize("rule", ["anytime", "3/week", "2/month", "daily at most 2", "every 3d"])
def test_any_rule_on_its_first_day(person: Person, rule: str) -> None:
    """A habit of any rule can be opened before anything was logged."""
    person.add_habit("fresh", rule)

    async def story(app: TinyWins, _pilot: Driver) -> None:
        assert "fresh" in read_text(app)
        assert "Schedule" in read_text(app)
        assert read_notices(app) == []

    play(person, story)


def test_a_habit_that_is_yet_to_begin(person: Person) -> None:
    """A habit whose first day is to come can be opened; there is nothing to explain."""
    person.add_habit("later", "daily", TODAY + 10)

    async def story(app: TinyWins, pilot: Driver) -> None:
        assert "Why" not in read_text(app)
        assert read_notices(app) == []
        await press(pilot, "s")
        assert "begins on 2026-11-30" in read_notices(app)[-1]

    play(person, story)


def test_a_habit_that_is_renamed_or_removed_meanwhile(reader: Person) -> None:
    """A new name is taken over; where the habit is none any more it is said, and the page below comes back."""

    async def story(app: TinyWins, pilot: Driver) -> None:
        assert app.page is not None
        rename_tag(reader.ws, "read", "books")
        app.page.refresh_page()
        await pilot.pause()
        assert "books" in read_screen(app)[0]
        remove_habit(reader.ws, "books")
        app.page.refresh_page()
        await pilot.pause()
        await pilot.pause()
        assert isinstance(app.screen, StreaksPage)
        assert ["books is a tag, and no habit yet." in notice for notice in read_notices(app)] == [True]

    play(reader, story)


def test_resizing(reader: Person) -> None:
    """A screen that grows wide shows two columns, and one again when it shrinks."""

    async def story(app: TinyWins, pilot: Driver) -> None:
        await pilot.resize_terminal(180, 50)
        await pilot.pause(0.2)
        await pilot.pause()
        assert any("Best runs" in line and line.index("Best runs") > 85 for line in read_screen(app))
        await pilot.resize_terminal(70, 100)
        await pilot.pause(0.2)
        assert any(line.strip() == "Best runs" and line.index("Best") < 3 for line in read_screen(app))

    play(reader, story, size=(80, 24))


def test_undoing_the_habit_itself_goes_back_quietly(person: Person) -> None:
    """Undo of a habit while its screen is open says what was undone, closes the screen, and is no error."""
    person.add_habit("walk")

    async def story(app: TinyWins, pilot: Driver) -> None:
        await press(pilot, "u")
        assert isinstance(app.screen, StreaksPage)
        assert read_notices(app) == []
        assert "ctrl+r puts it back" in read_text(app)
        await press(pilot, "ctrl+r")
        assert "walk" in read_text(app)

    play(person, story, size=(80, 24))


def test_editing_a_habit_that_is_gone_goes_back(person: Person) -> None:
    """e on a habit that another terminal removed says so once, and closes the screen."""
    person.add_habit("walk")

    async def story(app: TinyWins, pilot: Driver) -> None:
        remove_habit(person.ws, "walk")
        await press(pilot, "e")
        assert isinstance(app.screen, StreaksPage)
        assert len(read_notices(app)) == 1
        assert "There is no habit walk" in read_notices(app)[0]

    play(person, story, size=(80, 24))
