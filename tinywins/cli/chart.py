"""`chart`: one picture and the sentence under it."""

from typing import Any

import typer

from tinywins.cli.chart_options import Shown, with_ways_out
from tinywins.cli.options import NounGroup, example, new_app
from tinywins.cli.session import open_workspace
from tinywins.cli.work_charts import add_work_charts
from tinywins.domain.near import find_nearest
from tinywins.errors import NotFoundError
from tinywins.render import chart_data as data
from tinywins.render import charts as draw
from tinywins.services import charts


class Charts(NounGroup):
    """The charts; a name in place of a chart's is answered with the chart that it may be meant for."""

    def resolve_command(self, ctx: typer.Context, args: list[str]) -> Any:  # type: ignore[override]
        """Find the chart that is meant; NotFoundError where there is none."""
        known = self.list_commands(ctx)
        if args and args[0] not in known and not args[0].startswith("-") and not find_nearest(args[0], known):
            raise NotFoundError(
                f"There is no chart {args[0]}. There are {', '.join(known)}.",
                f"Of a habit or tag: tinywins chart heatmap {args[0]}",
            )
        return super().resolve_command(ctx, args)


app = new_app("Charts: one picture, and one sentence that says what was found and how sure it is.", cls=Charts)
APPS = {"chart": app}

WHAT = typer.Argument(None, metavar="[+TAG]", show_default=False)
YEAR = typer.Option(None, "--year", help="A calendar year, such as 2026.")


@app.command(
    epilog=example(
        "tinywins chart heatmap",
        "tinywins chart heatmap stretch --year 2026",
        "tinywins chart heatmap +reviews --svg reviews.svg",
    )
)
@with_ways_out
def heatmap(
    what: str | None = typer.Argument(None, metavar="[HABIT|+TAG]", show_default=False), year: int | None = YEAR
) -> Shown:
    """Show a year of days: of wins, a tag, or a habit.

    A habit's days say what became of them; HABIT and +HABIT are two pictures. The levels are the same in every
    year: 0, 1, 2, 3, and 4 or more.
    """
    ws = open_workspace()
    found = charts.chart_heatmap(ws, what, year)
    return draw.draw_heatmap(found, ws.today()), data.heatmap_data(found)


@app.command(epilog=example("tinywins chart wins", "tinywins chart wins +reviews --year 2026"))
@with_ways_out
def wins(what: str | None = WHAT, year: int | None = YEAR) -> Shown:
    """Show how wins add up, week by week."""
    ws = open_workspace()
    found = charts.chart_wins(ws, what, year)
    return draw.draw_wins(found, ws.today()), data.wins_data(found)


@app.command(epilog=example("tinywins chart strength", "tinywins chart strength stretch run"))
@with_ways_out
def strength(
    habits: list[str] | None = typer.Argument(None, metavar="[HABIT]...", show_default=False), year: int | None = YEAR
) -> Shown:
    """Show the strength of habits over a year.

    Each has a line of its own: a miss bends it and does not end it.
    """
    ws = open_workspace()
    found = charts.chart_strength(ws, habits or [], year)
    most = len(habits) if habits else draw.MOST_LINES
    return draw.draw_strengths(found, ws.today(), most), data.strengths_data(found)


@app.command(epilog=example("tinywins chart streak stretch"))
@with_ways_out
def streak(habit: str = typer.Argument(..., metavar="HABIT", show_default=False)) -> Shown:
    """Show a habit's best runs as bars, with both dates."""
    ws = open_workspace()
    found = charts.chart_runs(ws, habit)
    return draw.draw_runs(found, ws.today()), data.runs_data(found)


@app.command(epilog=example("tinywins chart growth", "tinywins chart growth +reviews"))
@with_ways_out
def growth(what: str | None = WHAT) -> Shown:
    """Show the weekly counts, and whether they grow.

    Growth has its likely range, or it is too early to tell: it takes eight full weeks and 20 wins. The week that
    goes on is left out, since a part always looks like a fall.
    """
    found = charts.chart_growth(open_workspace(), what)
    return draw.draw_growth(found), data.growth_chart_data(found)


@app.command(epilog=example("tinywins chart compound"))
@with_ways_out
def compound(what: str | None = WHAT) -> Shown:
    """Show where your measured pace would lead.

    Beside it stands the slogan of 1 % a day. It looks no further ahead than the record is long. Where growth is not
    sure, it shows how wins add up instead.
    """
    ws = open_workspace()
    found = charts.chart_compound(ws, what)
    return draw.draw_compound(found, ws.today()), data.compound_data(found)


@app.command(epilog=example("tinywins chart forecast", "tinywins chart forecast +reviews --weeks 4"))
@with_ways_out
def forecast(
    what: str | None = WHAT,
    weeks: int | None = typer.Option(None, "--weeks", help="So many weeks ahead, at most as the record has."),
) -> Shown:
    """Show what the next weeks are likely to bring.

    The ranges are meant to hold 50 and 80 of 100 outcomes.
    """
    ws = open_workspace()
    found = charts.chart_forecast(ws, what, weeks)
    return draw.draw_forecast(found, ws.today()), data.forecast_data(found)


add_work_charts(app)
