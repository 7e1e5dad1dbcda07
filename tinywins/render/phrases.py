"""The words that people read. Plain, kind and true; docs/contributing.md says which words stay out."""

from tinywins.domain.days import label_day
from tinywins.domain.names import show_name
from tinywins.domain.schedule import DAILY
from tinywins.services.special import Special
from tinywins.services.standing import Standing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tinywins.services.daybook import Saved
    from tinywins.services.habits import HabitView

UNITS = {"daily": ("day", "days"), "week": ("week", "weeks"), "days": ("time", "times")}


def count(number: int, one: str, many: str = "") -> str:
    """Write a number with its noun: `1 win`, `1,204 wins`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def slot_unit(standing: Standing) -> tuple[str, str]:
    """Give the noun of a habit's slots, one and many."""
    return UNITS[slot_kind(standing)]


def slot_kind(standing: Standing) -> str:
    """Give the kind of a habit's slots, a key of UNITS."""
    if standing.schedule.times:
        return "week"
    return "daily" if standing.schedule.mask == DAILY else "days"


def say_run(standing: Standing) -> str:
    """Say the current run with its spares: `38 days, 2 spares used`."""
    streaks = standing.streaks
    run = count(streaks.current, *slot_unit(standing))
    return f"{run}, {count(streaks.used, 'spare')} used" if streaks.used else run


def say_standing(standing: Standing, amount: str = "") -> str:
    """Say what a habit's entry moved, with the amount of the entry."""
    streaks = standing.streaks
    parts = [amount] if amount else []
    if standing.need:
        parts.append(f"{standing.done} of {standing.need} this week")
    if streaks.current:
        parts.append(f"{count(streaks.current, *slot_unit(standing))} in a row")
    if streaks.used:
        parts.append(f"{count(streaks.used, 'spare')} used")
    return f"{standing.tag}: {', '.join(parts) or count(standing.entries, 'time')}."


def say_rule(rule: str) -> str:
    """Say a schedule's rule: every day, Mon Wed Fri, 3 times a week."""
    if rule == "daily":
        return "every day"
    if rule.endswith("/week"):
        return f"{count(int(rule[:-5]), 'time')} a week"
    return " ".join(day.capitalize() for day in rule.split(","))


def say_special(special: Special, unit: str) -> str:
    """Say the special sentence; `unit` is that of a habit's slots, a key of UNITS."""
    numbers = special.numbers
    if special.kind == "comeback":
        missed, strength, best = numbers
        gap = f"{missed} missed" if unit == "days" else count(missed, *UNITS[unit])
        said = f"Back after {gap}, and that is the hard one."
        facts = [f"strength {strength}"] if strength else []
        facts += [f"best run {best} stays"] if best else []
        return f"{said} {'; '.join(facts).capitalize()}." if facts else said
    if special.kind == "longest":
        return f"The longest run so far: {count(numbers[0], *UNITS[unit])}."
    if special.kind == "nth":
        name = f" {show_name(special.tag)}" if special.tag else ""
        return f"That is{name} number {numbers[0]:,}."
    if special.kind == "month":
        return f"The first {show_name(special.tag)} this month."
    return f"{numbers[0]} of the last {numbers[1]} kept."


def say_added(habit: "HabitView", today: int) -> str:
    """Say a habit's rule, since when it counts, and what counts already."""
    start = habit.standing.schedule.start
    since = "today" if start == today else label_day(start, today)
    lines = [f"{habit.tag}: {say_rule(habit.rule)}, from {since}."]
    if start > today:
        return lines[0] + "\n"
    if habit.entries:
        counted = f"{count(habit.entries, 'entry', 'entries')} {'counts' if habit.entries == 1 else 'count'}"
        run = f": {say_run(habit.standing)} in a row" if habit.standing.streaks.current else ""
        lines.append(f"  {counted} already{run}.")
    else:
        lines.append(f"  Done for today?  tinywins done {habit.tag}")
    return "\n".join(lines) + "\n"


def say_saved(saved: "Saved") -> str:
    """Say what saving a day changed."""
    words = (("changed", saved.changed), ("removed", saved.removed), ("added", saved.added))
    said = ", ".join(f"{number} {word}" for word, number in words if number)
    return f"Saved: {said}.\n" if said else "Nothing was changed.\n"
