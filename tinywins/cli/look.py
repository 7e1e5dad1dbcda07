"""`today`, `streaks`, `list` and `show`: looking, without changing anything."""

import os

import typer

from tinywins.cli.options import JSON, LineCommand, single
from tinywins.cli.session import open_workspace, print_json, print_text, read_config, read_look
from tinywins.errors import UsageError
from tinywins.render import data, listing, overview
from tinywins.services.entries import show_entry
from tinywins.services.habits import list_habits, show_habit
from tinywins.services.listing import find_entries
from tinywins.services.today import show_today


def today(json: bool = JSON) -> None:
    """Show today: habits with mark, run and strength, and the day's entries.

    In the morning, before the first entry, it says how yesterday was. Plain `tinywins` does the same.
    """
    ws = open_workspace()
    shown = show_today(ws)
    if json:
        print_json("today", data.today_data(shown))
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
            print_json("habit", data.habit_data(habit, runs))
            return
        config = read_config()
        print_text(overview.show_habit(habit, runs, ws.today(), read_look(config)))
        return
    habits = list_habits(ws)
    if json:
        print_json("streaks", {"habits": [data.habit_data(habit) for habit in habits]})
        return
    config = read_config()
    print_text(overview.show_streaks(habits, ws.today(), read_look(config), ranges=ci))


def list_(
    words: list[str] | None = typer.Argument(None, metavar="[WORDS]... [+TAG]... [@PERSON]...", show_default=False),
    since: str | None = typer.Option(None, "--since", help="From this day on: -30, mon, 2026-11-01."),
    until: str | None = typer.Option(None, "--until", help="Up to this day."),
    starred: bool = typer.Option(False, "--starred", help="Starred entries alone."),
    limit: int | None = typer.Option(None, "--limit", min=1, help="At most so many."),
    json: bool = JSON,
) -> None:
    """List entries, newest first: those with every word, tag and person; without any, the newest 20."""
    ws = open_workspace()
    found = find_entries(ws, words or [], since, until, limit, starred=starred)
    if json:
        print_json("list", {"entries": [data.entry_data(entry) for entry in found.entries]})
        return
    config = read_config()
    print_text(listing.show_entries(found.entries, found.today, read_look(config)))


def show(
    reference: str = typer.Argument(..., metavar="ID", show_default=False),
    history: bool = typer.Option(False, "--history", help="Each change it had, with the act that made it."),
    json: bool = JSON,
) -> None:
    """Show one entry: `last`, `last~1`, or an id such as b7k2; also one that was removed, with --history."""
    ws = open_workspace()
    entry, versions = show_entry(ws, reference)
    if entry is None and not history:
        raise UsageError(f"The entry {reference} was removed.", f"tinywins show {reference} --history")
    if json:
        body: data.Data = {"entry": data.entry_data(entry) if entry else None}
        if history:
            body["history"] = [data.version_data(version) for version in versions]
        print_json("show", body)
        return
    config = read_config()
    text = listing.show_entry(entry, versions, ws.today(), read_look(config), with_history=history)
    print_text(text)


APPS = {
    "today": single(today, "tinywins", "tinywins today --json"),
    "streaks": single(streaks, "tinywins streaks", "tinywins streaks run", "tinywins streaks --ci"),
    "list": single(
        list_, "tinywins list coffee +run --since -30", "tinywins list --starred --since 2026-01-01", cls=LineCommand
    ),
    "show": single(show, "tinywins show last", "tinywins show b7k2 --history"),
}
