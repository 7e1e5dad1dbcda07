"""The file in which SQLite keeps the newest pages of a log that another program has turned to WAL mode.

SQLite passes over what is damaged in it without a word, and so the newest changes. The form of the file is SQLite's
(https://sqlite.org/fileformat2.html#walformat): a head, then pages with a head and a running sum each.
"""

import os
import sys
import time
from array import array
from collections.abc import Iterator

from tinywins.errors import StorageError

HEAD, FRAME = 32, 24  # bytes
MAGIC = (0x377F0682, 0x377F0683)  # sums of numbers whose lowest, or highest, byte comes first
BEGINNINGS = 1 << 16  # how often a file may have been begun anew since a page in it was written
WITHIN = 0.02  # seconds in which a program that is writing a page has written it


def refuse_damaged(path: str) -> None:
    """Raise StorageError where what lies beside a log in WAL mode is not as it was written."""
    if not count_damaged(path + "-wal"):
        return
    time.sleep(WITHIN)
    damaged = count_damaged(path + "-wal")
    if damaged:
        raise StorageError(
            f"{path}-wal, in which another program has kept the newest changes of the log, is damaged: {damaged:,} of"
            " its pages are not as they were written.",
            "Leave it where it is, and save what can be read: tinywins doctor --salvage NEW.db",
        )


def count_damaged(path: str) -> int:
    """Count the pages that were written last and cannot be trusted any more; a part of one counts as one."""
    try:
        with open(path, "rb") as stream:
            data = stream.read()
    except FileNotFoundError:
        return 0
    if not data:
        return 0
    size = read_page_size(data)
    places = range(HEAD, len(data), FRAME + size)
    order = ">" if int.from_bytes(data[:4], "big") == MAGIC[1] else "<"
    sums = add_up(data[:24], (0, 0), order)
    if int.from_bytes(data[:4], "big") not in MAGIC or data[24:HEAD] != write_sums(sums):
        return max(1, len(places))
    for place in places:
        frame = data[place : place + FRAME + size]
        sums = add_up(frame[:8] + frame[FRAME:], sums, order)
        if len(frame) < FRAME + size or frame[8:16] != data[16:24] or frame[16:FRAME] != write_sums(sums):
            return sum(is_current(data, other) for other in places if other >= place)
    return 0


def is_current(data: bytes, place: int) -> bool:
    """Say whether a page was written since the file was last begun anew, not left from an earlier time.

    At each beginning the first of the head's two marks goes up by one, and the second is drawn at random.
    """
    earlier = (int.from_bytes(data[16:20], "big") - int.from_bytes(data[place + 8 : place + 12], "big")) % (1 << 32)
    return data[place + 12 : place + 16] == data[20:24] or not 0 < earlier < BEGINNINGS


def read_page_size(data: bytes) -> int:
    """Read the size of a page, or take the usual one where the head does not say it."""
    size = int.from_bytes(data[8:12], "big")
    return size if 512 <= size <= 65_536 and not size & (size - 1) else 4096


def add_up(data: bytes, sums: tuple[int, int], order: str) -> tuple[int, int]:
    """Go on with the running sums over some bytes; a part of a number at the end is left out."""
    numbers = array("I", data[: len(data) // 8 * 8])
    if order != ("<" if sys.byteorder == "little" else ">"):
        numbers.byteswap()
    one, two = sums
    each = iter(numbers)
    for first in each:
        one = (one + first + two) & 0xFFFFFFFF
        two = (two + next(each) + one) & 0xFFFFFFFF
    return one, two


def write_sums(sums: tuple[int, int]) -> bytes:
    """Write two sums as they stand in the file."""
    return sums[0].to_bytes(4, "big") + sums[1].to_bytes(4, "big")


def read_pages(path: str) -> Iterator[tuple[int, bytes]]:
    """Give the pages that were written since the file was last begun anew, sound or not: number from 1, and bytes."""
    with open(path, "rb") as stream:
        data = stream.read()
    size = read_page_size(data)
    is_head_sound = int.from_bytes(data[:4], "big") in MAGIC
    for place in range(HEAD, len(data), FRAME + size):
        if is_current(data, place) or not is_head_sound:
            yield int.from_bytes(data[place : place + 4], "big"), data[place + FRAME : place + FRAME + size]


def lay_over(path: str, laid: str) -> None:
    """Write into a copy of a log every page that lies in `laid` beside it, the later over the earlier."""
    most = os.path.getsize(path) + os.path.getsize(laid)
    with open(path, "r+b") as stream:
        for number, page in read_pages(laid):
            if number > 0 and number * len(page) <= most:
                stream.seek((number - 1) * len(page))
                stream.write(page)
