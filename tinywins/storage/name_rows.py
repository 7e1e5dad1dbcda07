"""Names, schedules and settings: small tables that are folded whole whenever one of them changes."""

from tinywins.storage.connect import Db
from tinywins.storage.fold import Fields, fold_kind

ATTRIBUTES = ("unit", "reads", "cue", "reward", "quiet", "archived", "place")
PLAIN = ("", "sum", "", "", 0, "", None)  # what a tag of which nothing was set has
BIRTH = {"name", "start", "rule"}  # a schedule without all of them is not born yet
EXCUSED = {"name", "first", "last"}
LIMITED = " at most "
FROM = "from "  # begins the field of a later version, and its first day follows

Attributes = tuple[object, ...]
Row = tuple[str, str, str, str]


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
    """Fold names, schedules and settings; give the tags to count again, and the names whose entries to judge again."""
    old_alias = dict(db.execute("SELECT name, tag FROM alias").fetchall())
    old_tags = {row[0]: row[1:] for row in db.execute("SELECT tag, unit, reads FROM tag")}
    old_limits = list_limits(db.execute("SELECT tag, start, rule, id FROM schedule ORDER BY tag, start").fetchall())
    names = {str(fields["name"]): fields for fields in fold_kind(db, "name").values() if "name" in fields}
    alias = resolve_names({name: str(fields["means"]) for name, fields in names.items() if fields.get("means")})
    tags = merge_attributes(names, alias)
    schedules = list_schedules(db, alias)
    for table in ("alias", "tag", "schedule", "excuse", "setting"):
        db.execute(f"DELETE FROM {table}")
    db.executemany("INSERT INTO alias VALUES (?, ?)", sorted(alias.items()))
    rows = [(tag, *values) for tag, values in sorted(tags.items())]
    db.executemany("INSERT INTO tag VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
    db.executemany("INSERT INTO schedule VALUES (?, ?, ?, ?)", schedules)
    db.executemany("INSERT INTO excuse VALUES (?, ?, ?, ?, ?, ?, ?)", list_excuses(db, alias))
    for fields in fold_kind(db, "setting").values():
        db.executemany("INSERT INTO setting VALUES (?, ?)", sorted((key, str(value)) for key, value in fields.items()))
    moved = {name for name in alias.keys() | old_alias.keys() if alias.get(name) != old_alias.get(name)}
    recount = moved | {alias[name] for name in moved if name in alias}
    recount |= {old_alias[name] for name in moved if name in old_alias}
    limits = list_limits(schedules)
    changed = {tag for tag in limits.keys() | old_limits.keys() if limits.get(tag) != old_limits.get(tag)}
    judged = moved | changed | {name for name, target in alias.items() if target in changed}
    for tag in tags.keys() | old_tags.keys():
        before, after = old_tags.get(tag, PLAIN[:2]), tags.get(tag, PLAIN)[:2]
        if before != after:
            recount.add(tag)
        if before[1] != after[1]:
            judged |= {tag} | {name for name, target in alias.items() if target == tag}
    return recount, judged


def merge_attributes(names: dict[str, Fields], alias: dict[str, str]) -> dict[str, Attributes]:
    """Give each tag's ATTRIBUTES: its own win, else those of the smallest name that means it."""
    merged: dict[str, Fields] = {}
    for name in sorted(names, key=lambda name: (name in alias, name)):
        own = merged.setdefault(alias.get(name, name), {})
        for attribute in ATTRIBUTES:
            value = names[name].get(attribute)
            if value is not None:
                own.setdefault(attribute, read_attribute(attribute, value))
    return {
        tag: tuple(map(values.get, ATTRIBUTES, PLAIN))
        for tag, values in merged.items()
        if "place" in values or any(values.values())
    }


def read_attribute(attribute: str, value: object) -> object:
    """Give an attribute as its column holds it."""
    if attribute == "quiet":
        return int(bool(value))
    if attribute == "place":
        return value if type(value) is int else None
    return str(value)


def list_schedules(db: Db, alias: dict[str, str]) -> list[Row]:
    """List the versions of the schedules in force: (tag, first day, rule, id).

    A tag's own win, else those of the smallest name that means it; others sleep. Of several under one name, which
    devices added apart, the one that was born last is in force.
    """
    born: dict[str, list[tuple[str, Fields]]] = {}
    for schedule_id, fields in fold_kind(db, "schedule").items():
        if fields.keys() >= BIRTH and not fields.get("gone"):
            born.setdefault(str(fields["name"]), []).append((schedule_id, fields))
    taken: set[str] = set()
    rows: list[Row] = []
    for name in sorted(born, key=lambda name: (name in alias, name)):
        tag = alias.get(name, name)
        if tag not in taken:
            taken.add(tag)
            schedule_id, fields = max(born[name], key=lambda each: each[0])
            rows += [(tag, start, rule, schedule_id) for start, rule in list_versions(fields)]
    return sorted(rows)


def list_versions(fields: Fields) -> list[tuple[str, str]]:
    """List the versions of a schedule: (first day, rule). The last that begins before the habit does is its first."""
    start = str(fields["start"])
    changed = [(key[5:], value) for key, value in fields.items() if key.startswith(FROM) and isinstance(value, str)]
    versions = {start: str(fields["rule"])}
    for first, rule in sorted(changed):
        versions[max(first, start)] = rule
    return sorted(versions.items())


def list_limits(rows: list[Row]) -> dict[str, list[tuple[str, bool]]]:
    """Give, of the tags that are or were limits, from which day on they are one, and from which on they are none."""
    found: dict[str, list[tuple[str, bool]]] = {}
    for tag, start, rule, _ in rows:
        found.setdefault(tag, []).append((start, LIMITED in rule))
    return {tag: turns for tag, turns in found.items() if any(limited for _, limited in turns)}


def list_excuses(db: Db, alias: dict[str, str]) -> list[tuple[str, ...]]:
    """List the excuses: (id, tag, or "" for every habit, kind, first and last day, reason, the day it was said on)."""
    rows = []
    for excuse_id, fields in sorted(fold_kind(db, "excuse").items()):
        if fields.keys() >= EXCUSED and not fields.get("gone"):
            name = str(fields["name"])
            texts = (str(fields.get(key) or "") for key in ("kind", "first", "last", "because", "said"))
            rows.append((excuse_id, alias.get(name, name), *texts))
    return rows
