"""Edges: whatever is asked of a public function, it answers with what it documents, or with a ValueError."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from inspect import isfunction
from math import inf, isnan, nan
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinywins import compounding
from tinywins.compounding import Pace, Weeks
from tinywins.compounding.survival import TimeToAct, time_to_act

odd = st.sampled_from([nan, inf, -inf, 0.0, -0.0, 5e-324, -5e-324, 1e-17, 1e-9, 1e12, 1e15, 1e300, -1e300, 1.0, 2.5])


def mostly(good: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Give what is good, and one time in nine what is odd, or any float."""
    return st.integers(0, 8).flatmap(lambda die: st.one_of(odd, st.floats()) if die == 8 else good)


def lists(of: st.SearchStrategy[Any], least: int = 0) -> st.SearchStrategy[Any]:
    """Give lists, half of them without anything odd, the others with one odd thing somewhere."""
    good = st.lists(of, min_size=least, max_size=60)
    spoilt = st.tuples(good, st.one_of(odd, st.floats()), st.integers(0, 60))
    return st.one_of(good, spoilt.map(lambda drawn: [*drawn[0][: drawn[2]], drawn[1], *drawn[0][drawn[2] :]]))


numbers = mostly(st.floats(-2, 60))
positive = mostly(st.floats(0.01, 100))
parts = mostly(st.floats(0, 1))
inner = mostly(st.floats(0.01, 0.99))
counts = mostly(st.integers(0, 60))
dispersions = mostly(st.floats(1, 9))
alphas = mostly(st.floats(0.001, 0.5))
least = mostly(st.integers(1, 9))
rows = lists(st.integers(0, 9), 8)
falling = st.lists(st.integers(0, 99), min_size=4, max_size=4).map(lambda row: sorted(row, reverse=True))
steps = st.one_of(falling, falling, lists(st.integers(0, 9)))
days = st.one_of(st.integers(1, 60), st.integers(1, 60), st.integers(-9, 60), st.sampled_from([10**9, nan, inf, -inf]))
by_day = st.dictionaries(st.integers(-9, 60), counts, max_size=9)
marks = st.text("DMSPU", max_size=40).map(str.encode)
shared_marks = st.lists(st.sampled_from(b"DMSPU"), max_size=40).flatmap(
    lambda row: st.tuples(
        st.just(bytes(row)), st.one_of(st.none(), st.lists(parts, min_size=len(row), max_size=len(row)))
    )
)
spares = st.tuples(*[st.integers(-1, 9)] * 3)
switches = st.one_of(st.lists(st.integers(-3, 50), max_size=3), st.lists(st.integers(0, 50), max_size=3).map(sorted))
weeks = rows.flatmap(
    lambda row: st.builds(
        lambda mondays, shares: Weeks(tuple(mondays), tuple(row), tuple(shares)),
        st.one_of(st.just(range(1, 7 * len(row), 7)), st.lists(st.integers(-20, 500), max_size=40)),
        st.one_of(
            st.just([1.0] * len(row)),
            lists(st.floats(0.1, 1), 8),
            st.lists(inner, min_size=len(row), max_size=len(row)),
        ),
    )
)
lines = rows.flatmap(lambda row: st.tuples(st.just(row), st.lists(numbers, min_size=len(row), max_size=len(row))))
paces = st.builds(Pace, positive, dispersions, st.just(0.0), positive, st.just(9), st.just(False))
two_by_two = (st.one_of(st.integers(0, 20), counts), st.one_of(st.integers(20, 99), counts)) * 2
rates = (counts, positive, counts, positive)
ASKED: dict[str, tuple[st.SearchStrategy[Any], ...]] = {
    "best_runs": (marks, spares, st.integers(-2, 9), switches),
    "calendar": (st.dictionaries(st.integers(-9, 60), st.integers()), days, days),
    "chance_by": (paces, numbers, numbers),
    "chance_greater": two_by_two,
    "chance_of_rise": (*rates, dispersions),
    "compare_counts": (*rates, dispersions),
    "compare_rates": two_by_two,
    "completion": (weeks, numbers, st.one_of(st.none(), numbers)),
    "compound_curve": (weeks,),
    "compound_factor": (numbers, numbers),
    "count_slots_to": (parts, parts, parts, inner),
    "cumulative": (by_day, days, days),
    "detectable_ratio": (positive, positive, positive, dispersions),
    "doubling_periods": (numbers,),
    "events_needed": (positive, dispersions),
    "exact_p": rates,
    "expect_strength": (parts, counts, parts, inner),
    "fan": (weeks, st.one_of(st.integers(-3, 9), st.integers(0, 9), st.sampled_from([nan, inf, -inf, 10**9]))),
    "find_consistency": (marks, alphas),
    "find_pace": (weeks, st.one_of(st.integers(4, 60), st.sampled_from([nan, 0, -3]))),
    "find_streaks": (marks, spares, switches),
    "find_strength": (shared_marks, parts, parts),
    "funnel": (steps, alphas, least),
    "funnel_change": (steps, steps, alphas, least),
    "gain": (
        st.one_of(st.integers(40, 60), counts),
        st.one_of(st.integers(20, 40), counts),
        st.one_of(st.integers(0, 20), counts),
        numbers,
    ),
    "growth": (weeks, st.one_of(st.integers(8, 60), st.sampled_from([nan, 0, -3]))),
    "momentum": (rows,),
    "newcombe_interval": (*two_by_two, alphas),
    "poisson_trend": (lines, st.one_of(st.just([]), lists(st.floats(0.1, 1), 8))),
    "rate_ratio": (*rates, positive),
    "share_dispersion": (lists(counts), lists(counts)),
    "shrink_dispersion": (rows,),
    "slot_factor": (parts,),
    "spread_strength": (parts, inner, st.one_of(st.none(), counts)),
    "time_needed": (positive, positive, positive, positive),
    "time_to_act": (lists(st.floats(0, 99)).map(lambda row: [(age, age < 60) for age in row]), alphas, least),
    "trace_strength": (shared_marks, parts, parts),
    "trials_left": (counts, counts, parts, positive),
    "trials_needed": (parts, parts),
    "week_factor": (mostly(st.integers(-2, 9)),),
    "weekly": (by_day, days, days, st.lists(st.integers(-9, 60), max_size=9)),
    "weeks_of": (rows, st.one_of(st.just([]), lists(st.floats(0.1, 1), 8))),
    "what_if": (parts, inner, parts, parts),
    "wilson_interval": (counts, counts, alphas),
}
# Where inf is what is documented: nothing before, a half that is not reached, what is beyond all floats.
INFINITE = {
    "compound_factor",
    "compound_curve",
    "doubling_periods",
    "detectable_ratio",
    "growth",
    "rate_ratio",
    "time_to_act",
}
INFINITE |= {"compare_counts", "time_needed", "trials_left"}
UNDEFINED = {"rate_ratio", "compare_counts"}  # nothing at all on both sides


def list_numbers(value: object) -> list[float]:
    """Give all numbers in a result, however deep they lie."""
    if isinstance(value, int | float):
        return [value]
    if is_dataclass(value):
        return [one for field in fields(value) for one in list_numbers(getattr(value, field.name))]
    return [one for part in value for one in list_numbers(part)] if isinstance(value, tuple | list) else []


def draw_asked(name: str) -> st.SearchStrategy[tuple[Any, ...]]:
    """Give what a function is asked."""
    asked = st.tuples(*ASKED[name])
    if name == "poisson_trend":
        return asked.map(lambda drawn: (*drawn[0], drawn[1]))
    if name in ("find_strength", "trace_strength"):
        return asked.map(lambda drawn: (drawn[0][0], drawn[1], drawn[0][1], drawn[2]))
    return asked


def test_every_function_is_asked() -> None:
    """None of the public functions is left out here."""
    assert sorted(ASKED) == [name for name in compounding.__all__ if isfunction(getattr(compounding, name))]


@pytest.mark.parametrize("name", sorted(ASKED))
@given(st.data())
def test_an_answer_or_a_value_error(name: str, data: st.DataObject) -> None:
    """NaN, infinities, negatives, next to nothing and far too much: numbers, or a ValueError."""
    function: Callable[..., object] = getattr(compounding, name)
    asked = data.draw(draw_asked(name))
    try:
        found = list_numbers(function(*asked))
    except ValueError as error:
        assert len(str(error)) > 15
        return
    assert name in UNDEFINED or not any(isnan(number) for number in found)
    assert name in INFINITE or inf not in [abs(number) for number in found]


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        *(("growth", (Weeks(tuple(range(1, 71, 7)), (bad,) * 10, (1.0,) * 10),)) for bad in (inf, nan, -1.0)),
        *(("weeks_of", ([3, bad, 4],)) for bad in (inf, nan, -1)),
        *(("weekly", ({9: bad}, 1, 30)) for bad in (inf, nan, -1)),
        *(("shrink_dispersion", ([3, bad, 4],)) for bad in (inf, nan, -1)),
        *(("momentum", ([3.0] * 40 + [bad],)) for bad in (inf, nan, -1.0)),
        *(("trials_needed", pair) for pair in ((0.2, 5), (-0.1, 0.2), (nan, 0.2), (0.2, 0.2))),
        *(("slot_factor", (bad,)) for bad in (0, -1, nan, 1.5)),
        *(("week_factor", (bad,)) for bad in (0, -1, nan, 8)),
        *(("newcombe_interval", four) for four in ((0, 0, 1, 2), (1, 2, 0, 0), (3, 2, 0, 1))),
        *(("wilson_interval", pair) for pair in ((0, -3), (5, 3), (-1, 3), (nan, 3), (1, inf), (1, 3, 0), (1, 3, 1))),
        *(("chance_greater", four) for four in ((5, 3, 1, 2), (1, 2, 0.5, 2))),
        *(("find_streaks", (b"D", bad)) for bad in ((-1, 7, 2), (1, -7, 2), (1, 7, -2))),
        *(
            ("find_strength", asked)
            for asked in ((b"D", 1.1), (b"D", nan), (b"D", 0.9, None, 2.0), (b"DD", 0.9, [1.0]))
        ),
        *(("funnel", ([9, 3], 0.05, bad)) for bad in (0, inf, nan)),
        *(("time_to_act", ([(1.0, True)], 0.05, bad)) for bad in (-1, inf, nan)),
        *(("compound_factor", pair) for pair in ((-1.0, 2), (-3.0, 0.5), (0.1, nan))),
        *(("expect_strength", four) for four in ((0.5, -1, 0.0, 0.9), (0.5, 1, 2.0, 0.9), (0.5, 1, 0.0, 1.0))),
    ],
    ids=str,
)
def test_what_cannot_be_is_refused(name: str, asked: tuple[Any, ...]) -> None:
    """What nothing can be counted or shared as is a ValueError with a sentence, and no number."""
    with pytest.raises(ValueError, match=r"[a-z]+ [a-z]+ [a-z]+"):
        getattr(compounding, name)(*asked)


def test_defined_edges() -> None:
    """What may look like an edge, and is not: nobody asked, no time, no goal, nothing before."""
    assert compounding.wilson_interval(0, 0) == (0.0, 1.0)
    assert compounding.rate_ratio(0, 4, 5, 4).value == inf
    assert isnan(compounding.rate_ratio(0, 4, 0, 4).value)
    pace = compounding.find_pace(compounding.weeks_of([5] * 8))
    assert isinstance(pace, Pace)
    assert compounding.chance_by(pace, 3, 1e-17) == 0.0
    assert compounding.chance_by(pace, 0, 0) == 1.0
    assert compounding.detectable_ratio(1, 1, 1, 1e9) == inf
    assert compounding.slot_factor(5e-324) == 0.0


def test_no_days_are_no_number_of_days() -> None:
    """The share within NaN days is nobody's, and within endless days that of all."""
    found = time_to_act([(day, True) for day in range(6)])
    assert isinstance(found, TimeToAct)
    assert found.within(inf).value == 1.0
    with pytest.raises(ValueError, match="days are a number"):
        found.within(nan)
