"""The page of goals: steps are ticked where they stand, and each act is the one that a command would do."""

from collections.abc import Iterator

import pytest

from tests.services.workspaces import Person
from tests.storage.tables import read_tables
from tests.tui.pilots import SIZES, Sitting, play, widths
from tinywins.services.work.goal_credit import credit
from tinywins.services.work.goal_edits import GoalDraft, add_goal, add_phase, plan_step
from tinywins.services.work.goals import GoalView, list_goals, show_goal
from tinywins.tui.screens.goal import GoalScreen
from tinywins.tui.screens.goals import GoalsPage
from tinywins.tui.widgets.chart import ChartView

SHOP = "Launch the shop"


def set_goal(person: Person, steps: int = 3) -> GoalView:
    """Set a goal with two phases, the steps all in the first of them."""
    goal = add_goal(person.ws, GoalDraft(SHOP, why="my own things", tags=("shop",))).goal.short
    add_phase(person.ws, "Catalogue", goal)
    add_phase(person.ws, "Checkout", goal)
    for number in range(1, steps + 1):
        plan_step(person.ws, f"Take picture {number}", goal)
    return show_goal(person.ws, goal)


@pytest.fixture
def person() -> Iterator[Person]:
    """Somebody with a goal of three steps."""
    somebody = Person()
    set_goal(somebody)
    yield somebody
    somebody.close()


def count_done(person: Person) -> int:
    """Count the steps that are done."""
    return show_goal(person.ws).done


async def go_to_step(sitting: Sitting, number: int) -> None:
    """Go to the page of goals, and to the n-th step."""
    await sitting.press("escape", "5", "g", *["j"] * (number + 1))
    page = sitting.app.screen
    assert isinstance(page, GoalsPage)
    assert page.row is not None and page.row.title == f"Take picture {number}"


def test_space_does_a_step_and_takes_it_back(person: Person) -> None:
    """A step that is ticked is a win of its goal; ticked again, the win is gone and the log as it was."""
    before = read_tables(person.store.reader())

    async def story(sitting: Sitting) -> None:
        await go_to_step(sitting, 2)
        await sitting.press("space")
        assert sitting.find("[x]").endswith("Take picture 2  (Fri 20 Nov)")
        assert (
            sitting.reply == "Launch the shop: 2 to go of 3 steps." or "Catalogue: 1 done of 3 steps" in sitting.reply
        )
        assert [(entry.text, entry.tags, entry.win) for entry in person.entries()] == [
            ("Take picture 2", [("shop", None)], True)
        ]
        await sitting.press("space")
        assert not sitting.find("[x]")
        assert "Take picture 2  (is open again)" in sitting.find("is open again")

    play(person, story)
    after = read_tables(person.store.reader())
    assert person.entries() == [] and count_done(person) == 0
    assert after["step"] == before["step"] and after["tag_day"] == before["tag_day"]


def test_a_tick_is_one_act(person: Person) -> None:
    """u takes a tick back, and ctrl+r puts it there again."""

    async def story(sitting: Sitting) -> None:
        await go_to_step(sitting, 1)
        await sitting.press("space")
        assert count_done(person) == 1
        await sitting.press("u")
        assert (count_done(person), bool(sitting.find("[x]"))) == (0, False)
        await sitting.press("ctrl+r")
        assert (count_done(person), bool(sitting.find("[x]"))) == (1, True)

    play(person, story)


def test_a_credited_win_stays_a_win(person: Person) -> None:
    """To take back a step that an earlier win was credited for leaves that win where it was."""
    earlier = person.log("Registered the name +shop")
    credit(person.ws, SHOP, [earlier.entry.short])

    async def story(sitting: Sitting) -> None:
        await sitting.press("escape", "5", "G")
        await sitting.press("space")

    play(person, story)
    assert count_done(person) == 0
    assert [entry.text for entry in person.entries()] == ["Registered the name"]


def test_a_win_that_holds_more_stays(person: Person) -> None:
    """A step whose win was starred is not taken back by the key: what was added to it would be gone."""
    from tinywins.services.entries import star_entry

    async def story(sitting: Sitting) -> None:
        await go_to_step(sitting, 1)
        await sitting.press("space")
        star_entry(person.ws, "last")
        await sitting.press("space")
        assert any("holds more than the step" in told for told in sitting.told)

    play(person, story)
    assert count_done(person) == 1


def test_a_new_step_goes_where_the_cursor_is(person: Person) -> None:
    """n asks for a step in a form; it joins the phase under the cursor, and without a title it stays a question."""

    async def story(sitting: Sitting) -> None:
        await sitting.press("escape", "5", "G")
        await sitting.press("n")
        await sitting.press("enter")
        assert sitting.find("Say what it is.")
        await sitting.type("Connect the payment")
        await sitting.press("enter")

    play(person, story)
    phases = show_goal(person.ws).phases
    assert [step.title for step in phases[1].steps] == ["Connect the payment"]


def test_an_obstacle_is_named_and_cleared(person: Person) -> None:
    """b asks what stands in the way, which then stands beside the step; an empty answer clears it."""

    async def story(sitting: Sitting) -> None:
        await go_to_step(sitting, 1)
        await sitting.press("b")
        await sitting.type("no lamp")
        await sitting.press("enter")
        assert sitting.find("waits: no lamp")
        await sitting.press("b", *["backspace"] * len("no lamp"), "enter")
        assert not sitting.find("waits:")

    play(person, story)


def test_focus_and_rest(person: Person) -> None:
    """f puts a goal in focus, p lets it rest and takes it up again, and the page says so."""
    add_goal(person.ws, GoalDraft("Learn to knit"))

    async def story(sitting: Sitting) -> None:
        await sitting.press("escape", "5", "G", "f")
        assert sitting.find("Learn to knit (in focus)")
        await sitting.press("p")
        assert sitting.find("Learn to knit (resting)")
        await sitting.press("p")
        assert sitting.find("Learn to knit (in focus)")

    play(person, story)


def test_a_goal_is_set_in_a_form() -> None:
    """On a log without goals the page says how to set one; N does, with its date; escape keeps nothing."""
    person = Person()

    async def story(sitting: Sitting) -> None:
        await sitting.press("escape", "5")
        assert sitting.find("No goal yet.")
        await sitting.press("N")
        await sitting.type(SHOP)
        await sitting.press("escape")
        assert list_goals(person.ws) == []
        await sitting.press("N")
        await sitting.type(SHOP)
        await sitting.press("tab", "tab")
        await sitting.type("nonsense")
        await sitting.press("enter")
        assert list_goals(person.ws) == []
        await sitting.press(*["backspace"] * 8)
        await sitting.type("2027-03-01")
        await sitting.press("enter")
        assert sitting.find(SHOP)

    play(person, story)
    assert [(view.goal.title, view.goal.by) for view in list_goals(person.ws)] == [(SHOP, "2027-03-01")]


def test_the_way_is_drawn_beside_or_on_its_own_screen(person: Person) -> None:
    """On a wide screen the burn-up stands beside the list; on a small one enter opens it, and escape goes back."""

    async def small(sitting: Sitting) -> None:
        await sitting.press("escape", "5")
        assert not sitting.find("burn-up")
        await sitting.press("enter")
        assert isinstance(sitting.app.screen, GoalScreen)
        assert sitting.find(f"{SHOP}, burn-up")
        await sitting.press("escape")
        assert isinstance(sitting.app.screen, GoalsPage)

    async def wide(sitting: Sitting) -> None:
        await sitting.press("escape", "5")
        assert sitting.find(f"{SHOP}, burn-up")
        assert sitting.app.screen.query_one("#way", ChartView).display

    play(person, small, (80, 24))
    play(person, wide, (140, 40))


def test_a_goal_that_goes_meanwhile(person: Person) -> None:
    """A goal that is undone, act by act, while its screen is open leads back to the list."""

    async def story(sitting: Sitting) -> None:
        await sitting.press("escape", "5", "enter")
        await sitting.press(*["u"] * 6)
        assert isinstance(sitting.app.screen, GoalsPage)
        assert sitting.find("No goal yet.")

    play(person, story)


@pytest.mark.parametrize("size", SIZES)
def test_no_line_is_too_long(size: tuple[int, int]) -> None:
    """Two hundred steps with long titles fit the screen at each size, and the last one is reached with one key."""
    person = Person()
    set_goal(person, 0)
    for number in range(200):
        plan_step(person.ws, f"Step {number}: {'a long title ' * 8}", SHOP)

    async def story(sitting: Sitting) -> None:
        await sitting.press("escape", "5", "G")
        assert sitting.find("Checkout")
        await sitting.press("k")
        assert sitting.find("Step 199")
        assert max(widths(sitting.read())) <= size[0]

    play(person, story, size)


def test_today_says_what_comes_next(person: Person) -> None:
    """The page of today names the next step of the goal in focus, and the one after it once that is done."""

    async def story(sitting: Sitting) -> None:
        assert "Take picture 1" in sitting.find("next")
        await go_to_step(sitting, 1)
        await sitting.press("space", "1")
        assert "Take picture 2" in sitting.find("next")

    play(person, story)
