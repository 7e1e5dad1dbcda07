"""Pictures of work: they show what is counted, keep to their width, and never say more than the numbers carry."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.render.work.work_samples import (
    TODAY,
    answer_charts,
    burn_ups,
    funnels,
    goal,
    tweaks,
    waiting,
    work_samples,
)
from tinywins.render.columns import Look
from tinywins.render.panels import REFERENCE, BarPanel, Chart, LinePanel
from tinywins.render.terminal.page import show_chart
from tinywins.render.work.plan_charts import draw_funnel, draw_tweak
from tinywins.render.work.work_charts import MOST_WAITING, SIGNS, draw_answers, draw_burn_up, draw_waiting
from tinywins.services.work.burn_ups import BurnUp
from tinywins.services.work.work_charts import AnswersChart

PICTURES = st.one_of(
    burn_ups().map(draw_burn_up),
    funnels().map(draw_funnel),
    tweaks().map(draw_tweak),
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
    assert [*done.points[-1]] == [TODAY, burn.total]
    assert [*wanted.points[-1]] == [panel.last, burn.want]
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
    assert [*wide.points[0]] == [*narrow.points[0]] == [TODAY, burn.total, burn.total]
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


@given(answer_charts())
def test_steps_climb_and_open_ones_are_all_there(chart: AnswersChart) -> None:
    """Shares never fall with the days, and every open thing is in a bar of its age where there are two such bars."""
    bars = {
        panel.name: [bar.value for bar in panel.bars] for panel in draw_answers(chart).panels if type(panel) is BarPanel
    }
    steps = bars.get("closed within", [])
    assert steps == sorted(steps)
    assert len(steps) <= 6
    assert all(0 <= share <= 100 for share in steps)
    ages = bars.get("open now, for", [])
    assert sum(ages) == (len(chart.open_ages) if ages else 0)
    assert ages or max(chart.open_ages, default=0) <= 2 or min(chart.open_ages) > 2


@given(st.integers(1, 40))
def test_what_waits_is_drawn_oldest_first_and_all_among_the_numbers(n: int) -> None:
    """The bars are the ages of the oldest, falling; the table has each of them, and the sentence says how many."""
    chart = draw_waiting(waiting(n), TODAY)
    (panel,) = (panel for panel in chart.panels if isinstance(panel, BarPanel))
    ages = [bar.value for bar in panel.bars]
    assert ages == sorted((3 * place for place in range(1, n + 1)), reverse=True)[:MOST_WAITING]
    assert len(chart.table.rows) == n
    assert chart.finding[0].startswith(f"{n} open; ")
    assert ("are drawn" in " ".join(chart.finding)) == (n > MOST_WAITING)


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
