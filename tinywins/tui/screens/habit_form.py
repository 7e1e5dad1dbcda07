"""The form of a habit: to begin one or to change one, checked as one types and saved in one act."""

from dataclasses import fields
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Button, Checkbox, Input, Label, Static

from tinywins.errors import TinyWinsError
from tinywins.render.phrases import say_rule
from tinywins.render.replies import say_added, say_changed
from tinywins.render.safe import make_safe
from tinywins.services.habit_drafts import Checked, Draft, check_draft, merge_draft, read_draft, save_draft
from tinywins.services.habits import Changed
from tinywins.services.workspace import Workspace
from tinywins.tui.screens.box import Box
from tinywins.tui.session import Session, explain
from tinywins.tui.widgets.field import SafeInput, Tick

if TYPE_CHECKING:
    from tinywins.tui.app import TinyWins

LINES = {  # the fields of one line, and what may stand there
    "name": "one word: stretch",
    "when": "daily, mon,wed,fri, 3/week, 10/month, every 3d, anytime",
    "target": "at least so much: 20, 5km",
    "limit": "at most so much: 2, or 0 for none",
    "unit": "what amounts are counted in: km, pages",
    "cue": "when to do it: after the first coffee",
    "reward": "what follows when it is done",
    "since": "",
}
LABELS = {"since": "from"}
BOXES = {"spares": "misses may use spares", "quiet": "quiet, without numbers", "assume": "of a limit: silence is kept"}
SINCE_NEW = "its first day; else the first entry's, or today"
SINCE_EDIT = "the day from which it counts; else today"


class HabitForm(Box[str]):
    """A form over the page below; it is closed with the tag that was saved, or with None."""

    DEFAULT_CSS = """
    HabitForm > .box { width: 76; max-height: 100%; }
    HabitForm .line { height: 1; }
    HabitForm .line Label { width: 8; }
    HabitForm .trouble { display: none; height: auto; padding: 0 0 0 8; color: $text-error; }
    HabitForm #rule { height: auto; color: $success; }
    HabitForm #boxes { height: auto; margin: 0 0 0 8; }
    HabitForm #boxes Checkbox { width: 1fr; }
    HabitForm #buttons { height: 1; margin: 0 0 0 8; }
    HabitForm #hint { width: 1fr; height: 1; padding: 0 2; color: $text-muted; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", priority=True, id="form.save"),
        Binding("escape", "cancel", "Back", id="form.back"),
        Binding("down", "app.focus_next", "Next field", show=False, id="form.next"),
        Binding("up", "app.focus_previous", "Field before", show=False, id="form.before"),
    ]

    def __init__(self, tag: str = "", first: Draft | None = None) -> None:
        super().__init__()
        self.tag = tag
        self.first = first or Draft()
        self.checked = Checked()

    @property
    def session(self) -> Session:
        """The session that all screens share."""
        return cast("TinyWins", self.app).session

    def compose(self) -> ComposeResult:
        """Lay out a line a field, each with room for what is wrong below it."""
        with VerticalScroll(classes="box", can_focus=False):
            title = f"Change {make_safe(self.tag)}" if self.tag else "A new habit"
            yield Static(title, classes="title", markup=False)
            yield Static("", id="rule", markup=False)
            for name, hint in LINES.items():
                shown = (SINCE_EDIT if self.tag else SINCE_NEW) if name == "since" else hint
                with Horizontal(classes="line"):
                    yield Label(LABELS.get(name, name), markup=False)
                    yield SafeInput(
                        make_safe(getattr(self.first, name)),
                        shown,
                        id=name,
                        compact=True,
                        disabled=bool(self.tag) and name == "name",
                        select_on_focus=name == "when" and not self.tag,
                    )
                yield Static("", id=f"{name}-trouble", classes="trouble", markup=False)
            with Vertical(id="boxes"):
                for name, words in BOXES.items():
                    yield Tick(words, getattr(self.first, name), id=name, compact=True)
            yield Static("", id="assume-trouble", classes="trouble", markup=False)
            with Horizontal(id="buttons"):
                yield Button("Save", id="save", variant="primary", compact=True)
                yield Static("ctrl+s saves, escape goes back", id="hint", markup=False)
            yield Static("", id="trouble", classes="trouble", markup=False)

    def on_mount(self) -> None:
        """Begin where there is something to type."""
        self.query_one("#when" if self.tag else "#name", Input).focus()
        self.check()

    @property
    def draft(self) -> Draft:
        """What stands in the fields; a text that was left alone is as it was, whatever signs it holds."""
        values: dict[str, Any] = {}
        for each in fields(Draft):
            before = getattr(self.first, each.name)
            if each.name in BOXES:
                values[each.name] = self.query_one(f"#{each.name}", Checkbox).value
            else:
                typed = self.query_one(f"#{each.name}", Input).value
                values[each.name] = before if typed == make_safe(before) else typed.strip()
        return Draft(**values)

    def merge(self, ws: Workspace, draft: Draft) -> Draft:
        """Give a draft with what was changed elsewhere in the fields that were left alone here."""
        return merge_draft(self.first, draft, read_draft(ws, self.tag)) if self.tag else draft

    @on(Input.Changed)
    @on(Checkbox.Changed)
    def check(self) -> None:
        """Say the rule that is meant, and what is wrong; what is wrong cannot be saved."""
        draft, ws = self.draft, self.session.ws
        try:
            self.checked = check_draft(ws, self.merge(ws, draft), self.tag)
        except Exception as error:  # a log that cannot be read is said like what is wrong in a field
            self.show_trouble("trouble", say_trouble(explain(error)))
            return
        self.show_trouble("trouble", "")
        rule, unit = self.checked.rule, make_safe(self.checked.unit)
        said = say_rule(rule, unit) if rule else ""
        self.query_one("#rule", Static).update(f"{said[:1].upper()}{said[1:]}." if said else "")
        for name in (*LINES, "assume"):
            is_empty = name == "name" and not draft.name
            trouble = None if is_empty else self.checked.troubles.get(name)
            self.show_trouble(f"{name}-trouble", say_trouble(trouble) if trouble else "")
        self.query_one("#save", Button).disabled = bool(self.checked.troubles)

    def show_trouble(self, name: str, text: str) -> None:
        """Write what is wrong on its line, which is there for that alone."""
        line = self.query_one(f"#{name}", Static)
        line.update(make_safe(text))
        line.display = bool(text)

    @on(Input.Submitted)
    def action_next(self) -> None:
        """Go on to the next field."""
        self.focus_next()

    @on(Button.Pressed, "#save")
    def action_save(self) -> None:
        """Save in one act, and go back with what is to be said about it."""
        if not self.is_open:
            return
        self.check()
        if self.checked.troubles:
            return
        draft = self.draft
        try:
            saved = self.session.act(lambda ws: save_draft(ws, self.merge(ws, draft), self.tag))
        except Exception as error:  # whatever goes wrong is said here, and what was typed stays
            self.show_trouble("trouble", say_trouble(explain(error)))
            return
        today = self.session.ws.today()
        if isinstance(saved, Changed):
            self.session.said = say_changed(saved, today)
            self.finish(saved.habit.tag)
        else:
            self.session.said = say_added(saved, today)
            self.finish(saved.tag)

    def action_cancel(self) -> None:
        """Go back, with nothing saved."""
        self.finish(None)


def say_trouble(trouble: TinyWinsError) -> str:
    """Say what is wrong, and what to write instead where that is not an option of the command line."""
    hint = trouble.hint if not any(sign in trouble.hint for sign in ("--", "tinywins ")) else ""
    return f"{trouble.message} {hint}".strip()
