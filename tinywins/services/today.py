"""Today: the habits as they stand, the day's entries, and in the morning how yesterday was."""

from dataclasses import dataclass

from tinywins.domain.days import MIN_DAY, write_day
from tinywins.domain.entries import Entry
from tinywins.services.habits import HabitView, list_habits
from tinywins.services.workspace import Workspace
from tinywins.storage import facts, queries


@dataclass(frozen=True, slots=True)
class Yesterday:
    """How the day before was: its wins, the habits done of those due, and its last entry."""

    wins: int
    done: int
    due: int
    last: Entry | None


@dataclass(frozen=True, slots=True)
class Today:
    """A day: its habits, entries (oldest first) and wins; `ever` says whether anything was logged at all."""

    day: int
    day_start: int
    habits: list[HabitView]
    entries: list[Entry]
    wins: int
    ever: bool
    yesterday: Yesterday | None


def show_today(ws: Workspace) -> Today:
    """Give today as it stands; nothing is written."""
    db = ws.store.reader()
    day = ws.today()
    habits = list_habits(ws)
    entries = queries.read_day_entries(db, write_day(day))
    ever = facts.has_entries(db) or bool(habits)
    yesterday = None if entries or day <= MIN_DAY else show_yesterday(ws, day - 1, habits)
    return Today(day, ws.settings.day_start, habits, entries, sum(entry.win for entry in entries), ever, yesterday)


def show_yesterday(ws: Workspace, day: int, habits: list[HabitView]) -> Yesterday | None:
    """Give how the day before was, or None when nothing was logged on it."""
    db = ws.store.reader()
    entries = queries.read_day_entries(db, write_day(day))
    if not entries:
        return None
    done = due = 0
    for habit in habits:
        schedule = habit.standing.schedule
        was_done = facts.read_tag_day(db, habit.tag, write_day(day))[0] > 0
        if was_done or (schedule.mask >> (day - 1) % 7 & 1 and day >= schedule.start):
            due += 1
            done += was_done
    return Yesterday(sum(entry.win for entry in entries), done, due, entries[-1])
