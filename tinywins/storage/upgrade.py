"""Upgrading: the first writing command of a new version brings an older log's tables up to date, a copy first."""

import os
from collections.abc import Callable
from contextlib import closing

from tinywins.errors import StorageError
from tinywins.storage.connect import VERSION, Db, begin_immediate, name_program
from tinywins.storage.keeping.copies import copy_connection, open_copy, verify
from tinywins.storage.keeping.shelf import UPGRADE, open_shelf, put_away
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
    connection.execute("INSERT OR REPLACE INTO meta VALUES ('program', ?)", (name_program(),))
    connection.execute(f"PRAGMA user_version = {VERSION}")


def upgrade(connection: Db, path: str, notify: Callable[[str], None]) -> None:
    """Copy an older log, see that the copy is whole, and migrate it: all of it, or nothing. The lock is held."""
    copy = copy_log(connection, path)
    begin_immediate(connection, path, notify)
    try:
        migrate(connection)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    notify(f"The log is brought to this version's tables; as it was, it is kept in {copy}.")


def copy_log(connection: Db, path: str) -> str:
    """Copy a log into the backups, check everything in the copy, and give its path; StorageError where that fails."""
    home = os.path.dirname(path)
    building = open_shelf(home, 0)
    copy_connection(connection, building)
    try:
        check_copy(connection, building)
        made = os.stat(building).st_mtime_ns // 1_000_000
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        return put_away(building, home, made, version, UPGRADE).path
    except BaseException:
        if os.path.exists(building):
            os.unlink(building)
        raise


def check_copy(connection: Db, building: str) -> None:
    """Raise StorageError unless a copy is sound and holds every change."""
    with closing(open_copy(building)) as copy:
        problems = verify(copy)
        changes = [db.execute("SELECT count(*), sum(crc) FROM change").fetchone() for db in (connection, copy)]
    if problems or changes[0] != changes[1]:
        what = problems[0] if problems else "it misses changes"
        raise StorageError(
            f"The copy that is made before an upgrade is not whole ({what}), so nothing was changed.",
            "Ask what is wrong with the log: tinywins doctor",
        )
