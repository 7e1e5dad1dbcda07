"""Funnels as plain data for --json: the schema is in docs/json.md."""

from tinywins.compounding.estimates import Estimate, NotYet
from tinywins.compounding.funnels import FunnelStep, StepChange
from tinywins.domain.days import write_day
from tinywins.render.chart_data import estimate_data, give, not_yet_data
from tinywins.services.funnel_views import Counts, FunnelView, Headroom

Data = dict[str, object]


def funnel_data(view: FunnelView) -> Data:
    """Give a funnel in a period."""
    found, change = view.found, view.change
    return {
        "name": view.plan.name,
        "tags": list(view.tags),
        "targets": {name: rate / 1000 for name, rate in view.plan.targets},
        "period": view.period,
        "first": write_day(view.counts.first),
        "last": write_day(view.last),
        "over": not view.is_open,
        "counts": list(view.counts.steps),
        "steps": [step_data(view.tags[place + 1], step) for place, step in enumerate(found.steps)] if found else [],
        "overall": rate_data(found.overall) if found else None,
        "lowest": name_place(view, found.lowest) if found else None,
        "chance": give(found.chance) if found and found.chance is not None else None,
        "weakest": name_place(view, found.weakest) if found else None,
        "before": counts_data(view.before) if view.before else None,
        "change": {
            "overall": change_data(change.overall),
            "steps": [{"tag": view.tags[place + 1], **change_data(step)} for place, step in enumerate(change.steps)],
        }
        if change
        else None,
        "headroom": [room_data(view, room) for room in (*view.rooms, *view.bests)],
        "problem": view.problem.message if view.problem else None,
    }


def name_place(view: FunnelView, place: int | None) -> str | None:
    """Name a step by the tag that it leads to."""
    return None if place is None else view.tags[place + 1]


def counts_data(counts: Counts) -> Data:
    """Give the counts of a span."""
    return {"first": write_day(counts.first), "last": write_day(counts.last), "counts": list(counts.steps)}


def rate_data(rate: Estimate | NotYet) -> Data:
    """Give a rate with its likely range, or what it waits for."""
    return not_yet_data(rate) if isinstance(rate, NotYet) else estimate_data(rate) or {}


def step_data(tag: str, step: FunnelStep) -> Data:
    """Give a step."""
    return {
        "tag": tag,
        "entered": step.entered,
        "passed": step.passed,
        "rate": rate_data(step.rate),
        "share": None if step.share is None else give(step.share),
        "plus_point": None if step.plus_point is None else give(step.plus_point),
        "perfect": None if step.perfect is None else give(step.perfect),
    }


def change_data(change: StepChange | NotYet) -> Data:
    """Give what became of a rate, or what that waits for."""
    if isinstance(change, NotYet):
        return not_yet_data(change)
    extra = {"log_ratio": give(change.log_ratio), "z": give(change.z), "named": change.named}
    return {**(estimate_data(change) or {}), **extra}


def room_data(view: FunnelView, room: Headroom) -> Data:
    """Give what a step could bring."""
    since = None if room.since is None else write_day(room.since)
    return {"tag": view.tags[room.place + 1], "rate": give(room.rate), "more": give(room.more), "best_since": since}
