"""Momentum: the averages behind the word, and when the word is said."""

from math import isclose, sqrt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import golden
from tests.compounding.samples import near
from tinywins.compounding.estimates import NotYet
from tinywins.compounding.tempo import decay_weights, momentum, moving_rates

GOLDEN: dict[str, Any] = golden("momentum")
WORDS = {"rising": "picking_up", "steady": "steady", "slowing": "slowing"}
days = st.lists(st.integers(0, 6), min_size=28, max_size=200).filter(lambda daily: sum(daily[-180:]) >= 8)


@pytest.mark.parametrize("case", GOLDEN["cases"], ids=lambda case: case["label"])
def test_reference_averages(case: dict[str, Any]) -> None:
    """Both averages, the variance between them, z and the word are those of the reference file."""
    fast, slow, weight = moving_rates(case["daily"])
    tolerance = GOLDEN["suggested_rel_tol"]
    assert near(case["fast"], fast, tolerance)
    assert near(case["slow"], slow, tolerance)
    assert near(case["var_weight"], weight, tolerance)
    if case["z"] is not None:
        assert near(case["z"], (fast - slow) / sqrt(slow * weight), tolerance)
    found = momentum(case["daily"])
    assert isinstance(found, NotYet) if case["label_out"] == "insufficient" else found == WORDS[case["label_out"]]


def test_the_variance_has_a_limit() -> None:
    """With a long record the variance of the difference is the 0.02225 of the two half-lives."""
    assert isclose(0.02225, moving_rates([1] * 2_000)[2], abs_tol=5e-6)


@given(st.integers(1, 300), st.sampled_from([7, 28]))
def test_weights_halve(n: int, half_life: int) -> None:
    """Weights add up to 1, and half as much is given to what is a half-life older."""
    weights = decay_weights(n, half_life)
    assert isclose(1.0, sum(weights))
    assert weights == sorted(weights)
    if n > half_life:
        assert isclose(weights[-1] / 2, weights[-1 - half_life])


@given(days)
def test_busier_in_all_is_the_same_word(daily: list[int]) -> None:
    """A pace is compared with itself, so the word is one of three; the same on every day is steady."""
    assert momentum(daily) in set(WORDS.values())
    assert momentum([3] * len(daily)) == "steady"


@given(st.lists(st.integers(0, 6), min_size=180, max_size=180), st.lists(st.integers(0, 9), max_size=90))
def test_what_is_long_past_says_nothing(daily: list[int], older: list[int]) -> None:
    """What lies more than 180 days back changes nothing."""
    assert momentum(older + daily) == momentum(daily)


def test_too_early_says_how_much_is_missing() -> None:
    """Below 28 days or 8 wins there is no word."""
    assert momentum([]) == NotYet("days", 28)
    assert momentum([5] * 20) == NotYet("days", 8)
    assert momentum([0] * 30) == NotYet("wins", 8)
    assert momentum([0] * 25 + [1] * 5) == NotYet("wins", 3)
    assert momentum([9] * 10 + [0] * 180) == NotYet("wins", 8)


def test_a_return_and_a_lapse_by_example() -> None:
    """Three weeks of nothing are slowing; a fortnight at three times the pace is picking up; one good day is not."""
    assert momentum([1, 0] * 30 + [0] * 21) == "slowing"
    assert momentum([1, 0, 0] * 20 + [1] * 14) == "picking_up"
    assert momentum([1, 0, 2] * 20 + [3]) == "steady"


def test_wild_days_need_more() -> None:
    """The same rise is a word on even days, and none among days that are wild."""
    assert momentum([2] * 50 + [3] * 10) == "picking_up"
    assert momentum([0, 0, 0, 0, 10] * 10 + [0, 0, 0, 0, 15] * 2) == "steady"


def test_an_average_of_nothing_is_refused() -> None:
    """Without a day there is no average."""
    with pytest.raises(ValueError, match="day"):
        moving_rates([])
