"""Periods: the ISO week and the calendar month that a day lies in, and the same date of an earlier one."""

from datetime import date

from tinywins.domain.days import MAX_DAY, monday_of


def first_of(period: str, day: int) -> int:
    """Give the first day of the week or month that holds a day."""
    return monday_of(day) if period == "week" else day - date.fromordinal(day).day + 1


def last_of(period: str, day: int) -> int:
    """Give the last day of the week or month that holds a day."""
    last = monday_of(day) + 6 if period == "week" else first_of_month(number_of("month", day) + 1) - 1
    return min(last, MAX_DAY)


def number_of(period: str, day: int) -> int:
    """Give the running number of the week or month that holds a day."""
    if period == "week":
        return (day - 1) // 7
    when = date.fromordinal(day)
    return when.year * 12 + when.month - 1


def first_of_number(period: str, number: int) -> int:
    """Give the first day of the week or month with a running number."""
    return number * 7 + 1 if period == "week" else first_of_month(number)


def first_of_month(number: int) -> int:
    """Give the first day of the month with a running number; after the calendar's last one, the day that follows."""
    year, month = divmod(number, 12)
    return date(year, month + 1, 1).toordinal() if year < 10_000 else date.max.toordinal() + 1


def span_of(period: str, day: int) -> tuple[int, int]:
    """Give the first and the last day of the week, month, quarter or year that holds a day."""
    if period in ("week", "month"):
        return first_of(period, day), last_of(period, day)
    months = 3 if period == "quarter" else 12
    number = number_of("month", day) // months * months
    return first_of_month(number), first_of_month(number + months) - 1


def same_day_before(period: str, day: int) -> int | None:
    """Give the day a year or a month before, on the same date; None where the calendar has none, as of a 31st."""
    when = date.fromordinal(day)
    year, month = divmod(number_of("month", day) - (12 if period == "year" else 1), 12)
    try:
        return date(year, month + 1, when.day).toordinal()
    except ValueError:
        return None
