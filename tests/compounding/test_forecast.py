"""Forecast: reference quantiles and chances, what more history and more wins do, and what it refuses to say."""

from math import ceil, isclose
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import examples, golden
from tests.compounding.samples import near
from tinywins.compounding.estimates import NotYet
from tinywins.compounding.forecast import (
    FARTHEST,
    Completion,
    Fan,
    Pace,
    chance_by,
    completion,
    estimate_pace,
    fan,
    find_pace,
    first_week,
    predict,
    predict_ranges,
)
from tinywins.compounding.weeks import weeks_of

histories = st.lists(st.integers(0, 30), min_size=4, max_size=40).filter(any)


def pace_of(history: list[int]) -> Pace:
    """Give the pace of any history, however short."""
    weeks = weeks_of(history)
    return estimate_pace(weeks, sum(weeks.counts), sum(weeks.exposure))


def reach(history: list[int], remaining: int, deadline: float | None = None) -> Completion:
    """Say when a goal is reached, from enough history."""
    found = completion(weeks_of(history), remaining, deadline)
    assert isinstance(found, Completion)
    return found


def look_ahead(history: list[int], horizon: int) -> Fan:
    """Forecast from enough history."""
    found = fan(weeks_of(history), horizon)
    assert isinstance(found, Fan)
    return found


def draw_weeks(history: list[int], remaining: int, weeks: int) -> list[float]:
    """Give the chance of being done by each week where weeks are drawn from the past: exactly, by adding up."""
    left, done, chances = {remaining: 1.0}, 0.0, []
    for _ in range(weeks):
        after: dict[int, float] = {}
        for rest, chance in left.items():
            for count in history:
                if count >= rest:
                    done += chance / len(history)
                else:
                    after[rest - count] = after.get(rest - count, 0.0) + chance / len(history)
        left = after
        chances.append(done)
    return chances


@pytest.mark.parametrize(
    "case", golden("nb_predictive")["cases"], ids=lambda case: f"{case['history']} {case['horizon']}"
)
def test_reference_predictions(case: dict[str, Any]) -> None:
    """Scatter, parameters and quantiles of what lies ahead are those of the reference file."""
    pace, tolerance = pace_of(case["history"]), golden("nb_predictive")["suggested_rel_tol"]
    r, p = predict(pace, case["horizon"])
    (likely,) = predict_ranges(pace, case["horizon"], [0.8])
    assert near(case["phi"], pace.dispersion, tolerance)
    assert near(case["r"], r, tolerance)
    assert near(case["p"], p, tolerance)
    assert near(case["mean"], r * (1 - p) / p, tolerance)
    assert near(case["var"], r * (1 - p) / p / p, tolerance)
    assert (likely.lo, likely.value, likely.hi) == tuple(case["quantiles"][q] for q in ("0.1", "0.5", "0.9"))


@pytest.mark.parametrize("case", golden("completion_nb")["cases"], ids=lambda case: f"{case['history']}")
def test_reference_completions(case: dict[str, Any]) -> None:
    """The chance of being done by each week, and the weeks of 50, 85 and 95 %, are those of the reference file."""
    pace, tolerance = pace_of(case["history"]), golden("completion_nb")["suggested_rel_tol"]
    chances = [chance_by(pace, case["remaining"], week) for week in range(1, len(case["p_done_by_week"]) + 1)]
    off = [pair for pair in zip(case["p_done_by_week"], chances, strict=True) if not near(*pair, tolerance, 1e-9)]
    assert off == []
    weeks = [first_week(pace, case["remaining"], chance) for chance in (0.5, 0.85, 0.95)]
    assert weeks == [case["p50"], case["p85"], case["p95"]]


@pytest.mark.parametrize("case", golden("completion_bootstrap")["cases"], ids=lambda case: f"{case['history']}")
def test_drawing_past_weeks_is_surer_than_it_may_be(case: dict[str, Any]) -> None:
    """Weeks drawn from the past give the reference chances, and promise 85 % no later than the forecast does."""
    history, remaining, wanted = case["history"], case["remaining"], case["p_done_by_week"]
    chances = draw_weeks(history, remaining, len(wanted)) if remaining else [1.0]
    assert all(near(*pair, 1e-9) for pair in zip(wanted, chances, strict=True))
    if any(history) and len(history) > 1 and remaining:
        week = first_week(pace_of(history), remaining, 0.85)
        assert week is not None
        assert week >= case["p85"] == next(place for place, chance in enumerate(chances, 1) if chance >= 0.85)


@settings(max_examples=examples(1))
@given(histories, st.integers(1, 120))
def test_the_chance_never_falls(history: list[int], remaining: int) -> None:
    """With more weeks the chance of being done is no lower, and with more to do no higher."""
    pace = find_pace(weeks_of(history))
    assert isinstance(pace, Pace)
    chances = [chance_by(pace, remaining, week) for week in (0, 0.5, 1, 2, 3, 5, 8, 13, 40, 200)]
    assert chances == sorted(chances)
    assert all(
        chance_by(pace, remaining + 1, week) <= chance_by(pace, remaining, week) + 1e-12 for week in (0.5, 1, 8, 40)
    )
    assert (chances[0], chance_by(pace, 0, 0)) == (0.0, 1.0)


@settings(max_examples=examples(1) // 2)
@given(histories, st.integers(1, 120), st.integers(1, 40))
def test_a_completion_is_consistent(history: list[int], remaining: int, deadline: int) -> None:
    """The curve never falls and crosses 50 and 85 % at the weeks named; the deadline's chance lies on it."""
    found = reach(history, remaining, deadline)
    assert list(found.curve) == sorted(found.curve)
    for week, chance in ((found.even, 0.5), (found.sure, 0.85)):
        if week is None:
            assert len(found.curve) == FARTHEST
            assert found.curve[-1] < chance
        else:
            assert found.curve[week - 1] >= chance
            assert week == 1 or found.curve[week - 2] < chance
    if deadline <= len(found.curve):
        assert found.by_deadline == found.curve[deadline - 1]
    assert found.needed == remaining / deadline


@given(histories, st.integers(1, 8))
def test_a_fan_is_ordered(history: list[int], horizon: int) -> None:
    """The 50 % range lies within the 80 % one, around the median, and no end falls from week to week."""
    found = look_ahead(history, horizon)
    assert len(found.half) == len(found.likely) == horizon
    for half, likely in zip(found.half, found.likely, strict=True):
        assert 0 <= likely.lo <= half.lo <= half.value <= half.hi <= likely.hi
        assert half.value == likely.value
        assert (half.level, likely.level) == (0.5, 0.8)
    for name in ("lo", "value", "hi"):
        ends = [getattr(step, name) for step in found.likely]
        assert ends == sorted(ends)


@given(histories, st.integers(1, 12), st.sampled_from([0.5, 0.8]))
def test_a_range_is_as_likely_as_it_says(history: list[int], horizon: int, level: float) -> None:
    """The range holds at least its level, and an end further in would hold less."""
    pace = pace_of(history)
    (found,) = predict_ranges(pace, horizon, [level])
    inside = chance_by(pace, found.lo, horizon) - chance_by(pace, found.hi + 1, horizon)
    assert inside >= level - 1e-9
    assert chance_by(pace, found.hi, horizon) > (1 - level) / 2 - 1e-9
    assert 1 - chance_by(pace, found.lo + 1, horizon) >= (1 - level) / 2 - 1e-9


def test_poisson_weeks_are_the_gamma_poisson_predictive() -> None:
    """Without more scatter than Poisson's, r is the wins that were seen and a half, and p the time's share."""
    r, p = predict(pace_of([5, 4, 6, 5, 5, 7, 3, 5]), 12)
    assert isclose(r, 40.5)
    assert isclose(p, 8 / (8 + 12))


def test_busy_spells_widen_the_fan() -> None:
    """From twelve weeks on, weeks like their neighbours make the range wider than the same weeks in another order."""
    waves, mixed = [2, 2, 3, 6, 9, 9, 8, 4, 2, 1, 3, 8], [2, 9, 2, 8, 3, 8, 4, 6, 2, 9, 1, 3]
    assert sorted(waves) == sorted(mixed)
    wide, narrow = look_ahead(waves, 4), look_ahead(mixed, 4)
    assert wide.pace.rho == 0.6
    assert narrow.pace.rho == 0.0
    assert isclose(wide.pace.dispersion, 4 * narrow.pace.dispersion)
    assert wide.likely[3].hi - wide.likely[3].lo > 1.5 * (narrow.likely[3].hi - narrow.likely[3].lo)
    assert look_ahead(waves[:11], 4).pace.rho == 0.0


def test_too_early_says_how_much_is_missing() -> None:
    """Below four full weeks, or without a win, nothing is forecast, and a goal that is reached needs neither."""
    assert fan(weeks_of([3, 4, 5]), 4) == completion(weeks_of([3, 4, 5]), 9) == NotYet("weeks", 1)
    assert fan(weeks_of([]), 4) == NotYet("weeks", 4)
    assert fan(weeks_of([0] * 30), 4) == completion(weeks_of([0] * 30), 9) == NotYet("wins", 1)
    assert completion(weeks_of([]), 0) == Completion(0, 0, 0, None, None, (), None)
    assert completion(weeks_of([0] * 9), -3, 2) == Completion(-3, 0, 0, 1.0, 0.0, (), None)


@pytest.mark.parametrize(("n", "rough"), [(4, True), (7, True), (8, False), (40, False)])
def test_short_histories_are_rough(n: int, rough: bool) -> None:
    """Below eight weeks the forecast says that it is rough."""
    assert look_ahead([3] * n, 1).pace.rough is rough


def test_only_the_last_half_year_counts() -> None:
    """The pace is that of the last 26 weeks."""
    assert look_ahead([90] * 30 + [5] * 26, 3) == look_ahead([5] * 26, 3)


def test_short_weeks_are_no_slow_weeks() -> None:
    """A week with two active days counts for two days of the pace."""
    full, part = pace_of([7] * 8), find_pace(weeks_of([7] * 7 + [2], [1.0] * 7 + [2 / 7]))
    assert isinstance(part, Pace)
    assert isclose(full.rate, part.rate, rel_tol=0.01)
    assert part.dispersion == 1.0
    assert isclose(part.exposure, 7 + 2 / 7)


def test_a_goal_out_of_reach_has_no_week() -> None:
    """Where 85 % lies beyond 260 weeks no week is named; a deadline that is over asks for no pace."""
    found = reach([0, 0, 0, 1], 90, 0)
    assert (found.sure, len(found.curve)) == (None, FARTHEST)
    assert (found.by_deadline, found.needed) == (0.0, None)
    assert reach([0, 0, 0, 1], 90, -2).by_deadline == 0.0
    assert reach([5] * 8, 20).needed is None


def test_parts_of_a_unit_are_wanted_whole() -> None:
    """Six and a half remaining are there when seven are."""
    assert chance_by(pace_of([5] * 8), 6.5, 2) == chance_by(pace_of([5] * 8), ceil(6.5), 2)


def test_one_good_week_promises_little() -> None:
    """After [0, 0, 0, 5] ten more take 43 weeks with 85 %, where drawing past weeks says 13."""
    found = reach([0, 0, 0, 5], 10)
    assert found.sure == 43
    assert next(week for week, chance in enumerate(draw_weeks([0, 0, 0, 5], 10, 40), 1) if chance >= 0.85) == 13
