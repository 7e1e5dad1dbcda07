"""Charts drawn: panels and tables hold what was counted, day by day, and nothing else."""

from datetime import date
from math import ceil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import examples
from tests.services.lived import TODAY, add_times, count_days, live
from tests.services.workspaces import Person
from tinywins.compounding.forecast import Fan
from tinywins.compounding.trends import Growth
from tinywins.render import charts as pictures
from tinywins.render.panels import BLANK, BarPanel, CalendarPanel, Chart, CountPanel, LinePanel, RangePanel
from tinywins.services import charts

years = st.sampled_from((None, 2025, 2026))
seeds = st.integers(0, 1 << 16)


def calendar_of(chart: Chart) -> CalendarPanel:
    """Give the calendar of a chart, which is its one panel."""
    (panel,) = chart.panels
    assert isinstance(panel, CalendarPanel)
    assert all(len(week) == 7 for week in panel.weeks)
    assert panel.monday % 7 == 1
    assert len(panel.titles) == 7 * len(panel.weeks)
    return panel


def lay_out(panel: CalendarPanel) -> dict[str, str]:
    """Give the sign of each day that a calendar covers, by its date."""
    signs = "".join(panel.weeks)
    return {date.fromordinal(panel.monday + place).isoformat(): sign for place, sign in enumerate(signs)}


@settings(max_examples=examples(1) // 6)
@given(seeds, years, st.sampled_from(("", "dev", "run", "@bob", "weight")))
def test_a_calendar_has_the_level_of_each_day(seed: int, year: int | None, word: str) -> None:
    """0, 1, 2, 3, and 4 for more, a part rounded up; blank before the record and after today; titles say the count."""
    person = live(seed)
    heatmap = charts.chart_heatmap(person.ws, word or None, year)
    chart = pictures.draw_heatmap(heatmap, TODAY)
    panel, counts = calendar_of(chart), count_days(person, word)
    last = min(heatmap.span.last, TODAY)
    days = range(heatmap.span.first, last + 1)
    begin = min(counts, default=TODAY + 1 if word else heatmap.span.first)
    expected = {date.fromordinal(n).isoformat(): str(min(4, ceil(counts.get(n, 0)))) for n in days if n >= begin}
    assert {when: sign for when, sign in lay_out(panel).items() if sign != BLANK} == expected
    assert [row[0] for row in chart.table.rows] == [date.fromordinal(n).isoformat() for n in days]
    assert [row[1] for row in chart.table.rows] == pytest.approx([counts.get(n, 0) for n in days])
    for number in days[:: max(1, len(days) // 40)]:
        title = panel.titles[number - panel.monday]
        assert f" {date.fromordinal(number).day} " in title
        assert f": {counts.get(number, 0):g} " in title
    person.close()


@settings(max_examples=examples(1) // 6)
@given(seeds, years, st.sampled_from(("stretch", "gym", "read", "coffee")))
def test_a_habit_s_calendar_has_what_each_day_was(seed: int, year: int | None, tag: str) -> None:
    """Done, in part or besides, not done, off, or nothing to say; and the table has the mark itself."""
    person = live(seed)
    heatmap = charts.chart_heatmap(person.ws, tag, year)
    chart = pictures.draw_heatmap(heatmap, TODAY)
    panel, counts = calendar_of(chart), count_days(person, tag)
    told = {"D": "4", "+": "2", "S": "s", "M": "0", "P": "0", "U": " ", " ": " "}
    signs = lay_out(panel)
    for number, sign in zip(range(heatmap.span.first, heatmap.span.last + 1), heatmap.signs, strict=True):
        expected = "2" if sign in "MP" and counts.get(number) else told[sign]
        assert signs[date.fromordinal(number).isoformat()] == expected
    marks = [str(row[2]) for row in chart.table.rows]
    assert marks == [sign.strip() for sign in heatmap.signs[: len(marks)]]
    assert len(marks) == min(heatmap.span.last, TODAY) - heatmap.span.first + 1
    assert {sign for sign, _ in panel.legend} == set("".join(panel.weeks)) - {BLANK}
    person.close()


@settings(max_examples=examples(1) // 6)
@given(seeds, years, st.sampled_from(("", "dev", "run")))
def test_wins_add_up_in_the_panel_as_in_the_table(seed: int, year: int | None, word: str) -> None:
    """The line ends where all of them are, the table has each day, and bars are the full weeks within the span."""
    person = live(seed)
    wins = charts.chart_wins(person.ws, word or None, year)
    chart, counts = pictures.draw_wins(wins, TODAY), count_days(person, word)
    days = range(wins.span.first, wins.span.last + 1)
    if wins.series.first is None:
        assert (chart.panels, chart.table.rows) == ((), ())
        person.close()
        return
    line, *bars = chart.panels
    assert isinstance(line, LinePanel)
    points = line.lines[0].points
    total = sum(counts.get(number, 0) for number in days)
    assert points[-1] == pytest.approx((wins.span.last, total))
    assert list(points) == sorted(points)
    assert [row[1] for row in chart.table.rows] == pytest.approx([counts.get(number, 0) for number in days])
    assert chart.table.rows[-1][2] == pytest.approx(total)
    weeks = wins.weeks
    within = [week for week in zip(weeks.mondays, weeks.counts, strict=True) if days[0] - 7 < week[0] <= days[-1]]
    assert [panel.counts for panel in bars if isinstance(panel, CountPanel)] == ([tuple(within)] if within else [])
    person.close()


@given(st.integers(0, 3_000))
def test_thinning_keeps_the_order_and_the_last(length: int) -> None:
    """Of any number of points about 400 stay, evenly, in their order, the first and the last among them."""
    points = [(float(place), float(place) ** 2) for place in range(length)]
    thinned = list(pictures.thin(points))
    assert len(thinned) <= pictures.STEPS + 1
    assert thinned == sorted(set(thinned))
    assert set(thinned) <= set(points)
    assert thinned[:1] + thinned[-1:] == points[:1] + points[-1:]
    assert length > pictures.STEPS or thinned == points


def test_strength_has_a_panel_a_habit(person: Person) -> None:
    """Alone it stands beside every slot kept; several have a panel each with the name and where it stands."""
    for tag in ("run", "read"):
        person.add_habit(tag, "daily", TODAY - 20)
    person.log_days("+run", [TODAY - n for n in range(1, 21) if n % 3])
    (alone,) = pictures.draw_strengths(charts.chart_strength(person.ws, ["run"]), TODAY).panels
    assert isinstance(alone, LinePanel)
    assert [line.name for line in alone.lines] == ["run", "every slot kept"]
    both = pictures.draw_strengths(charts.chart_strength(person.ws, []), TODAY)
    names = [panel.name for panel in both.panels]
    strength = round(100 * person.habit("run").strength)
    assert (names, strength > 30) == ([f"run {strength}", "read 0"], True)
    assert both.table.rows[19][:2] == ("run", date.fromordinal(TODAY - 1).isoformat())
    assert both.table.rows[19][2] == pytest.approx(100 * person.habit("run").strength, abs=0.001)
    nothing = pictures.draw_strengths(charts.Strengths(charts.find_span(TODAY, None), ()), TODAY)
    assert (nothing.panels, nothing.table.rows) == ((), ())
    assert "No habit has a strength" in nothing.finding[0]


def test_runs_are_bars_with_both_dates(person: Person) -> None:
    """A bar has its length, its first and last day, and the present one says so."""
    person.add_habit("run", "daily without spares", TODAY - 20)
    person.log_days("+run", [TODAY - 20, TODAY - 19, TODAY - 18, TODAY - 1, TODAY])
    chart = pictures.draw_runs(charts.chart_runs(person.ws, "run"), TODAY)
    (panel,) = chart.panels
    assert isinstance(panel, BarPanel)
    assert [(bar.value, bar.behind, bar.is_now) for bar in panel.bars] == [(3, "2 Nov", False), (2, "now", True)]
    assert [row[0] for row in chart.table.rows] == [3, 2]


@pytest.mark.parametrize("weeks", [2, 6, 30])
def test_what_is_estimated_is_drawn_as_it_was_estimated(person: Person, weeks: int) -> None:
    """Growth is a range, the pace a line in a band, a forecast a fan that begins with nothing today."""
    begin = TODAY - 4 - 7 * weeks
    add_times(person, [begin - 2] + [begin + 7 * week for week in range(weeks) for _ in range(2 + week)])
    growth, compound = charts.chart_growth(person.ws), charts.chart_compound(person.ws)
    forecast = charts.chart_forecast(person.ws)
    ranges = [panel for panel in pictures.draw_growth(growth).panels if isinstance(panel, RangePanel)]
    assert len(ranges) == (weeks >= 8)
    for panel in ranges:
        (drawn,) = panel.ranges
        assert isinstance(growth.growth, Growth)
        assert (drawn.lo, drawn.value, drawn.hi) == (growth.growth.lo, growth.growth.value, growth.growth.hi)
    (line,) = pictures.draw_compound(compound, TODAY).panels
    assert isinstance(line, LinePanel)
    assert [each.name for each in line.lines] == (["you", "1 % a day"] if weeks == 30 else ["in all"])
    past, *ahead = pictures.draw_forecast(forecast, TODAY).panels
    assert isinstance(past, CountPanel)
    assert past.counts[-1][1] == forecast.weeks.counts[-1]
    assert len(ahead) == (weeks >= 4)
    for fan_panel in ahead:
        assert isinstance(fan_panel, LinePanel)
        found = forecast.fan
        assert isinstance(found, Fan)
        (middle,) = fan_panel.lines
        assert list(middle.points[0]) == [TODAY, 0]
        for band, ends in zip(fan_panel.bands, (found.likely, found.half), strict=True):
            assert band.points[:1] == ((TODAY, 0, 0),)
            assert [(lo, hi) for _, lo, hi in band.points[1:]] == [(each.lo, each.hi) for each in ends]


def test_a_day_that_goes_on_may_be_done_in_part(person: Person) -> None:
    """What was logged today short of the target is done in part, as it is on a day that is over."""
    person.add_habit("read", "daily at least 20", TODAY - 3)
    for number, pages in ((TODAY - 3, 20), (TODAY - 2, 5), (TODAY, 5)):
        person.log_days(f"+read={pages}", [number])
    signs = lay_out(calendar_of(pictures.draw_heatmap(charts.chart_heatmap(person.ws, "read"), TODAY)))
    assert [signs[date.fromordinal(number).isoformat()] for number in range(TODAY - 3, TODAY + 1)] == list("4202")


def test_a_first_win_that_is_to_come_is_drawn_as_nothing(person: Person) -> None:
    """What was logged ahead alone draws no line that ends before it begins."""
    add_times(person, [TODAY + 9])
    assert pictures.draw_compound(charts.chart_compound(person.ws), TODAY).panels == ()
    for panel in pictures.draw_wins(charts.chart_wins(person.ws), TODAY).panels:
        assert isinstance(panel, LinePanel)
        assert panel.first <= panel.last
    assert set("".join(calendar_of(pictures.draw_heatmap(charts.chart_heatmap(person.ws), TODAY)).weeks)) == {" "}


def test_of_many_habits_the_first_are_drawn(person: Person) -> None:
    """Eight lines fit a screen; the others are counted, and the table has them all."""
    for number in range(10):
        person.add_habit(f"h{number}", "daily", TODAY - 20)
        person.log_days(f"+h{number}", [TODAY - 2])
    strengths = charts.chart_strength(person.ws, [])
    chart = pictures.draw_strengths(strengths, TODAY)
    assert [panel.name.split()[0] for panel in chart.panels] == [f"h{number}" for number in range(8)]
    assert chart.finding[-1] == "2 habits more; named, each is drawn."
    assert {row[0] for row in chart.table.rows} == {f"h{number}" for number in range(10)}
    assert len(pictures.draw_strengths(strengths, TODAY, 10).panels) == 10
