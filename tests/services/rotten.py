"""Logs that go bad: files damaged in the ways of disks and people, and what the program then shows and says."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random

from tests.services.workspaces import FRIDAY, Person
from tests.builders import day
from tests.storage.tables import KEYS
from tests.tui.shops import open_shop
from tinywins.errors import StorageError
from tinywins.services.exporting import export
from tinywins.services.views import list_habits
from tinywins.storage import check
from tinywins.storage.connect import explain_error
from tinywins.storage.keeping.scan import scan_file

TODAY = day(FRIDAY)
KINDS = ("bit", "byte", "zeros", "cut", "head")
TABLES = [f"SELECT * FROM {table} ORDER BY {key}" for table, key in KEYS]
EXPORTS = ("everything", "log", "habits", "goals", "feedback", "tweaks", "moments", "funnels")
SAME, NAMED, SILENT = "the same", "named", "silent"


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
