"""Streaks: every habit with its runs, in the order that is wanted, and a year of the one under the cursor."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.widget import Widget
from textual.widgets import Input, Static

from tinywins.domain.names import fold_name
from tinywins.render.columns import Look
from tinywins.render.phrases import count
from tinywins.render.safe import make_safe
from tinywins.render.streak_rows import ORDERS, OWN, StreakTable, arrange_streaks, sort_habits
from tinywins.services.habit_drafts import read_draft
from tinywins.services.views import HabitView, list_habits
from tinywins.tui.screens.box import open_over
from tinywins.tui.screens.year import YearPage
from tinywins.tui.widgets.field import SafeInput
from tinywins.tui.widgets.rows import CURSOR, Piece, Rows

NO_HABITS = "No habit yet. n begins one: something small to come back to."
NO_MATCH = "No habit has that in its name. escape shows all."


class FilterInput(SafeInput):
    """The line that narrows the list down; escape clears it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "screen.clear_filter", "Show all", id="filter.clear"),
        Binding("down", "screen.to_list", "To the list", show=False, id="filter.down"),
    ]

    def on_blur(self) -> None:
        """Make room where nothing was typed."""
        self.display = bool(self.value.strip())


class StreaksPage(YearPage):
    """The page of streaks."""

    NAME: ClassVar[str] = "streaks"
    AUTO_FOCUS: ClassVar[str | None] = "#habits"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (24, "-middle"), (36, "-high")]  # noqa: RUF012 (Textual's own kind)
    DEFAULT_CSS = """
    StreaksPage #body { height: 1fr; }
    StreaksPage #list { height: 1fr; min-height: 3; }
    StreaksPage #list-title, StreaksPage #list-head, StreaksPage #year-title { padding: 0 1; }
    StreaksPage #list-head { height: 1; padding: 0 0 0 2; color: $text-muted; }
    StreaksPage #year { height: auto; max-height: 75%; }
    StreaksPage #filter { display: none; padding: 0 1; }
    StreaksPage #finding { display: none; }
    StreaksPage.-low #list-title { display: none; }
    StreaksPage.-low #day { height: 2; }
    StreaksPage.-high #day { height: 8; }
    StreaksPage.-high #year-title { margin: 1 0 0 0; }
    StreaksPage.-high #finding { display: block; }
    StreaksPage.-wide #body { layout: horizontal; }
    StreaksPage.-wide #list { width: 82; }
    StreaksPage.-wide #year { width: 1fr; height: 1fr; max-height: 100%; }
    StreaksPage.-wide #year-title { margin: 0; }
    StreaksPage.-wide #finding { display: block; }
    StreaksPage.-wide #day { height: 1fr; margin: 1 0 0 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "sort", "Sort", id="streaks.sort"),
        Binding("slash", "filter", "Filter", key_display="/", id="streaks.filter"),
        Binding("n", "add", "New", id="streaks.new"),
        Binding("e", "edit", "Edit", show=False, id="streaks.edit"),
        Binding("a", "archived", "Archived too", show=False, id="streaks.archived"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.habits: list[HabitView] = []
        self.shown: list[HabitView] = []
        self.order = OWN
        self.with_archived = False
        self.chosen = ""
        self.table = StreakTable("", ())
        self.table_width = 0

    def compose_body(self) -> Iterable[Widget]:
        """Give the list of habits, the line that filters it, and the year."""
        yield Container(
            Vertical(
                Static("", id="list-title", classes="title", markup=False),
                FilterInput(placeholder="part of a name", compact=True, id="filter"),
                Static("", id="list-head", markup=False),
                Rows(id="habits"),
                id="list",
            ),
            Vertical(*self.compose_year(), id="year"),
            id="body",
        )

    @property
    def rows(self) -> Rows:
        """The list of habits."""
        return self.query_one("#habits", Rows)

    @property
    def wanted(self) -> str:
        """The part of a name that the list is narrowed down to."""
        return self.query_one("#filter", Input).value.strip()

    def reload(self) -> None:
        """Show the habits as they stand."""
        self.habits = list_habits(self.session.ws, archived=self.with_archived)
        self.show_list()

    def show_list(self) -> None:
        """Show those habits that are wanted in the order that is wanted; the cursor stays on its habit."""
        part = fold_name(self.wanted)
        self.shown = sort_habits([habit for habit in self.habits if part in habit.tag], self.order)
        self.table_width = 0
        self.write("#list-title", self.say_list())
        tags = [habit.tag for habit in self.shown]
        self.rows.show(len(tags), self.draw_row, tags.index(self.chosen) if self.chosen in tags else None)
        self.fit_table(max(20, self.rows.size.width - len(CURSOR)))
        if not tags:
            self.query_one("#list-head", Static).update(NO_MATCH if self.habits else NO_HABITS)

    def say_list(self) -> str:
        """Say how many habits are shown, in which order, and what is left out."""
        parts = [count(len(self.shown), "habit"), f"by {self.order}" if self.order != OWN else "in your own order"]
        parts += ["archived too"] if self.with_archived else []
        parts += [f"with {self.wanted}"] if self.wanted else []
        return ", ".join(parts)

    def fit_table(self, width: int) -> None:
        """Write the table for a width of rows."""
        if width != self.table_width:
            self.table_width = width
            look = Look(width=width, ascii=self.look.ascii)
            self.table = arrange_streaks(self.shown, self.session.today, look)
            self.query_one("#list-head", Static).update(self.table.head)

    def draw_row(self, index: int, width: int) -> list[Piece]:
        """Draw a habit's line."""
        if width != self.table_width:
            self.call_later(self.fit_table, width)
        return [(self.table.lines[index], None)] if index < len(self.table.lines) else []

    def on_resize(self) -> None:
        """Fit what depends on the width."""
        if self.is_mounted:
            self.show_head()
            self.call_after_refresh(self.rows.refresh)

    @on(Rows.Moved, "#habits")
    def choose(self, event: Rows.Moved) -> None:
        """Show the year of the habit under the cursor; without a habit, that of all wins."""
        self.habit = self.shown[event.index] if 0 <= event.index < len(self.shown) else None
        if self.habit:
            self.chosen = self.habit.tag
        self.attempt(self.show_year)

    @on(Rows.Chosen, "#habits")
    def open_habit(self, event: Rows.Chosen) -> None:
        """Open the habit that was chosen."""
        from tinywins.tui.screens.habit import HabitScreen

        if 0 <= event.index < len(self.shown):
            open_over(self, HabitScreen(self.shown[event.index].tag))

    def leave_year(self) -> None:
        """Go back to the list."""
        self.rows.focus()

    def action_sort(self) -> None:
        """Take the next order."""
        self.order = ORDERS[(ORDERS.index(self.order) + 1) % len(ORDERS)]
        self.attempt(self.show_list)
        if self.has_class("-low"):
            self.say(f"{make_safe(self.say_list())}.")

    def action_archived(self) -> None:
        """Show archived habits too, or no longer."""
        self.with_archived = not self.with_archived
        self.attempt(self.reload)

    def action_filter(self) -> None:
        """Type a part of a name."""
        line = self.query_one("#filter", Input)
        line.display = True
        line.focus()

    def action_clear_filter(self) -> None:
        """Show all habits again."""
        line = self.query_one("#filter", Input)
        line.value = ""
        line.display = False
        self.rows.focus()

    def action_leave(self) -> None:
        """Show all habits again, where they are narrowed down."""
        if self.wanted:
            self.action_clear_filter()
        else:
            super().action_leave()

    @on(Input.Changed, "#filter")
    def narrow(self) -> None:
        """Narrow the list down as one types."""
        self.attempt(self.show_list)

    @on(Input.Submitted, "#filter")
    def action_to_list(self) -> None:
        """Go to the list, as it is narrowed down."""
        self.rows.focus()

    def action_add(self) -> None:
        """Begin a habit."""
        from tinywins.tui.screens.habit_form import HabitForm

        open_over(self, HabitForm(), self.keep)

    def action_edit(self) -> None:
        """Change the habit under the cursor."""
        from tinywins.tui.screens.habit_form import HabitForm

        habit = self.habit
        draft = self.attempt(lambda: read_draft(self.session.ws, habit.tag)) if habit else None
        if habit and draft:
            open_over(self, HabitForm(habit.tag, draft), self.keep)

    def keep(self, tag: str | None) -> None:
        """Put the cursor on a habit that was saved."""
        if tag:
            self.chosen = tag
            self.attempt(self.show_list)
