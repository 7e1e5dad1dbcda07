"""Moments and thanks as rows: they hang on entries, and are read with them."""

from tinywins.domain.entries import Entry
from tinywins.domain.moments import Moment
from tinywins.storage.connect import Db
from tinywins.storage.entry_rows import ENTRY_COLUMNS, make_entry, read_tags
from tinywins.storage.work_rows import MOMENT_COLUMNS

OF_ENTRY = ", ".join(f"entry.{column}" for column in ENTRY_COLUMNS.split(", "))
OF_MOMENT = ", ".join(f"moment.{column}" for column in MOMENT_COLUMNS.split(", "))
WIDTH = len(MOMENT_COLUMNS.split(", "))
NEWEST = "ORDER BY entry.day DESC, coalesce(entry.at, entry.logged) DESC, entry.id DESC"
Pair = tuple[Moment, Entry]


def select_moments(db: Db, condition: str, values: tuple[object, ...], order: str, most: int) -> list[Pair]:
    """Read the moments of a condition with their entries, in an order, at most so many (-1 for all)."""
    sql = f"""SELECT {OF_MOMENT}, {OF_ENTRY} FROM moment JOIN entry ON entry.id = moment.entry
              WHERE {condition} {order} LIMIT ?"""
    rows = db.execute(sql, (*values, most)).fetchall()
    return [(Moment(*row[:WIDTH]), make_entry(row[WIDTH:], read_tags(db, row[0]))) for row in rows]


def read_moments(db: Db, *, kind: str = "", is_open: bool = False, since: str = "", most: int = -1) -> list[Pair]:
    """Read moments, newest first: of a kind, open ones alone, from a day on (ISO text), at most so many."""
    condition = "(:kind = '' OR kind = :kind) AND (NOT :open OR turned = '') AND moment.day >= :since"
    positional = condition.replace(":kind", "?").replace(":open", "?").replace(":since", "?")
    return select_moments(db, positional, (kind, kind, is_open, since), NEWEST, most)


def read_moments_between(db: Db, first: str, last: str) -> list[Pair]:
    """Read the moments from one day to another (ISO text), newest first."""
    return select_moments(db, "moment.day BETWEEN ? AND ?", (first, last), NEWEST, -1)


def read_moments_of(db: Db, first: str, last: str) -> list[Pair]:
    """Read the moments that were decided or settled from one day to another (ISO text), oldest first."""
    condition = "(moment.day BETWEEN ? AND ? OR settled BETWEEN ? AND ?)"
    order = "ORDER BY entry.day, coalesce(entry.at, entry.logged), entry.id"
    return select_moments(db, condition, (first, last, first, last), order, -1)


def read_settled_moments(db: Db, since: str, most: int) -> list[Pair]:
    """Read the moments from a day on that said what they expected and have turned, the last settled first."""
    condition = "turned <> '' AND expect <> '' AND moment.day >= ?"
    return select_moments(db, condition, (since,), "ORDER BY settled DESC, moment.entry DESC", most)


def read_moments_to_follow(db: Db, day: str) -> list[Pair]:
    """Read the open moments that are to be come back to on a day or before (ISO text), the oldest such day first."""
    condition = "turned = '' AND follow <> '' AND follow <= ?"
    return select_moments(db, condition, (day,), "ORDER BY follow, moment.day, moment.entry", -1)


def count_moments(db: Db, since: str) -> list[tuple[str, str, str, int]]:
    """Count the moments from a day on (ISO text): (kind, choice, how it turned, how many)."""
    sql = "SELECT kind, choice, turned, count(*) FROM moment WHERE day >= ? GROUP BY kind, choice, turned ORDER BY 1, 2"
    return db.execute(sql, (since,)).fetchall()


def list_kinds(db: Db) -> list[tuple[str, int]]:
    """List the kinds of moments there are, with how many, the most used first."""
    return db.execute("SELECT kind, count(*) AS n FROM moment GROUP BY kind ORDER BY n DESC, kind").fetchall()


def list_choices(db: Db) -> list[tuple[str, int]]:
    """List the choices that were made, with how often, the most used first."""
    sql = "SELECT choice, count(*) AS n FROM moment WHERE choice <> '' GROUP BY choice ORDER BY n DESC, choice"
    return db.execute(sql).fetchall()


def read_thanks(db: Db, first: str, last: str, most: int = -1) -> list[tuple[str, Entry]]:
    """Read who was thanked from one day to another (ISO text), with the entries, newest first, at most so many."""
    sql = f"""SELECT thanks, {OF_ENTRY} FROM entry_work JOIN entry ON entry.id = entry_work.entry
              WHERE thanks <> '' AND entry_work.day BETWEEN ? AND ? {NEWEST} LIMIT ?"""
    rows = db.execute(sql, (first, last, most)).fetchall()
    return [(row[0], make_entry(row[1:], read_tags(db, row[1]))) for row in rows]


def list_thanked(db: Db, first: str, last: str) -> list[str]:
    """List who was thanked from one day to another (ISO text), each as often as they were."""
    sql = "SELECT thanks FROM entry_work WHERE thanks <> '' AND day BETWEEN ? AND ?"
    return [row[0] for row in db.execute(sql, (first, last))]
