"""Consistency: the Wilson interval against reference numbers and against what defines it."""

from math import isclose, sqrt
from statistics import NormalDist
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import examples, golden
from tinywins.compounding.consistency import find_consistency
from tinywins.compounding.distributions import normal_quantile
from tinywins.compounding.proportions import wilson_interval

GOLDEN: dict[str, Any] = golden("wilson")
counts = st.integers(1, 5_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
alphas = st.floats(0.001, 0.5)


@pytest.mark.parametrize("case", GOLDEN["cases"], ids=lambda case: f"{case['k']} of {case['n']} at {case['alpha']}")
def test_reference_numbers(case: dict[str, Any]) -> None:
    """Both ends of the interval are those of the reference file."""
    lo, hi = wilson_interval(case["k"], case["n"], case["alpha"])
    assert isclose(case["lo"], lo, rel_tol=GOLDEN["suggested_rel_tol"])
    assert isclose(case["hi"], hi, rel_tol=GOLDEN["suggested_rel_tol"])


@settings(max_examples=examples(5))
@given(counts, alphas)
def test_the_interval_holds_the_share(count: tuple[int, int], alpha: float) -> None:
    """The interval lies within 0 and 1 and holds the share itself."""
    k, n = count
    lo, hi = wilson_interval(k, n, alpha)
    assert 0.0 <= lo <= k / n <= hi <= 1.0
    assert lo < hi


@given(counts, alphas)
def test_each_end_is_z_standard_errors_away(count: tuple[int, int], alpha: float) -> None:
    """An end is the share from which the observed one is just z of its own standard errors away."""
    k, n = count
    z = NormalDist().inv_cdf(1 - alpha / 2)
    lo, hi = wilson_interval(k, n, alpha)
    for end in (lo, hi):
        assert isclose(abs(k / n - end), z * sqrt(end * (1 - end) / n), rel_tol=1e-6, abs_tol=1e-9)


@given(counts, alphas)
def test_kept_and_missed_mirror_each_other(count: tuple[int, int], alpha: float) -> None:
    """The interval of what was missed is the mirror of what was kept."""
    k, n = count
    lo, hi = wilson_interval(k, n, alpha)
    other_lo, other_hi = wilson_interval(n - k, n, alpha)
    assert isclose(lo, 1 - other_hi, abs_tol=1e-12)
    assert isclose(hi, 1 - other_lo, abs_tol=1e-12)


@given(counts, alphas)
def test_more_slots_narrow_and_more_certainty_widens(count: tuple[int, int], alpha: float) -> None:
    """The same share of four times as many slots is known better; asking for more certainty widens the interval."""
    k, n = count
    lo, hi = wilson_interval(k, n, alpha)
    narrow_lo, narrow_hi = wilson_interval(4 * k, 4 * n, alpha)
    wide_lo, wide_hi = wilson_interval(k, n, alpha / 2)
    assert narrow_hi - narrow_lo < hi - lo < wide_hi - wide_lo


@given(st.integers(1, 400), alphas)
def test_the_ends_rise_with_the_kept(n: int, alpha: float) -> None:
    """Keeping one more raises both ends, never lowers one."""
    ends = [wilson_interval(k, n, alpha) for k in range(n + 1)]
    assert ends == sorted(ends)
    assert [hi for _, hi in ends] == sorted(hi for _, hi in ends)
    assert ends[0][0] == 0.0
    assert ends[-1][1] == 1.0


def test_nothing_decided_says_nothing() -> None:
    """Without a decided slot the share may be anything."""
    assert wilson_interval(0, 0) == (0.0, 1.0)
    nothing = find_consistency(b"SSPU")
    assert (nothing.kept, nothing.n, nothing.value, nothing.lo, nothing.hi) == (0, 0, 0.0, 0.0, 1.0)


@settings(max_examples=examples(3))
@given(st.floats(1e-12, 0.5))
def test_the_normal_quantile_is_that_of_the_library(tail: float) -> None:
    """The quantile agrees with the standard library's, deep into the tail."""
    assert isclose(-NormalDist().inv_cdf(tail), normal_quantile(tail), rel_tol=1e-8, abs_tol=1e-9)


@given(st.text("DMSPU", max_size=200))
def test_only_decided_slots_are_counted(history: str) -> None:
    """Kept of kept and missed; skipped, pending and unsaid slots are left out."""
    kept, missed = history.count("D"), history.count("M")
    found = find_consistency(history.encode())
    assert (kept, kept + missed) == (found.kept, found.n)
    assert (found.lo, found.hi) == wilson_interval(kept, kept + missed)
    assert found.value == (kept / (kept + missed) if kept + missed else 0.0)


def test_one_week_teaches_humility() -> None:
    """Five of seven may be anything from 36 to 92 per cent."""
    found = find_consistency(b"DDMDDMD")
    assert (round(100 * found.lo), round(100 * found.hi)) == (36, 92)
