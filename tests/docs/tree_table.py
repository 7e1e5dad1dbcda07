"""The table of commands that the tab key reads, tinywins/cli/tree.txt: made from the command tree."""

from collections.abc import Iterator
from typing import Any

import typer

from tests.docs.cli_page import walk_commands
from tinywins.cli.app import root

PAGE = "tinywins/cli/tree.txt"
LONGEST = 70  # signs of help that fit beside an offer
SHORTEST = 25  # signs that a part of a sentence must have to stand for it


def first_sentence(text: str) -> str:
    """Give the first sentence of a help, in one line, cut where it is long."""
    line = " ".join(text.split("\n\n", maxsplit=1)[0].split()).partition(". ")[0].rstrip(".")
    if len(line) <= LONGEST:
        return line
    place = max(line.rfind(mark, 0, LONGEST) for mark in (", ", "; ", ": "))
    return line[:place] if place >= SHORTEST else line[:LONGEST].rpartition(" ")[0] + " ..."


def write_rows(path: str, command: Any, context: Any) -> Iterator[tuple[str, ...]]:
    """Write the rows of one command: what is in it, and its parameters; what is hidden is left out."""
    for name in command.list_commands(context) if hasattr(command, "list_commands") else ():
        part = command.get_command(context, name)
        if not part.hidden:
            yield path, "has", name, "", "", "", first_sentence(part.help or "")
    for each in command.params:
        if each.param_type_name == "argument":
            yield path, "takes", each.name, str(each.nargs), each.metavar or "", "", ""
        elif not each.hidden:
            count = "0" if each.is_flag else str(each.nargs)
            typed = " ".join((*each.opts, *each.secondary_opts))
            yield path, "option", each.name, count, each.metavar or "", typed, first_sentence(each.help or "")


def write_table() -> str:
    """Write the whole table."""
    command = typer.main.get_command(root)
    context = command.make_context("tinywins", [], resilient_parsing=True)
    rows = [
        row
        for path, part, inner in walk_commands(command, context)
        for row in write_rows(path.partition(" ")[2], part, inner)
    ]
    return "".join("\t".join(row) + "\n" for row in rows)
