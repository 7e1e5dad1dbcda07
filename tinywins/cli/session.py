"""What a command opens first: the workspace, the configuration and the look of what it prints."""

import os
import shutil
import sys

from tinywins import bootstrap
from tinywins.bootstrap import talk
from tinywins.cli.boundary import Exit, complain, is_narrow, write
from tinywins.config import Config, load_config
from tinywins.paths import config_file
from tinywins.render.columns import Look

import typer  # isort: skip

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tinywins.services.workspace import Workspace

__all__ = ["finish", "is_narrow_output", "open_workspace", "print_json", "print_text", "read_config", "read_look"]


OPENED: "list[tuple[Workspace, bool]]" = []  # by the command that runs; False for those that look at backups


def open_workspace(*, unread: bool = False) -> "Workspace":
    """Put the workspace together; once the command has ended, `see_off` looks at what it wrote."""
    ws = bootstrap.open_workspace(unread=unread)
    OPENED.append((ws, not unread))
    return ws


def see_off() -> None:
    """Begin the day's backup where the command that ended has written; say on a terminal where none comes about."""
    from tinywins.daily import begin_daily, tell_missed

    while OPENED:
        ws, is_told = OPENED.pop()
        if ws.store.written:
            begin_daily(ws, complain)
        elif is_told and not os.environ.get("TINYWINS_NOW"):
            tell_missed(ws, complain)


def read_config() -> Config:
    """Read the configuration; what is wrong with it is said beside the output, and the defaults hold."""
    config = load_config(config_file(os.environ))
    for problem in config.problems:
        talk(problem)
    return config


def read_look(config: Config) -> Look:
    """Find out how to write to this standard output."""
    wanted = config.color == "always"
    if config.color == "auto":
        wanted = sys.stdout is not None and sys.stdout.isatty() and os.environ.get("TERM", "dumb") != "dumb"
    if os.environ.get("NO_COLOR"):
        wanted = False
    return Look(wanted, max(40, shutil.get_terminal_size().columns), config.signs == "ascii")


def is_narrow_output() -> bool:
    """Say whether standard output cannot carry every sign."""
    return sys.stdout is not None and is_narrow(sys.stdout)


def print_text(text: str, *, done: bool = False) -> None:
    """Print text, and end the command when that fails; not so where something was recorded, which is then `done`."""
    finish(write(text, done=done))


def print_json(kind: str, data: dict[str, object], *, done: bool = False) -> None:
    """Print data as JSON in its envelope: `{"schema": "tinywins.KIND/1", ...}`."""
    import json

    from tinywins.render.data import escape_hidden

    text = json.dumps({"schema": f"tinywins.{kind}/1", **data}, ensure_ascii=is_narrow_output(), indent=2)
    print_text(escape_hidden(text) + "\n", done=done)


def finish(code: int) -> None:
    """End the command unless all went well."""
    if code != Exit.OK:
        raise typer.Exit(code)
