"""A process with the whole program in memory that forks: each child runs one command, and is killed in time.

Run as a script, it reads a line of JSON for each child, and answers with the child's exit code (-9 for a kill) and the
seconds it ran.
"""

import gc
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tests.cli.harness import Home, read_answer

CODES = (0, 1, 2, -signal.SIGKILL)


class Nursery:
    """The process that forks, seen from a test: one command after the other in a home."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self.out, self.err = home.user / "out", home.user / "err"
        command = [sys.executable, "-m", "tests.faults.nursery", str(home.user), str(self.out), str(self.err)]
        top = Path(__file__).parents[2]
        env = {**home.env, "PYTHONPATH": str(top)}
        self.process = subprocess.Popen(
            command, env=env, cwd=top, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def run(self, words: Sequence[str], seconds: float) -> tuple[int, str, float]:
        """Run a command that is killed after so many seconds; give its code, what it printed, and how long it ran."""
        assert self.process.stdin
        assert self.process.stdout
        for stream in (self.out, self.err):
            stream.write_bytes(b"")
        print(json.dumps([words, seconds]), file=self.process.stdin, flush=True)
        code, took = json.loads(self.process.stdout.readline())
        assert code in CODES, code
        told = read_answer(max(code, 0), self.out.read_bytes(), self.err.read_bytes())
        return code, told.out, took

    def measure(self, words: Sequence[str]) -> float:
        """Run a command to its end; give the seconds that it took."""
        code, _, took = self.run(words, 60)
        assert code == 0, self.err.read_text()
        return took

    def end(self) -> None:
        """End the process."""
        self.process.communicate()


def run_child(words: Sequence[str], out: str, err: str) -> None:
    """Run a command in this process, which ends with it; its streams are files, which outlive a kill."""
    from tinywins.__main__ import main

    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGCHLD])
    for number, path in enumerate((os.devnull, out, err)):
        stream = os.open(path, os.O_RDWR)
        os.dup2(stream, number)
    sys.argv = ["tinywins", *words]
    code = 99
    try:
        code = main()
        sys.stdout.flush()
    finally:
        os._exit(code)


def raise_child(words: Sequence[str], seconds: float, out: str, err: str) -> tuple[int, float]:
    """Fork a child, kill it after so many seconds unless it has ended, and give its code and how long it ran."""
    begun = time.monotonic()
    child = os.fork()
    if not child:
        run_child(words, out, err)
    signal.sigtimedwait([signal.SIGCHLD], seconds)
    took = time.monotonic() - begun
    os.kill(child, signal.SIGKILL)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    signal.sigtimedwait([signal.SIGCHLD], 0)  # of a child that was killed, lest the next one seem to have ended
    return code, took


def warm(folder: str) -> None:
    """Load what the commands need, by running them once in a home that nobody sees."""
    home = Home(Path(folder))
    home.call("log", "x")
    home.call("export", "log", "--format", "jsonl", "-o", f"{folder}/log.jsonl")
    home.call("import", f"{folder}/log.jsonl")
    home.call("backup")
    home.call("backup", "restore", "--yes")
    gc.collect()


def serve(folder: str, out: str, err: str) -> None:
    """Answer one request after the other, until there are no more."""
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGCHLD])
    os.makedirs(f"{folder}/warm")
    warm(f"{folder}/warm")
    for line in sys.stdin:
        words, seconds = json.loads(line)
        print(json.dumps(raise_child(words, seconds, out, err)), flush=True)


if __name__ == "__main__":
    serve(*sys.argv[1:])
