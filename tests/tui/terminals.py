"""The whole program on a real terminal: keys go in, the screen is read back, and all that was written is kept."""

import re
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress

import pexpect
import pyte

from tests.cli.harness import Home
from tests.cli.test_terminal import find_harm

PATIENCE = 30.0  # seconds that a test waits for what must come
QUIET = 0.25  # seconds without output after which nothing more is expected; an escape key alone needs half of it
ESCAPE, ENTER, BACKSPACE, REDO, PALETTE, CLEAR = "\x1b", "\r", "\x7f", "\x12", "\x10", "\x15"
MODES = "1000|1003|1004|1006|1015|1049|2004|2026|2048|25|7"
OURS = re.compile(  # what Textual itself writes: styles, places, modes, questions about them, and the pointer's shape
    r"\x1b\[[\d;]*m|\x1b\[\d+;\d+H"
    rf"|\x1b\[\?(?:{MODES})[hl]|\x1b\[\?(?:2026|2048)\$p|\x1b\[>\d+u|\x1b\[<u|\x1b\]22;(?:default|pointer|text)\x07"
)


class Terminal:
    """A terminal of some size with the program on it."""

    def __init__(self, child: "pexpect.spawn", size: tuple[int, int]) -> None:
        self.child = child
        self.raw = bytearray()
        self.screen = pyte.Screen(*size)
        self.stream = pyte.ByteStream(self.screen)

    def read(self, timeout: float = QUIET) -> bool:
        """Read what is written next; False where nothing came in time, or the program has ended."""
        try:
            written: bytes = self.child.read_nonblocking(1 << 16, timeout)
        except (pexpect.TIMEOUT, pexpect.EOF):
            return False
        self.raw += written
        self.stream.feed(re.sub(rb"\x1b\[[<>][\d;]*u|\x1b\[\?\d+\$p", b"", written))  # unknown to pyte
        return True

    def settle(self, quiet: float = QUIET) -> None:
        """Read until nothing more comes."""
        while self.read(quiet):
            pass

    def wait(self, *words: str, without: str = "") -> None:
        """Read until the screen has these words, and does not have that one."""
        end = time.monotonic() + PATIENCE
        while not (all(word in self.shown for word in words) and (not without or without not in self.shown)):
            assert time.monotonic() < end and (self.read(1.0) or self.child.isalive()), (words, without, self.shown)

    def press(self, *keys: str) -> None:
        """Press keys, each seen through."""
        for key in keys:
            self.child.send(key)
            self.settle(QUIET if key == ESCAPE else QUIET / 2)

    def type(self, text: str, *words: str) -> None:
        """Type at once, and wait until the screen has some words."""
        self.child.send(text)
        self.wait(*words)

    def resize(self, width: int, height: int) -> None:
        """Give the window another size."""
        self.screen.resize(height, width)
        self.child.setwinsize(height, width)
        self.settle()

    def end(self) -> int | None:
        """Read to the end; give the exit code, None where a signal ended the program."""
        end = time.monotonic() + PATIENCE
        while self.child.isalive() or self.read(0.05):
            self.read(0.05)
            assert time.monotonic() < end, self.shown
        self.child.close()
        code: int | None = self.child.exitstatus
        return code

    @property
    def lines(self) -> list[str]:
        """The lines of the screen, without blanks at their ends."""
        return [line.rstrip() for line in self.screen.display]

    @property
    def shown(self) -> str:
        """The screen as one text."""
        return "\n".join(self.lines)

    @property
    def written(self) -> str:
        """All that was written on the terminal so far, strictly as UTF-8."""
        return self.raw.decode()

    def modes_left(self) -> set[str]:
        """Give the modes of the terminal that were switched and not switched back."""
        last = dict(re.findall(r"\x1b\[\?(\d+)([hl])", self.written))
        return {mode for mode, to in last.items() if to != ("h" if mode in ("25", "7") else "l")}

    def find_harm(self) -> list[str]:
        """List what reached the terminal and is not Textual's own."""
        return find_harm(OURS.sub("", self.written))


@contextmanager
def open_terminal(
    home: Home, size: tuple[int, int] = (80, 24), env: Mapping[str, str | None] | None = None
) -> Iterator[Terminal]:
    """Open the full screen on a terminal of a size; it is ended with the test."""
    child = home.spawn("tui", width=size[0], height=size[1], env={"TERM": "xterm-256color", **(env or {})})
    terminal = Terminal(child, size)
    try:
        terminal.wait("[1 Today]", "? Help")
        yield terminal
    finally:
        with suppress(OSError):  # a test may have closed it
            child.close(force=True)
