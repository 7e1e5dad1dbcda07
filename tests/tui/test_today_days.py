"""The page of a day as a whole: mornings, days gone by, first days, many habits, hostile words and narrow screens."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders import day
from tests.cli.test_terminal import LINES, PAYLOADS, find_harm
from tests.services.workspaces import FRIDAY, Person
from tests.tui.pilots import SIZES, Sitting, live_five, names, page, play, widths
from tinywins.config import Config
from tinywins.services.entries import Edit, edit_entry
from tinywins.services.excuses import list_excuses
from tinywins.services.habits import Plan, Traits, add_habit
from tinywins.services.logging import Logged
from tinywins.tui.screens.ask import AskScreen
from tinywins.tui.widgets.key_bar import KeyBar
from tinywins.tui.widgets.line_input import LineInput


@pytest.fixture
def person() -> Iterator[Person]:
    """Somebody with five habits, none of them done today, and a win."""
    somebody = live_five()
    yield somebody
    somebody.close()


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


@pytest.mark.parametrize("key", ["space", "plus", "s", "amount", "line"])
def test_what_is_done_after_midnight_counts_for_the_new_day(person: Person, key: str) -> None:
    """A key that is pressed before the turn was seen acts on the day that it is, as the command would."""
    saturday = day("2026-11-21")

    async def story(sitting: Sitting) -> None:
        place = names(sitting).index("read" if key == "amount" else "stretch")
        await sitting.press(*("down",) * place)
        if key == "amount":
            await sitting.press("space")
        if key == "line":
            await sitting.press("i")
            await sitting.type("Again +stretch")
        person.go("2026-11-21 09:00")
        await sitting.press("enter" if key in ("amount", "line") else key)
        if key == "s":
            assert [(excuse.kind, excuse.first) for excuse in list_excuses(person.db, "stretch")] == [
                ("skip", saturday)
            ]
        else:
            assert [entry.day for entry in person.entries("+read" if key == "amount" else "+stretch")] == [saturday]
        assert "Sat 21 Nov" in sitting.read()[0]

    play(person, story)


def test_a_day_that_is_looked_at_stays_after_midnight(person: Person) -> None:
    """What is done on a day gone by counts for that, when the day turns meanwhile too."""

    async def story(sitting: Sitting) -> None:
        await sitting.press("left_square_bracket")
        person.go("2026-11-21 09:00")
        await sitting.press("space")
        assert [entry.day for entry in person.entries()][-1] == day(FRIDAY) - 1

    play(person, story)


def tag_under_cursor(sitting: Sitting) -> str:
    """Give the habit that the cursor is on."""
    habit = page(sitting).view.habit
    return habit.tag if habit else ""


def test_the_cursor_stays_on_its_habit_from_day_to_day(person: Person) -> None:
    """`[` and `]` leave the cursor on the habit that it was on, wherever that stands on the other day."""
    for tag in ("stretch", "gym"):
        person.log(f"+{tag}", on="yesterday")

    async def story(sitting: Sitting) -> None:
        for tag in names(sitting):
            await sitting.press("home", *("down",) * names(sitting).index(tag))
            await sitting.press("left_square_bracket")
            assert tag_under_cursor(sitting) == tag
            await sitting.press("right_square_bracket")
            assert tag_under_cursor(sitting) == tag

    play(person, story)


def test_a_note_over_one_from_elsewhere_is_refused(person: Person) -> None:
    """A note that was changed elsewhere since it was shown stays, what was typed stays in the box, and it is said."""

    async def story(sitting: Sitting) -> None:
        await sitting.press("tab", "n")
        await sitting.type("mine")
        edit_entry(person.ws, person.entries()[0].short, Edit(note="from elsewhere"))
        await sitting.press("enter")
        assert isinstance(sitting.app.screen, AskScreen)
        assert "was changed elsewhere meanwhile" in "\n".join(sitting.read())
        assert person.entries()[0].note == "from elsewhere"
        await sitting.press("escape", "n")
        await sitting.type(" and mine")
        await sitting.press("enter")
        assert person.entries()[0].note == "from elsewhere and mine"

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
        for key in ("e", "n", "e", "n"):
            await sitting.press(key)
            assert isinstance(sitting.app.screen, AskScreen)
            sitting.app.screen.query_one(LineInput).value += "".join(PAYLOADS.values())
            await sitting.press("home", "right")
            await look()
            await sitting.press("enter")
            await look()
            await sitting.press("escape", "asterisk", *("k",) * 9)
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
        places = sitting.app.screen.query_one(KeyBar).list_places()
        assert 20 < places[-1][1] <= 80

    play(person, story)
