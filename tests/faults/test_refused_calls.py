"""The system refuses one call, the first, the second, and so on: each command is done, or told and not done."""

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.cli.harness import Home, module, read_answer
from tests.faults.acts import Scene
from tests.faults.power import Recording

WRITES = ("open", "fsync", "ftruncate", "pwrite", "rename", "replace", "link", "makedirs")
CALLS = {errno.ENOSPC: WRITES, errno.EIO: (*WRITES, "unlink", "utime", "listdir")}
PROCESSES = ("log", "first", "import", "backup", "restore", "rescue", "export", "config")
SAYS = [
    "The disk is full",
    "Input/output error",
    "the disk did not confirm it",
    "cannot be opened",
    "cannot be read",
    "be written to",
    "not confirm what",
]
ROOMS = ("tinywins.storage", "tinywins.services.files", "tinywins.config")


class Refusal:
    """One call of the system that is refused: the number of it, the error, and what it was once it came."""

    def __init__(self, number: int, error: int) -> None:
        self.left, self.error, self.was = number, error, ""

    def guard(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        """Give a call in whose place this one may be refused, when it comes from a room that keeps data."""

        def guarded(*given: Any, **more: Any) -> Any:
            caller = sys._getframe(1)
            if caller.f_globals["__name__"].startswith(ROOMS):
                self.left -= 1
                if not self.left:
                    self.was = name
                    named = [each for each in given[:1] if isinstance(each, str)]
                    raise OSError(self.error, os.strerror(self.error), *named)
            return call(*given, **more)

        return guarded


@contextmanager
def refuse(number: int, error: int) -> Iterator[Refusal]:
    """Refuse one call of the rooms that keep data."""
    refusal = Refusal(number, error)
    with pytest.MonkeyPatch.context() as patch:
        for name in CALLS[error]:
            patch.setattr(os, name, refusal.guard(name, getattr(os, name)))
        yield refusal


@pytest.mark.parametrize("error", [errno.EIO, errno.ENOSPC], ids=["EIO", "ENOSPC"])
@pytest.mark.parametrize("name", ["log", "first", "backup", "restore", "rescue", "export", "replace", "config"])
def test_each_call_in_turn(home: Home, name: str, error: int) -> None:
    """Whichever call is refused, what is told is true, nothing is half, and the command works afterwards."""
    scene = Scene(home, name)
    number, refusals = 1, 0
    while True:
        with refuse(number, error) as refusal:
            answer = scene.run(code=None)
        refusals += not scene.judge(answer, SAYS, late=True, half=refusal.was == "unlink")
        scene.begin()
        if not refusal.was:
            break
        number += 1
    assert answer.code == 0
    assert refusals > 2


def choose(scene: Scene, top: Path, trace: Path, *, every: bool) -> list[tuple[str, int]]:
    """Record a command; give its calls beneath a folder, all of them or those on names and a few others."""
    recording = Recording(top)
    recording.run(scene.home, scene.words, trace)
    scene.begin()
    calls = recording.calls
    assert len(calls) > 4
    if every:
        return calls
    names = [call for call in calls if call[0].startswith(("rename", "link"))]
    return names + Random(len(calls)).sample(calls, 3)


def inject(scene: Scene, call: str, number: int, what: str) -> "subprocess.CompletedProcess[bytes]":
    """Run a command as a process of its own, and do something to it at one of its calls."""
    command = ["strace", "-f", "-qq", "-o", os.devnull, "-e", f"trace={call}"]
    command += ["-e", f"inject={call}:{what}:when={number}", *map(os.fsdecode, module()), *scene.words]
    return subprocess.run(command, env=scene.home.env, cwd=scene.home.user, capture_output=True, check=False)


@pytest.mark.usefixtures("tracer")
@pytest.mark.parametrize("name", PROCESSES)
def test_calls_of_the_process(home: Home, quick: Path, tmp_path: Path, name: str, full: bool) -> None:
    """The same for the calls of a process beneath the home, also those of SQLite: with --full for each of them."""
    scene = Scene(home, name)
    for call, number in choose(scene, quick, tmp_path / "trace", every=full):
        done = inject(scene, call, number, f"error={'EIO' if number % 2 else 'ENOSPC'}")
        answer = read_answer(done.returncode, done.stdout, done.stderr)
        scene.judge(answer, SAYS, late=True, half=call == "unlink")
        scene.begin()


@pytest.mark.usefixtures("tracer")
@pytest.mark.parametrize("name", PROCESSES)
def test_killed_at_a_call(home: Home, quick: Path, tmp_path: Path, name: str, full: bool) -> None:
    """Killed as it makes a call, a command has done all or nothing, and works afterwards; --full tries each call."""
    scene = Scene(home, name)
    for call, number in choose(scene, quick, tmp_path / "trace", every=full):
        assert inject(scene, call, number, "signal=KILL").returncode == -signal.SIGKILL
        scene.look_and_go_on()
        scene.begin()
