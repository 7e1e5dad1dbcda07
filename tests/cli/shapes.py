"""Shapes that a log can have and no command makes alone: twins of two devices, a newer schema, damage."""

import json
import sqlite3
from contextlib import closing

from tests.cli.harness import Home
from tinywins.domain.ids import order_id, short_code
from tinywins.storage.journal import Act, receive, record, sum_change
from tinywins.storage.projection import project

OTHER = "00000000-0000-7000-8000-0000000000ff"  # a device that is not this one


def twin_ids() -> tuple[str, str]:
    """Give two ids whose short codes begin alike and part in the fifth sign."""
    tail = 22 * 32**3 * 11  # the fifth sign is 11; what is added changes nothing before it
    return order_id(1, tail.to_bytes(10, "big")), order_id(2, (tail + 22 * 32**3).to_bytes(10, "big"))


def write_twins(home: Home) -> tuple[str, list[str]]:
    """Write entries of this device and of another that were given one code; give it, with their longer forms."""
    ids = twin_ids()
    short = short_code(ids[0], 4)
    assert short == short_code(ids[1], 4)
    with closing(sqlite3.connect(home.path, isolation_level=None)) as db:
        db.execute("BEGIN IMMEDIATE")
        device = db.execute("SELECT value FROM meta WHERE key = 'device'").fetchone()[0]
        last = db.execute("SELECT max(n), max(stamp) FROM change").fetchone()
        record(db, Act(device, "twin-a", last[1] + 1, last[0]), "entry", ids[0], birth("Twin A", short))
        row = (OTHER, 1, "twin-b", last[1] + 2, "entry", ids[1], birth("Twin B", short))
        assert receive(db, [(*row, sum_change(*row))]) == [("entry", ids[1])]
        project(db, [("entry", entry_id) for entry_id in ids])
        db.execute("COMMIT")
    return short, sorted(short_code(entry_id, 5) for entry_id in ids)


def birth(text: str, short: str) -> str:
    """Write the fields with which an entry is born."""
    fields = {"short": short, "text": text, "when": ["2026-11-20", None, None], "logged": [1_795_000_000_000, 60, ""]}
    return json.dumps(fields)
