"""How the reference numbers beside this file are made with scipy, statsmodels, lifelines and pandas.

By hand, in an environment with the extra `golden`, from the top of the project:

    python -m tests.golden.regenerate                  # computes each number again, and prints how far off it is
    python -m tests.golden.regenerate --write betainc  # writes a file anew; without a name, all of them

Each recipe takes a case's inputs from its file and gives what a library makes of them. Not made here: streaks and
strength, which no library knows, published numbers, and what a file holds of simulations.
"""

import argparse
import json
import platform
import sys
from collections.abc import Callable
from importlib.metadata import version
from math import inf, isclose
from pathlib import Path
from typing import Any

from tests.golden import recipes, sources

Case = dict[str, Any]
FOLDER = Path(__file__).parent
LIBRARIES = ("numpy", "scipy", "statsmodels", "lifelines", "pandas")
RECIPES: dict[str, Callable[[Case], Case]] = {
    "betainc": recipes.betainc,
    "clopper_pearson": recipes.clopper_pearson,
    "completion_bootstrap": recipes.completion_bootstrap,
    "completion_nb": recipes.completion_nb,
    "compounding": recipes.compounding,
    "detectable_ratio": recipes.detectable_ratio,
    "events_needed": recipes.events_needed,
    "funnel": recipes.funnel,
    "growth_verdict": recipes.growth_verdict,
    "kaplan_meier": recipes.kaplan_meier,
    "momentum": recipes.momentum,
    "nb_predictive": recipes.nb_predictive,
    "poisson_trend": recipes.poisson_trend,
    "poisson_two_rates": recipes.poisson_two_rates,
    "t_ppf": recipes.t_ppf,
    "two_proportions": recipes.two_proportions,
    "whatif_strength": recipes.whatif_strength,
    "wilson": recipes.wilson,
}
SOURCES: dict[str, Callable[[], Case]] = {
    "distributions": sources.distributions,
    "series": sources.series,
    "survival_sets": sources.survival_sets,
}


def read(name: str) -> Case:
    """Read a file of reference numbers; an empty one where it is not there."""
    path = FOLDER / f"{name}.json"
    data: Case = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {"cases": []}
    return data


def remake(name: str) -> Case:
    """Give a file with each number computed again."""
    if name in SOURCES:
        return {"name": name, **SOURCES[name]()}
    data = read(name)
    return {**data, "cases": [{**case, **RECIPES[name](case)} for case in data["cases"]]}


def list_differences(old: object, new: object, where: str, relative: float) -> list[tuple[float, str]]:
    """List how far two files are apart, number by number; what is beyond the tolerance is infinitely far."""
    if isinstance(old, dict) and isinstance(new, dict):
        pairs = [(old.get(key), new.get(key), f"{where}.{key}") for key in {**old, **new}]
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        pairs = [(one, other, f"{where}[{place}]") for place, (one, other) in enumerate(zip(old, new, strict=True))]
    else:
        return [(measure_difference(old, new, relative), f"{where}: {old!r:.60} is {new!r:.60}")]
    return [found for one, other, place in pairs for found in list_differences(one, other, place, relative)]


def measure_difference(old: object, new: object, relative: float) -> float:
    """Give how far two values are apart, as a share; 0 within 1e-9, where shares say little."""
    if old == new:
        return 0.0
    if not (isinstance(old, int | float) and isinstance(new, int | float)):
        return inf
    if isclose(old, new, rel_tol=0, abs_tol=1e-9):
        return 0.0
    apart = abs(old - new) / max(abs(old), abs(new))
    return apart if apart <= relative else inf


def write(name: str, data: Case) -> None:
    """Write a file, with the versions that made it."""
    versions = {"python": platform.python_version(), **{library: version(library) for library in LIBRARIES}}
    text = json.dumps({**data, "versions": versions}, indent=1)
    (FOLDER / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def main() -> int:
    """Compare files, or write them; exit code 1 where a number is further off than its file allows."""
    parser = argparse.ArgumentParser(description="Compute the reference numbers again.")
    parser.add_argument("--write", action="store_true", help="write the files anew")
    parser.add_argument("names", nargs="*", help="the files, without their endings; all unless given")
    wanted = parser.parse_args()
    code = 0
    for name in wanted.names or sorted({**RECIPES, **SOURCES}):
        old, new = read(name), remake(name)
        found = list_differences(old["cases"], new["cases"], name, old.get("suggested_rel_tol", 1e-9))
        worst, off = max(found, default=(0.0, ""))[0], [where for apart, where in found if apart == inf]
        print(f"{name}: {len(found)} values, the worst {worst:.1g} off, {len(off)} further than allowed")
        for where in off[:5]:
            print(f"    {where}")
        code = 1 if off else code
        if wanted.write:
            write(name, new)
    return code


if __name__ == "__main__":
    sys.exit(main())
