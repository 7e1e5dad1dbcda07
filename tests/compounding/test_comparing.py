"""Before and after: reference numbers, mirrors, and what it refuses to say."""

from math import comb, inf, isclose, isnan
from random import Random
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.builders import examples, golden
from tests.compounding.samples import draw_weeks, near
from tinywins.compounding.comparing import (
    Comparison,
    chance_of_rise,
    compare_counts,
    compare_rates,
    detectable_ratio,
    events_needed,
    exact_p,
    judge_chance,
    rate_ratio,
    shrink_dispersion,
    trials_needed,
)
from tinywins.compounding.estimates import NotYet

RATES: dict[str, Any] = golden("poisson_two_rates")
counts = st.integers(0, 300)
times = st.integers(1, 400)


def compare(y1: int, t1: float, y2: int, t2: float, phi: float = 1.0) -> Comparison:
    """Compare counts, however few they are."""
    found = compare_counts(y1, t1, y2, t2, phi, least=0)
    assert isinstance(found, Comparison)
    return found


def minlike_p(y2: int, n: int, share: float) -> float:
    """Give R's two-sided p: the chance of all that is no likelier than what was seen."""
    chances = [comb(n, k) * share**k * (1 - share) ** (n - k) for k in range(n + 1)]
    return sum(chance for chance in chances if chance <= chances[y2] * (1 + 1e-7))


@pytest.mark.parametrize("case", RATES["cases"], ids=lambda case: f"{case['y1']} in {case['t1']}, {case['y2']}")
def test_reference_rates(case: dict[str, Any]) -> None:
    """Ratio, interval, both p and the chance are those of the reference file."""
    asked = case["y1"], case["t1"], case["y2"], case["t2"]
    found, tolerance = compare(*asked), RATES["suggested_rel_tol"]
    assert near(case["ratio"], found.value, tolerance)
    assert near(case["ratio_lo"], found.lo, tolerance)
    assert near(case["ratio_hi"], found.hi, tolerance)
    assert near(case["prob_rate_up_jeffreys"], found.chance, tolerance)
    assert near(case["p_central"], exact_p(*asked), tolerance)
    assert near(case["p_mid_central"], exact_p(*asked, mid=True), tolerance)
    share = case["t2"] / (case["t1"] + case["t2"])
    assert near(case["p_minlike"], minlike_p(case["y2"], case["y1"] + case["y2"], share), tolerance)


@pytest.mark.parametrize("case", golden("two_proportions")["cases"], ids=lambda case: f"{case['k1']}/{case['n1']}")
def test_reference_shares(case: dict[str, Any]) -> None:
    """Difference, interval and chance are those of the reference file."""
    found = compare_rates(case["k1"], case["n1"], case["k2"], case["n2"], least=0)
    assert isinstance(found, Comparison)
    for name, value in (("diff", found.value), ("diff_lo", found.lo), ("diff_hi", found.hi)):
        assert near(case[name], value, 1e-9)
    assert near(case["prob_b_beats_a"], found.chance, 1e-9)


@pytest.mark.parametrize("case", golden("events_needed")["cases"], ids=lambda case: str(case["ratio"]))
def test_reference_events(case: dict[str, float]) -> None:
    """The events that a ratio needs are those of the reference file, and phi times as many with such scatter."""
    assert near(case["events_before"], events_needed(case["ratio"]), 1e-9)
    assert near(1.7 * case["events_before"], events_needed(case["ratio"], 1.7), 1e-9)


@pytest.mark.parametrize("case", golden("detectable_ratio")["cases"], ids=lambda case: f"{case['y1']}, {case['t2']}")
def test_reference_ratios(case: dict[str, float]) -> None:
    """The smallest visible ratio is that of the reference file."""
    assert near(case["detectable_ratio"], detectable_ratio(case["y1"], case["t1"], case["t2"]), 1e-9)


@settings(max_examples=examples(2))
@given(counts, times, counts, times)
def test_swapping_the_sides_mirrors_all(y1: int, t1: int, y2: int, t2: int) -> None:
    """After and before change places: the ratio and its ends are inverted, and the chance is the other one."""
    found, turned = compare(y1, t1, y2, t2), compare(y2, t2, y1, t1)
    assert isclose(1.0, found.chance + turned.chance, abs_tol=1e-10)
    assert isclose(found.lo, 1 / turned.hi if turned.hi else inf, rel_tol=1e-9)
    assert isclose(found.hi, 1 / turned.lo if turned.lo else inf, rel_tol=1e-9)
    if y1 and y2:
        assert isclose(found.value, 1 / turned.value, rel_tol=1e-12)
    mirror = {"rose": "fell", "fell": "rose"}
    word, _, end = found.verdict.rpartition("_")
    assert turned.verdict == (f"{word}_{mirror[end]}" if end in mirror else found.verdict)


@given(counts, times, counts, times, st.sampled_from([7, 24, 1 / 7, 1_440]))
def test_the_unit_of_time_changes_nothing(y1: int, t1: int, y2: int, t2: int, scale: float) -> None:
    """Days or weeks or minutes: ratio, interval and chance are the same."""
    found, scaled = compare(y1, t1, y2, t2), compare(y1, t1 * scale, y2, t2 * scale)
    assert isclose(found.chance, scaled.chance, rel_tol=1e-9, abs_tol=1e-12)
    assert isclose(found.lo, scaled.lo, rel_tol=1e-9)
    assert isclose(found.hi, scaled.hi, rel_tol=1e-9)
    assert isclose(found.value, scaled.value, rel_tol=1e-12) or (isnan(found.value) and isnan(scaled.value))


@given(counts, times, counts, times, st.floats(1, 8))
def test_scatter_widens_and_never_moves(y1: int, t1: int, y2: int, t2: int, phi: float) -> None:
    """With more scatter the interval is wider and the chance nearer to one half, and the ratio is the same."""
    assume(y1 and y2)
    found, wider = compare(y1, t1, y2, t2), compare(y1, t1, y2, t2, phi)
    assert wider.value == found.value
    assert wider.lo <= found.lo * (1 + 1e-9)
    assert wider.hi >= found.hi * (1 - 1e-9)
    assert wider.lo <= wider.value <= wider.hi


@given(counts, times, counts, times)
def test_the_interval_agrees_with_the_p(y1: int, t1: int, y2: int, t2: int) -> None:
    """A ratio of 1 lies outside the interval where the two-sided p is below .05."""
    p = exact_p(y1, t1, y2, t2)
    assume(abs(p - 0.05) > 1e-9)
    found = rate_ratio(y1, t1, y2, t2)
    assert (p < 0.05) == (not found.lo <= 1 <= found.hi)
    assert 0 <= exact_p(y1, t1, y2, t2, mid=True) <= p + 1e-12


@given(counts, counts, times, times)
def test_more_after_is_a_higher_chance(y1: int, y2: int, t1: int, t2: int) -> None:
    """One event more after raises the chance that the rate rose, and one more before lowers it."""
    chance = chance_of_rise(y1, t1, y2, t2)
    assert chance_of_rise(y1 + 1, t1, y2, t2) <= chance <= chance_of_rise(y1, t1, y2 + 1, t2)


@pytest.mark.parametrize(
    ("chance", "verdict"),
    [
        *((1.0, "very_likely_rose"), (0.975, "very_likely_rose"), (0.974, "probably_rose"), (0.9, "probably_rose")),
        *((0.899, "cannot_tell"), (0.5, "cannot_tell"), (0.101, "cannot_tell"), (0.0, "very_likely_fell")),
        *((0.025, "very_likely_fell"), (0.026, "probably_fell"), (0.1, "probably_fell")),
    ],
)
def test_verdicts_by_chance(chance: float, verdict: str) -> None:
    """From .975 on it is very likely, from .9 on probable, and between .1 and .9 nothing is said."""
    assert judge_chance(chance) == verdict


def test_an_early_look_wants_more() -> None:
    """A look before the agreed end may ask for .99."""
    found = compare_counts(10, 28, 24, 28)
    early = compare_counts(10, 28, 24, 28, sure=0.995)
    assert isinstance(found, Comparison)
    assert isinstance(early, Comparison)
    assert (found.verdict, early.verdict) == ("very_likely_rose", "probably_rose")


def test_few_events_are_too_early() -> None:
    """Below ten events there is no verdict, though five against none looks like a chance of .993."""
    assert compare_counts(0, 14, 5, 14) == NotYet("events", 5)
    assert compare_counts(0, 14, 0, 14) == NotYet("events", 10)
    assert isinstance(compare_counts(4, 14, 6, 14), Comparison)
    assert compare_rates(3, 40, 6, 45) == NotYet("events", 1)
    assert compare_rates(0, 0, 6, 45) == compare_rates(30, 45, 0, 0) == NotYet("entrants", 1)


def test_nothing_on_one_side_has_an_open_end() -> None:
    """Against nothing before, the ratio and its upper end are infinite; nothing after is a ratio of 0."""
    rose, fell = rate_ratio(0, 14, 12, 14), rate_ratio(12, 14, 0, 14)
    assert (rose.value, rose.hi, fell.value, fell.lo) == (inf, inf, 0.0, 0.0)
    assert isclose(rose.lo, 1 / fell.hi, rel_tol=1e-9)
    assert isnan(rate_ratio(0, 14, 0, 14).value)


@pytest.mark.parametrize("wrong", [(-1, 7, 3, 7), (3, 7, -1, 7), (3, 0, 3, 7), (3, 7, 3, -1)])
def test_impossible_counts_are_refused(wrong: tuple[int, int, int, int]) -> None:
    """Counts below 0 and times that are not above it are refused, and so are shares above 1 and phi below 1."""
    for function in (compare_counts, rate_ratio, chance_of_rise, exact_p):
        with pytest.raises(ValueError, match="counts"):
            function(*wrong)
    for share in ((5, 4, 1, 2), (1, 2, 5, 4), (-1, 4, 1, 2)):
        with pytest.raises(ValueError, match="share"):
            compare_rates(*share)
    with pytest.raises(ValueError, match="dispersion"):
        compare_counts(10, 7, 12, 7, 0.5)


@pytest.mark.parametrize(("y1", "ratio"), [(5, 4.1), (10, 2.8), (20, 2.1), (50, 1.65), (100, 1.44)])
def test_what_is_visible(y1: int, ratio: float) -> None:
    """Five events before show a fourfold rise, and a hundred one of 44 per cent."""
    assert isclose(ratio, detectable_ratio(y1, 28, 28), abs_tol=0.051 if ratio > 2 else 0.006)


@given(st.floats(1.05, 20), times)
def test_visible_and_needed_are_one_question(ratio: float, time: int) -> None:
    """The events that a ratio needs are those that make it the smallest visible one."""
    assert isclose(ratio, detectable_ratio(events_needed(ratio), time, time), rel_tol=1e-9)


def test_what_is_needed() -> None:
    """A rise by a half needs 80 events before, a doubling 25; 2.0 to 2.6 % of clicks needs 10,000 on each side."""
    assert [round(events_needed(ratio)) for ratio in (1.5, 2, 1.2)] == [80, 25, 433]
    assert round(trials_needed(0.02, 0.026), -3) == 10_000
    for nothing in (1.0, 0.0, -1.0):
        with pytest.raises(ValueError, match="ratio"):
            events_needed(nothing)
    with pytest.raises(ValueError, match="trials"):
        trials_needed(0.3, 0.3)
    with pytest.raises(ValueError, match="event before"):
        detectable_ratio(0, 28, 28)


def test_dispersion_is_shrunk() -> None:
    """A short history says 1.5, a long one what it shows, and none less than 1."""
    assert shrink_dispersion([]) == shrink_dispersion([7]) == shrink_dispersion([0, 0, 0]) == 1.5
    assert isclose(shrink_dispersion([1, 12, 0, 9, 2, 15, 1, 0]), (7 * 7.314285714285714 + 6) / 11)
    assert shrink_dispersion([5] * 50) == 1.0
    weeks = draw_weeks(4)(Random(11), 20, 5_000)
    assert isclose(4.0, shrink_dispersion(weeks), rel_tol=0.1)
