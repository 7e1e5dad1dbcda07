"""Versions: marks, shares, strength and runs over changes of the rule, against a walk through the days one by one."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import day, examples
from tests.domain.schedule_oracle import History, Spares, all_spares, histories, is_due, read, walk
from tinywins.compounding.streaks import find_streaks
from tinywins.compounding.strength import slots_strength, trace_slots
from tinywins.domain.schedule import read_rule, write_rule
from tinywins.domain.versions import next_slot_day, slot_of_day, slot_span
from tinywins.services.standing import find_switches

MONDAY = "2026-11-02"


def shares_of(history: History) -> list[float]:
    """Give the share of each slot."""
    slots = history.mark()
    return [float(mark == ord("D")) for mark in slots.marks] if slots.shares is None else slots.shares


@settings(max_examples=examples(10))
@given(histories(), all_spares)
def test_histories_match_a_walk_through_the_days(history: History, spares: Spares) -> None:
    """Whatever the versions, days off and log: marks, shares, strength and runs are those that the rules give."""
    truth, slots = history.tell(spares), history.mark()
    assert truth.marks == slots.marks.decode()
    assert slots_strength(slots) == pytest.approx(truth.strength, abs=1e-9)
    assert trace_slots(slots) == pytest.approx(truth.trace, abs=1e-9)
    streaks = find_streaks(slots.marks, spares, find_switches(slots))
    assert truth.runs == (streaks.current, streaks.longest, streaks.left)
    assert streaks.used in truth.used


@settings(max_examples=examples(10))
@given(histories())
def test_shares_match_a_walk_through_the_days(history: History) -> None:
    """The share of each decided slot, and of each that is still open and no limit, is that which the rules give."""
    truth, slots, shares = history.tell((0, 0, 0)), history.mark(), shares_of(history)
    assert len(shares) == len(slots.marks)
    for place, mark in enumerate(truth.marks):
        part = next(part for part in slots.parts if truth.spans[place][0] < part.end)
        if mark in "DM" or (mark == "P" and not part.schedule.is_limit):
            assert shares[place] == pytest.approx(float(truth.shares[place]), abs=1e-12), (place, mark)


@settings(max_examples=examples(5))
@given(histories())
def test_slots_and_days_are_inverse(history: History) -> None:
    """A slot has the first and the last day that the rules give, and each day lies in the slot that holds it."""
    spans, parts = history.tell((0, 0, 0)).spans, history.parts
    assert spans == [slot_span(parts, place) for place in range(len(spans))]
    due = {one: place for place, (first, last) in enumerate(spans) for one in range(first, last + 1)}
    for one in range(history.base - 3, history.today + 1):
        assert due.get(one) == slot_of_day(parts, one), date.fromordinal(one)


@settings(max_examples=examples(5))
@given(histories())
def test_the_next_day_is_the_first_that_is_due(history: History) -> None:
    """The next day is the first one later than a day that is due under the version in force; anytime is each day."""
    versions = [read(start, text) for start, text in history.versions]
    days = walk(versions, date.fromordinal(history.today) + timedelta(60))
    due = [one.toordinal() for one, rule, _ in days if rule.when == "anytime" or is_due(rule, one)]
    for after in range(history.base - 2, history.today + 1):
        assert next_slot_day(history.parts, after) == next(one for one in due if one > after)


@settings(max_examples=examples(5))
@given(histories())
def test_parts_follow_each_other(history: History) -> None:
    """Each version in force has a span of days, one after the other, from the habit's first day on."""
    parts = history.parts
    assert [part.begin for part in parts[1:]] == [part.end for part in parts[:-1]]
    assert all(part.begin < part.end for part in parts)
    days = walk([read(start, text) for start, text in history.versions], date.fromordinal(parts[-1].begin))
    assert [part.begin for part in parts] == sorted({begin.toordinal() for _, _, begin in days})


@given(histories(), st.integers(0, 2))
def test_rules_are_written_as_they_are_read(history: History, pick: int) -> None:
    """A version's rule reads as the same rule again, also from a later day."""
    start, text = history.versions[pick % len(history.rules)]
    written = write_rule(read_rule(text, start))
    assert written == text or f"since {date.fromordinal(start)}" in text
    assert write_rule(read_rule(written, start)) == written


@pytest.mark.parametrize(
    ("rules", "drawn", "marks", "begins"),
    [
        (((0, "3/week"), (2, "daily")), "x.x.x..x.", "DDP", [0, 7]),  # within a week: the week after it
        (((0, "3/week"), (7, "daily")), "x.x.x..x.", "DDP", [0, 7]),  # on a Monday: that day
        (((0, "3/week"), (6, "daily")), "x.....xx.", "MDP", [0, 7]),  # on a Sunday: the Monday
        (((2, "3/week"), (3, "daily")), "..xxx..x.", "DDP", [2, 7]),  # within a first week that is cut
        (((0, "daily"), (2, "3/week")), "x.xxx..x.", "DMDP", [0, 2]),  # from days to weeks: a week that is cut
        (((0, "daily"), (5, "3/week")), "xxxxxxx.", "DDDDDDP", [0, 5]),
        (((0, "2/month"), (3, "1/week")), "x" * 30, "DD", [0, 29]),  # 2 November to 1 December, a Tuesday
        (((0, "2/month"), (3, "1/week")), "xx" + "." * 27 + "....x..", "DDP", [0, 29]),
        (((0, "1/week"), (3, "2/month")), "x" + "." * 8 + "xx", "DD", [0, 7]),  # the rest of November
        (((0, "every 3d"), (4, "every 3d")), "x..xx..x", "DDDD", [0, 4]),  # each counts from its own first day
        (((0, "3/week"), (2, "every 3d")), "x.x.x...x..x", "DDD", [0, 7]),  # also where it takes over later
        (((0, "every 3d since 2026-10-31"),), ".x..x", "DD", [0]),  # or from the day that it names
        (((0, "3/week"), (2, "daily"), (4, "mon,wed")), "x.x.x..x.x", "DDD", [0, 7]),  # the later one wins
        (((0, "3/week"), (2, "daily"), (7, "mon,wed")), "x.x.x..x.x", "DDD", [0, 7]),  # on the very day as well
        (((0, "3/week"), (2, "1/month"), (9, "daily")), "x.x.x.." + "x" + "." * 22, "DDP", [0, 7, 29]),
        (((0, "daily"), (2, "anytime"), (4, "daily")), "xx...x", "DDMD", [0, 2, 4]),  # no slots between
        (((0, "daily"), (2, "3/week"), (4, "daily")), "xxxxx..x", "DDDD", [0, 2, 7]),
        (((0, "daily"), (3, "daily at most 1")), "x..9.0", "DMMMUD", [0, 3]),
        (((0, "1/week at most 2 assume kept"), (2, "daily at least 5")), "...." + "...5.", "DDP", [0, 7]),
    ],
)
def test_a_version_takes_over(rules: tuple[tuple[int, str], ...], drawn: str, marks: str, begins: list[int]) -> None:
    """A version takes over when the old slot that holds its first day is over; days are counted from a Monday."""
    history = History(MONDAY, rules, drawn, len(drawn) - 1)
    assert begins == [part.begin - day(MONDAY) for part in history.parts]
    assert marks == history.mark().marks.decode() == history.tell((0, 0, 0)).marks
