"""Rows for export, streamed: SQLite makes the columns, so that a million entries need neither time nor memory."""

from collections.abc import Iterator

from tinywins.storage.connect import Db
from tinywins.storage.queries import Filter, fold_text, write_condition

OLDEST = "ORDER BY entry.day, coalesce(at, logged), id"
DECIMALS = "CASE {0} % 1000 WHEN 0 THEN '' ELSE '.' || rtrim(printf('%03d', {0} % 1000), '0') END"
AMOUNT = "(({0} / 1000) || " + DECIMALS + ")"
NUMBER = "CASE {0} % 1000 WHEN 0 THEN {0} / 1000 ELSE {0} / 1000.0 END"

WORK = {  # the columns of what hangs on an entry, and where each is kept
    "step": "step",
    "feedback": "feedback",
    "thanks": "thanks",
    "moment": "kind",
    "situation": "situation",
    "choice": "choice",
    "expect": "expect",
    "follow": "follow",
    "turned": "turned",
    "outcome": "outcome",
    "settled": "settled",
}
ENTRIES = "entry LEFT JOIN entry_work ON entry_work.entry = entry.id LEFT JOIN moment ON moment.entry = entry.id"
OWN = ("id", "short", "day", "at", "text", "tags", "note", "star", "win", "logged", "zone")
ENTRY_COLUMNS = (*OWN, *WORK)
AMOUNT_COLUMNS = ("entry", "short", "day", "at", "tag", "amount", "unit", "text")


def write_instant(ms: str, offset: str) -> str:
    """Write SQL that makes ISO text with milliseconds and offset of an instant; NULL stays NULL."""
    rest = f"(({ms} % 1000 + 1000) % 1000)"
    return (
        f"strftime('%Y-%m-%dT%H:%M:%S', ({ms} - {rest}) / 1000 + {offset} * 60, 'unixepoch')"
        f" || printf('.%03d', {rest})"
        f" || printf('%s%02d:%02d', iif({offset} < 0, '-', '+'), abs({offset}) / 60, abs({offset}) % 60)"
    )


def write_guard(text: str) -> str:
    """Write SQL that guards a text cell as `formats.tables.guard_cell` does."""
    return f"CASE WHEN unicode({text}) IN (0, 9, 10, 13, 39, 43, 45, 61, 64) THEN '''' || {text} ELSE {text} END"


def export_entries(db: Db, wanted: Filter) -> Iterator[tuple[object, ...]]:
    """Give the entries that are wanted, oldest first, as guarded rows of ENTRY_COLUMNS and an empty cell.

    Of the tags only the first can need a guard: where it is a person's.
    """
    db.create_function("fold_text", 1, fold_text, deterministic=True)
    condition, values = write_condition(wanted, "entry.")
    guard = "iif(place = 0 AND substr(name, 1, 1) = '@', '''', '')"
    each = f"{guard} || name || iif(amount IS NULL, '', '=' || {AMOUNT.format('amount')}) AS tag"
    tags = f"(SELECT group_concat(tag, ' ') FROM (SELECT {each} FROM entry_tag WHERE entry = id ORDER BY place))"
    return db.execute(
        f"""SELECT id, short, entry.day, {write_instant("at", "at_offset")}, {write_guard("text")},
              coalesce({tags}, ''), {write_guard("note")}, star, win, {write_instant("logged", "logged_offset")},
              {write_guard("zone")}, {", ".join(map(write_guard, WORK.values()))}, ''
            FROM {ENTRIES} WHERE {condition} {OLDEST}""",
        values,
    )


def export_entries_json(db: Db, wanted: Filter) -> Iterator[tuple[str]]:
    """Give the entries that are wanted, oldest first, as JSON objects; what hangs on one joins where there is any."""
    db.create_function("fold_text", 1, fold_text, deterministic=True)
    condition, values = write_condition(wanted, "entry.")
    tags = f"""(SELECT json_group_object(name, {NUMBER.format("amount")})
      FROM (SELECT name, amount FROM entry_tag WHERE entry = id ORDER BY place))"""
    whole = f"""json_object('id', id, 'short', short, 'day', entry.day, 'at', {write_instant("at", "at_offset")},
      'text', text, 'tags', json({tags}), 'note', note, 'star', json(iif(star, 'true', 'false')),
      'win', json(iif(win, 'true', 'false')), 'logged', {write_instant("logged", "logged_offset")}, 'zone', zone)"""
    work = ", ".join(f"'{name}', nullif({column}, '')" for name, column in WORK.items())
    return db.execute(
        f"""SELECT iif(coalesce(entry_work.entry, moment.entry) IS NULL, {whole},
              json_patch({whole}, json_object({work})))
            FROM {ENTRIES} WHERE {condition} {OLDEST}""",
        values,
    )


def export_amounts(db: Db, wanted: Filter, *, guarded: bool) -> Iterator[tuple[object, ...]]:
    """Give a row for each wanted entry and tag, oldest first: AMOUNT_COLUMNS, and when guarded an empty cell."""
    db.create_function("fold_text", 1, fold_text, deterministic=True)
    condition, values = write_condition(wanted, "entry.")
    tag = "coalesce((SELECT tag FROM alias WHERE alias.name = entry_tag.name), entry_tag.name)"
    unit = f"coalesce((SELECT unit FROM tag WHERE tag.tag = {tag}), '')"
    text = [write_guard("text"), write_guard("shown")] if guarded else ["text", "shown"]
    amount = AMOUNT.format("amount") if guarded else NUMBER.format("amount")
    only = f"WHERE shown IN ({', '.join('?' * len(wanted.tags))})" if wanted.tags else ""
    return db.execute(
        f"""SELECT id, short, day, {write_instant("at", "at_offset")}, {text[1]}, {amount}, unit, {text[0]}
              {", ''" if guarded else ""}
            FROM (SELECT entry.*, {tag} AS shown, amount, place, {unit} AS unit
                  FROM entry JOIN entry_tag ON entry = id WHERE {condition})
            {only} ORDER BY day, coalesce(at, logged), id, place""",
        (*values, *wanted.tags),
    )
