"""Pictures of goals and feedback: the way of a goal, the time to act, and what is open by age."""

from math import isfinite, isinf

from tinywins.compounding.estimates import NotYet
from tinywins.compounding.survival import TimeToAct
from tinywins.domain.days import write_day
from tinywins.render.charts import thin
from tinywins.render.findings import number
from tinywins.render.panels import (
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
from tinywins.render.work import work_findings as findings
from tinywins.render.work.feedback import say_age as say_waited
from tinywins.render.work.work_findings import say_age, say_day, share_range
from tinywins.services.work.burn_ups import BurnUp
from tinywins.services.work.work_charts import AnswersChart, Waiting

SIGNS = "123456789abcdefghijklmnopqrstuvwxyz"  # of phases
HOUR = 1 / 24
RUNGS = (HOUR, 4 * HOUR, 8 * HOUR, 1.0, 2.0, 3.0, 7.0, 14.0, 30.0, 60.0, 90.0, 180.0, 365.0)  # days
MOST_RUNGS = 6
MOST_WAITING = 12  # open things that are drawn
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


def draw_answers(chart: AnswersChart) -> Chart:
    """Draw the share closed within so many days as step bars, what is open by age, and groups by their medians."""
    panels: list[Panel] = []
    steps = [] if isinstance(chart.found, NotYet) else list_steps(chart.found)
    if steps:
        panels.append(BarPanel(tuple(bar for bar, _ in steps), "closed within", full=100))
    ages = tuple(bar for bar in list_ages(chart) if bar.value)
    if len(ages) > 1:
        panels.append(BarPanel(ages, "open now, for", full=len(chart.open_ages)))
    medians = [(name, found.median) for name, found in chart.groups if not isinstance(found, NotYet)]
    if any(isfinite(each.value) for _, each in medians):
        ranges = tuple(Range(name, each.lo, each.value, each.hi, say_short(each.value)) for name, each in medians)
        panels.append(RangePanel(ranges, "", "days until half are closed"))
    rows: list[tuple[str | int | float | None, ...]] = [("all", *row) for _, row in steps]
    for name, found in chart.groups:
        rows += [(name, *row) for _, row in ([] if isinstance(found, NotYet) else list_steps(found))]
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


def draw_waiting(waiting: tuple[Waiting, ...], today: int) -> Chart:
    """Draw the open feedback as bars, the oldest first; all of it is among the numbers."""
    bars = tuple(
        Bar(each.text, each.age.days, say_waited(each.age), f"via {each.via}" if each.via else "")
        for each in waiting[:MOST_WAITING]
    )
    rows = tuple((each.text, each.person, each.via, write_day(each.day), round(each.age.days, 1)) for each in waiting)
    table = Table(("open", "from", "via", "came_in", "days"), rows)
    panels = (BarPanel(bars, "how long each is open", is_told=True),) if any(bar.value > 0 for bar in bars) else ()
    return Chart("Open feedback, the oldest first", panels, findings.find_waiting(waiting, MOST_WAITING, today), table)
