"""Pictures of work: a goal's burn-up, a funnel with whiskers, a tweak before and after, and the time to act."""

from math import isinf

from tinywins.compounding.estimates import NotYet
from tinywins.compounding.funnels import StepChange
from tinywins.compounding.survival import TimeToAct
from tinywins.domain.days import write_day
from tinywins.domain.names import show_name
from tinywins.render import work_findings as findings
from tinywins.render.charts import thin
from tinywins.render.findings import number
from tinywins.render.panels import (
    MAIN,
    REFERENCE,
    Band,
    Bar,
    BarPanel,
    Chart,
    Line,
    LinePanel,
    Mark,
    Panel,
    Range,
    RangePanel,
    Table,
)
from tinywins.render.phrases import count
from tinywins.render.work_findings import say_age, say_day, share_range, tidy
from tinywins.services.burn_ups import BurnUp
from tinywins.services.work_charts import AnswersChart, FunnelChart, Side, TweakChart

SIGNS = "123456789abcdefghijklmnopqrstuvwxyz"  # of phases
HOUR = 1 / 24
RUNGS = (HOUR, 4 * HOUR, 8 * HOUR, 1.0, 2.0, 3.0, 7.0, 14.0, 30.0, 60.0, 90.0, 180.0, 365.0)  # days
MOST_RUNGS = 6
AGES = ((2.0, "up to 2 days"), (7.0, "up to a week"), (30.0, "up to 30 days"), (float("inf"), "longer"))


def draw_burn_up(burn: BurnUp) -> Chart:
    """Draw what is done as a line, what is wanted as another, and from today on the fan of what is likely."""
    last = max([burn.today, *(each.day for each in burn.ahead)])
    if burn.deadline is not None and burn.total < burn.want and not burn.ahead:
        last = max(last, burn.deadline)
    first = min(burn.done[0][0], last - 7)
    lines = (
        Line("done", thin([(float(day), total) for day, total in burn.done])),
        Line("wanted", trace_scope(burn, first, last), REFERENCE),
    )
    panel = LinePanel(
        lines,
        first,
        last,
        trace_fan(burn),
        low=0,
        today=burn.today if last > burn.today else None,
        marks=mark_dates(burn, last),
    )
    return Chart(f"{burn.title}, burn-up", (panel,), findings.find_burn_up(burn), table_burn_up(burn))


def trace_scope(burn: BurnUp, first: int, last: int) -> tuple[tuple[float, float], ...]:
    """Give the scope as a line with a step where it grew, across the whole picture."""
    points: list[tuple[float, float]] = []
    for place, (day, want) in enumerate(burn.scope):
        begin = float(first if not place else max(first, day))
        points += [(begin, points[-1][1]), (begin, want)] if points else [(begin, want)]
    return (*points, (float(last), burn.want))


def trace_fan(burn: BurnUp) -> tuple[Band, ...]:
    """Give the likely ranges ahead, the wider one first; what is done is never more than what is wanted."""
    if not burn.ahead:
        return ()
    return tuple(
        Band(name, tuple((float(each.day), min(lo, burn.want), min(hi, burn.want)) for each, lo, hi in ends))
        for name, ends in (
            ("80 %", [(each, each.likely.lo, each.likely.hi) for each in burn.ahead]),
            ("50 %", [(each, each.half.lo, each.half.hi) for each in burn.ahead]),
        )
    )


def mark_dates(burn: BurnUp, last: int) -> tuple[Mark, ...]:
    """Mark the deadline, and each phase where it was reached, or else at its date, or else at the end."""
    marks = [Mark(f"its date, {say_day(burn.deadline, burn.today)}", burn.deadline)] if burn.deadline else []
    for sign, each in zip(SIGNS, burn.milestones, strict=False):
        if each.reached is not None:
            when, word = each.reached, f"reached {say_day(each.reached, burn.today)}"
        else:
            when = each.by if each.by is not None else last
            word = f"by {say_day(each.by, burn.today)}" if each.by is not None else "no date"
        name = f"{each.title}, {number(each.upto)} {word}"
        marks.append(Mark(name, max(burn.done[0][0], min(when, last)), each.upto, sign))
    return tuple(marks)


def table_burn_up(burn: BurnUp) -> Table:
    """Give a row for each Monday and today, and for each day ahead with its ranges."""
    columns = ("day", "done", "wanted", "lo_80", "lo_50", "middle", "hi_50", "hi_80")
    rows: list[tuple[str | int | float | None, ...]] = []
    for day, total in burn.done:
        if day == burn.today or day % 7 == 0 or day == burn.done[0][0]:
            rows.append((write_day(day), total, want_on(burn, day), None, None, None, None, None))
    for each in burn.ahead[1:]:
        outer, inner = each.likely, each.half
        rows.append((write_day(each.day), None, burn.want, outer.lo, inner.lo, inner.value, inner.hi, outer.hi))
    return Table(columns, tuple(rows))


def want_on(burn: BurnUp, day: int) -> float:
    """Give what was wanted on a day; before the first it is what was wanted then."""
    return next((want for since, want in reversed(burn.scope) if since <= day), burn.scope[0][1])


def draw_funnel(chart: FunnelChart, today: int) -> Chart:
    """Draw how many came to each step as bars, and the share that takes each step with its whiskers."""
    names = [show_name(tag) for tag in chart.tags]
    bars = tuple(
        Bar(name, n, number(n), f"{number(chart.before[place])} before" if chart.before else "")
        for place, (name, n) in enumerate(zip(names, chart.counts, strict=True))
    )
    panels: list[Panel] = [BarPanel(bars, "how many came to each step")]
    ranges = list_ranges(chart)
    if ranges:
        beside = f", and before, {say_days(chart.before_days, today)}" if chart.before_days else ""
        panels.append(RangePanel(tuple(ranges), "%", f"the share that came on to each step{beside}"))
    title = f"{chart.name}, {say_days((chart.first, chart.last), today)}"
    return Chart(title, tuple(panels), findings.find_funnel(chart), table_funnel(chart))


def say_days(days: tuple[int, int], today: int) -> str:
    """Say the days of a period."""
    return f"{say_day(days[0], today)} - {say_day(days[1], today)}"


def list_ranges(chart: FunnelChart) -> list[Range]:
    """List the rates of steps and of the whole with their ranges, that of the period before below each."""
    ranges = []
    pairs = [(f"to {show_name(tag)}", place) for place, tag in enumerate(chart.tags[1:])]
    for name, place in [*pairs, ("overall", -1)]:
        past = [(chart.before_funnel, "  before", REFERENCE)] if chart.before_funnel else []
        for found, label, style in [(chart.funnel, name, MAIN), *past]:
            rate = found.overall if place < 0 else found.steps[place].rate
            if not isinstance(rate, NotYet):
                low, value, high = (100 * each for each in (rate.lo, rate.value, rate.hi))
                ranges.append(Range(label, low, value, high, share_range(rate), style))
    return ranges


def table_funnel(chart: FunnelChart) -> Table:
    """Give a row for each step and one for the whole: counts, rates in per cent, and how they changed.

    `log_ratio` adds up over the steps to that of the whole.
    """
    columns = ("step", "counted", "rate", "lo", "hi", "before", "ratio", "ratio_lo", "ratio_hi", "log_ratio")
    rows: list[tuple[str | int | float | None, ...]] = []
    changes = (*chart.change.steps, chart.change.overall) if chart.change else ()
    for place in range(len(chart.counts) + 1):
        is_whole = place == len(chart.counts)
        rate = chart.funnel.overall if is_whole else chart.funnel.steps[place - 1].rate if place else None
        parts: list[float | None] = [None, None, None]
        if rate is not None and not isinstance(rate, NotYet):
            parts = [round(100 * each, 3) for each in (rate.value, rate.lo, rate.hi)]
        step = changes[place - 1] if changes and place else None
        ratio = (
            (step.value, step.lo, step.hi, step.log_ratio) if isinstance(step, StepChange) else (None, None, None, None)
        )
        index = -1 if is_whole else place
        before = chart.before[index] if chart.before else None
        rows.append(("overall" if is_whole else chart.tags[place], chart.counts[index], *parts, before, *ratio))
    return Table(columns, tuple(rows))


def draw_tweak(chart: TweakChart, today: int) -> Chart:
    """Draw both sides of a tweak with their ranges on one axis; while it collects it is what there is so far."""
    sides = (("before", chart.before, REFERENCE), ("after", chart.after, MAIN))
    scale = 100 if chart.per else 1
    ranges = []
    for (name, side, style), rate in zip(sides, chart.rates, strict=True):
        if rate is not None:
            text = share_range(rate) if chart.per else f"{tidy(rate.value)} ({tidy(rate.lo)}-{tidy(rate.hi)})"
            events = number(side.events) if side.of is None else findings.say_side(side)
            ranges.append(Range(f"{name}, {events}", scale * rate.lo, scale * rate.value, scale * rate.hi, text, style))
    measure = show_name(chart.measure)
    what = f"{measure} in {show_name(chart.per)}" if chart.per else f"{measure} a week"
    spans = " and ".join(f"{count(round(side.weeks), 'week')} {name}" for name, side, _ in sides if side.weeks)
    panels = (RangePanel(tuple(ranges), "%" if chart.per else "", f"{what}, {spans}"),) if ranges else ()
    state = "collecting" if chart.is_collecting else "before and after"
    return Chart(f"{chart.title}, {state}", panels, findings.find_tweak(chart, today), table_tweak(chart))


def table_tweak(chart: TweakChart) -> Table:
    """Give a row for each side."""
    rows: list[tuple[str | int | float | None, ...]] = []
    for name, side, rate in zip(("before", "after"), (chart.before, chart.after), chart.rates, strict=True):
        value, low, high = (rate.value, rate.lo, rate.hi) if rate else (None, None, None)
        rows.append((name, write_day(side.first), write_side_end(side), side.events, side.of, value, low, high))
    return Table(("side", "first", "last", "counted", "of", "rate", "lo", "hi"), tuple(rows))


def write_side_end(side: Side) -> str | None:
    """Write the last day of a side; None where it has none yet."""
    return write_day(side.last) if side.last >= side.first else None


def draw_answers(chart: AnswersChart) -> Chart:
    """Draw the share acted on within so many days as step bars, what is open by age, and groups by their medians."""
    panels: list[Panel] = []
    steps = [] if isinstance(chart.found, NotYet) else list_steps(chart.found)
    if steps:
        panels.append(BarPanel(tuple(bar for bar, _ in steps), "acted on within", full=100))
    ages = tuple(bar for bar in list_ages(chart) if bar.value)
    if ages:
        panels.append(BarPanel(ages, "open now, for", full=len(chart.open_ages)))
    medians = [(name, found.median) for name, found in chart.groups if not isinstance(found, NotYet)]
    if medians:
        ranges = tuple(Range(name, each.lo, each.value, each.hi, say_short(each.value)) for name, each in medians)
        panels.append(RangePanel(ranges, "", "days until half are acted on"))
    rows: list[tuple[str | int | float | None, ...]] = [("all", *row) for _, row in steps]
    table = Table(("of", "within_days", "share", "lo", "hi"), tuple(rows))
    return Chart("Feedback, time to act", tuple(panels), findings.find_answers(chart), table)


def say_short(days: float) -> str:
    """Say a median shortly."""
    return "not reached" if isinf(days) else say_age(days)


def list_steps(found: TimeToAct) -> list[tuple[Bar, tuple[float, float, float, float]]]:
    """List the steps of the curve as bars in per cent, six at most, with days, share and range (0-1)."""
    oldest = found.curve[-1].t
    rungs = [days for place, days in enumerate(RUNGS) if not place or RUNGS[place - 1] < oldest]
    rungs = [days for days in rungs if found.within(days).value > 0] or rungs[-1:]
    while len(rungs) > MOST_RUNGS:
        del rungs[-2 if len(rungs) % 2 else 1]
    steps = []
    for days in rungs:
        each = found.within(days)
        bar = Bar(say_age(days) if days < 1 else count(int(days), "day"), 100 * each.value, share_range(each))
        steps.append((bar, (days, each.value, each.lo, each.hi)))
    return steps


def list_ages(chart: AnswersChart) -> list[Bar]:
    """List how many are open by age."""
    bars, low = [], -1.0
    for high, name in AGES:
        n = sum(low < age <= high for age in chart.open_ages)
        bars.append(Bar(name, n, number(n)))
        low = high
    return bars
