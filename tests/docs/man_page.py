"""The manual page, docs/tinywins.1, which the wheel puts where `man tinywins` finds it: made from the command tree.

`python -m tests.docs docs/tinywins.1` writes it anew. Each command is told with its own options; what many commands
share is told once: for the commands of a group at its head, for all of them in the section OPTIONS.
"""

import inspect
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import typer

from tests.docs import man_frame
from tests.docs.cli_page import walk_commands
from tests.docs.man_frame import escape, item, set_examples, set_list, set_text
from tinywins import __version__
from tinywins.cli.app import root

PAGE = "docs/tinywins.1"
SHARED = 6  # commands that have the same option, from which on it is told once
TYPES = {
    "<str>": "TEXT",
    "<int>": "N",
    "<int range>": "N",
    "<float>": "N",
}  # what the parser calls a value that has no name of its own

Option = tuple[str, str]  # as in `--help`: its names with its value, and what it does


def list_options(command: Any, context: Any) -> list[Option]:
    """List a command's options as `--help` tells them, without --help itself."""
    told = [each.get_help_record(context) for each in command.params if each.param_type_name == "option"]
    return [(name_value(record[0]), record[1]) for record in told if record]


def name_value(names: str) -> str:
    """Give the names of an option, with a word for its value in the place of a type."""
    return re.sub(r"<[\w ]+>", lambda found: TYPES.get(found[0], "VALUE"), names)


def list_arguments(command: Any, context: Any) -> list[Option]:
    """List those arguments of a command that say what they are; of the others the name says it."""
    told = [each.get_help_record(context) for each in command.params if each.param_type_name == "argument"]
    found = [(name, re.sub(r" *\[required\]", "", words)) for name, words in filter(None, told)]
    return [pair for pair in found if pair[1]]


def find_common(parts: list[list[Option]]) -> list[Option]:
    """Find the options that all commands of a group have, where several commands have several."""
    common = [option for option in parts[0] if all(option in part for part in parts)]
    return common if len(parts) > 3 and len(common) > 1 else []


def gather_groups(tree: list[tuple[str, Any, Any]]) -> dict[str, list[Option]]:
    """Give for each group, by its path, the options that all of its commands share."""
    groups = [path for path, part, _ in tree if hasattr(part, "list_commands") and " " in path]
    inside = {
        group: [list_options(part, context) for path, part, context in tree if path.startswith(group + " ")]
        for group in groups
    }
    return {group: find_common(parts) for group, parts in inside.items()}


def gather_shared(tree: list[tuple[str, Any, Any]], groups: dict[str, list[Option]]) -> list[Option]:
    """Give the options that are told once for all commands, in the order of their names."""
    counted = Counter(
        option
        for path, part, context in tree
        for option in list_options(part, context)
        if option not in groups.get(path.rpartition(" ")[0], ())
    )
    return sorted(option for option, count in counted.items() if count >= SHARED)


def name_options(options: list[Option]) -> str:
    """Name options in one line, each by its long name alone."""
    return ", ".join(f"`{re.sub(r' .*', '', names.rpartition(', ')[2])}`" for names, _ in options)


def write_command(path: str, command: Any, context: Any, told: list[Option], shared: list[Option]) -> Iterator[str]:
    """Write one command: how it is typed, what it does, its own options, and examples."""
    pieces = [piece for piece in command.collect_usage_pieces(context) if piece != "[OPTIONS]"]
    pieces = [re.sub(r"^\{(.*)\}$", r"\1", piece) for piece in pieces]
    if hasattr(command, "list_commands"):
        pieces = []
    yield f".TP\n\\fB{escape(path)}\\fR " + " ".join(f"\\fI{escape(piece)}\\fR" for piece in pieces)
    yield set_text(inspect.cleandoc(command.help or ""))
    options = list_options(command, context)
    own = [*list_arguments(command, context), *(option for option in options if option not in (*told, *shared))]
    if own:
        yield set_list(own)
    also = [option for option in options if option in shared and option not in told]
    if also:
        yield f".IP\nAlso: {set_text(name_options(also))}."
    lines = (command.epilog or "").replace("\b\n", "").removeprefix("Examples:\n")
    if lines:
        yield set_examples(inspect.cleandoc(lines))


def write_commands() -> tuple[str, str]:
    """Write the section of the commands, and that of the options that are told once."""
    command = typer.main.get_command(root)
    tree = list(walk_commands(command, command.make_context("tinywins", [], resilient_parsing=True)))
    groups = gather_groups(tree)
    shared = gather_shared(tree[1:], groups)
    parts = []
    for path, part, context in tree[1:]:
        told = groups.get(path.rpartition(" ")[0], [])
        if path.count(" ") == 1:
            parts.append(f".SS {escape(path.partition(' ')[2])}")
        parts += write_command(path, part, context, told, shared)
        if groups.get(path):
            parts += [".IP\nEach of the commands below also takes:", set_list(groups[path])]
    return "\n".join(parts), "\n".join(item(names, words) for names, words in shared)


def write_page() -> str:
    """Write the whole page."""
    commands, options = write_commands()
    return man_frame.PAGE.format(version=escape(__version__), commands=commands, options=options)
