"""Folding: a thing is the fold of its live changes, field by field, in the order (stamp, device, n)."""

import json

from tinywins.domain.days import read_day
from tinywins.domain.entries import Entry, Tags
from tinywins.storage.connect import Db

Fields = dict[str, object]


def write_fields(fields: Fields) -> str:
    """Write a change's fields as JSON text."""
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))


def read_fields(text: str) -> Fields:
    """Read a change's fields; anything but a JSON object is none."""
    fields = json.loads(text)
    return fields if isinstance(fields, dict) else {}


def fold_acts_off(db: Db) -> set[str]:
    """Give the acts that are switched off."""
    off: dict[str, bool] = {}
    for act, fields in db.execute(
        "SELECT thing_id, fields FROM change WHERE thing = 'act' AND thing <> 'entry' ORDER BY stamp, device, n"
    ):
        off[act] = bool(read_fields(fields).get("off"))
    return {act for act, is_off in off.items() if is_off}


def fold_act(db: Db, act: str) -> bool:
    """Say whether an act is switched off."""
    row = db.execute(
        "SELECT fields FROM change WHERE thing_id = ? AND thing = 'act' ORDER BY stamp DESC, device DESC, n DESC",
        (act,),
    ).fetchone()
    return bool(row and read_fields(row[0]).get("off"))


def fold_kind(db: Db, kind: str) -> dict[str, Fields]:
    """Fold all living things of a kind other than entries: {id: fields}."""
    things: dict[str, Fields] = {}
    for thing_id, fields in db.execute(
        """SELECT thing_id, fields FROM change WHERE thing = ? AND thing <> 'entry'
           AND NOT EXISTS (SELECT 1 FROM act_off WHERE act_off.act = change.act) ORDER BY stamp, device, n""",
        (kind,),
    ):
        things.setdefault(thing_id, {}).update(read_fields(fields))
    return things


def fold_changes(changes: list[tuple[str, int, str]]) -> tuple[Fields, str, int]:
    """Fold an entry's live changes (device, n, fields): the fields, and device and number of its birth."""
    folded: Fields = {}
    device, born = "", 0
    for changer, n, text in changes:
        fields = read_fields(text)
        if not born and "logged" in fields:
            device, born = changer, n
        folded.update(fields)
    return folded, device, born


def read_entry_fields(entry_id: str, fields: Fields) -> Entry | None:
    """Make an entry from folded fields, its `win` still open; None where it was not born or is gone."""
    when, logged = fields.get("when"), fields.get("logged")
    if not isinstance(when, list) or not isinstance(logged, list) or fields.get("gone"):
        return None
    day, at, offset = when
    return Entry(
        entry_id,
        str(fields["short"]),
        str(fields.get("text", "")),
        read_day(day),
        at,
        offset,
        (logged[0], logged[1], logged[2]),
        read_tag_fields(fields),
        str(fields.get("note") or ""),
        bool(fields.get("star")),
    )


def read_tag_fields(fields: Fields) -> Tags:
    """Read the tags and persons among an entry's fields: `+name` and `@name`, an amount or true."""
    tags: Tags = []
    for key, value in fields.items():
        if key[:1] in ("+", "@") and value is not None and value is not False:
            tags.append((key if key[0] == "@" else key[1:], value if type(value) is int else None))
    return tags
