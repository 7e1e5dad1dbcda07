"""A disk that takes no more: what was acknowledged is there, all else is as it was, and goes on once there is room."""

import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.cli.harness import Home
from tests.faults.acts import Scene
from tinywins.storage import connect

FULL = ["The disk is full"]
IN_THE_LOG = ("log", "edit", "undo", "import", "habit add", "kept", "goal add")


@pytest.mark.parametrize("name", IN_THE_LOG)
def test_so_many_more_pages(home: Home, name: str, monkeypatch: pytest.MonkeyPatch, full: bool) -> None:
    """With room for 0 to 100 more pages an act is there whole, or refused, and later there is room for it."""
    scene = Scene(home, name, page=512)
    pages = home.sql("PRAGMA page_count")[0][0]
    done: list[bool] = []
    for more in range(101):
        if sum(done) > 2 and more % 20 and not full:
            continue  # there was room for it before
        with monkeypatch.context() as patch:
            patch.setattr(connect, "PROFILE", (*connect.PROFILE, f"PRAGMA max_page_count = {pages + more}"))
            answer = scene.run(code=None)
        done.append(scene.judge(answer, FULL))
        scene.begin()
    assert done == sorted(done)
    assert done[0] is False
    assert done[-1] is True


@contextmanager
def limit(size: int) -> Iterator[None]:
    """Let no file grow beyond so many bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("name", ["edit", "undo", "import", "goal add", "backup", "restore", "export", "replace"])
def test_files_that_may_not_grow(home: Home, name: str) -> None:
    """Under a limit on the size of files a command is done, or refused as on a full disk."""
    scene = Scene(home, name)
    done = []
    for size in (1_500, 4_000, 9_000, 20_000, 60_000, 140_000, 400_000):
        with limit(size):
            answer = scene.run(code=None)
        done.append(scene.judge(answer, FULL))
        scene.begin()
    assert done == sorted(done)
    assert (done[0], done[-1]) == (False, True)


@pytest.mark.parametrize("name", ["import", "backup", "restore", "config", "counted"])
def test_a_reply_that_cannot_be_written(home: Home, name: str) -> None:
    """What is done is done, and told beside the reply that does not fit on the standard output."""
    scene = Scene(home, name)
    answer = home.run(*scene.words, sh='exec "$@" >/dev/full')
    assert "It is done, but the reply could not be written" in answer.err
    assert scene.judge(answer, [])


@pytest.mark.parametrize("force", [[], ["--force"]])
def test_a_file_that_is_none(home: Home, force: list[str]) -> None:
    """A device is no place for an export, and is left as it is."""
    answer = home.call("export", "log", "-o", "/dev/full", *force, code=2)
    assert "/dev/full is no plain file, and is left as it is." in answer.err
    assert "- is standard output" in answer.err
    assert os.path.exists("/dev/full")


def test_a_small_disk(home: Home) -> None:
    """With 0, 4, 8 ... KB left on a disk each command is done or refused, and done once there is room."""
    private = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--user", "--map-root-user", "--mount"]
    command = [*private, sys.executable, "-m", "tests.faults.small_disk", str(home.user)]
    top = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    try:
        done = subprocess.run(
            command, env={**home.env, "PYTHONPATH": top}, cwd=top, capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        pytest.skip("there is no unshare here")
    if done.returncode == 77 or "unshare" in done.stderr:
        pytest.skip("no small disk can be mounted here")
    assert done.returncode == 0, done.stderr
