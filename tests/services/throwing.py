"""Files thrown at the import as the command line would bring them: what may come of one, and nothing else."""

import io
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from zlib import crc32

from tests.services.imports import NAME, add_up
from tests.services.workspaces import Person
from tests.storage.tables import read_changes, read_tables, rebuild_tables
from tinywins.errors import TinyWinsError
from tinywins.formats.journal_lines import is_journal
from tinywins.formats.journal_lines import read_changes as read_journal
from tinywins.formats.lines import Lines
from tinywins.formats.sources import read_foreign, read_rows
from tinywins.services.importing import Imported, import_rows
from tinywins.services.receiving import receive_changes

FOLDED = 12  # of so many files that are written, one is folded anew and compared


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raise TimeoutError in what takes longer."""

    def stop(_: int, __: FrameType | None) -> None:
        raise TimeoutError(f"it took longer than {seconds:g} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def take(person: Person, data: bytes, plan: str | None, *, update: bool, skip: bool, dry: bool) -> Imported:
    """Bring in what the bytes of a file hold, be it rows or a journal."""
    lines = Lines(io.BytesIO(data), NAME)
    if plan is None and is_journal(lines):
        lost: dict[str, int] = {}
        changes = read_journal(lines, lost)
        return receive_changes(person.ws, changes, NAME, lambda _: None, dry_run=dry, lost=lost)
    rows = read_rows(lines, person.localize, read_foreign(plan, None, None))
    how = {"update": update, "skip_refused": skip, "dry_run": dry}
    return import_rows(person.ws, rows, NAME, lambda _: None, **how)


class Target:
    """A log with a little in it, at which files are thrown, and which is the same again before each of them."""

    def __init__(self) -> None:
        self.person = Person(device="target")
        self.person.add_habit("run")
        self.person.log("Here already +run=5 @anna", note="=1+1")
        self.kept = sqlite3.connect(":memory:")
        self.person.db.backup(self.kept)
        self.counts = {"written": 0, "refused": 0, "left": 0}

    def throw(
        self, data: bytes, plan: str | None = None, *, update: bool = False, skip: bool = False, dry: bool = False
    ) -> None:
        """Throw a file: it is taken in or refused in a sentence, and what is not written leaves no byte."""
        person, before = self.person, self.person.db.serialize()
        try:
            told = take(person, data, plan, update=update, skip=skip, dry=dry)
        except TinyWinsError as error:
            assert error.message.endswith("."), error.message
            assert person.db.serialize() == before
            self.counts["refused"] += 1
            return
        assert add_up(told) == told.read
        assert all(each.reason.endswith((".", ")")) for each in told.refusals)
        if not told.written:
            assert person.db.serialize() == before
            self.counts["left"] += 1
            return
        assert not dry
        assert skip or not told.refused
        self.counts["written"] += 1
        if crc32(data) % FOLDED == 0:
            assert read_tables(person.db) == rebuild_tables(read_changes(person.db))
        self.kept.backup(person.db)

    def close(self) -> None:
        """Close the log."""
        self.person.close()
        self.kept.close()
