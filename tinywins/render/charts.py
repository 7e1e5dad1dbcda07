"""Charts of what services found: panels, the sentences under them, and the numbers behind them."""

from itertools import chain
from math import ceil

from tinywins.compounding.estimates import NotYet
from tinywins.compounding.forecast import MOST_WEEKS
from tinywins.compounding.weeks import Weeks, calendar, cumulative
from tinywins.domain.days import label_day, monday_of, write_day
from tinywins.domain.names import show_name
from tinywins.render import findings
from tinywins.render.findings import number, say_counted, say_run_length
from tinywins.render.panels import (
    BLANK,
    EXCUSED,
    REFERENCE,
    Band,
    Bar,
    BarPanel,
    CalendarPanel,
    Chart,
    CountPanel,
    Line,
    LinePanel,
    Panel,
    Range,
    RangePanel,
    Table,
)
from tinywins.render.phrases import count
from tinywins.services.charts import (
    BestRuns,
    CompoundChart,
    Forecast,
    GrowthChart,
    Heatmap,
    Span,
    StrengthLine,
    Strengths,
    Wins,
)
from tinywins.services.series import Series
from tinywins.services.standing import ENOUGH

Legend = tuple[tuple[str, str], ...]
COUNTED: Legend = (("0", "0"), ("1", "1"), ("2", "2"), ("3", "3"), ("4", "4 or more"))
KEPT: Legend = (("4", "done"), ("2", "in part, or besides"), ("0", "not done"), (EXCUSED, "off"))
LIMITED: Legend = (("4", "kept"), ("1", "logged"), ("2", "over the limit"), (EXCUSED, "off"))
HABIT_SIGNS = {"D": "4", "+": "2", "M": "0", "P": "0", "S": EXCUSED, "U": BLANK, " ": BLANK}
MOST_SHOWN = 52  # weeks, as many as growth looks at
MOST_LINES = 8  # panels of strength that a terminal shows
STEPS = 400  # points of a long line, and its last one: more than any width can show


def name_of(series: Series) -> str:
    """Name what a series counts; of a tag with a unit it is the entries."""
    return f"{show_name(series.tag)}{', entries' if series.unit else ''}" if series.tag else "Wins"


def say_span(span: Span, today: int) -> str:
    """Say which days a chart covers."""
    if span.year:
        return str(span.year)
    year = "" if label_day(span.last, today)[-4:].isdigit() else f" {write_day(span.last)[:4]}"
    return f"{label_day(span.first, today)} - {label_day(span.last, today)}{year}"


def draw_heatmap(heatmap: Heatmap, today: int) -> Chart:
    """Draw a year as a calendar: of a habit what became of each day, else how much was counted."""
    name = heatmap.habit.tag if heatmap.habit else name_of(heatmap.series)
    panel, table = (draw_marks if heatmap.habit else draw_levels)(heatmap, today)
    return Chart(f"{name}, {say_span(heatmap.span, today)}", (panel,), findings.find_heatmap(heatmap, today), table)


def draw_levels(heatmap: Heatmap, today: int) -> tuple[CalendarPanel, Table]:
    """Draw how much was counted on each day from the record's first to today."""
    series, span = heatmap.series, heatmap.span
    begin = series.first if series.first is not None else span.first
    counts = [(day, series.counts.get(day, 0)) for day in range(span.first, span.last + 1)]
    levels = {day: min(4, ceil(n)) for day, n in counts}
    signs = [
        str(level) if level is not None and begin <= day <= series.today else BLANK
        for day, level in enumerate(chain(*calendar(levels, span.first, span.last)), monday_of(span.first))
    ]
    titles = [f"{label_day(day, today)}: {say_counted(series, n)}" for day, n in counts]
    rows = tuple((write_day(day), n) for day, n in counts if day <= today)
    lead = span.first - monday_of(span.first)
    return fill_weeks(span, signs[lead:], titles, COUNTED), Table(("day", series.tag or "wins"), rows)


def draw_marks(heatmap: Heatmap, today: int) -> tuple[CalendarPanel, Table]:
    """Draw what became of each day of a habit."""
    series, span, habit = heatmap.series, heatmap.span, heatmap.habit
    is_limit = habit is not None and habit.standing.schedule.is_limit
    days = range(span.first, span.last + 1)
    marked = [(day, sign, series.counts.get(day, 0)) for day, sign in zip(days, heatmap.signs, strict=True)]
    signs = [sign_day(sign, n, is_limit=is_limit) for _, sign, n in marked]
    legend = tuple((sign, word) for sign, word in (LIMITED if is_limit else KEPT) if sign in signs)
    words = dict(legend)
    titles = [
        f"{label_day(day, today)}: {'still open' if mark == 'P' and sign == '0' else words.get(sign, '')}"
        for (day, mark, _), sign in zip(marked, signs, strict=True)
    ]
    rows = tuple((write_day(day), n, sign.strip()) for day, sign, n in marked if day <= today)
    return fill_weeks(span, signs, titles, legend), Table(("day", series.tag, "mark"), rows)


def sign_day(sign: str, n: float, *, is_limit: bool = False) -> str:
    """Give the calendar's sign for a habit's day; what was logged without filling the day's slot is done in part."""
    if is_limit and sign in "M+":
        return "2" if sign == "M" else "1"
    return "2" if sign in "MP" and n else HABIT_SIGNS[sign]


def fill_weeks(span: Span, signs: list[str], titles: list[str], legend: Legend) -> CalendarPanel:
    """Put the signs of a span's days into whole weeks."""
    monday = monday_of(span.first)
    lead = span.first - monday
    text = BLANK * lead + "".join(signs)
    text += BLANK * (-len(text) % 7)
    weeks = tuple(text[place : place + 7] for place in range(0, len(text), 7))
    padded = ("",) * lead + tuple(titles) + ("",) * (len(text) - lead - len(titles))
    return CalendarPanel(monday, weeks, legend, padded)


def draw_wins(wins: Wins, today: int) -> Chart:
    """Draw how wins add up, with the counts of the weeks below."""
    series, span = wins.series, wins.span
    title = f"{name_of(series)}, {say_span(span, today)}"
    said = findings.find_wins(wins, today)
    if series.first is None:
        return Chart(title, (), said, Table(("day", "counted", "in_all"), ()))
    rows, totals = [], cumulative(series.counts, span.first, span.last)
    for day, total in zip(range(span.first, span.last + 1), totals, strict=True):
        rows.append((write_day(day), series.counts.get(day, 0), total))
    points = thin([(float(day), total) for day, total in zip(range(span.first, span.last + 1), totals, strict=True)])
    panels: list[Panel] = [LinePanel((Line("in all", points),), span.first, span.last, low=0)]
    weeks = series.shown_weeks()
    within = [week for week in zip(weeks.mondays, weeks.counts, strict=True) if span.first <= week[0] + 6]
    counts = tuple(week for week in within if week[0] <= span.last)
    if counts:
        panels.append(CountPanel(counts, "a full week"))
    return Chart(title, tuple(panels), said, Table(("day", "counted", "in_all"), tuple(rows)))


def thin(points: list[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    """Leave out points of a long line that no picture is fine enough to show; the last one stays."""
    step = max(1, -(-len(points) // STEPS))
    return tuple(points[::step] if len(points) % step == 1 or step == 1 else [*points[::step], points[-1]])


def draw_strengths(strengths: Strengths, today: int, most: int = MOST_LINES) -> Chart:
    """Draw strength lines, a panel a habit: lines above each other could be told apart by colour alone.

    Of more habits than `most` the first are drawn; the table has all.
    """
    span = strengths.span
    told = strengths.lines[:most]
    shown = [line for line in told if line.points]
    rows = tuple(
        (line.habit.tag, write_day(day), round(100 * s, 3)) for line in strengths.lines for day, s in line.points
    )
    said = [findings.find_strength(line, span) for line in told]
    if not told:
        said = ["No habit has a strength to show in these days."]
    if len(strengths.lines) > most:
        said.append(f"{count(len(strengths.lines) - most, 'habit')} more; named, each is drawn.")
    elif any(line.decided >= ENOUGH for line in shown):
        said.append("It is a share of slots kept, the latest weighing most; how automatic a habit is, it cannot know.")
    panels = tuple(draw_strength(line, span, today, alone=len(shown) == 1) for line in shown)
    title = f"Strength, {say_span(span, today)}"
    return Chart(title, panels, tuple(said), Table(("habit", "day", "strength"), rows))


def draw_strength(line: StrengthLine, span: Span, today: int, *, alone: bool) -> LinePanel:
    """Draw one habit's strength from 0 to 100; alone, beside that of every slot kept, if it began in the span."""
    lines = [Line(line.habit.tag if alone else "", scale(line.points))]
    if alone and line.every:
        lines.append(Line("every slot kept", scale(line.every), REFERENCE))
    now = f" {round(100 * line.points[-1][1])}" if line.decided >= ENOUGH else ""
    name = "" if alone else f"{line.habit.tag}{now}"
    return LinePanel(tuple(lines), span.first, min(span.last, today), low=0, high=100, name=name)


def scale(points: tuple[tuple[int, float], ...]) -> tuple[tuple[float, float], ...]:
    """Give strengths as numbers up to 100."""
    return tuple((float(day), 100 * strength) for day, strength in points)


def draw_runs(chart: BestRuns, today: int) -> Chart:
    """Draw best runs as bars with both dates."""
    bars = tuple(
        Bar(
            label_day(run.first, today)[4:],
            run.length,
            say_run_length(chart.habit, run.length, None) if run.now else number(run.length),
            "now" if run.now else label_day(run.last, today)[4:],
            run.now,
        )
        for run in chart.runs
    )
    rows = tuple((run.length, write_day(run.first), write_day(run.last), int(run.now)) for run in chart.runs)
    table = Table(("length", "first", "last", "now"), rows)
    title = f"{chart.habit.tag}, best runs"
    return Chart(title, (BarPanel(bars),) if bars else (), findings.find_runs(chart, today), table)


def draw_growth(chart: GrowthChart) -> Chart:
    """Draw the weekly counts, and growth as a range around its value."""
    weeks, found = chart.series.shown_weeks().last(MOST_SHOWN), chart.growth
    panels: list[Panel] = []
    if weeks.counts:
        panels.append(CountPanel(tuple(zip(weeks.mondays, weeks.counts, strict=True)), "a full week"))
    if not isinstance(found, NotYet):
        panels.append(RangePanel((Range("", found.lo, found.value, found.hi),), "%", "growth a week"))
    title = f"{name_of(chart.series)}, growth from week to week"
    return Chart(
        title, tuple(panels), findings.find_growth(found, chart.weeks), table_weeks(chart.series.shown_weeks())
    )


def table_weeks(weeks: Weeks) -> Table:
    """Give full weeks as rows: the Monday, the count, and the share of its days that were active."""
    rows = zip(map(write_day, weeks.mondays), weeks.counts, (round(share, 6) for share in weeks.exposure), strict=True)
    return Table(("week", "counted", "active"), tuple(rows))


def draw_compound(chart: CompoundChart, today: int) -> Chart:
    """Draw one's own pace beside 1 % a day; without growth that is sure, how it adds up."""
    found, series = chart.compound, chart.series
    said = findings.find_compound(chart)
    title = f"{name_of(series)}, compounding"
    if isinstance(found, NotYet) or not found.factors:
        panels: tuple[Panel, ...] = ()
        if series.first is not None and series.first <= today:
            totals = cumulative(series.counts, series.first, today)
            points = [(float(day), total) for day, total in zip(range(series.first, today + 1), totals, strict=True)]
            panels = (LinePanel((Line("in all", thin(points)),), series.first, today, low=0),)
        return Chart(title, panels, said, table_weeks(chart.series.shown_weeks()))
    days = [float(today + 7 * week) for week in range(len(found.factors))]
    own = tuple(zip(days, (estimate.value for estimate in found.factors), strict=True))
    band = tuple((day, estimate.lo, estimate.hi) for day, estimate in zip(days, found.factors, strict=True))
    lines = (Line("you", own), Line("1 % a day", tuple(zip(days, found.slogan, strict=True)), REFERENCE))
    panel = LinePanel(lines, today, int(days[-1]), (Band("likely", band),), low=1, unit="x", today=today)
    rows = [
        (week, estimate.value, estimate.lo, estimate.hi, slogan)
        for week, (estimate, slogan) in enumerate(zip(found.factors, found.slogan, strict=True))
    ]
    return Chart(title, (panel,), said, Table(("weeks", "factor", "lo", "hi", "one_percent_a_day"), tuple(rows)))


def draw_forecast(chart: Forecast, today: int) -> Chart:
    """Draw the full weeks so far, and the fan of what is likely to be added from today on."""
    found, weeks = chart.fan, chart.series.shown_weeks().last(MOST_WEEKS)
    title = f"{name_of(chart.series)}, the weeks ahead"
    said = findings.find_forecast(chart, today)
    columns = ("day", "lo_80", "lo_50", "middle", "hi_50", "hi_80")
    past = CountPanel(tuple(zip(weeks.mondays, weeks.counts, strict=True)), "a full week so far")
    if isinstance(found, NotYet):
        return Chart(title, (past,) if weeks.counts else (), said, Table(columns, ()))
    days = [float(today + 7 * week) for week in range(len(found.likely) + 1)]
    likely = [(0.0, 0.0), *((each.lo, each.hi) for each in found.likely)]
    half = [(0.0, 0.0), *((each.lo, each.hi) for each in found.half)]
    middle = [0.0, *(each.value for each in found.half)]
    bands = tuple(
        Band(name, tuple((day, lo, hi) for day, (lo, hi) in zip(days, ends, strict=True)))
        for name, ends in (("80 %", likely), ("50 %", half))
    )
    lines = (Line("the middle", tuple(zip(days, middle, strict=True)), REFERENCE),)
    ahead = LinePanel(lines, today, int(days[-1]), bands, low=0, name="added from today on")
    rows = [
        (write_day(int(day)), outer[0], inner[0], value, inner[1], outer[1])
        for day, outer, inner, value in list(zip(days, likely, half, middle, strict=True))[1:]
    ]
    return Chart(title, (past, ahead), said, Table(columns, tuple(rows)))
