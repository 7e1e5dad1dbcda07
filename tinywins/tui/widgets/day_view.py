"""A day: its habits above, its entries below, or in a morning how yesterday was."""

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.events import Resize
from textual.widgets import Static

from tinywins.domain.days import label_day
from tinywins.domain.entries import Entry
from tinywins.render.columns import Look, cut, spread
from tinywins.render.phrases import count
from tinywins.render.safe import make_safe
from tinywins.render.today import (
    list_follow_lines,
    list_next_line,
    say_done,
    say_memory,
    say_yesterday,
    sort_habits,
)
from tinywins.services.today import Today
from tinywins.services.views import HabitView
from tinywins.tui.entry_rows import draw_entry
from tinywins.tui.habit_rows import HabitTable
from tinywins.tui.widgets.rows import Piece, Rows

MOST_AHEAD = 4  # lines of what is to be come back to
STEP = 4  # rows by which the lower list grows at the cost of the upper, so that not every entry moves everything
WELCOME = """Nothing logged yet. Finished something, however small? Say so:

  press i, type  Watered the plants  and press Enter

Something to come back to:

  press Escape, then N             a habit; change it any time
  space                            done for today, once it is here

Text is taken as it is: ' ? # & ( ) too. +tag counts, @name names.
One file, yours alone: {path}   More: ?
"""


class HabitRows(Rows):
    """The habits of a day, with the keys for the one under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "screen.tick", "Done", id="today.toggle"),
        Binding("plus", "screen.change(1)", "One more", show=False, id="today.more"),
        Binding("minus", "screen.change(-1)", "One less", show=False, id="today.less"),
        Binding("s", "screen.skip", "Skip", show=False, id="today.skip"),
        Binding("n", "screen.note", "Note", show=False, id="today.note"),
    ]


class EntryRows(Rows):
    """The entries of a day, with the keys for the one under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("asterisk", "screen.star", "Star", id="today.star"),
        Binding("e", "screen.edit", "Edit", id="today.edit"),
        Binding("d,delete", "screen.remove", "Remove", id="today.remove"),
        Binding("n", "screen.note", "Note", show=False, id="today.entry-note"),
    ]


class DayView(Vertical):
    """Shows a day; habits stay where they are while it is shown, so that the cursor rests on what it was put on."""

    DEFAULT_CSS = """
    DayView { height: 1fr; }
    DayView #summary { height: 1; padding: 0 2; text-style: bold; }
    DayView #ahead { height: auto; padding: 0 2; }
    DayView #wins { height: 1; padding: 0 2; margin: 1 0 0 0; text-style: bold; }
    DayView #morning { height: auto; padding: 0 2; color: $text-muted; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 (Textual's name)
        super().__init__(id=id)
        self.shown: Today | None = None
        self.habits: list[HabitView] = []
        self.table: HabitTable | None = None
        self.look = Look()
        self.today = 0

    def compose(self) -> ComposeResult:
        """Lay out the two lists and their headings."""
        yield Static("", id="summary", markup=False)
        yield HabitRows(id="habits")
        yield Static("", id="ahead", markup=False)
        yield Static("", id="wins", markup=False)
        yield EntryRows(id="entries")
        yield Static("", id="morning", markup=False)

    @property
    def habit_rows(self) -> HabitRows:
        """The list of habits."""
        return self.query_one("#habits", HabitRows)

    @property
    def entry_rows(self) -> EntryRows:
        """The list of entries."""
        return self.query_one("#entries", EntryRows)

    @property
    def habit(self) -> HabitView | None:
        """The habit under the cursor."""
        return self.habits[self.habit_rows.cursor] if self.habits else None

    @property
    def entry(self) -> Entry | None:
        """The entry under the cursor."""
        entries = self.shown.entries if self.shown else []
        return entries[self.entry_rows.cursor] if self.entry_rows.cursor < len(entries) else None

    @property
    def entry_to_keep(self) -> Entry | None:
        """The entry that the cursor stays on; None where it is on the newest, and goes on to what comes next."""
        entries = self.shown.entries if self.shown else []
        return self.entry if self.entry_rows.cursor < len(entries) - 1 else None

    def show(self, shown: Today, today: int, look: Look, path: str, *, in_order: bool = False) -> None:
        """Show a day, its habits as they were ordered, or by how they stand where they are others or `in_order`."""
        order = {habit.tag: place for place, habit in enumerate(self.habits)}
        here, entry = self.habit, self.entry_to_keep
        is_same = self.shown is not None and self.shown.day == shown.day
        if in_order or not is_same or order.keys() != {habit.tag for habit in shown.habits}:
            self.habits = sort_habits(shown.habits)
        else:
            self.habits = sorted(shown.habits, key=lambda habit: order[habit.tag])
        places = {habit.tag: place for place, habit in enumerate(self.habits)}
        self.shown, self.today, self.look = shown, today, look
        self.table = HabitTable(self.habits, shown.day, look, is_today=shown.day == today)
        cursor = places.get(here.tag, 0) if here and not in_order else 0
        self.habit_rows.show(len(self.habits), self.table.draw, cursor)
        self.show_entries(entry)
        if not shown.ever:
            self.query_one("#morning", Static).update(WELCOME.format(path=make_safe(path)))
        self.query_one("#wins").display = self.query_one("#summary").display = shown.ever

    def show_again(self, shown: Today) -> None:
        """Show a day after an act that touched some of its habits and no others."""
        if self.table is None:
            return
        entry = self.entry_to_keep
        self.shown = shown
        fresh = {habit.tag: habit for habit in shown.habits}
        for place, habit in enumerate(self.habits):
            if fresh[habit.tag] is not habit:
                self.habits[place] = fresh[habit.tag]
                if self.table.replace(place, fresh[habit.tag]):
                    self.habit_rows.show_row(place)
                else:
                    self.habit_rows.refresh()
        self.show_entries(entry)

    def show_entries(self, before: Entry | None) -> None:
        """Show the entries, and what stands above them; the cursor goes to the one it was on, or to the newest."""
        shown = self.shown
        if shown is None:
            return
        entries, look = shown.entries, self.look
        place = next((place for place, entry in enumerate(entries) if before and entry.id == before.id), None)
        if before is None:
            place = len(entries) - 1
        self.entry_rows.show(len(entries), self.draw_entry, place)
        is_today = shown.day == self.today
        write(self.query_one("#wins", Static), f"{count(shown.wins, 'win')} {'today' if is_today else 'that day'}")
        write(self.query_one("#summary", Static), say_summary(shown, look, is_today=is_today))
        write(self.query_one("#morning", Static), "\n".join(list_morning(shown, look, is_today=is_today)))
        write(self.query_one("#ahead", Static), "\n".join(self.ahead))
        self.fit()

    @property
    def ahead(self) -> list[str]:
        """What is to be come back to, a few at most, and the next step of the goal in focus."""
        if self.shown is None:
            return []
        look = Look(width=max(20, self.look.width - 2), ascii=self.look.ascii)
        follow = list_follow_lines(self.shown.follow_ups, look)
        if len(follow) > MOST_AHEAD:
            follow = [*follow[: MOST_AHEAD - 1], f"  and {len(follow) - MOST_AHEAD + 1} more to come back to"]
        return [line.removeprefix("  ") for line in (*follow, *list_next_line(self.shown, look))]

    def draw_entry(self, index: int, width: int) -> list[Piece]:
        """Draw an entry."""
        entries: Iterable[Entry] = self.shown.entries if self.shown else []
        return draw_entry(list(entries)[index], width, self.look)

    def on_resize(self, _: Resize) -> None:
        """Share the room anew."""
        self.fit()

    def fit(self) -> None:
        """Give each list the room that it needs, and where there is too little most of it to the habits."""
        if self.shown is None:
            return
        habits, entries = len(self.habits), len(self.shown.entries)
        room = max(2, self.size.height - 3 - len(self.ahead))
        below = min(-(-max(1, entries) // STEP) * STEP, max(2, room - habits, room * 2 // 5))
        height = max(0, min(habits, room - below))
        for rows, number in ((self.habit_rows, height), (self.entry_rows, max(1, room - height))):
            is_shown = bool(habits if rows is self.habit_rows else entries)
            if rows.display != is_shown:
                rows.display = is_shown
            if rows.styles.height is None or rows.styles.height.value != number:
                rows.styles.height = number
        self.query_one("#ahead").display = bool(self.ahead)
        morning = self.query_one("#morning")
        if morning.display != (not entries):
            morning.display = not entries


def write(label: Static, text: str) -> None:
    """Write a label anew where it says something else; its room stays as it is where it has one line before and now."""
    before = str(label.content)
    if before != text:
        label.update(text, layout="\n" in before + text or not before or not text)


def say_summary(shown: Today, look: Look, *, is_today: bool) -> str:
    """Say which day is shown, and how many of its habits are done."""
    label = label_day(shown.day, shown.day)
    if not is_today:
        left = f"{label}, as it stood at its end"
    else:
        left = f"{label}, until {shown.day_start:02d}:00" if shown.day_start else label
    return spread(left, say_done(shown), max(20, look.width - 4))


def list_morning(shown: Today, look: Look, *, is_today: bool) -> list[str]:
    """List what stands where there is no entry: how yesterday was, and what was long ago."""
    if shown.yesterday:
        lines = [say_yesterday(shown.yesterday)]
    else:
        lines = ["Nothing logged yet today." if is_today else "Nothing was logged that day."]
    if shown.memory:
        lines.append(say_memory(shown.memory))
    return [cut(line[: 4 * look.width], max(20, look.width - 4), look.sign("…")) for line in lines]
