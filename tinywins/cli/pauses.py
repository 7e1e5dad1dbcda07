"""`habit skip`, `habit pause` and `habit resume`: excused time."""

import typer

from tinywins.cli.habit_options import NAME
from tinywins.cli.options import JSON
from tinywins.cli.session import open_workspace, print_json, print_text
from tinywins.domain.datewords import read_any_day, read_day_words
from tinywins.domain.days import write_day
from tinywins.errors import UsageError
from tinywins.render.replies import say_paused, say_resumed, say_skipped
from tinywins.services import pausing

BECAUSE = typer.Option("", "--because", help="Why: ill, travel, holiday.")
WHO = typer.Argument(None, metavar="[NAME]...", show_default=False)
ALL = typer.Option(False, "--all", help="All habits.")


def skip(
    name: str = NAME,
    on: str | None = typer.Option(None, "--on", help="The day: yesterday, tomorrow, -3, +3, 20 nov, 2026-11-20."),
    because: str = BECAUSE,
    off: bool = typer.Option(False, "--off", help="Take a skip back."),
    json: bool = JSON,
) -> None:
    """Excuse a day, before or after it: it neither adds to a run nor ends one, and strength stays as it is."""
    ws = open_workspace()
    day = read_any_day(on, ws.today()) if on is not None else ws.today()
    skipped = pausing.skip_day(ws, name, day, because, off=off)
    if json:
        body = {"habit": skipped.habit.tag, "day": write_day(day), "skipped": not off, "changed": skipped.changed}
        print_json("skip", body, done=True)
    else:
        print_text(say_skipped(skipped, ws.today()), done=True)


def check_who(names: list[str] | None, everybody: bool, verb: str) -> list[str]:
    """Give the habits that were named, none for all; UsageError where neither or both were said."""
    if bool(names) == everybody:
        raise UsageError("Name the habits, or say --all.", f"tinywins habit {verb} run, or tinywins habit {verb} --all")
    return names or []


def pause(
    names: list[str] | None = WHO,
    everybody: bool = ALL,
    first: str | None = typer.Option(None, "--from", help="The first day, else today: -3, +3, 2026-12-20."),
    last: str | None = typer.Option(None, "--to", help="The last day, on or after the first; without it, no end."),
    because: str = BECAUSE,
    off: bool = typer.Option(False, "--off", help="Take back the pauses that begin in that span."),
    json: bool = JSON,
) -> None:
    """Excuse habits for a span of days, past, present or to come."""
    who = check_who(names, everybody, "pause")
    ws = open_workspace()
    begin = read_any_day(first, ws.today()) if first is not None else ws.today()
    end = read_day_words(last, ws.today(), forward=True, latest=begin) if last is not None else None
    if off:
        span = (begin, begin if end is None else end)
        report("resume", pausing.resume_habits(ws, who, span), ws.today(), json=json)
        return
    report("pause", pausing.pause_habits(ws, who, begin, end, because), ws.today(), json=json)


def resume(names: list[str] | None = WHO, everybody: bool = ALL, json: bool = JSON) -> None:
    """End a pause, so that today counts again, and take back those to come."""
    who = check_who(names, everybody, "resume")
    ws = open_workspace()
    report("resume", pausing.resume_habits(ws, who), ws.today(), json=json)


def report(kind: str, paused: pausing.Paused, today: int, *, json: bool) -> None:
    """Print which habits pause or go on."""
    if json:
        last = None if paused.last is None else write_day(paused.last)
        print_json(kind, {"habits": paused.tags or None, "first": write_day(paused.first), "last": last}, done=True)
    else:
        print_text((say_paused if kind == "pause" else say_resumed)(paused, today), done=True)
