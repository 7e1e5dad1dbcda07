"""Backups, as text and as data."""

import os
from shlex import quote

from tinywins.domain.days import Moment, calendar_day, label_day, label_time, read_day
from tinywins.render.columns import Look, align, cut, drop_columns
from tinywins.render.data import instant
from tinywins.render.phrases import count
from tinywins.render.safe import make_safe
from tinywins.services.keeping import Backup, Contents, Kept, Made, Plan, Restored, Trouble

UNREAD = "cannot be read"
RESTORE = "tinywins backup restore"
SIZE = 3  # the column that a narrow terminal does without
STAYS = {  # why a backup is kept
    "day": "of its day",
    "week": "of its week",
    "month": "of its month",
    "most": "most entries",
    "replaced": "replaced",
    "upgrade": "upgraded",
    "other": "yours",
    "unread": "damaged",
    "": "for now",
}


def say_bytes(size: int) -> str:
    """Say a size: `840 kB`, `2.1 MB`."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1_000)):,} kB"
    return f"{size / 1_000_000:,.1f} MB"


def say_made(backup: Backup, now: Moment) -> str:
    """Say when a backup was made, by the clock on this wall."""
    day = calendar_day(Moment(backup.made, now.offset))
    return f"{label_day(day, calendar_day(now))} {label_time(backup.made, now.offset)}"


def say_newest(contents: Contents, today: int) -> str:
    """Say what the newest entry is, with its day."""
    if contents.newest is None:
        return ""
    day, text = contents.newest
    try:
        return f"{label_day(read_day(day), today)}  {make_safe(text)}"
    except ValueError:
        return make_safe(text)


def say_entries(contents: Contents | None) -> str:
    """Say how many entries a backup holds."""
    return count(contents.entries, "entry", "entries") if contents else UNREAD


def show_made(made: Made, now: Moment) -> str:
    """Write what became of a backup."""
    backup = made.kept.backup
    lines = [
        f"Backed up {say_entries(made.kept.contents)}, checked: {make_safe(backup.path)} ({say_bytes(backup.size)})"
    ]
    if made.thinned:
        lines.append(f"{count(made.thinned, 'older one was', 'older ones were')} thinned out.")
    if made.larger:
        larger = made.larger
        lines.append(
            f"Look at this: the backup of {say_made(larger.backup, now)} holds {say_entries(larger.contents)},"
        )
        lines.append(f"clearly more than the log does. To have it back: {RESTORE} {larger.backup.name}")
    return "\n".join(lines) + "\n"


def say_trouble(trouble: Trouble, now: Moment) -> str:
    """Say that backups come to nothing, and how old the newest one is."""
    if trouble.newest is None:
        return "The last try to make a backup came to nothing, and there is none yet."
    day = label_day(calendar_day(Moment(trouble.newest, now.offset)), calendar_day(now))
    return f"The last try to make a backup came to nothing: the newest one is of {day}."


def show_backups(backups: list[Kept], folder: str, now: Moment, look: Look, trouble: Trouble | None = None) -> str:
    """Write the backups as a table, newest first, and where they are; what keeps new ones from being made."""
    told = [f"{say_trouble(trouble, now)}\n", f"  {make_safe(trouble.reason)}\n"] if trouble else []
    if not backups:
        return "".join([f"There are no backups in {make_safe(folder)} yet.\ntinywins backup makes one.\n", *told])
    rows = []
    for kept in backups:
        backup = kept.backup
        rows.append(
            [
                make_safe(backup.name),
                say_made(backup, now),
                say_entries(kept.contents),
                say_bytes(backup.size),
                STAYS[kept.stays],
            ]
        )
    rows = drop_columns(rows, [SIZE], look.width)
    lines = [cut("".join(row).rstrip(), look.width) for row in align(rows)]
    return "\n".join([*lines, make_safe(folder), *told]).rstrip("\n") + "\n"


def show_plan(plan: Plan, now: Moment) -> str:
    """Write what restoring would do."""
    today = calendar_day(now)
    newest = say_newest(plan.contents, today)
    lines = [make_safe(plan.path), f"  holds {count(plan.contents.entries, 'entry', 'entries')}."]
    if newest:
        lines.append(cut(f"  The newest: {newest}", 80))
    if plan.present and not plan.lost and not plan.found:
        lines.append("The log now holds the same entries.")
        if plan.changes:
            lines.append(
                f"Restoring would take away {count(plan.changes, 'change')} to entries, habits, goals or settings."
            )
    elif plan.present:
        first = "take away" if plan.lost else "bring"
        lines.append(f"The log now holds {count(plan.present.entries, 'entry', 'entries')}. Restoring would {first}")
        gone, come = f"{plan.lost:,} that the backup does not hold", f"{plan.found:,} that the log does not hold"
        lines.append(f"{gone}, and bring {come}." if plan.lost and plan.found else f"{gone if plan.lost else come}.")
    elif plan.is_there:
        lines.append("The log that is there now cannot be read.")
    else:
        lines.append("There is no log there now.")
    if plan.is_there:
        lines.append("What is there now is kept as a backup of its own.")
    return "\n".join(lines) + "\n"


def show_restored(restored: Restored) -> str:
    """Write what became of a restore."""
    lines = [f"Restored: the log holds {count(restored.contents.entries, 'entry', 'entries')}."]
    if restored.replaced:
        lines.append(f"What was there before: {make_safe(restored.replaced.path)}")
        if restored.is_readable:
            lines.append(f"To have it back: {RESTORE} {make_safe(restored.replaced.name)}")
        else:
            path = quote(make_safe(restored.replaced.path))
            lines.append(f"What can be read in it is saved by: tinywins doctor --salvage NEW.db {path}")
    return "\n".join(lines) + "\n"


def backup_data(kept: Kept) -> dict[str, object]:
    """Give a backup as data; what it holds is null where that cannot be read."""
    backup, contents = kept.backup, kept.contents
    newest = {"day": contents.newest[0], "text": contents.newest[1]} if contents and contents.newest else None
    return {
        "file": os.path.abspath(backup.path),
        "made": instant(backup.made, 0),
        "why": backup.why,
        "stays": kept.stays,
        "bytes": backup.size,
        "schema_version": contents.version if contents else None,
        "entries": contents.entries if contents else None,
        "changes": contents.changes if contents else None,
        "newest": newest,
    }


def made_data(made: Made) -> dict[str, object]:
    """Give a backup that was made as data."""
    larger = backup_data(made.larger) if made.larger else None
    return {"backup": backup_data(made.kept), "thinned": made.thinned, "larger": larger}


def restored_data(restored: Restored) -> dict[str, object]:
    """Give what became of a restore as data."""
    replaced = os.path.abspath(restored.replaced.path) if restored.replaced else None
    return {"entries": restored.contents.entries, "changes": restored.contents.changes, "replaced": replaced}


def say_service(service: str) -> str:
    """Say what it means that a service keeps the log's folder in step."""
    return (
        f"{service} copies this folder while it is written to, so that two machines may each go on with their own copy."
    )


def say_copy(path: str) -> str:
    """Say what a copy beside the log is, and how it is merged."""
    return f"{make_safe(os.path.basename(path))} beside the log looks like another machine's copy of it."


def show_news(service: str, copies: list[str], folder: str) -> str:
    """Write what is to be known of the log's place; nothing where there is nothing."""
    lines = []
    if service:
        lines += [
            say_service(service),
            f"  A folder of its own is safer: {make_safe(folder)} can be moved (TINYWINS_HOME).",
        ]
    for path in copies:
        lines += [say_copy(path), f"  To merge it: tinywins import {quote(make_safe(path))}   Then take it away."]
    return "".join(f"{line}\n" for line in lines)
