"""Where data leaves the program whole: to standard output as UTF-8, or to a private file."""

import os
import sys
from collections.abc import Callable
from io import StringIO
from typing import TextIO

import typer

from tinywins.cli.boundary import Exit, silence
from tinywins.cli.boundary import write as print_out
from tinywins.errors import StorageError, UsageError
from tinywins.render.safe import make_safe


def write_out(path: str, write: Callable[[TextIO], None], verb: str, *, force: bool) -> None:
    """Write to a file and say so, or to standard output where the path is -."""
    if path == "-":
        write_to_stdout(write)
        return
    write_to_file(path, write, force=force)
    code = print_out(f"{verb}: {make_safe(path)}\n", done=True)
    if code != Exit.OK:
        raise typer.Exit(code)


def write_to_stdout(write: Callable[[TextIO], None]) -> None:
    """Write to standard output as UTF-8 with untouched line ends; a reader that has gone away is no error."""
    if sys.stdout is None:
        raise StorageError("There is no standard output to write to.", "Write to a file with -o.")
    try:
        with open(sys.stdout.fileno(), "w", 1 << 16, encoding="utf-8", newline="", closefd=False) as stream:
            write(Shown(stream) if sys.stdout.isatty() else stream)
    except BrokenPipeError:
        silence(1)
        raise typer.Exit(Exit.OK) from None
    except OSError as error:
        silence(1)
        raise StorageError(f"The output could not be written: {error.strerror}.", "Write to a file with -o.") from None


class Shown(StringIO):
    """A terminal's stream: what is written shows its controls instead of being obeyed."""

    def __init__(self, terminal: TextIO) -> None:
        super().__init__()
        self.terminal = terminal

    def write(self, text: str) -> int:
        """Write text, its lines apart and all else made harmless."""
        return self.terminal.write("\n".join(make_safe(line) for line in text.replace("\r\n", "\n").split("\n")))


def write_to_file(path: str, write: Callable[[TextIO], None], *, force: bool) -> None:
    """Write a private file that appears whole or not at all; it replaces none without `force` and follows no link."""
    if not path:
        raise UsageError("A file without a name cannot be written.", "Give it one; - is standard output.")
    if os.path.isdir(path):
        raise UsageError(f"{path} is a folder.", "Name a file in it.")
    if os.path.lexists(path) and not (os.path.islink(path) or os.path.isfile(path)):
        raise UsageError(
            f"{path} is no plain file, and is left as it is.", "Choose another name; - is standard output."
        )
    if os.path.lexists(path) and not force:
        raise UsageError(f"{path} is there already.", "Choose another name, or add --force to replace that file.")
    folder = os.path.dirname(os.path.abspath(path))
    temporary = os.path.join(folder, f".{os.path.basename(path)}.{os.getpid()}.new")
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileNotFoundError:
        raise UsageError(f"There is no folder {folder}.", "Make it first, or choose another place.") from None
    try:
        with open(descriptor, "w", 1 << 16, encoding="utf-8", newline="") as stream:
            write(stream)
            stream.flush()
            os.fsync(stream.fileno())
        if force:
            os.replace(temporary, path)
        else:
            put_new(temporary, path)
        sync_folder(folder)
    except FileExistsError:
        os.unlink(temporary)
        raise UsageError(
            f"{path} is there already.", "Choose another name, or add --force to replace that file."
        ) from None
    except BaseException:
        if os.path.exists(temporary):
            os.unlink(temporary)
        raise


def put_new(temporary: str, path: str) -> None:
    """Give a file its name unless that is taken (FileExistsError); where there are no hard links, claim it first."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except (OSError, AttributeError):
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        try:
            os.replace(temporary, path)
        except BaseException:
            os.unlink(path)
            raise
    else:
        os.unlink(temporary)


def sync_folder(folder: str) -> None:
    """Put a folder's list of names on the disk, if its rights let it be opened."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except PermissionError:
        return
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
