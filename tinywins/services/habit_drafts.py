"""A habit as it stands in a form: what was typed into each field, what is wrong with it, and saving it in one act."""

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from typing import TypeVar

from tinywins.domain.amounts import read_amount, write_amount
from tinywins.domain.datewords import read_day_words
from tinywins.domain.days import read_day, write_day
from tinywins.domain.line import check_breaks, check_text
from tinywins.domain.schedule import NO_LIMIT, Schedule, read_when, write_when
from tinywins.errors import UsageError
from tinywins.services.habit_names import require_habit
from tinywins.services.habit_plans import Asked, make_plan, tidy_when
from tinywins.services.habits import (
    NOTHING,
    Changed,
    Plan,
    Traits,
    add_habit,
    apply_plan,
    check_new,
    edit_habit,
    read_traits,
    read_version,
)
from tinywins.services.tags import check_new_unit, check_unit
from tinywins.services.views import HabitView
from tinywins.services.workspace import Workspace
from tinywins.storage import entry_rows, facts
from tinywins.storage.connect import Db

T = TypeVar("T")
FIELDS = ("name", "when", "target", "limit", "unit", "cue", "reward", "since", "assume")
WORDS = {
    "when": "The schedule",
    "quiet": "Whether it is quiet",
    "spares": "What misses use",
    "assume": "What silence means",
}


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in the fields, as typed. `since` says from which day it counts, `assume` that silence means kept."""

    name: str = ""
    when: str = "daily"
    target: str = ""
    limit: str = ""
    unit: str = ""
    cue: str = ""
    reward: str = ""
    since: str = ""
    quiet: bool = False
    spares: bool = True
    assume: bool = False


@dataclass(slots=True)
class Checked:
    """What a draft comes to: the plan, traits and day to save, the whole rule, and the troubles by their fields."""

    name: str = ""
    plan: Plan = NOTHING
    traits: Traits = field(default_factory=Traits)
    day: int | None = None
    rule: str = ""
    unit: str = ""
    troubles: dict[str, UsageError] = field(default_factory=dict)

    def read(self, name: str, reading: Callable[[], T], instead: T) -> T:
        """Read a field; what is wrong with it is kept, and something given instead."""
        try:
            return reading()
        except UsageError as error:
            self.troubles.setdefault(name, error)
            return instead


def read_draft(ws: Workspace, tag: str) -> Draft:
    """Give a habit as a form shows it: its traits, and the rule that was decided last.

    NotFoundError where there is no such habit.
    """
    db = ws.store.reader()
    tag = require_habit(db, tag)
    cue, reward, quiet, _ = facts.read_habit(db, tag)
    schedule = find_base(facts.read_versions(db, tag), ws.today())
    return Draft(
        name=tag,
        when=write_when(schedule),
        target=write_amount(schedule.target) if schedule.target else "",
        limit=write_amount(schedule.limit) if schedule.is_limit else "",
        unit=entry_rows.read_tag(db, tag)[0],
        cue=cue,
        reward=reward,
        quiet=bool(quiet),
        spares=schedule.spares,
        assume=schedule.assume,
    )


def merge_draft(first: Draft, draft: Draft, present: Draft) -> Draft:
    """Put into a habit as it stands at present what was changed in a draft since it was first read.

    UsageError where a field was changed in the draft and elsewhere too.
    """
    values = {}
    for name in (each.name for each in fields(Draft)):
        before, wanted, now = getattr(first, name), getattr(draft, name), getattr(present, name)
        if before not in (wanted, now) and wanted != now:
            raise UsageError(
                f"{WORDS.get(name, f'The {name}')} was changed elsewhere meanwhile, so nothing was saved.",
                "Open the form again.",
            )
        values[name] = now if wanted == before else wanted
    return Draft(**values)


def find_base(versions: list[tuple[str, str]], day: int) -> Schedule:
    """Give the version of a schedule that a change from a day on begins with."""
    before = [version for version in versions if version[0] <= write_day(day)]
    return read_version((before or versions[:1])[-1])


def check_draft(ws: Workspace, draft: Draft, tag: str = "") -> Checked:
    """Read a draft of a new habit, or of changes to one, and say what is wrong with each field."""
    db, today = ws.store.reader(), ws.today()
    tag = require_habit(db, tag) if tag else ""
    checked = Checked(tag)
    if not tag:
        checked.name = checked.read("name", lambda: entry_rows.find_tag(db, check_new(ws, draft.name)), "")
    if draft.since.strip():
        checked.day = checked.read("since", lambda: read_day_words(draft.since, today, forward=bool(tag)), None)
    versions = facts.read_versions(db, tag) if tag else []
    start = checked.day if checked.day is not None else today
    start = max(start, read_day(versions[0][0])) if versions else start
    base = find_base(versions, start) if versions else None
    target, limit = read_amounts(checked, draft)
    wanted = read_wanted_unit(db, checked, draft)
    when = checked.read("when", lambda: write_when(read_when(tidy_when(draft.when or "daily"), 1)), "")
    if not checked.troubles.keys() & {"when", "target", "limit", "since"}:
        checked.plan = compare(Plan(when, target, limit, draft.spares, draft.assume), base)
        place = "assume" if draft.assume and limit == NO_LIMIT else "limit"
        checked.rule = checked.read(place, lambda: apply_plan(checked.plan, base, start), "")
    checked.traits = read_draft_traits(db, checked, draft, tag, wanted)
    if tag and checked.traits.unit is not None:
        rules = [*(rule for _, rule in versions), checked.rule]
        checked.read("unit", lambda: check_new_unit(db, tag, wanted, rules), None)
    if tag and checked.day not in (None, today) and checked.plan == NOTHING and checked.rule:
        checked.troubles.setdefault("since", UsageError("Nothing was said to change from that day."))
    return checked


def read_amounts(checked: Checked, draft: Draft) -> tuple[int, int]:
    """Read target and limit, in thousandths; 0 and NO_LIMIT where there are none."""
    typed = {"target": draft.target.replace(" ", ""), "limit": draft.limit.replace(" ", "")}
    for name, text in typed.items():
        if text:
            named = checked.read(name, lambda text=text: read_amount(text), (0, ""))[1]  # type: ignore[misc]
            unit = draft.unit.strip()
            if named and unit and named.casefold() != unit.casefold():
                checked.troubles[name] = UsageError(f"{text} and the unit {unit} name two units.", "One is enough.")
    if checked.troubles.keys() & typed.keys():
        return 0, NO_LIMIT
    asked = Asked(target=typed["target"] or None, limit=typed["limit"] or None)
    place = "limit" if typed["limit"] else "target"
    plan = checked.read(place, lambda: make_plan(asked, None)[0], NOTHING)
    return plan.target or 0, NO_LIMIT if plan.limit is None else plan.limit


def read_wanted_unit(db: Db, checked: Checked, draft: Draft) -> str:
    """Read the unit, which a target or limit may name as well, and keep the one that amounts are said in."""
    unit = draft.unit.strip()
    for text in (draft.target, draft.limit):
        if not unit and text.strip() and not checked.troubles.keys() & {"target", "limit"}:
            unit = read_amount(text.replace(" ", ""))[1]
    if unit:
        unit = checked.read("unit", lambda: check_unit(unit), "")
    checked.unit = unit or (entry_rows.read_tag(db, checked.name)[0] if checked.name and not draft.unit else "")
    return unit


def read_draft_traits(db: Db, checked: Checked, draft: Draft, tag: str, unit: str) -> Traits:
    """Read what is asked besides the rule; what a habit has already is not asked again."""
    cue = checked.read("cue", lambda: check_text(check_breaks(draft.cue), "The cue"), "")
    reward = checked.read("reward", lambda: check_text(check_breaks(draft.reward), "The reward"), "")
    if not tag:
        return Traits(unit or None, cue or None, reward or None, draft.quiet or None)
    present = read_traits(db, tag)
    return Traits(
        None if unit == present["unit"] else unit,
        None if cue == present["cue"] else cue,
        None if reward == present["reward"] else reward,
        None if draft.quiet == bool(present["quiet"]) else draft.quiet,
    )


def compare(wanted: Plan, base: Schedule | None) -> Plan:
    """Give what a plan asks that differs from a schedule, or from a habit of every day."""
    present = base or read_when("daily", 1)
    limit, assume = wanted.limit, wanted.assume
    return Plan(
        None if wanted.when == write_when(present) else wanted.when,
        None if wanted.target == present.target else wanted.target,
        None if limit == present.limit else limit,
        None if wanted.spares == present.spares else wanted.spares,
        None if assume == present.assume else assume,
    )


def save_draft(ws: Workspace, draft: Draft, tag: str = "") -> HabitView | Changed:
    """Save a draft in one act: a new habit, or the changes to one; UsageError with the first of its troubles."""
    checked = check_draft(ws, draft, tag)
    for name in FIELDS:
        if name in checked.troubles:
            raise checked.troubles[name]
    if not tag:
        return add_habit(ws, draft.name.strip(), checked.plan, checked.day, checked.traits)
    day = None if checked.plan == NOTHING else checked.day
    return edit_habit(ws, tag, checked.plan, day, checked.traits)
