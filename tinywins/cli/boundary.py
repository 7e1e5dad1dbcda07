"""Where errors become a sentence on standard error and an exit code, and where output leaves the program."""

import os
import sys
from collections.abc import Callable

from tinywins.errors import TinyWinsError, UsageError
from tinywins.render.text import show_error
from tinywins.services.workspace import explain_error


class Exit:
    """The exit codes of every command; docs/cli.md says what they mean."""

    OK = 0
    FAILED = 1
    USAGE = 2
    INTERRUPTED = 130


def guard(action: Callable[[], int]) -> int:
    """Run an action and give its exit code; whatever goes wrong is told in a sentence, never as a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and stream.encoding.lower() not in ("utf-8", "utf8"):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        return action()
    except TinyWinsError as error:
        complain(show_error(error))
        return Exit.USAGE if isinstance(error, UsageError) else Exit.FAILED
    except KeyboardInterrupt:
        complain("Stopped.\n")
        return Exit.INTERRUPTED
    except Exception as error:  # the last resort: a sentence, and the cause on request
        if os.environ.get("TINYWINS_TRACEBACK"):
            raise
        told = explain_error(error, "the log") or TinyWinsError(
            f"Something unforeseen happened: {type(error).__name__}: {error}.",
            "Please report it, with what TINYWINS_TRACEBACK=1 prints before the same command.",
        )
        complain(show_error(told))
        return Exit.FAILED


def complain(text: str) -> None:
    """Write to standard error, and let nothing more go wrong there."""
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except (OSError, ValueError, AttributeError):
        silence(2)


def write(text: str) -> int:
    """Write data to standard output; a reader that has gone away is no error, a full disk is one."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        silence(1)
    except (OSError, ValueError, AttributeError) as error:
        silence(1)
        complain(f"It is done, but its output could not be written ({error}).\n")
        return Exit.FAILED
    return Exit.OK


def silence(descriptor: int) -> None:
    """Point a closed stream to nowhere, so that the interpreter's last flush finds no fault."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    if nowhere != descriptor:
        os.dup2(nowhere, descriptor)
        os.close(nowhere)
