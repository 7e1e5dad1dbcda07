"""Every drawn example of docs/how-streaks-count.md is run against the code that it describes.

An example is a line of a `slots` block: `HISTORY  SETTING...  -> FACT, FACT`, with two blanks between the parts on
the left. A history is drawn in days (x done, . not done, s a day off, o a day off and done all the same), oldest
first and today last, or in marks (D, S, M, P). Settings are `rule`, `from` (the weekday of the first day) and
`spares`; where they are not written, it is a daily habit from a Monday with spares 1,7,2.
"""

import re
from itertools import pairwise

import pytest

from tests.builders import day, mark
from tests.docs.sessions import TOP
from tinywins.compounding.consistency import find_consistency
from tinywins.compounding.streaks import Streaks, find_streaks
from tinywins.compounding.strength import slots_strength
from tinywins.domain.schedule import SHORT_DAYS, read_rule
from tinywins.domain.slots import Slots
from tinywins.domain.versions import arrange_parts

PAGE = (TOP / "docs" / "how-streaks-count.md").read_text(encoding="utf-8")
MONDAY = day("2026-11-16")
EXAMPLES = [line for block in re.findall(r"```slots\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines()]


class Example:
    """One drawn example: its slots, its streaks, and the facts that the page claims."""

    def __init__(self, line: str) -> None:
        left, _, right = line.partition("->")
        history, *settings = re.split(r"\s{2,}", left.strip())
        given = dict(setting.split(" ", 1) for setting in settings)
        self.spares = read_spares(given.pop("spares", "1,7,2"))
        first = MONDAY + SHORT_DAYS.index(given.pop("from", "mon"))
        self.schedule = read_rule(given.pop("rule", "daily"), first)
        assert not given, f"unknown settings {given}"
        self.slots = self.draw(history.replace(" ", ""))
        self.claims = dict(claim.strip().rsplit(" ", 1) for claim in right.split(","))

    def draw(self, history: str) -> Slots:
        """Give the slots of a history drawn in days or in marks."""
        if set(history) <= set("DSMP"):
            return Slots(arrange_parts([self.schedule]), history.encode(), None, [0])
        assert set(history) <= set("x.so"), history
        days = list(enumerate(history, self.schedule.start))
        done = [place for place, sign in days if sign in "xo"]
        return mark(self.schedule, days[-1][0], done, {place for place, sign in days if sign in "so"})

    @property
    def streaks(self) -> Streaks:
        """The runs in the drawn slots."""
        return find_streaks(self.slots.marks, self.spares)

    def find(self, fact: str) -> str:
        """Give a fact as the page writes it."""
        match fact:
            case "marks":
                return self.slots.marks.decode()
            case "current" | "longest" | "left" | "used" | "unbroken":
                return str(getattr(self.streaks, fact))
            case "at risk":
                return "yes" if self.streaks.at_risk else "no"
            case "strength":
                return f"{100 * self.find_strength():.1f}"
            case "kept":
                found = find_consistency(self.slots.marks)
                return f"{found.kept}/{found.n}"
            case "likely":
                found = find_consistency(self.slots.marks)
                return f"{100 * found.lo:.0f}-{100 * found.hi:.0f}%"
        raise AssertionError(f"the page claims {fact}, which no example may")

    def find_strength(self) -> float:
        """Give the strength after the last slot, 0-1."""
        return slots_strength(self.slots)


def read_spares(text: str) -> tuple[int, int, int]:
    """Read `1,7,2`."""
    start, every, cap = (int(number) for number in text.split(","))
    return start, every, cap


@pytest.mark.parametrize("line", EXAMPLES)
def test_an_example_is_as_the_page_says(line: str) -> None:
    """What stands behind the arrow is what the code finds in the history before it."""
    example = Example(line)
    assert {fact: example.find(fact) for fact in example.claims} == example.claims


def test_the_page_has_examples_of_everything() -> None:
    """Each kind of fact and of schedule is drawn at least once, so that no rule stands there unproved."""
    claimed = {fact for line in EXAMPLES for fact in Example(line).claims}
    assert claimed == {
        "marks",
        "current",
        "longest",
        "left",
        "used",
        "unbroken",
        "at risk",
        "strength",
        "kept",
        "likely",
    }
    assert {"rule mon,wed,fri", "rule 3/week"} <= {part for line in EXAMPLES for part in re.findall(r"rule \S+", line)}
    assert len(EXAMPLES) > 40


def test_filling_in_a_miss_never_lowers_a_run() -> None:
    """Where one example differs from the one above it by a miss that was kept after all, no run is shorter."""
    pairs = 0
    for above, below in pairwise(EXAMPLES):
        before, after = Example(above), Example(below)
        marks = before.slots.marks, after.slots.marks
        differing = [pair for pair in zip(*marks, strict=False) if pair[0] != pair[1]]
        if len(marks[0]) == len(marks[1]) and before.spares == after.spares and differing == [(ord("M"), ord("D"))]:
            pairs += 1
            assert after.streaks.current >= before.streaks.current
            assert after.streaks.longest >= before.streaks.longest
    assert pairs
