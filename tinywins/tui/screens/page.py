"""A page: one of the screens that the number keys lead to, with its head, its reply line and its footer."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Click
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from tinywins.domain.days import label_day
from tinywins.render.columns import Look, cell_width
from tinywins.render.safe import make_safe
from tinywins.services.watching import is_held
from tinywins.services.workspace import Workspace
from tinywins.tui.session import Session, explain
from tinywins.tui.widgets.key_bar import KeyBar

if TYPE_CHECKING:
    from tinywins.tui.app import TinyWins

T = TypeVar("T")
GAPS = (2, 1)  # columns between the names of pages, the wider one where there is room
PAGES = {"today": "Today", "streaks": "Streaks", "growth": "Growth", "log": "Log", "goals": "Goals", "work": "Work"}


def name_page(name: str, *, is_here: bool) -> str:
    """Write the number and name of a page, in brackets where one is."""
    number = list(PAGES).index(name) + 1
    return f"[{number} {PAGES[name]}]" if is_here else f" {number} {PAGES[name]} "


def find_gap(width: int, day: str) -> int:
    """Give the columns between the names of pages: narrower ones make room for the day, which is left out last."""
    names = sum(len(name_page(name, is_here=False)) for name in PAGES)
    for room in (width - cell_width(day) - 1, width):
        for gap in GAPS:
            if names + gap * (len(PAGES) - 1) <= room:
                return gap
    return 0


class Page(Screen[Any]):
    """A screen of the program: it holds the session, and shows the log as it is when `reload` is called."""

    NAME: ClassVar[str] = ""
    is_behind = False  # whether it could not be read when it was to be shown
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back", show=False, id="page.back"),
    ]

    @property
    def program(self) -> "TinyWins":
        """The program that this page is of."""
        return cast("TinyWins", self.app)

    @property
    def session(self) -> Session:
        """The session that all pages share."""
        return self.program.session

    @property
    def stop(self) -> Callable[[], None] | None:
        """What ends the long work that goes on beside the pages, where there is any."""
        return self.program.work.stop if self.program.work else None

    @property
    def look(self) -> Look:
        """How to write: the signs of the configuration, and as many columns as there are."""
        return Look(width=max(20, self.size.width), ascii=self.program.config.signs == "ascii")

    @property
    def shown_date(self) -> str:
        """The day that is written at the right of the head."""
        shown = self.session.shown_day if self.NAME == "today" else self.session.today
        return label_day(shown, self.session.today)

    def compose(self) -> ComposeResult:
        """Lay the page out: the head, what it shows, the reply, the footer."""
        yield Static("", id="head", markup=False)
        yield from self.compose_body()
        yield Static("", id="reply", markup=False)
        yield KeyBar()

    def compose_body(self) -> Iterable[Widget]:
        """Give the widgets of this page."""
        return ()

    def on_mount(self) -> None:
        """Paint first; what is in the log is read when the page is resumed, once that is seen."""
        self.show_head()

    def on_screen_resume(self) -> None:
        """Show the log as it is whenever the page comes into sight, the first one once it is painted."""
        if self.program.is_painted:
            self.call_after_refresh(self.refresh_page)
            self.program.show_work(self)

    def refresh_page(self) -> None:
        """Show the head, the last reply, and the log as it is."""
        self.show_head()
        self.say(self.session.said)
        try:
            self.reload()
            self.is_behind = False
        except Exception as error:  # what another program has now is tried again; a broken log is news when it is whole
            self.is_behind = is_held(error)
            self.program.tell_once(error)

    def reload(self) -> None:
        """Read what this page shows, and show it."""

    def show_head(self) -> None:
        """Write the names of the pages, this one marked, and the day."""
        day = self.shown_date
        gap = " " * find_gap(self.size.width, day)
        names = gap.join(name_page(name, is_here=name == self.NAME) for name in PAGES)
        room = self.size.width - cell_width(names) - cell_width(day)
        self.query_one("#head", Static).update(names + " " * max(1, room) + day if room > 0 else names)

    @on(Click, "#head")
    def go_where_clicked(self, event: Click) -> None:
        """Go to the page whose name was clicked."""
        end, gap = 0, find_gap(self.size.width, self.shown_date)
        for name in PAGES if self.NAME else ():
            end += len(name_page(name, is_here=False)) + gap
            if event.x < end:
                self.program.action_go_to(name)
                return

    def say(self, text: str) -> None:
        """Write the reply line; it stays when pages change."""
        self.session.said = text
        self.query_one("#reply", Static).update(make_safe(text.replace("\n", "   ").strip()))

    def list_commands(self) -> dict[str, tuple[str, Callable[[], object]]]:
        """List what this page adds to the palette: by their titles, what each says and what it does."""
        return {}

    def attempt(self, deed: Callable[[], T]) -> T | None:
        """Do something and give what came of it; an error is told, and None given."""
        try:
            return deed()
        except Exception as error:  # whatever goes wrong is a notification and no crash
            self.program.tell(explain(error))
            return None

    def act(self, deed: Callable[[Workspace], T]) -> T | None:
        """Do something to the log, and show it everywhere; an error is told, and None given."""
        done = self.attempt(lambda: self.session.act(deed))
        self.refresh_page()
        return done

    def action_leave(self) -> None:
        """Stop what goes on, or go back to the page before; the pages themselves stay."""
        if self.stop:
            self.stop()
        elif len(self.app.screen_stack) > 1 and self.app.screen is self:
            self.dismiss()
