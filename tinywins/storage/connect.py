"""Connections: opening a file with the profile, its lock, and what can go wrong with it.

Rollback journal and `synchronous=EXTRA`: every acknowledged commit is on the disk. Writers queue on a lock file
beside the log, because SQLite's own waiting is unfair. Reasons: docs/architecture.md.
"""

import os
import sqlite3
import stat
import sys
import time
from collections.abc import Callable

if sys.platform != "win32":  # there BEGIN IMMEDIATE alone keeps writers apart
    import fcntl

from tinywins.errors import StorageError

APPLICATION_ID = 0x5457494E  # "TWIN"
VERSION = 4
PATIENCE = 30.0  # seconds a writer waits
NO_LINK = getattr(os, "O_NOFOLLOW", 0)
QUIET = 1.0  # seconds before it says for whom

Db = sqlite3.Connection

DAMAGE = (  # in SQLite's words
    *("malformed", "not a database", "corrupt", "decode", "no such", "constraint", "schema", "unsupported", "encoding"),
)

SALVAGE = "tinywins doctor --salvage NEW.db"

PROFILE = (
    "PRAGMA synchronous = EXTRA",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA mmap_size = 0",
    "PRAGMA temp_store = MEMORY",
)


def open_file(
    path: str, notify: Callable[[str], None] = lambda _: None, patience: float | None = None
) -> sqlite3.Connection:
    """Open an existing file with the profile; it is never created here."""
    if os.path.exists(path + "-wal"):
        from tinywins.storage.keeping.wal import refuse_damaged

        refuse_damaged(path)
    connection = sqlite3.connect(make_uri(path, "mode=rw"), uri=True, isolation_level=None, timeout=wait(patience))
    first, *others = PROFILE
    execute_patiently(connection, first, path, notify, patience)  # it reads the file, which another may have alone
    for pragma in others:
        connection.execute(pragma)
    return connection


def make_uri(path: str, how: str) -> str:
    """Write a path and how it is opened as SQLite reads it."""
    return "file:" + path.replace("%", "%25").replace("?", "%3f").replace("#", "%23") + "?" + how


def wait(patience: float | None) -> float:
    """Give how many seconds to wait at most: as many as a writer does, where nothing else is asked for."""
    return PATIENCE if patience is None else patience


def set_timeout(connection: sqlite3.Connection, seconds: float) -> None:
    """Let a connection wait so long for others."""
    connection.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")


def read_version(connection: sqlite3.Connection, path: str) -> int:
    """Give the schema version of a log; StorageError where the file is something else."""
    identity = connection.execute("PRAGMA application_id").fetchone()[0]
    if identity != APPLICATION_ID:
        raise StorageError(
            f"{path} is not a tinywins log (its application id is {identity:#x}).",
            f"If it was yours, it is damaged: {SALVAGE}. If not, move it away, or set TINYWINS_HOME to another folder.",
        )
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version < 1:
        raise StorageError(f"{path} is damaged: it says that its schema is {version}, and there is none.", SALVAGE)
    return version


def refuse_newer(connection: sqlite3.Connection, version: int, path: str) -> None:
    """Raise StorageError when a newer program wrote the file: it may be read, not written."""
    if version > VERSION:
        row = connection.execute("SELECT value FROM meta WHERE key = 'program'").fetchone()
        writer = f" ({row[0]})" if row else ""
        raise StorageError(
            f"{path} was written by a newer tinywins{writer}: schema {version}. This one ({name_program()}) knows"
            f" schema {VERSION}.",
            "Reading and exporting work. To log, run the newer program: `type -a tinywins` lists those here.",
        )


def name_program() -> str:
    """Name this program: its version, and where it was started from."""
    from tinywins import __version__

    place = os.path.abspath(sys.argv[0]) if sys.argv and sys.argv[0] != "-c" else ""
    return f"{__version__} at {place}".encode("utf-8", "replace").decode() if place else __version__


def execute_patiently(
    connection: sqlite3.Connection, sql: str, path: str, notify: Callable[[str], None], patience: float | None = None
) -> sqlite3.Cursor:
    """Execute SQL; wait while another program has the file, and say so after a second."""
    longest = wait(patience)
    set_timeout(connection, min(QUIET, longest))
    try:
        return connection.execute(sql)
    except sqlite3.OperationalError as error:
        if "locked" not in str(error) or longest <= QUIET:
            raise
        notify(f"Waiting: another program is writing to {path}.")
        set_timeout(connection, longest - QUIET)
        return connection.execute(sql)
    finally:
        set_timeout(connection, longest)


def begin_immediate(
    connection: sqlite3.Connection, path: str, notify: Callable[[str], None], patience: float | None = None
) -> None:
    """Open a write transaction, in the journal mode that is ours."""
    execute_patiently(connection, "BEGIN IMMEDIATE", path, notify, patience)
    if connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
        leave_wal(connection, wait(patience))


def leave_wal(connection: sqlite3.Connection, patience: float) -> None:
    """Turn a log back that another program has turned to WAL, unless somebody has it open; begin again."""
    connection.execute("ROLLBACK")
    try:
        set_timeout(connection, 0)
        connection.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError as error:
        if "locked" not in str(error):
            raise
    finally:
        set_timeout(connection, patience)
    connection.execute("BEGIN IMMEDIATE")


def take_lock(path: str, notify: Callable[[str], None], patience: float | None = None) -> int:
    """Wait for the lock file and give its descriptor; its text names the process that holds it."""
    lock = open_own(path)
    if sys.platform == "win32":
        return lock
    begun, said = time.monotonic(), False
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            break
        except BlockingIOError:
            waited = time.monotonic() - begun
        if waited > wait(patience):
            if wait(patience) < QUIET:
                os.close(lock)
                raise explain_held()
            holder = os.pread(lock, 20, 0).decode("ascii", "replace").strip()
            os.close(lock)
            raise StorageError(
                f"Process {holder} has held the log for {PATIENCE:.0f} seconds; nothing was recorded.",
                f"See what it does: ps {holder}",
            )
        if waited > QUIET and not said:
            said = True
            notify(f"Waiting for process {os.pread(lock, 20, 0).decode('ascii', 'replace').strip()} to finish writing.")
        time.sleep(0.002)  # the same for all: who asks less often the longer it waits is overtaken
    try:
        os.ftruncate(lock, 0)
        os.pwrite(lock, str(os.getpid()).encode(), 0)
    except OSError:
        os.close(lock)
        raise
    return lock


def open_own(path: str) -> int:
    """Open a small private file of the program's own to read and write; it is made where it is not there.

    StorageError where a link, a pipe or a file with a second name lies there: what is written would land elsewhere.
    """
    try:
        own = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | NO_LINK, 0o600)
    except OSError as error:
        if os.path.islink(path):
            raise explain_planted(path) from None
        raise error
    found = os.fstat(own)
    if found.st_nlink > 1 or not stat.S_ISREG(found.st_mode):
        os.close(own)
        raise explain_planted(path)
    return own


def open_at_once(path: str, flags: int) -> int:
    """Open a file to read without waiting for another program to write: a pipe without one is empty."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def explain_planted(path: str) -> StorageError:
    """Make the error for what lies in the place of a file of the program's own and is none."""
    return StorageError(f"{path} is no plain file of its own, so nothing was written to it.", "Move it away.")


def sync_path(path: str) -> None:
    """Put a file, or a folder's list of names, on the disk; an error names it."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        error.filename = path
        raise
    finally:
        os.close(descriptor)


def sync_names(folder: str) -> None:
    """Put a folder's list of names on the disk, if its rights let it be opened."""
    try:
        sync_path(folder)
    except PermissionError:
        return


def confirm_name(path: str) -> None:
    """Put the name of a file that was moved into its place on the disk; StorageError where that is not certain."""
    try:
        sync_names(os.path.dirname(os.path.abspath(path)))
    except OSError as error:
        raise StorageError(
            f"{path} is in its place and whole, but the disk did not confirm it: {error.strerror}.",
            "Look after that disk, and see whether the file is still there before you rely on it.",
        ) from None


def make_folder(folder: str) -> None:
    """Make a private folder, and those above it that are missing; their names are on the disk when this returns."""
    above = os.path.abspath(folder)
    parents = []
    while not os.path.exists(above):
        above = os.path.dirname(above)
        parents.append(above)
    os.makedirs(folder, mode=0o700, exist_ok=True)
    for parent in parents:
        sync_names(parent)


def explain_full() -> StorageError:
    """Make the error for a disk that takes no more."""
    return StorageError(
        "The disk is full or refuses to write; nothing was recorded.",
        "Make room, then do it again: what was logged before is safe.",
    )


def explain_held() -> StorageError:
    """Make the error for a log that another program holds, for one who does not wait."""
    return StorageError("Another program is writing to the log; nothing was recorded.", "Try again.")


def is_held(error: Exception) -> bool:
    """Say whether an error of SQLite means that another program has the file."""
    return isinstance(error, sqlite3.OperationalError) and any(word in str(error) for word in ("locked", "busy"))


def is_shut(error: Exception) -> bool:
    """Say whether an error of SQLite means that it may not write, or not open, what it has to."""
    return isinstance(error, sqlite3.OperationalError) and any(word in str(error) for word in ("readonly", "unable to"))


def explain_error(error: Exception, path: str) -> StorageError | None:
    """Turn an error of SQLite or the system into a sentence with a next step; None for any other error."""
    name = getattr(error, "sqlite_errorname", "")
    if name == "SQLITE_IOERR_DIR_FSYNC":  # the journal is gone, so the act may be there, and may come undone
        return StorageError(
            f"The disk did not confirm what was written to {path}, so it may be recorded or not.",
            "Look after that disk, then see what is there: tinywins list",
        )
    if name == "SQLITE_READONLY_DBMOVED":
        return StorageError(
            f"{path} was moved away or replaced at the same moment, so nothing was recorded.", "Do the same again."
        )
    if isinstance(error, sqlite3.Error):
        return explain_sqlite(str(error), path)
    if isinstance(error, UnicodeDecodeError):  # SQLite quotes a damaged name when it says what is wrong
        return explain_sqlite(f"malformed: {ascii(error.object[:80])[2:-1]}", path)
    return explain_system(error, path) if isinstance(error, OSError) else None


def explain_system(error: OSError, path: str) -> StorageError:
    """Make the error for what the system refuses."""
    import errno

    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return explain_full()
    where = error.filename or path
    return StorageError(f"{where}: {error.strerror or error}.", "Check the folder's owner, rights and free space.")


def explain_sqlite(text: str, path: str) -> StorageError | None:
    """Make the error for what SQLite says; None for what has nothing to do with the file."""
    if "locked" in text or "busy" in text:
        return StorageError(
            f"Another program has held {path} for {PATIENCE:.0f} seconds; nothing was recorded.",
            "Close the other program (a database browser, perhaps) and try again.",
        )
    if "full" in text or "disk I/O" in text:
        return explain_full()
    if "readonly" in text or "unable to open" in text:
        return StorageError(
            f"{path} cannot be {'written to' if 'readonly' in text else 'opened'}.",
            "Check who owns it and its folder, and whether they may be written to.",
        )
    if not any(word in text for word in DAMAGE):
        return None
    return StorageError(f"{path} is damaged or not a tinywins log ({text}).", "Ask for details: tinywins doctor")
