"""`today`, `week`, `due`, `streaks` and `why`: how things stand. What these need not is not loaded."""

import os

import typer

from tinywins.cli.boundary import Exit
from tinywins.cli.options import JSON, single
from tinywins.cli.session import finish, open_workspace, print_json, print_text, read_config, read_look
from tinywins.domain.datewords import read_any_day, read_day_words
from tinywins.services import views
from tinywins.services.today import list_due, list_due_follow_ups, show_today

DAY = typer.Option(None, "--on", help="As of that day: yesterday, -3, mon, 2026-11-20.")


def today(json: bool = JSON) -> None:
    """Show today: what is open, done, off and not due, each with what would keep it, and the day's entries.

    Before the day's first entry it says how yesterday was, and what was won on this date a year or a month ago. Plain
    `tinywins` does the same.
    """
    ws = open_workspace()
    shown = show_today(ws)
    if json:
        from tinywins.render.data import today_data

        print_json("today", today_data(shown))
        return
    from tinywins.render import today as page

    config = read_config()
    if not shown.ever:
        print_text(page.show_welcome(shorten(ws.store.path)))
        return
    print_text(page.show_today(shown, read_look(config)))


def shorten(path: str) -> str:
    """Write a path in the home folder with ~."""
    home = os.path.expanduser("~") + os.sep
    return "~" + os.sep + path.removeprefix(home) if path.startswith(home) else path


def due(json: bool = JSON) -> None:
    """List the habits that are open today, each with what would keep it, and what is to be come back to.

    Exit code 0 when nothing is due, 3 when something is.
    """
    ws = open_workspace()
    found, follow_ups = list_due(ws), list_due_follow_ups(ws)
    if json:
        from tinywins.render.habit_data import due_data

        print_json("due", due_data(found, follow_ups))
    else:
        from tinywins.render.today import show_due

        print_text(show_due(found, follow_ups, ws.today(), read_look(read_config())))
    finish(Exit.DUE if found or follow_ups else Exit.OK)


def week(
    on: str | None = typer.Option(None, "--on", help="The week that holds this day: -7, mon, 2026-11-20."),
    json: bool = JSON,
) -> None:
    """Show a week: seven columns of marks, a line a habit."""
    from tinywins.services.week import show_week

    ws = open_workspace()
    day = read_any_day(on, ws.today()) if on is not None else ws.today()
    shown = show_week(ws, day)
    if json:
        from tinywins.render.habit_data import week_data

        print_json("week", week_data(shown))
        return
    from tinywins.render import week as page

    print_text(page.show_week(shown, read_look(read_config())))


def streaks(
    name: str | None = typer.Argument(None, metavar="[HABIT]", show_default=False),
    ci: bool = typer.Option(False, "--ci", help="Show the likely range (95 %) of each share."),
    json: bool = JSON,
) -> None:
    """Show the runs of all habits, or one habit's best runs.

    A run counts what was kept: days, or weeks or months for so many times in each. It begins with one spare; every
    seven kept earn one more, up to two; a miss uses one up, and without any the run ends. A day off, or one
    still open, changes nothing. Beside it stands the longest run without any spare, and the share of 90 days.
    """
    from tinywins.render import habits as page

    ws = open_workspace()
    if name is not None:
        from tinywins.services.excuses import list_excuses

        habit, runs = views.show_habit(ws, name, 10)
        excuses = list_excuses(ws.store.reader(), habit.tag)
        if json:
            from tinywins.render.habit_data import habit_data

            print_json("habit", habit_data(habit, runs, excuses))
            return
        print_text(page.show_habit(habit, runs, excuses, ws.today(), read_look(read_config())))
        return
    habits = views.list_habits(ws)
    if json:
        from tinywins.render.habit_data import habit_data

        print_json("streaks", {"habits": [habit_data(habit) for habit in habits]})
        return
    config = read_config()
    print_text(page.show_streaks(habits, ws.today(), read_look(config), ranges=ci))


def why(
    name: str = typer.Argument(..., metavar="HABIT", show_default=False), on: str | None = DAY, json: bool = JSON
) -> None:
    """Explain a habit's numbers: strength as a sum, what today could make of it, and the run with its spares."""
    from tinywins.services.why import explain_habit

    ws = open_workspace()
    day = read_day_words(on, ws.today()) if on is not None else None
    explained = explain_habit(ws, name, day)
    if json:
        from tinywins.render.habit_data import why_data

        print_json("why", why_data(explained))
        return
    from tinywins.render import why as page

    print_text(page.show_why(explained, read_look(read_config())))


APPS = {
    "today": single(today, "tinywins", "tinywins today --json"),
    "week": single(week, "tinywins week", "tinywins week --on -7"),
    "due": single(due, "tinywins due", "tinywins due --json"),
    "streaks": single(streaks, "tinywins streaks", "tinywins streaks run", "tinywins streaks --ci"),
    "why": single(why, "tinywins why run", "tinywins why run --on yesterday"),
}
