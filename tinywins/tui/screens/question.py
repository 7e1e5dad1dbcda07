"""Questions: a box that asks for one line, or for a text of several, and says as one types what will come of it."""

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static, TextArea

from tinywins.errors import TinyWinsError
from tinywins.render.safe import make_safe
from tinywins.tui.screens.box import Box
from tinywins.tui.widgets.line_input import LineInput

Explain = Callable[[str], str]
SAVES = "Enter saves, Escape leaves it as it is."


def is_shown_whole(text: str) -> bool:
    """Say whether a text can be edited here: whatever is not shown as it is could not be saved as it was."""
    return all(safe == sign or (safe == " " and sign != "\n") for safe, sign in zip(make_safe(text), text, strict=True))


class Question(Box[str]):
    """Asks for one line. `explain` says what an answer means; its TinyWinsError says why it cannot be taken yet."""

    DEFAULT_CSS = """
    Question LineInput { margin: 1 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back", id="question.back"),
    ]

    def __init__(self, title: str, value: str = "", explain: Explain = lambda _: SAVES) -> None:
        super().__init__()
        self.asked = title
        self.value = value
        self.explain = explain
        self.is_right = True

    def compose(self) -> ComposeResult:
        """Lay the box out."""
        with Vertical(classes="box"):
            yield Static(make_safe(self.asked), classes="title", markup=False)
            yield LineInput(self.value, id="answer")
            yield Static("", id="meaning", markup=False)

    def on_mount(self) -> None:
        """Say what the answer means as it stands."""
        self.consider(self.value)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say what the answer means now."""
        self.consider(event.value)

    def consider(self, value: str) -> None:
        """Say what an answer means, or why it cannot be taken yet."""
        try:
            said, self.is_right = self.explain(value), True
        except TinyWinsError as error:
            said, self.is_right = f"{error.message} {error.hint}".strip(), False
        self.query_one("#meaning", Static).update(make_safe(said))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the answer, if it can be taken."""
        self.consider(event.value)
        if self.is_right:
            self.finish(event.value)

    @on(LineInput.Left)
    def action_leave(self) -> None:
        """Leave without an answer."""
        self.finish(None)


class TextQuestion(Box[str]):
    """Asks for a text that may have several lines."""

    DEFAULT_CSS = """
    TextQuestion TextArea { height: 6; margin: 1 0; border: none; padding: 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back", priority=True, id="text.back"),
        Binding("enter", "save", "Save", priority=True, id="text.save"),
        Binding("ctrl+j", "part", "New line", priority=True, id="text.line"),
    ]

    def __init__(self, title: str, value: str = "") -> None:
        super().__init__()
        self.asked = title
        self.value = value

    def compose(self) -> ComposeResult:
        """Lay the box out."""
        with Vertical(classes="box"):
            yield Static(make_safe(self.asked), classes="title", markup=False)
            yield TextArea(self.value, id="answer", soft_wrap=True, highlight_cursor_line=False)
            yield Static("Enter saves, Ctrl+J begins a line, Escape leaves it as it is.", markup=False)

    def on_mount(self) -> None:
        """Begin at the end of what is there."""
        area = self.query_one("#answer", TextArea)
        area.move_cursor(area.document.end)

    def action_part(self) -> None:
        """Begin a new line."""
        self.query_one("#answer", TextArea).insert("\n")

    def action_save(self) -> None:
        """Take the text."""
        self.finish(self.query_one("#answer", TextArea).text)

    def action_leave(self) -> None:
        """Leave without an answer."""
        self.finish(None)
