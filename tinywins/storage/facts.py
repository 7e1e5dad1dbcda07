"""Small facts that services ask for: counts of tags and days, schedules, settings, and what was said lately."""

from collections.abc import Iterator

from tinywins.storage.connect import Db


def read_settings(db: Db) -> list[tuple[str, str]]:
    """Read the settings kept in the journal, as (key, value)."""
    return db.execute("SELECT key, value FROM setting").fetchall()


def read_versions(db: Db, tag: str) -> list[tuple[str, str]]:
    """Read the versions of a habit's schedule, oldest first: (first day as ISO text, rule); none for no habit."""
    return db.execute("SELECT start, rule FROM schedule WHERE tag = ? ORDER BY start", (tag,)).fetchall()


def is_habit(db: Db, tag: str) -> bool:
    """Say whether a tag is a habit."""
    return db.execute("SELECT 1 FROM habit WHERE tag = ?", (tag,)).fetchone() is not None


def read_schedule_id(db: Db, tag: str) -> tuple[str, str] | None:
    """Read the id of the schedule in force for a tag, and the name that it stands under; None for no habit."""
    row = db.execute("SELECT id, name FROM habit WHERE tag = ?", (tag,)).fetchone()
    return (row[0], row[1]) if row else None


def list_habit_tags(db: Db) -> list[str]:
    """List the tags that are habits: in the order that was set, then in the order in which they were added."""
    return [row[0] for row in db.execute("SELECT tag FROM habit ORDER BY place IS NULL, place, id")]


def read_habit(db: Db, tag: str) -> tuple[str, str, bool, str]:
    """Read a habit's cue and reward, whether it is quiet, and the day from which it is archived; "" for none."""
    row = db.execute("SELECT cue, reward, quiet, archived FROM habit WHERE tag = ?", (tag,)).fetchone()
    return (row[0], row[1], bool(row[2]), row[3]) if row else ("", "", False, "")


def list_places(db: Db) -> list[tuple[str, int]]:
    """List the habits that were given a place in the order."""
    return db.execute("SELECT tag, place FROM habit WHERE place IS NOT NULL").fetchall()


def count_bare(db: Db, tag: str) -> int:
    """Count the mentions of a tag that have no amount."""
    names = "SELECT ? UNION ALL SELECT name FROM alias WHERE tag = ?"
    sql = f"SELECT count(*) FROM entry_tag WHERE name IN ({names}) AND amount IS NULL"
    return int(db.execute(sql, (tag, tag)).fetchone()[0])


def read_excuses(db: Db, tag: str) -> list[tuple[str, str, str, str, str, str, str]]:
    """Read a habit's excuses: (tag, or "" for every habit, first, last, kind, reason, day it was said on, id)."""
    sql = "SELECT tag, first, last, kind, because, said, id FROM excuse WHERE tag IN (?, '') ORDER BY first, id"
    return db.execute(sql, (tag,)).fetchall()


def read_history(db: Db, tag: str) -> tuple[list[str], int, int]:
    """Read all of a tag: its days (ISO text, in no order), entries and thousandths. One long row is the quickest."""
    sql = "SELECT group_concat(iif(n > 0, day, NULL), ' '), sum(n), sum(amount) FROM tag_day WHERE tag = ?"
    days, n, amount = db.execute(sql, (tag,)).fetchone()
    return (days or "").split(), n or 0, amount or 0


def read_tag_days(db: Db, tag: str) -> list[tuple[str, int, int]]:
    """Read all days of a tag: (day, entries, thousandths)."""
    return db.execute("SELECT day, n, amount FROM tag_day WHERE tag = ?", (tag,)).fetchall()


def read_zero_days(db: Db, tag: str) -> list[str]:
    """Read the days on which an entry of a tag says an amount of 0, whatever else was logged on them."""
    names = "SELECT ? UNION ALL SELECT name FROM alias WHERE tag = ?"
    sql = f"SELECT DISTINCT day FROM entry_tag WHERE name IN ({names}) AND amount = 0"
    return [row[0] for row in db.execute(sql, (tag, tag))]


def read_tag_day(db: Db, tag: str, day: str) -> tuple[int, int]:
    """Read a tag's entries and thousandths on one day."""
    return db.execute("SELECT n, amount FROM tag_day WHERE tag = ? AND day = ?", (tag, day)).fetchone() or (0, 0)


def read_tag_total(db: Db, tag: str) -> tuple[int, int, str, str]:
    """Read a tag's entries and thousandths in all, with its first and last day ("" for none)."""
    row: tuple[int, int, str, str] = db.execute(
        "SELECT coalesce(sum(n), 0), coalesce(sum(amount), 0), coalesce(min(day), ''), coalesce(max(day), '') "
        "FROM tag_day WHERE tag = ?",
        (tag,),
    ).fetchone()
    return row


def read_jumps(db: Db, far: int) -> list[tuple[int, int, int, int]]:
    """Read where the offset grew by `far` minutes from one entry to the next: (ms, offset) before and after.

    It steps through an index from one change of offset to the next, so that it costs what was travelled, not logged.
    """
    ends = "SELECT (SELECT min(logged_offset) FROM entry), (SELECT max(logged_offset) FROM entry)"
    least, most = db.execute(ends).fetchone()
    if least is None or most - least < far:
        return []
    offsets = [int(row[0]) for row in walk_first(db, "entry", "logged_offset")]
    following = "SELECT logged, logged_offset FROM entry WHERE logged_offset = ? AND logged > ? ORDER BY logged LIMIT 1"
    preceding = "SELECT max(logged) FROM entry WHERE logged_offset = ? AND logged < ?"
    jumps: list[tuple[int, int, int, int]] = []
    here, since = least, -(1 << 62)
    while True:
        arrivals: list[tuple[int, int]] = []
        for offset in offsets:
            if offset != here:
                arrivals += db.execute(following, (offset, since)).fetchall()
        if not arrivals:
            return jumps
        ms, offset = min(arrivals)
        before = db.execute(preceding, (here, ms)).fetchone()[0]
        if before is not None and offset - here >= far:
            jumps.append((before, here, ms, offset))
        here, since = offset, ms


def is_tagged(db: Db, tag: str, day: str) -> bool:
    """Say whether an entry of a day counts under a tag."""
    names = "SELECT ? UNION ALL SELECT name FROM alias WHERE tag = ?"
    sql = f"SELECT 1 FROM entry_tag WHERE name IN ({names}) AND day = ? AND (amount IS NULL OR amount > 0)"
    return db.execute(sql, (tag, tag, day)).fetchone() is not None


def read_first_day(db: Db, tag: str) -> str | None:
    """Read the first day on which a tag was counted."""
    row: tuple[str | None] = db.execute("SELECT min(day) FROM tag_day WHERE tag = ? AND n > 0", (tag,)).fetchone()
    return row[0]


def has_days(db: Db, tag: str) -> bool:
    """Say whether anything was ever logged under a tag."""
    return db.execute("SELECT 1 FROM tag_day WHERE tag = ? LIMIT 1", (tag,)).fetchone() is not None


def read_days_since(db: Db, tag: str, day: str) -> list[tuple[str, int]]:
    """Read the first two days of a tag from a day on: (day, entries)."""
    return db.execute("SELECT day, n FROM tag_day WHERE tag = ? AND day >= ? LIMIT 2", (tag, day)).fetchall()


def count_wins(db: Db, day: str) -> int:
    """Count the wins of a day."""
    row = db.execute("SELECT n FROM win_day WHERE day = ?", (day,)).fetchone()
    return int(row[0]) if row else 0


def count_all_wins(db: Db) -> int:
    """Count all wins."""
    return int(db.execute("SELECT coalesce(sum(n), 0) FROM win_day").fetchone()[0])


def read_largest_weeks(db: Db, most: int) -> list[tuple[str, int]]:
    """Read the weeks with the most wins, the largest first: (Monday as ISO text, wins)."""
    return db.execute("SELECT monday, n FROM win_week ORDER BY n DESC LIMIT ?", (most,)).fetchall()


def has_entries(db: Db) -> bool:
    """Say whether there is any entry."""
    return db.execute("SELECT 1 FROM entry LIMIT 1").fetchone() is not None


def has_entry(db: Db, entry_id: str) -> bool:
    """Say whether an entry is there."""
    return db.execute("SELECT 1 FROM entry WHERE id = ?", (entry_id,)).fetchone() is not None


def read_day_texts(db: Db, day: str) -> list[tuple[str, str]]:
    """Read the ids and texts of a day's entries."""
    return db.execute("SELECT id, text FROM entry WHERE day = ?", (day,)).fetchall()


def read_logged(db: Db, entry_id: str) -> int:
    """Read when an entry was written down, in UTC milliseconds."""
    return int(db.execute("SELECT logged FROM entry WHERE id = ?", (entry_id,)).fetchone()[0])


def explain_once(db: Db, what: str) -> bool:
    """Remember that something was explained; True the first time only."""
    return db.execute("INSERT OR IGNORE INTO meta VALUES (?, '1')", (f"explained_{what}",)).rowcount > 0


def list_treats(db: Db) -> list[tuple[str, str, int, int]]:
    """List the treats: (tag, treat, after every so many entries, entries there were when it was set)."""
    return db.execute("SELECT tag, treat, every, base FROM treat").fetchall()


def take_treat(db: Db, tag: str, base: int, number: int) -> bool:
    """Remember that the n-th treat since `base` entries of a tag was announced; True the first time only."""
    key = f"treat_{base}_{tag}"
    row = db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    if row and int(row[0]) >= number:
        return False
    db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, str(number)))
    return True


def read_said(db: Db, most: int) -> set[str]:
    """Read the special sentences of the last logs."""
    return {row[0] for row in db.execute("SELECT what FROM said ORDER BY n DESC LIMIT ?", (most,))}


def write_said(db: Db, n: int, what: str, most: int) -> None:
    """Remember what was said after change `n`, and forget all but the last."""
    db.execute("INSERT OR REPLACE INTO said VALUES (?, ?)", (n, what))
    db.execute("DELETE FROM said WHERE n <= (SELECT n FROM said ORDER BY n DESC LIMIT 1 OFFSET ?)", (most,))


def list_tags(db: Db) -> list[str]:
    """List the tags and persons that something living mentions, sorted."""
    names = {row[0] for row in walk_first(db, "tag_day", "tag")}
    names |= {
        row[0] for row in db.execute("SELECT tag FROM tag UNION SELECT tag FROM habit UNION SELECT tag FROM alias")
    }
    return sorted(names)


def walk_first(db: Db, table: str, column: str) -> Iterator[tuple[str]]:
    """Give the distinct values of an index's first column, by one jump each."""
    return db.execute(
        f"""WITH RECURSIVE walk (value) AS (
              SELECT min({column}) FROM {table}
              UNION ALL
              SELECT (SELECT min({column}) FROM {table} WHERE {column} > value) FROM walk WHERE value IS NOT NULL)
            SELECT value FROM walk WHERE value IS NOT NULL"""
    )


def list_aliases(db: Db, tag: str) -> list[str]:
    """List the other names of a tag."""
    return [row[0] for row in db.execute("SELECT name FROM alias WHERE tag = ? ORDER BY name", (tag,))]


def count_changes(db: Db) -> int:
    """Count the changes in the journal."""
    return int(db.execute("SELECT count(*) FROM change").fetchone()[0])
