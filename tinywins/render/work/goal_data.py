"""Goals as data for JSON; the shapes stand in docs/json.md."""

from tinywins.domain.amounts import to_number
from tinywins.domain.days import write_day
from tinywins.domain.goals import Phase, Step
from tinywins.services.work.burn_ups import BurnUp
from tinywins.services.work.goal_credit import Earlier
from tinywins.services.work.goal_feeds import Fed
from tinywins.services.work.goal_steps import Next, StepDone
from tinywins.services.work.goals import GoalView, PhaseView

Data = dict[str, object]


def goal_data(view: GoalView) -> Data:
    """Give a goal as it stands: amounts in its tag's unit, or steps."""
    goal = view.goal
    return {
        "id": goal.id,
        "short": goal.short,
        "title": goal.title,
        "why": goal.why,
        "by": goal.by or None,
        "state": view.state,
        "counts": goal.tag or None,
        "since": goal.since or None,
        "born": goal.born,
        "parked": goal.parked or None,
        "tags": list(goal.tags),
        **count_data(view.done, view.want, goal.tag),
        "reached": day_of(view.reached),
        "phases": [phase_data(phase, view) for phase in view.phases],
        "steps": [step_data(step, view) for step in view.loose],
    }


def count_data(done: int, want: int, tag: str) -> Data:
    """Give how much of what is wanted is done."""
    return {"done": to_number(done) if tag else done, "want": to_number(want) if tag else want}


def day_of(day: int | None) -> str | None:
    """Give a day as ISO text."""
    return None if day is None else write_day(day)


def phase_data(phase: PhaseView, view: GoalView) -> Data:
    """Give a phase with its steps."""
    tag = view.goal.tag if phase.phase.upto else ""
    return {
        **bare_phase(phase.phase),
        **count_data(phase.done, phase.want, tag),
        "reached": day_of(phase.reached),
        "days_ahead": phase.ahead,
        "steps": [step_data(step, view) for step in phase.steps],
    }


def bare_phase(phase: Phase) -> Data:
    """Give a phase by itself."""
    upto = to_number(phase.upto) if phase.upto else None
    return {"id": phase.id, "short": phase.short, "title": phase.title, "by": phase.by or None, "at": upto}


def step_data(step: Step, view: GoalView) -> Data:
    """Give a step; `feedback` is the code of what was heard that led to it."""
    return {
        "id": step.id,
        "short": step.short,
        "title": step.title,
        "phase": step.phase or None,
        "done": step.done or None,
        "obstacle": step.obstacle or None,
        "feedback": view.heard.get(step.id),
        "born": step.born or None,
    }


def shown_data(view: GoalView, burn: BurnUp | None) -> Data:
    """Give a goal with its way and outlook, None where it has nothing to count yet."""
    from tinywins.render.work.work_data import burn_up_data

    return {"goal": goal_data(view), "burn_up": burn_up_data(burn) if burn else None}


def listed_data(views: list[GoalView], fed: Fed) -> Data:
    """Give goals with what fed them this month, and the wins that fed none."""
    return {
        "goals": [
            {
                **goal_data(view),
                "wins_this_month": fed.wins[view.goal.id],
                "steps_this_month": fed.steps[view.goal.id],
                "feeds": [
                    {"tag": feed.name, "habit": feed.is_habit, "wins": feed.wins} for feed in fed.feeds[view.goal.id]
                ],
            }
            for view in views
        ],
        "wins_of_no_goal": fed.apart,
    }


def next_data(found: Next | None) -> Data:
    """Give the step that comes next, None where there is none, and those that wait."""
    if found is None:
        return {"goal": None, "step": None, "waiting": []}
    view = found.goal
    return {
        "goal": {"id": view.goal.id, "short": view.goal.short, "title": view.goal.title},
        "step": step_data(found.step, view) if found.step else None,
        "waiting": [step_data(step, view) for step in found.waiting],
    }


def done_data(done: StepDone) -> Data:
    """Give a step that was done, and how its goal stands now."""
    return {
        "step": step_data(done.step, done.goal),
        "goal": goal_data(done.goal),
        "phase_reached": done.is_phase_reached,
        "goal_reached": done.is_goal_reached,
    }


def earlier_data(earlier: Earlier) -> Data:
    """Give the earlier work that could be credited to a goal."""
    return {
        "goal": earlier.goal.short,
        "wins": [{"id": short, "day": write_day(day), "text": text} for short, day, text in earlier.wins],
        "amount": to_number(earlier.amount) if earlier.goal.tag else None,
        "since": write_day(earlier.since) if earlier.since else None,
    }
