"""Habits as lines of text: their runs, one habit with all that is known of it, the list, and a schedule's versions."""

from tinywins.domain.days import label_day
from tinywins.domain.schedule import write_rule
from tinywins.render.columns import Look, align, cell_width, cut, drop_columns, fill, pad
from tinywins.render.glyphs import draw_bar
from tinywins.render.phrases import count, say_rule, slot_unit
from tinywins.render.safe import make_safe
from tinywins.render.today import run_of, strength_of
from tinywins.services.excuses import Excuse
from tinywins.services.standing import ENOUGH
from tinywins.services.views import HabitView, Run

NONE_YET = "No habit here. To begin one: tinywins habit add stretch; archived ones: habit list --all\n"
MOST_EXCUSES = 5


def show_streaks(habits: list[HabitView], today: int, look: Look, *, ranges: bool = False) -> str:
    """Write the runs of all habits: now, best, and the last 90 days. Quiet ones and those for anytime have none."""
    shown = [habit for habit in habits if not habit.quiet and not habit.standing.schedule.is_anytime]
    if not shown:
        return NONE_YET if not habits else "No habit here has runs to show.\n"
    rows = [["", "now", "", "best", "", "last 90 days"], *(streak_row(habit, today, ranges=ranges) for habit in shown)]
    rows = drop_columns(rows, (4, 2, 3, 5), min(look.width, 80))
    first, *others = ["".join(row).rstrip() for row in align(rows)]
    lines = [look.bold(first), *others]
    open_habits = [h for h in shown if h.standing.streaks.pending and not h.standing.schedule.is_limit]
    if open_habits:
        open_today = [f"{make_safe(habit.tag)} ({say_left(habit)})" for habit in open_habits]
        lines += ["", *fill("Still open:", open_today, min(look.width, 80))]
    unbroken = [f"{make_safe(h.tag)} {h.standing.streaks.unbroken}" for h in shown if h.standing.streaks.unbroken]
    if unbroken:
        lines += [] if open_habits else [""]
        lines += fill("Longest without spares:", unbroken, min(look.width, 80))
    if not ranges:
        lines.append("Likely ranges: tinywins streaks --ci   Rules: tinywins help streaks")
    return "\n".join(lines) + "\n"


def streak_row(habit: HabitView, today: int, *, ranges: bool) -> list[str]:
    """Write the cells of a habit's runs."""
    standing, streaks = habit.standing, habit.standing.streaks
    beside = f"({count(streaks.used, 'spare')} used)" if streaks.used else ""
    if standing.schedule.is_limit and not beside:
        beside = "(limit)"
    now = count(streaks.current, *slot_unit(standing))
    best = count(habit.best.length, *slot_unit(standing, streaks.longest_begin)) if habit.best else ""
    dates = say_span(habit.best, today) if habit.best else ""
    return [make_safe(habit.tag), now, beside, best, dates, say_recent(habit, ranges=ranges)]


def say_left(habit: HabitView) -> str:
    """Say whether a run would go on if today stayed open."""
    streaks = habit.standing.streaks
    if not streaks.current:
        return "a new run begins"
    return "at risk" if streaks.at_risk else f"{count(streaks.left, 'spare')} left"


def say_span(run: Run, today: int) -> str:
    """Say from when to when a run went."""
    if run.now:
        return "now"
    return f"{label_day(run.first, today)[4:]}-{label_day(run.last, today)[4:]}"


def say_recent(habit: HabitView, *, ranges: bool) -> str:
    """Say how many of the recent slots were kept, or that it is too early to say."""
    recent = habit.recent
    if habit.decided < ENOUGH:
        return "too early" if not recent.n else f"{recent.kept} of {recent.n}, too early for a share"
    share = f"{recent.kept} of {recent.n}   {round(100 * recent.value)} %"
    return f"{share}, likely {round(100 * recent.lo)}-{round(100 * recent.hi)} %" if ranges else share


def show_habit(habit: HabitView, runs: list[Run], excuses: list[Excuse], today: int, look: Look) -> str:
    """Write one habit: its rule, where it stands, its days off, and its best runs as bars with both dates."""
    lines = [look.bold(f"{make_safe(habit.tag)}   {say_rule(habit.rule, make_safe(habit.unit))}")]
    facts = [("cue", make_safe(habit.cue)), ("reward", make_safe(habit.reward))]
    entries = count(habit.entries, "entry", "entries")
    since = label_day(habit.standing.start, today)
    facts.append(("since", since if habit.quiet else f"{since}, {entries}"))
    if habit.archived:
        facts.append(("archived", "its runs and entries stay; unarchive takes it up again"))
    if habit.quiet:
        facts.append(("quiet", "recorded without numbers"))
    elif not habit.standing.schedule.is_anytime:
        facts += list_numbers(habit, look)
    facts += [("off", say_off(excuse, today)) for excuse in excuses[-MOST_EXCUSES:]]
    if len(excuses) > MOST_EXCUSES:
        facts.append(("off", f"and {len(excuses) - MOST_EXCUSES} more before; --json lists all"))
    lines += [f"  {name:<10} {text}" for name, text in facts if text]
    if runs and not habit.quiet:
        lines += ["", "  Best runs", *draw_runs(runs, today, look)]
    return "\n".join(lines) + "\n"


def list_numbers(habit: HabitView, look: Look) -> list[tuple[str, str]]:
    """List what a habit's numbers are, each with its name."""
    streaks = habit.standing.streaks
    unbroken = f"{streaks.unbroken} is the longest without a spare" if streaks.unbroken else "not yet"
    if streaks.used:
        unbroken = f"{streaks.unbroken_now} now, {unbroken}"
    return [
        ("now", run_of(habit)),
        ("unbroken", unbroken),
        ("90 days", say_recent(habit, ranges=True)),
        ("strength", strength_of(habit, look) or "not yet"),
    ]


def say_off(excuse: Excuse, today: int) -> str:
    """Say which days are off, why, and when that was said, where it was said after the fact."""
    first = label_day(excuse.first, today)
    if excuse.last is None:
        days = f"{first} on"
    else:
        days = first if excuse.last == excuse.first else f"{first} - {label_day(excuse.last, today)}"
    parts = [days, make_safe(excuse.because)]
    if excuse.is_late:
        parts.append(f"said {label_day(excuse.said, today)}")
    if not excuse.tag:
        parts.append("all habits")
    return ", ".join(part for part in parts if part)


def draw_runs(runs: list[Run], today: int, look: Look) -> list[str]:
    """Draw the best runs as bars."""
    longest = runs[0].length
    spans = [say_span(run, today) if not run.now else f"{label_day(run.first, today)[4:]}-now" for run in runs]
    width = max(cell_width(span) for span in spans)
    lines = []
    for run, span in zip(runs, spans, strict=True):
        bar = look.sign(draw_bar(run.length / longest, 40).rstrip())
        lines.append(f"  {pad(span, width)}  {bar} {run.length}")
    return lines


def show_habits(habits: list[HabitView], look: Look) -> str:
    """Write the list of habits with their rules."""
    if not habits:
        return NONE_YET
    rows = []
    for habit in habits:
        run = "archived" if habit.archived else "quiet" if habit.quiet else run_of(habit)
        rows.append([make_safe(habit.tag), say_rule(habit.rule, make_safe(habit.unit)), run, make_safe(habit.cue)])
    room = min(look.width, 80)
    return "\n".join(cut("".join(row).rstrip(), room, look.sign("…")) for row in align(rows)) + "\n"


def show_versions(habit: HabitView, today: int) -> str:
    """Write the versions of a habit's schedule, each with the day from which it counts."""
    parts = habit.standing.slots.parts
    rows = []
    for part in parts:
        now = "now" if part.begin <= today < part.end else "to come" if part.begin > today else ""
        rows.append(
            [f"from {label_day(part.begin, today)}", say_rule(write_rule(part.schedule), make_safe(habit.unit)), now]
        )
    return "\n".join("".join(row).rstrip() for row in align(rows)) + "\n"
