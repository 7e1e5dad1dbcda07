"""A log that is damaged, foreign or out of reach is named, and stays as it was; so does a disk that is full."""

import os
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.harness import CAPS, Home, refuse
from tinywins.storage.connect import VERSION

READS = (["today"], ["list"], ["streaks"], ["export", "log"], ["tag", "list"], ["habit", "list"], ["show", "last"])
WRITES = (["log", "x"], ["log", "x", "--on", "today"], ["done", "run"], ["undo"], ["rm", "last"], ["habit", "add", "y"])


def empty(path: Path) -> None:
    """Empty a file, as a full disk or a bad copy does."""
    path.write_bytes(b"")


def write_text(path: Path) -> None:
    """Put a text in the place of the log."""
    path.write_bytes(b"Dear diary, today was a good day.\n" * 90)


def cut_short(path: Path) -> None:
    """Keep only the log's first words."""
    path.write_bytes(path.read_bytes()[:16])


def scramble(path: Path) -> None:
    """Keep the log's head and spoil the rest."""
    data = path.read_bytes()
    path.write_bytes(data[:100] + bytes(byte ^ 0x5A for byte in data[100:]))


def replace_by_another(path: Path) -> None:
    """Put another program's database in the place of the log."""
    path.unlink()
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA application_id = 77")
        db.execute("CREATE TABLE entry (id TEXT)")


def replace_by_folder(path: Path) -> None:
    """Put a folder in the place of the log."""
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (empty, "is empty (0 bytes)"),
        (write_text, "is damaged or not a tinywins log"),
        (cut_short, "is damaged or not a tinywins log"),
        (scramble, "is damaged or not a tinywins log"),
        (replace_by_another, "is not a tinywins log (its application id is 0x4d)"),
        (replace_by_folder, "cannot be opened"),
    ],
)
def test_a_file_that_is_no_log_is_named_and_left_alone(kept: Home, spoil: Callable[[Path], None], says: str) -> None:
    """Nothing is read from it, nothing written to it, and no new log begun beside it: its path is told instead."""
    spoil(kept.path)
    before = kept.files()
    for words in (*READS, *WRITES, ["doctor", "--rebuild"]):
        answer = kept.call(*words, code=1)
        assert says in answer.err, answer
        assert str(kept.path) in answer.err
        assert answer.out == ""
    doctor = kept.run("doctor", code=1)
    assert "wrong" in doctor.out or says in doctor.err
    after = kept.files()
    after.pop(str(kept.folder / "tinywins.lock"))
    before.pop(str(kept.folder / "tinywins.lock"))
    assert after == before


def test_a_log_that_is_gone_beside_its_backups_is_no_first_run(kept: Home) -> None:
    """Where backups or a journal lie and no log, something went wrong: no new log is begun."""
    (kept.folder / "backups").mkdir()
    kept.path.rename(kept.folder / "backups" / "20261121-v1.db")
    for words in (["log", "x"], ["today"], ["export", "log"]):
        assert "is gone, but something of it is still there" in kept.call(*words, code=1).err
    assert not kept.path.exists()


def test_a_damaged_page_stops_writing_and_spares_the_rest(kept: Home) -> None:
    """With one page of the journal spoilt, nothing is logged, doctor names it, and what can be read is exported."""
    page = kept.sql("SELECT rootpage FROM sqlite_master WHERE name = 'change'")[0][0]
    data = bytearray(kept.path.read_bytes())
    data[(page - 1) * 4096 : page * 4096] = bytes(4096)
    kept.path.write_bytes(data)
    assert "is damaged" in kept.call("log", "x", code=1).err
    assert "wrong" in kept.call("doctor", code=1).out
    assert "Along the river" in kept.call("export", "log").out
    assert kept.path.read_bytes() == data


def test_text_that_is_no_utf_8_inside_the_log_is_named(kept: Home) -> None:
    """A byte that went bad inside a text gives a sentence, not a traceback, and doctor finds it."""
    data = kept.path.read_bytes()
    kept.path.write_bytes(data.replace(b"Watered", b"Wate\xffed"))
    for words in (["list"], ["today"], ["list", "wate"], ["tag", "show", "garden"]):
        assert "is damaged" in kept.call(*words, code=1).err
    assert "wrong" in kept.call("doctor", code=1).out


def test_a_home_that_may_only_be_read(kept: Home) -> None:
    """Where nothing may be written, reading works, and writing says why it does not."""
    before = kept.state()
    kept.path.chmod(0o400)
    kept.folder.chmod(0o500)
    try:
        for words in (["today"], ["list"], ["export", "log"], ["doctor"]):
            kept.run(*words, before=CAPS)
        for words in (["log", "x"], ["log", "x", "--on", "today"], ["undo"], ["config", "set", "day_start", "0"]):
            answer = kept.run(*words, before=CAPS, code=1)
            assert "cannot be written to" in answer.err or "Permission denied" in answer.err
        assert "Permission denied" in kept.run("config", "set", "color", "never", before=CAPS, code=1).err
    finally:
        kept.folder.chmod(0o700)
        kept.path.chmod(0o600)
    assert kept.state() == before


def test_a_crash_before_a_home_may_only_be_read(kept: Home, tmp_path: Path) -> None:
    """What a crash left half written is taken back where nothing may be written too: the log of before is shown."""
    before = kept.state()
    torn = tmp_path / "torn.db"
    with closing(sqlite3.connect(kept.path, isolation_level=None)) as db:
        db.execute("PRAGMA cache_size = 2")
        db.execute("BEGIN IMMEDIATE")
        db.execute("UPDATE entry SET text = 'Half ' || text")
        db.execute("UPDATE change SET stamp = stamp + 1")
        for end in ("", "-journal"):
            Path(f"{torn}{end}").write_bytes(Path(f"{kept.path}{end}").read_bytes())
        db.execute("ROLLBACK")
    torn.rename(kept.path)
    Path(f"{torn}-journal").rename(f"{kept.path}-journal")
    files = kept.files()
    kept.folder.chmod(0o500)
    kept.path.chmod(0o400)
    try:
        shown = kept.run("export", "log", "--format", "jsonl", before=CAPS).out
        kept.run("today", before=CAPS)
    finally:
        kept.folder.chmod(0o700)
        kept.path.chmod(0o600)
    assert shown == before[0]
    assert kept.files() == files
    assert kept.state() == before


def test_a_fresh_home_that_may_only_be_read(home: Home) -> None:
    """Before the first entry too: looking works, and the first log says whose rights are missing."""
    home.folder.mkdir(mode=0o500)
    assert "Nothing logged yet" in home.run("today", before=CAPS).out
    assert "Permission denied" in home.run("log", "x", before=CAPS, code=1).err
    assert list(home.folder.iterdir()) == []


def test_a_home_that_may_not_even_be_read(kept: Home) -> None:
    """A folder without any rights gives a sentence for every command."""
    kept.folder.chmod(0o000)
    try:
        for words in (["today"], ["log", "x"], ["export", "log"], ["doctor"]):
            assert "Permission denied" in kept.run(*words, before=CAPS, code=1).err
    finally:
        kept.folder.chmod(0o700)


@pytest.mark.parametrize("name", ["TINYWINS_HOME", "HOME", "XDG_DATA_HOME"])
def test_a_folder_that_is_a_file(kept: Home, name: str) -> None:
    """Where the folder of the log is a file, every command says so, and the file stays as it was."""
    place = kept.user / "place"
    place.write_text("mine")
    env: dict[str, str | None] = {"TINYWINS_HOME": None, "TINYWINS_NOW": None, name: str(place)}
    for words in (["log", "x"], ["today"], ["export", "log"], ["doctor"], ["undo"]):
        answer = kept.call(*words, env=env, code=1)
        assert "is not a folder" in answer.err
    assert place.read_text() == "mine"


def test_without_any_home_the_data_folder_of_the_system_holds(home: Home, tmp_path: Path) -> None:
    """XDG_DATA_HOME moves the log; a relative one is ignored, as its specification says."""
    env: dict[str, str | None] = {"TINYWINS_HOME": None, "TINYWINS_NOW": None, "XDG_DATA_HOME": str(tmp_path / "data")}
    home.call("log", "x", env=env)
    assert (tmp_path / "data" / "tinywins" / "tinywins.db").exists()
    home.call("log", "x", env={**env, "XDG_DATA_HOME": "data"})
    assert (home.user / ".local" / "share" / "tinywins" / "tinywins.db").exists()


def test_a_fixed_clock_may_write_only_in_a_home_for_trying_out(home: Home) -> None:
    """TINYWINS_NOW without TINYWINS_HOME would write a false day into the real log, so it is refused."""
    assert (
        "may write where TINYWINS_HOME is set, nowhere else"
        in home.call("log", "x", env={"TINYWINS_HOME": None}, code=1).err
    )
    assert not list(home.user.rglob("tinywins.db"))
    for clock in ("nonsense\x1b[2J", "2026-11-22", "2026-11-22T10:42:00"):
        answer = home.call("log", "x", env={"TINYWINS_NOW": clock}, code=2)
        assert "is not an instant with its offset" in answer.err
        assert "\x1b" not in answer.err


@pytest.mark.parametrize("limit", [0, 1_000, 5_000, 40_000, 110_000])
def test_a_file_that_may_not_grow(kept: Home, limit: int) -> None:
    """Under a limit on file sizes nothing is half-written: one sentence, and the next log works."""
    before = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))\n"
    refuse(kept, "log", "x" * 4_000, "--note", "y" * 4_000, says=["The disk is full"], code=1, before=before)
    kept.call("log", "After making room")
    assert kept.texts()[-1] == "After making room"
    kept.call("doctor")


@pytest.mark.parametrize("limit", [0, 1_000, 40_000])
def test_a_first_log_that_does_not_fit(home: Home, limit: int) -> None:
    """When the very first log cannot be written, no broken file is left behind."""
    before = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))\n"
    assert "The disk is full" in home.run("log", "x", before=before, code=1).err
    assert [path.name for path in home.folder.iterdir()] == ["tinywins.lock"]
    home.call("log", "After making room")


FULL_DISK = """
import os, subprocess, sys
home, *command = sys.argv[1:]
os.makedirs(home, exist_ok=True)
if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=600k,mode=700", "tmpfs", home], capture_output=True).returncode:
    sys.exit(77)
with open(os.path.join(home, "ballast"), "wb") as file:
    file.write(bytes(60_000))
told = []
for number in range(200):
    done = subprocess.run([*command, "log", f"{number} " + "x" * 3_900], capture_output=True, text=True)
    assert "Traceback" not in done.stderr, done.stderr
    if done.returncode:
        assert "The disk is full" in done.stderr, done.stderr
        break
    told.append(str(number))
else:
    sys.exit("the disk was never full")
os.unlink(os.path.join(home, "ballast"))
subprocess.run([*command, "log", "after making room"], check=True, capture_output=True)
subprocess.run([*command, "doctor"], check=True, capture_output=True)
done = subprocess.run([*command, "export", "log", "--format", "jsonl"], check=True, capture_output=True, text=True)
import json
texts = [json.loads(line)["text"].split()[0] for line in done.stdout.splitlines()]
assert texts == [*told, "after"], (texts, told)
print(len(told))
"""


def test_a_disk_that_is_full(home: Home) -> None:
    """On a small disk that fills up, every acknowledged entry is there, and logging goes on once there is room."""
    import subprocess

    private = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--user", "--map-root-user", "--mount"]
    command = [*private, sys.executable, "-c", FULL_DISK, str(home.folder), sys.executable, "-m", "tinywins"]
    try:
        done = subprocess.run(command, env=home.env, capture_output=True, text=True, timeout=120, check=False)
    except FileNotFoundError:
        pytest.skip("there is no unshare here")
    if done.returncode == 77 or "unshare" in done.stderr:
        pytest.skip("no small disk can be mounted here")
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 3


def test_a_configuration_that_is_a_folder(kept: Home) -> None:
    """The log works without a word; what reads the configuration says in one line that the defaults hold."""
    (kept.folder / "config.toml").mkdir()
    assert kept.call("log", "x").err == ""
    for words in (["today"], ["list"], ["config", "list"]):
        told = kept.call(*words).err
        assert told.count("\n") == 1
        assert "cannot be read: Is a directory. The defaults hold meanwhile." in told
    refuse(kept, "config", "set", "color", "never", says=["Is a directory"], code=1)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"color = [broken", "is not valid TOML"),
        (b"color = 5\n", "color cannot be 5."),
        (b'color = "pink"\n', "color cannot be pink."),
        (b'colr = "never"\n', "Did you mean color?"),
        (b'"\\u001b[2J" = 1\n', "There is no setting ␛[2J."),
        (b"\xff\xfec\0o\0", "is not valid TOML"),
        (b"a=" + b"[" * 5_000, "is not valid TOML"),
        (b"a=" + b"9" * 5_000, "is not valid TOML"),
        (b'color = "never"\ncolor = "never"\n', "is not valid TOML"),
        (b"\0", "is not valid TOML"),
        (b"x" * 300_000, "is larger than 256 KB"),
        (b'\xef\xbb\xbfcolor = "never"\n', ""),
    ],
)
def test_a_configuration_that_cannot_be_read(kept: Home, content: bytes, says: str) -> None:
    """Logging never reads it; other commands tell what is wrong in one line and go on; the file stays as it is."""
    (kept.folder / "config.toml").write_bytes(content)
    assert kept.call("log", "x").err == ""
    assert "✓ run" in kept.call("done", "run").out
    told = kept.call("list").err
    assert says in told
    assert told.count("\n") == (1 if says else 0)
    assert "\x1b" not in told
    assert (kept.folder / "config.toml").read_bytes() == content


@pytest.mark.parametrize("zone", ["Foo/Bar", "Nowhere\x1b[2J", "../../../etc/passwd", "Foo/Bar2"])
def test_a_zone_that_nobody_knows(home: Home, zone: str) -> None:
    """An unknown TZ is said beside the reply, and the entry is logged; doctor finds it."""
    env: dict[str, str | None] = {"TZ": zone, "TINYWINS_NOW": None}
    answer = home.run("log", "x", env=env)
    assert "is no zone that this machine knows, so times are in UTC." in answer.err
    assert "\x1b" not in answer.err
    assert home.entries()[0]["logged"].endswith("+00:00")
    assert "no zone that this machine knows" in home.run("doctor", env=env, code=1).out


def test_a_newer_log_is_read_and_exported_and_not_written(kept: Home) -> None:
    """What a newer program wrote can be read and exported; writing is refused, with both versions and places named."""
    before = kept.state()
    today, shown = kept.call("today").out, kept.call("show", "last", "--history").out
    kept.sql("UPDATE meta SET value = '9.0 at /opt/new/tinywins' WHERE key = 'program'")
    kept.sql("PRAGMA user_version = 7")
    data = kept.path.read_bytes()
    assert kept.state() == before
    assert kept.call("today").out == today
    assert kept.call("show", "last", "--history").out == shown
    assert kept.call("doctor").out
    for words in (*WRITES, ["config", "set", "day_start", "0"], ["doctor", "--rebuild"]):
        answer = kept.call(*words, code=1)
        assert "was written by a newer tinywins (9.0 at /opt/new/tinywins): schema 7. This one (0.1.0 at " in answer.err
        assert f"knows schema {VERSION}." in answer.err
    assert kept.path.read_bytes() == data
