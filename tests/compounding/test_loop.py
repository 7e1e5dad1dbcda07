"""Strength beside Loop Habit Tracker: the same for daily habits, and what differs for others is said."""

from math import isclose
from typing import Any

import pytest

from tests.builders import golden
from tinywins.compounding.strength import find_strength, slot_factor, trace_strength, week_factor

DAYS: dict[str, Any] = golden("strength_loop")
NONDAILY: dict[str, Any] = golden("strength_loop_nondaily")
PUBLISHED: list[dict[str, Any]] = golden("strength_loop_days")
SKIP = 3  # what Loop stores for a day off


def loop_factor(frequency: float, half_life: float = 13.0) -> float:
    """Give what a day leaves of a score in Loop, at so many repetitions a day."""
    return float(0.5 ** (frequency**0.5 / half_life))


def loop_score(numerator: int, denominator: int, values: list[int]) -> float:
    """Give Loop's score of a habit that is due `numerator` times in `denominator` days, from its description.

    Each day counts the repetitions of a window twice as wide, up to twice as many as wanted, as a share; a daily
    habit's window is the day.
    """
    wide, wanted = (1, 1) if numerator == denominator else (2 * denominator, 2 * numerator)
    score, factor = 0.0, loop_factor(numerator / denominator)
    for place in range(len(values)):
        share = min(1.0, sum(values[max(0, place - wide + 1) : place + 1]) / wanted)
        score = score * factor + share * (1 - factor)
    return score


@pytest.mark.parametrize("case", DAYS["cases"], ids=lambda case: case["label"])
def test_reference_days(case: dict[str, Any]) -> None:
    """Day by day, strength is Loop's score, skipped days too; where Loop's own tests assert a value, it is that."""
    marks = b"".join({1: b"D", 0: b"M", None: b"S"}[value] for value in case["values"])
    trace = trace_strength(marks, loop_factor(case["freq"], case["half_life"]))
    assert len(trace) == len(case["scores"])
    assert all(isclose(*pair, rel_tol=1e-9, abs_tol=1e-9) for pair in zip(case["scores"], trace, strict=True))
    published = case.get("published", [])
    assert all(isclose(*pair, abs_tol=1e-6) for pair in zip(published, trace, strict=False))


@pytest.mark.parametrize(
    "case", [case for case in PUBLISHED if case["frequency"] == [1, 1]], ids=lambda case: case["name"]
)
def test_published_days(case: dict[str, Any]) -> None:
    """From the days of Loop's tests to marks to strength: the values that they assert, newest first."""
    entries = {int(ago): value for ago, value in case["entries_days_ago_to_value"].items()}
    published = case["published_by_loop_newest_first"]
    oldest = max(entries)
    marks = b"".join(
        b"S" if entries.get(ago) == SKIP else b"D" if entries.get(ago) else b"M" for ago in range(oldest, -1, -1)
    )
    trace = trace_strength(marks, slot_factor(1.0))[::-1] + [0.0] * len(published)
    assert all(isclose(wanted, found, abs_tol=2e-6) for wanted, found in zip(published, trace, strict=False))


@pytest.mark.parametrize("case", NONDAILY["cases"], ids=lambda case: case["label"])
def test_reference_windows(case: dict[str, Any]) -> None:
    """Loop's own rule for other habits, re-derived, gives the reference numbers: so the file is understood."""
    found = loop_score(case["num"], case["den"], case["values"])
    assert isclose(case["final"], found, rel_tol=NONDAILY["suggested_rel_tol"])


@pytest.mark.parametrize("times", [1, 3, 5])
def test_full_weeks_end_near_loop(times: int) -> None:
    """Where every week is kept, a slot a week ends within three points of Loop's window after a quarter."""
    week = [1] * times + [0] * (7 - times)
    loop = loop_score(times, 7, week * 13)
    assert isclose(find_strength(b"D" * 13, week_factor(times)), loop, abs_tol=0.03)


def test_two_of_three_settle_at_two_thirds() -> None:
    """Twice in weeks that want three times settles at two thirds with both rules."""
    shares = [2 / 3] * 300
    assert isclose(2 / 3, find_strength(b"M" * 300, week_factor(3), shares), abs_tol=1e-6)
    assert isclose(2 / 3, loop_score(3, 7, [1, 1, 0, 0, 0, 0, 0] * 300), abs_tol=0.02)
