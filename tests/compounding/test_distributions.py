"""Distributions: reference numbers, and what defines each of them."""

from math import comb, isclose, nextafter
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.builders import examples, golden
from tests.compounding.samples import near
from tinywins.compounding import distributions
from tinywins.compounding.distributions import (
    beta_quantile,
    betainc,
    binomial_at_least,
    binomial_at_most,
    clopper_pearson,
    expand_beta,
    negative_binomial_at_least,
    negative_binomial_cdf,
    negative_binomial_quantile,
    normal_cdf,
    normal_quantile,
    t_quantile,
    t_tail,
)

GRID: dict[str, Any] = golden("distributions")
FUNCTIONS = sorted({case["function"] for case in GRID["cases"]})
parameters = st.floats(0.05, 5_000)
shares = st.floats(0.001, 0.999)


def t_cdf(t: float, df: float) -> float:
    """Give P(T <= t) of Student's t, from the tail that the package has."""
    tail = t_tail(abs(t), df)
    return tail if t < 0 else 1 - tail


@pytest.mark.parametrize("case", golden("betainc")["cases"], ids=lambda case: f"{case['a']},{case['b']},{case['x']}")
def test_reference_betas(case: dict[str, float]) -> None:
    """The incomplete beta is that of the reference file."""
    assert near(case["I"], betainc(case["a"], case["b"], case["x"]), golden("betainc")["suggested_rel_tol"])


@pytest.mark.parametrize("case", golden("t_ppf")["cases"], ids=lambda case: f"{case['p']},{case['df']}")
def test_reference_quantiles_of_t(case: dict[str, float]) -> None:
    """Student's quantiles are those of the reference file."""
    assert near(case["t"], t_quantile(case["p"], case["df"]), golden("t_ppf")["suggested_rel_tol"])


@pytest.mark.parametrize("case", golden("clopper_pearson")["cases"], ids=lambda case: f"{case['k']} of {case['n']}")
def test_reference_exact_intervals(case: dict[str, Any]) -> None:
    """Clopper and Pearson's limits are those of the reference file."""
    lo, hi = clopper_pearson(case["k"], case["n"])
    assert near(case["lo"], lo, golden("clopper_pearson")["suggested_rel_tol"])
    assert near(case["hi"], hi, golden("clopper_pearson")["suggested_rel_tol"])


@pytest.mark.parametrize("name", FUNCTIONS)
def test_reference_grid(name: str) -> None:
    """On a grid from hardly anything to a million events, far into both tails, each function is scipy's."""
    cases = [case for case in GRID["cases"] if case["function"] == name]
    function = t_cdf if name == "t_cdf" else getattr(distributions, name)
    off = [case for case in cases if not near(case["value"], function(*case["given"]), GRID["suggested_rel_tol"], 0.0)]
    assert len(cases) > 40
    assert off == []


@settings(max_examples=examples(3))
@given(parameters, parameters, shares)
def test_the_beta_mirrors_itself(a: float, b: float, x: float) -> None:
    """What lies below x and what lies above it add up to 1, whichever way it is asked."""
    assert isclose(betainc(a, b, x) + betainc(b, a, 1 - x), 1.0, abs_tol=1e-9)


@given(parameters, parameters, st.sampled_from([-2, -1, 0, 1, 2]))
def test_the_beta_has_a_value_where_its_two_sides_meet(a: float, b: float, steps: int) -> None:
    """Around the share from which it is mirrored, rounding may call for both sides; it ends, and agrees with both."""
    x = (a + 1) / (a + b + 2)
    for _ in range(abs(steps)):
        x = nextafter(x, 2.0 if steps > 0 else 0.0)
    assert isclose(betainc(a, b, x), expand_beta(a, b, x), abs_tol=1e-9)
    assert isclose(betainc(a, b, x), 1 - expand_beta(b, a, 1 - x), abs_tol=1e-9)


@given(parameters, parameters, shares, shares)
def test_the_beta_rises(a: float, b: float, x: float, y: float) -> None:
    """More of x never has less below it, and all of it is between 0 and 1."""
    below, above = sorted((x, y))
    assert 0.0 <= betainc(a, b, below) <= betainc(a, b, above) + 1e-13 <= 1.0 + 1e-13


@given(parameters, parameters)
def test_the_beta_begins_with_none_and_ends_with_all(a: float, b: float) -> None:
    """Nothing lies below 0, and all below 1; next to 0 there is next to nothing."""
    assert betainc(a, b, 0.0) == 0.0
    assert betainc(a, b, 1.0) == 1.0
    assert 0.0 <= betainc(a, b, 5e-324) <= betainc(a, b, 1e-300) <= betainc(a, b, 1e-9) <= 1.0


@pytest.mark.parametrize(("a", "b", "x"), [(0, 1, 0.5), (1, 0, 0.5), (-1, 1, 0.5), (1, 1, -0.1), (1, 1, 1.1)])
def test_the_beta_refuses_what_is_undefined(a: float, b: float, x: float) -> None:
    """Parameters that are not above 0, and shares beyond 0 and 1, are refused."""
    with pytest.raises(ValueError, match="not defined"):
        betainc(a, b, x)


@given(shares, st.floats(0.3, 500), st.floats(0.3, 500))
def test_a_quantile_of_the_beta_leads_back(p: float, a: float, b: float) -> None:
    """At the quantile for p the beta is p."""
    assert isclose(p, betainc(a, b, beta_quantile(p, a, b)), rel_tol=1e-9)


@given(st.integers(1, 60), st.integers(-1, 61), shares)
def test_binomial_tails_are_sums(n: int, k: int, p: float) -> None:
    """Both tails of a binomial are the sums of its probabilities, and share what lies at k."""
    chances = [comb(n, j) * p**j * (1 - p) ** (n - j) for j in range(n + 1)]
    assert isclose(sum(chances[: max(0, k + 1)]), binomial_at_most(k, n, p), rel_tol=1e-10, abs_tol=1e-14)
    assert isclose(sum(chances[max(0, k) :]), binomial_at_least(k, n, p), rel_tol=1e-10, abs_tol=1e-14)


@given(st.integers(0, 40), st.floats(0.2, 60), st.floats(0.02, 0.98))
def test_negative_binomials_are_sums(k: int, r: float, p: float) -> None:
    """The negative binomial is the sum of its probabilities, and both sides of it add up to 1."""
    chance, below = p**r, 0.0
    for failures in range(k + 1):
        below += chance
        chance *= (failures + r) / (failures + 1) * (1 - p)
    assert isclose(below, negative_binomial_cdf(k, r, p), rel_tol=1e-9, abs_tol=1e-300)
    assert isclose(1.0, negative_binomial_cdf(k, r, p) + negative_binomial_at_least(k + 1, r, p), abs_tol=1e-12)
    assert negative_binomial_at_least(0, r, p) == 1.0
    assert negative_binomial_cdf(-1, r, p) == 0.0


@settings(max_examples=examples(2))
@given(st.floats(0.001, 0.999), st.floats(0.01, 3_000), st.floats(0.002, 0.998))
def test_a_quantile_is_the_first_that_reaches(q: float, r: float, p: float) -> None:
    """The quantile reaches its probability, and one less does not."""
    k = negative_binomial_quantile(q, r, p)
    assert k >= 0
    assert negative_binomial_cdf(k, r, p) >= q > negative_binomial_cdf(k - 1, r, p)


@given(st.floats(-30, 30), st.floats(0.5, 2_000))
def test_t_mirrors_itself_and_leads_back(t: float, df: float) -> None:
    """Student's distribution is symmetric, and its quantile undoes it."""
    below = t_cdf(t, df)
    assert isclose(1 - below, t_cdf(-t, df), abs_tol=1e-12)
    assume(1e-12 < below < 1 - 1e-6)
    assert isclose(t, t_quantile(below, df), rel_tol=1e-6, abs_tol=1e-9)


@given(st.floats(1e-9, 0.5))
def test_t_with_many_degrees_is_normal(tail: float) -> None:
    """With a million degrees of freedom Student's quantile is the normal's."""
    assert isclose(normal_quantile(tail), t_quantile(1 - tail, 1e6), rel_tol=1e-4, abs_tol=1e-6)
    assert isclose(1 - tail, normal_cdf(normal_quantile(tail)), rel_tol=1e-12)


@given(st.integers(1, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), st.floats(0.01, 0.4))
def test_exact_limits_are_where_the_tails_are_small(count: tuple[int, int], alpha: float) -> None:
    """At each limit of the exact interval, what was seen or more of it has half of alpha."""
    k, n = count
    lo, hi = clopper_pearson(k, n, alpha)
    assert 0.0 <= lo <= k / n <= hi <= 1.0
    assert lo == 0.0 if k == 0 else isclose(alpha / 2, binomial_at_least(k, n, lo), rel_tol=1e-8)
    assert hi == 1.0 if k == n else isclose(alpha / 2, binomial_at_most(k, n, hi), rel_tol=1e-8)


def test_nothing_of_nothing_may_be_anything() -> None:
    """Without a trial the exact interval is all there is."""
    assert clopper_pearson(0, 0) == (0.0, 1.0)
