"""The sentences under pictures of goals and feedback, each with how sure it is."""

from math import isinf

from tinywins.compounding.estimates import Estimate, NotYet
from tinywins.compounding.forecast import LEAST_WEEKS, MOST_WEEKS
from tinywins.compounding.survival import LEAST_CLOSED
from tinywins.domain.days import label_day
from tinywins.domain.names import show_name
from tinywins.render.findings import number
from tinywins.render.phrases import count
from tinywins.services.work.burn_ups import BurnUp, Milestone
from tinywins.services.work.work_charts import AnswersChart, Waiting

ODDS = ((1, 100), (1, 50), (1, 20), (1, 10), (1, 5), (1, 4), (1, 3), (1, 2), (2, 3), (3, 4), (4, 5), (9, 10), (19, 20))


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
    """Write a share (0-1) in per cent as finely as it is worth, without the sign."""
    return tidy(100 * value)


def share_range(found: Estimate) -> str:
    """Write a share with its likely range: `20 % (18-23)`."""
    return f"{share(found.value)} % ({share(found.lo)}-{share(found.hi)})"


def find_burn_up(burn: BurnUp) -> tuple[str, ...]:
    """Say what is done or left, the phase, when it is likely done, and what its date asks for."""
    if burn.total >= burn.want and burn.reached is None:
        return (f"{say_amount(burn.total, burn.tag)} done so far, and none is open.",)
    if burn.total >= burn.want:
        when = f" on {say_day(burn.reached, burn.today)}" if burn.reached is not None else ""
        early = say_early(burn.reached, burn.deadline)
        return (f"Done: {say_amount(burn.total, burn.tag)} of {number(burn.want)}{when}{early}.",)
    said = [say_standing(burn), *say_phase(burn), *say_completion(burn), *say_needed(burn)]
    return tuple(said)


def find_outlook(burn: BurnUp) -> tuple[str, ...]:
    """Say the pace of late, when a goal is likely done, and what its date asks for; nothing once all is done."""
    if burn.total >= burn.want:
        return ()
    pace = say_pace(burn)
    return (*([f"{pace[:1].upper()}{pace[1:]}."] if pace else []), *say_completion(burn), *say_needed(burn))


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
    pace = say_pace(burn)
    return f"{now} of {say_amount(burn.want, burn.tag)}{f'; {pace}' if pace else ''}."


def say_pace(burn: BurnUp) -> str:
    """Say how much was done a week of late; nothing where that is too early to say."""
    recent = burn.weeks.last(MOST_WEEKS)
    wins = float(sum(recent.counts))
    if len(recent.counts) < LEAST_WEEKS or not wins:
        return ""
    return f"{tidy(wins / sum(recent.exposure))} a week over the last {count(len(recent.counts), 'full week')}"


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
        return [f"Too early for a date: nothing done in the {weeks} so far, and the first one starts the count."]
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
    if 7 * left < days:
        return [f"{when} needs {number(left)} in {count(days // 7, 'week')}."]
    return [f"{when} needs {tidy(7 * left / days)} a week from now on."]


def say_age(days: float) -> str:
    """Say an age, in hours below two days."""
    if days < 2:
        hours = round(24 * days)
        return count(hours, "hour") if hours else "an hour"
    return count(round(days), "day")


def find_answers(chart: AnswersChart) -> tuple[str, ...]:
    """Say within which time half is closed, what is open, and how many of those closed were declined."""
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
    """Say within which time half is closed, with its range."""
    if isinf(median.value):
        return "Fewer than half are closed so far, so the time for half is not reached."
    if isinf(median.hi):
        return f"Half are closed within {say_age(median.value)} (likely {say_age(median.lo)} or more)."
    return f"Half are closed within {say_age(median.value)} (likely {say_age(median.lo)} to {say_age(median.hi)})."


def say_declined(chart: AnswersChart) -> list[str]:
    """Say how many of those closed were declined, which is an answer too, and how many planned."""
    parts = ((chart.declined, "declined, which is an answer too"), (chart.planned, "planned"))
    said = [f"{number(n)} {'was' if n == 1 else 'were'} {word}" for n, word in parts if n]
    return [f"Of {number(chart.closed)} closed {' and '.join(said)}."] if said else []


def find_waiting(waiting: tuple[Waiting, ...], most: int, today: int) -> tuple[str, ...]:
    """Say how much feedback is open, since when the oldest is, and that not all of it is drawn."""
    n = len(waiting)
    said = f"{number(n)} open; {'it' if n == 1 else 'the oldest'} came in on {say_day(waiting[0].day, today)}."
    return (said, f"The {most} oldest are drawn; all are among the numbers.") if n > most else (said,)
