"""The line below a day, and the day's entries: what is typed, completed, refused, edited and removed."""

from collections.abc import Iterator

import pytest
from textual.widgets import Input

from tests.services.workspaces import Person
from tests.tui.pilots import Sitting, live_five, page, play, tags
from tinywins.tui.screens.choose import ChooseScreen
from tinywins.tui.widgets.line_input import LineInput, complete


@pytest.fixture
def person() -> Iterator[Person]:
    """Somebody with five habits, none of them done today, and a win."""
    somebody = live_five()
    yield somebody
    somebody.close()


def test_a_line_is_logged_as_it_is(person: Person) -> None:
    """The line takes what `log` takes, and says what `log` says."""
    other = Person()
    other.log("Answered the hardest review +reviews", at="10:42")

    async def story(sitting: Sitting) -> None:
        await sitting.press("i")
        await sitting.type("Sold a $40 lamp, it's #1 & (new)? +orders=2")
        await sitting.press("enter")
        entry = person.entries("+orders")[0]
        assert (entry.text, entry.tags) == ("Sold a $40 lamp, it's #1 & (new)?", [("orders", 2_000)])
        assert entry.at is not None
        assert sitting.reply.startswith("✓ Sold a $40 lamp, it's #1 & (new)?   +orders=2   Fri 20 Nov")
        assert "The first +orders in this log." in sitting.reply
        assert page(sitting).query_one("#line", LineInput).value == ""
        assert sitting.find("Sold a $40").endswith(entry.short)
        await sitting.type("Stretched +stretch")
        await sitting.press("enter")
        assert "✓ " in sitting.find(" stretch ")
        await sitting.press("escape", "space")
        assert isinstance(sitting.app.screen, ChooseScreen)

    play(person, story)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Ran +run=5,2", "+run=5,2: 5,2 is not a number here.   Write +run=5.2"),
        ("", "There is nothing to log yet."),
        ("Read +read=3km", "+read is counted in pages, not in km."),
        ("Ran +run=-4", "is negative"),
    ],
)
def test_what_cannot_be_taken_is_said_and_stays(person: Person, typed: str, said: str) -> None:
    """The refusal is that of the command line, the text stays, and nothing is logged."""

    async def story(sitting: Sitting) -> None:
        await sitting.press("slash")
        await sitting.type(typed)
        await sitting.press("enter")
        assert said.partition("   ")[0] in sitting.reply
        assert page(sitting).query_one("#line", LineInput).value == typed
        assert len(person.entries()) == 1

    play(person, story)


def test_names_complete_as_one_types(person: Person) -> None:
    """Tab or the right arrow take the name that is offered; without one tab goes on."""
    person.log("Told @anna about it")

    async def story(sitting: Sitting) -> None:
        await sitting.press("i")
        await sitting.type("Told @a")
        assert "Told @anna" in sitting.find("Told @a")
        await sitting.press("tab")
        await sitting.type(" +rev")
        await sitting.press("right", "enter")
        entry = person.entries()[0]
        assert (entry.text, dict(entry.tags)) == ("Told", {"@anna": None, "reviews": None})
        await sitting.press("tab")
        assert not isinstance(sitting.app.focused, LineInput)

    play(person, story)


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("+re", "+read"),
        ("Ran +RE", "Ran +REad"),
        ("@an", "@anna"),
        ("+", None),
        ("@", None),
        ("re", None),
        ("+read", None),
        ("+re ", None),
        ("+read=5", None),
        ("", None),
        ("+an", None),
        ("@re", None),
        ("++re", None),
        ("+ſ", None),
    ],
)
def test_a_name_is_completed_in_place(typed: str, completed: str | None) -> None:
    """The last word alone is completed, by names of its kind, and what was typed stays as it is."""
    assert complete(typed, ["read", "run", "@anna"]) == completed


def test_escape_goes_back_and_keeps_what_was_typed(person: Person) -> None:
    """Leaving the line for the habits leaves its text; keys then act on habits again."""

    async def story(sitting: Sitting) -> None:
        await sitting.press("tab", "tab")
        assert isinstance(sitting.app.focused, LineInput)
        await sitting.type("Half u q 1")
        await sitting.press("escape", "space")
        assert tags(person) == [("stretch", None)]
        await sitting.press("i")
        await sitting.type("!")
        await sitting.press("enter")
        assert person.texts()[0] == "Half u q 1!"

    play(person, story)


def test_an_entry_is_starred_edited_and_removed(person: Person) -> None:
    """Each key is one act on the entry under the cursor."""

    async def story(sitting: Sitting) -> None:
        await sitting.press("tab", "asterisk")
        assert person.entries()[0].star
        assert "★" in sitting.find("hardest")
        await sitting.press("asterisk")
        assert not person.entries()[0].star
        await sitting.press("e")
        assert sitting.app.screen.query_one(Input).value == "Answered the hardest review +reviews"
        await sitting.press("end")
        await sitting.type(" +stretch=x")
        await sitting.press("enter")
        assert "'x' is not a number." in "\n".join(sitting.read())
        await sitting.press("backspace", "backspace", "enter")
        assert dict(person.entries()[0].tags) == {"reviews": None, "stretch": None}
        assert "✓ " in sitting.find(" stretch ")
        await sitting.press("d")
        assert person.entries() == []
        assert sitting.reply.startswith("Removed: Answered the hardest review")
        assert "○ " in sitting.find(" stretch ")
        assert "Nothing logged yet today." in "\n".join(sitting.read())
        await sitting.press("u")
        assert len(person.entries()) == 1

    play(person, story)
