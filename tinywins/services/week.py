"""A week: what each of its seven days was for each habit."""

from dataclasses import dataclass

from tinywins.domain.days import monday_of
from tinywins.domain.versions import find_part, slot_of_day
from tinywins.services.standing import Standing
from tinywins.services.views import HabitView, list_habits
from tinywins.services.workspace import Workspace

COUNTED = "+"  # done on a day that is no slot of its own


@dataclass(frozen=True, slots=True)
class Week:
    """An ISO week by its Monday: for each habit seven signs, D, M, S, P, U, `+` or a blank, and how its days stand."""

    monday: int
    today: int
    rows: list[tuple[HabitView, str]]


def show_week(ws: Workspace, day: int) -> Week:
    """Give the week that holds a day; habits that begin later are left out."""
    monday = monday_of(day)
    habits = [habit for habit in list_habits(ws) if habit.standing.start <= monday + 6]
    today = ws.today()
    return Week(monday, today, [(habit, mark_week(habit, monday, today)) for habit in habits])


def mark_week(habit: HabitView, monday: int, today: int) -> str:
    """Give a sign for each day of a week: the mark of its slot, or what is known of a day inside a longer one.

    Of a quiet habit what was not done stays blank.
    """
    signs = "".join(mark_day(habit.standing, day, today) for day in range(monday, monday + 7))
    return signs.replace("M", " ") if habit.quiet else signs


def mark_day(standing: Standing, day: int, today: int) -> str:
    """Give the sign of a day."""
    if day < standing.start or day > today:
        return " "
    lived, parts = standing.lived, standing.slots.parts
    schedule = find_part(parts, day).schedule
    if schedule.period or schedule.is_anytime:
        if day in lived.done:
            return COUNTED if schedule.is_anytime or schedule.is_limit else "D"
        return "S" if schedule.period and day in lived.excused else " "
    place = slot_of_day(parts, day)
    if place is not None:
        return chr(standing.slots.marks[place])
    return COUNTED if day in lived.done else " "
