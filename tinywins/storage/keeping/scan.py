"""Scanning a damaged file for changes: its bytes are searched for the journal's records, whatever page they lie on.

Neither tables, indexes nor pages need to be sound: each record that is found proves itself by its CRC. The form of a
record is SQLite's (https://sqlite.org/fileformat2.html): a head with the length and the kinds of the columns, then
the columns; what does not fit on its page goes on in a chain of others.
"""

import mmap
import os
import re
from collections.abc import Iterator

from tinywins.storage.keeping.foreign import Change, read_row

TEXT, WHOLE = rb"(?:[\x0d-\x7f]|[\x81-\xff][\x80-\xff]?[\x00-\x7f])", rb"[\x01-\x06\x08\x09]"
HEAD = rb"[\x09-\x16]" + TEXT + WHOLE + TEXT + WHOLE + TEXT + TEXT + TEXT + WHOLE
RECORD = re.compile(rb"(?=(" + HEAD + rb"))", re.DOTALL)
SIZES = (0, 1, 2, 3, 4, 6, 8, 8, 0, 0)  # bytes of a whole number, by its kind
PAGE = 4096
LONGEST = 1 << 20  # bytes of one record


def scan_file(path: str) -> Iterator[Change]:
    """Give every change that can be read in a file, each as it was written; the same one may come twice."""
    if not os.path.getsize(path):
        return
    with open(path, "rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
        page = read_page_size(data)
        for found in RECORD.finditer(data):
            change = read_record(data, found.start(), found[1], page)
            if change is not None:
                yield change


def scan_numbers(path: str, device: str) -> set[int]:
    """Give the numbers of a device's changes that the records of an index in a file still name; nothing proves them."""
    name = device.encode()
    kind = write_kind(len(name) * 2 + 13)
    head = re.escape(bytes([len(kind) + 3]) + kind)
    entry = re.compile(b"(?=" + head + b"(" + WHOLE + WHOLE + b")" + re.escape(name) + b")", re.DOTALL)
    with open(path, "rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
        numbers = set()
        for found in entry.finditer(data):
            first, place = found[1][0], found.start(1) + 2 + len(name)
            raw = data[place : place + SIZES[first]]
            numbers.add(first - 8 if first >= 8 else int.from_bytes(raw, "big", signed=True))
    return numbers


def write_kind(kind: int) -> bytes:
    """Write the kind of a column as it stands in a record's head."""
    parts = [kind & 0x7F]
    while kind := kind >> 7:
        parts.insert(0, kind & 0x7F | 0x80)
    return bytes(parts)


def read_page_size(data: mmap.mmap) -> int:
    """Read the size of a page, or take the usual one where the file's head does not say it."""
    size = int.from_bytes(data[16:18], "big")
    size = 65_536 if size == 1 else size
    return size if data[:16] == b"SQLite format 3\0" and size >= 512 and not size & (size - 1) else PAGE


def read_record(data: mmap.mmap, start: int, head: bytes, page: int) -> Change | None:
    """Read the record whose head begins at `start`; None where it is no change as it was written."""
    kinds = read_kinds(head)
    if head[0] != len(head):
        return None
    sizes = [SIZES[kind] if kind < 10 else (kind - 13) // 2 for kind in kinds]
    length = len(head) + sum(sizes)
    if length > LONGEST or any(kind > 9 and not kind % 2 for kind in kinds):
        return None
    body = read_payload(data, start, length, page)[len(head) :]
    columns: list[bytes | int] = []
    for kind, size in zip(kinds, sizes, strict=True):
        column, body = body[:size], body[size:]
        columns.append(column if kind > 9 else kind - 8 if kind >= 8 else int.from_bytes(column, "big", signed=True))
    return read_row(tuple(columns))  # type: ignore[arg-type]


def read_kinds(head: bytes) -> list[int]:
    """Read the kinds of the columns: seven bits a byte, the last of each number below 128."""
    kinds, value = [], 0
    for byte in head[1:]:
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            kinds.append(value)
            value = 0
    return kinds


def read_payload(data: mmap.mmap, start: int, length: int, page: int) -> bytes:
    """Read a record of a length, along the chain of pages that holds what does not fit on its own."""
    most = page - 35
    if length <= most:
        return data[start : start + length]
    least = (page - 12) * 32 // 255 - 23
    here = least + (length - least) % (page - 4)
    here = here if here <= most else least
    parts, left = [data[start : start + here]], length - here
    following = int.from_bytes(data[start + here : start + here + 4], "big")
    while left > 0 and 0 < following <= len(data) // page:
        place = (following - 1) * page
        parts.append(data[place + 4 : place + 4 + min(left, page - 4)])
        left -= page - 4
        following = int.from_bytes(data[place : place + 4], "big")
    return b"".join(parts)
