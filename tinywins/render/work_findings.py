"""The sentences under pictures of work: goals, funnels, tweaks and answers, each with how sure it is."""

from math import isinf

from tinywins.compounding.comparing import Comparison
from tinywins.compounding.estimates import Estimate, NotYet
from tinywins.compounding.forecast import LEAST_WEEKS, MOST_WEEKS
from tinywins.compounding.funnels import LEAST_ENTRANTS, StepChange, gain
from tinywins.compounding.survival import LEAST_CLOSED
from tinywins.domain.days import label_day
from tinywins.domain.names import show_name
from tinywins.render.findings import number
from tinywins.render.phrases import count
from tinywins.services.burn_ups import BurnUp, Milestone
from tinywins.services.work_charts import LEAST_BASELINE, AnswersChart, FunnelChart, Side, TweakChart

ODDS = ((1, 100), (1, 50), (1, 20), (1, 10), (1, 5), (1, 4), (1, 3), (1, 2), (2, 3), (3, 4), (4, 5), (9, 10), (19, 20))
HIGHER, LOWER = ("more", "higher"), ("fewer", "lower")  # of counts, and of shares
NO_CAUSE = "It tells what came after, and names no cause."


def say_day(day: int, today: int) -> str:
    """Write a day without its weekday: `14 Sep`."""
    return label_day(day, today)[4:]


def say_odds(chance: float) -> str:
    """Say a chance (0-1) in small whole numbers: `about 1 in 3`."""
    if chance < 0.0075:
        return "less than 1 in 100"
    if chance > 0.975:
        return "more than 39 in 40"
    hits, of = min(ODDS, key=lambda odds: abs(odds[0] / odds[1] - chance))
    return f"about {hits} in {of}"


def tidy(value: float) -> str:
    """Write a rate or a factor as finely as it is worth: `0.25`, `1.6`, `12`."""
    if value >= 9.95 or not value:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 0.995 else f"{value:.2g}"


def share(value: float) -> str:
    """Write a share (0-1) in per cent, small ones with a decimal, without the sign."""
    cent = 100 * value
    return f"{cent:.0f}" if cent >= 10 or not cent else f"{cent:.1f}" if cent >= 0.1 else f"{cent:.2g}"


def share_range(found: Estimate) -> str:
    """Write a share with its likely range: `20 % (18-23)`."""
    return f"{share(found.value)} % ({share(found.lo)}-{share(found.hi)})"


def find_burn_up(burn: BurnUp) -> tuple[str, ...]:
    """Say what is done or left, the phase, when it is likely done, and what its date asks for."""
    if burn.total >= burn.want:
        when = f" on {say_day(burn.reached, burn.today)}" if burn.reached is not None else ""
        early = say_early(burn.reached, burn.deadline)
        return (f"Done: {say_amount(burn.total, burn.tag)} of {number(burn.want)}{when}{early}.",)
    said = [say_standing(burn), *say_phase(burn), *say_completion(burn), *say_needed(burn)]
    return tuple(said)


def say_amount(value: float, tag: str) -> str:
    """Say how much of what a goal counts: `8 steps`, `8 +orders`."""
    return f"{number(value)} {show_name(tag)}" if tag else count(int(value), "step")


def say_early(reached: int | None, by: int | None) -> str:
    """Say how long before its date something was reached; nothing where that was later."""
    if reached is None or by is None or reached > by:
        return ""
    return f", {count(by - reached, 'day')} before its date" if reached < by else ", on its date"


def say_standing(burn: BurnUp) -> str:
    """Say what is done below half of a goal, what is left above, and the pace of late."""
    left = burn.want - burn.total
    now = f"{number(burn.total)} done" if 2 * burn.total < burn.want else f"{number(left)} to go"
    recent = burn.weeks.last(MOST_WEEKS)
    pace, wins = "", float(sum(recent.counts))
    if len(recent.counts) >= LEAST_WEEKS and wins:
        rate = wins / sum(recent.exposure)
        pace = f"; {tidy(rate)} a week over the last {count(len(recent.counts), 'full week')}"
    return f"{now} of {say_amount(burn.want, burn.tag)}{pace}."


def say_phase(burn: BurnUp) -> list[str]:
    """Say how far the present phase is before half of the goal, and how early the last one was reached."""
    said = []
    reached = [each for each in burn.milestones if each.reached is not None]
    latest = max(reached, key=lambda each: each.reached or 0, default=None)
    early = say_early(latest.reached, latest.by) if latest else ""
    if latest and early:
        said.append(f"{latest.title}: reached on {say_day(latest.reached or 0, burn.today)}{early}.")
    current = find_current(burn)
    if current and 2 * burn.total < burn.want:
        by = f", by {say_day(current.by, burn.today)}" if current.by is not None else ""
        said.append(f"{current.title}: {number(max(0, current.upto - burn.total))} to go{by}.")
    return said


def find_current(burn: BurnUp) -> Milestone | None:
    """Give the first phase that was not reached yet."""
    return next((each for each in burn.milestones if each.reached is None and each.upto > burn.total), None)


def say_completion(burn: BurnUp) -> list[str]:
    """Say by when the odds are even and when it is likely, and the chance for the deadline; or what is missing."""
    found, today = burn.completion, burn.today
    weeks = count(len(burn.weeks.last(MOST_WEEKS).counts), "full week")
    if isinstance(found, NotYet):
        if found.reason == "weeks":
            return [f"Too early for a date: {weeks} of the {LEAST_WEEKS} it takes."]
        return [f"Too early for a date: 0 done in {weeks}, and the first one starts the count."]
    if found.even is None:
        return ["Not at this pace: even odds are more than 260 weeks away."]
    said = f"Even odds by {say_day(today + 7 * found.even, today)}"
    said += (
        "; likely (85 %) is more than 260 weeks away, so not at this pace"
        if found.sure is None
        else f", likely (85 %) by {say_day(today + 7 * found.sure, today)}"
    )
    if burn.deadline is not None and burn.deadline > today and found.by_deadline is not None:
        said += f"; by its date, {say_day(burn.deadline, today)}: {say_odds(found.by_deadline)}"
    rough = found.pace is not None and found.pace.rough
    return [f"{said}.", *([f"Rough: {weeks} so far, so it may well be outside."] if rough else [])]


def say_needed(burn: BurnUp) -> list[str]:
    """Say the pace that the deadline asks for, in so many days where that is less than a week."""
    if burn.deadline is None:
        return []
    days, left, when = burn.deadline - burn.today, burn.want - burn.total, say_day(burn.deadline, burn.today)
    if days < 0:
        return [f"Its date, {when}, is over; another one would do as well."]
    if days < 7:
        time = f"in {count(days, 'day')}" if days else "today"
        return [f"{when} needs {number(left)} {time}."]
    return [f"{when} needs {tidy(7 * left / days)} a week from now on."]


def find_funnel(chart: FunnelChart) -> tuple[str, ...]:
    """Say the overall share, the weakest step where that is sure, what it and targets are worth, and what changed."""
    found, tags = chart.funnel, [show_name(tag) for tag in chart.tags]
    if isinstance(found.overall, NotYet):
        have = f"{number(chart.counts[0])} {tags[0]}"
        return (f"Too early for shares: {have} of the {LEAST_ENTRANTS} it takes.", *say_changes(chart))
    end = f"{number(chart.counts[-1])} of {number(chart.counts[0])} {tags[0]} came through to {tags[-1]}"
    said = [f"{end}: {share_range(found.overall)}."]
    return (*said, *say_weakest(chart), *say_targets(chart), *say_changes(chart))


def say_step(chart: FunnelChart, place: int) -> str:
    """Name a step by its two tags."""
    return f"{show_name(chart.tags[place])} to {show_name(chart.tags[place + 1])}"


def say_weakest(chart: FunnelChart) -> list[str]:
    """Say which step is weakest and what a point more there is worth, or that it cannot be told."""
    found = chart.funnel
    if found.lowest is None or found.chance is None:
        return []
    if found.weakest is None:
        return ["Which step is weakest, these counts can't tell yet."]
    step, sure = found.steps[found.weakest], min(99.9, int(1000 * found.chance) / 10)
    said = [f"Weakest step: {say_step(chart, found.weakest)} ({sure:g} % sure)."]
    if step.plus_point is not None and not isinstance(step.rate, NotYet):
        per = 1000 * step.plus_point / chart.counts[0]
        now, then = share(step.rate.value), share(step.rate.value + 0.01)
        end = show_name(chart.tags[-1])
        said.append(
            f"One point more there ({now} to {then} %) would be {tidy(per)} more {end} in 1,000"
            f" {show_name(chart.tags[0])}."
        )
    return said


def say_targets(chart: FunnelChart) -> list[str]:
    """Say what reaching a rate that was wished for would bring, where it is not reached."""
    said = []
    for tag, target in chart.targets:
        place = chart.tags.index(tag) - 1 if tag in chart.tags else -1
        if place < 0:
            continue
        step, end = chart.funnel.steps[place], chart.counts[-1]
        if isinstance(step.rate, NotYet) or not step.passed:
            continue
        name, aim = say_step(chart, place), f"the {share(target)} % aimed at"
        if step.rate.value >= target:
            said.append(f"{name} is at {share(step.rate.value)} %, and has {aim}.")
        else:
            more = gain(step.entered, step.passed, end, target)
            said.append(f"{name} at {aim} would be {tidy(more)} more {show_name(chart.tags[-1])} here.")
    return said


def say_changes(chart: FunnelChart) -> list[str]:
    """Say which steps changed since the period before, by how much, and what that is of the whole."""
    change = chart.change
    if change is None:
        return []
    pairs = [(place, step) for place, step in enumerate(change.steps) if isinstance(step, StepChange)]
    if not pairs:
        return ["Too early to compare it with the period before."]
    named = [(place, step) for place, step in pairs if step.named]
    if not named:
        return ["Against the period before, each step is within chance."]
    whole = change.overall
    adds_up = isinstance(whole, StepChange) and whole.named and len(pairs) == len(change.steps)
    said = []
    for place, step in named:
        entered, passed = chart.before[place], chart.before[place + 1]
        now = chart.counts[place + 1] / chart.counts[place]
        part = step.log_ratio / whole.log_ratio if adds_up and isinstance(whole, StepChange) else None
        of_all = f"; that is {share(part)} % of the change overall" if part is not None and 0 < part <= 1 else ""
        said.append(
            f"{say_step(chart, place)} went from {share(passed / entered)} to {share(now)} %"
            f" (x{tidy(step.value)}, likely {tidy(step.lo)} to {tidy(step.hi)}){of_all}."
        )
    return said


def find_tweak(chart: TweakChart, today: int) -> tuple[str, ...]:
    """Say what is known after a tweak: that it collects, that it is too early, or how both sides compare."""
    if chart.is_collecting and chart.review is not None:
        so_far = f"{say_side(chart.after)} after so far" if chart.after.last >= chart.after.first else "nothing yet"
        said = f"Collecting until {say_day(chart.review, today)}: {so_far}, {say_side(chart.before)} before."
        return (said, *say_takes(chart))
    found = chart.comparison
    if isinstance(found, NotYet):
        return (say_too_early(chart, found), *say_takes(chart))
    return (say_verdict(chart, found), *say_baseline(chart), NO_CAUSE)


def say_side(side: Side) -> str:
    """Say what was counted on a side: `24 in 4 weeks`, `31 of 1,200`."""
    if side.of is not None:
        return f"{number(side.events)} of {number(side.of)}"
    return f"{number(side.events)} in {count(round(side.weeks), 'week')}"


def say_takes(chart: TweakChart) -> list[str]:
    """Say how much each side takes to show a change of the size that was named."""
    if chart.needed is None or chart.size is None:
        return []
    what = show_name(chart.per) if chart.per else show_name(chart.measure)
    have = chart.before.of if chart.per else chart.before.events
    return [
        f"A change by x{tidy(chart.size)} takes about {number(round(chart.needed))} {what} on each side to show;"
        f" before it there were {number(have or 0)}."
    ]


def say_too_early(chart: TweakChart, found: NotYet) -> str:
    """Say what a comparison waits for, and how long at this pace."""
    if found.reason == "weeks":
        return "Too early: it takes a full week on each side."
    if found.reason == "entrants":
        return f"Too early: one side has no {show_name(chart.per)} yet."
    have, days = chart.before.events + chart.after.events, 7 * (chart.before.weeks + chart.after.weeks)
    said = f"Too early: {number(have)} counted on both sides, of the {number(have + found.need)} it takes"
    if not have or not days:
        return f"{said}."
    return f"{said}; at this pace about {count(max(1, round(found.need * days / have)), 'more day', 'more days')}."


def say_verdict(chart: TweakChart, found: Comparison) -> str:
    """Say the verdict in its word, with the size of the change and how sure that is."""
    surely = max(found.chance, 1 - found.chance)
    luck = f"luck alone does this about 1 time in {max(2, round(1 / max(1e-9, 1 - surely)))}"
    if found.verdict == "cannot_tell":
        return f"Can't tell: {say_size(chart, found)}; {luck}."
    word = (HIGHER if found.verdict.endswith("rose") else LOWER)[bool(chart.per)]
    if found.verdict.startswith("very_likely"):
        return f"Very likely {word} after: {say_size(chart, found)}."
    return f"Probably {word} after: {say_size(chart, found)}; luck alone does this 1 time in 10 or less."


def say_size(chart: TweakChart, found: Comparison) -> str:
    """Say how large a change was, with its range: of counts a factor, of shares a difference in points."""
    if chart.per:
        low, value, high = (f"{100 * each:+.1f}" for each in (found.lo, found.value, found.hi))
        return f"{value} points (likely {low} to {high})"
    if isinf(found.value):
        return f"none before, {number(chart.after.events)} after"
    high = "any" if isinf(found.hi) else tidy(found.hi)
    return f"x{tidy(found.value)} (likely {tidy(found.lo)} to {high})"


def say_baseline(chart: TweakChart) -> list[str]:
    """Say that the weeks before are few, where they are: a tweak after a bad week looks better than it is."""
    weeks = round(chart.before.weeks)
    if weeks >= LEAST_BASELINE:
        return []
    return [
        f"There {'is' if weeks == 1 else 'are'} {count(weeks, 'week')} before it, and {LEAST_BASELINE} make it fair."
    ]


def say_age(days: float) -> str:
    """Say an age, in hours below two days."""
    if days < 2:
        hours = round(24 * days)
        return count(hours, "hour") if hours else "an hour"
    return count(round(days), "day")


def find_answers(chart: AnswersChart) -> tuple[str, ...]:
    """Say within which time half is acted on, what is open, and how many of those closed were declined."""
    waiting = len(chart.open_ages)
    open_now = "None is open."
    if waiting:
        oldest = f"{'' if waiting == 1 else 'the oldest '}for {say_age(chart.open_ages[0])}"
        open_now = f"{waiting} open now, {oldest}; what is open counts as not yet."
    found = chart.found
    if isinstance(found, NotYet):
        return (f"Too early for a time: {chart.closed} closed of the {LEAST_CLOSED} it takes.", open_now)
    return (say_median(found.median), open_now, *say_declined(chart))


def say_median(median: Estimate) -> str:
    """Say within which time half is acted on, with its range."""
    if isinf(median.value):
        return "Fewer than half are acted on so far, so the time for half is not reached."
    if isinf(median.hi):
        return f"Half are acted on within {say_age(median.value)} (likely {say_age(median.lo)} or more)."
    return f"Half are acted on within {say_age(median.value)} (likely {say_age(median.lo)} to {say_age(median.hi)})."


def say_declined(chart: AnswersChart) -> list[str]:
    """Say how many of those closed were declined, which is an answer too."""
    if not chart.declined:
        return []
    were = "was" if chart.declined == 1 else "were"
    return [f"{chart.declined} of {chart.closed} closed {were} declined, which is an answer too."]
