"""What a shell offers at the tab key: commands, options, and what the log knows: habits, tags, people, codes.

The shell hands over its line; the answer is a line for each offer, the word and what it is, with a tab between. Nothing
is written, nothing is asked, and whatever goes wrong, nothing is said.
"""

from collections.abc import Iterator
from typing import Any

import typer

from tinywins.cli.boundary import Exit, write
from tinywins.cli.offers import FILES, OFFERS, Offers, offer_files, offer_nothing
from tinywins.render.safe import make_safe

ASKED = "_TINYWINS_COMPLETE"  # the variable that holds the shell's line, up to the cursor
MOST = 200  # offers that a shell can show in a way that helps


def answer(line: str) -> int:
    """Print what a shell's line can go on with; the exit code is 3 where it is a file's name."""
    try:
        words = split_line(line)
        offers = list(find_offers(words[1:-1], words[-1]))[:MOST] if words else []
    except Exception:  # a prompt is no place for an error; the command itself will tell of it
        return Exit.OK
    if offers == [FILES]:
        return Exit.DUE
    return write("".join(f"{make_safe(value)}\t{make_safe(told)}\n" for value, told in offers))


def split_line(line: str) -> list[str]:
    """Split a shell's line into words as a shell does; the last one is what is being typed, "" after a blank."""
    words, word, quote, is_word = [], "", "", False
    signs = iter(line)
    for sign in signs:
        if quote:
            quote, word = ("", word) if sign == quote else (quote, word + sign)
        elif sign in "'\"":
            quote, is_word = sign, True
        elif sign == "\\":
            word, is_word = word + next(signs, ""), True
        elif sign.isspace():
            words += [word] if word or is_word else []
            word, is_word = "", False
        else:
            word += sign
    return [*words, word]


def find_offers(before: list[str], typed: str) -> Iterator[tuple[str, str]]:
    """Find what a command line can go on with: the words before the one that is typed, without the program's name."""
    from tinywins.cli.app import root

    command: Any = typer.main.get_command(root)
    path: list[str] = []
    context = typer.Context(command, info_name="tinywins")
    while before and hasattr(command, "list_commands"):
        name = before[0] if command.get_command(context, before[0]) else find_own(command, context)
        if not name:
            break
        command, path, before = command.get_command(context, name), [*path, name], before[1:]
        context = typer.Context(command, parent=context, info_name=path[-1])
    if hasattr(command, "list_commands") and not before and not typed.startswith("-"):
        yield from offer_commands(command, context, typed)
        yield from OFFERS.get((" ".join(path), find_own(command, context)), offer_nothing)(typed)
        if not path:
            return
    parameter = find_parameter(command, before, typed)
    if parameter is None:
        yield from offer_options(command, typed) if typed.startswith("-") else ()
        return
    yield from take(path, parameter)(typed)


def find_own(command: Any, context: typer.Context) -> str:
    """Find the command of a group that stands for a word of one's own, as KIND does in `moment KIND`; "" for none."""
    return next((name for name in command.list_commands(context) if name.isupper()), "")


def offer_commands(command: Any, context: typer.Context, typed: str) -> Iterator[tuple[str, str]]:
    """Offer the commands of a group."""
    for name in command.list_commands(context):
        if name.startswith(typed) and not name.isupper():
            part = command.get_command(context, name)
            yield name, part.get_short_help_str(60) if part else ""


def offer_options(command: Any, typed: str) -> Iterator[tuple[str, str]]:
    """Offer the long options of a command."""
    for each in command.params:
        for name in each.opts:
            if name.startswith("--") and name.startswith(typed):
                yield name, (getattr(each, "help", None) or "").partition(". ")[0]
    if "--help".startswith(typed):
        yield "--help", ""


def find_parameter(command: Any, before: list[str], typed: str) -> Any:
    """Find the parameter that the typed word is a value of: that of the option before it, or the next argument.

    None where there is none, or where the word is an option itself.
    """
    named = {name: each for each in command.params for name in (*each.opts, *each.secondary_opts)}
    arguments = [each for each in command.params if each.param_type_name == "argument"]
    wanting: list[Any] = []
    place = 0
    for word in before:
        if wanting:
            wanting.pop()
        elif word in named and named[word].param_type_name == "option" and not named[word].is_flag:
            wanting = [named[word]] * named[word].nargs
        elif not word.startswith("-"):
            place += 1
    if wanting:
        return wanting[0]
    if typed.startswith("-") or not arguments:
        return None
    at = min(place, len(arguments) - 1)
    return arguments[at] if place < len(arguments) or arguments[at].nargs == -1 else None


def take(path: list[str], parameter: Any) -> Offers:
    """Give what offers the values of a parameter: those of its command, of its group, or of any command."""
    for length in range(len(path), -1, -1):
        found = OFFERS.get((" ".join(path[:length]), parameter.name))
        if found is not None:
            return found
    return offer_files if "FILE" in (parameter.metavar or "") else offer_choices(parameter)


def offer_choices(parameter: Any) -> Offers:
    """Offer the words that a parameter's own name for its values lists: `week|month|year`."""
    words = (parameter.metavar or "").strip("[]").split("|")

    def offer(typed: str) -> list[tuple[str, str]]:
        return [(word, "") for word in words if len(words) > 1 and word.islower() and word.startswith(typed)]

    return offer
