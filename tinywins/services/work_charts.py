"""Funnels, tweaks and answers as chart data: counts with their estimates. What they look like is for `render` to say.

Each is made from plain counts by the function beside it, so that whoever reads them from the log needs no more.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tinywins.compounding.comparing import (
    Comparison,
    compare_counts,
    compare_rates,
    events_needed,
    rate_interval,
    trials_needed,
)
from tinywins.compounding.estimates import Estimate, NotYet
from tinywins.compounding.funnels import Funnel, FunnelChange, funnel, funnel_change
from tinywins.compounding.proportions import wilson_interval
from tinywins.compounding.survival import TimeToAct, time_to_act
from tinywins.services.burn_ups import BurnUp

SURE_EARLY = 0.99  # what a look before the agreed day wants, because each is another chance for luck
LEAST_BASELINE = 4  # full weeks before, below which the comparison says so


@dataclass(frozen=True, slots=True)
class FunnelChart:
    """A funnel over a period: its tags and counts first to last, and a period before it where one is given.

    `first` and `last` are the days (ordinals) of the period, and `before_days` those of the one before. `targets` are
    pairs of a tag and the rate (0-1) that is wished for it.
    """

    name: str
    tags: tuple[str, ...]
    first: int
    last: int
    counts: tuple[int, ...]
    funnel: Funnel
    targets: tuple[tuple[str, float], ...] = ()
    before: tuple[int, ...] = ()
    before_days: tuple[int, int] | None = None
    before_funnel: Funnel | None = None
    change: FunnelChange | None = None


def lay_out_funnel(
    name: str,
    tags: Sequence[str],
    days: tuple[int, int],
    counts: Sequence[int],
    *,
    targets: Iterable[tuple[str, float]] = (),
    before: Sequence[int] | None = None,
    before_days: tuple[int, int] | None = None,
) -> FunnelChart:
    """Describe a funnel by its counts, beside those of an earlier period if they are given.

    ValueError for fewer than two counts, one that is not whole, or one above that of the step before.
    """
    found = FunnelChart(name, tuple(tags), *days, tuple(counts), funnel(counts), tuple(targets))
    if before is None:
        return found
    return FunnelChart(
        found.name,
        found.tags,
        found.first,
        found.last,
        found.counts,
        found.funnel,
        found.targets,
        tuple(before),
        before_days,
        funnel(before),
        funnel_change(before, counts),
    )


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a tweak: its days (ordinals, both included), the events on them, and of a share out of how many."""

    first: int
    last: int
    events: int
    of: int | None = None

    @property
    def weeks(self) -> float:
        """How many weeks it has."""
        return max(0, self.last - self.first + 1) / 7


@dataclass(frozen=True, slots=True)
class TweakChart:
    """A tweak, before and after.

    It counts `measure`, or its share of `per`. `rates` are those of both sides, a week or 0-1, each with its interval;
    None where there is nothing to divide by. `review` is the day (ordinal) of the verdict; `is_collecting` says that it
    is still to come, and then `comparison` is for nobody to see. `needed` is how many events (of a share, trials) each
    side takes to show a change by the factor `size`; None where no size was named.
    """

    title: str
    measure: str
    per: str
    before: Side
    after: Side
    rates: tuple[Estimate | None, Estimate | None]
    comparison: Comparison | NotYet
    review: int | None
    is_collecting: bool
    size: float | None = None
    needed: float | None = None


def lay_out_tweak(
    title: str,
    measure: str,
    before: Side,
    after: Side,
    today: int,
    *,
    per: str = "",
    phi: float = 1.0,
    review: int | None = None,
    stopped: bool = False,
    size: float | None = None,
) -> TweakChart:
    """Compare both sides of a tweak, counts of whole weeks or shares.

    `phi` is how the weeks scatter (`shrink_dispersion`). Until the day of review it collects; without one, or once it
    is stopped, a look wants to be surer. ValueError for counts that nothing can have.
    """
    is_collecting = review is not None and today < review and not stopped
    sure = 0.975 if review is not None and today >= review else SURE_EARLY
    if per:
        found = compare_rates(before.events, before.of or 0, after.events, after.of or 0, sure=sure)
        rates = tuple(share_of(side) for side in (before, after))
        needed = find_trials(rates[0], size)
    else:
        has_weeks = before.weeks > 0 and after.weeks > 0
        found = (
            compare_counts(before.events, before.weeks, after.events, after.weeks, phi, sure=sure)
            if has_weeks
            else NotYet("weeks", 1)
        )
        rates = tuple(rate_of(side, phi) for side in (before, after))
        needed = events_needed(size, phi) if size and size != 1 else None
    return TweakChart(
        title, measure, per, before, after, (rates[0], rates[1]), found, review, is_collecting, size, needed
    )


def share_of(side: Side) -> Estimate | None:
    """Give the share of a side with its interval (Wilson 1927); None with nobody to share."""
    if not side.of:
        return None
    return Estimate(side.events / side.of, *wilson_interval(side.events, side.of), side.of, 0.95)


def rate_of(side: Side, phi: float) -> Estimate | None:
    """Give the events a week of a side with their interval; None without a week."""
    return rate_interval(side.events, side.weeks, phi) if side.weeks else None


def find_trials(before: Estimate | None, size: float | None) -> float | None:
    """Give the trials on each side that show a share changed by a factor; None where that is no share."""
    if before is None or not size or size == 1 or not 0 < before.value < 1 or before.value * size >= 1:
        return None
    return trials_needed(before.value, before.value * size)


@dataclass(frozen=True, slots=True)
class AnswersChart:
    """How soon feedback is acted on: the estimate of all of it, what is open, and groups of it by name.

    `open_ages` are the days that each open thing has waited, oldest first; `acted` and `declined` split those closed.
    """

    found: TimeToAct | NotYet
    open_ages: tuple[float, ...]
    acted: int
    declined: int
    groups: tuple[tuple[str, TimeToAct | NotYet], ...] = ()

    @property
    def closed(self) -> int:
        """How many were closed, either way."""
        return self.acted + self.declined


def lay_out_answers(
    items: Iterable[tuple[float, bool]],
    *,
    declined: int = 0,
    groups: Iterable[tuple[str, Iterable[tuple[float, bool]]]] = (),
) -> AnswersChart:
    """Estimate the time to act from pairs: days from opening to the act, or to now, and whether there was an act.

    `declined` of those closed were declined. `groups` are named parts of the same, such as a channel or a quarter.
    ValueError for an age below 0.
    """
    items = list(items)
    ages = sorted((age for age, acted in items if not acted), reverse=True)
    closed = len(items) - len(ages)
    parts = tuple((name, time_to_act(part)) for name, part in groups)
    return AnswersChart(time_to_act(items), tuple(ages), closed - declined, declined, parts)


@dataclass(frozen=True, slots=True)
class WorkCharts:
    """All that a report has of work."""

    goals: tuple[BurnUp, ...] = ()
    funnels: tuple[FunnelChart, ...] = ()
    answers: AnswersChart | None = None
    tweaks: tuple[TweakChart, ...] = ()


NO_WORK = WorkCharts()
