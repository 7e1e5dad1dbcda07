"""A sheet: what is known of something, to be scrolled through; and lines broken to fit on it."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll

from tinywins.render.columns import cell_width, wrap


class Sheet(VerticalScroll, inherit_bindings=False):
    """What is known of something, to be scrolled through."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "scroll_up", "Up", show=False, id="sheet.up"),
        Binding("down,j", "scroll_down", "Down", show=False, id="sheet.down"),
        Binding("pageup", "page_up", "Page up", show=False, id="sheet.page-up"),
        Binding("pagedown", "page_down", "Page down", show=False, id="sheet.page-down"),
        Binding("home,g", "scroll_home", "Top", show=False, id="sheet.top"),
        Binding("end,G", "scroll_end", "Bottom", show=False, id="sheet.bottom"),
    ]


def break_line(line: str, width: int) -> list[str]:
    """Break a line that is too long, what follows set in as the line was."""
    if cell_width(line) <= width:
        return [line]
    text = line.lstrip(" ")
    indent = " " * min(width // 3, len(line) - len(text))
    first, *others = wrap(text, width - len(indent) - 2)
    return [indent + first, *(f"{indent}  {other}" for other in others)]
