"""Growth: the weekly trend of a count, which says so when it cannot tell."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, expm1, inf, isfinite, log, sqrt

from tinywins.compounding.checks import MOST, check_all_counts
from tinywins.compounding.distributions import t_quantile
from tinywins.compounding.estimates import Estimate, NotYet
from tinywins.compounding.weeks import Weeks, check_weeks

LEAST_WEEKS, LEAST_WINS, MOST_WEEKS = 8, 20, 52
LEAST_ACTIVE, ACTIVE_SHARE = 8, 0.5  # weeks that hold a count, and their share of those looked at
STEADY = 2.0  # per cent a week: what lies within is no change worth a word
GROWING, SHRINKING, STAYING, UNCLEAR = "growing", "shrinking", "steady", "cannot_tell"


@dataclass(frozen=True, slots=True)
class Trend:
    """A line through the logarithm of expected counts: `intercept` at x = 0 and `slope` per step of x.

    Both errors are those of Poisson counts. `dispersion` is Pearson's chi-squared over n - 2 degrees of freedom, and
    `fitted` the expected counts, one for each that was given.
    """

    intercept: float
    slope: float
    intercept_error: float
    error: float
    dispersion: float
    fitted: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Growth(Estimate):
    """Growth in per cent a week, from `n` weeks that hold `wins`, and its verdict.

    The verdict is `growing` or `shrinking` where the whole interval is on that side of 0, else `steady` where it lies
    within 2 per cent, else `cannot_tell`. `doubling` is in weeks, and there only where all of growth is above 0.
    `dispersion` and `rho` say how much more than Poisson's the scatter is, and how alike neighbouring weeks are; the
    interval is wider by both.
    """

    wins: float
    verdict: str
    doubling: Estimate | None
    slope: float
    error: float
    dispersion: float
    rho: float


def growth(weeks: Weeks, most: int = MOST_WEEKS) -> Growth | NotYet:
    """Estimate growth per week from the last full weeks, `most` at most, with a 95 % t interval.

    Quasi-Poisson regression on the week, exposure as an offset, its error times sqrt((1 + rho) / (1 - rho)). It is
    for counts without a ceiling: a habit that can be done seven times a week is compared instead (`compare_rates`).
    NotYet below 8 weeks or 20 wins, and until 8 of the weeks, and half of them, hold a win: one busy spell in an empty
    record is no trend. Nor are waves of months, which cannot be told from one: with a lag-1 correlation of .8 one in
    ten trendless records is called growing, and of those with one long spell in a quiet year up to one in five.

    ValueError for weeks that nobody has (`weeks_of`), or `most` below 1. Source: McCullagh & Nelder, Generalized
    Linear Models; Kendall 1954 (rho); docs/compounding.md, "Growth".
    """
    if not most >= 1:
        raise ValueError("growth looks at one week or more")
    check_weeks(weeks)
    weeks = weeks.last(most)
    n, wins = len(weeks.counts), sum(weeks.counts)
    if n < LEAST_WEEKS:
        return NotYet("weeks", LEAST_WEEKS - n)
    if wins < LEAST_WINS:
        return NotYet("wins", LEAST_WINS - int(wins))
    if missing := count_missing(weeks.counts, most):
        return NotYet("active_weeks", missing)
    places = weeks.places()
    trend = poisson_trend(weeks.counts, places, weeks.exposure)
    rho = correlate_neighbours(pearson_residuals(weeks.counts, trend.fitted), places, parameters=2, most=0.8)
    error = trend.error * sqrt(max(1.0, trend.dispersion) * (1 + rho) / (1 - rho))
    reach = t_quantile(0.975, n - 2) * error
    low, high = trend.slope - reach, trend.slope + reach
    doubling = Estimate(log(2) / trend.slope, log(2) / high, log(2) / low, n, 0.95) if low > 0 else None
    value, lo, hi = (100 * expm1(slope) if slope < 700 else inf for slope in (trend.slope, low, high))
    verdict = judge(lo, hi)
    return Growth(value, lo, hi, n, 0.95, wins, verdict, doubling, trend.slope, error, trend.dispersion, rho)


def count_missing(counts: Sequence[float], most: int) -> int:
    """Count how many more weeks in a row must hold a win until 8, and half of the last `most`, do; 0 where they do."""
    held, missing = [count > 0 for count in counts], 0
    while sum(held) < max(LEAST_ACTIVE, ACTIVE_SHARE * len(held)):
        held = [*held, True][-most:]
        missing += 1
    return missing


def judge(lo: float, hi: float) -> str:
    """Give the verdict on an interval in per cent a week."""
    if lo > 0:
        return GROWING
    if hi < 0:
        return SHRINKING
    return STAYING if lo >= -STEADY and hi <= STEADY else UNCLEAR


def poisson_trend(y: Sequence[float], x: Sequence[float], exposure: Sequence[float] = ()) -> Trend:
    """Fit log E y = log exposure + intercept + slope * x by maximum likelihood, with Newton's steps.

    `y` counts, `x` places in any unit and `exposure` shares (1 unless given) are of one length. ValueError for fewer
    than 3 counts, numbers that none of them can be, and where no finite slope is best, or none that a float can hold:
    with all that was counted at one end of x. Source: McCullagh & Nelder, Generalized Linear Models, 6.2.
    """
    shares = exposure or [1.0] * len(y)
    if not len(x) == len(y) == len(shares):
        raise ValueError("a trend wants a place, and a share, for each count")
    held = [place for place, count in zip(x, y, strict=True) if count > 0]
    if len(y) < 3 or not held or (max(held) == min(held) and held[0] in (min(x), max(x))):
        raise ValueError("a trend wants three counts, and something counted away from one end")
    check_all_counts(y)
    if not all(0 < share <= MOST for share in shares) or not all(isfinite(place) for place in x):
        raise ValueError("a trend wants places that are numbers, and shares above 0")
    try:
        trend = fit_trend(y, x, shares)
    except (ArithmeticError, ValueError):  # a square root or logarithm of what is none
        trend = None
    if trend is None or not isfinite(trend.slope + trend.intercept + trend.error + trend.intercept_error):
        raise ValueError("these places are too near, too far or too many for a slope")
    return trend


def fit_trend(y: Sequence[float], x: Sequence[float], shares: Sequence[float]) -> Trend:
    """Fit the line that `poisson_trend` checks for; an error where floats cannot hold it."""
    centre = sum(x) / len(x)
    xs = [place - centre for place in x]
    a, b = climb(y, xs, shares)
    fitted = expect_counts(xs, shares, a, b)
    total, middle, spread = weigh(fitted, xs)
    chi = sum(residual * residual for residual in pearson_residuals(y, fitted))
    intercept_error, error = sqrt(1 / total + (middle + centre) ** 2 / spread), sqrt(1 / spread)
    return Trend(a - b * centre, b, intercept_error, error, chi / (len(y) - 2), tuple(fitted))


def climb(y: Sequence[float], xs: Sequence[float], shares: Sequence[float]) -> tuple[float, float]:
    """Give the intercept and slope that are most likely: Newton's steps from no trend, halved where they overshoot."""
    a, b = log(sum(y) / sum(shares)), 0.0
    fitted = expect_counts(xs, shares, a, b)
    likelihood = log_likelihood(y, xs, fitted, a, b)
    for _ in range(100):
        total, middle, spread = weigh(fitted, xs)
        score = sum((count - mean) * (place - middle) for count, mean, place in zip(y, fitted, xs, strict=True))
        db = score / spread
        da = (sum(y) - total) / total - middle * db
        for _ in range(40):
            fitted = expect_counts(xs, shares, a + da, b + db)
            reached = log_likelihood(y, xs, fitted, a + da, b + db)
            if reached >= likelihood - 1e-9 * abs(likelihood):
                break
            da, db = da / 2, db / 2
        a, b, likelihood = a + da, b + db, reached
        if abs(da) < 1e-12 and abs(db) < 1e-12:
            break
    return a, b


def expect_counts(xs: Sequence[float], shares: Sequence[float], a: float, b: float) -> list[float]:
    """Give the expected counts of a line; what would be beyond all numbers is as large as they get."""
    return [share * exp(min(a + b * place, 700.0)) for place, share in zip(xs, shares, strict=True)]


def log_likelihood(y: Sequence[float], xs: Sequence[float], fitted: Sequence[float], a: float, b: float) -> float:
    """Give the log-likelihood of a line, less what does not depend on it."""
    return sum(count * (a + b * place) - mean for count, place, mean in zip(y, xs, fitted, strict=True))


def weigh(fitted: Sequence[float], xs: Sequence[float]) -> tuple[float, float, float]:
    """Give the sum of expected counts, the mean of x under them, and the sum of squares around it."""
    total = sum(fitted)
    middle = sum(mean * place for mean, place in zip(fitted, xs, strict=True)) / total
    return total, middle, sum(mean * (place - middle) ** 2 for mean, place in zip(fitted, xs, strict=True))


def pearson_residuals(y: Sequence[float], fitted: Sequence[float]) -> list[float]:
    """Give what each count differs from its expectation by, in Poisson standard deviations; 0 for none expected."""
    return [(count - mean) / sqrt(mean) if mean else 0.0 for count, mean in zip(y, fitted, strict=True)]


def correlate_neighbours(residuals: Sequence[float], places: Sequence[int], parameters: int, most: float) -> float:
    """Give the lag-1 correlation of residuals, 0 to `most`, freed of what fitting so many parameters took from it.

    Only neighbours one step apart are paired. The bias of a fitted mean or line is that of Kendall (1954).
    """
    n, square = len(residuals), sum(residual * residual for residual in residuals)
    if n <= parameters + 2 or not square:
        return 0.0
    together = sum(
        residuals[place] * residuals[place - 1] for place in range(1, n) if places[place] - places[place - 1] == 1
    )
    return min(most, max(0.0, (n * together / square + parameters) / (n - parameters - 2)))
