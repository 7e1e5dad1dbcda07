"""Funnels: the same people counted step by step, which step is weakest, and what changed between two periods.

Counts are c0 >= c1 >= ...: each person once at each step. Of those who have come lately some are still on their way,
so counts are of people who have had their time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, inf, log, sqrt

from tinywins.compounding.checks import MOST, check_alpha, check_trials
from tinywins.compounding.distributions import normal_quantile
from tinywins.compounding.estimates import Estimate, NotYet
from tinywins.compounding.proportions import chance_greater, wilson_interval

LEAST_ENTRANTS = 10
SURELY_WEAKEST = 0.95


@dataclass(frozen=True, slots=True)
class FunnelStep:
    """A step: how many `entered` and `passed` it, and its `rate` (0-1) with the Wilson interval.

    `share` (0-1) is its part of all that is lost, on the logarithmic scale, where the parts add up to 1. `plus_point`
    is how many more would come through to the end with one percentage point more here, `perfect` with all of them.
    None where a count of zero leaves it open.
    """

    entered: int
    passed: int
    rate: Estimate | NotYet
    share: float | None
    plus_point: float | None
    perfect: float | None


@dataclass(frozen=True, slots=True)
class Funnel:
    """A funnel: its steps, first to last, and the `overall` rate (0-1) from the first count to the last.

    `lowest` is the index of the step with the lowest rate, and `chance` (0-1) that it truly is below the second
    lowest; None where fewer than two steps have a rate. `weakest` is the same index, and there only where that is 95 %
    sure and both steps had enough entrants. All steps matter alike for the product; a low rate has the most to gain.
    """

    steps: tuple[FunnelStep, ...]
    overall: Estimate | NotYet
    lowest: int | None
    chance: float | None
    weakest: int | None


@dataclass(frozen=True, slots=True)
class StepChange(Estimate):
    """What became of a step's rate: `value` is the ratio of the second to the first, with its interval.

    `log_ratio` is its logarithm, and the steps' add up to that of the whole. `z` is that in standard errors, and
    `named` says that it is beyond the level's: this step changed.
    """

    log_ratio: float
    z: float
    named: bool


@dataclass(frozen=True, slots=True)
class FunnelChange:
    """What changed between two periods: each step, and the `overall` rate."""

    steps: tuple[StepChange | NotYet, ...]
    overall: StepChange | NotYet


def check_funnel(counts: Sequence[int]) -> None:
    """Raise ValueError for fewer than two counts, one that is not whole, or one above that of the step before."""
    if len(counts) < 2 or not all(0 <= count <= MOST and not count % 1 for count in counts):
        raise ValueError("a funnel wants two counts or more, whole numbers and none below 0")
    if any(counts[place] > counts[place - 1] for place in range(1, len(counts))):
        raise ValueError("a step has more people than the one before: each person counts once")


def check_limits(alpha: float, least: int) -> None:
    """Raise ValueError for an alpha or a least number of entrants that cannot be."""
    check_alpha(alpha)
    if not 1 <= least <= MOST:
        raise ValueError("a rate wants one entrant or more")


def estimate_rate(k: int, n: int, alpha: float, least: int) -> Estimate | NotYet:
    """Give the rate k / n with its Wilson interval; NotYet below `least` entrants."""
    return NotYet("entrants", least - n) if n < least else Estimate(k / n, *wilson_interval(k, n, alpha), n, 1 - alpha)


def funnel(counts: Sequence[int], alpha: float = 0.05, least: int = LEAST_ENTRANTS) -> Funnel:
    """Describe a funnel by its counts, first to last, with intervals at confidence 1 - alpha.

    A rate of fewer than `least` entrants (1 or more) is NotYet. ValueError for fewer than two counts, one that is not
    whole and 0 or more, one above that of the step before, an alpha that is not from 1e-9 to below 1, or `least` below
    1. Source: Wilson 1927; docs/compounding.md, "Funnels, time to act, what if".
    """
    check_funnel(counts)
    check_limits(alpha, least)
    pairs = [(counts[place - 1], counts[place]) for place in range(1, len(counts))]
    steps = tuple(describe_step(entered, passed, counts, alpha, least) for entered, passed in pairs)
    overall = estimate_rate(counts[-1], counts[0], alpha, least)
    ranked = sorted((passed / entered, place) for place, (entered, passed) in enumerate(pairs) if entered)
    if len(ranked) < 2:
        return Funnel(steps, overall, None, None, None)
    (_, lowest), (_, second) = ranked[:2]
    (n1, k1), (n2, k2) = pairs[lowest], pairs[second]
    chance = chance_greater(k1, n1, k2, n2)
    sure = chance >= SURELY_WEAKEST and min(n1, n2) >= least
    return Funnel(steps, overall, lowest, chance, lowest if sure else None)


def describe_step(entered: int, passed: int, counts: Sequence[int], alpha: float, least: int) -> FunnelStep:
    """Describe one step of a funnel."""
    end, rate = counts[-1], estimate_rate(passed, entered, alpha, least)
    if not passed:
        return FunnelStep(entered, passed, rate, None, None, None)
    share = log(passed / entered) / log(end / counts[0]) if 0 < end < counts[0] else None
    return FunnelStep(
        entered,
        passed,
        rate,
        share,
        gain(entered, passed, end, passed / entered + 0.01),
        gain(entered, passed, end, 1.0),
    )


def gain(entered: int, passed: int, end: int, target: float) -> float:
    """Give how many more would come through to the `end` if the step's rate were `target` (0-1).

    `entered` and `passed` are the step's counts, `end` the last of the funnel. A lower target gives a number below 0.
    ValueError unless end <= passed <= entered are whole, with `passed` above 0, and for a target below 0 or that is no
    number. Source: docs/compounding.md, "Funnels, time to act, what if".
    """
    check_trials(passed, entered)
    check_trials(end, passed)
    if not passed or not 0 <= target < inf:
        raise ValueError("a gain wants somebody who passed, and a rate to reach")
    return end * (target * entered / passed - 1)


def funnel_change(
    before: Sequence[int], after: Sequence[int], alpha: float = 0.05, least: int = LEAST_ENTRANTS
) -> FunnelChange:
    """Say what changed between two periods of one funnel, step by step: the logarithms add up to the whole exactly.

    A step where nobody passed in one of them is NotYet, and so is one with fewer than `least` entrants. ValueError as
    for `funnel`, and for two of different lengths. Source: Katz et al. 1978 (the intervals).
    """
    check_limits(alpha, least)
    check_funnel(before)
    check_funnel(after)
    if len(before) != len(after):
        raise ValueError("two periods of one funnel have the same steps")
    steps = tuple(
        compare_step(before[place], before[place + 1], after[place], after[place + 1], alpha, least)
        for place in range(len(before) - 1)
    )
    return FunnelChange(steps, compare_step(before[0], before[-1], after[0], after[-1], alpha, least))


def compare_step(n1: int, k1: int, n2: int, k2: int, alpha: float, least: int) -> StepChange | NotYet:
    """Compare k1 of n1 with k2 of n2 by the logarithm of their ratio (Katz et al. 1978)."""
    if min(n1, n2) < least:
        return NotYet("entrants", least - min(n1, n2))
    if not (k1 and k2):
        return NotYet("events", 1)
    difference, variance = log(k2 / n2) - log(k1 / n1), 1 / k1 - 1 / n1 + 1 / k2 - 1 / n2
    error, reach = sqrt(max(0.0, variance)), normal_quantile(alpha / 2)
    z = difference / error if error else 0.0
    ends = exp(difference - reach * error), exp(difference + reach * error)
    return StepChange(exp(difference), *ends, n1 + n2, 1 - alpha, difference, z, abs(z) > reach)
