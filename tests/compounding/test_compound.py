"""The compounding curve: compound interest, and no further ahead than the record is long."""

from math import inf, isclose
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import golden
from tests.compounding.samples import near
from tinywins.compounding.compound import Compound, compound_curve, compound_factor, doubling_periods
from tinywins.compounding.estimates import NotYet
from tinywins.compounding.weeks import weeks_of

GOLDEN: dict[str, Any] = golden("compounding")
RISING = next(case["y"] for case in golden("growth_verdict")["cases"] if case["label"] == "26 weeks rising")


def curve(y: list[int]) -> Compound:
    """Give the curve of weeks of which there are enough."""
    found = compound_curve(weeks_of(y))
    assert isinstance(found, Compound)
    return found


@pytest.mark.parametrize("case", GOLDEN["cases"], ids=lambda case: f"{case['rate']} {case['periods']}")
def test_reference_interest(case: dict[str, Any]) -> None:
    """Factors and doubling times are those of the reference file."""
    assert near(case["factor"], compound_factor(case["rate"], case["periods"]), GOLDEN["suggested_rel_tol"])
    assert near(case["doubling"], doubling_periods(case["rate"]), GOLDEN["suggested_rel_tol"])


@given(st.floats(0.0001, 0.5))
def test_doubling_doubles(rate: float) -> None:
    """After the doubling time the factor is 2."""
    periods = doubling_periods(rate)
    assert periods is not None
    assert isclose(2.0, compound_factor(rate, periods), rel_tol=1e-9)


def test_the_curve_by_example() -> None:
    """At 3.2 % a week [1.0, 5.4] 26 weeks come to ×2.3 (1.3 to 3.9), beside ×6.1 at 1 % a day."""
    found = curve(RISING)
    last = found.factors[-1]
    assert len(found.factors) == len(found.slogan) == 27
    assert [round(value, 1) for value in (last.value, last.lo, last.hi)] == [2.3, 1.3, 3.9]
    assert round(found.slogan[-1], 1) == 6.1
    first = found.factors[0]
    assert (first.value, first.lo, first.hi, found.slogan[0]) == (1.0, 1.0, 1.0, 1.0)
    assert isclose(found.factors[1].value, 1 + found.growth.value / 100)


@pytest.mark.parametrize(("n", "horizon"), [(12, 12), (26, 26), (60, 26)])
def test_no_further_than_the_record(n: int, horizon: int) -> None:
    """The horizon is the record's length, and half a year at most."""
    found = curve([round(8 * 1.06**week) for week in range(n)])
    assert found.growth.verdict == "growing"
    assert len(found.factors) == horizon + 1
    ends = [(step.lo, step.value, step.hi) for step in found.factors]
    assert all(lo <= value <= hi for lo, value, hi in ends)
    assert ends == sorted(ends)


@pytest.mark.parametrize("y", [[5] * 30, [20, 18, 15, 14, 12, 10, 9, 8, 7, 6, 5, 4], [1, 12, 0, 9, 2, 15, 1, 0, 11, 3]])
def test_without_growth_there_is_no_curve(y: list[int]) -> None:
    """Unless growth is established there is no curve of one's own, and the verdict says which it is."""
    found = curve(y)
    assert found.growth.verdict != "growing"
    assert found.factors == ()
    assert found.slogan


def test_too_early_for_growth_is_too_early_for_a_curve() -> None:
    """Where growth is not known yet, nor is what it would come to."""
    assert compound_curve(weeks_of([5] * 7)) == NotYet("weeks", 1)


def test_beyond_all_numbers_is_infinite() -> None:
    """A factor that no number can hold is infinite, and no error."""
    assert compound_factor(1e30, 26) == inf
    assert compound_factor(inf, 0) == 1.0
