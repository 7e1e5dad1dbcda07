"""Where data leaves the program whole: to standard output as UTF-8, or to a private file."""

import sys
from collections.abc import Callable
from io import StringIO
from typing import TextIO

import typer

from tinywins.cli.boundary import Exit, silence
from tinywins.cli.boundary import write as print_out
from tinywins.errors import StorageError
from tinywins.render.safe import make_safe
from tinywins.services.files import write_to_file


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
