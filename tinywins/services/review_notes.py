"""Notes of reviews: what somebody wants to remember of a week, a month or a year."""

from tinywins.domain.days import write_day
from tinywins.domain.line import BREAKS, check_signs
from tinywins.errors import UsageError
from tinywins.services.workspace import Workspace
from tinywins.storage import journal, reviews

LONGEST_NOTE = 500


def write_note(ws: Workspace, kind: str, first: int, text: str) -> None:
    """Write the note of the week, month or year (`kind`) that begins on a day; an empty text takes it away.

    The same note again is no act.
    """
    note, day = check_note(text), write_day(first)
    if reviews.read_review_note(ws.store.reader(), kind, day) == note:
        return
    with ws.store.writing() as db:
        act = journal.start_act(db, ws.new_id(), ws.stamp_clock())
        reviews.write_review_note(db, act, kind, day, note)


def check_note(text: str) -> str:
    """Give a note as it is kept, without blanks around it; UsageError where it is no line of at most 500 signs."""
    note = check_signs(text.strip(), "The note")
    if any(sign in note for sign in BREAKS):
        raise UsageError("The note of a review is one line; here are several.", "Join them, with a dash perhaps.")
    if len(note) > LONGEST_NOTE:
        raise UsageError(f"The note has {len(note):,} characters; {LONGEST_NOTE} fit.", "Keep the rest in a file.")
    return note
