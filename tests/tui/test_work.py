"""The page of work: open feedback by age, tweaks, funnels and open moments, with the forms that answer them."""

from collections.abc import Iterator

import pytest
from textual.events import Key
from textual.widgets import Input, Static

from tests.services.workspaces import Person
from tests.tui.pilots import SIZES, Sitting, play, widths
from tinywins.domain.line import parse_line
from tinywins.services.work.feedback import add_feedback, remove_feedback, require_feedback
from tinywins.services.work.feedback_pace import list_feedback
from tinywins.services.work.funnels import add_funnel
from tinywins.services.work.moments import Draft, list_moments, log_moment
from tinywins.services.work.tweaks import TweakDraft, start
from tinywins.tui.screens.fields_form import FieldsForm
from tinywins.tui.screens.thing import ThingScreen
from tinywins.tui.screens.work import WorkPage

BUTTON = "The export button hides"


@pytest.fixture
def person() -> Iterator[Person]:
    """Somebody with a piece of feedback, a tweak, a funnel and an open moment."""
    somebody = Person()
    add_feedback(somebody.ws, BUTTON, "@customer", "review")
    somebody.log("Numbers +visit=120 +signup=30")
    start(somebody.ws, TweakDraft("Shorter form", "+signup/+visit"))
    add_funnel(somebody.ws, "shop", ["+visit", "+signup"])
    log_moment(somebody.ws, "customer", parse_line("Called back"), Draft(choice="call", expect="stays"))
    yield somebody
    somebody.close()


async def go(sitting: Sitting, *keys: str) -> None:
    """Go to the page of work, and press keys there once it shows what there is."""
    await sitting.press("escape", "6")
    await sitting.wait_for("Feedback, ")
    await sitting.pilot.pause()
    await sitting.press(*keys)


def test_all_that_is_under_way_is_there(person: Person) -> None:
    """The page has each part with its things; tab goes from part to part, and enter opens what the command shows."""

    async def story(sitting: Sitting) -> None:
        await go(sitting)
        for words in ("Feedback, 1 open", BUTTON, "1 tweak", "Shorter form", "1 funnel", "shop", "Moments, 1 open"):
            assert sitting.find(words), words
        titles = []
        for _ in range(4):
            page = sitting.app.screen
            assert isinstance(page, WorkPage) and page.row is not None
            titles.append(page.row.title)
            await sitting.press("enter")
            assert isinstance(sitting.app.screen, ThingScreen)
            assert page.row.title.split()[0] in "\n".join(sitting.read())
            await sitting.press("escape", "tab")
        assert titles == [BUTTON, "Shorter form", "shop", "Called back"]

    play(person, story)


def test_an_answer_is_a_win(person: Person) -> None:
    """a asks what was done; the answer is logged, the feedback closed, and u opens it again."""
    wins = len(person.entries())

    async def story(sitting: Sitting) -> None:
        await go(sitting, "a")
        await sitting.type("Moved it up +ui")
        await sitting.press("enter")
        assert sitting.find("Feedback, 0 open")
        newest = person.entries()[0]
        assert (newest.text, newest.win) == ("Moved it up", True)
        await sitting.press("u")
        assert sitting.find("Feedback, 1 open")

    play(person, story)
    assert len(person.entries()) == wins


def test_a_decline_needs_its_reason_and_is_no_win(person: Person) -> None:
    """d asks for the reason; without one nothing is closed, escape leaves it, and a decline logs nothing."""
    wins, item = len(person.entries()), list_feedback(person.ws).items[0][0]

    async def story(sitting: Sitting) -> None:
        await go(sitting, "d", "enter")
        assert sitting.find("A decline has its reason.")
        await sitting.press("escape")
        assert sitting.find("Feedback, 1 open")
        await sitting.press("d")
        await sitting.type("one screen fits all")
        await sitting.press("enter")
        assert sitting.find("Feedback, 0 open")

    play(person, story)
    closed = require_feedback(person.store.reader(), item.id)
    assert (closed.closed, closed.answer, len(person.entries())) == ("declined", "one screen fits all", wins)


def test_feedback_is_kept_in_a_form(person: Person) -> None:
    """f keeps what was said, a person at its end as who said it; what is wrong is said under its line."""

    async def story(sitting: Sitting) -> None:
        await go(sitting, "f")
        await sitting.type("Where is the parcel @ben")
        assert sitting.find("From @ben: Where is the parcel")
        await sitting.press("tab", "tab", "tab")
        await sitting.type("yesterday")
        await sitting.press("enter")
        assert sitting.find("coming back to something lies")
        await sitting.press(*["backspace"] * 9)
        await sitting.type("fri")
        await sitting.press("enter")
        assert sitting.find("Feedback, 2 open")

    play(person, story)
    added = list_feedback(person.ws).items[-1][0]
    assert (added.text, added.person, added.follow) == ("Where is the parcel", "@ben", "2026-11-20")


def test_a_moment_is_logged_and_settled(person: Person) -> None:
    """m logs a moment; a on one says how it turned: one that turned badly is kept, and is no win."""

    async def story(sitting: Sitting) -> None:
        await go(sitting, "m")
        await sitting.type("prod")
        await sitting.press("tab")
        await sitting.press("tab")
        await sitting.type("Cut a field")
        await sitting.press("enter")
        assert sitting.find("Moments, 2 open")
        await sitting.press("G", "a")
        await sitting.type("badly")
        await sitting.press("enter")
        assert sitting.find("Moments, 1 open")

    play(person, story)
    settled = [(moment.kind, moment.turned, entry.win) for moment, entry in list_moments(person.ws)]
    assert sorted(settled) == [("customer", "badly", False), ("product", "", True)]


FORMS = {  # the keys that open a form, and what is typed into its lines, one after the other
    "feedback": (("f",), ("Too dark", "a reader", "chat", "fri", "yesterday")),
    "moment": (("m",), ("product", "Cut a field", "long form", "cut", "more orders", "fri", "well", "they came", "n")),
    "answer": (("a",), ("Moved it up +ui", "after lunch", "today")),
    "decline": (("d",), ("one screen fits all",)),
    "outcome": (("G", "a"), ("well", "stayed", "yesterday")),
}


async def fill(sitting: Sitting, name: str) -> None:
    """Open a form and type into its lines."""
    keys, values = FORMS[name]
    await go(sitting, *keys)
    for place, value in enumerate(values):
        if place:
            await sitting.press("down")
        await sitting.type(value)
    assert kinds(sitting) == [WorkPage, FieldsForm]


def kinds(sitting: Sitting) -> list[type]:
    """Give the kinds of the screens that lie over each other."""
    return [type(screen) for screen in sitting.app.screen_stack]


@pytest.mark.parametrize("name", FORMS)
def test_escape_keeps_nothing(person: Person, name: str) -> None:
    """Whatever was typed into a form, escape writes nothing and leads back to the page."""
    before = person.changes()

    async def story(sitting: Sitting) -> None:
        await fill(sitting, name)
        await sitting.press("escape")
        assert kinds(sitting) == [WorkPage]

    play(person, story)
    assert person.changes() == before


@pytest.mark.parametrize("name", FORMS)
def test_a_form_is_one_act(person: Person, name: str) -> None:
    """Enter pressed twice saves once, in one act, and one u makes all as it was."""
    acts, before = count_acts(person), read_items(person)

    async def story(sitting: Sitting) -> None:
        await fill(sitting, name)
        sitting.app.post_message(Key("enter", "\r"))
        sitting.app.post_message(Key("enter", "\r"))
        for _ in range(4):
            await sitting.pilot.pause(0.05)
        assert FieldsForm not in kinds(sitting), "\n".join(sitting.read())
        assert count_acts(person) == acts + 1, sitting.read()
        assert read_items(person) != before
        while not isinstance(sitting.app.screen, WorkPage):
            await sitting.press("escape")
        await sitting.press("u")

    play(person, story)
    assert read_items(person) == before


def read_items(person: Person) -> list[object]:
    """Read the feedback, the moments and the entries as they stand."""
    ws = person.ws
    entries = [(entry.id, entry.text, entry.tags, entry.note, entry.day, entry.win) for entry in person.entries()]
    return [list_feedback(ws, closed=True).items, [moment for moment, _ in list_moments(ws)], entries]


def count_acts(person: Person) -> int:
    """Count the acts of the journal."""
    return len({row[2] for row in person.changes()})


@pytest.mark.parametrize(
    ("keys", "line", "typed", "said"),
    [
        (("f",), "via", "my mail", "A channel is one short word"),
        (("f",), "from", "@", "'@' is no name"),
        (("f",), "on", "+3", "looks forward"),
        (("m",), "kind", "two words", "A kind is one short word"),
        (("m",), "line", "Sold +lamp=-2", "-2"),
        (("m",), "choice", "@anna", "is a person"),
        (("m",), "turned", "maybe", "'maybe' is not a way to turn. Write well, badly or open."),
        (("m",), "outcome", "stayed", "How it turned is not said yet. Write well, badly or open."),
        (("a",), "on", "someday", "someday"),
        (("G", "a"), "turned", "so so", "'so so' is not a way to turn."),
    ],
)
def test_what_is_wrong_is_said_under_its_line(
    person: Person, keys: tuple[str, ...], line: str, typed: str, said: str
) -> None:
    """A line that cannot be taken says why as one types, with no option of a command; it is not saved, and stays."""
    before = person.changes()

    async def story(sitting: Sitting) -> None:
        await go(sitting, *keys)
        form = sitting.app.screen
        assert isinstance(form, FieldsForm)
        form.query_one(f"#{line}").focus()
        await sitting.type(typed)
        trouble = form.query_one(f"#{line}-said", Static)
        assert said in str(trouble.content)
        assert trouble.display and trouble.has_class("trouble")
        assert "--" not in str(trouble.content)
        await sitting.press("enter")
        assert sitting.app.screen_stack[-1] is form
        assert form.query_one(f"#{line}", Input).value == typed

    play(person, story, (80, 30))
    assert person.changes() == before


def test_numbers_that_do_not_fit_are_said_in_their_place(person: Person) -> None:
    """A funnel that cannot be counted says so on its screen and beside the list, and nothing pops up."""
    person.log("More +signup=900")

    async def story(sitting: Sitting) -> None:
        await go(sitting, "tab", "tab")
        assert sitting.find("the numbers do not fit")
        assert (sitting.find("930 +signup") != "") == (sitting.app.size.width >= 120)
        await sitting.press("enter", "v")
        assert sitting.find("930 +signup")
        assert sitting.told == []

    for size in ((80, 24), (130, 30)):
        play(person, story, size)


def test_what_is_undone_on_its_own_screen_goes_quietly(person: Person) -> None:
    """u on a thing that the newest act made takes it away and leads back, with the reply and no error."""
    add_feedback(person.ws, "Later thought")

    async def story(sitting: Sitting) -> None:
        await go(sitting, "j", "enter")
        assert sitting.find("Later thought")
        await sitting.press("u")
        assert isinstance(sitting.app.screen, WorkPage)
        assert not any("Later thought" in line for line in sitting.read()[:5])
        assert sitting.find("Undone: ") and sitting.told == []

    play(person, story)


def test_a_thing_that_goes_elsewhere_is_told(person: Person) -> None:
    """Where another takes away what is shown, that is told, and the page of work is there again."""

    async def story(sitting: Sitting) -> None:
        await go(sitting, "enter")
        remove_feedback(person.ws, list_feedback(person.ws).items[0][0].short)
        sitting.app.session.version += 1
        assert sitting.app.page is not None
        sitting.app.page.refresh_page()
        await sitting.pilot.pause(0.1)
        assert isinstance(sitting.app.screen, WorkPage)
        assert len(sitting.told) == 1

    play(person, story)


def test_a_funnel_is_turned_over(person: Person) -> None:
    """On a funnel's screen p goes from period to period, and v holds it against the one before."""

    async def story(sitting: Sitting) -> None:
        await go(sitting, "tab", "tab", "enter")
        assert sitting.find("November 2026")
        await sitting.press("v")
        assert sitting.find("October 2026")
        await sitting.press("p")
        assert not sitting.find("November 2026 so far")

    play(person, story)


@pytest.mark.parametrize("size", SIZES)
def test_nothing_to_show_is_said_kindly(size: tuple[int, int]) -> None:
    """On a log without any of it each part says how it begins, at each size within the screen."""

    async def story(sitting: Sitting) -> None:
        await go(sitting)
        for words in ("f keeps what somebody said", "No tweak runs", "No funnel yet", "m logs a small decision"):
            assert sitting.find(words), words
        assert max(widths(sitting.read())) <= size[0]

    play(Person(), story, size)


@pytest.mark.parametrize("size", SIZES)
def test_long_words_fit(size: tuple[int, int]) -> None:
    """Many things with long words stay within the screen."""
    person = Person()
    for number in range(30):
        add_feedback(person.ws, f"{number} {'what was said ' * 9}", "@somebody-with-a-long-name", "a-long-channel")
        log_moment(person.ws, "customer", parse_line(f"Did {number} {'and more ' * 9}"), Draft(situation="s " * 60))

    async def story(sitting: Sitting) -> None:
        await go(sitting)
        assert max(widths(sitting.read())) <= size[0]
        await sitting.press("G")
        assert sitting.find("Did 0")

    play(person, story, size)


def test_today_says_what_to_come_back_to(person: Person) -> None:
    """What is to be come back to stands on the page of today, a few of it at most."""
    for number in range(9):
        add_feedback(person.ws, f"Question {number}", follow="today")

    async def story(sitting: Sitting) -> None:
        assert sum("follow up" in line for line in sitting.read()) == 3
        assert sitting.find("and 6 more to come back to")

    play(person, story)
