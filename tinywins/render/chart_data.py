"""Charts as plain data for --json: the schema is in docs/json.md, and only grows within a version."""

from math import isfinite

from tinywins.compounding.estimates import Estimate, NotYet
from tinywins.compounding.trends import Growth
from tinywins.compounding.weeks import Weeks
from tinywins.domain.days import write_day
from tinywins.render.habit_data import recent_data, run_data
from tinywins.services.charts import (
    BestRuns,
    CompoundChart,
    Forecast,
    GrowthChart,
    Heatmap,
    Span,
    Strengths,
    Wins,
)
from tinywins.services.series import Series

Data = dict[str, object]


def give(value: float) -> float | int | None:
    """Give a number that JSON can hold: whole ones as such, and None for what is without bounds."""
    if not isfinite(value):
        return None
    return int(value) if value == int(value) else round(value, 9)


def estimate_data(estimate: Estimate | None) -> Data | None:
    """Give a number with its likely range."""
    if estimate is None:
        return None
    value, lo, hi = (give(each) for each in (estimate.value, estimate.lo, estimate.hi))
    return {"value": value, "lo": lo, "hi": hi, "n": estimate.n, "level": estimate.level}


def not_yet_data(missing: NotYet) -> Data:
    """Give what a number waits for."""
    return {"verdict": "too_early", "reason": missing.reason, "need": missing.need}


def growth_data(found: Growth | NotYet) -> Data:
    """Give growth in per cent a week with its verdict, or what it waits for."""
    if isinstance(found, NotYet):
        return not_yet_data(found)
    extra = {"dispersion": give(found.dispersion), "rho": give(found.rho), "doubling": estimate_data(found.doubling)}
    return {"verdict": found.verdict, **(estimate_data(found) or {}), **extra}


def weeks_data(weeks: Weeks) -> list[Data]:
    """Give full weeks: their Mondays, counts and active shares."""
    rows = zip(weeks.mondays, weeks.counts, weeks.exposure, strict=True)
    return [{"week": write_day(monday), "counted": give(n), "active": round(share, 6)} for monday, n, share in rows]


def series_data(series: Series) -> Data:
    """Give what a series counts."""
    return {"of": series.tag or None, "total": give(series.total)}


def span_data(span: Span) -> Data:
    """Give the days of a span."""
    return {"first": write_day(span.first), "last": write_day(span.last)}


def heatmap_data(heatmap: Heatmap) -> Data:
    """Give each day that has a count or a mark."""
    span, series, signs = heatmap.span, heatmap.series, heatmap.signs
    days: Data = {}
    for place, day in enumerate(range(span.first, span.last + 1)):
        sign, n = signs[place].strip() if signs else "", series.counts.get(day, 0)
        if sign or n:
            days[write_day(day)] = {"counted": give(n), "mark": sign} if signs else give(n)
    kept = recent_data(heatmap.kept) if heatmap.kept else None
    return {**series_data(series), "habit": heatmap.habit is not None, **span_data(span), "kept": kept, "days": days}


def wins_data(wins: Wins) -> Data:
    """Give the counts of each day and the full weeks."""
    span, tempo = wins.span, wins.momentum
    counts = sorted((day, n) for day, n in wins.series.counts.items() if span.first <= day <= span.last)
    momentum = not_yet_data(tempo) if isinstance(tempo, NotYet) else {"verdict": tempo}
    days = {write_day(day): give(n) for day, n in counts}
    return {
        **series_data(wins.series),
        **span_data(span),
        "momentum": momentum,
        "days": days,
        "weeks": weeks_data(wins.series.shown_weeks()),
    }


def strengths_data(strengths: Strengths) -> Data:
    """Give the strength of habits after each decided slot, 0 to 1."""
    habits = [
        {
            "habit": line.habit.tag,
            "strength": round(line.habit.strength, 6),
            "decided": line.habit.decided,
            "recent": recent_data(line.habit.recent),
            "days": {write_day(day): round(strength, 6) for day, strength in line.points},
        }
        for line in strengths.lines
    ]
    return {**span_data(strengths.span), "habits": habits}


def runs_data(chart: BestRuns) -> Data:
    """Give a habit's best runs."""
    return {
        "habit": chart.habit.tag,
        "runs": [run_data(run) for run in chart.runs],
        "recent": recent_data(chart.habit.recent),
    }


def growth_chart_data(chart: GrowthChart) -> Data:
    """Give the full weeks and their growth."""
    return {
        **series_data(chart.series),
        "growth": growth_data(chart.growth),
        "weeks": weeks_data(chart.series.shown_weeks()),
    }


def compound_data(chart: CompoundChart) -> Data:
    """Give the factors of one's own growth and of 1 % a day, from now on, a week each."""
    found = chart.compound
    body = series_data(chart.series)
    if isinstance(found, NotYet):
        return {**body, "growth": not_yet_data(found), "factors": [], "one_percent_a_day": []}
    factors = [estimate_data(each) for each in found.factors]
    slogan = [give(each) for each in found.slogan]
    return {**body, "growth": growth_data(found.growth), "factors": factors, "one_percent_a_day": slogan}


def forecast_data(chart: Forecast) -> Data:
    """Give what is likely to be added by the end of each week ahead."""
    found = chart.fan
    body = {**series_data(chart.series), "weeks": weeks_data(chart.series.shown_weeks())}
    if isinstance(found, NotYet):
        return {**body, "pace": not_yet_data(found), "ahead": []}
    pace = found.pace
    ahead = [
        {"likely": estimate_data(likely), "half": estimate_data(half)}
        for likely, half in zip(found.likely, found.half, strict=True)
    ]
    told = {"rate": give(pace.rate), "dispersion": give(pace.dispersion), "rough": pace.rough, "n": pace.n}
    return {**body, "pace": told, "ahead": ahead}
