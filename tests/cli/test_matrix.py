"""Every command in every locale, on every terminal, with every stream and folder there may be or not be.

Each command meets each locale, TERM, stream and place; over all commands each pair of them is met many times. With
--full each command meets each combination of them.
"""

import contextlib
import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from itertools import combinations, product
from pathlib import Path

import pytest

from tests.cli.everything import ACTS, MORE, list_commands, live
from tests.cli.forked import PLACES, STDIN, STREAMS, Case, End, name_user
from tests.cli.harness import CODES, Answer, Home

MEMORY = "/dev/shm"  # where nothing waits for a disk
ROOT = str(Path(__file__).parents[2])
LOCALES: dict[str, dict[str, str | None]] = {
    "C": {"LC_ALL": "C"},
    "UTF-8": {"LC_ALL": "C.UTF-8"},
    "Latin-1": {"LC_ALL": "POSIX", "PYTHONIOENCODING": "latin-1"},
    "ASCII": {"LC_ALL": "POSIX", "PYTHONIOENCODING": "ascii"},
    "no UTF-8 mode": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
}
TERMS = ("xterm", "dumb", None)
SOUND = ("pipe", "one column", "no stderr", "broken")  # streams that change no exit code
CLOSED_PLACES = ("HOME is a file", "HOME may be read alone")  # places where nothing can be recorded

WHY = re.compile(r"is not a folder|cannot be (?:written to|opened)|Permission denied|Not a directory|no backups")
MISSED = re.compile("could not be written|no standard output|The disk is full")
MUTE = ("no stdout", "full")  # streams on which output comes to nothing


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home that has one of everything; it stays as it is."""
    return live(Home(tmp_path_factory.mktemp("base")))


def list_all() -> dict[str, list[str]]:
    """Give the words of every command, and those of more that some of them can do, by a name."""
    return {**list_commands(), **{f"also {line}": shlex.split(line) for line in MORE}}


def choose_cases(locale: int, *, every: bool) -> list[tuple[str, Case]]:
    """Give the cases of a locale, each with the path of its command: the streams in turn, or all there are."""
    commands = list_all().items()
    if every:
        worlds = [*product(TERMS, STREAMS, PLACES)]
        return [(path, Case(words, *world)) for path, words in commands for world in worlds]
    cases = []
    for number, (path, words) in enumerate(commands):
        for turn, stream in enumerate(STREAMS):
            if (number + turn) % len(LOCALES) == locale:
                place = PLACES[(number // len(LOCALES) + turn) % len(PLACES)]
                cases.append((path, Case(words, TERMS[(number + turn) % 3], stream, place)))
    return cases


def run(base: Home, folder: Path, cases: list[Case], locale: Mapping[str, str | None]) -> list[End]:
    """Run cases in a process of a locale that forks a child for each; they are in memory, if that can be."""
    asked, told = folder / "asked.json", folder / "told.json"
    env = {**base.environment(locale), "PYTHONPATH": ROOT}
    with tempfile.TemporaryDirectory(dir=MEMORY if os.access(MEMORY, os.W_OK) else folder) as work:
        wanted = {"work": work, "base": str(base.folder), "cases": [asdict(case) for case in cases]}
        asked.write_text(json.dumps(wanted), "utf-8")
        command = [sys.executable, "-m", "tests.cli.forked", str(asked), str(told)]
        done = subprocess.run(command, env=env, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return [End(**end) for end in json.loads(told.read_text("utf-8"))]


@pytest.fixture(scope="module")
def usual(base: Home, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Answer]:
    """What each command gives where nothing is odd; what acts ends well."""
    home, answers = Home(tmp_path_factory.mktemp("usual")), {}
    home.env["EDITOR"] = "true"
    with contextlib.chdir(home.user):
        for path, words in list_all().items():
            shutil.copytree(base.folder, home.folder)
            answers[path] = home.call(*name_user(words, base.user), stdin=STDIN, code=None)
            shutil.rmtree(home.folder)
    assert {path: answers[path] for path in ACTS if answers[path].code} == {}
    return answers


@pytest.mark.parametrize("locale", LOCALES)
def test_every_command_everywhere(
    base: Home, usual: dict[str, Answer], tmp_path: Path, locale: str, pytestconfig: pytest.Config
) -> None:
    """No traceback, no hang, a documented exit code, and nothing acknowledged that is not in the log."""
    chosen = choose_cases([*LOCALES].index(locale), every=pytestconfig.getoption("--full"))
    ends = run(base, tmp_path, [case for _, case in chosen], LOCALES[locale])
    wrong = [
        (fault, path, case, end)
        for (path, case), end in zip(chosen, ends, strict=True)
        if (fault := find_fault(path, case, end, usual[path]))
    ]
    assert wrong == []


def test_what_meets_what() -> None:
    """Each command meets each locale, TERM, stream and place, and over all commands each two of them meet often."""
    met = [
        (path, locale, case.term, case.stream, case.place)
        for number, locale in enumerate(LOCALES)
        for path, case in choose_cases(number, every=False)
    ]
    sizes = (len(list_all()), len(LOCALES), len(TERMS), len(STREAMS), len(PLACES))
    for one, other in combinations(range(5), 2):
        pairs = Counter((row[one], row[other]) for row in met)
        assert len(pairs) == sizes[one] * sizes[other]
        assert one == 0 or min(pairs.values()) >= 10


def find_fault(path: str, case: Case, end: End, usual: Answer) -> str:
    """Name what is wrong with how a case ended; "" where nothing is."""
    text, changed = end.out + end.err, end.after != end.before
    acts = path in ACTS or path == "also log -"
    sound, closed = case.place in ("home", "no HOME"), case.place in CLOSED_PLACES
    unsaid = case.stream in ("no stderr", "none at all")
    faults = {
        "a hang": end.code == -signal.SIGALRM,
        "an exit code that --help does not name": end.code not in CODES,
        "a traceback": any(word in text for word in ("Traceback", "unforeseen", "Exception ignored")),
        "a change by a command that looks": changed and not acts,
        "an acknowledgement of what is not there": acts and not changed and (end.code == 0 or "✓" in end.out),
        "a refusal of what is there": acts and changed and end.code != 0,
        "another code than usual": sound and case.stream in SOUND and end.code != usual.code,
        "no word about output that nobody got": case.stream in MUTE
        and sound
        and bool(usual.out)
        and usual.code == 0
        and not MISSED.search(end.err),
        "no word about why nothing was recorded": acts and closed and not unsaid and not WHY.search(text),
    }
    return ", ".join(fault for fault, is_there in faults.items() if is_there)
