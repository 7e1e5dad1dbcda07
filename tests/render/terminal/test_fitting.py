"""Whatever a picture shows, it keeps to its width, to its signs and to what a terminal may see."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.measure import Measurement
from rich.table import Table as Frame

from tests.render.terminal.samples import (
    HOSTILE,
    MONDAY,
    PLAIN_NAMES,
    WIDTHS,
    open_page,
    panels,
    show,
)
from tests.render.test_safe import is_obeyed
from tinywins.render.glyphs import fit
from tinywins.render.panels import (
    Band,
    Bar,
    BarPanel,
    CalendarPanel,
    Line,
    LinePanel,
    Panel,
    Range,
    RangePanel,
)
from tinywins.render.terminal.page import draw


def name_all(name: str) -> list[Panel]:
    """Give a panel of each kind that has names, and the name wherever there may be one."""
    line = Line(name, ((MONDAY, 1.0), (MONDAY + 30, 7.0)))
    band = Band(name, ((MONDAY, 1.0, 2.0), (MONDAY + 30, 3.0, 4.0)))
    return [
        CalendarPanel(MONDAY, ("0123 4s",), (("0", name), ("s", name))),
        LinePanel((line,), MONDAY, MONDAY + 30, (band,), unit=name),
        BarPanel((Bar(name, 3, name, name), Bar(name, 5, name, name, True))),
        RangePanel((Range(name, 1, 2, 3),), name),
    ]


@given(panels(), WIDTHS, st.booleans(), st.none() | st.integers(3, 20))
def test_no_line_is_too_wide(panel: Panel, width: int, ascii: bool, height: int | None) -> None:  # noqa: A002
    """No line is wider than the width, none ends in a blank, and none holds what a terminal would obey."""
    for line in show(panel, width, ascii=ascii, height=height):
        assert cell_len(line) <= width
        assert line == line.rstrip(" ")
        assert not is_obeyed(line)


@given(panels(PLAIN_NAMES), WIDTHS)
def test_the_ascii_form_is_ascii(panel: Panel, width: int) -> None:
    """With ASCII signs nothing else is drawn, cut names included."""
    assert all(line.isascii() for line in show(panel, width, ascii=True))


@given(panels(PLAIN_NAMES), WIDTHS)
def test_every_sign_has_an_ascii_one(panel: Panel, width: int) -> None:
    """What an encoding lacks has an ASCII sign of the same width, but for the ellipsis."""
    lines = show(panel, width)
    fitted = [fit(line, "ascii") for line in lines]
    assert all(line.isascii() for line in fitted)
    assert [len(line) + 2 * line.count("…") for line in lines] == [len(line) for line in fitted]
    assert lines == [fit(line, "utf-8") for line in lines]


@given(panels(), WIDTHS)
def test_colours_change_no_sign(panel: Panel, width: int) -> None:
    """Rendered in colours, each line has the same signs, filled up to the width, as a screen asks for them."""
    console, _ = open_page(width, color=True)
    lines = [line for line in console.render_lines(draw(panel), console.options.update_width(width)) if line]
    assert all(sum(segment.cell_length for segment in line) == width for line in lines)
    assert show(panel, width) == ["".join(segment.text for segment in line).rstrip(" ") for line in lines]


@given(panels(), st.integers(1, 39))
def test_a_tiny_terminal_sees_a_part(panel: Panel, width: int) -> None:
    """Below 40 columns a picture is still drawn and still fits."""
    assert all(cell_len(line) <= width for line in show(panel, width))


@given(panels(), WIDTHS)
def test_a_picture_takes_what_it_is_given(panel: Panel, width: int) -> None:
    """Asked for its width, a picture takes any from narrow to all there is; in a frame it draws into the frame."""
    console, written = open_page(width)
    assert Measurement.get(console, console.options, draw(panel)) == Measurement(24, width)
    frame = Frame.grid(padding=(0, 2))
    frame.add_row(draw(panel), draw(panel))
    console.print(frame)
    assert all(cell_len(line) <= width for line in written.getvalue().split("\n"))


@pytest.mark.parametrize("name", HOSTILE, ids=ascii)
def test_hostile_names_are_harmless(name: str) -> None:
    """No name makes a line of its own, reaches a parser of markup, or gives the terminal an order."""
    for panel, sound in zip(name_all(name), name_all("x"), strict=True):
        lines = show(panel, 200)
        assert not any(map(is_obeyed, lines))
        if 0 < cell_len(name) < 20:
            assert len(lines) == len(show(sound, 200))
    if name.startswith("["):
        assert all(name in "\n".join(show(panel, 200)) for panel in name_all(name)[::2])


def test_wide_names_move_no_column() -> None:
    """A name whose signs take two columns leaves the bars behind it where those of other names are."""
    bars = BarPanel((Bar("買い物", 9, "九", "二月"), Bar("read", 9, "9", "Feb"), Bar("ﾊﾝｶｸ", 5, "5", "")))
    lines = show(bars, 60)
    assert {cell_len(line.split("│")[0]) for line in lines} == {7}
    assert len({cell_len(line.rpartition("│")[0]) for line in lines}) == 1
    ranges = RangePanel((Range("買い物", 1, 2, 3), Range("read", 1, 2, 3)))
    first, second, *_ = show(ranges, 60)
    assert cell_len(first.partition("[")[0]) == cell_len(second.partition("[")[0])
