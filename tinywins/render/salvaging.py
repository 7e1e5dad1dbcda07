"""What a salvage saved and lost, as text and as data."""

import os
from shlex import quote

from tinywins.render.columns import cut
from tinywins.render.keeping import RESTORE, say_newest
from tinywins.render.phrases import count
from tinywins.render.safe import make_safe
from tinywins.services.salvaging import Salvaged

WIDTH = 100  # columns of the newest entry
FEW = 10  # lost entries that are told one by one


def show_salvaged(done: Salvaged, today: int) -> str:
    """Write what was saved, what was lost, and what to do now."""
    saved, path = done.saved, make_safe(done.path)
    entries = done.contents.entries if done.contents else 0
    lines = [f"Saved {count(entries, 'entry', 'entries')} ({count(saved.read, 'change')} read) in {path}"]
    if saved.filled:
        lines.append(f"{count(saved.filled, 'change')} that could not be read came from the backups.")
    lines += [*show_missing(done, today), *show_gone(saved.gone)]
    lines.append(f"{make_safe(done.source)} is as it was.")
    lines.append(f"To put what was saved in the log's place: {RESTORE} {quote(path)}")
    lines.append("It shows what would change and asks; what is there now is kept as a backup of its own.")
    return "\n".join(lines) + "\n"


def show_missing(done: Salvaged, today: int) -> list[str]:
    """Say how much is missing between what could be read, how much after it, and from when on."""
    saved, lines = done.saved, []
    lost, after, (pages, had) = sum(saved.lost.values()), sum(saved.after.values()), saved.pages
    if lost:
        lines.append(
            f"{count(lost, 'change')} cannot be read any more, and no backup holds {'it' if lost == 1 else 'them'}."
        )
    elif not saved.read:
        lines.append("In the file itself nothing could be read: what was logged after that backup is not there.")
    else:
        lines.append("Between the first and the last change that can be read, nothing is missing.")
    if pages:
        lines.append(
            f"The file ends early: {pages:,} of its {had:,} pages are not there, and may have held the newest."
        )
    if after:
        lines.append(f"After the last one there was more: {count(after, 'change')} at least, which no backup holds.")
    newest = say_newest(done.contents, today) if done.contents else ""
    if newest:
        lines.append(cut(f"The newest entry that was saved: {newest}", WIDTH))
    if not saved.is_whole:
        lines.append("What you miss in the days around and after it can be logged again: tinywins log --on DAY")
    return lines


def show_gone(gone: list[tuple[str, str]]) -> list[str]:
    """List the missing entries that are known by day and text."""
    if not gone:
        return []
    lines = [f"Of {count(len(gone), 'missing entry', 'missing entries')} the day and text are still known:"]
    lines += [f"  {make_safe(day)}  {make_safe(text)}" for day, text in gone[:FEW]]
    return [*lines, f"  and {len(gone) - FEW:,} more"] if len(gone) > FEW else lines


def salvaged_data(done: Salvaged) -> dict[str, object]:
    """Give what was saved and lost as data."""
    saved = done.saved
    return {
        "source": os.path.abspath(done.source),
        "file": os.path.abspath(done.path),
        "entries": done.contents.entries if done.contents else 0,
        "changes": saved.read,
        "from_backups": saved.filled,
        "missing": saved.lost,
        "after": saved.after,
        "pages": {"gone": saved.pages[0], "of": saved.pages[1]},
        "gone": [{"day": day, "text": text} for day, text in saved.gone],
    }
