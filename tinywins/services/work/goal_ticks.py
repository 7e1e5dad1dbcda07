"""Ticking a step with one key: done, or taken back, each time as one act that undo turns round."""

from tinywins.domain.days import write_day
from tinywins.domain.goals import Step
from tinywins.errors import UsageError
from tinywins.services.entries import require_entry, write_changes
from tinywins.services.logging import log
from tinywins.services.ticking import Ticked
from tinywins.services.toggling import when_of
from tinywins.services.work.goal_edits import find_step, require_step
from tinywins.services.work.goal_steps import tell_step, write_step_line
from tinywins.services.workspace import Workspace
from tinywins.storage import acts, fold, goal_rows
from tinywins.storage.connect import Db
from tinywins.storage.journal import Act


def do_step(ws: Workspace, reference: str, day: int) -> Ticked:
    """Do a step on a day; UsageError where it is done by now, so that it is done once whoever else is at it."""
    step = find_step(ws.store.reader(), reference)

    def refuse(db: Db, _act: Act) -> None:
        if require_step(db, step.id).done:
            raise UsageError(f"{step.title} is done already.", "It is shown now.")

    line = write_step_line(ws.store.reader(), step, write_day(day))
    logged = log(ws, [line], when_of(ws, day), work=[{"step": step.id}], also=refuse)
    return Ticked(logged, [], steps=(tell_step(ws, step.id),))


def reopen_step(ws: Workspace, reference: str) -> Step:
    """Take a step back, and give it as it is open again, as it may have been already.

    A win that came of doing it is removed, a credited one is a win as before. UsageError where the win holds a note
    or a star by now.
    """
    with ws.store.writing() as db:
        step = find_step(db, reference)
        write_changes(db, ws, {each: plan_back(db, each) for each in goal_rows.list_step_entries(db, step.id)})
        return require_step(db, step.id)


def plan_back(db: Db, entry_id: str) -> fold.Fields:
    """Give what takes a step back from its win."""
    entry = require_entry(db, entry_id)
    born = acts.read_history(db, "entry", entry_id)[0][3]
    if not born.get("step"):
        return {"step": ""}
    if entry.note or entry.star:
        raise UsageError(f"{entry.short} holds more than the step by now, so it stays.", "Remove it on the page Log.")
    return {"gone": True}
