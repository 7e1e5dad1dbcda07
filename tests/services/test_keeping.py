"""Backups through the services: a copy counts when it is sound, and restoring loses nothing of what it replaces."""

import itertools
import shutil
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.services.workspaces import Person
from tests.storage.tables import read_changes, read_tables
from tinywins.errors import NotFoundError, StorageError
from tinywins.services.checking import check_log
from tinywins.services.keeping import list_backups, make_backup, make_daily, plan, restore
from tinywins.services.references import find_entry
from tinywins.services.salvaging import salvage_log
from tinywins.services.undo import Switched, redo, undo
from tinywins.services.watching import REPLACED, Watch
from tinywins.services.workspace import Settings, Workspace


@pytest.fixture
def mine(tmp_path: Path) -> Iterator[Person]:
    """Somebody with a log in a file."""
    somebody = Person(str(tmp_path / "home"))
    somebody.add_habit("run", "daily")
    somebody.log("Along the river +run=5 @anna")
    somebody.log("Watered the plants +garden")
    yield somebody
    somebody.close()


def unread(person: Person) -> Workspace:
    """Give the workspace without reading the log, as the commands for backups open it."""
    return Workspace(person.store, Settings(), person.read_moment, person.read_stamp, person.make_id, person.localize)


def refuse(act: Callable[..., object], *args: object) -> StorageError:
    """Give the error that something is refused with, which has a next step."""
    with pytest.raises(StorageError) as caught:
        act(*args)
    assert caught.value.hint
    return caught.value


def restore_newest(person: Person, name: str | None = None) -> str:
    """Restore as a device of another name, and give the path of what was replaced."""
    person.store.new_device = lambda: "restored"
    done = restore(unread(person), plan(unread(person), name))
    return done.replaced.path if done.replaced else ""


def name_deeds(switched: Switched) -> list[str]:
    """Give the texts of the entries that an undo or redo was about."""
    return [deed.label.rpartition(" ")[0] for deed in switched.deeds]


def spoil(path: Path, old: bytes, new: bytes) -> None:
    """Replace some bytes of a file."""
    data = path.read_bytes()
    assert old in data
    path.write_bytes(data.replace(old, new))


def test_a_backup_is_the_log(mine: Person) -> None:
    """It holds every change and every row of the log, is private, and is all there is in its folder but the mark."""
    made = make_backup(unread(mine))
    path = Path(made.kept.backup.path)
    with closing(sqlite3.connect(path)) as db:
        assert (read_changes(db), read_tables(db)) == (read_changes(mine.db), read_tables(mine.db))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert {each.name for each in path.parent.iterdir()} == {path.name, "daily"}
    assert [(kept.backup, kept.contents, kept.stays) for kept in list_backups(unread(mine))] == [
        (made.kept.backup, made.kept.contents, "day")
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [(b"Watered the plants", b"Watered the planks"), (b"Watered", b"Wate\xffed"), (b"garden", b"gardeN")],
)
def test_a_log_that_is_not_sound_is_not_backed_up(mine: Person, old: bytes, new: bytes) -> None:
    """Where anything in the copy would change an output it does not count, and the good ones before it stay."""
    good = Path(make_backup(unread(mine)).kept.backup.path)
    for hour in range(3):  # of one day, so that a sound one would take their place
        shutil.copy(good, good.with_name(f"20231101-0{hour}0000-v4.db"))
    before = [kept.backup for kept in list_backups(unread(mine))]
    content = Path(mine.store.path).read_bytes()
    mine.close()
    spoil(Path(mine.store.path), old, new)
    assert "not sound" in refuse(make_backup, unread(mine)).message
    assert [kept.backup for kept in list_backups(unread(mine))] == before
    mine.close()
    Path(mine.store.path).write_bytes(content)
    assert make_backup(unread(mine)).thinned == 3


def test_a_backup_of_a_log_in_wal_mode_stands_by_itself(mine: Person) -> None:
    """What another program turned to WAL is copied whole, and the copy is read without anything beside it."""
    with closing(sqlite3.connect(mine.store.path)) as db:
        db.execute("PRAGMA journal_mode = WAL")
        made = make_backup(unread(mine))
    assert made.kept.contents is not None
    assert made.kept.contents.entries == 2
    with closing(sqlite3.connect(made.kept.backup.path)) as copy:
        assert copy.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_a_restored_log_is_the_backup_on_a_new_device(mine: Person) -> None:
    """Every change and row is back, the device is another, the log is sound, and what was replaced is a backup."""
    make_backup(unread(mine))
    changes, tables = read_changes(mine.db), read_tables(mine.db)
    mine.log("Not in the backup")
    wanted = plan(unread(mine), None)
    assert (wanted.lost, wanted.found) == (1, 0)
    later = read_changes(mine.db)
    replaced = restore_newest(mine)
    assert (read_changes(mine.db), read_tables(mine.db)) == (changes, tables)
    assert mine.db.execute("SELECT value FROM meta WHERE key = 'device'").fetchone() == ("restored",)
    assert [check.found for check in check_log(unread(mine), ("UTC", "TZ")) if check.found] == []
    with closing(sqlite3.connect(replaced)) as db:
        assert read_changes(db) == later
    mine.log("And on")
    assert mine.texts() == ["And on", "Watered the plants", "Along the river"]
    undo(unread(mine))
    restore_newest(mine, Path(replaced).name)
    assert mine.texts()[0] == "Not in the backup"


def test_what_was_done_before_is_still_ones_own(mine: Person) -> None:
    """After any number of restores `undo`, `redo` and `last` reach back through what was done before, in order."""
    make_backup(unread(mine))
    mine.log("Not in the backup")
    restore_newest(mine)
    assert find_entry(mine.db, "last") == mine.entries()[0].id
    assert name_deeds(undo(mine.ws)) == ["Watered the plants"]
    assert mine.texts() == ["Along the river"]
    assert name_deeds(redo(mine.ws)) == ["Watered the plants"]
    mine.log("Since")
    assert find_entry(mine.db, "last") == mine.entries("Since")[0].id
    assert find_entry(mine.db, "last~2") == mine.entries("river")[0].id
    with pytest.raises(NotFoundError):
        find_entry(mine.db, "last~3")
    mine.stamp += 86_400_000
    make_backup(unread(mine))
    mine.store.new_device = lambda: "again"
    restore(unread(mine), plan(unread(mine), None))
    mine.random.seed("again")
    mine.log("On the third device")
    undone = [*itertools.chain(*(name_deeds(undo(mine.ws)) for _ in range(4)))]
    assert undone == ["On the third device", "Since", "Watered the plants", "Along the river"]
    assert [*itertools.chain(*(name_deeds(redo(mine.ws)) for _ in range(4)))] == undone[::-1]
    assert [check.found for check in check_log(unread(mine), ("UTC", "TZ")) if check.found] == []


def test_what_was_salvaged_is_still_ones_own(mine: Person, tmp_path: Path) -> None:
    """A salvaged log that is restored knows whose its acts are."""
    new = str(tmp_path / "saved.db")
    salvage_log(unread(mine), new, None, lambda _: None)
    mine.log("Not in it")
    restore_newest(mine, new)
    assert name_deeds(undo(mine.ws)) == ["Watered the plants"]


def test_a_store_that_is_open_meanwhile_goes_on_in_the_restored_log(mine: Person) -> None:
    """Another program that has the log open notices, reads the restored one, and what it logs is there."""
    make_backup(unread(mine))
    mine.log("Not in the backup")
    other = Person(mine.store.folder, device="other")
    other.random.seed("other")
    watch = Watch(other.store)
    assert len(other.texts()) == 3
    restore_newest(mine)
    other.log("Written without a look")
    assert watch.look() == REPLACED
    assert sorted(other.texts()) == sorted(mine.texts())
    assert set(mine.texts()) == {"Written without a look", "Watered the plants", "Along the river"}
    other.close()


@pytest.mark.parametrize("trouble", ["gone", "empty", "text", "cut", "journal"])
def test_a_log_that_is_no_more_is_brought_back(mine: Person, trouble: str) -> None:
    """Whatever became of the file, the newest backup takes its place; what could not be read is kept as it was."""
    make_backup(unread(mine))
    tables = read_tables(mine.db)
    mine.close()
    path = Path(mine.store.path)
    left = {"gone": b"", "empty": b"", "text": b"Dear diary, " * 900, "cut": path.read_bytes()[:5_000], "journal": b""}
    path.write_bytes(left[trouble])
    if trouble == "journal":
        Path(f"{path}-journal").write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(600))
    if trouble in ("gone", "journal"):
        path.unlink()
    replaced = restore_newest(mine)
    assert read_tables(mine.db) == tables
    assert (Path(replaced).read_bytes() if replaced else b"") == left[trouble]
    assert not Path(f"{path}-journal").exists()
    assert [check.found for check in check_log(unread(mine), ("UTC", "TZ")) if check.found] == []


def test_the_newest_sound_backup_is_taken(mine: Person) -> None:
    """A backup that was damaged since is passed by; where all are, that is said, and one that is named is refused."""
    first = make_backup(unread(mine)).kept.backup.path
    mine.stamp += 86_400_000
    second = make_backup(unread(mine)).kept.backup.path
    spoil(Path(second), b"Watered", b"Wate\xffed")
    assert plan(unread(mine), None).path == first
    assert "cannot be read" in refuse(restore_newest, mine, Path(second).name).message
    spoil(Path(first), b"river", b"rivex")
    assert "sound" in refuse(plan, unread(mine), None).message
    replaced = shutil.copy(mine.store.path, str(Path(first).with_name("20231101-000000-v4-replaced.db")))
    assert plan(unread(mine), None).path == replaced
    assert len(mine.texts()) == 2


def test_a_backup_of_before_is_said_to_hold_more(mine: Person) -> None:
    """Where a log has shrunk, the backup with the most entries is named, and thinning out never takes it."""
    most = make_backup(unread(mine)).kept.backup
    mine.log("A third")
    mine.log("A fourth")
    shutil.rmtree(Path(mine.store.folder) / "backups")
    most = make_backup(unread(mine)).kept.backup
    for _ in range(2):
        undo(unread(mine))
    made = make_backup(unread(mine))
    assert made.larger is not None
    assert made.larger.backup == most


def test_the_daily_backup_is_made_once_a_day(mine: Person) -> None:
    """A second try on the same day makes none; one that comes to nothing says why in doctor until one is made."""
    mine.stamp = mine.moment.ms
    for _ in range(2):
        make_daily(unread(mine))
    assert len(list_backups(unread(mine))) == 1
    mine.stamp += 86_400_000
    mine.go("2026-11-21 12:00")
    good = Path(mine.store.path).read_bytes()
    mine.close()
    spoil(Path(mine.store.path), b"Watered the plants", b"Watered the planks")
    with pytest.raises(StorageError):
        make_daily(unread(mine))
    assert "came to nothing" in check_log(unread(mine), ("UTC", "TZ"))[-1].found[0]
    mine.close()
    Path(mine.store.path).write_bytes(good)
    make_daily(unread(mine))
    assert check_log(unread(mine), ("UTC", "TZ"))[-1].found == ()
    assert len(list_backups(unread(mine))) == 2
