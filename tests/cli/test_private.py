"""Every file that the program makes is the person's alone from its first moment, and none lands where a link points."""

import json
import os
import re
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.cli.harness import Home

DRIVER = """
import json, os, sys
from tinywins.__main__ import main
for words in json.loads(sys.argv[2]):
    os.umask(int(sys.argv[1], 8))
    sys.argv[1:1] = []
    kept, sys.argv = sys.argv, ["tinywins", *words]
    print(words[0], main(), flush=True)
    sys.argv = kept
"""
STORY = (  # together they make every kind of file there is
    ["log", "Watered", "the", "plants", "+garden"],
    ["log", "Along the river", "+run=5.2", "--on", "yesterday"],
    ["config", "set", "color", "never"],
    ["config", "set", "day_start", "3"],
    ["edit", "--day", "today"],
    ["backup"],
    ["backup", "--daily"],
    ["log", "After the backup"],
    ["backup", "restore", "--yes"],
    ["log", "In the restored log"],
    ["export", "log", "-o", "out.csv"],
    ["export", "log", "-o", "out.csv", "--force"],
    ["export", "everything", "-o", "out.jsonl"],
    ["chart", "wins", "--svg", "out.svg"],
    ["report", "out.html"],
    ["doctor", "--salvage", "out.db"],
    ["doctor", "--rebuild"],
)
MADE = {"out.csv", "out.jsonl", "out.svg", "out.html", "out.db", "tinywins.db", "tinywins.lock", "config.toml", "daily"}
CREATED = re.compile(r'(openat|mkdir)\((?:AT_FDCWD, )?"([^"]*)"(?:, ([A-Z_|]+))?, (0[0-7]*)\)\s+= \d')


@pytest.fixture
def writer(home: Home) -> Home:
    """A home in folders that are not there yet, and an editor that writes down what it was given, and ends badly."""
    home.folder = home.user / "deep" / "down"
    home.path = home.folder / "tinywins.db"
    editor, drafts = home.user / "editor", home.user / "drafts"
    editor.write_text('#!/bin/sh\nls -l "$1" > "$TMPDIR/../given"\necho "More" >> "$1"\nexit 1\n')
    editor.chmod(0o700)
    drafts.mkdir(mode=0o700)
    home.env |= {"TINYWINS_HOME": str(home.folder), "EDITOR": str(editor), "TMPDIR": str(drafts)}
    return home


def tell(home: Home, mask: str, story: tuple[list[str], ...], before: tuple[str, ...] = ()) -> str:
    """Run commands under an umask in one process; give what they printed, the editor's bad end alone being none."""
    command = [*before, sys.executable, "-c", DRIVER, mask, json.dumps(story)]
    done = subprocess.run(command, env=home.environment(), cwd=home.user, capture_output=True, check=False)
    out = done.stdout.decode()
    assert len(re.findall(r"(?m)^\w+ 0$", out)) == len(story) - out.count("edit 1"), (out, done.stderr.decode())
    return out


def list_wide(*tops: Path) -> dict[str, str]:
    """Give the files and folders that others may do something with, each with its mode."""
    paths = [path for top in tops for path in (top, *top.rglob("*"))]
    return {str(path): oct(mode) for path in paths if (mode := stat.S_IMODE(path.lstat().st_mode)) & 0o077}


@pytest.mark.parametrize("mask", ["000", "022", "077", "777"])
def test_every_kind_of_file_is_private(writer: Home, mask: str) -> None:
    """Logs, backups, what was replaced, salvaged, exported, drawn, configured, locked and drafted: 0600, in 0700."""
    tell(writer, mask, STORY)
    names = {path.name for path in writer.user.rglob("*")}
    assert names >= MADE
    assert any("-replaced" in name for name in names)
    assert len(list((writer.user / "drafts").iterdir())) == 1
    assert (writer.user / "given").read_text().startswith("-rw------- 1 ")
    (writer.user / "given").unlink()
    wide = list_wide(writer.user)
    assert wide.keys() <= {str(writer.user)}
    with closing(sqlite3.connect(writer.path)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("SELECT count(*) FROM entry").fetchall()
        tell(writer, mask, (["list"], ["log", "Beside another program"]))
        names = {path.name for path in writer.folder.iterdir()}
        assert names >= {"tinywins.db-wal", "tinywins.db-shm"}
        assert list_wide(writer.folder) == {}


@pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed here")
def test_nothing_is_open_for_a_moment(writer: Home) -> None:
    """Under umask 000 each file and folder has its mode from the call that makes it: nobody can be quicker."""
    trace = writer.user / "trace"
    calls = "trace=openat,mkdir,umask"
    tell(writer, "000", STORY, ("strace", "-f", "--seccomp-bpf", "-s", "400", "-e", calls, "-o", str(trace)))
    mask, made = 0o777, []
    for line in trace.read_text(errors="replace").splitlines():
        if found := re.search(r"umask\((0[0-7]*)\)", line):
            mask = int(found[1], 8)
        if (found := CREATED.search(line)) and (found[1] == "mkdir" or "O_CREAT" in (found[3] or "")):
            place = Path(writer.user, found[2])
            if place.is_relative_to(writer.user) and place.name != "given":
                made.append((place.name, oct(int(found[4], 8) & ~mask)))
    assert len(made) > 30
    assert [(name, mode) for name, mode in made if mode not in (oct(0o600), oct(0o700))] == []


def test_the_folder_of_the_settings_is_private(home: Home) -> None:
    """Without TINYWINS_HOME too: all folders that the first setting makes are the person's alone."""
    env: dict[str, str | None] = {"TINYWINS_HOME": None, "TINYWINS_NOW": None}
    home.run("config", "set", "color", "never", env=env, sh='umask 000; exec "$@"')
    made = list(home.user.iterdir())
    assert made
    assert list_wide(*made) == {}


def link(place: Path, victim: Path) -> None:
    """Plant a link to somebody's file."""
    place.symlink_to(victim)


def link_nowhere(place: Path, victim: Path) -> None:
    """Plant a link to a file that would be made."""
    place.symlink_to(victim.with_name("nowhere"))


def link_hard(place: Path, victim: Path) -> None:
    """Give somebody's file a second name."""
    os.link(victim, place)


def make_pipe(place: Path, victim: Path) -> None:
    """Plant a pipe that nobody reads or writes."""
    os.mkfifo(place)


PLACES = {  # where something may be planted, and the command that would write there; {} is the process
    "home/tinywins.lock": "log x",
    "home/tinywins.db.new": "log first",
    "home/backups/daily": "backup --daily",
    "home/backups/.{}.new": "backup",
    "home/tinywins.db.restored": "backup restore --yes",
    "home/config.toml.{}.new": "config set color never",
    "user/.out.csv.{}.new": "export log -o out.csv",
    "user/.out.svg.{}.new": "chart wins --svg out.svg",
    "user/.out.html.{}.new": "report out.html",
    "user/out.csv": "export log -o out.csv --force",
    "user/out.svg": "chart wins --svg out.svg --force",
    "user/out.html": "report out.html --force",
    "user/out.db": "doctor --salvage out.db",
    "user/out.db.copy": "doctor --salvage out.db",
    "user/out.db.copy-journal": "doctor --salvage out.db",
    "user/out.db-journal": "doctor --salvage out.db",
}


@contextmanager
def hurry(seconds: int) -> Iterator[None]:
    """See that something does not hang."""
    kept = signal.signal(signal.SIGALRM, lambda *_: pytest.fail("it hangs"))
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, kept)


@pytest.mark.parametrize("plant", [link, link_nowhere, link_hard, make_pipe])
@pytest.mark.parametrize("place", PLACES)
def test_nothing_is_written_through_what_was_planted(
    kept: Home, monkeypatch: pytest.MonkeyPatch, place: str, plant: Callable[[Path, Path], None]
) -> None:
    """Whatever lies where a file is to be made: what it leads to stays as it was, and the command ends calmly."""
    monkeypatch.chdir(kept.user)
    victim = kept.user / "victim"
    victim.write_text("mine")
    words = PLACES[place].split()
    if words[:1] in (["backup"], ["config"]):
        kept.call("backup")
        (kept.folder / "backups" / "daily").unlink()
    if words == ["log", "first"]:
        kept.path.unlink()
    planted = kept.folder.parent / place.format(os.getpid())
    planted.unlink(missing_ok=True)
    plant(planted, victim)
    with hurry(5):
        answer = kept.call(*words, code=None)
    assert victim.read_text() == "mine"
    assert not victim.with_name("nowhere").exists()
    assert answer.code == 0 or answer.err.count(".\n") >= 1
    if answer.code:
        assert os.path.lexists(planted)  # what was in the way is left for the person to look at
    else:
        assert list_wide(*(path for path in kept.user.iterdir() if path != victim)) == {}
    if words == ["log", "x"]:
        assert (answer.code, kept.texts()[-1]) in ((1, "Answered the hardest review"), (0, "x"))


@pytest.mark.parametrize("plant", [link_nowhere, make_pipe])
def test_a_setting_behind_a_pipe_holds_nobody_up(kept: Home, plant: Callable[[Path, Path], None]) -> None:
    """Where a pipe or a link to nowhere lies in the place of the settings or a mark, everything still answers."""
    (kept.folder / "backups").mkdir(mode=0o700)
    for name in ("config.toml", "backups/daily", "backups/places"):
        plant(kept.folder / name, kept.user / "victim")
    for words in (["today"], ["config", "list"], ["log", "x"], ["doctor"]):
        with hurry(5):
            kept.call(*words)
