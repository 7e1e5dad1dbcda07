"""Before and after: two counts or two shares against each other. It says what changed, never why."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, inf, isclose, log, nan, sqrt

from tinywins.compounding.checks import MOST, check_all_counts, check_alpha, check_counts, check_shares, check_trials
from tinywins.compounding.distributions import (
    betainc,
    binomial_at_least,
    binomial_at_most,
    clopper_pearson,
    gamma_quantile,
    normal_quantile,
)
from tinywins.compounding.estimates import Estimate, NotYet
from tinywins.compounding.proportions import chance_greater, newcombe_interval

LEAST_EVENTS = 10
SURE, PROBABLE = 0.975, 0.9
POWER = normal_quantile(0.025) + normal_quantile(0.2)  # 2.80: found four times in five, at 5 % two-sided
MOST_EXPONENT = 700.0  # of a float
USUAL_DISPERSION, USUAL_WEIGHT = 1.5, 4  # what a history is shrunk towards, and for how many weeks that counts


@dataclass(frozen=True, slots=True)
class Comparison(Estimate):
    """What became of a rate: `value` is the ratio after / before of counts, or the difference after - before of shares.

    `n` counts the events on both sides, `chance` (0-1) is that the rate rose. `verdict` is `very_likely_rose` from
    `sure` on, `probably_rose` from .9 on, `cannot_tell`, and the same for `fell`.
    """

    chance: float
    verdict: str


def judge_chance(chance: float, sure: float = SURE) -> str:
    """Give the verdict on the chance (0-1) that a rate rose."""
    for most, word in ((chance, "rose"), (1 - chance, "fell")):
        if most >= PROBABLE:
            return f"very_likely_{word}" if most >= sure else f"probably_{word}"
    return "cannot_tell"


def compare_counts(
    y1: int, t1: float, y2: int, t2: float, phi: float = 1.0, *, sure: float = SURE, least: int = LEAST_EVENTS
) -> Comparison | NotYet:
    """Compare `y1` events in a time `t1` before with `y2` in `t2` after: whole weeks, in whatever unit, the same twice.

    The ratio of the rates with its exact 95 % interval, and the chance that the rate rose. `phi` is how many times
    Poisson's the variance of weekly counts is (`shrink_dispersion`); both counts are divided by it. A look before the
    agreed end wants `sure` = .99, because each look is another chance for luck. NotYet below `least` events.

    ValueError for counts that are not whole and 0 or more, times not above 0, phi below 1, or `sure` outside 0 to 1.
    Source: Przyborowski & Wilenski 1940 (exact), Jeffreys' prior for the chance.
    """
    check_events(y1, t1, y2, t2, phi)
    check_shares(sure)
    check_counts(least)
    if y1 + y2 < least:
        return NotYet("events", least - y1 - y2)
    ratio, chance = rate_ratio(y1, t1, y2, t2, phi), chance_of_rise(y1, t1, y2, t2, phi)
    return Comparison(ratio.value, ratio.lo, ratio.hi, ratio.n, ratio.level, chance, judge_chance(chance, sure))


def check_events(y1: float, t1: float, y2: float, t2: float, phi: float) -> None:
    """Raise ValueError for counts, times or a dispersion that nothing can have."""
    check_counts(y1, y2)
    if y1 % 1 or y2 % 1 or not all(1 / MOST <= time <= MOST for time in (t1, t2)) or not 1 <= phi <= MOST:
        raise ValueError("counts are whole, times above 0, a dispersion 1 or more")


def rate_ratio(y1: int, t1: float, y2: int, t2: float, phi: float = 1.0) -> Estimate:
    """Give (y2 / t2) / (y1 / t1) with its exact 95 % interval: `inf` with nothing before, `nan` with nothing at all.

    Of all events, those after are a binomial share; Clopper and Pearson's limits of it become those of the ratio. Times
    are in one unit, the same twice. ValueError as for `compare_counts`. Source: Clopper & Pearson 1934.
    """
    check_events(y1, t1, y2, t2, phi)
    value = y2 / t2 / (y1 / t1) if y1 else inf if y2 else nan
    ends = clopper_pearson(y2 / phi, (y1 + y2) / phi)
    lo, hi = (share / (1 - share) * t1 / t2 if share < 1 else inf for share in ends)
    return Estimate(value, lo, hi, y1 + y2, 0.95)


def rate_interval(y: int, t: float, phi: float = 1.0, alpha: float = 0.05) -> Estimate:
    """Give the rate of `y` events in a time `t`, with its exact interval at confidence 1 - alpha.

    `phi` is as for `compare_counts`; events that come in spells know less of their rate. The rate is in the unit of
    `t`. ValueError as for `compare_counts`, and for an alpha that is not from 1e-9 to below 1. Source: Garwood 1936.
    """
    check_events(y, t, 0, t, phi)
    check_alpha(alpha)
    lo = gamma_quantile(alpha / 2, y / phi) if y else 0.0
    hi = gamma_quantile(1 - alpha / 2, y / phi + 1)
    return Estimate(y / t, lo * phi / t, hi * phi / t, y, 1 - alpha)


def chance_of_rise(y1: int, t1: float, y2: int, t2: float, phi: float = 1.0) -> float:
    """Give the chance (0-1) that the rate after is above the one before, from Jeffreys' prior on both.

    Times are in one unit, the same twice. ValueError as for `compare_counts`. Source: Jeffreys' prior,
    Gamma(1/2, 0); docs/compounding.md, "Before and after".
    """
    check_events(y1, t1, y2, t2, phi)
    return betainc(y1 / phi + 0.5, y2 / phi + 0.5, t1 / (t1 + t2))


def exact_p(y1: int, t1: float, y2: int, t2: float, *, mid: bool = False) -> float:
    """Give the two-sided p of equal rates: twice the smaller tail, so that it agrees with the interval.

    It is not R's p, which adds up what is less likely. With `mid`, half of what was observed leaves each tail. A
    probability, 0-1. ValueError as for `compare_counts`. Source: Przyborowski & Wilenski 1940.
    """
    check_events(y1, t1, y2, t2, 1.0)
    n, share = y1 + y2, t2 / (t1 + t2)
    above, below = binomial_at_least(y2, n, share), binomial_at_most(y2, n, share)
    half = (above + below - 1) / 2 if mid else 0.0
    return min(1.0, 2 * (min(above, below) - half))


def compare_rates(
    k1: int, n1: int, k2: int, n2: int, phi: float = 1.0, *, sure: float = SURE, least: int = LEAST_EVENTS
) -> Comparison | NotYet:
    """Compare a share of `k1` in `n1` before with `k2` in `n2` after.

    The difference of the shares (-1 to 1) with its 95 % interval, and the chance (0-1) that the share rose, from
    uniform priors. `phi` is how many times a binomial's the variance of weekly shares is (`share_dispersion`); all
    four counts are divided by it, to the nearest whole. NotYet with nobody on one side, or below `least` events
    (k1 + k2).

    ValueError unless k and n are whole, 0 <= k <= n, phi is 1 or more, and `sure` is 0 to 1. Source: Newcombe 1998,
    method 10; Evan Miller, Formulas for Bayesian A/B Testing (the chance).
    """
    check_trials(k1, n1)
    check_trials(k2, n2)
    check_events(0, 1, 0, 1, phi)
    check_shares(sure)
    check_counts(least)
    if not (n1 and n2):
        return NotYet("entrants", 1)
    if k1 + k2 < least:
        return NotYet("events", least - k1 - k2)
    parts = [(min(round(k / phi), whole), whole) for k, n in ((k1, n1), (k2, n2)) if (whole := max(1, round(n / phi)))]
    lo, hi = newcombe_interval(*parts[0], *parts[1])
    chance = chance_greater(*parts[0], *parts[1])
    return Comparison(k2 / n2 - k1 / n1, lo, hi, k1 + k2, 0.95, chance, judge_chance(chance, sure))


def events_needed(ratio: float, phi: float = 1.0) -> float:
    """Give the events before, in windows of the same length, that show a `ratio` of rates four times in five.

    ValueError for a ratio of 1, which nothing shows, or not from 1e-12 to 1e12, or phi below 1. Source: the normal
    approximation of the logarithm of a ratio; docs/compounding.md, "Before and after".
    """
    if not 1 / MOST <= ratio <= MOST or ratio == 1:
        raise ValueError(f"no number of events shows a ratio of {ratio}")
    check_events(0, 1, 0, 1, phi)
    return phi * POWER**2 * (1 + 1 / ratio) / log(ratio) ** 2


def trials_needed(p1: float, p2: float) -> float:
    """Give the trials on each side that show a change from the share `p1` to `p2` (0-1) four times in five.

    ValueError where both are the same, or one is outside 0 to 1. Source: the normal approximation of a difference;
    docs/compounding.md, "Before and after".
    """
    check_shares(p1, p2)
    if isclose(p1, p2, rel_tol=0, abs_tol=1e-12):
        raise ValueError("no number of trials shows a change that is none")
    return float(POWER**2 * (p1 * (1 - p1) + p2 * (1 - p2)) / (p2 - p1) ** 2)


def detectable_ratio(y1: float, t1: float, t2: float, phi: float = 1.0) -> float:
    """Give the smallest rise of a rate, as a ratio, that `y1` events in `t1` and a time `t2` after show mostly.

    The ratio r that solves r = exp(2.80 sqrt(1 / y1 + 1 / y2)) with y2 = r y1 t2 / t1. Times are in one unit, the
    same twice; `inf` beyond all floats. ValueError without an event, and else as for `compare_counts`.
    Source: the normal approximation of the logarithm of a ratio; docs/compounding.md, "Before and after".
    """
    check_events(0, t1, 0, t2, phi)
    if not 1 / MOST <= y1 <= MOST:
        raise ValueError("a ratio wants an event before")
    before, ratio = y1 / phi, 1.0
    for _ in range(1_000):
        exponent = POWER * sqrt(1 / before + t1 / (t2 * before * ratio))
        last, ratio = ratio, exp(exponent) if exponent < MOST_EXPONENT else inf
        if isclose(last, ratio, rel_tol=1e-15):
            break
    return ratio


def time_needed(y1: float, t1: float, ratio: float, phi: float = 1.0) -> float:
    """Give how long it takes after, in the unit of `t1`, until a `ratio` of rates shows four times in five.

    `y1` events came in the time `t1` before, which may be of another length. `inf` where they are too few for a change
    of that size, however long it goes on. ValueError as for `detectable_ratio`, and for a ratio of 1.
    Source: the normal approximation of the logarithm of a ratio; docs/compounding.md, "Before and after".
    """
    events_needed(ratio, phi)
    check_events(0, t1, 0, t1, phi)
    if not 1 / MOST <= y1 <= MOST:
        raise ValueError("a ratio wants an event before")
    left = (log(ratio) / POWER) ** 2 - phi / y1
    return t1 * phi / (y1 * ratio * left) if left > 0 else inf


def trials_left(k1: int, n1: int, p2: float, phi: float = 1.0) -> float:
    """Give the trials after that show a change from the share `k1` of `n1` to `p2` (0-1) four times in five.

    `inf` where those before are too few for it. ValueError unless k and n are whole, 0 <= k <= n, n above 0, phi 1 or
    more, and where nothing changes. Source: the normal approximation of a difference; docs/compounding.md, "Before and
    after".
    """
    check_trials(k1, n1)
    if not n1:
        raise ValueError("a share wants somebody before")
    p1 = k1 / n1
    trials_needed(p1, p2)
    check_events(0, 1, 0, 1, phi)
    left = ((p2 - p1) / POWER) ** 2 / phi - p1 * (1 - p1) / n1
    return p2 * (1 - p2) / left if left > 0 else inf


def shrink_dispersion(history: Sequence[float]) -> float:
    """Give how many times Poisson's the variance of weekly counts is, 1 or more, drawn towards 1.5 as by 4 more weeks.

    `history` holds the counts of weeks. Short ones say little: without a second week, or without an event, it is 1.5.
    ValueError for a count below 0 or that is no number. Source: docs/compounding.md, "Before and after".
    """
    check_all_counts(history)
    n, total = len(history), sum(history)
    if n < 2 or not total:
        return USUAL_DISPERSION
    squares = sum((count - total / n) ** 2 for count in history) / (total / n)
    return max(1.0, (squares + USUAL_WEIGHT * USUAL_DISPERSION) / (n - 1 + USUAL_WEIGHT))


def share_dispersion(counts: Sequence[int], trials: Sequence[int]) -> float:
    """Give how many times a binomial's the variance of weekly shares is, 1 or more, drawn towards 1 as by 4 more weeks.

    `counts` of `trials`, week by week. Without a second week, or where nobody or everybody came through, it is 1.
    ValueError unless each is 0 <= count <= trials, whole, and both are equally many. Source: Pearson's statistic;
    docs/compounding.md, "Before and after".
    """
    if len(counts) != len(trials):
        raise ValueError("shares want as many counts as trials")
    for k, n in zip(counts, trials, strict=True):
        check_trials(k, n)
    weeks, total, people = sum(n > 0 for n in trials), sum(counts), sum(trials)
    if weeks < 2 or not 0 < total < people:
        return 1.0
    share = total / people
    squares = sum((k - n * share) ** 2 / (n * share * (1 - share)) for k, n in zip(counts, trials, strict=True) if n)
    return max(1.0, (squares + USUAL_WEIGHT) / (weeks - 1 + USUAL_WEIGHT))
