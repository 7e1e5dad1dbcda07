"""The journal: every change of every thing, appended and never altered."""

from zlib import crc32

from tinywins.errors import StorageError
from tinywins.storage.connect import Db

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

NEWEST_STAMP = """
WITH RECURSIVE known (device) AS (
  SELECT min(device) FROM change
  UNION ALL
  SELECT (SELECT min(device) FROM change WHERE device > known.device) FROM known WHERE known.device IS NOT NULL)
SELECT max((SELECT stamp FROM change WHERE device = known.device ORDER BY n DESC LIMIT 1)) FROM known
"""


class Act:
    """One thing that somebody does: its changes share this id and stamp, and are undone together."""

    __slots__ = ("device", "id", "n", "stamp")

    def __init__(self, device: str, act_id: str, stamp: int, n: int) -> None:
        self.device = device
        self.id = act_id
        self.stamp = stamp
        self.n = n


def read_device(db: Db) -> str:
    """Give this log's own device id."""
    row = db.execute("SELECT value FROM meta WHERE key = 'device'").fetchone()
    if row is None:
        raise StorageError("The log has no device of its own, so nothing can be added.", "tinywins doctor")
    return str(row[0])


def list_devices(db: Db) -> "Iterator[str]":
    """Give this log's own device, then those that it was before it was restored, the newest first."""
    yield read_device(db)
    row = db.execute("SELECT value FROM meta WHERE key = 'former'").fetchone()
    yield from row[0].split() if row else ()


def read_newest_stamp(db: Db) -> int:
    """Give the stamp of the newest change, in UTC milliseconds; 0 where there is none."""
    return int(db.execute(NEWEST_STAMP).fetchone()[0] or 0)


def start_act(db: Db, act_id: str, now: int) -> Act:
    """Begin an act inside a write transaction; `now` is the real clock in milliseconds."""
    device = read_device(db)
    newest = read_newest_stamp(db)
    last = db.execute("SELECT max(n) FROM change WHERE device = ?", (device,)).fetchone()[0] or 0
    return Act(device, act_id, max(now, newest + 1), last)


def sum_change(device: str, n: int, act: str, stamp: int, thing: str, thing_id: str, fields: str) -> int:
    """Give the CRC-32 of a change's stored columns."""
    return crc32("\x1f".join((device, str(n), act, str(stamp), thing, thing_id, fields)).encode())


def record(db: Db, act: Act, thing: str, thing_id: str, fields: str) -> int:
    """Append one change, its fields as a JSON object's text, and give its number."""
    act.n += 1
    row = (act.device, act.n, act.id, act.stamp, thing, thing_id, fields)
    db.execute("INSERT INTO change VALUES (?,?,?,?,?,?,?,?)", (*row, sum_change(*row)))
    return act.n


def receive(db: Db, changes: list[tuple[str, int, str, int, str, str, str, int]]) -> list[tuple[str, str]]:
    """Append changes of other devices, in any order; give the (thing, id) of those that were not here yet.

    Each is a whole row (device, n, act, stamp, thing, thing_id, fields, crc); ValueError when a CRC is wrong.
    """
    touched = []
    for row in changes:
        if sum_change(*row[:7]) != row[7]:
            raise ValueError(f"change {row[1]} of device {row[0]} is not as it was written")
        if db.execute("INSERT OR IGNORE INTO change VALUES (?,?,?,?,?,?,?,?)", row).rowcount:
            touched.append((row[4], row[5]))
    return touched
