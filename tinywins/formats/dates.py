"""Days as other programs write them: read where they are certain, and refused with what they could be elsewhere."""

import re
from datetime import date

from tinywins.domain.datewords import LONG_MONTHS, find_name
from tinywins.errors import UsageError

ORDERS = ("dmy", "mdy", "ymd")
NUMBERS = re.compile(r"(\d{1,4})([./ -]) ?(\d{1,2})\2 ?(\d{1,4})\.?")
COMPACT = re.compile(r"\d{8}")
NAMED = (  # 16 Nov 2026, 16. November 2026, Nov 16, 2026
    (re.compile(r"(\d{1,2})\.?[ -]([A-Za-z]{3,9})\.?,?[ -](\d{4})"), (3, 2, 1)),
    (re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})"), (3, 1, 2)),
)
MIDNIGHT = re.compile(r"[T ]0?0:00(:00(\.0+)?)?(Z|[+-]00:?00)?")
CENTURY = 2000  # of a year in two digits, once the order is said


def make_iso(year: int, month: int, day: int) -> str:
    """Give ISO text of a date; ValueError where there is none such."""
    return date(year, month, day).isoformat()


def split_numbers(text: str) -> tuple[str, str, str] | None:
    """Give the three numbers of a date that is written with them, or None."""
    if found := NUMBERS.fullmatch(text):
        return found[1], found[3], found[4]
    return None


def arrange(parts: tuple[str, str, str], order: str) -> str:
    """Give ISO text of three numbers in an order; ValueError where that is no date."""
    year, month, day = (parts[order.index(sign)] for sign in "ymd")
    if len(year) not in (2, 4) or len(month) > 2 or len(day) > 2:
        raise ValueError(order)
    return make_iso(int(year) + (CENTURY if len(year) == 2 else 0), int(month), int(day))


def read_named(text: str) -> str | None:
    """Read a date whose month is a word, in English; None where it is none."""
    for form, (year, month, day) in NAMED:
        if found := form.fullmatch(text):
            place = find_name(found[month].lower(), LONG_MONTHS)
            return None if place is None else make_iso(int(found[year]), place + 1, int(found[day]))
    return None


def read_foreign_day(text: str, order: str | None) -> str:
    """Read a day into ISO text; UsageError where it is none, or could be several and `order` does not say which."""
    typed = text.strip()
    if len(typed) > 10 and (tail := MIDNIGHT.search(typed)) and tail.end() == len(typed):
        typed = typed[: tail.start()]
    try:
        if (named := read_named(typed)) is not None:
            return named
        if COMPACT.fullmatch(typed) and order in (None, "ymd"):
            return make_iso(int(typed[:4]), int(typed[4:6]), int(typed[6:]))
        parts = split_numbers(typed)
        if parts and len(parts[0]) == 4 and order in (None, "ymd"):
            return arrange(parts, "ymd")
        if parts and order:
            return arrange(parts, order)
    except ValueError:
        raise UsageError(f"'{text[:40]}' is no day of the calendar{say_order(order)}.") from None
    if parts:
        raise UsageError(f"'{text[:40]}' {say_readings(parts)}.")
    raise UsageError(f"'{text[:40]}' is no day such as 2026-11-16. A time of day is read with at=.")


def say_order(order: str | None) -> str:
    """Say in which order a date was read."""
    return f" in the order {order}" if order else ""


def say_readings(parts: tuple[str, str, str]) -> str:
    """Say what three numbers could mean, and how to say which is meant."""
    found = []
    for order in ORDERS:
        try:
            found.append((arrange(parts, order), order))
        except ValueError:
            continue
    if not found:
        return "is no day of the calendar"
    said = " or ".join(f"{day} (--dates {order})" for day, order in found)
    return f"{'could be' if len(found) > 1 else 'is not read unasked; it would be'} {said}"
