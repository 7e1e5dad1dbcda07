"""Logs without a file of their own: the empty one where there is none yet, and the fold of a journal.

SQLite keeps them in memory, and moves what grows large to a temporary file that nobody else can open.
"""

import sqlite3

from tinywins.storage.schema import migrate


def open_memory(device: str) -> sqlite3.Connection:
    """Make an empty log in memory."""
    connection = sqlite3.connect("", isolation_level=None)
    migrate(connection, device)
    return connection


def fold_newer(newer: sqlite3.Connection) -> sqlite3.Connection:
    """Fold a newer file's journal into memory, so that it can be read."""
    from tinywins.storage.projection import rebuild

    device = newer.execute("SELECT value FROM meta WHERE key = 'device'").fetchone()[0]
    memory = open_memory(device)
    columns = "device, n, act, stamp, thing, thing_id, fields, crc"
    memory.executemany("INSERT INTO change VALUES (?,?,?,?,?,?,?,?)", newer.execute(f"SELECT {columns} FROM change"))
    newer.close()
    rebuild(memory)
    return memory
