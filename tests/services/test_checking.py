"""Doctor: everything that would change an output is named, and what can be mended is mended."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.services.rotten import open_unread
from tests.services.workspaces import Person
from tests.storage.tables import read_changes, read_tables
from tinywins.errors import StorageError
from tinywins.services.checking import check_log, rebuild
from tinywins.services.receiving import receive_copy
from tinywins.storage.check import name_damage, name_wrong

ZONE = ("Europe/Paris", "TZ")


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Person]:
    """Give somebody with a log on the disk."""
    os.chmod(tmp_path, 0o700)
    person = Person(str(tmp_path))
    person.add_habit("run")
    for number in range(12):
        person.log(f"Win {number} +run={number} @anna", f"-{number}")
    yield person
    person.close()


def find_wrong(person: Person) -> set[str]:
    """Give the names of the checks that found something."""
    return {check.name for check in check_log(open_unread(person), ZONE) if check.found}


def spoil(person: Person, sql: str) -> Person:
    """Change the file behind the program's back, and open it anew."""
    person.close()
    with closing(sqlite3.connect(person.store.path)) as db:
        db.execute(sql)
        db.commit()
    return person


def test_sound(home: Person) -> None:
    """A sound log is found sound, and checking it writes nothing."""
    before = Path(home.store.path).read_bytes()
    checks = check_log(home.ws, ZONE)
    assert [check.name for check in checks if check.found] == []
    assert all(check.fact for check in checks)
    assert Path(home.store.path).read_bytes() == before


@pytest.mark.parametrize(
    ("sql", "wrong"),
    [
        ("UPDATE change SET fields = replace(fields, 'Win 3', 'Win 4')", {"sums", "fold"}),
        ("UPDATE change SET stamp = stamp + 1 WHERE n = 4", {"sums"}),
        ("DELETE FROM change WHERE n = 4", {"numbers", "fold"}),
        ("DELETE FROM entry WHERE text = 'Win 3'", {"fold"}),
        ("UPDATE entry SET text = 'Win 4' WHERE text = 'Win 3'", {"fold"}),
        ("UPDATE entry_tag SET amount = 7 WHERE amount = 3000", {"fold"}),
        ("UPDATE tag_day SET n = n + 1", {"fold"}),
        ("INSERT INTO win_day VALUES ('2020-01-01', 3)", {"fold"}),
        ("UPDATE win_week SET n = n + 1", {"fold"}),
        ("INSERT INTO review VALUES ('week', '2020-01-06', 'never written')", {"fold"}),
        ("INSERT INTO alias VALUES ('jog', 'run')", {"fold"}),
        ("UPDATE schedule SET rule = 'mon'", {"fold"}),
        ("UPDATE entry SET at = at + 3 * 86400000 WHERE text = 'Win 0'", {"fold", "days"}),
        ("DROP INDEX entry_day", {"schema"}),
        ("CREATE INDEX theirs ON entry (star)", set()),
        ("CREATE TRIGGER theirs AFTER INSERT ON entry BEGIN DELETE FROM entry; END", {"schema"}),
        ("CREATE VIEW theirs AS SELECT 1", {"schema"}),
        ("PRAGMA user_version = 9", {"schema"}),
        ("PRAGMA user_version = 0", {"file"}),
        ("PRAGMA user_version = -1", {"file"}),
        ("PRAGMA application_id = 5", {"file"}),
        ("UPDATE meta SET value = 'b' WHERE key = 'device'", {"device"}),
        ("DELETE FROM meta", {"device"}),
        ("UPDATE change SET fields = '{' WHERE n = 4", {"sums", "fold"}),
        ('UPDATE change SET fields = \'{"when":7,"logged":[1,2,3]}\' WHERE n = 4', {"sums", "fold"}),
    ],
)
def test_damage_is_named(home: Person, sql: str, wrong: set[str]) -> None:
    """Whatever is changed behind the program's back is found by the check that is there for it."""
    assert find_wrong(spoil(home, sql)) == wrong


def test_a_definition_that_was_altered_is_named(home: Person) -> None:
    """A column's name that went bad in a table's definition is named, though every row reads as before."""
    home.close()
    path = Path(home.store.path)
    path.write_bytes(path.read_bytes().replace(b"cue TEXT NOT NULL, reward", b"cud TEXT NOT NULL, reward"))
    (found,) = [check for check in check_log(open_unread(home), ZONE) if check.found]
    assert found.found == ("1 tables or indexes are not defined as this program does it: table habit",)


def test_a_log_that_took_in_another_knows_its_device(home: Person, tmp_path: Path) -> None:
    """It may hold no change of its own yet; a device that is not the one it was given is named all the same."""
    other = Person(str(tmp_path / "other"), device="b")
    receive_copy(other.ws, home.store.path, lambda _: None)
    assert find_wrong(other) == set()
    assert find_wrong(spoil(other, "UPDATE meta SET value = 'c' WHERE key = 'device'")) == {"device"}
    other.close()


def test_rebuild_mends_the_tables(home: Person) -> None:
    """Folding again mends whatever is wrong with the tables, and leaves the journal as it is."""
    tables, changes = read_tables(home.db), read_changes(home.db)
    for table in tables:
        spoil(home, f"DELETE FROM {table}")
    spoil(home, "INSERT INTO tag_day VALUES ('run', '2020-01-01', 3, 3)")
    assert find_wrong(home) == {"fold"}
    assert rebuild(home.ws) == len(changes)
    assert (read_tables(home.db), read_changes(home.db)) == (tables, changes)
    assert find_wrong(home) == set()


def test_rights(home: Person) -> None:
    """A log or folder that others may read is named, with the command that mends it; nothing is changed unasked."""
    os.chmod(home.store.path, 0o644)
    Path(home.store.folder).chmod(0o750)
    found = next(check.found for check in check_log(home.ws, ZONE) if check.name == "rights")
    assert len(found) == 2
    assert found[1].endswith(f"(mode 644); chmod go= {home.store.path}")
    assert os.stat(home.store.path).st_mode & 0o777 == 0o644


def test_backup_age(home: Person) -> None:
    """The day of the newest backup is told, or that there is none."""
    facts = {check.name: check.fact for check in check_log(home.ws, ZONE)}
    assert facts["backup"].startswith("none yet")
    folder = Path(home.store.folder) / "backups"
    folder.mkdir()
    for age in (90, 26):
        (folder / f"{age}.db").touch()
        made = home.stamp / 1000 - age * 3_600
        os.utime(folder / f"{age}.db", (made, made))
    assert {check.name: check.fact for check in check_log(home.ws, ZONE)}[
        "backup"
    ] == "2 there, the newest of Mon 13 Nov 2023"


@pytest.mark.parametrize(
    ("zone", "wall", "offset", "found"),
    [
        (("Europe/Paris", "TZ"), "2026-07-01 12:00", "+02:00", False),
        (("America/St_Johns", "/etc/localtime"), "2026-12-01 12:00", "-03:30", False),
        (("", "TZ"), "2026-07-01 12:00", "+00:00", False),
        (("?", "TZ"), "2026-07-01 12:00", "", True),
    ],
)
def test_zone(home: Person, zone: tuple[str, str], wall: str, offset: str, found: bool) -> None:
    """The zone is told with its offset and where it was found; a TZ that is no zone is named as wrong."""
    home.go(wall, zone[0] if "/" in zone[0] else "UTC")
    check = next(check for check in check_log(home.ws, zone) if check.name == "zone")
    assert bool(check.found) == found
    assert offset in check.fact


def test_no_log_yet(tmp_path: Path) -> None:
    """Where there is no log yet there is nothing to check but the zone, and nothing to fold."""
    person = Person(str(tmp_path / "home"))
    assert [check.name for check in check_log(person.ws, ZONE)] == ["log", "zone"]
    with pytest.raises(StorageError, match="There is no log"):
        rebuild(person.ws)
    assert not (tmp_path / "home").exists()
    person.close()


def test_damage_is_named_in_words_with_its_number() -> None:
    """What SQLite finds is told alike with alike, each with how often; what it says of pages comes first."""
    rows = [f"row {n} missing from index entry_short" for n in range(12)]
    rows += ["wrong # of entries in index entry_day", "non-TEXT value in entry.short", "Tree 5 page 8: btreeInitPage()"]
    assert name_damage(rows) == [
        "1 places in the file's pages are damaged (Tree 5 page 8: btreeInitPage())",
        "12 rows do not agree with the index entry_short",
        "1 rows do not agree with the index entry_day",
        "1 values of entry.short are of another kind than they were written",
    ]


def test_several_wrong_changes_are_one_sentence() -> None:
    """Wrong changes of a device are counted, and the first of them named."""
    assert name_wrong("a", [3]) == "change 3 of device a is not as it was written"
    assert name_wrong("a", list(range(1, 9))).startswith("8 changes of device a are not")
    assert name_wrong("a", list(range(1, 9))).endswith("are not as they were written: numbers 1, 2, 3, 4, 5, ...")
