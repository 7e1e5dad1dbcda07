"""One goal: what it is for, its phases and steps, and its way so far, drawn with what lies ahead."""

from collections.abc import Iterable
from typing import ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Static

from tinywins.domain.days import label_day
from tinywins.errors import NotFoundError
from tinywins.render.columns import Look, cell_width, cut
from tinywins.render.panels import Chart
from tinywins.render.safe import make_safe
from tinywins.render.work.goals import show_goal as write_goal
from tinywins.render.work.work_charts import draw_burn_up
from tinywins.services.work.goals import GoalView, show_goal, view_burn_up
from tinywins.services.workspace import Workspace
from tinywins.tui.screens.page import Page
from tinywins.tui.screens.sheet import Sheet
from tinywins.tui.widgets.chart import ChartView


def draw_way(ws: Workspace, view: GoalView) -> Chart:
    """Draw the way of a goal that has something to count."""
    return draw_burn_up(view_burn_up(ws, view.goal.short))


class GoalScreen(Page):
    """A goal, pushed on top of a page; escape goes back to that."""

    AUTO_FOCUS: ClassVar[str | None] = "#sheet"
    DEFAULT_CSS = """
    GoalScreen #sheet { height: 1fr; scrollbar-size-vertical: 1; }
    GoalScreen #details { height: auto; padding: 1 1 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Back", id="goal.back")]

    def __init__(self, goal: str) -> None:
        super().__init__()
        self.goal = goal
        self.title_shown = ""

    def compose_body(self) -> Iterable[Widget]:
        """Give the goal and its way, to be scrolled through."""
        yield Sheet(ChartView(id="way"), Static("", id="details", markup=False), id="sheet")

    def show_head(self) -> None:
        """Write which goal it is, and the day."""
        day = label_day(self.session.today, self.session.today)
        room = self.size.width - cell_width(day) - 1
        name = cut(f" {self.title_shown or 'Goal'}", max(8, room), self.look.sign("…"))
        self.query_one("#head", Static).update(name + " " * max(1, room - cell_width(name)) + day)

    def reload(self) -> None:
        """Show the goal as it stands; where it is none any more, go back."""
        try:
            view = show_goal(self.session.ws, self.goal)
        except NotFoundError as error:
            self.program.tell(error)
            if self.app.screen is self:
                self.dismiss()
            return
        self.title_shown = make_safe(view.goal.title)
        self.show_head()
        look = Look(width=max(24, self.size.width - 3), ascii=self.look.ascii)
        head, _, rest = write_goal(view, (), look).rstrip("\n").partition("\n")
        self.query_one("#details", Static).update(Text.assemble((head, "bold"), f"\n{rest}", no_wrap=True))
        chart = self.query_one("#way", ChartView)
        chart.display = view.want > 0
        if view.want:
            chart.show(draw_way(self.session.ws, view), ascii_signs=self.look.ascii)

    def on_resize(self) -> None:
        """Fit what depends on the width."""
        if self.is_mounted and self.program.is_painted:
            self.call_after_refresh(self.refresh_page)
