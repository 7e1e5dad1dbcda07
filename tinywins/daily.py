"""The daily backup: begun after the day's first act that writes, in a process of its own that nobody waits for.

What runs here runs on the quick path: names in a folder and a file's time are looked at, and nothing is loaded.
"""

import os
import sys
import time

from tinywins.domain.days import MINUTES, Moment, calendar_day

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from tinywins.services.workspace import Workspace

FOLDER = "backups"
MARK = "daily"  # in that folder; its time is that of the last try, or of the backup that came of it
TOLD = "missed"  # its time is when it was last told that there is none
AGAIN = 3_600_000  # milliseconds after which what came to nothing is tried again
STAMP = "%Y%m%d-%H%M%S"  # UTC; with it the name of each backup begins
HABIT = 2  # dashes in the name of a backup that was made for no reason of its own
# The package's folder goes last: nothing beside it, or in the current folder, may stand for a module of Python.
START = "import sys; sys.path.append(sys.argv.pop(1)); from tinywins.__main__ import start; start()"


def begin_daily(ws: "Workspace", tell: "Callable[[str], None]") -> None:
    """Begin the day's backup where there is none and none was tried in the last hour.

    What is to be known of the log's place, or of backups that come to nothing, is told once (lines of text). Where the
    clock is fixed, days do not pass and none is made.
    """
    if os.environ.get("TINYWINS_NOW") or not sys.executable or not hasattr(os, "posix_spawn"):
        return
    tell_missed(ws, tell)
    if not is_due(ws):
        return
    tell_place(ws, tell)
    spawn(ws.store.folder)


def list_names(home: str) -> list[str]:
    """List the names of the backups of a home."""
    try:
        return [name for name in os.listdir(os.path.join(home, FOLDER)) if name.endswith(".db")]
    except OSError:
        return []


def write_stamp(ms: int) -> str:
    """Write an instant as the names of backups begin."""
    return time.strftime(STAMP, time.gmtime(ms // 1000))


def has_today(names: list[str], now: Moment) -> bool:
    """Say whether one of the backups with these names was made today, as a habit."""
    begin = now.ms - (now.ms + now.offset * 60_000) % (MINUTES * 60_000)
    first, after = write_stamp(begin), write_stamp(begin + MINUTES * 60_000)
    return any(first <= name[: len(first)] < after and name.count("-") == HABIT for name in names)


def is_due(ws: "Workspace") -> bool:
    """Say whether a backup is to be begun now."""
    now = ws.now()
    if has_today(list_names(ws.store.folder), now):
        return False
    try:
        tried = os.stat(os.path.join(ws.store.folder, FOLDER, MARK)).st_mtime_ns // 1_000_000
    except OSError:
        return True
    return not 0 <= now.ms - tried < AGAIN


def tell_missed(ws: "Workspace", tell: "Callable[[str], None]") -> None:
    """Tell on a terminal, once a day at most, that the last try to make a backup came to nothing."""
    if sys.stderr is None or not sys.stderr.isatty():
        return
    now, folder = ws.now(), os.path.join(ws.store.folder, FOLDER)
    try:
        mark = os.stat(os.path.join(folder, MARK))
    except OSError:
        return
    tried = mark.st_mtime_ns // 1_000_000
    if max(list_names(ws.store.folder), default="") > write_stamp(tried) or not (
        mark.st_size or now.ms - tried > AGAIN
    ):
        return
    told = os.path.join(folder, TOLD)
    try:
        if calendar_day(Moment(os.stat(told).st_mtime_ns // 1_000_000, now.offset)) == calendar_day(now):
            return
    except OSError:
        pass
    from tinywins.services.keeping import find_trouble

    trouble = find_trouble(ws)
    if trouble is None:
        return
    try:
        os.close(os.open(told, os.O_WRONLY | os.O_CREAT, 0o600))
        os.utime(told)
    except OSError:  # what cannot be remembered would be told each time
        return
    from tinywins.render.keeping import say_trouble

    tell(f"{say_trouble(trouble, now)}\n  Why: tinywins doctor\n")


def tell_place(ws: "Workspace", tell: "Callable[[str], None]") -> None:
    """Tell, once, that the log lies where a service copies it, or that another machine's copy lies beside it."""
    from tinywins.services.places import list_news

    service, copies = list_news(ws)
    if service or copies:
        from tinywins.render.keeping import show_news

        tell(show_news(service, copies, ws.store.folder))


def spawn(home: str) -> None:
    """Start `tinywins backup --daily` for a home, detached from this terminal; where that cannot be, none is made."""
    root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    words = [sys.executable, "-P", "-c", START, root, "backup", "--daily"]
    streams = [(os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDWR, 0), *((os.POSIX_SPAWN_DUP2, 0, to) for to in (1, 2))]
    env = {**os.environ, "TINYWINS_HOME": home}
    try:
        try:
            os.posix_spawn(sys.executable, words, env, file_actions=streams, setsid=True)
        except NotImplementedError:
            os.posix_spawn(sys.executable, words, env, file_actions=streams, setpgroup=0)
    except OSError:
        return
