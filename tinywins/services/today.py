"""Today: the habits as they stand, the day's entries, and in the morning how yesterday was and what was long ago."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from tinywins.domain.days import MIN_DAY, write_day
from tinywins.domain.entries import Entry
from tinywins.domain.periods import same_day_before
from tinywins.domain.versions import find_part
from tinywins.services.follow_ups import FollowUp, list_follow_ups
from tinywins.services.standing import find_lost_days, mark_on
from tinywins.services.views import OPEN, HabitView, list_habits, list_habits_on, view_habit
from tinywins.services.workspace import Workspace
from tinywins.storage import entry_rows, facts, queries
from tinywins.storage.connect import Db


@dataclass(frozen=True, slots=True)
class Yesterday:
    """How the day before was: its wins, the habits done of those due, and its last win."""

    wins: int
    done: int
    due: int
    last: Entry | None


@dataclass(frozen=True, slots=True)
class Memory:
    """A win of the same date a `year` or a `month` ago."""

    entry: Entry
    ago: str


@dataclass(frozen=True, slots=True)
class Today:
    """A day: its habits, entries (oldest first) and wins; `ever` says whether anything was logged at all.

    `follow_ups` are what is to be come back to, of today alone.
    """

    day: int
    day_start: int
    habits: list[HabitView]
    entries: list[Entry]
    wins: int
    ever: bool
    yesterday: Yesterday | None
    memory: Memory | None
    follow_ups: tuple[FollowUp, ...] = ()


def show_today(ws: Workspace) -> Today:
    """Give today as it stands; nothing is written."""
    db = ws.store.reader()
    day = ws.today()
    habits = list_habits(ws)
    entries = queries.read_day_entries(db, write_day(day))
    ever = facts.has_entries(db) or bool(facts.list_habit_tags(db))
    yesterday = None if entries or day <= MIN_DAY else show_yesterday(ws, day - 1, habits)
    memory = None if entries else find_memory(db, day)
    wins = sum(entry.win for entry in entries)
    follow_ups = list_follow_ups(db, day)
    ever = ever or bool(follow_ups)
    return Today(day, ws.settings.day_start, habits, entries, wins, ever, yesterday, memory, follow_ups)


def show_day(ws: Workspace, day: int) -> Today:
    """Give a day gone by as it stood at its end, with what is known of it now."""
    db = ws.store.reader()
    entries = queries.read_day_entries(db, write_day(day))
    ever = facts.has_entries(db) or bool(facts.list_habit_tags(db))
    wins = sum(entry.win for entry in entries)
    return Today(day, ws.settings.day_start, list_habits_on(ws, day), entries, wins, ever, None, None)


def show_again(ws: Workspace, shown: Today, names: Collection[str]) -> Today:
    """Give a day that was shown once more, after an act that touched these names and no others."""
    db = ws.store.reader()
    tags = {entry_rows.find_tag(db, name) for name in names}
    lost = find_lost_days(db, ws.settings.day_start)
    habits = [view_habit(db, ws, h.tag, lost, shown.day) if h.tag in tags else h for h in shown.habits]
    entries = queries.read_day_entries(db, write_day(shown.day))
    is_morning = not entries and shown.day == ws.today()
    return replace(
        shown,
        habits=habits,
        entries=entries,
        wins=sum(entry.win for entry in entries),
        ever=bool(entries or shown.habits) or facts.has_entries(db),
        yesterday=show_yesterday(ws, shown.day - 1, habits) if is_morning and shown.day > MIN_DAY else None,
        memory=find_memory(db, shown.day) if is_morning else None,
        follow_ups=list_follow_ups(db, shown.day) if shown.day == ws.today() else (),
    )


def list_due(ws: Workspace) -> list[HabitView]:
    """List the habits that are open today."""
    return [habit for habit in list_habits(ws) if habit.state == OPEN]


def list_due_follow_ups(ws: Workspace) -> tuple[FollowUp, ...]:
    """List what is to be come back to today, or was before."""
    return list_follow_ups(ws.store.reader(), ws.today())


def find_memory(db: Db, day: int) -> Memory | None:
    """Find a win of a year ago, or else of a month ago: a starred one before others, then the day's first."""
    days = {period: same_day_before(period, day) for period in ("year", "month")}
    entry = queries.find_memory(db, tuple(write_day(found) for found in days.values() if found is not None))
    if entry is None:
        return None
    return Memory(entry, "year" if entry.day == days["year"] else "month")


def show_yesterday(ws: Workspace, day: int, habits: list[HabitView]) -> Yesterday | None:
    """Give how the day before was, or None when nothing was logged on it."""
    db = ws.store.reader()
    entries = queries.read_day_entries(db, write_day(day))
    if not entries:
        return None
    kept = [was_kept(db, habit, day) for habit in habits if not habit.quiet]
    done, due = kept.count(True), len(kept) - kept.count(None)
    wins = [entry for entry in entries if entry.win]
    return Yesterday(len(wins), done, due, wins[-1] if wins else None)


def was_kept(db: Db, habit: HabitView, day: int) -> bool | None:
    """Say whether a habit was done on a day gone by; None where it was not due, or where nobody can say."""
    standing = habit.standing
    schedule = find_part(standing.slots.parts, day).schedule
    n, _ = facts.read_tag_day(db, habit.tag, write_day(day))
    if schedule.is_limit:
        return None
    mark = "" if schedule.period else mark_on(standing, day)
    if mark in ("D", "M"):
        return mark == "D"
    return True if n else None
