"""Goals as rows: their phases and steps, the one in focus, and the wins that feed them."""

from dataclasses import replace

from tinywins.domain.goals import Goal, Phase, Step
from tinywins.storage.connect import Db
from tinywins.storage.entry_rows import find_tag

GOAL = "id, short, title, why, by, target, tag, since, born, parked"
PHASE = "id, goal, short, title, by, upto"
STEP = "step.id, goal, phase, short, title, obstacle, feedback, born"
WON = "coalesce((SELECT min(day) FROM entry_work WHERE entry_work.step = step.id AND entry_work.step <> ''), '')"
PLACED = "ORDER BY place IS NULL, place, id"
TABLES = ("goal", "phase", "step")


def has_goals(db: Db) -> bool:
    """Say whether there is any goal."""
    return db.execute("SELECT 1 FROM goal LIMIT 1").fetchone() is not None


def list_goals(db: Db) -> list[Goal]:
    """List every goal that is not removed, in the order in which they were set."""
    return [make_goal(db, row) for row in db.execute(f"SELECT {GOAL} FROM goal {PLACED}").fetchall()]


def read_goal(db: Db, goal_id: str) -> Goal | None:
    """Read one goal, or None."""
    row = db.execute(f"SELECT {GOAL} FROM goal WHERE id = ?", (goal_id,)).fetchone()
    return make_goal(db, row) if row else None


def make_goal(db: Db, row: tuple[str, str, str, str, str, int, str, str, str, str]) -> Goal:
    """Make a goal of its row and the names that feed it, each name as its tag is called now."""
    names = db.execute("SELECT name FROM goal_tag WHERE goal = ?", (row[0],)).fetchall()
    fed = tuple(sorted({find_tag(db, name) for (name,) in names}))
    goal = Goal(*row, fed)
    return replace(goal, tag=find_tag(db, goal.tag)) if goal.tag else goal


def list_names(db: Db, goal_id: str, tag: str) -> list[str]:
    """List the names under which a goal is fed by a tag, as they were set."""
    names = db.execute("SELECT name FROM goal_tag WHERE goal = ? ORDER BY name", (goal_id,))
    return [name for (name,) in names.fetchall() if find_tag(db, name) == tag]


def list_phases(db: Db, goal_id: str) -> list[Phase]:
    """List a goal's phases, in their order."""
    return [Phase(*row) for row in db.execute(f"SELECT {PHASE} FROM phase WHERE goal = ? {PLACED}", (goal_id,))]


def list_steps(db: Db, goal_id: str) -> list[Step]:
    """List a goal's steps, in their order, each with the day of its win."""
    return [Step(*row) for row in db.execute(f"SELECT {STEP}, {WON} FROM step WHERE goal = ? {PLACED}", (goal_id,))]


def read_step(db: Db, step_id: str) -> Step | None:
    """Read one step, or None."""
    row = db.execute(f"SELECT {STEP}, {WON} FROM step WHERE id = ?", (step_id,)).fetchone()
    return Step(*row) if row else None


def list_titles(db: Db, kind: str) -> list[tuple[str, str, str]]:
    """List all goals, phases or steps: id, short code, title. A step whose goal is gone is none."""
    if kind not in TABLES:
        raise ValueError(kind)
    there = "" if kind == "goal" else "WHERE goal IN (SELECT id FROM goal)"
    return db.execute(f"SELECT id, short, title FROM {kind} {there} {PLACED}").fetchall()


def list_open_titles(db: Db) -> list[tuple[str, str, str]]:
    """List the steps that are not done yet, of goals that are there: id, short code, title."""
    return db.execute(
        f"SELECT id, short, title FROM step WHERE {WON} = '' AND goal IN (SELECT id FROM goal) {PLACED}"
    ).fetchall()


def read_owner(db: Db, kind: str, code: str) -> str | None:
    """Read the code of the goal that a goal, phase or step with a code is of, or None."""
    if kind not in TABLES:
        raise ValueError(kind)
    owner = "id" if kind == "goal" else "goal"
    sql = f"SELECT short FROM goal WHERE id = (SELECT {owner} FROM {kind} WHERE short = ?)"
    row = db.execute(sql, (code,)).fetchone()
    return str(row[0]) if row else None


def read_focus(db: Db) -> str:
    """Read the id of the goal in focus, "" for none."""
    row = db.execute("SELECT goal FROM focus").fetchone()
    return str(row[0]) if row else ""


def next_place(db: Db, kind: str, goal_id: str = "") -> int:
    """Give the place after the last of the goals, or of a goal's phases or steps."""
    if kind not in TABLES:
        raise ValueError(kind)
    where, values = ("WHERE goal = ?", (goal_id,)) if kind != "goal" else ("", ())
    return int(db.execute(f"SELECT coalesce(max(place), 0) + 1 FROM {kind} {where}", values).fetchone()[0])


def read_step_wins(db: Db, goal_id: str) -> list[tuple[str, str]]:
    """Read the wins of a goal's steps, oldest first: (day, step), each step once, on the first day of its win."""
    return db.execute(
        """SELECT min(day), step FROM entry_work
           WHERE step <> '' AND step IN (SELECT id FROM step WHERE goal = ?) GROUP BY step ORDER BY 1, 2""",
        (goal_id,),
    ).fetchall()


def list_step_entries(db: Db, step_id: str) -> list[str]:
    """List the entries that did a step."""
    sql = "SELECT entry FROM entry_work WHERE step <> '' AND step = ? ORDER BY day, entry"
    return [row[0] for row in db.execute(sql, (step_id,))]


def count_tag(db: Db, name: str, since: str) -> int:
    """Add up what was recorded under a tag from a day on (ISO text), in thousandths."""
    sql = "SELECT coalesce(sum(amount), 0) FROM tag_day WHERE tag = ? AND day >= ?"
    return int(db.execute(sql, (find_tag(db, name), since)).fetchone()[0])


def list_fed(db: Db, first: str, last: str) -> list[tuple[str, str]]:
    """List the wins of some days (ISO text) with the tags that they name, or the step that they did.

    Each is (entry, tag) or (entry, step id), and (entry, "") for a win with neither; persons are left out.
    """
    return db.execute(
        """SELECT entry.id, coalesce(alias.tag, entry_tag.name) FROM entry
             JOIN entry_tag ON entry_tag.entry = entry.id LEFT JOIN alias ON alias.name = entry_tag.name
             WHERE entry.day BETWEEN :first AND :last AND win = 1 AND entry_tag.name NOT LIKE '@%'
               AND coalesce(entry_tag.amount, 1) <> 0
           UNION ALL SELECT entry, step FROM entry_work WHERE day BETWEEN :first AND :last AND step <> ''
           UNION ALL SELECT id, '' FROM entry WHERE day BETWEEN :first AND :last AND win = 1""",
        {"first": first, "last": last},
    ).fetchall()


def list_creditable(db: Db, names: tuple[str, ...], until: str, most: int) -> list[tuple[str, str, str]]:
    """List wins up to a day (ISO text) that name one of some tags and did no step yet, newest first, at most so many.

    Each is (entry, day, text); those without words of their own are left out.
    """
    marks = ",".join("?" * len(names))
    return db.execute(
        f"""SELECT entry.id, entry.day, entry.text FROM entry
            WHERE win = 1 AND entry.text <> '' AND entry.day <= ? AND EXISTS (
                SELECT 1 FROM entry_tag LEFT JOIN alias ON alias.name = entry_tag.name
                WHERE entry_tag.entry = entry.id AND coalesce(alias.tag, entry_tag.name) IN ({marks}))
              AND NOT EXISTS (SELECT 1 FROM entry_work WHERE entry_work.entry = entry.id AND step <> '')
            ORDER BY entry.day DESC, entry.id DESC LIMIT ?""",
        (until, *names, most),
    ).fetchall()
