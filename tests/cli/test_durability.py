"""Nothing that was acknowledged is lost: processes are killed at random moments, and eight of them write at once."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.harness import Home

LOOP = """
import sys
from itertools import count
from tinywins.__main__ import main
who = sys.argv[1]
for number in count():
    sys.argv = ["tinywins", "log", f"{who} {number}", "+run=1.5", "+work"]
    if main():
        sys.exit(1)
"""
ONCE = """
import sys
import tinywins.__main__, tinywins.cli.boundary, tinywins.render.text
import tinywins.services.logging, tinywins.storage.schema
print("ready", flush=True)
sys.argv = ["tinywins", "log", "The first ever", "+run=1.5"]
sys.exit(tinywins.__main__.main())
"""
CROWD = """
import sys, time
from tinywins.__main__ import main
who = sys.argv[1]
for number in range(int(sys.argv[2])):
    sys.argv = ["tinywins", "log", f"{who} {number}", "+run=1.5", "+work"]
    begun = time.perf_counter()
    if main():
        sys.exit(1)
    print("took", time.perf_counter() - begun, flush=True)
"""


@pytest.fixture
def kills(request: pytest.FixtureRequest) -> int:
    """How many processes a test kills: a hundred in all tests together, with --full ten times as many."""
    return 250 if request.config.getoption("--full") else 25


def start(home: Home, script: str, *arguments: str) -> "subprocess.Popen[bytes]":
    """Start a script that logs; what it says beside its replies goes into a file in the person's folder."""
    with (home.user / f"said-{'-'.join(arguments) or 'once'}").open("wb") as said:
        command = [sys.executable, "-c", script, *arguments]
        return subprocess.Popen(command, env=home.env, stdout=subprocess.PIPE, stderr=said)


def read_codes(out: bytes) -> list[str]:
    """Read the short codes that were acknowledged: those of the replies that came whole."""
    whole = out[: out.rfind(b"\n") + 1].decode()
    return [line.split()[-1] for line in whole.splitlines() if line.startswith("✓")]


def check_log(home: Home) -> None:
    """See that doctor finds nothing wrong, and that this device's changes are numbered from 1 without a gap."""
    doctor = home.call("doctor")
    assert "wrong" not in doctor.out
    numbers = [row[0] for row in home.sql("SELECT n FROM change ORDER BY device, n")]
    assert numbers == list(range(1, len(numbers) + 1))


def kill_logging(home: Home, name: str, wait: float) -> list[str]:
    """Log in a loop, kill the process some time after its first reply, and give the codes that it acknowledged."""
    process = start(home, LOOP, name)
    assert process.stdout
    first = process.stdout.readline()
    time.sleep(wait)
    process.kill()
    rest, _ = process.communicate()
    assert process.returncode == -9, (home.user / f"said-{name}").read_text()
    return read_codes(first + rest)


@pytest.mark.parametrize("seed", range(3))
def test_no_acknowledged_entry_is_lost_to_a_kill(home: Home, kills: int, seed: int) -> None:
    """Killed at a random moment again and again, the log holds every entry whose reply came out."""
    moments = random.Random(seed)
    home.call("habit", "add", "run", "--unit", "km")
    acknowledged: list[str] = []
    for number in range(kills):
        codes = kill_logging(home, f"p{number}", moments.uniform(0, 0.04))
        assert codes
        acknowledged += codes
    kept = [entry["short"] for entry in home.entries()]
    assert len(acknowledged) == len(set(acknowledged))
    assert set(acknowledged) <= set(kept)
    assert len(kept) <= len(acknowledged) + kills  # at most the one entry whose reply the kill cut off
    check_log(home)


def test_a_kill_during_the_first_log_ever_leaves_a_log_or_none(tmp_path: Path, kills: int) -> None:
    """The first entry makes the log: killed meanwhile, it is there whole or not at all, and the next one works."""
    moments = random.Random(4)
    for number in range(kills):
        folder = tmp_path / str(number)
        folder.mkdir()
        home = Home(folder)
        process = start(home, ONCE)
        assert process.stdout
        process.stdout.readline()
        time.sleep(moments.uniform(0, 0.03))
        process.kill()
        out, _ = process.communicate()
        acknowledged = read_codes(out)
        kept = [entry["short"] for entry in home.entries()]
        assert len(kept) <= 1
        assert set(acknowledged) <= set(kept)
        after = home.call("log", "The one after").short
        assert [entry["short"] for entry in home.entries()] == [*kept, after]
        assert sorted(os.listdir(home.folder)) == ["tinywins.db", "tinywins.lock"]
        check_log(home)


def test_eight_processes_log_at_once(home: Home, pytestconfig: pytest.Config) -> None:
    """Of 8 times 50 entries every one is there and numbered without a gap; with --full, no call waits over 2 s."""
    processes = [start(home, CROWD, str(who), "50") for who in range(8)]
    outputs = [process.communicate(timeout=120)[0] for process in processes]
    assert [process.returncode for process in processes] == [0] * 8
    entries = home.entries()
    assert {entry["text"] for entry in entries} == {f"{who} {number}" for who in range(8) for number in range(50)}
    assert {entry["short"] for entry in entries} == {code for out in outputs for code in read_codes(out)}
    assert len(entries) == 400
    assert home.sql("SELECT count(*), min(n), max(n), count(DISTINCT device) FROM change") == [(400, 1, 400, 1)]
    assert home.sql("SELECT n, amount FROM tag_day WHERE tag = 'run'") == [(400, 600_000)]
    took = [float(line.split()[1]) for out in outputs for line in out.splitlines() if line.startswith(b"took")]
    assert len(took) == 400
    assert max(took) < 2.0 or not pytestconfig.getoption("--full")  # on a busy machine a wait is no fault of the log
    check_log(home)
