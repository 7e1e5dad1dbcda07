"""The program on a full screen: its pages, what holds on all of them, and the watch on the log."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from signal import SIGTERM
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.theme import Theme
from textual.worker import Worker

from tinywins.config import Config, set_value
from tinywins.errors import TinyWinsError
from tinywins.render.listing import show_switched
from tinywins.render.safe import make_safe
from tinywins.services.undo import Switched, redo, undo
from tinywins.services.watching import is_held
from tinywins.services.workspace import Workspace
from tinywins.tui.key_order import KeysInOrder
from tinywins.tui.screens.page import PAGES, Page
from tinywins.tui.screens.today import TodayPage
from tinywins.tui.session import GONE, REPLACED, SAME, Session, explain

if TYPE_CHECKING:
    from tinywins.tui.screens.long_work import LongWork

LOOK_EVERY = 0.5  # seconds between two looks at the log
ENDED = 128 + SIGTERM  # the exit code of a program that was asked to end


def make_streaks() -> Page:
    """Make the page of streaks; the pages but the first are loaded when they are first wanted."""
    from tinywins.tui.screens.streaks import StreaksPage

    return StreaksPage()


def make_growth() -> Page:
    """Make the page of growth."""
    from tinywins.tui.screens.growth import GrowthPage

    return GrowthPage()


def make_log() -> Page:
    """Make the page of the log."""
    from tinywins.tui.screens.log import LogPage

    return LogPage()


def make_goals() -> Page:
    """Make the page of goals."""
    from tinywins.tui.screens.goals import GoalsPage

    return GoalsPage()


def make_work() -> Page:
    """Make the page of work."""
    from tinywins.tui.screens.work import WorkPage

    return WorkPage()


def say_first(switched: Switched) -> str:
    """Say what was undone or redone, without the commands that turn it round."""
    return show_switched(switched).partition("\n")[0]


class TinyWins(KeysInOrder):
    """The program: its pages, one session."""

    TITLE = "tinywins"
    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = True
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {
        "today": TodayPage,
        "streaks": make_streaks,
        "growth": make_growth,
        "log": make_log,
        "goals": make_goals,
        "work": make_work,
    }
    DEFAULT_MODE = "today"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1", "go_to('today')", "Page 1 Today", show=False, id="app.today"),
        Binding("2", "go_to('streaks')", "Page 2 Streaks", show=False, id="app.streaks"),
        Binding("3", "go_to('growth')", "Page 3 Growth", show=False, id="app.growth"),
        Binding("4", "go_to('log')", "Page 4 Log", show=False, id="app.log"),
        Binding("5", "go_to('goals')", "Page 5 Goals", show=False, id="app.goals"),
        Binding("6", "go_to('work')", "Page 6 Work", show=False, id="app.work"),
        Binding("u", "undo", "Undo", id="app.undo"),
        Binding("ctrl+r", "redo", "Redo", show=False, priority=True, id="app.redo"),
        Binding("question_mark", "help", "Help", id="app.help"),
        Binding("q", "quit", "Quit", id="app.quit"),
        Binding("ctrl+q", "quit", "Quit", show=False, priority=True, system=True),
    ]

    def __init__(self, ws: Workspace, config: Config | None = None, config_path: str = "") -> None:
        super().__init__()
        self.session = Session(ws)
        self.config_path = config_path
        self.config = config or Config()
        self.said: list[str] = []
        self.is_painted = False
        self.told: set[str] = set()  # the troubles with reading the log, each of which is told once
        self.was_gone = False
        self.work: LongWork | None = None  # the long work that goes on beside the pages
        self.begin_daily: Callable[[Workspace, Callable[[str], None]], None] | None = None
        self.set_keymap(self.config.keys)

    def on_mount(self) -> None:
        """Take the colours of the configuration, and begin to watch the log."""
        if self.config.theme in self.available_themes:
            self.theme = self.config.theme
        self.said += self.config.problems
        if self.config.keys:
            from tinywins.tui.bindings import find_wrong

            self.said += find_wrong(self.config.keys)
        self.theme_changed_signal.subscribe(self, self.remember_theme)
        self.set_interval(LOOK_EVERY, self.look)
        if not self.is_headless:  # so that the terminal is given back as it was
            asyncio.get_running_loop().add_signal_handler(SIGTERM, self.exit, None, ENDED)

    def on_ready(self) -> None:
        """Read the log once the first page can be seen."""
        self.is_painted = True
        if self.page:
            self.page.on_screen_resume()

    def remember_theme(self, theme: Theme) -> None:
        """Write the theme down for the next time, where the configuration has a place."""
        if self.config_path and theme.name != self.config.theme:
            try:
                set_value(self.config_path, "theme", theme.name)
            except (TinyWinsError, OSError) as error:
                self.tell(explain(error))
            self.config = replace(self.config, theme=theme.name)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Give what the palette offers: pages, undo and redo, the keys, the colours, and the end."""
        for name, title in PAGES.items():
            yield SystemCommand(f"Go to {title}", f"Show the page {title}", partial(self.action_go_to, name))
        yield SystemCommand("Undo", "Take back the newest act", self.action_undo)
        yield SystemCommand("Redo", "Put back what was taken back", self.action_redo)
        from tinywins.tui.screens.long_work import list_work

        if isinstance(screen, Page):
            from tinywins.tui.screens.goal_forms import open_goal, open_step
            from tinywins.tui.screens.work_forms import open_feedback, open_moment

            commands: dict[str, tuple[str, Callable[[], object]]] = {
                "Set a goal": ("A big aim, in a form", partial(open_goal, screen)),
                "Add a step": ("A small step of a goal, in a form", partial(open_step, screen)),
                "Keep feedback": ("What somebody said, in a form", partial(open_feedback, screen)),
                "Log a moment": ("A small decision, in a form", partial(open_moment, screen)),
            }
            for title, (said, deed) in (commands | screen.list_commands()).items():
                yield SystemCommand(title, said, deed)
            yield from list_work(screen)
        yield SystemCommand("Keys", "Show the keys that work here", self.action_help)
        yield SystemCommand("Theme", "Choose other colours", self.action_change_theme)
        yield SystemCommand("Quit", "Close the full screen", self.action_quit)

    def open_habit(self, tag: str) -> None:
        """Show a habit on a screen of its own."""
        from tinywins.tui.screens.habit import HabitScreen

        self.push_screen(HabitScreen(tag))

    @property
    def page(self) -> Page | None:
        """The page in sight, where nothing lies over it; None also while the program ends."""
        stack = self.screen_stack
        return stack[-1] if stack and isinstance(stack[-1], Page) else None

    def look(self) -> None:
        """Look whether the log or the day changed, say what is to be said, and show it."""
        self.begin_backup()
        while self.said:
            self.notify(make_safe(self.said.pop(0)), markup=False)
        try:
            found = self.session.look()
        except Exception as error:  # a log in the middle of being replaced is looked at again
            if not is_held(error):
                self.tell_once(error)
            return
        if self.was_gone and not self.session.is_gone:
            self.notify("The log is back.", markup=False)
        self.was_gone = self.session.is_gone
        if found == SAME:
            if self.page and self.page.is_behind and not self.was_gone:
                self.told.clear()
                self.page.refresh_page()
            return
        self.told.clear()
        if found == GONE:
            self.tell(
                TinyWinsError("The log is gone. Nothing is written until it is back.", self.session.ws.store.path)
            )
        elif found == REPLACED:
            self.notify("The log was replaced by another file, which is shown now.", markup=False)
        if self.page and found != GONE:
            self.page.refresh_page()

    def begin_backup(self) -> None:
        """Begin the day's backup, where that is wanted, once something was written; no key waits for it."""
        store = self.session.ws.store
        if self.begin_daily and store.written:
            store.written = False
            self.begin_daily(self.session.ws, self.say_news)

    def say_news(self, text: str) -> None:
        """Say what the daily backup has to say, on lines that may be written as they are."""
        self.notify(text.rstrip("\n"), timeout=15, markup=False)

    def tell(self, error: TinyWinsError) -> None:
        """Tell an error with its next step."""
        text = f"{error.message}\n{error.hint}" if error.hint else error.message
        self.notify("\n".join(make_safe(line) for line in text.split("\n")), severity="error", timeout=8, markup=False)

    def tell_once(self, error: Exception) -> None:
        """Tell what is wrong with reading the log, unless that was told since it was last read."""
        trouble = explain(error)
        if trouble.message not in self.told:
            self.told.add(trouble.message)
            self.tell(trouble)

    def say(self, text: str) -> None:
        """Write the reply line of the page in sight, also where something lies over it."""
        self.session.said = text
        for screen in reversed(self.screen_stack):
            if isinstance(screen, Page):
                screen.say(text)
                return

    def show_work(self, page: Page) -> None:
        """Show on a page that came into sight how far the long work is."""
        if self.work:
            self.work.show_on(page)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Say what came of long work, on whichever page is in sight."""
        if self.work and event.worker is self.work.worker and self.work.is_ended(event.state):
            work, self.work = self.work, None
            work.end()

    def on_unmount(self) -> None:
        """Let long work end with the program, and begin the backup of what was written last."""
        self.begin_backup()
        if self.work:
            self.work.stop()

    def action_go_to(self, name: str) -> None:
        """Go to a page, and leave what lies over it."""
        if self.current_mode != name:
            self.switch_mode(name)
        while len(self.screen_stack) > 1 and isinstance(self.screen, Page):
            self.pop_screen()

    def action_undo(self) -> None:
        """Take back the newest act, whoever made it on this device."""
        if self.page and (switched := self.page.act(lambda ws: undo(ws, None))):
            self.page.say(f"{say_first(switched)}   ctrl+r puts it back.")

    def action_redo(self) -> None:
        """Put back what was last taken back."""
        if self.page and (switched := self.page.act(lambda ws: redo(ws, None))):
            self.page.say(f"{say_first(switched)}   u takes it back.")

    def action_help(self) -> None:
        """Show the keys that work here."""
        from tinywins.tui.screens.keys import KeysScreen

        self.push_screen(KeysScreen())
