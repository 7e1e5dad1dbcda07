"""What hangs on an entry beside its line: the step it did, the feedback it answered, thanks, a moment."""

from tinywins.domain.moments import BADLY, WELL, Moment
from tinywins.storage.connect import Db

Fields = dict[str, object]

LINKS = ("step", "feedback", "thanks")
MOMENT = ("moment", "situation", "choice", "expect", "follow", "outcome")
WORK = frozenset((*LINKS, *MOMENT))
MOMENT_COLUMNS = "entry, day, kind, situation, choice, expect, follow, turned, outcome, settled"


def pick_work(fields: Fields) -> Fields | None:
    """Pick, of an entry's folded fields, those about its work; None where there are none."""
    if WORK.isdisjoint(fields):
        return None
    return {key: fields[key] for key in (*LINKS, *MOMENT) if fields.get(key)} or None


def is_bad(work: Fields | None) -> bool:
    """Say whether an entry's work is a moment that turned badly, which is no win."""
    outcome = work.get("outcome") if work and work.get("moment") else None
    return isinstance(outcome, list) and outcome[:1] == [BADLY]


def insert_work(db: Db, entry_id: str, day: str, work: Fields) -> None:
    """Write the rows of an entry's work; its day is ISO text."""
    links = [str(work.get(key) or "") for key in LINKS]
    if any(links):
        db.execute("INSERT INTO entry_work VALUES (?,?,?,?,?)", (entry_id, day, *links))
    if not work.get("moment"):
        return
    texts = [str(work.get(key) or "") for key in MOMENT[:-1]]
    outcome = work.get("outcome")
    turned, said, settled = outcome if isinstance(outcome, list) and len(outcome) == 3 else ("", "", "")
    if turned not in (WELL, BADLY):
        turned = said = settled = ""
    db.execute(
        "INSERT INTO moment VALUES (?,?,?,?,?,?,?,?,?,?)",
        (entry_id, day, *texts, str(turned), str(said), str(settled)),
    )


def delete_work(db: Db, entry_id: str) -> None:
    """Take the rows of an entry's work away."""
    db.execute("DELETE FROM entry_work WHERE entry = ?", (entry_id,))
    db.execute("DELETE FROM moment WHERE entry = ?", (entry_id,))


def read_links(db: Db, entry_id: str) -> tuple[str, str, str]:
    """Read the step that an entry did, the feedback that it answered, and who was thanked; "" for none."""
    sql = "SELECT step, feedback, thanks FROM entry_work WHERE entry = ?"
    return db.execute(sql, (entry_id,)).fetchone() or ("", "", "")


def read_step_title(db: Db, step: str) -> tuple[str, str, str] | None:
    """Read the code and the title of a step by its id, and the title of its goal, or None."""
    row = db.execute(
        """SELECT step.short, step.title, coalesce(goal.title, '') FROM step LEFT JOIN goal ON goal.id = step.goal
           WHERE step.id = ?""",
        (step,),
    ).fetchone()
    return (row[0], row[1], row[2]) if row else None


def read_moment(db: Db, entry_id: str) -> Moment | None:
    """Read the moment that hangs on an entry, or None."""
    row = db.execute(f"SELECT {MOMENT_COLUMNS} FROM moment WHERE entry = ?", (entry_id,)).fetchone()
    return Moment(*row) if row else None
