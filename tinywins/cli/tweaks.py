"""`tweak`: a small change with a measure, judged after against before."""

import typer

from tinywins.cli.options import JSON, example, list_alone, new_app
from tinywins.cli.session import open_workspace, print_json, print_text, read_config, read_look
from tinywins.domain.datewords import read_day_words
from tinywins.errors import NotFoundError, UsageError
from tinywins.render.work import tweak_data as data
from tinywins.render.work import tweaks as page
from tinywins.services.when import find_when
from tinywins.services.work import tweaks
from tinywins.services.work.measures import list_unlogged
from tinywins.services.work.tweak_views import TweakView
from tinywins.services.workspace import Workspace

ABOUT = "Tweaks: a small change with a measure, judged after against before."
app = new_app(ABOUT)
APPS = {"tweak": app}
WHICH = typer.Argument(..., metavar="ID", show_default=False)
MEASURE_HELP = "What is counted: a tag, +orders, or a share, +clicks/+opens."
REVIEW_HELP = "The day of the verdict: +4w, fri, 2026-12-20; else after three full weeks."
SIZE_HELP = "The change you hope to see: 20%, -20%, 1.5x."


@app.command(
    epilog=example(
        'tinywins tweak start "shorter subject" --measure +clicks/+opens --review +4w',
        'tinywins tweak start "answer within the hour" --measure +orders --size 20%',
        'tinywins tweak start "no mail before ten" --measure +breaks --less --on mon',
    )
)
def start(
    title: str = typer.Argument(..., metavar="TITLE", show_default=False),
    measure: str = typer.Option(..., "--measure", help=MEASURE_HELP, show_default=False),
    review: str | None = typer.Option(None, "--review", help=REVIEW_HELP),
    size: str = typer.Option("", "--size", help=SIZE_HELP, show_default=False),
    less: bool | None = typer.Option(None, "--less/--more", help="Whether less is better.", show_default=False),
    on: str | None = typer.Option(None, "--on", help="The first day with the change, else today."),
    weeks: int | None = typer.Option(None, "--weeks-before", help="The most full weeks to look at before it, 4 to 12."),
    json: bool = JSON,
) -> None:
    """Start a tweak. Until its review it collects, and says nothing of better or worse.

    It is compared with the 4 to 12 full weeks that ended two weeks before it, because a change made after a bad week
    looks good whatever it is.
    """
    ws = open_workspace()
    day = find_when(ws, on, None).day if on is not None else None
    end = read_ahead(ws, review)
    view = tweaks.start(ws, tweaks.TweakDraft(title, measure, end, size, day, less, weeks))
    if json:
        print_json("tweak", data.tweak_data(view), done=True)
        return
    names = tuple(name for name in (view.tweak.measure, view.tweak.per) if name)
    print_text(page.say_started(view, list_unlogged(ws.store.reader(), names), read_look(read_config())), done=True)


def read_ahead(ws: Workspace, words: str | None) -> int | None:
    """Read the day of a review; None where it is not said."""
    return read_day_words(words, ws.today(), forward=True) if words is not None else None


@app.command(epilog=example("tinywins tweak show", 'tinywins tweak show "subject line"', "tinywins tweak show k7p2"))
def show(
    which: str | None = typer.Argument(None, metavar="[ID]", show_default=False),
    history: bool = typer.Option(False, "--history", help="Each change it had, with the act that made it."),
    json: bool = JSON,
) -> None:
    """Show a tweak, by its code or words of its title; without either, the one that runs.

    Before the review there is no verdict, because each look is another chance for luck. After it, what came after is
    compared with what came before; it never says because.
    """
    ws = open_workspace()
    view = tweaks.show_tweak(ws, which) if which is not None else pick_running(ws)
    changes = tweaks.read_history(ws, view.tweak) if history else []
    if json:
        body = data.tweak_data(view)
        print_json("tweak", {**body, "history": data.history_data(changes)} if history else body)
        return
    look = read_look(read_config())
    text = page.show_tweak(view, look)
    print_text(text + page.show_history(changes, view.today) if history else text)


def pick_running(ws: Workspace) -> TweakView:
    """Give the one tweak that runs, or else the newest; UsageError where several run."""
    running = tweaks.list_tweaks(ws)
    found = running or tweaks.list_tweaks(ws, every=True)[:1]
    if not found:
        raise NotFoundError("There is no tweak yet.", "tinywins tweak start --help")
    if len(running) > 1:
        named = "; ".join(f"{view.tweak.short} {view.tweak.title}" for view in running[:5])
        raise UsageError(f"{len(running)} tweaks run: {named}.", f"tinywins tweak show {running[0].tweak.short}")
    return found[0]


@app.command("list", epilog=example("tinywins tweak list", "tinywins tweak list --all"))
def list_(
    every: bool = typer.Option(False, "--all", help="Those that were stopped too."),
    json: bool = JSON,
) -> None:
    """List the tweaks that run, the newest first."""
    views = tweaks.list_tweaks(open_workspace(), every=every)
    if json:
        print_json("tweaks", {"tweaks": [data.tweak_data(view) for view in views]})
        return
    print_text(page.show_tweaks(views, read_look(read_config())))


@app.command(epilog=example("tinywins tweak stop k7p2", 'tinywins tweak stop k7p2 --on mon --note "kept it"'))
def stop(
    which: str = WHICH,
    on: str | None = typer.Option(None, "--on", help="The first day without the change, else today."),
    note: str = typer.Option("", "--note", help="What to remember of it.", show_default=False),
    json: bool = JSON,
) -> None:
    """Stop a tweak. One that is stopped before its review stays without a verdict."""
    ws = open_workspace()
    view = tweaks.stop_tweak(ws, which, find_when(ws, on, None).day if on is not None else None, note)
    if json:
        print_json("tweak", data.tweak_data(view), done=True)
        return
    print_text(page.say_stopped(view, read_look(read_config())), done=True)


@app.command(epilog=example("tinywins tweak edit k7p2 --review 2027-01-11", "tinywins tweak edit k7p2 --size 1.3x"))
def edit(
    which: str = WHICH,
    title: str | None = typer.Option(None, "--title", help="Other words for it."),
    review: str | None = typer.Option(None, "--review", help="Another day for the verdict, still ahead."),
    size: str | None = typer.Option(None, "--size", help=SIZE_HELP),
    measure: str | None = typer.Option(None, "--measure", help=MEASURE_HELP),
    json: bool = JSON,
) -> None:
    """Change a tweak. Once it has its verdict, its measure, size and review stand."""
    if all(value is None for value in (title, review, size, measure)):
        raise UsageError("Nothing was said to change.", f"tinywins tweak edit {which} --review +4w")
    ws = open_workspace()
    view = tweaks.edit_tweak(ws, which, tweaks.TweakEdit(title, measure, read_ahead(ws, review), size))
    if json:
        print_json("tweak", data.tweak_data(view), done=True)
        return
    print_text(page.show_tweak(view, read_look(read_config())), done=True)


@app.command(epilog=example("tinywins tweak rm k7p2"))
def rm(which: str = WHICH, json: bool = JSON) -> None:
    """Remove a tweak; what was logged stays."""
    ws = open_workspace()
    view = tweaks.show_tweak(ws, which)
    tweaks.remove_tweak(ws, view.tweak.short)
    if json:
        print_json("tweak", data.tweak_data(view), done=True)
        return
    print_text(page.say_removed(view), done=True)


list_alone(app, "tweak", ABOUT, lambda json: list_(every=False, json=json))
