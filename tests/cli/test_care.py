"""`doctor`, and what keeps the log private: every damage that would change an output is named."""

import json
import os
import sqlite3
import stat
from contextlib import closing

import pytest

from tests.cli.harness import Home
from tests.cli.shapes import OTHER, write_twins


def wrong(home: Home, code: int = 1) -> set[str]:
    """Give the names of the checks that found something."""
    body = home.call("doctor", "--json", code=code).json("doctor")
    found = {check["check"] for check in body["checks"] if not check["ok"]}
    assert body["ok"] is (not found)
    return found


@pytest.fixture
def old(kept: Home) -> Home:
    """A home with some history of every kind."""
    kept.call("tag", "merge", "garden", "reviews")
    kept.call("rm", "last")
    kept.call("undo")
    kept.call("config", "set", "day_start", "3")
    kept.call("log", "+subscribers=12")
    kept.call("tag", "edit", "subscribers", "--reads", "max")
    return kept


def test_a_sound_log_is_well(old: Home) -> None:
    """All is well: every check says what it looked at, and the exit code is 0."""
    answer = old.run("doctor")
    assert "wrong" not in answer.out
    for name in ("file", "sums", "numbers", "fold", "days", "rights", "zone", "backup"):
        assert f"ok  {name}" in answer.out
    assert wrong(old, code=0) == set()


def test_no_log_is_well_too(home: Home) -> None:
    """Before the first entry there is nothing wrong, and nothing is created."""
    assert "none yet" in home.call("doctor").out
    assert "There is no log" in home.call("doctor", "--rebuild", code=1).err
    assert not home.folder.exists()


@pytest.mark.parametrize("column", ["act", "thing", "thing_id", "fields", "stamp", "crc"])
def test_a_change_that_was_altered(old: Home, column: str) -> None:
    """A value of any column that is not as it was written is found by its checksum, and its number told."""
    rows = old.sql("SELECT count(*) FROM change")[0][0]
    for n in range(1, rows + 1):
        before = old.sql(f"SELECT {column} FROM change WHERE n = ?", n)[0][0]
        after = before + 1 if isinstance(before, int) else before[:-1] + chr(ord(before[-1]) ^ 1)
        old.sql(f"UPDATE change SET {column} = ? WHERE n = ?", after, n)
        assert "sums" in wrong(old)
        assert f"change {n} of device" in old.call("doctor", code=1).out
        old.sql(f"UPDATE change SET {column} = ? WHERE n = ?", before, n)
    assert wrong(old, code=0) == set()


def test_every_flipped_bit_of_a_text_is_found(old: Home) -> None:
    """A bit that flips inside an entry's stored text, on the disk itself, is named by one check or another."""
    good = old.path.read_bytes()
    places = [place for place in range(len(good)) if good.startswith(b"Along the river", place)]
    assert len(places) >= 2
    for place in places:
        for bit in range(8):
            data = bytearray(good)
            data[place + 6] ^= 1 << bit
            old.path.write_bytes(data)
            assert wrong(old)
    old.path.write_bytes(good)
    assert wrong(old, code=0) == set()


def test_a_change_that_is_missing(old: Home) -> None:
    """A removed row of the journal leaves a gap in the numbers, and the entries that came of it stay readable."""
    old.sql("DELETE FROM change WHERE n = 3")
    assert "numbers" in wrong(old)
    assert "1 of" in old.call("doctor", code=1).out
    assert "--salvage" in old.call("doctor", code=1).out
    assert old.texts()


def test_a_row_that_is_wrong_is_mended(old: Home) -> None:
    """A wrong, missing or surplus row of the tables is found, and `doctor --rebuild` folds the journal again."""
    good = old.state()
    for damage in (
        "UPDATE entry SET text = 'Altered' WHERE text = 'Along the river'",
        "DELETE FROM entry_tag WHERE name = 'run'",
        "UPDATE tag_day SET n = n + 1",
        "DELETE FROM win_day",
        "INSERT INTO win_day VALUES ('2026-01-01', 7)",
        "DELETE FROM alias",
        "UPDATE schedule SET rule = 'mon'",
        "UPDATE setting SET value = '5'",
        "UPDATE entry SET win = 0",
    ):
        old.sql(damage)
        assert wrong(old) == {"fold"}, damage
        assert "tinywins doctor --rebuild" in old.call("doctor", code=1).out
        assert "changes again" in old.call("doctor", "--rebuild").out
        assert wrong(old, code=0) == set(), damage
        assert old.state() == good, damage


def test_rights_that_are_too_wide(old: Home) -> None:
    """A log or folder that others may read is named with the command that mends it, and not changed silently."""
    old.path.chmod(0o644)
    old.folder.chmod(0o755)
    assert wrong(old) == {"rights"}
    told = old.call("doctor", code=1).out
    assert f"chmod go= {old.path}" in told
    assert f"chmod go= {old.folder}" in told
    old.call("log", "x")
    assert stat.S_IMODE(old.path.stat().st_mode) == 0o644


@pytest.mark.parametrize("mask", ["000", "022", "077"])
def test_everything_is_private(home: Home, mask: str) -> None:
    """Files are 0600 and folders 0700 from the first moment, under any umask."""
    for words in (["log", "x"], ["config", "set", "color", "never"], ["log", "y", "--on", "today"]):
        home.run(*words, sh=f'umask {mask}; exec "$@"')
    assert stat.S_IMODE(home.folder.stat().st_mode) == 0o700
    files = [path for path in home.folder.iterdir() if path.is_file()]
    assert {path.name for path in files} >= {"tinywins.db", "tinywins.lock", "config.toml"}
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}


def test_a_journal_of_sqlite_is_private(kept: Home) -> None:
    """What SQLite puts beside the log while it writes is as private as the log."""
    with closing(sqlite3.connect(kept.path, isolation_level=None)) as db:
        db.execute("BEGIN IMMEDIATE")
        db.execute("UPDATE entry SET star = 1")
        db.execute("PRAGMA cache_spill = 0")
        modes = [stat.S_IMODE(path.stat().st_mode) for path in kept.folder.iterdir()]
        db.execute("ROLLBACK")
    assert set(modes) == {0o600}


def test_days_still_to_come(kept: Home) -> None:
    """An entry of a day still to come is told: it is there on purpose, or the clock was wrong."""
    assert "days still to come" not in kept.call("doctor").out
    kept.call("log", "x", "--on", "2027-01-01", "--force")
    assert "days still to come" in kept.call("doctor", code=None).out


def test_a_time_outside_its_day(kept: Home) -> None:
    """An instant that cannot belong to the entry's day is found."""
    kept.sql("UPDATE entry SET at = at + 5 * 86400000 WHERE at IS NOT NULL")
    assert "days" in wrong(kept)


def test_the_age_of_a_backup(kept: Home) -> None:
    """The newest backup's day is told; nothing is wrong with having none."""
    assert "none yet" in kept.call("doctor").out
    (kept.folder / "backups").mkdir()
    backup = kept.folder / "backups" / "20261120-v1.db"
    backup.write_bytes(b"")
    os.utime(backup, (1_763_643_600, 1_763_643_600))
    assert "1 there, the newest of Thu 20 Nov 2025" in kept.call("doctor").out


def test_a_hot_journal_is_rolled_back(kept: Home) -> None:
    """A transaction that was cut off in the middle is undone by whoever opens the log next, even to read."""
    before = kept.state()
    writer = (
        "import os, sqlite3, sys\n"
        "db = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "db.execute('PRAGMA cache_size = 1'); db.execute('BEGIN IMMEDIATE')\n"
        'db.execute("UPDATE entry SET text = hex(zeroblob(9000))")\n'
        'db.execute("CREATE TABLE junk AS SELECT * FROM entry, change")\n'
        "os.kill(os.getpid(), 9)\n"
    )
    kept.run(str(kept.path), before=writer, sh='"$@"; test $? = 137')
    assert (kept.folder / "tinywins.db-journal").exists()
    assert kept.state() == before
    assert wrong(kept, code=0) == set()


def test_changes_of_another_device(kept: Home) -> None:
    """Each device's numbers are looked at apart; a lost change of another one is found as well."""
    write_twins(kept)
    assert wrong(kept, code=0) == set()
    kept.sql("UPDATE change SET n = 2 WHERE device = ?", OTHER)
    assert {"sums", "numbers"} <= wrong(kept)


def test_undo_takes_only_what_this_device_did(kept: Home) -> None:
    """`undo` and `last` mean this device's own newest deed, whatever came from elsewhere."""
    write_twins(kept)
    assert "Twin A" in kept.call("undo").out
    assert "Twin B" in kept.texts()
    assert json.loads(kept.call("show", "last", "--json").out)["entry"]["text"] == "Answered the hardest review"
