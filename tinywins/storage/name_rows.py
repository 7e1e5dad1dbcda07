"""Names, schedules and settings: small tables that are folded whole whenever one of them changes."""

from tinywins.storage.connect import Db
from tinywins.storage.fold import Fields, fold_kind

ATTRIBUTES = ("unit", "reads", "cue")
BIRTH = {"name", "start", "rule"}  # a schedule without all of them is not born yet


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
    names = {str(fields["name"]): fields for fields in fold_kind(db, "name").values() if "name" in fields}
    alias = resolve_names({name: str(fields["means"]) for name, fields in names.items() if fields.get("means")})
    tags = merge_attributes(names, alias)
    for table in ("alias", "tag", "schedule", "setting"):
        db.execute(f"DELETE FROM {table}")
    db.executemany("INSERT INTO alias VALUES (?, ?)", sorted(alias.items()))
    db.executemany("INSERT INTO tag VALUES (?, ?, ?, ?)", [(tag, *values) for tag, values in sorted(tags.items())])
    db.executemany("INSERT INTO schedule VALUES (?, ?, ?, ?)", list_schedules(db, alias))
    for fields in fold_kind(db, "setting").values():
        db.executemany("INSERT INTO setting VALUES (?, ?)", sorted((key, str(value)) for key, value in fields.items()))
    moved = {name for name in alias.keys() | old_alias.keys() if alias.get(name) != old_alias.get(name)}
    recount = moved | {alias[name] for name in moved if name in alias}
    recount |= {old_alias[name] for name in moved if name in old_alias}
    judged = set(moved)
    for tag in tags.keys() | old_tags.keys():
        before, after = old_tags.get(tag, ("", "sum")), tags.get(tag, ("", "sum", ""))[:2]
        if before != after:
            recount.add(tag)
        if before[1] != after[1]:
            judged |= {tag} | {name for name, target in alias.items() if target == tag}
    return recount, judged


def merge_attributes(names: dict[str, Fields], alias: dict[str, str]) -> dict[str, tuple[str, str, str]]:
    """Give each tag's unit, reading and cue: its own win, else those of the smallest name that means it."""
    merged: dict[str, dict[str, str]] = {}
    for name in sorted(names, key=lambda name: (name in alias, name)):
        own = merged.setdefault(alias.get(name, name), {})
        for attribute in ATTRIBUTES:
            value = names[name].get(attribute)
            if value is not None:
                own.setdefault(attribute, str(value))
    return {
        tag: (values.get("unit", ""), values.get("reads", "sum"), values.get("cue", ""))
        for tag, values in merged.items()
        if any(values.values())
    }


def list_schedules(db: Db, alias: dict[str, str]) -> list[tuple[str, str, str, str]]:
    """List the schedules in force: a tag's own win, else those of the smallest name that means it; others sleep."""
    by_name: dict[str, list[tuple[str, str, str]]] = {}
    for schedule_id, fields in fold_kind(db, "schedule").items():
        if fields.keys() >= BIRTH and not fields.get("gone"):
            row = (schedule_id, str(fields["start"]), str(fields["rule"]))
            by_name.setdefault(str(fields["name"]), []).append(row)
    taken: set[str] = set()
    rows = []
    for name in sorted(by_name, key=lambda name: (name in alias, name)):
        tag = alias.get(name, name)
        if tag not in taken:
            taken.add(tag)
            rows += [(schedule_id, tag, start, rule) for schedule_id, start, rule in by_name[name]]
    return sorted(rows)
