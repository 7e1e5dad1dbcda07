"""Why a habit's numbers are what they are, in sums that a person can follow."""

from tinywins.domain.days import label_day
from tinywins.domain.schedule import Schedule
from tinywins.domain.slots import Period
from tinywins.domain.versions import find_part
from tinywins.render.columns import Look, align, fill
from tinywins.render.phrases import UNITS, count, kind_of, measure, say_rule, slot_unit
from tinywins.render.safe import make_safe
from tinywins.services import why as whys
from tinywins.services.why import Event, Prospect, Step, Why

INDENT = " " * 9
MARKS = {"D": "done", "M": "not done", "S": "off, so nothing moves", "P": "still open", "U": "nothing said"}


def show_why(why: Why, look: Look) -> str:
    """Write a habit's strength as a sum, what comes next, its run, its share, and what studies say."""
    habit = why.habit
    unit = make_safe(habit.unit)
    lines = [look.bold(f"{make_safe(habit.tag)}   {say_rule(why.rule, unit)}")]
    schedule = find_part(habit.standing.slots.parts, why.day).schedule
    if schedule.is_anytime:
        times = count(habit.entries, "time")
        return "\n".join([*lines, f"  Logged {times}. Anytime has no slots, so no run and no strength."]) + "\n"
    lines += ["", *explain_step(why)]
    if why.prospect is not None:
        lines += ["", *explain_prospect(why, why.prospect, unit), "", *explain_settling(why.prospect)]
    lines += ["", *explain_run(why)]
    recent = why.recent
    if recent.n:
        share = f"{round(100 * recent.value)} %, likely range {round(100 * recent.lo)}-{round(100 * recent.hi)} %"
        lines.append(f"Kept     {recent.kept} of {recent.n} in 90 days: {share}.")
    least, median, most = whys.STUDIES
    lines.append(f"One miss does not matter. In studies a habit took {least} to {most} days, median {median}.")
    return "\n".join(lines) + "\n"


def points(share: float) -> str:
    """Write a strength of 0 to 1 as points of 100."""
    return f"{100 * share:.1f}"


def explain_step(why: Why) -> list[str]:
    """Write how the last decided slot, or the one of the day that was asked for, moved strength."""
    step = why.step
    if step is None:
        return ["Strength 0.0: nothing is decided yet."]
    days = say_days(step.first, step.last, why.today)
    if step.mark not in "DM":
        return [f"{days}: {MARKS[step.mark]}. Strength stays at {points(step.after)}."]
    total, first = f"{100 * step.after:.3f}", f"{100 * step.before * step.factor:.3f}"
    second = f"{float(total) - float(first):.3f}"
    kept = f"{100 * step.before:.3f} x {step.factor:.5f}"
    added = f"{100 * step.share:.3f} x {1 - step.factor:.5f}"
    rows = [
        [f"    {kept:>17}", "what was there", f"{first:>7}"],
        [f"  + {added:>17}", "this slot's share", f"{second:>7}"],
        ["    ", "strength", f"{total:>7}"],
    ]
    return [f"{days}: {say_mark(why, step)}", *("".join(row) for row in align(rows, 3))]


def say_mark(why: Why, step: Step) -> str:
    """Say what became of a slot."""
    schedule = find_part(why.habit.standing.slots.parts, step.last).schedule
    if schedule.is_limit:
        share = f", so {round(100 * step.share)} % of it counts" if 0 < step.share < 1 else ""
        return "kept" if step.mark == "D" else f"over the limit{share}"
    if step.mark == "M" and step.share > 0:
        return f"{round(100 * step.share)} % of what was wanted"
    return MARKS[step.mark]


def say_days(first: int, last: int, today: int) -> str:
    """Say which days a slot has."""
    day = label_day(first, today)
    return day if first == last else f"{day} - {label_day(last, today)}"


def explain_prospect(why: Why, prospect: Prospect, unit: str) -> list[str]:
    """Write what the next slot would make of strength, and how many in a row reach 80, 90 and 95."""
    schedule, slot = prospect.schedule, prospect.slot
    is_today = slot.first == slot.last == why.today
    day = "Today" if is_today else say_days(slot.first, slot.last, why.today)
    rows = [[f"  {say_done(slot, schedule, unit)}", points(prospect.done)]]
    if prospect.half is not None:
        rows.append([f"  {measure(slot.want // 2, unit)}", points(prospect.half)])
    rows.append([f"  {say_missed(slot, schedule, unit)}", points(prospect.missed)])
    width = max(len(row[1]) for row in rows)
    table = align([[first, second.rjust(width)] for first, second in rows])
    lines = [f"{day} from {points(why.strength)}, with", *("".join(row) for row in table)]
    levels = [
        f"{round(100 * level)} {'is there' if slots == 0 else f'after {slots}'}"
        for level, slots in zip(whys.LEVELS, prospect.reach, strict=True)
    ]
    return [*lines, f"Every one kept: {', '.join(levels)} {UNITS[kind_of(schedule)][1]}."]


def say_missed(slot: Period, schedule: Schedule, unit: str) -> str:
    """Say what adds nothing, or nothing more."""
    if not schedule.is_limit:
        return "nothing more" if slot.done or slot.sum else "nothing"
    return f"{measure(2 * schedule.limit, unit)} or more" if schedule.limit else "any at all"


def say_done(slot: Period, schedule: Schedule, unit: str) -> str:
    """Say what fills a slot."""
    if schedule.is_limit:
        return f"{measure(schedule.limit, unit)} at most" if schedule.limit else "none"
    parts = [f"{slot.need} days"] if slot.need > 1 else []
    parts += [f"{measure(slot.want, unit)} or more"] if schedule.target else []
    return " and ".join(parts) or "done once"


def explain_settling(prospect: Prospect) -> list[str]:
    """Write where strength settles when so many of so many are kept."""
    parts = []
    for kept, of, value, spread in prospect.settles:
        swing = f", give or take {round(100 * spread)}" if spread else ""
        parts.append(f"  {kept} of {of}: settles at {round(100 * value)}{swing}")
    period = prospect.schedule.period
    return [f"If each {period} you keep" if period else "If you keep", *parts]


def explain_run(why: Why) -> list[str]:
    """Write the run with each spare used and each skip in it."""
    streaks, today, standing = why.streaks, why.today, why.habit.standing
    if why.begin is None:
        best = f"; the best is {why.habit.best.length}" if why.habit.best else ""
        return [f"Streak   a new run begins with the next one kept{best}."]
    run = count(streaks.current, *slot_unit(standing, streaks.current_begin))
    used = [event for event in why.events if event.mark == "M"]
    skips = [event for event in why.events if event.mark == "S"]
    spares = f", {count(streaks.used, 'spare')} used" if used else ""
    has_spares = find_part(standing.slots.parts, why.day).schedule.spares
    left = f", {streaks.left} left" if used else f", {count(streaks.left, 'spare')} left"
    lines = [f"Streak   {run} since {label_day(why.begin, today)}{spares}{left if has_spares else ''}."]
    if used:
        days = [say_days(event.first, event.last, today) for event in used]
        head, *others = fill("spare used:" if len(used) == 1 else "spares used:", days, 80 - len(INDENT))
        lines += [INDENT + head.rstrip("."), *(INDENT + "  " + line.strip().rstrip(".") for line in others)]
    lines += [f"{INDENT}off: {say_event(event, today)}" for event in skips]
    if used:
        lines.append(
            f"{INDENT}without spares it would be {streaks.unbroken_now}; the longest such run is {streaks.unbroken}"
        )
    return lines


def say_event(event: Event, today: int) -> str:
    """Say which days were off, why, and whether that was said after the fact."""
    days = say_days(event.first, event.last, today)
    if event.excuse is None:
        return f"{days}, a day that was not there to be had"
    because = f", {make_safe(event.excuse.because)}" if event.excuse.because else ""
    after = f", said {label_day(event.excuse.said, today)}" if event.excuse.is_late else ""
    return f"{days}{because}{after}"
