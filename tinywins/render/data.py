"""Values as plain data for --json: the schema is in docs/json.md, and only grows within a version."""

from datetime import UTC, datetime, timedelta, timezone

from tinywins.domain.amounts import to_number
from tinywins.domain.days import write_day
from tinywins.domain.entries import Entry
from tinywins.render.habit_data import follow_up_data, habit_data
from tinywins.render.safe import show_hidden
from tinywins.services.entries import Version
from tinywins.services.logging import Logged
from tinywins.services.tags import TagFacts
from tinywins.services.today import Today
from tinywins.services.undo import Switched

Data = dict[str, object]


def escape_hidden(json: str) -> str:
    """Escape in JSON, which stays the same data, what a terminal would obey and JSON itself lets through."""
    if json.isascii() and "\x7f" not in json:
        return json
    return "".join([s if s == "\n" or s.isprintable() or show_hidden(s) == s else escape_sign(s) for s in json])


def escape_sign(sign: str) -> str:
    """Write a sign as JSON's escapes: two of them beyond the first 65,536."""
    units = sign.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def number(thousandths: int | None) -> float | int | None:
    """Give an amount as a JSON number; None stays None."""
    return None if thousandths is None else to_number(thousandths)


def instant(ms: int | None, offset: int | None) -> str | None:
    """Give an instant as ISO text with its offset."""
    if ms is None:
        return None
    zone = timezone(timedelta(minutes=offset or 0))
    return (
        (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=ms))
        .astimezone(zone)
        .isoformat(timespec="milliseconds")
    )


def entry_data(entry: Entry) -> Data:
    """Give an entry."""
    logged, offset, zone = entry.logged
    return {
        "id": entry.id,
        "short": entry.short,
        "day": write_day(entry.day),
        "at": instant(entry.at, entry.at_offset),
        "text": entry.text,
        "tags": {name: number(amount) for name, amount in entry.tags},
        "note": entry.note,
        "star": entry.star,
        "win": entry.win,
        "logged": instant(logged, offset),
        "zone": zone,
    }


def logged_data(logged: Logged) -> Data:
    """Give what logging one line did."""
    streaks = logged.standing.streaks if logged.standing else None
    return {
        **entry_data(logged.entry),
        "streak": {"habit": logged.tag, "current": streaks.current, "spares_used": streaks.used} if streaks else None,
        "special": logged.special.kind if logged.special else None,
        "near": {"new": logged.near[0], "known": logged.near[1]} if logged.near else None,
        "treats": [{"tag": tag, "treat": treat, "more": more} for more, tag, treat in logged.treats],
    }


def today_data(today: Today) -> Data:
    """Give today."""
    yesterday, memory = today.yesterday, today.memory
    return {
        "day": write_day(today.day),
        "wins": today.wins,
        "habits": [habit_data(habit) for habit in today.habits],
        "entries": [entry_data(entry) for entry in today.entries],
        "yesterday": {"wins": yesterday.wins, "done": yesterday.done, "due": yesterday.due} if yesterday else None,
        "memory": {"ago": memory.ago, "entry": entry_data(memory.entry)} if memory else None,
        "follow_ups": [follow_up_data(follow) for follow in today.follow_ups],
    }


def version_data(version: Version) -> Data:
    """Give one change of an entry's history."""
    at = instant(version.stamp, 0)
    return {"act": version.act, "stamp": at, "undone": version.undone, "fields": version.fields}


def tag_data(facts: TagFacts) -> Data:
    """Give what is known of a tag."""
    return {
        "tag": facts.tag,
        "unit": facts.unit,
        "reads": facts.reads,
        "aliases": list(facts.aliases),
        "entries": facts.n,
        "amount": number(facts.amount) if facts.reads == "sum" else None,
        "first": facts.first or None,
        "last": facts.last or None,
        "rule": facts.rule or None,
        "treat": dict(zip(("treat", "every", "left"), facts.treat, strict=True)) if facts.treat else None,
    }


def switched_data(switched: Switched) -> Data:
    """Give what was undone or redone."""
    deeds = [{"did": deed.verb, "thing": deed.thing, "label": deed.label} for deed in switched.deeds]
    return {"act": switched.act, "off": switched.off, "deeds": deeds}
