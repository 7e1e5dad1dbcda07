"""Strength: an exponential moving share of kept slots, 0 to 1, that a miss bends and does not break.

After each decided slot `s = s * m + x * (1 - m)`, with `x` the share of it that was done. The half-life is
13 / sqrt(f) days at f slots a day: the rule of Loop Habit Tracker, applied once a slot (docs/how-streaks-count.md).
"""

from collections.abc import Sequence
from math import sqrt

from tinywins.domain.periods import first_of, first_of_month, number_of
from tinywins.domain.schedule import Schedule, count_per_day
from tinywins.domain.slots import DONE, Slots, list_stretches
from tinywins.domain.versions import Part, span_within

HALF_LIFE = 13.0


def slot_factor(slots_per_day: float) -> float:
    """Give m, 0 to 1, for a habit whose slots are days, at `slots_per_day` (7 weekdays: 1.0; 3 of 7: 3/7).

    ValueError unless that is above 0 and at most 1. Source: docs/how-streaks-count.md, "Strength".
    """
    if not 0 < slots_per_day <= 1:
        raise ValueError("slots a day are above 0, and 1 at most")
    return float(0.5 ** (1 / (HALF_LIFE * sqrt(slots_per_day))))


def period_factor(times: int, days: int) -> float:
    """Give m for a habit whose slot is a week or month of so many days, with `times` of them wanted."""
    return float(0.5 ** (sqrt(times / days) / HALF_LIFE * days))


def week_factor(times: int) -> float:
    """Give m, 0 to 1, for a habit whose slot is a week with `times` days in it.

    ValueError unless they are 1 to 7. Source: docs/how-streaks-count.md, "Strength".
    """
    if not 1 <= times <= 7:
        raise ValueError("a week holds 1 to 7 times")
    return period_factor(times, 7)


def check_strength(slots: int, factor: float, shares: Sequence[float] | None, begin: float) -> None:
    """Raise ValueError for what strength cannot be made of; cheap, since it stands on the way of `log`."""
    if not (0 <= factor <= 1 and 0 <= begin <= 1):
        raise ValueError("strengths and factors are numbers from 0 to 1")
    if shares is not None and (len(shares) != slots or not 0 <= sum(shares) <= slots):
        raise ValueError("shares are one for each slot, 0 to 1")


def trace_strength(
    marks: bytes, factor: float, shares: Sequence[float] | None = None, begin: float = 0.0
) -> list[float]:
    """Give the strength after each slot, 0 to 1; skipped, pending and unsaid slots leave it as it stood.

    `marks` holds a letter a slot (D, M, S, P, U), oldest first, and `shares` what was done of each, 0-1; without them a
    done slot is 1. ValueError for a factor or beginning outside 0 to 1, another number of shares than of slots, or
    shares whose sum cannot be. Source: docs/how-streaks-count.md, "Strength".
    """
    check_strength(len(marks), factor, shares, begin)
    strength, trace = begin, []
    for place, mark in enumerate(marks):
        if mark in b"DM":
            share = (mark == DONE) * 1.0 if shares is None else shares[place]
            strength = strength * factor + share * (1 - factor)
        trace.append(strength)
    return trace


def find_strength(marks: bytes, factor: float, shares: Sequence[float] | None = None, begin: float = 0.0) -> float:
    """Give the strength after the last slot, 0 to 1; `begin` where nothing is decided yet.

    It is the last of `trace_strength` to the last bit, so that a change of schedule moves nothing before it.
    ValueError as there. Source: docs/how-streaks-count.md, "Strength".
    """
    check_strength(len(marks), factor, shares, begin)
    if shares is not None:
        return (trace_strength(marks, factor, shares, begin) or [begin])[-1]
    strength, gain = begin, 1 - factor
    for mark in marks.translate(None, b"SPU"):
        strength = strength * factor + gain if mark == DONE else strength * factor
    return strength


def factor_of(schedule: Schedule, part: Part, place: int = 0) -> float:
    """Give m for the slot at index `place` of a part; it differs from slot to slot where slots are months."""
    if not schedule.period:
        return slot_factor(count_per_day(schedule))
    if schedule.period == "week":
        return week_factor(schedule.times)
    last = span_within(part, place)[1]
    return period_factor(schedule.times, last - first_of("month", last) + 1)


def trace_slots(slots: Slots) -> list[float]:
    """Give the strength after each slot of a habit, 0 to 1, over all versions of its schedule."""
    trace: list[float] = []
    for part, first, end in list_stretches(slots):
        begin = trace[-1] if trace else 0.0
        shares = slots.shares[first:end] if slots.shares else None
        if part.schedule.period == "month":
            trace += trace_months(part, slots.marks[first:end], shares or [], begin)
        else:
            trace += trace_strength(slots.marks[first:end], factor_of(part.schedule, part), shares, begin)
    return trace


def trace_months(part: Part, marks: bytes, shares: Sequence[float], strength: float) -> list[float]:
    """Give the strength after each month: a month's length decides its factor."""
    trace, month = [], number_of("month", part.begin)
    factors = {days: period_factor(part.schedule.times, days) for days in (28, 29, 30, 31)}
    for place, mark in enumerate(marks):
        if mark in b"DM":
            factor = factors[first_of_month(month + place + 1) - first_of_month(month + place)]
            strength = strength * factor + shares[place] * (1 - factor)
        trace.append(strength)
    return trace


def slots_strength(slots: Slots) -> float:
    """Give the strength after a habit's last slot, 0 to 1, over all versions of its schedule."""
    strength = 0.0
    for part, first, end in list_stretches(slots):
        marks, shares = slots.marks[first:end], slots.shares[first:end] if slots.shares else None
        if part.schedule.period == "month":
            strength = trace_months(part, marks, shares or [], strength)[-1]
        else:
            strength = find_strength(marks, factor_of(part.schedule, part), shares, strength)
    return strength
