"""A report: the sums of its parts are those of a review of the same year."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import day, examples, refusal
from tests.services.lived import TODAY, add_times, count_tags, list_won, live
from tests.services.workspaces import Person
from tinywins.domain.days import write_day
from tinywins.render.findings import find_runs
from tinywins.services.habits import Traits, archive_habit, edit_habit
from tinywins.services.report import Report, report_span
from tinywins.services.review import review_period

FIRST = day("2026-01-01")


def tags_of(report: Report) -> list[str]:
    """Give the habits of a report; each of its parts has the same ones."""
    tags = [line.habit.tag for line in report.strengths.lines]
    assert [heatmap.series.tag for heatmap in report.habits] == [runs.habit.tag for runs in report.runs] == tags
    return tags


@settings(max_examples=examples(1) // 8)
@given(st.integers(0, 1 << 16))
def test_sums_are_those_of_the_review(seed: int) -> None:
    """Wins, tags, what was kept, returns, the fullest day and the trend are those of the year's review."""
    person = live(seed)
    report, review = report_span(person.ws, 2026), review_period(person.ws, "year", TODAY)
    assert len(report.entries) == review.wins == len(list_won(person, FIRST, TODAY))
    assert sum(report.wins.series.counts.values()) == sum(report.heatmap.series.counts.values()) == review.wins
    assert dict(report.tags) == count_tags(person, FIRST, TODAY)
    assert {(tag, n) for tag, n, _ in review.tags} <= set(report.tags)
    assert [(each.habit.tag, each.kept, each.decided) for each in report.kept] == [
        (each.habit.tag, each.kept, each.decided) for each in review.habits
    ]
    for heatmap in report.habits:
        kept = [(each.kept, each.decided) for each in report.kept if each.habit.tag == heatmap.series.tag]
        assert heatmap.kept
        assert [(heatmap.kept.kept, heatmap.kept.n)] == (kept or [(0, 0)])
    assert (report.returns, report.fullest) == (len(review.returns), review.fullest)
    assert (report.growth.growth, report.growth.weeks) == (review.trend, review.weeks)
    assert [entry.day for entry in report.entries] == sorted(entry.day for entry in report.entries)
    assert {e.id: e.text for e in report.entries} == {e.id: e.text for e in review.entries}
    assert not any("@" in f"{e.text} {e.note} {e.tags}" for e in report.entries)
    person.close()


def test_a_year_that_is_over_is_seen_from_its_end(person: Person) -> None:
    """Wins of the year after are in none of its numbers: neither totals, weeks nor the fullest day."""
    add_times(person, [day("2025-03-04") + 7 * n for n in range(44)] + [TODAY] * 9)
    report = report_span(person.ws, 2025)
    assert (len(report.entries), report.wins.span.last, report.fullest) == (44, day("2025-12-31"), None)
    assert write_day(report.wins.weeks.mondays[-1]) == "2025-12-22"
    assert (report.span.year, report_span(person.ws).span.year) == (2025, None)
    assert len(report_span(person.ws).entries) == 7 + 9


def test_habits_are_those_with_numbers_in_the_year(person: Person) -> None:
    """An archived habit belongs to the years it was kept in; a quiet one, one for anytime or a later one to none."""
    for tag, rule, start in (
        ("old", "daily", "2024-03-01"),
        ("run", "daily", "2025-03-01"),
        ("quiet", "daily", "2024-03-01"),
        ("any", "anytime", "2024-03-01"),
    ):
        person.add_habit(tag, rule, day(start))
        person.log_days(f"+{tag}", [day(start)])
    edit_habit(person.ws, "quiet", traits=Traits(quiet=True))
    person.go("2025-06-01 12:00")
    archive_habit(person.ws, ["old"])
    person.go_to(TODAY)
    assert "begins on 2024-03-01" in refusal(report_span, person.ws, 2023).message
    assert [tags_of(report_span(person.ws, year)) for year in (2024, 2025, 2026)] == [
        ["old"],
        ["run", "old"],
        ["run"],
    ]


@pytest.mark.parametrize("year", [None, 2026, 2020])
def test_an_empty_log_has_a_report(person: Person, year: int | None) -> None:
    """Nothing at all is reported as nothing, without an error."""
    report = report_span(person.ws, year)
    assert (report.entries, report.tags, report.habits, report.returns, report.fullest) == ((), (), (), 0, None)
    assert report.wins.span.first <= report.wins.span.last


def test_a_year_before_the_record_ends_after_it_begins(person: Person) -> None:
    """A year before the first win is refused; with nothing but a win to come, the last 53 weeks are empty."""
    add_times(person, [TODAY + 3])
    report = report_span(person.ws)
    assert report.entries == ()
    assert report.wins.span.first <= report.wins.span.last <= TODAY
    for year in (2025, 2026):
        assert "The record begins on" in refusal(report_span, person.ws, year).message


def test_names_are_shown_on_request(person: Person) -> None:
    """With names all is as it was written."""
    person.log("Told @anna of it +dev", note="and @bob")
    (plain,), (named,) = report_span(person.ws).entries, report_span(person.ws, names=True).entries
    assert (plain.text, plain.note, plain.tags) == ("Told someone of it", "and someone", [("dev", None)])
    assert (named.text, named.note, len(named.tags)) == ("Told @anna of it", "and @bob", 2)


def test_a_year_has_its_own_runs(person: Person) -> None:
    """The runs of a year that is over are made of its own slots, and nothing is said of now."""
    person.add_habit("run", "daily", day("2025-12-20"))
    person.log_days("+run", [day("2025-12-20") + number for number in range(40)])
    (over,), (present,) = report_span(person.ws, 2025).runs, report_span(person.ws, 2026).runs
    assert [(run.length, run.first, run.last, run.now) for run in over.runs] == [
        (12, day("2025-12-20"), day("2025-12-31"), False)
    ]
    assert over.is_over
    assert not present.is_over
    assert find_runs(over, day("2025-12-31")) == ("The best run: 12 days, Sat 20 Dec - Wed 31 Dec.",)
