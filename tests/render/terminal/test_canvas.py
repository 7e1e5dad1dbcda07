"""The canvas: dots are set where they were asked for, on a way without gaps."""

import unicodedata
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tinywins.render.terminal.canvas import Canvas, walk
from tinywins.render.terminal.styles import DONE, REFERENCE

DOTS = st.tuples(st.integers(0, 39), st.integers(0, 31))
BRAILLE = {(0, 0): 1, (0, 1): 2, (0, 2): 3, (1, 0): 4, (1, 1): 5, (1, 2): 6, (0, 3): 7, (1, 3): 8}  # as Unicode counts


@given(st.sets(DOTS))
def test_each_dot_is_set_and_no_other(dots: set[tuple[int, int]]) -> None:
    """The sign of each cell is the one that Unicode names after the dots that were put into it."""
    canvas = Canvas(20, 8)
    for dot in dots:
        canvas.put(dot, "*", DONE)
    for column in range(20):
        for row in range(8):
            numbers = sorted(BRAILLE[x - 2 * column, y - 4 * row] for x, y in dots if (x // 2, y // 4) == (column, row))
            piece = canvas.show(column, row)
            if piece is None:
                assert numbers == []
            else:
                assert unicodedata.name(piece[0]) == f"BRAILLE PATTERN DOTS-{''.join(map(str, numbers))}"


@given(st.lists(DOTS, max_size=8))
def test_a_way_has_no_gap(corners: list[tuple[int, int]]) -> None:
    """Each dot on a way touches the one before, every corner is on it, and it is as short as it can be."""
    way = list(walk(corners))
    assert set(corners) <= set(way)
    assert all(max(abs(x - u), abs(y - v)) == 1 for (x, y), (u, v) in pairwise(way))
    steps = sum(max(abs(x - u), abs(y - v)) for (x, y), (u, v) in pairwise(corners))
    assert len(way) == (steps + 1 if corners else 0)


def test_a_pattern_leaves_dots_out() -> None:
    """Of a dotted line every other dot is set, through its corners too; a coarse canvas shows every cell."""
    canvas = Canvas(4, 1)
    canvas.trace([(0, 0), (3, 0), (7, 0)], "x ", ".", REFERENCE)
    assert [canvas.show(column, 0) for column in range(4)] == [("⠁", REFERENCE)] * 4
    coarse = Canvas(4, 1, fine=False)
    coarse.trace([(0, 0), (3, 0)], "x ", ".", REFERENCE)
    assert [coarse.show(column, 0) for column in range(4)] == [(".", REFERENCE)] * 4


def test_what_comes_later_lies_above() -> None:
    """In a cell that two lines cross, all dots are set, in the later one's style."""
    canvas = Canvas(1, 1)
    canvas.put((0, 0), ".", REFERENCE)
    canvas.put((1, 3), "*", DONE)
    assert canvas.show(0, 0) == ("⢁", DONE)
