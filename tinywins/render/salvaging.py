"""What a salvage saved and lost, as text and as data."""

import os

from tinywins.render.phrases import count
from tinywins.render.safe import make_safe
from tinywins.services.salvaging import Salvaged

FEW = 10  # lost entries that are told one by one


def show_salvaged(done: Salvaged) -> str:
    """Write what was saved, what was lost, and what to do now."""
    saved, path = done.saved, make_safe(done.path)
    entries = done.contents.entries if done.contents else 0
    lines = [f"Saved {count(entries, 'entry', 'entries')} ({count(saved.read, 'change')} read) in {path}"]
    if saved.filled:
        lines.append(f"{count(saved.filled, 'change')} that could not be read came from the backups.")
    lost = sum(saved.lost.values())
    if lost:
        lines.append(
            f"{count(lost, 'change')} cannot be read any more, and no backup holds {'it' if lost == 1 else 'them'}."
        )
    else:
        lines.append("Between the first and the last change that can be read, nothing is missing.")
    if saved.gone:
        lines.append(
            f"Of {count(len(saved.gone), 'missing entry', 'missing entries')} the day and text are still known:"
        )
        lines += [f"  {make_safe(day)}  {make_safe(text)}" for day, text in saved.gone[:FEW]]
        if len(saved.gone) > FEW:
            lines.append(f"  and {len(saved.gone) - FEW:,} more")
    lines.append(f"{make_safe(done.source)} is as it was.")
    lines.append(f"To go on with what was saved: tinywins backup restore {path}")
    return "\n".join(lines) + "\n"


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
        "gone": [{"day": day, "text": text} for day, text in saved.gone],
    }
