"""When: the day and instant that `--on` and `--at` mean."""

from tinywins.domain.datewords import read_day_words, read_time_words
from tinywins.domain.days import EPOCH, MAX_DAY, MIN_DAY, calendar_day, day_of, write_day
from tinywins.errors import UsageError
from tinywins.services.logging import When
from tinywins.services.workspace import Workspace


def find_when(ws: Workspace, on: str | None, at: str | None, *, day: int | None = None, force: bool = False) -> When:
    """Give the day and instant meant by `on` (date words) and `at` (a time); without both, now.

    `day` is the day where `on` is not said, today unless it is given. What is still to come is refused
    unless `force`; between midnight and the day's start the calendar's date is not still to come.
    """
    moment = ws.now()
    today = day_of(moment, ws.settings.day_start)
    latest = max(today, calendar_day(moment))
    meant = read_day_words(on, today, latest=latest) if on is not None else today if day is None else day
    if meant > latest and not force:
        raise UsageError(f"{write_day(meant)} is still to come.", "If that is meant, add --force.")
    if at is None:
        return When(meant, moment.ms, moment.offset) if meant == today and day is None else When(meant)
    hour, minute = read_time_words(at)
    date = meant if hour >= ws.settings.day_start else meant + 1
    if not MIN_DAY <= date <= MAX_DAY:
        raise UsageError(f"{at} on {write_day(meant)} lies beyond the calendar.", "Leave --at out.")
    instant, offset = ws.localize(((date - EPOCH) * 1440 + hour * 60 + minute) * 60_000)
    if instant > moment.ms and not force:
        raise UsageError(f"{at} on {write_day(date)} is still to come.", "If that is meant, add --force.")
    return When(meant, instant, offset)
