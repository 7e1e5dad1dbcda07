"""What the commands say of habits and days that they have changed."""

from tinywins.domain.amounts import write_amount
from tinywins.domain.days import label_day
from tinywins.render.phrases import count, say_length, say_rule, say_run
from tinywins.render.safe import make_safe
from tinywins.services.daybook import Saved
from tinywins.services.habits import Changed
from tinywins.services.pausing import Paused, Skipped
from tinywins.services.views import HabitView


def write_lines(lines: list[str]) -> str:
    """Write lines, whatever they quote made harmless."""
    return "\n".join(make_safe(line) for line in lines) + "\n"


def say_added(habit: HabitView, today: int) -> str:
    """Say a habit's rule, since when it counts, and what counts already."""
    start = habit.standing.start
    since = "today" if start == today else label_day(start, today)
    lines = [f"{habit.tag}: {say_rule(habit.rule, habit.unit)}, from {since}."]
    if start > today:
        return write_lines(lines)
    if habit.entries:
        counted = f"{count(habit.entries, 'entry', 'entries')} {'counts' if habit.entries == 1 else 'count'}"
        run = f": {say_length(habit.standing)}" if habit.standing.streaks.current and not habit.quiet else ""
        lines.append(f"  {counted} already{run}.")
    elif habit.standing.schedule.is_limit:
        lines.append(f"  None today?  tinywins kept {habit.tag}")
    else:
        lines.append(f"  Done for today?  tinywins done {say_tick(habit)}")
    return write_lines(lines)


def say_tick(habit: HabitView) -> str:
    """Write what follows `done`: an amount that fills a day's slot, or some of what a week or month wants."""
    schedule = habit.standing.schedule
    if not schedule.target or not habit.unit:
        return habit.tag
    return f"{habit.tag}={1 if schedule.period else write_amount(schedule.target)}"


def join_names(names: list[str]) -> str:
    """Join names as a sentence does: `run`, `run and gym`, `run, gym and read`."""
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


def say_changed(changed: Changed, today: int) -> str:
    """Say what was changed of a habit: from when on a new rule counts, and that what was before stays."""
    habit = changed.habit
    if not changed.changed:
        return "Nothing was changed.\n"
    lines = []
    if changed.rule and changed.since is not None:
        until = f", until {label_day(changed.until, today)}" if changed.until else ""
        from_day = "today" if changed.since == today else label_day(changed.since, today)
        lines.append(f"{habit.tag}: {say_rule(changed.rule, habit.unit)}, from {from_day}{until}.")
        if changed.since > habit.standing.start:
            lines.append("  What was before stays as it was.")
    lines += [f"{habit.tag}: {said}." for said in list_traits(changed, today)]
    return write_lines(lines or [f"{habit.tag}: {say_rule(habit.rule, habit.unit)}."])


def list_traits(changed: Changed, today: int) -> list[str]:
    """List what was set of a habit besides its rule."""
    traits = changed.traits
    said = [
        f"{name} {value}" if value else f"no {name}"
        for name, value in (("unit", traits.unit), ("cue", traits.cue), ("reward", traits.reward))
        if value is not None
    ]
    if traits.quiet is not None:
        said.append("quiet, recorded without numbers" if traits.quiet else "with numbers")
    if changed.start is not None:
        said.append(f"its first day is {label_day(changed.start, today)}")
    return said


def say_archived(tags: list[str]) -> str:
    """Say which habits were put away, and how they come back."""
    verb = "is" if len(tags) == 1 else "are"
    return f"{join_names(tags)} {verb} archived.  Back: tinywins habit unarchive {' '.join(tags)}\n"


def say_unarchived(tags: list[str]) -> str:
    """Say which habits were taken up again."""
    return f"{join_names(tags)} {'counts' if len(tags) == 1 else 'count'} again from today.\n"


def say_skipped(skipped: Skipped, today: int) -> str:
    """Say that a day of a habit is skipped, or that it is not."""
    tag, day, habit = skipped.habit.tag, label_day(skipped.day, today), skipped.habit
    if skipped.off:
        if not skipped.changed:
            return f"{tag}: {day} was not skipped.\n"
        is_off = skipped.day in habit.standing.lived.excused
        return f"{tag}: {day} is skipped no more; a pause holds.\n" if is_off else f"{tag}: {day} counts again.\n"
    if not skipped.changed:
        return f"{tag}: {day} is skipped already.\n"
    if skipped.day in habit.standing.lived.done:
        return f"{tag}: {day} is skipped. It was done all the same, and that counts.\n"
    has_run = habit.standing.streaks.current and not habit.quiet
    after = f"  The run stands at {say_run(habit.standing)}.\n" if has_run else ""
    return f"{tag}: {day} is skipped; it neither adds to a run nor ends one.\n{after}"


def say_paused(paused: Paused, today: int) -> str:
    """Say which habits pause, and how long."""
    who = join_names(paused.tags) if paused.tags else "All habits"
    verb = "pauses" if len(paused.tags) == 1 else "pause"
    if paused.last is not None and paused.last < today:
        verb = "paused"
    until = f" to {label_day(paused.last, today)}" if paused.last is not None else ""
    begin = "today" if paused.first == today else label_day(paused.first, today)
    lines = [f"{who} {verb} from {begin}{until}."]
    if paused.last is None:
        lines.append(f"  To go on:  tinywins habit resume {' '.join(paused.tags) or '--all'}")
    return write_lines(lines)


def say_resumed(paused: Paused, today: int) -> str:
    """Say which habits count again from today."""
    who = join_names(paused.tags) if paused.tags else "All habits"
    verb = "counts" if len(paused.tags) == 1 else "count"
    if paused.first > today:
        return f"{who} will not pause from {label_day(paused.first, today)}.\n"
    return f"{who} {verb} again from today; the pause began {label_day(paused.first, today)}.\n"


def say_saved(saved: Saved) -> str:
    """Say what saving a day changed."""
    words = (("changed", saved.changed), ("removed", saved.removed), ("added", saved.added))
    said = ", ".join(f"{number} {word}" for word, number in words if number)
    return f"Saved: {said}.\n" if said else "Nothing was changed.\n"
