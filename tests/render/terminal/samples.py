"""Panels to draw, with names that people and files may give, and pictures as plain lines."""

from io import StringIO

from hypothesis import strategies as st
from rich.console import Console

from tests.builders import day
from tinywins.render.columns import Look
from tinywins.render.panels import (
    MAIN,
    REFERENCE,
    Band,
    Bar,
    BarPanel,
    CalendarPanel,
    CountPanel,
    Line,
    LinePanel,
    Mark,
    Panel,
    Range,
    RangePanel,
)
from tinywins.render.terminal.page import draw, open_console

MONDAY = day("2025-11-17")
HOSTILE = [
    "",
    "run",
    "[bold]not bold[/bold] [/nope]",
    ":smile: [link=x]",
    "買い物と洗濯",
    "ﾊﾝｶｸ 물",
    "\x1b[31mred\x1b]0;title\x07",
    "\u202egnp.exe\u200f",
    "a\r\nb\tc\0",
    "🏃‍♀️ ❤️",
    "cafe\u0301",
    "a name that goes on and on, far beyond what any narrow terminal has room for in a column",
    "\ud83d",
]
PLAIN_NAMES = st.text(st.sampled_from("abc xyz-%[]"), max_size=60)
NAMES = st.sampled_from(HOSTILE) | st.text(max_size=12) | PLAIN_NAMES
WIDTHS = st.integers(40, 200)
VALUES = st.floats(-1e6, 1e6) | st.integers(-5, 120).map(float)


@st.composite
def calendars(draw_one: st.DrawFn, names: st.SearchStrategy[str] = NAMES) -> CalendarPanel:
    """Give a calendar of up to three years."""
    weeks = draw_one(st.lists(st.text("01234s ", min_size=7, max_size=7), max_size=160))
    legend = tuple((key, draw_one(names)) for key in draw_one(st.sets(st.sampled_from("01234s"))))
    return CalendarPanel(MONDAY + 7 * draw_one(st.integers(-200, 200)), tuple(weeks), legend)


@st.composite
def line_panels(draw_one: st.DrawFn, names: st.SearchStrategy[str] = NAMES) -> LinePanel:
    """Give lines and bands over a day to ten years, some of their points outside."""
    first = MONDAY + draw_one(st.integers(-500, 500))
    last = first + draw_one(st.integers(0, 40) | st.integers(0, 4_000))
    days = st.lists(st.integers(first - 9, last + 9), max_size=30, unique=True).map(sorted)
    ends = st.tuples(VALUES, VALUES)
    lines = [
        Line(
            draw_one(names),
            tuple((each, draw_one(VALUES)) for each in draw_one(days)),
            draw_one(st.sampled_from([MAIN, REFERENCE])),
        )
        for _ in range(draw_one(st.integers(0, 4)))
    ]
    bands = [
        Band(
            draw_one(names), tuple((each, min(pair), max(pair)) for each in draw_one(days) for pair in [draw_one(ends)])
        )
        for _ in range(draw_one(st.integers(0, 3)))
    ]
    low, high = draw_one(st.none() | VALUES), draw_one(st.none() | VALUES)
    today = draw_one(st.none() | st.integers(first - 3, last + 3))
    marks = [
        Mark(draw_one(names), draw_one(st.integers(first - 3, last + 3)), draw_one(st.none() | VALUES), sign)
        for sign in draw_one(st.sampled_from(["", "1", "12", "111"]))
    ]
    return LinePanel(tuple(lines), first, last, tuple(bands), low, high, draw_one(names), today, "", tuple(marks))


@st.composite
def count_panels(draw_one: st.DrawFn) -> CountPanel:
    """Give counts of up to five years, some weeks missing."""
    weeks = sorted(draw_one(st.sets(st.integers(0, 260), max_size=60)))
    counts = st.integers(0, 40).map(float) | st.floats(0, 1e5)
    return CountPanel(tuple((MONDAY + 7 * week, draw_one(counts)) for week in weeks))


def bar_panels(names: st.SearchStrategy[str] = NAMES) -> st.SearchStrategy[BarPanel]:
    """Give bars of any length."""
    bars = st.builds(Bar, names, st.integers(0, 50).map(float) | st.floats(0, 1e6), names, names, st.booleans())
    full = st.just(0.0) | st.floats(0, 1e6)
    return st.builds(BarPanel, st.lists(bars, max_size=6).map(tuple), st.just(""), full)


@st.composite
def range_panels(draw_one: st.DrawFn, names: st.SearchStrategy[str] = NAMES) -> RangePanel:
    """Give ranges, some without an end."""
    ranges = []
    for _ in range(draw_one(st.integers(0, 5))):
        low, value, high = sorted(draw_one(st.tuples(VALUES, VALUES, VALUES)))
        low, high = draw_one(st.sampled_from([low, float("-inf")])), draw_one(st.sampled_from([high, float("inf")]))
        style = draw_one(st.sampled_from([MAIN, REFERENCE]))
        ranges.append(Range(draw_one(names), low, value, high, draw_one(st.just("") | names), style))
    return RangePanel(tuple(ranges), draw_one(names))


def panels(names: st.SearchStrategy[str] = NAMES) -> st.SearchStrategy[Panel]:
    """Give a panel of any kind."""
    return st.one_of(calendars(names), line_panels(names), count_panels(), bar_panels(names), range_panels(names))


def open_page(width: int, color: bool = False) -> tuple[Console, StringIO]:
    """Open a console that writes into memory."""
    written = StringIO()
    return open_console(written, Look(color, width)), written


def show(panel: Panel, width: int = 80, *, ascii: bool = False, height: int | None = None) -> list[str]:  # noqa: A002
    """Give the picture of a panel as lines without colours."""
    console, written = open_page(width)
    console.print(draw(panel, ascii, height), end="")
    return written.getvalue().split("\n")[:-1]


def picture(text: str) -> list[str]:
    """Read a picture that is written in a test, a margin bar before each line."""
    return [line.strip().removeprefix("¦") for line in text.strip().split("\n")]
