"""Pictures of funnels and tweaks: counts step by step, rates with whiskers, and the weeks before beside those after."""

from tinywins.compounding.comparing import rate_interval
from tinywins.compounding.estimates import Estimate, NotYet
from tinywins.compounding.funnels import LEAST_ENTRANTS, Funnel, StepChange, funnel
from tinywins.compounding.proportions import wilson_interval
from tinywins.domain.days import write_day
from tinywins.domain.names import show_name
from tinywins.render.findings import number
from tinywins.render.panels import MAIN, REFERENCE, Bar, BarPanel, Chart, Panel, Range, RangePanel, Table
from tinywins.render.phrases import count
from tinywins.render.work.funnels import list_findings, name_period
from tinywins.render.work.tweaks import say_caveats, say_finding
from tinywins.render.work.work_findings import share_range, tidy
from tinywins.services.work.funnel_views import ALL, FunnelView
from tinywins.services.work.tweak_views import COLLECTING, TweakView
from tinywins.services.work.tweak_weeks import Side

Rows = list[tuple[str | int | float | None, ...]]


def draw_funnel(view: FunnelView) -> Chart:
    """Draw how many came to each step as bars, and the share that takes each step with its whiskers."""
    so_far = " so far" if view.is_open and view.period != ALL else ""
    title = f"{view.plan.name}, {name_period(view.period, view.counts, view.today)}{so_far}"
    if view.found is None:
        return Chart(title, (), explain_problem(view), Table(("step",), tuple((tag,) for tag in view.tags)))
    before = view.before.steps if view.before and view.change else ()
    bars = tuple(
        Bar(show_name(tag), n, number(n), f"{number(before[place])} before" if before else "")
        for place, (tag, n) in enumerate(zip(view.tags, view.counts.steps, strict=True))
    )
    panels: list[Panel] = [BarPanel(bars, "how many came to each step")]
    ranges = list_ranges(view, view.found, funnel(before) if before else None)
    if ranges:
        past = f", and below it in {name_period(view.period, view.before, view.today)}" if view.before else ""
        panels.append(RangePanel(tuple(ranges), "%", f"the share that came on to each step{past}"))
    said = (say_whole(view, view.found), *list_findings(view, view.found))
    return Chart(title, tuple(panels), said, table_funnel(view, view.found))


def explain_problem(view: FunnelView) -> tuple[str, ...]:
    """Say why the counts are none of a funnel."""
    return (view.problem.message,) if view.problem else ()


def say_whole(view: FunnelView, found: Funnel) -> str:
    """Say how many of those who came first came through to the end."""
    first, last = (show_name(view.tags[place]) for place in (0, -1))
    came, through = view.counts.steps[0], view.counts.steps[-1]
    if isinstance(found.overall, NotYet):
        return f"Too early for shares: {number(came)} {first} of the {LEAST_ENTRANTS} it takes."
    return f"{number(through)} of {number(came)} {first} came through to {last}: {share_range(found.overall)}."


def list_ranges(view: FunnelView, found: Funnel, before: Funnel | None) -> list[Range]:
    """List the rates of steps and of the whole with their ranges, that of the period before below each."""
    ranges = []
    pairs = [(f"to {show_name(tag)}", place) for place, tag in enumerate(view.tags[1:])]
    for name, place in [*pairs, ("overall", -1)]:
        past = [(before, "  before", REFERENCE)] if before else []
        for each, label, style in [(found, name, MAIN), *past]:
            rate = each.overall if place < 0 else each.steps[place].rate
            if not isinstance(rate, NotYet):
                low, value, high = (100 * end for end in (rate.lo, rate.value, rate.hi))
                ranges.append(Range(label, low, value, high, share_range(rate), style))
    return ranges


def table_funnel(view: FunnelView, found: Funnel) -> Table:
    """Give a row for each step and one for the whole: counts, rates in per cent, and how they changed.

    `log_ratio` adds up over the steps to that of the whole.
    """
    columns = ("step", "counted", "rate", "lo", "hi", "before", "ratio", "ratio_lo", "ratio_hi", "log_ratio")
    before = view.before.steps if view.before and view.change else None
    changes = (None, *view.change.steps, view.change.overall) if view.change else (None,) * (len(view.tags) + 1)
    rates = (None, *(step.rate for step in found.steps), found.overall)
    names, places = (*view.tags, "overall"), (*range(len(view.tags)), -1)
    rows: Rows = []
    for name, place, rate, step in zip(names, places, rates, changes, strict=True):
        cells: list[float | None] = [None, None, None]
        if rate is not None and not isinstance(rate, NotYet):
            cells = [round(100 * each, 3) for each in (rate.value, rate.lo, rate.hi)]
        ratio: tuple[float | None, ...] = (None, None, None, None)
        if isinstance(step, StepChange):
            ratio = (step.value, step.lo, step.hi, step.log_ratio)
        rows.append((name, view.counts.steps[place], *cells, before[place] if before else None, *ratio))
    return Table(columns, tuple(rows))


def draw_tweak(view: TweakView) -> Chart:
    """Draw both sides of a tweak with their ranges on one axis; while it collects it is what there is so far."""
    sides = (("before", view.before, REFERENCE), ("after", view.after, MAIN))
    scale = 100 if view.per else 1
    ranges = []
    for name, side, style in sides:
        rate = rate_side(view, side)
        if rate is not None:
            text = share_range(rate) if view.per else f"{tidy(rate.value)} ({tidy(rate.lo)}-{tidy(rate.hi)})"
            low, value, high = (scale * each for each in (rate.lo, rate.value, rate.hi))
            ranges.append(Range(f"{name}, {say_counted(view, side)}", low, value, high, text, style))
    measure = show_name(view.measure)
    what = f"{measure} of {show_name(view.per)}" if view.per else f"{measure} a week"
    spans = " and ".join(f"{count(len(side.mondays), 'full week')} {name}" for name, side, _ in sides if side.mondays)
    panels = (RangePanel(tuple(ranges), "%" if view.per else "", f"{what}, {spans}"),) if ranges else ()
    state = "collecting" if view.state == COLLECTING else "before and after"
    said = [each.partition(": tinywins ")[0] for each in (*say_finding(view), *say_caveats(view))]
    if view.heard:
        said.append(f'From feedback {view.heard[0]}: "{view.heard[1]}"')
    closed = tuple(each if each.endswith((".", '"')) else f"{each}." for each in said)
    return Chart(f"{view.tweak.title}, {state}", panels, closed, table_tweak(view))


def say_counted(view: TweakView, side: Side) -> str:
    """Say what was counted on a side."""
    return f"{number(side.events)} of {number(side.people)}" if view.per else number(side.events)


def rate_side(view: TweakView, side: Side) -> Estimate | None:
    """Give the rate of a side, a week or as a share (0-1), with its range; None where nothing divides it.

    The scatter of the weeks is allowed for, as in the verdict.
    """
    if not side.mondays or (view.per and not side.people):
        return None
    if not view.per:
        return rate_interval(side.events, side.weeks, view.phi)
    people = max(1, round(side.people / view.phi))
    ends = wilson_interval(min(people, round(side.events / view.phi)), people)
    share = side.events / side.people
    return Estimate(share, min(share, ends[0]), max(share, ends[1]), side.people, 0.95)


def table_tweak(view: TweakView) -> Table:
    """Give a row for each full week of both sides, and one for each side."""
    rows: Rows = []
    for name, side in (("before", view.before), ("after", view.after)):
        weeks = zip(side.mondays, side.counts, side.trials or (None,) * len(side.mondays), strict=True)
        rows += [(name, write_day(day), n, of, None, None, None) for day, n, of in weeks]
        rate = rate_side(view, side)
        ends = (rate.value, rate.lo, rate.hi) if rate else (None, None, None)
        rows.append((name, "all", side.events, side.people if view.per else None, *ends))
    return Table(("side", "week", "counted", "of", "rate", "lo", "hi"), tuple(rows))
