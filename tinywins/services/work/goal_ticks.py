"""Ticking a step with one key: done, or taken back, each time as one act that undo turns round."""

from tinywins.domain.days import write_day
from tinywins.domain.goals import Step
from tinywins.errors import UsageError
from tinywins.services.entries import require_entry, write_changes
from tinywins.services.logging import Logged, When, log
from tinywins.services.toggling import when_of
from tinywins.services.work.goal_edits import find_step, require_step
from tinywins.services.work.goal_steps import StepDone, tell_step, write_step_line
from tinywins.services.workspace import Workspace
from tinywins.storage import acts, fold, goal_rows
from tinywins.storage.connect import Db


def toggle_step(ws: Workspace, reference: str, day: int) -> StepDone | Step:
    """Do a step on a day, or take it back: a win that came of doing it is removed, a credited one is a win as before.

    Give what doing it moved, or the step as it is open again. UsageError where its win holds a note or a star by now.
    """
    step = find_step(ws.store.reader(), reference)
    if not step.done:
        log_step(ws, step, when_of(ws, day))
        return tell_step(ws, step.id)
    with ws.store.writing() as db:
        changes = {entry_id: plan_back(db, entry_id) for entry_id in goal_rows.list_step_entries(db, step.id)}
        write_changes(db, ws, changes)
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


def log_step(ws: Workspace, step: Step, when: When) -> Logged:
    """Log the win that a step is."""
    line = write_step_line(ws.store.reader(), step, write_day(when.day))
    (logged,) = log(ws, [line], when, work=[{"step": step.id}])
    return logged
