"""The page of a chart: its title, its pictures and its finding, with colours or without."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.render.terminal.samples import HOSTILE, MONDAY, NAMES, WIDTHS, panels, picture
from tests.render.test_safe import is_obeyed
from tinywins.render.columns import Look
from tinywins.render.panels import Bar, BarPanel, Chart, CountPanel, Line, LinePanel, Range, RangePanel, Table
from tinywins.render.terminal.lines import HEIGHT
from tinywins.render.terminal.page import show_chart, wrap

COLOUR = re.compile(r"\x1b\[[\d;]*m")
EMPTY = Table((), ())
SENTENCES = st.lists(st.lists(NAMES, max_size=20).map(" ".join), max_size=3).map(tuple)
CHART = Chart(
    "stretch",
    (
        BarPanel((Bar("12 Jan", 50, "50", "2 Mar"), Bar("2 May", 38, "38", "today", True)), "best runs"),
        RangePanel((Range("", 1, 3, 5),), "%"),
    ),
    ("Kept 81 of the last 90 days (90 %), and that is a likely range of 82 to 95 %.", "Growing."),
    EMPTY,
)


@given(NAMES, st.lists(panels(), max_size=3), SENTENCES, WIDTHS, st.booleans())
def test_a_page_fits(title: str, shown: list[object], finding: tuple[str, ...], width: int, color: bool) -> None:
    """No line is wider than the look, none ends in a blank, and colours are all that a terminal obeys in it."""
    text = show_chart(Chart(title, tuple(shown), finding, EMPTY), Look(color, width))  # type: ignore[arg-type]
    assert text == "" or text.endswith("\n")
    for line in COLOUR.sub("", text).split("\n")[:-1]:
        assert cell_len(line) <= width
        assert line == line.rstrip(" ")
        assert not is_obeyed(line)
    if not color:
        assert "\x1b" not in text


@given(NAMES, st.lists(panels(), max_size=3), SENTENCES, WIDTHS)
def test_colours_add_nothing_but_colours(title: str, shown: list[object], finding: tuple[str, ...], width: int) -> None:
    """Without its colours a page is the one that is written without colours, so nothing is told by them alone."""
    chart = Chart(title, tuple(shown), finding, EMPTY)  # type: ignore[arg-type]
    assert show_chart(chart, Look(False, width)) == COLOUR.sub("", show_chart(chart, Look(True, width)))


def test_a_page() -> None:
    """The title, each picture below its name, and after a blank line the finding, a sentence at the line's start."""
    assert show_chart(CHART, Look(width=44)).rstrip("\n").split("\n") == picture(
        """
        ¦stretch
        ¦
        ¦best runs
        ¦12 Jan │█████████████████████████ 50 │ 2 Mar
        ¦2 May  │███████████████████ 38       │ today
        ¦
        ¦│        [================o================]
        ¦┬────────┬───────┬────────┬───────┬────────┬
        ¦0%       1%      2%       3%      4%      5%
        ¦
        ¦Kept 81 of the last 90 days (90 %), and that
        ¦is a likely range of 82 to 95 %.
        ¦Growing.
        """
    )


def test_the_title_is_bold() -> None:
    """In colours the title is bold; the sixteen colours of the terminal are all that is used."""
    text = show_chart(CHART, Look(color=True, width=60))
    assert text.startswith("\x1b[1mstretch\x1b[0m\n")
    assert set(COLOUR.findall(text)) <= {f"\x1b[{code}m" for code in ("0", "1", "2", "32", "1;32", "35", "36")}


@pytest.mark.parametrize("color", [False, True])
def test_the_environment_has_no_say(monkeypatch: pytest.MonkeyPatch, color: bool) -> None:
    """Whatever a terminal's variables are, a look gives the same page."""
    before = show_chart(CHART, Look(color, 70))
    for name, value in (("NO_COLOR", "1"), ("FORCE_COLOR", "1"), ("COLUMNS", "9"), ("TERM", "dumb"), ("LINES", "2")):
        monkeypatch.setenv(name, value)
    assert before == show_chart(CHART, Look(color, 70))


def test_many_pictures_are_low() -> None:
    """One or two pictures with a value axis have their full height, three or more are five rows high."""
    panels = (LinePanel((Line("", ((MONDAY, 1),)),), MONDAY, MONDAY), CountPanel(((MONDAY, 3.0),)))
    few = show_chart(Chart("", panels, (), EMPTY), Look())
    many = show_chart(Chart("", panels * 2, (), EMPTY), Look())
    assert [few.count("\n"), many.count("\n")] == [(1 + HEIGHT + 2) + (1 + 8), 4 * (1 + 7)]


@given(st.text() | st.sampled_from(HOSTILE), st.integers(2, 90))
def test_wrapping_keeps_every_word(text: str, width: int) -> None:
    """Lines fit and together hold all words of a text, in their order."""
    lines = wrap(text, width)
    assert all(cell_len(line) <= width for line in lines)
    assert "".join(text.split()) == "".join("".join(lines).split())
