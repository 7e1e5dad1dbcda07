"""Panels as shapes: each kind says with its shapes what the panel says."""

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.render.samples import LEGEND, MONDAY, TODAY
from tests.render.svg.reading import find, wrap_body
from tinywins.domain.days import MONTHS, WEEKDAYS
from tinywins.render.panels import (
    REFERENCE,
    Band,
    Bar,
    BarPanel,
    CalendarPanel,
    CountPanel,
    Line,
    LinePanel,
    Range,
    RangePanel,
)
from tinywins.render.svg.bars import draw_bars
from tinywins.render.svg.calendar import SHARES, draw_calendar, trace
from tinywins.render.svg.counts import draw_counts
from tinywins.render.svg.lines import draw_lines
from tinywins.render.svg.picture import draw_panel
from tinywins.render.svg.ranges import draw_ranges

WEEKS = st.lists(st.text("01234s ", min_size=7, max_size=7), max_size=130).map(tuple)


def styles(body: str, name: str) -> list[str]:
    """Give the classes of a drawing's elements of one name."""
    return [item.get("class", "") for item in find(wrap_body(body), name)]


@given(WEEKS, st.booleans())
def test_a_calendar_has_a_square_for_each_day(weeks: tuple[str, ...], titled: bool) -> None:
    """Each day with a meaning has a square, by itself with its title or in the one path of its level."""
    signs = "".join(weeks)
    titles = tuple(f"day {place}" for place in range(len(signs))) if titled else ()
    drawn = wrap_body(draw_calendar(CalendarPanel(MONDAY, weeks, (), titles), 660).body)
    paths = find(drawn, "path")
    assert len(signs.replace(" ", "")) == sum(item.get("d", "").count("z") for item in paths)
    if titled:
        shown = sorted(title.text or "" for title in find(drawn, "title"))
        assert shown == sorted(f"day {place}" for place, sign in enumerate(signs) if sign != " ")
    else:
        assert len(paths) == len(set(signs) - {" "})


def test_levels_differ_in_size() -> None:
    """A higher level is a larger square, and a day off is none of them: it is hollow, with a stroke across."""
    sizes = [SHARES[str(level)] for level in range(5)]
    assert sorted(set(sizes)) == sizes
    assert sizes[-1] < 1
    assert trace("s", 0, 0, 10).count("l") == 1
    assert styles(draw_calendar(CalendarPanel(MONDAY, ("s      ",), ()), 660).body, "path") == ["off"]


def test_a_key_explains_each_sign() -> None:
    """Each sign of the legend has a sample and its word."""
    drawn = draw_calendar(CalendarPanel(MONDAY, (), LEGEND), 660).body
    assert [word for _, word in LEGEND] == [item.text for item in find(wrap_body(drawn), "text")][-len(LEGEND) :]
    assert styles(drawn, "path") == ["level0", "level1", "level2", "level3", "level4", "off"]


def test_many_years_take_several_rows() -> None:
    """What is longer than a row goes on below, and months are named in each."""
    one = draw_calendar(CalendarPanel(MONDAY, ("1111111",) * 53, ()), 660)
    ten = draw_calendar(CalendarPanel(MONDAY, ("1111111",) * 522, ()), 660)
    assert one.height < ten.height < 12 * one.height
    assert len(find(wrap_body(ten.body), "text")) > 60


def test_months_are_named_where_they_begin() -> None:
    """Months stand above the week that holds their first day, whichever days have a square; none beyond the last."""
    whole = ("1111111",) * 52 + ("1111   ",)
    sparse = ("   1   ", *("       ", "1      ") * 25, "       ", "   1   ")
    names = [
        [
            (item.get("x"), item.text)
            for item in find(wrap_body(draw_calendar(CalendarPanel(MONDAY, weeks, ()), 660).body), "text")
            if item.text not in WEEKDAYS
        ]
        for weeks in (whole, sparse)
    ]
    assert names[0] == names[1]
    assert ["2026", *MONTHS[1:]] == [name for _, name in names[0]]


def test_what_was_measured_is_solid_and_its_reference_dashed() -> None:
    """The main line is drawn last, above the reference; bands lie below both, the wider one first."""
    points = ((TODAY - 2, 1.0), (TODAY, 3.0))
    panel = LinePanel(
        (Line("done", points), Line("goal", points, REFERENCE)),
        TODAY - 2,
        TODAY + 2,
        (Band("wide", ((TODAY, 0, 9), (TODAY + 2, 0, 9))), Band("narrow", ((TODAY, 3, 4), (TODAY + 2, 2, 5)))),
        today=TODAY,
    )
    body = draw_lines(panel, 600).body
    drawn = [style for style in styles(body, "path") if style not in {"grid", "axis"}]
    assert drawn[2:] == ["band", "band", "now", "ref", "line first"]
    assert [item.text for item in find(wrap_body(body), "text")][:4] == ["done", "goal", "wide", "narrow"]
    assert "today" in [item.text for item in find(wrap_body(body), "text")]


def test_several_lines_differ_by_more_than_colour() -> None:
    """Each of four lines has its own sign at its end, and in the key; one line alone needs none."""
    points = ((TODAY - 2, 1.0), (TODAY, 3.0))
    four = LinePanel(tuple(Line(name, points) for name in "abcd"), TODAY - 2, TODAY)
    signs = {"first", "second", "third", "fourth"}
    assert sorted([*signs] * 2) == sorted(
        style for style in styles(draw_lines(four, 600).body, "path") if style in signs
    )
    one = LinePanel((Line("a", points),), TODAY - 2, TODAY)
    assert not signs & set(styles(draw_lines(one, 600).body, "path"))


def test_a_line_of_one_day_is_a_dot() -> None:
    """A single point can be seen, and a line without points is left out."""
    panel = LinePanel((Line("a", ((TODAY, 5.0),)), Line("b", (), REFERENCE)), TODAY, TODAY)
    assert "first" in styles(draw_lines(panel, 600).body, "path")


def test_a_week_of_none_is_not_a_week_left_out() -> None:
    """A week of none has a flat mark, a missing one has nothing, and the key says which is which."""
    panel = CountPanel(((MONDAY, 3.0), (MONDAY + 7, 0.0), (MONDAY + 21, 6.0)))
    body = wrap_body(draw_counts(panel, 600).body)
    heights = [float(item.get("height", "0")) for item in find(body, "rect", "first")]
    assert heights[1] == 2
    assert heights[0] == pytest.approx(heights[2] / 2)
    assert "a week of none" in [item.text for item in find(body, "text")]
    whole = CountPanel(((MONDAY, 3.0), (MONDAY + 7, 0.0)))
    assert "a week of none" not in draw_counts(whole, 600).body


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=6))
def test_bars_are_in_proportion(values: list[float]) -> None:
    """Bars are as long as their values are large, from nothing up, and end within the picture."""
    panel = BarPanel(tuple(Bar("from", value, "text", "to") for value in values))
    longs = [float(item.get("width", "0")) for item in find(wrap_body(draw_bars(panel, 600).body), "rect")]
    assert len(longs) == len(values)
    assert all(long <= 600 for long in longs)
    if max(values) > 0:
        assert max(longs) > 250
        assert longs == pytest.approx([max(longs) * (value / max(values)) for value in values], abs=0.02)


def test_a_bar_that_goes_on_has_a_tip() -> None:
    """The bar of a run that still grows differs in shape and colour."""
    body = draw_bars(BarPanel((Bar("a", 5, "5"), Bar("b", 4, "4", "today", True))), 600).body
    assert styles(body, "rect") == ["first"]
    assert styles(body, "path") == ["axis", "second"]


def test_an_endless_range_has_arrows() -> None:
    """Finite ends are upright strokes, infinite ones arrows at the edge of the axis."""
    body = wrap_body(draw_ranges(RangePanel((Range("a", 1.0, 2.0, 3.0), Range("b", -inf, 2.0, inf)), "%"), 600).body)
    steps = [item.get("d", "") for item in find(body, "path", "whisker")]
    assert [max(set(step) & set("HVL")) for step in steps] == ["H", "V", "V", "H", "L", "L"]
    assert len(find(body, "circle")) == 2


@pytest.mark.parametrize(
    "panel",
    [
        CalendarPanel(MONDAY, (), ()),
        LinePanel((), TODAY, TODAY),
        LinePanel((Line("a", ((TODAY, inf),)),), TODAY, TODAY, (Band("b", ((TODAY, -inf, inf),)),)),
        CountPanel(()),
        CountPanel(((MONDAY, 0.0),)),
        BarPanel(()),
        RangePanel(()),
        RangePanel((Range("", -inf, inf, inf),)),
    ],
)
def test_nothing_can_be_drawn(panel: LinePanel) -> None:
    """A panel without data, or without a finite number, is drawn all the same."""
    assert "nan" not in draw_panel(panel, 600).body
    assert "inf" not in draw_panel(panel, 600).body
