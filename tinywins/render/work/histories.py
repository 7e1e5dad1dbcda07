"""The histories of goals and funnels: each change in words and as data."""

from tinywins.domain.amounts import write_amount
from tinywins.domain.names import show_name
from tinywins.render.columns import wrap
from tinywins.render.data import Data, instant
from tinywins.render.listing import label_instant
from tinywins.render.safe import make_safe
from tinywins.services.work.histories import Change

WORDS = {"why": "why", "by": "by", "obstacle": "waits", "since": "counted from", "parked": "resting from"}
QUIET = ("goal", "phase", "place", "born", "short", "resumed", "feedback")  # what says nothing by itself


def show_history(changes: list[Change], today: int) -> str:
    """Write changes, oldest first: when and by which act, and below it what each of them set."""
    lines, last = ["", "History, oldest first"], ""
    for change in changes:
        if change.act != last:
            lines.append(f"  {label_instant(change.stamp, 0, today)} UTC   act {change.act[-8:]}")
            last = change.act
        name = f"{change.thing} {make_safe(change.title)}: {say_change(change)}"
        lines += [f"    {line}" for line in wrap(name, 76)]
    return "\n".join(lines) + "\n"


def say_change(change: Change) -> str:
    """Say what one change set."""
    fields = change.fields
    parts = ["added"] if "short" in fields or "born" in fields else ["removed"] if fields.get("gone") else []
    for key, value in fields.items():
        if key == "title" and "added" not in parts:
            parts.append(f"called {make_safe(str(value))}")
        elif key == "parked" and not value:
            parts.append("taken up again")
        elif key in WORDS:
            parts.append(f"{WORDS[key]} {make_safe(str(value))}" if value else f"no longer {WORDS[key]}")
        elif key[:1] in ("+", "@"):
            parts.append(f"fed by {make_safe(key)}" if value else f"no longer fed by {make_safe(key)}")
        elif key == "target" and isinstance(value, list) and len(value) == 2 and type(value[0]) is int:
            parts.append(f"{write_amount(value[0])} {make_safe(show_name(str(value[1])))}")
        elif key == "tags" and isinstance(value, list):
            parts.append(" > ".join(make_safe(show_name(str(tag))) for tag in value))
        elif key == "targets":
            parts.append("targets set")
    if not parts:
        parts = ["moved" if set(fields) <= set(QUIET) else "changed"]
    return f"{', '.join(parts)}{' (undone)' if change.undone else ''}"


def history_data(changes: list[Change]) -> list[Data]:
    """Give changes as data, oldest first."""
    return [
        {
            "thing": change.thing,
            "title": change.title,
            "act": change.act,
            "at": instant(change.stamp, 0),
            "fields": change.fields,
            "undone": change.undone,
        }
        for change in changes
    ]
