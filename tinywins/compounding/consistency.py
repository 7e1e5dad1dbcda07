"""Consistency: the share of decided slots that were kept, with its likely range."""

from dataclasses import dataclass

from tinywins.compounding.proportions import wilson_interval


@dataclass(frozen=True, slots=True)
class Consistency:
    """`kept` of `n` decided slots: the share `value` and its interval `lo` to `hi`, all 0 to 1."""

    kept: int
    n: int
    value: float
    lo: float
    hi: float


def find_consistency(marks: bytes, alpha: float = 0.05) -> Consistency:
    """Count the kept among the decided slots in `marks`; skipped, pending and unsaid ones are left out.

    A letter a slot: D, M, S, P, U. The share is 0 with nothing decided, its interval 0 to 1, at confidence 1 - alpha.
    ValueError for an alpha that is not from 1e-9 to below 1. Source: Wilson 1927.
    """
    kept, missed = marks.count(b"D"), marks.count(b"M")
    n = kept + missed
    lo, hi = wilson_interval(kept, n, alpha)
    return Consistency(kept, n, kept / n if n else 0.0, lo, hi)
