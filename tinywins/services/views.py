"""Habits as they stand today: marks, runs, strength and consistency, and whether they are due."""

from dataclasses import dataclass

from tinywins.compounding.consistency import Consistency, find_consistency
from tinywins.compounding.streaks import best_runs, decided_place
from tinywins.domain.days import write_day
from tinywins.domain.schedule import write_rule
from tinywins.domain.versions import next_slot_day, slot_of_day, slot_span
from tinywins.services.excuses import Excuse, list_excuses
from tinywins.services.standing import Standing, find_lost_days, find_standing, find_strength_of, mark_on, read_parts
from tinywins.services.workspace import Workspace
from tinywins.storage import entry_rows, facts
from tinywins.storage.connect import Db

RECENT = 90  # days that consistency looks back
OPEN, DONE, LIMIT, EXCUSED, REST, ANYTIME = "open", "done", "limit", "excused", "rest", "anytime"


@dataclass(frozen=True, slots=True)
class Run:
    """A run of a habit: done slots, its first and last day, and whether it goes on today."""

    length: int
    first: int
    last: int
    now: bool


@dataclass(frozen=True, slots=True)
class HabitView:
    """A habit as it stands today.

    `state` says whether it is open (due), done, a limit, excused, at rest (not due) or for anytime. `strength` is 0-1
    and `decided` the slots that made it; `amount` is today's, in thousandths; `recent` looks back 90 days; `best` is
    the longest run, `next_day` the next day it may be done; `excuse` is why today is excused, where it is, and
    `archived` the day from which the habit is archived, or "".
    """

    tag: str
    cue: str
    reward: str
    quiet: bool
    archived: str
    unit: str
    rule: str
    state: str
    mark: str
    done_today: bool
    amount: int
    standing: Standing
    strength: float
    decided: int
    recent: Consistency
    best: Run | None
    next_day: int
    excuse: Excuse | None
    entries: int


def list_habits(ws: Workspace, *, archived: bool = False) -> list[HabitView]:
    """Give every habit as it stands today; archived ones on request alone."""
    db = ws.store.reader()
    lost = find_lost_days(db, ws.settings.day_start)
    views = [view_habit(db, ws, tag, lost) for tag in list_active(db, archived=archived)]
    return sorted(views, key=lambda view: view.archived != "") if archived else views


def list_habits_on(ws: Workspace, day: int) -> list[HabitView]:
    """Give the habits that had begun on a day gone by, and were not archived yet, as they stood at its end."""
    db = ws.store.reader()
    lost = find_lost_days(db, ws.settings.day_start)
    views = [view_habit(db, ws, tag, lost, day) for tag in list_active(db, archived=True)]
    text = write_day(day)
    return [view for view in views if view.standing.start <= day and (not view.archived or view.archived > text)]


def list_active(db: Db, *, archived: bool = False) -> list[str]:
    """List the tags of all habits that are not archived, or of all."""
    return [tag for tag in facts.list_habit_tags(db) if archived or not facts.read_habit(db, tag)[3]]


def show_habit(ws: Workspace, word: str, most: int = 5) -> tuple[HabitView, list[Run]]:
    """Give one habit with its best runs."""
    from tinywins.services.habit_names import require_habit

    db = ws.store.reader()
    view = view_habit(db, ws, require_habit(db, word))
    return view, list_runs(view, ws, most)


def view_habit(
    db: Db, ws: Workspace, tag: str, lost: frozenset[int] | None = None, day: int | None = None
) -> HabitView:
    """Work out how a habit stands today, or how it stood at the end of a day gone by.

    `lost` are the days that a traveller never had, when they are known.
    """
    today = ws.today() if day is None else day
    unit, _ = entry_rows.read_tag(db, tag)
    cue, reward, quiet, archived = facts.read_habit(db, tag)
    lost = find_lost_days(db, ws.settings.day_start) if lost is None else lost
    standing = find_standing(db, tag, read_parts(db, tag), today, ws.settings.spares, lost, archived)
    marks = standing.slots.marks
    n, amount = facts.read_tag_day(db, tag, write_day(today))
    mark = mark_on(standing, today)
    return HabitView(
        tag=tag,
        cue=cue,
        reward=reward,
        quiet=quiet,
        archived=archived,
        unit=unit,
        rule=write_rule(standing.schedule),
        state=find_state(standing, mark, n),
        mark=mark,
        done_today=n > 0,
        amount=amount,
        standing=standing,
        strength=find_strength_of(standing),
        decided=marks.count(b"D") + marks.count(b"M"),
        recent=find_consistency(recent_marks(standing, today)),
        best=find_best(standing),
        next_day=next_slot_day(standing.slots.parts, today),
        excuse=find_excuse(db, tag, today) if today in standing.lived.excused else None,
        entries=standing.entries,
    )


def find_excuse(db: Db, tag: str, day: int) -> Excuse | None:
    """Give the excuse that holds for a day of a habit; of several the one that begins last."""
    return next((excuse for excuse in reversed(list_excuses(db, tag)) if excuse.holds(day)), None)


def find_state(standing: Standing, mark: str, n: int) -> str:
    """Say how a habit stands on its day, on which it was logged `n` times."""
    schedule, day = standing.schedule, standing.day
    if day < standing.start:
        return REST
    is_off = mark == "S" or (mark != "" and day in standing.lived.excused)
    if schedule.is_limit:
        return EXCUSED if is_off and not n else LIMIT if mark or schedule.is_anytime else REST
    is_enough = standing.slot.sum >= standing.slot.want if schedule.target else n > 0
    if mark == "D" or (is_enough and (n or schedule.is_anytime)):
        return DONE
    if is_off:
        return EXCUSED
    return OPEN if mark == "P" else ANYTIME if schedule.is_anytime else REST


def recent_marks(standing: Standing, day: int, end: int | None = None) -> bytes:
    """Give the marks of the slots that begin within the 90 days up to a day; `end` is the index after its slot."""
    parts, marks = standing.slots.parts, standing.slots.marks
    for first in range(max(day - RECENT + 1, parts[0].begin), day + 1):
        place = slot_of_day(parts, first)
        if place is not None and place < len(marks) and slot_span(parts, place)[0] == first:
            return marks[place:end]
    return b""


def find_best(standing: Standing) -> Run | None:
    """Give the longest run with its days, or None before the first."""
    streaks, marks = standing.streaks, standing.slots.marks
    if not streaks.longest:
        return None
    begin = decided_place(marks, streaks.longest_begin)
    end = decided_place(marks, streaks.longest_end - 1)
    now = streaks.current == streaks.longest and streaks.current_begin == streaks.longest_begin
    return place_run(standing, streaks.longest, begin, end, now=now)


def place_run(standing: Standing, length: int, begin: int, end: int, *, now: bool) -> Run:
    """Give a run between two slots its days."""
    parts = standing.slots.parts
    return Run(length, slot_span(parts, begin)[0], slot_span(parts, end)[1], now)


def list_runs(view: HabitView, ws: Workspace, most: int) -> list[Run]:
    """List a habit's best runs, longest first; no two share a slot, but for the present one, which is always there."""
    standing = view.standing
    marks, streaks = standing.slots.marks, standing.streaks
    begin = decided_place(marks, streaks.current_begin) if streaks.current else len(marks)
    found = [
        place_run(standing, length, first, end - 1, now=first == begin)
        for length, first, end in best_runs(marks, ws.settings.spares, most, standing.switches)
    ]
    if not streaks.current or any(run.now for run in found):
        return found
    last = max(place for place, mark in enumerate(marks) if mark in b"D")
    present = place_run(standing, streaks.current, begin, last, now=True)
    others = [run for run in found if run.first < present.first][: most - 1]
    return sorted([*others, present], key=lambda run: -run.length)
