"""Charts of what services found: panels, the sentences under them, and the numbers behind them."""

from tinywins.compounding.estimates import NotYet
from tinywins.compounding.forecast import MOST_WEEKS
from tinywins.compounding.weeks import Weeks, cumulative
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
HABIT_SIGNS = {"D": "4", "+": "2", "M": "0", "P": "0", "S": EXCUSED, "U": BLANK, " ": BLANK}
STEPS = 400  # points of a long line, and its last one: more than any width can show


def name_of(series: Series) -> str:
    """Name what a series counts."""
    return show_name(series.tag) if series.tag else "Wins"


def say_span(span: Span, today: int) -> str:
    """Say which days a chart covers."""
    return str(span.year) if span.year else f"{label_day(span.first, today)} - {label_day(span.last, today)}"


def draw_heatmap(heatmap: Heatmap, today: int) -> Chart:
    """Draw a year as a calendar."""
    series, span, habit = heatmap.series, heatmap.span, heatmap.habit
    days = range(span.first, span.last + 1)
    last = min(span.last, today)
    if habit is None:
        signs = [str(min(4, int(series.counts.get(day, 0) + 0.999))) if day <= last else BLANK for day in days]
        titles = [f"{label_day(day, today)}: {say_counted(series, series.counts.get(day, 0))}" for day in days]
        rows = [(write_day(day), series.counts.get(day, 0)) for day in days if day <= last]
        table = Table(("day", "wins" if not series.tag else series.tag), tuple(rows))
        legend: Legend = COUNTED
        name = name_of(series)
    else:
        signs = [sign_day(sign, series.counts.get(day, 0)) for day, sign in zip(days, heatmap.signs, strict=True)]
        words = dict(KEPT)
        titles = [
            f"{label_day(day, today)}: {'still open' if mark == 'P' and sign == '0' else words.get(sign, '')}"
            for day, sign, mark in zip(days, signs, heatmap.signs, strict=True)
        ]
        marked = zip(days, heatmap.signs, strict=True)
        counted = [(write_day(day), series.counts.get(day, 0), sign.strip()) for day, sign in marked if day <= last]
        table = Table(("day", series.tag, "mark"), tuple(counted))
        legend, name = tuple((sign, word) for sign, word in KEPT if sign in signs), habit.tag
    panel = fill_weeks(span, signs, titles, legend)
    return Chart(f"{name}, {say_span(span, today)}", (panel,), findings.find_heatmap(heatmap, today), table)


def sign_day(sign: str, n: float) -> str:
    """Give the calendar's sign for a habit's day; what was logged without filling the day's slot is done in part."""
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
    within = [week for week in zip(wins.weeks.mondays, wins.weeks.counts, strict=True) if span.first <= week[0] + 6]
    counts = tuple(week for week in within if week[0] <= span.last)
    if counts:
        panels.append(CountPanel(counts, "a full week"))
    return Chart(title, tuple(panels), said, Table(("day", "counted", "in_all"), tuple(rows)))


def thin(points: list[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    """Leave out points of a long line that no picture is fine enough to show; the last one stays."""
    step = max(1, -(-len(points) // STEPS))
    return tuple(points[::step] if len(points) % step == 1 or step == 1 else [*points[::step], points[-1]])


def draw_strengths(strengths: Strengths, today: int) -> Chart:
    """Draw strength lines, a panel a habit: lines above each other could be told apart by colour alone."""
    span = strengths.span
    shown = [line for line in strengths.lines if line.points]
    title = f"Strength, {say_span(span, today)}"
    rows = tuple((line.habit.tag, write_day(day), round(100 * s, 3)) for line in shown for day, s in line.points)
    said = [findings.find_strength(line, span) for line in strengths.lines]
    if not strengths.lines:
        said = ["No habit here has a strength to show. To begin one: tinywins habit add stretch"]
    elif any(line.habit.decided >= ENOUGH for line in shown):
        said.append("It is a share of slots kept, the latest weighing most; how automatic a habit is, it cannot know.")
    panels = tuple(draw_strength(line, span, today, alone=len(shown) == 1) for line in shown)
    return Chart(title, panels, tuple(said), Table(("habit", "day", "strength"), rows))


def draw_strength(line: StrengthLine, span: Span, today: int, *, alone: bool) -> LinePanel:
    """Draw one habit's strength from 0 to 100; alone, beside that of every slot kept, if it began in the span."""
    lines = [Line(line.habit.tag if alone else "", scale(line.points))]
    if alone and line.every:
        lines.append(Line("every slot kept", scale(line.every), REFERENCE))
    name = "" if alone else f"{line.habit.tag} {round(100 * line.points[-1][1])}"
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
    weeks, found = chart.weeks.last(52), chart.growth
    panels: list[Panel] = []
    if weeks.counts:
        panels.append(CountPanel(tuple(zip(weeks.mondays, weeks.counts, strict=True)), "a full week"))
    if not isinstance(found, NotYet):
        panels.append(RangePanel((Range("", found.lo, found.value, found.hi),), "%", "growth a week"))
    title = f"{name_of(chart.series)}, growth from week to week"
    return Chart(title, tuple(panels), findings.find_growth(found, chart.weeks), table_weeks(chart.weeks))


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
        return Chart(title, panels, said, table_weeks(chart.weeks))
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
    found, weeks = chart.fan, chart.weeks.last(MOST_WEEKS)
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
