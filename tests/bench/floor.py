"""The floor that `log` is measured against: open, lock, insert two rows, commit to the disk, print one line.

The settings are those of `tinywins.storage.connect.PROFILE`, which this script must not load; the benchmark compares.
"""

import fcntl
import os
import sqlite3
import sys

PROFILE = (
    "PRAGMA synchronous = EXTRA",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA mmap_size = 0",
    "PRAGMA temp_store = MEMORY",
)


def main() -> None:
    """Insert two rows into the database that the first argument names."""
    path = sys.argv[1]
    lock = os.open(path + ".lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    fcntl.flock(lock, fcntl.LOCK_EX)
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in PROFILE:
        connection.execute(pragma)
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO row (text) VALUES (?)", ("x +run",))
    connection.execute("INSERT INTO row (text) VALUES (?)", ("x +run",))
    connection.execute("COMMIT")
    print("Two rows are on the disk.")


if __name__ == "__main__":
    main()
