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
from tinywins.storage import facts, fold, journal, projection
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
        name = read_own_name(db, tag)
        present = [e for e in list_excuses(db, tag) if e.kind == "skip" and e.first == day and e.tag]
        because = check_text(because, "The reason")
        act = journal.start_act(db, ws.new_id(), ws.stamp_clock())
        begun = act.n
        if off:
            end_excuses(db, act, present, day)
        elif not present or present[-1].because != because:
            text = write_day(day)
            fields: fold.Fields = {"name": name, "kind": "skip", "first": text, "last": text, "because": because}
            fields |= {"said": write_day(ws.today()), "gone": None}
            thing = present[-1].id if present else natural_id("skip", f"{name} {text}")
            journal.record(db, act, "excuse", thing, fold.write_fields(fields))
        if act.n > begun:
            projection.project(db, [("excuse", "")])
        return Skipped(view_habit(db, ws, tag), day, off, act.n > begun)


def read_own_name(db: Db, tag: str) -> str:
    """Give the name that a habit's schedule stands under: days off belong to it, through renames and merges."""
    found = facts.read_schedule_id(db, tag)
    return found[1] if found else tag


def end_excuses(db: Db, act: journal.Act, excuses: list[Excuse], day: int) -> None:
    """Let excuses end the day before a day, or be gone where they begin on it or later; past ones stay."""
    for excuse in excuses:
        if excuse.first >= day:
            journal.record(db, act, "excuse", excuse.id, fold.write_fields({"gone": True}))
        elif excuse.last is None or excuse.last >= day:
            journal.record(db, act, "excuse", excuse.id, fold.write_fields({"last": write_day(day - 1)}))


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
    """Habits that pause, or go on: their tags (none for every habit), and from and to which day."""

    tags: list[str]
    first: int
    last: int | None


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
        for tag in tags:
            record_pause(db, ws, act, read_own_name(db, tag), first, last, because)
        if not tags:
            record_pause(db, ws, act, EVERY, first, last, because)
        projection.project(db, [("excuse", "")])
        return Paused(tags, first, last)


def record_pause(db: Db, ws: Workspace, act: journal.Act, tag: str, first: int, last: int | None, because: str) -> None:
    """Append a pause to an act; the caller projects it."""
    fields: fold.Fields = {"name": tag, "kind": "pause", "first": write_day(first)}
    fields |= {"last": "" if last is None else write_day(last), "because": because, "said": write_day(ws.today())}
    journal.record(db, act, "excuse", ws.new_id(), fold.write_fields(fields))


def resume_habits(ws: Workspace, words: list[str], span: tuple[int, int] | None = None) -> Paused:
    """End the pauses that hold today and take back those to come, in one act, so that today counts again.

    With a span, from a day to another, take back every pause that lies in it, past ones too. No words mean the pauses
    of every habit.
    """
    with ws.store.writing() as db:
        tags = list(dict.fromkeys(require_habit(db, word) for word in words))
        today = ws.today()
        act = journal.start_act(db, ws.new_id(), ws.stamp_clock())
        ended: list[Excuse] = []
        for tag in tags or [EVERY]:
            pauses = [excuse for excuse in list_excuses(db, tag) if excuse.kind == "pause"]
            own = [excuse for excuse in pauses if excuse.tag == tag and is_ending(excuse, today, span)]
            if not own:
                raise explain_no_pause(tag, [excuse for excuse in pauses if not excuse.tag and excuse.holds(today)])
            end_excuses(db, act, own, span[0] if span else today)
            ended += own
        projection.project(db, [("excuse", "")])
        first = min(excuse.first for excuse in ended)
        return Paused(tags, first, today - 1)


def is_ending(excuse: Excuse, today: int, span: tuple[int, int] | None) -> bool:
    """Say whether a pause is to end: it holds today or is to come, or it lies in a span of days."""
    if span is None:
        return excuse.last is None or excuse.last >= today
    return excuse.first >= span[0] and excuse.first <= span[1]


def explain_no_pause(tag: str, all_pauses: list[Excuse]) -> UsageError:
    """Make the error for a habit, or all of them, that does not pause today."""
    if tag and all_pauses:
        return UsageError(f"{tag} pauses with all habits.", "To go on with all: tinywins habit resume --all")
    if not tag:
        return UsageError("There is no pause of all habits today.", "tinywins habit list")
    return UsageError(f"{tag} does not pause today.", f"tinywins habit show {tag}")
