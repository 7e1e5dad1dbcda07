"""What feeds each goal: the tags and habits, and every win's line to the larger aim."""

from dataclasses import dataclass

from tinywins.domain.days import read_day, write_day
from tinywins.domain.entries import Entry
from tinywins.domain.periods import span_of
from tinywins.services.work.goal_steps import propose_step
from tinywins.services.work.goals import GoalView, names_of, view_goal
from tinywins.services.work.review_work import GoalWins, Reached
from tinywins.services.workspace import Workspace
from tinywins.storage import entry_rows, facts, goal_rows
from tinywins.storage.connect import Db

FEW = 5  # wins without a goal that are named


@dataclass(frozen=True, slots=True)
class Feed:
    """A tag or habit that feeds a goal, with the wins of this month that name it."""

    name: str
    is_habit: bool
    wins: int


@dataclass(frozen=True, slots=True)
class Fed:
    """This month's wins by goal: each goal's feeds, the wins of its own steps, and all its wins, each counted once.

    `apart` counts the wins that feed no goal, `others` names the newest few of them.
    """

    feeds: dict[str, tuple[Feed, ...]]
    steps: dict[str, int]
    wins: dict[str, int]
    apart: int
    others: tuple[Entry, ...]


def find_wins(db: Db, views: list[GoalView], first: str, last: str) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Give the wins of some days (ISO text), as ids: by tag or step, and by goal; those of all under ""."""
    by_name: dict[str, set[str]] = {}
    for entry, name in goal_rows.list_fed(db, first, last):
        by_name.setdefault(name, set()).add(entry)
    by_goal = {}
    for view in views:
        names = [*names_of(view.goal), *(step.id for step in view.steps)]
        by_goal[view.goal.id] = set().union(*(by_name.get(name, set()) for name in names))
    return by_name, by_goal


def feed_goals(ws: Workspace, views: list[GoalView]) -> Fed:
    """Give this month's wins by goal, and those that feed none of all the goals there are."""
    db = ws.store.reader()
    first, last = (write_day(day) for day in span_of("month", ws.today()))
    known = {view.goal.id for view in views}
    rest = [view_goal(ws, db, goal) for goal in goal_rows.list_goals(db) if goal.id not in known]
    by_name, by_goal = find_wins(db, [*views, *rest], first, last)
    feeds, steps = {}, {}
    for view in views:
        goal = view.goal
        names = names_of(goal)
        feeds[goal.id] = tuple(Feed(name, facts.is_habit(db, name), len(by_name.get(name, ()))) for name in names)
        steps[goal.id] = sum(first <= step.done <= last for step in view.steps)
    apart = by_name.get("", set()) - set().union(*by_goal.values())
    newest = [entry_rows.read_entry(db, entry) for entry in sorted(apart, reverse=True)[:FEW]]
    wins = {view.goal.id: len(by_goal[view.goal.id]) for view in views}
    return Fed(feeds, steps, wins, len(apart), tuple(entry for entry in newest if entry))


def review_goals(ws: Workspace, first: int, last: int) -> tuple[GoalWins, ...]:
    """Give what a span of days brought for each goal; one for which it brought nothing is left out."""
    db = ws.store.reader()
    views = [view_goal(ws, db, goal) for goal in goal_rows.list_goals(db)]
    _, by_goal = find_wins(db, views, write_day(first), write_day(last)) if views else ({}, {})
    told = [tell_goal(view, by_goal[view.goal.id], first, last) for view in views]
    return tuple(goal for goal in told if goal.steps or goal.phases or goal.wins)


def find_following(ws: Workspace) -> tuple[str, str, str] | None:
    """Find the one step that comes next in the goal in focus: (goal, step, code); None where there is none."""
    found = propose_step(ws)
    if found is None or found.step is None:
        return None
    return found.goal.goal.title, found.step.title, found.step.short


def tell_goal(view: GoalView, wins: set[str], first: int, last: int) -> GoalWins:
    """Give what a span of days brought for one goal."""
    steps = sum(bool(step.done) and first <= read_day(step.done) <= last for step in view.steps)
    phases = tuple(
        Reached(phase.phase.title, phase.ahead)
        for phase in view.phases
        if phase.reached is not None and first <= phase.reached <= last
    )
    return GoalWins(view.goal.title, steps, phases, tuple(sorted(wins)), view.done, view.want, view.goal.tag)
