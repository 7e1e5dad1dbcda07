"""Time to act: reference curves, the trap of one half, and why open things are counted."""

from collections.abc import Sequence
from math import inf, isclose
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import golden
from tests.compounding.samples import near
from tinywins.compounding.estimates import NotYet
from tinywins.compounding.survival import TimeToAct, time_to_act

GOLDEN: dict[str, Any] = golden("kaplan_meier")
CASES = GOLDEN["cases"] + golden("survival_sets")["cases"]
items = st.lists(st.tuples(st.integers(0, 60), st.booleans()), min_size=1, max_size=80)


def act(pairs: Sequence[tuple[float, bool]]) -> TimeToAct:
    """Estimate the time to act, however few are closed."""
    found = time_to_act(pairs, least=0)
    assert isinstance(found, TimeToAct)
    return found


def read(case: dict[str, Any]) -> list[tuple[float, bool]]:
    """Read the items of a case."""
    return [(age, bool(closed)) for age, closed in zip(case["durations"], case["closed"], strict=True)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_reference_curves(case: dict[str, Any]) -> None:
    """Curve, median and its interval are those of the reference files, from 1 to 228 items."""
    found, tolerance = act(read(case)), GOLDEN["suggested_rel_tol"]
    assert (found.n, found.closed) == (len(case["durations"]), sum(case["closed"]))
    points = [(point.t, point.at_risk, point.closed) for point in found.curve]
    assert points == [(point["t"], point["at_risk"], point["events"]) for point in case["curve"]]
    shares = zip([point["S"] for point in case["curve"]], [point.open_share for point in found.curve], strict=True)
    assert all(near(*pair, tolerance) for pair in shares)
    assert near(case["median"], found.median.value, 0.0)
    assert near(case["median_ci"][0], found.median.lo, 0.0)
    assert near(case["median_ci"][1], found.median.hi, 0.0)


def test_shipped_data_have_the_published_medians() -> None:
    """The data sets of lifelines and statsmodels have the medians and intervals that are published."""
    (published,) = (item for item in golden("published_reference")["items"] if "shipped" in item["id"])
    found = {
        case["label"].replace("leukaemia", "leukemia"): act(read(case)) for case in golden("survival_sets")["cases"]
    }
    for case in published["cases"]:
        (label,) = (label for label in found if set(label.split(" (")[0].split()) <= set(case["dataset"].split()))
        mine = found[label]
        assert (mine.n, mine.closed, mine.median.value) == (case["n"], case["events"], case["median"])
        assert (mine.median.lo, mine.median.hi) == (case["ci"][0], inf if case["ci"][1] is None else case["ci"][1])


@given(items)
def test_the_curve_falls_and_holds_its_band(pairs: list[tuple[float, bool]]) -> None:
    """The share that is open never rises, lies within its band, and all of it between 0 and 1."""
    found = act(pairs)
    shares = [point.open_share for point in found.curve]
    assert shares == sorted(shares, reverse=True)
    assert all(0.0 <= point.lo <= point.open_share <= point.hi <= 1.0 for point in found.curve)
    assert sum(point.closed for point in found.curve) == found.closed
    assert found.median.lo <= found.median.value <= found.median.hi


@given(items)
def test_without_open_things_the_curve_is_what_was_seen(pairs: list[tuple[float, bool]]) -> None:
    """Where all is closed, the share within some days is the share of the things."""
    ages = [age for age, _ in pairs]
    found = act([(age, True) for age in ages])
    for days in (0, 1, 7, 30, 60):
        assert isclose(sum(age <= days for age in ages) / len(ages), found.within(days).value, abs_tol=1e-9)
    assert found.median.value == sorted(ages)[(len(ages) - 1) // 2]


@given(items, st.integers(1, 30))
def test_what_is_open_cannot_flatter(pairs: list[tuple[float, bool]], age: int) -> None:
    """One more thing that is still open, older than all, never lowers the median."""
    oldest = max(each for each, _ in pairs) + age
    assert act(pairs).median.value <= act([*pairs, (oldest, False)]).median.value


@given(items, st.sampled_from([24, 1 / 7]))
def test_the_unit_of_time_is_that_of_the_answer(pairs: list[tuple[float, bool]], scale: float) -> None:
    """Ages in hours give the median in hours, and the same shares."""
    found, scaled = act(pairs), act([(age * scale, closed) for age, closed in pairs])
    assert isclose(found.median.value * scale, scaled.median.value)
    assert [point.open_share for point in found.curve] == [point.open_share for point in scaled.curve]


@given(items, st.integers(0, 70))
def test_shares_within_days_hold_their_intervals(pairs: list[tuple[float, bool]], days: int) -> None:
    """The share within some days rises with them and lies within its interval, which is never without width."""
    found = act(pairs)
    within = found.within(days)
    assert 0.0 <= within.lo <= within.value <= within.hi <= 1.0
    assert within.lo < within.hi
    assert within.value <= found.within(days + 5).value
    assert (within.n, within.level) == (found.n, found.median.level)


def test_exactly_one_half_is_the_median() -> None:
    """Three of six acted on at once: half are, so the median is 0 days, and not the next."""
    pairs: list[tuple[float, bool]] = [(0, True), (0, True), (0, True), (1, True), (3, True), (30, False)]
    found = time_to_act(pairs)
    assert isinstance(found, TimeToAct)
    assert found.median.value == 0


def test_few_closed_things_are_too_early() -> None:
    """Below five closed things there is no median, however many are open."""
    assert time_to_act([]) == NotYet("closed", 5)
    assert time_to_act([(3, True)] * 4 + [(9, False)] * 30) == NotYet("closed", 1)
    assert isinstance(time_to_act([(3, True)] * 5), TimeToAct)


def test_fewer_than_half_is_not_reached() -> None:
    """Where fewer than half are acted on there is no median, and the share so far is still known."""
    found = act([(2, True)] * 5 + [(9, False)] * 20)
    assert (found.median.value, found.median.lo, found.median.hi) == (inf, inf, inf)
    assert isclose(found.within(2).value, 0.2)
    assert found.within(1).value == 0.0


def test_none_and_all_are_not_certain() -> None:
    """Nothing within a day of 21, and all five within three days, leave room for doubt."""
    none = act(read(CASES[0])).within(1)
    assert (none.value, none.lo, round(none.hi, 3)) == (0.0, 0.0, 0.155)
    everything = act([(1, True), (1, True), (2, True), (3, True), (3, True)]).within(3)
    assert (everything.value, round(everything.lo, 3), everything.hi) == (1.0, 0.566, 1.0)


def test_a_negative_age_is_refused() -> None:
    """Nothing is acted on before it is opened."""
    with pytest.raises(ValueError, match="before"):
        time_to_act([(-1, True)])
