"""The full screen, measured on a terminal: how soon it is painted, and what single keys cost."""

import fcntl
import json
import os
import re
import select
import shutil
import signal
import struct
import tempfile
import termios
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

from tests.bench.processes import Case

ROWS, COLUMNS = 24, 80
CODES = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|[P\]^_].*?(?:\x1b\\|\x07)|[ -/]*[0-~])", re.DOTALL)
PATIENCE = 60  # seconds until something must have been painted


@dataclass(slots=True)
class Painting(Case):
    """A program on a terminal, run until a text is on its screen."""

    awaited: bytes = b""


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the table that is a number of its own, with the most that it may be."""

    what: str
    found: float
    limit: float
    unit: str
    runs: int


def open_terminal() -> tuple[int, str]:
    """Open a terminal of 80 columns and 24 rows, and give its own end and the name of the program's."""
    ours, theirs = os.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    name = os.ttyname(theirs)
    os.close(theirs)
    return ours, name


def spawn(case: Case, terminal: str, more: dict[str, str] | None = None) -> int:
    """Start a program on a terminal and give its process."""
    files = [(os.POSIX_SPAWN_OPEN, number, terminal, os.O_RDWR, 0) for number in (0, 1, 2)]
    plain = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
    environment = case.environment | plain | (more or {})
    return os.posix_spawn(case.command[0], case.command, environment, file_actions=files, setsid=True)


def read_more(ours: int, name: str) -> bytes:
    """Read what a program wrote; SystemExit where nothing comes, and b"" where it has closed the terminal."""
    if not select.select([ours], [], [], PATIENCE)[0]:
        raise SystemExit(f"{name} paints nothing.")
    try:
        return os.read(ours, 1 << 16)
    except OSError:
        return b""


def paint(case: Painting) -> None:
    """Run a program until its text can be read, note what it took, and end it."""
    ours, terminal = open_terminal()
    seen = b""
    begun = perf_counter()
    process = spawn(case, terminal)
    while case.awaited not in CODES.sub(b"", seen):
        block = read_more(ours, case.name)
        if not block:
            raise SystemExit(f"{case.name} ended before it showed {case.awaited.decode()}.")
        seen += block
    case.wall.append(perf_counter() - begun)
    os.kill(process, signal.SIGKILL)
    _, _, used = os.wait4(process, 0)
    os.close(ours)
    case.cpu.append(used.ru_utime + used.ru_stime)


def paint_in_turns(cases: Sequence[Painting], runs: int) -> None:
    """Warm every program up, then run them in turns."""
    for case in cases:
        for _ in range(2):
            paint(case)
        case.wall.clear()
        case.cpu.clear()
    for turn in range(runs):
        order = turn % len(cases)
        for case in (*cases[order:], *cases[:order]):
            paint(case)


def measure_keys(programs: Path, history: Path) -> list[Fact]:
    """Let the program press its own keys on a copy of a log, and give what they took at most."""
    script = str(Path(__file__).with_name("screen_work.py"))
    with tempfile.TemporaryDirectory() as folder:
        home, report = Path(folder) / "home", Path(folder) / "report"
        shutil.copytree(history, home)
        ours, terminal = open_terminal()
        case = Case("the keys", [str(programs / "python"), script, str(report)], str(home))
        process = spawn(case, terminal)
        while read_more(ours, case.name):
            pass
        os.waitpid(process, 0)
        os.close(ours)
        found = json.loads(report.read_text(encoding="utf-8"))
    toggle, log, year = found["toggle"], found["log"], found["year"]
    return [
        Fact("a toggle, to its repaint and less its commit: median", median(toggle), 16, "ms", len(toggle)),
        Fact("the log by pages: the longest frame", max(log), 33, "ms", len(log)),
        Fact("a walk through the heatmap: the longest frame", max(year), 33, "ms", len(year)),
        Fact("the memory of all that", found["memory"] / 1024, 120, "MB", 1),
    ]
