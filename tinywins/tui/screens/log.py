"""The log: every entry, newest first, to search as one types, to look at and to change."""

import asyncio
from collections.abc import Iterable
from time import perf_counter
from typing import ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.events import Key
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, Static

from tinywins.domain.datewords import read_day_words
from tinywins.domain.days import label_day
from tinywins.domain.entries import Entry
from tinywins.domain.line import compose_line, parse_line
from tinywins.errors import TinyWinsError, UsageError
from tinywins.render.listing import show_edited, show_entry
from tinywins.services.browsing import Browsing, Counts, Search, count_all, read_wanted
from tinywins.services.daybook import save_line, save_note
from tinywins.services.entries import Edited, remove_entries, star_entry
from tinywins.services.references import refer_to
from tinywins.services.watching import is_held
from tinywins.tui.screens.page import Page
from tinywins.tui.screens.question import SAVES, Question, TextQuestion, is_shown_whole
from tinywins.tui.session import explain
from tinywins.tui.widgets.entry_line import DAY_SHORT, draw_entry
from tinywins.tui.widgets.field import KeptInput
from tinywins.tui.widgets.rows import Piece, Rows

PAUSE = 0.12  # seconds after a letter before the search begins
SLICE = 0.006  # seconds that a search may hold the screen up at a time
SHOW_EVERY = 0.15  # seconds between two looks at what was found so far


class LogPage(Page):
    """The page of all entries."""

    NAME: ClassVar[str] = "log"
    AUTO_FOCUS = "#entries"
    DEFAULT_CSS = """
    LogPage #bar { height: 1; }
    LogPage #search { width: 1fr; }
    LogPage #found { width: auto; padding: 0 1; color: $text-muted; }
    LogPage #box { height: 30%; min-height: 5; max-height: 12; border-top: solid $primary; padding: 0 1; }
    LogPage #details { height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "search", "Search", id="log.search"),
        Binding("e", "edit", "Edit", id="log.edit"),
        Binding("n", "note", "Note", show=False, id="log.note"),
        Binding("asterisk", "star", "Star", id="log.star"),
        Binding("d,delete", "remove", "Remove", id="log.remove"),
        Binding("f", "starred", "Starred", show=False, id="log.starred"),
        Binding("D", "jump", "Go to a day", show=False, id="log.jump"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.browsing: Browsing | None = None
        self.all: Counts = {}
        self.starred = False
        self.seen = -1  # the session's version that is shown
        self.touched: set[int] = set()  # days of the entry that is being changed
        self.here: Entry | None = None  # the entry under the cursor
        self.day_width = DAY_SHORT
        self.waiting: Timer | None = None

    def compose_body(self) -> Iterable[Widget]:
        """Give the search, the list, and the details of one entry."""
        search = KeptInput(placeholder="Search: words, +tag, @person", id="search", compact=True, select_on_focus=False)
        yield Horizontal(search, Static("", id="found", markup=False), id="bar")
        yield Rows(id="entries")
        yield VerticalScroll(Static("", id="details", markup=False), id="box")

    @property
    def rows(self) -> Rows:
        """The list."""
        return self.query_one("#entries", Rows)

    @property
    def typed(self) -> str:
        """What is searched for."""
        return self.query_one("#search", Input).value.strip()

    def reload(self) -> None:
        """Show the log as it is: after an own change of one entry its days are counted, else all."""
        version, touched = self.session.version, self.touched
        self.touched = set()
        if self.browsing is not None and version == self.seen:
            self.rows.refresh()
            return
        before, self.seen = self.seen, -1  # until it is read to its end
        if self.browsing is not None and touched and version == before + 1:
            self.browsing.recount(touched)
            if self.browsing.counts is not self.all:
                self.all = count_all(self.session.ws)
            self.seen = version
            self.show(self.browsing)
            return
        self.all = count_all(self.session.ws)
        self.seen = version
        self.begin_search(quiet=True)

    def begin_search(self, *, quiet: bool = False) -> None:
        """Show what is searched for: at once where that is everything, else as it is found.

        With `quiet` the list stays until all is found, as after a change from elsewhere.
        """
        self.workers.cancel_group(self, "search")
        ws = self.session.ws
        try:
            wanted = read_wanted(ws, self.typed, starred=self.starred)
        except TinyWinsError as error:
            self.tell_found(f"{error.message} {error.hint}".strip())
            return
        if not self.typed and not self.starred:
            self.show(Browsing(ws, wanted, self.all))
            return
        self.run_worker(self.search(Search(ws, wanted, self.all), quiet=quiet), group="search", exclusive=True)

    async def search(self, search: Search, *, quiet: bool) -> None:
        """Look through the log in slices so short that nobody notices them."""
        most, shown = 2_000, 0.0
        try:
            while not search.done:
                begun = perf_counter()
                search.step(most)
                spent = perf_counter() - begun
                most = max(100, min(50_000, int(most * max(0.5, min(2.0, SLICE / max(spent, 1e-6))))))
                if not quiet and begun - shown > SHOW_EVERY:
                    self.show(Browsing(search.ws, search.wanted, dict(search.found)), so_far=True)
                    shown = begun
                await asyncio.sleep(0)
            self.show(Browsing(search.ws, search.wanted, search.found))
        except Exception as error:  # a log that was taken away in the middle is told as anywhere
            self.program.tell(explain(error))

    def show(self, browsing: Browsing, *, so_far: bool = False) -> None:
        """Show a list; the cursor stays on its entry, where the list has it."""
        self.browsing = browsing
        place = browsing.find(self.here.id) if self.here else None
        oldest = browsing.day(len(browsing) - 1) if len(browsing) else self.session.today
        self.day_width = max(DAY_SHORT, len(label_day(oldest, self.session.today)))
        self.rows.show(len(browsing), self.draw, place)
        number, total = len(browsing), sum(self.all.values())
        is_all = browsing.counts is self.all
        said = f"{number:,}" if is_all else f"{number:,} of {total:,}"
        kind = " starred" if self.starred else ""
        self.tell_found(f"{said}{kind}{' so far' if so_far else ''}")
        self.show_details()

    def tell_found(self, text: str) -> None:
        """Say how many there are, or why nothing is looked for."""
        self.query_one("#found", Static).update(text)

    def draw(self, place: int, width: int) -> list[Piece]:
        """Draw one entry; its day is written where the day begins, and in the first row in sight."""
        browsing = self.browsing
        entry = self.read(place)
        if browsing is None or entry is None:
            return []
        today = self.session.today
        is_head = place == round(self.rows.scroll_y) or browsing.is_first(place)
        return draw_entry(entry, label_day(entry.day, today) if is_head else "", width, self.look, self.day_width)

    def on_rows_moved(self) -> None:
        """Show the details of the entry that the cursor rests on."""
        self.show_details()

    def show_details(self) -> None:
        """Show all there is to say of the entry under the cursor."""
        entry = self.point()
        text = "Nothing found." if self.typed or self.starred else "Nothing logged yet."
        if entry:
            text = show_entry(entry, [], self.session.today, self.look, with_history=False).rstrip()
        head, _, rest = text.partition("\n")
        self.query_one("#details", Static).update(Text.assemble((head, "bold"), "\n", rest) if entry else text)
        self.query_one("#box").scroll_home(animate=False)

    def point(self) -> Entry | None:
        """Give the entry under the cursor, also when the message that the cursor moved is still on its way."""
        self.here = self.read(self.rows.cursor)
        return self.here

    def read(self, place: int) -> Entry | None:
        """Give the entry at a place; None where it cannot be read, which is told once."""
        try:
            return self.browsing.entry(place) if self.browsing else None
        except Exception as error:  # raised while a line is drawn, it would end the program
            self.seen, self.is_behind = -1, is_held(error)
            self.program.tell_once(error)
            return None

    def on_rows_chosen(self) -> None:
        """Edit the entry that was chosen."""
        self.action_edit()

    def action_search(self) -> None:
        """Go to the search."""
        self.query_one("#search", Input).focus()

    def on_input_changed(self) -> None:
        """Search a moment after the last letter; what is being searched is dropped at once."""
        self.workers.cancel_group(self, "search")
        if self.waiting:
            self.waiting.stop()
        self.here = None
        self.waiting = self.set_timer(PAUSE, self.search_anew)

    def search_anew(self) -> None:
        """Search from the beginning of the list."""
        self.rows.cursor = 0
        self.attempt(self.begin_search)

    def on_input_submitted(self) -> None:
        """Go to what was found."""
        self.rows.focus()

    def on_key(self, event: Key) -> None:
        """Let the down arrow lead from the search into the list."""
        if event.key == "down" and self.query_one("#search", Input).has_focus:
            event.stop()
            self.rows.focus()

    def action_leave(self) -> None:
        """Give up the search; where there is none, leave."""
        search = self.query_one("#search", Input)
        if not self.stop and (search.has_focus or search.value or self.starred):
            search.value = ""
            if self.starred:
                self.starred = False
                self.attempt(self.begin_search)
            self.rows.focus()
        else:
            super().action_leave()

    def action_starred(self) -> None:
        """Show starred entries alone, or all again."""
        self.starred = not self.starred
        self.attempt(self.begin_search)

    def say_edited(self, edited: Edited | None) -> None:
        """Say what became of an entry."""
        if edited:
            self.say(show_edited(edited, self.session.today, self.look))

    def action_star(self) -> None:
        """Star the entry, or take its star away."""
        entry = self.point()
        if entry:
            self.touched = {entry.day}
            self.say_edited(self.act(lambda ws: star_entry(ws, refer_to(entry.id), star=not entry.star)))

    def action_remove(self) -> None:
        """Remove the entry; undo brings it back."""
        entry = self.point()
        if entry:
            self.touched = {entry.day}
            removed = self.act(lambda ws: remove_entries(ws, [refer_to(entry.id)]))
            self.say_edited(removed[0] if removed else None)

    def action_edit(self) -> None:
        """Edit the entry as one line."""
        entry = self.point()
        if entry is None:
            return
        line = compose_line(entry.text, entry.tags)
        if not is_shown_whole(line):
            self.program.tell(refuse(entry, "This line", "--text"))
            return
        title = f"Edit the line of {label_day(entry.day, self.session.today)}"
        self.app.push_screen(Question(title, line, explain_line), lambda raw: self.save_line(entry, raw))

    def save_line(self, entry: Entry, raw: str | None) -> None:
        """Save an edited line."""
        if raw is not None:
            self.touched = {entry.day}
            self.say_edited(self.act(lambda ws: save_line(ws, entry, parse_line(raw))))

    def action_note(self) -> None:
        """Write the note of the entry."""
        entry = self.point()
        if entry is None:
            return
        if not all(map(is_shown_whole, entry.note.split("\n"))):
            self.program.tell(refuse(entry, "This note", "--note"))
            return
        title = f"Note to: {compose_line(entry.text, entry.tags)}"
        self.app.push_screen(TextQuestion(title, entry.note), lambda text: self.save_note(entry, text))

    def save_note(self, entry: Entry, text: str | None) -> None:
        """Save a note."""
        if text is not None:
            self.touched = {entry.day}
            self.say_edited(self.act(lambda ws: save_note(ws, entry, text.strip())))

    def action_jump(self) -> None:
        """Go to a day."""
        today = self.session.today

        def explain(words: str) -> str:
            return f"Go to {label_day(read_day_words(words, today), today)}" if words.strip() else DAY_FORMS

        self.app.push_screen(Question("Go to which day?", "", explain), self.jump)

    def jump(self, words: str | None) -> None:
        """Go to the newest entry of a day, or of the last day before it that has any."""
        if words and words.strip() and self.browsing:
            self.rows.cursor = self.browsing.find_day(read_day_words(words, self.session.today))


DAY_FORMS = "Write today, -3, last fri, 20 nov or 2026-11-20."


def explain_line(raw: str) -> str:
    """Say that a line can be saved; UsageError where it cannot."""
    if not raw.strip():
        raise UsageError("An entry needs a text or a tag.", "To remove it: Escape, then d.")
    parse_line(raw)
    return SAVES


def refuse(entry: Entry, what: str, option: str) -> UsageError:
    """Make the error for a text that holds signs which no input shows as they are."""
    return UsageError(
        f"{what} holds signs that cannot be shown as they are, and would not stay as they were.",
        f'To write it anew: tinywins edit {entry.short} {option} "..."',
    )
