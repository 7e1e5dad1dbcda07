"""The rows of an entry, and the day aggregates that follow from them."""

from collections.abc import Iterable

from tinywins.domain.days import MAX_DAY, monday_of, read_day, write_day
from tinywins.domain.entries import Entry, Tags
from tinywins.domain.ids import LONGEST, SHORTEST, short_code
from tinywins.storage.connect import Db
from tinywins.storage.journal import list_devices

FEW = 40  # fields that one call of an SQL function can take

TAG_DAYS = """
INSERT INTO tag_day
SELECT :tag, day, count(DISTINCT CASE WHEN amount IS NULL OR amount > 0 THEN entry END),
  sum(CASE WHEN amount IS NULL THEN :each ELSE amount END)
FROM entry_tag WHERE name IN (SELECT :tag UNION ALL SELECT name FROM alias WHERE tag = :tag)
"""
LEVEL_DAYS = """
INSERT INTO tag_day
SELECT :tag, day, count(DISTINCT CASE WHEN amount IS NULL OR amount > 0 THEN entry END), coalesce({level}, 0)
FROM entry_tag AS outside WHERE name IN (SELECT :tag UNION ALL SELECT name FROM alias WHERE tag = :tag)
"""
LEVELS = {
    "max": "max(amount)",
    "mean": "CAST(round(avg(amount)) AS INTEGER)",
    "last": """(SELECT amount FROM entry_tag AS inside JOIN entry ON id = entry
      WHERE inside.day = outside.day AND amount IS NOT NULL
      AND inside.name IN (SELECT :tag UNION ALL SELECT name FROM alias WHERE tag = :tag)
      ORDER BY coalesce(at, logged) DESC, id DESC, place DESC LIMIT 1)""",
}


def find_tag(db: Db, name: str) -> str:
    """Give the tag that a folded name means."""
    row = db.execute("SELECT tag FROM alias WHERE name = ?", (name,)).fetchone()
    return str(row[0]) if row else name


def read_tag(db: Db, tag: str) -> tuple[str, str]:
    """Give a tag's unit ("" for none) and how it reads: sum, last, mean or max."""
    return db.execute("SELECT unit, reads FROM tag WHERE tag = ?", (tag,)).fetchone() or ("", "sum")


def is_uncounted(db: Db, tag: str, day: str) -> bool:
    """Say whether a tag makes no win on a day (ISO text): it is a measurement, or a limit on that day."""
    row = db.execute(
        """SELECT (SELECT reads <> 'sum' FROM tag WHERE tag = :tag) IS TRUE OR coalesce(
             (SELECT limited FROM schedule WHERE tag = :tag AND begins <= :day ORDER BY begins DESC LIMIT 1),
             (SELECT limited FROM schedule WHERE tag = :tag AND begins IS NOT NULL ORDER BY begins LIMIT 1), 0)""",
        {"tag": tag, "day": day},
    ).fetchone()
    return bool(row[0])


def is_short_taken(db: Db, short: str) -> bool:
    """Say whether an entry or another thing, living or gone, has this short code."""
    return (
        db.execute(
            """SELECT 1 FROM entry WHERE short = :short UNION ALL SELECT 1 FROM entry_gone WHERE short = :short
               UNION ALL SELECT 1 FROM code WHERE short = :short""",
            {"short": short},
        ).fetchone()
        is not None
    )


def find_free_code(db: Db, thing_id: str) -> str:
    """Give the shortest code of a new thing that nothing else has or had."""
    length = SHORTEST
    while length < LONGEST and is_short_taken(db, short_code(thing_id, length)):
        length += 1
    return short_code(thing_id, length)


def entry_fields(db: Db, entry: Entry) -> str:
    """Write an entry's birth as a change's fields: a JSON object, made by SQLite so that nothing else is loaded."""
    values: list[object] = [entry.short, entry.text, write_day(entry.day), entry.at, entry.at_offset, *entry.logged]
    fields = ["'short',?", "'text',?", "'when',json_array(?,?,?)", "'logged',json_array(?,?,?)"]
    if entry.note:
        fields.append("'note',?")
        values.append(entry.note)
    for name, amount in entry.tags:
        fields.append("?,json(?)")
        values += (name if name[0] == "@" else f"+{name}", "true" if amount is None else str(amount))
    if entry.work:
        from json import dumps

        for key, value in entry.work.items():
            fields.append("?,json(?)")
            values += (key, dumps(value, ensure_ascii=False))
    sql = f"json_object({','.join(fields[:FEW])})"
    for place in range(FEW, len(fields), FEW):
        sql = f"json_patch({sql},json_object({','.join(fields[place : place + FEW])}))"
    return str(db.execute(f"SELECT {sql}", values).fetchone()[0])


def insert_entry(db: Db, entry: Entry, device: str, n: int) -> None:
    """Write an entry's rows; the aggregates of its days are refreshed apart."""
    day = write_day(entry.day)
    row = (entry.id, entry.short, entry.text, day, entry.at, entry.at_offset, entry.note, int(entry.star))
    db.execute(
        "INSERT INTO entry VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        (*row, *entry.logged, device, n, int(entry.win)),
    )
    for place, (name, amount) in enumerate(entry.tags):
        db.execute("INSERT INTO entry_tag VALUES (?,?,?,?,?)", (entry.id, name, place, amount, day))
    if entry.work:
        from tinywins.storage.work_rows import insert_work

        insert_work(db, entry.id, day, entry.work)


def refresh_tag_days(db: Db, tag: str, day: str | None = None) -> None:
    """Count a tag again, on one day (ISO text) or on all."""
    unit, reads = read_tag(db, tag)
    only = " AND day = :day" if day else ""
    db.execute(f"DELETE FROM tag_day WHERE tag = :tag{only}", {"tag": tag, "day": day})
    sql = TAG_DAYS if reads == "sum" else LEVEL_DAYS.format(level=LEVELS[reads])
    db.execute(f"{sql}{only} GROUP BY day", {"tag": tag, "day": day, "each": 0 if unit else 1000})


def refresh_wins(db: Db, days: Iterable[str]) -> None:
    """Count the wins of days (ISO text) again, and then those of the weeks that hold them."""
    mondays = set()
    for day in days:
        refresh_win_day(db, day)
        mondays.add(monday_of(read_day(day)))
    for monday in mondays:
        refresh_win_week(db, monday)


def refresh_win_day(db: Db, day: str) -> None:
    """Count the wins of one day again."""
    wins = db.execute("SELECT count(*) FROM entry WHERE day = ? AND win = 1", (day,)).fetchone()[0]
    if wins:
        db.execute("INSERT OR REPLACE INTO win_day VALUES (?, ?)", (day, wins))
    else:
        db.execute("DELETE FROM win_day WHERE day = ?", (day,))


def refresh_win_week(db: Db, monday: int) -> None:
    """Add up the days of one week again; one statement for a week with wins, as `log` has no time for two."""
    first, last = write_day(monday), write_day(min(monday + 6, MAX_DAY))
    wins = db.execute(
        """INSERT OR REPLACE INTO win_week SELECT ?, coalesce(sum(n), 0) FROM win_day WHERE day BETWEEN ? AND ?
           RETURNING n""",
        (first, first, last),
    ).fetchall()[0][0]
    if not wins:
        db.execute("DELETE FROM win_week WHERE monday = ?", (first,))


ENTRY_COLUMNS = "id, short, text, day, at, at_offset, note, star, logged, logged_offset, zone, win"


def read_entry(db: Db, entry_id: str) -> Entry | None:
    """Read one living entry with its tags, or None."""
    row = db.execute(f"SELECT {ENTRY_COLUMNS} FROM entry WHERE id = ?", (entry_id,)).fetchone()
    return make_entry(row, read_tags(db, entry_id)) if row else None


def read_tags(db: Db, entry_id: str) -> Tags:
    """Read an entry's names and amounts, in their order."""
    return db.execute("SELECT name, amount FROM entry_tag WHERE entry = ? ORDER BY place", (entry_id,)).fetchall()


def make_entry(row: tuple[str, str, str, str, int, int, str, int, int, int, str, int], tags: Tags) -> Entry:
    """Make an entry from its columns, in the order of ENTRY_COLUMNS."""
    entry_id, short, text, day, at, offset, note, star, logged, logged_offset, zone, win = row
    written = (logged, logged_offset, zone)
    return Entry(entry_id, short, text, read_day(day), at, offset, written, tags, note, bool(star), bool(win))


def find_last(db: Db, back: int = 0) -> str | None:
    """Give the id of the newest living entry made here, or of the one `back` before it."""
    for device in list_devices(db):
        rows = db.execute(
            """SELECT thing_id FROM change WHERE device = ? AND thing = 'entry' AND EXISTS (
                 SELECT 1 FROM entry WHERE id = thing_id AND entry.device = change.device AND entry.n = change.n)
               ORDER BY n DESC LIMIT ?""",
            (device, back + 1),
        ).fetchall()
        if len(rows) > back:
            return str(rows[back][0])
        back -= len(rows)
    return None
