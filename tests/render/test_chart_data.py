"""Charts as data for --json: whatever was found can be written and read, without NaN or Infinity."""

import json
from dataclasses import replace
from math import inf, nan
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import examples
from tests.services.lived import TODAY, count_days, live
from tests.services.workspaces import Person
from tinywins.compounding.compound import Compound
from tinywins.compounding.estimates import Estimate
from tinywins.compounding.trends import Growth, growth
from tinywins.compounding.weeks import weeks_of
from tinywins.render import chart_data as data
from tinywins.render.review_data import review_data
from tinywins.services import charts
from tinywins.services.charts import CompoundChart, GrowthChart
from tinywins.services.review import review_period
from tinywins.services.series import Series


def write(found: dict[str, object]) -> Any:
    """Write data as strict JSON and read it back."""
    return json.loads(json.dumps(found, allow_nan=False))


@settings(max_examples=examples(1) // 8)
@given(st.integers(0, 1 << 16), st.sampled_from((None, 2025, 2026)))
def test_every_chart_can_be_written(seed: int, year: int | None) -> None:
    """Each chart of a life is strict JSON, with the days and totals of its series."""
    person = live(seed)
    ws = person.ws
    for word in (None, "dev", "run", "gym", "coffee"):
        counts = count_days(person, word or "")
        heatmap, wins = charts.chart_heatmap(ws, word, year), charts.chart_wins(ws, word, year)
        days = write(data.heatmap_data(heatmap))["days"]
        told = {each: n["counted"] if isinstance(n, dict) else n for each, n in days.items()}
        first, last = heatmap.span.first, heatmap.span.last
        within = [n for number, n in counts.items() if first <= number <= last]
        assert sum(told.values()) == pytest.approx(sum(within))
        assert write(data.wins_data(wins))["total"] == pytest.approx(sum(counts.values()))
        if word in ("gym", "coffee"):
            continue
        write(data.growth_chart_data(charts.chart_growth(ws, word)))
        write(data.compound_data(charts.chart_compound(ws, word)))
        write(data.forecast_data(charts.chart_forecast(ws, word)))
    lines = write(data.strengths_data(charts.chart_strength(ws, [], year)))["habits"]
    assert all(0 <= strength <= 1 for line in lines for strength in line["days"].values())
    write(data.runs_data(charts.chart_runs(ws, "gym")))
    for kind in ("week", "month", "year"):
        write(review_data(review_period(ws, kind)))
    person.close()


def test_an_empty_log_can_be_written() -> None:
    """Nothing is written as nothing, and what a number waits for as its reason."""
    person = Person()
    ws = person.ws
    assert write(data.heatmap_data(charts.chart_heatmap(ws)))["days"] == {}
    told = write(data.growth_chart_data(charts.chart_growth(ws)))
    assert told["growth"] == {"verdict": "too_early", "reason": "weeks", "need": 8}
    assert write(data.forecast_data(charts.chart_forecast(ws)))["ahead"] == []
    assert write(data.compound_data(charts.chart_compound(ws)))["factors"] == []
    assert write(data.strengths_data(charts.chart_strength(ws, [])))["habits"] == []
    write(data.wins_data(charts.chart_wins(ws)))
    person.close()


def test_what_is_without_bounds_is_nothing() -> None:
    """Infinity has no word in JSON: an end that is not there is null, wherever it stands."""
    weeks = weeks_of([round(5 * 1.08**week) for week in range(26)])
    found = growth(weeks)
    assert isinstance(found, Growth)
    wide = replace(found, hi=inf, doubling=Estimate(5.0, 1.0, inf, 26, 0.95), dispersion=nan)
    series = Series("", {TODAY: 1.0}, frozenset(), TODAY)
    told = write(data.growth_chart_data(GrowthChart(series, weeks, wide)))["growth"]
    assert (told["hi"], told["doubling"]["hi"], told["dispersion"]) == (None, None, None)
    endless = Compound(wide, (Estimate(1.0, 1.0, inf, 26, 0.95),), (1.0, inf))
    told = write(data.compound_data(CompoundChart(series, weeks, endless)))
    assert (told["factors"][0]["hi"], told["one_percent_a_day"]) == (None, [1, None])


@pytest.mark.parametrize(
    ("value", "given"),
    [(1.0, 1), (0.5, 0.5), (1e15, 10**15), (inf, None), (-inf, None), (nan, None), (1 / 3, 0.333333333)],
)
def test_numbers_are_given_as_json_has_them(value: float, given: object) -> None:
    """Whole numbers are whole, others have nine decimals, and what is no number is null."""
    assert (data.give(value), type(data.give(value))) == (given, type(given))
