"""Forecast: how many wins lie ahead and when a goal is reached, from one negative binomial.

The total of the next h weeks has mean h * rate and variance dispersion * h * rate * (1 + h / W): the scatter of weeks,
and not knowing the rate. At dispersion 1 that is the Gamma-Poisson predictive exactly. Drawing past weeks at random
instead gives "80 %" ranges that hold 40 to 70 % of what comes, so it is not done here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from tinywins.compounding.checks import MOST
from tinywins.compounding.distributions import find_first, negative_binomial_at_least, negative_binomial_quantile
from tinywins.compounding.estimates import Estimate, NotYet
from tinywins.compounding.trends import correlate_neighbours, pearson_residuals
from tinywins.compounding.weeks import Weeks, check_weeks

LEAST_WEEKS, ROUGH_BELOW, CORRELATED_FROM, MOST_WEEKS = 4, 8, 12, 26
FARTHEST = 260  # weeks ahead, beyond which no week is named
LONGEST = 5_200  # weeks of a fan, a hundred years


@dataclass(frozen=True, slots=True)
class Pace:
    """Wins a week as they have been: the mean `rate`, how many times Poisson's their variance is, and from how much.

    `n` weeks were active for `exposure` whole ones together. `rho` is the lag-1 correlation that `dispersion` makes
    up for. `rough` says that there are fewer than 8, so that ranges are wide and yet too narrow.
    """

    rate: float
    dispersion: float
    rho: float
    exposure: float
    n: int
    rough: bool


@dataclass(frozen=True, slots=True)
class Fan:
    """New wins by the end of the 1st, 2nd ... week from now: the median with its 50 % and with its 80 % range."""

    pace: Pace
    half: tuple[Estimate, ...]
    likely: tuple[Estimate, ...]


@dataclass(frozen=True, slots=True)
class Completion:
    """When a goal is reached, in weeks from now.

    `even` is the first week by whose end the odds are 50 %, `sure` that of 85 %; None beyond 260 weeks. `curve` holds
    the chance (0-1) of being done by the end of the 1st, 2nd ... week, up to 95 % or week 260. `by_deadline` is the
    chance at the deadline and `needed` the wins a week that it asks for; both None without one, `needed` also where it
    is over. With nothing remaining all is done, and there is no pace.
    """

    remaining: float
    even: int | None
    sure: int | None
    by_deadline: float | None
    needed: float | None
    curve: tuple[float, ...]
    pace: Pace | None


def find_pace(weeks: Weeks, most: int = MOST_WEEKS) -> Pace | NotYet:
    """Give the pace of the last full weeks, `most` at most; NotYet below 4 weeks or 1 win.

    The rate is (wins + 1/2) / exposure, and the dispersion Pearson's chi-squared over n - 1, at least 1; from 12 weeks
    on times (1 + rho) / (1 - rho), rho at most .6, because busy weeks come in spells. Wins a week.

    ValueError for weeks that nobody has (`weeks_of`), or `most` below 1. Source: McCullagh & Nelder, Generalized Linear
    Models (the dispersion); Kendall 1954 (rho); docs/compounding.md, "What lies ahead".
    """
    if not most >= 1:
        raise ValueError("a pace looks at one week or more")
    check_weeks(weeks)
    weeks = weeks.last(most)
    n, wins, exposure = len(weeks.counts), sum(weeks.counts), sum(weeks.exposure)
    if n < LEAST_WEEKS:
        return NotYet("weeks", LEAST_WEEKS - n)
    if not wins:
        return NotYet("wins", 1)
    return estimate_pace(weeks, wins, exposure)


def estimate_pace(weeks: Weeks, wins: float, exposure: float) -> Pace:
    """Give the pace of any two weeks or more; without a win it is half a one in all of them."""
    n, rho, dispersion = len(weeks.counts), 0.0, 1.0
    if wins:
        fitted = [share * wins / exposure for share in weeks.exposure]
        residuals = pearson_residuals(weeks.counts, fitted)
        dispersion = max(1.0, sum(residual * residual for residual in residuals) / (n - 1))
        if n >= CORRELATED_FROM:
            rho = correlate_neighbours(residuals, weeks.places(), parameters=1, most=0.6)
    dispersion *= (1 + rho) / (1 - rho)
    return Pace((wins + 0.5) / exposure, dispersion, rho, exposure, n, n < ROUGH_BELOW)


def predict(pace: Pace, horizon: float) -> tuple[float, float]:
    """Give r and p of the negative binomial of the total over `horizon` weeks, which is above 0."""
    excess = pace.dispersion - 1 + pace.dispersion * horizon / pace.exposure  # of the variance over the mean
    return horizon * pace.rate / excess, 1 / (1 + excess)


def predict_ranges(pace: Pace, horizon: float, levels: Sequence[float]) -> list[Estimate]:
    """Give the median of the total over `horizon` weeks with, for each of `levels`, the range that is so likely."""
    r, p = predict(pace, horizon)
    value = negative_binomial_quantile(0.5, r, p)
    lows, highs = ([negative_binomial_quantile((1 + sign * level) / 2, r, p) for level in levels] for sign in (-1, 1))
    return [Estimate(value, lo, hi, pace.n, level) for lo, hi, level in zip(lows, highs, levels, strict=True)]


def fan(weeks: Weeks, horizon: int) -> Fan | NotYet:
    """Forecast the total of each of the next weeks, 1 to `horizon`; NotYet below 4 full weeks or 1 win.

    Wins. On independent weeks the 80 % range holds 70 to 90 % of what comes, in busy spells 60 to 80 %.

    ValueError for weeks that nobody has, or a horizon that is not 0 to 5,200. Source: the Gamma-Poisson predictive
    distribution; docs/compounding.md, "What lies ahead".
    """
    if not 0 <= horizon <= LONGEST:
        raise ValueError("a fan reaches 0 to 5,200 weeks ahead")
    pace = find_pace(weeks)
    if isinstance(pace, NotYet):
        return pace
    ranges = [predict_ranges(pace, week, (0.5, 0.8)) for week in range(1, horizon + 1)]
    return Fan(pace, tuple(half for half, _ in ranges), tuple(likely for _, likely in ranges))


def chance_by(pace: Pace, remaining: float, horizon: float) -> float:
    """Give the chance (0-1) of `remaining` more wins within `horizon` weeks: 1 for none, 0 without time.

    Parts of a win count as one. ValueError for a pace that nobody has, or numbers beyond 1e12. Source: the
    Gamma-Poisson predictive distribution; docs/compounding.md, "What lies ahead".
    """
    check_pace(pace)
    check_goal(remaining, horizon)
    if remaining <= 0:
        return 1.0
    return negative_binomial_at_least(ceil(remaining), *predict(pace, horizon)) if horizon > 1 / MOST else 0.0


def check_goal(remaining: float, horizon: float) -> None:
    """Raise ValueError for wins or weeks beyond 1e12, or that are no numbers; below 0 is none left."""
    if not (abs(remaining) <= MOST and abs(horizon) <= MOST):
        raise ValueError("what remains, and the weeks for it, are numbers up to 1e12")


def check_pace(pace: Pace) -> None:
    """Raise ValueError for a rate, a scatter or weeks that no pace has."""
    if not (all(1 / MOST <= one <= MOST for one in (pace.rate, pace.exposure)) and 1 <= pace.dispersion <= MOST):
        raise ValueError("a pace has a rate and weeks above 0, and a dispersion of 1 or more")


def first_week(pace: Pace, remaining: float, chance: float) -> int | None:
    """Give the first week by whose end `remaining` more are there with this chance; None beyond 260 weeks."""
    if chance_by(pace, remaining, FARTHEST) < chance:
        return None
    return find_first(0, FARTHEST, lambda week: chance_by(pace, remaining, week) >= chance)


def completion(weeks: Weeks, remaining: float, deadline: float | None = None) -> Completion | NotYet:
    """Say when `remaining` more wins are there, and with what chance within `deadline` weeks from now.

    NotYet below 4 full weeks or 1 win, unless nothing remains. ValueError for weeks that nobody has, or numbers beyond
    1e12. Source: the Gamma-Poisson predictive distribution; docs/compounding.md, "What lies ahead".
    """
    check_goal(remaining, deadline or 0)
    if remaining <= 0:
        by_deadline, needed = (None, None) if deadline is None else (1.0, 0.0)
        return Completion(remaining, 0, 0, by_deadline, needed, (), None)
    pace = find_pace(weeks)
    if isinstance(pace, NotYet):
        return pace
    by_deadline = None if deadline is None else chance_by(pace, remaining, deadline)
    needed = remaining / deadline if deadline is not None and deadline > 1 / MOST else None
    even, sure = (first_week(pace, remaining, chance) for chance in (0.5, 0.85))
    end = first_week(pace, remaining, 0.95) or FARTHEST
    curve = tuple(chance_by(pace, remaining, week) for week in range(1, end + 1))
    return Completion(remaining, even, sure, by_deadline, needed, curve, pace)
