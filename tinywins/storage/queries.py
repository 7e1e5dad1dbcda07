"""Questions to the projection: entries by words, tags and days."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from tinywins.domain.entries import Entry
from tinywins.storage.connect import Db
from tinywins.storage.entry_rows import ENTRY_COLUMNS, make_entry, read_tags

NEWEST = "ORDER BY day DESC, coalesce(at, logged) DESC, id DESC"
# ASCII text needs no folding, because LIKE minds no ASCII case: a call into Python for each row would cost most.
FOLDED = "iif(length({0}) = length(CAST({0} AS BLOB)), {0}, fold_text({0}))"


@dataclass(frozen=True, slots=True)
class Filter:
    """Which entries are wanted: with all words, all tags (folded, resolved), from and until days as ISO text.

    Of each group of tags in `any_of` one is enough.
    """

    words: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    starred: bool = False
    wins: bool = False
    any_of: tuple[tuple[str, ...], ...] = ()


def fold_text(text: str | None) -> str:
    """Fold a text for searching: NFC and casefold."""
    return unicodedata.normalize("NFC", text or "").casefold()


def write_condition(wanted: Filter, prefix: str = "") -> tuple[str, list[str]]:
    """Write a filter as SQL over `entry`, with its values; `prefix` goes before each of its columns."""
    parts, values = ["1"], []
    text, note = FOLDED.format(f"{prefix}text"), FOLDED.format(f"{prefix}note")
    for word in wanted.words:
        plain = fold_text(word).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        pattern = f"%{plain}%"
        parts.append(f"({text} LIKE ? ESCAPE '\\' OR {note} LIKE ? ESCAPE '\\')")
        values += [pattern, pattern]
    ends = [(f"day {sign} ?", day) for sign, day in ((">=", wanted.since), ("<=", wanted.until)) if day]
    within = "".join(f" AND {end}" for end, _ in ends)  # so that of a common tag no more is read than is wanted
    for tags in (*((tag,) for tag in wanted.tags), *wanted.any_of):
        marks = ", ".join("(?)" for _ in tags)
        parts.append(
            f"{prefix}id IN (WITH wanted (tag) AS (VALUES {marks}) SELECT entry FROM entry_tag WHERE name IN"
            f" (SELECT tag FROM wanted UNION ALL SELECT name FROM alias WHERE tag IN wanted){within})"
        )
        values += [*tags, *(day for _, day in ends)]
    for end, day in ends:
        parts.append(f"{prefix}{end}")
        values.append(day)
    if wanted.starred:
        parts.append(f"{prefix}star = 1")
    if wanted.wins:
        parts.append(f"{prefix}win = 1")
    return " AND ".join(parts), values


def find_entries(db: Db, wanted: Filter, most: int = -1) -> list[Entry]:
    """Give the entries that are wanted, newest first, at most so many (-1 for all)."""
    db.create_function("fold_text", 1, fold_text, deterministic=True)
    condition, values = write_condition(wanted)
    rows = db.execute(f"SELECT {ENTRY_COLUMNS} FROM entry WHERE {condition} {NEWEST} LIMIT ?", (*values, most))
    return [make_entry(row, read_tags(db, row[0])) for row in rows.fetchall()]


def read_day_entries(db: Db, day: str) -> list[Entry]:
    """Give the entries of one day (ISO text), oldest first."""
    rows = db.execute(f"SELECT {ENTRY_COLUMNS} FROM entry WHERE day = ? ORDER BY coalesce(at, logged), id", (day,))
    return [make_entry(row, read_tags(db, row[0])) for row in rows.fetchall()]


def find_memory(db: Db, days: tuple[str, ...]) -> Entry | None:
    """Give the win of some days (ISO text) to remember: of the earliest day, the one that says most.

    Starred ones come before others, then those of no habit, then those with a text.
    """
    row = db.execute(
        f"""SELECT {ENTRY_COLUMNS} FROM entry WHERE day IN ({", ".join("?" * len(days))}) AND win = 1
            ORDER BY day, star DESC,
              EXISTS (SELECT 1 FROM entry_tag JOIN habit ON habit.tag = entry_tag.name WHERE entry = entry.id),
              text = '', coalesce(at, logged), id LIMIT 1""",
        days,
    ).fetchone()
    return make_entry(row, read_tags(db, row[0])) if row else None


def find_by_short(db: Db, typed: str) -> Iterable[tuple[str, str, bool]]:
    """Give the entries (id, code, whether living) whose code the typed one begins with, or that begin with it."""
    starts = [typed[:length] for length in range(4, len(typed) + 1)]
    marks = ",".join("?" * len(starts))
    low, high = typed, typed + "~"
    return [
        (entry_id, short, bool(living))
        for entry_id, short, living in db.execute(
            f"""SELECT id, short, 1 FROM entry WHERE short IN ({marks}) OR short BETWEEN ? AND ?
                UNION SELECT id, short, 0 FROM entry_gone WHERE short IN ({marks}) OR short BETWEEN ? AND ?""",
            (*starts, low, high, *starts, low, high),
        )
    ]


# Both names and days lie in one index, so that no entry of another tag is looked at.
UNDER_TAG = "name IN (SELECT :tag UNION ALL SELECT name FROM alias WHERE tag = :tag)"


def read_tag_entries(db: Db, tag: str, day: str) -> list[Entry]:
    """Give the entries of one day (ISO text) that mention a tag, oldest first."""
    rows = db.execute(
        f"""SELECT {ENTRY_COLUMNS} FROM entry WHERE id IN (SELECT entry FROM entry_tag WHERE {UNDER_TAG} AND day = :day)
            ORDER BY coalesce(at, logged), id""",
        {"tag": tag, "day": day},
    )
    return [make_entry(row, read_tags(db, row[0])) for row in rows.fetchall()]


def read_noted(db: Db, tag: str, most: int) -> list[Entry]:
    """Give the newest entries that mention a tag and have a note, at most so many."""
    columns = ", ".join(f"entry.{column}" for column in ENTRY_COLUMNS.split(", "))
    rows = db.execute(
        f"""SELECT {columns} FROM entry_tag JOIN entry ON entry.id = entry_tag.entry
            WHERE {UNDER_TAG} AND note <> '' GROUP BY entry.id
            ORDER BY entry.day DESC, coalesce(at, logged) DESC, entry.id DESC LIMIT :most""",
        {"tag": tag, "most": most},
    )
    return [make_entry(row, read_tags(db, row[0])) for row in rows.fetchall()]
