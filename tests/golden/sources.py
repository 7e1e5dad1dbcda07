"""Reference numbers whose inputs come from here: grids of distributions, and data sets that libraries ship."""

from collections.abc import Iterator
from itertools import product
from math import sqrt
from typing import Any

import numpy as np
import statsmodels.api as sm
from lifelines import datasets
from scipy import special, stats

from tests.golden.recipes import kaplan_meier

Case = dict[str, Any]
Numbers = tuple[str, list[float], float]  # a function, what it is given, what it gives


def distributions() -> Case:
    """Give each distribution on a grid, far into its tails and up to a million events."""
    cases = [*list_betas(), *list_t(), *list_negative_binomials(), *list_binomials()]
    named: list[Case] = [{"function": name, "given": given, "value": float(value)} for name, given, value in cases]
    kept = [case for case in named if case["value"] == 0 or abs(case["value"]) > 1e-200]
    return {"generated_by": "scipy.special, scipy.stats", "suggested_rel_tol": 1e-10, "cases": kept}


def list_betas() -> Iterator[Numbers]:
    """List regularised incomplete betas near and far from their middles."""
    for a, b in product((0.3, 1, 4.5, 60, 2_000, 300_000), (0.5, 1, 7, 250, 40_000, 1_000_000)):
        for z in (-5, -1, 0, 2):
            x = a / (a + b) + z * sqrt(a * b / (a + b + 1)) / (a + b)
            if 0 < x < 1:
                yield "betainc", [a, b, x], special.betainc(a, b, x)


def list_t() -> Iterator[Numbers]:
    """List probabilities and quantiles of Student's t."""
    for df in (1, 2, 5, 11, 24.5, 50, 1_000):
        for t in (-40, -6, -1.2, -0.01, 0.3, 2, 4):
            yield "t_cdf", [t, df], stats.t.cdf(t, df)
        for p in (1e-6, 0.025, 0.4, 0.6, 0.9, 0.9999):
            yield "t_quantile", [p, df], stats.t.ppf(p, df)


def list_negative_binomials() -> Iterator[Numbers]:
    """List probabilities and quantiles of negative binomials."""
    for r, p in product((0.4, 1, 9.5, 130), (0.02, 0.35, 0.9)):
        law = stats.nbinom(r, p)
        for k in sorted({0, 1, *(int(law.ppf(q)) for q in (0.01, 0.5, 0.999))}):
            yield "negative_binomial_cdf", [k, r, p], law.cdf(k)
            yield "negative_binomial_at_least", [k, r, p], law.sf(k - 1)
        for q in (0.1, 0.25, 0.5, 0.9, 0.999):
            yield "negative_binomial_quantile", [q, r, p], law.ppf(q)


def list_binomials() -> Iterator[Numbers]:
    """List both tails of binomials."""
    for n, p in product((1, 7, 40, 3_000), (0.01, 0.3, 0.75)):
        for k in sorted({0, 1, n // 3, n - 1, n}):
            yield "binomial_at_most", [k, n, p], stats.binom.cdf(k, n, p)
            yield "binomial_at_least", [k, n, p], stats.binom.sf(k - 1, n, p)


def series() -> Case:
    """Give two long records: sunspots, which come in waves and do not grow, and the Nile, which fell in 1898."""
    cases = []
    for label, data, column in (
        ("sunspots", sm.datasets.sunspots, "SUNACTIVITY"),
        ("nile", sm.datasets.nile, "volume"),
    ):
        values = data.load_pandas().data[column]
        cases.append({"label": label, "first": 1700 if label == "sunspots" else 1871, "values": values.tolist()})
    return {"generated_by": "statsmodels.datasets (public domain)", "suggested_rel_tol": 0.0, "cases": cases}


def survival_sets() -> Case:
    """Give the survival data that lifelines and statsmodels ship, with what lifelines makes of them."""
    waltons, lung, leukaemia = datasets.load_waltons(), datasets.load_lung(), datasets.load_leukemia()
    heart = sm.datasets.heart.load_pandas().data
    sets = [
        *((f"waltons {group}", waltons[waltons["group"] == group], "T", "E") for group in ("control", "miR-137")),
        ("lung (NCCTG)", lung, "time", "status"),
        *((f"leukaemia Rx={rx}", leukaemia[leukaemia["Rx"] == rx], "t", "status") for rx in (0, 1)),
        ("heart (Stanford)", heart, "survival", "censors"),
    ]
    cases = []
    for label, table, age, closed in sets:
        case = {
            "label": label,
            "durations": [float(value) for value in table[age]],
            "closed": [int(value) for value in np.asarray(table[closed])],
        }
        cases.append({**case, **kaplan_meier(case)})
    return {"generated_by": "lifelines KaplanMeierFitter", "suggested_rel_tol": 1e-10, "cases": cases}
