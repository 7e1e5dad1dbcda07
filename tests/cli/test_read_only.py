"""A home that may only be read shows everything, whichever version wrote the log: as text and on the full screen."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pexpect
import pytest

from tests.cli.harness import CAPS, START, Home
from tinywins.storage.schema import PROJECTION_KEYS

FIXTURES = Path(__file__).parents[1] / "storage" / "fixtures"
READS = (["today"], ["list"], ["week"], ["streaks"], ["export", "log"], ["export", "everything"], ["backup", "list"])
WRITES = (["log", "x"], ["log", "x", "--on", "today"], ["habit", "add", "y"], ["undo"], ["backup"])
EACH = """
import io, json, sys, tempfile
from tinywins.__main__ import main
told, kept = [], (sys.stdout, sys.stderr)
for words in json.loads(sys.argv[1]):
    sys.argv = ["tinywins", *words]
    streams = sys.stdout, sys.stderr = [io.TextIOWrapper(tempfile.TemporaryFile(), "utf-8") for _ in range(2)]
    code = main()
    sys.stdout, sys.stderr = kept
    for stream in streams:
        stream.seek(0)
    told.append((code, *(stream.read() for stream in streams)))
print(json.dumps(told))
"""
RUN = "import os, sys; os.execv(sys.executable, [sys.executable, '-c', sys.argv[1], *sys.argv[2:]])\n"


def ask_each(home: Home, *words: list[str], before: str = CAPS) -> list[tuple[int, str, str]]:
    """Run commands one after the other in a process without root's rights: exit code, output and talk of each."""
    command = [sys.executable, "-c", before + RUN, EACH, json.dumps(words)]
    done = subprocess.run(command, env=home.environment(), cwd=home.user, capture_output=True, text=True, check=False)
    if done.returncode == 77:
        pytest.skip("root's rights cannot be dropped here")
    assert done.returncode == 0, done.stderr
    return [tuple(each) for each in json.loads(done.stdout)]


def make_newer(path: Path) -> None:
    """Turn a log into one of a later version: other tables, a kind of thing and a field that nobody here knows."""
    from tinywins.storage.journal import sum_change

    with closing(sqlite3.connect(path)) as db, db:
        for table in PROJECTION_KEYS:
            db.execute(f"DROP TABLE {table}")
        db.execute("CREATE TABLE entry (what TEXT, ever TEXT)")
        device, n, stamp = db.execute("SELECT device, max(n), max(stamp) FROM change").fetchone()
        for place, (thing, fields) in enumerate((("orbit", '{"moon":1}'), ("entry", '{"mood":"calm"}')), 1):
            row = (device, n + place, f"act{place}", stamp + place, thing, f"thing{place}", fields)
            db.execute("INSERT INTO change VALUES (?,?,?,?,?,?,?,?)", (*row, sum_change(*row)))
        db.execute("UPDATE meta SET value = '9.0 at /opt/new/tinywins' WHERE key = 'program'")
        db.execute("PRAGMA user_version = 9")


@pytest.fixture(params=["version1", "version2", "version3", "present", "newer"])
def shut(request: pytest.FixtureRequest, kept: Home) -> Iterator[Home]:
    """A home with a log of some version, where nothing may be written; `expected` beside it holds what it shows."""
    if request.param.startswith("version"):
        shutil.copy(FIXTURES / f"{request.param}.db", kept.path)
    shown = ask_each(kept, *READS, before="")
    if request.param == "newer":
        make_newer(kept.path)
    (kept.user / "expected").write_text(json.dumps(shown))
    kept.path.chmod(0o400)
    kept.folder.chmod(0o500)
    yield kept
    kept.folder.chmod(0o700)
    kept.path.chmod(0o600)


def test_everything_is_shown_and_nothing_written(shut: Home) -> None:
    """Lists, weeks, streaks, goals and exports are those of a home that may be written to; writing says why not."""
    before = shut.path.read_bytes()
    expected = [tuple(each) for each in json.loads((shut.user / "expected").read_text())]
    shown = ask_each(shut, *READS)
    everything = READS.index(["export", "everything"])
    assert shown[everything][1].startswith(expected[everything][1])
    for words, mine, theirs in zip(READS, shown, expected, strict=True):
        assert mine[0] == 0, mine
        assert words == ["export", "everything"] or mine == theirs
    for code, out, err in ask_each(shut, *WRITES):
        assert code == 1
        assert out == ""
        whys = ("denied", "cannot be written to", "(9.0 at /opt/new/tinywins): schema 9")
        assert any(why in err for why in whys), err
    assert "sums" in ask_each(shut, ["doctor"])[0][1]
    assert shut.path.read_bytes() == before
    assert sorted(os.listdir(shut.folder)) == ["tinywins.db", "tinywins.lock"]


def test_the_full_screen_opens_on_it(shut: Home) -> None:
    """The full screen shows the day and the log, and ends as it should."""
    child = pexpect.spawn(
        sys.executable,
        ["-c", CAPS + START, "tui"],
        env=shut.environment({"TERM": "xterm-256color"}),
        cwd=str(shut.user),
        dimensions=(24, 80),
        timeout=30,
    )
    child.expect_exact(b"Help")
    child.send("q")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert b"Traceback" not in child.before
