"""The page of a day: keys in, the log and the screen read back."""

from pathlib import Path

import pytest
from textual.widgets import Footer, Input

from tests.builders import day
from tests.cli.test_terminal import LINES, PAYLOADS, find_harm
from tests.services.workspaces import FRIDAY, Person
from tests.tui.pilots import Sitting, play, widths
from tinywins.config import Config
from tinywins.services.entries import Edit, edit_entry
from tinywins.services.habits import Plan, Traits, add_habit, edit_habit
from tinywins.services.logging import Logged
from tinywins.tui.app import TinyWins
from tinywins.tui.screens.ask import AskScreen
from tinywins.tui.screens.choose import ChooseScreen
from tinywins.tui.screens.today import TodayPage
from tinywins.tui.widgets.line_input import LineInput, complete

SIZES = [(60, 20), (80, 24), (200, 60)]


@pytest.fixture
def person() -> Person:
    """Somebody with five habits, none of them done today, and a win."""
    somebody = Person()
    start = somebody.ws.today() - 20
    for name, rule in (
        ("stretch", "daily"),
        ("read", "daily at least 20"),
        ("gym", "3/week"),
        ("coffee", "daily at most 2"),
        ("run", "mon,tue"),
    ):
        somebody.add_habit(name, rule, start)
    edit_habit(somebody.ws, "read", traits=Traits(unit="pages"))
    somebody.log("Answered the hardest review +reviews", at="10:42")
    return somebody


def page(sitting: Sitting) -> TodayPage:
    """Give the page of the day."""
    found = sitting.app.screen_stack[0]
    assert isinstance(found, TodayPage)
    return found


def names(sitting: Sitting) -> list[str]:
    """Give the habits in the order in which they are shown."""
    return [habit.tag for habit in page(sitting).view.habits]


def tags(person: Person) -> list[tuple[str, int | None]]:
    """Give the tags of all entries but the first win, newest first."""
    return [tag for entry in person.entries() for tag in entry.tags if tag[0] != "reviews"]


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


def test_less_of_nothing_is_told(person: Person) -> None:
    """A step down from nothing is told with its next step, and nothing is written."""

    async def story(sitting: Sitting) -> None:
        await sitting.press("minus")
        assert "stretch has no amount on 2026-11-20" in sitting.told[0]
        assert tags(person) == []

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
        assert "run is not due" in sitting.told[0]

    play(person, story)


def test_a_note_is_added(person: Person) -> None:
    """`n` asks for the note of the day's newest entry, shows what is there, and escape leaves it."""

    async def story(sitting: Sitting) -> None:
        await sitting.press("n")
        assert "no entry" in sitting.told[0]
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


def test_a_morning_shows_yesterday_and_a_memory() -> None:
    """With nothing logged yet it says how yesterday was, and what was won a year ago."""
    person = Person()
    person.add_habit("stretch", "daily", person.ws.today() - 9)
    person.log("Packed the parcels +stretch", on="yesterday")
    person.log("First order from a stranger", on="2025-11-20")

    async def story(sitting: Sitting) -> None:
        text = "\n".join(sitting.read())
        assert "Yesterday: 1 win, 1 of 1 habit. Last: Packed the parcels." in text
        assert "A year ago today: First order from a stranger." in text
        await sitting.press("space")
        assert "Yesterday" not in "\n".join(sitting.read())
        await sitting.press("space")
        assert "Yesterday: 1 win" in "\n".join(sitting.read())

    play(person, story)


def test_days_are_walked(person: Person) -> None:
    """`[` and `]` go by a day and never beyond today, `t` comes back; what is done counts for the day shown."""
    yesterday = person.ws.today() - 1
    person.log("Slept well +sleep", on="yesterday")

    async def story(sitting: Sitting) -> None:
        await sitting.press("left_square_bracket")
        assert sitting.read()[0].endswith("Thu 19 Nov")
        assert "Thu 19 Nov, as it stood at its end" in sitting.read()[1]
        assert "hardest" not in "\n".join(sitting.read())
        assert "1 win that day" in "\n".join(sitting.read())
        assert "once that day" in sitting.find("stretch")
        await sitting.press("space")
        assert (person.entries("+stretch")[0].day, person.entries("+stretch")[0].at) == (yesterday, None)
        assert "✓ stretch   +stretch   Thu 19 Nov" in sitting.reply
        await sitting.press("i")
        await sitting.type("Late thought")
        await sitting.press("enter", "escape")
        late = next(entry for entry in person.entries() if entry.text == "Late thought")
        assert late.day == yesterday
        await sitting.press("right_square_bracket", "right_square_bracket")
        assert sitting.read()[0].endswith("Fri 20 Nov")
        assert "hardest" in "\n".join(sitting.read())
        assert "1 day" in sitting.find("stretch")
        await sitting.press(*("left_square_bracket",) * 30)
        assert "Nothing was logged that day." in "\n".join(sitting.read())
        assert names(sitting) == []
        await sitting.press("t")
        assert sitting.read()[0].endswith("Fri 20 Nov")
        assert page(sitting).view.habit_rows.has_focus

    play(person, story)


def test_the_day_turns_over(person: Person) -> None:
    """Today goes on to the new day by itself; a day gone by stays in sight."""

    async def story(sitting: Sitting) -> None:
        person.go("2026-11-21 09:00")
        await sitting.look_again()
        assert sitting.read()[0].endswith("Sat 21 Nov")
        assert "Nothing logged yet" in "\n".join(sitting.read()) or "Yesterday" in "\n".join(sitting.read())
        await sitting.press("left_square_bracket")
        person.go("2026-11-22 09:00")
        await sitting.look_again()
        assert sitting.read()[0].endswith("Fri 20 Nov")
        await sitting.press("t")
        assert sitting.read()[0].endswith("Sun 22 Nov")

    play(person, story)


def test_a_tick_after_midnight_counts_for_the_day_that_is_shown(person: Person) -> None:
    """A key that is pressed before the turn is seen acts on what was in sight."""

    async def story(sitting: Sitting) -> None:
        person.go("2026-11-21 09:00")
        await sitting.press("space")
        assert [entry.day for entry in person.entries("+stretch")] == [day(FRIDAY)]

    play(person, story)


def test_nothing_logged_ever_is_a_welcome() -> None:
    """The first screen says how to begin, the cursor is in the line, and the first win is said as such."""

    async def story(sitting: Sitting) -> None:
        text = " ".join(" ".join(sitting.read()).split())
        assert "Nothing logged yet. Finished something, however small? Say so:" in text
        assert "yours alone:" in text
        assert isinstance(sitting.app.focused, LineInput)
        await sitting.type("Watered the plants")
        await sitting.press("enter")
        assert "The first win in this log." in sitting.reply
        text = "\n".join(sitting.read())
        assert "Nothing logged yet" not in text
        assert "12:00  Watered the plants" in text
        await sitting.press("escape", "d")
        assert "Say so:" in "\n".join(sitting.read())

    for size in SIZES:
        play(Person(), story, size)


def test_habits_without_entries_and_entries_without_habits() -> None:
    """Either list may be empty; keys on nothing do nothing."""
    person = Person()
    person.log("A win")

    async def without_habits(sitting: Sitting) -> None:
        await sitting.press("escape", "space", "plus", "minus", "s", "asterisk")
        assert person.entries()[0].star

    play(person, without_habits)
    other = Person()
    other.add_habit("stretch")

    async def without_entries(sitting: Sitting) -> None:
        await sitting.press("asterisk", "e", "d", "tab", "escape", "space")
        assert [entry.tags for entry in other.entries()] == [[("stretch", None)]]

    play(other, without_entries)


@pytest.mark.parametrize("size", SIZES)
def test_many_habits_with_long_names_fit(size: tuple[int, int]) -> None:
    """Fifty habits scroll, names are cut, and wide signs keep the columns aligned."""
    person = Person()
    for place in range(46):
        person.add_habit(f"habit-{place}")
    for name in ("日本語の習慣", "é" * 60, "x" * 60, "한국어"):
        person.add_habit(name)

    async def story(sitting: Sitting) -> None:
        await sitting.press("end")
        assert "> " in sitting.find("한국어")
        rows = [line for line in sitting.read() if "open to begin" in line]
        places = {tuple(widths([line[: line.index("open to begin")]])) for line in rows}
        assert len(places) == 1
        await sitting.press("space")
        assert [tag for tag, _ in person.entries()[0].tags] == ["한국어"]
        assert max(widths(sitting.read())) <= size[0]
        await sitting.press("g", "space")
        assert "> ✓" in sitting.find("habit-0 ")

    play(person, story, size)


def test_hostile_words_are_harmless() -> None:
    """Names, cues, texts, notes and what is typed reach the terminal as visible signs, in lists and questions."""
    person = Person()
    for place, payload in enumerate(PAYLOADS.values()):
        add_habit(person.ws, f"h{place}", Plan(), None, Traits(cue=payload))
    logged: list[Logged] = [person.log(f"{payload} +h1") for payload in LINES.values()]
    for each, payload in zip(logged, PAYLOADS.values(), strict=False):
        edit_entry(person.ws, each.entry.short, Edit(note=payload))

    async def story(sitting: Sitting) -> None:
        async def look() -> None:
            assert find_harm("\n".join(sitting.read())) == []

        await look()
        await sitting.press("end")
        await look()
        await sitting.press("tab")
        for _ in LINES:
            for key in ("e", "n"):
                await sitting.press(key)
                assert isinstance(sitting.app.screen, AskScreen)
                await sitting.press("home", "right")
                await look()
                await sitting.press("escape")
            await sitting.press("asterisk", "k")
            await look()
        page(sitting).query_one("#line", LineInput).value = "".join(LINES.values())
        await sitting.press("i", "end", "enter")
        await look()
        assert len(person.entries("+h1")) == len(LINES)

    play(person, story)


def test_ascii_signs_alone(person: Person) -> None:
    """With signs = ascii no sign of the program's own is beyond ASCII."""
    person.log("+stretch", on="yesterday")

    async def story(sitting: Sitting) -> None:
        await sitting.press("space", "tab", "asterisk", "tab")
        assert [line for line in sitting.read()[:-1] if not line.isascii()] == []

    play(person, story, config=Config(signs="ascii"))


def test_what_another_writes_is_shown_with_the_next_key(tmp_path: Path) -> None:
    """An act of this page shows what came from elsewhere meanwhile, too, even before the next look at the log."""
    person, other = Person(str(tmp_path)), Person(str(tmp_path))
    for name in ("stretch", "gym"):
        person.add_habit(name)

    async def story(sitting: Sitting) -> None:
        other.stamp = person.stamp
        other.log("From elsewhere +gym")
        await sitting.press("space")
        assert "From elsewhere" in "\n".join(sitting.read())
        assert "✓ " in sitting.find(" gym ")
        assert "✓ " in sitting.find(" stretch ")

    play(person, story)
    person.close()
    other.close()


def test_the_order_is_kept_until_the_page_comes_back(person: Person) -> None:
    """A tick moves no row; coming back from another page puts what is open first."""

    async def story(sitting: Sitting) -> None:
        await sitting.press("space", "u", "ctrl+r")
        assert names(sitting)[0] == "stretch"
        await sitting.press("2", "1")
        assert names(sitting)[:3] == ["read", "gym", "stretch"]

    play(person, story)


@pytest.mark.parametrize("keys", [(), ("tab",), ("i",)])
def test_the_footer_fits(person: Person, keys: tuple[str, ...]) -> None:
    """At 80 columns nothing of the footer is out of sight."""

    async def story(sitting: Sitting) -> None:
        await sitting.press(*keys)
        footer = sitting.app.screen.query_one(Footer)
        assert footer.virtual_size.width <= 80

    play(person, story)
