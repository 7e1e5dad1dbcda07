"""`backup`: a checked copy of the log, the copies that there are, and bringing one back."""

import os
import sys

import typer

from tinywins.cli.boundary import Exit, complain
from tinywins.cli.options import JSON, example, new_app
from tinywins.cli.progress import watch
from tinywins.cli.session import open_workspace, print_json, print_text, read_config, read_look
from tinywins.errors import UsageError
from tinywins.render import keeping as page
from tinywins.services import keeping

app = new_app("Backups: a checked copy of the log, the copies that there are, and bringing one back.")
APPS = {"backup": app}
YES = typer.Option(False, "--yes", help="Do it without asking.")


@app.callback(
    invoke_without_command=True,
    no_args_is_help=False,
    epilog=example("tinywins backup", "tinywins backup list", "tinywins backup restore"),
)
def backup(ctx: typer.Context, json: bool = JSON, daily: bool = typer.Option(False, "--daily", hidden=True)) -> None:
    """Copy the log, and check everything in the copy. The first act of a day does so by itself, in the background.

    The newest of each of 7 days, 4 weeks and 12 months stay, and the one with the most entries.
    """
    if ctx.invoked_subcommand is not None:
        if json:
            raise UsageError("The option --json belongs after the command.", "tinywins backup list --json")
        return
    ws = open_workspace(unread=True)
    if daily:
        keeping.make_daily(ws)
        return
    made = keeping.make_backup(ws)
    if json:
        print_json("backup", page.made_data(made), done=True)
    else:
        print_text(page.show_made(made, ws.now()), done=True)


@app.command("list", epilog=example("tinywins backup list"))
def list_(json: bool = JSON) -> None:
    """List the backups, newest first: when each was made, how many entries it holds, and why it is kept."""
    ws = open_workspace(unread=True)
    backups = keeping.list_backups(ws)
    folder = os.path.join(ws.store.folder, keeping.FOLDER)
    if json:
        print_json("backups", {"folder": folder, "backups": [page.backup_data(kept) for kept in backups]})
    else:
        trouble = keeping.find_trouble(ws)
        print_text(page.show_backups(backups, folder, ws.now(), read_look(read_config()), trouble))


@app.command(
    epilog=example(
        "tinywins backup restore",
        "tinywins backup restore 20261122-094200-v4.db",
        "tinywins backup restore ~/usb/tinywins.db",
    )
)
def restore(
    file: str | None = typer.Argument(None, metavar="[FILE]", show_default=False),
    yes: bool = YES,
    json: bool = JSON,
) -> None:
    """Put a backup in the place of the log: the newest sound one, or FILE (a path, or a name that `list` shows).

    It says what that would change and asks. What was there is kept as a backup of its own.
    """
    ws = open_workspace(unread=True)
    wanted = keeping.plan(ws, file)
    if not (yes and json):
        complain(page.show_plan(wanted, ws.now()))
    if not yes:
        ask_to_restore()
    restored = keeping.restore(ws, wanted, watch("changes of entries folded"))
    if json:
        print_json("restore", page.restored_data(restored), done=True)
    else:
        print_text(page.show_restored(restored), done=True)


def ask_to_restore() -> None:
    """Ask whether to go on; the command ends unless that is answered with yes."""
    if sys.stdin is None or not sys.stdin.isatty():
        raise UsageError("Restoring asks first, and nobody is there to answer.", "Add --yes to go on without asking.")
    complain("Restore it? y or n [n]: ")
    if sys.stdin.readline().strip().lower() not in ("y", "yes"):
        complain("Nothing was changed.\n")
        raise typer.Exit(Exit.OK)
