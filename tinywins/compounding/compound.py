"""The compounding curve: what one's own measured rate would come to, beside the slogan of one per cent a day.

No further ahead than the record is long, and only where growth is established: a straight line and an exponential
look alike on the records that people have.
"""

from dataclasses import dataclass
from math import inf, isfinite, log, log1p

from tinywins.compounding.estimates import Estimate, NotYet
from tinywins.compounding.trends import GROWING, Growth, growth
from tinywins.compounding.weeks import Weeks

FARTHEST = 26  # weeks
SLOGAN = 0.01  # a day


@dataclass(frozen=True, slots=True)
class Compound:
    """Where a pace would go: factors after 0, 1, 2 ... weeks, today's being 1, up to the horizon.

    `factors` are those of one's own growth, with the interval of it, and empty unless its verdict is `growing`.
    `slogan` are those of 1 % a day, which is compound interest and no finding about people.
    """

    growth: Growth
    factors: tuple[Estimate, ...]
    slogan: tuple[float, ...]


def compound_curve(weeks: Weeks) -> Compound | NotYet:
    """Give the curve from one's weeks, as far ahead as there are full weeks, 26 at most; NotYet as `growth` is.

    ValueError for weeks that nobody has. Source: `growth`, and docs/compounding.md, "Growth".
    """
    found = growth(weeks)
    if isinstance(found, NotYet):
        return found
    horizon = range(min(len(weeks.counts), FARTHEST) + 1)
    slogan = tuple(compound_factor(SLOGAN, 7 * week) for week in horizon)
    if found.verdict != GROWING:
        return Compound(found, (), slogan)
    value, lo, hi = (
        [compound_factor(rate / 100, week) for week in horizon] for rate in (found.value, found.lo, found.hi)
    )
    factors = tuple(Estimate(*ends, found.n, found.level) for ends in zip(value, lo, hi, strict=True))
    return Compound(found, factors, slogan)


def compound_factor(rate: float, periods: float) -> float:
    """Give (1 + rate) to the power of `periods`, `inf` beyond all floats; `rate` is above -1, .01 for one per cent.

    ValueError for a rate of -1 or less, and for what is no finite number of periods; an infinite rate stays so. Source:
    compound interest, and docs/compounding.md, "Growth".
    """
    if not (rate > -1 and isfinite(periods)):
        raise ValueError("a rate is above -1, and periods are a number")
    try:
        return float((1 + rate) ** periods)
    except OverflowError:
        return inf


def doubling_periods(rate: float) -> float | None:
    """Give the periods after which a `rate` (.01 for one per cent) has doubled what it grows.

    None where it does not grow; `inf` beyond all floats. ValueError for a rate that is no finite number. Source:
    compound interest, and docs/compounding.md, "Growth".
    """
    if not isfinite(rate):
        raise ValueError("a rate is a number, .01 for one per cent")
    return log(2) / log1p(rate) if rate > 0 else None
