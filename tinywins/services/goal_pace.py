"""The way of a goal in days: what was done on each, how its scope grew, when it rested, and what lies ahead."""

from tinywins.domain.days import read_day
from tinywins.services.burn_ups import BurnUp, Milestone, burn_up
from tinywins.services.goals import GoalView, read_amounts
from tinywins.storage import acts, goal_rows
from tinywins.storage.connect import Db

THOUSAND = 1000


def lay_out_goal(db: Db, view: GoalView) -> BurnUp:
    """Lay out a goal's way: of one that counts a tag in amounts, else in steps."""
    goal, today = view.goal, view.today
    deadline = read_day(goal.by) if goal.by else None
    born = min(read_day(goal.born or goal.since), today)
    paused = list_rests(db, goal.id, today)
    if goal.tag:
        amounts = {day: amount / THOUSAND for day, amount in read_amounts(db, goal, today)}
        first = min(born, read_day(goal.since)) if goal.since else born
        scope, tag = [(first, goal.target / THOUSAND)], goal.tag
        marks = [milestone(view, place, phase.phase.upto / THOUSAND) for place, phase in enumerate(view.phases)]
    else:
        amounts = {}
        for day, _ in goal_rows.read_step_wins(db, goal.id):
            amounts[read_day(day)] = amounts.get(read_day(day), 0.0) + 1
        first, tag, scope = born, "", grow_scope(view)
        ends = [0]
        for phase in view.phases:
            ends.append(ends[-1] + phase.want)
        marks = [milestone(view, place, float(upto)) for place, upto in enumerate(ends[1:])]
    return burn_up(
        goal.title, amounts, first, today, scope, deadline=deadline, tag=tag, milestones=marks, paused=paused
    )


def milestone(view: GoalView, place: int, upto: float) -> Milestone:
    """Give a phase as a mark on the way."""
    phase = view.phases[place]
    by = read_day(phase.phase.by) if phase.phase.by else None
    return Milestone(phase.phase.title, upto, by, phase.reached)


def grow_scope(view: GoalView) -> list[tuple[int, float]]:
    """Give the days from which on so many steps were wanted; a step that was credited was wanted from the start."""
    born = min(read_day(view.goal.born), view.today)
    days = sorted(min(view.today, max(born, read_day(step.born or view.goal.born))) for step in view.steps)
    scope: dict[int, float] = {born: 0.0}
    for number, day in enumerate(days, 1):
        scope[day] = float(number)
    if days and scope[born] == 0.0:
        scope.pop(born)
    return sorted(scope.items())


def list_rests(db: Db, goal_id: str, today: int) -> list[int]:
    """List the days on which a goal rested: from a day on which it was parked to that before it was taken up again."""
    rests: list[int] = []
    begun = ""
    for _, _, _, fields, undone in acts.read_history(db, "goal", goal_id):
        if undone or "parked" not in fields:
            continue
        now = str(fields["parked"] or "")
        if begun and not now and fields.get("resumed"):
            rests += range(read_day(begun), read_day(str(fields["resumed"])))
        begun = now
    if begun:
        rests += range(read_day(begun), today + 1)
    return rests
