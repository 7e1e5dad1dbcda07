"""Today: the habits as they stand, the day's wins, and a line to type the next one into."""

from collections.abc import Iterable
from typing import ClassVar

from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Static

from tinywins.render.safe import make_safe
from tinywins.services.today import show_today
from tinywins.tui.screens.page import Page
from tinywins.tui.widgets.rows import Rows


class TodayPage(Page):
    """The page of a day."""

    NAME: ClassVar[str] = "today"

    def compose_body(self) -> Iterable[Widget]:
        """Give the list of habits and that of wins."""
        yield Vertical(Rows(id="habits"), Static("", id="wins", markup=False))

    def reload(self) -> None:
        """Show the day as it stands."""
        shown = show_today(self.session.ws)
        names = [make_safe(habit.tag) for habit in shown.habits]
        self.query_one("#habits", Rows).show(len(names), lambda index, _: [(names[index], None)])
