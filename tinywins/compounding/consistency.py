"""Consistency: the share of decided slots that were kept, with its likely range."""

from dataclasses import dataclass
from math import erfc, exp, pi, sqrt


@dataclass(frozen=True, slots=True)
class Consistency:
    """`kept` of `n` decided slots: the share `value` and its interval `lo` to `hi`, all 0 to 1."""

    kept: int
    n: int
    value: float
    lo: float
    hi: float


def normal_quantile(tail: float) -> float:
    """Give z with P(Z > z) = `tail`, 0 < tail <= 0.5, by Newton steps on the complementary error function."""
    z = 0.0
    for _ in range(60):
        step = (0.5 * erfc(z / sqrt(2)) - tail) / (exp(-z * z / 2) / sqrt(2 * pi))
        z += step
        if abs(step) < 1e-15 * max(1.0, z):
            break
    return z


def wilson_interval(k: int, n: int, alpha: float = 0.05) -> tuple[float, float]:
    """Give the Wilson score interval for k of n, at confidence 1 - alpha (Wilson 1927; Newcombe 1998)."""
    if n == 0:
        return 0.0, 1.0
    z = normal_quantile(alpha / 2)
    p, zz = k / n, z * z
    centre = (p + zz / (2 * n)) / (1 + zz / n)
    half = z / (1 + zz / n) * sqrt(p * (1 - p) / n + zz / (4 * n * n))
    return (0.0 if k == 0 else centre - half), (1.0 if k == n else centre + half)


def find_consistency(marks: bytes, alpha: float = 0.05) -> Consistency:
    """Count the kept among the decided slots in `marks`; skipped, pending and unsaid ones are left out."""
    kept, missed = marks.count(b"D"), marks.count(b"M")
    n = kept + missed
    lo, hi = wilson_interval(kept, n, alpha)
    return Consistency(kept, n, kept / n if n else 0.0, lo, hi)
