"""Entries, tags and acts as lines of text."""

from shlex import quote

from tinywins.domain.amounts import write_amount
from tinywins.domain.days import EPOCH, label_day, label_time, read_day
from tinywins.domain.entries import Entry
from tinywins.domain.names import show_name
from tinywins.render.columns import Look, align, pad, spread
from tinywins.render.phrases import count, say_rule
from tinywins.render.safe import make_safe
from tinywins.render.text import TICK, show_tags, show_text
from tinywins.services.entries import Edited, Version
from tinywins.services.tags import TagFacts
from tinywins.services.undo import Switched

SAME = ("text", "note", "star", "via", "choice", "closed", "situation")  # fields that are called what they are
FIELD_WORDS = {name: name for name in SAME} | {
    "when": "day",
    "gone": "removed",
    "person": "from",
    "follow": "back to it",
    "moment": "kind",
    "expect": "expected",
    "outcome": "turned",
}
LISTS = {"closed": (0, 3), "outcome": (0, 1)}  # of fields that are lists, what is said of them


def show_entries(entries: list[Entry], today: int, look: Look) -> str:
    """Write entries, a line each, newest first."""
    if not entries:
        return "Nothing found.\n"
    days = [label_day(entry.day, today) for entry in entries]
    width = max(len(day) for day in days)
    lines = []
    for entry, day in zip(entries, days, strict=True):
        tags = show_tags(entry)
        star = look.sign(" ★") if entry.star else ""
        left = f"{pad(day, width)}  {show_text(entry)}{star}{'  ' + tags if tags else ''}"
        line = spread(left, entry.short, min(look.width, 80))
        lines.append(line[: len(line) - len(entry.short)] + look.dim(entry.short))
        if entry.note:
            lines += [" " * (width + 2) + look.dim(make_safe(note)) for note in entry.note.splitlines()]
    return "\n".join(lines) + "\n"


def say_day_is_no_word(words: str) -> str:
    """Say that a day's name was looked for in the texts, and how a day is listed."""
    day = quote(words)
    return f"  That looked for the words. The day itself: tinywins list --since {day} --until {day}\n"


def show_entry(
    entry: Entry | None, history: list[Version], today: int, look: Look, work: str = "", *, with_history: bool
) -> str:
    """Write one entry with all that is known of it, and on request each change it had.

    `work` are the lines of what hangs on it.
    """
    lines = []
    if entry is None:
        lines.append("This entry is gone. `tinywins redo ACT` or `undo ACT` with an act below brings it back.")
    else:
        lines.append(look.bold(" ".join(part for part in (show_text(entry), show_tags(entry)) if part)))
        at = f", {label_time(entry.at, entry.at_offset or 0)}" if entry.at is not None else ""
        lines.append(f"  day      {label_day(entry.day, today)}{at}")
        logged, offset, zone = entry.logged
        written = f"{label_instant(logged, offset, today)}{', ' + make_safe(zone) if zone else ''}"
        lines.append(f"  logged   {written}")
        lines.append(f"  id       {entry.short}   {entry.id}")
        if entry.star or not entry.win:
            lines.append(f"  counts   {'starred' if entry.star else 'recorded, no win'}")
        lines += [f"  note     {make_safe(note)}" for note in entry.note.splitlines()]
        lines += work.splitlines()
    if with_history:
        lines += ["", "History, oldest first"]
        rows = [[f"  {label_instant(v.stamp, 0, today)} UTC", say_version(v), f"act {v.act[-8:]}"] for v in history]
        lines += ["".join(row) for row in align(rows)]
    return "\n".join(lines) + "\n"


def label_instant(ms: int, offset: int, today: int) -> str:
    """Write an instant as day and wall-clock time."""
    return f"{label_day((ms // 60_000 + offset) // 1440 + EPOCH, today)}, {label_time(ms, offset)}"


def say_version(version: Version) -> str:
    """Say what one change set."""
    parts = []
    if "logged" in version.fields:
        parts.append(f"logged: {make_safe(str(version.fields.get('text', '')))}")
    for key, value in version.fields.items():
        if key[:1] in ("+", "@"):
            name = make_safe(key)
            amount = f"={write_amount(value)}" if type(value) is int else ""
            parts.append(f"{name}{amount}" if value is not None else f"without {name}")
        elif "logged" not in version.fields and key in FIELD_WORDS:
            parts.append(say_field(key, value))
    said = ", ".join(parts)
    return f"{said} (undone)" if version.undone else said


def say_field(key: str, value: object) -> str:
    """Say one field that was set."""
    if key in ("gone", "star"):
        return FIELD_WORDS[key] if value else f"no {FIELD_WORDS[key]}"
    if key == "when" and isinstance(value, list):
        return f"day {value[0]}"
    if key in LISTS and isinstance(value, list):
        said = [make_safe(str(value[place])) for place in LISTS[key] if place < len(value) and value[place]]
        return f"{'turned ' if key == 'outcome' else ''}{': '.join(said)}"
    if key in LISTS:
        return "open again"
    if not value:
        return f"no {FIELD_WORDS[key]}"
    return f"{FIELD_WORDS[key]}: {make_safe(str(value))}"


def show_edited(edited: Edited, today: int, look: Look) -> str:
    """Write what became of an entry that was changed or removed."""
    entry = edited.after or edited.before
    parts = [show_text(entry), show_tags(entry), label_day(entry.day, today), entry.short]
    line = "   ".join(part for part in parts if part)
    if edited.after is None:
        return f"Removed: {line}\n"
    star = look.sign(" ★") if entry.star else ""
    return f"{look.sign(TICK)} {line}{star}\n"


def show_switched(switched: Switched) -> str:
    """Write what was undone or redone, and how to turn it round."""
    head = "Undone" if switched.off else "Redone"
    lines = [f"{head}: {say_deeds(switched)}"]
    act = switched.act[-8:]
    lines.append(f"  tinywins {'redo' if switched.off else f'undo {act}'} turns it round.   act {act}")
    return "\n".join(lines) + "\n"


def say_deeds(switched: Switched) -> str:
    """Say what an act did, in one line."""
    things = {"entry": "", "review": "the note of ", "import": ""}
    deeds = [f"{d.verb} {things.get(d.thing, d.thing + ' ')}{make_safe(d.label)}" for d in switched.deeds]
    more = f", and {len(deeds) - 3} more" if len(deeds) > 3 else ""
    return ", ".join(deeds[:3]) + more


def show_tag(facts: TagFacts, entries: list[Entry], today: int, look: Look) -> str:
    """Write what is known of a tag, with its newest entries."""
    lines = [look.bold(make_safe(show_name(facts.tag)))]
    if facts.rule:
        lines.append(f"  habit    {say_rule(facts.rule)}")
    if facts.unit:
        lines.append(f"  unit     {make_safe(facts.unit)}")
    if facts.reads != "sum":
        lines.append(f"  reads    {facts.reads}: a measurement, no win")
    if facts.aliases:
        lines.append(f"  also     {', '.join(make_safe(show_name(name)) for name in facts.aliases)}")
    if facts.treat:
        lines.append(f"  treat    {say_treat(facts.treat)}")
    lines.append(f"  logged   {say_total(facts)}")
    if facts.first:
        first, last = (label_day(read_day(day), today) for day in (facts.first, facts.last))
        lines.append(f"  on       {first}" if first == last else f"  from     {first} to {last}")
    return "\n".join(lines) + "\n" + ("\n" + show_entries(entries, today, look) if entries else "")


def say_tag_edited(facts: TagFacts, *, counted: bool, treat: bool) -> str:
    """Say what a tag is after a change: how it is counted, or its treat."""
    name, lines = make_safe(show_name(facts.tag)), []
    if counted:
        unit = f"in {make_safe(facts.unit)}" if facts.unit else "without a unit"
        lines.append(f"{name} is counted {unit} and reads as {facts.reads}.")
    if treat:
        lines.append(f"{name}: {say_treat(facts.treat)}." if facts.treat else f"{name}: no treat.")
    return "\n".join(lines) + "\n"


def say_treat(treat: tuple[str, int, int]) -> str:
    """Say a tag's treat, and how many entries are to go."""
    words, every, left = treat
    return f"{make_safe(words)} after every {every:,}; {left:,} to go"


def say_total(facts: TagFacts) -> str:
    """Say how often and how much a tag was logged."""
    times = count(facts.n, "time")
    if facts.reads != "sum" or not facts.unit:
        return times
    return f"{times}, {write_amount(facts.amount)} {make_safe(facts.unit)}"


def show_tags_table(tags: list[TagFacts]) -> str:
    """Write all tags, the most used first."""
    if not tags:
        return "No tag yet. One begins with a plus: tinywins log Fixed the gate +house\n"
    rows = [
        [
            make_safe(show_name(facts.tag)),
            say_total(facts),
            say_rule(facts.rule) if facts.rule else "" if facts.reads == "sum" else f"reads {facts.reads}",
            ", ".join(make_safe(show_name(name)) for name in facts.aliases),
        ]
        for facts in tags
    ]
    return "\n".join("".join(row).rstrip() for row in align(rows)) + "\n"
