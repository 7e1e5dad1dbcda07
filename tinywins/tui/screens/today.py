"""Today: the habits as they stand, the day's wins, and a line to type the next one into."""

from collections.abc import Callable, Collection, Iterable
from typing import ClassVar, TypeVar

from rich.text import Text
from textual import on
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from tinywins.domain.amounts import write_amount
from tinywins.domain.days import MIN_DAY
from tinywins.domain.entries import Entry
from tinywins.domain.line import compose_line, parse_line
from tinywins.errors import NotFoundError, TinyWinsError, UsageError
from tinywins.render.listing import show_edited
from tinywins.render.phrases import count
from tinywins.render.replies import say_skipped
from tinywins.render.safe import make_safe
from tinywins.render.text import show_error, show_reply, show_text, show_ticked, show_warnings
from tinywins.services.daybook import save_line
from tinywins.services.entries import Edited, remove_entries, star_entry
from tinywins.services.logging import Logged, log
from tinywins.services.references import refer_to
from tinywins.services.tags import list_known as known_names
from tinywins.services.ticking import Ticked
from tinywins.services.today import show_again, show_day, show_today
from tinywins.services.toggling import (
    Asked,
    Choice,
    Toggled,
    change_amount,
    find_noted,
    tick_amount,
    toggle,
    toggle_skip,
    when_of,
    write_note,
)
from tinywins.services.workspace import Workspace
from tinywins.tui.entry_rows import draw_entry
from tinywins.tui.screens.ask import AskScreen
from tinywins.tui.screens.box import open_over
from tinywins.tui.screens.choose import ChooseScreen
from tinywins.tui.screens.page import Page
from tinywins.tui.widgets.day_view import DayView
from tinywins.tui.widgets.line_input import LineInput
from tinywins.tui.widgets.rows import Rows

T = TypeVar("T")
MOST_LINES = 3  # of a reply


class DayLine(LineInput):
    """The line of the day: what is submitted is taken out of it at once, so that it is logged once.

    An Enter that follows such a one is no line of its own.
    """

    was_taken = False

    async def action_submit(self) -> None:
        """Give away what was typed."""
        if self.value or not self.was_taken:
            self.was_taken = bool(self.value)
            await super().action_submit()
            self.value = ""

    def on_focus(self) -> None:
        """Begin anew."""
        self.was_taken = False


class TodayPage(Page):
    """The page of a day: today, or one gone by."""

    NAME: ClassVar[str] = "today"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("i,slash", "write", "Log", id="today.write"),
        Binding("left_square_bracket", "go(-1)", "Day before", show=False, id="today.before"),
        Binding("right_square_bracket", "go(1)", "Day after", show=False, id="today.after"),
        Binding("t", "go(0)", "Today", show=False, id="today.today"),
        Binding("N", "add_habit", "New habit", show=False, id="today.new-habit"),
    ]
    in_order = True
    refused: TinyWinsError | None = None

    def compose_body(self) -> Iterable[Widget]:
        """Give the day and the line."""
        yield DayView(id="day")
        yield DayLine(known=self.list_known, placeholder="i: what did you finish?  +tag  @person", id="line")

    @property
    def view(self) -> DayView:
        """The day as it is shown."""
        return self.query_one("#day", DayView)

    def reload(self) -> None:
        """Show the day as it stands."""
        ws, day, first = self.session.ws, self.session.shown_day, self.view.shown is None
        shown = show_today(ws) if day == self.session.today else show_day(ws, day)
        self.view.show(shown, self.session.today, self.look, ws.store.path, in_order=self.in_order)
        self.in_order = False
        if first and not shown.habits:
            self.query_one("#line").focus()

    def on_screen_suspend(self) -> None:
        """Order the habits anew when the page comes back from another, but not from a question over it."""
        self.in_order = not isinstance(self.app.screen, ModalScreen)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the key for the line out while one is in it."""
        is_there = action == "write" and isinstance(self.focused, LineInput)
        return False if is_there else super().check_action(action, parameters)

    def list_known(self) -> list[str]:
        """List the tags and persons that a line may name, those of habits first."""
        habits = [habit.tag for habit in self.view.habits]
        return [*habits, *known_names(self.session.ws.store.reader())]

    def say(self, text: str) -> None:
        """Write the reply line; it keeps the most lines that it has taken, so that nothing moves at each reply."""
        self.session.said = text
        self.write_reply(Text(make_safe(text.replace("\n", "   ").strip())))

    def write_reply(self, said: Text) -> None:
        """Write into the reply line."""
        reply = self.query_one("#reply", Static)
        lines = min(MOST_LINES, -(-said.cell_len // max(1, self.size.width - 2)))
        least = reply.styles.min_height
        is_grown = least is None or lines > least.value
        if is_grown:
            reply.styles.min_height = lines
        reply.update(said, layout=is_grown)

    def attempt(self, deed: Callable[[], T]) -> T | None:
        """Do something and give what came of it; what is refused is said in the reply line, which nothing covers."""

        def dare() -> T | None:
            try:
                return deed()
            except (UsageError, NotFoundError) as error:
                self.refused = error
                return None

        return super().attempt(dare)

    def refresh_page(self) -> None:
        """Show the head, the last reply, and the log as it is; what was refused stays said."""
        super().refresh_page()
        if self.refused:
            self.refuse(self.refused)

    def refuse(self, error: TinyWinsError) -> None:
        """Say in the reply line why a line was not taken."""
        said = "   ".join(line.strip() for line in show_error(error).strip().split("\n"))
        self.refused, self.session.said = None, ""
        self.write_reply(Text(said, style="yellow"))

    def touch(self, deed: Callable[[Workspace], T], list_touched: Callable[[T], Collection[str]]) -> T | None:
        """Do something to the log and show again what it touched, or everything where others wrote too.

        What was refused is said, an error is told, and None given.
        """
        before = self.read_news()
        done = self.attempt(lambda: self.session.act(deed))
        shown = self.view.shown
        if done is not None and shown is not None and before == self.read_news():
            names = list_touched(done)
            again = self.attempt(lambda: show_again(self.session.ws, shown, names))
            if again and again.ever == shown.ever:
                self.view.show_again(again)
                return done
        if not self.refused or before != self.read_news():
            self.refresh_page()
        if self.refused:
            self.refuse(self.refused)
        return done

    def read_news(self) -> tuple[object, ...]:
        """Give what changes when another writes, the log is another, or the day turns."""
        return self.session.watch.file, self.session.watch.version, self.session.today

    def report(self, done: "Ticked | Edited | list[Logged]") -> None:
        """Say what was done, as the command line does."""
        if isinstance(done, Edited):
            self.say(show_edited(done, self.session.today, self.look))
            return
        told = done.logged if isinstance(done, Ticked) else done
        if warning := show_warnings(told):
            self.notify(make_safe(warning.strip()), markup=False)
        self.say(show_ticked(done) if isinstance(done, Ticked) else show_reply(done))

    def action_tick(self) -> None:
        """Tick the habit under the cursor, or take its tick away."""
        habit, session = self.view.habit, self.session
        if habit is None:
            return
        done = self.touch(lambda ws: toggle(ws, habit.tag, session.shown_day), list_names)
        if isinstance(done, Asked):
            self.ask(
                f"{done.tag}: how many {done.unit}?",
                write_amount(done.missing),
                lambda ws, typed: tick_amount(ws, done.tag, typed, session.shown_day),
            )
        elif isinstance(done, Choice):
            self.choose(done)
        elif done is not None:
            self.report(done)

    def action_change(self, steps: int) -> None:
        """Change the day's amount of the habit under the cursor."""
        habit, session = self.view.habit, self.session
        if habit and (
            done := self.touch(lambda ws: change_amount(ws, habit.tag, session.shown_day, steps), list_names)
        ):
            self.report(done)

    def action_skip(self) -> None:
        """Skip the day of the habit under the cursor, or take the skip back."""
        habit, session = self.view.habit, self.session
        if habit and (
            done := self.touch(lambda ws: toggle_skip(ws, habit.tag, session.shown_day), lambda _: [habit.tag])
        ):
            self.say(say_skipped(done, self.session.today))

    def action_note(self) -> None:
        """Ask for the note of the entry under the cursor, or of the habit's newest entry of the day."""
        habit, entry, day = self.view.habit, self.view.entry, self.session.shown_day
        if not self.view.entry_rows.has_focus:
            entry = self.attempt(lambda: find_noted(self.session.ws, habit.tag, day)) if habit else None
            if self.refused:
                self.refuse(self.refused)
        if entry is None:
            return
        noted, is_long = entry, "\n" in entry.note
        question = f"{'One more line of the note' if is_long else 'The note'} of: {show_text(noted)[:200]}"
        self.ask(question, "" if is_long else entry.note, lambda ws, typed: write_note(ws, noted, typed))

    def action_star(self) -> None:
        """Star the entry under the cursor, or take its star away."""
        entry = self.view.entry
        if entry and (done := self.touch(lambda ws: switch_star(ws, entry), list_names)):
            self.report(done)

    def action_edit(self) -> None:
        """Ask for the line of the entry under the cursor."""
        if entry := self.view.entry:
            line = compose_line(entry.text, entry.tags)
            self.ask(f"The line of {entry.short}", line, lambda ws, typed: save_line(ws, entry, parse_line(typed)))

    def action_remove(self) -> None:
        """Remove the entry under the cursor; undo brings it back."""
        if entry := self.view.entry:
            self.remove_one(entry)

    def remove_one(self, entry: Entry) -> None:
        """Remove an entry."""
        done = self.touch(lambda ws: remove_entries(ws, [refer_to(entry.id)])[0], list_names)
        if done is not None:
            self.report(done)

    def ask(self, question: str, value: str, deed: Callable[[Workspace, str], Ticked | Edited]) -> None:
        """Ask for a line and do something with it."""
        screen = AskScreen(question, value, lambda typed: self.session.act(lambda ws: deed(ws, typed)), self.list_known)
        open_over(self, screen, lambda done: self.report(done) if done is not None else None)

    def choose(self, choice: Choice) -> None:
        """Show the entries of a habit, one of which may be removed."""
        entries = choice.entries
        which = "it" if len(entries) == 1 else "one"
        question = f"{choice.tag} has {count(len(entries), 'entry', 'entries')} on this day. Remove {which}?"
        hint = "Enter removes the one chosen, undo brings it back. Escape leaves them."
        screen = ChooseScreen(
            question, hint, len(entries), lambda index, width: draw_entry(entries[index], width, self.look)
        )
        open_over(self, screen, lambda index: self.remove_one(entries[index]) if index is not None else None)

    @on(Rows.Chosen, "#habits")
    def open_habit(self) -> None:
        """Open the page of the habit that was chosen."""
        if (habit := self.view.habit) and self.app.screen is self:
            self.program.open_habit(habit.tag)

    @on(Rows.Chosen, "#entries")
    def open_entry(self) -> None:
        """Edit the entry that was chosen."""
        self.action_edit()

    def action_add_habit(self) -> None:
        """Begin a new habit in a form."""
        from tinywins.tui.screens.habit_form import HabitForm

        open_over(self, HabitForm())

    def action_write(self) -> None:
        """Go to the line."""
        self.query_one("#line").focus()

    @on(LineInput.Left)
    def leave_line(self) -> None:
        """Go back to the lists; what was typed stays."""
        for rows in (self.view.habit_rows, self.view.entry_rows):
            if rows.display:
                rows.focus()
                return
        self.set_focus(None)

    @on(LineInput.Submitted)
    def log_line(self, event: LineInput.Submitted) -> None:
        """Log what was typed for the day that is shown; what cannot be taken is said, and the text stays."""
        told = self.touch(
            lambda ws: log(ws, [parse_line(event.value)], when_of(ws, self.session.shown_day)), list_names
        )
        if told:
            self.report(told)
        else:
            event.input.value = event.value + event.input.value  # what was typed since stays
            event.input.cursor_position = len(event.input.value)

    def action_go(self, by: int) -> None:
        """Go to the day before or after, never beyond today, or to today."""
        session, view = self.session, self.view
        day = session.shown_day + by if by else session.today
        if not MIN_DAY <= day <= session.today:
            return
        is_among_entries = view.entry_rows.has_focus and view.habit_rows.display
        session.day = None if day == session.today else day
        self.in_order = self.in_order or by == 0
        self.refresh_page()
        if not is_among_entries:
            self.leave_line()


def switch_star(ws: Workspace, entry: Entry) -> Edited:
    """Star an entry, or take its star away."""
    return star_entry(ws, refer_to(entry.id), star=not entry.star)


def list_names(done: Toggled | list[Logged]) -> set[str]:
    """List the names that an act's entries have, or had before it."""
    if isinstance(done, Edited):
        entries = [done.before, *([done.after] if done.after else [])]
    elif isinstance(done, Ticked):
        entries = [logged.entry for logged in done.logged]
    else:
        entries = [logged.entry for logged in done] if isinstance(done, list) else []
    return {name for entry in entries for name, _ in entry.tags}
