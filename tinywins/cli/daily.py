"""The daily backup, begun by the first log of a day once it has printed, in a process of its own.

What runs here runs on the quick path: one look at a file's time, and nothing is loaded.
"""

import os
import sys

from tinywins.cli.boundary import complain
from tinywins.domain.days import Moment, calendar_day

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tinywins.services.workspace import Workspace

MARK = os.path.join("backups", "daily")  # its time is that of the last try, its text why that came to nothing
AGAIN = 3_600_000  # milliseconds after which what came to nothing is tried again
# The package's folder goes last: nothing beside it, or in the current folder, may stand for a module of Python.
START = "import sys; sys.path.append(sys.argv.pop(1)); from tinywins.__main__ import start; start()"
MISSED = "The last backup came to nothing; tinywins doctor says why.\n"


def begin_daily(ws: "Workspace") -> None:
    """Begin the day's backup unless it was begun; where the clock is fixed, days do not pass and none is made."""
    if os.environ.get("TINYWINS_NOW") or not sys.executable or not hasattr(os, "posix_spawn"):
        return
    now = ws.now()
    try:
        found = os.stat(os.path.join(ws.store.folder, MARK))
    except OSError:
        found = None
    if found:
        tried = found.st_mtime_ns // 1_000_000
        if found.st_size:
            complain(MISSED)
        if calendar_day(Moment(tried, now.offset)) == calendar_day(now) and not (
            found.st_size and now.ms > tried + AGAIN
        ):
            return
    tell_place(ws)
    spawn(ws.store.folder)


def tell_place(ws: "Workspace") -> None:
    """Tell, once, that the log lies where a service copies it, or that another machine's copy lies beside it."""
    from tinywins.render.keeping import show_news
    from tinywins.services.places import list_news

    service, copies = list_news(ws)
    complain(show_news(service, copies, ws.store.folder))


def spawn(home: str) -> None:
    """Start `tinywins backup --daily` for a home, detached from this terminal; where that cannot be, none is made."""
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
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
