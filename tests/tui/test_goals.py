"""The page of goals: what its keys do to goals, phases and steps, and how it shows them."""

from collections.abc import Iterator

import pytest

from tests.services.workspaces import Person
from tests.storage.tables import read_tables
from tests.tui.pilots import SIZES, Sitting, play, widths
from tests.tui.pilots_goals import SHOP, count_done, go_to_step, set_goal
from tinywins.services.ticking import tick
from tinywins.services.toggling import when_of
from tinywins.services.work.goal_edits import GoalDraft, add_goal, block_step, focus_goal, plan_step
from tinywins.services.work.goals import list_goals, show_goal
from tinywins.tui.screens.goal import GoalScreen
from tinywins.tui.screens.goals import GoalsPage
from tinywins.tui.widgets.chart import ChartView


@pytest.fixture
def person() -> Iterator[Person]:
    """Somebody with a goal of three steps."""
    somebody = Person()
    set_goal(somebody)
    yield somebody
    somebody.close()


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
        assert sitting.find("waits: no lamp)")
        assert sitting.reply.endswith("Take picture 1  (waits: no lamp)")
        await sitting.press("b", *["backspace"] * len("no lamp"), "enter")
        assert not sitting.find("waits:")
        assert sitting.reply.endswith("Take picture 1  (is open again)")

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


@pytest.mark.parametrize("size", [*SIZES, (120, 36)])
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


def test_the_cursor_begins_on_the_next_step(person: Person) -> None:
    """The page opens on the step that is proposed, in the goal in focus; where that has none, on the goal."""
    other = add_goal(person.ws, GoalDraft("Learn to knit")).goal.short
    focus_goal(person.ws, SHOP)
    tick(person.ws, ["Take picture 1"], when_of(person.ws, person.ws.today()))
    block_step(person.ws, "Take picture 2", "no lamp")

    async def story(sitting: Sitting) -> None:
        await sitting.press("escape", "5")
        assert "Take picture 3" in sitting.find(">")
        await sitting.press("space", "space")
        assert "Take picture 3" in sitting.find(">")

    async def bare(sitting: Sitting) -> None:
        await sitting.press("escape", "5")
        assert sitting.find(">").startswith("> Learn to knit")

    play(person, story)
    focus_goal(person.ws, other)
    play(person, bare)


@pytest.mark.parametrize("keys", [("f",), ("p",), ("b", "x", "enter"), ("n", "x", "enter"), ("P", "x", "enter")])
def test_each_act_is_undone_by_one_key(person: Person, keys: tuple[str, ...]) -> None:
    """What a key does to a goal, u takes back whole, and ctrl+r does again."""
    add_goal(person.ws, GoalDraft("Learn to knit"))
    focus_goal(person.ws, "knit")

    def read() -> dict[str, list[tuple[object, ...]]]:
        tables = read_tables(person.store.reader())
        return {name: tables[name] for name in ("goal", "phase", "step", "focus")}

    async def story(sitting: Sitting) -> None:
        await sitting.press("escape", "5", "G", "k")
        before = read()
        await sitting.press(*keys)
        after = read()
        assert after != before
        await sitting.press("u")
        assert read() == before
        await sitting.press("ctrl+r")
        assert read() == after

    play(person, story)


def test_the_palette_offers_what_the_cursor_allows(person: Person) -> None:
    """On a step the palette has all acts of the page and does them; on a goal none of steps; elsewhere the forms."""
    on_goals = {"Put the goal in focus", "Let the goal rest, or take it up again", "Add a phase", "Add a step"}
    on_steps = {"Do the step, or take it back", "Name an obstacle"}

    async def story(sitting: Sitting) -> None:
        def titles() -> list[str]:
            return [command.title for command in sitting.app.get_system_commands(sitting.app.screen)]

        assert set(titles()) & (on_goals | on_steps) == {"Add a step"}
        await sitting.press("escape", "5", "g")
        assert set(titles()) & (on_goals | on_steps) == on_goals
        await go_to_step(sitting, 2)
        assert on_goals | on_steps < set(titles()) and len(titles()) == len(set(titles()))
        await sitting.press("ctrl+p")
        await sitting.type("do the step")
        await sitting.pilot.pause(0.3)
        await sitting.press("enter")
        await sitting.wait_for("[x]")
        assert set(titles()) & on_steps == {"Do the step, or take it back"}
        await sitting.press("j", "ctrl+p")
        await sitting.type("name an obstacle")
        await sitting.pilot.pause(0.3)
        await sitting.press("enter")
        await sitting.wait_for("What stands in its way?")

    play(person, story)
    assert count_done(person) == 1


def test_a_high_screen_has_the_way_and_its_sentences(person: Person) -> None:
    """On a screen that is narrow and high the picture is low enough that what can be said of it is seen below it."""

    async def story(sitting: Sitting) -> None:
        await sitting.press("escape", "5")
        assert sitting.find(f"{SHOP}, burn-up")
        assert sitting.find("Too early")

    play(person, story, (80, 40))


def test_the_cursor_goes_to_what_was_added() -> None:
    """After a goal, a step and a phase are added the cursor is on each, so that a step can be done at once."""
    person = Person()

    async def story(sitting: Sitting) -> None:
        await sitting.press("escape", "5")
        for key, title in (("N", SHOP), ("n", "One"), ("n", "Two"), ("P", "Checkout")):
            await sitting.press(key)
            await sitting.type(title)
            await sitting.press("enter")
            assert title in sitting.find(">"), sitting.read()
        await sitting.press("N", "escape")
        assert "Checkout" in sitting.find(">")
        await sitting.press("n")
        await sitting.type("Three")
        await sitting.press("enter", "space")
        assert "[x]" in sitting.find("Three  (")

    play(person, story)
