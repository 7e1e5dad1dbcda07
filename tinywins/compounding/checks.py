"""Checks: what nothing can be counted, shared or asked as is a ValueError that says what is wanted. NaN passes none."""

from collections.abc import Iterable

MOST = 1e12  # what the incomplete beta keeps its digits to
LEAST_ALPHA = 1e-9


def check_counts(*counts: float) -> None:
    """Raise ValueError for a count below 0, beyond 1e12, or that is no number."""
    check_all_counts(counts)


def check_all_counts(counts: Iterable[float]) -> None:
    """Raise ValueError where one of many counts is below 0, beyond 1e12, or no number."""
    if not all(0 <= count <= MOST for count in counts):
        raise ValueError("counts are numbers from 0 to 1e12")


def check_trials(k: float, n: float) -> None:
    """Raise ValueError unless `k` of `n` are whole numbers, 0 <= k <= n."""
    if not 0 <= k <= n <= MOST or k % 1 or n % 1:
        raise ValueError("a share wants whole numbers, 0 <= k <= n")


def check_alpha(alpha: float) -> None:
    """Raise ValueError for an alpha, 1 - confidence, that is not from 1e-9 to below 1."""
    if not LEAST_ALPHA <= alpha < 1:
        raise ValueError("alpha is a number from 1e-9 to below 1: .05 for 95 %")


def check_shares(*shares: float) -> None:
    """Raise ValueError for a share that is not from 0 to 1."""
    if not all(0 <= share <= 1 for share in shares):
        raise ValueError("shares, strengths and chances are numbers from 0 to 1")
