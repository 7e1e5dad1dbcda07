"""What commands share: making a Typer app of a function, options that return, and words that begin with a dash."""

from collections.abc import Callable
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from tinywins.cli.boundary import Exit, complain
from tinywins.domain.near import find_nearest
from tinywins.errors import NotFoundError, UsageError

SETTINGS = {"help_option_names": ["-h", "--help"]}
GUARD = "\0"  # no argument can hold it, so it marks a word that is text and no option


class NounGroup(TyperGroup):
    """A group of commands that offers the nearest one for a mistyped name, and its help for none."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        """Show the help where a command is missing."""
        if not args and self.no_args_is_help:
            complain(self.get_help(ctx) + "\n")
            raise typer.Exit(Exit.USAGE)
        return super().parse_args(ctx, args)

    def resolve_command(self, ctx: typer.Context, args: list[str]) -> Any:  # type: ignore[override]
        """Find the command that is meant; NotFoundError where there is none."""
        if args and args[0] not in self.list_commands(ctx) and not args[0].startswith("-"):
            raise miss_command(args[0], self.list_commands(ctx), ctx.command_path)
        return super().resolve_command(ctx, args)


def miss_command(word: str, known: list[str], path: str) -> NotFoundError:
    """Make the error for a command that is not there."""
    near = find_nearest(word, known)
    return NotFoundError(f"There is no command {word}.", f"Did you mean {path} {near}?" if near else f"{path} --help")


def new_app(help_text: str | None = None, cls: type[NounGroup] = NounGroup) -> typer.Typer:
    """Make a Typer app that prints plain help."""
    return typer.Typer(
        cls=cls,
        help=help_text,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        no_args_is_help=help_text is not None,
        context_settings=SETTINGS,
    )


def example(*lines: str) -> str:
    """Write the examples at the end of a command's help."""
    return "\b\n" + "\n".join(["Examples:", *(f"  {line}" for line in lines)])


def single(command: Callable[..., None], *examples: str, cls: type[TyperCommand] | None = None) -> typer.Typer:
    """Make an app of one command."""
    app = new_app()
    extra: dict[str, Any] = {"cls": cls} if cls else {}
    app.command(epilog=example(*examples), context_settings=SETTINGS, **extra)(command)
    return app


class LineCommand(TyperCommand):
    """A command whose words are a line: `-40%` and `-` are text, an unknown `--word` is an error."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        """Mark the words that are text, and all after `--`, so that they are not read as options."""
        end = args.index("--") if "--" in args else len(args)
        taking = {name for each in self.params if not getattr(each, "is_flag", True) for name in each.opts}
        pairs = zip(["", *args], args[:end], strict=False)
        marked = [GUARD + word if is_text(word) and before not in taking else word for before, word in pairs]
        rest = super().parse_args(ctx, marked + [GUARD + word for word in args[end + 1 :]])
        ctx.params = {name: take_mark(value) for name, value in ctx.params.items()}
        return rest


def is_text(word: str) -> bool:
    """Say whether a word that begins with a dash is text: a digit or nothing follows."""
    return word == "-" or (word[:1] == "-" and word[1:2].isdigit())


def take_mark(value: Any) -> Any:
    """Take the mark off a word, or off each of several."""
    if isinstance(value, str):
        return value.removeprefix(GUARD)
    return [take_mark(word) for word in value] if isinstance(value, list | tuple) else value


ON = typer.Option(None, "--on", help="The day: today, yesterday, -3, mon, last fri, 2026-11-20, 20 nov.")
AT = typer.Option(None, "--at", help="The time within that day, as 08:10.")
FORCE = typer.Option(False, "--force", help="Also a day or time that is still to come.")
JSON = typer.Option(False, "--json", help="Print JSON, its schema named within.")


def list_alone(app: typer.Typer, noun: str, about: str, show: Callable[[bool], None]) -> None:
    """Let a group that is called without a command list its things; `show` does that, in JSON where it is told so."""

    @app.callback(invoke_without_command=True, no_args_is_help=False, help=f"{about} Alone, it lists them.")
    def start(ctx: typer.Context, json: bool = JSON) -> None:
        if ctx.invoked_subcommand is None:
            show(json)
        elif json:
            raise UsageError("The option --json belongs after the command.", f"tinywins {noun} list --json")
