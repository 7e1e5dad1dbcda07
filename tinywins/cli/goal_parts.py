"""`goal phase` and `goal step`: the parts of a goal, and how goals, phases and steps are named on a command line."""

import typer

from tinywins.cli.options import JSON, example, new_app
from tinywins.cli.session import open_workspace, print_json, print_text
from tinywins.domain.amounts import read_amount
from tinywins.domain.goals import Step
from tinywins.errors import UsageError
from tinywins.render.work import goal_data as data
from tinywins.render.work import goals as page
from tinywins.services.work import goal_edits
from tinywins.services.work.goal_edits import read_date_ahead
from tinywins.services.work.goals import GoalView, find_heard
from tinywins.services.workspace import Workspace

phase_app = new_app("Phases: the milestones of a goal.")
step_app = new_app("Steps: small pieces of a goal; `tinywins done STEP` does one.")


GOAL_HELP = "Its code, or words of its title; without it the goal in focus."
WHICH = typer.Argument("", metavar="[GOAL]", help=GOAL_HELP, show_default=False)
NAMED = typer.Argument(..., metavar="GOAL", show_default=False)
STEP = typer.Argument(..., metavar="STEP", show_default=False)
PHASE = typer.Argument(..., metavar="PHASE", show_default=False)
OF = typer.Option("", "--goal", metavar="GOAL", help=GOAL_HELP, show_default=False)
BY = typer.Option(None, "--by", metavar="DAY", help="The date it is wanted: 2027-03-01, fri, +30; none for no date.")


def read_by(ws: Workspace, words: str | None) -> int | None:
    """Read a date ahead; "none" takes it away, None leaves it."""
    if words is None:
        return None
    return 0 if words.strip().lower() in ("", "none") else read_date_ahead(ws, words)


@phase_app.command("add", epilog=example("tinywins goal phase add Catalogue --by 2026-11-27 --goal shop"))
def add_phase(
    title: str = typer.Argument(..., metavar="TITLE", show_default=False),
    by: str | None = BY,
    goal: str = OF,
    at: str | None = typer.Option(None, "--at", metavar="N", help="Of a goal that counts a tag: up to how much."),
    json: bool = JSON,
) -> None:
    """Add a phase at the end of a goal."""
    ws = open_workspace()
    upto = read_amount(at)[0] if at is not None else 0
    phase, view = goal_edits.add_phase(ws, title, goal, read_by(ws, by), upto)
    if json:
        print_json("goal.phase", {"phase": data.bare_phase(phase), "goal": data.goal_data(view)}, done=True)
        return
    print_text(page.say_added_phase(phase, view) + "\n", done=True)


@phase_app.command("rm", epilog=example("tinywins goal phase rm Catalogue"))
def rm_phase(phase: str = PHASE, goal: str = OF, json: bool = JSON) -> None:
    """Remove a phase. Its steps stay, without a phase."""
    ws = open_workspace()
    gone, view = goal_edits.remove_phase(ws, phase, goal)
    if json:
        print_json("goal.phase", {"phase": data.bare_phase(gone), "goal": data.goal_data(view)}, done=True)
        return
    print_text(page.say_removed_phase(gone, view) + "\n", done=True)


@step_app.command("add", epilog=example('tinywins goal step add "Take the pictures" --phase Catalogue'))
def add_step(
    title: str = typer.Argument(..., metavar="TITLE", show_default=False),
    phase: str = typer.Option(
        "",
        "--phase",
        help="Its code or words; else the current one.",
        show_default=False,
    ),
    goal: str = OF,
    json: bool = JSON,
) -> None:
    """Add a small step: something that one sitting can finish."""
    ws = open_workspace()
    step, view = goal_edits.plan_step(ws, title, goal, phase)
    if json:
        print_json("goal.step", {"step": data.step_data(step, view), "goal": data.goal_data(view)}, done=True)
        return
    print_text(page.say_added_step(step, view) + "\n", done=True)


@step_app.command(epilog=example('tinywins goal step block pictures --by "waiting for the lamp"'))
def block(
    step: str = STEP,
    by: str = typer.Option(..., "--by", metavar="WORDS", help="What stands in its way.", show_default=False),
    json: bool = JSON,
) -> None:
    """Name what stands in the way of a step. It is not proposed until that is gone."""
    if not by.strip():
        raise UsageError("What stands in its way is not said.", f"tinywins goal step unblock {step} clears it.")
    ws = open_workspace()
    blocked, view = goal_edits.block_step(ws, step, by)
    report_step(blocked, view, f"waits, {by.strip()}", json=json)


@step_app.command(epilog=example("tinywins goal step unblock pictures"))
def unblock(step: str = STEP, json: bool = JSON) -> None:
    """Say that nothing stands in the way of a step any more."""
    ws = open_workspace()
    freed, view = goal_edits.block_step(ws, step, "")
    report_step(freed, view, "is open again", json=json)


@step_app.command("rm", epilog=example("tinywins goal step rm pictures"))
def rm_step(step: str = STEP, json: bool = JSON) -> None:
    """Remove a step. Where it was done, its win stays."""
    ws = open_workspace()
    gone, view = goal_edits.remove_step(ws, step)
    report_step(gone, view, "was removed", json=json)
    heard = find_heard(ws, gone) if gone.feedback and not gone.done and not json else None
    if heard:
        print_text(page.say_left_behind(heard) + "\n", done=True)


def report_step(step: Step, view: GoalView, became: str, *, json: bool) -> None:
    """Print what became of a step."""
    if json:
        print_json("goal.step", {"step": data.step_data(step, view), "goal": data.goal_data(view)}, done=True)
        return
    print_text(page.say_step_became(step, became) + "\n", done=True)
