"""Histories of goals and funnels: each change that they had, with the act that made it."""

from dataclasses import dataclass

from tinywins.services.work.funnels import require_funnel
from tinywins.services.work.goals import require_goal
from tinywins.services.workspace import Workspace
from tinywins.storage import acts, fold, goal_rows


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a thing: its act, the stamp in UTC milliseconds, what was set, and whether it is undone."""

    thing: str
    title: str
    act: str
    stamp: int
    fields: fold.Fields
    undone: bool


def read_goal_history(ws: Workspace, reference: str) -> list[Change]:
    """Read the changes of a goal and of its phases and steps, oldest first."""
    db = ws.store.reader()
    goal = require_goal(db, reference)
    things = [("goal", goal.id, goal.title)]
    things += [("phase", phase.id, phase.title) for phase in goal_rows.list_phases(db, goal.id)]
    things += [("step", step.id, step.title) for step in goal_rows.list_steps(db, goal.id)]
    return read_changes(ws, things)


def read_funnel_history(ws: Workspace, reference: str) -> list[Change]:
    """Read the changes of a funnel, oldest first."""
    plan = require_funnel(ws.store.reader(), reference)
    return read_changes(ws, [("funnel", plan.id, plan.name)])


def read_changes(ws: Workspace, things: list[tuple[str, str, str]]) -> list[Change]:
    """Read the changes of things (kind, id, title), oldest first; those of one act in the order of the things."""
    db = ws.store.reader()
    found = [
        Change(thing, title, act, stamp, fields, undone)
        for thing, thing_id, title in things
        for act, stamp, _, fields, undone in acts.read_history(db, thing, thing_id)
    ]
    return sorted(found, key=lambda change: change.stamp)
