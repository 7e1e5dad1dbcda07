"""Tweaks and funnels as they are kept, and the sums of a tag's days that both are read from."""

import json
from dataclasses import replace

from tinywins.domain.funnels import FunnelPlan
from tinywins.domain.tweaks import Tweak
from tinywins.storage.connect import Db

TWEAK_COLUMNS = "id, short, title, measure, per, start, review, stopped, size, less, weeks, feedback, note"


def list_tweaks(db: Db) -> list[Tweak]:
    """List every tweak that is not removed, the newest start first."""
    rows = db.execute(f"SELECT {TWEAK_COLUMNS} FROM tweak ORDER BY start DESC, id DESC").fetchall()
    return [replace(Tweak(*row), less=bool(row[9])) for row in rows]


def read_heard(db: Db, feedback_id: str) -> tuple[str, str] | None:
    """Read the code and the text of a piece of feedback; None where it is not there."""
    row = db.execute("SELECT short, text FROM feedback WHERE id = ?", (feedback_id,)).fetchone()
    return (row[0], row[1]) if row else None


def list_funnels(db: Db) -> list[FunnelPlan]:
    """List every funnel that is not removed, by name."""
    return [make_funnel(row) for row in db.execute("SELECT id, name, tags, targets FROM funnel ORDER BY name")]


def make_funnel(row: tuple[str, str, str, str]) -> FunnelPlan:
    """Make a funnel of its row; what is no tag or no target is left out."""
    funnel_id, name, tags, targets = row
    wanted = tuple(tag for tag in json.loads(tags) if isinstance(tag, str))
    pairs = [pair for pair in json.loads(targets) if isinstance(pair, list) and len(pair) == 2]
    rates = tuple((str(tag), rate) for tag, rate in pairs if type(rate) is int)
    return FunnelPlan(funnel_id, name, wanted, rates)


def read_span(db: Db, tag: str, first: str, last: str) -> list[tuple[str, int, int]]:
    """Read the days of a tag from one to another (ISO text), oldest first: (day, entries, thousandths)."""
    sql = "SELECT day, n, amount FROM tag_day WHERE tag = ? AND day BETWEEN ? AND ? ORDER BY day"
    return db.execute(sql, (tag, first, last)).fetchall()


def read_ends(db: Db, tag: str) -> tuple[str, str]:
    """Read the first and the last day on which something was recorded under a tag; "" for none."""
    row: tuple[str, str] = db.execute(
        "SELECT coalesce(min(day), ''), coalesce(max(day), '') FROM tag_day WHERE tag = ?", (tag,)
    ).fetchone()
    return row
