"""Rows of goals, feedback, moments, tweaks and funnels for export: flat tables with codes, days and states.

Each row is as JSON gives it, but for amounts, which are thousandths; several names are one text with blanks between.
"""

import json
from collections.abc import Iterator

from tinywins.storage.connect import Db
from tinywins.storage.entry_rows import find_tag
from tinywins.storage.export_rows import AMOUNT, write_instant

Row = tuple[object, ...]
Rows = Iterator[Row]

COLUMNS = {
    "goals": (
        *("goal", "phase", "step", "id", "title", "state", "done", "of", "won", "by", "why", "tag", "since", "born"),
        *("tags", "obstacle", "feedback"),
    ),
    "feedback": (
        *("code", "id", "text", "person", "via", "opened", "day", "follow", "state", "closed", "because", "entry"),
    ),
    "moments": (
        *("code", "id", "day", "kind", "text", "tags", "situation", "choice", "expect", "follow", "turned", "outcome"),
        *("settled", "note"),
    ),
    "tweaks": ("code", "id", "title", "measure", "per", "start", "review", "state", "stopped", "size", "feedback"),
    "funnels": ("funnel", "place", "tag", "target"),
}
AMOUNTS = {"goals": ("done", "of"), "tweaks": ("size",), "funnels": ("target",)}  # the columns in thousandths

UNDER = "(SELECT :tag UNION ALL SELECT name FROM alias WHERE tag = :tag)"
WON = "(SELECT min(day) FROM entry_work WHERE entry_work.step = step.id)"
CODE = "coalesce((SELECT short FROM code WHERE code.id = {0}), '')"
PLACED = "ORDER BY place IS NULL, place, id"
ONE = 1000  # thousandths: a step counts one


def export_goals(db: Db, tag: str) -> Rows:
    """Give each goal with its phases, and their steps below; `tag` narrows them down to those that it feeds."""
    goals = db.execute(
        f"""SELECT id, short, title, why, by, target, tag, since, born, parked FROM goal
            WHERE :tag = '' OR tag IN {UNDER} OR id IN (SELECT goal FROM goal_tag WHERE name IN {UNDER}) {PLACED}""",
        {"tag": tag},
    )
    focus = db.execute("SELECT goal FROM focus").fetchone()
    for goal_id, short, title, why, by, target, counted, since, born, parked in goals.fetchall():
        steps = read_steps(db, goal_id)
        done = count_tag(db, counted, since) if counted else ONE * sum(bool(step[3]) for step in steps)
        state = "parked" if parked else "focus" if focus and focus[0] == goal_id else "open"
        names = db.execute("SELECT name FROM goal_tag WHERE goal = ? ORDER BY name", (goal_id,)).fetchall()
        tags = " ".join(name for (name,) in names)
        of = target if counted else ONE * len(steps)
        yield short, "", "", goal_id, title, state, done, of, "", by, why, counted, since, born, tags, "", ""
        codes = {"": ""}
        phases = db.execute(f"SELECT id, short, title, by, upto FROM phase WHERE goal = ? {PLACED}", (goal_id,))
        for phase_id, code, name, end, upto in phases.fetchall():
            codes[phase_id] = code
            own = [step for step in steps if step[0] == phase_id]
            won, total = ONE * sum(bool(step[3]) for step in own), upto if counted else ONE * len(own)
            part = None if counted else won
            yield short, code, "", phase_id, name, "", part, total, "", end, "", "", "", "", "", "", ""
            yield from (show_step(short, code, step) for step in own)
        yield from (show_step(short, "", step) for step in steps if step[0] not in codes or not step[0])


def read_steps(db: Db, goal_id: str) -> list[tuple[str, str, str, str, str, str, str, str]]:
    """Read a goal's steps: phase, code, id, day of its win, title, obstacle, day of its birth, feedback's code."""
    return db.execute(
        f"""SELECT phase, short, id, coalesce({WON}, ''), title, obstacle, born, {CODE.format("step.feedback")}
            FROM step WHERE goal = ? {PLACED}""",
        (goal_id,),
    ).fetchall()


def show_step(goal: str, phase: str, step: tuple[str, str, str, str, str, str, str, str]) -> Row:
    """Give the row of a step."""
    _, short, step_id, won, title, obstacle, born, feedback = step
    state = "done" if won else "blocked" if obstacle else "open"
    whole = (goal, phase, short, step_id, title, state, None, None, won)
    return (*whole, "", "", "", "", born, "", obstacle, feedback)


def count_tag(db: Db, name: str, since: str) -> int:
    """Add up what was counted under a tag from a day on, in thousandths."""
    sql = "SELECT coalesce(sum(amount), 0) FROM tag_day WHERE tag = ? AND day >= ?"
    return int(db.execute(sql, (find_tag(db, name), since)).fetchone()[0])


def export_feedback(db: Db, tag: str, since: str, until: str) -> Rows:
    """Give each piece of feedback, oldest first; `tag` narrows it down to what one person said."""
    acted = "(SELECT min(entry) FROM entry_work WHERE entry_work.feedback = feedback.id)"
    return db.execute(
        f"""SELECT short, id, text, person, via, {write_instant("opened", "opened_offset")}, day, follow,
              iif({acted} IS NOT NULL, 'acted', iif(closed = '', 'open', closed)),
              coalesce((SELECT day FROM entry WHERE entry.id = {acted}), closed_day), because,
              coalesce((SELECT short FROM entry WHERE entry.id = {acted}), '')
            FROM feedback WHERE (:tag = '' OR person IN {UNDER})
              AND day >= :since AND (:until = '' OR day <= :until) ORDER BY day, opened, id""",
        {"tag": tag, "since": since, "until": until},
    )


def export_moments(db: Db, tag: str, since: str, until: str) -> Rows:
    """Give each moment, oldest first."""
    each = f"name || iif(amount IS NULL, '', '=' || {AMOUNT.format('amount')}) AS tag"
    tags = f"(SELECT group_concat(tag, ' ') FROM (SELECT {each} FROM entry_tag WHERE entry = entry.id ORDER BY place))"
    return db.execute(
        f"""SELECT short, entry.id, entry.day, kind, text, coalesce({tags.replace("entry.id", "moment.entry")}, ''),
              situation, choice, expect, follow, turned, outcome, settled, note
            FROM moment JOIN entry ON entry.id = moment.entry
            WHERE (:tag = '' OR EXISTS (SELECT 1 FROM entry_tag WHERE entry = moment.entry AND name IN {UNDER}))
              AND moment.day >= :since AND (:until = '' OR moment.day <= :until)
            ORDER BY moment.day, coalesce(at, logged), entry.id""",
        {"tag": tag, "since": since, "until": until},
    )


def export_tweaks(db: Db, tag: str) -> Rows:
    """Give each tweak, by its first day."""
    return db.execute(
        f"""SELECT short, id, title, measure, per, start, review, iif(stopped = '', 'running', 'stopped'), stopped,
              nullif(size, 0), {CODE.format("tweak.feedback")}
            FROM tweak WHERE :tag = '' OR measure IN {UNDER} OR per IN {UNDER} ORDER BY start, id""",
        {"tag": tag},
    )


def export_funnels(db: Db, tag: str) -> Rows:
    """Give each funnel's tags in their order, with the wished-for rate of those that have one."""
    names = [str(row[0]) for row in db.execute(f"SELECT * FROM {UNDER}", {"tag": tag})]
    for name, tags, targets in db.execute("SELECT name, tags, targets FROM funnel ORDER BY name, id").fetchall():
        steps, wished = json.loads(tags), dict(json.loads(targets))
        if not tag or set(names) & set(steps):
            yield from ((name, place, step, wished.get(step)) for place, step in enumerate(steps, 1))


def export_everything(db: Db) -> Iterator[tuple[str]]:
    """Give every change of the journal as a JSON object, in the order of each device; its fields stand last, as kept.

    The sum (`crc`) covers the fields as they are written here, sign by sign.
    """
    return db.execute(
        """SELECT '{"device":' || json_quote(device) || ',"n":' || n || ',"act":' || json_quote(act) || ',"stamp":'
             || stamp || ',"thing":' || json_quote(thing) || ',"id":' || json_quote(thing_id) || ',"crc":' || crc
             || ',"fields":' || fields || '}' FROM change ORDER BY device, n"""
    )
