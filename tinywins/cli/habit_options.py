"""The options that say what a habit's schedule is, and the plan that they make together."""

from dataclasses import dataclass

import typer

from tinywins.domain.amounts import read_amount
from tinywins.domain.schedule import NO_LIMIT, read_when, write_when
from tinywins.errors import UsageError
from tinywins.services.habits import Plan

NAME = typer.Argument(..., metavar="NAME", show_default=False)
DAILY = typer.Option(False, "--daily", help="Every day (the default).")
DAILY_EDIT = typer.Option(False, "--daily", help="Every day.")
DAYS = typer.Option(None, "--days", help="On weekdays: mon,wed,fri.")
TIMES = typer.Option(None, "--times", help="So many days in each week or month: 3/week, 10/month.")
EVERY = typer.Option(None, "--every", help="Every so many days, counted from the first: 3d, 2w.")
ANYTIME = typer.Option(False, "--anytime", help="No schedule: counted, and never missed.")
TARGET = typer.Option(None, "--target", help="At least so much a day (or week, or month): 20, 5km.")
LIMIT = typer.Option(None, "--limit", help="At most so much; 0 for none. A day without a word stays open.")
ONCE = typer.Option(False, "--once", help="No target and no limit: once is enough.")
ASSUME = typer.Option(False, "--assume-kept", help="Of a limit: silence means kept.")
ASSUME_EDIT = typer.Option(None, "--assume-kept/--no-assume-kept", help="Of a limit: whether silence means kept.")
NO_SPARES = typer.Option(False, "--no-spares", help="Each miss ends a run.")
SPARES_EDIT = typer.Option(None, "--spares/--no-spares", help="Whether a run may use spares.")
UNIT = typer.Option(None, "--unit", help="What amounts are counted in: km, pages.")
CUE = typer.Option(None, "--cue", help='When to do it: "after the first coffee".')
REWARD = typer.Option(None, "--reward", help="What follows when it is done; the reply says so.")
QUIET = typer.Option(False, "--quiet", help="For its own sake: recorded, without numbers.")
QUIET_EDIT = typer.Option(None, "--quiet/--no-quiet", help="Recorded without numbers, or with them.")
FROM_ADD = typer.Option(None, "--from", help="The first day that counts, instead of the first entry's.")
FROM_EDIT = typer.Option(None, "--from", help="The day from which the change counts: today, mon, 2026-12-01.")
START = typer.Option(None, "--start", help="The first day that counts.")


FORMS = {
    "--days": "Write --days mon,wed,fri.",
    "--times": "Write --times 3/week (1 to 7) or --times 10/month (1 to 31).",
    "--every": "Write --every 3d or --every 2w.",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked of a schedule, as typed; a `spares` of None leaves it as it is."""

    daily: bool = False
    days: str | None = None
    times: str | None = None
    every: str | None = None
    anytime: bool = False
    target: str | None = None
    limit: str | None = None
    assume: bool | None = None
    no_spares: bool = False
    spares: bool | None = None
    once: bool = False


def make_plan(asked: Asked, unit: str | None) -> tuple[Plan, str | None]:
    """Give the plan that the options make, and the unit that they or the target name; UsageError where they clash."""
    if (asked.target is not None) + (asked.limit is not None) + asked.once > 1:
        raise UsageError("A habit has one target.", "Give one of --target, --limit and --once.")
    target = limit = None
    if asked.once:
        target, limit = 0, NO_LIMIT
    for option, typed in (("--target", asked.target), ("--limit", asked.limit)):
        if typed is None:
            continue
        amount, named = read_wanted(option, typed)
        if named and unit and named.casefold() != unit.casefold():
            raise UsageError(f"{option} {typed} and --unit {unit} name two units.", f"Write {option} {typed} alone.")
        unit = unit or named or None
        if option == "--limit":
            limit = amount
        elif not amount:
            raise UsageError("A target of 0 wants nothing.", "--once for no target, --limit 0 for none at all.")
        else:
            target = amount
    spares = False if asked.no_spares else asked.spares
    return Plan(read_asked_when(asked), target, limit, spares, asked.assume), unit


def read_wanted(option: str, typed: str) -> tuple[int, str]:
    """Read the amount of a target or limit, with its unit or ""; UsageError says what it may be."""
    if typed.startswith("-"):
        raise UsageError(f"{option} {typed} is negative.", f"Write {option} 20, or {option} 5km.")
    try:
        return read_amount(typed)
    except UsageError as error:
        raise UsageError(f"{option}: {error.message}", f"Write {option} 20, or {option} 5km.") from None


def read_asked_when(asked: Asked) -> str | None:
    """Give the part of a rule that says when, or None where nothing was asked."""
    typed = {
        "--daily": "daily" if asked.daily else None,
        "--days": asked.days,
        "--times": asked.times,
        "--every": asked.every if asked.every is None else f"every {asked.every}",
        "--anytime": "anytime" if asked.anytime else None,
    }
    given = [(option, words.lower().replace(", ", ",")) for option, words in typed.items() if words is not None]
    if len(given) > 1:
        raise UsageError("A habit has one schedule.", f"Give one of {', '.join(typed)}.")
    if not given:
        return None
    option, when = given[0]
    try:
        schedule = read_when(when.strip(), 1)
    except UsageError as error:
        raise UsageError(error.message, FORMS.get(option, error.hint)) from None
    fits = {"--days": schedule.mask, "--times": schedule.times, "--every": schedule.every or when == "every 1d"}
    if not fits.get(option, True):
        raise UsageError(
            f"'{when}' does not go with {option}.", "Write --days mon,wed,fri, --times 3/week or --every 3d."
        )
    return write_when(schedule)
