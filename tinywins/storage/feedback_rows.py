"""Feedback as rows: what is open, what answered it, and what came of it."""

from collections.abc import Iterator

from tinywins.domain.feedback import ACTED, Feedback
from tinywins.storage.connect import Db

COLUMNS = "id, short, text, person, via, opened, opened_offset, day, follow, closed, closed_at, closed_day, because"
OF_FEEDBACK = ", ".join(f"feedback.{column}" for column in COLUMNS.split(", "))
# The first win that answers each; the partial index holds these alone.
WITH_ANSWER = f"""
SELECT {OF_FEEDBACK}, entry.id, entry.at, entry.day, entry.text FROM feedback LEFT JOIN (
  SELECT feedback AS item, substr(min(day || entry), 11) AS first FROM entry_work WHERE feedback <> '' GROUP BY feedback
) ON item = feedback.id LEFT JOIN entry ON entry.id = first"""
IS_OPEN = """feedback.closed = '' AND NOT EXISTS (
  SELECT 1 FROM entry_work WHERE entry_work.feedback = feedback.id AND entry_work.feedback <> '')"""
Row = tuple[str, str, str, str, str, int | None, int, str, str, str, int, str, str, str, int | None, str, str]


def make_feedback(row: Row) -> Feedback:
    """Make a piece of feedback of its columns and those of the win that answers it, which goes before all else."""
    *_, closed, closed_at, closed_day, because, entry, at, day, text = row
    if entry:
        return Feedback(*row[:9], ACTED, at, day, text, entry)
    return Feedback(*row[:9], closed, closed_at if closed else None, closed_day, because)


def read_feedback(db: Db, feedback_id: str) -> Feedback | None:
    """Read one piece of feedback, or None."""
    row = db.execute(f"{WITH_ANSWER} WHERE feedback.id = ?", (feedback_id,)).fetchone()
    return make_feedback(row) if row else None


def read_all_feedback(db: Db) -> Iterator[Feedback]:
    """Read all feedback, in the order in which it came in."""
    return map(make_feedback, db.execute(f"{WITH_ANSWER} ORDER BY feedback.day, feedback.opened, feedback.id"))


def read_open_feedback(db: Db) -> list[Feedback]:
    """Read what is open, in the order in which it came in."""
    sql = f"SELECT {OF_FEEDBACK} FROM feedback WHERE {IS_OPEN} ORDER BY day, opened, id"
    return [Feedback(*row[:9]) for row in db.execute(sql)]


def read_feedback_closed_since(db: Db, day: str) -> list[Feedback]:
    """Read what was closed on a day or after (ISO text), in the order in which it came in."""
    sql = f"""{WITH_ANSWER} WHERE feedback.closed_day >= :day OR feedback.id IN (
                SELECT feedback FROM entry_work WHERE feedback <> '' AND day >= :day)
              ORDER BY feedback.day, feedback.opened, feedback.id"""
    found = map(make_feedback, db.execute(sql, {"day": day}))
    return [each for each in found if each.closed and each.closed_day >= day]


def list_titles(db: Db) -> list[tuple[str, str, str]]:
    """List all feedback: id, short code, text."""
    return db.execute("SELECT id, short, text FROM feedback").fetchall()


def list_put_aside(db: Db) -> list[tuple[str, str]]:
    """List what was declined or planned, code and text, the last first."""
    return db.execute(
        "SELECT short, text FROM feedback WHERE closed <> '' ORDER BY closed_day DESC, closed_at DESC, id"
    ).fetchall()


def list_persons(db: Db) -> list[str]:
    """List the persons (folded names) who said something."""
    return [row[0] for row in db.execute("SELECT DISTINCT person FROM feedback WHERE person LIKE '@%'")]


def read_feedback_of(db: Db, names: list[str]) -> list[Feedback]:
    """Read what persons said (folded names), in the order in which it came in."""
    marks = ",".join("?" * len(names))
    sql = f"{WITH_ANSWER} WHERE feedback.person IN ({marks}) ORDER BY feedback.day, feedback.opened, feedback.id"
    return [make_feedback(row) for row in db.execute(sql, names)]


def read_feedback_to_follow(db: Db, day: str) -> list[Feedback]:
    """Read the open feedback that is to be come back to on a day or before (ISO text), the oldest such day first."""
    sql = f"""SELECT {OF_FEEDBACK} FROM feedback
              WHERE {IS_OPEN} AND follow <> '' AND follow <= ? ORDER BY follow, day, opened, id"""
    return [Feedback(*row[:9]) for row in db.execute(sql, (day,))]


def list_vias(db: Db) -> list[tuple[str, int]]:
    """List the channels that feedback came by, with how often, the most used first."""
    return db.execute(
        "SELECT via, count(*) AS n FROM feedback WHERE via <> '' GROUP BY via ORDER BY n DESC, via"
    ).fetchall()


def list_outcomes(db: Db, feedback_id: str) -> list[tuple[str, str, str]]:
    """List the steps and tweaks that came of a piece of feedback: kind, short code, title."""
    return db.execute(
        """SELECT 'step', short, title FROM step WHERE feedback = :id
           UNION ALL SELECT 'tweak', short, title FROM tweak WHERE feedback = :id ORDER BY 1, 3""",
        {"id": feedback_id},
    ).fetchall()
