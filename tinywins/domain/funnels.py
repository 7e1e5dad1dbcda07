"""Funnels: an ordered list of tags whose counts give step rates."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FunnelPlan:
    """A funnel as it is kept: its folded name, its tags first to last, and the wished-for rates of some of them.

    `targets` are pairs of a tag and a rate in thousandths of the step before it.
    """

    id: str
    name: str
    tags: tuple[str, ...]
    targets: tuple[tuple[str, int], ...]
