"""The sentences under charts: true to their numbers, kind, and whole."""

import re
from dataclasses import replace
from math import inf, isinf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import examples
from tests.render.test_phrases import find_unkind
from tests.services.lived import TODAY, count_days, live
from tests.services.workspaces import Person
from tinywins.compounding.compound import Compound, compound_curve
from tinywins.compounding.estimates import NotYet
from tinywins.compounding.forecast import fan
from tinywins.compounding.trends import Growth, growth
from tinywins.compounding.weeks import Weeks, weeks_of
from tinywins.render import charts as pictures
from tinywins.render import findings
from tinywins.services import charts
from tinywins.services.charts import CompoundChart, Forecast
from tinywins.services.series import Series

RISING = [round(5 * 1.08**week) for week in range(26)]
LEVEL = [180 + 7 * (week % 3) for week in range(52)]
UNSURE = [3, 9, 1, 6, 2, 8, 4, 4, 1, 9]
counted = st.lists(st.integers(0, 30), max_size=60) | st.sampled_from((RISING, RISING[::-1], LEVEL, UNSURE, [0] * 30))
NUMBER = re.compile(r"(?<![\w.])-?\d[\d,]*(?:\.\d+)?")


def read_numbers(sentence: str) -> list[float]:
    """Read the numbers of a sentence."""
    return [float(number.replace(",", "")) for number in NUMBER.findall(sentence)]


def check_words(said: tuple[str, ...]) -> None:
    """Each sentence is kind, begins with a letter, a number or a tag, ends with a stop, and is one line."""
    assert said
    for sentence in said:
        assert sentence.endswith(".")
        assert sentence.removeprefix("+")[0].isalnum()
        assert not find_unkind(sentence), sentence
        assert "\n" not in sentence
        assert "nan" not in sentence


def series_of(counts: list[int]) -> Series:
    """Make a series whose weeks have these counts, each on a Tuesday."""
    begin = TODAY - 4 - 7 * len(counts)
    return Series("", {begin + 7 * place + 1: float(n) for place, n in enumerate(counts) if n}, frozenset(), TODAY)


@pytest.mark.parametrize(
    ("counts", "verdict", "word"),
    [
        (RISING, "growing", "Growing: "),
        (RISING[::-1], "shrinking", "Fewer from week to week: "),
        (LEVEL, "steady", "Steady: "),
        (UNSURE, "cannot_tell", "Can't tell yet: "),
    ],
)
def test_each_verdict_has_its_word(counts: list[int], verdict: str, word: str) -> None:
    """Growing, fewer, steady, or that nobody can tell: each verdict is said at the beginning."""
    found = growth(weeks_of(counts))
    assert isinstance(found, Growth)
    assert found.verdict == verdict
    said = findings.find_growth(found, weeks_of(counts))
    assert said[0].startswith(word)
    assert len(said) == (2 if verdict == "growing" else 1)


@settings(max_examples=examples(1) // 2)
@given(counted)
def test_growth_is_said_with_its_numbers(counts: list[int]) -> None:
    """The range, the value where a trend is sure, the weeks: what is said is what was estimated, to one decimal."""
    weeks = weeks_of(counts)
    found, said = growth(weeks), findings.find_growth(growth(weeks), weeks)
    check_words(said)
    if isinstance(found, NotYet):
        assert said[0].startswith("Too early: ")
        return
    expected = [*([] if found.verdict in ("steady", "cannot_tell") else [found.value]), found.lo, found.hi, found.n]
    if found.verdict == "steady":
        expected.insert(0, 2)
    for told, number in zip(read_numbers(said[0]), (n for n in expected if not isinf(n)), strict=False):
        assert told == pytest.approx(number, abs=0.0501 if abs(number) < 100 else 0.501)
    if found.doubling:
        ends = (found.doubling.value, found.doubling.lo, found.doubling.hi)
        assert read_numbers(said[1]) == [round(end) for end in ends]


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ([], "Too early: 0 full weeks of the 8 it takes."),
        ([9], "Too early: 1 full week of the 8 it takes."),
        ([9] * 7, "Too early: 7 full weeks of the 8 it takes."),
        ([1] * 10, "Too early: 10 counted in 10 full weeks, of the 20 it takes."),
        ([9] * 8 + [0] * 51 + [1], "Too early: 1 counted in the last 52 full weeks, of the 20 it takes."),
        ([0] * 9 + [25], "Too early: too few of the weeks hold a win. 8 weeks in a row with one would do."),
    ],
)
def test_what_is_missing_is_said(counts: list[int], said: str) -> None:
    """Weeks, wins, or active weeks: which one, and of how many; of a long record what lies in the weeks looked at."""
    assert findings.find_growth(growth(weeks_of(counts)), weeks_of(counts)) == (said,)


@settings(max_examples=examples(1) // 2)
@given(counted)
def test_compounding_is_said_with_its_numbers(counts: list[int]) -> None:
    """Growing: the factor with its range beside the slogan's; else what there is in all, and the verdict."""
    weeks, series = weeks_of(counts), series_of(counts)
    found = compound_curve(weeks)
    said = findings.find_compound(CompoundChart(series, weeks, found))
    check_words(said)
    if isinstance(found, Compound) and found.factors:
        end, horizon = found.factors[-1], len(found.factors) - 1
        told = [float(number.replace(",", "")) for number in re.findall(r"x([\d,.]*\d)", said[0])]
        assert told == pytest.approx([end.value, end.lo, end.hi], abs=0.0501, rel=0.006)
        assert f"after {horizon} weeks" in said[0]
        assert horizon == min(26, len(counts))
        assert read_numbers(said[1])[0] == 1
        return
    assert read_numbers(said[0]) == [sum(counts)]
    assert said[0].startswith(f"{sum(counts):,} win")
    assert ("not yet speeding up" in said[0]) == (not isinstance(found, NotYet))
    assert said[1:] == findings.find_growth(growth(weeks), weeks)


@settings(max_examples=examples(1) // 4)
@given(counted, st.integers(1, 12))
def test_a_forecast_is_said_with_its_numbers(counts: list[int], ahead: int) -> None:
    """The range of 80 % and the middle at the last week, and that it is rough below eight weeks."""
    weeks = weeks_of(counts)
    found = fan(weeks, ahead)
    said = findings.find_forecast(Forecast(series_of(counts), weeks, found), TODAY)
    check_words(said)
    if isinstance(found, NotYet):
        have = f"{len(counts)} full week{'s' * (len(counts) != 1)} of the 4 it takes"
        none = f"0 counted in {'the last ' * (len(counts) > 26)}{min(26, len(counts))} full weeks, of the 1 it takes"
        assert said == (f"Too early: {have if len(counts) < 4 else none}.",)
        return
    last, middle = found.likely[-1], found.half[-1].value
    assert f"{ahead} week{'s' * (ahead != 1)} on: likely {last.lo:,.0f} to {last.hi:,.0f} more wins (80 %)" in said[0]
    assert said[0].endswith(f"{middle:,.0f} in the middle.")
    assert said[1].startswith("Rough: ") == (len(counts) < 8)


def test_without_bounds_no_infinity_is_said() -> None:
    """Where nothing bounds a growth, words say so, and no number does."""
    found = growth(weeks_of(UNSURE))
    assert isinstance(found, Growth)
    (said,) = findings.find_growth(replace(found, hi=inf), weeks_of(UNSURE))
    assert "inf" not in said
    assert findings.percent(1e6) == "1,000,000"
    assert [findings.number(value) for value in (0, 1_204, 2.5, 1234.125, 2e12)] == [
        "0",
        "1,204",
        "2.5",
        "1,234.125",
        "2,000,000,000,000",
    ]


@settings(max_examples=examples(1) // 8)
@given(st.integers(0, 1 << 16), st.sampled_from((None, 2026, 2025)))
def test_sentences_of_a_life_are_true_and_kind(seed: int, year: int | None) -> None:
    """Of wins, tags and habits: what is said to be there is what the entries have, and every sentence is kind."""
    person = live(seed)
    for word in ("", "dev", "run", "read", "@anna"):
        heatmap = charts.chart_heatmap(person.ws, word or None, year)
        said = findings.find_heatmap(heatmap, TODAY)
        check_words(said)
        span = heatmap.span
        counts = {n: c for n, c in count_days(person, word).items() if span.first <= n <= min(span.last, TODAY)}
        if counts and heatmap.habit is None:
            assert read_numbers(said[0])[:2] == pytest.approx([sum(counts.values()), len(counts)])
            assert f"{max(counts.values()):g}" in said[-1] or list(counts.values()).count(max(counts.values())) > 1
        if heatmap.kept and heatmap.kept.n:
            assert read_numbers(said[0])[:3] == [len(counts), heatmap.kept.kept, heatmap.kept.n]
        wins = findings.find_wins(charts.chart_wins(person.ws, word or None, year), TODAY)
        check_words(wins)
        check_words(findings.find_growth(charts.chart_growth(person.ws, word or None).growth, Weeks((), (), ())))
    strengths = charts.chart_strength(person.ws, [], year)
    check_words(pictures.draw_strengths(strengths, TODAY).finding)
    for line in strengths.lines:
        check_words(findings.find_runs(charts.chart_runs(person.ws, line.habit.tag), TODAY))
    person.close()


def test_a_limit_that_was_kept_without_a_drop_has_something_to_say() -> None:
    """Days on which a limit was said to be kept hold no entry that counts, and are told all the same."""
    person = Person()
    person.add_habit("coffee", "daily at most 2", TODAY - 20)
    person.log_days("+coffee=0", list(range(TODAY - 20, TODAY)))
    (said,) = findings.find_heatmap(charts.chart_heatmap(person.ws, "coffee"), TODAY)
    assert said.startswith("Logged on 0 days; 20 of 20 slots kept: 100 %")
    person.close()


def test_strength_waits_for_fourteen_slots() -> None:
    """Below 14 decided slots the count is said and how many more it takes; then strength, now and before."""
    person = Person()
    person.add_habit("few", "daily", TODAY - 5)
    person.add_habit("many", "daily", TODAY - 60)
    person.log_days("+few +many", list(range(TODAY - 60, TODAY)))
    strengths = charts.chart_strength(person.ws, ["few", "many"])
    few, many = (findings.find_strength(line, strengths.span) for line in strengths.lines)
    assert few == "few: 5 slots so far; after 9 more, strength says something."
    now, before = (round(100 * (1 - 0.5 ** (days / 13))) for days in (60, 31))
    assert many.startswith(f"many: strength {now}, {before} thirty days before; in 90 days 60 of 60 slots kept: 100 %")
    person.close()
