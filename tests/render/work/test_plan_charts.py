"""Pictures of funnels and tweaks: true to their counts, and with the sentences that their commands say."""

import re

import pytest
from hypothesis import given

from tests.render.test_findings import check_words
from tests.render.work.work_samples import funnel, funnels, tweak, tweak_of, tweaks
from tinywins.compounding.estimates import NotYet
from tinywins.compounding.funnels import LEAST_ENTRANTS
from tinywins.render.columns import Look
from tinywins.render.panels import REFERENCE, BarPanel, Chart, Range, RangePanel
from tinywins.render.terminal.page import show_chart
from tinywins.render.work.plan_charts import draw_funnel, draw_tweak
from tinywins.render.work.tweaks import say_caveats, say_finding
from tinywins.services.work.funnel_views import FunnelView
from tinywins.services.work.tweak_views import COLLECTING, JUDGED, TweakView

CAUSE = re.compile(r"because|thanks to|caused|led to|due to", re.IGNORECASE)


def ranges_of(chart: Chart) -> list[Range]:
    """Give the ranges of a picture; each holds its point."""
    ranges = [each for panel in chart.panels if isinstance(panel, RangePanel) for each in panel.ranges]
    assert all(each.lo <= each.value + 1e-9 and each.value - 1e-9 <= each.hi for each in ranges)
    return ranges


@given(funnels())
def test_bars_are_the_counts(view: FunnelView) -> None:
    """Each step's bar is as long as its count; a rate has whiskers from ten entrants on, and lies in 0 to 100."""
    drawn = draw_funnel(view)
    bars = next(panel for panel in drawn.panels if isinstance(panel, BarPanel))
    assert [bar.value for bar in bars.bars] == list(view.counts.steps)
    ranges = ranges_of(drawn)
    assert all(each.lo >= 0 and each.hi <= 100 for each in ranges)
    for counts, past in ((view.counts, False), (view.before, True)):
        entered = [*counts.steps[:-1], counts.steps[0]] if counts else []
        assert sum((each.style == REFERENCE) == past for each in ranges) == sum(n >= LEAST_ENTRANTS for n in entered)


@given(funnels())
def test_a_funnel_is_told_kindly_and_early(view: FunnelView) -> None:
    """Below ten entrants it is too early, and a step is called weakest where that is sure and nowhere else."""
    said = draw_funnel(view).finding
    check_words(said)
    text = " ".join(said)
    assert view.found is not None
    assert text.startswith("Too early") == isinstance(view.found.overall, NotYet)
    assert ("Weakest step" in text) == (view.found.weakest is not None)


@given(funnels())
def test_the_table_adds_up(view: FunnelView) -> None:
    """The logarithms of the steps' ratios add up to that of the whole, where each is known."""
    table = draw_funnel(view).table
    *steps, whole = [row[table.columns.index("log_ratio")] for row in table.rows][1:]
    if all(isinstance(each, float) for each in (*steps, whole)):
        assert sum(each for each in steps if isinstance(each, float)) == pytest.approx(whole, abs=1e-9)


def test_drawn_bars_are_in_proportion() -> None:
    """On the screen a step of half as many is half as long, to an eighth of a column."""
    shown = show_chart(draw_funnel(funnel(beside=False)), Look(width=80)).split("\n")
    rows = [line for line in shown if line.startswith("+")][:4]
    lengths = [sum("▏▎▍▌▋▊▉█".index(sign) + 1 for sign in row if sign in "▏▎▍▌▋▊▉█") for row in rows]
    assert lengths == pytest.approx([lengths[0] * n / 1000 for n in (1000, 200, 60, 24)], abs=1)


def test_a_funnel_as_it_is_read() -> None:
    """The whole, the weakest step, what one point more there would bring, and what the targets would."""
    assert draw_funnel(funnel(beside=False)).finding == (
        "24 of 1,000 +visit came through to +order: 2.4 % (1.6-3.5).",
        "Weakest step: signup (99.9 % sure).",
        "One point more there (20.0 to 21.0 %) would bring 1.2 more +order.",
        "At its target of 30 %, signup would bring about 12 more +order.",
        "cart is at or above its target of 25 %.",
        "What more would bring supposes that the later rates stay as they are.",
        "Those who came lately may still be on their way, so the later steps may fill.",
    )


@given(tweaks())
def test_a_tweak_has_its_two_sides_on_one_axis(view: TweakView) -> None:
    """Before and after, what there is of them, with the weeks of each among the numbers."""
    drawn = draw_tweak(view)
    sides = [side for side in (view.before, view.after) if side.mondays and (side.people or not view.per)]
    assert len(drawn.panels) <= 1
    assert len(ranges_of(drawn)) == len(sides)
    assert len(drawn.table.rows) == len(view.before.mondays) + len(view.after.mondays) + 2
    weeks = [row for row in drawn.table.rows if row[1] != "all"]
    assert sum(int(row[2] or 0) for row in weeks) == view.before.events + view.after.events


@given(tweaks())
def test_a_tweak_says_what_its_command_says(view: TweakView) -> None:
    """The sentences are those of `tweak show`, without the commands; a verdict is there when it is due."""
    said = draw_tweak(view).finding
    check_words(said)
    text, told = " ".join(said), [*say_finding(view), *say_caveats(view)]
    assert not CAUSE.search(text)
    assert "tinywins" not in text
    assert all(sentence.startswith(each.rstrip(".")) for each, sentence in zip(said, told, strict=True))
    assert text.startswith("Collecting until") == (view.state == COLLECTING)
    assert text.startswith(("Very likely", "Probably", "Can't tell")) == (view.state == JUDGED)


def test_a_range_allows_for_the_scatter_of_weeks() -> None:
    """Weeks that scatter more than by chance know less of their rate, whether it is of counts or a share."""
    for trials in (None, ((200,) * 6, (200,) * 4)):
        even, wild = (
            ranges_of(draw_tweak(tweak_of(before, (6, 6, 6, 6), trials)))[0]
            for before in ((6, 6, 6, 6, 6, 6), (0, 20, 1, 0, 15, 0))
        )
        assert even.value == wild.value
        assert wild.hi - wild.lo > 1.3 * (even.hi - even.lo)


def test_a_tweak_that_collects_says_so_in_its_title() -> None:
    """Before the day of review the title says it collects."""
    assert draw_tweak(tweak(ahead=7)).title == "Answer before lunch, collecting"
    assert draw_tweak(tweak()).title == "Answer before lunch, before and after"
