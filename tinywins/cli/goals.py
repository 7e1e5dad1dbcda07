"""`goal`: a big aim, its phases and its steps; and the one step that comes next."""

import sys

import typer

from tinywins.cli.boundary import complain
from tinywins.cli.options import JSON, example, new_app
from tinywins.cli.session import open_workspace, print_json, print_text, read_config, read_look
from tinywins.domain.amounts import read_amount
from tinywins.domain.datewords import read_day_words
from tinywins.domain.goals import Goal
from tinywins.errors import UsageError
from tinywins.render import goal_data as data
from tinywins.render import goals as page
from tinywins.services import goal_edits, goals
from tinywins.services.burn_ups import BurnUp
from tinywins.services.goals import GoalView
from tinywins.services.workspace import Workspace

app = new_app("Goals: a big aim in phases and small steps; each step that is done is a win.")
phase_app = new_app("Phases: the milestones of a goal.")
step_app = new_app("Steps: small pieces of a goal; `tinywins done STEP` does one.")
app.add_typer(phase_app, name="phase")
app.add_typer(step_app, name="step")
APPS = {"goal": app}


def complete_goal(incomplete: str) -> list[tuple[str, str]]:
    """Give the goals whose code begins so, or whose title has it."""
    return list_matches("goal", incomplete)


def complete_step(incomplete: str) -> list[tuple[str, str]]:
    """Give the open steps whose code begins so, or whose title has it."""
    return list_matches("step", incomplete)


def complete_phase(incomplete: str) -> list[tuple[str, str]]:
    """Give the phases whose code begins so, or whose title has it."""
    return list_matches("phase", incomplete)


def list_matches(kind: str, typed: str) -> list[tuple[str, str]]:
    """Give the things of a kind, as code and title, of which what was typed is the beginning of the code or a part."""
    from tinywins.storage import goal_rows

    db = open_workspace().store.reader()
    rows = goal_rows.list_open_titles(db) if kind == "step" else goal_rows.list_titles(db, kind)
    return [(code, title) for _, code, title in rows if code.startswith(typed) or typed.lower() in title.lower()]


GOAL_HELP = "Its code, or words of its title; without it the goal in focus."
WHICH = typer.Argument("", metavar="[GOAL]", help=GOAL_HELP, show_default=False, autocompletion=complete_goal)
NAMED = typer.Argument(..., metavar="GOAL", show_default=False, autocompletion=complete_goal)
STEP = typer.Argument(..., metavar="STEP", show_default=False, autocompletion=complete_step)
OF = typer.Option("", "--goal", metavar="GOAL", help=GOAL_HELP, show_default=False, autocompletion=complete_goal)
BY = typer.Option(None, "--by", metavar="DAY", help="The date it is wanted: 2027-03-01, fri, +30.")
WHY = typer.Option(None, "--why", help="What it is for, in a few words.", show_default=False)
TAG = typer.Option([], "--tag", metavar="TAG", help="A tag or habit that feeds it; again for more.")
TARGET = typer.Option((None, None), "--target", metavar="N +TAG", help="Count a tag up to so much, not steps.")
SINCE = typer.Option(None, "--since", metavar="DAY", help="The first day on which the tag counts; else today.")


def read_by(ws: Workspace, words: str | None) -> int | None:
    """Read a date ahead; "none" takes it away, None leaves it."""
    if words is None:
        return None
    return 0 if words.strip().lower() in ("", "none") else read_day_words(words, ws.today(), forward=True)


def read_target(words: tuple[str | None, str | None]) -> tuple[int, str] | None:
    """Read the target as typed: an amount and a tag."""
    amount, tag = words
    if amount is None or tag is None:
        return None
    thousandths, _ = read_amount(amount)
    return thousandths, tag


@app.command(
    epilog=example(
        'tinywins goal add "Launch the shop" --why "my own things" --by 2027-03-01',
        'tinywins goal add "First forty orders" --target 40 +orders --by +12w',
        'tinywins goal add "Write the book" --tag writing',
    )
)
def add(
    title: str = typer.Argument(..., metavar="TITLE", show_default=False),
    why: str | None = WHY,
    by: str | None = BY,
    target: tuple[str, str] = TARGET,
    tag: list[str] = TAG,
    since: str | None = SINCE,
    json: bool = JSON,
) -> None:
    """Set a goal. It counts its steps, or with --target the amount of a tag.

    Where wins of before could count, that is offered: real work is a start, and nothing else is.
    """
    ws = open_workspace()
    first = read_day_words(since, ws.today()) if since is not None else None
    draft = goal_edits.GoalDraft(title, why, read_by(ws, by), read_target(target), first, tuple(tag))
    view = goal_edits.add_goal(ws, draft)
    if json:
        print_json("goal", {"goal": data.goal_data(view)}, done=True)
        return
    print_text(page.say_added_goal(view) + "\n", done=True)
    offer_credit(ws, view.goal)


def offer_credit(ws: Workspace, goal: Goal) -> None:
    """Offer to credit earlier work: ask on a terminal, and elsewhere say how."""
    from tinywins.services.goal_credit import find_earlier

    earlier = find_earlier(ws, goal.short)
    said = page.offer_credit(earlier, ws.today())
    if not said:
        if not goal.tag:
            print_text(f'  tinywins goal step add "one small step" --goal {goal.short}\n', done=True)
        return
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        print_text(said, done=True)
        return
    from tinywins.cli.goal_credit import ask_credit

    ask_credit(ws, earlier)


def show_shown(ws: Workspace, view: GoalView, *, json: bool, done: bool = False) -> None:
    """Print a goal whole."""
    burn: BurnUp | None = goals.view_burn_up(ws, view.goal.short) if view.want else None
    if json:
        print_json("goal", data.shown_data(view, burn), done=done)
        return
    print_text(page.show_goal(view, page.find_sentences(burn), read_look(read_config())), done=done)


@app.command(epilog=example("tinywins goal show", "tinywins goal show shop", "tinywins goal show k3p0 --json"))
def show(goal: str = WHICH, json: bool = JSON) -> None:
    """Show a goal: phases and steps, when it is likely done, and the pace that its date asks for."""
    ws = open_workspace()
    show_shown(ws, goals.show_goal(ws, goal), json=json)


@app.command("list", epilog=example("tinywins goal list", "tinywins goal list --all --json"))
def list_(
    every: bool = typer.Option(False, "--all", help="Also those that rest or are done."), json: bool = JSON
) -> None:
    """List the goals with their phases, what feeds them, and this month's wins; also the wins that feed none."""
    from tinywins.services.goal_feeds import feed_goals

    ws = open_workspace()
    views = goals.list_goals(ws, every=every)
    fed = feed_goals(ws, views)
    if json:
        print_json("goals", data.listed_data(views, fed))
        return
    if not views and not goals.list_goals(ws, every=True):
        print_text(f"No goal yet. A big aim, in small steps:\n\n  {goals.FIRST}\n")
        return
    print_text(page.list_goals(views, fed, read_look(read_config())))


@app.command("next", epilog=example("tinywins goal next", "tinywins goal next shop"))
def next_(goal: str = WHICH, json: bool = JSON) -> None:
    """Propose one small step of the goal's current phase: one clear thing at a time."""
    from tinywins.services.goal_steps import propose_step

    ws = open_workspace()
    found = propose_step(ws, goals.require_goal(ws.store.reader(), goal))
    if json:
        print_json("goal.next", data.next_data(found))
        return
    print_text("\n".join(page.say_next(found) if found else []) + "\n")


@app.command(epilog=example("tinywins goal focus shop"))
def focus(goal: str = NAMED, json: bool = JSON) -> None:
    """Put one goal in focus: `goal next` and `today` speak of it."""
    ws = open_workspace()
    view = goal_edits.focus_goal(ws, goal)
    report(view, f"In focus: {page.name_goal(view)}", json=json)


@app.command(epilog=example("tinywins goal park shop"))
def park(goal: str = NAMED, json: bool = JSON) -> None:
    """Let a goal rest. What is done stays done; days of rest do not count in its pace."""
    ws = open_workspace()
    view, is_new = goal_edits.park_goal(ws, goal)
    said = "Resting" if is_new else "It rests already"
    report(view, f"{said}: {page.name_goal(view)}  tinywins goal unpark {view.goal.short} takes it up.", json=json)


@app.command(epilog=example("tinywins goal unpark shop"))
def unpark(goal: str = NAMED, json: bool = JSON) -> None:
    """Take up a goal that rested."""
    ws = open_workspace()
    view, is_new = goal_edits.park_goal(ws, goal, park=False)
    said = "Taken up again" if is_new else "It is being worked on already"
    report(view, f"{said}: {page.name_goal(view)}", json=json)


@app.command(epilog=example("tinywins goal rm shop"))
def rm(goal: str = NAMED, json: bool = JSON) -> None:
    """Remove a goal with its phases and steps. The wins stay; `tinywins undo` brings the goal back."""
    ws = open_workspace()
    view = goal_edits.remove_goal(ws, goal)
    report(view, f"Removed: {page.name_goal(view)} What was logged stays; tinywins undo brings it back.", json=json)


def report(view: GoalView, said: str, *, json: bool) -> None:
    """Print what became of a goal."""
    if json:
        print_json("goal", {"goal": data.goal_data(view)}, done=True)
    else:
        print_text(said + "\n", done=True)


@app.command(
    epilog=example(
        "tinywins goal edit shop                       (the whole goal, in your editor)",
        'tinywins goal edit shop --by 2027-04-01 --why "my own things"',
        "tinywins goal edit shop --tag writing --untag shop",
    )
)
def edit(
    goal: str = WHICH,
    title: str | None = typer.Option(None, "--title", help="Another title.", show_default=False),
    why: str | None = WHY,
    by: str | None = BY,
    target: tuple[str, str] = TARGET,
    since: str | None = SINCE,
    tag: list[str] = TAG,
    untag: list[str] = typer.Option([], "--untag", metavar="TAG", help="A tag that feeds it no more."),
    json: bool = JSON,
) -> None:
    """Change a goal: with options that, and without any the whole of it as an outline in your editor, in one act."""
    ws = open_workspace()
    first = read_day_words(since, ws.today()) if since is not None else None
    draft = goal_edits.GoalDraft(
        title, why, read_by(ws, by), read_target(target), first, tuple(tag), tuple(untag)
    )
    if draft == goal_edits.GoalDraft():
        from tinywins.cli.goal_outline import edit_outline

        edit_outline(ws, goal, json=json)
        return
    view, is_changed = goal_edits.edit_goal(ws, goal, draft)
    if not is_changed:
        complain("Nothing changed.\n")
    show_shown(ws, view, json=json, done=True)


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
    phase = goal_edits.add_phase(ws, title, goal, read_by(ws, by), upto)
    view = goals.show_goal(ws, page.find_code(ws, phase.goal))
    if json:
        print_json("goal.phase", {"phase": data.bare_phase(phase), "goal": data.goal_data(view)}, done=True)
        return
    print_text(page.say_added_phase(phase, view) + "\n", done=True)


@step_app.command("add", epilog=example('tinywins goal step add "Take the pictures" --phase Catalogue'))
def add_step(
    title: str = typer.Argument(..., metavar="TITLE", show_default=False),
    phase: str = typer.Option("", "--phase", help="Its code or words; else the current one.", show_default=False),
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
    report_step(blocked, view, f"waits: {by.strip()}", json=json)


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
