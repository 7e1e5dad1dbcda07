"""Moments: small decisions, what was expected of them, and how they turned out."""

from dataclasses import dataclass

KINDS = ("customer", "marketing", "internal", "product", "service")
WELL, BADLY = "well", "badly"


@dataclass(frozen=True, slots=True)
class Moment:
    """A small decision; it hangs on the entry of the same id.

    `choice` is a short word that is used again. `follow` is the day on which to see how it turned; `turned` is
    `well`, `badly`, or "" while that is open, and `outcome` says what came of it, on the day `settled`. Days are ISO
    text, "" for none.
    """

    entry: str
    day: str
    kind: str
    situation: str
    choice: str
    expect: str
    follow: str
    turned: str
    outcome: str
    settled: str
