"""Weeks and days: wins laid out in time, ready to be fitted or drawn. Days are ordinals; a week is Monday to Sunday."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tinywins.compounding.checks import MOST, check_all_counts
from tinywins.domain.days import monday_of

LEAST_ACTIVE = 2  # days of a week that must be active for it to count
LAST_DAY = 3_652_059  # 31 December 9999

Grid = tuple[tuple[int | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Weeks:
    """Full weeks, oldest first: their Mondays, what was counted in each, and the share of it (0-1) that was active.

    The three have the same length. A week that was hardly active is missing, so Mondays may be further apart than 7.
    """

    mondays: tuple[int, ...]
    counts: tuple[float, ...]
    exposure: tuple[float, ...]

    def last(self, most: int) -> "Weeks":
        """Give the last weeks of these, `most` at most."""
        place = max(0, len(self.mondays) - most)
        return Weeks(self.mondays[place:], self.counts[place:], self.exposure[place:])

    def places(self) -> list[int]:
        """Give the number of each week, counted from the first of them, which is 0."""
        return [(monday - self.mondays[0]) // 7 for monday in self.mondays]


def weeks_of(counts: Sequence[float], exposure: Sequence[float] = ()) -> Weeks:
    """Make weeks in a row from counts, oldest first, and their active shares (0-1), which are 1 unless given.

    The Mondays are made up: 1, 8, 15 ... ValueError for a count below 0 or that is no number, a share that is not
    above 0 and at most 1, or another number of shares than of counts. Source: docs/compounding.md, "Laid out in time".
    """
    shares = exposure or [1.0] * len(counts)
    weeks = Weeks(tuple(range(1, 7 * len(counts) + 1, 7)), tuple(counts), tuple(shares))
    check_weeks(weeks)
    return weeks


def check_weeks(weeks: Weeks) -> None:
    """Raise ValueError for counts, active shares or Mondays that no weeks have."""
    counts, shares, mondays = weeks.counts, weeks.exposure, weeks.mondays
    if not len(shares) == len(counts) == len(mondays) or not all(1 / MOST <= share <= 1 for share in shares):
        raise ValueError("weeks want as many counts as active shares, which are above 0 and 1 at most")
    check_all_counts(counts)
    if list(mondays) != sorted(set(mondays)):
        raise ValueError("weeks come oldest first, each once")


def check_span(first: int, last: int) -> None:
    """Raise ValueError for days that are no ordinals of the years 1 to 9999."""
    if not (0 < first <= LAST_DAY and 0 < last <= LAST_DAY):
        raise ValueError("days are ordinals, as date.toordinal gives them")


def weekly(wins_by_day: Mapping[int, float], first: int, today: int, paused: Iterable[int] = ()) -> Weeks:
    """Count by week, from the one that holds the day `first` to the last that is over on `today`.

    The week of today is left out, however little of it is to come: a part of a week always looks like a fall. A day
    before `first` is not active, and neither is one of `paused`, unless something was won on it. A week with fewer
    than two active days is left out. A day that `wins_by_day` does not hold has no win. Where a record begins with a
    win by its nature, `first` is better the day after: that one win had to be, and says nothing of the pace.

    Days are ordinals. ValueError for days that are none, or a count below 0 or that is no number. Source:
    docs/compounding.md, "Laid out in time".
    """
    check_span(first, today)
    check_all_counts(wins_by_day.values())
    begin, end = monday_of(first), monday_of(today)
    length = max(0, (end - begin) // 7)
    counts: list[float] = [0] * length
    active = [7] * length
    if length:
        active[0] -= first - begin
    for day, count in wins_by_day.items():
        if first <= day < end:
            counts[(day - begin) // 7] += count
    for day in set(paused):
        if first <= day < end and not wins_by_day.get(day):
            active[(day - begin) // 7] -= 1
    kept = [place for place in range(length) if active[place] >= LEAST_ACTIVE]
    return Weeks(
        tuple(begin + 7 * place for place in kept),
        tuple(counts[place] for place in kept),
        tuple(active[place] / 7 for place in kept),
    )


def cumulative(wins_by_day: Mapping[int, float], first: int, today: int) -> tuple[float, ...]:
    """Give the total at the end of each day from `first` to `today`, both included; empty where first is later.

    Days are ordinals; a day without a value adds 0. ValueError for days that are none, or a count below 0 or that is
    no number. Source: docs/compounding.md, "Laid out in time".
    """
    check_span(first, today)
    check_all_counts(wins_by_day.values())
    total: float = 0
    totals = []
    for day in range(first, today + 1):
        total += wins_by_day.get(day, 0)
        totals.append(total)
    return tuple(totals)


def calendar(values_by_day: Mapping[int, int], first: int, last: int) -> Grid:
    """Give the days from `first` to `last`, both included, as rows of seven, a row a week, Monday first.

    A day without a value has 0; None stands for the days of the first and last week that lie outside the span. The
    first row begins with the Monday of the week that holds `first`. Empty where `last` is earlier.

    Days are ordinals; values are given back as they are. ValueError for days that are none. Source:
    docs/compounding.md, "Laid out in time".
    """
    check_span(first, last)
    if last < first:
        return ()
    return tuple(
        tuple(values_by_day.get(day, 0) if first <= day <= last else None for day in range(monday, monday + 7))
        for monday in range(monday_of(first), last + 1, 7)
    )
