"""`goal credit`: real work of before counts toward a goal."""

import typer

from tinywins.cli.goal_parts import NAMED
from tinywins.cli.options import JSON
from tinywins.cli.questions import ask, read_yes
from tinywins.cli.session import open_workspace, print_json, print_text
from tinywins.errors import UsageError
from tinywins.render.work import goal_data as data
from tinywins.render.work import goals as page
from tinywins.services.work.goal_credit import Earlier, find_earlier
from tinywins.services.work.goal_credit import credit as credit_wins
from tinywins.services.work.goal_edits import GoalDraft, edit_goal
from tinywins.services.workspace import Workspace


def ask_credit(ws: Workspace, earlier: Earlier) -> None:
    """Ask whether earlier work counts, and credit it where the answer is yes."""
    print_text(page.show_earlier(earlier, ws.today()), done=True)
    if not ask(page.ask_credit(earlier), read_yes, page.NOT_CREDITED):
        return
    if earlier.goal.tag:
        view, _ = edit_goal(ws, earlier.goal.short, GoalDraft(since=earlier.since))
    else:
        view, _ = credit_wins(ws, earlier.goal.short, [short for short, _, _ in earlier.wins])
    print_text(page.say_credited(view) + "\n", done=True)


def credit(
    goal: str = NAMED,
    wins: list[str] = typer.Argument(None, metavar="[ID]...", show_default=False),
    every: bool = typer.Option(False, "--all", help="All wins that are named without ids."),
    json: bool = JSON,
) -> None:
    """Count earlier wins toward a goal: each becomes a step that was done on its day. Without ids it names those."""
    ws = open_workspace()
    if not wins:
        earlier = find_earlier(ws, goal)
        if not every or earlier.goal.tag:
            if json:
                print_json("goal.credit", data.earlier_data(earlier))
            else:
                print_text(page.show_earlier(earlier, ws.today()) or page.say_no_earlier(earlier))
            return
        wins = [short for short, _, _ in earlier.wins]
        if not wins:
            raise UsageError("There is no earlier win to credit.", "tinywins list shows the wins; name some by id.")
    view, _ = credit_wins(ws, goal, wins)
    if json:
        print_json("goal.item", {"goal": data.goal_data(view)}, done=True)
        return
    print_text(page.say_credited(view) + "\n", done=True)
