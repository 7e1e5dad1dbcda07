"""What if: where strength goes when a share of the slots is kept. Closed forms, no simulation.

With x kept with probability p in each slot, s' = s * m + x * (1 - m). Source: docs/how-streaks-count.md, "Strength".
"""

from dataclasses import dataclass
from math import ceil, log, sqrt


@dataclass(frozen=True, slots=True)
class WhatIf:
    """Where strength settles (0-1), how far it then strays (its standard deviation), and the slots to a target.

    `slots` is None where the target is never reached.
    """

    settles: float
    spread: float
    slots: int | None


def what_if(share: float, factor: float, start: float = 0.0, target: float = 0.8) -> WhatIf:
    """Say where strength goes when a `share` (0-1) of the slots is kept, from `start`, on the way to `target` (0-1).

    `factor` is that of the habit's slots (`slot_factor`, `week_factor`). ValueError for a share, start or target
    outside 0 to 1, or a factor that is not between them. Source: docs/how-streaks-count.md, "Strength".
    """
    if not all(0 <= number <= 1 for number in (share, start, target)) or not 0 < factor < 1:
        raise ValueError("shares, strengths and factors are numbers from 0 to 1")
    return WhatIf(share, spread_strength(share, factor), count_slots_to(target, share, start, factor))


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
