"""Rows of goals: each with its phases, and the steps below them."""

from collections.abc import Iterator

from tinywins.domain.goals import Step
from tinywins.render.columns import Look, cut
from tinywins.render.safe import make_safe
from tinywins.render.work.goals import find_headline, say_by, say_count, say_headline, say_phase, say_step
from tinywins.services.work.goals import DONE, FOCUS, PARKED, GoalView
from tinywins.tui.work_rows import FAINT, TITLE, Line, WorkRow

GOAL, PHASE, STEP = "goal", "phase", "step"
NO_GOAL = ("No goal yet. A big aim, in small steps: N sets one.", "Each step that is done is a win.")
MARKS = {FOCUS: "in focus", PARKED: "resting", DONE: "done"}


def lay_out(views: list[GoalView], look: Look) -> list[Line]:
    """Lay out goals for a width; one that rests or is done is a line of its own, without its steps."""
    if not views:
        return [Line(cut(text, look.width, look.sign("…")), FAINT) for text in NO_GOAL]
    return [line for place, view in enumerate(views) for line in list_goal(view, look, is_first=not place)]


def list_goal(view: GoalView, look: Look, *, is_first: bool) -> Iterator[Line]:
    """List the lines of a goal."""
    goal, end = view.goal, look.sign("…")
    if not is_first:
        yield Line("")
    mark = f" ({MARKS[view.state]})" if view.state in MARKS else ""
    yield Line(
        cut(f"{make_safe(goal.title)}{mark}", look.width, end), TITLE, row_of(view, GOAL, goal.short, goal.title)
    )
    said = say_headline(view) if find_headline(view) is None else f"{say_count(view)}{say_by(goal.by, view.today)}"
    yield Line(cut(f"  {said}", look.width, end), FAINT)
    if view.state in (PARKED, DONE):
        return
    for each in view.phases:
        phase = each.phase
        yield Line(
            cut(f"  {say_phase(each, view)}", look.width, end), None, row_of(view, PHASE, phase.short, phase.title)
        )
        for step in each.steps:
            yield list_step(view, step, look)
    for step in view.loose:
        yield list_step(view, step, look)


def list_step(view: GoalView, step: Step, look: Look) -> Line:
    """Give the line of a step."""
    plain = Look(width=look.width, ascii=look.ascii)
    return Line(
        f"    {say_step(step, view, plain)}", FAINT if step.done else None, row_of(view, STEP, step.short, step.title)
    )


def row_of(view: GoalView, kind: str, short: str, title: str) -> WorkRow:
    """Give a row: what it is, and the goal that it belongs to."""
    return WorkRow(kind, short, short, title, view.goal.short)
