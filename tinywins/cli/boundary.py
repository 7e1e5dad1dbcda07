"""Where errors become a sentence on standard error and an exit code, and where output leaves the program."""

import os
import sys
from collections.abc import Callable

from tinywins.bootstrap import complain, silence
from tinywins.errors import TinyWinsError, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

__all__ = ["Exit", "complain", "guard", "is_narrow", "silence", "write"]


class Exit:
    """The exit codes of every command; docs/cli.md says what they mean."""

    OK = 0
    FAILED = 1
    USAGE = 2
    DUE = 3
    INTERRUPTED = 130


def guard(action: Callable[[], int]) -> int:
    """Run an action and give its exit code; whatever goes wrong is told in a sentence, never as a traceback."""
    os.umask(0o077)  # whatever is made is the person's alone, folders above it too
    open_closed()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and is_narrow(stream):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        return action()
    except TinyWinsError as error:
        tell(error)
        return Exit.USAGE if isinstance(error, UsageError) else Exit.FAILED
    except KeyboardInterrupt:
        complain("Stopped.\n")
        return Exit.INTERRUPTED
    except Exception as error:  # the last resort: a sentence, and the cause on request
        if os.environ.get("TINYWINS_TRACEBACK"):
            raise
        tell(explain(error))
        return Exit.FAILED


def tell(error: TinyWinsError) -> None:
    """Write an error to standard error."""
    from tinywins.render.text import show_error

    complain(show_error(error))


def explain(error: Exception) -> TinyWinsError:
    """Turn any error into one that has its sentence."""
    from tinywins.paths import data_folder
    from tinywins.services.checking import explain_damage
    from tinywins.services.workspace import explain_error

    path = os.path.join(data_folder(os.environ), "tinywins.db")
    return (
        explain_error(error, path)
        or explain_damage(path)
        or TinyWinsError(
            f"Something unforeseen happened: {type(error).__name__}: {error}.",
            "Please report it, with what TINYWINS_TRACEBACK=1 prints before the same command.",
        )
    )


def is_narrow(stream: "TextIO") -> bool:
    """Say whether a stream cannot carry every sign there is."""
    return stream.encoding.lower() not in ("utf-8", "utf8")


def open_closed() -> None:
    """Give nowhere to the standard streams that were closed, so that no file of the log gets their numbers."""
    for descriptor in (0, 1, 2):
        try:
            os.fstat(descriptor)
        except OSError:
            silence(descriptor)


def write(text: str, *, done: bool = False) -> int:
    """Write data to standard output and give the exit code; a reader that has gone away is no error.

    With `done` something was recorded, and it stays well when only the reply cannot be written.
    """
    try:
        if not text.isascii() and is_narrow(sys.stdout):
            from tinywins.render.glyphs import fit

            text = fit(text, sys.stdout.encoding)
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        silence(1)
    except (OSError, ValueError, AttributeError) as error:
        silence(1)
        reason = "there is no standard output" if sys.stdout is None else getattr(error, "strerror", None) or error
        what = "It is done, but the reply" if done else "The output"
        complain(f"{what} could not be written: {reason}.\n")
        return Exit.OK if done else Exit.FAILED
    return Exit.OK
