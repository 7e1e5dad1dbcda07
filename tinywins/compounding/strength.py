"""Strength: an exponential moving share of kept slots, 0 to 1, that a miss bends and does not break.

After each decided slot `s = s * m + x * (1 - m)`, with `x` the share of it that was done. The half-life is
13 / sqrt(f) days at f slots a day: the rule of Loop Habit Tracker, applied once a slot (docs/how-streaks-count.md).
"""

from collections.abc import Sequence
from math import sqrt

HALF_LIFE = 13.0


def slot_factor(slots_per_day: float) -> float:
    """Give m for a habit whose slots are days, at `slots_per_day` (7 weekdays: 1.0; 3 of 7: 3/7)."""
    return float(0.5 ** (1 / (HALF_LIFE * sqrt(slots_per_day))))


def week_factor(times: int) -> float:
    """Give m for a habit whose slot is a week with `times` days in it."""
    return float(0.5 ** (sqrt(times / 7) / HALF_LIFE * 7))


def trace_strength(marks: bytes, factor: float, shares: Sequence[float] | None = None) -> list[float]:
    """Give the strength after each slot, 0 to 1; skipped, pending and unsaid slots leave it as it stood."""
    strength, trace = 0.0, []
    for place, mark in enumerate(marks):
        if mark in b"DM":
            share = (mark == 68) * 1.0 if shares is None else shares[place]
            strength = strength * factor + share * (1 - factor)
        trace.append(strength)
    return trace


def find_strength(marks: bytes, factor: float, shares: Sequence[float] | None = None) -> float:
    """Give the strength after the last slot, 0 to 1; 0 where nothing is decided yet."""
    if shares is not None:
        return (trace_strength(marks, factor, shares) or [0.0])[-1]
    strength = 0.0
    first = True
    for piece in marks.translate(None, b"SPU").split(b"M"):
        if not first:
            strength *= factor
        first = False
        strength = 1 - (1 - strength) * factor ** len(piece)
    return strength
