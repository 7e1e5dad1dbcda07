"""Files that are written for a person: private, and there whole or not at all."""

import os
from collections.abc import Callable
from contextlib import suppress
from typing import TextIO

from tinywins.errors import UsageError
from tinywins.storage.connect import confirm_name


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
        confirm_name(path)
    except FileExistsError:
        os.unlink(temporary)
        raise UsageError(
            f"{path} is there already.", "Choose another name, or add --force to replace that file."
        ) from None
    except BaseException as error:
        if os.path.exists(temporary):
            os.unlink(temporary)
        if isinstance(error, OSError):
            error.filename = path
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
        with suppress(OSError):  # the file is there: a second name of it is no reason to say otherwise
            os.unlink(temporary)
