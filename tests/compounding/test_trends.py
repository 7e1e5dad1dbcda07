"""Growth: reference fits and verdicts, what leaves them as they are, and when it is too early."""

from math import exp, expm1, inf, isclose, isfinite, log
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.builders import examples, golden
from tests.compounding.samples import near
from tinywins.compounding.estimates import NotYet
from tinywins.compounding.trends import Growth, Trend, correlate_neighbours, growth, judge, poisson_trend
from tinywins.compounding.weeks import Weeks, weeks_of

TRENDS: dict[str, Any] = golden("poisson_trend")
VERDICTS: dict[str, Any] = golden("growth_verdict")
SERIES = {case["label"]: case["values"] for case in golden("series")["cases"]}
RISING = next(case["y"] for case in VERDICTS["cases"] if case["label"] == "26 weeks rising")
counts = st.lists(st.integers(0, 40), min_size=8, max_size=52).filter(
    lambda y: sum(y) >= 20 and sum(count > 0 for count in y) >= max(8, len(y) / 2)
)


def grow(y: list[int], most: int = 52) -> Growth:
    """Estimate the growth of counts of which there are enough."""
    found = growth(weeks_of(y), most)
    assert isinstance(found, Growth)
    return found


@pytest.mark.parametrize("case", TRENDS["cases"], ids=lambda case: f"{case['label']} {len(case['y'])}")
def test_reference_trends(case: dict[str, Any]) -> None:
    """Intercept, slope, both errors, deviance and dispersion are those that statsmodels finds."""
    fit = poisson_trend(case["y"], case["x"], case.get("exposure", ()))
    tolerance, pairs = TRENDS["suggested_rel_tol"], list(zip(case["y"], fit.fitted, strict=True))
    assert near(case["intercept"], fit.intercept, tolerance)
    assert near(case["slope"], fit.slope, tolerance, TRENDS["suggested_abs_tol"])
    assert near(case["se_intercept"], fit.intercept_error, tolerance)
    assert near(case["se_slope"], fit.error, tolerance)
    deviance = 2 * sum((y * log(y / mean) if y else 0) - (y - mean) for y, mean in pairs)
    assert near(case["deviance"], deviance, tolerance)
    assert near(case["pearson_chi2"], fit.dispersion * (len(pairs) - 2), tolerance)


@pytest.mark.parametrize("case", VERDICTS["cases"], ids=lambda case: case["label"])
def test_reference_verdicts(case: dict[str, Any]) -> None:
    """Verdict, growth, interval, scatter and doubling time are those of the reference file."""
    found = growth(weeks_of(case["y"]), most=len(case["y"]))
    if case["verdict"] == "too_early":
        assert found == (
            NotYet("weeks", 8 - case["weeks"]) if case["weeks"] < 8 else NotYet("wins", 20 - case["total"])
        )
        return
    assert isinstance(found, Growth)
    assert found.verdict == case["verdict"]
    doubling = found.doubling
    ends = (doubling.lo, doubling.hi) if doubling else (None, None)
    pairs = [
        *((case["slope"], found.slope), (case["se"], found.error), (case["phi"], found.dispersion)),
        *((case["rho"], found.rho), (case["growth_pct"], found.value), (case["lo_pct"], found.lo)),
        *((case["hi_pct"], found.hi), (case["doubling_weeks"], doubling.value if doubling else None)),
        *zip(case["doubling_range"] or (None, None), ends, strict=True),
    ]
    assert [pair for pair in pairs if not near(*pair, VERDICTS["suggested_rel_tol"])] == []


@settings(max_examples=examples(2))
@given(counts)
def test_the_fit_is_the_likeliest(y: list[int]) -> None:
    """At the fit, the counts and their first moment are those that were seen: the score is zero."""
    fit = poisson_trend(y, range(len(y)))
    assert isclose(sum(y), sum(fit.fitted), rel_tol=1e-8)
    moments = [sum(place * value for place, value in enumerate(values)) for values in (y, fit.fitted)]
    assert isclose(*moments, rel_tol=1e-8)
    assert all(
        isclose(mean, exp(fit.intercept + fit.slope * place), rel_tol=1e-7) for place, mean in enumerate(fit.fitted)
    )


@given(counts)
def test_backwards_growth_is_shrinking(y: list[int]) -> None:
    """Read from the other end, the slope turns round, and the verdict with it."""
    found, back = grow(y), grow(y[::-1])
    turned = {"growing": "shrinking", "shrinking": "growing"}
    assert isclose(found.slope, -back.slope, rel_tol=1e-6, abs_tol=1e-9)
    assert isclose(found.error, back.error, rel_tol=1e-6)
    close_call = min(abs(end) for end in (found.lo, found.hi, found.lo + 2, found.hi - 2)) < 0.1
    assert close_call or back.verdict == turned.get(found.verdict, found.verdict)


@given(counts, st.integers(2, 6))
def test_more_of_everything_has_the_same_slope(y: list[int], times: int) -> None:
    """With all counts multiplied growth is the same, and no less is known of it."""
    found, more = grow(y), grow([count * times for count in y])
    assert isclose(found.slope, more.slope, rel_tol=1e-6, abs_tol=1e-9)
    assert more.error <= found.error * (1 + 1e-6)


@given(counts, st.sampled_from([0.5, 2 / 7, 0.9]))
def test_exposure_is_a_unit(y: list[int], share: float) -> None:
    """With all weeks active for the same share, growth is what it is with full weeks."""
    found, part = grow(y), growth(weeks_of(y, [share] * len(y)))
    assert isinstance(part, Growth)
    assert isclose(found.slope, part.slope, rel_tol=1e-6, abs_tol=1e-9)
    assert isclose(found.error, part.error, rel_tol=1e-6)


def test_a_short_week_is_no_fall() -> None:
    """A week of two active days with a fraction of the wins leaves steady counts steady."""
    y, shares = [7] * 12, [1.0] * 12
    y[6], shares[6] = 2, 2 / 7
    found, naive = growth(weeks_of(y, shares)), grow(y)
    assert isinstance(found, Growth)
    assert abs(found.value) < 1e-6
    assert naive.dispersion > found.dispersion


def test_weeks_left_out_keep_the_distance() -> None:
    """A holiday of three weeks is three weeks on the line, and the weeks around it are no neighbours."""
    y = [round(4 * 1.05**week) for week in range(20)]
    kept = [week for week in range(20) if week not in (8, 9, 10)]
    weeks = Weeks(tuple(7 * week + 1 for week in kept), tuple(y[week] for week in kept), (1.0,) * len(kept))
    found = growth(weeks)
    assert isinstance(found, Growth)
    assert isclose(found.slope, poisson_trend([y[week] for week in kept], kept).slope, rel_tol=1e-9)
    assert isclose(found.value, grow(y).value, abs_tol=0.5)


@given(counts)
def test_the_interval_holds_the_growth(y: list[int]) -> None:
    """The interval holds the estimate, the verdict is that of the interval, doubling there for growth alone."""
    found = grow(y)
    assert -100 <= found.lo <= found.value <= found.hi
    assert found.verdict == judge(found.lo, found.hi)
    assert isclose(found.value, 100 * expm1(found.slope), rel_tol=1e-12, abs_tol=1e-12)
    assert (found.doubling is not None) == (found.verdict == "growing")
    assert 0 <= found.rho <= 0.8
    if found.doubling:
        assert found.doubling.lo <= found.doubling.value <= found.doubling.hi


@pytest.mark.parametrize(
    ("lo", "hi", "verdict"),
    [
        *((0.1, 9.0, "growing"), (0.1, 0.5, "growing"), (-9.0, -0.1, "shrinking"), (-2.0, 2.0, "steady")),
        *((-1.0, 1.5, "steady"), (-2.1, 1.0, "cannot_tell"), (-1.0, 2.1, "cannot_tell"), (0.0, 1.0, "steady")),
    ],
)
def test_verdicts_by_interval(lo: float, hi: float, verdict: str) -> None:
    """All above 0 grows, all below it shrinks, all within two per cent is steady, and the rest cannot be told."""
    assert judge(lo, hi) == verdict


def test_too_early_says_how_much_is_missing() -> None:
    """Below 8 weeks, 20 wins or 8 weeks with a win there is no verdict, nor where half of the weeks hold none."""
    assert growth(weeks_of([])) == NotYet("weeks", 8)
    assert growth(weeks_of([9] * 5)) == NotYet("weeks", 3)
    assert growth(weeks_of([2] * 9)) == NotYet("wins", 2)
    assert growth(weeks_of([0] * 30)) == NotYet("wins", 20)
    assert growth(weeks_of([0] * 11 + [40])) == NotYet("active_weeks", 10)
    assert growth(weeks_of([40] + [0] * 11)) == NotYet("active_weeks", 10)
    assert growth(weeks_of([5] * 7 + [0])) == NotYet("active_weeks", 1)
    assert growth(weeks_of([1, *[0] * 49, 10, 20])) == NotYet("active_weeks", 24)
    assert growth(weeks_of([0] * 27 + [5] * 25)) == NotYet("active_weeks", 1)
    assert isinstance(growth(weeks_of([3] * 8)), Growth)
    assert isinstance(growth(weeks_of([0] * 26 + [5] * 26)), Growth)


@given(st.lists(st.sampled_from([0, 0, 0, 9]), min_size=8, max_size=60))
def test_as_many_active_weeks_as_are_missing_would_do(y: list[int]) -> None:
    """With so many more weeks in a row that hold a win there is a verdict, and with one less there is none."""
    found = growth(weeks_of(y))
    assume(isinstance(found, NotYet) and found.reason == "active_weeks")
    assert isinstance(found, NotYet)
    assert growth(weeks_of([*y, *[9] * (found.need - 1)])) == NotYet("active_weeks", 1)
    assert isinstance(growth(weeks_of([*y, *[9] * found.need])), Growth)


def test_only_the_last_year_counts() -> None:
    """What lies more than 52 weeks back says nothing of growth now."""
    assert grow([40] * 30 + RISING + RISING) == grow(RISING + RISING)


@pytest.mark.parametrize(
    "y",
    [
        [0] * 11 + [1, 10**6],
        [0] * 50 + [1, 10**9],
        [10**12, 1] + [0] * 50,
        [1, *[0] * 10, 40],
        [1, *[0] * 10, 10**5],
        [10**7, 0, 0, 0, 0, 0, 0, 1],
        [10] + [0] * 10 + [10],
        [0, 0, 0, 0, 0, 0, 30, 1],
        [10**9] * 20,
        [10**12] * 20,
        [*[1] * 25, *[10**12] * 25],
    ],
    ids=str,
)
def test_extreme_weeks_have_an_answer(y: list[int]) -> None:
    """However lopsided the weeks, there is a slope, and once each holds a win a verdict and an interval around it."""
    assert isfinite(poisson_trend(y, range(len(y))).slope)
    found = grow([max(1, count) for count in y])
    assert -100 <= found.lo <= found.value <= found.hi <= inf


@pytest.mark.parametrize(
    ("y", "x"), [([1, 2], [0, 1]), ([0, 0, 0], [0, 1, 2]), ([0, 0, 5], [0, 1, 2]), ([5, 0, 0], [0, 1, 2]), ([], [])]
)
def test_a_fit_refuses_what_has_no_slope(y: list[int], x: list[int]) -> None:
    """Fewer than three counts, nothing counted, or all of it at one end: no finite slope is best."""
    with pytest.raises(ValueError, match="trend"):
        poisson_trend(y, x)


def test_all_in_the_middle_is_no_trend() -> None:
    """All that was counted in the middle has a slope of 0."""
    assert abs(poisson_trend([0, 9, 0], [0, 1, 2]).slope) < 1e-9


@given(st.lists(st.floats(-4, 4), min_size=6, max_size=60))
def test_correlation_is_bounded(residuals: list[float]) -> None:
    """The correlation of neighbours is between 0 and its most, and 0 where there are none."""
    n = len(residuals)
    assert 0.0 <= correlate_neighbours(residuals, range(n), 2, 0.8) <= 0.8
    far = correlate_neighbours(residuals, range(0, 2 * n, 2), 0, 0.8)
    assert far == 0.0
    assert correlate_neighbours([0.0] * n, range(n), 2, 0.8) == 0.0


def test_belgium_and_australia() -> None:
    """The two epidemics of the textbooks have the slopes that were published."""
    published = {item["id"][:15]: item for item in golden("published_reference")["items"]}
    belgium, australia = published["AIDS Belgium 19"], published["AIDS Australia "]
    fit: Trend = poisson_trend(belgium["y"], belgium["x"])
    assert isclose(fit.intercept, belgium["R"]["intercept"], abs_tol=5e-8)
    assert isclose(fit.slope, belgium["R"]["slope"], abs_tol=5e-8)
    fit = poisson_trend(australia["y"], australia["x"])
    assert isclose(fit.intercept, australia["published"]["intercept"], abs_tol=5e-4)
    assert isclose(fit.slope, australia["published"]["slope"], abs_tol=5e-4)


@pytest.mark.parametrize(
    ("first", "last", "verdict"),
    [(257, 309, "cannot_tell"), (283, 309, "cannot_tell"), (200, 252, "cannot_tell"), (0, 309, "steady")],
)
def test_sunspots_do_not_grow(first: int, last: int, verdict: str) -> None:
    """Waves are no growth: sunspots cannot be told in 26 or 52 years, and are steady over 309."""
    y = SERIES["sunspots"][first:last]
    found = grow(y, most=len(y))
    assert found.verdict == verdict
    assert found.rho == 0.8
