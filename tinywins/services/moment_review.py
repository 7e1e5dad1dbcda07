"""How moments turned, by kind and by choice, with honest counts."""

from dataclasses import dataclass

from tinywins.compounding.proportions import chance_greater, wilson_interval
from tinywins.domain.entries import Entry
from tinywins.domain.moments import BADLY, WELL, Moment
from tinywins.services.workspace import Workspace
from tinywins.storage import moment_rows

LEAST_SETTLED = 5  # from so many on a share is given, and two choices are compared
SURE = 0.95
NEWEST = 5  # expectations shown beside what came of them


@dataclass(frozen=True, slots=True)
class Turns:
    """How the moments of one kind or choice turned: well, badly, and those that are open."""

    name: str
    well: int
    badly: int
    open: int

    @property
    def settled(self) -> int:
        """Count those of which it is known."""
        return self.well + self.badly

    def share(self) -> tuple[float, float, float] | None:
        """Give the share that turned well with its range (95 %), 0-1; None below five settled ones."""
        if self.settled < LEAST_SETTLED:
            return None
        return (self.well / self.settled, *wilson_interval(self.well, self.settled))


@dataclass(frozen=True, slots=True)
class Better:
    """A choice that surely turned out well more often than another, with the chance of that (0-1)."""

    choice: str
    other: str
    chance: float


@dataclass(frozen=True, slots=True)
class KindTurns:
    """A kind, its choices ("" for none said), and the best one where it is surely better than the next."""

    all: Turns
    choices: tuple[Turns, ...]
    better: Better | None


@dataclass(frozen=True, slots=True)
class MomentReview:
    """How moments turned from a day on ("" for all), the largest kind first.

    `expected` are the last settled ones that had said what they expected.
    """

    since: str
    kinds: tuple[KindTurns, ...]
    expected: tuple[tuple[Moment, Entry], ...]


def review_moments(ws: Workspace, since: str = "") -> MomentReview:
    """Review how moments turned, those from a day on (ISO text, "" for all)."""
    db = ws.store.reader()
    counted: dict[str, dict[str, dict[str, int]]] = {}
    for kind, choice, turned, n in moment_rows.count_moments(db, since):
        counted.setdefault(kind, {}).setdefault(choice, {})[turned] = n
    kinds = [review_kind(kind, choices) for kind, choices in counted.items()]
    kinds.sort(key=lambda kind: (-kind.all.settled - kind.all.open, kind.all.name))
    return MomentReview(since, tuple(kinds), tuple(moment_rows.read_settled_moments(db, since, NEWEST)))


def review_kind(kind: str, choices: dict[str, dict[str, int]]) -> KindTurns:
    """Count how the moments of a kind turned, choice by choice."""
    turns = [Turns(name, by.get(WELL, 0), by.get(BADLY, 0), by.get("", 0)) for name, by in choices.items()]
    turns.sort(key=lambda each: (not each.name, -each.settled - each.open, each.name))
    whole = Turns(kind, *(sum(values) for values in zip(*((t.well, t.badly, t.open) for t in turns), strict=True)))
    return KindTurns(whole, tuple(turns), find_better(turns))


def find_better(turns: list[Turns]) -> Better | None:
    """Give the choice with the largest share where it is surely larger than the next one's; both have five settled."""
    ready = [each for each in turns if each.name and each.settled >= LEAST_SETTLED]
    if len(ready) < 2:
        return None
    best, following = sorted(ready, key=lambda each: (-each.well / each.settled, each.name))[:2]
    chance = chance_greater(following.well, following.settled, best.well, best.settled)
    return Better(best.name, following.name, chance) if chance >= SURE else None
