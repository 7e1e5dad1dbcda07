"""The weeks of a tweak: which are looked at before and after its start, what they hold, and what it comes to.

All of it is a function of days and counts, so that what nobody may meddle with can be tried a thousand times.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from math import inf

from tinywins.compounding.comparing import (
    Comparison,
    compare_counts,
    compare_rates,
    detectable_ratio,
    share_dispersion,
    shrink_dispersion,
    time_needed,
    trials_left,
)
from tinywins.compounding.estimates import NotYet
from tinywins.compounding.weeks import weekly
from tinywins.domain.days import MIN_DAY, monday_of
from tinywins.domain.tweaks import TRIGGER_WEEKS

Counts = Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Spans:
    """The days that are looked at, first and last: before, and after until the review. A last before its first: none.

    Both hold whole weeks, Monday to Sunday.
    """

    before: tuple[int, int]
    after: tuple[int, int]

    @property
    def planned(self) -> int:
        """How many full weeks lie between the start and the review."""
        return max(0, (self.after[1] + 1 - self.after[0]) // 7)


@dataclass(frozen=True, slots=True)
class Side:
    """The full weeks on one side of a start: their Mondays, counts, trials (none unless it is a share), active parts.

    The four have the same length, but `trials` may be empty. A week in which nearly all days paused is missing.
    """

    mondays: tuple[int, ...]
    counts: tuple[int, ...]
    trials: tuple[int, ...]
    active: tuple[float, ...]

    @property
    def events(self) -> int:
        """What was counted in all."""
        return sum(self.counts)

    @property
    def people(self) -> int:
        """What a share is of, in all."""
        return sum(self.trials)

    @property
    def weeks(self) -> float:
        """The time that it took, in weeks."""
        return sum(self.active)


@dataclass(frozen=True, slots=True)
class Needed:
    """What it takes to see a change four times in five.

    `after` is how many must come after the start (of a share, trials): `inf` where those before are too few.
    `weeks` is how many more full weeks that takes at the present rate: `inf` too, 0 where there are enough.
    `visible` is the smallest rise, as a ratio, that the weeks until the review would mostly show; None where unknown.
    """

    ratio: float
    after: float
    weeks: float
    visible: float | None


def plan_spans(start: int, review: int, stopped: int | None, weeks: int) -> Spans:
    """Plan the days that are looked at.

    Before: so many full weeks, which end two full weeks before the week of the start. After: the full weeks from the
    first Monday on or after the start that are over before the day of the review, or on which it was stopped.
    """
    last = monday_of(start) - 7 * TRIGGER_WEEKS - 1
    end = review if stopped is None else min(review, stopped)
    return Spans((max(MIN_DAY, last + 1 - 7 * weeks), last), (first_monday(start), monday_of(end) - 1))


def first_monday(day: int) -> int:
    """Give the first Monday on or after a day."""
    return monday_of(day + 6)


def fill_side(
    span: tuple[int, int], counts: Counts, trials: Counts | None, begin: int, today: int, paused: Collection[int]
) -> Side:
    """Count the full weeks of a span that are over, from the record's first full week on."""
    first, end = max(span[0], first_monday(begin)), min(span[1] + 1, today)
    if end <= first:
        return Side((), (), (), ())
    both = {day: counts.get(day, 0) + (trials or {}).get(day, 0) for day in {*counts, *(trials or ())}}
    found = weekly(both, first, end, paused)

    def sum_week(monday: int, values: Counts) -> int:
        return sum(values.get(day, 0) for day in range(monday, monday + 7))

    return Side(
        found.mondays,
        tuple(sum_week(monday, counts) for monday in found.mondays),
        tuple(sum_week(monday, trials) for monday in found.mondays) if trials is not None else (),
        found.exposure,
    )


def find_dispersion(before: Side) -> float:
    """Give how many times as much as by chance alone the weeks before scatter, 1 or more."""
    return share_dispersion(before.counts, before.trials) if before.trials else shrink_dispersion(before.counts)


def compare_sides(before: Side, after: Side) -> Comparison | NotYet:
    """Compare after with before; NotYet where there is too little, a full week on either side among it."""
    for name, side in (("before", before), ("after", after)):
        if not side.mondays:
            return NotYet(name, 1)
    phi = find_dispersion(before)
    if before.trials:
        return compare_rates(before.events, before.people, after.events, after.people, phi)
    return compare_counts(before.events, before.weeks, after.events, after.weeks, phi)


def find_needed(before: Side, after: Side, ratio: float, planned: int) -> Needed | None:
    """Find what it takes to see a change by a ratio; None where nothing came before."""
    if not before.events or not before.weeks:
        return None
    if before.trials:
        return find_share_needed(before, after, ratio, planned)
    y1, t1, phi = before.events, before.weeks, find_dispersion(before)
    events = time_needed(y1, t1, ratio, phi) * ratio * y1 / t1
    rate = after.events / after.weeks if after.events else y1 / t1
    more = max(0.0, events - after.events) / rate
    visible = detectable_ratio(y1, t1, planned, phi) if planned and ratio > 1 else None
    return Needed(ratio, events, more, visible)


def find_share_needed(before: Side, after: Side, ratio: float, planned: int) -> Needed | None:
    """Find how many trials it takes to see a share change by a ratio; None where there is no such share."""
    k1, n1 = before.events, before.people
    if k1 >= n1 or k1 * ratio >= n1:
        return None
    phi = find_dispersion(before)
    people = trials_left(k1, n1, ratio * k1 / n1, phi)
    rate = after.people / after.weeks if after.people else n1 / before.weeks
    ahead = after.people + max(0, planned - len(after.mondays)) * rate
    visible = find_visible(k1, n1, ahead, phi) if planned and ratio > 1 else None
    return Needed(ratio, people, max(0.0, people - after.people) / rate, visible)


def find_visible(k1: int, n1: int, n2: float, phi: float) -> float:
    """Give the smallest rise of a share, as a ratio, that so many trials after mostly show; `inf` for none."""
    share = k1 / n1
    low, high = share, 1.0
    if not n2 or trials_left(k1, n1, high, phi) > n2:
        return inf
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (low, middle) if middle > share and trials_left(k1, n1, middle, phi) <= n2 else (middle, high)
    return high / share
