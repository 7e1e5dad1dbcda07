"""Pictures of work as plain data for --json: the schema is in docs/json.md, and only grows within a version."""

from tinywins.compounding.estimates import NotYet
from tinywins.compounding.forecast import Completion
from tinywins.compounding.survival import TimeToAct
from tinywins.domain.days import write_day
from tinywins.render.chart_data import Data, estimate_data, give, not_yet_data, weeks_data
from tinywins.services.work.burn_ups import Ahead, BurnUp, Milestone
from tinywins.services.work.work_charts import AnswersChart


def iso(day: int | None) -> str | None:
    """Write a day as ISO text; None where there is none."""
    return None if day is None else write_day(day)


def burn_up_data(burn: BurnUp) -> Data:
    """Give a goal's way: what was done by which day, its scope, its phases, and what lies ahead."""
    return {
        "goal": burn.title,
        "of": burn.tag or None,
        "total": give(burn.total),
        "want": give(burn.want),
        "by": iso(burn.deadline),
        "reached": iso(burn.reached),
        "done": {write_day(day): give(total) for day, total in steps_of(burn.done)},
        "scope": {write_day(day): give(want) for day, want in burn.scope},
        "phases": [milestone_data(each) for each in burn.milestones],
        "weeks": weeks_data(burn.weeks),
        "completion": completion_data(burn.completion, burn.today),
        "ahead": [ahead_data(each) for each in burn.ahead],
    }


def steps_of(done: tuple[tuple[int, float], ...]) -> list[tuple[int, float]]:
    """Give the days on which the total grew."""
    before = [0.0, *(total for _, total in done)]
    return [(day, total) for (day, total), last in zip(done, before, strict=False) if total > last]


def milestone_data(milestone: Milestone) -> Data:
    """Give a phase."""
    by, reached = iso(milestone.by), iso(milestone.reached)
    return {"phase": milestone.title, "upto": give(milestone.upto), "by": by, "reached": reached}


def completion_data(found: Completion | NotYet, today: int) -> Data:
    """Give the days of even odds and of 85 %, the chance for the deadline, and the pace that it needs, a week."""
    if isinstance(found, NotYet):
        return not_yet_data(found)
    return {
        "remaining": give(found.remaining),
        "even": None if found.even is None else write_day(today + 7 * found.even),
        "sure": None if found.sure is None else write_day(today + 7 * found.sure),
        "by_deadline": None if found.by_deadline is None else give(found.by_deadline),
        "needed": None if found.needed is None else give(found.needed),
        "rate": None if found.pace is None else give(found.pace.rate),
        "rough": None if found.pace is None else found.pace.rough,
    }


def ahead_data(ahead: Ahead) -> Data:
    """Give what is likely to be done by a day."""
    return {"day": write_day(ahead.day), "likely": estimate_data(ahead.likely), "half": estimate_data(ahead.half)}


def answers_data(chart: AnswersChart) -> Data:
    """Give the time to act: its median, the curve, what is open, and groups."""
    return {
        **time_data(chart.found),
        "open": len(chart.open_ages),
        "open_days": [round(age, 3) for age in chart.open_ages],
        "acted": chart.acted,
        "declined": chart.declined,
        "planned": chart.planned,
        "groups": [{"group": name, **time_data(found)} for name, found in chart.groups],
    }


def time_data(found: TimeToAct | NotYet) -> Data:
    """Give the median of days with its range, and the share that is still open after so many days."""
    if isinstance(found, NotYet):
        return {"median": not_yet_data(found), "curve": []}
    curve = [
        {"days": round(point.t, 3), "open": give(point.open_share), "lo": give(point.lo), "hi": give(point.hi)}
        for point in found.curve
    ]
    return {"median": estimate_data(found.median), "curve": curve}
