"""The page of commands, docs/cli.md: what `--help` prints, of the root and of every command beneath it.

Cog calls `write_help` from the page itself: `cog -r docs/cli.md` writes it anew, `cog --check docs/cli.md` compares.
"""

import os
from collections.abc import Iterator
from typing import Any

import typer

from tinywins.cli.app import root

PINNED = {"COLUMNS": "80", "NO_COLOR": "1", "TERM": "dumb"}


def walk_commands(command: Any, context: Any) -> Iterator[tuple[str, Any, Any]]:
    """Give every command with the path that is typed and its context, each group before what is in it."""
    yield context.command_path, command, context
    for name in command.list_commands(context) if hasattr(command, "list_commands") else ():
        part = command.get_command(context, name)
        yield from walk_commands(part, type(context)(part, info_name=name, parent=context))


def list_help() -> list[tuple[str, str]]:
    """Give each command's path with what its --help prints at 80 columns, without colour."""
    before = dict(os.environ)
    os.environ.update(PINNED)
    try:
        command = typer.main.get_command(root)
        context = command.make_context("tinywins", [], resilient_parsing=True)
        return [(path, part.get_help(inner).rstrip()) for path, part, inner in walk_commands(command, context)]
    finally:
        os.environ.clear()
        os.environ.update(before)


def write_help() -> str:
    """Write the generated part of the page."""
    sections = []
    for path, text in list_help():
        level = "###" if path.count(" ") > 1 else "##"
        sections.append(f"{level} {path}\n\n```text\n{text}\n```\n")
    return "\n".join(sections)
