"""`help`: the help of any command."""

import typer

from tinywins.cli.options import miss_command, single
from tinywins.cli.session import print_text


def help_(
    ctx: typer.Context, words: list[str] | None = typer.Argument(None, metavar="[COMMAND]...", show_default=False)
) -> None:
    """Show the help of a command, or the first page."""
    context = ctx.parent or ctx
    command = context.command
    for word in words or []:
        known = command.list_commands(context) if hasattr(command, "list_commands") else []
        found = command.get_command(context, word) if hasattr(command, "get_command") else None
        if found is None:
            raise miss_command(word, known, context.command_path)
        context = type(context)(found, info_name=word, parent=context)
        command = found
    print_text(command.get_help(context) + "\n")


APPS = {"help": single(help_, "tinywins help streaks", "tinywins help habit add")}
