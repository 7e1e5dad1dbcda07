"""Strength: reference numbers, a slow loop, and what a miss and a return do to it."""

from math import isclose
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import examples, golden
from tinywins.compounding.strength import find_strength, slot_factor, trace_strength, week_factor

GOLDEN: dict[str, Any] = golden("strength_slots")
DAILY = slot_factor(1.0)
histories = st.text("DDDMSPU", max_size=400)
factors = st.sampled_from([DAILY, slot_factor(5 / 7), slot_factor(1 / 7), week_factor(3), week_factor(1)])


def slow_strength(history: str, factor: float, shares: list[float] | None = None) -> float:
    """Move the average slot by slot, as the definition says."""
    strength = 0.0
    for place, mark in enumerate(history):
        if mark in ("D", "M"):
            x = shares[place] if shares is not None else (1.0 if mark == "D" else 0.0)
            strength = factor * strength + (1 - factor) * x
    return strength


@pytest.mark.parametrize("case", GOLDEN["cases"], ids=lambda case: case["label"])
def test_reference_numbers(case: dict[str, Any]) -> None:
    """After every slot the strength is that of the reference file."""
    factor = slot_factor(case["opportunities_per_day"])
    assert isclose(factor, 0.5 ** (1 / case["half_life_opportunities"]), rel_tol=GOLDEN["suggested_rel_tol"])
    marks = case["states"].encode()
    trace = trace_strength(marks, factor)
    assert len(case["scores"]) == len(trace)
    for expected, actual in zip(case["scores"], trace, strict=True):
        assert isclose(expected, actual, rel_tol=GOLDEN["suggested_rel_tol"])
    last = case["scores"][-1] if case["scores"] else 0.0
    assert isclose(last, find_strength(marks, factor), rel_tol=GOLDEN["suggested_rel_tol"])


@settings(max_examples=examples(5))
@given(histories, factors)
def test_the_closed_form_equals_the_slow_loop(history: str, factor: float) -> None:
    """Runs taken at once give what slot by slot gives."""
    expected = slow_strength(history, factor)
    assert isclose(expected, find_strength(history.encode(), factor), rel_tol=1e-9, abs_tol=1e-12)
    trace = trace_strength(history.encode(), factor)
    assert isclose(expected, trace[-1] if trace else 0.0, rel_tol=1e-9, abs_tol=1e-12)


@given(st.lists(st.tuples(st.sampled_from("DMSPU"), st.floats(0, 1)), max_size=60), factors)
def test_shares_are_counted_as_they_are(slots: list[tuple[str, float]], factor: float) -> None:
    """A slot that was done in part counts for its part; without shares done is 1 and missed 0."""
    history, shares = "".join(mark for mark, _ in slots), [share for _, share in slots]
    actual = find_strength(history.encode(), factor, shares)
    assert isclose(slow_strength(history, factor, shares), actual, rel_tol=1e-9, abs_tol=1e-12)
    whole = [1.0 if mark == "D" else 0.0 for mark in history]
    plain = find_strength(history.encode(), factor)
    assert isclose(plain, find_strength(history.encode(), factor, whole), rel_tol=1e-9, abs_tol=1e-12)


@given(histories, factors)
def test_strength_stays_between_0_and_1(history: str, factor: float) -> None:
    """Whatever happens, strength is a share."""
    assert 0.0 <= find_strength(history.encode(), factor) <= 1.0
    assert all(0.0 <= strength <= 1.0 for strength in trace_strength(history.encode(), factor))


@given(histories, factors)
def test_a_done_slot_lifts_and_a_miss_bends(history: str, factor: float) -> None:
    """Done never lowers strength, a miss takes only its share of it, and what is undecided leaves it as it stood."""
    before = find_strength(history.encode(), factor)
    after = {mark: find_strength(f"{history}{mark}".encode(), factor) for mark in "DMSPU"}
    assert after["D"] >= before - 1e-12
    assert isclose(after["M"], before * factor, rel_tol=1e-9, abs_tol=1e-12)
    assert after["S"] == after["P"] == after["U"] == before


@pytest.mark.parametrize("n", [0, 1, 7, 13, 30, 365])
def test_perfect_days_have_a_closed_form(n: int) -> None:
    """After n perfect days strength is 1 - 0.5^(n/13): half after 13."""
    assert isclose(1 - 0.5 ** (n / 13), find_strength(b"D" * n, DAILY), rel_tol=1e-12, abs_tol=1e-15)


@pytest.mark.parametrize("times", range(1, 8))
def test_a_week_moves_as_far_as_its_days(times: int) -> None:
    """A week's factor is that of seven days at N days a week; with seven it is a week of daily slots."""
    assert isclose(week_factor(times), (0.5 ** ((times / 7) ** 0.5 / 13)) ** 7, rel_tol=1e-12)
    assert 0 < week_factor(times) < 1
    assert isclose(week_factor(7), DAILY**7, rel_tol=1e-12)


def test_one_miss_costs_little_and_a_week_is_felt() -> None:
    """After thirty perfect days (79.8) a miss costs 4.1 points, won back in four days; a missed week leaves 54.9."""
    thirty = find_strength(b"D" * 30, DAILY)
    missed = find_strength(b"D" * 30 + b"M", DAILY)
    assert round(100 * thirty, 1) == 79.8
    assert round(100 * (thirty - missed), 1) == 4.1
    assert (
        find_strength(b"D" * 30 + b"M" + b"D" * 3, DAILY) < thirty < find_strength(b"D" * 30 + b"M" + b"D" * 4, DAILY)
    )
    assert round(100 * find_strength(b"D" * 30 + b"M" * 7, DAILY), 1) == 54.9


def test_a_perfect_first_week_is_31() -> None:
    """A perfect first week gives 31 of 100, which is why it is not shown as a mark so early."""
    assert round(100 * find_strength(b"D" * 7, DAILY)) == 31
