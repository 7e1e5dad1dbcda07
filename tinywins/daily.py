"""The daily backup, begun by the first act of a day once it was acknowledged, in a process of its own.

What runs here runs on the quick path: one look at a file's time, and nothing is loaded.
"""

import os
import sys

from tinywins.bootstrap import complain
from tinywins.domain.days import Moment, calendar_day

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from tinywins.services.workspace import Workspace

MARK = os.path.join("backups", "daily")  # its time is that of the last try, its text why that came to nothing
AGAIN = 3_600_000  # milliseconds after which what came to nothing is tried again
# The package's folder goes last: nothing beside it, or in the current folder, may stand for a module of Python.
START = "import sys; sys.path.append(sys.argv.pop(1)); from tinywins.__main__ import start; start()"
OPENED: "list[Workspace]" = []  # by the command that runs
MISSED = "The last backup came to nothing; tinywins doctor says why.\n"


def begin_daily(ws: "Workspace", tell: "Callable[[str], None]" = complain) -> None:
    """Begin the day's backup unless it was begun; where the clock is fixed, days do not pass and none is made.

    `tell` is given what is to be said of it, and of the log's place.
    """
    if os.environ.get("TINYWINS_NOW") or not sys.executable or not hasattr(os, "posix_spawn"):
        return
    now = ws.now()
    try:
        found = os.stat(os.path.join(ws.store.folder, MARK))
    except OSError:
        found = None
    if found:
        tried = found.st_mtime_ns // 1_000_000
        is_due = calendar_day(Moment(tried, now.offset)) != calendar_day(now)
        if found.st_size:
            is_due = judge_last(ws, tell) or is_due or now.ms > tried + AGAIN
        if not is_due:
            return
    tell_place(ws, tell)
    spawn(ws.store.folder)


def judge_last(ws: "Workspace", tell: "Callable[[str], None]") -> bool:
    """Tell of a backup that came to nothing; one that was stopped on its way is due again, without a word."""
    from tinywins.storage.keeping.shelf import STOPPED, read_reason

    reason = read_reason(ws.store.folder)
    if reason and reason != STOPPED:
        tell(MISSED)
    return reason == STOPPED


def tell_place(ws: "Workspace", tell: "Callable[[str], None]") -> None:
    """Tell, once, that the log lies where a service copies it, or that another machine's copy lies beside it."""
    from tinywins.render.keeping import show_news
    from tinywins.services.places import list_news

    service, copies = list_news(ws)
    if news := show_news(service, copies, ws.store.folder):
        tell(news)


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


def end_command() -> None:
    """Begin the day's backup where the command that ends has written."""
    written = [ws for ws in OPENED if ws.store.has_written]
    OPENED.clear()
    if written:
        begin_daily(written[-1])
