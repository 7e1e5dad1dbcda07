"""Made-up weeks, whose truth is known, and how near two numbers are."""

from collections.abc import Callable
from math import exp, isclose, isfinite, sqrt
from random import Random

from tests.builders import day

MONDAY = day("2026-01-05")
Maker = Callable[[Random, float, int], list[int]]


def near(expected: float | None, actual: float | None, relative: float, absolute: float = 1e-12) -> bool:
    """Say whether a number is as expected; None in a file stands for no number, an infinite or an undefined one."""
    if expected is None:
        return actual is None or not isfinite(actual)
    return actual is not None and isclose(expected, actual, rel_tol=relative, abs_tol=absolute)


def draw_poisson(random: Random, mean: float) -> int:
    """Draw from a Poisson distribution, with the time to the next event until the time is over."""
    count, time = -1, 0.0
    while time <= mean:
        time += random.expovariate(1.0)
        count += 1
    return count


def draw_weeks(phi: float) -> Maker:
    """Give a maker of independent weeks whose variance is `phi` times their mean."""

    def make(random: Random, mean: float, n: int) -> list[int]:
        if phi == 1:
            return [draw_poisson(random, mean) for _ in range(n)]
        return [draw_poisson(random, random.gammavariate(mean / (phi - 1), phi - 1)) for _ in range(n)]

    return make


def draw_spells(rho: float, spread: float = 0.5) -> Maker:
    """Give a maker of weeks in busy spells: the logarithm of their mean is correlated by `rho` from week to week."""

    def make(random: Random, mean: float, n: int) -> list[int]:
        level, counts = random.gauss(0, 1), []
        for _ in range(n):
            counts.append(draw_poisson(random, mean * exp(spread * level - spread * spread / 2)))
            level = rho * level + sqrt(1 - rho * rho) * random.gauss(0, 1)
        return counts

    return make


def draw_one_spell(weeks: int) -> Maker:
    """Give a maker of empty records with one spell of so many weeks in them, somewhere."""

    def make(random: Random, mean: float, n: int) -> list[int]:
        begin = random.randrange(n - weeks + 1)
        return [draw_poisson(random, mean) if begin <= week < begin + weeks else 0 for week in range(n)]

    return make
