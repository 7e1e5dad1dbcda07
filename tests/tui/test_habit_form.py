"""The form of a habit: checked as one types, saved in one act."""

import asyncio
import os
from collections.abc import Awaitable, Callable

import pytest
from textual.widgets import Button, Checkbox, Input, Static

from tests.services.workspaces import Person
from tests.tui.pilots_streaks import TODAY, Driver, log_days, open_page, press, read_screen, read_text
from tinywins.domain.days import write_day
from tinywins.render.replies import say_added
from tinywins.services.habit_drafts import Draft, check_draft, read_draft, save_draft
from tinywins.services.habits import Traits, edit_habit
from tinywins.services.undo import undo
from tinywins.storage import facts
from tinywins.tui.app import TinyWins
from tinywins.tui.screens.habit_form import HabitForm
from tinywins.tui.screens.streaks import StreaksPage

Story = Callable[[TinyWins, Driver], Awaitable[None]]


def play(person: Person, story: Story, *keys: str, size: tuple[int, int] = (80, 30)) -> None:
    """Open the page of streaks, press keys that lead to the form, and go through a story."""

    async def run() -> None:
        async with open_page(person, *keys, size=size) as (app, pilot):
            assert isinstance(app.screen, HabitForm)
            await story(app, pilot)

    asyncio.run(run())


async def fill(app: TinyWins, pilot: Driver, **values: str | bool) -> None:
    """Put values into fields of the form."""
    for name, value in values.items():
        if isinstance(value, bool):
            app.screen.query_one(f"#{name}", Checkbox).value = value
        else:
            app.screen.query_one(f"#{name}", Input).value = value
    await pilot.pause()
    await pilot.pause()


def trouble_of(app: TinyWins, name: str) -> str:
    """Give what is said below a field."""
    line = app.screen.query_one(f"#{name}-trouble", Static)
    return str(line.content) if line.display else ""


def can_save(app: TinyWins) -> bool:
    """Say whether the form may be saved."""
    return not app.screen.query_one("#save", Button).disabled


def rules(person: Person, tag: str) -> list[tuple[str, str]]:
    """Give the versions of a habit as they are stored."""
    return facts.read_versions(person.db, tag)


def test_a_new_habit_by_keys(person: Person) -> None:
    """n, a name, enter through the fields, ctrl+s: the habit is there, the reply is the command's, the cursor on it."""

    async def story(app: TinyWins, pilot: Driver) -> None:
        assert not can_save(app)
        assert trouble_of(app, "name") == ""
        await press(pilot, "'stretch")
        assert can_save(app)
        assert "Every day." in read_text(app)
        before = len(person.changes())
        await press(pilot, "enter", "ctrl+s")
        assert isinstance(app.screen, StreaksPage)
        assert rules(person, "stretch") == [(write_day(TODAY), "daily")]
        assert len({change[2] for change in person.changes()[before:]}) == 1
        said = say_added(person.habit("stretch"), TODAY).split("\n", maxsplit=1)[0]
        assert said in read_text(app)
        assert "> stretch" in read_text(app)
        undo(person.ws, None)
        assert rules(person, "stretch") == []

    play(person, story, "n")


def test_everything_is_saved_in_one_act(person: Person) -> None:
    """Rule, unit, cue, reward, quiet, spares and first day go into one act, which one undo takes back."""

    async def story(app: TinyWins, pilot: Driver) -> None:
        await fill(app, pilot, name="read", when="Mon, Wed,fri", target="20 pages", cue="after tea", reward="a biscuit")
        await fill(app, pilot, since="-7", quiet=True, spares=False)
        assert "Mon Wed Fri, 20 pages or more, without spares." in read_text(app)
        before = len(person.changes())
        app.screen.query_one("#save", Button).press()
        await pilot.pause()
        await pilot.pause()
        assert len({change[2] for change in person.changes()[before:]}) == 1
        habit = person.habit("read")
        assert rules(person, "read") == [(write_day(TODAY - 7), "mon,wed,fri at least 20 without spares")]
        assert (habit.unit, habit.cue, habit.reward, habit.quiet) == ("pages", "after tea", "a biscuit", 1)

    play(person, story, "n")


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", "two words", "'two words' is no name"),
        ("name", "@anna", "@anna is a person, and a habit is a tag."),
        ("name", "taken", "taken is a habit already."),
        ("when", "dayly", "'dayly' is not a schedule. Write daily, mon,wed,fri, 3/week"),
        ("when", "8/week", "'8/week' is not a schedule."),
        ("when", "every 0d", "'every 0d' is not a schedule."),
        ("target", "much", "'much' is not a number. Amounts look like 5, 5.2 or 5.2km."),
        ("target", "0", "A target of 0 wants nothing."),
        ("target", "-3", "-3 is negative, and amounts are not."),
        ("target", "5,2", "5,2 is not a number here. Write 5.2"),
        ("limit", "1.2345", "1.2345 has more than three decimals. Write 1.234"),
        ("unit", "k m", "'k m' cannot be a unit."),
        ("cue", "x" * 20_000, "The cue has 20,000 characters"),
        ("since", "sometime", "'sometime' is not a day"),
        ("since", "next mon", "looks forward, and here a day reads backward."),
        ("assume", True, "Silence can mean kept for a limit alone."),
    ],
)
def test_what_cannot_be_saved_says_why(person: Person, field: str, value: str | bool, said: str) -> None:
    """The sentence of the command line stands below the field, its options left out, and nothing can be saved."""
    person.add_habit("taken")

    async def story(app: TinyWins, pilot: Driver) -> None:
        await fill(app, pilot, name="fresh")
        await fill(app, pilot, **{field: value})
        found = trouble_of(app, field)
        assert said in found
        assert "--" not in found
        assert "tinywins " not in found
        assert not can_save(app)
        before = person.changes()
        await press(pilot, "ctrl+s")
        assert isinstance(app.screen, HabitForm)
        assert person.changes() == before
        mended: dict[str, str | bool] = {"name": "fresh", "when": "daily", "assume": False}
        await fill(app, pilot, **{field: mended.get(field, "")})
        assert trouble_of(app, field) == ""
        assert can_save(app)

    play(person, story, "n")


@pytest.mark.parametrize(
    ("values", "field", "said"),
    [
        ({"target": "20", "limit": "2"}, "limit", "A habit has one target."),
        ({"when": "3/week", "limit": "2"}, "limit", "A limit holds for the whole week."),
        ({"target": "5km", "unit": "miles"}, "target", "5km and the unit miles name two units."),
    ],
)
def test_what_does_not_go_together(person: Person, values: dict[str, str | bool], field: str, said: str) -> None:
    """Fields that clash say so at one of them."""
    checked = check_draft(person.ws, Draft(name="fresh", **values))  # type: ignore[arg-type]
    assert said in checked.troubles[field].message


@pytest.mark.parametrize("when", ["daily", "mon,wed,fri", "3/week", "10/month", "every 3d", "every 2w", "anytime"])
@pytest.mark.parametrize("extra", [{}, {"target": "20"}, {"limit": "0"}, {"spares": False}])
def test_a_habit_that_is_left_alone_stays_as_it_is(person: Person, when: str, extra: dict[str, str | bool]) -> None:
    """Whatever its rule, a habit that is opened and saved writes nothing, and its draft comes back as it was."""
    if "limit" in extra and when in ("3/week", "10/month"):
        when = when.replace("3/", "1/").replace("10/", "1/")
    save_draft(person.ws, Draft(name="it", when=when, cue="a\u200bb", **extra))  # type: ignore[arg-type]
    before = person.changes()
    draft = read_draft(person.ws, "it")
    checked = check_draft(person.ws, draft, "it")
    assert checked.troubles == {}
    assert checked.rule == rules(person, "it")[-1][1]
    save_draft(person.ws, draft, "it")
    assert person.changes() == before


def test_changing_a_habit(person: Person) -> None:
    """A change counts from the day that is said, the rule before stays, and the reply is the command's."""
    log_days(person, "+run=5", range(TODAY - 30, TODAY))
    person.add_habit("run", "daily at least 5", TODAY - 30)

    async def story(app: TinyWins, pilot: Driver) -> None:
        assert app.screen.query_one("#name", Input).disabled
        assert app.focused is app.screen.query_one("#when")
        assert "Every day, 5 or more." in read_text(app)
        await fill(app, pilot, when="3/week", target="", unit="km", since="2026-11-16")
        assert "3 times a week." in read_text(app)
        await press(pilot, "ctrl+s")
        assert rules(person, "run") == [(write_day(TODAY - 30), "daily at least 5"), ("2026-11-16", "3/week")]
        assert person.habit("run").unit == "km"
        assert "run: 3 times a week, from Mon 16 Nov." in read_text(app)
        assert "run: unit km." in read_text(app)

    play(person, story, "e")


def test_a_target_becomes_a_limit(person: Person) -> None:
    """Emptying the target and giving a limit makes a limit of it, and back."""
    person.add_habit("tea", "daily at least 5")
    draft = read_draft(person.ws, "tea")
    assert (draft.target, draft.limit) == ("5", "")
    save_draft(person.ws, Draft(name="tea", limit="2", assume=True), "tea")
    assert rules(person, "tea") == [(write_day(TODAY), "daily at most 2 assume kept")]
    save_draft(person.ws, Draft(name="tea", target="3"), "tea")
    assert rules(person, "tea") == [(write_day(TODAY), "daily at least 3")]
    save_draft(person.ws, Draft(name="tea"), "tea")
    assert rules(person, "tea") == [(write_day(TODAY), "daily")]


def test_what_is_said_is_what_is_saved(person: Person) -> None:
    """A change from a day of an earlier version saves the rule that the form says, whatever ruled on that day."""
    person.add_habit("run", "daily", TODAY - 100)
    person.edit_habit("run", "3/week at least 5", TODAY - 50)
    draft = read_draft(person.ws, "run")
    assert (draft.when, draft.target) == ("3/week", "5")
    changed = Draft(name="run", when="3/week", target="8", since=write_day(TODAY - 75))
    rule = check_draft(person.ws, changed, "run").rule
    save_draft(person.ws, changed, "run")
    assert rule == "3/week at least 8" == dict(rules(person, "run"))[write_day(TODAY - 75)]


def test_a_day_without_a_change_is_refused(person: Person) -> None:
    """A day from which nothing changes is no change, and says so."""
    person.add_habit("run", "daily", TODAY - 100)
    checked = check_draft(person.ws, Draft(name="run", cue="now", since="-3"), "run")
    assert checked.troubles.keys() == {"since"}


def test_a_unit_that_would_change_the_past(person: Person) -> None:
    """A unit that would make entries count otherwise is refused below its field."""
    log_days(person, "+run", range(TODAY - 9, TODAY))
    person.add_habit("run", "daily at least 1", TODAY - 9)
    checked = check_draft(person.ws, Draft(name="run", target="1", unit="km"), "run")
    assert "the past would change" in checked.troubles["unit"].message


def test_the_anchor_of_every_few_days_stays(person: Person) -> None:
    """A habit of every three days goes on counting from its day when another field is changed."""
    person.add_habit("water", "every 3d", TODAY - 10)
    save_draft(person.ws, Draft(name="water", when="every 3d", target="2"), "water")
    assert rules(person, "water")[-1] == (write_day(TODAY), f"every 3d since {write_day(TODAY - 10)} at least 2")


def test_escape_saves_nothing(person: Person) -> None:
    """Escape goes back, and nothing is written."""

    async def story(app: TinyWins, pilot: Driver) -> None:
        await press(pilot, "'stretch", "escape")
        assert isinstance(app.screen, StreaksPage)
        assert person.changes() == []

    play(person, story, "n")


def test_moving_between_fields(person: Person) -> None:
    """Tab, enter and the arrows lead through all fields and to Save, at 60x20 too; letters act on nothing else."""

    async def story(app: TinyWins, pilot: Driver) -> None:
        await press(pilot, "'quiz")
        seen = []
        for key in ("down", "enter", "tab", "down", "tab", "down", "down", "tab", "down", "down", "down"):
            assert app.focused is not None
            seen.append(app.focused.id)
            await press(pilot, key)
            focused = app.focused
            assert focused is not None
            assert focused.region.height == 1
            assert app.screen.query_one(".box").region.contains_region(focused.region)
        assert seen == [
            "name",
            "when",
            "target",
            "limit",
            "unit",
            "cue",
            "reward",
            "since",
            "spares",
            "quiet",
            "assume",
        ]
        assert app.focused is app.screen.query_one("#save")
        await press(pilot, "q", "u", "1", "up", "space")
        assert isinstance(app.screen, HabitForm)
        assert app.screen.query_one("#assume", Checkbox).value
        assert "[x] of a limit" in read_text(app)
        await press(pilot, "space", "tab", "enter")
        assert rules(person, "quiz") == [(write_day(TODAY), "daily")]

    play(person, story, "n", size=(60, 20))


def test_fields_are_harmless(person: Person) -> None:
    """A cue with control signs is shown as signs, stays as it is unless it is changed, and markup acts on nothing."""
    person.add_habit("odd")
    edit_habit(person.ws, "odd", traits=Traits(cue="\x1b[2J[/nope]\u202e", reward="[bold]"))

    async def story(app: TinyWins, pilot: Driver) -> None:
        text = read_text(app)
        assert "␛[2J[/nope]" in text
        assert not any(sign in text for sign in "\x1b\u202e")
        await fill(app, pilot, reward="[link=x]y[/]", name="odd")
        await press(pilot, "ctrl+s")
        habit = person.habit("odd")
        assert (habit.cue, habit.reward) == ("\x1b[2J[/nope]\u202e", "[link=x]y[/]")
        assert "[link=x]y[/]" in read_text(app)

    play(person, story, "e")


def test_a_log_that_goes_away(person: Person) -> None:
    """Where the log is gone meanwhile the form says so, keeps what was typed, and writes nothing."""
    person.add_habit("there")

    async def story(app: TinyWins, pilot: Driver) -> None:
        await press(pilot, "'stretch")
        person.store.close()
        os.rename(person.store.path, person.store.path + ".away")
        await press(pilot, "ctrl+s")
        await pilot.pause()
        assert isinstance(app.screen, HabitForm)
        assert app.screen.query_one("#name", Input).value == "stretch"
        os.rename(person.store.path + ".away", person.store.path)
        app.look()
        await press(pilot, "ctrl+s")
        assert isinstance(app.screen, StreaksPage)
        assert "stretch" in "".join(read_screen(app))

    play(person, story, "n")


def test_typing_replaces_the_schedule_that_is_offered(person: Person) -> None:
    """Of a new habit, what is typed into its schedule stands there in place of what is filled in."""

    async def story(app: TinyWins, pilot: Driver) -> None:
        await press(pilot, "'walk", "down", "'tue,thu")
        assert app.screen.query_one("#when", Input).value == "tue,thu"
        await press(pilot, "ctrl+s")
        assert rules(person, "walk") == [(write_day(TODAY), "tue,thu")]

    play(person, story, "n")
