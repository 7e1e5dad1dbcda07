"""Streaks: reference cases, an oracle that tries every beginning, and the laws that a fair streak obeys."""

from itertools import pairwise, product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import day, examples, golden, mark
from tinywins.compounding.streaks import NO_SPARES, Spares, Streaks, best_runs, decided_place, find_streaks
from tinywins.domain.schedule import DAILY, Schedule

GOLDEN: dict[str, Any] = golden("streaks")
DEFAULT: Spares = (1, 7, 2)
GENEROUS: Spares = (2, 3, 3)
MONDAY = day("2026-11-02")

Run = tuple[int, int, int, int, int]  # length, spares left, spares used, begin, end
all_spares = st.tuples(st.integers(0, 3), st.integers(0, 9), st.integers(0, 4)) | st.just(DEFAULT)
histories = st.text("DDDMSUP", max_size=60) | st.lists(
    st.sampled_from([0, 1, 2, 3, 6, 7, 8, 14, 21]).map(lambda n: "D" * n + "M"), max_size=12
).map("".join)


def every_run(decided: str, spares: Spares) -> tuple[set[Run], set[Run]]:
    """Try every beginning and every choice, one by one: give all runs, and those alive at the end."""
    runs: set[Run] = set()
    alive: set[Run] = set()
    for begin, first in enumerate(decided):
        if first == "D":
            states = {(0, spares[0], 0)}  # length, spares left, counted towards the next
            for place in range(begin, len(decided)):
                states = set().union(*(go_on(state, decided[place], spares) for state in states))
                used = decided.count("M", begin, place + 1)
                if decided[place] == "D":
                    runs |= {(length, left, used, begin, place + 1) for length, left, _ in states}
            alive |= {(length, left, decided.count("M", begin), begin, len(decided)) for length, left, _ in states}
    return runs, alive


def go_on(state: tuple[int, int, int], mark: str, spares: Spares) -> set[tuple[int, int, int]]:
    """Give what a run may be after a slot: a miss uses a spare, and a done slot counts, or is left out."""
    length, left, counted = state
    _, every, cap = spares
    if mark == "M":
        return {(length, left - 1, counted)} if left else set()
    counted += 1
    earns = bool(every) and counted == every
    new = (length + 1, left + 1 if earns and left < cap else left, 0 if earns or not every else counted)
    return {new, state} if length else {new}


def oracle(history: str, spares: Spares) -> dict[str, object]:
    """Give the facts about a history by trying every beginning and choice."""
    decided = "".join(mark for mark in history if mark in "DM")
    runs, alive = every_run(decided, spares)
    length, left, *_ = max(alive, default=(0, spares[0], 0, 0, 0))
    pending = history.endswith("P")
    return {
        "longest": max((run[0] for run in runs), default=0),
        "current": length,
        "left": left,
        "unbroken": max(len(piece) for piece in decided.split("M")),
        "unbroken_now": len(decided) - len(decided.rstrip("D")),
        "pending": pending,
        "at_risk": pending and length > 0 and left == 0,
    }


def facts(streaks: Streaks, names: dict[str, object]) -> dict[str, object]:
    """Give the named facts of found streaks."""
    return {name: getattr(streaks, name) for name in names}


@pytest.mark.parametrize("case", GOLDEN["cases"], ids=lambda case: case["label"])
def test_reference_histories(case: dict[str, Any]) -> None:
    """From days to marks to streaks, each reference case comes out as its file says."""
    schedule = Schedule(day(case["start"]), case["weekday_mask"], case["per_week"] or 0)
    done, skipped = [day(text) for text in case["done"]], [day(text) for text in case["skipped"]]
    marks = mark(schedule, day(case["today"]), done, skipped).marks
    assert case["slots"] == marks.decode()
    assert_reference(case, marks)
    assert case["spares_used"] == find_streaks(marks, spares_of(case)).used


@pytest.mark.parametrize("case", GOLDEN["slot_cases"], ids=lambda case: case["slots"][:40])
def test_reference_marks(case: dict[str, Any]) -> None:
    """From marks to streaks, each reference case comes out as its file says."""
    assert_reference(case, case["slots"].encode())


def spares_of(case: dict[str, Any]) -> Spares:
    """Read the rule of a reference case."""
    spares = case["spares"]
    return spares["start"], spares["earn_every"], spares["cap"]


def assert_reference(case: dict[str, Any], marks: bytes) -> None:
    """Compare the streaks in some marks with a reference case."""
    streaks = find_streaks(marks, spares_of(case))
    assert (case["current"], case["longest"]) == (streaks.current, streaks.longest)
    assert (case["spares_left"], case["longest_unbroken"]) == (streaks.left, streaks.unbroken)
    assert case["at_risk"] == streaks.at_risk
    assert case.get("pending", streaks.pending) == streaks.pending


@settings(max_examples=examples(8))
@given(histories, all_spares)
def test_streaks_match_the_oracle(history: str, spares: Spares) -> None:
    """All beginnings and choices at once give what trying them one by one gives, for any rule of spares."""
    expected = oracle(history, spares)
    assert expected == facts(find_streaks(history.encode(), spares), expected)


@settings(max_examples=examples(3))
@given(histories, all_spares)
def test_the_longest_run_is_where_it_says(history: str, spares: Spares) -> None:
    """The longest and the current run begin and end at the slots that are named, with the spares that are named."""
    streaks = find_streaks(history.encode(), spares)
    runs, alive = every_run("".join(mark for mark in history if mark in "DM"), spares)
    longest = (streaks.longest, streaks.longest_begin, streaks.longest_end)
    assert longest == (0, 0, 0) if not runs else longest in {(run[0], run[3], run[4]) for run in runs}
    current = (streaks.current, streaks.left, streaks.used, streaks.current_begin)
    assert current == (0, spares[0], 0, 0) if not alive else current in {run[:4] for run in alive}


@pytest.mark.parametrize("spares", [NO_SPARES, DEFAULT, GENEROUS, (1, 2, 1)])
def test_all_fortnights_match_the_oracle_and_are_fair(spares: Spares) -> None:
    """Of all 16,384 fortnights each matches the oracle, and filling in a missed day never lowers a run."""
    found = []
    for subset in range(1 << 14):
        done = [MONDAY + place for place in range(14) if subset >> place & 1]
        marks = mark(Schedule(MONDAY, DAILY), MONDAY + 13, done).marks
        streaks, expected = find_streaks(marks, spares), oracle(marks.decode(), spares)
        assert expected == facts(streaks, expected), marks
        found.append((streaks.current, streaks.longest, streaks.unbroken))
    for subset, before in enumerate(found):
        for place in range(14):
            after = found[subset | 1 << place]
            assert all(one <= other for one, other in zip(before, after, strict=True)), (bin(subset), place)


@pytest.mark.slow
@pytest.mark.parametrize("spares", [NO_SPARES, DEFAULT, GENEROUS, (0, 2, 2), (3, 0, 0), (1, 2, 1)])
def test_all_short_histories_match_the_oracle(spares: Spares) -> None:
    """All histories of up to ten slots, skipped ones among them, match the oracle."""
    for length in range(11):
        for signs in product("DMS", repeat=length):
            expected = oracle("".join(signs), spares)
            assert expected == facts(find_streaks("".join(signs).encode(), spares), expected), signs


@settings(max_examples=examples(3))
@given(histories, all_spares, st.data())
def test_filling_in_a_missed_slot_never_lowers_a_run(history: str, spares: Spares, data: st.DataObject) -> None:
    """Whatever the rule of spares, a missed or open slot that becomes done shortens no run."""
    open_slots = [place for place, mark in enumerate(history) if mark in "MP"]
    if not open_slots:
        return
    place = data.draw(st.sampled_from(open_slots))
    before = find_streaks(history.encode(), spares)
    after = find_streaks(f"{history[:place]}D{history[place + 1 :]}".encode(), spares)
    assert before.current <= after.current
    assert before.longest <= after.longest
    assert before.unbroken <= after.unbroken


@given(histories, all_spares)
def test_runs_are_nested(history: str, spares: Spares) -> None:
    """The current and the unbroken run are no longer than the longest, and that no longer than all that was done."""
    streaks = find_streaks(history.encode(), spares)
    assert 0 <= streaks.current <= streaks.longest <= history.count("D")
    assert streaks.unbroken <= streaks.longest
    assert streaks.used <= history.count("M")
    assert 0 <= streaks.left <= max(spares[0], spares[2])


@given(histories, all_spares)
def test_marks_that_decide_nothing_are_transparent(history: str, spares: Spares) -> None:
    """Skipped, pending and unsaid slots neither lengthen a run nor break it."""
    wanted = ("current", "longest", "unbroken", "left", "used", "current_begin", "longest_begin", "longest_end")
    decided = history.translate({ord(mark): None for mark in "SUP"})
    one, other = find_streaks(history.encode(), spares), find_streaks(decided.encode(), spares)
    assert [getattr(one, name) for name in wanted] == [getattr(other, name) for name in wanted]


@given(st.text("DMS", max_size=40))
def test_without_spares_the_longest_run_is_unbroken(history: str) -> None:
    """Without spares one miss ends a run."""
    streaks = find_streaks(history.encode())
    assert streaks.longest == streaks.unbroken
    assert streaks.used == streaks.left == 0


@pytest.mark.parametrize(
    ("history", "current", "left", "used"),
    [
        ("DDMDD", 4, 0, 1),
        ("DDMDDMDD", 4, 0, 1),  # the run that began after the first miss
        ("D" * 7 + "MM" + "D", 8, 0, 2),  # a week earned one more
        ("D" * 21 + "MM" + "D", 22, 0, 2),  # and two are the most
        ("D" * 21 + "MMM" + "D", 1, 1, 0),
        ("MMMD", 1, 1, 0),
        ("D" * 38, 38, 2, 0),
        ("D" * 7 + "MM" + "D" * 14 + "M" + "D" * 13 + "MMDM", 35, 0, 6),
        ("D" * 7 + "MM" + "D" * 14 + "D" + "D" * 13 + "MMDM", 35, 0, 5),  # a done slot was left out
        ("", 0, 1, 0),
        ("M", 0, 1, 0),
    ],
)
def test_the_default_rule_by_example(history: str, current: int, left: int, used: int) -> None:
    """One spare from the start, one more for seven done, two at most; a miss uses one or ends the run."""
    streaks = find_streaks(history.encode(), DEFAULT)
    assert (current, left, used) == (streaks.current, streaks.left, streaks.used)


def test_of_equal_runs_the_latest_is_the_longest() -> None:
    """A run that equals the best so far is the best from now on: it is the one that a person remembers."""
    streaks = find_streaks(b"DDDMMDDD", DEFAULT)
    assert (streaks.longest, streaks.longest_begin, streaks.longest_end) == (3, 5, 8)
    assert best_runs(b"DDDMMDDD", DEFAULT, 1) == [(3, 5, 8)]


def test_a_run_is_at_risk_only_without_a_spare() -> None:
    """An open slot endangers a run only when no spare is left for it."""
    assert find_streaks(b"DDP").at_risk
    assert not find_streaks(b"DDP", DEFAULT).at_risk
    assert find_streaks(b"DMDP", DEFAULT).at_risk
    assert not find_streaks(b"DMD", DEFAULT).at_risk
    assert not find_streaks(b"P").at_risk


@settings(max_examples=examples(3))
@given(histories, all_spares, st.integers(0, 6))
def test_best_runs_share_no_slot(history: str, spares: Spares, most: int) -> None:
    """The best runs come longest first, share no slot, begin and end with a done one, and count what is done."""
    runs = best_runs(history.encode(), spares, most)
    assert len(runs) <= most
    assert [run[0] for run in runs] == sorted((run[0] for run in runs), reverse=True)
    for length, begin, end in runs:
        assert history[begin] == history[end - 1] == "D"
        assert length == find_streaks(history[begin:end].encode(), spares).longest <= history.count("D", begin, end)
    spans = sorted((begin, end) for _, begin, end in runs)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


@given(histories, all_spares)
def test_the_best_run_is_the_longest(history: str, spares: Spares) -> None:
    """The first of the best runs is the longest run, and with room for all every done slot is in one."""
    runs = best_runs(history.encode(), spares, 1)
    assert find_streaks(history.encode(), spares).longest == (runs[0][0] if runs else 0)
    spans = best_runs(history.encode(), spares, 1_000)
    assert history.count("D") == sum(history.count("D", begin, end) for _, begin, end in spans)


@given(st.text("DMS", max_size=40))
def test_decided_slots_are_found_again(history: str) -> None:
    """The n-th decided slot is the n-th D or M, and beyond the last there is none."""
    places = [place for place, mark in enumerate(history) if mark in "DM"]
    assert places == [decided_place(history.encode(), decided) for decided in range(len(places))]
    with pytest.raises(IndexError):
        decided_place(history.encode(), len(places))
