"""What comes with a whole journal: what is here of it, whether it is complete, and its fold."""

import sqlite3
from collections.abc import Iterable

from tinywins.domain.days import read_day
from tinywins.domain.schedule import read_rule
from tinywins.errors import UsageError
from tinywins.storage.check import read_lost
from tinywins.storage.connect import Db
from tinywins.storage.projection import project, rebuild

MANY = 2_000  # things from which it is quicker to fold the whole journal again
Change = tuple[str, int, str, int, str, str, str, int]
HOSTILE = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError)


def pick_new(db: Db, changes: list[Change]) -> list[Change]:
    """Give those of some changes that are neither here nor stand before; ValueError where that one is another."""
    new: dict[tuple[str, int], Change] = {}
    for change in changes:
        device, n = change[:2]
        found = db.execute("SELECT crc FROM change WHERE device = ? AND n = ?", (device, n)).fetchone()
        if found and found[0] != change[7]:
            raise ValueError(f"change {n:,} of device {device} is another one here")
        if not found and new.setdefault((device, n), change) != change:
            raise ValueError(say_twice(device, n))
    return list(new.values())


def say_twice(device: str, n: int) -> str:
    """Say that a number of a device stands in what comes for two changes."""
    return f"change {n:,} of device {device} stands in it twice, and says two things"


def check_gapless(
    db: Db, devices: Iterable[str], coming: Iterable[tuple[str, int]] = (), coming_lost: dict[str, int] | None = None
) -> None:
    """Raise ValueError where changes of a device are missing, here and in what comes, that were not lost for good."""
    lost, lost_there = read_lost(db), coming_lost or {}
    numbers: dict[str, list[int]] = {}
    for device, n in coming:
        numbers.setdefault(device, []).append(n)
    for device in sorted(devices):
        sql = "SELECT count(*), coalesce(max(n), 0) FROM change WHERE device = ?"
        count, last = db.execute(sql, (device,)).fetchone()
        new = numbers.get(device, [])
        count, last = count + len(new), max(last, *new, 0)
        if last - count > max(lost.get(device, 0), lost_there.get(device, 0)):
            raise ValueError(f"of the {last:,} changes of device {device}, {last - count:,} are missing")


def keep_received(db: Db) -> None:
    """Remember that this log has taken in another's journal, so that it may hold no change of its own device yet."""
    db.execute("INSERT OR REPLACE INTO meta SELECT 'received', value FROM meta WHERE key = 'device'")


def fold_received(db: Db, touched: list[tuple[str, str]]) -> None:
    """Bring the projection up to date; ValueError where changes do not fold to rows that this version can keep."""
    try:
        if len(touched) > MANY:
            rebuild(db)
        else:
            project(db, touched)
        for start, rule in db.execute("SELECT start, rule FROM schedule").fetchall():
            read_rule(rule, read_day(start))
    except (sqlite3.IntegrityError, sqlite3.ProgrammingError, sqlite3.InterfaceError, UsageError, *HOSTILE):
        raise ValueError("what it says of a thing is no longer readable together") from None
