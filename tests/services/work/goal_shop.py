"""Setting goals and doing their steps, for tests."""

from tests.services.workspaces import FRIDAY, Person
from tinywins.domain.days import read_day
from tinywins.services.ticking import Ticked, tick
from tinywins.services.toggling import when_of
from tinywins.services.work import goal_edits as edits
from tinywins.services.work.goal_edits import GoalDraft
from tinywins.services.work.goals import show_goal

SHOP = "Launch the shop"
TODAY = read_day(FRIDAY)


def add_goal(person: Person, title: str = SHOP, /, **said: object) -> str:
    """Set a goal, and give its code."""
    return edits.add_goal(person.ws, GoalDraft(title, **said)).goal.short  # type: ignore[arg-type]


def add_steps(person: Person, goal: str, phase: str, *titles: str, by: int | None = None) -> None:
    """Add a phase with its steps."""
    edits.add_phase(person.ws, phase, goal, by)
    for title in titles:
        edits.plan_step(person.ws, title, goal, phase)


def do(person: Person, *words: str, ago: int = 0) -> Ticked:
    """Do steps, on a day so many days ago."""
    return tick(person.ws, list(words), when_of(person.ws, TODAY - ago))


def count(person: Person, goal: str = "") -> tuple[int, int]:
    """Give how many steps of a goal are done, and how many there are."""
    view = show_goal(person.ws, goal)
    return view.done, view.want
