"""One thing of work with all that is known of it: a piece of feedback, a tweak, a funnel or a moment."""

from collections.abc import Callable, Iterable
from typing import ClassVar, TypeVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Static

from tinywins.domain.days import label_day
from tinywins.errors import NotFoundError
from tinywins.render.columns import Look, cell_width, cut
from tinywins.services.work.funnel_views import ALL, PERIODS
from tinywins.services.workspace import Workspace
from tinywins.tui.screens.page import Page
from tinywins.tui.screens.sheet import Sheet, break_line
from tinywins.tui.screens.work_forms import open_answer, open_decline
from tinywins.tui.work_rows import FEEDBACK, FUNNEL, MOMENT, WorkRow, describe, name_row

T = TypeVar("T")
NEEDS = {  # the kinds of things that an act is for
    "answer": (FEEDBACK, MOMENT),
    "decline": (FEEDBACK,),
    "period": (FUNNEL,),
    "against": (FUNNEL,),
}


def write_details(
    ws: Workspace, row: WorkRow, width: int, period: str = "month", *, against: bool = False, ascii_signs: bool = False
) -> Text:
    """Write all that is known of a thing, its first line bold, in so many columns."""
    lines = describe(ws, row, Look(width=width, ascii=ascii_signs), period, against=against).rstrip("\n").split("\n")
    head, *rest = [part for line in lines for part in break_line(line, width)]
    return Text.assemble((head, "bold"), *(f"\n{line}" for line in rest), no_wrap=True)


class ThingScreen(Page):
    """A thing, pushed on top of a page; escape goes back to that."""

    AUTO_FOCUS: ClassVar[str | None] = "#sheet"
    DEFAULT_CSS = """
    ThingScreen #sheet { height: 1fr; scrollbar-size-vertical: 1; }
    ThingScreen #details { height: auto; padding: 1 1 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back", id="thing.back"),
        Binding("a", "answer", "Answer", id="thing.answer"),
        Binding("d", "decline", "Decline", id="thing.decline"),
        Binding("p", "period", "Period", id="thing.period"),
        Binding("v", "against", "Versus before", id="thing.against"),
    ]

    def __init__(self, row: WorkRow) -> None:
        super().__init__()
        self.row = row
        self.period = "month"
        self.against = False
        self.is_known = False  # whether the person knows already that the thing may be gone

    def compose_body(self) -> Iterable[Widget]:
        """Give what is known, to be scrolled through."""
        yield Sheet(Static("", id="details", markup=False), id="sheet")

    def show_head(self) -> None:
        """Write which thing it is, and the day."""
        day = label_day(self.session.today, self.session.today)
        room = self.size.width - cell_width(day) - 1
        name = cut(f" {name_row(self.row)}", max(8, room), self.look.sign("…"))
        self.query_one("#head", Static).update(name + " " * max(1, room - cell_width(name)) + day)

    def reload(self) -> None:
        """Show the thing as it stands; where it is none any more, go back."""
        width = max(24, self.size.width - 3)
        try:
            text = write_details(
                self.session.ws, self.row, width, self.period, against=self.against, ascii_signs=self.look.ascii
            )
        except NotFoundError as error:
            if not self.is_known:
                self.program.tell(error)
            if self.app.screen is self:
                self.dismiss()
            return
        self.query_one("#details", Static).update(text)

    def act(self, deed: Callable[[Workspace], T]) -> T | None:
        """Do something to the log; where that takes the thing away, nothing more is said than what was done."""
        self.is_known = True
        try:
            return super().act(deed)
        finally:
            self.is_known = False

    def on_resize(self) -> None:
        """Fit what depends on the width."""
        if self.is_mounted and self.program.is_painted:
            self.call_after_refresh(self.refresh_page)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave out the keys that do nothing to such a thing."""
        is_out = self.row.kind not in NEEDS.get(action, (self.row.kind,))
        return False if is_out else super().check_action(action, parameters)

    def action_answer(self) -> None:
        """Say what was done about a piece of feedback, or how a moment turned."""
        open_answer(self, self.row)

    def action_decline(self) -> None:
        """Decline a piece of feedback."""
        open_decline(self, self.row)

    def action_period(self) -> None:
        """Show a funnel in the next longer period, and after all there is in a week."""
        self.period = PERIODS[(PERIODS.index(self.period) + 1) % len(PERIODS)]
        self.against = self.against and self.period != ALL
        self.attempt(self.reload)

    def action_against(self) -> None:
        """Hold a funnel against the period before, or no longer; all there is has none before it."""
        self.against = not self.against and self.period != ALL
        self.attempt(self.reload)
