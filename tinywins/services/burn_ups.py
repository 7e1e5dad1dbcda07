"""Burn-ups as data: how much of a goal is done, how its scope grew, and what lies ahead of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil

from tinywins.compounding.estimates import Estimate, NotYet
from tinywins.compounding.forecast import Completion, Pace, completion, find_pace, predict_ranges
from tinywins.compounding.weeks import Weeks, cumulative, weekly

MOST_AHEAD = 104  # weeks of a fan
FAN_POINTS = 26  # weeks of them that are worked out; between them it is straight enough


@dataclass(frozen=True, slots=True)
class Milestone:
    """A phase: how much of the goal is done with it, its date and the day it was reached; days are ordinals or None."""

    title: str
    upto: float
    by: int | None = None
    reached: int | None = None


@dataclass(frozen=True, slots=True)
class Ahead:
    """How much is likely to be done by the end of a day: all that was done, and what is likely to come."""

    day: int
    half: Estimate
    likely: Estimate


@dataclass(frozen=True, slots=True)
class BurnUp:
    """A goal's way: days are ordinals.

    `done` is the total at the end of each day from the first to `today`, `scope` the days from which on so much was
    wanted, the last being `want`. `tag` is what it counts, "" for steps. `weeks` are the full ones and `completion` is
    counted in weeks from today. `ahead` begins today, and is empty where all is done or nothing can be said.
    `reached` is the day on which all of it was done, if that stands.
    """

    title: str
    tag: str
    today: int
    done: tuple[tuple[int, float], ...]
    scope: tuple[tuple[int, float], ...]
    deadline: int | None
    milestones: tuple[Milestone, ...]
    weeks: Weeks
    completion: Completion | NotYet
    ahead: tuple[Ahead, ...]
    reached: int | None = None

    @property
    def want(self) -> float:
        """How much is wanted now."""
        return self.scope[-1][1]

    @property
    def total(self) -> float:
        """How much is done."""
        return self.done[-1][1]


def burn_up(
    title: str,
    amounts: Mapping[int, float],
    first: int,
    today: int,
    scope: Sequence[tuple[int, float]],
    *,
    deadline: int | None = None,
    tag: str = "",
    milestones: Iterable[Milestone] = (),
    paused: Iterable[int] = (),
) -> BurnUp:
    """Lay out a goal's way from what was done on each day, and look ahead.

    `amounts` holds days with what was done on them, earlier work that was credited among it; `first` is the day from
    which the pace counts. A milestone of a tag's amount is reached when that is there; of steps the caller says so,
    because they may be done in any order. `scope` has the days from which so much was wanted, oldest first, one at
    least. `paused` are days on which nothing was wanted, as while the goal was parked. ValueError for days that are
    none, or counts below 0.
    """
    begin = min([first, today, *(day for day, n in amounts.items() if n)])
    known = {day: n for day, n in amounts.items() if day <= today}
    totals = cumulative(known, begin, today)
    done = tuple(zip(range(begin, today + 1), totals, strict=True))
    weeks = weekly(known, min(first, today), today, paused)
    left = scope[-1][1] - totals[-1]
    time = None if deadline is None else max(0, deadline - today) / 7
    found = completion(weeks, left, time)
    ahead: tuple[Ahead, ...] = ()
    if isinstance(found, Completion) and found.pace is not None:
        ahead = look_ahead(found.pace, today, totals[-1], choose_horizon(found, time))
    if tag:
        milestones = [date_milestone(each, done) for each in milestones]
    reached = next((day for day, total in done if total >= scope[-1][1]), None)
    return BurnUp(title, tag, today, done, tuple(scope), deadline, tuple(milestones), weeks, found, ahead, reached)


def date_milestone(milestone: Milestone, done: Sequence[tuple[int, float]]) -> Milestone:
    """Give a milestone of an amount with the day on which that was there."""
    if milestone.reached is not None or not milestone.upto:
        return milestone
    return replace(milestone, reached=next((day for day, total in done if total >= milestone.upto), None))


def choose_horizon(found: Completion, time: float | None) -> int:
    """Give how many weeks to look ahead: up to the deadline and to where it is likely done, but no further than that.

    Where it is not done within years, that is as far as the deadline, or as even odds, or as the farthest.
    """
    done = found.sure or found.even
    if done is None and time is None:
        return MOST_AHEAD
    return max(1, min(MOST_AHEAD, max(ceil(time or 0), done or 0)))


def look_ahead(pace: Pace, today: int, total: float, horizon: int) -> tuple[Ahead, ...]:
    """Give what is likely to be done by then, for a number of weeks up to the horizon."""
    step = max(1, ceil(horizon / FAN_POINTS))
    found = [Ahead(today, *(Estimate(total, total, total, pace.n, level) for level in (0.5, 0.8)))]
    for week in [*range(step, horizon, step), horizon]:
        half, likely = (
            Estimate(total + each.value, total + each.lo, total + each.hi, each.n, each.level)
            for each in predict_ranges(pace, week, (0.5, 0.8))
        )
        found.append(Ahead(today + 7 * week, half, likely))
    return tuple(found)


def pace_of(burn: BurnUp) -> Pace | NotYet:
    """Give the pace that looks ahead, also of a goal that is done."""
    return find_pace(burn.weeks)
