"""`today` and `streaks`: how things stand. What these two need not is not loaded."""

import os

import typer

from tinywins.cli.options import JSON, single
from tinywins.cli.session import open_workspace, print_json, print_text, read_config, read_look
from tinywins.render import overview
from tinywins.services.habits import list_habits, show_habit
from tinywins.services.today import show_today


def today(json: bool = JSON) -> None:
    """Show today: habits with mark, run and strength, and the day's entries.

    In the morning, before the first entry, it says how yesterday was. Plain `tinywins` does the same.
    """
    ws = open_workspace()
    shown = show_today(ws)
    if json:
        from tinywins.render.data import today_data

        print_json("today", today_data(shown))
        return
    config = read_config()
    if not shown.ever:
        print_text(overview.show_welcome(shorten(ws.store.path)))
        return
    print_text(overview.show_today(shown, read_look(config)))


def shorten(path: str) -> str:
    """Write a path in the home folder with ~."""
    home = os.path.expanduser("~") + os.sep
    return "~" + os.sep + path.removeprefix(home) if path.startswith(home) else path


def streaks(
    name: str | None = typer.Argument(None, metavar="[HABIT]", show_default=False),
    ci: bool = typer.Option(False, "--ci", help="Show the likely range (95 %) of each share."),
    json: bool = JSON,
) -> None:
    """Show the runs of all habits, or one habit's best runs.

    A run counts what was kept: days, or weeks for a habit of so many times a week. It begins with one spare; every
    seven kept earn one more, up to two; a miss uses one up, and without any the run ends. A day off, or one
    still open, changes nothing. Beside it stands the longest run without any spare, and the share of 90 days.
    """
    ws = open_workspace()
    if name is not None:
        habit, runs = show_habit(ws, name, 10)
        if json:
            from tinywins.render.data import habit_data

            print_json("habit", habit_data(habit, runs))
            return
        config = read_config()
        print_text(overview.show_habit(habit, runs, ws.today(), read_look(config)))
        return
    habits = list_habits(ws)
    if json:
        from tinywins.render.data import habit_data

        print_json("streaks", {"habits": [habit_data(habit) for habit in habits]})
        return
    config = read_config()
    print_text(overview.show_streaks(habits, ws.today(), read_look(config), ranges=ci))


APPS = {
    "today": single(today, "tinywins", "tinywins today --json"),
    "streaks": single(streaks, "tinywins streaks", "tinywins streaks run", "tinywins streaks --ci"),
}
