"""Somebody at the page of goals: a goal with two phases, and the way to one of its steps."""

from tests.services.workspaces import Person
from tests.tui.pilots import Sitting
from tinywins.services.work.goal_edits import GoalDraft, add_goal, add_phase, plan_step
from tinywins.services.work.goals import GoalView, show_goal
from tinywins.tui.screens.goals import GoalsPage

SHOP = "Launch the shop"


def set_goal(person: Person, steps: int = 3) -> GoalView:
    """Set a goal with two phases, the steps all in the first of them."""
    goal = add_goal(person.ws, GoalDraft(SHOP, why="my own things", tags=("shop",))).goal.short
    add_phase(person.ws, "Catalogue", goal)
    add_phase(person.ws, "Checkout", goal)
    for number in range(1, steps + 1):
        plan_step(person.ws, f"Take picture {number}", goal)
    return show_goal(person.ws, goal)


def count_done(person: Person) -> int:
    """Count the steps that are done."""
    return show_goal(person.ws).done


async def go_to_step(sitting: Sitting, number: int) -> None:
    """Go to the page of goals, and to the n-th step."""
    await sitting.press("escape", "5", "g", *["j"] * (number + 1))  # past the goal and its phase
    page = sitting.app.screen
    assert isinstance(page, GoalsPage)
    assert page.row is not None and page.row.title == f"Take picture {number}"
