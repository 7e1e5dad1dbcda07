"""A chart as text: its title, its pictures one below the other, and what they show in sentences."""

import re
from io import StringIO

from rich.cells import chop_cells
from rich.console import Console
from rich.style import Style
from rich.text import Text

from tinywins.render.columns import Look, cell_width
from tinywins.render.panels import BarPanel, CalendarPanel, Chart, CountPanel, LinePanel, Panel
from tinywins.render.safe import make_safe
from tinywins.render.terminal.bars import BarPicture
from tinywins.render.terminal.calendar import CalendarPicture
from tinywins.render.terminal.counts import CountPicture
from tinywins.render.terminal.lines import LinePicture
from tinywins.render.terminal.picture import Picture
from tinywins.render.terminal.ranges import RangePicture
from tinywins.render.terminal.styles import PLAIN, STRONG

BLANK = re.compile(r"\s+(?!%)")
READABLE = 80  # columns that sentences take at most
MANY, LOW = 3, 5  # so many pictures with a height are drawn as low as that


def draw(panel: Panel, ascii: bool = False, height: int | None = None) -> Picture:  # noqa: A002 (as in Look)
    """Give the picture of a panel; `height` is for those that have a value axis."""
    if isinstance(panel, CalendarPanel):
        return CalendarPicture(panel, ascii)
    if isinstance(panel, LinePanel):
        return LinePicture(panel, ascii, height) if height else LinePicture(panel, ascii)
    if isinstance(panel, CountPanel):
        return CountPicture(panel, ascii, height) if height else CountPicture(panel, ascii)
    return BarPicture(panel, ascii) if isinstance(panel, BarPanel) else RangePicture(panel, ascii)


def show_chart(chart: Chart, look: Look) -> str:
    """Write a chart: the title, each panel below its name, and the finding; no line is wider than the look's width."""
    written = StringIO()
    console = open_console(written, look)
    high = sum(isinstance(panel, LinePanel | CountPanel) for panel in chart.panels)
    print_text(console, chart.title, look.width, STRONG)
    for panel in chart.panels:
        console.print()
        print_text(console, panel.name, look.width)
        console.print(draw(panel, look.ascii, LOW if high >= MANY else None), end="")
    if chart.finding:
        console.print()
    for sentence in chart.finding:
        print_text(console, sentence, min(look.width, READABLE))
    return written.getvalue()


def open_console(file: StringIO, look: Look) -> Console:
    """Open a console that writes as the look says; no variable of the environment has a say in it."""
    return Console(
        file=file,
        width=look.width,
        height=25,
        color_system="standard" if look.color else None,
        force_terminal=look.color,
        force_interactive=False,
        force_jupyter=False,
        legacy_windows=False,
        no_color=not look.color,
        highlight=False,
        markup=False,
        emoji=False,
        _environ={},
    )


def print_text(console: Console, text: str, width: int, style: Style = PLAIN) -> None:
    """Print a person's text, harmless and in lines that fit."""
    for line in wrap(make_safe(text), width):
        console.print(Text(line, style, no_wrap=True, overflow="ignore"))


def wrap(text: str, width: int) -> list[str]:
    """Part a text into lines at its blanks, but for that before a %; a word wider than a line is cut into pieces."""
    lines: list[str] = []
    for word in filter(None, BLANK.split(text)):
        if lines and cell_width(lines[-1]) + 1 + cell_width(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines += [word] if cell_width(word) <= width else chop_cells(word, width)
    return lines
