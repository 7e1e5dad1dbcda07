"""What if: where strength goes, against reference numbers and against days that are drawn."""

from math import isclose
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import golden
from tests.compounding.samples import near
from tinywins.compounding.prospects import WhatIf, count_slots_to, expect_strength, spread_strength, what_if
from tinywins.compounding.strength import find_strength, slot_factor, week_factor

GOLDEN: dict[str, Any] = golden("whatif_strength")
DAILY = slot_factor(1.0)
shares = st.floats(0, 1)
factors = st.sampled_from([DAILY, slot_factor(3 / 7), week_factor(1)])


@pytest.mark.parametrize("case", GOLDEN["cases"], ids=lambda case: f"{case['p']:.2f} {case['days']}")
def test_reference_numbers(case: dict[str, Any]) -> None:
    """Expected strength, its spread and the days to a target are those of the reference file."""
    asked, tolerance = (case["p"], case["days"], case["start"], DAILY), GOLDEN["suggested_rel_tol"]
    assert near(case["expected"], expect_strength(*asked), tolerance)
    assert near(case["sd"], spread_strength(case["p"], DAILY, case["days"]), tolerance)
    assert case["days_to_target"] == count_slots_to(case["target"], case["p"], case["start"], DAILY)


@given(shares, shares, factors, st.floats(0.01, 0.99))
def test_the_slots_counted_are_enough(share: float, start: float, factor: float, target: float) -> None:
    """After the slots that are counted the target is reached, and with one less it is not."""
    found = count_slots_to(target, share, start, factor)
    if found is None:
        assert share <= target
    else:
        assert expect_strength(share, found, start, factor) >= target - 1e-9
        assert found == 0 or expect_strength(share, found - 1, start, factor) < target + 1e-9


@given(shares, factors, st.integers(0, 3_000))
def test_the_spread_settles(share: float, factor: float, slots: int) -> None:
    """The spread grows to where it settles, and there is none when all or nothing is kept."""
    assert 0 <= spread_strength(share, factor, slots) <= spread_strength(share, factor) + 1e-15
    assert isclose(spread_strength(share, factor, 100_000), spread_strength(share, factor), abs_tol=1e-12)
    assert spread_strength(0.0, factor) == spread_strength(1.0, factor) == 0.0


def test_drawn_days_agree() -> None:
    """Days that are kept six times in seven, drawn 2,000 times, have the strength and the spread of the formula."""
    random, share = Random(8), 6 / 7
    drawn = [
        find_strength(bytes(68 if random.random() < share else 77 for _ in range(90)), DAILY) for _ in range(2_000)
    ]
    mean = sum(drawn) / len(drawn)
    spread = (sum((value - mean) ** 2 for value in drawn) / (len(drawn) - 1)) ** 0.5
    assert isclose(expect_strength(share, 90, 0.0, DAILY), mean, abs_tol=0.004)
    assert isclose(spread_strength(share, DAILY, 90), spread, abs_tol=0.003)


def test_six_days_of_seven_settle_below_a_hundred() -> None:
    """Six of seven days settle at 86 give or take 6 and reach 80 after 51 days; five of seven never do."""
    six, five = what_if(6 / 7, DAILY), what_if(5 / 7, DAILY)
    assert (round(100 * six.settles), round(100 * six.spread), six.slots) == (86, 6, 51)
    assert five.slots is None
    assert what_if(1.0, DAILY) == WhatIf(1.0, 0.0, 31)


@pytest.mark.parametrize("asked", [(1.1, DAILY), (0.5, 1.0), (0.5, DAILY, -0.1), (0.5, DAILY, 0.0, 80.0)])
def test_what_is_no_share_is_refused(asked: tuple[float, ...]) -> None:
    """A share, strength or factor outside 0 to 1 is a ValueError: 80 is no strength, .8 is."""
    with pytest.raises(ValueError, match="from 0 to 1"):
        what_if(*asked)
