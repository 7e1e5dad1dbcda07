"""Pictures of work as plain data for --json: the schema is in docs/json.md, and only grows within a version."""

from tinywins.compounding.comparing import Comparison
from tinywins.compounding.estimates import Estimate, NotYet
from tinywins.compounding.forecast import Completion
from tinywins.compounding.funnels import Funnel, StepChange
from tinywins.compounding.survival import TimeToAct
from tinywins.domain.days import write_day
from tinywins.render.chart_data import Data, estimate_data, give, not_yet_data, weeks_data
from tinywins.services.burn_ups import Ahead, BurnUp, Milestone
from tinywins.services.work_charts import AnswersChart, FunnelChart, Side, TweakChart


def iso(day: int | None) -> str | None:
    """Write a day as ISO text; None where there is none."""
    return None if day is None else write_day(day)


def known(found: Estimate | NotYet | None) -> Data | None:
    """Give a number with its range, or what it waits for."""
    return not_yet_data(found) if isinstance(found, NotYet) else estimate_data(found)


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


def funnel_data(chart: FunnelChart) -> Data:
    """Give a funnel: its steps with counts and rates, the whole, the weakest step, and what changed."""
    weakest = chart.funnel.weakest
    return {
        "funnel": chart.name,
        "first": write_day(chart.first),
        "last": write_day(chart.last),
        "steps": list_steps(chart, chart.funnel, chart.counts),
        "overall": known(chart.funnel.overall),
        "weakest": None if weakest is None else chart.tags[weakest + 1],
        "chance": None if chart.funnel.chance is None else give(chart.funnel.chance),
        "before": None if chart.before_funnel is None else before_data(chart, chart.before_funnel),
        "change": None if chart.change is None else change_data(chart.change.overall),
    }


def before_data(chart: FunnelChart, found: Funnel) -> Data:
    """Give the period before."""
    first, last = chart.before_days or (None, None)
    return {
        "first": iso(first),
        "last": iso(last),
        "steps": list_steps(chart, found, chart.before),
        "overall": known(found.overall),
    }


def list_steps(chart: FunnelChart, found: Funnel, counts: tuple[int, ...]) -> list[Data]:
    """Give each tag with its count, and the rate with which one comes to it; of the present period what changed."""
    targets, steps = dict(chart.targets), list[Data]()
    for place, (tag, n) in enumerate(zip(chart.tags, counts, strict=True)):
        step = found.steps[place - 1] if place else None
        body: Data = {"tag": tag, "counted": n, "rate": known(step.rate) if step else None}
        if counts is chart.counts:
            body["share"] = None if step is None or step.share is None else give(step.share)
            body["target"] = give(targets[tag]) if tag in targets else None
            body["change"] = change_data(chart.change.steps[place - 1]) if chart.change and place else None
        steps.append(body)
    return steps


def change_data(found: StepChange | NotYet) -> Data:
    """Give the ratio of two rates, its logarithm, and whether it is beyond chance."""
    if isinstance(found, NotYet):
        return not_yet_data(found)
    return {**(estimate_data(found) or {}), "log_ratio": give(found.log_ratio), "named": found.named}


def tweak_data(chart: TweakChart) -> Data:
    """Give both sides of a tweak and the verdict; while it collects there is none."""
    found = chart.comparison
    return {
        "tweak": chart.title,
        "measure": chart.measure,
        "per": chart.per or None,
        "review": iso(chart.review),
        "before": side_data(chart.before, chart.rates[0]),
        "after": side_data(chart.after, chart.rates[1]),
        "size": None if chart.size is None else give(chart.size),
        "needed": None if chart.needed is None else give(chart.needed),
        "comparison": {"verdict": "collecting"} if chart.is_collecting else comparison_data(found),
    }


def side_data(side: Side, rate: Estimate | None) -> Data:
    """Give one side of a tweak."""
    days = {"first": write_day(side.first), "last": iso(side.last if side.last >= side.first else None)}
    return {**days, "counted": side.events, "of": side.of, "rate": estimate_data(rate)}


def comparison_data(found: Comparison | NotYet) -> Data:
    """Give the verdict with its chance and range, or what it waits for."""
    if isinstance(found, NotYet):
        return not_yet_data(found)
    return {"verdict": found.verdict, "chance": give(found.chance), **(estimate_data(found) or {})}


def answers_data(chart: AnswersChart) -> Data:
    """Give the time to act: its median, the curve, what is open, and groups."""
    return {
        **time_data(chart.found),
        "open": len(chart.open_ages),
        "open_days": [round(age, 3) for age in chart.open_ages],
        "acted": chart.acted,
        "declined": chart.declined,
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
