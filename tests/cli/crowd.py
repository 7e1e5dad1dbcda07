"""A crowd at one log, forked from a process that has loaded all: `python -m tests.cli.crowd READS`.

Eight read, again and again with a store of their own, one logs all the while and one makes backups. What each of them
saw is printed as JSON, a line each.
"""

import json
import mmap
import os
import struct
import sys
import time
from collections.abc import Callable

from tinywins.bootstrap import open_workspace
from tinywins.cli.session import read_config, read_look
from tinywins.domain.line import parse_line
from tinywins.render import listing, today
from tinywins.services import keeping, views
from tinywins.services.listing import find_entries
from tinywins.services.logging import log
from tinywins.services.today import show_today
from tinywins.storage.keeping.copies import verify_file

READERS = 8
SHARED = mmap.mmap(-1, 16)  # how many entries were acknowledged, and how many readers have ended


def share(at: int, value: int | None = None) -> int:
    """Read one of the numbers that all processes share, or set it."""
    if value is not None:
        struct.pack_into("<Q", SHARED, 8 * at, value)
    return int(struct.unpack_from("<Q", SHARED, 8 * at)[0])


def read_list() -> int:
    """List the day as `list` does; give how many entries that were."""
    ws = open_workspace()
    found = find_entries(ws, [], "today", None, 100_000)
    page = listing.show_entries(found.entries, found.today, read_look(read_config()))
    ws.store.close()
    numbers = sorted(int(entry.text) for entry in found.entries)
    assert numbers == list(range(len(numbers))), numbers
    assert all(f" {number} " in page or f" {number}\n" in page for number in numbers[-3:]), page
    return len(numbers)


def read_today() -> int:
    """Show the day as `today` does; give how many entries it has."""
    ws = open_workspace()
    shown = show_today(ws)
    assert today.show_today(shown, read_look(read_config()))
    ws.store.close()
    assert sorted(int(entry.text) for entry in shown.entries) == list(range(shown.wins))
    return shown.wins


def read_streaks() -> int:
    """Look at the runs as `streaks` does; give how many entries that were."""
    ws = open_workspace()
    (habit,) = views.list_habits(ws)
    ws.store.close()
    return habit.amount // 1000


def read(reads: int) -> dict[str, object]:
    """Read so many times; each time all is there that was acknowledged before, and nothing that was there is gone."""
    seen, longest = 0, 0.0
    for turn in range(reads):
        acknowledged, begun = share(0), time.monotonic()
        found = (read_list, read_today, read_streaks)[turn % 3]()
        longest = max(longest, time.monotonic() - begun)
        assert found >= max(seen, acknowledged), (turn, found, seen, acknowledged)
        seen = found
    return {"reads": reads, "seen": seen, "longest": longest}


def write(pause: float) -> dict[str, object]:
    """Log while somebody reads, with so many seconds between two entries."""
    number = 1
    while any_reads():
        ws = open_workspace()
        log(ws, [parse_line(f"{number} +run")])
        ws.store.close()
        number += 1
        share(0, number)
        time.sleep(pause)
    return {"logged": number}


def back_up() -> dict[str, object]:
    """Make backups while somebody reads; each is sound, and holds what was acknowledged before."""
    number = 0
    while any_reads():
        acknowledged = share(0)
        ws = open_workspace(unread=True)
        made = keeping.make_backup(ws)
        assert made.kept.contents is not None
        assert made.kept.contents.entries >= acknowledged
        assert verify_file(made.kept.backup.path) == []
        number += 1
        time.sleep(0.05)
    return {"backups": number}


def any_reads() -> bool:
    """Say whether a reader is still at it."""
    return share(1) < READERS


def begin(act: Callable[[], dict[str, object]]) -> int:
    """Do something in a child, which prints what it gives or the error that it met; give its number."""
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        told = act()
        code = 0
    except BaseException as error:
        told = {"error": repr(error)}
    os.write(1, json.dumps(told).encode() + b"\n")
    os._exit(code)


def main() -> None:
    """Let the crowd begin, and see all of it end."""
    reads = int(sys.argv[1]) // READERS
    log(open_workspace(), [parse_line("0 +run")])
    share(0, 1)
    readers = [begin(lambda: read(reads)) for _ in range(READERS)]
    others = [begin(lambda: write(reads / 25_000)), begin(back_up)]
    for _ in readers:
        while os.wait()[0] in others:  # which end before the readers when they meet an error
            pass
        share(1, share(1) + 1)
    for _ in others:
        try:
            os.wait()
        except ChildProcessError:
            return


if __name__ == "__main__":
    main()
