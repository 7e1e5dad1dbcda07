"""The one room with the real clock, the real disk and real randomness: it puts a workspace together."""

import os
import sys
import time

from tinywins.domain.days import Moment
from tinywins.domain.ids import order_id
from tinywins.errors import UsageError
from tinywins.paths import data_folder
from tinywins.render.safe import make_safe

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from tinywins.services.workspace import Workspace

ZONES = ("/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo", "/etc/zoneinfo")


def read_zone() -> tuple[str, str]:
    """Give the name of the local zone ("" when it has none) and where it was found; "?" for a TZ that is no zone."""
    name = os.environ.get("TZ")
    if name is None or name.removeprefix(":") == "/etc/localtime":
        target = os.path.realpath("/etc/localtime")
        return (target.partition("zoneinfo/")[2] or ("UTC" if time.tzname[0] == "UTC" else "")), "/etc/localtime"
    name = name.removeprefix(":")
    if not name or (".." not in name and any(os.path.isfile(os.path.join(folder, name)) for folder in ZONES)):
        return name or "UTC", "TZ"
    head = name.partition(",")[0]  # of a rule such as CET-1CEST,M3.5.0/2
    if name in ("UTC", "GMT") or ("/" not in head and name.isprintable() and any(sign.isdigit() for sign in head)):
        return "", "TZ"
    return "?", "TZ"


def offset_now(seconds: float) -> int:
    """Give the local offset in minutes at an instant."""
    return (time.localtime(seconds).tm_gmtoff or 0) // 60


def localize(wall: int) -> tuple[int, int]:
    """Give the instant (UTC milliseconds) and offset of a local wall-clock time, in milliseconds as if it were UTC.

    Of a time that occurs twice the first is meant; one that the clocks skip lands as far after the jump.
    """
    from datetime import datetime, timedelta

    try:
        naive = datetime(1970, 1, 1) + timedelta(milliseconds=wall)  # noqa: DTZ001 - local time is meant
        seconds = naive.timestamp()
    except (ValueError, OverflowError, OSError):
        raise UsageError(
            "That time lies at the edge of the calendar, where no zone has it.", "Leave --at out."
        ) from None
    return round(seconds * 1000), offset_now(seconds)


def read_clock() -> Moment:
    """Give the moment now, in the local zone."""
    ms = time.time_ns() // 1_000_000
    zone, _ = read_zone()
    return Moment(ms, offset_now(ms / 1000), "" if zone == "?" else zone)


def read_stamp() -> int:
    """Give the real clock in UTC milliseconds; it orders acts, whatever TINYWINS_NOW says."""
    return time.time_ns() // 1_000_000


def make_id() -> str:
    """Make a fresh id: UUIDv7."""
    return order_id(read_stamp(), os.urandom(10))


def fix_clock(text: str) -> Moment:
    """Read TINYWINS_NOW: an ISO instant with its offset."""
    from datetime import datetime

    try:
        fixed = datetime.fromisoformat(text)
    except ValueError:
        fixed = None
    offset = fixed.utcoffset() if fixed else None
    if fixed is None or offset is None or not 1 < fixed.year < 9999:
        raise UsageError(
            f"TINYWINS_NOW={text} is not an instant with its offset.",
            "Write 2026-11-22T10:42:00+01:00, or unset it.",
        )
    return Moment(round(fixed.timestamp() * 1000), round(offset.total_seconds() / 60))


def talk(sentence: str) -> None:
    """Say a sentence beside the data, whatever it quotes."""
    complain(make_safe(sentence) + "\n")


def complain(text: str) -> None:
    """Write to standard error; nothing may go wrong there, least of all between a change and its commit."""
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except (OSError, ValueError, AttributeError):
        silence(2)


def silence(descriptor: int) -> None:
    """Point a broken stream to nowhere, so that the last flush finds no fault."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    if nowhere != descriptor:
        os.dup2(nowhere, descriptor)
        os.close(nowhere)


def open_workspace(*, unread: bool = False, notify: "Callable[[str], None] | None" = None) -> "Workspace":
    """Put the workspace together; nothing is created on the disk until something is logged.

    With `unread` the log itself is not opened, and the default settings hold. `notify` is told what the log has to say
    while it is used; otherwise standard error is.
    """
    from tinywins.services.workspace import Settings, Workspace, load_settings
    from tinywins.storage.store import Store

    store = Store(data_folder(os.environ), notify or talk, make_id)
    settings = Settings() if unread else load_settings(store)
    text = os.environ.get("TINYWINS_NOW")
    if text:
        moment = fix_clock(text)
        talk(f"The clock is fixed at {text} (TINYWINS_NOW).")
        if not os.environ.get("TINYWINS_HOME"):
            store.forbid("TINYWINS_NOW fixes the clock, and may write where TINYWINS_HOME is set, nowhere else.")
        return Workspace(
            store,
            settings,
            lambda: moment,
            read_stamp,
            make_id,
            lambda wall: (wall - moment.offset * 60_000, moment.offset),
        )
    if read_zone()[0] == "?":
        talk(f"TZ={os.environ['TZ']} is no zone that this machine knows, so times are in UTC.")
        talk("  Set TZ to a name such as Europe/Paris, or unset it.")
    return Workspace(store, settings, read_clock, read_stamp, make_id, localize)
