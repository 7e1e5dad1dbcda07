"""Plans from what was typed: the words for a schedule, a target and a limit, read together."""

from dataclasses import dataclass

from tinywins.domain.amounts import read_amount
from tinywins.domain.schedule import NO_LIMIT, read_when, write_when
from tinywins.errors import UsageError
from tinywins.services.habits import Plan

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
    given = [(option, tidy_when(words)) for option, words in typed.items() if words is not None]
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


def tidy_when(typed: str) -> str:
    """Give the words that say when as a schedule has them: in small letters, and no blank after a comma."""
    return typed.strip().lower().replace(", ", ",")


def place_when(asked: Asked, when: str) -> Asked:
    """Put what says when where its option would have put it."""
    if when == "daily":
        return Asked(daily=True, target=asked.target, limit=asked.limit)
    if when == "anytime":
        return Asked(anytime=True, target=asked.target, limit=asked.limit)
    if when.startswith("every "):
        return Asked(every=when[6:], target=asked.target, limit=asked.limit)
    if "/" in when:
        return Asked(times=when, target=asked.target, limit=asked.limit)
    return Asked(days=when, target=asked.target, limit=asked.limit)
