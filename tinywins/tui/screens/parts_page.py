"""A page of things in parts: a list over the whole of it, and where there is room what is known of one beside it."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.containers import Container, VerticalScroll
from textual.widget import Widget

from tinywins.render.columns import Look
from tinywins.tui.screens.page import Page
from tinywins.tui.widgets.part_rows import PartRows
from tinywins.tui.widgets.rows import CURSOR, Piece, Rows
from tinywins.tui.work_rows import Line, WorkRow, draw_line


class Beside(VerticalScroll):
    """The room beside the list; what stands in it is fitted once its width is known, and whenever that changes."""

    def on_resize(self) -> None:
        """Fit what stands in it."""
        if isinstance(self.screen, PartsPage):
            self.screen.show_details()


class PartsPage(Page):
    """A page of things in parts. A page of this kind reads its things, and lays them out for a width."""

    AUTO_FOCUS: ClassVar[str | None] = "#things"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]  # noqa: RUF012 (Textual's own kind)
    DEFAULT_CSS = """
    PartsPage #body { height: 1fr; }
    PartsPage #box { display: none; padding: 0 1; scrollbar-size-vertical: 1; }
    PartsPage.-wide #body { layout: horizontal; }
    PartsPage.-wide #things { width: 1fr; max-width: 82; }
    PartsPage.-wide #box { display: block; width: 1fr; border-left: solid $foreground 30%; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Line] = []
        self.lines_width = 0
        self.chosen: WorkRow | None = None
        self.is_adding = False

    def read_things(self) -> None:
        """Read what the page shows."""

    def lay_out(self, look: Look) -> list[Line]:
        """Write the lines for a width; their number is the same for each."""
        raise NotImplementedError

    def find_first(self) -> WorkRow | None:
        """Give the thing that the cursor begins on; None for the first."""
        return None

    def compose_details(self) -> Iterable[Widget]:
        """Give what shows the thing under the cursor."""
        return ()

    def show_details(self) -> None:
        """Show what is known of the thing under the cursor, where there is room for it."""

    def compose_body(self) -> Iterable[Widget]:
        """Give the list, and where it is wide what is known of the thing under the cursor."""
        box = Beside(*self.compose_details(), id="box", can_focus=False)
        yield Container(PartRows(id="things"), box, id="body")

    @property
    def rows(self) -> PartRows:
        """The list."""
        return self.query_one("#things", PartRows)

    @property
    def row(self) -> WorkRow | None:
        """The thing under the cursor."""
        return self.lines[self.rows.cursor].row if self.rows.cursor < len(self.lines) else None

    def reload(self) -> None:
        """Show what there is; the cursor stays on its thing, or goes to an added one, or stays where it was."""
        known = {line.row for line in self.lines}
        self.read_things()
        self.lines_width = 0
        self.fit(max(20, self.rows.columns - len(CURSOR)))
        if self.is_adding:
            added = (line.row for line in self.lines if line.row and line.row not in known)
            self.chosen = next(added, self.chosen)
            self.is_adding = False
        wanted = self.chosen or self.find_first()
        place = next((place for place, line in enumerate(self.lines) if line.row and line.row == wanted), None)
        stops = [place for place, line in enumerate(self.lines) if line.row]
        self.rows.show_parts(len(self.lines), stops, self.draw_row, place)
        self.call_after_refresh(self.show_details)

    def await_added(self, said: str | None) -> None:
        """Let the cursor go to what a form has added, once it is shown; None where the form was left."""
        self.is_adding = said is not None

    def fit(self, width: int) -> None:
        """Write the lines for a width of rows."""
        if width != self.lines_width:
            self.lines_width = width
            self.lines = self.lay_out(Look(width=width, ascii=self.look.ascii))

    def draw_row(self, index: int, width: int) -> list[Piece]:
        """Draw a line."""
        self.fit(max(20, width))
        return draw_line(self.lines[index]) if index < len(self.lines) else []

    def on_resize(self) -> None:
        """Fit what depends on the width."""
        if self.is_mounted:
            self.show_head()
            self.call_after_refresh(self.rows.refresh)

    @on(Rows.Moved, "#things")
    def choose(self) -> None:
        """Show what is known of the thing under the cursor, and which keys work on it."""
        self.chosen = self.row
        self.refresh_bindings()
        self.show_details()
