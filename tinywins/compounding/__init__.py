"""Compounding: records become facts. Pure: arithmetic, and the calendar of `tinywins.domain`; no input, no output.

    from tinywins import compounding

    weeks = compounding.weekly(wins_by_day, first, today)      # {day: wins}; a day is date.toordinal()
    growth = compounding.growth(weeks)                         # Growth, or NotYet("weeks", 3): three more would do

What is estimated comes as frozen values with `value, lo, hi, n, level`, or as `NotYet(reason, need)` where a number
would be a guess. No value holds words, colours or widths; verdicts are short codes. Nothing here reads a clock. What
nothing can be - a count of -1 or NaN, a share of 1.2 - is a ValueError with a sentence.

| asked | functions |
|---|---|
| laid out in time | `weekly`, `weeks_of`, `cumulative`, `calendar` |
| growth, and what it would come to | `growth`, `poisson_trend`, `compound_curve` |
| compound interest | `compound_factor`, `doubling_periods` |
| of late | `momentum` |
| what lies ahead | `fan`, `completion`, `find_pace`, `chance_by` |
| before and after | `compare_counts`, `compare_rates`, `rate_ratio`, `chance_of_rise`, `exact_p` |
| how weeks scatter | `shrink_dispersion`, `share_dispersion` |
| how much it takes to see | `events_needed`, `trials_needed`, `detectable_ratio`, `time_needed`, `trials_left` |
| shares | `wilson_interval`, `newcombe_interval`, `chance_greater`, `find_consistency` |
| funnels | `funnel`, `funnel_change`, `gain` |
| how long things stay open | `time_to_act` |
| habits | `find_streaks`, `best_runs`, `find_strength`, `trace_strength`, `slot_factor`, `week_factor` |
| what if | `what_if`, `expect_strength`, `spread_strength`, `count_slots_to` |

Each is loaded when it is first asked for, because the way of `log` passes here and has no time for all of them. The
files are there in the same way, `compounding.trends` for one.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tinywins.compounding.comparing import (
        Comparison,
        chance_of_rise,
        compare_counts,
        compare_rates,
        detectable_ratio,
        events_needed,
        exact_p,
        rate_ratio,
        share_dispersion,
        shrink_dispersion,
        time_needed,
        trials_left,
        trials_needed,
    )
    from tinywins.compounding.compound import Compound, compound_curve, compound_factor, doubling_periods
    from tinywins.compounding.consistency import Consistency, find_consistency
    from tinywins.compounding.estimates import Estimate, NotYet
    from tinywins.compounding.forecast import Completion, Fan, Pace, chance_by, completion, fan, find_pace
    from tinywins.compounding.funnels import (
        Funnel,
        FunnelChange,
        FunnelStep,
        StepChange,
        funnel,
        funnel_change,
        gain,
    )
    from tinywins.compounding.proportions import chance_greater, newcombe_interval, wilson_interval
    from tinywins.compounding.prospects import WhatIf, count_slots_to, expect_strength, spread_strength, what_if
    from tinywins.compounding.streaks import Streaks, best_runs, find_streaks
    from tinywins.compounding.strength import find_strength, slot_factor, trace_strength, week_factor
    from tinywins.compounding.survival import Point, TimeToAct, time_to_act
    from tinywins.compounding.tempo import momentum
    from tinywins.compounding.trends import Growth, Trend, growth, poisson_trend
    from tinywins.compounding.weeks import Grid, Weeks, calendar, cumulative, weekly, weeks_of

HOMES = {
    "comparing": (
        *("Comparison", "chance_of_rise", "compare_counts", "compare_rates", "detectable_ratio", "events_needed"),
        *("exact_p", "rate_ratio", "share_dispersion", "shrink_dispersion", "time_needed", "trials_left"),
        "trials_needed",
    ),
    "compound": ("Compound", "compound_curve", "compound_factor", "doubling_periods"),
    "consistency": ("Consistency", "find_consistency"),
    "estimates": ("Estimate", "NotYet"),
    "forecast": ("Completion", "Fan", "Pace", "chance_by", "completion", "fan", "find_pace"),
    "funnels": ("Funnel", "FunnelChange", "FunnelStep", "StepChange", "funnel", "funnel_change", "gain"),
    "proportions": ("chance_greater", "newcombe_interval", "wilson_interval"),
    "prospects": ("WhatIf", "count_slots_to", "expect_strength", "spread_strength", "what_if"),
    "streaks": ("Streaks", "best_runs", "find_streaks"),
    "strength": ("find_strength", "slot_factor", "trace_strength", "week_factor"),
    "survival": ("Point", "TimeToAct", "time_to_act"),
    "tempo": ("momentum",),
    "trends": ("Growth", "Trend", "growth", "poisson_trend"),
    "weeks": ("Grid", "Weeks", "calendar", "cumulative", "weekly", "weeks_of"),
}
__all__ = [
    "Comparison",
    "Completion",
    "Compound",
    "Consistency",
    "Estimate",
    "Fan",
    "Funnel",
    "FunnelChange",
    "FunnelStep",
    "Grid",
    "Growth",
    "NotYet",
    "Pace",
    "Point",
    "StepChange",
    "Streaks",
    "TimeToAct",
    "Trend",
    "Weeks",
    "WhatIf",
    "best_runs",
    "calendar",
    "chance_by",
    "chance_greater",
    "chance_of_rise",
    "compare_counts",
    "compare_rates",
    "completion",
    "compound_curve",
    "compound_factor",
    "count_slots_to",
    "cumulative",
    "detectable_ratio",
    "doubling_periods",
    "events_needed",
    "exact_p",
    "expect_strength",
    "fan",
    "find_consistency",
    "find_pace",
    "find_streaks",
    "find_strength",
    "funnel",
    "funnel_change",
    "gain",
    "growth",
    "momentum",
    "newcombe_interval",
    "poisson_trend",
    "rate_ratio",
    "share_dispersion",
    "shrink_dispersion",
    "slot_factor",
    "spread_strength",
    "time_needed",
    "time_to_act",
    "trace_strength",
    "trials_left",
    "trials_needed",
    "week_factor",
    "weekly",
    "weeks_of",
    "what_if",
    "wilson_interval",
]


if not TYPE_CHECKING:  # a checker would take every name for one of ours

    def __getattr__(name: str) -> object:
        """Load what a public name stands for, once."""
        for module, names in HOMES.items():
            if name == module or name in names:
                home: object = __import__(f"{__name__}.{module}", fromlist=[name])
                value: object = home if name == module else getattr(home, name)
                globals()[name] = value
                return value
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """List the public names, loaded or not."""
    return sorted({*globals(), *__all__})
