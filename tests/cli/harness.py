"""A person at the command line, for tests: a home of their own, a clean environment, and what they see."""

import gc
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import Any

import pexpect

from tinywins.__main__ import main

NOW = "2026-11-22T10:42:00+01:00"  # a Sunday
CODES = (0, 1, 2, 3, 130)  # those that --help names
# Root passes by all file modes until these two rights (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH) are taken from it.
CAPS = (
    "import ctypes, os\n"
    "drop = ctypes.CDLL(None).prctl\n"
    "os.geteuid() or not any(drop(24, right, 0, 0, 0) for right in (1, 2)) or exit(77)\n"
)
START = "import os, sys; os.execv(sys.executable, [sys.executable, '-m', 'tinywins', *sys.argv[1:]])\n"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command gave: its exit code, its data, and what it said beside it (without the word on the clock)."""

    code: int
    out: str
    err: str

    def json(self, kind: str) -> Any:
        """Read the data as JSON in the envelope of a kind."""
        body = json.loads(self.out)
        assert body["schema"] == f"tinywins.{kind}/1"
        return body

    @property
    def short(self) -> str:
        """The short id at the end of the reply's first line."""
        return self.out.partition("\n")[0].split()[-1]


def read_answer(code: int, out: bytes, err: bytes) -> Answer:
    """Read what a command gave; no input and no environment may end in a traceback or an unknown exit code."""
    told = err.decode("utf-8", "backslashreplace").replace(f"The clock is fixed at {NOW} (TINYWINS_NOW).\n", "")
    answer = Answer(code, out.decode("utf-8", "backslashreplace"), told)
    for text in (answer.out, answer.err):
        assert "Traceback" not in text
        assert "unforeseen" not in text
        assert "Exception ignored" not in text
    assert code in CODES, answer
    return answer


class Home:
    """A folder of a test's own with the log in it, and the environment in which commands run there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "home"
        self.user = folder / "user"
        self.user.mkdir(exist_ok=True)
        self.path = self.folder / "tinywins.db"
        self.env = {
            "TINYWINS_HOME": str(self.folder),
            "TINYWINS_NOW": NOW,
            "HOME": str(self.user),
            "LC_ALL": "C.UTF-8",
            "PATH": "/usr/local/bin:/usr/bin:/bin",
            "TERM": "xterm",
            "TZ": "UTC",
        }
        self.env |= {name: os.environ[name] for name in ("PYTHONPATH",) if name in os.environ}  # this checkout's

    def run(
        self,
        *arguments: str | bytes,
        stdin: bytes | None = b"",
        code: int | None = 0,
        env: Mapping[str, str | None] | None = None,
        before: str = "",
        sh: str = "",
        timeout: float = 60,
    ) -> Answer:
        """Run the program as a process of its own.

        `env` changes the environment (None takes a name out), `before` is Python that runs in the process first,
        `sh` a shell's line in which "$@" is the command, and `stdin` None leaves standard input empty and closed.
        """
        command: list[str | bytes] = [sys.executable, "-c", before + START] if before else module()
        command += arguments
        if sh:
            command = ["/bin/sh", "-c", sh, "sh", *command]
        changes = dict(env or {})
        if "RLIMIT" in before:  # or the limit would cut Python's own caches short
            changes["PYTHONDONTWRITEBYTECODE"] = "1"
        done = subprocess.run(
            command,
            env=self.environment(changes),
            cwd=self.user,
            input=stdin,
            stdin=subprocess.DEVNULL if stdin is None else None,
            capture_output=True,
            timeout=timeout,
            check=False,
        )
        if before.startswith(CAPS) and done.returncode == 77:
            import pytest

            pytest.skip("root's rights cannot be dropped here")
        answer = read_answer(done.returncode, done.stdout, done.stderr)
        assert code is None or answer.code == code, answer
        return answer

    def environment(self, changes: Mapping[str, str | None] | None = None) -> dict[str, str]:
        """Give the environment of a process: this home's, with changes."""
        return {name: value for name, value in {**self.env, **(changes or {})}.items() if value is not None}

    def call(
        self,
        *arguments: str | bytes,
        stdin: bytes = b"",
        code: int | None = 0,
        env: Mapping[str, str | None] | None = None,
    ) -> Answer:
        """Run the program inside this process: quicker, and good enough where nothing is about processes."""
        with streams(self.environment(env), stdin) as (out, err):
            sys.argv = ["tinywins", *map(os.fsdecode, arguments)]
            ended = main()
        answer = read_answer(ended, read_all(out), read_all(err))
        out.close()
        err.close()
        assert code is None or answer.code == code, answer
        return answer

    def spawn(
        self, *arguments: str, width: int = 80, height: int = 40, env: Mapping[str, str | None] | None = None
    ) -> "pexpect.spawn":
        """Run the program on a real terminal."""
        return pexpect.spawn(
            sys.executable,
            ["-m", "tinywins", *arguments],
            env=self.environment(env),
            cwd=str(self.user),
            dimensions=(height, width),
            timeout=30,
        )

    def state(self) -> list[str]:
        """Give all that is recorded, as the program itself tells it."""
        asked = (["export", "log"], ["export", "amounts"], ["export", "habits"])
        exports = [self.call(*words, "--format", "jsonl").out for words in asked]
        return [*exports, self.call("tag", "list", "--json").out, self.call("config", "list", "--json").out]

    def texts(self) -> list[str]:
        """Give the texts of all entries, oldest first."""
        return [entry["text"] for entry in self.entries()]

    def entries(self) -> list[dict[str, Any]]:
        """Give all entries, oldest first, as their JSON Lines tell them."""
        lines = self.call("export", "log", "--format", "jsonl").out.split("\n")  # a text may hold other breaks
        return [json.loads(line) for line in lines[:-1]]

    def files(self) -> dict[str, bytes]:
        """Give every file below the home and the person's own folder, with its bytes."""
        tops = (self.folder, self.user)
        return {str(path): path.read_bytes() if path.is_file() else b"" for top in tops for path in top.rglob("*")}

    def sql(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """Run SQL in the log, as somebody with a database browser might."""
        with closing(sqlite3.connect(self.path)) as db, db:
            return db.execute(statement, values).fetchall()


def module() -> list[str | bytes]:
    """Give the command that runs the program."""
    return [sys.executable, "-m", "tinywins"]


def open_stream() -> TextIOWrapper:
    """Make a standard stream that has a real file behind it."""
    return TextIOWrapper(tempfile.TemporaryFile("w+b"), "utf-8", "surrogateescape", "\n")


@contextmanager
def streams(env: Mapping[str, str], stdin: bytes) -> Iterator[tuple[TextIOWrapper, TextIOWrapper]]:
    """Give the program another environment and other standard streams, and put everything back."""
    kept = dict(os.environ), sys.argv, sys.stdin, sys.stdout, sys.stderr, os.umask(0o022)
    into, out, err = (open_stream() for _ in range(3))
    into.buffer.write(stdin)
    into.seek(0)
    os.environ.clear()
    os.environ.update(env)
    tempfile.tempdir = None
    sys.stdin, sys.stdout, sys.stderr = into, out, err
    try:
        yield out, err
    finally:
        gc.enable()
        before, sys.argv, sys.stdin, sys.stdout, sys.stderr, mask = kept
        os.environ.clear()
        os.environ.update(before)
        os.umask(mask)
        tempfile.tempdir = None
        into.close()


def read_all(stream: TextIOWrapper) -> bytes:
    """Read a stream from its beginning, as bytes."""
    stream.seek(0)
    return stream.read().encode("utf-8", "surrogateescape")


def refuse(home: Home, *arguments: str | bytes, says: Sequence[str], code: int = 2, **how: Any) -> Answer:
    """See that a command is refused with a sentence, prints no data, and leaves the log as it was.

    It runs inside this process, unless `process` asks for one of its own, as `run` does with `before` and `sh`.
    """
    before = home.state()
    if how.pop("process", False) or "before" in how or "sh" in how:
        answer = home.run(*arguments, code=code, **how)
    else:
        answer = home.call(*arguments, code=code, **how)
    for words in says:
        assert words in answer.err, answer
    assert answer.out == ""
    assert "!" not in answer.err
    assert home.state() == before
    return answer
