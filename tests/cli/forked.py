"""Commands in odd surroundings, each in a child forked from a process that has loaded all of the program.

`python -m tests.cli.forked ASKED TOLD` reads the cases as JSON from a file and writes what became of them to another.
It is started for each locale, which is settled when Python starts; streams and folders are settled in the child.
"""

import contextlib
import ctypes
import gc
import io
import json
import os
import pty
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.cli.harness import NOW, Home

STREAMS = ("pipe", "terminal", "no stdout", "no stderr", "no stdin", "none at all", "full", "broken", "one column")
PLACES = ("home", "no HOME", "HOME is a file", "HOME may be read alone", "no current folder")
CLOSED = {"no stdout": (1,), "no stderr": (2,), "no stdin": (0,), "none at all": (0, 1, 2)}
STDIN = b"From standard input +in\n"
STRAY = 99  # the code of what left the program by another way than its end
PATIENCE = 30  # seconds after which a command hangs
OURS = ("LC_ALL", "LANG", "PYTHONUTF8", "PYTHONCOERCECLOCALE", "PYTHONIOENCODING", "PATH")

Encodings = list[tuple[str, str | None]]  # of standard input, output and error: the encoding, what is done without it


@dataclass(frozen=True, slots=True)
class Case:
    """A command, and where it runs: TERM (None for unset), streams and folders, each by its name."""

    words: list[str]
    term: str | None
    stream: str
    place: str


@dataclass(frozen=True, slots=True)
class End:
    """How a case ended: code (negative for a signal), what was said, and the number of changes before and after."""

    code: int
    out: str
    err: str
    before: int
    after: int


def run_cases(work: Path, base: Path, cases: list[Case]) -> list[End]:
    """Run cases one after the other, each in a copy of the home `base` below `work`."""
    gc.disable()
    encodings = [(stream.encoding, stream.errors) for stream in (sys.stdin, sys.stdout, sys.stderr)]
    warm(work / "warm", base, cases)
    gc.freeze()
    return [run_case(work, base, case, encodings) for case in cases]


def name_user(words: list[str], user: Path) -> list[str]:
    """Give the words of a command with the folder of the person in them."""
    return [word.replace("{user}", str(user)) for word in words]


def warm(work: Path, base: Path, cases: list[Case]) -> None:
    """Run each command once in this process, so that all it needs is loaded."""
    work.mkdir()
    home = Home(work)
    home.env["EDITOR"] = "true"
    shutil.copytree(base, home.folder)
    with contextlib.chdir(home.user):
        for words in {tuple(case.words): None for case in cases}:
            home.call(*name_user(list(words), base.parent / "user"), stdin=STDIN, code=None)


def run_case(work: Path, base: Path, case: Case, encodings: Encodings) -> End:
    """Run a case in a child, and look at the log before and after."""
    folder = work / "case"
    env, cwd, home = lay_out(folder, base, case)
    log = home / "tinywins.db"
    before = count_changes(log)
    words = name_user(case.words, base.parent / "user")
    code, out, err = fork(case, words, env, cwd, encodings)
    after = count_changes(log)
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o600)
    if case.place == "HOME is a file":
        assert (folder / "place").read_text() == "mine"
    shutil.rmtree(folder)
    return End(code, out, err, before, after)


def lay_out(folder: Path, base: Path, case: Case) -> tuple[dict[str, str], Path, Path]:
    """Make the folders of a case; give its environment, current folder, and the folder of its log."""
    user, home = folder / "user", folder / "home"
    user.mkdir(parents=True)
    env = {name: os.environ[name] for name in OURS if name in os.environ}
    env |= {"TZ": "UTC", "EDITOR": "true", "HOME": str(user)}
    if case.place == "HOME is a file":
        (folder / "place").write_text("mine")
        env["HOME"] = str(folder / "place")
    elif case.place == "HOME may be read alone":
        home = folder / "closed" / ".local" / "share" / "tinywins"
        env["HOME"] = str(folder / "closed")
    else:
        env |= {"TINYWINS_HOME": str(home), "TINYWINS_NOW": NOW}
    if case.place != "HOME is a file":
        shutil.copytree(base, home)
    if case.place == "HOME may be read alone":
        for path in ((folder / "closed"), *(folder / "closed").rglob("*")):
            path.chmod(0o500 if path.is_dir() else 0o400)
    if case.place == "no HOME":
        del env["HOME"]
    if case.term is not None:
        env["TERM"] = case.term
    if case.stream == "one column":
        env["COLUMNS"] = "1"
    return env, user, home


def count_changes(log: Path) -> int:
    """Count the changes of a log, 0 where there is none."""
    if not log.exists():
        return 0
    with closing(sqlite3.connect(f"file:{log}?mode=ro&immutable=1", uri=True)) as db:
        return int(db.execute("SELECT coalesce(sum(n), 0) FROM change").fetchone()[0])


def fork(case: Case, words: list[str], env: dict[str, str], cwd: Path, encodings: Encodings) -> tuple[int, str, str]:
    """Run a command in a child; give its exit code, what it wrote, and what it said beside it."""
    with tempfile.TemporaryFile() as into, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        into.write(STDIN)
        into.seek(0)
        child, terminal = pty.fork() if case.stream == "terminal" else (os.fork(), -1)
        if not child:
            become(case, words, env, cwd, encodings, [into.fileno(), out.fileno(), err.fileno()])
        shown = read_terminal(terminal, b"q" if words == ["tui"] else b"\x04") if terminal >= 0 else b""
        status = os.waitpid(child, 0)[1]
        out.seek(0)
        err.seek(0)
        texts = [data.decode("utf-8", "backslashreplace") for data in (shown + out.read(), err.read())]
    return os.waitstatus_to_exitcode(status), texts[0], texts[1]


def read_terminal(terminal: int, key: bytes) -> bytes:
    """Press a key again and again until the program at a terminal ends; give all that it wrote."""
    shown = b""
    os.set_blocking(terminal, False)
    while True:
        try:
            data = os.read(terminal, 1 << 16)
        except BlockingIOError:
            with contextlib.suppress(OSError):
                os.write(terminal, key)
            time.sleep(0.002)
            continue
        except OSError:
            data = b""
        if not data:
            os.close(terminal)
            return shown
        shown += data


def become(
    case: Case,
    words: list[str],
    env: dict[str, str],
    cwd: Path,
    encodings: Encodings,
    files: list[int],
) -> None:
    """Become the process that a shell would have started, and run the program; this never comes back."""
    try:
        signal.alarm(PATIENCE)
        os.chdir(cwd)
        if case.place == "no current folder":
            cwd.rmdir()
        if case.place == "HOME may be read alone":
            drop_rights()
        if case.stream != "terminal":
            connect(case.stream, files)
        os.closerange(3, 64)
        os.environ.clear()
        os.environ.update(env)
        tempfile.tempdir = None
        sys.stdin, sys.stdout, sys.stderr = (open_stream(at, *encodings[at]) for at in range(3))
        sys.argv = ["tinywins", *map(os.fsdecode, words)]
        from tinywins.__main__ import start

        start()
    finally:
        os._exit(STRAY)


def connect(stream: str, files: list[int]) -> None:
    """Connect the three standard streams as a case wants them."""
    for at, descriptor in enumerate(files):
        os.dup2(descriptor, at)
    if stream == "full":
        os.dup2(os.open("/dev/full", os.O_WRONLY), 1)
    if stream == "broken":
        reading, writing = os.pipe()
        os.dup2(writing, 1)
        os.close(reading)
    for at in CLOSED.get(stream, ()):
        os.close(at)


def open_stream(at: int, encoding: str, errors: str | None) -> io.TextIOWrapper:
    """Open a standard stream as Python does when it starts: there is none where it is closed."""
    try:
        os.fstat(at)
    except OSError:
        return None  # type: ignore[return-value]
    raw = io.FileIO(at, "w" if at else "r", closefd=False)
    if at:
        return io.TextIOWrapper(io.BufferedWriter(raw), encoding, errors, line_buffering=at == 2 or raw.isatty())
    return io.TextIOWrapper(io.BufferedReader(raw), encoding, errors)


def drop_rights() -> None:
    """Take from root, in this process, the rights by which it passes by all file modes."""
    if os.geteuid():
        return
    head, rights = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
    libc = ctypes.CDLL(None, use_errno=True)
    assert libc.capget(head, rights) == 0
    rights[0] &= ~0b110  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
    assert libc.capset(head, rights) == 0


def main() -> None:
    """Run the cases of the file that the first argument names, and write their ends to the second."""
    asked = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    cases = [Case(**case) for case in asked["cases"]]
    ends = run_cases(Path(asked["work"]), Path(asked["base"]), cases)
    Path(sys.argv[2]).write_text(json.dumps([asdict(end) for end in ends]), "utf-8")


if __name__ == "__main__":
    main()
