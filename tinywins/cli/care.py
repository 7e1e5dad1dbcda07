"""`doctor` and `config`: looking after the log and the settings."""

import os

import typer

from tinywins.bootstrap import read_zone
from tinywins.cli.boundary import Exit
from tinywins.cli.options import JSON, LineCommand, example, new_app, single
from tinywins.cli.progress import watch
from tinywins.cli.session import finish, open_workspace, print_json, print_text, read_config
from tinywins.config import KEYS, check_key, load_config, set_value
from tinywins.errors import UsageError
from tinywins.paths import config_file
from tinywins.render.checking import is_damaged, show_checks
from tinywins.render.columns import align
from tinywins.render.safe import make_safe
from tinywins.render.salvaging import salvaged_data, show_salvaged
from tinywins.services.checking import Check, check_log
from tinywins.services.checking import rebuild as rebuild_log
from tinywins.services.keeping import find_newest_sound
from tinywins.services.salvaging import Salvaged, salvage_log
from tinywins.services.settings import COUNTED, set_setting, show_settings

config_app = new_app("Settings: those of this machine in a file, those that change what is counted in the log.")


def doctor(
    rebuild: bool = typer.Option(False, "--rebuild", help="Fold the journal again, into fresh tables."),
    salvage: str | None = typer.Option(
        None, "--salvage", metavar="NEW", help="Put all that can be read into a new file.", show_default=False
    ),
    file: str | None = typer.Argument(
        None, metavar="[FILE]", help="Salvage this file, not the log.", show_default=False
    ),
    json: bool = JSON,
) -> None:
    """Check the log: file, checksums, missing changes, tables against the journal, days, rights, zone, backup.

    Exit code 1 when something is wrong, or when a salvage could not save everything.
    """
    ws = open_workspace(unread=True)
    if salvage is not None:
        save(salvage_log(ws, salvage, file, watch("changes of entries folded")), ws.today(), json=json)
        return
    if file is not None:
        raise UsageError(
            "Doctor looks at the log; FILE goes with --salvage.", f"tinywins doctor --salvage NEW.db {file}"
        )
    if rebuild:
        print_text(f"Folded {rebuild_log(ws):,} changes again.\n", done=True)
    checks = check_log(ws, read_zone())
    wrong = [check for check in checks if check.found]
    if json:
        print_json("doctor", {"ok": not wrong, "checks": [check_data(check) for check in checks]})
    else:
        sound = find_newest_sound(ws) if is_damaged(checks) else None
        print_text(show_checks(checks, sound, ws.now()))
    finish(Exit.FAILED if wrong else Exit.OK)


def save(done: Salvaged, today: int, *, json: bool) -> None:
    """Print what a salvage saved and lost."""
    if json:
        print_json("salvage", salvaged_data(done), done=True)
    else:
        print_text(show_salvaged(done, today), done=True)
    finish(Exit.OK if done.saved.is_whole else Exit.FAILED)


def check_data(check: Check) -> dict[str, object]:
    """Give a check as data."""
    return {"check": check.name, "ok": not check.found, "found": list(check.found), "fact": check.fact}


@config_app.command("list", epilog=example("tinywins config list"))
def list_(json: bool = JSON) -> None:
    """List all settings with their values and what they mean."""
    ws = open_workspace()
    config = read_config()
    values = {key: str(getattr(config, key)) for key in KEYS} | show_settings(ws.settings)
    if json:
        print_json("config", {"settings": values, "file": config_file(os.environ)})
        return
    rows = [[key, make_safe(value) or "(not set)", (KEYS | COUNTED)[key]] for key, value in values.items()]
    print_text("\n".join("".join(row) for row in align(rows)) + f"\n{make_safe(config_file(os.environ))}\n")


@config_app.command(epilog=example("tinywins config get day_start"))
def get(key: str = typer.Argument(..., metavar="KEY", show_default=False), json: bool = JSON) -> None:
    """Print one setting."""
    check_key(key, (*KEYS, *COUNTED))
    config = load_config(config_file(os.environ))
    value = str(getattr(config, key)) if key in KEYS else show_settings(open_workspace().settings)[key]
    if json:
        print_json("config", {"settings": {key: value}, "file": config_file(os.environ)})
    else:
        print_text(f"{make_safe(value)}\n")


@config_app.command(
    "set",
    cls=LineCommand,
    epilog=example("tinywins config set day_start 0", "tinywins config set color never"),
)
def set_(
    key: str = typer.Argument(..., metavar="KEY", show_default=False),
    value: str = typer.Argument(..., metavar="VALUE", show_default=False),
) -> None:
    """Set one setting. What was logged before keeps its day, whatever day_start becomes."""
    check_key(key, (*KEYS, *COUNTED))
    wanted = value or ""
    if key in COUNTED:
        set_setting(open_workspace(), key, wanted)
    else:
        set_value(config_file(os.environ), key, wanted)
    print_text(f"{key} is {make_safe(wanted) or 'not set'} from now on.\n", done=True)


APPS = {
    "doctor": single(doctor, "tinywins doctor", "tinywins doctor --rebuild", "tinywins doctor --salvage saved.db"),
    "config": config_app,
}
