"""A file that is no log, or a part of one, is never taken for a first run: it is named, and stays as it is."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from tests.cli.harness import Home
from tests.cli.test_bad_files import READS, WRITES, empty, replace_by_another, write_text
from tinywins.errors import StorageError
from tinywins.tui.start import make_program

MORE = (
    *(["week"], ["review"], ["list", "run"], ["chart", "heatmap"], ["habit", "show", "run"], ["why", "run"]),
    *(["goal", "list"], ["feedback", "list"], ["tweak", "list"], ["funnel", "list"], ["export", "everything"]),
    *(["config", "list"], ["edit", "last", "--text", "y"], ["star", "last"], ["redo"], ["habit", "pause", "run"]),
    *(["tag", "edit", "run", "--unit", "m"], ["config", "set", "day_start", "0"], ["import", "-"], ["backup"]),
    *(["goal", "add", "Launch"], ["feedback", "add", "Hides on a phone"], ["doctor", "--rebuild"]),
    *(["log", "x", "--if-missing"], ["funnel", "add", "shop", "+a", "+b"], ["moment", "list"]),
)


def cut_to(size: int) -> Callable[[Path], None]:
    """Give what keeps so many bytes of a log; 0 is the first half of its pages."""

    def cut(path: Path) -> None:
        """Keep the beginning."""
        data = path.read_bytes()
        path.write_bytes(data[: size or len(data) // 8_192 * 4_096])

    return cut


def write_noise(path: Path) -> None:
    """Put random bytes in the place of the log."""
    path.write_bytes(Random(7).randbytes(40_000))


def write_zeros(path: Path) -> None:
    """Keep the log's length, and nothing in it: what some file systems leave after a crash."""
    path.write_bytes(bytes(len(path.read_bytes())))


def replace_by_nameless(path: Path) -> None:
    """Put a database in the place of the log whose program left no mark of its own, with tables of the same names."""
    path.unlink()
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE entry (id TEXT)")
        db.execute("CREATE TABLE change (device TEXT)")


SPOILS = {
    "empty": empty,
    "text": write_text,
    "another": replace_by_another,
    "nameless": replace_by_nameless,
    "noise": write_noise,
    "zeros": write_zeros,
    "word": cut_to(16),
    "head": cut_to(100),
    "page": cut_to(5_000),
    "half": cut_to(0),
}


def keep_all(home: Home) -> dict[str, bytes]:
    """Give every file but the lock, which holds nothing."""
    return {path: data for path, data in home.files().items() if not path.endswith(".lock")}


@pytest.mark.parametrize("spoil", SPOILS.values(), ids=SPOILS)
def test_no_command_begins_anew(kept: Home, spoil: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command, `log` on its quick path and the full screen among them, names the file and what to do next."""
    spoil(kept.path)
    before = keep_all(kept)
    for words in (*READS, *WRITES, *MORE):
        answer = kept.call(*words, code=1)
        sentence, *steps = answer.err.splitlines()
        assert str(kept.path) in sentence, words
        assert steps[0].startswith("  ")
        assert "tinywins doctor" in steps[0] or "tinywins backup restore" in steps[0], answer
        assert answer.out == "", words
    doctor = kept.call("doctor", code=1)
    assert "--salvage" in doctor.out or "backup restore" in doctor.err
    for name, value in kept.environment().items():
        monkeypatch.setenv(name, value)
    with pytest.raises((StorageError, sqlite3.DatabaseError)):
        make_program()
    assert keep_all(kept) == before


@pytest.mark.parametrize("spoil", [empty, write_noise, cut_to(0)], ids=["empty", "noise", "half"])
def test_the_full_screen_does_not_open_on_it(kept: Home, spoil: Callable[[Path], None]) -> None:
    """On a terminal the full screen says the same sentence and ends with code 1; the terminal is not taken over."""
    spoil(kept.path)
    before = keep_all(kept)
    child = kept.spawn("tui")
    child.expect_exact(os.fspath(kept.path))
    shown = child.before + child.after + child.read()
    child.close()
    assert child.exitstatus == 1
    assert b"\x1b[?1049h" not in shown
    assert b"Traceback" not in shown
    assert b"tinywins doctor" in shown or b"tinywins backup restore" in shown
    assert keep_all(kept) == before


def test_a_log_of_which_the_rest_was_never_written(kept: Home) -> None:
    """With its second half zeros it may still be read in part; nothing readable is overwritten, and doctor names it."""
    for number in range(60):
        kept.call("log", f"Piece {number} of the work", "--note", "n" * 500)
    data = kept.path.read_bytes()
    half = len(data) // 8_192 * 4_096
    kept.path.write_bytes(data[:half] + bytes(len(data) - half))
    before = keep_all(kept)
    for words in (*READS, ["log", "x"], ["log", "x", "--on", "today"]):
        answer = kept.call(*words, code=None)
        assert (answer.code == 0) == (answer.err == "")
    assert keep_all(kept) == before
    assert "wrong" in kept.call("doctor", code=1).out
