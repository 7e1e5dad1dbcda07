"""The file: opening it for reading or writing, its lock, its transactions, and what can go wrong with it.

Rollback journal and `synchronous=EXTRA`: every acknowledged commit is on the disk. Writers queue on a lock file
beside the log, because SQLite's own waiting is unfair. Reasons: docs/architecture.md.
"""

import os
import sqlite3
import sys
import time
from collections.abc import Callable

if sys.platform != "win32":  # there BEGIN IMMEDIATE alone keeps writers apart
    import fcntl

from tinywins.errors import StorageError

APPLICATION_ID = 0x5457494E  # "TWIN"
VERSION = 1
PATIENCE = 30.0  # seconds a writer waits
QUIET = 1.0  # seconds before it says for whom

Db = sqlite3.Connection

PROFILE = (
    "PRAGMA synchronous = EXTRA",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA mmap_size = 0",
    "PRAGMA temp_store = MEMORY",
)


class Store:
    """One log file: a connection that is opened when it is needed, and one transaction at a time.

    `notify` is called with a sentence when a writer has to wait; `new_device` makes the id of a first-ever log.
    """

    __slots__ = ("_connection", "_forbidden", "_lock", "_temporary", "folder", "new_device", "notify", "path")

    def __init__(self, folder: str, notify: Callable[[str], None], new_device: Callable[[], str]) -> None:
        self.folder = folder
        self.path = os.path.join(folder, "tinywins.db") if folder != ":memory:" else ":memory:"
        self.notify = notify
        self.new_device = new_device
        self._connection: sqlite3.Connection | None = None
        self._temporary = self._forbidden = ""
        self._lock = -1

    def forbid(self, reason: str) -> None:
        """Refuse every write from now on, with this reason."""
        self._forbidden = reason

    def reader(self) -> sqlite3.Connection:
        """Give a connection to read from; where no log exists yet, an empty one that is never written."""
        if self._connection is None:
            if self.exists():
                self._connection = open_file(self.path)
                if read_version(self._connection, self.path) > VERSION:
                    self._connection = fold_newer(self._connection)
            else:
                self._connection = open_memory(self.new_device())
        return self._connection

    def exists(self) -> bool:
        """Say whether there is a log; StorageError where there was one and now is none."""
        if self.path == ":memory:":
            return False
        try:
            size = os.stat(self.path).st_size
        except FileNotFoundError:
            if os.path.exists(self.path + "-journal") or has_backups(self.folder):
                raise StorageError(
                    f"The log {self.path} is gone, but something of it is still there.",
                    f"Look into {self.folder}; to start afresh, move that folder away.",
                ) from None
            return False
        except NotADirectoryError:
            raise StorageError(
                f"{self.folder} is not a folder.", "Set TINYWINS_HOME to a folder, or move the file away."
            ) from None
        if not size:
            raise StorageError(
                f"The log {self.path} is empty (0 bytes): something else has emptied it.",
                f"Put a copy of it back from {os.path.join(self.folder, 'backups')}, or move it away to start afresh.",
            )
        return True

    def writing(self) -> "Writing":
        """Give a context in which one act is written: all of it, or nothing."""
        return Writing(self)

    def begin(self) -> sqlite3.Connection:
        """Take the lock and open a transaction; the first one ever makes the log."""
        if self._forbidden:
            raise StorageError(self._forbidden, "Set TINYWINS_HOME to a folder for trying things out.")
        if self.path == ":memory:":
            self._connection = self._connection or open_memory(self.new_device())
            self._connection.execute("BEGIN IMMEDIATE")
            return self._connection
        os.makedirs(self.folder, mode=0o700, exist_ok=True)
        self._lock = take_lock(self.path[:-3] + ".lock", self.notify)
        try:
            return self._begin_locked()
        except BaseException:
            self.rollback()
            raise

    def _begin_locked(self) -> sqlite3.Connection:
        if not self.exists():
            from tinywins.storage.schema import migrate

            self._temporary = self.path + ".new"
            if os.path.exists(self._temporary):
                os.unlink(self._temporary)
            os.close(os.open(self._temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            self._connection = open_file(self._temporary)
            self._connection.execute("BEGIN IMMEDIATE")
            migrate(self._connection, self.new_device())
            return self._connection
        if self._connection is None or is_memory(self._connection):
            self._connection = open_file(self.path)
        refuse_newer(read_version(self._connection, self.path), self.path)
        begin_immediate(self._connection, self.path, self.notify)
        return self._connection

    def commit(self) -> None:
        """Put the transaction on the disk, and let the next writer in."""
        if self._connection is None:
            return
        self._connection.execute("COMMIT")
        if self._temporary:
            self._connection.close()
            os.rename(self._temporary, self.path)
            sync_folder(self.folder)
            self._temporary = ""
            self._connection = open_file(self.path)
        self.unlock()

    def rollback(self) -> None:
        """Leave the log as it was, and let the next writer in."""
        if self._connection is not None and self._connection.in_transaction:
            self._connection.execute("ROLLBACK")
        if self._temporary:
            if self._connection is not None:
                self._connection.close()
            self._connection = None
            if os.path.exists(self._temporary):
                os.unlink(self._temporary)
            self._temporary = ""
        self.unlock()

    def unlock(self) -> None:
        """Let go of the lock file."""
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1

    def close(self) -> None:
        """Close the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


class Writing:
    """The context of one transaction on a store."""

    __slots__ = ("store",)

    def __init__(self, store: Store) -> None:
        self.store = store

    def __enter__(self) -> sqlite3.Connection:
        return self.store.begin()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
        if kind is not None:
            self.store.rollback()
            return
        try:
            self.store.commit()
        except BaseException:
            self.store.rollback()
            raise


def open_file(path: str) -> sqlite3.Connection:
    """Open an existing file with the profile; it is never created here."""
    uri = "file:" + path.replace("%", "%25").replace("?", "%3f").replace("#", "%23") + "?mode=rw"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=PATIENCE)
    for pragma in PROFILE:
        connection.execute(pragma)
    return connection


def open_memory(device: str) -> sqlite3.Connection:
    """Make an empty log in memory."""
    from tinywins.storage.schema import migrate

    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate(connection, device)
    return connection


def is_memory(connection: sqlite3.Connection) -> bool:
    """Say whether a connection has no file behind it."""
    return not connection.execute("PRAGMA database_list").fetchone()[2]


def read_version(connection: sqlite3.Connection, path: str) -> int:
    """Give the schema version of a log; StorageError where the file is something else."""
    identity = connection.execute("PRAGMA application_id").fetchone()[0]
    if identity != APPLICATION_ID:
        raise StorageError(
            f"{path} is not a tinywins log (its application id is {identity:#x}).",
            "Move it away, or set TINYWINS_HOME to another folder.",
        )
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def refuse_newer(version: int, path: str) -> None:
    """Raise StorageError when a newer program wrote the file: it may be read, not written."""
    if version > VERSION:
        raise StorageError(
            f"{path} was written by a newer tinywins (schema {version}; this one knows {VERSION}).",
            "Reading and exporting work. To log, run the newer program: `command -v -a tinywins` lists those here.",
        )


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


def begin_immediate(connection: sqlite3.Connection, path: str, notify: Callable[[str], None]) -> None:
    """Open a write transaction; wait while another program has the file, and say so after a second."""
    connection.execute(f"PRAGMA busy_timeout = {int(QUIET * 1000)}")
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if "locked" not in str(error):
            raise
        notify(f"Waiting: another program is writing to {path}.")
        connection.execute(f"PRAGMA busy_timeout = {int((PATIENCE - QUIET) * 1000)}")
        connection.execute("BEGIN IMMEDIATE")
    finally:
        connection.execute(f"PRAGMA busy_timeout = {int(PATIENCE * 1000)}")
    if connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
        connection.execute("ROLLBACK")
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("BEGIN IMMEDIATE")


def take_lock(path: str, notify: Callable[[str], None]) -> int:
    """Wait for the lock file and give its descriptor; its text names the process that holds it."""
    lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    if sys.platform == "win32":
        return lock
    begun, said = time.monotonic(), False
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            break
        except BlockingIOError:
            waited = time.monotonic() - begun
        if waited > PATIENCE:
            holder = os.pread(lock, 20, 0).decode("ascii", "replace").strip()
            os.close(lock)
            raise StorageError(
                f"Process {holder} has held the log for {PATIENCE:.0f} seconds; nothing was recorded.",
                f"See what it does: ps {holder}",
            )
        if waited > QUIET and not said:
            said = True
            notify(f"Waiting for process {os.pread(lock, 20, 0).decode('ascii', 'replace').strip()} to finish writing.")
        time.sleep(0.002 if waited < 0.1 else 0.01)
    os.ftruncate(lock, 0)
    os.pwrite(lock, str(os.getpid()).encode(), 0)
    return lock


def sync_folder(folder: str) -> None:
    """Put a folder's list of names on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def has_backups(folder: str) -> bool:
    """Say whether backups lie beside the log."""
    backups = os.path.join(folder, "backups")
    return os.path.isdir(backups) and any(name.endswith(".db") for name in os.listdir(backups))


def explain_error(error: Exception, path: str) -> StorageError | None:
    """Turn an error of SQLite or the system into a sentence with a next step; None for any other error."""
    text = str(error)
    if isinstance(error, sqlite3.Error):
        if "locked" in text or "busy" in text:
            return StorageError(
                f"Another program has held {path} for {PATIENCE:.0f} seconds; nothing was recorded.",
                "Close the other program (a database browser, perhaps) and try again.",
            )
        if "full" in text or "disk I/O" in text:
            return StorageError(
                "The disk is full or refuses to write; nothing was recorded.",
                "Make room, then do it again: what was logged before is safe.",
            )
        if "readonly" in text or "unable to open" in text:
            return StorageError(
                f"{path} cannot be opened for this.",
                "Check who owns the folder and whether it may be written to.",
            )
        return StorageError(f"{path} is damaged or not a tinywins log ({text}).", "Ask for details: tinywins doctor")
    if isinstance(error, OSError):
        where = error.filename or path
        return StorageError(f"{where}: {error.strerror or error}.", "Check the folder's owner, rights and free space.")
    return None
