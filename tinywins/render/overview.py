"""Today, streaks and habits as lines of text."""

from tinywins.domain.amounts import write_amount
from tinywins.domain.days import label_day, label_time, monday_of
from tinywins.domain.entries import Entry
from tinywins.render.columns import Look, align, cell_width, cut, fill, pad, spread
from tinywins.render.glyphs import draw_bar
from tinywins.render.phrases import count, say_rule, say_run, slot_unit
from tinywins.render.safe import make_safe
from tinywins.render.text import show_tags, show_text
from tinywins.services.habits import HabitView, Run
from tinywins.services.standing import ENOUGH
from tinywins.services.today import Today, Yesterday

WELCOME = """Nothing logged yet. Finished something, however small? Say so:

  tinywins log Watered the plants

Something to come back to:

  tinywins habit add stretch       every day; or --days, --times
  tinywins done stretch            done for today

Text with ' ? # & ( )?  Type `tinywins log`, Enter, then the line as it is.
One file, yours alone: {path}   More: --help
"""


def show_welcome(path: str) -> str:
    """Write the first screen ever."""
    return WELCOME.format(path=make_safe(path))


def show_today(today: Today, look: Look) -> str:
    """Write the day: its habits, and its entries, or in the morning how yesterday was."""
    due = [habit for habit in today.habits if state_of(habit) != "rest"]
    done = sum(state_of(habit) == "done" for habit in due)
    until = f", until {today.day_start:02d}:00" if today.day_start else ""
    parts = [f"{done} of {len(due)} done"] if due else []
    parts.append(f"{count(today.wins, 'win')} today")
    head = spread(label_day(today.day, today.day) + until, "      ".join(parts), min(look.width, 80))
    lines = [look.bold(head), ""]
    order = {"open": 0, "done": 1, "rest": 2}
    habits = sorted(today.habits, key=lambda habit: order[state_of(habit)])
    rows = [
        [
            state_of(habit),
            make_safe(habit.tag),
            note_of(habit, today.day, look),
            run_of(habit),
            strength_of(habit, look),
        ]
        for habit in habits
    ]
    for row, habit in zip(align(rows), habits, strict=True):
        state = look.green(row[0]) if state_of(habit) == "done" else row[0]
        lines.append("  " + state + "".join(row[1:]).rstrip())
    if habits:
        lines.append("")
    if today.entries:
        lines += [show_entry_line(entry, look) for entry in today.entries]
    elif today.yesterday:
        lines.append("  " + say_yesterday(today.yesterday))
    else:
        lines.append("  Nothing logged yet today.")
    return "\n".join(lines) + "\n"


def show_entry_line(entry: Entry, look: Look) -> str:
    """Write one of a day's entries on a line: time, text, tags and id."""
    time = label_time(entry.at, entry.at_offset or 0) if entry.at is not None else "     "
    star = look.sign(" ★") if entry.star else ""
    left = f"  {time}  {show_text(entry)}{star}"
    tags = show_tags(entry)
    line = spread(left + (f"  {tags}" if tags else ""), entry.short, min(look.width, 80))
    return line[: len(line) - len(entry.short)] + look.dim(entry.short)


def state_of(habit: HabitView) -> str:
    """Say in a word how a habit stands today: done, open or rest."""
    if habit.done_today or habit.mark == "D":
        return "done"
    return "open" if habit.mark == "P" else "rest"


def note_of(habit: HabitView, today: int, look: Look) -> str:
    """Say what today's line of a habit is about: its count this week, its next day, or its cue."""
    standing = habit.standing
    amount = f"{write_amount(habit.amount)} {habit.unit}" if habit.unit and habit.amount else ""
    if standing.need:
        left = monday_of(today) + 6 - today
        ends = "week ends tonight" if not left else f"{count(left + 1, 'day')} left"
        week = f"{standing.done} of {standing.need} this week"
        return week if standing.done >= standing.need else f"{week}, {ends}"
    if state_of(habit) == "rest":
        return f"next {label_day(habit.next_day, today)}"
    return amount or cut(make_safe(habit.cue), 30, look.sign("…"))


def run_of(habit: HabitView) -> str:
    """Say a habit's current run, with its spares."""
    streaks = habit.standing.streaks
    if not streaks.current:
        return "open to begin" if habit.decided == 0 else "a new run begins"
    run = say_run(habit.standing)
    if streaks.pending and not streaks.used:
        run += f", {count(streaks.left, 'spare')} left" if streaks.left else ", no spare left"
    return run


def strength_of(habit: HabitView, look: Look) -> str:
    """Draw a habit's strength; before 14 decided slots, how many of them were kept."""
    if habit.decided < ENOUGH:
        marks = habit.standing.slots.marks
        return f"{marks.count(b'D')} of {habit.decided}" if habit.decided else ""
    return f"{look.sign(draw_bar(habit.strength))} {round(100 * habit.strength)}"


def say_yesterday(yesterday: Yesterday) -> str:
    """Say how yesterday was."""
    parts = [count(yesterday.wins, "win")]
    if yesterday.due:
        parts.append(f"{yesterday.done} of {count(yesterday.due, 'habit')}")
    last = f" Last: {show_text(yesterday.last)}." if yesterday.last else ""
    return f"Yesterday: {', '.join(parts)}.{last}"


def show_streaks(habits: list[HabitView], today: int, look: Look, *, ranges: bool = False) -> str:
    """Write the runs of all habits: now, best, and the last 90 days."""
    if not habits:
        return "No habit yet. To begin one: tinywins habit add stretch\n"
    rows = [["", "now", "", "best", "", "last 90 days"]]
    for habit in habits:
        streaks = habit.standing.streaks
        spares = f"({count(streaks.used, 'spare')} used)" if streaks.used else ""
        now = count(streaks.current, *slot_unit(habit.standing))
        best = count(habit.best.length, *slot_unit(habit.standing)) if habit.best else ""
        dates = say_span(habit.best, today) if habit.best else ""
        rows.append([make_safe(habit.tag), now, spares, best, dates, say_recent(habit, ranges=ranges)])
    first, *others = ["".join(row).rstrip() for row in align(rows)]
    lines = [look.bold(first), *others]
    risky = [habit for habit in habits if habit.standing.streaks.pending]
    if risky:
        open_today = [f"{make_safe(habit.tag)} ({say_left(habit)})" for habit in risky]
        lines += ["", *fill("Still open:", open_today, min(look.width, 80))]
    unbroken = [f"{make_safe(h.tag)} {h.standing.streaks.unbroken}" for h in habits if h.standing.streaks.unbroken]
    if unbroken:
        lines += [] if risky else [""]
        lines += fill("Longest without spares:", unbroken, min(look.width, 80))
    if not ranges:
        lines.append("Likely ranges: tinywins streaks --ci   Rules: tinywins help streaks")
    return "\n".join(lines) + "\n"


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


def show_habit(habit: HabitView, runs: list[Run], today: int, look: Look) -> str:
    """Write one habit: its rule, where it stands, and its best runs as bars with both dates."""
    streaks = habit.standing.streaks
    head = f"{make_safe(habit.tag)}   {say_rule(habit.rule)}{', ' + make_safe(habit.unit) if habit.unit else ''}"
    lines = [look.bold(head)]
    if habit.cue:
        lines.append(f"  cue        {make_safe(habit.cue)}")
    lines.append(
        f"  since      {label_day(habit.standing.schedule.start, today)}, {count(habit.entries, 'entry', 'entries')}"
    )
    lines.append(f"  now        {run_of(habit)}")
    lines.append(
        f"  unbroken   {streaks.unbroken} is the longest without a spare"
        if streaks.unbroken
        else "  unbroken   not yet"
    )
    lines.append(f"  90 days    {say_recent(habit, ranges=True)}")
    lines.append(f"  strength   {strength_of(habit, look) or 'not yet'}")
    if runs:
        longest = runs[0].length
        spans = [say_span(run, today) if not run.now else f"{label_day(run.first, today)[4:]}-now" for run in runs]
        width = max(cell_width(span) for span in spans)
        lines += ["", "  Best runs"]
        for run, span in zip(runs, spans, strict=True):
            bar = look.sign(draw_bar(run.length / longest, 40).rstrip())
            lines.append(f"  {pad(span, width)}  {bar} {run.length}")
    return "\n".join(lines) + "\n"


def show_habits(habits: list[HabitView]) -> str:
    """Write the list of habits with their rules."""
    if not habits:
        return "No habit yet. To begin one: tinywins habit add stretch\n"
    rows = [[make_safe(h.tag), say_rule(h.rule), make_safe(h.unit), run_of(h), make_safe(h.cue)] for h in habits]
    return "\n".join("".join(row).rstrip() for row in align(rows)) + "\n"
