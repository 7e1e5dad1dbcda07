"""A lived year has one total, wherever it is asked for."""

import json
from collections import Counter

import pytest

from tests.services.workspaces import Person
from tests.year import RULES, live_year
from tinywins.domain.days import read_day
from tinywins.services import charts
from tinywins.services.exporting import export
from tinywins.services.report import report_span
from tinywins.services.review import find_period, review_period


@pytest.fixture(scope="module")
def lived() -> Person:
    """Give somebody after a year, which ends with it, so that the year is all there is."""
    person = Person()
    live_year(person, read_day("2026-12-30"))
    return person


def test_wins_are_the_same_everywhere(lived: Person) -> None:
    """The chart of wins, the heatmap, the review of the year, its months and weeks, the report and the export agree."""
    ws = lived.ws
    rows = [json.loads(str(row[0])) for row in export(ws, "wins", [], None, None, json=True).rows]
    by_day = Counter(read_day(row["day"]) for row in rows)
    wins, heatmap, report = charts.chart_wins(ws), charts.chart_heatmap(ws), report_span(ws, 2026)
    review = review_period(ws, "year")
    total = len(rows)
    assert total > 1_000
    assert wins.series.counts == heatmap.series.counts == report.heatmap.series.counts == dict(by_day)
    assert wins.series.total == review.wins == len(review.entries) == len(report.entries) == total
    for kind in ("month", "week"):
        found, number = 0, ws.today()
        while number >= min(by_day):
            period = review_period(ws, kind, number)
            assert (
                period.wins == len(period.entries) == sum(by_day[day] for day in range(period.first, period.last + 1))
            )
            found, number = found + period.wins, find_period(kind, number)[0] - 1
        assert found == total


def test_tags_are_the_same_everywhere(lived: Person) -> None:
    """What a tag counts in the report is what its chart, the review and the export have."""
    ws = lived.ws
    report, review = report_span(ws, 2026), review_period(ws, "year")
    tags = dict(report.tags)
    assert {tag: n for tag, n, _ in review.tags} == {tag: n for tag, n in tags.items() if tag not in RULES}
    for tag in ("dev", "reviews", "service", "marketing"):
        rows = list(export(ws, "wins", [f"+{tag}"], None, None, json=True).rows)
        assert tags[tag] == len(rows) == charts.chart_wins(ws, tag).series.total


@pytest.mark.parametrize("tag", ["stretch", "run", "read", "gym", "coffee"])
def test_habits_are_the_same_everywhere(lived: Person, tag: str) -> None:
    """Signs of the heatmap, marks of the export, and what review and report count as kept agree."""
    ws = lived.ws
    heatmap, report, review = charts.chart_heatmap(ws, tag, 2026), report_span(ws, 2026), review_period(ws, "year")
    rows = list(export(ws, "days", [f"+{tag}"], None, None, json=True).rows)
    marks = {str(row[2]): str(row[3]) for row in rows if row[3]}
    counted = Counter(marks.values())
    assert heatmap.kept
    kept = (heatmap.kept.kept, heatmap.kept.n)
    assert kept == (counted["done"], counted["done"] + counted["missed"])
    for habits in (report.kept, review.habits):
        assert [(each.kept, each.decided) for each in habits if each.habit.tag == tag] == [kept]
    if tag != "gym":
        letters = {"done": "D", "missed": "M", "skipped": "S", "pending": "P", "unsaid": "U"}
        signs = {read_day(str(row[1])): letters[str(row[3])] for row in rows if row[3]}
        drawn = enumerate(heatmap.signs, heatmap.span.first)
        assert {number: sign for number, sign in drawn if sign not in " +"} == signs
