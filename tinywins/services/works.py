"""Works: what hangs on an entry, in full: the moment, the feedback that it answers, thanks, the step that it did."""

from dataclasses import dataclass

from tinywins.domain.feedback import Age, Feedback
from tinywins.domain.moments import Moment
from tinywins.services.feedback import age_of
from tinywins.services.workspace import Workspace
from tinywins.storage import feedback_rows, items
from tinywins.storage.work_rows import read_links, read_moment, read_step_title


@dataclass(frozen=True, slots=True)
class Work:
    """What hangs on an entry: None or "" for what does not. `step` is the code and title of the step that it did."""

    moment: Moment | None
    feedback: Feedback | None
    age: Age | None
    thanks: str
    step: tuple[str, str] | None


def find_work(ws: Workspace, entry_id: str) -> Work | None:
    """Give what hangs on an entry, or None."""
    db = ws.store.reader()
    step, answered, thanks = read_links(db, entry_id)
    moment = read_moment(db, entry_id)
    if not (step or answered or thanks or moment):
        return None
    item = feedback_rows.read_feedback(db, answered) if answered else None
    return Work(moment, item, age_of(ws, item) if item else None, thanks, read_step_title(db, step))


def find_coded_feedback(ws: Workspace, typed: str) -> str | None:
    """Give the piece of feedback whose code a word is, or None."""
    word = typed.strip().lower()
    found = items.find_code(ws.store.reader(), word, ["feedback"]) if word else []
    codes = [short for _, _, short in found if short == word]
    return codes[0] if codes and feedback_rows.read_feedback(ws.store.reader(), found[0][1]) else None
