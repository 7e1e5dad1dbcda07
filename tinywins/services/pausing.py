"""Excusing time: skipping a day of a habit, and pausing habits for a span of days."""

from dataclasses import dataclass

from tinywins.domain.days import write_day
from tinywins.domain.line import check_text
from tinywins.domain.names import natural_id
from tinywins.domain.schedule import is_scheduled
from tinywins.domain.versions import find_part
from tinywins.errors import UsageError
from tinywins.services.excuses import EVERY, Excuse, list_excuses
from tinywins.services.habit_names import require_habit
from tinywins.services.standing import read_parts
from tinywins.services.views import HabitView, view_habit
from tinywins.services.workspace import Workspace
from tinywins.storage import fold, journal, projection
from tinywins.storage.connect import Db


@dataclass(frozen=True, slots=True)
class Skipped:
    """A day that was skipped, or no longer is: the habit as it stands, the day, and whether anything changed."""

    habit: HabitView
    day: int
    off: bool
    changed: bool


def skip_day(ws: Workspace, word: str, day: int, because: str = "", *, off: bool = False) -> Skipped:
    """Excuse one day of a habit, before or after it; with `off` take that back."""
    with ws.store.writing() as db:
        tag = require_habit(db, word)
        check_skip(db, tag, day)
        present = next((e for e in list_excuses(db, tag) if e.kind == "skip" and e.first == day), None)
        because = check_text(because, "The reason")
        if off:
            fields: fold.Fields = {"gone": True} if present else {}
        elif present and present.because == because:
            fields = {}
        else:
            text = write_day(day)
            fields = {"name": tag, "kind": "skip", "first": text, "last": text, "because": because}
            fields |= {"said": write_day(ws.today()), "gone": None}
        if fields:
            act = journal.start_act(db, ws.new_id(), ws.stamp_clock())
            thing = present.id if present else natural_id("skip", f"{tag} {write_day(day)}")
            journal.record(db, act, "excuse", thing, fold.write_fields(fields))
            projection.project(db, [("excuse", "")])
        return Skipped(view_habit(db, ws, tag), day, off, bool(fields))


def check_skip(db: Db, tag: str, day: int) -> None:
    """Raise UsageError where there is nothing to skip: before the habit began, or on a day without a slot."""
    parts = read_parts(db, tag)
    if day < parts[0].begin:
        raise UsageError(f"{tag} begins on {write_day(parts[0].begin)}, after that day.", f"tinywins habit show {tag}")
    schedule = find_part(parts, day).schedule
    if schedule.is_anytime or not is_scheduled(schedule, day):
        raise UsageError(
            f"{tag} is not due on {write_day(day)}, so there is nothing to skip.", f"tinywins habit show {tag}"
        )


@dataclass(frozen=True, slots=True)
class Paused:
    """Habits that pause, or go on: their tags (none for every habit), from and to which day, and those after."""

    tags: list[str]
    first: int
    last: int | None
    habits: list[HabitView]


def pause_habits(ws: Workspace, words: list[str], first: int, last: int | None, because: str = "") -> Paused:
    """Excuse habits from a day to another or without an end, in one act; no words mean every habit."""
    if last is not None and last < first:
        raise UsageError(
            f"A pause cannot end on {write_day(last)}, before it begins on {write_day(first)}.",
            f"Write --from {write_day(last)} --to {write_day(first)}",
        )
    because = check_text(because, "The reason")
    with ws.store.writing() as db:
        tags = list(dict.fromkeys(require_habit(db, word) for word in words))
        act = journal.start_act(db, ws.new_id(), ws.stamp_clock())
        for tag in tags or [EVERY]:
            record_pause(db, ws, act, tag, first, last, because)
        projection.project(db, [("excuse", "")])
        return Paused(tags, first, last, [view_habit(db, ws, tag) for tag in tags])


def record_pause(db: Db, ws: Workspace, act: journal.Act, tag: str, first: int, last: int | None, because: str) -> None:
    """Append a pause to an act; the caller projects it."""
    fields: fold.Fields = {"name": tag, "kind": "pause", "first": write_day(first)}
    fields |= {"last": "" if last is None else write_day(last), "because": because, "said": write_day(ws.today())}
    journal.record(db, act, "excuse", ws.new_id(), fold.write_fields(fields))


def resume_habits(ws: Workspace, words: list[str]) -> Paused:
    """End the pauses that hold today, in one act, so that today counts again; no words mean those of every habit."""
    with ws.store.writing() as db:
        tags = list(dict.fromkeys(require_habit(db, word) for word in words))
        today = ws.today()
        ended: list[Excuse] = []
        for tag in tags or [EVERY]:
            holding = [excuse for excuse in list_excuses(db, tag) if excuse.kind == "pause" and excuse.holds(today)]
            own = [excuse for excuse in holding if excuse.tag == tag]
            if not own:
                raise explain_no_pause(tag, [excuse for excuse in holding if excuse.tag == EVERY])
            ended += own
        act = journal.start_act(db, ws.new_id(), ws.stamp_clock())
        for excuse in ended:
            fields: fold.Fields = {"last": write_day(today - 1)} if excuse.first < today else {"gone": True}
            journal.record(db, act, "excuse", excuse.id, fold.write_fields(fields))
        projection.project(db, [("excuse", "")])
        first = min(excuse.first for excuse in ended)
        return Paused(tags, first, today - 1, [view_habit(db, ws, tag) for tag in tags])


def explain_no_pause(tag: str, all_pauses: list[Excuse]) -> UsageError:
    """Make the error for a habit, or all of them, that does not pause today."""
    if tag and all_pauses:
        return UsageError(f"{tag} pauses with all habits.", "To go on with all: tinywins habit resume --all")
    if not tag:
        return UsageError("There is no pause of all habits today.", "tinywins habit list")
    return UsageError(f"{tag} does not pause today.", f"tinywins habit show {tag}")
