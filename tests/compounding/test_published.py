"""Published numbers: what papers and manuals print, reproduced to the digits that they print."""

from math import exp, isclose
from statistics import mean, variance
from typing import Any

import pytest

from tests.builders import golden
from tinywins.compounding.comparing import compare_counts, compare_rates, exact_p, rate_ratio
from tinywins.compounding.estimates import NotYet
from tinywins.compounding.forecast import find_pace
from tinywins.compounding.proportions import newcombe_interval, wilson_interval
from tinywins.compounding.strength import find_strength, slot_factor
from tinywins.compounding.survival import TimeToAct, time_to_act
from tinywins.compounding.weeks import weeks_of

ITEMS = {item["id"]: item for item in golden("published_reference")["items"]}
SERIES = {case["label"]: case["values"] for case in golden("series")["cases"]}


def item(start: str) -> dict[str, Any]:
    """Give the published item whose name starts so."""
    (found,) = (value for name, value in ITEMS.items() if name.startswith(start))
    return dict(found)


def test_newcombe_table_1() -> None:
    """Wilson's intervals are those of Newcombe's first table, to four digits."""
    table = item("Newcombe 1998 Stat Med 17:857")
    for case in table["cases"]:
        lo, hi = wilson_interval(case["k"], case["n"])
        assert isclose(case["lo"], lo, abs_tol=table["abs_tol"])
        assert isclose(case["hi"], hi, abs_tol=table["abs_tol"])


def test_newcombe_table_2() -> None:
    """The intervals of a difference are those of his second table; he takes the second share from the first."""
    table = item("Newcombe 1998 Stat Med 17:873")
    for case in table["cases"]:
        lo, hi = newcombe_interval(case["k2"], case["n2"], case["k1"], case["n1"])
        assert isclose(case["lo"], lo, abs_tol=table["abs_tol"])
        assert isclose(case["hi"], hi, abs_tol=table["abs_tol"])


def test_the_example_of_r() -> None:
    """The ratio and interval of R's `poisson.test` example; its p of .080 adds up what is less likely, ours is .112."""
    example = item("R stats::poisson.test")
    (y2, y1), (t2, t1) = example["x"], example["T"]
    found = rate_ratio(y1, t1, y2, t2)
    assert isclose(example["ratio"], found.value, abs_tol=5e-7)
    assert isclose(example["ci"][0], found.lo, abs_tol=5e-8)
    assert isclose(example["ci"][1], found.hi, abs_tol=5e-8)
    assert round(exact_p(y1, t1, y2, t2), 3) == 0.112


def test_freireich_1963() -> None:
    """The remissions of Freireich's trial: medians of 23 and 8 weeks, and the curve that every textbook has."""
    published = item("6-MP vs placebo")
    medians = {}
    for case in golden("kaplan_meier")["cases"][:2]:
        found = time_to_act(list(zip(case["durations"], map(bool, case["closed"]), strict=True)))
        assert isinstance(found, TimeToAct)
        medians[case["label"].split()[0]] = found
    assert medians["6-MP"].median.value == published["median_6mp"]
    assert medians["placebo"].median.value == published["median_placebo"]
    shares = {str(point.t): round(point.open_share, 3) for point in medians["6-MP"].curve}
    assert shares == published["S_6mp"]


def test_mites_on_apple_leaves() -> None:
    """The mites of Bliss and Fisher scatter twice as much as Poisson's law has it."""
    published = item("European red mites")
    counts = [int(count) for count, leaves in published["freq"].items() for _ in range(leaves)]
    assert isclose(published["mean"], mean(counts), abs_tol=5e-5)
    pace = find_pace(weeks_of(counts[::-1]), most=150)
    assert not isinstance(pace, NotYet)
    scatter = pace.dispersion * (1 - pace.rho) / (1 + pace.rho)
    assert isclose(scatter, variance(counts) / mean(counts), rel_tol=1e-9)
    assert round(scatter, 2) == 1.98


def test_loop_habit_tracker() -> None:
    """Twenty perfect days have the strength that Loop's own tests assert."""
    published = item("uhabits ScoreListTest.kt daily")
    for days, wanted in enumerate(published["first20"], 1):
        assert isclose(wanted, find_strength(b"D" * days, slot_factor(1.0)), abs_tol=published["abs_tol"])


@pytest.mark.parametrize(
    ("placebo", "treated"), [((142, 201_229), (57, 200_745)), ((189, 11_034), (104, 11_037))], ids=["polio", "aspirin"]
)
def test_the_great_trials(placebo: tuple[int, int], treated: tuple[int, int]) -> None:
    """Salk's vaccine (1954) and the physicians' aspirin (1988): the share very likely fell, by both ways to ask."""
    (k1, n1), (k2, n2) = placebo, treated
    share, rate = compare_rates(k1, n1, k2, n2), compare_counts(k1, n1, k2, n2)
    assert not isinstance(share, NotYet)
    assert not isinstance(rate, NotYet)
    assert share.verdict == rate.verdict == "very_likely_fell"
    assert share.hi < 0
    assert rate.hi < 1
    assert share.chance < 1e-6
    assert isclose(share.value, k2 / n2 - k1 / n1)
    assert isclose(rate.value, k2 / n2 / (k1 / n1))


def test_the_nile_fell_in_1898() -> None:
    """The Nile's flow before and after 1898, with the scatter of its years, very likely fell."""
    flow = [round(value / 10) for value in SERIES["nile"]]
    before, after = flow[:28], flow[28:]
    scatter = max(1.0, variance(before) / mean(before))
    found = compare_counts(sum(before), len(before), sum(after), len(after), scatter)
    assert not isinstance(found, NotYet)
    assert found.verdict == "very_likely_fell"
    assert found.hi < 1
    assert isclose(found.value, exp(-0.255), rel_tol=0.01)
