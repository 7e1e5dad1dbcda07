"""Funnels, tweaks and answers as data: whose ranges hold their values, and whose verdicts wait."""

import pytest
from hypothesis import given

from tests.render.work_samples import TODAY, answer_charts, answers, funnel, funnels, tweak, tweaks
from tinywins.compounding.comparing import Comparison
from tinywins.compounding.estimates import Estimate, NotYet
from tinywins.compounding.funnels import StepChange
from tinywins.services.work_charts import AnswersChart, FunnelChart, Side, TweakChart, lay_out_funnel, lay_out_tweak


@given(funnels())
def test_whiskers_hold_their_point(chart: FunnelChart) -> None:
    """Each rate lies in its range, and both in 0 to 1."""
    for found in (chart.funnel, chart.before_funnel):
        rates = [*(step.rate for step in found.steps), found.overall] if found else []
        for rate in rates:
            if not isinstance(rate, NotYet):
                assert 0 <= rate.lo <= rate.value + 1e-12
                assert rate.value - 1e-12 <= rate.hi <= 1


@given(funnels())
def test_what_changed_adds_up(chart: FunnelChart) -> None:
    """The logarithms of the steps' ratios add up to that of the whole, where each is known."""
    steps = [step for step in chart.change.steps if isinstance(step, StepChange)] if chart.change else []
    if chart.change and len(steps) == len(chart.change.steps) and isinstance(chart.change.overall, StepChange):
        assert sum(step.log_ratio for step in steps) == pytest.approx(chart.change.overall.log_ratio, abs=1e-9)


def test_a_step_larger_than_the_one_before_is_refused() -> None:
    """Counts that rise are no funnel."""
    with pytest.raises(ValueError, match="each person counts once"):
        lay_out_funnel("shop", ("a", "b"), (TODAY - 6, TODAY), (5, 6))


@given(tweaks())
def test_a_side_lies_in_its_range(chart: TweakChart) -> None:
    """The rate of each side lies in its interval; a side without a week or a trial has none."""
    for side, rate in zip((chart.before, chart.after), chart.rates, strict=True):
        if rate is None:
            assert not (side.of if chart.per else side.weeks)
        else:
            assert 0 <= rate.lo <= rate.value + 1e-12
            assert rate.value - 1e-12 <= rate.hi


def test_a_look_without_a_day_of_review_wants_to_be_surer() -> None:
    """What is very likely on the day of review is probable without one, because one looks again and again."""
    on_time, whenever = tweak(27).comparison, tweak(27, review=None).comparison
    assert isinstance(on_time, Comparison)
    assert isinstance(whenever, Comparison)
    assert 0.975 <= on_time.chance < 0.99
    assert (on_time.verdict, whenever.verdict) == ("very_likely_rose", "probably_rose")


def test_it_collects_until_its_day_unless_it_is_stopped() -> None:
    """Before the day of review it collects; on that day it does not, and neither when it was stopped."""
    before, after = Side(TODAY - 55, TODAY - 28, 14), Side(TODAY - 13, TODAY, 9)
    made = [
        lay_out_tweak("t", "a", before, after, TODAY, review=TODAY + left, stopped=stopped).is_collecting
        for left, stopped in ((1, False), (0, False), (1, True))
    ]
    assert made == [True, False, False]


def test_how_much_it_takes_is_of_what_it_counts() -> None:
    """A larger change takes fewer; of a share that would go beyond all there is no number."""
    before, after = Side(TODAY - 55, TODAY - 28, 14, 20), Side(TODAY - 13, TODAY, 9, 12)
    needed = [lay_out_tweak("t", "a", before, after, TODAY, per="b", size=size).needed for size in (1.1, 1.2, 2, 1)]
    assert needed[0] is not None
    assert needed[1] is not None
    assert needed[0] > needed[1] > 0
    assert needed[2:] == [None, None]


@given(answer_charts())
def test_what_is_open_is_counted(chart: AnswersChart) -> None:
    """Open ones are listed, oldest first, and are part of what is estimated."""
    assert list(chart.open_ages) == sorted(chart.open_ages, reverse=True)
    assert chart.closed == chart.acted + chart.declined
    if not isinstance(chart.found, NotYet):
        assert chart.found.n == chart.closed + len(chart.open_ages)
        assert chart.found.closed == chart.closed >= 5


def test_samples_are_as_they_are_meant() -> None:
    """The samples have estimates in them."""
    assert isinstance(funnel().funnel.overall, Estimate)
    assert not isinstance(answers().found, NotYet)
    assert isinstance(answers(2).found, NotYet)
