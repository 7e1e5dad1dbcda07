"""A week: what each of its seven days was for each habit."""

from dataclasses import dataclass

from tinywins.domain.days import monday_of
from tinywins.services.day_signs import mark_days
from tinywins.services.views import HabitView, list_habits
from tinywins.services.workspace import Workspace


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
    return Week(monday, ws.today(), [(habit, mark_week(habit, monday)) for habit in habits])


def mark_week(habit: HabitView, monday: int) -> str:
    """Give a sign for each day of a week; of a quiet habit what was not done stays blank."""
    signs = mark_days(habit.standing, monday, monday + 6)
    return signs.replace("M", " ") if habit.quiet else signs
