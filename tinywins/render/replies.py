"""What the commands say of habits and days that they have changed."""

from tinywins.domain.amounts import write_amount
from tinywins.domain.days import label_day
from tinywins.render.phrases import count, say_length, say_rule, say_run
from tinywins.services.daybook import Saved
from tinywins.services.habits import Changed
from tinywins.services.pausing import Paused, Skipped
from tinywins.services.views import HabitView


def say_added(habit: HabitView, today: int) -> str:
    """Say a habit's rule, since when it counts, and what counts already."""
    start = habit.standing.start
    since = "today" if start == today else label_day(start, today)
    lines = [f"{habit.tag}: {say_rule(habit.rule, habit.unit)}, from {since}."]
    if start > today:
        return lines[0] + "\n"
    if habit.entries:
        counted = f"{count(habit.entries, 'entry', 'entries')} {'counts' if habit.entries == 1 else 'count'}"
        run = f": {say_length(habit.standing)}" if habit.standing.streaks.current and not habit.quiet else ""
        lines.append(f"  {counted} already{run}.")
    elif habit.standing.schedule.is_limit:
        lines.append(f"  None today?  tinywins kept {habit.tag}")
    else:
        lines.append(f"  Done for today?  tinywins done {say_tick(habit)}")
    return "\n".join(lines) + "\n"


def say_tick(habit: HabitView) -> str:
    """Write what follows `done` to fill today's slot of a habit."""
    target = habit.standing.schedule.target
    return f"{habit.tag}={write_amount(target)}" if target and habit.unit else habit.tag


def say_changed(changed: Changed, today: int) -> str:
    """Say from when on a habit's new rule counts, and that what was before stays."""
    habit = changed.habit
    if changed.since is None:
        return ""
    since = max(changed.since, habit.standing.start)
    begin = next((p.begin for p in habit.standing.slots.parts if p.schedule.start >= since), since)
    until = f", until {label_day(changed.until, today)}" if changed.until else ""
    from_day = "today" if begin == today else label_day(begin, today)
    said = f"{habit.tag}: {say_rule(changed.rule, habit.unit)}, from {from_day}{until}."
    stays = "  What was before stays as it was.\n" if begin > habit.standing.start else ""
    return f"{said}\n{stays}"


def say_skipped(skipped: Skipped, today: int) -> str:
    """Say that a day of a habit is skipped, or that it is not."""
    tag, day = skipped.habit.tag, label_day(skipped.day, today)
    if skipped.off:
        return f"{tag}: {day} counts again.\n" if skipped.changed else f"{tag}: {day} was not skipped.\n"
    if not skipped.changed:
        return f"{tag}: {day} is skipped already.\n"
    after = f"  {say_run(skipped.habit.standing)}.\n" if skipped.habit.standing.streaks.current else ""
    return f"{tag}: {day} is skipped; it neither adds to a run nor ends one.\n{after}"


def say_paused(paused: Paused, today: int) -> str:
    """Say which habits pause, and how long."""
    who = ", ".join(paused.tags) or "All habits"
    verb = "pauses" if len(paused.tags) == 1 else "pause"
    until = f" to {label_day(paused.last, today)}" if paused.last is not None else ""
    begin = "today" if paused.first == today else label_day(paused.first, today)
    lines = [f"{who}: {verb} from {begin}{until}." if paused.tags else f"{who} pause from {begin}{until}."]
    if paused.last is None:
        lines.append(f"  To go on:  tinywins habit resume {' '.join(paused.tags) or '--all'}")
    return "\n".join(lines) + "\n"


def say_resumed(paused: Paused, today: int) -> str:
    """Say which habits count again from today."""
    who = ", ".join(paused.tags) or "All habits"
    verb = "counts" if len(paused.tags) == 1 else "count"
    return f"{who} {verb} again from today; the pause began {label_day(paused.first, today)}.\n"


def say_saved(saved: Saved) -> str:
    """Say what saving a day changed."""
    words = (("changed", saved.changed), ("removed", saved.removed), ("added", saved.added))
    said = ", ".join(f"{number} {word}" for word, number in words if number)
    return f"Saved: {said}.\n" if said else "Nothing was changed.\n"
