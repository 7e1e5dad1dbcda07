"""Date words: the small strict grammar in which a person names a day or a time; the rest is refused.

Words read backward from today, today included; with `forward` they read forward, today included.
"""

from datetime import date

from tinywins.domain.days import MAX_DAY, MIN_DAY
from tinywins.errors import UsageError

LONG_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
LONG_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
HALF_A_YEAR = 183  # days
LEAP_CYCLE = 8  # years from one 29 February to the next, at most
NEAR_DAYS = {"yesterday": -1, "today": 0, "tomorrow": 1}
BACKWARD_FORMS = "Write today, yesterday, -3, -2w, 3 days ago, mon, last fri, 20 nov or 2026-11-20."
FORWARD_FORMS = "Write today, tomorrow, +3, +2w, mon, next fri, 20 nov or 2026-11-20."


def read_day_words(words: str, today: int, *, forward: bool = False, latest: int | None = None) -> int:
    """Read the day that `words` name, seen from `today`; UsageError for what the grammar does not know.

    Weekdays and dates read backward from `latest` where it is given: after midnight, the calendar's date.
    """
    typed = words.strip()
    parts = typed.lower().split() if typed.isascii() else []
    base = today if latest is None else latest
    readings = (find(parts, base, forward=forward) for find in (find_weekday, find_date))
    day = find_relative(parts, today, forward=forward)
    if day is None:
        day = next((reading for reading in readings if reading is not None), None)
    forms = FORWARD_FORMS if forward else BACKWARD_FORMS
    if day is not None and MIN_DAY <= day <= MAX_DAY:
        return day
    if not typed:
        raise UsageError("No day was given.", forms)
    if day is not None:
        raise UsageError(f"'{clip(typed)}' lies outside the calendar's years, 0001 to 9999.", forms)
    if not forward and (parts[:1] == ["next"] or typed.startswith("+")):
        raise UsageError(f"'{clip(typed)}' looks forward, and here a day reads backward.", forms)
    raise UsageError(f"'{clip(typed)}' is not a day that can be read for certain.", forms)


def read_any_day(words: str, today: int) -> int:
    """Read a day that may be past or to come: `+3` and `next mon` read forward, all else backward.

    UsageError for a date without a year of which the backward reading lies more than half a year back: it may be
    meant either way.
    """
    typed = words.strip()
    if typed.startswith("+") or typed.lower().startswith("next "):
        return read_day_words(words, today, forward=True)
    day = read_day_words(words, today)
    parts = typed.lower().split()
    if len(parts) == 2 and find_date(parts, today, forward=False) == day and today - day > HALF_A_YEAR:
        ahead = read_day_words(words, today, forward=True)
        days = [date.fromordinal(each).isoformat() for each in (day, ahead)]
        raise UsageError(f"'{clip(typed)}' could be past or to come.", f"Write {days[0]} or {days[1]}.")
    return day


def find_relative(parts: list[str], today: int, *, forward: bool) -> int | None:
    """Give the day that words count from today, or None when they are not such words."""
    match parts:
        case [word] if word in NEAR_DAYS:
            return today + NEAR_DAYS[word]
        case [word] if word[0] == "-" or (forward and word[0] == "+"):
            number, sign, unit = word[1:].removesuffix("w"), word[0], "week" if word[-1] == "w" else "day"
        case [number, "day" | "days" | "week" | "weeks" as unit, "ago"]:
            sign = "-"
        case _:
            return None
    if not number.isdigit():
        return None
    # A number of more than nine digits lies outside any calendar.
    days = int(number if len(number) < 10 else 10**9) * (7 if unit.startswith("week") else 1)
    return today + days if sign == "+" else today - days


def find_weekday(parts: list[str], today: int, *, forward: bool) -> int | None:
    """Give the day that a weekday's name means, or None when there is no such name."""
    match parts:
        case [word]:
            first = today if forward else today - 6
        case ["last", word]:
            first = today - 7
        case ["next", word] if forward:
            first = today + 1
        case _:
            return None
    weekday = find_name(word, LONG_DAYS)
    return None if weekday is None else first + (weekday - first + 1) % 7


def find_date(parts: list[str], today: int, *, forward: bool) -> int | None:
    """Give the day of a calendar date, or None when the words are none."""
    if len(parts) == 1:
        text = parts[0]
        digits = text[:4] + text[5:7] + text[8:]
        if len(text) == 10 and text[4] == text[7] == "-" and digits.isdigit():
            return make_day(int(text[:4]), int(text[5:7]), int(text[8:]))
    if len(parts) not in (2, 3):
        return None
    number, name, *years = parts if parts[0][0].isdigit() else [parts[1], parts[0], *parts[2:]]
    month = find_name(name, LONG_MONTHS)
    if month is None or len(number) > 2 or not number.isdigit():
        return None
    if not years:
        return find_nearest(int(number), month + 1, today, forward=forward)
    year = years[0]
    return make_day(int(year), month + 1, int(number)) if len(year) == 4 and year.isdigit() else None


def find_nearest(number: int, month: int, today: int, *, forward: bool) -> int:
    """Give the latest such day up to today, forward the next from today on; 0 where the calendar has none."""
    most = 29 if month == 2 else LENGTHS[month - 1]
    if not 1 <= number <= most:
        name = LONG_MONTHS[month - 1]
        raise UsageError(f"There is no {number} {name}.", f"The last day is {most} {name}.")
    this = date.fromordinal(today).year
    for years in range(LEAP_CYCLE + 1):
        year = this + years if forward else this - years
        if 1 <= year <= 9999 and number <= month_length(year, month):
            day = date(year, month, number).toordinal()
            if day >= today if forward else day <= today:
                return day
    return 0


def make_day(year: int, month: int, number: int) -> int:
    """Give the day of a date; UsageError when no such day exists."""
    if year == 0:
        raise UsageError("There is no year 0000.", "The calendar's years are 0001 to 9999.")
    if not 1 <= month <= 12:
        raise UsageError(f"There is no month {month:02d}.", "Write the year, the month, the day: 2026-11-20.")
    name, length = f"{LONG_MONTHS[month - 1]} {year:04d}", month_length(year, month)
    if not 1 <= number <= length:
        raise UsageError(f"There is no {number} {name}.", f"The last day is {length} {name}.")
    return date(year, month, number).toordinal()


def month_length(year: int, month: int) -> int:
    """Give the number of days in a month."""
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return LENGTHS[month - 1] + leap


def find_name(word: str, names: tuple[str, ...]) -> int | None:
    """Give the index of a weekday or month, written in full or in three letters; None when it is neither."""
    return next((place for place, name in enumerate(names) if word in (name.lower(), name[:3].lower())), None)


def clip(text: str) -> str:
    """Shorten what was typed to what fits into a sentence."""
    return text if len(text) <= 40 else f"{text[:40]}…"


def read_time_words(words: str) -> tuple[int, int]:
    """Read a time of the 24-hour clock, `8:10`, into (hour, minute); UsageError for anything else."""
    typed = words.strip()
    hour, *rest = typed.split(":")
    digits = typed.isascii() and all(part.isdigit() for part in (hour, *rest))
    if not digits or len(hour) > 2 or [len(part) for part in rest] not in ([2], [2, 2]):
        what = f"'{clip(typed)}' is not a time that can be read for certain."
        raise UsageError(what if typed else "No time was given.", "Write 8:10 or 20:10, hours and minutes.")
    if int(hour) > 23 or int(rest[0]) > 59:
        raise UsageError(f"There is no {typed} on the clock.", "Times run from 0:00 to 23:59.")
    if len(rest) == 2:
        raise UsageError(f"{typed} has seconds, and times here have none.", f"Write {hour}:{rest[0]}.")
    return int(hour), int(rest[0])
