"""Proportions: k of n, with its interval, and two of them against each other. Counts are 0 <= k <= n; results 0-1."""

from math import exp, fsum, lgamma, log, sqrt

from tinywins.compounding.checks import check_alpha, check_trials
from tinywins.compounding.distributions import normal_cdf, normal_quantile

MOST_TERMS = 2_000  # of the closed form; the normal approximation is as good from there on


def wilson_interval(k: int, n: int, alpha: float = 0.05) -> tuple[float, float]:
    """Give the Wilson score interval for the share k of n, 0-1, at confidence 1 - alpha; 0 to 1 with n = 0.

    ValueError unless k and n are whole, 0 <= k <= n, and alpha is from 1e-9 to below 1. Source: Wilson 1927;
    Newcombe 1998.
    """
    check_trials(k, n)
    check_alpha(alpha)
    if n == 0:
        return 0.0, 1.0
    z = normal_quantile(alpha / 2)
    p, zz = k / n, z * z
    centre = (p + zz / (2 * n)) / (1 + zz / n)
    half = z / (1 + zz / n) * sqrt(p * (1 - p) / n + zz / (4 * n * n))
    return (0.0 if k == 0 else centre - half), (1.0 if k == n else centre + half)


def newcombe_interval(k1: int, n1: int, k2: int, n2: int, alpha: float = 0.05) -> tuple[float, float]:
    """Give the interval for k2/n2 - k1/n1, at confidence 1 - alpha, -1 to 1.

    Each end lies as far from the difference as the two Wilson ends on that side are from their shares, squared.
    ValueError as for `wilson_interval`, and for an n of 0, which has no share. Source: Newcombe 1998, method 10.
    """
    check_trials(k1, n1)
    check_trials(k2, n2)
    if not (n1 and n2):
        raise ValueError("a difference wants somebody on both sides")
    p1, p2 = k1 / n1, k2 / n2
    (lo1, hi1), (lo2, hi2) = wilson_interval(k1, n1, alpha), wilson_interval(k2, n2, alpha)
    return p2 - p1 - sqrt((p2 - lo2) ** 2 + (hi1 - p1) ** 2), p2 - p1 + sqrt((hi2 - p2) ** 2 + (p1 - lo1) ** 2)


def chance_greater(k1: int, n1: int, k2: int, n2: int) -> float:
    """Give P(p2 > p1) where each share is known from k of n and nothing before: Beta(k + 1, n - k + 1), independent.

    A sum of as many terms as the smallest of the four counts has, which is exact; where that is above 2,000, the normal
    approximation. A chance, 0-1. ValueError unless k and n are whole, 0 <= k <= n. Source: Evan Miller, Formulas for
    Bayesian A/B Testing.
    """
    check_trials(k1, n1)
    check_trials(k2, n2)
    a, b, c, d = (int(count) for count in (k1 + 1, n1 - k1 + 1, k2 + 1, n2 - k2 + 1))
    fewest = min(a, b, c, d)
    if fewest > MOST_TERMS:
        return chance_greater_nearly(k1, n1, k2, n2)
    if fewest == c:
        return sum_chances(a, b, c, d)
    if fewest == b:
        return sum_chances(d, c, b, a)
    return 1 - (sum_chances(c, d, a, b) if fewest == a else sum_chances(b, a, d, c))


def chance_greater_nearly(k1: int, n1: int, k2: int, n2: int) -> float:
    """Give P(p2 > p1) as `chance_greater` does, with normal distributions of the same means and variances."""
    means, variance = [], 0.0
    for k, n in ((k1, n1), (k2, n2)):
        mean = (k + 1) / (n + 2)
        means.append(mean)
        variance += mean * (1 - mean) / (n + 3)
    return normal_cdf((means[1] - means[0]) / sqrt(variance))


def log_beta(a: float, b: float) -> float:
    """Give ln B(a, b) for a, b > 0."""
    return lgamma(a) + lgamma(b) - lgamma(a + b)


def sum_chances(a: int, b: int, c: int, d: int) -> float:
    """Give P(Y > X) of X ~ Beta(a, b) and Y ~ Beta(c, d), c whole, in c terms."""
    whole = log_beta(a, b)
    return fsum(exp(log_beta(a + i, b + d) - log(d + i) - log_beta(1 + i, d) - whole) for i in range(c))
