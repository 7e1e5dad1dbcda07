"""Lying bars: lengths are as their values, to the eighth of a column."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.render.terminal.samples import NAMES, WIDTHS, open_page, picture, show
from tinywins.render.glyphs import EIGHTHS
from tinywins.render.panels import Bar, BarPanel
from tinywins.render.terminal.page import draw

VALUES = st.lists(
    st.integers(0, 500) | st.integers(0, 50_000).map(lambda hundredths: hundredths / 100), min_size=1, max_size=8
)
RUNS = BarPanel(
    (
        Bar("12 Jan", 50, "50", "2 Mar"),
        Bar("20 Mar", 22, "22", "10 Apr"),
        Bar("2 May", 38, "38, 2 spares used", "today", True),
        Bar("買い物", 0, "0", ""),
    )
)


def measure(line: str) -> int:
    """Give the eighths that the bar of a line is long."""
    bar = line.partition("│")[2].partition(" ")[0]
    return sum(8 if sign == "█" else EIGHTHS.index(sign) for sign in bar if sign == "█" or sign in EIGHTHS)


@given(VALUES, WIDTHS)
def test_lengths_are_as_values(values: list[float], width: int) -> None:
    """Each bar is its value's share of the longest, which fills the width; what is there shows, and 0 shows nothing."""
    lines = show(BarPanel(tuple(Bar("a", value, "") for value in values)), width)
    lengths = [measure(line) for line in lines]
    assert max(lengths) == (8 * (width - 3) if any(values) else 0)
    for value, length in zip(values, lengths, strict=True):
        assert abs(length - (value / max(values) if any(values) else 0) * 8 * (width - 3)) <= 0.5 or length == 1
        assert (length > 0) == (value > 0)


@given(st.lists(st.tuples(NAMES, st.integers(1, 99)), min_size=1, max_size=6), WIDTHS)
def test_no_text_pushes_a_wall(pairs: list[tuple[str, int]], width: int) -> None:
    """The bars begin below each other, and so do the labels behind them, whatever the names."""
    lines = show(BarPanel(tuple(Bar("x", value, name, "y") for name, value in pairs)), width)
    assert {line.index("│") for line in lines} == {2}
    assert {line[-1] for line in lines} == {"y"}
    assert {line[-3] for line in lines} == {"│"}


def test_best_runs() -> None:
    """Labels stand before and behind, the number at the end of its bar."""
    assert show(RUNS, 50) == picture(
        """
        ¦12 Jan │███████████████████▊ 50           │ 2 Mar
        ¦20 Mar │████████▋ 22                      │ 10 Apr
        ¦2 May  │███████████████ 38, 2 spares used │ today
        ¦買い物 │0                                 │
        """
    )
    assert show(RUNS, 50, ascii=True)[1] == "20 Mar |######### 22                      | 10 Apr"
    assert {cell_len(line.rpartition("│")[0]) for line in show(RUNS, 50)[:3]} == {42}


def test_what_goes_on_is_bold() -> None:
    """In colours the bar of now and its words are bold, and no other."""
    console, written = open_page(50, color=True)
    console.print(draw(RUNS), end="")
    assert ["\x1b[1" in line for line in written.getvalue().split("\n")[:-1]] == [False, False, True, False]
