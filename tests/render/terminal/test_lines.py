"""Lines: what was measured is where the axes say it is."""

import re
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tests.builders import day
from tests.render.terminal.samples import MONDAY, WIDTHS, line_panels, picture, show
from tinywins.render.glyphs import BRAILLE
from tinywins.render.panels import MAIN, REFERENCE, Band, Line, LinePanel
from tinywins.render.terminal.lines import HEIGHT, clip

BITS = {(0, 0): 0, (0, 1): 1, (0, 2): 2, (1, 0): 3, (1, 1): 4, (1, 2): 5, (0, 3): 6, (1, 3): 7}
SPANS = st.integers(1, 800)


def margin(lines: list[str]) -> int:
    """Give the column in which the plot begins."""
    return max(lines[0].find("┤"), lines[0].find("│")) + 1


def read_dots(lines: list[str], height: int) -> set[tuple[int, int]]:
    """Read the dots of a picture back, counted from the lower left."""
    found = set()
    indent = margin(lines)
    for row, line in enumerate(lines[:height]):
        for column, sign in enumerate(line[indent:]):
            if 0 < ord(sign) - BRAILLE < 256:
                bits = ord(sign) - BRAILLE
                found |= {
                    (2 * column + x, 4 * (height - 1 - row) + 3 - y) for (x, y), bit in BITS.items() if bits >> bit & 1
                }
    return found


def is_near(dots: set[tuple[int, int]], x: Fraction, y: Fraction) -> bool:
    """Say whether one of the dots nearest to a place is set."""
    half = Fraction(1, 2) + Fraction(1, 1_000_000)
    return any(abs(left - x) <= half and abs(up - y) <= half for left, up in dots)


@given(st.data(), SPANS, WIDTHS, st.integers(3, 16))
def test_every_point_has_its_dot(data: st.DataObject, span: int, width: int, height: int) -> None:
    """The dot of each point is set: its day between the first and the last, its value between low and high."""
    days = data.draw(st.lists(st.integers(0, span), min_size=1, max_size=20, unique=True).map(sorted))
    points = tuple((MONDAY + each, float(data.draw(st.integers(-50, 150)))) for each in days)
    panel = LinePanel((Line("", points),), MONDAY, MONDAY + span, low=-50, high=150)
    lines = show(panel, width, height=height)
    columns = width - margin(lines)
    dots = read_dots(lines, height)
    for each, value in points:
        x = Fraction(each - MONDAY, span) * (2 * columns - 1)
        assert is_near(dots, x, (Fraction(value) + 50) / 200 * (4 * height - 1))
    assert all(0 <= x < 2 * columns and 0 <= y < 4 * height for x, y in dots)


@given(st.integers(0, 800), WIDTHS, st.integers(-50, 150))
def test_a_flat_line_is_one_row_of_dots(span: int, width: int, value: int) -> None:
    """A line that never moves has a dot in each column of dots, all on one height; on a single day it is one dot."""
    panel = LinePanel(
        (Line("", ((MONDAY, value), (MONDAY + span, value)) if span else ((MONDAY, value),)),), MONDAY, MONDAY + span
    )
    lines = show(panel, width)
    dots = read_dots(lines, HEIGHT)
    columns = width - margin(lines)
    assert len({y for _, y in dots}) == 1
    assert {x for x, _ in dots} == set(range(2 * columns if span else 1))


@given(st.integers(-1_000, 1_000), st.integers(0, 60))
def test_a_single_point_shows(value: int, place: int) -> None:
    """One point is one dot, whatever its style; in ASCII one sign."""
    for style, sign in ((MAIN, "*"), (REFERENCE, ".")):
        panel = LinePanel((Line("", ((MONDAY + place, value),), style),), MONDAY, MONDAY + 60)
        assert len(read_dots(show(panel), HEIGHT)) == 1
        plot = "".join(re.split(r"[|+]", line, maxsplit=1)[1] for line in show(panel, ascii=True)[:HEIGHT])
        assert plot.strip() == sign


@given(st.lists(st.tuples(st.integers(-30, 90), st.integers(-9, 9)), unique_by=lambda point: point[0]).map(sorted))
def test_a_line_is_cut_where_it_leaves(points: list[tuple[float, float]]) -> None:
    """What lies between two days is kept, and where the line comes in or goes out it is cut between its points."""
    kept = clip(points, 0, 60)
    assert [point for point in points if 0 <= point[0] <= 60] == [point for point in kept if point in points]
    for edge, value in kept:
        if (edge, value) not in points:
            (before, old), (after, new) = (
                max(point for point in points if point[0] < edge),
                min(point for point in points if point[0] > edge),
            )
            assert edge in {0, 60}
            assert abs(old + (new - old) * (edge - before) / (after - before) - value) < 1e-9
    assert kept == sorted(kept)


@given(line_panels(), WIDTHS, st.integers(3, 16))
def test_a_picture_is_as_high_as_asked(panel: LinePanel, width: int, height: int) -> None:
    """The plot has its height; two lines of axis and the key follow."""
    lines = show(panel, width, height=height)
    corner = [place for place, line in enumerate(lines) if "└" in line and line.strip().startswith("└")]
    assert corner[0] == height


def test_strength_and_its_reference() -> None:
    """What was measured is drawn through, what it is held against is dotted, and the key tells them apart."""
    first = day("2026-03-02")
    up = tuple((first + each, each * 1.0) for each in range(91))
    panel = LinePanel(
        (Line("you", tuple((each, 0.6 * value) for each, value in up)), Line("1 % a day", up, REFERENCE)),
        first,
        first + 90,
        low=0,
        high=100,
    )
    assert show(panel, 44, height=5) == picture(
        """
        ¦100 ┤                                   ⡀⡀⡠⠠
        ¦    │                          ⢀⢀⠄⠄⠄⠂⠂⠁⠁
        ¦ 50 ┤                 ⡀⡀⡠⠠⠐⠐⠐⠈⠈  ⣀⣀⣀⣀⠤⠤⠤⠤⠒⠒⠒
        ¦    │        ⡀⡀⡀⠄⠄⢂⣂⣁⣁⠤⠤⠤⠤⠒⠒⠒⠒⠉⠉⠉⠁
        ¦  0 ┤⣀⣀⠤⠤⠦⠦⠓⠓⠒⠊⠉⠉⠉⠁
        ¦    └─────────────┬───────────┬─────────────
        ¦                  Apr         May
        ¦     ⠤⠤⠤ you   ⠄⠄⠄ 1 % a day
        """
    )


def test_bands_lie_behind() -> None:
    """The wider band is light, the narrower one denser, the line above both, and today an upright mark."""
    first = day("2026-03-02")
    done = Line("done", tuple((first + each, float(each)) for each in range(31)))
    fans = [
        Band(name, tuple((first + each, each - (each - 30) * by, each + (each - 30) * by) for each in range(30, 61)))
        for name, by in (("likely", 0.9), ("even odds", 0.4))
    ]
    panel = LinePanel((done,), first, first + 60, tuple(fans), 0, 100, today=first + 30)
    assert show(panel, 44, height=7) == picture(
        """
        ¦100 ┤                   ┊
        ¦    │                   ┊              ░░░░░
        ¦    │                   ┊         ░░░▒▒▒▒▒▒▒
        ¦ 50 ┤                   ┊    ░▒▒▒▒▒▒▒▒▒▒▒▒▒▒
        ¦    │                  ⣀⡀▒▒▒▒▒▒▒▒▒▒▒▒▒░░░░░░
        ¦    │        ⢀⣀⣀⠤⠤⠔⠒⠒⠉⠉ ┊
        ¦  0 ┤⣀⡠⠤⠤⠒⠒⠊⠉⠁          ┊
        ¦    └┬────────┬────────┬────────┬───────────
        ¦     2 Mar    16 Mar   30 Mar   13 Apr
        ¦     ⠤⠤⠤ done   ░░░ likely   ▒▒▒ even odds
        ¦     ┊ today
        """
    )
    assert show(panel, 44, height=7, ascii=True) == picture(
        """
        ¦100 +                   |
        ¦    |                   |               ::::
        ¦    |                   |         :::#######
        ¦ 50 +                   |   ::##############
        ¦    |                ****############:::::::
        ¦    |      **********   |
        ¦  0 +******             |
        ¦    ++--------+--------+--------+-----------
        ¦     2 Mar    16 Mar   30 Mar   13 Apr
        ¦     *** done   ::: likely   ### even odds
        ¦     | today
        """
    )


def test_nothing_is_a_picture_too() -> None:
    """Without a line there are axes from 0 to 1; a span of a day has its label."""
    assert show(LinePanel((), MONDAY + 1, MONDAY + 1), 20, height=3) == picture(
        """
        ¦1 ┤
        ¦  │
        ¦0 ┤
        ¦  └┬────────────────
        ¦   18 Nov
        """
    )
