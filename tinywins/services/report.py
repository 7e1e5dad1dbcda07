"""A report: all that a year, or the last 53 weeks, has to show, as data."""

from dataclasses import dataclass

from tinywins.compounding.streaks import best_runs
from tinywins.compounding.tempo import momentum
from tinywins.compounding.trends import growth
from tinywins.domain.days import write_day
from tinywins.domain.entries import Entry
from tinywins.errors import UsageError
from tinywins.services.charts import (
    BestRuns,
    GrowthChart,
    Heatmap,
    Span,
    Strengths,
    Wins,
    find_span,
    has_runs,
    lay_out_habit,
    list_daily,
    place_marks,
    trace_habits,
)
from tinywins.services.persons import leave_out_persons
from tinywins.services.review import Kept, count_kept, find_fullest, find_returns
from tinywins.services.series import Series, read_series
from tinywins.services.views import HabitView, Run, list_habits, list_runs, place_run
from tinywins.services.work.report_work import gather_work
from tinywins.services.work.work_charts import WorkCharts
from tinywins.services.workspace import Workspace
from tinywins.storage import facts, queries, series
from tinywins.storage.connect import Db

BEST_RUNS, MOST_RUNS = 5, 8  # that are shown, and among which those of a span are looked for


@dataclass(frozen=True, slots=True)
class Report:
    """All that a span of days has to show.

    `heatmap` and `wins` are of all wins, `habits` and `runs` of each habit that has numbers, `kept` what was kept of
    its slots, `tags` (tag, wins) the most first; `returns` counts how often a habit was taken up again, `fullest` is
    (day, wins), `entries` are the wins, oldest first, and `work` is what there is of goals, funnels, feedback, tweaks.
    """

    span: Span
    today: int
    heatmap: Heatmap
    wins: Wins
    growth: GrowthChart
    strengths: Strengths
    habits: tuple[Heatmap, ...]
    runs: tuple[BestRuns, ...]
    kept: tuple[Kept, ...]
    tags: tuple[tuple[str, int], ...]
    returns: int
    fullest: tuple[int, int] | None
    entries: tuple[Entry, ...]
    work: WorkCharts


def report_span(ws: Workspace, year: int | None = None, *, names: bool = False) -> Report:
    """Gather what a year shows, or without one the last 53 weeks; persons are left out unless `names`."""
    db, today = ws.store.reader(), ws.today()
    span = find_span(today, year)
    end = min(span.last, today)
    wins = read_series(ws)
    if year is not None and wins.first is not None and wins.first > end:
        raise UsageError(
            f"The record begins on {write_day(wins.first)}, and there is nothing of {year} in it.",
            f"Write --year {write_day(wins.first)[:4]}, or leave --year out.",
        )
    as_of = Series("", wins.counts, wins.paused, min(today, span.last + 1))
    weeks, begin = as_of.weeks(), min(max(span.first, wins.first or span.first), end)
    habits = [habit for habit in list_habits(ws, archived=True) if is_shown(habit, span)]
    entries = queries.find_entries(db, queries.Filter(since=write_day(span.first), until=write_day(end), wins=True))
    entries.reverse()
    return Report(
        span=span,
        today=today,
        heatmap=Heatmap(wins, span, None, "", None),
        wins=Wins(as_of, Span(begin, end, span.year), weeks, momentum(list_daily(as_of))),
        growth=GrowthChart(as_of, weeks, growth(weeks)),
        strengths=trace_habits(habits, span),
        habits=tuple(lay_out_habit(ws, habit, span) for habit in habits),
        runs=tuple(BestRuns(habit, find_runs_within(ws, habit, span), span.last < today) for habit in habits),
        kept=tuple(kept for habit in habits if (kept := count_kept(habit, Span(span.first, end)))),
        tags=tuple(
            each for each in series.count_tags(db, write_day(span.first), write_day(end)) if is_loud(db, each[0])
        ),
        returns=sum(len(find_returns(habit, span.first, end)) for habit in habits),
        fullest=find_fullest(wins, span.first, end),
        entries=tuple(entries if names else map(leave_out_persons, entries)),
        work=gather_work(ws, span, names=names),
    )


def find_runs_within(ws: Workspace, habit: HabitView, span: Span) -> tuple[Run, ...]:
    """Give a habit's best runs that reach into a span; of a year that is over those that its own slots make."""
    if span.last >= habit.standing.day:
        runs = [run for run in list_runs(habit, ws, MOST_RUNS) if run.last >= span.first]
        return tuple(runs[:BEST_RUNS])
    first, marks = place_marks(habit, span)
    standing, switches = habit.standing, [place - first for place in habit.standing.switches]
    return tuple(
        place_run(standing, length, first + begin, first + end - 1, now=False)
        for length, begin, end in best_runs(marks, ws.settings.spares, BEST_RUNS, cut_switches(switches))
    )


def cut_switches(switches: list[int]) -> list[int]:
    """Give the switches of spares as they are seen from index 0; an odd number before it leaves them off at once."""
    before = [place for place in switches if place <= 0]
    return [0] * (len(before) % 2) + [place for place in switches if place > 0]


def is_loud(db: Db, tag: str) -> bool:
    """Say whether a tag may be told with numbers: it is no quiet habit."""
    return not facts.read_habit(db, tag)[2]


def is_shown(habit: HabitView, span: Span) -> bool:
    """Say whether a habit belongs into a report: it has numbers, began before the span's end, and was not over."""
    if habit.archived and habit.archived <= write_day(span.first):
        return False
    return has_runs(habit) and habit.standing.start <= span.last
