"""Work: open feedback by age, the tweaks that run, the funnels, and moments whose end is open."""

from collections.abc import Iterable
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Static

from tinywins.render.columns import Look
from tinywins.tui.screens.box import open_over
from tinywins.tui.screens.parts_page import PartsPage
from tinywins.tui.screens.thing import ThingScreen, write_details
from tinywins.tui.screens.work_forms import open_answer, open_decline, open_feedback, open_moment
from tinywins.tui.widgets.rows import Rows
from tinywins.tui.work_rows import FEEDBACK, MOMENT, Line, Work, lay_out, read_work

ANSWERED = (FEEDBACK, MOMENT)


class WorkPage(PartsPage):
    """The page of work."""

    NAME: ClassVar[str] = "work"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "answer", "Answer", id="work.answer"),
        Binding("d", "decline", "Decline", id="work.decline"),
        Binding("f", "add_feedback", "Feedback", id="work.feedback"),
        Binding("m", "add_moment", "Moment", id="work.moment"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.work: Work | None = None

    def read_things(self) -> None:
        """Read what is under way."""
        self.work = read_work(self.session.ws)

    def lay_out(self, look: Look) -> list[Line]:
        """Write what is under way."""
        return lay_out(self.work, self.session.today, look) if self.work else []

    def compose_details(self) -> Iterable[Widget]:
        """Give room for what is known of the thing under the cursor."""
        yield Static("", id="details", markup=False)

    def show_details(self) -> None:
        """Show beside the list what is known of the thing under the cursor."""
        box = self.query_one("#box")
        if box.display:
            width, row = max(24, box.content_size.width), self.row
            text: Text | None = Text()
            if row:
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
