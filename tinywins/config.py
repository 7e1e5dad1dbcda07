"""The configuration file: what concerns this machine alone. What is counted is kept in the log instead."""

import os
from dataclasses import dataclass, field

from tinywins.domain.near import find_nearest
from tinywins.errors import TinyWinsError, UsageError

LARGEST = 256 * 1024  # bytes
WITHOUT_WAITING = getattr(os, "O_NONBLOCK", 0)  # a pipe in its place is read as far as it is written
CHOICES = {"color": ("auto", "always", "never"), "signs": ("unicode", "ascii"), "editor": (), "theme": ()}
KEYS = {
    "color": "colours: auto (on a terminal), always or never",
    "signs": "signs in bars and ticks: unicode or ascii",
    "editor": "the editor for `edit --day`; else $VISUAL, then $EDITOR",
    "theme": "colours of the full screen; it is remembered when it is changed there",
}


@dataclass(frozen=True, slots=True)
class Config:
    """The settings of this machine, and what was wrong with the file.

    `keys` gives keys to what the full screen can do, by its name: `{"app.undo": "ctrl+z"}`.
    """

    color: str = "auto"
    signs: str = "unicode"
    editor: str = ""
    theme: str = ""
    keys: dict[str, str] = field(default_factory=dict)
    problems: tuple[str, ...] = field(default=())


def check_key(key: str, known: tuple[str, ...] = tuple(KEYS)) -> None:
    """Raise UsageError for a key that is not known, naming its neighbour."""
    if key not in known:
        near = find_nearest(key, list(known))
        raise UsageError(
            f"There is no setting {key}.",
            f"Did you mean {near}?" if near else f"There are {', '.join(known)}.",
        )


def check_value(key: str, value: object) -> str:
    """Give a setting's value when it may stand there; UsageError says what may."""
    if not isinstance(value, str) or (CHOICES[key] and value not in CHOICES[key]):
        raise UsageError(f"{key} cannot be {value}.", f"It may be {', '.join(CHOICES[key]) or 'any text'}.")
    return value


def read_table(path: str) -> dict[str, object]:
    """Read the file's keys; TinyWinsError names what is wrong with it. No file is an empty one."""
    try:
        with open(path, "rb", opener=lambda name, flags: os.open(name, flags | WITHOUT_WAITING)) as file:
            raw = file.read(LARGEST + 1) or b""
        if len(raw) > LARGEST:
            raise TinyWinsError(f"{path} is larger than {LARGEST // 1024} KB.", "Move it away; the defaults hold.")
        import tomllib

        return tomllib.loads(raw.decode("utf-8-sig"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise TinyWinsError(f"{path} cannot be read: {error.strerror}.", "The defaults hold meanwhile.") from None
    except (ValueError, RecursionError) as error:
        reason = str(error).partition("\n")[0]
        raise TinyWinsError(f"{path} is not valid TOML: {reason}.", "The defaults hold meanwhile.") from None


def load_config(path: str) -> Config:
    """Read the configuration; whatever is wrong with it is listed, and the defaults hold."""
    problems: list[str] = []
    values: dict[str, str] = {}
    try:
        table = read_table(path)
    except TinyWinsError as error:
        return Config(problems=(f"{error.message} {error.hint}",))
    keys, said = read_keys(table.pop("keys", {}))
    problems += [f"{path}: {problem}" for problem in said]
    for key, value in table.items():
        try:
            check_key(key)
            values[key] = check_value(key, value)
        except UsageError as error:
            problems.append(f"{path}: {error.message} {error.hint}")
    return Config(**values, keys=keys, problems=tuple(problems))


def read_keys(table: object) -> tuple[dict[str, str], list[str]]:
    """Read the table of keys, and what is wrong with it: `"app.undo" = "ctrl+z"`."""
    if not isinstance(table, dict):
        return {}, ["keys is no table. Write [keys] on a line of its own."]
    keys = {name: key for name, key in table.items() if isinstance(key, str) and key}
    wrong = [name for name in table if name not in keys]
    return keys, [f'The key of {name} is no text. Write "{name}" = "ctrl+z", for one.' for name in wrong]


def set_value(path: str, key: str, value: str) -> None:
    """Write one setting, keeping the others; the file is replaced whole or not at all, and a link to it stays."""
    import tomli_w

    path = os.path.realpath(path)
    check_key(key)
    try:
        present = read_table(path)
    except TinyWinsError as error:
        raise TinyWinsError(error.message, "Mend that file, or move it away, and set it again.") from None
    table = present | {key: check_value(key, value)}
    folder = os.path.dirname(path)
    new = [each for each in (folder, os.path.dirname(folder)) if not os.path.exists(each)]
    os.makedirs(folder, mode=0o700, exist_ok=True)
    temporary = f"{path}.{os.getpid()}.new"
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with open(descriptor, "wb") as file:
            tomli_w.dump(table, file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException as error:
        os.unlink(temporary)
        if isinstance(error, OSError):
            error.filename = path
        raise
    try:
        for each in (folder, *map(os.path.dirname, new)):
            sync_names(each)
    except OSError as error:
        raise TinyWinsError(
            f"{path} is in its place and whole, but the disk did not confirm it: {error.strerror}.",
            "Look after that disk, and see whether it still holds: tinywins config list",
        ) from None


def sync_names(folder: str) -> None:
    """Put a folder's list of names on the disk, if its rights let it be opened."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except PermissionError:
        return
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
