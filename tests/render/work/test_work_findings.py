"""The sentences under pictures of work: kind, true to their numbers, and early where it is too early."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import day
from tests.render.test_findings import check_words
from tests.render.work.work_samples import (
    TODAY,
    answer_charts,
    answers,
    burn_ups,
    goal,
)
from tinywins.compounding.estimates import NotYet
from tinywins.render.work.work_findings import (
    find_answers,
    find_burn_up,
    say_age,
    say_odds,
    share,
    tidy,
)
from tinywins.services.work.burn_ups import BurnUp, Milestone, burn_up
from tinywins.services.work.work_charts import AnswersChart

STEADY = {TODAY - 6 - 7 * week: 2.0 for week in range(12)}
START = TODAY - 83


def say_goal(amounts: dict[int, float], want: float, by: int | None = None, *phases: Milestone) -> str:
    """Give the sentences of a goal."""
    return " ".join(
        find_burn_up(burn_up("A goal", amounts, START, TODAY, [(START, want)], deadline=by, milestones=phases))
    )


@given(burn_ups())
def test_a_goal_is_told_kindly_and_early(burn: BurnUp) -> None:
    """Sentences are whole and kind; where nothing can be said yet, that is what is said, and no date."""
    said = find_burn_up(burn)
    check_words(said)
    text = " ".join(said)
    assert ("Too early" in text) == isinstance(burn.completion, NotYet)
    assert ("Even odds" in text) == bool(not isinstance(burn.completion, NotYet) and burn.completion.even)
    assert ("Done: " in text) == (burn.total >= burn.want)
    assert ("needs" in text) == (burn.deadline is not None and burn.deadline >= TODAY and burn.total < burn.want)


def test_the_smaller_part_is_named() -> None:
    """Below half it is what is done, from half on what is to go."""
    assert say_goal(STEADY, 60).startswith("24 done of 60 steps; 2.0 a week over the last 11 full weeks.")
    assert say_goal(STEADY, 48).startswith("24 to go of 48 steps")


def test_the_phase_is_named_before_half() -> None:
    """Before half-way the first open phase is told, after it the whole goal alone."""
    phases = (Milestone("Design", 20, reached=TODAY - 20), Milestone("Stock", 30, TODAY + 9), Milestone("Party", 60))
    assert "Stock: 6 to go, by 1 Dec." in say_goal(STEADY, 60, None, *phases)
    assert "Stock" not in say_goal(STEADY, 40, None, *phases)


def test_a_phase_before_its_date_says_so() -> None:
    """Being early is told in days, being late is not told at all."""
    early, late = Milestone("Design", 20, TODAY - 15, TODAY - 20), Milestone("Design", 20, TODAY - 25, TODAY - 20)
    assert "Design: reached on 2 Nov, 5 days before its date." in say_goal(STEADY, 60, None, early)
    assert "Design" not in say_goal(STEADY, 60, None, late)


def test_what_is_too_far_is_not_dated() -> None:
    """Beyond 260 weeks it is not at this pace; with nothing done there is none."""
    assert "Not at this pace" in say_goal(STEADY, 10_000)
    assert "Too early for a date: nothing done in the 11 full weeks so far" in say_goal({}, 10)


def test_the_deadline_has_its_odds_and_its_pace() -> None:
    """A date ahead has a chance and a pace, one within a week so many in so many days, one that is over neither."""
    assert "by its date, 10 Jan 2027: about 1 in 3" in say_goal(STEADY, 40, TODAY + 49)
    assert "10 Jan 2027 needs 2.3 a week from now on." in say_goal(STEADY, 40, TODAY + 49)
    assert "25 Nov needs 16 in 3 days." in say_goal(STEADY, 40, TODAY + 3)
    assert "22 Nov needs 16 today." in say_goal(STEADY, 40, TODAY)
    assert "Its date, 21 Nov, is over" in say_goal(STEADY, 40, TODAY - 1)


@given(answer_charts())
def test_answers_are_told_kindly_and_early(chart: AnswersChart) -> None:
    """Below five closed it is too early; what is open is always told."""
    said = find_answers(chart)
    check_words(said)
    assert said[0].startswith("Too early") == isinstance(chart.found, NotYet)
    waiting = len(chart.open_ages)
    assert any(f"{waiting} open now" in each for each in said) or (not waiting and "None is open." in said)


def test_answers_as_they_are_read() -> None:
    """The median with its range, what is open, and what was declined."""
    assert find_answers(answers()) == (
        "Half are closed within 31 hours (likely 15 hours to 4 days).",
        "2 open now, the oldest for 13 days; what is open counts as not yet.",
        "Of 24 closed 3 were declined, which is an answer too.",
    )


@given(st.floats(0, 1))
def test_odds_are_near_the_chance(chance: float) -> None:
    """Odds in small numbers are never far from the chance that they stand for."""
    hits, of = (int(number) for number in re.findall(r"\d+", say_odds(chance)))
    assert abs(hits / of - chance) <= 0.09


@given(st.floats(0, 1e6))
def test_numbers_stay_near(value: float) -> None:
    """A rate keeps at least two figures, so does a share, and an age its unit."""
    told = float(tidy(value).replace(",", ""))
    assert told == pytest.approx(value, rel=0.06, abs=1e-9)
    part = value / 1e6
    assert float(share(part)) == pytest.approx(100 * part, rel=0.06, abs=1e-9)
    assert say_age(value).endswith(("hour", "hours", "day", "days"))


def test_the_sample_goal() -> None:
    """A goal from half on, with a date: what is to go, a phase that was early, its odds, and its pace."""
    said = find_burn_up(goal())
    assert said[0].endswith("full weeks.")
    assert "5 days before its date." in said[1]
    assert day("2027-03-01") == goal().deadline
