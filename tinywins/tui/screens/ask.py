"""A question of one line, over the page that asks it."""

from collections.abc import Callable
from typing import TypeVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from tinywins.render.safe import make_safe
from tinywins.render.text import show_error
from tinywins.tui.screens.box import Box
from tinywins.tui.session import explain
from tinywins.tui.widgets.line_input import Known, LineInput

T = TypeVar("T")


class AskScreen(Box[T]):
    """Asks for a line and does something with it; what is refused is said, and the line stays to be mended.

    It gives what came of the deed, or None where the question was left.
    """

    DEFAULT_CSS = "AskScreen LineInput { margin: 1 0; } AskScreen .refusal { color: $warning; }"

    def __init__(self, question: str, value: str, deed: Callable[[str], T], known: Known = tuple) -> None:
        super().__init__()
        self.question, self.value, self.deed, self.known = question, value, deed, known

    def compose(self) -> ComposeResult:
        """Lay out the question and its line."""
        with Vertical(classes="box"):
            yield Static(make_safe(self.question), classes="title", markup=False)
            yield LineInput(self.value, self.known)
            yield Static("", classes="refusal", markup=False)
            yield Static("Enter saves, Escape leaves it as it is.", classes="faint", markup=False)

    @on(LineInput.Submitted)
    def save(self, event: LineInput.Submitted) -> None:
        """Do what was asked for, once."""
        if not self.is_open:
            return
        try:
            done = self.deed(event.value)
        except Exception as error:  # whatever goes wrong is said, and the line stays
            self.query_one(".refusal", Static).update(show_error(explain(error)).strip())
            return
        self.finish(done)

    @on(LineInput.Left)
    def leave(self) -> None:
        """Leave things as they are."""
        self.finish(None)
