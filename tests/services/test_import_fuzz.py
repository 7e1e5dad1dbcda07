"""Ten thousand files that no program would write: each comes in or is refused in a sentence, in time, all or nothing.

With --full it is ten times as many, and another ten times with atheris, where that is installed.
"""

import importlib.util
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import examples
from tests.services.imports import to_lines, write_out
from tests.services.throwing import Target, within
from tests.services.workspaces import FRIDAY, Person
from tinywins.domain.line import parse_line
from tinywins.services.entries import star_entry
from tinywins.services.logging import log

SECONDS = 5.0  # that a file may take
LARGEST = 300_000  # bytes of it, when its parts were repeated again and again
PLACES = 10_000  # into which a file is divided
PLAN = "day=Date,at=Time,text=What,note=Remarks,+visit=Visits,@person=Who,id=Key"
FOREIGN = b"""Date;Time;What;Remarks;Visits;Who;Key
2026-11-16;08:30;Wrote the page;;1.200;Anna, Ben;17
16 Nov 2026;;"Two
lines";"a;b";x;;18
20261117;9:05;=1+1;'quoted;12.5;@anna;19
"""
BY_HAND = to_lines(
    [
        {"day": FRIDAY, "text": "By hand", "tags": {"visit": 120, "run": 5.25}},
        {"day": FRIDAY, "text": "A list", "tags": ["visit", "@anna"], "star": True},
        {"id": 17, "day": FRIDAY, "at": "2026-11-20 08:30", "tags": "run=3 @ben"},
        {"day": FRIDAY, "text": "A moment", "moment": "snack", "turned": "well", "outcome": "An apple"},
    ]
)
ODD = (
    *(b'"', b'""', b"'", b",", b";", b"\t", b"\r", b"\n", b"\r\n", b"\0", b"\xff", b"\xc3", b"\xef\xbb\xbf", b"{"),
    *(b"[", b"\\", b"\\u0000", b"\\ud800", b"NaN", b"-Infinity", b"1e999999999", b"1e-999999999", b"-0", b"true"),
    *(b"9" * 400, b"9" * 5_000, b"0." + b"0" * 5_000 + b"1", b"[" * 3_000, b'{"tags":' * 3_000, b"," * 3_000),
    *(b"=cmd|' /C calc'!A0", b"+5kg", b"-40%", b"@SUM(A1)", b"'=1", b"\x1b[2J\x1b]52;c;eA==\x07", b"\xc2\x9b2J"),
    *("\u202e\u2066".encode(), "\u2028".encode(), "\ufeff".encode(), "e\u0301\u0323".encode() * 3_000, "٣".encode()),
    *(b"x" * 4_001, b"x" * 131_073, b"run=5 " * 500, b" ".join(b"t%d" % each for each in range(500)), b"0.0001"),
    *(
        b'"text": "Twice", ',
        b'"fields":{}',
        b'{"device":"a","missing":9}',
        b"tinywins-csv 1",
        b"9999-12-31",
        b"2026-02-30",
    ),
)
ENCODINGS = ("utf-16", "utf-16-le", "utf-32", "utf-8-sig", "utf-7", "latin-1", "cp1252", "cp037")
KINDS = ("flip", "byte", "odd", "odd", "odd", "cut", "end", "again", "line", "swap", "number", "cell", "encode")
NUMBER, CELL = re.compile(rb"\d+"), re.compile(rb'(?<=[,;:{\["])[^,;:{}\[\]"\r\n]*')
Change = tuple[str, int, int, int]

places = st.integers(0, PLACES)
changes = st.lists(st.tuples(st.sampled_from(KINDS), places, places, places), min_size=1, max_size=4)
hows = st.fixed_dictionaries({name: st.booleans() for name in ("update", "skip", "dry")})
heads = st.sampled_from((b"", b"{", b'{"day"', b"day,text,tags,id,tinywins-csv 1\n", b"Date,What\n", b'{"device":"a",'))


@cache
def read_valid() -> tuple[tuple[bytes, str | None], ...]:
    """Make files that are sound, each with the map that it needs."""
    person = Person()
    work: dict[str, object] = {"moment": "snack", "situation": "Late", "choice": "Tea", "follow": "2026-12-01"}
    log(person.ws, [parse_line("=1+1 of it +run=5.25 @anna")], note='\'two\nlines, "said"', work=[work])
    person.log("Over there", at="08:30")
    person.log("日本 👩‍👧 +café")
    star_entry(person.ws, "last")
    kinds = (("csv", "log"), ("jsonl", "log"), ("jsonl", "everything"))
    known = Target()  # what is exported from it is here already
    exports = [write_out(each, form, kind) for form, kind in kinds for each in (person, known.person)]
    person.close()
    known.close()
    return (*((data, None) for data in (*exports, BY_HAND)), (FOREIGN, PLAN))


def change(data: bytes, kind: str, one: int, two: int, three: int) -> bytes:
    """Change a file in one place; two numbers say where, and a third what it becomes."""
    if kind in ("line", "swap"):
        return change_lines(data, one, two, doubled=kind == "line")
    if kind in ("number", "cell"):
        spans = [found.span() for found in (NUMBER if kind == "number" else CELL).finditer(data)]
        first, last = spans[one % len(spans)] if spans else (0, 0)
        return data[:first] + ODD[three % len(ODD)] + data[last:]
    if kind == "encode":
        return data.decode("utf-8", "replace").encode(ENCODINGS[three % len(ENCODINGS)], "replace")
    first, last = sorted((one * len(data) // PLACES, two * len(data) // PLACES))
    return data[:first] + change_part(data[first:last], kind, three) + data[last:] * (kind != "end")


def change_lines(data: bytes, one: int, two: int, *, doubled: bool) -> bytes:
    """Put a line before another, or in its place."""
    lines = data.splitlines(keepends=True) or [b""]
    here = one % len(lines)
    lines[here : here + (not doubled)] = [lines[two % len(lines)]]
    return b"".join(lines)


def change_part(part: bytes, kind: str, number: int) -> bytes:
    """Change the part of a file that lies between two places."""
    if kind in ("flip", "byte"):
        byte = part[0] ^ 1 << number % 8 if kind == "flip" and part else number % 256
        return bytes([byte]) + part[1:]
    if kind == "odd":
        return ODD[number % len(ODD)] + part
    return part * (number % 50 if kind == "again" else 0)


def test_changed_exports() -> None:
    """Exports of which bits, bytes, cells, lines, numbers or the encoding became others.

    Many of them are taken in, many refused whole, and many left for a row in them.
    """
    target = Target()

    @settings(max_examples=examples(80))
    @given(places, changes, hows)
    def throw(which: int, changed: list[Change], how: dict[str, bool]) -> None:
        data, plan = read_valid()[which % len(read_valid())]
        for each in changed:
            data = change(data, *each)[:LARGEST]
        with within(SECONDS):
            target.throw(data, plan, **how)

    throw()
    assert min(target.counts.values()) > examples(1), target.counts
    target.close()


def test_free_bytes() -> None:
    """Bytes and signs of any kind, alone or after the beginning of a file that is known."""
    target = Target()

    @settings(max_examples=examples(20))
    @given(heads, st.binary(max_size=200) | st.text(max_size=100).map(str.encode), st.sampled_from((None, PLAN)), hows)
    def throw(head: bytes, data: bytes, plan: str | None, how: dict[str, bool]) -> None:
        with within(SECONDS):
            target.throw(head + data, plan, **how)

    throw()
    target.close()


@pytest.mark.slow
def test_files_that_atheris_finds(tmp_path: Path) -> None:
    """A fuzzer that sees which lines a file reaches finds none that ends otherwise, or takes 5 s or 300 MB."""
    if importlib.util.find_spec("atheris") is None:
        pytest.skip("atheris is not installed: it is no part of the project's own tools")
    for number, (data, _) in enumerate(read_valid()):
        (tmp_path / str(number)).write_bytes(data)
    limits = ["-atheris_runs=100000", "-timeout=5", "-rss_limit_mb=300", "-max_len=4096"]
    command = [sys.executable, "-m", "tests.services.fuzz_imports", *limits, str(tmp_path)]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stderr[-2_000:]
