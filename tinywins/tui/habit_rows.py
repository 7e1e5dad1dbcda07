"""Rows of habits: what stands in each, and which columns there is room for."""

from collections.abc import Iterable
from dataclasses import dataclass

from rich.style import Style

from tinywins.domain.days import monday_of
from tinywins.render.columns import Look, cell_width, cut, pad
from tinywins.render.safe import make_safe
from tinywins.render.today import ONCE, STATES, note_of, run_of, strength_of
from tinywins.render.week import SIGNS
from tinywins.services import views
from tinywins.services.day_signs import mark_days
from tinywins.services.standing import ENOUGH
from tinywins.services.views import HabitView
from tinywins.services.week import mark_week
from tinywins.tui.widgets.rows import Piece

GAP = "  "
DROPS = ("word", "bar", "spares", "week", "strength", "run")  # what is left out first where it is narrow
NOTE_ROOM = 16  # columns below which something is left out for the note
DAYS = 7
GREEN, FAINT, BAR = Style(color="green"), Style(dim=True), Style(color="cyan")
SIGN_STYLES = {"D": GREEN, "+": GREEN, "M": FAINT, "S": FAINT, "U": FAINT}
STATE_STYLES = {views.DONE: GREEN, views.EXCUSED: FAINT, views.REST: FAINT}
STATE_MARKS = {views.DONE: "D", views.EXCUSED: "S", views.OPEN: "P"}


@dataclass(frozen=True, slots=True)
class Cells:
    """What a row says, each in full and, where there is a shorter way, shortly."""

    state: str
    mark: str
    name: str
    week: str
    note: str
    run: str
    short_run: str
    strength: str
    number: str


def read_cells(habit: HabitView, day: int, look: Look, *, is_today: bool = True) -> Cells:
    """Give what a habit's row says on a day."""
    mark = STATE_MARKS.get(habit.state) or (habit.mark if habit.state == views.LIMIT else "")
    note = note_of(habit, day)
    run = "" if habit.quiet else run_of(habit)
    strength = "" if habit.quiet else strength_of(habit, look)
    return Cells(
        state=habit.state,
        mark=mark or mark_days(habit.standing, day, day),
        name=make_safe(habit.tag),
        week=mark_week(habit, monday_of(day)),
        note=note if is_today or note != ONCE else "once that day",
        run=run,
        short_run=run.partition(",")[0],
        strength=strength,
        number=strength if habit.decided < ENOUGH else strength.rpartition(" ")[2],
    )


class HabitTable:
    """Habits as rows whose columns align; `day_place` is the weekday, 0-6, that the week strip marks."""

    def __init__(self, habits: Iterable[HabitView], day: int, look: Look, *, is_today: bool = True) -> None:
        self.day, self.look, self.is_today = day, look, is_today
        self.day_place = day - monday_of(day)
        self.cells = [read_cells(habit, day, look, is_today=is_today) for habit in habits]
        self.layout: tuple[int, frozenset[str], dict[str, int]] | None = None

    def replace(self, index: int, habit: HabitView) -> bool:
        """Read one habit anew, and say whether the columns of all stay as they are."""
        before = self.layout
        self.cells[index] = read_cells(habit, self.day, self.look, is_today=self.is_today)
        self.layout = None
        return before is not None and self.lay_out(before[0]) == before[1:]

    def measure(self, column: str) -> int:
        """Give the width of a column's widest cell."""
        return max((cell_width(getattr(cells, column)) for cells in self.cells), default=0)

    def lay_out(self, width: int) -> tuple[frozenset[str], dict[str, int]]:
        """Choose what is shown in so many columns: everything, or what is left after the least important."""
        if self.layout is not None and self.layout[0] == width:
            return self.layout[1:]
        widths = {name: self.measure(name) for name in ("run", "short_run", "strength", "number", "note")}
        widths["name"] = min(self.measure("name"), max(8, width // 4))
        wanted = min(NOTE_ROOM, widths["note"])
        shown = frozenset(DROPS)
        for drop in ("", *DROPS):
            shown -= {drop}
            room = width - measure_fixed(shown, widths)
            if room >= wanted:
                break
        widths["note"] = max(0, min(room, widths["note"]) if shown & {"run", "strength"} else room)
        self.layout = (width, shown, widths)
        return shown, widths

    def draw(self, index: int, width: int) -> list[Piece]:
        """Draw a row in so many columns."""
        shown, widths = self.lay_out(width)
        cells, end = self.cells[index], self.look.sign("…")
        style = STATE_STYLES.get(cells.state)
        pieces: list[Piece] = [(self.look.sign(SIGNS[cells.mark]) + " ", SIGN_STYLES.get(cells.mark))]
        if "word" in shown:
            pieces.append((pad(STATES[cells.state], max(map(len, STATES.values()))) + GAP, style))
        pieces.append((pad(shorten(cells.name, widths["name"], end), widths["name"]) + GAP, style))
        if "week" in shown:
            pieces += [*self.draw_week(cells.week), (GAP, None)]
        if widths["note"] > 0:
            pieces.append((pad(shorten(cells.note, widths["note"], end), widths["note"]) + GAP, FAINT))
        if "run" in shown:
            name = "run" if "spares" in shown else "short_run"
            pieces.append((pad(getattr(cells, name), widths[name]) + GAP, style))
        if "strength" in shown:
            bar = style if cells.state == views.REST else BAR
            pieces.append((cells.strength if "bar" in shown else cells.number, bar))
        return pieces

    def draw_week(self, week: str) -> list[Piece]:
        """Draw the seven signs of a week, the day itself underlined."""
        here = Style(underline=True)
        pieces: list[Piece] = []
        for place, sign in enumerate(week):
            style = SIGN_STYLES.get(sign, Style())
            pieces.append((self.look.sign(SIGNS[sign]), style + here if place == self.day_place else style))
        return pieces


def measure_fixed(shown: frozenset[str], widths: dict[str, int]) -> int:
    """Give the columns that all but the note take, its gap among them."""
    gap = len(GAP)
    fixed = 2 + widths["name"] + gap + gap
    fixed += max(map(len, STATES.values())) + gap if "word" in shown else 0
    fixed += DAYS + gap if "week" in shown else 0
    fixed += widths["run" if "spares" in shown else "short_run"] + gap if "run" in shown else 0
    return fixed + (widths["strength" if "bar" in shown else "number"] if "strength" in shown else 0)


def shorten(text: str, width: int, end: str) -> str:
    """Cut a text to a width; of a very long one no more is looked at than could be shown."""
    return cut(text[: 4 * width + 64], width, end)
