"""Charts as data: days, weeks, runs and estimates. What they look like is for `render` to say."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tinywins.compounding.compound import Compound, compound_curve
from tinywins.compounding.consistency import Consistency, find_consistency
from tinywins.compounding.estimates import NotYet
from tinywins.compounding.forecast import Fan, fan
from tinywins.compounding.strength import trace_slots
from tinywins.compounding.tempo import momentum
from tinywins.compounding.trends import Growth, growth
from tinywins.compounding.weeks import Weeks
from tinywins.domain.days import monday_of
from tinywins.domain.slots import Slots
from tinywins.domain.versions import slot_of_day, slot_span
from tinywins.errors import UsageError
from tinywins.services.day_signs import mark_days
from tinywins.services.habit_names import require_habit
from tinywins.services.series import Series, read_open, read_series
from tinywins.services.standing import find_lost_days
from tinywins.services.tags import read_name
from tinywins.services.views import HabitView, Run, list_habits, list_runs, view_habit
from tinywins.services.workspace import Workspace
from tinywins.storage import entry_rows, facts

WEEKS_SHOWN = 53
SHORTEST = 28  # days that a strength line covers at least
MOST_RUNS = 10
MOST_AHEAD, USUAL_AHEAD = 52, 12  # weeks of a forecast


@dataclass(frozen=True, slots=True)
class Span:
    """The days that a chart covers, both included, and the year that was asked for, if one was."""

    first: int
    last: int
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Heatmap:
    """Days of a year: the counts of a series and, of a habit, a sign for each day of the span."""

    series: Series
    span: Span
    habit: HabitView | None
    signs: str
    kept: Consistency | None


@dataclass(frozen=True, slots=True)
class Wins:
    """Wins adding up within a span: the series, its full weeks, and the word for how it goes of late."""

    series: Series
    span: Span
    weeks: Weeks
    momentum: str | NotYet


@dataclass(frozen=True, slots=True)
class StrengthLine:
    """A habit's strength (0-1) at the last day of each of its decided slots: (day, strength).

    `decided` counts the slots decided by the span's end, and `every` is what it would be had every one been kept; it is
    empty where the habit began before the span.
    """

    habit: HabitView
    points: tuple[tuple[int, float], ...]
    decided: int
    every: tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class Strengths:
    """The strength of habits over a span."""

    span: Span
    lines: tuple[StrengthLine, ...]


@dataclass(frozen=True, slots=True)
class BestRuns:
    """A habit's best runs, the longest first: up to now, or of a span that is over."""

    habit: HabitView
    runs: tuple[Run, ...]
    is_over: bool = False


@dataclass(frozen=True, slots=True)
class GrowthChart:
    """The full weeks of a series, and its growth or what is missing for one."""

    series: Series
    weeks: Weeks
    growth: Growth | NotYet


@dataclass(frozen=True, slots=True)
class CompoundChart:
    """Where one's own pace would go, or what is missing to say so."""

    series: Series
    weeks: Weeks
    compound: Compound | NotYet


@dataclass(frozen=True, slots=True)
class Forecast:
    """What the next weeks are likely to bring, or what is missing to say so."""

    series: Series
    weeks: Weeks
    fan: Fan | NotYet


def find_span(today: int, year: int | None) -> Span:
    """Give the days of a year, or without one those of the 53 weeks that end with today's."""
    if year is None:
        return Span(max(1, monday_of(today) - 7 * (WEEKS_SHOWN - 1)), today)
    if not 1 <= year <= 9999:
        raise UsageError(f"There is no year {year} in the calendar.", "Write --year 2026.")
    first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    if first > today:
        raise UsageError(f"The year {year} is still to come.", f"Write --year {date.fromordinal(today).year}.")
    return Span(first, last, year)


def chart_heatmap(ws: Workspace, word: str | None = None, year: int | None = None) -> Heatmap:
    """Lay out a year of wins, of a tag (`+tag`), or of a habit, whose slots are shown."""
    span = find_span(ws.today(), year)
    habit = find_habit(ws, word) if word else None
    if habit is None:
        return Heatmap(read_series(ws, word, any_tag=True), span, None, "", None)
    return lay_out_habit(ws, habit, span)


def lay_out_habit(ws: Workspace, habit: HabitView, span: Span) -> Heatmap:
    """Lay out the days of a habit with what each was."""
    series = read_series(ws, habit.tag, any_tag=True)
    signs = mark_days(habit.standing, span.first, span.last)
    return Heatmap(series, span, habit, signs, find_consistency(marks_within(habit, span)))


def marks_within(habit: HabitView, span: Span) -> bytes:
    """Give the marks of the slots that begin within a span."""
    return place_marks(habit, span)[1]


def place_marks(habit: HabitView, span: Span) -> tuple[int, bytes]:
    """Give the marks of the slots that begin within a span, and the index of the first of them."""
    parts, marks = habit.standing.slots.parts, habit.standing.slots.marks
    places = [slot_of_day(parts, day) for day in range(max(span.first, parts[0].begin), span.last + 1)]
    known = [place for place in places if place is not None and place < len(marks)]
    if not known:
        return 0, b""
    first = known[0] + (slot_span(parts, known[0])[0] < span.first)
    return first, marks[first : known[-1] + 1]


def find_habit(ws: Workspace, word: str) -> HabitView | None:
    """Give the habit that a word without a sign names; None for a plain tag. UsageError for a quiet habit."""
    db = ws.store.reader()
    if word.startswith(("+", "@")) or not facts.is_habit(db, entry_rows.find_tag(db, read_name(word))):
        return None
    return check_loud(view_habit(db, ws, require_habit(db, word)))


def check_loud(habit: HabitView) -> HabitView:
    """Give a habit back that wants numbers; UsageError for a quiet one."""
    if habit.quiet:
        raise UsageError(
            f"{habit.tag} is quiet: it is recorded without numbers and charts.",
            f"To have them: tinywins habit edit {habit.tag} --no-quiet",
        )
    return habit


def chart_wins(ws: Workspace, word: str | None = None, year: int | None = None) -> Wins:
    """Show how wins, or what a tag counts, add up: in all, or within a year."""
    series = read_series(ws, word)
    today = series.today
    span = find_span(today, year) if year is not None else Span(min(series.first or today, today), today)
    return Wins(series, Span(span.first, min(span.last, today), year), series.weeks(), momentum(list_daily(series)))


def list_daily(series: Series) -> list[float]:
    """Give the counts of each day from the first to yesterday, pauses left out; a day that goes on is no day yet."""
    if series.first is None:
        return []
    days = range(series.first, series.today)
    return [series.counts.get(day, 0) for day in days if day not in series.paused or day in series.counts]


def chart_strength(ws: Workspace, words: list[str], year: int | None = None) -> Strengths:
    """Trace the strength of habits, of all that are not quiet unless some are named."""
    db, span = ws.store.reader(), find_span(ws.today(), year)
    if not words:
        habits = [habit for habit in list_habits(ws) if has_runs(habit) and habit.standing.start <= span.last]
        return trace_habits(habits, span)
    lost = find_lost_days(db, ws.settings.day_start)
    tags = dict.fromkeys(require_habit(db, word) for word in words)
    return trace_habits([check_loud(view_habit(db, ws, tag, lost)) for tag in tags], span)


def trace_habits(habits: Sequence[HabitView], span: Span) -> Strengths:
    """Trace the strength of habits over a span; one that no year bounds begins with the habits, if they are younger."""
    if span.year is None and habits:
        begun = min(habit.standing.start for habit in habits)
        span = Span(max(span.first, min(begun, span.last - SHORTEST + 1)), span.last)
    return Strengths(span, tuple(trace_habit(habit, span) for habit in habits))


def has_runs(habit: HabitView) -> bool:
    """Say whether a habit has slots that may be shown."""
    return not habit.quiet and not habit.standing.schedule.is_anytime and habit.standing.start <= habit.standing.day


def trace_habit(habit: HabitView, span: Span) -> StrengthLine:
    """Give a habit's strength at the end of each decided slot within a span, and as it stood before."""
    slots = habit.standing.slots
    points = place_strengths(habit, slots, span)
    decided = count_by(habit, span.last)
    if habit.standing.start < span.first:
        return StrengthLine(habit, points, decided, ())
    shares = [1.0] * len(slots.marks) if slots.shares else None
    kept = Slots(slots.parts, slots.marks.replace(b"M", b"D"), shares, slots.firsts)
    return StrengthLine(habit, points, decided, place_strengths(habit, kept, span))


def count_by(habit: HabitView, last: int) -> int:
    """Count the slots of a habit that are decided by a day."""
    if last >= habit.standing.day:
        return habit.decided
    marks = marks_within(habit, Span(min(habit.standing.start, last), last))
    return marks.count(b"D") + marks.count(b"M")


def place_strengths(habit: HabitView, slots: Slots, span: Span) -> tuple[tuple[int, float], ...]:
    """Give the strength after each decided slot of a span with its day, first as it stood when the span began."""
    points: list[tuple[int, float]] = []
    trace = trace_slots(slots)
    for place in range(len(slots.marks) - 1, -1, -1):  # from the end: of ten years one is wanted
        if slots.marks[place] not in b"DM":
            continue
        day = min(slot_span(slots.parts, place)[1], habit.standing.day)
        if day <= span.last:
            points.append((max(day, span.first), trace[place]))
        if day <= span.first:
            break
    return tuple(reversed(points))


def chart_runs(ws: Workspace, word: str) -> BestRuns:
    """Give a habit's best runs."""
    db = ws.store.reader()
    habit = check_loud(view_habit(db, ws, require_habit(db, word)))
    return BestRuns(habit, tuple(list_runs(habit, ws, MOST_RUNS)))


def chart_growth(ws: Workspace, word: str | None = None) -> GrowthChart:
    """Estimate the weekly growth of wins, or of what a tag counts."""
    series = read_open(ws, word)
    weeks = series.weeks()
    return GrowthChart(series, weeks, growth(weeks))


def chart_compound(ws: Workspace, word: str | None = None) -> CompoundChart:
    """Say where the measured growth would go."""
    series = read_open(ws, word)
    weeks = series.weeks()
    return CompoundChart(series, weeks, compound_curve(weeks))


def chart_forecast(ws: Workspace, word: str | None = None, ahead: int | None = None) -> Forecast:
    """Say what the next weeks are likely to bring: 12 of them, or as many as the record is long, or as asked for."""
    if ahead is not None and not 1 <= ahead <= MOST_AHEAD:
        raise UsageError(f"A forecast of {ahead} weeks cannot be made.", f"Write --weeks 1 to {MOST_AHEAD}.")
    series = read_open(ws, word)
    weeks = series.weeks()
    longest = max(1, len(weeks.counts))
    return Forecast(series, weeks, fan(weeks, min(ahead or USUAL_AHEAD, longest)))
