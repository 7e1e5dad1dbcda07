"""Goals, phases, steps, feedback, tweaks, funnels and the focus: how each folds to its rows.

Each row is a function of its own thing alone, so that a change costs what it changed.
"""

import json
from collections.abc import Callable, Iterable

from tinywins.domain.tweaks import MOST_WEEKS
from tinywins.storage.connect import Db
from tinywins.storage.fold import Fields, fold_kind, read_fields

Rows = list[tuple[str, tuple[object, ...]]]  # a table, and a row of it


def text(fields: Fields, key: str) -> str:
    """Give a field as text, "" where it is not set."""
    return str(fields.get(key) or "")


def number(fields: Fields, key: str) -> int | None:
    """Give a field as a whole number, None where it is none."""
    value = fields.get(key)
    return value if type(value) is int else None


def values(fields: Fields, key: str, *kinds: type) -> list[object] | None:
    """Give a field that is a list of values of these kinds; None where it is not."""
    value = fields.get(key)
    if not isinstance(value, list) or len(value) != len(kinds):
        return None
    return value if all(type(each) is kind for each, kind in zip(value, kinds, strict=True)) else None


def make_goal(goal_id: str, fields: Fields) -> Rows:
    """Make a goal's row, and those of the names that feed it."""
    target, tag = values(fields, "target", int, str) or (0, "")
    texts = [text(fields, key) for key in ("short", "title", "why", "by")]
    days = [text(fields, key) for key in ("since", "born", "parked")]
    feeds = sorted(key[1:] if key[0] == "+" else key for key, on in fields.items() if key[0] in "+@" and on)
    row = (goal_id, *texts, target, tag, *days, number(fields, "place"))
    return [("goal", row), *(("goal_tag", (goal_id, name)) for name in feeds)]


def make_phase(phase_id: str, fields: Fields) -> Rows:
    """Make a phase's row."""
    texts = [text(fields, key) for key in ("goal", "short", "title", "by")]
    return [("phase", (phase_id, *texts, number(fields, "upto") or 0, number(fields, "place")))]


def make_step(step_id: str, fields: Fields) -> Rows:
    """Make a step's row."""
    texts = [text(fields, key) for key in ("goal", "phase", "short", "title", "obstacle", "feedback", "born")]
    return [("step", (step_id, *texts, number(fields, "place")))]


def make_feedback(feedback_id: str, fields: Fields) -> Rows:
    """Make the row of a piece of feedback."""
    opened = values(fields, "opened", int, int, str) or values(fields, "opened", type(None), int, str)
    end = values(fields, "closed", str, int, str, str) or ["", 0, "", ""]
    texts = [text(fields, key) for key in ("short", "text", "person", "via")]
    return [("feedback", (feedback_id, *texts, *opened, text(fields, "follow"), *end))] if opened else []


def make_tweak(tweak_id: str, fields: Fields) -> Rows:
    """Make a tweak's row."""
    measure = values(fields, "measure", str, str)
    titles = [text(fields, key) for key in ("short", "title")]
    days = [text(fields, key) for key in ("start", "review", "stopped")]
    numbers = [number(fields, "size") or 0, int(bool(fields.get("less"))), number(fields, "weeks") or MOST_WEEKS]
    row = (tweak_id, *titles, *(measure or ()), *days, *numbers, text(fields, "feedback"), text(fields, "note"))
    return [("tweak", row)] if measure else []


def make_funnel(funnel_id: str, fields: Fields) -> Rows:
    """Make a funnel's row."""
    lists = [json.dumps(fields.get(key) or [], ensure_ascii=False) for key in ("tags", "targets")]
    return [("funnel", (funnel_id, text(fields, "name"), *lists))]


def make_focus(focus_id: str, fields: Fields) -> Rows:
    """Make the one row that says which goal is in focus."""
    return [("focus", (focus_id, text(fields, "goal")))]


Maker = Callable[[str, Fields], Rows]
KINDS: dict[str, tuple[Maker, str, tuple[str, ...]]] = {  # how, the field of its birth, its tables with their key
    "goal": (make_goal, "title", ("goal id", "goal_tag goal")),
    "phase": (make_phase, "goal", ("phase id",)),
    "step": (make_step, "goal", ("step id",)),
    "feedback": (make_feedback, "opened", ("feedback id",)),
    "tweak": (make_tweak, "measure", ("tweak id",)),
    "funnel": (make_funnel, "tags", ("funnel id",)),
    "focus": (make_focus, "goal", ("focus id",)),
}


def insert_item(db: Db, kind: str, thing_id: str, fields: Fields) -> None:
    """Insert the rows that a thing folds to; one that was not born or is gone has none."""
    maker, birth, _ = KINDS[kind]
    if not fields.get(birth) or fields.get("gone"):
        return
    for table, row in maker(thing_id, fields):
        db.execute(f"INSERT INTO {table} VALUES ({','.join('?' * len(row))})", row)


def project_item(db: Db, kind: str, thing_id: str) -> None:
    """Write the rows of one thing anew."""
    for place in KINDS[kind][2]:
        table, key = place.split()
        db.execute(f"DELETE FROM {table} WHERE {key} = ?", (thing_id,))
    db.execute("DELETE FROM code WHERE id = ?", (thing_id,))
    changes = db.execute(
        """SELECT fields, EXISTS (SELECT 1 FROM act_off WHERE act_off.act = change.act) FROM change
           WHERE thing_id = ? AND thing = ? ORDER BY stamp, device, n""",
        (thing_id, kind),
    ).fetchall()
    fields: Fields = {}
    for written, off in changes:
        change = read_fields(written)
        keep_code(db, kind, thing_id, change)
        if not off:
            fields.update(change)
    insert_item(db, kind, thing_id, fields)


def keep_code(db: Db, kind: str, thing_id: str, change: Fields) -> None:
    """Keep the short code that a change gives a thing, whether or not the thing lives: no code is given twice."""
    if change.get("short"):
        db.execute("INSERT OR REPLACE INTO code VALUES (?, ?, ?)", (thing_id, kind, text(change, "short")))


def project_all_items(db: Db) -> None:
    """Fold every thing of every kind; their tables are empty."""
    for kind in KINDS:
        sql = "SELECT thing_id, fields FROM change WHERE thing = ? AND thing <> 'entry' ORDER BY stamp, device, n"
        for thing_id, written in db.execute(sql, (kind,)).fetchall():
            keep_code(db, kind, thing_id, read_fields(written))
        for thing_id, fields in fold_kind(db, kind).items():
            insert_item(db, kind, thing_id, fields)


def find_code(db: Db, typed: str, kinds: Iterable[str]) -> list[tuple[str, str, str]]:
    """Give the things of some kinds (kind, id, code) whose code is the typed one, or begins with it."""
    marks = ",".join("?" * len(list(kinds)))
    sql = f"SELECT thing, id, short FROM code WHERE short BETWEEN ? AND ? AND thing IN ({marks}) ORDER BY short, id"
    return db.execute(sql, (typed, typed + "~", *kinds)).fetchall()
