"""A page with a year to walk through: of a habit or of all wins, and under it what was logged on a day."""

from collections.abc import Iterable
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Static

from tinywins.domain.entries import Entry
from tinywins.errors import UsageError
from tinywins.render.charts import draw_heatmap
from tinywins.render.columns import Look, cut
from tinywins.render.panels import CalendarPanel
from tinywins.render.safe import make_safe
from tinywins.render.today import show_entry_line
from tinywins.services.charts import check_loud
from tinywins.services.habit_days import lay_out_year, list_day_entries, same_weekday, turn_year
from tinywins.services.views import HabitView
from tinywins.tui.screens.page import Page
from tinywins.tui.widgets.heatmap import Heatmap

NOTHING = "  Nothing logged."


class YearPage(Page):
    """A page that shows a year of `habit`, or of all wins where that is None."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (140, "-wide")]  # noqa: RUF012 (Textual's own kind)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left_square_bracket", "turn(-1)", "Year back", show=False, id="year.back"),
        Binding("right_square_bracket", "turn(1)", "Year on", show=False, id="year.on"),
    ]
    DEFAULT_CSS = """
    YearPage #finding { height: auto; padding: 0 1; color: $text-muted; }
    YearPage #day { height: 3; padding: 0 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.habit: HabitView | None = None
        self.year: int | None = None
        self.titles: dict[int, str] = {}
        self.shown_today = 0

    def compose_year(self) -> Iterable[Widget]:
        """Give the widgets of the year."""
        yield Static("", id="year-title", classes="title", markup=False)
        yield Heatmap(id="heatmap")
        yield Static("", id="finding", markup=False)
        yield Static("", id="day", markup=False)

    @property
    def heatmap(self) -> Heatmap:
        """The heatmap of this page."""
        return self.query_one("#heatmap", Heatmap)

    def show_year(self) -> None:
        """Lay the year of the habit out, or say why there is none to show."""
        try:
            habit = check_loud(self.habit) if self.habit else None
        except UsageError as error:
            self.heatmap.display = False
            self.write("#year-title", error.message)
            self.write("#finding", "")
            self.write("#day", "")
            return
        laid = lay_out_year(self.session.ws, habit, self.year)
        today = self.session.today
        chart = draw_heatmap(laid, today)
        panel = chart.panels[0]
        if not isinstance(panel, CalendarPanel):
            raise TypeError(panel)
        first, last = laid.span.first, min(laid.span.last, today)
        self.titles = {panel.monday + place: title for place, title in enumerate(panel.titles) if title}
        self.heatmap.display = True
        self.write("#year-title", chart.title)
        self.write("#finding", " ".join(chart.finding))
        if self.heatmap.day:
            day = today if self.heatmap.day == self.shown_today else self.heatmap.day
            self.heatmap.set_reactive(Heatmap.day, same_weekday(day, laid.span, today))
        self.shown_today = today
        self.heatmap.show(panel, first, last, ascii_signs=self.look.ascii)

    def write(self, selector: str, text: str) -> None:
        """Write a person's text into one of the lines around the heatmap."""
        self.query_one(selector, Static).update(make_safe(text))

    def action_turn(self, by: int) -> None:
        """Go a year back, or on, as far as there is something to show."""
        habit = None if self.habit is None or self.habit.quiet else self.habit
        year = turn_year(lay_out_year(self.session.ws, habit, self.year), self.session.today, by)
        if year != self.year:
            self.year = year
            self.attempt(self.show_year)

    @on(Heatmap.DayMoved)
    def follow_day(self, event: Heatmap.DayMoved) -> None:
        """Show the day that the cursor came to."""
        self.show_day(event.day)

    def on_resize(self) -> None:
        """Show the day in the new width, once that is known."""
        if self.heatmap.day:
            self.call_after_refresh(self.show_day, self.heatmap.day)

    def show_day(self, day: int) -> None:
        """Show what was logged on a day."""
        tag = self.habit.tag if self.habit else ""
        entries = self.attempt(lambda: list_day_entries(self.session.ws, tag, day)) or []
        shown = self.query_one("#day", Static)
        width, height = max(24, shown.size.width - 2), max(2, shown.size.height)
        title = make_safe(self.titles.get(day, "").removesuffix(": "))
        lines = describe_entries(entries, Look(width=width, ascii=self.look.ascii), height - 1)
        shown.update(Text("\n".join([title, *lines]), no_wrap=True), layout=False)

    @on(Heatmap.Left)
    def go_back(self) -> None:
        """Go back to where the year was entered from."""
        self.leave_year()

    def leave_year(self) -> None:
        """Put the focus on what lies beside the year."""
        self.focus_next()


def describe_entries(entries: list[Entry], look: Look, most: int) -> list[str]:
    """Describe entries in so many lines at most, each with its note; what is left out is counted."""
    lines: list[str] = []
    for place, entry in enumerate(entries):
        notes = [f"         {make_safe(note)}" for note in entry.note.splitlines()]
        fresh = [show_entry_line(entry, look), *notes]
        more = len(entries) - place - 1
        if len(lines) + len(fresh) > most - (more > 0):
            fresh = fresh[: max(0, most - len(lines) - 1)] if len(fresh) > 1 or more else fresh
            left = more + (not fresh)
            lines += [*fresh, f"  and {left} more" if left else "         " + look.sign("…")]
            break
        lines += fresh
    return [cut(line, look.width, look.sign("…")) for line in lines] or [NOTHING]
