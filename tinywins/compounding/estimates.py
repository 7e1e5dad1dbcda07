"""What a number comes as: with its likely range, or not yet."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with its interval, from `n` observations, at confidence `level` (0-1).

    `math.inf` stands where nothing bounds the number: a ratio to a rate of nothing, a median that is not reached yet.
    """

    value: float
    lo: float
    hi: float
    n: int
    level: float


@dataclass(frozen=True, slots=True)
class NotYet:
    """A number that would be a guess so far: `need` more of what `reason` names would do.

    `weeks` are full weeks, `wins` wins, `active_weeks` weeks in a row with a win in each, `days` full days, `events`
    counted events on both sides together, `entrants` persons or things that came to a step, `closed` items that were
    acted on.
    """

    reason: str
    need: int
