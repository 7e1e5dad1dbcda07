"""Damage of every kind: what is shown is the same as before, or what is broken is named; nothing changes unsaid."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from random import Random

import pytest

from tests.builders import examples
from tests.services.rotten import KINDS, NAMED, SAME, TODAY, UNSAID, Judge, damage, live, open_memory_folder
from tests.services.workspaces import Person
from tinywins.storage.keeping.scan import scan_file

PAGE = 4096
FRAME = PAGE + 24


@pytest.fixture(scope="module")
def judge() -> Iterator[Judge]:
    """Somebody with a log of ten weeks, in memory where there is such a folder."""
    with open_memory_folder() as folder:
        (folder / "lived").mkdir()
        (folder / "damaged").mkdir(mode=0o700)
        yield Judge(folder / "damaged", live(folder / "lived").read_bytes())


@pytest.mark.parametrize("kind", KINDS)
def test_damage_anywhere_is_harmless_or_named(judge: Judge, kind: str) -> None:
    """A bit, a byte, 512 zeros, an end that is gone, a bad head: the same is shown, or doctor names what is broken.

    After a flipped bit or byte at least 99 % of all changes can still be read.
    """
    random = Random(kind)
    judge.outcomes.clear()
    for number in range(examples(10)):
        data = bytes(damage(bytearray(judge.whole), kind, random))
        outcome = judge.judge(data)
        assert outcome != UNSAID, f"{kind}, case {number} of Random({kind!r})"
        if outcome == NAMED and kind in ("bit", "byte"):  # else all of them were exported
            assert len(judge.changes & set(scan_file(str(judge.path)))) >= len(judge.changes) * 0.99


def find_pages(judge: Judge, name: str) -> list[int]:
    """Give the places of the first bytes of a table's root page, or of all pages of the schema."""
    with closing(sqlite3.connect(":memory:")) as db:
        db.deserialize(judge.whole)
        sql = "SELECT rootpage FROM sqlite_master WHERE name = ?"
        if name != "sqlite_master":
            return [(db.execute(sql, (name,)).fetchone()[0] - 1) * PAGE]
        first = min(page for (page,) in db.execute("SELECT rootpage FROM sqlite_master WHERE rootpage > 1"))
        return [(page - 1) * PAGE for page in range(1, first)]


@pytest.mark.parametrize("name", ["sqlite_master", "meta", "habit", "schedule", "tag_day", "entry_day"])
def test_damage_where_it_is_small_is_harmless_or_named(judge: Judge, name: str) -> None:
    """A byte of the tables' definitions, of what the log knows of itself, of a small table or an index: the same."""
    random = Random(name)
    pages = find_pages(judge, name)
    judge.outcomes.clear()
    for number in range(examples(1)):
        page = random.choice(pages)
        used = [place for place in range(page, page + PAGE) if judge.whole[place]]
        data = bytearray(judge.whole)
        place = random.choice(used)
        data[place] = random.randrange(256) if number % 2 else data[place] ^ 1 << random.randrange(8)
        assert judge.judge(bytes(data)) != UNSAID, f"{name}, byte {place} is {data[place]}, case {number}"
    assert judge.outcomes[NAMED]


@pytest.fixture(scope="module")
def beside(judge: Judge) -> tuple[bytes, bytes]:
    """The log after another program has turned it to WAL, with what was written since beside it."""
    judge.place(judge.whole)
    with closing(sqlite3.connect(judge.path)) as holder:
        holder.execute("PRAGMA journal_mode = WAL")
        holder.execute("SELECT 1 FROM change").fetchone()
        person = Person(str(judge.folder), device="other")
        person.go_to(TODAY, 10)
        for number in range(4):
            person.log(f"Beside {number} +run={number}")
        person.close()
        return judge.path.read_bytes(), judge.path.with_name("tinywins.db-wal").read_bytes()


def test_damage_to_a_log_whose_newest_pages_lie_beside_it(judge: Judge, beside: tuple[bytes, bytes]) -> None:
    """A log that another program has open in WAL mode is read with them; damage to it is harmless or named."""
    both = Judge(judge.folder, *beside)
    for kind in KINDS:
        random = Random(f"beside {kind}")
        for number in range(examples(1) // 4):
            data = bytes(damage(bytearray(beside[0]), kind, random))
            assert both.judge(data, beside[1]) != UNSAID, f"{kind}, case {number}"
    assert both.judge(*beside) == SAME


def test_damage_to_what_lies_beside_a_log(judge: Judge, beside: tuple[bytes, bytes]) -> None:
    """SQLite passes over a damaged end of those pages without a word; here it is named before anything is read.

    An end that is missing to the byte of a page is the one damage that nothing shows.
    """
    both = Judge(judge.folder, *beside)
    for kind in KINDS:
        random = Random(f"laid {kind}")
        for number in range(examples(1) // 4):
            data = bytes(damage(bytearray(beside[1]), kind, random))
            if (len(data) - 32) % FRAME or len(data) == len(beside[1]):
                assert both.judge(beside[0], data) != UNSAID, f"{kind}, case {number}"
                assert both.path.with_name("tinywins.db-wal").exists() or data == beside[1]
    assert both.judge(*beside) == SAME
