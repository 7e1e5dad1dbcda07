"""The habits of a day: keys in, the log and the screen read back."""

from collections.abc import Iterator

import pytest
from textual.widgets import Input

from tests.services.workspaces import Person
from tests.tui.pilots import SIZES, Sitting, live_five, names, play, tags, widths
from tinywins.tui.app import TinyWins
from tinywins.tui.screens.ask import AskScreen
from tinywins.tui.screens.choose import ChooseScreen


@pytest.fixture
def person() -> Iterator[Person]:
    """Somebody with five habits, none of them done today, and a win."""
    somebody = live_five()
    yield somebody
    somebody.close()


@pytest.mark.parametrize("size", SIZES)
def test_the_day_is_shown(person: Person, size: tuple[int, int]) -> None:
    """Habits stand in the order of `today`, each with its sign, week, note and run; the wins below them."""

    async def story(sitting: Sitting) -> None:
        assert names(sitting) == ["stretch", "read", "gym", "coffee", "run"]
        assert "0 of 3 done" in sitting.find("until 04:00")
        assert "0 of 20 pages" in sitting.find("read")
        assert "○ " in sitting.find("stretch")
        assert "nothing said yet" in sitting.find("coffee")
        assert "1 win today" in sitting.find("win today")
        win = sitting.find("hardest review")
        assert win.startswith("  10:42  Answered the hardest review  +reviews")
        assert win.endswith(sitting.person.entries()[0].short)
        assert max(widths(sitting.read())) <= size[0]

    play(person, story, size)


def test_space_ticks_and_takes_the_tick_away(person: Person) -> None:
    """The tick is said as `done` says it, the row stays under the cursor, and each press is one act."""

    async def story(sitting: Sitting) -> None:
        await sitting.press("space")
        assert tags(person) == [("stretch", None)]
        assert sitting.reply.startswith("✓ stretch   +stretch   Fri 20 Nov")
        assert "stretch: 1 day in a row." in sitting.reply or "first" in sitting.reply
        assert "> ✓ " in sitting.find("stretch")
        assert "1 of 3 done" in sitting.find("until")
        assert sitting.find("+stretch  ").startswith("  12:00  stretch")
        await sitting.press("space")
        assert tags(person) == []
        assert sitting.reply.startswith("Removed: stretch")
        assert "> ○ " in sitting.find("stretch")
        await sitting.press("u")
        assert tags(person) == [("stretch", None)]
        await sitting.press("ctrl+r")
        assert tags(person) == []

    play(person, story)


def test_an_amount_is_asked_for(person: Person) -> None:
    """A target with a unit asks, prefilled with what is missing; what cannot be read is said and stays."""

    async def story(sitting: Sitting) -> None:
        person.log("Some pages +read=8")
        await sitting.look_again()
        await sitting.press("j", "space")
        assert isinstance(sitting.app.screen, AskScreen)
        line = sitting.app.screen.query_one(Input)
        assert line.value == "12"
        await sitting.press("ctrl+u")
        await sitting.type("5,2")
        await sitting.press("enter")
        assert "5,2 is not a number here." in "\n".join(sitting.read())
        assert line.value == "5,2"
        await sitting.press("ctrl+u", "1", "2", "enter")
        assert tags(person)[0] == ("read", 12_000)
        assert "read: 20 of 20 pages" in sitting.reply
        assert "20 of 20 pages" in sitting.find("> ✓")

    play(person, story)


def test_the_missing_amount_stands_there(person: Person) -> None:
    """Enter alone fills the slot, and escape logs nothing."""
    person.log("+read=8")

    async def story(sitting: Sitting) -> None:
        await sitting.press("j", "space", "escape")
        assert tags(person) == [("read", 8_000)]
        await sitting.press("space", "enter")
        assert tags(person)[0] == ("read", 12_000)

    play(person, story)


def test_an_entry_with_a_text_is_chosen(person: Person) -> None:
    """A toggle of what has a text shows the list; escape leaves it, enter removes the one chosen."""
    person.log("Along the river +stretch", at="08:00")
    person.log("+stretch", at="09:00")

    async def story(sitting: Sitting) -> None:
        place = names(sitting).index("stretch")
        await sitting.press(*("j",) * place, "space")
        assert isinstance(sitting.app.screen, ChooseScreen)
        assert "2 entries on this day" in "\n".join(sitting.read())
        await sitting.press("escape")
        assert len(tags(person)) == 2
        await sitting.press("space", "j", "enter")
        assert [entry.text for entry in person.entries("+stretch")] == ["Along the river"]
        assert sitting.reply.startswith("Removed: stretch")
        await sitting.press("space", "enter")
        assert tags(person) == []
        assert names(sitting)[place] == "stretch"
        await sitting.press("u")
        assert [entry.text for entry in person.entries("+stretch")] == ["Along the river"]

    play(person, story)


def test_a_limit_is_kept_and_counted(person: Person) -> None:
    """Space says kept, and + counts one, which is no kept any more."""

    async def story(sitting: Sitting) -> None:
        await sitting.press("j", "j", "j", "space")
        assert tags(person) == [("coffee", 0)]
        assert "kept" in sitting.reply
        await sitting.press("space")
        assert tags(person) == []
        await sitting.press("plus", "plus")
        assert tags(person) == [("coffee", 2_000)]
        assert "2, limit 2" in sitting.find("> ")
        await sitting.press("space")
        assert isinstance(sitting.app.screen, ChooseScreen)
        await sitting.press("escape", "minus", "minus")
        assert tags(person) == []
        assert "nothing said yet" in sitting.find("> ")

    play(person, story)


def test_less_of_nothing_is_refused(person: Person) -> None:
    """A step down from nothing is refused with its next step, and nothing is written."""

    async def story(sitting: Sitting) -> None:
        await sitting.press("minus")
        assert "stretch has no amount on 2026-11-20" in sitting.reply
        assert tags(person) == []

    play(person, story)


def test_nothing_to_redo_is_said(person: Person) -> None:
    """What undo and redo refuse stands in the reply line as well, until the next reply."""

    async def story(sitting: Sitting) -> None:
        await sitting.press("ctrl+r")
        assert "There is nothing to redo." in sitting.reply
        assert sitting.told == []
        await sitting.press("space")
        assert sitting.reply.startswith("✓ stretch")

    play(person, story)


def test_a_day_is_skipped_and_taken_back(person: Person) -> None:
    """`s` excuses the day, and `s` again lets it count."""

    async def story(sitting: Sitting) -> None:
        await sitting.press("s")
        assert "stretch: Fri 20 Nov is skipped" in sitting.reply
        assert "s " in sitting.find("stretch")
        assert "skipped" in sitting.find("stretch ")
        await sitting.press("s")
        assert sitting.reply.startswith("stretch: Fri 20 Nov counts again.")
        await sitting.press("j", "j", "j", "j", "s")
        assert "run is not due" in sitting.reply

    play(person, story)


def test_a_note_is_added(person: Person) -> None:
    """`n` asks for the note of the day's newest entry, shows what is there, and escape leaves it."""

    async def story(sitting: Sitting) -> None:
        await sitting.press("n")
        assert "no entry" in sitting.reply
        await sitting.press("space", "n")
        await sitting.type("In the sun")
        await sitting.press("enter")
        assert person.entries("+stretch")[0].note == "In the sun"
        await sitting.press("n")
        assert sitting.app.screen.query_one(Input).value == "In the sun"
        await sitting.type(" again")
        await sitting.press("escape")
        assert person.entries("+stretch")[0].note == "In the sun"
        await sitting.press("space")
        assert isinstance(sitting.app.screen, ChooseScreen)

    play(person, story)


def test_enter_opens_the_habit(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """Enter leads to the page of the habit under the cursor, and so does a double click."""
    opened: list[str] = []
    monkeypatch.setattr(TinyWins, "open_habit", lambda _, tag: opened.append(tag))

    async def story(sitting: Sitting) -> None:
        await sitting.press("j", "enter")
        assert opened == ["read"]
        await sitting.pilot.click("#habits", offset=(10, 2), times=2)
        await sitting.pilot.pause()
        assert opened == ["read", "gym"]

    play(person, story)
