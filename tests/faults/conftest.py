"""What the tests of faults share: homes in memory, where nothing waits for a disk."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.harness import Home

MEMORY = "/dev/shm"


@pytest.fixture
def quick(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory, or on the disk where there is none."""
    if not os.access(MEMORY, os.W_OK):
        yield tmp_path
        return
    folder = tempfile.mkdtemp(dir=MEMORY)
    yield Path(folder)
    shutil.rmtree(folder)


@pytest.fixture
def home(quick: Path) -> Home:
    """A home with a habit, a limit and some entries."""
    home = Home(quick)
    home.call("habit", "add", "run", "--unit", "km")
    home.call("habit", "add", "coffee", "--limit", "2")
    home.call("log", "Watered the plants", "+garden")
    home.call("log", "Along the river", "+run=5.2", "--on", "yesterday")
    home.call("log", "Answered the hardest review", "+reviews")
    return home


@pytest.fixture
def full(request: pytest.FixtureRequest) -> bool:
    """Whether all is tried that can be: with --full."""
    return bool(request.config.getoption("--full"))


@pytest.fixture
def tracer() -> str:
    """The path of strace, where a process may be traced."""
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("there is no strace here")
    if subprocess.run([strace, "-o", os.devnull, "true"], capture_output=True, check=False).returncode:
        pytest.skip("nothing may be traced here")
    return strace
