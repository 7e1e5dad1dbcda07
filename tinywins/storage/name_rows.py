"""Names, schedules and settings: small tables that are folded whole whenever one of them changes."""

from tinywins.domain.days import MAX_DAY, read_day, write_day
from tinywins.domain.schedule import read_rule
from tinywins.domain.versions import arrange_parts
from tinywins.errors import UsageError
from tinywins.storage.connect import Db
from tinywins.storage.fold import Fields, fold_kind

PLAIN = ("", "sum")  # unit and reading of a tag of which nothing was set
BIRTH = {"name", "start", "rule"}  # a schedule without all of them is not born yet
EXCUSED = {"name", "first", "last"}
LIMITED = " at most "
FROM = "from "  # begins the field of a later version, and its first day follows

Row = tuple[object, ...]


def resolve_names(means: dict[str, str]) -> dict[str, str]:
    """Give the tag that each name means; a name that means itself is left out, and a cycle means its smallest."""
    resolved: dict[str, str] = {}
    for name in means:
        path = [name]
        while (following := means.get(path[-1])) is not None and following not in path:
            path.append(following)
        end = path[-1]
        if following is not None:
            end = min(path[path.index(following) :])
        if end != name:
            resolved[name] = end
    return resolved


def project_names(db: Db) -> tuple[set[str], set[str]]:
    """Fold names, habits and settings; give the tags to count again, and the names whose entries to judge again."""
    old_alias = dict(db.execute("SELECT name, tag FROM alias").fetchall())
    old_tags = {row[0]: row[1:] for row in db.execute("SELECT tag, unit, reads FROM tag")}
    old_limits = read_limits(db)
    names = {str(fields["name"]): fields for fields in fold_kind(db, "name").values() if "name" in fields}
    alias = resolve_names({name: str(fields["means"]) for name, fields in names.items() if fields.get("means")})
    tags = merge_attributes(names, alias)
    habits = find_habits(db, alias)
    for table in ("alias", "tag", "treat", "habit", "schedule", "excuse", "setting"):
        db.execute(f"DELETE FROM {table}")
    db.executemany("INSERT INTO alias VALUES (?, ?)", sorted(alias.items()))
    db.executemany("INSERT INTO tag VALUES (?, ?, ?)", [(tag, *values) for tag, values in sorted(tags.items())])
    db.executemany("INSERT INTO treat VALUES (?, ?, ?, ?)", list_treats(names, alias))
    for tag, (schedule_id, fields) in sorted(habits.items()):
        db.execute("INSERT INTO habit VALUES (?,?,?,?,?,?,?,?)", make_habit(tag, schedule_id, fields, names))
        db.executemany("INSERT INTO schedule VALUES (?, ?, ?, ?, ?)", list_versions(tag, fields))
    db.executemany("INSERT INTO excuse VALUES (?, ?, ?, ?, ?, ?, ?)", list_excuses(db, habits))
    for fields in fold_kind(db, "setting").values():
        db.executemany("INSERT INTO setting VALUES (?, ?)", sorted((key, str(value)) for key, value in fields.items()))
    moved = {name for name in alias.keys() | old_alias.keys() if alias.get(name) != old_alias.get(name)}
    recount = moved | {alias[name] for name in moved if name in alias}
    recount |= {old_alias[name] for name in moved if name in old_alias}
    limits = read_limits(db)
    changed = {tag for tag in limits.keys() | old_limits.keys() if limits.get(tag) != old_limits.get(tag)}
    for tag in tags.keys() | old_tags.keys():
        before, after = old_tags.get(tag, PLAIN), tags.get(tag, PLAIN)
        if before != after:
            recount.add(tag)
        if before[1] != after[1]:
            changed.add(tag)
    return recount, moved | changed | {name for name, target in alias.items() if target in changed}


def merge_attributes(names: dict[str, Fields], alias: dict[str, str]) -> dict[str, tuple[str, str]]:
    """Give each tag's unit and reading: its own win, else those of the smallest name that means it."""
    merged: dict[str, Fields] = {}
    for name in sorted(names, key=lambda name: (name in alias, name)):
        own = merged.setdefault(alias.get(name, name), {})
        for attribute in ("unit", "reads"):
            if names[name].get(attribute) is not None:
                own.setdefault(attribute, names[name][attribute])
    return {
        tag: (str(values.get("unit", "")), str(values.get("reads", "sum")))
        for tag, values in merged.items()
        if any(values.values())
    }


def list_treats(names: dict[str, Fields], alias: dict[str, str]) -> list[Row]:
    """List the treats: (tag, treat, after every so many entries, entries there were when it was set).

    A tag's own wins, else that of the smallest name that means it.
    """
    found: dict[str, Row] = {}
    for name in sorted(names, key=lambda name: (name in alias, name)):
        treat = names[name].get("treat")
        if isinstance(treat, list) and len(treat) == 3:
            found.setdefault(alias.get(name, name), tuple(treat))
    return [(tag, *treat) for tag, treat in sorted(found.items())]


def find_habits(db: Db, alias: dict[str, str]) -> dict[str, tuple[str, Fields]]:
    """Find the schedule in force for each tag: its id and fields.

    A tag's own win, else those of the smallest name that means it; others sleep. Of several under one name, which
    devices added apart, the one that was born last is in force.
    """
    born: dict[str, list[tuple[str, Fields]]] = {}
    for schedule_id, fields in fold_kind(db, "schedule").items():
        if fields.keys() >= BIRTH and not fields.get("gone"):
            born.setdefault(str(fields["name"]), []).append((schedule_id, fields))
    habits: dict[str, tuple[str, Fields]] = {}
    for name in sorted(born, key=lambda name: (name in alias, name)):
        habits.setdefault(alias.get(name, name), max(born[name], key=lambda each: each[0]))
    return habits


def make_habit(tag: str, schedule_id: str, fields: Fields, names: dict[str, Fields]) -> Row:
    """Make a habit's row. A cue that was set on its name, as schema 1 did, holds until another is set."""
    name = str(fields["name"])
    cue = fields.get("cue")
    cue = names.get(name, {}).get("cue") if cue is None else cue
    place = fields.get("place")
    texts = (str(cue or ""), str(fields.get("reward") or ""))
    archived = str(fields.get("archived") or "")
    return (
        tag,
        schedule_id,
        name,
        *texts,
        int(bool(fields.get("quiet"))),
        archived,
        place if type(place) is int else None,
    )


def list_versions(tag: str, fields: Fields) -> list[Row]:
    """List the versions of a schedule: (tag, first day, rule, the day on which it takes over or None, limit or not).

    The last that begins before the habit does is its first.
    """
    start = str(fields["start"])
    changed = [(key[5:], value) for key, value in fields.items() if key.startswith(FROM) and isinstance(value, str)]
    versions = {start: str(fields["rule"])}
    for first, rule in sorted(changed):
        versions[max(first, start)] = rule
    rows = sorted(versions.items())
    begins = find_beginnings(rows)
    return [(tag, first, rule, begins.get(first), int(LIMITED in rule)) for first, rule in rows]


def find_beginnings(versions: list[tuple[str, str]]) -> dict[str, str]:
    """Give the day on which each version takes over; one that no slot is left for has none."""
    try:
        parts = arrange_parts([read_rule(rule, read_day(first)) for first, rule in versions])
    except UsageError:  # a rule that a newer program knows
        return {first: first for first, _ in versions}
    return {write_day(part.schedule.start): write_day(part.begin) for part in parts if part.begin <= MAX_DAY}


def read_limits(db: Db) -> dict[str, list[tuple[str, int]]]:
    """Give, of the tags that are or were limits, from which day on they are one, and from which on they are none."""
    found: dict[str, list[tuple[str, int]]] = {}
    sql = "SELECT tag, begins, limited FROM schedule WHERE begins IS NOT NULL ORDER BY tag, start"
    for tag, begins, limited in db.execute(sql):
        found.setdefault(tag, []).append((begins, limited))
    return {tag: turns for tag, turns in found.items() if any(limited for _, limited in turns)}


def list_excuses(db: Db, habits: dict[str, tuple[str, Fields]]) -> list[Row]:
    """List the excuses: (id, tag, or "" for every habit, kind, first and last day, reason, the day it was said on).

    They belong to the name that the schedule in force stands under, and sleep where another's is in force.
    """
    tags = {str(fields["name"]): tag for tag, (_, fields) in habits.items()} | {"": ""}
    rows: list[Row] = []
    for excuse_id, fields in sorted(fold_kind(db, "excuse").items()):
        if fields.keys() >= EXCUSED and not fields.get("gone") and str(fields["name"]) in tags:
            texts = (str(fields.get(key) or "") for key in ("kind", "first", "last", "because", "said"))
            rows.append((excuse_id, tags[str(fields["name"])], *texts))
    return rows
