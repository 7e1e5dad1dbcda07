"""What if: where strength goes when a share of the slots is kept. Closed forms, no simulation.

With x kept with probability p in each slot, s' = s * m + x * (1 - m). Source: docs/how-streaks-count.md, "Strength".
"""

from math import ceil, log, sqrt


def expect_strength(share: float, slots: int, start: float, factor: float) -> float:
    """Give the expected strength, 0-1, after so many slots of which the `share` (0-1) is kept, from `start`."""
    return share + (start - share) * float(factor**slots)


def spread_strength(share: float, factor: float, slots: int | None = None) -> float:
    """Give the standard deviation of strength after so many slots; without a number, where it settles."""
    settled = share * (1 - share) * (1 - factor) / (1 + factor)
    return sqrt(settled if slots is None else settled * (1 - factor ** (2 * slots)))


def count_slots_to(target: float, share: float, start: float, factor: float) -> int | None:
    """Count the slots after which expected strength reaches `target` (0-1); None where that is never so.

    Reached is reached at once where `start` is there already, unless it would not stay.
    """
    if share <= target:
        return None
    if start >= target:
        return 0
    return max(0, ceil(log((target - share) / (start - share)) / log(factor) - 1e-12))
