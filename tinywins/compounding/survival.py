"""Time to act: how long things stay open, with those that still are open counted as "not yet".

The median of closed things alone is flattering, because the slow ones are still open.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import exp, inf, isnan, log, sqrt

from tinywins.compounding.checks import LEAST_ALPHA, check_alpha, check_counts
from tinywins.compounding.distributions import normal_quantile
from tinywins.compounding.estimates import Estimate, NotYet
from tinywins.compounding.proportions import wilson_interval

LEAST_CLOSED = 5
HALF = 0.5 + 1e-12  # a product of fractions that is one half may come out a little above


@dataclass(frozen=True, slots=True)
class Point:
    """A day of the curve: at age `t`, `closed` of the `at_risk` that were open were acted on.

    `open_share` (0-1) is the share still open from then on, with its interval `lo` to `hi`.
    """

    t: float
    at_risk: int
    closed: int
    open_share: float
    lo: float
    hi: float


@dataclass(frozen=True, slots=True)
class TimeToAct:
    """How long until half are acted on: `median`, `inf` where that is not reached, and so for its ends.

    `curve` has a point for each age at which something was acted on, youngest first; `n` things, `closed` of them.
    """

    median: Estimate
    curve: tuple[Point, ...]
    n: int
    closed: int

    def within(self, days: float) -> Estimate:
        """Give the share (0-1) that is acted on within so many days, with its interval.

        Where that is none or all, the interval is Wilson's, because the band has no width there. Beyond the oldest age
        it stays as it was. ValueError for days that are no number.
        """
        if isnan(days):
            raise ValueError("days are a number")
        level, alpha = self.median.level, max(LEAST_ALPHA, 1 - self.median.level)
        point = next((point for point in reversed(self.curve) if point.t <= days), None)
        if point is None:
            at_risk = self.curve[0].at_risk if self.curve else self.n
            return Estimate(0.0, *wilson_interval(0, at_risk, alpha), self.n, level)
        if not point.open_share:
            return Estimate(1.0, *wilson_interval(self.closed, self.closed, alpha), self.n, level)
        return Estimate(1 - point.open_share, 1 - point.hi, 1 - point.lo, self.n, level)


def time_to_act(
    items: Iterable[tuple[float, bool]], alpha: float = 0.05, least: int = LEAST_CLOSED
) -> TimeToAct | NotYet:
    """Estimate the time to act from pairs: days from opening to the act, or to now, and whether there was an act.

    The Kaplan-Meier curve with its log(-log) Greenwood band, the median where it comes down to one half, and the ages
    at which the band does so, at confidence 1 - alpha. NotYet below `least` closed items.

    ValueError for an age below 0 or that is no number, an alpha that is not from 1e-9 to below 1, or `least` below 0.
    Source: Kaplan & Meier 1958; Greenwood 1926; Brookmeyer & Crowley 1982.
    """
    items = sorted(items)
    if not all(0 <= age < inf for age, _ in items):
        raise ValueError("ages are days, 0 or more: nothing is acted on before it is opened")
    check_alpha(alpha)
    check_counts(least)
    closed = sum(acted for _, acted in items)
    if closed < least:
        return NotYet("closed", least - closed)
    curve = kaplan_meier(items, alpha)
    median, lo, hi = (
        next((point.t for point, share in zip(curve, shares, strict=True) if share <= HALF), inf)
        for shares in (
            [point.open_share for point in curve],
            [point.lo for point in curve],
            [point.hi for point in curve],
        )
    )
    return TimeToAct(Estimate(median, lo, hi, len(items), 1 - alpha), curve, len(items), closed)


def kaplan_meier(items: list[tuple[float, bool]], alpha: float) -> tuple[Point, ...]:
    """Give the curve of items that are sorted by age; what is open at an age is at risk of being closed at it."""
    z, curve, share, greenwood, place = normal_quantile(alpha / 2), [], 1.0, 0.0, 0
    while place < len(items):
        t, at_risk, closed = items[place][0], len(items) - place, 0
        while place < len(items) and items[place][0] == t:
            closed += items[place][1]
            place += 1
        if not closed:
            continue
        share *= 1 - closed / at_risk
        lo = hi = 0.0
        if closed < at_risk:
            greenwood += closed / (at_risk * (at_risk - closed))
            reach = z * sqrt(greenwood) / abs(log(share))
            lo, hi = (share ** exp(side) for side in (reach, -reach))
        curve.append(Point(t, at_risk, closed, share, lo, hi))
    return tuple(curve)
