"""Distributions: the few that the numbers need, all but the normal from one function, the regularised incomplete beta.

Probabilities are 0 to 1. Each function agrees with scipy to 1e-11 of its value or better (tests/golden).
"""

from collections.abc import Callable
from math import erfc, exp, floor, inf, lgamma, log, log1p, pi, sqrt

TINY = 1e-300


def betainc(a: float, b: float, x: float) -> float:
    """Give I_x(a, b) for a, b > 0 and x from 0 to 1; ValueError elsewhere (DLMF 8.17.22, by Lentz's method)."""
    if not (a > 0 and b > 0 and 0 <= x <= 1):
        raise ValueError(f"I_{x}({a}, {b}) is not defined")
    if x in (0, 1):
        return float(x)
    if x > (a + 1) / (a + b + 2):
        return 1 - betainc(b, a, 1 - x)
    c, d = 1.0, 1 / avoid_zero(1 - (a + b) * x / (a + 1))
    fraction, change, m = d, inf, 0
    while abs(change - 1) > 3e-16 and m < 100_000:
        m += 1
        for step in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            c, d = avoid_zero(1 + step / c), 1 / avoid_zero(1 + step * d)
            change = c * d
            fraction *= change
    return min(1.0, exp(log_power(a, b, x)) / a * fraction)


def gammainc(a: float, x: float) -> float:
    """Give P(a, x), the share of Gamma(a) below x, for a > 0 and x >= 0; ValueError elsewhere (DLMF 8.11.4, 8.9.2)."""
    if not (a > 0 and 0 <= x < inf):
        raise ValueError(f"P({a}, {x}) is not defined")
    if x == 0:
        return 0.0
    front = exp(a * log(x) - x - lgamma(a))
    if x < a + 1:
        term = total = 1 / a
        n = 0
        while term > total * 1e-17:
            n += 1
            term *= x / (a + n)
            total += term
        return min(1.0, front * total)
    b = x + 1 - a
    c, d = 1 / TINY, 1 / avoid_zero(b)
    fraction, change, n = d, inf, 0
    while abs(change - 1) > 3e-16 and n < 100_000:
        n += 1
        b += 2
        pull = n * (a - n)
        c, d = avoid_zero(b + pull / c), 1 / avoid_zero(b + pull * d)
        change = c * d
        fraction *= change
    return 1 - min(1.0, front * fraction)


def gamma_quantile(p: float, a: float) -> float:
    """Give x with P(a, x) = `p`, 0 < p < 1, by halving until no number lies between."""
    lo, hi = 0.0, a + 10
    while gammainc(a, hi) < p:
        hi *= 2
    while lo < (x := (lo + hi) / 2) < hi:
        if gammainc(a, x) < p:
            lo = x
        else:
            hi = x
    return x


def avoid_zero(value: float) -> float:
    """Give a value, or next to nothing in its place where it is zero."""
    return value if abs(value) > TINY else TINY


def log_power(a: float, b: float, x: float) -> float:
    """Give ln(x^a (1-x)^b / B(a, b)) as a distance from x = a / (a + b): the digits are kept at a million events."""
    excess = (a + b) * x - a if x < 0.5 else b - (a + b) * (1 - x)
    near = log1p(excess / a) if excess > -a / 2 else log((a + b) / a) + log(x)
    width = log(a * b / (a + b) / (2 * pi)) / 2
    return a * near + b * log1p(-excess / b) + width + stirling(a + b) - stirling(a) - stirling(b)


def stirling(z: float) -> float:
    """Give what Stirling's formula leaves of ln Gamma(z), for z > 0 (DLMF 5.11.1)."""
    if z < 10:
        return lgamma(z) - (z - 0.5) * log(z) + z - log(2 * pi) / 2
    w = 1 / (z * z)
    return (1 / 12 - w * (1 / 360 - w * (1 / 1260 - w * (1 / 1680 - w * (1 / 1188 - w * 691 / 360360))))) / z


def beta_quantile(p: float, a: float, b: float) -> float:
    """Give x with I_x(a, b) = `p`, by halving until no number lies between."""
    lo, hi = 0.0, 1.0
    while lo < (x := (lo + hi) / 2) < hi:
        if betainc(a, b, x) < p:
            lo = x
        else:
            hi = x
    return x


def clopper_pearson(k: float, n: float, alpha: float = 0.05) -> tuple[float, float]:
    """Give the exact interval for `k` of `n` at confidence 1 - alpha; 0 to 1 where n = 0 (Clopper & Pearson 1934).

    Counts that were divided by a dispersion need not be whole.
    """
    lo = beta_quantile(alpha / 2, k, n - k + 1) if k > 0 else 0.0
    hi = beta_quantile(1 - alpha / 2, k + 1, n - k) if k < n else 1.0
    return lo, hi


def binomial_at_most(k: int, n: int, p: float) -> float:
    """Give P(X <= k) of a binomial with `n` trials."""
    return 0.0 if k < 0 else 1.0 if k >= n else betainc(n - k, k + 1, 1 - p)


def binomial_at_least(k: int, n: int, p: float) -> float:
    """Give P(X >= k) of a binomial with `n` trials."""
    return 1.0 if k <= 0 else 0.0 if k > n else betainc(k, n - k + 1, p)


def negative_binomial_at_least(k: float, r: float, p: float) -> float:
    """Give P(X >= k) of a negative binomial: failures before the r-th success, r > 0 real, 0 < p < 1."""
    return 1.0 if k <= 0 else betainc(k, r, 1 - p)


def negative_binomial_cdf(k: float, r: float, p: float) -> float:
    """Give P(X <= k) of a negative binomial with r > 0 and 0 < p < 1."""
    return 0.0 if k < 0 else betainc(r, k + 1, p)


def negative_binomial_quantile(q: float, r: float, p: float) -> int:
    """Give the smallest k with P(X <= k) >= `q`, 0 < q < 1: guessed by Cornish and Fisher's terms, then searched."""
    z = normal_quantile(1 - q) if q > 0.5 else -normal_quantile(q)
    guess = (1 - p) * r / p + z * sqrt((1 - p) * r) / p + (z * z - 1) * (2 - p) / p / 6
    hi, step = max(0, floor(guess)), 1
    while negative_binomial_cdf(hi, r, p) < q:
        hi, step = hi + step, 2 * step
    lo, step = hi - 1, 1
    while lo >= 0 and negative_binomial_cdf(lo, r, p) >= q:
        hi, lo, step = lo, lo - 2 * step, 2 * step
    return find_first(max(lo, -1), hi, lambda k: negative_binomial_cdf(k, r, p) >= q)


def find_first(lo: int, hi: int, holds: Callable[[int], bool]) -> int:
    """Give the first whole number after `lo` that holds, where `hi` does and so does all that follows one that does."""
    while hi - lo > 1:
        middle = (lo + hi) // 2
        if holds(middle):
            hi = middle
        else:
            lo = middle
    return hi


def t_tail(t: float, df: float) -> float:
    """Give P(T > t) of Student's t for t >= 0, exact far out too (Abramowitz & Stegun 26.7.1)."""
    if t < 1:
        return 0.5 - betainc(0.5, df / 2, t * t / (df + t * t)) / 2
    return betainc(df / 2, 0.5, df / (df + t * t)) / 2


def t_quantile(p: float, df: float) -> float:
    """Give t with P(T <= t) = `p`, 0 < p < 1, by Newton steps from the normal's, which come from one side."""
    tail = min(p, 1 - p)
    scale = exp(lgamma((df + 1) / 2) - lgamma(df / 2)) / sqrt(df * pi)
    t = normal_quantile(tail)
    for _ in range(100):
        step = (t_tail(t, df) - tail) / (scale * (1 + t * t / df) ** (-(df + 1) / 2))
        t += step
        if step <= 1e-15 * t:
            break
    return t if p > 0.5 else -t


def normal_cdf(z: float) -> float:
    """Give P(Z <= z) of the standard normal."""
    return erfc(-z / sqrt(2)) / 2


def normal_quantile(tail: float) -> float:
    """Give z with P(Z > z) = `tail`, 0 < tail <= 0.5, by Newton steps on the complementary error function."""
    z = 0.0
    for _ in range(60):
        step = (0.5 * erfc(z / sqrt(2)) - tail) / (exp(-z * z / 2) / sqrt(2 * pi))
        z += step
        if abs(step) < 1e-15 * max(1.0, z):
            break
    return z
