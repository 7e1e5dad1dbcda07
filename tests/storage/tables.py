"""Tables as plain rows, and journals carried from one log to another."""

from typing import Any

from tinywins.storage import journal, projection
from tinywins.storage.connect import Db
from tinywins.storage.memory import open_memory
from tinywins.storage.schema import PROJECTION_KEYS

Row = tuple[Any, ...]
Change = tuple[str, int, str, int, str, str, str, int]


def read_tables(db: Db) -> dict[str, list[Row]]:
    """Read every table of the projection, its rows ordered by key."""
    return {table: db.execute(f"SELECT * FROM {table} ORDER BY {key}").fetchall() for table, key in KEYS}


KEYS = sorted(PROJECTION_KEYS.items())


def read_changes(db: Db) -> list[Change]:
    """Read the journal, in the order of its key."""
    return db.execute("SELECT * FROM change ORDER BY device, n").fetchall()


def rebuild_tables(changes: list[Change]) -> dict[str, list[Row]]:
    """Fold a journal from nothing, in a fresh log, and read the tables."""
    fresh = open_memory("elsewhere")
    fresh.execute("BEGIN")
    fresh.executemany("INSERT INTO change VALUES (?,?,?,?,?,?,?,?)", changes)
    projection.rebuild(fresh)
    tables = read_tables(fresh)
    fresh.close()
    return tables


def deliver(db: Db, changes: list[Change]) -> None:
    """Bring changes into a log, in one transaction, as they arrive from another device."""
    db.execute("BEGIN IMMEDIATE")
    projection.project(db, journal.receive(db, changes))
    db.execute("COMMIT")
