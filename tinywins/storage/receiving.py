"""What comes with a whole journal: what is here of it, whether it is complete, and its fold."""

import sqlite3
from collections.abc import Iterable

from tinywins.storage.check import read_lost
from tinywins.storage.connect import Db
from tinywins.storage.projection import project, rebuild

MANY = 2_000  # things from which it is quicker to fold the whole journal again
Change = tuple[str, int, str, int, str, str, str, int]
HOSTILE = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError)


def count_here(db: Db, changes: list[Change]) -> int:
    """Count those of some changes whose numbers are here; ValueError where one here is another."""
    here = 0
    for change in changes:
        found = db.execute("SELECT crc FROM change WHERE device = ? AND n = ?", change[:2]).fetchone()
        if found and found[0] != change[7]:
            raise ValueError(f"change {change[1]:,} of device {change[0]} is another one here")
        here += found is not None
    return here


def check_gapless(db: Db, devices: Iterable[str]) -> None:
    """Raise ValueError where changes of a device are missing that were not lost for good."""
    lost = read_lost(db)
    for device in sorted(devices):
        sql = "SELECT count(*), max(n) FROM change WHERE device = ?"
        count, last = db.execute(sql, (device,)).fetchone()
        if last - count > lost.get(device, 0):
            raise ValueError(f"of the {last:,} changes of device {device}, {last - count:,} are missing")


def keep_received(db: Db) -> None:
    """Remember that this log has taken in another's journal, so that it may hold no change of its own device yet."""
    db.execute("INSERT OR REPLACE INTO meta VALUES ('received', '1')")


def fold_received(db: Db, touched: list[tuple[str, str]]) -> None:
    """Bring the projection up to date; ValueError where changes do not fold to rows that this version can keep."""
    try:
        if len(touched) > MANY:
            rebuild(db)
        else:
            project(db, touched)
    except (sqlite3.IntegrityError, sqlite3.ProgrammingError, sqlite3.InterfaceError, *HOSTILE):
        raise ValueError("what it says of a thing is no longer readable together") from None
