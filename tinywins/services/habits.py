"""Habits: adding, changing, ordering, archiving and removing them. A habit is a tag with a schedule."""

from dataclasses import dataclass

from tinywins.domain.days import read_day, write_day
from tinywins.domain.line import check_text
from tinywins.domain.names import is_person
from tinywins.domain.schedule import Schedule, read_rule, read_when, write_rule
from tinywins.errors import NotFoundError, UsageError
from tinywins.services.excuses import list_excuses
from tinywins.services.habit_names import require_habit
from tinywins.services.pausing import end_excuses, record_pause
from tinywins.services.tags import check_new_unit, check_unit, read_name, record_names
from tinywins.services.views import HabitView, list_active, view_habit
from tinywins.services.workspace import Workspace
from tinywins.storage import entry_rows, facts, fold, journal, projection
from tinywins.storage.connect import Db


@dataclass(frozen=True, slots=True)
class Plan:
    """What is asked of a habit's rule; None leaves a thing as it is.

    `when` is the part of a rule that says when; `target` and `limit` are thousandths, and 0 or -1 takes them away.
    """

    when: str | None = None
    target: int | None = None
    limit: int | None = None
    spares: bool | None = None
    assume: bool | None = None


@dataclass(frozen=True, slots=True)
class Traits:
    """What is asked of a habit besides its rule; None leaves a thing as it is."""

    unit: str | None = None
    cue: str | None = None
    reward: str | None = None
    quiet: bool | None = None


NOTHING, NO_TRAITS = Plan(), Traits()
RULES = ("mask", "times", "period", "every", "anchor", "target", "limit", "spares", "assume")


def apply_plan(plan: Plan, before: Schedule | None, start: int) -> str:
    """Give the rule that a plan makes of the one before it; UsageError where its parts do not go together."""
    schedule = read_rule(write_rule(before), start) if before else read_rule("daily", start)
    schedule.anchor = before.anchor if before else start
    if plan.when is not None:
        fresh = read_when(plan.when, start)
        for field in ("mask", "times", "period", "every", "anchor"):
            setattr(schedule, field, getattr(fresh, field))
    if plan.target is not None:
        schedule.target = plan.target
        if plan.target:
            schedule.limit, schedule.assume = -1, False
    if plan.limit is not None:
        schedule.limit = plan.limit
        schedule.target = 0 if plan.limit >= 0 else schedule.target
    if plan.spares is not None:
        schedule.spares = plan.spares
    if plan.assume is not None:
        schedule.assume = plan.assume
    if not schedule.is_limit:
        if plan.assume:
            raise UsageError("Silence can mean kept for a limit alone.", "Add --limit 2, or leave --assume-kept out.")
        schedule.assume = False
    elif schedule.times > 1:
        raise UsageError(
            f"A limit holds for the whole {schedule.period}.", f"Write --times 1/{schedule.period} with --limit."
        )
    return write_rule(schedule)


def plan_traits(traits: Traits) -> fold.Fields:
    """Give the fields that traits set on a habit's schedule."""
    fields: fold.Fields = {}
    if traits.cue is not None:
        fields["cue"] = check_text(traits.cue, "The cue")
    if traits.reward is not None:
        fields["reward"] = check_text(traits.reward, "The reward")
    if traits.quiet is not None:
        fields["quiet"] = traits.quiet
    return fields


def add_habit(
    ws: Workspace, word: str, plan: Plan = NOTHING, start: int | None = None, traits: Traits = NO_TRAITS
) -> HabitView:
    """Make a tag a habit from its first entry, or from `start`, or from today."""
    with ws.store.writing() as db:
        tag = entry_rows.find_tag(db, check_new(ws, word))
        today = ws.today()
        first = facts.read_first_day(db, tag)
        begin = start if start is not None else min(today, read_day(first)) if first else today
        schedule: fold.Fields = {"name": tag, "start": write_day(begin), "rule": apply_plan(plan, None, begin)}
        schedule |= plan_traits(traits)
        act = journal.start_act(db, ws.new_id(), ws.stamp_clock())
        journal.record(db, act, "schedule", ws.new_id(), fold.write_fields(schedule))
        if traits.unit:
            record_names(db, act, {tag: {"unit": check_unit(traits.unit)}})
        projection.project(db, [("schedule", "")])
        return view_habit(db, ws, tag)


@dataclass(frozen=True, slots=True)
class Changed:
    """A habit after a change: its new rule, if it has one, and the days from which that and the rule after it count.

    `traits` and `start` are what was set besides; `changed` is whether anything was.
    """

    habit: HabitView
    rule: str
    since: int | None
    until: int | None
    traits: Traits
    start: int | None
    changed: bool


def edit_habit(
    ws: Workspace,
    word: str,
    plan: Plan = NOTHING,
    day: int | None = None,
    traits: Traits = NO_TRAITS,
    start: int | None = None,
) -> Changed:
    """Change a habit in one act: its rule from a day on (today unless it is said), its traits, its first day.

    What was before that day stays as it was. Nothing is written when nothing changes.
    """
    with ws.store.writing() as db:
        tag = require_habit(db, word)
        schedule_id, _ = require_schedule(db, tag)
        present = read_traits(db, tag)
        unit = traits.unit if traits.unit not in (None, present["unit"]) else None
        act = journal.start_act(db, ws.new_id(), ws.stamp_clock())
        begun = act.n
        if start is not None and write_day(start) != facts.read_versions(db, tag)[0][0]:
            journal.record(db, act, "schedule", schedule_id, fold.write_fields({"start": write_day(start)}))
            projection.project(db, [("schedule", "")])
        versions = facts.read_versions(db, tag)
        changes = {key: value for key, value in plan_traits(traits).items() if value != present[key]}
        rule, since = "", 0
        if plan != NOTHING:
            since = max(ws.today() if day is None else day, read_day(versions[0][0]))
            rule, fields = plan_version(plan, versions, since)
            if "rule" in fields:
                fields |= dict.fromkeys(list_earlier(db, schedule_id, versions[0][0]))
            rule, changes = rule if fields else "", changes | fields
        if changes:
            journal.record(db, act, "schedule", schedule_id, fold.write_fields(changes))
        if unit is not None:
            check_new_unit(db, tag, unit, [*(rule for _, rule in versions), rule])
            record_names(db, act, {tag: {"unit": check_unit(unit)}})
        if act.n > begun:
            projection.project(db, [("schedule", "")])
        habit = view_habit(db, ws, tag)
        begins = [part.begin for part in habit.standing.slots.parts if part.schedule.start >= since]
        first = begins[0] if begins and rule else None
        until = begins[1] if len(begins) > 1 and rule else None
        return Changed(habit, rule, first, until, traits, start, act.n > begun)


def require_schedule(db: Db, tag: str) -> tuple[str, str]:
    """Give the id of the schedule that is in force for a habit, and the name that it stands under."""
    found = facts.read_schedule_id(db, tag)
    if found is None:
        raise NotFoundError(f"There is no habit {tag}.", f"To begin one: tinywins habit add {tag}")
    return found


def read_traits(db: Db, tag: str) -> fold.Fields:
    """Give what the traits of a habit are now."""
    cue, reward, quiet, _ = facts.read_habit(db, tag)
    return {"unit": entry_rows.read_tag(db, tag)[0], "cue": cue, "reward": reward, "quiet": quiet}


def plan_version(plan: Plan, versions: list[tuple[str, str]], day: int) -> tuple[str, fold.Fields]:
    """Give the rule that a plan makes from a day on, and the fields that write it.

    On the habit's first day that is the first version's; a version that says the same as the one before it is taken
    away.
    """
    text = write_day(day)
    before = [version for version in versions if version[0] <= text]
    rule = apply_plan(plan, read_version(before[-1]), day)
    if is_same_rule((text, rule), before[-1]):
        return rule, {}
    if text == versions[0][0]:
        return rule, {"rule": rule}
    earlier = [version for version in versions if version[0] < text]
    return rule, {f"from {text}": None if is_same_rule((text, rule), earlier[-1]) else rule}


def read_version(version: tuple[str, str]) -> Schedule:
    """Read a version of a schedule: its first day and its rule."""
    return read_rule(version[1], read_day(version[0]))


def is_same_rule(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Say whether two versions rule alike, whatever their first days."""
    first, second = read_version(one), read_version(other)
    return all(getattr(first, field) == getattr(second, field) for field in RULES if field != "anchor" or first.every)


def list_earlier(db: Db, schedule_id: str, start: str) -> list[str]:
    """List the fields of versions that begin on or before a habit's first day."""
    fields = fold.fold_kind(db, "schedule").get(schedule_id, {})
    return [key for key, rule in fields.items() if key.startswith("from ") and rule and key[5:] <= start]


def archive_habit(ws: Workspace, words: list[str]) -> list[str]:
    """Put habits away from today on, in one act; their entries and runs stay as they are."""
    with ws.store.writing() as db:
        tags = list(dict.fromkeys(require_habit(db, word) for word in words))
        for tag in tags:
            if facts.read_habit(db, tag)[3]:
                raise UsageError(f"{tag} is archived already.", f"tinywins habit unarchive {tag}")
        set_on_schedules(db, ws, {tag: {"archived": write_day(ws.today())} for tag in tags})
        return tags


def set_on_schedules(db: Db, ws: Workspace, changes: dict[str, fold.Fields]) -> None:
    """Set fields on habits' schedules, in one act."""
    act = journal.start_act(db, ws.new_id(), ws.stamp_clock())
    for tag, fields in changes.items():
        journal.record(db, act, "schedule", require_schedule(db, tag)[0], fold.write_fields(fields))
    projection.project(db, [("schedule", "")])


def unarchive_habit(ws: Workspace, words: list[str]) -> list[str]:
    """Take archived habits up again from today, in one act; the days between are excused."""
    with ws.store.writing() as db:
        tags = list(dict.fromkeys(require_habit(db, word) for word in words))
        archived = {tag: facts.read_habit(db, tag)[3] for tag in tags}
        for tag in tags:
            if not archived[tag]:
                raise UsageError(f"{tag} is not archived.", f"tinywins habit show {tag}")
        act, today = journal.start_act(db, ws.new_id(), ws.stamp_clock()), ws.today()
        for tag in tags:
            schedule_id, name = require_schedule(db, tag)
            journal.record(db, act, "schedule", schedule_id, fold.write_fields({"archived": None}))
            if read_day(archived[tag]) < today:
                record_pause(db, ws, act, name, read_day(archived[tag]), today - 1, "archived")
        projection.project(db, [("schedule", "")])
        return tags


def check_new(ws: Workspace, word: str) -> str:
    """Give the name of a habit that may be added; UsageError for a person, and for a habit that is there."""
    name = read_name(word)
    if is_person(name):
        raise UsageError(f"{name} is a person, and a habit is a tag.", f"tinywins habit add {name[1:]}")
    db = ws.store.reader()
    tag = entry_rows.find_tag(db, name)
    if facts.is_habit(db, tag):
        archived = facts.read_habit(db, tag)[3]
        hint = f"tinywins habit unarchive {tag}" if archived else f"tinywins habit edit {tag} --times 3/week"
        raise UsageError(f"{tag} is a habit already{', and archived' if archived else ''}.", hint)
    return name


def order_habits(ws: Workspace, words: list[str]) -> list[str]:
    """Put habits in an order, in one act: those that are named first, the others after them as they were."""
    with ws.store.writing() as db:
        named = list(dict.fromkeys(require_habit(db, word) for word in words))
        tags = named + [tag for tag in facts.list_habit_tags(db) if tag not in named]
        present = dict(facts.list_places(db))
        moved: dict[str, fold.Fields] = {
            tag: {"place": place} for place, tag in enumerate(tags) if present.get(tag) != place
        }
        if moved:
            set_on_schedules(db, ws, moved)
        return list_active(db)


def remove_habit(ws: Workspace, word: str) -> str:
    """Take a habit's schedule away, and its days off from today on; its entries stay, under the tag."""
    with ws.store.writing() as db:
        tag = require_habit(db, word)
        act = journal.start_act(db, ws.new_id(), ws.stamp_clock())
        while found := facts.read_schedule_id(db, tag):  # beneath it those of a merged name may sleep
            end_excuses(db, act, [e for e in list_excuses(db, tag) if e.tag], ws.today())
            journal.record(db, act, "schedule", found[0], fold.write_fields({"name": found[1], "gone": True}))
            projection.project(db, [("schedule", "")])
        return tag
