"""Days: which local day an instant counts for, and how a day is written.

A day is an ordinal, as `datetime.date.toordinal` counts them: 1 is Monday, 1 January of year 1.
"""

from datetime import date

EPOCH = 719_163  # ordinal of 1970-01-01
MINUTES = 1_440
MIN_DAY, MAX_DAY = 1, 3_652_059
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Moment:
    """An instant as somebody lived it.

    `ms` is UTC milliseconds since 1970, `offset` the local minutes east of UTC, `zone` the zone's name or "".
    """

    __slots__ = ("ms", "offset", "zone")

    def __init__(self, ms: int, offset: int, zone: str = "") -> None:
        self.ms = ms
        self.offset = offset
        self.zone = zone


def calendar_day(moment: Moment) -> int:
    """Give the date that a wall calendar shows at this moment."""
    return (moment.ms // 60_000 + moment.offset) // MINUTES + EPOCH


def day_of(moment: Moment, day_start: int) -> int:
    """Give the day this moment counts for: the wall clock less `day_start` hours, as a date."""
    return (moment.ms // 60_000 + moment.offset - day_start * 60) // MINUTES + EPOCH


def clock_time(ms: int, offset: int) -> tuple[int, int]:
    """Give the hour and minute that a wall clock showed at an instant."""
    return divmod((ms // 60_000 + offset) % MINUTES, 60)


def write_day(day: int) -> str:
    """Write a day as ISO text, `2026-11-22`."""
    return date.fromordinal(day).isoformat()


def read_day(text: str) -> int:
    """Read ISO text that this program wrote; ValueError for anything else."""
    if text[7:8] != "-":
        raise ValueError(text)
    return date.fromisoformat(text).toordinal()


def label_day(day: int, today: int) -> str:
    """Write a day for a person, `Sun 22 Nov`; the year joins when it is not this one."""
    when = date.fromordinal(day)
    label = f"{WEEKDAYS[(day - 1) % 7]} {when.day} {MONTHS[when.month - 1]}"
    return label if when.year == date.fromordinal(today).year else f"{label} {when.year:04d}"


def label_time(ms: int, offset: int) -> str:
    """Write the wall clock's time, `08:10`."""
    hour, minute = clock_time(ms, offset)
    return f"{hour:02d}:{minute:02d}"


def monday_of(day: int) -> int:
    """Give the Monday of a day's ISO week."""
    return day - (day - 1) % 7
