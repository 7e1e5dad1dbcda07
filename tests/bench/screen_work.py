"""What single keys of the full screen cost, by a process that is its own pilot: `python screen_work.py REPORT`.

It runs on a terminal with TINYWINS_HOME set to a log that it may write to, and writes what it found as JSON.
"""

import asyncio
import json
import os
import resource
import sys
from time import process_time
from typing import Any

from textual.events import Key
from textual.pilot import Pilot

from tinywins.storage.store import Writing
from tinywins.tui.app import TinyWins
from tinywins.tui.start import make_program

SETTLED = 0.12  # seconds after a key until all that it set off is painted
TOGGLES, PAGES, STEPS = 40, 60, 80


class Meter:
    """Measures the processor time from a key to the last thing that it repaints, and what of it was the commit."""

    def __init__(self, app: TinyWins) -> None:
        self.app = app
        self.committed = 0.0

    def watch_commits(self) -> None:
        """Add up what the end of each transaction takes, from now on."""
        real = Writing.__exit__

        def leave(writing: Writing, *raised: Any) -> None:
            begun = process_time()
            real(writing, *raised)
            self.committed += process_time() - begun

        Writing.__exit__ = leave  # type: ignore[method-assign]

    async def press(self, key: str, character: str | None = None) -> float:
        """Press a key, wait, and give its milliseconds less the commit."""
        self.committed, begun = 0.0, process_time()
        self.app.post_message(Key(key, character))
        await asyncio.sleep(SETTLED)
        return 1000 * (process_time() - begun - self.committed)


async def measure(meter: Meter) -> dict[str, list[float]]:
    """Toggle habits, page through the log, walk through a year, and see every page."""
    await asyncio.sleep(1.5)
    found: dict[str, list[float]] = {"toggle": [], "log": [], "year": []}
    meter.watch_commits()
    for place in range(TOGGLES):
        found["toggle"].append(await meter.press("space", " "))
        if place % 2:
            await meter.press("j", "j")
    await meter.press("4", "4")
    await asyncio.sleep(1.0)
    found["log"] = [await meter.press("pagedown") for _ in range(PAGES)]
    await meter.press("3", "3")
    await asyncio.sleep(1.5)
    await meter.press("2", "2")
    await asyncio.sleep(1.0)
    await meter.press("tab")
    found["year"] = [await meter.press(key, key) for key in "hk" * (STEPS // 2)]
    return found


def main() -> None:
    """Run the program, press its keys, and write what they took."""
    app = make_program()
    found: dict[str, Any] = {}

    async def play(pilot: Pilot[Any]) -> None:
        found.update(await measure(Meter(app)))
        app.exit()

    app.run(auto_pilot=play)
    found["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with open(sys.argv[1], "w", encoding="utf-8") as report:
        json.dump(found, report)
    os._exit(0)


if __name__ == "__main__":
    main()
