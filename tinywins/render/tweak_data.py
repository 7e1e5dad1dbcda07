"""Tweaks as plain data for --json: the schema is in docs/json.md."""

from math import isfinite

from tinywins.compounding.comparing import Comparison
from tinywins.compounding.estimates import NotYet
from tinywins.domain.days import write_day
from tinywins.render.chart_data import estimate_data, give, not_yet_data
from tinywins.render.data import instant
from tinywins.render.tweaks import name_verdict
from tinywins.services.tweak_views import TweakView
from tinywins.services.tweak_weeks import Side
from tinywins.storage.fold import Fields

Data = dict[str, object]


def tweak_data(view: TweakView) -> Data:
    """Give a tweak as it stands."""
    tweak, needed = view.tweak, view.needed
    return {
        "id": tweak.id,
        "short": tweak.short,
        "title": tweak.title,
        "measure": view.measure,
        "per": view.per or None,
        "less": tweak.less,
        "start": tweak.start,
        "review": tweak.review,
        "stopped": tweak.stopped or None,
        "note": tweak.note,
        "state": view.state.replace(" ", "_"),
        "before": side_data(view.before),
        "after": side_data(view.after),
        "planned_weeks": view.spans.planned,
        "dispersion": give(view.phi) if view.before.mondays else None,
        "comparison": comparison_data(view),
        "needed": {
            "ratio": give(needed.ratio),
            "named": bool(tweak.size),
            "after": give(needed.after),
            "weeks": give(needed.weeks),
            "visible": give(needed.visible) if needed.visible is not None and isfinite(needed.visible) else None,
        }
        if needed
        else None,
        "others": [other.short for other in view.others],
        "feedback": {"short": view.heard[0], "text": view.heard[1]} if view.heard else None,
        "problem": view.problem.message if view.problem else None,
    }


def side_data(side: Side) -> Data:
    """Give the weeks on one side of a start."""
    weeks = zip(side.mondays, side.counts, side.trials or [None] * len(side.counts), side.active, strict=True)
    return {
        "count": side.events,
        "of": side.people if side.trials else None,
        "weeks": [
            {"week": write_day(monday), "count": n, "of": trials, "active": give(active)}
            for monday, n, trials, active in weeks
        ],
    }


def comparison_data(view: TweakView) -> Data | None:
    """Give the comparison with its verdict, or what it waits for; None before the review."""
    found = view.comparison
    if isinstance(found, NotYet):
        return not_yet_data(found)
    if not isinstance(found, Comparison):
        return None
    chance = 1 - found.chance if view.tweak.less else found.chance
    return {**(estimate_data(found) or {}), "chance_better": give(chance), "verdict": name_verdict(view)}


def history_data(history: list[tuple[str, int, str, Fields, bool]]) -> list[Data]:
    """Give a thing's changes, oldest first."""
    return [
        {"act": act, "stamp": instant(stamp, 0), "undone": off, "fields": fields}
        for act, stamp, _, fields, off in history
    ]
