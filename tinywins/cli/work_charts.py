"""`chart burnup|funnel|tweak|feedback`: pictures of work, added to the charts with the services that read them."""

from collections.abc import Callable
from dataclasses import dataclass

import typer

from tinywins.cli.chart_options import Shown, with_ways_out
from tinywins.cli.options import example
from tinywins.cli.session import open_workspace
from tinywins.render import work_charts as draw
from tinywins.render import work_data as data
from tinywins.services.burn_ups import BurnUp
from tinywins.services.work_charts import AnswersChart, FunnelChart, TweakChart
from tinywins.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Readers:
    """The services that read what is drawn, one each.

    `burn_up` takes a goal's words or code, `funnel` a funnel's name, a period (`week`, `month`, `quarter`, `year`) and
    what to hold it against as typed (`previous` or None), `tweak` a tweak's words or code; `answers` reads all
    feedback. Each raises NotFoundError for what there is not, and UsageError for counts that make no funnel.
    """

    burn_up: Callable[[Workspace, str], BurnUp]
    funnel: Callable[[Workspace, str, str, str | None], FunnelChart]
    tweak: Callable[[Workspace, str], TweakChart]
    answers: Callable[[Workspace], AnswersChart]


def add_work_charts(app: typer.Typer, readers: Readers) -> None:
    """Add the pictures of work to the charts."""

    @app.command(epilog=example("tinywins chart burnup shop", "tinywins chart burnup shop --svg shop.svg"))
    @with_ways_out
    def burnup(goal: str = typer.Argument(..., metavar="GOAL", show_default=False)) -> Shown:
        """Show a goal: what is done, what is wanted, and when it is likely reached.

        The areas hold 50 and 80 of 100 outcomes. It takes four full weeks to say a date.
        """
        found = readers.burn_up(open_workspace(), goal)
        return draw.draw_burn_up(found), data.burn_up_data(found)

    @app.command(
        epilog=example("tinywins chart funnel shop", "tinywins chart funnel shop --period week --against previous")
    )
    @with_ways_out
    def funnel(
        name: str = typer.Argument(..., metavar="NAME", show_default=False),
        period: str = typer.Option("month", "--period", metavar="week|month|quarter|year", help="The time it covers."),
        against: str | None = typer.Option(
            None, "--against", metavar="previous", help="Put the period before beside it, and say what changed."
        ),
    ) -> Shown:
        """Show a funnel: how many came to each step, and the shares with their likely ranges.

        A step is called weakest where that is 95 % sure.
        """
        ws = open_workspace()
        found = readers.funnel(ws, name, period, against)
        return draw.draw_funnel(found, ws.today()), data.funnel_data(found)

    @app.command(epilog=example('tinywins chart tweak "shorter subject line"'))
    @with_ways_out
    def tweak(tweak: str = typer.Argument(..., metavar="ID|WORDS", show_default=False)) -> Shown:
        """Show a tweak: before and after, each with its likely range.

        Until its day of review it collects, and there is no verdict.
        """
        ws = open_workspace()
        found = readers.tweak(ws, tweak)
        return draw.draw_tweak(found, ws.today()), data.tweak_data(found)

    @app.command(epilog=example("tinywins chart feedback"))
    @with_ways_out
    def feedback() -> Shown:
        """Show how soon feedback is acted on; what is open counts as not yet."""
        found = readers.answers(open_workspace())
        return draw.draw_answers(found), data.answers_data(found)
