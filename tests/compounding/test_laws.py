"""The laws of counting: what one more kept day, a day off, a later version or another order may never do."""

from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.builders import day, examples, golden, mark
from tests.domain.schedule_oracle import History, Spares, all_spares, extents, histories, rules, whens, write_rule
from tinywins.compounding.consistency import find_consistency
from tinywins.compounding.prospects import count_slots_to, expect_strength, spread_strength
from tinywins.compounding.streaks import Streaks, find_streaks
from tinywins.compounding.strength import slot_factor, slots_strength, trace_slots
from tinywins.domain.schedule import DAILY, Schedule
from tinywins.domain.slots import Lived, Slots, mark_slots
from tinywins.domain.versions import find_part, slot_of_day, slot_span
from tinywins.services.standing import find_switches

DEFAULT: Spares = (1, 7, 2)
picks = st.integers(0, 200)
counted = settings(max_examples=examples(10))


def shares_of(slots: Slots) -> list[float]:
    """Give the share of each slot that was done."""
    return [float(one == ord("D")) for one in slots.marks] if slots.shares is None else slots.shares


def streaks_of(slots: Slots, spares: Spares, until: int | None = None) -> Streaks:
    """Find the runs among the slots, or among so many first ones."""
    return find_streaks(slots.marks[:until], spares, find_switches(slots))


def keep_day(history: History, pick: int, among: bytes) -> Lived:
    """Give what was lived with one more kept day, in a slot with one of these marks.

    Of a limit it is a day that nothing was said of, and is now said to be kept.
    """
    parts, marks, lived = history.parts, history.mark().marks, history.lived
    able = [
        one
        for one in range(parts[0].begin, history.today + 1)
        if (place := slot_of_day(parts, one)) is not None
        and marks[place] in among
        and not (find_part(parts, one).schedule.is_limit and one in lived.amounts)
    ]
    assume(able)
    one = able[pick % len(able)]
    schedule = find_part(parts, one).schedule
    if schedule.is_limit:
        return Lived(lived.done, lived.excused, {**lived.amounts, one: 0})
    amount = lived.amounts.get(one, 0) + (schedule.target or 1_000)
    return Lived(sorted({*lived.done, one}), lived.excused, {**lived.amounts, one: amount})


def assert_no_run_is_shorter(before: Streaks, after: Streaks) -> None:
    """Compare the runs before and after a day was kept."""
    assert before.current <= after.current
    assert before.longest <= after.longest


@counted
@given(histories(), picks)
def test_one_more_kept_day_never_lowers_strength_or_consistency(history: History, pick: int) -> None:
    """Wherever it falls, also on a day off or a silent one: no strength on the way and no share is lower after it."""
    before, after = history.mark(), history.mark(keep_day(history, pick, b"DMPSU"))
    assert all(new >= old - 1e-12 for old, new in zip(trace_slots(before), trace_slots(after), strict=True))
    assert slots_strength(after) >= slots_strength(before) - 1e-12
    assert find_consistency(after.marks).value >= find_consistency(before.marks).value
    assert all(
        new >= old - 1e-12
        for old, new, one in zip(shares_of(before), shares_of(after), before.marks, strict=True)
        if one in b"DM"
    )


@counted
@given(histories(), picks, all_spares)
def test_one_more_kept_day_never_lowers_a_run(history: History, pick: int, spares: Spares) -> None:
    """Wherever it falls, also on a day off or a silent one: neither the current nor the longest run is shorter."""
    before, after = history.mark(), history.mark(keep_day(history, pick, b"DMPSU"))
    assert_no_run_is_shorter(streaks_of(before, spares), streaks_of(after, spares))
    assert streaks_of(before, spares).unbroken <= streaks_of(after, spares).unbroken


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("DDDDDDDMMDDDDDDDDDDDDDDMDDDDDDDDDDDDDMMDM", "DDDDDDDMMDDDDDDDDDDDDDDDDDDDDDDDDDDDDMMDM"),
        ("DDDDDDDMMDDDDDDDDDDDDDDMDDDDDDDDDDDDDMMDMDD", "DDDDDDDMMDDDDDDDDDDDDDDDDDDDDDDDDDDDDMMDMDD"),
        ("DDDDDDDMMSDDDDDDDDDDDDDDDDDDDDMDMM", "DDDDDDDMMDDDDDDDDDDDDDDDDDDDDDMDMM"),
        ("DDDDDDDMMUDDDDDDDDDDDDDDDDDDDDMDMM", "DDDDDDDMMDDDDDDDDDDDDDDDDDDDDDMDMM"),
    ],
)
def test_a_day_that_moves_the_earning_lowers_no_run(before: str, after: str) -> None:
    """A run may leave a done slot out: without that, these would be shorter for a slot that was done after all."""
    assert_no_run_is_shorter(find_streaks(before.encode(), DEFAULT), find_streaks(after.encode(), DEFAULT))


@counted
@given(st.lists(st.sampled_from([1, 2, 6, 7, 8, 13, 14, 15, 21, 30]), min_size=1, max_size=10), picks, all_spares)
def test_one_more_done_slot_never_lowers_a_long_run(lengths: list[int], pick: int, spares: Spares) -> None:
    """Rows so long that more is earned than can be held: a miss filled in, or a slot done between, shortens no run."""
    before = "M".join("D" * length for length in lengths)
    place = pick % len(before)
    for after in (f"{before[:place]}D{before[place + 1 :]}", f"{before[:place]}D{before[place:]}"):
        assert_no_run_is_shorter(find_streaks(before.encode(), spares), find_streaks(after.encode(), spares))


def alternate(pairs: list[tuple[int, str]], is_off: bool) -> tuple[tuple[int, str], ...]:
    """Write versions whose spares are off and on by turns, each so many days after the one before it."""
    placed, start = [], 0
    for place, (gap, text) in enumerate(pairs):
        start += gap if place else 0
        placed.append((start, text + " without spares" * ((place + is_off) % 2)))
    return tuple(placed)


plain_rules = st.builds(write_rule, whens.filter(lambda when: when != "anytime"), extents, st.just(""))
switched = st.builds(
    alternate, st.lists(st.tuples(st.integers(1, 25), plain_rules), min_size=2, max_size=4), st.booleans()
)


@counted
@given(histories(), switched, picks, all_spares)
def test_filling_in_a_miss_never_lowers_a_run_whose_spares_were_switched(
    history: History, versions: tuple[tuple[int, str], ...], pick: int, spares: Spares
) -> None:
    """Spares switched off and on from dates: a miss, or a slot that is open, makes no run shorter by being kept."""
    history = replace(history, rules=versions)
    before, after = history.mark(), history.mark(keep_day(history, pick, b"MP"))
    assert_no_run_is_shorter(streaks_of(before, spares), streaks_of(after, spares))


@counted
@given(histories(), picks)
def test_an_excused_slot_leaves_strength_as_it_stood(history: History, pick: int) -> None:
    """A slot that is off, and one that is open or unsaid, leaves strength as it stood before it, to the last bit."""
    slots = history.mark()
    trace = [0.0, *trace_slots(slots)]
    assert all(trace[place] == trace[place + 1] for place, one in enumerate(slots.marks) if one in b"SPU")
    missed = [place for place, one in enumerate(slots.marks) if one in b"MPU"]
    assume(missed)
    place = missed[pick % len(missed)]
    first, last = slot_span(slots.parts, place)
    off = history.mark(Lived([*history.done], {*history.off, *range(first, last + 1)}, history.amounts))
    if off.marks[place] == ord("S"):
        assert [0.0, *trace_slots(off)][: place + 2] == [*trace[: place + 1], trace[place]]


@counted
@given(histories(), st.integers(1, 110), rules, all_spares)
def test_a_version_leaves_what_was_before_it(history: History, since: int, rule: str, spares: Spares) -> None:
    """Added from a day on, also before other versions: what began before that day stays as it was, to the last bit."""
    since = max(since, history.rules[0][0] + 1)
    others = [version for version in history.rules if version[0] != since]
    before, after = history.mark(), replace(history, rules=tuple(sorted([*others, (since, rule)]))).mark()
    spans = [slot_span(before.parts, place) for place in range(len(before.marks))]
    count = sum(first < history.base + since for first, _ in spans)
    assert spans[:count] == [slot_span(after.parts, place) for place in range(count)]
    assert after.marks[:count] == before.marks[:count]
    assert shares_of(after)[:count] == shares_of(before)[:count]
    assert trace_slots(after)[:count] == trace_slots(before)[:count]
    runs = [streaks_of(slots, spares, count) for slots in (before, after)]
    assert len({tuple(getattr(streaks, name) for name in Streaks.__slots__) for streaks in runs}) == 1


# Which marks a week or month may have: whether it is a limit, and whether it is over.
MARKS = {(False, False): "DSP", (False, True): "DSM", (True, False): "PSMU", (True, True): "DSMU"}
period_rules = rules.filter(lambda rule: "/" in rule)


@counted
@given(histories(period_rules, longest=45))
def test_a_week_or_month_is_open_until_it_is_decided(history: History) -> None:
    """As days pass without a new entry, what is open becomes missed when its period is over, and nothing else changes.

    Of a limit it is kept then; and a limit that is passed, or unsaid, stays so.
    """
    lived = Lived(
        [one for one in history.done if one <= history.today],
        history.off,
        {one: amount for one, amount in history.amounts.items() if one <= history.today},
    )
    parts, until = history.parts, history.today + 40
    places = range(len(mark_slots(parts, until, lived).marks))
    lasts = [slot_span(parts, place)[1] for place in places]
    limits = [find_part(parts, last).schedule.is_limit for last in lasts]
    before = mark_slots(parts, history.today, lived).marks.decode()
    for today in range(history.today, until):
        marks = mark_slots(parts, today, lived).marks.decode()
        for last, is_limit, one in zip(lasts, limits, marks, strict=False):
            assert one in MARKS[is_limit, last < today]
        for place, old in enumerate(before):
            closed = "PD" if limits[place] else "PM"
            assert old == marks[place] or (old + marks[place] == closed and lasts[place] == today - 1)
        before = marks


@counted
@given(histories(), st.integers(0, 1 << 16))
def test_the_order_of_days_does_not_matter(history: History, seed: int) -> None:
    """Days done, amounts and days off in any order, days done twice, days off in any form: all is the same."""
    random, slots = Random(seed), history.mark()
    done, off, amounts = [*history.done, *history.done], [*history.off], [*history.amounts.items()]
    for drawn in (done, off, amounts):
        random.shuffle(drawn)
    for form in (list, tuple, set, frozenset):
        other = history.mark(Lived(done, form(off), dict(amounts)))
        assert (other.marks, other.shares, other.firsts) == (slots.marks, slots.shares, slots.firsts)
    assert slots_strength(other) == slots_strength(slots) == (trace_slots(slots) or [0.0])[-1]


LOOP = [case for case in golden("strength_loop_days") if case["frequency"] == [1, 1]]


@pytest.mark.parametrize("case", LOOP, ids=lambda case: case["name"])
def test_daily_habits_have_the_strength_that_loop_gives(case: dict[str, Any]) -> None:
    """Day by day, newest first, strength is what Loop Habit Tracker asserts in its own tests; a skip freezes it."""
    today, published = day(case["today"]), case["published_by_loop_newest_first"]
    values = {today - int(ago): value for ago, value in case["entries_days_ago_to_value"].items()}
    amounts = {one: value for one, value in values.items() if case["numerical"]}
    done = [one for one, value in values.items() if case["numerical"] or value == 2]
    schedule = Schedule(today - len(published) + 1, DAILY, target=round(1000 * (case["target"] or 0)))
    slots = mark(schedule, today + 1, done, {one for one in values if one not in done}, amounts)
    trace = trace_slots(slots)[-2::-1]  # without the next day, which is open; in Loop a day is never open
    assert trace == pytest.approx(published, abs=1e-6)


def test_loop_has_cases_of_each_kind() -> None:
    """Once and at least, with skips and without, are among Loop's daily cases."""
    assert {case["target_type"] for case in LOOP} == {None, "AT_LEAST"}
    assert {value for case in LOOP for value in case["entries_days_ago_to_value"].values()} == {2, 3, 2_000}


WHAT_IF = golden("whatif_strength")


@pytest.mark.parametrize("case", WHAT_IF["cases"], ids=lambda case: f"{case['p']:.2f} from {case['start']}")
def test_what_if_has_the_reference_numbers(case: dict[str, Any]) -> None:
    """Expected strength, its spread and the days to a target are those of the reference file."""
    factor, tolerance = slot_factor(1.0), WHAT_IF["suggested_rel_tol"]
    expected = expect_strength(case["p"], case["days"], case["start"], factor)
    assert expected == pytest.approx(case["expected"], rel=tolerance, abs=tolerance)
    assert spread_strength(case["p"], factor, case["days"]) == pytest.approx(case["sd"], rel=tolerance, abs=tolerance)
    assert count_slots_to(case["target"], case["p"], case["start"], factor) == case["days_to_target"]


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1), st.sampled_from((1, 3 / 7, 1 / 3)))
def test_a_target_is_reached_after_as_many_slots_as_it_says(
    share: float, start: float, target: float, often: float
) -> None:
    """After so many slots expected strength has reached the target, and one slot before it had not."""
    factor = slot_factor(often)
    slots = count_slots_to(target, share, start, factor)
    if slots is None:
        assert share <= target
        return
    assert expect_strength(share, slots, start, factor) >= target - 1e-9
    assert slots == 0 or expect_strength(share, slots - 1, start, factor) < target + 1e-9
