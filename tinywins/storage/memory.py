"""Logs without a file of their own: the empty one where there is none yet, and the fold of a journal.

SQLite keeps them in memory, and moves what grows large to a temporary file that nobody else can open.
"""

import os
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
    memory.executemany(
        "INSERT INTO meta VALUES (?, ?)", other.execute("SELECT * FROM meta WHERE key IN ('former', 'received')")
    )
    other.close()
    rebuild(memory)
    return memory


def open_torn(path: str) -> sqlite3.Connection:
    """Read a log into memory that a crash left half written, where its folder may only be read.

    SQLite takes the half act back in a copy, which is gone again when this returns.
    """
    import shutil
    import tempfile

    with tempfile.TemporaryDirectory(prefix="tinywins-") as folder:
        copy = os.path.join(folder, "copy.db")
        for end in ("", "-journal"):
            shutil.copyfile(path + end, copy + end)
        memory = sqlite3.connect("", isolation_level=None)
        settled = sqlite3.connect(copy)
        try:
            settled.backup(memory)
        finally:
            settled.close()
    return memory
