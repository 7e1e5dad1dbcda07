"""`chart burnup|funnel|tweak|feedback`: pictures of work; what one of them needs is loaded when it is asked for."""

import typer

from tinywins.cli.chart_options import Shown, with_ways_out
from tinywins.cli.options import example
from tinywins.cli.session import open_workspace
from tinywins.domain.datewords import read_day_words


def add_work_charts(app: typer.Typer) -> None:
    """Add the pictures of work to the charts."""
    rules = (
        (burnup, "tinywins chart burnup shop", "tinywins chart burnup shop --svg shop.svg"),
        (funnel, "tinywins chart funnel shop", "tinywins chart funnel shop --period quarter --against previous"),
        (tweak, 'tinywins chart tweak "shorter subject line"'),
        (feedback, "tinywins chart feedback"),
    )
    for command, *lines in rules:
        app.command(epilog=example(*lines))(with_ways_out(command))


def burnup(goal: str = typer.Argument("", metavar="[GOAL]", show_default=False)) -> Shown:
    """Show a goal: what is done, what is wanted, and when it is likely reached.

    The areas hold 50 and 80 of 100 outcomes. It takes four full weeks to say a date. Without a goal it is the one in
    focus.
    """
    from tinywins.render.work.work_charts import draw_burn_up
    from tinywins.render.work.work_data import burn_up_data
    from tinywins.services.work.goals import view_burn_up

    found = view_burn_up(open_workspace(), goal)
    return draw_burn_up(found), burn_up_data(found)


def funnel(
    name: str | None = typer.Argument(None, metavar="[NAME]", show_default=False),
    period: str = typer.Option("month", "--period", metavar="week|month|quarter|year|all", help="Which span of days."),
    on: str | None = typer.Option(None, "--on", help="The period that holds this day, else today."),
    against: str | None = typer.Option(
        None, "--against", metavar="previous|DAY", help="The period to hold it against."
    ),
) -> Shown:
    """Show a funnel: how many came to each step, and the shares with their likely ranges.

    A step is called weakest where that is 95 % sure.
    """
    from tinywins.render.work.funnel_data import funnel_data
    from tinywins.render.work.plan_charts import draw_funnel
    from tinywins.services.work.funnel_views import PREVIOUS
    from tinywins.services.work.funnels import show_funnel

    ws = open_workspace()
    day = read_day_words(on, ws.today()) if on is not None else None
    other = against if against in (None, PREVIOUS) else read_day_words(against, ws.today())
    view = show_funnel(ws, name, period, day, other)
    return draw_funnel(view), funnel_data(view)


def tweak(tweak: str = typer.Argument(..., metavar="ID|WORDS", show_default=False)) -> Shown:
    """Show a tweak: before and after, each with its likely range.

    Until its day of review it collects, and there is no verdict.
    """
    from tinywins.render.work.plan_charts import draw_tweak
    from tinywins.render.work.tweak_data import tweak_data
    from tinywins.services.work.tweaks import show_tweak

    view = show_tweak(open_workspace(), tweak)
    return draw_tweak(view), tweak_data(view)


def feedback() -> Shown:
    """Show how soon feedback is acted on, by channel, and this quarter beside the last.

    What is open counts as not yet, and a decline is an answer.
    """
    from tinywins.render.work.work_charts import draw_answers
    from tinywins.render.work.work_data import answers_data
    from tinywins.services.work.report_work import read_answers

    found = read_answers(open_workspace())
    return draw_answers(found), answers_data(found)
