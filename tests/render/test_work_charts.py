"""Pictures of work: they show what is counted, keep to their width, and never say more than the numbers carry."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.render.work_samples import (
    TODAY,
    answer_charts,
    answers,
    burn_ups,
    funnel,
    funnels,
    goal,
    tweak,
    tweaks,
    work_samples,
)
from tinywins.render.columns import Look
from tinywins.render.panels import REFERENCE, BarPanel, Chart, LinePanel, RangePanel
from tinywins.render.terminal.page import show_chart
from tinywins.render.work_charts import SIGNS, draw_answers, draw_burn_up, draw_funnel, draw_tweak
from tinywins.services.burn_ups import BurnUp
from tinywins.services.work_charts import AnswersChart, FunnelChart, TweakChart

PICTURES = st.one_of(
    burn_ups().map(draw_burn_up),
    funnels().map(lambda chart: draw_funnel(chart, TODAY)),
    tweaks().map(lambda chart: draw_tweak(chart, TODAY)),
    answer_charts().map(draw_answers),
)


def lines_of(chart: Chart) -> LinePanel:
    """Give the one panel of lines."""
    (panel,) = (panel for panel in chart.panels if isinstance(panel, LinePanel))
    return panel


@given(PICTURES, st.sampled_from([40, 60, 80, 120]), st.booleans())
def test_nothing_is_wider_than_the_width(chart: Chart, width: int, ascii: bool) -> None:  # noqa: A002
    """Each line fits, and with ASCII signs all of it is ASCII."""
    shown = show_chart(chart, Look(width=width, ascii=ascii))
    assert max(cell_len(line) for line in shown.split("\n")) <= width
    assert not ascii or shown.isascii()


@given(PICTURES)
def test_the_table_is_whole(chart: Chart) -> None:
    """Every row has a cell for each column."""
    assert {len(row) for row in chart.table.rows} <= {len(chart.table.columns)}


@given(burn_ups())
def test_a_burn_up_shows_what_is_done_and_wanted(burn: BurnUp) -> None:
    """The line ends today at the total; the other one ends at what is wanted, at the edge of the picture."""
    panel = lines_of(draw_burn_up(burn))
    done, wanted = panel.lines
    assert done.points[-1] == (TODAY, burn.total)
    assert wanted.points[-1] == (panel.last, burn.want)
    assert wanted.style == REFERENCE
    days = [day for day, _ in wanted.points]
    assert days == sorted(days)
    assert panel.first <= days[0]


@given(burn_ups())
def test_the_fan_stays_below_what_is_wanted(burn: BurnUp) -> None:
    """The narrow band lies in the wide one, both begin at what is done today, and neither goes beyond the scope."""
    panel = lines_of(draw_burn_up(burn))
    if not burn.ahead:
        assert not panel.bands
        return
    wide, narrow = panel.bands
    assert wide.points[0] == narrow.points[0] == (TODAY, burn.total, burn.total)
    for (_, low, high), (_, inner_low, inner_high) in zip(wide.points, narrow.points, strict=True):
        assert low <= inner_low <= inner_high <= high <= burn.want


@given(burn_ups())
def test_dates_and_phases_are_marked(burn: BurnUp) -> None:
    """Each phase has a mark at its amount with a sign of its own, inside the picture; the deadline has one line."""
    panel = lines_of(draw_burn_up(burn))
    points = [mark for mark in panel.marks if mark.value is not None]
    assert [mark.value for mark in points] == [each.upto for each in burn.milestones]
    assert [mark.sign for mark in points] == list(SIGNS[: len(points)])
    assert all(panel.first <= mark.day <= panel.last for mark in points)
    assert [mark.day for mark in panel.marks if mark.value is None] == [burn.deadline] * (burn.deadline is not None)


@given(funnels())
def test_bars_are_the_counts(chart: FunnelChart) -> None:
    """Each step's bar is as long as its count; whiskers hold their point, and there are none below ten entrants."""
    drawn = draw_funnel(chart, TODAY)
    bars = next(panel for panel in drawn.panels if isinstance(panel, BarPanel))
    assert [bar.value for bar in bars.bars] == list(chart.counts)
    ranges = [each for panel in drawn.panels if isinstance(panel, RangePanel) for each in panel.ranges]
    assert all(each.lo <= each.value + 1e-9 and each.value - 1e-9 <= each.hi <= 100 for each in ranges)
    entered = [*chart.counts[:-1], chart.counts[0]]
    assert sum(each.style != REFERENCE for each in ranges) == sum(n >= 10 for n in entered)


def test_drawn_bars_are_in_proportion() -> None:
    """On the screen a step of half as many is half as long, to an eighth of a column."""
    shown = show_chart(draw_funnel(funnel(beside=False), TODAY), Look(width=80)).split("\n")
    rows = [line for line in shown if line.startswith("+")][:4]
    lengths = [sum("▏▎▍▌▋▊▉█".index(sign) + 1 for sign in row if sign in "▏▎▍▌▋▊▉█") for row in rows]
    assert lengths == pytest.approx([lengths[0] * n / 1000 for n in (1000, 200, 60, 24)], abs=1)


@given(tweaks())
def test_a_tweak_has_its_two_sides_on_one_axis(chart: TweakChart) -> None:
    """Before and after, what there is of them, each in its range."""
    panels = draw_tweak(chart, TODAY).panels
    ranges = [each for panel in panels if isinstance(panel, RangePanel) for each in panel.ranges]
    assert len(panels) <= 1
    assert len(ranges) == sum(rate is not None for rate in chart.rates)
    assert all(each.lo <= each.value + 1e-9 and each.value - 1e-9 <= each.hi for each in ranges)


@given(answer_charts())
def test_steps_climb_and_open_ones_are_all_there(chart: AnswersChart) -> None:
    """Shares never fall with the days, end with that of the curve, and every open thing is in a bar of its age."""
    bars = {
        panel.name: [bar.value for bar in panel.bars] for panel in draw_answers(chart).panels if type(panel) is BarPanel
    }
    steps = bars.get("acted on within", [])
    assert steps == sorted(steps)
    assert len(steps) <= 6
    assert all(0 <= share <= 100 for share in steps)
    assert sum(bars.get("open now, for", [])) == len(chart.open_ages)


def test_samples_have_titles_and_sentences() -> None:
    """Each sample says what it is, and what was found."""
    for chart in work_samples().values():
        assert chart.title
        assert chart.panels
        assert chart.finding


def test_a_goal_that_is_done_ends_today() -> None:
    """There is no room for what lies ahead of it."""
    panel = lines_of(draw_burn_up(goal(want=10)))
    assert panel.last == TODAY
    assert panel.today is None


def test_a_tweak_that_collects_says_so_in_its_title() -> None:
    """Its title is no verdict."""
    assert draw_tweak(tweak(review=TODAY + 9), TODAY).title == "Answer before lunch, collecting"
    assert draw_answers(answers(2)).panels
