"""Whole processes, measured: run in turns, each with its wall time, its processor time and its peak of memory."""

import hashlib
import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median
from time import perf_counter

STRANGE = ("PYTHON", "TINYWINS", "VIRTUAL_ENV", "XDG")  # they change how a program starts, or what it works on


@dataclass(slots=True)
class Case:
    """A program to be run again and again, and what was measured: seconds of wall and processor, kilobytes.

    `home` is where it keeps data and settings, as a platform's folders would be: TINYWINS_HOME is a short cut.
    """

    name: str
    command: list[str]
    home: str = ""
    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    memory: int = 0

    @property
    def environment(self) -> dict[str, str]:
        """The environment of a usual shell: nothing that changes how Python starts, and no fixed clock."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith(STRANGE)}
        return kept | {"XDG_DATA_HOME": self.home, "XDG_CONFIG_HOME": self.home}


def run(case: Case) -> None:
    """Run a program once, its output thrown away, and note what it took."""
    nowhere = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_RDWR, 0) for number in (0, 1)]
    begun = perf_counter()
    process = os.posix_spawn(case.command[0], case.command, case.environment, file_actions=nowhere)
    _, status, used = os.wait4(process, 0)
    case.wall.append(perf_counter() - begun)
    case.cpu.append(used.ru_utime + used.ru_stime)
    case.memory = max(case.memory, used.ru_maxrss)
    if os.waitstatus_to_exitcode(status) not in (0, 3):  # 3 is what `due` says when something is
        raise SystemExit(f"{case.name} ended with {os.waitstatus_to_exitcode(status)}.")


def run_in_turns(cases: Sequence[Case], runs: int) -> None:
    """Warm every program up, then run them in turns, so that a slow minute of the machine is everybody's."""
    for case in cases:
        for _ in range(2):
            run(case)
        case.wall.clear()
        case.cpu.clear()
    for turn in range(runs):
        order = turn % len(cases)
        for case in (*cases[order:], *cases[:order]):
            run(case)


def digest(case: Case) -> str:
    """Give the SHA-256 of what a program writes to standard output."""
    found = hashlib.sha256()
    with subprocess.Popen(case.command, env=case.environment, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        while block := process.stdout.read(1 << 20):
            found.update(block)
    return found.hexdigest()


def compare_wall(case: Case, base: Case) -> float:
    """Give the ratio of the medians of wall time."""
    return median(case.wall) / median(base.wall)


def compare_cpu(case: Case, base: Case) -> float:
    """Give the ratio of the medians of processor time."""
    return median(case.cpu) / median(base.cpu)
