"""A form of a few lines, checked as one types and saved in one act: what is wrong is said under its line."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Input, Label, Static

from tinywins.errors import TinyWinsError
from tinywins.render.safe import make_safe
from tinywins.services.workspace import Workspace
from tinywins.tui.screens.box import Box
from tinywins.tui.session import Session, explain
from tinywins.tui.widgets.line_input import LineInput, WordInput

if TYPE_CHECKING:
    from tinywins.tui.app import TinyWins

Values = dict[str, str]  # what stands in the lines of a form, by their names
Explain = Callable[[Workspace, Values], str]
Deed = Callable[[Workspace, Values], str]


def take_any(_ws: Workspace, _values: Values) -> str:
    """Take whatever stands in a line, with nothing to say of it."""
    return ""


@dataclass(frozen=True, slots=True)
class FormLine:
    """A line of a form: `label` stands before it, `hint` in it while it is empty.

    `explain` gives what is meant by it, "" for what needs no word; its TinyWinsError says what is wrong. `need` is what
    to say where nothing stands in it, "" where it may be left out. `known` lists the words that it was given before, or
    with `is_line` the names of tags and persons.
    """

    name: str
    label: str
    hint: str = ""
    explain: Explain = take_any
    need: str = ""
    known: Callable[[Workspace], Sequence[str]] = lambda _ws: ()
    is_line: bool = False


class FieldsForm(Box[str]):
    """A form over the page below. `deed` saves what stands in it, and gives what is to be said of that."""

    DEFAULT_CSS = """
    FieldsForm > .box { width: 78; max-height: 100%; }
    FieldsForm #about { color: $text-muted; }
    FieldsForm .line { height: 1; }
    FieldsForm .line Label { width: 11; }
    FieldsForm .line LineInput { width: 1fr; }
    FieldsForm .said { display: none; height: auto; padding: 0 0 0 13; }
    FieldsForm .meaning { color: $success; }
    FieldsForm .trouble { color: $text-error; }
    FieldsForm #hint { margin: 1 0 0 0; color: $text-muted; }
    """
    VERTICAL_BREAKPOINTS = [(0, "-low"), (22, "-high")]  # noqa: RUF012 (Textual's own kind)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", priority=True, id="fields.save"),
        Binding("escape", "cancel", "Back", id="fields.back"),
        Binding("down", "app.focus_next", "Next line", show=False, id="fields.next"),
        Binding("up", "app.focus_previous", "Line before", show=False, id="fields.before"),
    ]

    def __init__(self, title: str, lines: Sequence[FormLine], deed: Deed, about: str = "") -> None:
        super().__init__()
        self.asked, self.about, self.lines, self.deed = title, about, lines, deed

    @property
    def session(self) -> Session:
        """The session that all screens share."""
        return cast("TinyWins", self.app).session

    def compose(self) -> ComposeResult:
        """Lay out the lines, each with room for what is to be said of it."""
        with VerticalScroll(classes="box", can_focus=False):
            yield Static(make_safe(self.asked), classes="title", markup=False)
            if self.about:
                yield Static(make_safe(self.about), id="about", markup=False)
            for line in self.lines:
                with Horizontal(classes="line"):
                    yield Label(line.label, markup=False)
                    yield self.make_input(line)
                yield Static("", id=f"{line.name}-said", classes="said", markup=False)
            yield Static("", id="said", classes="said", markup=False)
            yield Static("Enter saves, Tab goes on, Escape leaves it.", id="hint", markup=False)

    def make_input(self, line: FormLine) -> LineInput:
        """Make the input of a line."""
        kind = LineInput if line.is_line else WordInput
        return kind(known=lambda: line.known(self.session.ws), placeholder=line.hint, id=line.name)

    def on_mount(self) -> None:
        """Begin in the first line."""
        self.query_one(f"#{self.lines[0].name}", Input).focus()

    @property
    def values(self) -> Values:
        """What stands in the lines."""
        return {line.name: self.query_one(f"#{line.name}", Input).value.strip() for line in self.lines}

    @on(Input.Changed)
    def consider(self) -> None:
        """Say what is meant, and what is wrong, but not yet what is missing."""
        self.check(self.values)

    def check(self, values: Values, *, whole: bool = False) -> str:
        """Say under each line what is meant or wrong, with `whole` also what is missing; give the first wrong one."""
        wrong = ""
        self.say("said", "")
        for line in self.lines:
            said, is_wrong = self.explain(line, values), False
            if isinstance(said, TinyWinsError):
                said, is_wrong = say_trouble(said), True
            elif whole and line.need and not values[line.name]:
                said, is_wrong = line.need, True
            self.say(f"{line.name}-said", said, is_wrong=is_wrong)
            wrong = wrong or (line.name if is_wrong else "")
        return wrong

    def explain(self, line: FormLine, values: Values) -> str | TinyWinsError:
        """Give what a line means, or what is wrong with it; one that is empty is neither."""
        if not values[line.name]:
            return ""
        try:
            return line.explain(self.session.ws, values)
        except Exception as error:  # a log that cannot be read is said like what is wrong in a line
            return explain(error)

    def say(self, name: str, text: str, *, is_wrong: bool = False) -> None:
        """Write what is to be said on its line, which is there for that alone."""
        said = self.query_one(f"#{name}", Static)
        said.update(make_safe(text))
        said.display = bool(text)
        said.set_class(is_wrong, "trouble")
        said.set_class(not is_wrong, "meaning")

    @on(Input.Submitted)
    def action_save(self) -> None:
        """Save in one act, and go back with what is to be said about it; what is wrong stays to be mended."""
        if not self.is_open:
            return
        values = self.values
        if wrong := self.check(values, whole=True):
            self.query_one(f"#{wrong}", Input).focus()
            return
        try:
            said = self.session.act(lambda ws: self.deed(ws, values))
        except Exception as error:  # whatever goes wrong is said here, and what was typed stays
            self.say("said", say_trouble(explain(error)), is_wrong=True)
            return
        self.session.said = said
        self.finish(said)

    @on(LineInput.Left)
    def action_cancel(self) -> None:
        """Go back, with nothing saved."""
        self.finish(None)


def say_trouble(trouble: TinyWinsError) -> str:
    """Say what is wrong, and what to write instead where that is not an option of the command line."""
    hint = trouble.hint if not any(sign in trouble.hint for sign in ("--", "tinywins ")) else ""
    return f"{trouble.message} {hint}".strip()
