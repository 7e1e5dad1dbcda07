"""Funnels: reference rates, the identities that decide what is shown, and what is not named."""

from math import exp, fsum, isclose, log
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import golden
from tests.compounding.samples import near
from tinywins.compounding.estimates import Estimate, NotYet
from tinywins.compounding.funnels import Funnel, StepChange, funnel, funnel_change, gain
from tinywins.compounding.proportions import wilson_interval

GOLDEN: dict[str, Any] = golden("funnel")
funnels = st.lists(st.integers(1, 900), min_size=2, max_size=6).map(lambda counts: sorted(counts, reverse=True))
pairs = st.integers(2, 5).flatmap(
    lambda n: st.tuples(*[st.lists(st.integers(1, 900), min_size=n, max_size=n).map(sorted)] * 2)
)


def rate_of(estimate: Estimate | NotYet) -> tuple[float | None, float, float]:
    """Give a rate and its interval, and all there may be where there is none."""
    return (estimate.value, estimate.lo, estimate.hi) if isinstance(estimate, Estimate) else (None, 0.0, 1.0)


@pytest.mark.parametrize("case", GOLDEN["cases"], ids=lambda case: str(case["counts"]))
def test_reference_funnels(case: dict[str, Any]) -> None:
    """Rates, shares, gains and the lowest step are those of the reference file."""
    found, tolerance = funnel(case["counts"], least=1), GOLDEN["suggested_rel_tol"]
    overall = zip((case["overall"], case["overall_lo"], case["overall_hi"]), rate_of(found.overall), strict=True)
    assert all(near(*pair, tolerance) for pair in overall)
    for wanted, step in zip(case["steps"], found.steps, strict=True):
        assert (step.entered, step.passed) == (wanted["n"], wanted["k"])
        rates = zip((wanted["rate"], wanted["lo"], wanted["hi"]), rate_of(step.rate), strict=True)
        assert all(near(*pair, tolerance) for pair in rates)
        assert near(wanted["log_share"], step.share, tolerance)
        assert near(wanted["plus_1pp"], step.plus_point, tolerance)
        assert near(wanted["if_perfect"], step.perfect, tolerance)
    assert found.lowest == (None if case["lowest_step"] is None else case["lowest_step"] - 1)
    assert near(case["prob_lowest_vs_second"], found.chance, tolerance)


@given(funnels)
def test_the_parts_add_up(counts: list[int]) -> None:
    """The rates multiply to the whole, and the shares of what is lost add up to 1."""
    found = funnel(counts, least=1)
    product = exp(fsum(log(step.passed / step.entered) for step in found.steps))
    assert isclose(product, counts[-1] / counts[0], rel_tol=1e-9)
    shares = [step.share for step in found.steps]
    if counts[-1] < counts[0]:
        assert isclose(1.0, fsum(share or 0.0 for share in shares), rel_tol=1e-9)
        assert all(share is not None and share >= 0 for share in shares)
    else:
        assert set(shares) == {None}


@given(funnels)
def test_the_lowest_rate_has_the_most_to_gain(counts: list[int]) -> None:
    """One point more, and all of it, bring most at the step with the lowest rate."""
    found = funnel(counts, least=1)
    for name in ("plus_point", "perfect"):
        gains = [getattr(step, name) for step in found.steps]
        assert all(value >= 0 for value in gains)
        if found.lowest is not None:
            assert isclose(gains[found.lowest], max(gains), rel_tol=1e-9, abs_tol=1e-9)


@given(funnels)
def test_the_whole_has_its_own_interval(counts: list[int]) -> None:
    """The overall rate is a share of all who entered, not a product of intervals."""
    found = funnel(counts)
    if counts[0] < 10:
        assert found.overall == NotYet("entrants", 10 - counts[0])
    else:
        lo, hi = wilson_interval(counts[-1], counts[0])
        assert found.overall == Estimate(counts[-1] / counts[0], lo, hi, counts[0], 0.95)


def test_a_weakest_step_is_named_only_for_sure() -> None:
    """It is named where it is 95 % sure and enough came to both steps; else two are about equally weak."""
    assert funnel([1000, 200, 60, 24]).weakest == 0
    small = funnel([40, 20, 9, 5])
    assert (small.weakest, small.lowest) == (None, 1)
    assert small.steps[2].rate == NotYet("entrants", 1)
    assert funnel([500, 9, 9]).weakest is None
    assert funnel([500, 9, 9], least=5).weakest == 0


def test_one_step_is_not_ranked() -> None:
    """With one step alone there is no weakest."""
    found = funnel([100, 3])
    assert (found.lowest, found.chance, found.weakest) == (None, None, None)


def test_after_a_dead_step_nothing_is_known() -> None:
    """Where nobody passed, later steps have no rate, and what would be gained is open."""
    found = funnel([50, 0, 0])
    assert isinstance(found.steps[0].rate, Estimate)
    assert found.steps[1].rate == NotYet("entrants", 10)
    assert {step.share for step in found.steps} | {step.perfect for step in found.steps} == {None}
    assert isinstance(funnel([0, 0]), Funnel)


@pytest.mark.parametrize("counts", [[], [5], [5, 6], [9, 5, 6], [5, -1]])
def test_what_is_no_funnel_is_refused(counts: list[int]) -> None:
    """A funnel has two counts or more, none below 0, and nobody enters in the middle."""
    for function in (
        funnel,
        lambda counts: funnel_change([9, 8], counts),
        lambda counts: funnel_change(counts, [9, 8]),
    ):
        with pytest.raises(ValueError, match=r"funnel|person"):
            function(counts)


def test_two_periods_have_the_same_steps() -> None:
    """Funnels of different lengths are not compared."""
    with pytest.raises(ValueError, match="same steps"):
        funnel_change([50, 20], [50, 20, 10])


@given(pairs)
def test_changes_add_up(two: tuple[list[int], list[int]]) -> None:
    """The logarithms of the steps' ratios add up to that of the whole, and so do their variances."""
    before, after = (counts[::-1] for counts in two)
    found = funnel_change(before, after, least=1)
    steps = [step for step in found.steps if isinstance(step, StepChange)]
    assert isinstance(found.overall, StepChange)
    assert len(steps) == len(before) - 1
    assert isclose(found.overall.log_ratio, fsum(step.log_ratio for step in steps), abs_tol=1e-9)
    errors = [((step.log_ratio - log(step.lo)) / 1.959963984540054) ** 2 for step in [*steps, found.overall]]
    assert isclose(errors[-1], fsum(errors[:-1]), rel_tol=1e-6, abs_tol=1e-9)


@given(pairs)
def test_a_change_backwards_is_the_inverse(two: tuple[list[int], list[int]]) -> None:
    """With the periods swapped each ratio is inverted, and what is named stays named."""
    before, after = (counts[::-1] for counts in two)
    for step, back in zip(
        funnel_change(before, after, least=1).steps, funnel_change(after, before, least=1).steps, strict=True
    ):
        assert isinstance(step, StepChange)
        assert isinstance(back, StepChange)
        assert isclose(step.value, 1 / back.value, rel_tol=1e-9)
        assert isclose(step.lo, 1 / back.hi, rel_tol=1e-9)
        assert isclose(step.z, -back.z, rel_tol=1e-9, abs_tol=1e-12)
        assert step.named == back.named == (not step.lo <= 1 <= step.hi)


def test_what_changed_is_named() -> None:
    """A step that went from 20 to 25 per cent of a thousand is named, and those with few are not."""
    found = funnel_change([1000, 200, 60, 24], [1200, 300, 80, 35])
    assert [isinstance(step, StepChange) and step.named for step in found.steps] == [True, False, False]
    first = found.steps[0]
    assert isinstance(first, StepChange)
    assert isclose(first.value, 1.25)
    assert isclose(first.z, log(1.25) / (1 / 200 - 1 / 1000 + 1 / 300 - 1 / 1200) ** 0.5)


def test_a_change_from_nothing_is_not_known() -> None:
    """Where nobody passed in one period, or too few came, there is no ratio."""
    found = funnel_change([50, 10, 0], [50, 20, 10])
    assert isinstance(found.steps[0], StepChange)
    assert found.steps[1] == found.overall == NotYet("events", 1)
    assert funnel_change([50, 6, 3], [50, 20, 10]).steps[1] == NotYet("entrants", 4)


def test_all_in_both_periods_is_no_change() -> None:
    """Where everybody passed in both, the ratio is 1 and nothing is named."""
    (step,) = funnel_change([20, 20], [30, 30]).steps
    assert isinstance(step, StepChange)
    assert (step.value, step.lo, step.hi, step.z, step.named) == (1.0, 1.0, 1.0, 0.0, False)


def test_a_target_has_its_gain() -> None:
    """From 20 to 21 per cent at the first step 1.2 more of 1,000 come through; at the present rate none."""
    assert isclose(1.2, gain(1000, 200, 24, 0.21))
    assert isclose(0.0, gain(1000, 200, 24, 0.20), abs_tol=1e-12)
