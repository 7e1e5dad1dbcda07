"""Work: open feedback by age, the tweaks that run, the funnels, and moments whose end is open."""

from collections.abc import Iterable
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from tinywins.render.columns import Look
from tinywins.tui.screens.box import open_over
from tinywins.tui.screens.page import Page
from tinywins.tui.screens.thing import ThingScreen, write_details
from tinywins.tui.screens.work_forms import open_answer, open_decline, open_feedback, open_moment
from tinywins.tui.widgets.part_rows import PartRows
from tinywins.tui.widgets.rows import CURSOR, Piece, Rows
from tinywins.tui.work_rows import FEEDBACK, MOMENT, Line, Work, WorkRow, draw_line, lay_out, read_work

ANSWERED = (FEEDBACK, MOMENT)


class WorkPage(Page):
    """The page of work."""

    NAME: ClassVar[str] = "work"
    AUTO_FOCUS: ClassVar[str | None] = "#things"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]  # noqa: RUF012 (Textual's own kind)
    DEFAULT_CSS = """
    WorkPage #body { height: 1fr; }
    WorkPage #box { display: none; padding: 0 1; scrollbar-size-vertical: 1; }
    WorkPage.-wide #body { layout: horizontal; }
    WorkPage.-wide #things { width: 1fr; max-width: 82; }
    WorkPage.-wide #box { display: block; width: 1fr; border-left: solid $foreground 30%; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "answer", "Answer", id="work.answer"),
        Binding("d", "decline", "Decline", id="work.decline"),
        Binding("f", "add_feedback", "Feedback", id="work.feedback"),
        Binding("m", "add_moment", "Moment", id="work.moment"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.work: Work | None = None
        self.lines: list[Line] = []
        self.lines_width = 0
        self.chosen: WorkRow | None = None

    def compose_body(self) -> Iterable[Widget]:
        """Give the list, and where it is wide what is known of the thing under the cursor."""
        details = VerticalScroll(Static("", id="details", markup=False), id="box", can_focus=False)
        yield Container(PartRows(id="things"), details, id="body")

    @property
    def rows(self) -> PartRows:
        """The list."""
        return self.query_one("#things", PartRows)

    @property
    def row(self) -> WorkRow | None:
        """The thing under the cursor."""
        return self.lines[self.rows.cursor].row if self.rows.cursor < len(self.lines) else None

    def reload(self) -> None:
        """Show what is under way; the cursor stays on its thing, or where it was once that is done."""
        self.work = read_work(self.session.ws)
        self.lines_width = 0
        self.fit(max(20, self.rows.columns - len(CURSOR)))
        place = next((place for place, line in enumerate(self.lines) if line.row and line.row == self.chosen), None)
        stops = [place for place, line in enumerate(self.lines) if line.row]
        self.rows.show_parts(len(self.lines), stops, self.draw_row, place)

    def fit(self, width: int) -> None:
        """Write the lines for a width of rows; their number is the same for each."""
        if self.work and width != self.lines_width:
            self.lines_width = width
            self.lines = lay_out(self.work, self.session.today, Look(width=width, ascii=self.look.ascii))

    def draw_row(self, index: int, width: int) -> list[Piece]:
        """Draw a line."""
        self.fit(max(20, width))
        return draw_line(self.lines[index]) if index < len(self.lines) else []

    def on_resize(self) -> None:
        """Fit what depends on the width."""
        if self.is_mounted:
            self.show_head()
            self.call_after_refresh(self.rows.refresh)
            self.call_after_refresh(self.show_details)

    @on(Rows.Moved, "#things")
    def choose(self) -> None:
        """Show what is known of the thing under the cursor, and which keys work on it."""
        self.chosen = self.row
        self.refresh_bindings()
        self.show_details()

    def show_details(self) -> None:
        """Show beside the list what is known of the thing under the cursor."""
        box = self.query_one("#box")
        if box.display:
            width = max(24, box.content_size.width)
            text = Text()
            if row := self.row:
                text = self.attempt(lambda: write_details(self.session.ws, row, width, ascii_signs=self.look.ascii))
            self.query_one("#details", Static).update(text or "")
            box.scroll_home(animate=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave out the keys that do nothing to the thing under the cursor."""
        kind = self.row.kind if self.is_mounted and self.row else ""
        if (action == "answer" and kind not in ANSWERED) or (action == "decline" and kind != FEEDBACK):
            return False
        return super().check_action(action, parameters)

    @on(Rows.Chosen, "#things")
    def open_thing(self) -> None:
        """Open the thing that was chosen."""
        if row := self.row:
            open_over(self, ThingScreen(row))

    def action_answer(self) -> None:
        """Say what was done about a piece of feedback, or how a moment turned."""
        if row := self.row:
            open_answer(self, row)

    def action_decline(self) -> None:
        """Decline a piece of feedback."""
        if row := self.row:
            open_decline(self, row)

    def action_add_feedback(self) -> None:
        """Keep a piece of feedback."""
        open_feedback(self)

    def action_add_moment(self) -> None:
        """Log a moment."""
        open_moment(self)
