"""What if: where strength goes when a share of the slots is kept. Closed forms, no simulation.

With x kept with probability p in each slot, s' = s * m + x * (1 - m). Source: docs/how-streaks-count.md, "Strength".
"""

from dataclasses import dataclass
from math import ceil, log, sqrt

from tinywins.compounding.checks import check_counts, check_shares


@dataclass(frozen=True, slots=True)
class WhatIf:
    """Where strength settles (0-1), how far it then strays (its standard deviation), and the slots to a target.

    `slots` is None where the target is never reached.
    """

    settles: float
    spread: float
    slots: int | None


def check_factor(factor: float) -> None:
    """Raise ValueError for a factor that no slots have."""
    if not 0 < factor < 1:
        raise ValueError("a factor is a number from 0 to 1, both left out")


def what_if(share: float, factor: float, start: float = 0.0, target: float = 0.8) -> WhatIf:
    """Say where strength goes when a `share` (0-1) of the slots is kept, from `start`, on the way to `target` (0-1).

    `factor` is that of the habit's slots (`slot_factor`, `week_factor`). ValueError for a share, start or target
    outside 0 to 1, or a factor that is not between them. Source: docs/how-streaks-count.md, "Strength".
    """
    return WhatIf(share, spread_strength(share, factor), count_slots_to(target, share, start, factor))


def expect_strength(share: float, slots: int, start: float, factor: float) -> float:
    """Give the expected strength, 0-1, after so many slots of which the `share` (0-1) is kept, from `start`.

    ValueError as for `what_if`, and for fewer than 0 slots. Source: docs/how-streaks-count.md, "Strength".
    """
    check_factor(factor)
    check_shares(share, start)
    check_counts(slots)
    return share + (start - share) * float(factor**slots)


def spread_strength(share: float, factor: float, slots: int | None = None) -> float:
    """Give the standard deviation of strength, 0-1, after so many slots; without a number, where it settles.

    The `share` (0-1) is kept, each slot for itself. ValueError as for `expect_strength`. Source:
    docs/how-streaks-count.md, "Strength".
    """
    check_factor(factor)
    check_shares(share)
    check_counts(slots or 0)
    settled = share * (1 - share) * (1 - factor) / (1 + factor)
    return sqrt(settled if slots is None else settled * (1 - factor ** (2 * slots)))


def count_slots_to(target: float, share: float, start: float, factor: float) -> int | None:
    """Count the slots after which expected strength reaches `target` (0-1); None where that is never so.

    Reached is reached at once where `start` is there already, unless it would not stay. ValueError as for `what_if`.
    Source: docs/how-streaks-count.md, "Strength".
    """
    check_factor(factor)
    check_shares(target, share, start)
    if share <= target:
        return None
    if start >= target:
        return 0
    return max(0, ceil(log((target - share) / (start - share)) / log(factor) - 1e-12))
