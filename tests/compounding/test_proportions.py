"""Proportions: intervals for a difference, and the chance that one share is above another."""

from fractions import Fraction
from math import comb, isclose
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import examples, golden
from tests.compounding.samples import near
from tinywins.compounding.proportions import (
    chance_greater,
    chance_greater_nearly,
    newcombe_interval,
    wilson_interval,
)

GOLDEN: dict[str, Any] = golden("two_proportions")
counts = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
small = st.integers(0, 14).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def slow_chance(k1: int, n1: int, k2: int, n2: int) -> Fraction:
    """Give the chance that the second share is higher, in fractions.

    Each share is as one of some shuffled uniform numbers: the chance is that of the ways in which they can lie.
    """
    a, b, c, d = k1 + 1, n1 - k1 + 1, k2 + 1, n2 - k2 + 1
    ways = sum(comb(a - 1 + i, i) * comb(b + c + d - 2 - i, b - 1) for i in range(c))
    return Fraction(ways, comb(a + b + c + d - 2, a + b - 1))


@pytest.mark.parametrize(
    "case", GOLDEN["cases"], ids=lambda case: f"{case['k1']}/{case['n1']} {case['k2']}/{case['n2']}"
)
def test_reference_numbers(case: dict[str, Any]) -> None:
    """The interval of the difference, the chance and its approximation are those of the reference file."""
    given_counts, tolerance = [case[name] for name in ("k1", "n1", "k2", "n2")], GOLDEN["suggested_rel_tol"]
    lo, hi = newcombe_interval(*given_counts)
    assert near(case["diff_lo"], lo, tolerance)
    assert near(case["diff_hi"], hi, tolerance)
    assert near(case["prob_b_beats_a"], chance_greater(*given_counts), tolerance)
    assert near(case["prob_normal_approx"], chance_greater_nearly(*given_counts), tolerance, 0.0)


@given(counts, counts)
def test_one_of_two_is_higher(one: tuple[int, int], other: tuple[int, int]) -> None:
    """The chances that the first and that the second is higher add up to 1."""
    assert isclose(1.0, chance_greater(*one, *other) + chance_greater(*other, *one), abs_tol=1e-9)


@given(counts, counts)
def test_the_chance_of_failures_mirrors_that_of_successes(one: tuple[int, int], other: tuple[int, int]) -> None:
    """More successes are fewer failures."""
    (k1, n1), (k2, n2) = one, other
    assert isclose(chance_greater(*one, *other), chance_greater(n2 - k2, n2, n1 - k1, n1), abs_tol=1e-9)


@given(counts)
def test_of_equals_neither_is_higher(count: tuple[int, int]) -> None:
    """With the same counts on both sides the chance is one half, and the difference 0."""
    assert isclose(0.5, chance_greater(*count, *count), abs_tol=1e-10)
    lo, hi = newcombe_interval(*count, *count)
    assert isclose(lo, -hi, abs_tol=1e-12)


@settings(max_examples=examples(2))
@given(small, small)
def test_the_chance_is_that_of_order_statistics(one: tuple[int, int], other: tuple[int, int]) -> None:
    """The closed form equals a count of the ways in which two samples of uniform numbers can lie, in fractions."""
    assert isclose(float(slow_chance(*one, *other)), chance_greater(*one, *other), rel_tol=1e-10)


@given(st.integers(2_000, 9_000), st.integers(2_000, 9_000), st.integers(-300, 300))
def test_large_counts_are_as_good_as_normal(k: int, rest: int, more: int) -> None:
    """The last closed forms are within a thousandth of the normal approximation, which takes over beyond them."""
    n = k + rest
    exact = chance_greater(1_999, 1_999 + rest, k, n)
    assert isclose(exact, chance_greater_nearly(1_999, 1_999 + rest, k, n), abs_tol=1e-3)
    beyond = k, n, max(2_000, k + more), n + max(0, more)
    assert chance_greater(*beyond) == chance_greater_nearly(*beyond)


@given(counts, counts, st.floats(0.01, 0.3))
def test_the_interval_holds_the_difference(one: tuple[int, int], other: tuple[int, int], alpha: float) -> None:
    """The interval lies within -1 and 1, holds the difference, and turns round when the sides change."""
    (k1, n1), (k2, n2) = one, other
    lo, hi = newcombe_interval(*one, *other, alpha)
    assert -1 - 1e-12 <= lo <= k2 / n2 - k1 / n1 <= hi <= 1 + 1e-12
    turned = newcombe_interval(*other, *one, alpha)
    assert isclose(lo, -turned[1], abs_tol=1e-12)
    assert isclose(hi, -turned[0], abs_tol=1e-12)


@given(counts, st.floats(0.01, 0.3))
def test_wilson_against_a_share_that_is_known(count: tuple[int, int], alpha: float) -> None:
    """Against one that is known well, the difference is as uncertain as the other share alone."""
    (k, n), many = count, 10**12
    lo, hi = newcombe_interval(0, many, k, n, alpha)
    wilson = wilson_interval(k, n, alpha)
    assert isclose(lo, wilson[0], abs_tol=1e-5)
    assert isclose(hi, wilson[1], abs_tol=1e-5)
