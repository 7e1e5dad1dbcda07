"""Doing steps: the win that a step is, what it moved, and the one that comes next."""

from dataclasses import dataclass

from tinywins.domain.goals import Goal, Step
from tinywins.domain.line import Line, Mention
from tinywins.domain.near import find_nearest
from tinywins.errors import NotFoundError, TinyWinsError
from tinywins.services.work.goal_edits import require_step
from tinywins.services.work.goals import GoalView, PhaseView, find_focus, find_next, list_waiting, view_goal
from tinywins.services.work.items import find_item
from tinywins.services.workspace import Workspace
from tinywins.storage import entry_rows, facts, goal_rows
from tinywins.storage.connect import Db
from tinywins.storage.queries import fold_text

SIGNS = "+@#([{\"'"  # what may stand before a word


@dataclass(frozen=True, slots=True)
class StepDone:
    """A step that was done: its goal as it stands now, its phase, and whether phase or goal were reached by it."""

    step: Step
    goal: GoalView
    phase: PhaseView | None
    is_phase_reached: bool
    is_goal_reached: bool


@dataclass(frozen=True, slots=True)
class Next:
    """The one step that comes next in the goal in focus; without one, those that wait for something."""

    goal: GoalView
    step: Step | None
    waiting: tuple[Step, ...]


def name_step(db: Db, typed: str) -> Step | None:
    """Give the step that is meant by its code or by the beginnings of words of its title; None where none is.

    A whole title goes before the beginnings of words, and an open step before one that is done; UsageError where
    several could be meant.
    """
    word = fold_text(typed.strip())
    waiting, known = goal_rows.list_open_titles(db), goal_rows.list_titles(db, "step")
    for titles, is_meant in ((waiting, is_named), (known, is_named), (waiting, is_begun), (known, is_begun)):
        meant = [row for row in titles if is_meant(row, word)]
        if word and meant:
            return require_step(db, find_item(db, typed, "step", meant, "tinywins goal show names the steps."))
    return None


def is_named(row: tuple[str, str, str], word: str) -> bool:
    """Say whether a word is the code of a step (id, code, title), or its whole title."""
    return word in (row[1], fold_text(row[2]))


def find_titled(db: Db, typed: str) -> Step | None:
    """Give the one open step whose whole title was typed; None where none is, or several are."""
    word = fold_text(typed.strip())
    meant = [step_id for step_id, _, title in goal_rows.list_open_titles(db) if fold_text(title) == word]
    return require_step(db, meant[0]) if len(meant) == 1 else None


def miss_step(db: Db, typed: str, error: TinyWinsError) -> TinyWinsError:
    """Give the error for what is no habit and no step: where a slip names an open step, that is proposed.

    `error` is what is said of it as a habit; it stands where there are no steps, or it knows of something near.
    """
    titles = goal_rows.list_open_titles(db)
    word = typed.partition("=")[0]
    is_name = isinstance(error, NotFoundError)
    if not titles or (is_name and (word not in error.message or error.hint.startswith("Did you mean"))):
        return error
    near = find_near_step(typed, titles)
    if near is None and is_name and error.message != f"There is no habit {word}.":
        return error
    hint = f"Did you mean {near[2]}?  tinywins done {near[1]}" if near else "tinywins goal show names the steps."
    if near is None and is_name:
        hint = f"{hint} {error.hint}"
    return NotFoundError(f"There is no habit and no step {typed}.", hint)


def find_near_step(typed: str, titles: list[tuple[str, str, str]]) -> tuple[str, str, str] | None:
    """Give the step (id, code, title) of which each word that was typed is near a word of the title; else None."""
    parts = fold_text(typed).split()
    return next((row for row in titles if all(find_nearest(part, fold_text(row[2]).split()) for part in parts)), None)


def is_begun(row: tuple[str, str, str], word: str) -> bool:
    """Say whether each word typed begins a word of a step's title (id, code, title), with or without its signs."""
    words = [form for each in fold_text(row[2]).split() for form in (each, each.lstrip(SIGNS))]
    return all(any(each.startswith(part) for each in words) for part in word.split())


def write_step_line(db: Db, step: Step, day: str) -> Line:
    """Write the line of a step's win: its title, and of the goal's tags those that such a win can carry.

    A habit would be ticked by it, a tag with a unit wants an amount, and a measurement is no win.
    """
    goal = goal_rows.read_goal(db, step.goal)
    return Line(step.title, [Mention(name) for name in list_plain_tags(db, goal, day)] if goal else [])


def list_plain_tags(db: Db, goal: Goal, day: str) -> list[str]:
    """List the tags of a goal that a step's win carries."""
    names = dict.fromkeys(entry_rows.find_tag(db, name) for name in goal.tags)
    counted = entry_rows.find_tag(db, goal.tag) if goal.tag else ""
    return [
        name
        for name in names
        if name != counted
        and not facts.is_habit(db, name)
        and not entry_rows.read_tag(db, name)[0]
        and not entry_rows.is_uncounted(db, name, day)
    ]


def tell_step(ws: Workspace, step_id: str) -> StepDone:
    """Tell what a step that is done moved."""
    db = ws.store.reader()
    step = require_step(db, step_id)
    goal = goal_rows.read_goal(db, step.goal)
    if goal is None:
        raise NotFoundError("The goal of that step is gone.", "tinywins goal list --all")
    view = view_goal(ws, db, goal)
    phase = next((each for each in view.phases if each.phase.id == step.phase), None)
    is_last = phase is not None and not phase.phase.upto and phase.reached is not None
    is_reached = not goal.tag and view.reached is not None
    return StepDone(step, view, phase, is_last, is_reached)


def propose_step(ws: Workspace, goal: Goal | None = None) -> Next | None:
    """Propose one small step of a goal, of the one in focus unless it is named; None where none is in focus."""
    db = ws.store.reader()
    goal = goal or find_focus(db)
    if goal is None:
        return None
    view = view_goal(ws, db, goal)
    return Next(view, find_next(view), tuple(list_waiting(view)))
