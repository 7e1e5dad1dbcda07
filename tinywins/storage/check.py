"""Checking the file: everything that would change an output is found and named."""

from collections import Counter
from collections.abc import Callable, Iterable
from itertools import zip_longest
from sqlite3 import DatabaseError
from typing import TypeVar
from zlib import crc32

from tinywins.errors import StorageError
from tinywins.storage.connect import VERSION, Db, name_program, read_version
from tinywins.storage.fold import read_fields, write_fields
from tinywins.storage.memory import open_memory
from tinywins.storage.projection import rebuild
from tinywins.storage.schema import PROJECTION_KEYS, read_definitions

Found = TypeVar("Found")
MOST = 10_000  # findings of SQLite
CHANGE_COLUMNS = "device, n, act, stamp, thing, thing_id, fields, crc"


def check_integrity(db: Db) -> list[str]:
    """Let SQLite look at every page and index, and say in words, with their numbers, what it found."""
    rows = [line for (row,) in db.execute(f"PRAGMA integrity_check({MOST})") for line in row.split("\n")]
    return [] if rows == ["ok"] else name_damage([row for row in rows if not row.startswith("***")])


def name_damage(rows: list[str]) -> list[str]:
    """Say what SQLite found, alike things in one sentence with their number."""
    numbers: dict[str, int] = {}
    pages: list[str] = []
    for row in rows:
        index = row.rpartition(" index ")[2] if " index " in row else ""
        if index:
            said = f"rows do not agree with the index {index}"
        elif " value in " in row:
            said = f"values of {row.rpartition(' value in ')[2]} are of another kind than they were written"
        else:
            pages.append(row)
            continue
        numbers[said] = numbers.get(said, 0) + 1
    found = [f"{number:,}{'+' if number >= MOST else ''} {said}" for said, number in numbers.items()]
    return [f"{len(pages):,} places in the file's pages are damaged ({pages[0]})", *found] if pages else found


def check_readable(db: Db, path: str) -> list[str]:
    """See that a file is a log; StorageError says why not."""
    read_version(db, path)
    return []


def describe_version(db: Db) -> str:
    """Say which version of the tables a log has, and what that means for this program."""
    version = read_version(db, "it")
    if version < VERSION:
        return (
            f"schema {version} of an older program; the first command that writes brings it to {VERSION}, a copy first"
        )
    if version > VERSION:
        row = db.execute("SELECT value FROM meta WHERE key = 'program'").fetchone()
        return f"schema {version} of a newer program ({row[0] if row else '?'}): reading works, writing is refused"
    return f"the tables are those of schema {VERSION}"


def check_schema(db: Db) -> list[str]:
    """Compare how the tables and indexes are defined with how this version defines them; another version's are its own.

    What others have put into the file is passed by, but for what would work on the log by itself.
    """
    version = db.execute("PRAGMA user_version").fetchone()[0]
    if version != VERSION:
        row = db.execute("SELECT value FROM meta WHERE key = 'program'").fetchone()
        is_ours = version > VERSION and row and str(row[0]).split(" ")[0] == name_program().split(" ")[0]
        return (
            [f"it says that its schema is {version}, but that this program wrote it, whose is {VERSION}"]
            if is_ours
            else []
        )
    sql = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite#_%' ESCAPE '#'"
    found, wanted = set(db.execute(sql)), set(read_definitions())
    named = {(kind, name) for kind, name, *_ in found}
    names = {name for _, name, *_ in wanted}
    missing = sorted(f"{kind} {name}" for kind, name, *_ in wanted - found if (kind, name) not in named)
    other = sorted(f"{kind} {name}" for kind, name, *_ in wanted - found if (kind, name) in named)
    strange = sorted(f"{kind} {name}" for kind, name, *_ in found if kind in ("trigger", "view") and name not in names)
    says = (
        (missing, "tables or indexes are not there"),
        (other, "tables or indexes are not defined as this program does it"),
        (strange, "triggers or views are there that this program did not make"),
    )
    return [f"{len(which):,} {what}: {list_few(which)}" for which, what in says if which]


def list_few(names: Iterable[object]) -> str:
    """List the first few of some things."""
    each = [str(name) for name in names]
    return ", ".join(each[:5]) + (", ..." if len(each) > 5 else "")


def check_sums(db: Db) -> list[str]:
    """Compare the CRC of every change with its stored bytes."""
    factory, db.text_factory = db.text_factory, bytes
    try:
        wrong: dict[str, list[int]] = {}
        for device, n, act, stamp, thing, thing_id, fields, crc in db.execute(f"SELECT {CHANGE_COLUMNS} FROM change"):
            row = (device, b"%d" % n, act, b"%d" % stamp, thing, thing_id, fields)
            if crc32(b"\x1f".join(row)) != crc:
                wrong.setdefault(device.decode(errors="replace"), []).append(n)
        return [name_wrong(device, numbers) for device, numbers in wrong.items()]
    finally:
        db.text_factory = factory


def name_wrong(device: str, numbers: list[int]) -> str:
    """Say how many changes of a device are wrong, and which."""
    if len(numbers) == 1:
        return f"change {numbers[0]} of device {device} is not as it was written"
    return f"{len(numbers):,} changes of device {device} are not as they were written: numbers {list_few(numbers)}"


def check_numbers(db: Db) -> list[str]:
    """See that no change is missing: the numbers of a device run from 1, but for what a salvage knows to be lost."""
    lost = read_lost(db)
    return [
        f"{most - n} of {most} changes of device {device} are missing"
        for device, n, most in db.execute("SELECT device, count(*), max(n) FROM change GROUP BY device")
        if most - n > lost.get(device, 0)
    ]


def read_lost(db: Db) -> dict[str, int]:
    """Read how many changes of each device were lost for good when this log was salvaged."""
    row = db.execute("SELECT value FROM meta WHERE key = 'missing'").fetchone()
    lost = read_fields(row[0]) if row else {}
    return {device: n for device, n in lost.items() if isinstance(n, int)}


def write_lost(db: Db, lost: dict[str, int]) -> None:
    """Add to what was lost for good: of each device the larger number holds, but no more than is missing now."""
    known = read_lost(db)
    missing = dict(db.execute("SELECT device, max(n) - count(*) FROM change GROUP BY device"))
    both = {
        device: number
        for device in sorted({*known, *lost})
        if (number := min(max(known.get(device, 0), lost.get(device, 0)), missing.get(device, 0))) > 0
    }
    db.execute("INSERT OR REPLACE INTO meta VALUES ('missing', ?)", (write_fields(dict(both)),))


def check_device(db: Db) -> list[str]:
    """See that the log knows its own device: the one whose changes it holds, unless it took in a whole journal."""
    meta = dict(db.execute("SELECT key, value FROM meta WHERE key IN ('device', 'received')"))
    devices = {device for (device,) in db.execute("SELECT DISTINCT device FROM change")}
    if "device" not in meta:
        return ["the log does not know its own device"]
    own = meta["device"]
    if own in devices or not devices or meta.get("received") in (own, "1"):
        return []
    return [f"no change is by the log's own device {own}"]


def check_projection(db: Db) -> list[str]:
    """Fold the whole journal again, in memory, and compare it with the tables that queries read."""
    fresh = open_memory("")
    fresh.execute("BEGIN")
    fresh.executemany("INSERT INTO change VALUES (?,?,?,?,?,?,?,?)", db.execute(f"SELECT {CHANGE_COLUMNS} FROM change"))
    rebuild(fresh)
    found = []
    for table, key in PROJECTION_KEYS.items():
        sql = f"SELECT * FROM {table} ORDER BY {key}"
        differing = 0
        if any(stored != folded for stored, folded in zip_longest(db.execute(sql), fresh.execute(sql))):
            kept, folded = Counter(db.execute(sql)), Counter(fresh.execute(sql))
            differing = max((kept - folded).total(), (folded - kept).total()) or 1
        if differing:
            what = "1 row of {} differs" if differing == 1 else f"{differing:,} rows of {{}} differ"
            found.append(f"{what.format(table)} from what the journal says")
    fresh.close()
    return found


def check_days(db: Db) -> list[str]:
    """Find instants that cannot belong to their day."""
    apart = db.execute(
        """SELECT count(*) FROM entry WHERE at IS NOT NULL
           AND abs(julianday(day) - julianday(date(at / 1000 + at_offset * 60, 'unixepoch'))) > 1"""
    ).fetchone()[0]
    return [f"{apart} entries have a time that is not in their day"] if apart else []


def count_ahead(db: Db, latest: str) -> int:
    """Count the entries of days after `latest` (ISO text)."""
    return int(db.execute("SELECT count(*) FROM entry WHERE day > ?", (latest,)).fetchone()[0])


def run_check(check: Callable[[], list[str]]) -> list[str]:
    """Run one check; where the file cannot even be read, that is what it found."""
    try:
        return check()
    except StorageError as error:
        return [error.message.removesuffix(".")]
    except (DatabaseError, ValueError, TypeError, AttributeError, LookupError, OverflowError) as error:
        return [f"it cannot be read ({error})"]


def look_at(db: Db, look: Callable[[Db], Found]) -> Found:
    """Run one check on a connection of its own, and close that."""
    try:
        return look(db)
    finally:
        db.close()
