"""The forms of goals, phases and steps: what each asks for, and what it does with the answers."""

from collections.abc import Callable

from tinywins.domain.amounts import read_amount
from tinywins.domain.days import label_day
from tinywins.errors import UsageError
from tinywins.render.work import goals as pages
from tinywins.services.work.goal_edits import (
    GoalDraft,
    add_goal,
    add_phase,
    plan_step,
    read_date_ahead,
    read_tag,
)
from tinywins.services.work.goals import show_goal
from tinywins.services.work.measures import read_counted
from tinywins.services.workspace import Workspace
from tinywins.tui.screens.box import open_over
from tinywins.tui.screens.fields_form import FieldsForm, FormLine, Values
from tinywins.tui.screens.page import Page
from tinywins.tui.screens.work_forms import list_names

Keep = Callable[[str | None], None] | None


def read_by(ws: Workspace, values: Values) -> int | None:
    """Read the date ahead; None where there is none."""
    return read_date_ahead(ws, values["by"]) if values["by"] else None


def say_by(ws: Workspace, values: Values) -> str:
    """Say which date is meant."""
    by = read_by(ws, values)
    return label_day(by, ws.today()) if by else ""


def read_target(ws: Workspace, values: Values) -> tuple[int, str] | None:
    """Read a target such as `40 +orders`; None where there is none."""
    words = values["target"].split()
    if not words:
        return None
    if len(words) != 2:
        raise UsageError("A target is an amount and a tag.", "Write 40 +orders.")
    read_counted(ws.store.reader(), words[1])
    return read_amount(words[0])[0], words[1]


def check_target(ws: Workspace, values: Values) -> str:
    """Check the target."""
    read_target(ws, values)
    return ""


def check_tags(_ws: Workspace, values: Values) -> str:
    """Check the tags."""
    for word in values["tags"].split():
        read_tag(word)
    return ""


BY = FormLine("by", "by", "the date it is wanted: 2027-03-01, fri, +30", say_by)


def open_goal(page: Page, keep: Keep = None) -> None:
    """Ask for a new goal."""
    lines = [
        FormLine("title", "goal", "a big aim, such as: Launch the shop", need="Say what it is."),
        FormLine("why", "why", "what it is for"),
        BY,
        FormLine("tags", "fed by", "tags and habits that feed it: +shop", check_tags, known=list_names, is_line=True),
        FormLine("target", "target", "40 +orders counts a tag; else its steps count", check_target),
    ]
    open_over(page, FieldsForm("A big aim", lines, save_goal), keep)


def save_goal(ws: Workspace, values: Values) -> str:
    """Set a goal."""
    by, target = read_by(ws, values), read_target(ws, values)
    view = add_goal(ws, GoalDraft(values["title"], values["why"], by, target, tags=tuple(values["tags"].split())))
    return pages.say_added_goal(view)


def open_phase(page: Page, goal: str, keep: Keep = None) -> None:
    """Ask for a new phase of a goal."""
    lines = [FormLine("title", "phase", "a milestone, such as: Catalogue", need="Say what it is."), BY]

    def save(ws: Workspace, values: Values) -> str:
        phase, view = add_phase(ws, values["title"], goal, read_by(ws, values))
        return pages.say_added_phase(phase, view)

    open_over(page, FieldsForm("A phase", lines, save), keep)


def open_step(page: Page, goal: str = "", phase: str = "", keep: Keep = None) -> None:
    """Ask for a new step: of the phase that is named, or else of the current one."""

    def list_phases(ws: Workspace) -> list[str]:
        return [each.phase.title.lower() for each in show_goal(ws, goal).phases]

    def save(ws: Workspace, values: Values) -> str:
        step, view = plan_step(ws, values["title"], goal, values["phase"] or phase)
        return pages.say_added_step(step, view)

    lines = [
        FormLine("title", "step", "something that one sitting can finish", need="Say what it is."),
        FormLine("phase", "phase", "else the one under the cursor, or the current one", known=list_phases),
    ]
    open_over(page, FieldsForm("A small step", lines, save), keep)
