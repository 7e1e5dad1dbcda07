"""Logs that go bad: files damaged in the ways of disks and people, and what the program then shows and says."""

import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from random import Random

from tests.builders import day
from tests.services.workspaces import FRIDAY, Person
from tests.storage.tables import KEYS, read_changes
from tests.tui.shops import open_shop
from tinywins.errors import TinyWinsError
from tinywins.services.checking import check_log, explain_damage
from tinywins.services.exporting import export
from tinywins.services.views import list_habits
from tinywins.services.workspace import Settings, Workspace
from tinywins.storage import check
from tinywins.storage.connect import explain_error

MEMORY = "/dev/shm"
TODAY = day(FRIDAY)
KINDS = ("bit", "byte", "zeros", "cut", "head")
TABLES = [f"SELECT * FROM {table} ORDER BY {key}" for table, key in KEYS]
EXPORTS = ("everything", "log", "goals", "feedback", "tweaks", "moments", "funnels")
SAME, NAMED, UNSAID = "shown the same", "named", "changed without a word"
QUICK = (check.check_integrity, check.check_schema, check.check_sums, check.check_numbers, check.check_device)
EVERY = 50  # cases in which doctor itself is asked, where comparing tables would tell the same


@contextmanager
def open_memory_folder() -> Iterator[Path]:
    """Give a folder that is gone again at the end, in memory where there is a place for it: no disk is waited for."""
    folder = Path(tempfile.mkdtemp(dir=MEMORY if os.path.isdir(MEMORY) else None))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def live(folder: Path) -> Path:
    """Make a log with a bit of everything in it, and give its path."""
    person = Person(str(folder))
    person.add_habit("run", "mon,wed,fri")
    person.add_habit("read", "daily at least 10", TODAY - 40)
    for ago in range(36, -1, -1):
        person.go_to(TODAY - ago)
        person.log(f"Piece {ago} of the work that goes on +run={ago} @anna", note="and a note" * (ago % 3))
        person.log("+read=12")
        if ago % 4 == 0:
            person.log("Long " + "aé€ß" * 200, note="n" * 3_000 * (ago % 8 == 0))
    open_shop(person, TODAY)
    person.close()
    return Path(person.store.path)


def damage(data: bytearray, kind: str, random: Random) -> bytearray:
    """Damage bytes in one place, in one of the ways that disks and people have."""
    place = random.randrange(100 if kind == "head" else len(data))
    if kind == "bit":
        data[place] ^= 1 << random.randrange(8)
    elif kind in ("byte", "head"):
        data[place] = random.choice([byte for byte in range(256) if byte != data[place]])
    elif kind == "zeros":
        data[place : place + 512] = bytes(len(data[place : place + 512]))
    else:
        del data[place:]
    return data


def show(person: Person) -> list[str]:
    """Give all that a log holds as the program shows it: exports, lists, habits, and every row that queries read."""
    ws = person.ws
    exports = [repr([tuple(row) for row in export(ws, kind, [], None, None, json=True).rows]) for kind in EXPORTS]
    habits = [
        repr((each.tag, each.rule, each.entries, each.strength, each.standing.streaks.current))
        for each in list_habits(ws)
    ]
    lists = [repr(person.texts(*words)) for words in ((), ("+read",))]
    return [*exports, *habits, *lists, *(repr(person.db.execute(sql).fetchall()) for sql in TABLES)]


class Judge:
    """Somebody who puts damaged bytes in the place of a log, looks at all there is, and asks doctor.

    `outcomes` counts what came of it.
    """

    def __init__(self, folder: Path, whole: bytes, beside: bytes | None = None) -> None:
        self.folder = folder
        self.path = folder / "tinywins.db"
        self.whole = whole
        self.outcomes: Counter[str] = Counter()
        self.place(whole, beside)
        person = Person(str(folder))
        person.go_to(TODAY, 9)
        self.truth, self.changes = show(person), set(read_changes(person.db))
        person.close()

    def place(self, data: bytes, beside: bytes | None = None) -> None:
        """Put bytes in the place of the log, and others in that of its newest pages beside it."""
        for each in self.folder.iterdir():
            each.unlink()
        self.path.write_bytes(data)
        if beside is not None:
            self.path.with_name("tinywins.db-wal").write_bytes(beside)

    def judge(self, data: bytes, beside: bytes | None = None) -> str:
        """Say what becomes of damaged bytes; whatever it is, no error is without its sentence."""
        self.place(data, beside)
        person = Person(str(self.folder))
        person.go_to(TODAY, 9)
        try:
            shown = self.look(person)
            is_named = self.ask(person, shown)
        finally:
            person.close()
        outcome = NAMED if is_named else SAME if shown == self.truth else UNSAID
        self.outcomes[outcome if shown is not None or outcome == UNSAID else f"{outcome}, and nothing shown"] += 1
        return outcome

    def look(self, person: Person) -> list[str] | None:
        """Look at everything; None where a sentence comes in its place."""
        try:
            return show(person)
        except TinyWinsError:
            return None
        except Exception as error:
            person.close()
            assert explain_error(error, "The log") or explain_damage(str(self.path)), repr(error)
            return None

    def ask(self, person: Person, shown: list[str] | None) -> bool:
        """Say whether doctor names something, where anything else is shown: first its quick checks, then the tables."""
        if shown is None or sum(self.outcomes.values()) % EVERY == 0:
            return bool(doctor(person))
        if shown == self.truth:
            return False
        with closing(person.store.open_readable()) as db:
            if any(check.run_check(partial(look, db)) for look in QUICK):
                return True
        if shown[-len(TABLES) :] != self.truth[-len(TABLES) :]:
            return True  # with a journal that is whole, the fold is the truth, with which doctor compares the tables
        return bool(doctor(person))


def open_unread(person: Person) -> Workspace:
    """Open a workspace as the commands do that must not read the log first."""
    return Workspace(person.store, Settings(), person.read_moment, person.read_stamp, person.make_id, person.localize)


def doctor(person: Person) -> list[str]:
    """Ask doctor, and give what it finds."""
    ws = open_unread(person)
    return [
        f"{each.name}: {found}"
        for each in check_log(ws, ("UTC", "TZ"))
        for found in each.found
        if each.name != "rights"
    ]
