"""A text in the person's own editor: a day's entries (`edit --day`), or the outline of a goal."""

import os
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Callable
from typing import TypeVar

from tinywins.bootstrap import talk
from tinywins.cli.session import open_workspace, print_text
from tinywins.config import Config
from tinywins.errors import TinyWinsError
from tinywins.render.replies import say_saved
from tinywins.services.daybook import Saved, open_day, save_day
from tinywins.services.when import find_when

Result = TypeVar("Result")


def edit_day(words: str, config: Config, *, force: bool) -> None:
    """Open a day in the editor and save what comes back; whatever goes wrong, the text is kept.

    A day that is still to come needs `force`.
    """
    ws = open_workspace()
    book = open_day(ws, find_when(ws, words, None, force=force).day)

    def save(text: str) -> Saved:
        return save_day(ws, book, text) if text != book.text else Saved(0, 0, 0)

    print_text(say_saved(edit_text(book.text, config, save)), done=True)


def edit_text(before: str, config: Config, save: Callable[[str], Result]) -> Result:
    """Open a text in the editor and save what comes back; whatever goes wrong, what was written is kept in its file."""
    descriptor, path = tempfile.mkstemp(prefix="tinywins-", suffix=".txt", text=True)
    with open(descriptor, "w", encoding="utf-8", newline="") as file:
        file.write(before)
    try:
        run_editor(config, path)
        saved = save(read_back(path))
    except BaseException:
        keep_or_remove(path, before)
        raise
    os.unlink(path)
    return saved


def keep_or_remove(path: str, before: str) -> None:
    """Keep a file in which something was written, and say where it is; remove any other."""
    try:
        with open(path, "rb") as file:
            written = file.read() not in (b"", before.encode())
    except OSError:
        return
    if written:
        talk(f"What you wrote is kept in {path}")
    else:
        os.unlink(path)


def run_editor(config: Config, path: str) -> None:
    """Run the editor and wait for it; TinyWinsError when there is none or it fails."""
    wanted = config.editor or os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    if wanted == "vi" and not sys.stdin.isatty():
        raise TinyWinsError("There is no terminal for an editor here.", "Set $EDITOR to a program that needs none.")
    try:
        command = [*shlex.split(wanted), path]
        ended = subprocess.run(command, check=False).returncode
    except (ValueError, OSError) as error:
        hint = "Set $EDITOR, or: tinywins config set editor nano"
        raise TinyWinsError(
            f"The editor '{wanted}' could not be run ({getattr(error, 'strerror', error)}).", hint
        ) from None
    if ended:
        raise TinyWinsError(f"The editor '{wanted}' ended with code {ended}, so nothing was changed.")


def read_back(path: str) -> str:
    """Read what the editor saved."""
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            return file.read()
    except UnicodeDecodeError:
        raise TinyWinsError("What the editor saved is not UTF-8 text, so nothing was changed.") from None
    except OSError as error:
        raise TinyWinsError(
            f"What the editor saved cannot be read ({error.strerror}), so nothing was changed."
        ) from None
