"""The runs of all habits as a table that fits: what there is no room for is left out, the least needed first."""

from collections.abc import Sequence
from dataclasses import dataclass

from tinywins.compounding.streaks import decided_place
from tinywins.domain.versions import slot_span
from tinywins.render.columns import Look, align, cell_width, cut
from tinywins.render.habits import say_recent, say_span
from tinywins.render.phrases import count, slot_unit
from tinywins.render.safe import make_safe
from tinywins.render.today import run_of, strength_of
from tinywins.services.standing import ENOUGH
from tinywins.services.views import HabitView

LONGEST_NAME = 24
HEADS = {
    "name": "",
    "now": "now",
    "risk": "",
    "spares": "spares",
    "left": "spares",
    "longest": "longest",
    "dates": "",
    "recent": "last 90 days",
    "share": "90 days",
    "strength": "strength",
}
FULL = ("name", "now", "risk", "spares", "longest", "dates", "recent", "strength")
SHORTER = (  # what to do without, or to say shorter, one after the other
    ("dates", ""),
    ("spares", "left"),
    ("recent", "share"),
    ("longest", ""),
    ("left", ""),
    ("strength", ""),
    ("share", ""),
)
OWN, NAME, CURRENT, LONGEST, STRENGTH, RISK = "own order", "name", "current run", "longest run", "strength", "at risk"
ORDERS = (OWN, NAME, CURRENT, LONGEST, STRENGTH, RISK)


@dataclass(frozen=True, slots=True)
class StreakTable:
    """A head and a line a habit, each as wide as there is room."""

    head: str
    lines: tuple[str, ...]


def arrange_streaks(habits: Sequence[HabitView], today: int, look: Look) -> StreakTable:
    """Write the runs of habits in a table that is no wider than the look."""
    cells = [list_cells(habit, today, look) for habit in habits]
    names = [name for name in FULL if name != "risk" or any(cell["risk"] for cell in cells)]
    rows = lay_out(names, cells)
    for gone, instead in SHORTER:
        if max(map(cell_width, rows)) <= look.width:
            break
        names = [instead if name == gone else name for name in names if name != gone or instead]
        rows = lay_out(names, cells)
    head, *lines = (cut(row, look.width, look.sign("…")) for row in rows)
    return StreakTable(head, tuple(lines))


def lay_out(names: Sequence[str], cells: Sequence[dict[str, str]]) -> list[str]:
    """Write the chosen columns, aligned, their heads first."""
    rows = [[HEADS[name] for name in names], *([cell[name] for name in names] for cell in cells)]
    return ["".join(row).rstrip() for row in align(rows)]


def list_cells(habit: HabitView, today: int, look: Look) -> dict[str, str]:
    """Give all that can be said of a habit in a table, by the name of the column; of a quiet one its name alone."""
    cells = dict.fromkeys(HEADS, "")
    cells["name"] = cut(make_safe(habit.tag), LONGEST_NAME, look.sign("…"))
    standing, streaks = habit.standing, habit.standing.streaks
    if habit.quiet or standing.schedule.is_anytime:
        cells["now"] = "archived" if habit.archived else "quiet" if habit.quiet else "anytime"
        return cells
    run = count(streaks.current, *slot_unit(standing)) if streaks.current else run_of(habit)
    cells["now"] = "archived" if habit.archived else run
    cells["risk"] = "at risk" if is_at_risk(habit) else ""
    if streaks.current and standing.schedule.spares:
        cells["left"] = f"{streaks.left} left"
    used = f"{streaks.used} used" if streaks.used else ""
    cells["spares"] = ", ".join(part for part in (cells["left"], used) if part)
    if habit.best:
        cells["longest"] = count(habit.best.length, *slot_unit(standing, streaks.longest_begin))
        cells["dates"] = say_span(habit.best, today)
    cells["recent"] = say_recent(habit, ranges=False)
    early = "too early" if habit.recent.n else ""
    cells["share"] = early if habit.decided < ENOUGH else f"{round(100 * habit.recent.value)} %"
    cells["strength"] = strength_of(habit, look)
    return cells


def is_at_risk(habit: HabitView) -> bool:
    """Say whether a habit's run ends today if today stays as it is."""
    return habit.standing.streaks.at_risk and not habit.archived and not habit.quiet


def sort_habits(habits: Sequence[HabitView], order: str) -> list[HabitView]:
    """Put habits in one of the ORDERS; those without numbers come last where numbers decide."""
    if order == NAME:
        return sorted(habits, key=lambda habit: habit.tag)
    if order == RISK:
        return sorted(habits, key=lambda habit: not is_at_risk(habit))
    measures = {CURRENT: measure_current, LONGEST: measure_longest, STRENGTH: measure_strength}
    if order not in measures:
        return list(habits)
    return sorted(habits, key=lambda habit: -1.0 if habit.quiet else measures[order](habit), reverse=True)


def measure_current(habit: HabitView) -> float:
    """Give the days that the current run has lasted, so that weeks and days compare."""
    standing = habit.standing
    if not standing.streaks.current or habit.archived:
        return 0
    place = decided_place(standing.slots.marks, standing.streaks.current_begin)
    return standing.day - slot_span(standing.slots.parts, place)[0] + 1


def measure_longest(habit: HabitView) -> float:
    """Give the days that the longest run lasted."""
    return min(habit.best.last, habit.standing.day) - habit.best.first + 1 if habit.best else 0


def measure_strength(habit: HabitView) -> float:
    """Give the strength where it says something."""
    return habit.strength if habit.decided >= ENOUGH else 0
