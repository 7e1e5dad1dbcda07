"""Series: what was counted, day by day."""

from tinywins.storage.connect import Db


def read_win_days(db: Db) -> list[tuple[str, int]]:
    """Read every day with a win, oldest first: (day as ISO text, wins)."""
    return db.execute("SELECT day, n FROM win_day ORDER BY day").fetchall()


def count_tags(db: Db, first: str, last: str) -> list[tuple[str, int]]:
    """Count the wins of each tag between two days (ISO text): (tag, wins), the most first; persons are left out."""
    return db.execute(
        """SELECT coalesce(alias.tag, entry_tag.name) AS counted, count(DISTINCT entry.id) AS n
           FROM entry JOIN entry_tag ON entry_tag.entry = entry.id LEFT JOIN alias ON alias.name = entry_tag.name
           WHERE entry.day BETWEEN ? AND ? AND win = 1 AND (amount IS NULL OR amount > 0)
             AND counted NOT GLOB '@*'
           GROUP BY counted ORDER BY n DESC, counted""",
        (first, last),
    ).fetchall()
