"""The few questions that a bare `habit add` asks on a terminal, each with a default."""

from collections.abc import Callable
from typing import TypeVar

import typer

from tinywins.cli.boundary import Exit, complain
from tinywins.domain.line import check_text
from tinywins.domain.schedule import read_when
from tinywins.errors import UsageError
from tinywins.render.text import show_error
from tinywins.services.habit_plans import Asked, make_plan, place_when, tidy_when
from tinywins.services.habits import apply_plan, check_new
from tinywins.services.workspace import Workspace

Answer = TypeVar("Answer")
HEAD = "Enter takes what stands in brackets; Ctrl-D stops, and nothing is added.\n"


def ask(question: str, read: Callable[[str], Answer], ending: str = "Nothing was added.") -> Answer:
    """Ask until the answer can be read; an end of input ends the command, with a word on that."""
    import readline  # noqa: F401 - gives input() its line editing

    while True:
        try:
            typed = input(question).strip()
        except EOFError:
            complain(f"\n{ending}\n")
            raise typer.Exit(Exit.OK) from None
        except KeyboardInterrupt:
            complain("\n")
            raise
        try:
            return read(typed)
        except UsageError as error:
            complain(show_error(error))


def ask_habit(ws: Workspace) -> tuple[str, Asked, str | None, str, bool]:
    """Ask for a habit: its name, what is asked of its schedule, its unit and cue, and whether it is quiet."""
    complain(HEAD)
    name = ask("Name, one word: ", lambda typed: check_new(ws, typed))
    when = ask("When? daily, mon,wed,fri, 3/week, 10/month, every 3d, anytime [daily]: ", read_when_words)
    question = "How much? 20 pages for at least, max 2 for a limit [once]: "
    target, limit, unit = ask(question, lambda typed: read_amount_words(typed, when))
    cue = ask("After what? A cue helps to remember it [none]: ", lambda typed: check_text(typed, "The cue"))
    quiet = ask("For its own sake, recorded without numbers? y or n [n]: ", read_yes)
    asked = Asked(target=target, limit=limit)
    return name, place_when(asked, when), unit, cue, quiet


def read_when_words(typed: str) -> str:
    """Read the part of a rule that says when; nothing means every day."""
    when = tidy_when(typed or "daily")
    read_when(when, 1)
    return when


def read_amount_words(typed: str, when: str) -> tuple[str | None, str | None, str | None]:
    """Read `20 pages`, `20pages` or `max 2` into target, limit and unit; nothing means that once is enough.

    UsageError too where it does not go with the schedule `when`.
    """
    words = typed.split()
    if not words or typed.lower() == "once":
        return None, None, None
    is_limit = words[0].lower() == "max"
    number, *unit = (words[1:] or [""]) if is_limit else words
    if len(unit) > 1 or not number[:1].isdigit() or (number == "0" and not is_limit):
        raise UsageError(f"'{typed}' is not an amount.", "Write 20 pages, max 2, max 0 for none, or Enter for once.")
    asked = Asked(limit=number) if is_limit else Asked(target=number)
    plan, named = make_plan(place_when(asked, when), unit[0] if unit else None)
    apply_plan(plan, None, 1)
    return asked.target, asked.limit, named


def read_yes(typed: str) -> bool:
    """Read y or n; nothing means n."""
    if typed.lower() in ("", "n", "no"):
        return False
    if typed.lower() in ("y", "yes"):
        return True
    raise UsageError(f"'{typed}' is neither y nor n.", "Type y or n, or Enter for n.")
