"""`goal`: a big aim, its phases and its steps; and the one step that comes next."""

import sys

import typer

from tinywins.cli.boundary import complain
from tinywins.cli.goal_credit import ask_credit, credit
from tinywins.cli.goal_parts import BY, NAMED, WHICH, phase_app, read_by, step_app
from tinywins.cli.options import JSON, example, list_alone, new_app
from tinywins.cli.session import open_workspace, print_json, print_text, read_config, read_look
from tinywins.domain.amounts import read_amount
from tinywins.domain.datewords import read_day_words
from tinywins.domain.goals import Goal
from tinywins.render.work import goal_data as data
from tinywins.render.work import goals as page
from tinywins.render.work.histories import history_data, show_history
from tinywins.services.work import goal_edits, goals
from tinywins.services.work.burn_ups import BurnUp
from tinywins.services.work.goal_credit import find_earlier
from tinywins.services.work.goals import GoalView
from tinywins.services.work.histories import Change, read_goal_history
from tinywins.services.workspace import Workspace

ABOUT = "Goals: a big aim in phases and small steps; each step that is done is a win."
app = new_app(ABOUT)
app.add_typer(phase_app, name="phase")
app.add_typer(step_app, name="step")
app.command(
    epilog=example(
        "tinywins goal credit shop", "tinywins goal credit shop --all", "tinywins goal credit shop k3p0 7q2m"
    )
)(credit)
APPS = {"goal": app}
WHY = typer.Option(None, "--why", help="What it is for, in a few words.", show_default=False)
TAG = typer.Option([], "--tag", metavar="TAG", help="A tag or habit that feeds it; again for more.")
TARGET = typer.Option((None, None), "--target", metavar="N +TAG", help="Count a tag up to so much, not steps.")
SINCE = typer.Option(None, "--since", metavar="DAY", help="The first day on which the tag counts; else today.")


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
        print_json("goal.item", {"goal": data.goal_data(view)}, done=True)
        return
    print_text(page.say_added_goal(view) + "\n", done=True)
    offer_credit(ws, view.goal)


def offer_credit(ws: Workspace, goal: Goal) -> None:
    """Offer to credit earlier work: ask on a terminal, and elsewhere say how."""
    earlier = find_earlier(ws, goal.short)
    said = page.offer_credit(earlier, ws.today())
    if said and sys.stdin.isatty() and sys.stdout.isatty():
        ask_credit(ws, earlier)
    elif said:
        print_text(said, done=True)
    if not goal.tag:
        print_text(f'  A first small step: tinywins goal step add "..." --goal {goal.short}\n', done=True)


def show_shown(
    ws: Workspace, view: GoalView, history: list[Change] | None = None, *, json: bool, done: bool = False
) -> None:
    """Print a goal whole, with its history where that is given."""
    burn: BurnUp | None = goals.view_burn_up(ws, view.goal.short) if view.want else None
    if json:
        body = data.shown_data(view, burn)
        print_json("goal", body if history is None else {**body, "history": history_data(history)}, done=done)
        return
    text = page.show_goal(view, page.find_sentences(burn), read_look(read_config()))
    print_text(text if history is None else text + show_history(history, view.today), done=done)


@app.command(epilog=example("tinywins goal show", "tinywins goal show shop", "tinywins goal show k3p0 --json"))
def show(
    goal: str = WHICH,
    history: bool = typer.Option(False, "--history", help="Each change it had, with the act that made it."),
    json: bool = JSON,
) -> None:
    """Show a goal: phases and steps, when it is likely done, and the pace that its date asks for.

    `tinywins chart burnup` draws its way.
    """
    ws = open_workspace()
    view = goals.show_goal(ws, goal)
    show_shown(ws, view, read_goal_history(ws, view.goal.short) if history else None, json=json)


def show_part(kind: str, code: str, *, json: bool) -> None:
    """Show the goal that a code is of: its own, or that of one of its phases or steps."""
    ws = open_workspace()
    show_shown(ws, goals.show_goal(ws, goals.find_owner(ws, kind, code)), json=json)


@app.command("list", epilog=example("tinywins goal list", "tinywins goal list --all --json"))
def list_(
    every: bool = typer.Option(False, "--all", help="Also those that rest or are done."), json: bool = JSON
) -> None:
    """List the goals with their phases, what feeds them, and this month's wins; also the wins that feed none."""
    from tinywins.services.work.goal_feeds import feed_goals

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
    from tinywins.services.work.goal_steps import propose_step

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
        print_json("goal.item", {"goal": data.goal_data(view)}, done=True)
    else:
        print_text(said + "\n", done=True)


@app.command(
    epilog=example(
        "tinywins goal edit shop          (the whole goal, in your editor)",
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
    draft = goal_edits.GoalDraft(title, why, read_by(ws, by), read_target(target), first, tuple(tag), tuple(untag))
    if draft == goal_edits.GoalDraft():
        from tinywins.cli.goal_outline import edit_outline

        edit_outline(ws, goal, json=json)
        return
    view, is_changed = goal_edits.edit_goal(ws, goal, draft)
    if not is_changed:
        complain("Nothing changed.\n")
    show_shown(ws, view, json=json, done=True)


list_alone(app, "goal", ABOUT, lambda json: list_(every=False, json=json))
