"""A choice of one row, over the page that asks for it."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from tinywins.render.safe import make_safe
from tinywins.tui.screens.box import Box
from tinywins.tui.widgets.rows import Draw, Rows

MOST = 10  # rows in sight


class ChooseScreen(Box[int]):
    """Shows rows and gives the index of the one that was chosen, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Back", id="choose.leave")]

    def __init__(self, question: str, hint: str, count: int, draw: Draw, cursor: int = 0) -> None:
        super().__init__()
        self.question, self.hint = question, hint
        self.rows = (count, draw, cursor)

    def compose(self) -> ComposeResult:
        """Lay out the question and the rows."""
        with Vertical(classes="box"):
            yield Static(make_safe(self.question), classes="title", markup=False)
            yield Rows()
            yield Static(make_safe(self.hint), classes="faint", markup=False)

    def on_mount(self) -> None:
        """Show the rows."""
        rows = self.query_one(Rows)
        rows.styles.height = max(1, min(self.rows[0], MOST))
        rows.show(*self.rows)

    @on(Rows.Chosen)
    def choose(self, event: Rows.Chosen) -> None:
        """Give the row that was chosen."""
        self.finish(event.index)

    def action_leave(self) -> None:
        """Choose none."""
        self.finish(None)
