"""Earlier work that counts toward a goal: real wins become steps that are done, or a tag counts from an earlier day."""

from dataclasses import dataclass

from tinywins.domain.days import read_day, write_day
from tinywins.domain.goals import Goal
from tinywins.errors import UsageError
from tinywins.services.entries import require_entry
from tinywins.services.references import find_entry
from tinywins.services.work.goal_edits import add_step
from tinywins.services.work.goals import GoalView, is_summed, names_of, require_goal, view_goal
from tinywins.services.workspace import Workspace
from tinywins.storage import entry_rows, fold, goal_rows, journal, projection, work_plans
from tinywins.storage.connect import Db
from tinywins.storage.work_rows import read_links

MOST = 50  # wins that are offered


@dataclass(frozen=True, slots=True)
class Earlier:
    """What could be credited to a goal: `wins` as (short code, day, text), newest first, at most 50.

    Of a goal that counts a tag there is instead the `amount` (thousandths) counted before its first day, `since` the
    day on which that begins, 0 for none.
    """

    goal: Goal
    wins: tuple[tuple[str, int, str], ...]
    amount: int = 0
    since: int = 0


def find_earlier(ws: Workspace, reference: str) -> Earlier:
    """Find the earlier work that could be credited to a goal."""
    db = ws.store.reader()
    return look_back(db, ws, require_goal(db, reference))


def look_back(db: Db, ws: Workspace, goal: Goal) -> Earlier:
    """Find the earlier work that could be credited to a goal that is there."""
    if goal.tag:
        spans = work_plans.read_span(db, goal.tag, "", goal.since) if is_summed(db, goal) else []
        days = [row for row in spans if row[0] < goal.since and row[2] > 0]
        return Earlier(goal, (), sum(amount for _, _, amount in days), read_day(days[0][0]) if days else 0)
    names = names_of(goal)
    rows = goal_rows.list_creditable(db, names, write_day(ws.today()), MOST) if names else []
    wins = [(entry_rows.read_entry(db, entry), day, text) for entry, day, text in rows]
    return Earlier(goal, tuple((entry.short, read_day(day), text) for entry, day, text in wins if entry))


def credit(ws: Workspace, reference: str, wins: list[str]) -> tuple[GoalView, int]:
    """Credit earlier wins to a goal, in one act: each becomes a step that was done on its day. Give how many are new.

    UsageError for a goal that counts a tag, and for an entry that is no win or did a step already.
    """
    with ws.store.writing() as db:
        goal = require_goal(db, reference)
        if goal.tag:
            raise UsageError(
                f"{goal.title} counts +{goal.tag} from {goal.since} on.",
                f"To count earlier ones too: tinywins goal edit {goal.short} --since 2026-01-01",
            )
        entries = [require_entry(db, each) for each in dict.fromkeys(find_entry(db, word) for word in wins)]
        act = journal.start_act(db, ws.new_id(), ws.stamp_clock()) if entries else None
        for entry in reversed(entries):
            if not entry.win:
                raise UsageError(f"{entry.short} is no win, so it is no step either.", "tinywins list shows the wins.")
            if read_links(db, entry.id)[0]:
                raise UsageError(f"{entry.short} did a step already.", f"tinywins show {entry.short}")
            if act is None:
                continue
            title = entry.text or ", ".join(name for name, _ in entry.tags)
            step = add_step(db, ws, act, goal.id, title, born="")
            fields: fold.Fields = {"step": step.id}
            journal.record(db, act, "entry", entry.id, fold.write_fields(fields))
            projection.project(db, [("entry", entry.id)])
        return view_goal(ws, db, goal), len(entries)
