"""`goal edit` without options: the whole goal as an outline in the person's editor."""

from tinywins.cli.editor import edit_text
from tinywins.cli.session import print_json, print_text, read_config
from tinywins.render.work import goal_data as data
from tinywins.render.work import goals as page
from tinywins.services.work.goal_outline import open_outline, save_outline
from tinywins.services.work.goals import GoalView, show_goal
from tinywins.services.workspace import Workspace


def edit_outline(ws: Workspace, reference: str, *, json: bool) -> None:
    """Open a goal's outline in the editor, and make the goal what comes back, in one act."""
    code, before = open_outline(ws, reference)
    parts = count_parts(show_goal(ws, code))
    view, changed = edit_text(before, read_config(), lambda text: save_outline(ws, code, before, text))
    kept = count_parts(view)
    if json:
        print_json("goal.item", {"goal": data.goal_data(view)}, done=True)
        return
    print_text(page.say_saved(view, changed, removed=len(parts - kept)) + "\n", done=True)


def count_parts(view: GoalView) -> set[str]:
    """Give the codes of a goal's phases and steps."""
    return {each.phase.short for each in view.phases} | {step.short for step in view.steps}
