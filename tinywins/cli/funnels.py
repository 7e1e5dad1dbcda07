"""`funnel`: an ordered list of tags whose counts give step rates."""

import typer

from tinywins.cli.options import JSON, example, list_alone, new_app
from tinywins.cli.session import open_workspace, print_json, print_text, read_config, read_look
from tinywins.domain.datewords import read_day_words
from tinywins.errors import UsageError
from tinywins.render.work import funnel_data as data
from tinywins.render.work import funnels as page
from tinywins.render.work.histories import history_data, show_history
from tinywins.render.work.tweaks import say_unlogged
from tinywins.services.work import funnels
from tinywins.services.work.funnel_views import PREVIOUS, FunnelView
from tinywins.services.work.histories import read_funnel_history
from tinywins.services.work.measures import list_unlogged
from tinywins.services.workspace import Workspace

ABOUT = "Funnels: the same people counted step by step, from a first look to what matters."
app = new_app(ABOUT)
APPS = {"funnel": app}
NAME = typer.Argument(..., metavar="NAME", show_default=False)
TARGET = typer.Option(None, "--target", metavar="STEP=25%", help="A rate to reach; more than one may be named.")


@app.command(epilog=example("tinywins funnel add shop +visit +signup +cart +order --target signup=25%"))
def add(
    name: str = NAME,
    tags: list[str] = typer.Argument(..., metavar="+TAG +TAG...", show_default=False),
    target: list[str] | None = TARGET,
    json: bool = JSON,
) -> None:
    """Add a funnel: its tags, first step to last.

    What was logged under them counts at once; numbers come in as amounts: tinywins log "Monday's numbers" +visit=120
    +signup=30.
    """
    ws = open_workspace()
    answer(ws, funnels.add_funnel(ws, name, tags, target or ()), "added", json=json)


def answer(ws: Workspace, view: FunnelView, verb: str, *, json: bool) -> None:
    """Say what became of a funnel."""
    if json:
        print_json("funnel", data.funnel_data(view), done=True)
        return
    unlogged = list_unlogged(ws.store.reader(), view.plan.tags)
    print_text(page.say_saved(view, verb, say_unlogged(unlogged)), done=True)


@app.command(
    epilog=example(
        "tinywins funnel show shop",
        "tinywins funnel show shop --period quarter --against previous",
        "tinywins funnel show shop --on 2026-10-01 --against 2025-10-01",
    )
)
def show(
    name: str | None = typer.Argument(None, metavar="[NAME]", show_default=False),
    period: str = typer.Option("month", "--period", metavar="week|month|quarter|year|all", help="Which span of days."),
    on: str | None = typer.Option(None, "--on", help="The period that holds this day, else today."),
    against: str | None = typer.Option(
        None, "--against", metavar="previous|DAY", help="The period to hold it against."
    ),
    history: bool = typer.Option(False, "--history", help="Each change it had, with the act that made it."),
    json: bool = JSON,
) -> None:
    """Show a funnel: counts, the rate of each step with its likely range, and the weakest step where that is sure.

    With --against it says what changed, step by step, by factors that multiply up to the whole.
    """
    ws = open_workspace()
    day = read_day_words(on, ws.today()) if on is not None else None
    other = against if against in (None, PREVIOUS) else read_day_words(against, ws.today())
    view = funnels.show_funnel(ws, name, period, day, other)
    changes = read_funnel_history(ws, view.plan.name) if history else None
    if json:
        body = data.funnel_data(view)
        print_json("funnel", body if changes is None else {**body, "history": history_data(changes)})
        return
    text = page.show_funnel(view, read_look(read_config()))
    print_text(text if changes is None else text + show_history(changes, ws.today()))


@app.command("list", epilog=example("tinywins funnel list"))
def list_(json: bool = JSON) -> None:
    """List the funnels, with this month's counts."""
    views = funnels.list_funnels(open_workspace())
    if json:
        print_json("funnels", {"funnels": [data.funnel_data(view) for view in views]})
        return
    print_text(page.show_funnels(views))


@app.command(
    epilog=example(
        "tinywins funnel edit shop +visit +cart +order",
        "tinywins funnel edit shop --target cart=40%",
        "tinywins funnel edit shop --target cart=        (takes it away)",
    )
)
def edit(
    name: str = NAME,
    tags: list[str] | None = typer.Argument(None, metavar="[+TAG +TAG...]", show_default=False),
    target: list[str] | None = TARGET,
    json: bool = JSON,
) -> None:
    """Change a funnel's tags, or the rates to reach."""
    if not tags and not target:
        raise UsageError("Nothing was said to change.", f"tinywins funnel edit {name} --target order=5%")
    ws = open_workspace()
    answer(ws, funnels.edit_funnel(ws, name, tags, target), "is now", json=json)


@app.command(epilog=example("tinywins funnel rm shop"))
def rm(name: str = NAME, json: bool = JSON) -> None:
    """Remove a funnel; what was logged stays."""
    plan = funnels.remove_funnel(open_workspace(), name)
    if json:
        print_json("funnel.rm", {"name": plan.name}, done=True)
        return
    print_text(page.say_removed(plan.name), done=True)


list_alone(app, "funnel", ABOUT, lambda json: list_(json=json))
