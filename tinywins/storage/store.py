"""The store: one log file, opened when it is needed, and one transaction at a time."""

import os
from collections.abc import Callable

from tinywins.errors import StorageError
from tinywins.storage.connect import (
    VERSION,
    Db,
    begin_immediate,
    confirm_name,
    is_shut,
    make_folder,
    open_file,
    read_version,
    refuse_newer,
    set_timeout,
    take_lock,
    wait,
)

RESTORE = "tinywins backup restore"
LONG_STEPS = 20_000  # of SQLite's machine, between two looks at whether long work is still wanted


class Store:
    """One log file: a connection that is opened when it is needed, and one transaction at a time.

    `notify` is called with a sentence when a writer has to wait; `new_device` makes the id of a first-ever log.
    `patience` is how many seconds to wait for other programs, where that is not as long as writers usually do.
    """

    __slots__ = (
        "_connection",
        "_forbidden",
        "_found",
        "_lock",
        "_opened",
        "_shape",
        "_temporary",
        "folder",
        "known",
        "new_device",
        "notify",
        "openings",
        "path",
        "patience",
        "written",
    )

    def __init__(self, folder: str, notify: Callable[[str], None], new_device: Callable[[], str]) -> None:
        self.folder = folder
        self.path = os.path.join(folder, "tinywins.db") if folder != ":memory:" else ":memory:"
        self.notify = notify
        self.new_device = new_device
        self.patience: float | None = None
        self._connection: Db | None = None
        self._temporary = self._forbidden = ""
        self._found: tuple[int, int] | None = None  # the file that had the log's name when it was last looked at
        self._opened: tuple[int, int] | None = None  # the file that the connection reads
        self._shape = self.known = (0, 0)  # the size and time of that file, and those that it had when it was last read
        self.openings = 0  # how often a connection was opened
        self._lock = -1
        self.written = False  # whether anything was committed

    def forbid(self, reason: str) -> None:
        """Refuse every write from now on, with this reason."""
        self._forbidden = reason

    def check_allowed(self) -> None:
        """Raise StorageError where writing was forbidden."""
        if self._forbidden:
            raise StorageError(self._forbidden, "Set TINYWINS_HOME to a folder for trying things out.")

    def beside(self, notify: Callable[[str], None]) -> "Store":
        """Give a store of its own on the same log: a connection belongs to the thread that opened it."""
        other = Store(self.folder, notify, self.new_device)
        other._forbidden = self._forbidden
        return other

    def work_long(self, is_unwanted: Callable[[], bool]) -> None:
        """Make ready for long work: readers go on until it is committed, and it ends when it is unwanted."""
        db = self.reader()
        db.execute("PRAGMA cache_spill = OFF")  # a full cache would shut readers out long before the commit
        db.set_progress_handler(is_unwanted, LONG_STEPS)

    def reader(self) -> Db:
        """Give a connection to read from; where no log exists yet, an empty one that is never written."""
        if self._connection is None:
            if self.exists():
                self._connection = self.open_known()
                self.know_file()
            else:
                from tinywins.storage.memory import open_memory

                self._connection = open_memory(self.new_device())
        return self._connection

    def know_file(self) -> None:
        """Take the file that was last looked at as the one that the connection reads."""
        self._opened, self.known = self._found, self._shape
        self.openings += 1

    def open_known(self) -> Db:
        """Open the log to read; one of another version is folded. What turns out to be no log is closed again."""
        connection = self.open_readable()
        try:
            if read_version(connection, self.path) == VERSION:
                return connection
            from tinywins.storage.memory import fold_other

            return fold_other(connection)
        except BaseException:
            connection.close()
            raise

    def open_readable(self) -> Db:
        """Open the log as it is; what a crash left half written is taken back, in a copy where it must be."""
        connection = None
        try:
            connection = open_file(self.path, self.notify, self.patience)
            connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
            return connection
        except Exception as error:
            if connection is not None:
                connection.close()
            if not is_shut(error) or not os.path.exists(self.path + "-journal"):
                raise
        from tinywins.storage.memory import open_torn

        return open_torn(self.path)

    def exists(self) -> bool:
        """Say whether there is a log; StorageError where there was one and now is none."""
        if self.path == ":memory:":
            return False
        try:
            found = os.stat(self.path)
        except FileNotFoundError:
            if os.path.islink(self.path):
                raise StorageError(
                    f"{self.path} points to {os.readlink(self.path)}, which is not there.",
                    "Mount or bring back what it points to, or take the link away to start afresh.",
                ) from None
            if os.path.exists(self.path + "-journal") or has_backups(self.folder):
                raise StorageError(
                    f"The log {self.path} is gone, but something of it is still there.",
                    f"Bring back the newest backup: {RESTORE}; to start afresh, move {self.folder} away.",
                ) from None
            return False
        except NotADirectoryError:
            raise StorageError(
                f"{self.folder} is not a folder.", "Set TINYWINS_HOME to a folder, or move the file away."
            ) from None
        if not found.st_size:
            raise StorageError(
                f"The log {self.path} is empty (0 bytes): something else has emptied it.",
                f"Bring back the newest backup: {RESTORE}; without one, move {self.folder} away to start afresh.",
            )
        self._found, self._shape = (found.st_dev, found.st_ino), (found.st_size, found.st_mtime_ns)
        return True

    def writing(self) -> "Writing":
        """Give a context in which one act is written: all of it, or nothing."""
        return Writing(self)

    def begin(self) -> Db:
        """Take the lock and open a transaction; the first one ever makes the log."""
        self.check_allowed()
        if self.path == ":memory:":
            db = self.reader()
            db.execute("BEGIN IMMEDIATE")
            return db
        if self._opened and not os.path.isdir(self.folder):
            raise self.explain_gone()
        make_folder(self.folder)
        self._lock = take_lock(self.path[:-3] + ".lock", self.notify, self.patience)
        try:
            return self._begin_locked()
        except BaseException:
            self.rollback()
            raise

    def explain_gone(self) -> StorageError:
        """Make the error for a log that was read and is no more."""
        return StorageError(
            f"The log {self.path} was taken away meanwhile, so nothing was recorded.",
            "Bring it back, or do the same again to begin a new one.",
        )

    def _begin_locked(self) -> Db:
        if not self.exists():
            if self._opened:
                raise self.explain_gone()
            from tinywins.storage.schema import create

            self._temporary = self.path + ".new"
            if os.path.lexists(self._temporary):
                os.unlink(self._temporary)
            os.close(os.open(self._temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            self._connection = open_file(self._temporary)
            self._connection.execute("BEGIN IMMEDIATE")
            create(self._connection, self.new_device())
            return self._connection
        is_same = (self._opened, self.known) == (self._found, self._shape)
        if self._connection is None or is_memory(self._connection) or not is_same:
            self.close()  # another log may be in its place by now, also in the same file: SQLite's cache is not its
            self._connection = open_file(self.path, self.notify, self.patience)
            self.know_file()
        version = read_version(self._connection, self.path)
        if version > VERSION:
            try:
                refuse_newer(self._connection, version, self.path)
            finally:
                self.close()  # the next reader folds the file, whose tables may be others
        if version < VERSION:
            from tinywins.storage.upgrade import upgrade

            upgrade(self._connection, self.path, self.notify)
        begin_immediate(self._connection, self.path, self.notify, self.patience)
        return self._connection

    def commit(self) -> None:
        """Put the transaction on the disk, and let the next writer in."""
        if self._connection is None:
            return
        self._connection.execute("COMMIT")
        self.written = True
        if self._temporary:
            self.close()
            os.rename(self._temporary, self.path)
            confirm_name(self.path)
            self._temporary = ""
            self._connection = open_file(self.path, self.notify, self.patience)
            if self.exists():
                self.know_file()
        elif self.path != ":memory:":
            if not self.exists() or self._found != self._opened:
                raise StorageError(
                    f"The log {self.path} was replaced at the same moment, and does not hold what was recorded.",
                    "Do the same again.",
                )
            self.known = self._shape
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

    def wait_again(self) -> None:
        """Let the connection wait for other programs as long as the store has patience."""
        if self._connection is not None:
            set_timeout(self._connection, wait(self.patience))

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

    def __enter__(self) -> Db:
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


def is_memory(connection: Db) -> bool:
    """Say whether a connection has no file behind it."""
    return not connection.execute("PRAGMA database_list").fetchone()[2]


def has_backups(folder: str) -> bool:
    """Say whether backups lie beside the log."""
    backups = os.path.join(folder, "backups")
    return os.path.isdir(backups) and any(name.endswith(".db") for name in os.listdir(backups))
