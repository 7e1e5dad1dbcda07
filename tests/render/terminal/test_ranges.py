"""Ranges: brackets in their order, and 0 where the axis has it."""

from hypothesis import given

from tests.render.terminal.samples import WIDTHS, picture, range_panels, show
from tinywins.render.panels import Range, RangePanel

GROWTH = RangePanel((Range("growth", 1.0, 3.2, 5.4), Range("reviews", float("-inf"), -1, float("inf"))), "%")


def unnamed(panel: RangePanel) -> RangePanel:
    """Give a panel without its names."""
    return RangePanel(tuple(Range("", each.lo, each.value, each.hi) for each in panel.ranges))


@given(range_panels(), WIDTHS)
def test_brackets_keep_their_order(panel: RangePanel, width: int) -> None:
    """The value lies between its ends, and columns are ordered as the numbers are, across all ranges."""
    panel = unnamed(panel)
    found: list[tuple[float, int]] = []
    for each, line in zip(panel.ranges, show(panel, width), strict=False):
        value = line.index("o")
        found.append((each.value, value))
        for end, signs in ((each.lo, "[<"), (each.hi, "]>")):
            place = next((line.index(sign) for sign in signs if sign in line), value)
            found.append((end, place))
        if "=" in line:
            assert min(place for _, place in found[-3:]) < line.index("=") <= line.rindex("=")
            assert line.rindex("=") < max(place for _, place in found[-3:])
    found.sort()
    places = [place for _, place in found]
    assert places == sorted(places)


@given(range_panels(), WIDTHS)
def test_zero_is_marked_above_its_tick(panel: RangePanel, width: int) -> None:
    """The mark of 0 is in one column in each row, where the axis has a tick, and inside ranges that hold 0."""
    panel = unnamed(panel)
    lines = show(panel, width)
    axis = lines[len(panel.ranges)]
    marks = {line.index("│") for line in lines[: len(panel.ranges)] if "│" in line}
    assert len(marks) <= 1
    assert all(axis[mark] == "┬" for mark in marks)
    for each, line in zip(panel.ranges, lines, strict=False):
        if "│" in line and "[" in line and "]" in line:
            assert (line.index("[") < line.index("│") < line.index("]")) <= (each.lo < 0 < each.hi)


@given(range_panels(), WIDTHS)
def test_an_end_that_is_none_reaches_the_edge(panel: RangePanel, width: int) -> None:
    """What is open to a side is drawn to the edge on that side."""
    panel = unnamed(panel)
    for each, line in zip(panel.ranges, show(panel, width), strict=False):
        if each.lo == float("-inf"):
            assert line[0] in "<o"
        if each.hi == float("inf"):
            assert line[width - 1] in ">o"


def test_growth() -> None:
    """A bracket around its value, the mark at 0, and the axis with its unit."""
    assert show(GROWTH, 60) == picture(
        """
        ¦growth               │     [=============o=============]
        ¦reviews <=====o======│=====================================>
        ¦        ┬────────────┬────────────┬───────────┬────────────┬
        ¦        -2%          0%           2%          4%          6%
        """
    )
    assert all(line.isascii() for line in show(GROWTH, 60, ascii=True))
