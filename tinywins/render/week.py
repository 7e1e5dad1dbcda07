"""A week as seven columns of marks."""

from datetime import date

from tinywins.domain.days import WEEKDAYS, label_day
from tinywins.domain.schedule import write_rule
from tinywins.domain.versions import find_part
from tinywins.render.columns import Look, cell_width, cut, pad
from tinywins.render.habits import NONE_YET
from tinywins.render.phrases import say_progress, say_rule
from tinywins.render.safe import make_safe
from tinywins.services.week import Week

SIGNS = {"D": "✓", "M": "·", "S": "s", "P": "○", "U": "–", "+": "*", " ": " "}
LEGEND = {"D": "done", "M": "not done", "S": "off", "P": "open", "U": "nothing said", "+": "logged"}


def show_week(week: Week, look: Look) -> str:
    """Write a week: a line a habit, a column a day, and what the signs mean."""
    sunday = week.monday + 6
    number = date.fromordinal(week.monday).isocalendar()[1]
    head = f"Week {number}, {label_day(week.monday, week.today)} - {label_day(sunday, week.today)}"
    if not week.rows:
        return f"{head}\n\n{NONE_YET}"
    names = [make_safe(habit.tag) for habit, _ in week.rows]
    width = max(cell_width(name) for name in names)
    lines = [look.bold(head), "", " " * (width + 4) + "".join(f"{day:<4}" for day in WEEKDAYS).rstrip()]
    room = min(look.width, 80) - width - 33
    for place, ((_, days), name) in enumerate(zip(week.rows, names, strict=True)):
        cells = "".join(f" {look.sign(SIGNS[sign])}  " for sign in days)
        note = cut(say_note(week, place), room, look.sign("…")) if room > 4 else ""
        lines.append(f"  {pad(name, width + 2)}{cells} {note}".rstrip())
    used = [sign for sign in LEGEND if any(sign in days for _, days in week.rows)]
    legend = "   ".join(f"{look.sign(SIGNS[sign])} {LEGEND[sign]}" for sign in used)
    return "\n".join([*lines, "", f"  {legend}" if used else ""]).rstrip() + "\n"


def say_note(week: Week, place: int) -> str:
    """Say beside a habit's week how far a longer slot has come, or how many days were kept, and the rule of then."""
    habit, days = week.rows[place]
    unit, standing = make_safe(habit.unit), habit.standing
    if habit.quiet:
        return ""
    day = min(week.monday + 6, week.today)
    schedule = find_part(standing.slots.parts, day).schedule
    progress = say_progress(standing, day, unit) if schedule.period and day >= standing.start else []
    if progress:
        return ", ".join(progress)
    kept, decided = days.count("D"), days.count("D") + days.count("M")
    rule = say_rule(write_rule(schedule), unit)
    return rule if schedule.period or not decided else f"{kept} of {decided}, {rule}"
