"""The few questions that a bare `habit add` asks on a terminal, each with a default."""

from collections.abc import Callable
from typing import TypeVar

import typer

from tinywins.cli.boundary import Exit, complain
from tinywins.cli.habit_options import Asked, make_plan
from tinywins.domain.line import check_text
from tinywins.domain.schedule import read_when
from tinywins.errors import UsageError
from tinywins.render.text import show_error
from tinywins.services.tags import read_name

Answer = TypeVar("Answer")
HEAD = "Enter takes what stands in brackets; Ctrl-D stops, and nothing is added.\n"


def ask(question: str, read: Callable[[str], Answer]) -> Answer:
    """Ask until the answer can be read; an end of input ends the command."""
    import readline  # noqa: F401 - gives input() its line editing

    while True:
        try:
            typed = input(question).strip()
        except EOFError:
            complain("\nNothing was added.\n")
            raise typer.Exit(Exit.OK) from None
        try:
            return read(typed)
        except UsageError as error:
            complain(show_error(error))


def ask_habit() -> tuple[str, Asked, str | None, str, bool]:
    """Ask for a habit: its name, what is asked of its schedule, its unit and cue, and whether it is quiet."""
    complain(HEAD)
    name = ask("Name, one word: ", read_name)
    when = ask("When? daily, mon,wed,fri, 3/week, 10/month, every 3d, anytime [daily]: ", read_when_words)
    target, limit, unit = ask("How much? 20 pages for at least, max 2 for a limit [once]: ", read_amount_words)
    cue = ask("After what? A cue helps to remember it [none]: ", lambda typed: check_text(typed, "The cue"))
    quiet = ask("For its own sake, recorded without numbers? y or n [n]: ", read_yes)
    asked = Asked(target=target, limit=limit)
    return name, place_when(asked, when), unit, cue, quiet


def read_when_words(typed: str) -> str:
    """Read the part of a rule that says when; nothing means every day."""
    when = (typed or "daily").lower().replace(", ", ",")
    read_when(when, 1)
    return when


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


def read_amount_words(typed: str) -> tuple[str | None, str | None, str | None]:
    """Read `20 pages`, `20pages` or `max 2` into target, limit and unit; nothing means that once is enough."""
    words = typed.lower().split()
    if not words or words == ["once"]:
        return None, None, None
    is_limit = words[0] == "max" and len(words) > 1
    number, *unit = words[1:] if is_limit else words
    if len(unit) > 1:
        raise UsageError(f"'{typed}' has more than a number and a unit.", "Write 20 pages, max 2, or Enter for once.")
    asked = Asked(limit=number) if is_limit else Asked(target=number)
    _, named = make_plan(asked, unit[0] if unit else None)
    return asked.target, asked.limit, named


def read_yes(typed: str) -> bool:
    """Read y or n; nothing means n."""
    if typed.lower() in ("", "n", "no"):
        return False
    if typed.lower() in ("y", "yes"):
        return True
    raise UsageError(f"'{typed}' is neither y nor n.", "Type y or n, or Enter for n.")
