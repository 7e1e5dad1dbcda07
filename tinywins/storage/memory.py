"""Logs without a file of their own: the empty one where there is none yet, and the fold of a journal.

SQLite keeps them in memory, and moves what grows large to a temporary file that nobody else can open.
"""

import sqlite3

from tinywins.storage.schema import create


def open_memory(device: str) -> sqlite3.Connection:
    """Make an empty log in memory."""
    connection = sqlite3.connect("", isolation_level=None)
    create(connection, device)
    return connection


def fold_other(other: sqlite3.Connection) -> sqlite3.Connection:
    """Fold the journal of a file of another version into memory, so that it can be read."""
    from tinywins.storage.projection import rebuild

    device = other.execute("SELECT value FROM meta WHERE key = 'device'").fetchone()[0]
    memory = open_memory(device)
    columns = "device, n, act, stamp, thing, thing_id, fields, crc"
    memory.executemany("INSERT INTO change VALUES (?,?,?,?,?,?,?,?)", other.execute(f"SELECT {columns} FROM change"))
    other.close()
    rebuild(memory)
    return memory
