"""Reviews: what somebody wrote down when a week, month or year was looked back on."""

from tinywins.domain.names import natural_id
from tinywins.storage.connect import Db
from tinywins.storage.fold import fold_kind, write_fields
from tinywins.storage.journal import Act, record


def project_reviews(db: Db) -> None:
    """Fold the notes of all reviews; an empty one is none."""
    notes: dict[tuple[str, str], str] = {}
    for _, fields in sorted(fold_kind(db, "review").items()):
        if fields.get("kind") and fields.get("first") and fields.get("note"):
            notes[str(fields["kind"]), str(fields["first"])] = str(fields["note"])
    db.execute("DELETE FROM review")
    db.executemany("INSERT INTO review VALUES (?, ?, ?)", [(*key, note) for key, note in notes.items()])


def write_review_note(db: Db, act: Act, kind: str, first: str, note: str) -> None:
    """Write the note of the week, month or year (`kind`) that begins on a day (ISO text); "" takes it away."""
    fields = write_fields({"kind": kind, "first": first, "note": note})
    record(db, act, "review", natural_id("review", f"{kind} {first}"), fields)
    project_reviews(db)


def read_review_note(db: Db, kind: str, first: str) -> str:
    """Read the note of a week, month or year; "" where there is none."""
    row = db.execute("SELECT note FROM review WHERE kind = ? AND first = ?", (kind, first)).fetchone()
    return str(row[0]) if row else ""


def read_note_before(db: Db, kind: str, first: str) -> tuple[str, str] | None:
    """Read the newest note of an earlier week, month or year: (its first day, note)."""
    sql = "SELECT first, note FROM review WHERE kind = ? AND first < ? ORDER BY first DESC LIMIT 1"
    row = db.execute(sql, (kind, first)).fetchone()
    return (row[0], row[1]) if row else None
