"""A whole journal as JSON Lines, as `export everything` writes it: read back sign by sign, for its sums cover those.

Each line is a change. Of a log that was salvaged, others say how many changes of a device are missing for good.
"""

import json
from collections.abc import Iterator
from zlib import crc32

from tinywins.errors import UsageError
from tinywins.formats.lines import Lines

Change = tuple[str, int, str, int, str, str, str, int]
KEYS = {"device": str, "n": int, "act": str, "stamp": int, "thing": str, "id": str, "crc": int, "fields": dict}
FIELDS = '"fields":'
MOST = 1 << 62  # beyond any number or stamp of a change


def is_journal(lines: Lines) -> bool:
    """Say whether a file begins as a journal does."""
    first = lines.first
    return first.lstrip().startswith(b'{"device"') and (b'"fields"' in first or b'"missing"' in first)


def read_changes(lines: Lines, lost: dict[str, int] | None = None) -> Iterator[Change]:
    """Give the changes of a file; UsageError for the first line that is none, or not as it was written.

    What it says to be missing for good goes into `lost`: how many changes, by device.
    """
    for line in lines:
        if '"missing":' in line and (found := read_missing(line)):
            if lost is not None:
                lost.update([found])
        elif line.strip():
            yield read_change(line.strip(), lines.number, lines.name)


def sum_missing(device: str, number: int) -> int:
    """Give the CRC-32 of what a line says to be missing."""
    return crc32(f"{device}\x1fmissing\x1f{number}".encode("utf-8", "surrogatepass"))


def write_missing(device: str, number: int) -> str:
    """Write the line that says how many changes of a device are missing for good."""
    data = {"device": device, "missing": number, "crc": sum_missing(device, number)}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def read_missing(line: str) -> tuple[str, int] | None:
    """Read how many changes of a device are missing for good; None for any other line, and where its sum is wrong."""
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict) or set(data) != {"device", "missing", "crc"}:
        return None
    device, number = data["device"], data["missing"]
    is_right = type(device) is str and type(number) is int and 0 < number < MOST
    return (device, number) if is_right and sum_missing(device, number) == data["crc"] else None


def read_change(line: str, number: int, name: str) -> Change:
    """Read one change; its fields are taken as they stand, or, where a program wrote them anew, as we write them."""
    whole = f"Line {number:,} of {name}"
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        raise UsageError(f"{whole} is no JSON.", "Export anew: tinywins export everything") from None
    if not isinstance(data, dict) or any(type(data.get(key)) is not kind for key, kind in KEYS.items()):
        raise UsageError(f"{whole} is no change of a journal.", "Export anew: tinywins export everything")
    head = (data["device"], data["n"], data["act"], data["stamp"], data["thing"], data["id"])
    if not (0 < data["n"] < MOST and abs(data["stamp"]) < MOST) or "\0" in "".join(map(str, head)):
        raise UsageError(f"{whole} is no change of a journal.", "Export anew: tinywins export everything")
    written = json.dumps(data["fields"], ensure_ascii=False, separators=(",", ":"))
    for fields in (line[line.find(FIELDS) + len(FIELDS) : -1], written):
        text = "\x1f".join((*map(str, head), fields))
        if crc32(text.encode("utf-8", "surrogatepass")) == data["crc"] and is_same(fields, data["fields"]):
            return (*head, fields, data["crc"])
    raise UsageError(f"{whole} is not as it was written: its sum does not fit.", "Copy the file anew, and import that.")


def is_same(text: str, fields: object) -> bool:
    """Say whether a text is the JSON of these fields, and can be kept as UTF-8."""
    try:
        text.encode()
        return bool(json.loads(text) == fields)
    except (ValueError, RecursionError):
        return False
