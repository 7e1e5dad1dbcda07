"""Habits: tags with a schedule. Adding, changing and removing them, ticking them, and where they stand."""

from dataclasses import dataclass

from tinywins.compounding.consistency import Consistency, find_consistency
from tinywins.compounding.streaks import best_runs, decided_place
from tinywins.domain.days import read_day, write_day
from tinywins.domain.line import Line, Mention, check_text, read_mention
from tinywins.domain.names import is_person
from tinywins.domain.near import find_nearest
from tinywins.domain.schedule import Schedule, next_day, read_rule, write_rule
from tinywins.domain.slots import slot_first_day, slot_last_day
from tinywins.errors import NotFoundError, UsageError
from tinywins.services.logging import Logged, When, log
from tinywins.services.standing import Standing, find_lost_days, find_standing, find_strength_of, mark_on, read_schedule
from tinywins.services.tags import check_unit, list_known, read_name, record_names
from tinywins.services.workspace import Workspace
from tinywins.storage import entry_rows, facts, fold, journal, projection
from tinywins.storage.connect import Db

RECENT = 90  # days that consistency looks back


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

    `strength` is 0-1 and `decided` the slots that made it; `amount` is today's, in thousandths; `recent` looks
    back 90 days; `best` is the longest run, `next_day` the next day it may be done.
    """

    tag: str
    cue: str
    unit: str
    rule: str
    mark: str
    done_today: bool
    amount: int
    standing: Standing
    strength: float
    decided: int
    recent: Consistency
    best: Run | None
    next_day: int
    entries: int


def add_habit(
    ws: Workspace,
    word: str,
    rule: str,
    start: int | None = None,
    unit: str | None = None,
    cue: str | None = None,
) -> HabitView:
    """Make a tag a habit from its first entry, or from `start`, or from today."""
    name = read_name(word)
    if is_person(name):
        raise UsageError(f"{name} is a person, and a habit is a tag.", f"tinywins habit add {name[1:]}")
    with ws.store.writing() as db:
        tag = entry_rows.find_tag(db, name)
        if read_schedule(db, tag):
            raise UsageError(f"{tag} is a habit already.", f"tinywins habit show {tag}")
        today = ws.today()
        first = facts.read_first_day(db, tag)
        begin = start if start is not None else min(today, read_day(first)) if first else today
        fields: fold.Fields = {}
        if unit:
            fields["unit"] = check_unit(unit)
        if cue:
            fields["cue"] = check_text(cue, "The cue")
        act = journal.start_act(db, ws.new_id(), ws.stamp_clock())
        schedule: fold.Fields = {"name": tag, "start": write_day(begin), "rule": write_rule(read_rule(rule, begin))}
        journal.record(db, act, "schedule", ws.new_id(), fold.write_fields(schedule))
        if fields:
            record_names(db, act, {tag: fields})
        projection.project(db, [("schedule", "")])
        return view_habit(db, ws, tag)


def edit_habit(ws: Workspace, word: str, unit: str | None, cue: str | None, start: int | None = None) -> HabitView:
    """Set a habit's unit, cue or first day, in one act."""
    with ws.store.writing() as db:
        tag = require_habit(db, word)
        fields: fold.Fields = {}
        if unit is not None:
            fields["unit"] = check_unit(unit)
        if cue is not None:
            fields["cue"] = check_text(cue, "The cue")
        act = journal.start_act(db, ws.new_id(), ws.stamp_clock())
        if fields:
            record_names(db, act, {tag: fields})
        if start is not None:
            present, *others = facts.list_schedule_ids(db, tag)
            journal.record(db, act, "schedule", present, fold.write_fields({"start": write_day(start)}))
            for other in others:
                journal.record(db, act, "schedule", other, fold.write_fields({"name": tag, "gone": True}))
        projection.project(db, [("name", "")])
        return view_habit(db, ws, tag)


def remove_habit(ws: Workspace, word: str) -> str:
    """Take a habit's schedule away; its entries stay, under the tag."""
    with ws.store.writing() as db:
        tag = require_habit(db, word)
        act = journal.start_act(db, ws.new_id(), ws.stamp_clock())
        while awake := facts.list_schedule_ids(db, tag):  # beneath them those of a merged name may sleep
            for schedule_id in awake:
                changed = fold.write_fields({"name": tag, "gone": True})
                journal.record(db, act, "schedule", schedule_id, changed)
            projection.project(db, [("schedule", "")])
        return tag


def require_habit(db: Db, word: str) -> str:
    """Give the tag of a habit as typed; NotFoundError, with the nearest, where it is none."""
    tag = entry_rows.find_tag(db, read_name(word))
    if read_schedule(db, tag) is None:
        near = find_nearest(tag, facts.list_habit_tags(db))
        if near:
            raise NotFoundError(f"There is no habit {tag}.", f"Did you mean {near}?")
        if tag in list_known(db):
            raise NotFoundError(
                f"{tag} is a tag, and no habit yet.", f"tinywins log +{tag}, or tinywins habit add {tag}"
            )
        raise NotFoundError(f"There is no habit {tag}.", f"To begin one: tinywins habit add {tag}")
    return tag


def list_habits(ws: Workspace) -> list[HabitView]:
    """Give every habit as it stands today."""
    db = ws.store.reader()
    lost = find_lost_days(db, ws.settings.day_start)
    return [view_habit(db, ws, tag, lost) for tag in facts.list_habit_tags(db)]


def show_habit(ws: Workspace, word: str, most: int = 5) -> tuple[HabitView, list[Run]]:
    """Give one habit with its best runs."""
    db = ws.store.reader()
    view = view_habit(db, ws, require_habit(db, word))
    return view, list_runs(view, ws, most)


def view_habit(db: Db, ws: Workspace, tag: str, lost: frozenset[int] | None = None) -> HabitView:
    """Work out how a habit stands today; `lost` are the days that a traveller never had, when they are known."""
    today = ws.today()
    unit, _ = entry_rows.read_tag(db, tag)
    schedule = read_schedule(db, tag) or Schedule(today, 127)
    lost = find_lost_days(db, ws.settings.day_start) if lost is None else lost
    standing = find_standing(db, tag, schedule, today, ws.settings.spares, lost)
    marks = standing.slots.marks
    n, amount = facts.read_tag_day(db, tag, write_day(today))
    return HabitView(
        tag=tag,
        cue=facts.read_cue(db, tag),
        unit=unit,
        rule=write_rule(schedule),
        mark=mark_on(standing, today),
        done_today=n > 0,
        amount=amount,
        standing=standing,
        strength=find_strength_of(standing),
        decided=marks.count(b"D") + marks.count(b"M"),
        recent=find_consistency(recent_marks(standing, today)),
        best=find_best(standing),
        next_day=next_day(schedule, today),
        entries=standing.entries,
    )


def recent_marks(standing: Standing, today: int) -> bytes:
    """Give the marks of the slots that begin within the last 90 days."""
    marks = standing.slots.marks
    place = len(marks)
    while place and slot_first_day(standing.schedule, place - 1) > today - RECENT:
        place -= 1
    return marks[place:]


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
    return Run(length, slot_first_day(standing.schedule, begin), slot_last_day(standing.schedule, end), now)


def list_runs(view: HabitView, ws: Workspace, most: int) -> list[Run]:
    """List a habit's best runs, longest first; no two share a slot."""
    standing = view.standing
    marks, streaks = standing.slots.marks, standing.streaks
    begin = decided_place(marks, streaks.current_begin) if streaks.current else -1
    return [
        place_run(standing, length, first, end - 1, now=first == begin)
        for length, first, end in best_runs(marks, ws.settings.spares, most)
    ]


@dataclass(frozen=True, slots=True)
class Ticked:
    """What `done` did: what was logged, and the habits that were done on that day already."""

    logged: list[Logged]
    already: list[str]


def tick(ws: Workspace, words: list[str], when: When) -> Ticked:
    """Tick habits on one day, in one act; a habit without an amount that is done already stays as it is."""
    db = ws.store.reader()
    lines: list[Line] = []
    already: list[str] = []
    for word in words:
        name, equals, amount = word.partition("=")
        tag = require_habit(db, name)
        mention = read_mention(f"+{tag}={amount}") if equals else None
        lines.append(Line("", [mention or Mention(tag)]))

    def is_done(db: Db, line: Line, day: int) -> bool:
        mention = line.mentions[0]
        if mention.amount is None and facts.is_tagged(db, mention.name, write_day(day)):
            already.append(mention.name)
            return True
        return False

    return Ticked(log(ws, lines, when, unless=is_done), already)
