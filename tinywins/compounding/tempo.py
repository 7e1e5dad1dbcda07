"""Momentum: whether the last days were busier than the weeks before, as a word.

The number behind it is mostly noise, and so it is not given.
"""

from collections.abc import Sequence
from math import sqrt

from tinywins.compounding.checks import check_all_counts
from tinywins.compounding.estimates import NotYet

FAST, SLOW = 7, 28  # half-lives in days
MOST_DAYS, LEAST_DAYS, LEAST_WINS = 180, 28, 8
NOTICED = 1.28  # standard errors: one false word in ten on each side
PICKING_UP, STEADY, SLOWING = "picking_up", "steady", "slowing"


def momentum(daily: Sequence[float]) -> str | NotYet:
    """Give `picking_up`, `steady` or `slowing` from the wins of each day, oldest first, today's part of a day left out.

    Two averages with half-lives of 7 and 28 days differ by more than 1.28 standard errors, or they do not. The error
    allows for as much scatter as the days have, at least Poisson's. The last 180 days are looked at; NotYet below 28
    days or 8 wins in them. ValueError for a day's count below 0 or that is no number. Source: docs/compounding.md,
    "Growth".
    """
    check_all_counts(daily)
    daily = daily[-MOST_DAYS:]
    n, wins = len(daily), sum(daily)
    if n < LEAST_DAYS:
        return NotYet("days", LEAST_DAYS - n)
    if wins < LEAST_WINS:
        return NotYet("wins", LEAST_WINS - int(wins))
    fast, slow, weight = moving_rates(daily)
    mean = wins / n
    dispersion = max(1.0, sum((count - mean) ** 2 for count in daily) / mean / (n - 1))
    z = (fast - slow) / sqrt(dispersion * slow * weight)
    return PICKING_UP if z > NOTICED else SLOWING if z < -NOTICED else STEADY


def moving_rates(daily: Sequence[float]) -> tuple[float, float, float]:
    """Give wins a day as the fast and the slow average have them, and the variance of their difference.

    The variance is that of independent days with a variance of 1. ValueError without a day.
    """
    if not daily:
        raise ValueError("an average wants a day")
    fast, slow = (decay_weights(len(daily), half_life) for half_life in (FAST, SLOW))
    weight = sum((one - other) ** 2 for one, other in zip(fast, slow, strict=True))
    rates = (sum(share * count for share, count in zip(shares, daily, strict=True)) for shares in (fast, slow))
    return next(rates), next(rates), weight


def decay_weights(n: int, half_life: float) -> list[float]:
    """Give n weights, the last day's the largest, that add up to 1 and halve every `half_life` days."""
    factor = 0.5 ** (1 / half_life)
    powers = [factor**age for age in range(n - 1, -1, -1)]
    total = sum(powers)
    return [power / total for power in powers]
