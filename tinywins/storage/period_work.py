"""What a span of days brought at work: feedback that was closed, moments, thanks. Days are ISO text."""

from tinywins.domain.feedback import Feedback
from tinywins.domain.moments import Moment
from tinywins.storage.connect import Db
from tinywins.storage.work_rows import MOMENT_COLUMNS

FEEDBACK = "f.id, f.short, f.text, f.person, f.via, f.opened, f.opened_offset, f.day, f.follow"
ACTED = """SELECT feedback, min(coalesce(e.at, e.logged)) AS at, w.day, e.text, e.id FROM entry_work AS w
  JOIN entry AS e ON e.id = w.entry WHERE w.feedback <> '' GROUP BY feedback"""


def read_closed(db: Db, first: str, last: str) -> list[Feedback]:
    """Read the feedback that was acted on, declined or planned within a span, in the order of closing."""
    rows = db.execute(
        f"""SELECT {FEEDBACK}, 'acted', acted.at, acted.day, acted.text, acted.id
            FROM ({ACTED}) AS acted JOIN feedback AS f ON f.id = acted.feedback WHERE acted.day BETWEEN ? AND ?
            UNION ALL SELECT {FEEDBACK}, f.closed, f.closed_at, f.closed_day, f.because, '' FROM feedback AS f
            WHERE f.closed <> '' AND f.closed_day BETWEEN ? AND ?
              AND NOT EXISTS (SELECT 1 FROM entry_work AS w WHERE w.feedback = f.id)
            ORDER BY 12, 11, 1""",
        (first, last, first, last),
    )
    return [Feedback(*row) for row in rows]


def read_open(db: Db, last: str) -> tuple[int, str]:
    """Count the feedback that was open at the end of a day, and give the day of the oldest; "" for none."""
    n, day = db.execute(
        """SELECT count(*), coalesce(min(f.day), '') FROM feedback AS f WHERE f.day <= :last
             AND (f.closed = '' OR f.closed_day > :last)
             AND NOT EXISTS (SELECT 1 FROM entry_work AS w WHERE w.feedback = f.id AND w.day <= :last)""",
        {"last": last},
    ).fetchone()
    return n, day


def read_moments(db: Db, first: str, last: str) -> list[tuple[Moment, str]]:
    """Read the moments of a span, or that were settled in it, with the text of their entries, in their order."""
    columns = ", ".join(f"m.{column}" for column in MOMENT_COLUMNS.split(", "))
    rows = db.execute(
        f"""SELECT {columns}, e.text FROM moment AS m JOIN entry AS e ON e.id = m.entry
            WHERE m.day BETWEEN :first AND :last OR m.settled BETWEEN :first AND :last
            ORDER BY m.day, coalesce(e.at, e.logged), e.id""",
        {"first": first, "last": last},
    )
    return [(Moment(*row[:-1]), row[-1]) for row in rows]


def read_thanks(db: Db, first: str, last: str) -> list[tuple[str, str, str, str]]:
    """Read the thanks of a span in their order: (entry's id, day, who, text)."""
    return db.execute(
        """SELECT e.id, w.day, w.thanks, e.text FROM entry_work AS w JOIN entry AS e ON e.id = w.entry
           WHERE w.thanks <> '' AND w.day BETWEEN ? AND ? ORDER BY w.day, coalesce(e.at, e.logged), e.id""",
        (first, last),
    ).fetchall()
