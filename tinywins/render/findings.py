"""The sentences under charts: each says what was found, and how sure that is."""

from math import isinf

from tinywins.compounding import forecast, trends
from tinywins.compounding.compound import Compound
from tinywins.compounding.consistency import Consistency
from tinywins.compounding.estimates import Estimate, NotYet
from tinywins.compounding.tempo import PICKING_UP, SLOWING
from tinywins.compounding.trends import GROWING, SHRINKING, STAYING, Growth
from tinywins.compounding.weeks import Weeks
from tinywins.domain.days import label_day
from tinywins.domain.names import show_name
from tinywins.render.phrases import count, slot_unit
from tinywins.services.charts import BestRuns, CompoundChart, Forecast, Heatmap, Span, StrengthLine, Wins
from tinywins.services.series import Series
from tinywins.services.standing import ENOUGH
from tinywins.services.views import HabitView

TEMPO = {PICKING_UP: "picking up", SLOWING: "slower of late"}
FEWEST = 7  # slots from which a share says something, with its range
LATELY = 12  # full weeks over which the pace of late is taken

Rules = tuple[int, int, int]  # the full weeks and the wins that a number takes, and how many weeks it looks back
GROWTH: Rules = (trends.LEAST_WEEKS, trends.LEAST_WINS, trends.MOST_WEEKS)
PACE: Rules = (forecast.LEAST_WEEKS, 1, forecast.MOST_WEEKS)


def number(value: float) -> str:
    """Write a count, thousands parted, decimals where there are any."""
    return f"{value:,.10g}" if value < 1e10 else f"{value:,.0f}"


def say_counted(series: Series, value: float) -> str:
    """Say how much was counted: `412 wins`, `24 +reviews`."""
    if not series.tag:
        return count(int(value), "win")
    return (
        f"{count(int(value), 'entry', 'entries')} of {show_name(series.tag)}"
        if series.unit
        else (f"{number(value)} {show_name(series.tag)}")
    )


def percent(value: float) -> str:
    """Write a growth in per cent with one decimal; very large ones without."""
    if isinf(value):
        return "any"
    return f"{round(value, 1) or 0.0:.1f}" if abs(value) < 100 else f"{value:,.0f}"


def share_of(kept: Consistency) -> str:
    """Say a share of slots with its likely range."""
    share = f"{kept.kept} of {kept.n} slots kept"
    if kept.n < FEWEST:
        return f"{share}, too early for a share"
    return f"{share}: {round(100 * kept.value)} %, likely range {round(100 * kept.lo)}-{round(100 * kept.hi)} %"


def find_heatmap(heatmap: Heatmap, today: int) -> tuple[str, ...]:
    """Say how many there were on how many days, the fullest day, and of a habit what share was kept."""
    series, span = heatmap.series, heatmap.span
    last = min(span.last, today)
    counts = {day: n for day, n in series.counts.items() if span.first <= day <= last}
    if heatmap.habit is not None and heatmap.kept is not None and heatmap.kept.n:
        return (f"Logged on {count(len(counts), 'day')}; {share_of(heatmap.kept)}.",)
    if not counts:
        return (say_nothing(series, span, today),)
    days = last - max(span.first, min(series.first or span.first, last)) + 1
    said = f"{say_counted(series, sum(counts.values()))} on {len(counts)} of {count(days, 'day')}."
    fullest = max(counts.values())
    days_so = [day for day, n in counts.items() if n == fullest]
    if fullest < 2 or len(days_so) > 1:
        return (said,)
    return (said, f"The fullest day: {number(fullest)}, {label_day(days_so[0], today)}.")


def say_nothing(series: Series, span: Span, today: int) -> str:
    """Say that nothing was counted, and when the record begins if that is later."""
    if series.first is not None and series.first > span.last:
        return f"Nothing in these days: the record begins on {label_day(series.first, today)}."
    return "Nothing in these days yet." if span.last >= today else "Nothing in these days."


def find_wins(wins: Wins, today: int) -> tuple[str, ...]:
    """Say how much there is in all, and the pace of late."""
    series, span = wins.series, wins.span
    within = sum(n for day, n in series.counts.items() if span.first <= day <= span.last)
    if series.first is None or not within:
        return (say_nothing(series, span, today),)
    since = f"in {span.year}" if span.year else f"since {label_day(series.first, today)}"
    said = f"{say_counted(series, within)} {since}."
    recent = wins.weeks.last(LATELY)
    if span.year or len(recent.counts) < 4:
        return (said,)
    pace = sum(recent.counts) / sum(recent.exposure)
    tempo = wins.momentum
    word = "too early for a word on the pace" if isinstance(tempo, NotYet) else TEMPO.get(tempo, "steady within chance")
    lately = f"Lately {pace:,.1f} a week, over the last {count(len(recent.counts), 'full week')}; {word}."
    return (said, lately)


def find_strength(line: StrengthLine, span: Span) -> str:
    """Say a habit's strength at the end of a span and before, and the share that was kept with its range."""
    habit, end = line.habit, min(span.last, line.habit.standing.day)
    if habit.standing.start > span.last:
        return f"{habit.tag} began later, on {label_day(habit.standing.start, habit.standing.day)}."
    if line.decided < ENOUGH:
        more = ENOUGH - line.decided
        return f"{habit.tag}: {count(line.decided, 'slot')} so far; after {more} more, strength says something."
    if not line.points:
        return f"{habit.tag}: no slot was decided in these days."
    now = round(100 * line.points[-1][1])
    month_ago = [round(100 * strength) for day, strength in line.points if day <= end - 30]
    before = f", {month_ago[-1]} thirty days before" if month_ago else ""
    is_present = end == habit.standing.day
    recent = f"; in 90 days {share_of(habit.recent)}" if is_present and habit.recent.n else ""
    return f"{habit.tag}: strength {now}{before}{recent}."


def find_runs(chart: BestRuns, today: int) -> tuple[str, ...]:
    """Say the best run, the present one, and the share that was kept."""
    habit, runs = chart.habit, chart.runs
    if not runs:
        said = "had no run" if chart.is_over else "has no run yet; one begins with the first slot that is kept"
        return (f"{habit.tag} {said}.",)
    best = runs[0]
    length = say_run_length(habit, best.length, habit.standing.streaks.longest_begin)
    if best.now:
        said = f"The present run is the best so far: {length}."
    else:
        said = f"The best run: {length}, {label_day(best.first, today)} - {label_day(best.last, today)}."
        if chart.is_over:
            return (said,)
        current = habit.standing.streaks.current
        said += f" Now {say_run_length(habit, current)}." if current else " A new one begins with the next."
    return (said, f"In 90 days {share_of(habit.recent)}.") if habit.recent.n else (said,)


def say_run_length(habit: HabitView, length: int, begin: int | None = None) -> str:
    """Say a run's length in the unit of its slots."""
    return count(length, *slot_unit(habit.standing, begin))


def say_not_yet(missing: NotYet, weeks: Weeks, rules: Rules = GROWTH) -> str:
    """Say that it is too early, and what is missing."""
    least_weeks, least_wins, most = rules
    recent = weeks.last(most)
    have = count(len(recent.counts), "full week")
    if missing.reason == "weeks":
        return f"Too early: {have} of the {least_weeks} it takes."
    if missing.reason == "wins":
        which = "" if len(recent.counts) == len(weeks.counts) else "the last "
        return f"Too early: {number(sum(recent.counts))} counted in {which}{have}, of the {least_wins} it takes."
    more = count(missing.need, "week")
    return f"Too early: too few of the weeks hold a win. {more} in a row with one would do."


def find_growth(found: Growth | NotYet, weeks: Weeks) -> tuple[str, ...]:
    """Say the verdict on the weekly trend with its range, and a doubling time where all of it is growth."""
    if isinstance(found, NotYet):
        return (say_not_yet(found, weeks),)
    likely = f"likely {percent(found.lo)} to {percent(found.hi)}, from {count(found.n, 'full week')}"
    if found.verdict == GROWING:
        said = f"Growing: {percent(found.value)} % a week ({likely})."
        return (said, say_doubling(found.doubling)) if found.doubling else (said,)
    if found.verdict == SHRINKING:
        return (f"Fewer from week to week: {percent(found.value)} % ({likely}).",)
    if found.verdict == STAYING:
        return (f"Steady: within 2 % a week either way ({likely}).",)
    fits = f"anything from {percent(found.lo)} to {percent(found.hi)} % a week fits {count(found.n, 'full week')}"
    return (f"Can't tell yet: {fits}. More weeks narrow it.",)


def say_doubling(doubling: Estimate) -> str:
    """Say in how many weeks the weekly count would double."""
    weeks, lo, hi = (number(max(1, round(value))) for value in (doubling.value, doubling.lo, doubling.hi))
    return f"If exactly this went on, a week's count would double in {weeks} weeks ({lo} to {hi})."


def find_compound(chart: CompoundChart) -> tuple[str, ...]:
    """Say where one's own pace would lead beside the slogan, or that it adds up and does not speed up yet."""
    found = chart.compound
    if isinstance(found, NotYet):
        total = f"{say_counted(chart.series, chart.series.total)} so far, adding up."
        return (total, say_not_yet(found, chart.weeks))
    if not found.factors:
        total = f"{say_counted(chart.series, chart.series.total)} so far: adding up, not yet speeding up."
        return (total, *find_growth(found.growth, chart.weeks))
    return say_factors(found)


def say_factors(found: Compound) -> tuple[str, ...]:
    """Say what the measured rate and the slogan come to at the horizon."""
    end, weeks = found.factors[-1], len(found.factors) - 1
    rate = f"{percent(found.growth.value)} % a week (likely {percent(found.growth.lo)} to {percent(found.growth.hi)})"
    return (
        f"Your own pace, {rate}: {factor(end.value)} after {weeks} weeks ({factor(end.lo)} to {factor(end.hi)}).",
        f"The slogan, 1 % a day, would be {factor(found.slogan[-1])}. Neither is a promise.",
    )


def factor(value: float) -> str:
    """Write a factor: `x2.3`."""
    return f"x{value:.1f}" if value < 100 else f"x{value:,.0f}"


def find_forecast(chart: Forecast, today: int) -> tuple[str, ...]:
    """Say how much is likely to come by the last of the weeks ahead, and what the range leaves out."""
    found = chart.fan
    if isinstance(found, NotYet):
        return (say_not_yet(found, chart.weeks, PACE),)
    ahead, likely, half = len(found.likely), found.likely[-1], found.half[-1]
    name = "wins" if not chart.series.tag else show_name(chart.series.tag)
    end = label_day(today + 7 * ahead, today)
    said = (
        f"By {end}, {count(ahead, 'week')} on: likely {number(likely.lo)} to {number(likely.hi)} more {name} (80 %),"
        f" {number(half.value)} in the middle."
    )
    if found.pace.rough:
        return (said, f"Rough: {count(found.pace.n, 'full week')} so far, so it may well be outside.")
    return (said, "Weeks that come in long busy spells land outside more often than one time in five.")
