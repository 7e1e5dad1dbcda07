"""Checking the log, and folding it again."""

import os
import stat
from collections.abc import Callable
from dataclasses import dataclass
from shlex import quote

from tinywins.domain.days import Moment, calendar_day, label_day, write_day
from tinywins.errors import StorageError
from tinywins.services.places import list_places
from tinywins.services.workspace import Workspace
from tinywins.storage import check, facts, projection
from tinywins.storage.connect import Db
from tinywins.storage.keeping.copies import explain_damage

__all__ = ["Check", "Place", "check_log", "explain_damage", "rebuild"]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at: its name, what was found wrong, and a fact to show when all is well."""

    name: str
    found: tuple[str, ...]
    fact: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """The zone of the clock: its name, where it was found, and the offset in minutes."""

    zone: str
    source: str
    offset: int


def check_log(ws: Workspace, zone: tuple[str, str]) -> list[Check]:
    """Look at everything that could change an output, and at what keeps the log private and safe."""
    if not ws.store.exists():
        return [Check("log", (), f"none yet at {ws.store.path}"), check_zone(ws, zone)]
    reader, file = ws.store.reader, ws.store.open_readable  # the reader of another version is a fold in memory
    about: list[Callable[[], Check]] = [
        lambda: check_rights(ws),
        lambda: check_place(ws),
        lambda: check_zone(ws, zone),
        lambda: check_backup(ws),
    ]
    closed = check.run_check(lambda: check.look_at(file(), lambda db: check.check_readable(db, ws.store.path)))
    if closed:
        return [Check("file", (*closed, *check_length(ws.store.path))), *(look() for look in about)]
    checks = [
        ("file", lambda: check.look_at(file(), check.check_integrity), "every page and index is sound"),
        ("schema", lambda: check.look_at(file(), check.check_schema), say_schema(ws)),
        ("sums", lambda: check.look_at(file(), check.check_sums), "every change is as it was written"),
        ("numbers", lambda: check_numbers(ws, reader()), say_missing(ws)),
        ("device", lambda: check.check_device(reader()), "the log knows its own device"),
        ("fold", lambda: check.check_projection(reader()), "the tables equal what the journal says"),
        ("days", lambda: check.check_days(reader()), say_ahead(ws)),
    ]
    results = [Check(name, tuple(check.run_check(action)), fact) for name, action, fact in checks]
    return [*results, *(look() for look in about)]


def check_length(path: str) -> list[str]:
    """Say how many pages a file that cannot be read lacks at its end."""
    from tinywins.storage.keeping.salvage import count_pages

    if not os.access(path, os.R_OK) or not os.path.isfile(path):
        return []
    gone, had = count_pages(path)
    return [f"it ends early: {gone:,} of its {had:,} pages are gone"] if gone else []


def check_numbers(ws: Workspace, db: Db) -> list[str]:
    """See that no change is missing: none between others, and none that a backup of this log still holds."""
    from tinywins.storage.keeping.shelf import find_ahead

    return check.check_numbers(db) + find_ahead(db, ws.store.folder)


def say_missing(ws: Workspace) -> str:
    """Say that no change is missing, or how many an earlier salvage could not save."""
    lost = 0

    def count() -> list[str]:
        """Count what is known to be gone for good."""
        nonlocal lost
        lost = sum(check.read_lost(ws.store.reader()).values())
        return []

    check.run_check(count)
    return f"no change is missing but {lost:,} that a salvage could not save" if lost else "no change is missing"


def say_schema(ws: Workspace) -> str:
    """Say which version of the tables the log has, and what follows where that is not this program's."""
    said = check.run_check(lambda: [check.look_at(ws.store.open_readable(), check.describe_version)])
    return said[0]


def say_ahead(ws: Workspace) -> str:
    """Say how many entries lie on days still to come; somebody has asked for them."""
    latest = write_day(max(ws.today(), calendar_day(ws.now())))
    found = check.run_check(lambda: ["ahead"] * check.count_ahead(ws.store.reader(), latest))
    return f"entries on days still to come: {len(found)}" if "ahead" in found else "every entry has a day that has come"


def check_rights(ws: Workspace) -> Check:
    """See that nobody else may read the log."""
    wide = []
    for path in (ws.store.folder, ws.store.path):
        mode = stat.S_IMODE(os.stat(path).st_mode)
        if mode & 0o077:
            wide.append(f"{path} may be read by others (mode {mode:o}); chmod go= {quote(path)}")
    return Check("rights", tuple(wide), f"{ws.store.path} is yours alone")


def check_place(ws: Workspace) -> Check:
    """See whether another program keeps the folder in step, and whether a copy of the log lies in it."""
    service, copies = list_places(ws)
    beside = tuple(
        f"{path} looks like another machine's copy; merge it: tinywins import {quote(path)}" for path in copies
    )
    return Check(
        "place", beside, f"{service} copies the folder meanwhile" if service else "no service copies the folder"
    )


def check_zone(ws: Workspace, zone: tuple[str, str]) -> Check:
    """Say which zone the clock is in, and where that comes from."""
    name, source = zone
    offset = ws.now().offset
    sign = "-" if offset < 0 else "+"
    shown = f"{name or 'no name'}, {sign}{abs(offset) // 60:02d}:{abs(offset) % 60:02d}, from {source}"
    if name == "?":
        return Check("zone", (f"{source} is no zone that this machine knows, so times are in UTC",))
    return Check("zone", (), shown)


def check_backup(ws: Workspace) -> Check:
    """Say of which day the newest backup is, and whether one came to nothing."""
    from tinywins.services.keeping import find_trouble
    from tinywins.storage.keeping.shelf import list_backups

    backups = list_backups(ws.store.folder)
    if trouble := find_trouble(ws):
        newest = f"the newest is of {say_day(trouble.newest, ws.now())}" if trouble.newest else "there is none yet"
        return Check("backup", (f"the last try to make one came to nothing, {newest}: {trouble.reason}",))
    if not backups:
        return Check("backup", (), "none yet; tinywins backup makes one")
    return Check("backup", (), f"{len(backups)} there, the newest of {say_day(backups[0].made, ws.now())}")


def say_day(made: int, now: Moment) -> str:
    """Say on which day by the clock on this wall something was made."""
    return label_day(calendar_day(Moment(made, now.offset)), calendar_day(now))


def rebuild(ws: Workspace, tell: Callable[[int, int], None] | None = None) -> int:
    """Drop the tables that queries read and fold the journal again; give the number of changes.

    `tell` hears now and then how many of all changes are folded; when it raises, all stays as it was.
    """
    if not ws.store.exists():
        raise StorageError(f"There is no log at {ws.store.path} yet.", "tinywins log makes it.")
    with ws.store.writing() as db:
        total = facts.count_changes(db)
        projection.rebuild(db, (lambda done: tell(done, total)) if tell else None)
        return total
