"""Windows on the log: how many entries each day has, and which. A long list is read where somebody looks at it."""

from dataclasses import replace

from tinywins.storage.connect import Db
from tinywins.storage.queries import NEWEST, Filter, fold_text, write_condition

# By jumps from day to day, so that it takes as long as there are days, however many entries they have.
ALL_DAYS = """
WITH RECURSIVE walk (day) AS (
  SELECT max(day) FROM entry
  UNION ALL
  SELECT (SELECT max(day) FROM entry WHERE day < walk.day) FROM walk WHERE day IS NOT NULL)
SELECT day, coalesce((SELECT n FROM win_day WHERE win_day.day = walk.day), 0)
  + (SELECT count(*) FROM entry WHERE entry.day = walk.day AND win = 0)
FROM walk WHERE day IS NOT NULL
"""


def count_all_days(db: Db) -> list[tuple[str, int]]:
    """Give each day that has entries (ISO text) with their number, newest first."""
    return db.execute(ALL_DAYS).fetchall()


def count_days(db: Db, wanted: Filter, first: str, last: str) -> list[tuple[str, int]]:
    """Give each day from `first` to `last` that has wanted entries (ISO text) with their number, newest first."""
    condition, values = narrow(db, wanted, first, last)
    sql = f"SELECT day, count(*) FROM entry WHERE {condition} GROUP BY day ORDER BY day DESC"
    return db.execute(sql, values).fetchall()


def list_day(db: Db, wanted: Filter, day: str) -> list[str]:
    """Give the ids of the wanted entries of one day (ISO text), newest first."""
    condition, values = narrow(db, wanted, day, day)
    return [row[0] for row in db.execute(f"SELECT id FROM entry WHERE {condition} {NEWEST}", values)]


def narrow(db: Db, wanted: Filter, first: str, last: str) -> tuple[str, list[str]]:
    """Write a filter as a condition, narrowed to the days from `first` to `last`."""
    db.create_function("fold_text", 1, fold_text, deterministic=True)
    return write_condition(replace(wanted, since=max(first, wanted.since), until=min(last, wanted.until or last)))
