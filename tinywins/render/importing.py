"""What an import did, in words and as data."""

from typing import cast

from tinywins.domain.amounts import to_number, write_amount
from tinywins.domain.days import label_time
from tinywins.formats.rows import WORK, Fields, When
from tinywins.render.columns import Look, align, cut, fill
from tinywins.render.data import instant
from tinywins.render.phrases import count
from tinywins.render.safe import make_safe
from tinywins.services.importing import Difference, Imported, Preview

Data = dict[str, object]
STATES = {"new": "", "here": "here already", "removed": "removed here", "differing": "differs from here"}
WORDS = {"when": "day", "outcome": "turned"}
LONGEST = 30  # signs of a value in a list of differences


def show_imported(told: Imported, dry_run: bool, look: Look) -> str:
    """Write what became of a file's rows: the sums, what differs, what was refused and why, and what to do next."""
    lines = show_previews(told.previews, look) if dry_run else []
    lines += show_counts(told, dry_run, look)
    lines += show_differences(told, look)
    lines += show_refusals(told)
    lines += say_next(told, dry_run)
    return "\n".join(lines) + "\n"


def show_counts(told: Imported, dry_run: bool, look: Look) -> list[str]:
    """Write how many rows were read, and what became of them."""
    would = "" if told.written else "would be "
    parts = [
        (told.imported, f"{would}imported"),
        (told.here, "already here"),
        (told.removed, "removed here earlier"),
        (told.differing, "differing from here"),
        (told.updated, f"{would}changed"),
        (told.refused, "refused"),
    ]
    said = [f"{number:,} {word}" for number, word in parts if number]
    head = f"{count(told.read, told.kind.removesuffix('s'))} read:"
    lines = fill(head, said or ["nothing to import"], min(look.width, 80))
    if told.first and (told.written or dry_run):
        days = told.first if told.first == told.last else f"{told.first} to {told.last}"
        wins = f", {count(told.wins, 'win')}" if told.written else ""
        lines.append(f"  New: {days}{wins}.")
    return lines


def show_previews(previews: list[Preview], look: Look) -> list[str]:
    """Write what the first rows would become, a line each."""
    rows = [[f"line {each.line:,}", say_when(each.fields), STATES[each.state]] for each in previews]
    width = min(look.width, 80)
    lines = []
    for each, cells in zip(previews, align(rows), strict=True):
        state = f"  ({cells[2]})" if cells[2] else ""
        lines.append(cut("".join(cells[:2]) + say_line(each.fields) + state, width))
        if note := each.fields.get("note"):
            lines.append(cut(" " * len(cells[0]) + f"note: {make_safe(str(note))}", width))
        if work := [f"{key}: {make_safe(str(each.fields[key]))}" for key in WORK if each.fields.get(key)]:
            lines.append(cut(" " * len(cells[0]) + ", ".join(work), width))
    return [*lines, ""] if lines else []


def say_when(fields: Fields) -> str:
    """Write an entry's day, and its time where that is known."""
    day, at, offset = cast("When", fields["when"])
    return day if at is None else f"{day} {label_time(at, offset or 0)}"


def say_line(fields: Fields) -> str:
    """Write an entry's text and its tags."""
    parts = [make_safe(str(fields["text"]))] if fields["text"] else []
    for key, value in fields.items():
        if key[0] in "+@":
            parts.append(make_safe(key) if value is True else f"{make_safe(key)}={write_amount(int(str(value)))}")
    return " ".join(parts)


def say_value(key: str, value: object) -> str:
    """Write what a field holds, as a person would say it."""
    if value is None or value is False or value == "":
        return "none"
    if key[0] in "+@":
        return "there" if value is True else write_amount(int(str(value)))
    if key == "when" and isinstance(value, list):
        return say_when({"when": value})
    if isinstance(value, list):
        value = value[0]
    return "yes" if value is True else cut(make_safe(str(value)), LONGEST)


def show_differences(told: Imported, look: Look) -> list[str]:
    """Write the first entries that differ: what each holds here, and in the file."""
    lines = []
    for each in told.differences:
        values = [
            f"{make_safe(WORDS.get(key, key))} {say_value(key, here)} -> {say_value(key, there)}"
            for key, (here, there) in each.values.items()
        ]
        lines.append(cut(f"  line {each.line:,}, {each.short}: {'; '.join(values)}", look.width))
    return [*lines, *say_more(told.differing + told.updated, len(lines))]


def show_refusals(told: Imported) -> list[str]:
    """Write the first refused rows, with their lines and reasons."""
    lines = [f"  line {each.line:,}: {make_safe(each.reason)}" for each in told.refusals]
    return [*lines, *say_more(told.refused, len(lines))]


def say_more(number: int, shown: int) -> list[str]:
    """Say how many more there are than are shown."""
    return [f"  and {number - shown:,} more"] if number > shown else []


def say_next(told: Imported, dry_run: bool) -> list[str]:
    """Say what was written, and what can be done now."""
    lines = []
    if told.written and told.kind == "changes":
        lines.append("Merged. Each act is its own as before: `tinywins show ID --history`, `tinywins undo ACT`.")
    elif told.written:
        lines.append(f"  tinywins undo takes all of it back.   act {told.act[-8:]}")
    elif dry_run:
        lines.append("This was a dry run: nothing was written.")
    elif told.refused and (told.imported or told.updated):
        lines.append("Nothing was written, as rows were refused. Mend them, or leave them out: --skip-refused")
    elif told.refused:
        lines.append("Nothing was written: besides the refused rows there is nothing new in it.")
    else:
        lines.append("Nothing was written: there is nothing new in it.")
    if told.written and told.backup:
        lines.append(f"  The log as it was before: tinywins backup restore {make_safe(told.backup)}")
    if told.differing:
        lines.append("  --update makes the entries here as the file has them.")
    return lines


def imported_data(told: Imported, dry_run: bool) -> Data:
    """Give what an import did."""
    return {
        "source": told.source,
        "kind": told.kind,
        "dry_run": dry_run,
        "written": told.written,
        "act": told.act or None,
        "backup": (told.written and told.backup) or None,
        "read": told.read,
        "imported": told.imported,
        "here": told.here,
        "removed": told.removed,
        "differing": told.differing,
        "updated": told.updated,
        "refused": told.refused,
        "wins": told.wins,
        "first": told.first or None,
        "last": told.last or None,
        "refusals": [{"line": each.line, "reason": each.reason} for each in told.refusals],
        "differences": [difference_data(each) for each in told.differences],
        "previews": [preview_data(each) for each in told.previews] if dry_run else [],
    }


def difference_data(each: Difference) -> Data:
    """Give one entry that differs."""
    here = {key: value_data(key, before) for key, (before, _) in each.values.items()}
    there = {key: value_data(key, after) for key, (_, after) in each.values.items()}
    return {"line": each.line, "short": each.short, "here": here, "file": there}


def value_data(key: str, value: object) -> object:
    """Give what a field holds: amounts as numbers, days and times as they are in an export."""
    if key[0] in "+@":
        return to_number(value) if type(value) is int else value
    if key == "when" and isinstance(value, list):
        return {"day": value[0], "at": instant(value[1], value[2])}
    return value


def preview_data(each: Preview) -> Data:
    """Give what a row would become."""
    fields = {key: value_data(key, value) for key, value in each.fields.items()}
    return {"line": each.line, "state": each.state, "fields": fields}
