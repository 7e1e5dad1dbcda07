"""Small facts, against a walk through all rows."""

from itertools import accumulate, pairwise

from hypothesis import given
from hypothesis import strategies as st

from tinywins.storage.facts import read_jumps
from tinywins.storage.memory import open_memory

offsets = st.sampled_from([-660, -600, 0, 60, 120, 780])
stays = st.lists(st.tuples(offsets, st.integers(1, 5)), max_size=12)


@given(stays, st.lists(st.integers(1, 100_000_000), min_size=60, max_size=60))
def test_jumps_are_those_from_one_entry_to_the_next(stays: list[tuple[int, int]], waits: list[int]) -> None:
    """Stepping from stay to stay finds each growth of the offset that a walk through all entries finds."""
    lived = [offset for offset, entries in stays for _ in range(entries)]
    entries = list(zip(accumulate(waits), lived, strict=False))
    db = open_memory("here")
    db.executemany(
        "INSERT INTO entry VALUES (?, ?, '', '2026-11-22', NULL, NULL, '', 0, ?, ?, '', 'here', 1, 1)",
        [(f"{ms}", f"{ms}", ms, offset) for ms, offset in entries],
    )
    expected = [(*before, *after) for before, after in pairwise(entries) if after[1] - before[1] >= 720]
    assert read_jumps(db, 720) == expected
    db.close()
