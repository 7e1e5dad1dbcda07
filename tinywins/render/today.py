"""Today and what is due, as lines of text."""

from collections.abc import Sequence

from tinywins.domain.amounts import write_amount
from tinywins.domain.days import label_day, label_time
from tinywins.domain.entries import Entry
from tinywins.render.columns import Look, align, cell_width, cut, drop_columns, spread
from tinywins.render.glyphs import draw_bar
from tinywins.render.phrases import count, measure, say_progress, say_run
from tinywins.render.safe import make_safe
from tinywins.render.text import show_tags, show_text
from tinywins.services import views
from tinywins.services.follow_ups import FollowUp
from tinywins.services.standing import ENOUGH
from tinywins.services.today import Memory, Today, Yesterday
from tinywins.services.views import HabitView

WELCOME = """Nothing logged yet. Finished something, however small? Say so:

  tinywins log Watered the plants

Something to come back to:

  tinywins habit add stretch       every day; change it any time
  tinywins done stretch            done for today

Text with ' ? # & ( )?  Type `tinywins log`, Enter, then the line as it is.
One file, yours alone: {path}   More: --help
"""

STATES = {  # the groups, in their order, and the word for each
    views.OPEN: "open",
    views.DONE: "done",
    views.LIMIT: "so far",
    views.EXCUSED: "off",
    views.ANYTIME: "any",
    views.REST: "rest",
}
NARROWEST_NOTE = 16
ONCE = "once today"


def show_welcome(path: str) -> str:
    """Write the first screen ever."""
    return WELCOME.format(path=make_safe(path))


def show_today(today: Today, look: Look) -> str:
    """Write the day: its habits, and its entries, or in the morning how yesterday was and what was long ago."""
    until = f", until {today.day_start:02d}:00" if today.day_start else ""
    parts = [say_done(today)] if say_done(today) else []
    parts.append(f"{count(today.wins, 'win')} today")
    head = spread(label_day(today.day, today.day) + until, "      ".join(parts), min(look.width, 80))
    lines = [look.bold(head), "", *list_habit_lines(today.habits, today.day, look)]
    lines += list_follow_lines(today.follow_ups, look)
    if today.habits or today.follow_ups:
        lines.append("")
    if today.entries:
        lines += [show_entry_line(entry, look) for entry in today.entries]
    elif today.yesterday:
        lines.append("  " + say_yesterday(today.yesterday))
    else:
        lines.append("  Nothing logged yet today.")
    if today.memory:
        lines.append("  " + cut(say_memory(today.memory), min(look.width, 80) - 2, look.sign("…")))
    return "\n".join(lines) + "\n"


def list_follow_lines(follow_ups: Sequence[FollowUp], look: Look) -> list[str]:
    """Write a line for each thing to come back to: what came of it, or where it stands."""
    return [cut(f"  follow up  {f.short}  {say_follow_up(f)}", min(look.width, 80), look.sign("…")) for f in follow_ups]


def say_follow_up(follow: FollowUp) -> str:
    """Say what is to be come back to: of a moment with the question how it turned, or what was expected."""
    text = make_safe(follow.text)
    if follow.kind != "moment":
        return text
    question = f"expected: {make_safe(follow.expect)}" if follow.expect else "how did it turn?"
    return f"{make_safe(follow.situation) or text} - {question}"


def say_done(today: Today) -> str:
    """Say how many of the habits that are due are done; nothing where none is."""
    states = [habit.state for habit in today.habits if not habit.quiet]
    done, due = states.count(views.DONE), states.count(views.DONE) + states.count(views.OPEN)
    return f"{done} of {due} done" if due else ""


def list_habit_lines(habits: list[HabitView], today: int, look: Look) -> list[str]:
    """Write a line for each habit: what is open first, then done, limits, excused, anytime and not due.

    A narrow terminal goes without strength, then without the run, then without the note.
    """
    sorted_habits = sort_habits(habits)
    rows = [
        [
            STATES[habit.state],
            make_safe(habit.tag),
            note_of(habit, today),
            "" if habit.quiet else run_of(habit),
            "" if habit.quiet else strength_of(habit, look),
        ]
        for habit in sorted_habits
    ]
    room = min(look.width, 80) - 2
    least = [[*row[:2], row[2][:NARROWEST_NOTE], *row[3:]] for row in rows]
    kept = len(drop_columns(least, (4, 3, 2), room)[0]) if rows else 0
    rows = [row[:kept] for row in rows]
    if kept > 2:
        cut_notes(rows, 2, look)
    lines = []
    for row, habit in zip(align(rows), sorted_habits, strict=True):
        state = look.green(row[0]) if habit.state == views.DONE else row[0]
        lines.append("  " + state + "".join(row[1:]).rstrip())
    return lines


def sort_habits(habits: list[HabitView]) -> list[HabitView]:
    """Sort habits by how they stand: what is open first."""
    order = list(STATES)
    return sorted(habits, key=lambda habit: order.index(habit.state))


def cut_notes(rows: list[list[str]], column: int, look: Look) -> None:
    """Cut the notes in a column, in place, so that the lines fit."""
    others = [place for place in range(len(rows[0]) if rows else 0) if place != column]
    widths = [max(cell_width(row[place]) for row in rows) for place in others]
    room = max(NARROWEST_NOTE, min(look.width, 80) - sum(widths) - 2 * len(widths) - 2)
    for row in rows:
        row[column] = cut(row[column], room, look.sign("…"))


def show_due(habits: list[HabitView], follow_ups: Sequence[FollowUp], today: int, look: Look) -> str:
    """Write what is open, a line each, and what is to be come back to."""
    if not habits and not follow_ups:
        return "Nothing is due.\n"
    follow = [line.removeprefix("  ") for line in list_follow_lines(follow_ups, look)]
    if not habits:
        return "\n".join(follow) + "\n"
    rows = [[make_safe(h.tag), note_of(h, today), "" if h.quiet else run_of(h)] for h in habits]
    cut_notes(rows, 1, look)
    return "\n".join(["".join(row).rstrip() for row in align(rows)] + follow) + "\n"


def show_entry_line(entry: Entry, look: Look) -> str:
    """Write one of a day's entries on a line: time, text, tags and id."""
    time = label_time(entry.at, entry.at_offset or 0) if entry.at is not None else "     "
    star = look.sign(" ★") if entry.star else ""
    left = f"  {time}  {show_text(entry)}{star}"
    tags = show_tags(entry)
    line = spread(left + (f"  {tags}" if tags else ""), entry.short, min(look.width, 80))
    return line[: len(line) - len(entry.short)] + look.dim(entry.short)


def note_of(habit: HabitView, today: int) -> str:
    """Say what today's line of a habit is about: what would keep it, its limit, why it is off, or when it is next."""
    cue = make_safe(habit.cue)
    if habit.state == views.EXCUSED:
        return say_excuse(habit, today)
    if habit.state == views.REST:
        return f"next {label_day(habit.next_day, today)}"
    if habit.quiet:
        return cue
    if habit.state == views.LIMIT:
        return say_limit(habit)
    parts = say_progress(habit.standing, today, make_safe(habit.unit))
    if habit.state == views.OPEN:
        parts += say_ends(habit, today)
        return ", ".join([*parts, cue] if cue else parts or [ONCE])
    if not parts and habit.unit and habit.amount:
        parts = [measure(habit.amount, make_safe(habit.unit))]
    if habit.state == views.ANYTIME:
        parts = [count(habit.entries, "time"), *parts, *([cue] if cue else [])]
    return ", ".join(parts) or cue


def say_ends(habit: HabitView, today: int) -> list[str]:
    """Say how long this week or month lasts; nothing where a slot is a day."""
    period = habit.standing.schedule.period
    excused = habit.standing.lived.excused
    left = sum(day not in excused for day in range(today, habit.standing.last_day + 1))
    if not period:
        return []
    return [f"{period} ends tonight" if left == 1 else f"{count(left, 'day')} left"]


def say_limit(habit: HabitView) -> str:
    """Say how much of a limit is used: the bare count, and the limit."""
    standing = habit.standing
    limit = f"limit {measure(standing.schedule.limit, make_safe(habit.unit))}"
    if habit.mark == "D":
        return f"kept, {limit}"
    if habit.mark == "U" and not standing.slot.sum:
        return f"nothing said yet, {limit}"
    span = f" this {standing.schedule.period}" if standing.schedule.period else ""
    return f"{write_amount(standing.slot.sum)}{span}, {limit}"


def say_excuse(habit: HabitView, today: int) -> str:
    """Say why a habit is off today, and until when."""
    excuse = habit.excuse
    if excuse is None:
        return "a day that was not there to be had"
    because = make_safe(excuse.because)
    if excuse.kind == "skip":
        return f"skipped: {because}" if because else "skipped"
    until = "paused" if excuse.last is None else f"paused to {label_day(excuse.last, today)}"
    return f"{until}: {because}" if because else until


def run_of(habit: HabitView) -> str:
    """Say a habit's current run, with its spares."""
    streaks, schedule = habit.standing.streaks, habit.standing.schedule
    if schedule.is_anytime:
        return ""
    if not streaks.current:
        if schedule.is_limit:
            return ""
        return "open to begin" if habit.decided == 0 else "a new run begins"
    run = say_run(habit.standing)
    if streaks.pending and not streaks.used and schedule.spares and not schedule.is_limit:
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


def say_memory(memory: Memory) -> str:
    """Say what was won on the same date long ago."""
    text = show_text(memory.entry)
    return f"A {memory.ago} ago today: {text}{'' if text[-1:] in '.!?…' else '.'}"
