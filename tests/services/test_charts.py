"""Charts as data: what each day was, how strength went, and how far ahead one may look."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import day, days, examples, refusal
from tests.domain.schedule_oracle import History, Log, Rule, days_of, histories, is_due, judge, read, walk
from tests.services.lived import TODAY, add_times
from tests.services.test_replay import live_at_once, plans
from tests.services.workspaces import FRIDAY, Person
from tinywins.services import charts
from tinywins.services.charts import Span, StrengthLine, find_span
from tinywins.services.habits import Traits, edit_habit
from tinywins.services.pausing import pause_habits
from tinywins.services.tags import edit_tag
from tinywins.services.why import explain_habit

lives = histories(plans, longest=60)


def judge_day(rule: Rule, when: date, log: Log) -> str:
    """Judge one day for the version that is in force on it."""
    done = when in log.done
    if rule.when == "anytime":
        return "+" if done else " "
    if rule.period:
        return ("+" if rule.most is not None else "D") if done else "S" if when in log.off else " "
    if is_due(rule, when):
        return judge(rule, [when], log)[0]
    return "+" if done else " "


def judge_days(history: History, first: int, last: int) -> str:
    """Judge the days of a span one by one, from the rules alone."""
    said = {date.fromordinal(number): amount for number, amount in history.amounts.items()}
    today = date.fromordinal(history.today)
    log = Log(today, days_of(history.done), said, days_of(history.off))
    signs = {
        when: judge_day(rule, when, log) for when, rule, _ in walk(list(map(read_version, history.versions)), today)
    }
    return "".join(signs.get(date.fromordinal(number), " ") for number in range(first, last + 1))


def read_version(version: tuple[int, str]) -> Rule:
    """Read a version of a habit."""
    return read(*version)


@settings(max_examples=examples(1) // 2)
@given(lives, st.integers(-30, 70), st.integers(0, 40))
def test_a_habit_is_charted_as_the_rules_have_it(history: History, ago: int, length: int) -> None:
    """For every kind of schedule, through versions, skips and pauses: signs of days, marks of a span, strength."""
    person = live_at_once(history)
    truth, habit = history.tell((1, 7, 2)), person.habit("run")
    heatmap = charts.chart_heatmap(person.ws, "run")
    assert (heatmap.span.last, len(heatmap.signs)) == (history.today, history.today - heatmap.span.first + 1)
    assert heatmap.signs == judge_days(history, heatmap.span.first, heatmap.span.last)
    assert set(heatmap.series.counts) == {number for number in history.done if history.base <= number}
    assert charts.chart_heatmap(person.ws, "+run").signs == ""
    span = Span(history.today - ago, history.today - ago + length)
    begun = zip(truth.spans, truth.marks, strict=True)
    expected = [mark for (first, _), mark in begun if span.first <= first <= span.last]
    assert charts.marks_within(habit, span).decode() == "".join(expected)
    check_strength(charts.trace_habit(habit, span), history, span)
    person.close()


def check_strength(line: StrengthLine, history: History, span: Span) -> None:
    """A point for each decided slot of the span, the last before it as it stood; never above every slot kept."""
    truth = history.tell((1, 7, 2))
    expected: list[tuple[int, float]] = []
    for (_, last), mark, strength in zip(truth.spans, truth.marks, truth.trace, strict=True):
        over = min(last, history.today)
        if mark in "DM" and over <= span.last:
            expected = [point for point in expected if over > span.first]
            expected.append((max(over, span.first), strength))
    assert [number for number, _ in line.points] == [number for number, _ in expected]
    assert [strength for _, strength in line.points] == pytest.approx([strength for _, strength in expected])
    assert bool(line.every) == (bool(expected) and history.versions[0][0] >= span.first)
    if line.every:
        assert [number for number, _ in line.every] == [number for number, _ in expected]
        assert all(one <= most + 1e-12 for (_, one), (_, most) in zip(line.points, line.every, strict=True))


@pytest.mark.parametrize("rule", ["daily", "mon,wed,fri", "3/week", "10/month", "every 3d", "daily at most 2"])
def test_strength_is_what_why_says(person: Person, rule: str) -> None:
    """The strength that a line shows on a day is the one that `why` explains for it."""
    start = TODAY - 100
    person.add_habit("run", rule, start)
    person.log_days("+run=3", [start + n for n in range(100) if n % 7 % 3 or n % 11 == 0])
    person.log_days("+run=0", [start + n for n in range(100) if n % 5 == 2])
    (line,) = charts.chart_strength(person.ws, ["run"]).lines
    assert line.points
    assert line.every
    for number, strength in line.points:
        assert explain_habit(person.ws, "run", number).strength == pytest.approx(strength)


def test_strength_of_a_year_begins_as_it_stood(person: Person) -> None:
    """A year's line begins on its first day with what was there before, and has no line of every slot kept then."""
    person.add_habit("run", "daily", day("2025-12-01"))
    person.log_days("+run", list(range(day("2025-12-01"), day("2026-01-20"))))
    (line,) = charts.chart_strength(person.ws, ["run"], 2026).lines
    assert line.points[0][0] == day("2026-01-01")
    assert line.points[0][1] == pytest.approx(1 - 0.5 ** (32 / 13))
    assert line.points[-1][0] == TODAY - 1
    assert line.every == ()
    (before,) = charts.chart_strength(person.ws, ["run"], 2025).lines
    assert (before.points[-1][0], len(before.points), len(before.every)) == (day("2025-12-31"), 31, 31)
    assert [strength for _, strength in before.points] == pytest.approx([strength for _, strength in before.every])


def test_every_slot_kept_is_what_it_would_have_been(person: Person) -> None:
    """Beside a line with misses stands the one without: after n daily slots half of what is missing is gone in 13."""
    person.add_habit("run", "daily", TODAY - 40)
    person.log_days("+run", [TODAY - n for n in range(1, 41) if n % 3])
    (line,) = charts.chart_strength(person.ws, ["run"]).lines
    assert [most for _, most in line.every] == pytest.approx([1 - 0.5 ** (n / 13) for n in range(1, 41)])
    assert line.points[-1][1] < line.every[-1][1] - 0.1


def test_today_is_no_day_of_the_pace_yet(person: Person) -> None:
    """The pace of late takes the days up to yesterday; a day off is left out unless it has a win."""
    person.add_habit("run")
    add_times(person, [TODAY - 9, TODAY - 5, TODAY, TODAY])
    pause_habits(person.ws, [], TODAY - 6, TODAY - 4)
    assert charts.list_daily(charts.chart_wins(person.ws).series) == [1, 0, 0, 1, 0, 0, 0]


@pytest.mark.parametrize(
    ("year", "length"), [(2024, 366), (2025, 365), (2026, 365), (2000, 366), (1900, 365), (1, 365)]
)
def test_a_year_is_its_days(year: int, length: int) -> None:
    """From 1 January to 31 December, leap days counted, also of the year that goes on."""
    span = find_span(TODAY, year)
    assert (span.first, span.last, span.year) == (date(year, 1, 1).toordinal(), span.first + length - 1, year)


@given(st.integers(1, date.max.toordinal()))
def test_a_year_without_a_name_is_53_weeks(today: int) -> None:
    """The span ends today and begins with a Monday, 52 weeks before this week's; not before the calendar does."""
    span = find_span(today, None)
    assert span.last == today
    assert span.first % 7 == 1
    assert (today - span.first) // 7 == min(52, (today - 1) // 7)


@pytest.mark.parametrize("year", [0, -1, 10_000, 2027, 9_999])
def test_a_year_that_is_not_there_is_refused(person: Person, year: int) -> None:
    """No year 0, none after 9999, and none to come; each with a year that can be written."""
    person.add_habit("run", "daily", TODAY - 3)
    for chart in (charts.chart_heatmap, charts.chart_wins):
        assert refusal(chart, person.ws, None, year).hint == "Write --year 2026."
    assert refusal(charts.chart_strength, person.ws, [], year).hint == "Write --year 2026."


def test_a_quiet_habit_has_no_charts(person: Person) -> None:
    """A quiet habit is refused by name, with how to have numbers, and left out where none is named."""
    person.add_habit("run", "daily", TODAY - 3)
    edit_habit(person.ws, "run", traits=Traits(quiet=True))
    for refused in (
        refusal(charts.chart_heatmap, person.ws, "run"),
        refusal(charts.chart_runs, person.ws, "run"),
        refusal(charts.chart_strength, person.ws, ["run"]),
    ):
        assert refused.hint.endswith("tinywins habit edit run --no-quiet")
    assert charts.chart_strength(person.ws, []).lines == ()
    person.log("+run")
    for chart in (charts.chart_heatmap, charts.chart_wins, charts.chart_growth, charts.chart_forecast):
        assert refusal(chart, person.ws, "+run").message.startswith("run is quiet")


def test_what_has_a_ceiling_does_not_grow(person: Person) -> None:
    """A habit that is done once a day or not, and a limit, are refused where growth is asked; several a day are not."""
    for tag, rule in (("stretch", "daily"), ("coffee", "daily at most 2"), ("reviews", "3/week")):
        person.add_habit(tag, rule, TODAY - 20)
        person.log_days(f"+{tag}", [TODAY - 3, TODAY - 2])
    person.log_days("+reviews", [TODAY - 2])
    for chart in (charts.chart_growth, charts.chart_compound, charts.chart_forecast):
        assert "seven a week is the most" in refusal(chart, person.ws, "stretch").message
        assert "is a limit" in refusal(chart, person.ws, "+coffee").message
        assert chart(person.ws, "reviews").series.total == 3


def test_a_measurement_has_a_heatmap_and_no_sum(person: Person) -> None:
    """Days of a measurement can be seen; adding up, growth, compounding and a forecast are refused."""
    person.log("+weight=80")
    edit_tag(person.ws, "weight", "kg", "last")
    assert charts.chart_heatmap(person.ws, "weight").series.counts == {TODAY: 1}
    for chart in (charts.chart_wins, charts.chart_growth, charts.chart_compound, charts.chart_forecast):
        refusal(chart, person.ws, "weight")


def test_strength_is_asked_for_by_name_or_for_all(person: Person) -> None:
    """Named ones come in the order of their names, each once; all means those with slots that have begun."""
    for tag, rule, start in (("a", "daily", 0), ("b", "3/week", 9), ("c", "anytime", 9), ("d", "daily", -4)):
        person.add_habit(tag, rule, TODAY - start)
    tags = [line.habit.tag for line in charts.chart_strength(person.ws, []).lines]
    named = [line.habit.tag for line in charts.chart_strength(person.ws, ["b", "a", "+b"]).lines]
    assert (tags, named) == (["a", "b"], ["b", "a"])


def test_runs_are_the_longest_ten(person: Person) -> None:
    """A habit's runs come longest first, ten at most, and each lies within the record."""
    person.add_habit("run", "daily without spares", TODAY - 200)
    drawn = "".join("x" * n + "." for n in (3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7))
    person.log_days("+run", days(drawn, ending=FRIDAY))
    runs = charts.chart_runs(person.ws, "run").runs
    assert [run.length for run in runs] == sorted(map(len, drawn.split(".")), reverse=True)[:10]
    assert all(run.last - run.first + 1 == run.length for run in runs)


@pytest.mark.parametrize(
    ("weeks", "ahead", "given"), [(3, None, 0), (5, None, 5), (20, None, 12), (20, 52, 20), (20, 1, 1)]
)
def test_a_forecast_looks_no_further_than_back(person: Person, weeks: int, ahead: int | None, given: int) -> None:
    """Twelve weeks, or as many as were asked for, and never more than there are full ones; below four there is none."""
    add_times(person, list(range(TODAY - 4 - 7 * weeks - 1, TODAY)))
    chart = charts.chart_forecast(person.ws, None, ahead)
    assert len(chart.weeks.counts) == weeks
    assert len(getattr(chart.fan, "likely", ())) == given


@pytest.mark.parametrize("ahead", [0, -1, 53, 10**6])
def test_a_forecast_of_no_weeks_is_refused(person: Person, ahead: int) -> None:
    """Below one week and above 52 no forecast is made."""
    assert refusal(charts.chart_forecast, person.ws, None, ahead).hint == "Write --weeks 1 to 52."


def test_wins_are_those_of_the_span(person: Person) -> None:
    """In all from the first win to today; of a year its days, up to today in the one that goes on."""
    add_times(person, [day("2024-05-01"), day("2025-07-01"), TODAY])
    spans = [charts.chart_wins(person.ws, None, year).span for year in (None, 2025, 2026)]
    assert [(span.first, span.last) for span in spans] == [
        (day("2024-05-01"), TODAY),
        (day("2025-01-01"), day("2025-12-31")),
        (day("2026-01-01"), TODAY),
    ]


def test_a_first_win_that_is_to_come_begins_no_span(person: Person) -> None:
    """What was logged for a day to come is not there yet: the span is today alone, and never ends before it begins."""
    add_times(person, [TODAY + 5])
    wins = charts.chart_wins(person.ws)
    assert (wins.span.first, wins.span.last) == (TODAY, TODAY)
