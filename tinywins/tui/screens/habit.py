"""One habit with all that is known of it: its year, strength, best runs, why, versions, days off and notes."""

from collections.abc import Callable, Iterable
from typing import ClassVar, TypeVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.widget import Widget
from textual.widgets import Static

from tinywins.domain.days import label_day
from tinywins.errors import NotFoundError
from tinywins.render import habits as pages
from tinywins.render.charts import draw_runs, draw_strengths
from tinywins.render.columns import Look, cell_width, cut
from tinywins.render.listing import show_entries
from tinywins.render.replies import (
    say_archived,
    say_paused,
    say_resumed,
    say_skipped,
    say_unarchived,
)
from tinywins.render.safe import make_safe
from tinywins.render.why import show_why
from tinywins.services.charts import BestRuns, find_span, has_runs, trace_habits
from tinywins.services.excuses import Excuse, list_excuses
from tinywins.services.habit_days import list_notes
from tinywins.services.habit_drafts import read_draft
from tinywins.services.habits import archive_habit, unarchive_habit
from tinywins.services.pausing import pause_habits, resume_habits, skip_day
from tinywins.services.views import HabitView, Run, show_habit
from tinywins.services.why import explain_habit
from tinywins.services.workspace import Workspace
from tinywins.tui.screens.box import open_over
from tinywins.tui.screens.sheet import Sheet, break_line
from tinywins.tui.screens.year import YearPage
from tinywins.tui.widgets.picture import PictureView

T = TypeVar("T")
MOST_NOTES = 5
SECTIONS = {"strength": "Strength", "runs": "Best runs", "why": "Why", "versions": "Schedule", "notes": "Newest notes"}
STRENGTH_HEIGHT = 7


class HabitScreen(YearPage):
    """A habit, pushed on top of a page; escape goes back to that."""

    AUTO_FOCUS: ClassVar[str | None] = "#sheet"
    DEFAULT_CSS = """
    HabitScreen #sheet { height: 1fr; scrollbar-size-vertical: 1; }
    HabitScreen .column { height: auto; width: 1fr; }
    HabitScreen #parts { height: auto; }
    HabitScreen #parts Static { height: auto; padding: 0 1; }
    HabitScreen #parts .title { margin: 1 0 0 0; height: 1; }
    HabitScreen PictureView { padding: 0 1; }
    HabitScreen #parts #day { height: 4; }
    HabitScreen.-wide #parts { layout: horizontal; }
    HabitScreen.-wide #parts #day { height: 5; }
    HabitScreen.-wide #parts #runs-title { margin: 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back", id="habit.back"),
        Binding("e", "edit", "Edit", id="habit.edit"),
        Binding("s", "skip", "Skip", id="habit.skip"),
        Binding("p", "pause", "Pause", id="habit.pause"),
        Binding("a", "archive", "Archive", show=False, id="habit.archive"),
    ]

    def __init__(self, tag: str) -> None:
        super().__init__()
        self.tag = tag
        self.excuses: list[Excuse] = []
        self.drawn_width = 0
        self.is_known = False  # whether the person knows already that the habit may be gone

    def compose_body(self) -> Iterable[Widget]:
        """Give the parts, in two columns where there is room."""
        first = [Static("", id="facts", markup=False), *self.compose_year(), *self.compose_section("strength")]
        second = [widget for name in ("runs", "why", "versions", "notes") for widget in self.compose_section(name)]
        yield Sheet(
            Container(Vertical(*first, classes="column"), Vertical(*second, classes="column"), id="parts"), id="sheet"
        )

    def compose_section(self, name: str) -> Iterable[Widget]:
        """Give a section: its title, and below it a picture or lines."""
        yield Static(SECTIONS[name], id=f"{name}-title", classes="title", markup=False)
        yield PictureView(id=name) if name in ("strength", "runs") else Static("", id=name, markup=False)

    def show_head(self) -> None:
        """Write which habit it is, and the day."""
        name = f" {make_safe(self.tag)}"
        day = label_day(self.session.today, self.session.today)
        room = self.size.width - cell_width(day) - 1
        name = cut(name, max(8, room), self.look.sign("…"))
        self.query_one("#head", Static).update(name + " " * max(1, room - cell_width(name)) + day)

    @property
    def column_look(self) -> Look:
        """How to write in a column."""
        width = self.size.width // 2 if self.has_class("-wide") else self.size.width
        return Look(width=max(24, width - 3), ascii=self.look.ascii)

    def reload(self) -> None:
        """Show the habit as it stands; where it is none any more, go back."""
        ws = self.session.ws
        try:
            self.habit, runs = show_habit(ws, self.tag, 10)
        except NotFoundError as error:
            if not self.is_known:
                self.program.tell(error)
            if self.app.screen is self:
                self.dismiss()
            return
        self.tag, self.drawn_width = self.habit.tag, self.size.width
        self.excuses = list_excuses(ws.store.reader(), self.tag)
        self.show_head()
        self.write_lines("facts", pages.show_habit(self.habit, [], self.excuses, self.session.today, self.column_look))
        self.show_year()
        self.show_numbers(self.habit, runs)
        self.write_lines("versions", pages.show_versions(self.habit, self.session.today))
        notes = list_notes(ws, self.tag, MOST_NOTES)
        self.show_section("notes", bool(notes))
        self.write_lines("notes", show_entries(notes, self.session.today, self.column_look))

    def act(self, deed: Callable[[Workspace], T]) -> T | None:
        """Do something to the log; where that takes the habit away, nothing more is said than what was done."""
        self.is_known = True
        try:
            return super().act(deed)
        finally:
            self.is_known = False

    def show_numbers(self, habit: HabitView, runs: list[Run]) -> None:
        """Show strength, runs and why; a habit that is quiet, for anytime or yet to begin has none of them."""
        today, ascii_signs = self.session.today, self.look.ascii
        is_loud = has_runs(habit)
        strength = draw_strengths(trace_habits([habit], find_span(today, None)), today).panels if is_loud else ()
        self.show_section("strength", bool(strength))
        self.query_one("#strength", PictureView).show(
            strength[0] if strength else None, ascii_signs=ascii_signs, height=STRENGTH_HEIGHT
        )
        best = draw_runs(BestRuns(habit, tuple(runs)), today).panels if is_loud else ()
        self.show_section("runs", bool(best))
        self.query_one("#runs", PictureView).show(best[0] if best else None, ascii_signs=ascii_signs)
        can_explain = not habit.quiet and habit.standing.start <= today
        self.show_section("why", can_explain)
        if can_explain:
            self.write_lines("why", show_why(explain_habit(self.session.ws, self.tag), self.column_look))

    def show_section(self, name: str, has_any: bool) -> None:
        """Show a section, or leave it out."""
        for selector in (f"#{name}", f"#{name}-title"):
            self.query_one(selector).display = has_any

    def write_lines(self, name: str, text: str) -> None:
        """Write lines that are harmless already, those that are too long broken at a word."""
        width = self.column_look.width
        lines = [part for line in text.rstrip("\n").split("\n") for part in break_line(line, width)]
        self.query_one(f"#{name}", Static).update(Text("\n".join(lines), no_wrap=True))

    def on_resize(self) -> None:
        """Fit what depends on the width."""
        if self.drawn_width not in (0, self.size.width):
            self.call_after_refresh(self.refresh_page)

    def leave_year(self) -> None:
        """Go back to scrolling."""
        self.query_one("#sheet", Sheet).focus()

    def action_edit(self) -> None:
        """Change the habit."""
        from tinywins.tui.screens.habit_form import HabitForm

        if draft := self.attempt(lambda: read_draft(self.session.ws, self.tag)):
            open_over(self, HabitForm(self.tag, draft))
        else:
            self.is_known = True
            self.refresh_page()

    def action_skip(self) -> None:
        """Skip today, or take that back."""
        today = self.session.ws.today()
        is_off = any(excuse.kind == "skip" and excuse.holds(today) for excuse in self.excuses)
        if skipped := self.act(lambda ws: skip_day(ws, self.tag, today, off=is_off)):
            self.say(say_skipped(skipped, today))

    def action_pause(self) -> None:
        """Let the habit pause from today on, or let it go on."""
        today = self.session.ws.today()
        pauses = [excuse for excuse in self.excuses if excuse.kind == "pause" and excuse.holds(today)]
        if pauses:
            if resumed := self.act(lambda ws: resume_habits(ws, [self.tag])):
                self.say(say_resumed(resumed, today))
        elif paused := self.act(lambda ws: pause_habits(ws, [self.tag], today, None)):
            self.say(say_paused(paused, today))

    def action_archive(self) -> None:
        """Put the habit away, or take it up again."""
        if self.habit and self.habit.archived:
            if tags := self.act(lambda ws: unarchive_habit(ws, [self.tag])):
                self.say(say_unarchived(tags))
        elif tags := self.act(lambda ws: archive_habit(ws, [self.tag])):
            self.say(say_archived(tags))
