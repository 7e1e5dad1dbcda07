"""Ticking habits: `done` logs them, `kept` says of a limit that it was kept."""

from dataclasses import dataclass

from tinywins.domain.amounts import write_amount
from tinywins.domain.days import write_day
from tinywins.domain.line import Line, Mention, read_mention
from tinywins.domain.schedule import Schedule
from tinywins.domain.versions import find_part
from tinywins.errors import UsageError
from tinywins.services.habit_names import require_habit
from tinywins.services.logging import Logged, When, log
from tinywins.services.standing import read_parts
from tinywins.services.workspace import Workspace
from tinywins.storage import entry_rows, facts
from tinywins.storage.connect import Db


@dataclass(frozen=True, slots=True)
class Ticked:
    """What `done` or `kept` did: what was logged, and the habits of which that was said already."""

    logged: list[Logged]
    already: list[str]
    kept: bool = False


def tick(ws: Workspace, words: list[str], when: When) -> Ticked:
    """Tick habits on one day, in one act; a habit without an amount that is done already stays as it is."""
    db = ws.store.reader()
    lines: list[Line] = []
    already: list[str] = []
    for word in words:
        name, equals, amount = word.partition("=")
        tag = require_habit(db, name)
        mention = (read_mention(f"+{tag}={amount}") if equals else None) or Mention(tag)
        check_tick(db, tag, mention, when.day)
        lines.append(Line("", [mention]))

    def is_done(db: Db, line: Line, day: int) -> bool:
        mention = line.mentions[0]
        target = read_in_force(db, mention.name, day).target
        tagged = facts.is_tagged(db, mention.name, write_day(day))
        enough = facts.read_tag_day(db, mention.name, write_day(day))[1] >= target
        if mention.amount is None and tagged and enough:
            already.append(mention.name)
            return True
        return False

    return Ticked(log(ws, lines, when, unless=is_done), already)


def read_in_force(db: Db, tag: str, day: int) -> Schedule:
    """Read the schedule of a habit that is in force on a day."""
    return find_part(read_parts(db, tag), day).schedule


def check_tick(db: Db, tag: str, mention: Mention, day: int) -> None:
    """Raise UsageError where a tick would not say what is meant: of a limit, or of a target with a unit."""
    schedule = read_in_force(db, tag, day)
    if schedule.is_limit:
        raise UsageError(
            f"{tag} is a limit, so done could mean one or none.",
            f"tinywins kept {tag} says that it was kept, tinywins log +{tag} counts one.",
        )
    unit, _ = entry_rows.read_tag(db, tag)
    if schedule.target and unit and mention.amount is None:
        _, amount = facts.read_tag_day(db, tag, write_day(day))
        left = schedule.target - amount if not schedule.period else 0
        raise UsageError(
            f"{tag} is counted in {unit}, so a tick needs the amount.",
            f"tinywins done {tag}={write_amount(left if left > 0 else schedule.target)}",
        )


def keep(ws: Workspace, words: list[str], when: When) -> Ticked:
    """Say of limits that they were kept on a day, in one act; what was said of them before stays as it is."""
    db = ws.store.reader()
    lines: list[Line] = []
    already: list[str] = []
    for word in words:
        tag = require_habit(db, word)
        schedule = read_in_force(db, tag, when.day)
        if not schedule.is_limit:
            raise UsageError(f"{tag} is no limit.", f"tinywins done {tag}, or tinywins habit edit {tag} --limit 2")
        _, amount = facts.read_tag_day(db, tag, write_day(when.day))
        if amount > schedule.limit and not schedule.period:
            raise UsageError(
                f"{tag} stands at {write_amount(amount)} on {write_day(when.day)}, and the limit is"
                f" {write_amount(schedule.limit)}.",
                f"If an entry is wrong: tinywins list +{tag}, then tinywins edit ID or rm ID",
            )
        if facts.is_mentioned(db, tag, write_day(when.day)):
            already.append(tag)
        else:
            lines.append(Line("", [Mention(tag, 0)]))
    return Ticked(log(ws, lines, when) if lines else [], already, kept=True)
