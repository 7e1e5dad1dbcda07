"""How far something long is: told on a terminal alone, and once a second has gone by."""

import sys
import time
from collections.abc import Callable

from tinywins.cli.boundary import complain

PATIENCE = 1.0  # seconds


def watch(what: str) -> Callable[[int], None]:
    """Give what tells how many of something are done; `what` is as in `changes folded`."""
    begun = time.monotonic()
    said = [begun]

    def tell(number: int) -> None:
        now = time.monotonic()
        if sys.stderr is not None and sys.stderr.isatty() and now - begun > PATIENCE and now - said[0] > PATIENCE / 4:
            said[0] = now
            complain(f"\r{number:,} {what}\r")

    return tell
