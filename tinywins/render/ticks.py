"""Ticks: where an axis has its marks. Values get round numbers, days the beginnings of weeks, months or years."""

from datetime import date
from math import ceil, floor, log10

from tinywins.domain.days import MONTHS, monday_of
from tinywins.domain.periods import first_of_month, number_of

MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1_200, 2_400, 6_000, 12_000, 120_000)
SHORT = 70  # days up to which weeks are marked
SMALLEST = 1e-12  # what differs less is the same
FEWEST = 3  # marks that a value axis may need: one on each side of 0, and 0


def nice_ticks(low: float, high: float, most: int, *, whole: bool = False) -> list[float]:
    """Give round numbers (1, 2 or 5 times a power of ten apart) from `low` to `high`, two or more.

    There are `most` at most, or three. The first is at or below `low` and the last at or above `high`, so that an axis
    over them holds all there is. Where both are the same value, the axis reaches from it to 0, or from 0 to 1. With
    `whole` the values are counts, and no tick is a fraction.
    """
    if high - low <= 1e-9 * max(abs(low), abs(high)):
        low, high = min(low, 0.0), max(high, 0.0)
    if high - low < SMALLEST:
        low, high = 0.0, 1.0
    most = max(FEWEST, most)
    step = 10.0 ** floor(log10((high - low) / (most - 1)))
    for factor in (1, 2, 5, 10, 20, 50):
        size = max(step * factor, 1.0) if whole else step * factor
        first, last = floor(low / size + 1e-9), ceil(high / size - 1e-9)
        if last - first < most:
            break
    return [tidy(place * size) for place in range(first, max(last, first + 1) + 1)]


def tidy(value: float) -> float:
    """Take off what binary fractions leave behind."""
    return float(f"{value:.12g}")


def write_tick(value: float, unit: str = "") -> str:
    """Write a tick's number as short as it is exact, thousands parted; the unit follows."""
    places = max(1, 12 - len(f"{abs(value):.0f}"))
    text = f"{value:,.{places}f}".rstrip("0").rstrip(".")
    return f"{text} {unit}" if unit and unit not in "%x" else f"{text}{unit}"


def day_ticks(first: int, last: int, most: int) -> list[tuple[int, str]]:
    """Give the days between two days that an axis marks, with their labels, `most` at most.

    Up to ten weeks these are Mondays (`2 Nov`), or the first day where there is no Monday; else the first days of
    months (`Nov`), every second, third ... where they are many; January shows its year.
    """
    if last - first <= SHORT:
        mondays = [day for day in range(monday_of(first), last + 1, 7) if day >= first] or [first]
        step = ceil(len(mondays) / max(1, most))
        return [(day, label_monday(day)) for day in mondays[::step]]
    begin, end = number_of("month", first), number_of("month", last)
    if first_of_month(begin) < first:
        begin += 1
    for step in MONTH_STEPS:
        months = range(begin + -begin % step, end + 1, step)
        if len(months) <= most:
            break
    return [(first_of_month(month), label_month(month)) for month in months or range(begin, begin + 1)]


def label_monday(day: int) -> str:
    """Write a day without its weekday."""
    when = date.fromordinal(day)
    return f"{when.day} {MONTHS[when.month - 1]}"


def label_month(month: int) -> str:
    """Write a month by its running number: its name, or the year for January."""
    year, place = divmod(month, 12)
    return str(year) if place == 0 else MONTHS[place]
