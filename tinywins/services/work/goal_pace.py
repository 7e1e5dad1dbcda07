"""The way of a goal in days: what was done on each, how its scope grew, when it rested, and what lies ahead."""

from collections import Counter
from dataclasses import replace
from itertools import accumulate

from tinywins.domain.days import read_day
from tinywins.services.work.burn_ups import BurnUp, Milestone, burn_up
from tinywins.services.work.goals import GoalView, PhaseView, read_amounts
from tinywins.storage import acts, goal_rows
from tinywins.storage.connect import Db

THOUSAND = 1000


def lay_out_goal(db: Db, view: GoalView, day: int | None = None) -> BurnUp:
    """Lay out a goal's way as it stood on a day, today unless it is given: of one that counts a tag in amounts, else
    in steps.
    """
    goal, today = view.goal, view.today if day is None else day
    deadline = read_day(goal.by) if goal.by else None
    born = min(read_day(goal.born or goal.since), today)
    paused = list_rests(db, goal.id, today)
    if goal.tag:
        amounts = {day: amount / THOUSAND for day, amount in read_amounts(db, goal, today)}
        first = min(born, read_day(goal.since)) if goal.since else born
        scope, ends = [(first, goal.target / THOUSAND)], [each.phase.upto / THOUSAND for each in view.phases]
    else:
        amounts = count_days([read_day(won) for won, _ in goal_rows.read_step_wins(db, goal.id)])
        first, scope = born, grow_scope(view, today)
        ends = [float(upto) for upto in accumulate(each.want for each in view.phases)]
    marks = [milestone(each, upto, today) for each, upto in zip(view.phases, ends, strict=True)]
    way = burn_up(
        goal.title, amounts, first, today, scope, deadline=deadline, tag=goal.tag, milestones=marks, paused=paused
    )
    return way if goal.tag or view.reached is not None else replace(way, reached=None)


def count_days(days: list[int]) -> dict[int, float]:
    """Count how often each day is there."""
    return {day: float(n) for day, n in Counter(days).items()}


def milestone(view: PhaseView, upto: float, today: int) -> Milestone:
    """Give a phase as a mark on the way, as it stood on a day."""
    by = read_day(view.phase.by) if view.phase.by else None
    reached = view.reached if view.reached is not None and view.reached <= today else None
    return Milestone(view.phase.title, upto, by, reached)


def grow_scope(view: GoalView, today: int) -> list[tuple[int, float]]:
    """Give the days up to one from which on so many steps were wanted; one that was credited was from the start."""
    born = min(read_day(view.goal.born), today)
    days = sorted(max(born, read_day(step.born or view.goal.born)) for step in view.steps)
    scope = {born: 0.0} if not days or days[0] > born else {}
    scope |= {day: float(number) for number, day in enumerate(days, 1) if day <= today}
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
            rests += range(read_day(begun), min(today + 1, read_day(str(fields["resumed"]))))
        begun = now
    if begun:
        rests += range(read_day(begun), today + 1)
    return rests
