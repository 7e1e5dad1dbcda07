"""A heatmap that is walked: the calendar of the command line, with a cursor that rests on a day."""

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.events import Blur, Click, Focus
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from tinywins.render.panels import CalendarPanel
from tinywins.render.terminal.calendar import BLOCK, INDENT, CalendarPicture
from tinywins.render.terminal.picture import NARROWEST, Row

REVERSE, BOLD = Style(reverse=True), Style(bold=True)
SIGN, ABOVE = "> ", "v"  # stand before the cursor's row and, where there are no colours, above its column
NOTHING = CalendarPicture(CalendarPanel(1, (), ()))
WEEK = 7


class Heatmap(Widget, can_focus=True):
    """Days as cells. `show` gives the calendar and the days that the cursor may rest on, both ends included."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"heatmap--cursor"}
    DEFAULT_CSS = """
    Heatmap { height: auto; width: 1fr; }
    Heatmap > .heatmap--cursor { color: $accent; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", f"walk({-WEEK})", "Week back", show=False, id="heatmap.left"),
        Binding("right,l", f"walk({WEEK})", "Week on", show=False, id="heatmap.right"),
        Binding("up,k", "walk(-1)", "Day back", show=False, id="heatmap.up"),
        Binding("down,j", "walk(1)", "Day on", show=False, id="heatmap.down"),
        Binding("home,g", "go(False)", "First day", show=False, id="heatmap.first"),
        Binding("end,G", "go(True)", "Last day", show=False, id="heatmap.last"),
        Binding("enter,escape", "leave", "To the list", id="heatmap.leave"),
    ]
    day: reactive[int] = reactive(0, repaint=False, init=False)

    class DayMoved(Message):
        """The cursor rests on another day, or the days have changed beneath it."""

        def __init__(self, heatmap: "Heatmap", day: int) -> None:
            super().__init__()
            self.heatmap = heatmap
            self.day = day

        @property
        def control(self) -> "Heatmap":
            """The heatmap it happened in, so that handlers can be chosen by selector."""
            return self.heatmap

    class Left(Message):
        """The heatmap is left, with enter or escape."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 (Textual's name)
        super().__init__(id=id, classes=classes)
        self.picture = NOTHING
        self.first = self.last = 0
        self._drawn: tuple[int, list[Row]] = (0, [])

    def show(self, panel: CalendarPanel, first: int, last: int, *, ascii_signs: bool = False) -> None:
        """Show a calendar; the cursor stays on its day if that lies between the first and the last."""
        height = len(self.rows(self.size.width))
        self.picture, self.first, self.last = CalendarPicture(panel, ascii_signs), first, last
        self._drawn = (0, [])
        self.set_reactive(Heatmap.day, max(first, min(self.day, last)) if self.day else last)
        self.refresh(layout=height != len(self.rows(self.size.width)))
        self.post_message(self.DayMoved(self, self.day))

    def rows(self, width: int) -> list[Row]:
        """Give the rows of the picture in a width, drawn once."""
        if self._drawn[0] != width or not self._drawn[1]:
            self._drawn = width, self.picture.draw(max(NARROWEST, width)) if self.picture.panel.weeks else []
        return self._drawn[1]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 (Textual's)
        """Be as high as the picture is in a width."""
        return len(self.picture.draw(max(NARROWEST, width))) if self.picture.panel.weeks else 0

    def render_line(self, y: int) -> Strip:
        """Draw a row of the picture, the cursor in it if it is there."""
        width, rows = self.size.width, self.rows(self.size.width)
        base = self.rich_style
        if y >= len(rows):
            return Strip.blank(width, base)
        strip = Strip([Segment(text, base + style) for text, style in rows[y]]).adjust_cell_length(width, base)
        cell = self.picture.find_cell(self.day, max(NARROWEST, width)) if self.has_focus else None
        if cell is None or cell[0] >= width:
            return strip
        column, row, pitch = cell
        end = min(width, column + pitch)
        if y == row:
            parts = strip.crop(0, INDENT - len(SIGN)), Strip([Segment(SIGN, base + BOLD)]), strip.crop(INDENT, column)
            return Strip.join([*parts, self.mark_cell(strip.crop(column, end)), strip.crop(end, width)])
        if y == row // BLOCK * BLOCK and self.app.no_color:
            above = Strip([Segment(ABOVE, base + BOLD)])
            return Strip.join([strip.crop(0, column), above, strip.crop(column + 1, width)])
        return strip

    def mark_cell(self, cell: Strip) -> Strip:
        """Give the cell under the cursor: in another colour and reversed, but for a full block, which would vanish."""
        style = self.get_component_rich_style("heatmap--cursor", partial=True)
        if self.app.no_color or "█" not in cell.text:
            style += REVERSE
        return Strip([Segment(segment.text, (segment.style or Style()) + style) for segment in cell])

    def action_walk(self, by: int) -> None:
        """Move the cursor by some days; at an edge it stays."""
        if self.first <= self.day + by <= self.last:
            self.day += by

    def action_go(self, to_last: bool) -> None:
        """Move the cursor to the first or the last day."""
        self.day = self.last if to_last else self.first

    def action_leave(self) -> None:
        """Say that the heatmap is left."""
        self.post_message(self.Left())

    def watch_day(self, before: int, after: int) -> None:
        """Draw the two cells that change, and say where the cursor is."""
        self.refresh_cells(before, after)
        self.post_message(self.DayMoved(self, after))

    def refresh_cells(self, *days: int) -> None:
        """Draw the rows of some days anew, and where there are no colours those above them."""
        for day in days:
            if cell := self.picture.find_cell(day, max(NARROWEST, self.size.width)):
                self.refresh(Region(0, cell[1], self.size.width, 1))
                if self.app.no_color:
                    self.refresh(Region(0, cell[1] // BLOCK * BLOCK, self.size.width, 1))

    def on_focus(self, _event: Focus) -> None:
        """Show the cursor."""
        self.refresh_cells(self.day)

    def on_blur(self, _event: Blur) -> None:
        """Hide the cursor."""
        self.refresh_cells(self.day)

    def on_click(self, event: Click) -> None:
        """Go to the day that was clicked."""
        day = self.picture.find_day(event.x, event.y, max(NARROWEST, self.size.width))
        if day is not None and self.first <= day <= self.last:
            self.day = day
