"""Burn-ups: the line holds what was done, the fan opens from it, and nothing is said too early."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests.builders import day
from tests.render.work_samples import burn_ups, goal
from tinywins.compounding.estimates import NotYet
from tinywins.compounding.forecast import Completion, chance_by
from tinywins.services.burn_ups import MOST_AHEAD, BurnUp, Milestone, burn_up

TODAY = day("2026-11-22")
WEEKLY = {TODAY - 6 - 7 * week: 2.0 for week in range(12)}
START = TODAY - 6 - 7 * 11


@given(burn_ups())
def test_the_line_ends_where_all_that_was_done_is(burn: BurnUp) -> None:
    """The line goes on day by day to today, never falls, and ends at the total."""
    days = [each for each, _ in burn.done]
    assert days == list(range(days[0], TODAY + 1))
    totals = [total for _, total in burn.done]
    assert totals == sorted(totals)
    assert burn.total == totals[-1]


@given(burn_ups())
def test_the_fan_is_ordered_and_never_falls(burn: BurnUp) -> None:
    """It begins with the total, its ends lie in order, and none of them falls from one day to the next."""
    ends = [(a.likely.lo, a.half.lo, a.half.value, a.half.hi, a.likely.hi) for a in burn.ahead]
    assert all(list(each) == sorted(each) for each in ends)
    if ends:
        assert set(ends[0]) == {burn.total}
        assert burn.ahead[0].day == TODAY
    for before, after in pairwise(ends):
        assert all(low <= high for low, high in zip(before, after, strict=True))


@given(burn_ups())
def test_the_fan_is_bounded(burn: BurnUp) -> None:
    """It reaches to the deadline and to where it is likely done, but no further than two years, and so few points."""
    if not burn.ahead:
        return
    weeks = (burn.ahead[-1].day - TODAY) / 7
    assert 1 <= weeks <= MOST_AHEAD
    assert len(burn.ahead) <= 28
    found = burn.completion
    assert isinstance(found, Completion)
    if burn.deadline is not None and found.sure is not None:
        assert weeks >= min(MOST_AHEAD, found.sure, (burn.deadline - TODAY) / 7)


@given(burn_ups())
def test_below_four_weeks_nothing_lies_ahead(burn: BurnUp) -> None:
    """With fewer than four full weeks, or none done in them, there is no fan unless all is done."""
    sparse = len(burn.weeks.counts) < 4 or not sum(burn.weeks.last(26).counts)
    if burn.total < burn.want and sparse:
        assert isinstance(burn.completion, NotYet)
        assert not burn.ahead
    if burn.total >= burn.want:
        assert not burn.ahead
        assert burn.reached is not None


def test_the_chance_is_that_of_the_days_left() -> None:
    """The deadline counts in weeks from today, and the pace that it needs is what remains over them."""
    burn = burn_up("A goal", WEEKLY, START, TODAY, [(START, 40)], deadline=TODAY + 49)
    found = burn.completion
    assert isinstance(found, Completion)
    assert found.pace is not None
    assert found.by_deadline == chance_by(found.pace, 16, 7)
    assert found.needed == 16 / 7


def test_what_comes_after_today_is_not_done() -> None:
    """An amount on a later day is not counted, and earlier work that was credited is."""
    burn = burn_up("A goal", {**WEEKLY, TODAY + 1: 9.0, START - 30: 5.0}, START, TODAY, [(START, 40)])
    assert burn.total == sum(WEEKLY.values()) + 5
    assert burn.done[0][0] == START - 30
    assert burn.weeks.mondays[0] == START


def test_a_parked_goal_has_no_empty_weeks() -> None:
    """Days on which it rested are no days without work."""
    early = dict.fromkeys(list(WEEKLY)[6:], 2.0)
    rests = range(START + 42, TODAY + 1)
    assert burn_up("A goal", early, START, TODAY, [(START, 40)], paused=rests).weeks.counts == (2.0,) * 6


@given(st.integers(1, 24))
def test_a_milestone_of_an_amount_is_reached_when_that_is_there(upto: int) -> None:
    """Of a tag's amount the day is the first on which the total is there; of steps it is what the caller says."""
    phase = Milestone("First", upto)
    (dated,) = burn_up("A goal", WEEKLY, START, TODAY, [(START, 40)], tag="orders", milestones=[phase]).milestones
    assert dated.reached == START + 7 * ((upto - 1) // 2)
    (same,) = burn_up("A goal", WEEKLY, START, TODAY, [(START, 40)], milestones=[phase]).milestones
    assert same.reached is None


def test_a_sample_is_as_it_is_meant() -> None:
    """The sample has a fan, and grew."""
    burn = goal()
    assert len(burn.scope) == 2
    assert len(burn.ahead) > 5
