"""The root of the command tree: which commands there are, loaded only when one of them is called."""

import importlib

import typer

from tinywins.cli.boundary import Exit, guard, silence, write
from tinywins.cli.options import NounGroup
from tinywins.cli.session import see_off
from tinywins.domain.line import check_encoding
from tinywins.errors import UsageError

COMMANDS = {
    "log": "log",
    "done": "log",
    "kept": "log",
    "today": "look",
    "week": "look",
    "due": "look",
    "streaks": "look",
    "why": "look",
    "chart": "chart",
    "review": "review",
    "report": "report",
    "tui": "tui",
    "list": "find",
    "show": "find",
    "edit": "entries",
    "rm": "entries",
    "star": "entries",
    "undo": "entries",
    "redo": "entries",
    "habit": "habits",
    "tag": "tags",
    "goal": "goals",
    "moment": "moments",
    "feedback": "feedback",
    "tweak": "tweaks",
    "funnel": "funnels",
    "thanks": "thanks",
    "export": "export",
    "import": "importing",
    "backup": "backup",
    "doctor": "care",
    "config": "care",
    "completion": "completion",
    "help": "help",
}

HELP = """Log what you finished; see it add up.    tinywins help COMMAND for the rest

  log TEXT [+tag[=5]]   Log a win. Alone, it waits for one line.
  done NAME...          Tick habits or goal steps: done stretch read=12
  today                 Habits and wins of today (also: plain `tinywins`)
  streaks               Runs, best runs, consistency
  list [WORDS] [+tag]   Find, newest first; edit ID, rm ID, star ID
  undo                  Take back the last thing; redo puts it back
  show ID               One entry, with its history

  habits   habit why week due kept            look   chart review report show
  entries  log done edit rm star undo redo    files  export import completion
  care     tag config backup doctor help      tui
  at work  goal moment feedback tweak funnel thanks

  -h, --help   this page    --version   the version    --json   today as JSON
  Exit codes: 0 done, 1 not possible, 2 not understood, 3 something is due, 130
"""


class Root(NounGroup):
    """The root group: its commands come from their modules on demand, its help is one page."""

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]
        """List the commands in the order of COMMANDS."""
        return list(COMMANDS)

    def get_command(self, ctx: typer.Context, cmd_name: str) -> object:  # type: ignore[override]
        """Load one command."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"tinywins.cli.{COMMANDS[cmd_name]}")
        app = module.APPS[cmd_name]
        command = typer.main.get_command(app)
        command.name = cmd_name
        return command

    def format_help(self, ctx: typer.Context, formatter: object) -> None:  # type: ignore[override]
        """Write the one page of help."""
        formatter.write(HELP)  # type: ignore[attr-defined]


root = typer.Typer(
    cls=Root,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def show_version(value: bool) -> None:
    """Print the version and end."""
    if value:
        from tinywins import __version__

        raise typer.Exit(write(f"tinywins {__version__}\n"))


@root.callback(invoke_without_command=True)
def start(
    ctx: typer.Context,
    version: bool = typer.Option(False, "--version", callback=show_version, is_eager=True, help="Show the version."),
    json: bool = typer.Option(False, "--json", help="Print today as JSON."),
) -> None:
    """Log what you finished; see it add up."""
    if ctx.invoked_subcommand is None:
        from tinywins.cli.look import today

        today(json=json)
    elif json:
        raise UsageError(
            "The option --json belongs after the command.", f"tinywins {ctx.invoked_subcommand} ... --json"
        )


def call(arguments: list[str]) -> int:
    """Call the command tree and give the exit code."""
    for argument in arguments:
        check_encoding(argument)
    try:
        code = root(args=arguments, prog_name="tinywins", standalone_mode=False)
    except SystemExit:  # so the parser ends when the reader of its help has gone away, which is no error
        silence(1)
        return Exit.OK
    except Exception as error:
        raise explain_refusal(error, arguments) from None
    finally:
        see_off()
    if code == Exit.INTERRUPTED:
        raise KeyboardInterrupt
    return code if isinstance(code, int) else Exit.OK


def explain_refusal(error: Exception, arguments: list[str]) -> Exception:
    """Turn what the parser has against the arguments into our own kind of error; any other stays as it is."""
    context = getattr(error, "ctx", None)
    if not hasattr(error, "format_message"):
        return error
    if context is None or not hasattr(error, "possibilities"):
        named = " ".join(["tinywins", *[word for word in arguments[:1] if word in COMMANDS]])
        path = context.command_path if context else named  # an option's missing or needless value has no context
        return UsageError(f"{error.format_message().rstrip('.')}.", f"{path} --help")
    near = f"Did you mean {error.possibilities[0]}?" if error.possibilities else f"{context.command_path} --help"
    text = "  If it is text, put -- before the line." if context.info_name == "log" else ""
    return UsageError(f"There is no option {getattr(error, 'option_name', '')}.", near + text)


def run(arguments: list[str]) -> int:
    """Run the program with these arguments and give its exit code; whatever goes wrong is told in a sentence."""
    return guard(lambda: call(arguments))
