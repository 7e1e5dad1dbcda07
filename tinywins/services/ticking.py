"""Ticking habits and steps: `done` logs them, `kept` says of a limit that it was kept."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tinywins.domain.amounts import write_amount
from tinywins.domain.days import calendar_day, write_day
from tinywins.domain.line import Line, Mention, read_mention
from tinywins.domain.versions import find_part
from tinywins.errors import NotFoundError, UsageError
from tinywins.services.habit_names import require_habit
from tinywins.services.logging import Logged, When, log
from tinywins.services.standing import find_slot, read_lived, read_parts
from tinywins.services.tags import read_name
from tinywins.services.workspace import Workspace
from tinywins.storage import entry_rows, facts
from tinywins.storage.connect import Db

if TYPE_CHECKING:
    from tinywins.domain.goals import Step
    from tinywins.services.work.goal_steps import StepDone


@dataclass(frozen=True, slots=True)
class Ticked:
    """What `done` or `kept` did: what was logged, and the habits and steps of which that was said already.

    `steps` are the goal's steps that were done, the last of each goal told with how the goal stands.
    """

    logged: list[Logged]
    already: list[str]
    kept: bool = False
    steps: tuple["StepDone", ...] = ()


def tick(ws: Workspace, words: list[str], when: When) -> Ticked:
    """Tick habits and steps on one day, in one act.

    A habit without an amount that is done already stays as it is, and so does a step. A word names a habit before a
    step; several may be the title of one step, or where none is a habit, words of it.
    """
    db = ws.store.reader()
    lines: list[Line] = []
    work: list[dict[str, object] | None] = []
    already: list[str] = []
    steps: dict[str, Step] = {}
    for named in read_ticks(db, words, when.day):
        if isinstance(named, Line):
            lines.append(named)
            work.append(None)
        elif named.done:
            already.append(named.title)
        elif named.id not in steps:
            from tinywins.services.work.goal_steps import write_step_line

            steps[named.id] = named
            lines.append(write_step_line(db, named, write_day(when.day)))
            work.append({"step": named.id})

    def is_done(db: Db, line: Line, day: int) -> bool:
        if line.text:
            return False
        mention = line.mentions[0]
        target = find_part(read_parts(db, mention.name), day).schedule.target
        tagged = facts.is_tagged(db, mention.name, write_day(day))
        enough = facts.read_tag_day(db, mention.name, write_day(day))[1] >= target
        if mention.amount is None and tagged and enough:
            already.append(mention.name)
            return True
        return False

    logged = log(ws, lines, when, unless=is_done, work=work) if lines else []
    if not steps:
        return Ticked(logged, already)
    from tinywins.services.work.goal_steps import tell_step

    return Ticked(logged, already, steps=tuple(tell_step(ws, step) for step in steps))


def read_ticks(db: Db, words: list[str], day: int) -> "list[Line | Step]":
    """Read what is ticked: a habit's line, or a step."""
    if len(words) > 1:
        from tinywins.services.work.goal_steps import find_titled, name_step

        typed = " ".join(words)
        is_habit = any(is_habit_name(db, word.partition("=")[0]) for word in words)
        step = find_titled(db, typed) or (None if is_habit else name_step(db, typed))
        if step is not None:
            return [step]
    return [read_tick(db, word, day) for word in words]


def is_habit_name(db: Db, word: str) -> bool:
    """Say whether a word as typed names a habit."""
    try:
        return facts.is_habit(db, entry_rows.find_tag(db, read_name(word)))
    except UsageError:
        return False


def read_tick(db: Db, word: str, day: int) -> "Line | Step":
    """Read one word of `done`: a habit before a step. Where it is neither, the habit's error says what is near."""
    name, equals, amount = word.partition("=")
    try:
        tag = require_habit(db, name)
    except (NotFoundError, UsageError) as error:
        from tinywins.services.work.goal_steps import miss_step, name_step

        step = name_step(db, word)
        if step is None:
            raise miss_step(db, word, error) from None
        return step
    mention = (read_mention(f"+{tag}={amount}") if equals else None) or Mention(tag)
    check_tick(db, tag, mention, day)
    return Line("", [mention])


def check_tick(db: Db, tag: str, mention: Mention, day: int) -> None:
    """Raise UsageError where a tick would not say what is meant: of a limit, or of a target with a unit."""
    parts = read_parts(db, tag)
    schedule = find_part(parts, day).schedule
    if schedule.is_limit:
        raise UsageError(
            f"{tag} is a limit, so done could mean one or none.",
            f"tinywins kept {tag} says that it was kept, tinywins log +{tag} counts one.",
        )
    unit, _ = entry_rows.read_tag(db, tag)
    if schedule.target and unit and mention.amount is None:
        lived, _, _ = read_lived(db, tag, parts, day, frozenset(), "")
        slot = find_slot(parts, day, day, lived)
        left = slot.want - slot.sum
        raise UsageError(
            f"{tag} is counted in {unit}, so a tick needs the amount.",
            f"tinywins done {tag}={write_amount(left if left > 0 else schedule.target)}",
        )


def keep(ws: Workspace, words: list[str], day: int) -> Ticked:
    """Say of limits that they were kept on a day, in one act; what was said of them before stays as it is."""
    moment = ws.now()
    if day > max(ws.today(), calendar_day(moment)):
        raise UsageError(f"{write_day(day)} is still to come.", "Say that it was kept when the day is there.")
    db = ws.store.reader()
    already: list[str] = []
    told: list[str] = []
    for word in words:
        name, equals, amount = word.partition("=")
        tag = require_habit(db, name)
        if equals:
            raise UsageError(f"A limit is kept by its name alone, not {word}.", f"tinywins log +{tag}={amount or 1}")
        if tag in told:
            continue
        told.append(tag)
        if is_said(db, ws, tag, day):
            already.append(tag)
    lines = [Line("", [Mention(tag, 0)]) for tag in told if tag not in already]
    when = When(day, moment.ms, moment.offset) if day == ws.today() else When(day)
    return Ticked(log(ws, lines, when) if lines else [], already, kept=True)


def is_said(db: Db, ws: Workspace, tag: str, day: int) -> bool:
    """Say whether a day's amount of a limit is known.

    Raise UsageError where a habit is no limit, or where the day or its week or month is over the limit already.
    """
    parts = read_parts(db, tag)
    schedule = find_part(parts, day).schedule
    if not schedule.is_limit:
        raise UsageError(f"{tag} is no limit.", f"tinywins done {tag}, or tinywins habit edit {tag} --limit 2")
    lived, _, _ = read_lived(db, tag, parts, ws.today(), frozenset(), "")
    slot = find_slot(parts, day, ws.today(), lived)
    if slot.sum > slot.want:
        span = (
            f"that {schedule.period}" if schedule.period else "today" if day == ws.today() else f"on {write_day(day)}"
        )
        raise UsageError(
            f"{tag} stands at {write_amount(slot.sum)} {span}, and the limit is {write_amount(slot.want)}.",
            f"If an entry is wrong: tinywins list +{tag}, then tinywins edit ID or rm ID",
        )
    return day in lived.amounts
