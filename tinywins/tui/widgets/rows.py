"""Rows with a cursor: a list of any length, of which those in sight are asked for and drawn, and no others."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.events import Click, Resize
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

Piece = tuple[str, Style | None]
Draw = Callable[[int, int], list[Piece]]
CURSOR = "> "  # a sign, so that the row is known without colour too


class Rows(ScrollView, can_focus=True):
    """A list of rows. `show` says how many there are and how one is drawn: (index, columns) to pieces.

    The pieces are harmless texts with their styles; who gives them has made them so.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"rows--cursor"}
    DEFAULT_CSS = """
    Rows { height: 1fr; scrollbar-size-vertical: 1; overflow-x: hidden; }
    Rows > .rows--cursor { text-style: bold; background: $surface; }
    Rows:focus > .rows--cursor { background: $primary 30%; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "step(-1)", "Up", show=False, id="rows.up"),
        Binding("down,j", "step(1)", "Down", show=False, id="rows.down"),
        Binding("pageup", "page(-1)", "Page up", show=False, id="rows.page-up"),
        Binding("pagedown", "page(1)", "Page down", show=False, id="rows.page-down"),
        Binding("home,g", "step(-1000000000)", "First", show=False, id="rows.first"),
        Binding("end,G", "step(1000000000)", "Last", show=False, id="rows.last"),
        Binding("enter", "choose", "Open", id="rows.open"),
    ]
    cursor: reactive[int] = reactive(0, repaint=False)

    class Moved(Message):
        """The cursor rests on another row, or the rows have changed beneath it."""

        def __init__(self, rows: "Rows", index: int) -> None:
            super().__init__()
            self.rows = rows
            self.index = index

        @property
        def control(self) -> "Rows":
            """The rows it happened in, so that handlers can be chosen by selector."""
            return self.rows

    class Chosen(Moved):
        """A row was chosen, with enter or a second click."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 (Textual's name)
        super().__init__(id=id, classes=classes)
        self.count = 0
        self._draw: Draw = lambda _index, _width: []

    @property
    def columns(self) -> int:
        """How many columns a row has; the scrollbar takes one of the widget's."""
        return self.scrollable_content_region.width

    def show(self, count: int, draw: Draw, cursor: int | None = None) -> None:
        """Show so many rows, drawn like this; the cursor stays where it is, or goes to `cursor`."""
        self.count, self._draw = count, draw
        if self.styles.auto_dimensions or max(count, self.virtual_size.height) > self.size.height:
            self.virtual_size = Size(self.size.width, count)  # lays the screen out anew, which costs a repaint
        place = self.cursor if cursor is None else cursor
        self.cursor = max(0, min(place, count - 1))
        self.refresh()
        self.post_message(self.Moved(self, self.cursor))

    def show_row(self, index: int) -> None:
        """Draw one row anew."""
        self.refresh(Region(0, index - self.scroll_offset.y, self.size.width, 1))

    def points_at(self, index: int) -> bool:
        """Say whether the cursor is on a row."""
        return index == self.cursor

    def on_resize(self, event: Resize) -> None:
        """Fit the rows to the new width."""
        self.virtual_size = Size(event.size.width, self.count)
        self.call_after_refresh(self.bring_into_sight)

    def render_line(self, y: int) -> Strip:
        """Draw the row that lies at a line of the widget."""
        index, width = y + self.scroll_offset.y, self.columns
        if index >= self.count:
            return Strip.blank(width, self.rich_style)
        is_here = self.points_at(index)
        style = self.get_component_rich_style("rows--cursor") if is_here else self.rich_style
        sign = CURSOR if is_here and self.has_focus else " " * len(CURSOR)
        return draw_line([(sign, None), *self._draw(index, max(1, width - len(CURSOR)))], width, style)

    def action_step(self, by: int) -> None:
        """Move the cursor by some rows."""
        if self.count:
            self.cursor = max(0, min(self.count - 1, self.cursor + by))

    def action_page(self, by: int) -> None:
        """Move the cursor by pages."""
        self.action_step(by * max(1, self.size.height - 1))

    def action_choose(self) -> None:
        """Choose the row under the cursor."""
        if self.count:
            self.post_message(self.Chosen(self, self.cursor))

    def watch_cursor(self, before: int, after: int) -> None:
        """Bring the cursor into sight, and say where it is."""
        for index in (before, after):
            self.show_row(index)
        self.bring_into_sight()
        self.post_message(self.Moved(self, after))

    def bring_into_sight(self) -> None:
        """Scroll as far as it takes to see the cursor."""
        top, height = self.scroll_offset.y, self.size.height
        if height and self.cursor < top:
            self.scroll_to(y=self.cursor, animate=False)
        elif height and self.cursor >= top + height:
            self.scroll_to(y=self.cursor - height + 1, animate=False)

    def on_click(self, event: Click) -> None:
        """Go to the row that was clicked; a click on the row under the cursor chooses it."""
        index = event.y + self.scroll_offset.y
        if index >= self.count:
            return
        if index == self.cursor and event.chain > 1:
            self.action_choose()
        self.cursor = index


def draw_line(pieces: Sequence[Piece], width: int, style: Style) -> Strip:
    """Draw pieces in exactly so many columns, upon a style; what is too long is cut."""
    segments = [Segment(text, style if own is None else style + own) for text, own in pieces if text]
    return Strip(segments).adjust_cell_length(width, style)
