"""Keys that follow each other in one read of the terminal: what they ask for is done once, and nothing falls over."""

from collections.abc import Iterator

import pytest
from textual.events import Key

from tests.services.workspaces import Person
from tests.tui.pilots import Sitting, live_five, names, page, play
from tinywins.tui.screens.ask import AskScreen
from tinywins.tui.screens.choose import ChooseScreen
from tinywins.tui.screens.growth import TagScreen
from tinywins.tui.screens.habit import HabitScreen
from tinywins.tui.screens.habit_form import HabitForm
from tinywins.tui.screens.question import Question, TextQuestion
from tinywins.tui.screens.streaks import StreaksPage
from tinywins.tui.screens.today import TodayPage

SIGNS = {"enter": "\r", "ctrl+s": "\x13", "escape": "\x1b"}


@pytest.fixture
def person() -> Iterator[Person]:
    """Somebody with five habits, none of them done today, and a win."""
    somebody = live_five()
    yield somebody
    somebody.close()


async def burst(sitting: Sitting, *keys: str) -> None:
    """Press keys so fast that the program reads them at once."""
    for key in keys:
        sitting.app.post_message(Key(key, SIGNS.get(key, key)))
    await settle(sitting)


async def settle(sitting: Sitting) -> None:
    """Let everything that is under way come to its end."""
    for _ in range(4):
        await sitting.pilot.pause(0.02)


async def act_twice(sitting: Sitting, action: str) -> None:
    """Do what a key is bound to twice before anything else is: a terminal that is read late comes to that."""
    there = sitting.app.focused or sitting.app.screen
    screen = sitting.app.screen
    for _ in range(2):
        await sitting.app.run_action(action, there if action in ("submit", "choose") else screen)
    await settle(sitting)


def stack(sitting: Sitting) -> list[type]:
    """Give the kinds of the screens that lie over each other."""
    return [type(screen) for screen in sitting.app.screen_stack]


def count_acts(person: Person) -> int:
    """Count the acts of a journal."""
    return len({row[2] for row in person.changes()})


async def go_to(sitting: Sitting, tag: str) -> None:
    """Put the cursor on a habit."""
    await sitting.press("home", *("down",) * names(sitting).index(tag))


def test_an_amount_is_written_once(person: Person) -> None:
    """Enter twice on the amount writes one entry, and the question is closed."""

    async def story(sitting: Sitting) -> None:
        await go_to(sitting, "read")
        await sitting.press("space")
        assert stack(sitting) == [TodayPage, AskScreen]
        await burst(sitting, "enter", "enter")
        assert [entry.tags for entry in person.entries("+read")] == [[("read", 20_000)]]
        assert AskScreen not in stack(sitting)

    play(person, story)


def test_a_refused_amount_stays_and_is_taken_once_mended(person: Person) -> None:
    """What is refused twice is written nowhere; mended, it is written once."""

    async def story(sitting: Sitting) -> None:
        await go_to(sitting, "read")
        await sitting.press("space")
        await sitting.type("km")
        await burst(sitting, "enter", "enter")
        assert stack(sitting) == [TodayPage, AskScreen]
        assert person.entries("+read") == []
        await sitting.press("backspace", "backspace")
        await burst(sitting, "enter", "enter", "escape")
        assert len(person.entries("+read")) == 1

    play(person, story)


def test_a_line_is_logged_once(person: Person) -> None:
    """Enter twice logs a line once, and its reply stays; lines that follow each other are logged each by itself."""

    async def story(sitting: Sitting) -> None:
        await sitting.press("i")
        await sitting.type("Once")
        await burst(sitting, "enter", "enter")
        assert person.texts().count("Once") == 1
        assert sitting.reply.startswith("✓ Once")
        await burst(sitting, "A", "enter", "B", "enter", "enter", "C")
        assert sorted(person.texts()) == ["A", "Answered the hardest review", "B", "Once"]
        assert sitting.reply.startswith("✓ B")
        assert page(sitting).query_one("#line").value == "C"  # type: ignore[attr-defined]

    play(person, story)


def test_a_refused_line_comes_back(person: Person) -> None:
    """A line that is refused is there again, with what was typed since after it, and the cursor at its end."""

    async def story(sitting: Sitting) -> None:
        await sitting.press("i")
        await sitting.type("Ran +run=-4")
        await burst(sitting, "enter", "enter", "5")
        assert "is negative" in sitting.reply
        assert page(sitting).query_one("#line").value == "Ran +run=-45"  # type: ignore[attr-defined]
        await sitting.press(*("backspace",) * 3, "7", "enter")
        assert person.entries("+run")[0].tags == [("run", 7_000)]

    play(person, story)


@pytest.mark.parametrize(
    ("keys", "kind", "twice"),
    [
        (("4", "e", "x"), Question, "enter"),
        (("4", "e"), Question, "escape"),
        (("4", "n", "x"), TextQuestion, "enter"),
        (("4", "n", "x"), TextQuestion, "escape"),
        (("3", "plus"), TagScreen, "enter"),
        (("3", "plus"), TagScreen, "escape"),
        (("N", "w", "a", "l", "k"), HabitForm, "ctrl+s"),
        (("N",), HabitForm, "escape"),
        (("tab", "e", "x"), AskScreen, "enter"),
        (("tab", "e"), AskScreen, "escape"),
    ],
)
def test_a_box_closes_once(person: Person, keys: tuple[str, ...], kind: type, twice: str) -> None:
    """A key that closes a box closes it once, and what it saves is one act at most."""

    async def story(sitting: Sitting) -> None:
        await sitting.press(*keys)
        assert stack(sitting)[-1] is kind
        before = count_acts(person)
        await burst(sitting, twice, twice)
        assert count_acts(person) <= before + 1
        assert sitting.told == []
        await sitting.press("escape")  # what the second press opened again on the page below
        assert len(stack(sitting)) == 1

    play(person, story)


def test_a_choice_is_made_once(person: Person) -> None:
    """Enter twice in the choice removes one entry."""
    person.log("One +stretch")
    person.log("Two +stretch")

    async def story(sitting: Sitting) -> None:
        await go_to(sitting, "stretch")
        await sitting.press("space")
        assert stack(sitting) == [TodayPage, ChooseScreen]
        await burst(sitting, "enter", "enter")
        assert len(person.entries("+stretch")) == 1
        assert ChooseScreen not in stack(sitting)

    play(person, story)


@pytest.mark.parametrize(
    ("keys", "twice", "kinds"),
    [
        ((), "enter", [TodayPage, HabitScreen]),
        (("2",), "enter", [StreaksPage, HabitScreen]),
    ],
)
def test_a_habit_is_opened_once(person: Person, keys: tuple[str, ...], twice: str, kinds: list[type]) -> None:
    """Enter twice on a habit opens one screen of it."""

    async def story(sitting: Sitting) -> None:
        await sitting.press(*keys)
        await burst(sitting, twice, twice)
        assert stack(sitting) == kinds

    play(person, story)


@pytest.mark.parametrize("keys", [("N",), ("2", "n"), ("2", "e"), ("enter", "e"), ("3", "plus"), ("4", "n")])
def test_a_box_opens_once(person: Person, keys: tuple[str, ...]) -> None:
    """A key that opens a box opens one, whatever the second press does in it."""

    async def story(sitting: Sitting) -> None:
        await sitting.press(*keys[:-1])
        before = len(stack(sitting))
        await burst(sitting, keys[-1], keys[-1])
        assert len(stack(sitting)) == before + 1

    play(person, story)


@pytest.mark.parametrize(
    ("keys", "kind", "action"),
    [
        (("4", "e", "x"), Question, "submit"),
        (("4", "e", "x"), Question, "leave"),
        (("4", "n", "x"), TextQuestion, "save"),
        (("4", "n", "x"), TextQuestion, "leave"),
        (("3", "plus"), TagScreen, "submit"),
        (("3", "plus"), TagScreen, "leave"),
        (("N", "w", "a", "l", "k"), HabitForm, "save"),
        (("N",), HabitForm, "cancel"),
        (("tab", "e", "x"), AskScreen, "submit"),
        (("space",), ChooseScreen, "choose"),
        (("space",), ChooseScreen, "leave"),
    ],
)
def test_an_action_that_comes_twice_closes_once(person: Person, keys: tuple[str, ...], kind: type, action: str) -> None:
    """An action that comes again before its box is gone closes nothing more, and writes one act at most."""
    if kind is ChooseScreen:
        person.log("One +stretch +gym +coffee +run")
        person.log("Two +stretch +gym +coffee +run +read=20")

    async def story(sitting: Sitting) -> None:
        if kind is ChooseScreen:
            await go_to(sitting, "stretch")
        await sitting.press(*keys)
        assert stack(sitting)[-1] is kind
        before = count_acts(person)
        await act_twice(sitting, action)
        assert len(stack(sitting)) == 1
        assert count_acts(person) == before + (action in ("submit", "save", "choose") and kind is not TagScreen)
        assert sitting.told == []

    play(person, story)


def test_an_amount_that_comes_twice_is_written_once(person: Person) -> None:
    """Two answers to one question are one entry."""

    async def story(sitting: Sitting) -> None:
        await go_to(sitting, "read")
        await sitting.press("space")
        await act_twice(sitting, "submit")
        assert len(person.entries("+read")) == 1
        assert stack(sitting) == [TodayPage]

    play(person, story)


def test_a_line_that_comes_twice_is_logged_once(person: Person) -> None:
    """Two Enters on one line are one win."""

    async def story(sitting: Sitting) -> None:
        await sitting.press("i")
        await sitting.type("Once")
        await act_twice(sitting, "submit")
        assert person.texts().count("Once") == 1
        assert sitting.reply.startswith("✓ Once")

    play(person, story)


@pytest.mark.parametrize(
    ("keys", "action"),
    [
        ((), "choose"),
        (("2",), "choose"),
        ((), "add_habit"),
        (("2",), "add"),
        (("2",), "edit"),
        (("enter",), "edit"),
        (("3",), "filter"),
        ((), "tick"),
        (("tab",), "edit"),
    ],
)
def test_an_action_that_comes_twice_opens_once(person: Person, keys: tuple[str, ...], action: str) -> None:
    """An action that comes again before its box is there opens no second one."""

    async def story(sitting: Sitting) -> None:
        await sitting.press(*keys)
        if action == "tick":
            await go_to(sitting, "read")
        before = len(stack(sitting))
        await act_twice(sitting, action)
        assert len(stack(sitting)) == before + 1

    play(person, story)
