"""What scipy, statsmodels, lifelines and pandas make of the inputs of a case: a function for each file."""

from collections.abc import Sequence
from itertools import pairwise
from math import exp, log
from typing import Any

import numpy as np
import pandas as pd
import statsmodels.api as sm
from scipy import integrate, optimize, special, stats
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint, proportions_ztest
from statsmodels.stats.rates import test_poisson_2indep

Case = dict[str, Any]
FARTHEST = 260
POWER = stats.norm.isf(0.025) + stats.norm.isf(0.2)


def bare(value: float) -> float | None:
    """Give a number as JSON knows it: None for what is infinite or undefined."""
    return float(value) if np.isfinite(value) else None


def betainc(case: Case) -> Case:
    """Regularised incomplete beta."""
    return {"I": float(special.betainc(case["a"], case["b"], case["x"]))}


def t_ppf(case: Case) -> Case:
    """Quantiles of Student's t."""
    return {"t": float(stats.t.ppf(case["p"], case["df"]))}


def clopper_pearson(case: Case) -> Case:
    """Clopper and Pearson's interval at 95 %."""
    lo, hi = proportion_confint(case["k"], case["n"], method="beta")
    return {"lo": float(lo), "hi": float(hi)}


def wilson(case: Case) -> Case:
    """Wilson's interval."""
    lo, hi = proportion_confint(case["k"], case["n"], alpha=case["alpha"], method="wilson")
    return {"lo": max(0.0, float(lo)), "hi": min(1.0, float(hi))}


def fit_trend(y: Sequence[float], x: Sequence[float], exposure: Sequence[float] | None = None) -> Any:
    """Fit a Poisson GLM with a log link."""
    offset = np.log(exposure) if exposure else None
    model = sm.GLM(np.asarray(y, float), sm.add_constant(np.asarray(x, float)), sm.families.Poisson(), offset=offset)
    return model.fit(tol=1e-14, maxiter=200)


def poisson_trend(case: Case) -> Case:
    """A Poisson trend, its quasi-Poisson interval and growth."""
    fit = fit_trend(case["y"], case["x"], case.get("exposure"))
    (intercept, slope), (intercept_error, error) = fit.params, fit.bse
    made: Case = {"intercept": float(intercept), "slope": float(slope)}
    made |= {"se_intercept": float(intercept_error), "se_slope": float(error)}
    made |= {"deviance": float(fit.deviance), "pearson_chi2": float(fit.pearson_chi2)}
    if "phi" not in case:
        return made
    phi = fit.pearson_chi2 / (len(case["y"]) - 2)
    reach = stats.t.ppf(0.975, len(case["y"]) - 2) * error * max(1.0, phi) ** 0.5
    made |= {"phi": float(phi), "se_slope_quasi": float(error * phi**0.5), "aic": float(fit.aic)}
    made |= {"ci_lo": float(slope - reach), "ci_hi": float(slope + reach)}
    for name, value in (("growth_pct", slope), ("growth_lo_pct", slope - reach), ("growth_hi_pct", slope + reach)):
        made[name] = float(100 * np.expm1(value))
    return {**made, "doubling_periods": float(log(2) / slope) if slope > 1e-9 else None}


def growth_verdict(case: Case) -> Case:
    """The whole rule of growth on top of statsmodels' fit."""
    y, n = np.asarray(case["y"], float), len(case["y"])
    if n < 8 or y.sum() < 20:
        return {"verdict": "too_early", "weeks": n, "total": int(y.sum())}
    fit = fit_trend(y, np.arange(n))
    residuals, slope, phi = fit.resid_pearson, fit.params[1], fit.pearson_chi2 / (n - 2)
    lag = (residuals[1:] * residuals[:-1]).sum() / (residuals**2).sum()
    rho = float(np.clip((n * lag + 2) / (n - 4), 0, 0.8))
    error = fit.bse[1] * (max(1.0, phi) * (1 + rho) / (1 - rho)) ** 0.5
    lo, hi = (slope + side * stats.t.ppf(0.975, n - 2) * error for side in (-1, 1))
    per_cent = [float(100 * np.expm1(value)) for value in (slope, lo, hi)]
    steady = per_cent[1] >= -2 and per_cent[2] <= 2
    verdict = "growing" if lo > 0 else "shrinking" if hi < 0 else "steady" if steady else "cannot_tell"
    doubling = (float(log(2) / slope), [float(log(2) / hi), float(log(2) / lo)]) if lo > 0 else (None, None)
    made = {"verdict": verdict, "slope": float(slope), "phi": float(phi), "rho": rho, "se": float(error)}
    made |= dict(zip(("growth_pct", "lo_pct", "hi_pct"), per_cent, strict=True))
    return {**made, "doubling_weeks": doubling[0], "doubling_range": doubling[1]}


def predict(history: Sequence[int], horizon: int) -> tuple[float, float, float, float]:
    """Give r and p of the negative binomial, its mean and the dispersion of a history of weeks."""
    y = np.asarray(history, float)
    phi = max(1.0, float(y.var(ddof=1) / y.mean())) if y.sum() else 1.0
    mean = horizon * (y.sum() + 0.5) / len(y)
    p = 1 / (phi * (1 + horizon / len(y)))
    return float(mean * p / (1 - p)), float(p), float(mean), phi


def nb_predictive(case: Case) -> Case:
    """Quantiles of what lies ahead."""
    r, p, mean, phi = predict(case["history"], case["horizon"])
    quantiles = {q: int(stats.nbinom.ppf(float(q), r, p)) for q in case["quantiles"]}
    return {"phi": phi, "r": r, "p": p, "mean": mean, "var": mean / p, "quantiles": quantiles}


def first_weeks(chances: Sequence[float], prefix: str = "") -> Case:
    """Give the first weeks with a chance of 50, 85 and 95 %, up to week 260."""
    reached = {q: [week for week, chance in enumerate(chances, 1) if chance >= q / 100] for q in (50, 85, 95)}
    return {f"{prefix}p{q}": weeks[0] if weeks else None for q, weeks in reached.items()}


def completion_nb(case: Case) -> Case:
    """The chance of being done by each week: the negative binomial's, and for contrast that of drawn weeks."""
    chances = []
    for week in range(1, FARTHEST + 1):
        r, p, _, _ = predict(case["history"], week)
        chances.append(float(stats.nbinom.sf(case["remaining"] - 1, r, p)))
    drawn = draw_weeks(case["history"], case["remaining"])
    made = {"p_done_by_week": chances[: len(case["p_done_by_week"])], **first_weeks(chances)}
    return {**made, **first_weeks(drawn, "bootstrap_")}


def draw_weeks(history: Sequence[int], remaining: int) -> list[float]:
    """Give the chance of being done by each week where weeks are drawn from the past, exactly, by convolution."""
    counts = np.bincount(history) / len(history)
    sums, chances = np.ones(1), []
    for _ in range(FARTHEST):
        sums = np.convolve(sums, counts)
        chances.append(float(1 - sums[:remaining].sum()))
    return chances


def completion_bootstrap(case: Case) -> Case:
    """The chance of being done by each week where weeks are drawn from the past."""
    if not case["remaining"]:
        return {"p_done_by_week": [1.0], "p50": 0, "p85": 0, "p95": 0}
    chances = draw_weeks(case["history"], case["remaining"])
    return {"p_done_by_week": chances[: len(case["p_done_by_week"])], **first_weeks(chances)}


def poisson_two_rates(case: Case) -> Case:
    """Two Poisson rates, as a binomial share of all events."""
    y1, t1, y2, t2 = (case[name] for name in ("y1", "t1", "y2", "t2"))
    n, share = y1 + y2, t2 / (t1 + t2)
    ends = proportion_confint(y2, n, method="beta") if n else (0.0, 1.0)
    lo, hi = (end / (1 - end) * t1 / t2 if end < 1 else np.inf for end in ends)
    above, below, same = stats.binom.sf(y2 - 1, n, share), stats.binom.cdf(y2, n, share), stats.binom.pmf(y2, n, share)
    made = {"ratio": bare(y2 / t2 / (y1 / t1)) if y1 else None, "ratio_lo": bare(lo), "ratio_hi": bare(hi)}
    made["p_minlike"] = float(stats.binomtest(y2, n, share).pvalue) if n else 1.0
    made["p_central"] = min(1.0, float(2 * min(above, below)))
    made["p_mid_central"] = min(1.0, float(2 * (min(above, below) - same / 2)))
    if n:
        made["p_mid_statsmodels"] = float(test_poisson_2indep(y2, t2, y1, t1, method="cond-midp").pvalue)
    return {**made, "prob_rate_up_jeffreys": float(special.betainc(y1 + 0.5, y2 + 0.5, 1 - share))}


def chance_greater(k1: int, n1: int, k2: int, n2: int) -> float:
    """Give P(p2 > p1) with uniform priors, by quadrature over the second share."""
    first, second = stats.beta(k1 + 1, n1 - k1 + 1), stats.beta(k2 + 1, n2 - k2 + 1)
    middle, reach = second.mean(), 15 * max(first.std(), second.std())
    edges = np.unique(np.clip(np.linspace(middle - reach, middle + reach, 121), 0, 1))
    pieces = [
        integrate.quad(lambda x: second.pdf(x) * first.cdf(x), lo, hi, epsabs=1e-15, epsrel=1e-12)[0]
        for lo, hi in pairwise(edges)
    ]
    return float(np.sum(pieces))


def two_proportions(case: Case) -> Case:
    """Two shares: z test, Newcombe's interval, and the chance that the second is higher."""
    k1, n1, k2, n2 = (case[name] for name in ("k1", "n1", "k2", "n2"))
    z, p = proportions_ztest([k2, k1], [n2, n1]) if k1 + k2 else (np.nan, np.nan)
    lo, hi = confint_proportions_2indep(k2, n2, k1, n1, method="newcomb", compare="diff")
    first, second = stats.beta(k1 + 1, n1 - k1 + 1), stats.beta(k2 + 1, n2 - k2 + 1)
    normal = stats.norm.cdf((second.mean() - first.mean()) / (first.var() + second.var()) ** 0.5)
    made = {"z": bare(z), "p": bare(p), "diff": k2 / n2 - k1 / n1, "diff_lo": float(lo), "diff_hi": float(hi)}
    return {**made, "prob_b_beats_a": chance_greater(k1, n1, k2, n2), "prob_normal_approx": float(normal)}


def events_needed(case: Case) -> Case:
    """Events before that show a ratio of rates, by Wald's test of its logarithm."""
    return {"events_before": float(POWER**2 * (1 + 1 / case["ratio"]) / log(case["ratio"]) ** 2)}


def detectable_ratio(case: Case) -> Case:
    """The ratio that some events before can show."""
    y1, times = case["y1"], case["t2"] / case["t1"]
    found = optimize.brentq(lambda r: r - exp(POWER * (1 / y1 + 1 / (r * y1 * times)) ** 0.5), 1.01, 1e4, xtol=1e-14)
    return {"detectable_ratio": float(found)}


def funnel(case: Case) -> Case:
    """A funnel's rates with Wilson's intervals, its identities, and how sure its lowest step is."""
    counts = case["counts"]
    pairs = list(pairwise(counts))
    steps = [describe_step(n, k, counts) for n, k in pairs]
    lo, hi = wilson_or_all(counts[-1], counts[0])
    ranked = sorted((k / n, place) for place, (n, k) in enumerate(pairs) if n)
    made = {"overall": counts[-1] / counts[0] if counts[0] else None, "overall_lo": lo, "overall_hi": hi}
    made |= {"steps": steps, "lowest_step": None, "prob_lowest_vs_second": None}
    if len(ranked) > 1:
        (n1, k1), (n2, k2) = pairs[ranked[0][1]], pairs[ranked[1][1]]
        made |= {"lowest_step": ranked[0][1] + 1, "prob_lowest_vs_second": chance_greater(k1, n1, k2, n2)}
    return made


def wilson_or_all(k: int, n: int) -> tuple[float, float]:
    """Give Wilson's interval at 95 %, and all there is for nothing of nothing."""
    made = wilson({"k": k, "n": n, "alpha": 0.05}) if n else {"lo": 0.0, "hi": 1.0}
    return made["lo"], made["hi"]


def describe_step(n: int, k: int, counts: Sequence[int]) -> Case:
    """Describe a step of a funnel."""
    (lo, hi), end = wilson_or_all(k, n), counts[-1]
    whole = log(end / counts[0]) if end else 0.0
    made = {"n": n, "k": k, "rate": k / n if n else None, "lo": lo, "hi": hi}
    made["log_share"] = log(k / n) / whole if whole else None
    return {**made, "plus_1pp": end * 0.01 * n / k if k else None, "if_perfect": end * (n / k - 1) if k else None}


def kaplan_meier(case: Case) -> Case:
    """Kaplan and Meier's curve, its median and the median's interval, from lifelines."""
    from lifelines import KaplanMeierFitter
    from lifelines.utils import median_survival_times

    fit = KaplanMeierFitter().fit(case["durations"], case["closed"])
    table, share = fit.event_table, fit.survival_function_["KM_estimate"]
    rows = table[table["observed"] > 0]
    curve = [
        {"t": float(t), "at_risk": int(row["at_risk"]), "events": int(row["observed"]), "S": float(share.loc[t])}
        for t, row in rows.iterrows()
    ]
    ends = [bare(end) for end in median_survival_times(fit.confidence_interval_).to_numpy()[0]]
    reached = [point["t"] for point in curve if point["S"] <= 0.5 + 1e-12]
    right = sm.SurvfuncRight(np.asarray(case["durations"], float), case["closed"])
    made: Case = {"median": reached[0] if reached else None, "median_lifelines": bare(fit.median_survival_time_)}
    made["median_statsmodels"] = bare(right.quantile(0.5)) if sum(case["closed"]) else None
    made["tie_at_exactly_half"] = any(abs(point["S"] - 0.5) < 1e-9 for point in curve)
    return {**made, "median_ci": ends, "ci_lifelines": ends, "curve": curve}


def momentum(case: Case) -> Case:
    """Two moving averages, and how far apart they are."""
    daily = pd.Series(case["daily"], dtype=float)
    fast, slow = (float(daily.ewm(halflife=half, adjust=True).mean().iloc[-1]) for half in (7, 28))
    ages = np.arange(len(daily))[::-1]
    shares = [0.5 ** (ages / half) / (0.5 ** (ages / half)).sum() for half in (7, 28)]
    weight = float(((shares[0] - shares[1]) ** 2).sum())
    z = (fast - slow) / (slow * weight) ** 0.5 if slow * weight else None
    word = "steady" if z is None or abs(z) <= 1.28 else "rising" if z > 0 else "slowing"
    early = len(daily) < 28 or daily.sum() < 8
    return {"fast": fast, "slow": slow, "var_weight": weight, "z": z, "label_out": "insufficient" if early else word}


def compounding(case: Case) -> Case:
    """Compound interest."""
    rate = case["rate"]
    factor = float(np.exp(case["periods"] * np.log1p(rate)))
    return {"factor": factor, "doubling": float(np.log(2) / np.log1p(rate)) if rate > 0 else None}


def whatif_strength(case: Case) -> Case:
    """Strength day by day when a share of the days is kept: its mean and variance, by the recursion itself."""
    m, p, mean, variance = 0.5 ** (1 / 13), case["p"], float(case["start"]), 0.0
    trace = [mean]
    for _ in range(5_000):
        mean = m * mean + (1 - m) * p
        trace.append(mean)
    for _ in range(case["days"]):
        variance = m * m * variance + (1 - m) ** 2 * p * (1 - p)
    reached = [day for day, value in enumerate(trace) if value >= case["target"] - 1e-12]
    found = reached[0] if reached and p > case["target"] else None
    return {"expected": trace[case["days"]], "sd": variance**0.5, "days_to_target": found}
