"""The days of a habit or of all wins, one by one: a year of them, the entries of one, and the newest notes."""

from datetime import date

from tinywins.domain.days import write_day
from tinywins.domain.entries import Entry
from tinywins.services.charts import Heatmap, Span, find_span, lay_out_habit
from tinywins.services.series import read_series
from tinywins.services.views import HabitView
from tinywins.services.workspace import Workspace
from tinywins.storage import queries


def lay_out_year(ws: Workspace, habit: HabitView | None, year: int | None) -> Heatmap:
    """Lay out a calendar year, or the 53 weeks up to today, of a habit that was worked out already, or of all wins."""
    span = find_span(ws.today(), year)
    if habit is not None:
        return lay_out_habit(ws, habit, span)
    return Heatmap(read_series(ws), span, None, "", None)


def list_day_entries(ws: Workspace, tag: str, day: int) -> list[Entry]:
    """List the entries of a day that mention a tag ("" for all), oldest first."""
    db = ws.store.reader()
    return queries.read_tag_entries(db, tag, write_day(day)) if tag else queries.read_day_entries(db, write_day(day))


def list_notes(ws: Workspace, tag: str, most: int) -> list[Entry]:
    """List the newest entries of a tag that have a note."""
    return queries.read_noted(ws.store.reader(), tag, most)


def turn_year(heatmap: Heatmap, today: int, by: int) -> int | None:
    """Give the year before or after the one in sight, None for the 53 weeks up to today.

    Before the first day with something to show there is no year to turn to, so that the one in sight stays.
    """
    shown, newest = heatmap.span.year, date.fromordinal(today).year
    if by > 0:
        return shown + 1 if shown is not None and shown + 1 < newest else None
    habit = heatmap.habit
    starts = [heatmap.series.first, habit.standing.start if habit else None]
    first = min((day for day in starts if day is not None), default=today)
    before = (newest if shown is None else shown) - 1
    return before if before >= date.fromordinal(max(1, first)).year else shown


def same_weekday(day: int, span: Span, today: int) -> int:
    """Give the day of a span that is so many times 52 weeks from a day, else the end that is nearest."""
    first, last = span.first, min(span.last, today)
    while day > last and day - 364 >= first:
        day -= 364
    while day < first and day + 364 <= last:
        day += 364
    return max(first, min(day, last))
