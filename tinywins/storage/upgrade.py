"""Upgrading: the first writing command of a new version brings an older log's tables up to date, a copy first."""

import os
import sqlite3
from collections.abc import Callable

from tinywins.errors import StorageError
from tinywins.storage.connect import VERSION, Db, begin_immediate, sync_path
from tinywins.storage.projection import rebuild
from tinywins.storage.schema import PROJECTION, run_statements


def fold_anew(connection: Db) -> None:
    """Replace all tables but the journal and this file's own by those of this version, folded from the journal."""
    kept = "'change', 'meta', 'said'"
    tables = (
        f"SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ({kept}) AND name NOT LIKE 'sqlite_%'"
    )
    for (table,) in connection.execute(tables).fetchall():
        connection.execute(f"DROP TABLE {table}")
    run_statements(connection, PROJECTION)
    rebuild(connection)


MIGRATIONS: dict[int, Callable[[Db], None]] = dict.fromkeys((1, 2, 3), fold_anew)  # by the version that a file has


def migrate(connection: Db) -> None:
    """Bring an older log's tables, in an open transaction, to the present version.

    A step that several versions take is taken once, for the last of them: folding anew makes the present tables.
    """
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    steps = [MIGRATIONS[old] for old in range(version, VERSION)]
    for place, step in enumerate(steps, 1):
        if step not in steps[place:]:
            step(connection)
    connection.execute(f"PRAGMA user_version = {VERSION}")


def upgrade(connection: Db, path: str, version: int, notify: Callable[[str], None]) -> None:
    """Copy an older log, see that the copy is whole, and migrate it: all of it, or nothing. The lock is held."""
    copy = copy_log(connection, path, version)
    begin_immediate(connection, path, notify)
    try:
        migrate(connection)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    notify(f"The log is brought to this version's tables; as it was, it is kept in {copy}.")


def copy_log(connection: Db, path: str, version: int) -> str:
    """Copy a log into the folder `backups` beside it, and give the copy's path; StorageError where it is not whole."""
    folder = os.path.join(os.path.dirname(path), "backups")
    os.makedirs(folder, mode=0o700, exist_ok=True)
    number, final = 1, os.path.join(folder, f"version-{version}.db")
    while os.path.exists(final):
        number += 1
        final = os.path.join(folder, f"version-{version}-{number}.db")
    building = f"{final}.new"
    if os.path.exists(building):
        os.unlink(building)
    os.close(os.open(building, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    copy = sqlite3.connect(building)
    try:
        connection.backup(copy)
        check_copy(connection, copy)
    except BaseException:
        os.unlink(building)
        raise
    finally:
        copy.close()
    sync_path(building)
    os.rename(building, final)
    sync_path(folder)
    return final


def check_copy(connection: Db, copy: Db) -> None:
    """Raise StorageError unless a copy is sound and holds every change."""
    found = copy.execute("PRAGMA integrity_check").fetchone()[0]
    changes = [db.execute("SELECT count(*), sum(crc) FROM change").fetchone() for db in (connection, copy)]
    if found != "ok" or changes[0] != changes[1]:
        raise StorageError(
            f"The copy that is made before an upgrade is not whole ({found}), so nothing was changed.",
            "Ask what is wrong with the log: tinywins doctor",
        )
