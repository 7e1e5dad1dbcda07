"""Goals, feedback, tweaks, funnels, moments: whatever happens to them, the tables are what the journal says."""

from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.services.workspaces import Person
from tests.storage.tables import deliver, read_changes, read_tables, rebuild_tables
from tinywins.domain.line import parse_line
from tinywins.services.logging import log
from tinywins.services.undo import redo, undo
from tinywins.storage import items, journal, projection
from tinywins.storage.fold import write_fields
from tinywins.storage.memory import open_memory

IDS = [f"goal-{number}" for number in range(3)]
FIELDS: dict[str, dict[str, list[Any]]] = {
    "goal": {
        "title": ["Launch", "Launch the shop"],
        "short": ["abcd"],
        "target": [[40_000, "orders"], None, "hostile"],
        "+shop": [True, None],
        "@anna": [True],
        "place": [1, 2, "x"],
        "gone": [True, None],
    },
    "phase": {"goal": IDS, "short": ["bcde"], "by": ["2026-12-01", None], "upto": [10_000], "gone": [True, None]},
    "step": {"goal": IDS, "phase": IDS, "short": ["cdef"], "obstacle": ["no time", ""], "gone": [True, None]},
    "feedback": {
        "opened": [[1_700_000_000_000, 60, "2026-11-20"], [None, 60, "2026-11-19"], "hostile"],
        "short": ["defg"],
        "text": ["It hides"],
        "closed": [["declined", 1_700_000_100_000, "2026-11-21", "too dear"], None, ["hostile"]],
    },
    "tweak": {
        "measure": [["clicks", "opens"], ["orders", ""]],
        "short": ["efgh"],
        "size": [1200],
        "less": [True, None],
        "weeks": [4, 12, "x"],
        "stopped": ["2026-12-01", ""],
        "note": ["kept it", None],
        "gone": [True, None],
    },
    "funnel": {"tags": [["visit", "order"], []], "name": ["shop"], "targets": [[["order", 250]]]},
    "focus": {"goal": [*IDS, None]},
}
WORK: list[dict[str, Any] | None] = [
    None,
    {"step": IDS[0]},
    {"feedback": IDS[1]},
    {"thanks": "a teammate"},
    {"moment": "customer", "choice": "call", "follow": "2026-11-23"},
    {"moment": "service", "outcome": ["badly", "They left", "2026-11-20"]},
    {"moment": "service", "outcome": ["hostile"]},
]


def change_items(person: Person, random: Random) -> None:
    """Change one to three things in one act, as some program might have."""
    with person.store.writing() as db:
        act = journal.start_act(db, person.make_id(), person.read_stamp())
        touched = []
        for kind in random.choices(list(FIELDS), k=random.randint(1, 3)):
            thing, known = f"{kind}-{random.randrange(3)}", FIELDS[kind]
            keys = random.sample(list(known), random.randint(1, len(known)))
            fields = {key: random.choice(known[key]) for key in keys}
            journal.record(db, act, kind, thing, write_fields(fields))
            touched.append((kind, thing))
        projection.project(db, touched)


def live(person: Person, random: Random, deeds: int) -> None:
    """Do so many things: log with work, change items, set outcomes, undo and redo."""
    for _ in range(deeds):
        deed = random.randrange(6)
        acts = [row[0] for row in person.db.execute("SELECT DISTINCT act FROM change WHERE thing <> 'act'")]
        if deed == 0:
            log(person.ws, [parse_line("It is done +shop")], work=[random.choice(WORK)])
        elif deed == 1 and acts:
            act = random.choice(acts)
            is_off = person.db.execute("SELECT 1 FROM act_off WHERE act = ?", (act,)).fetchone()
            (redo if is_off else undo)(person.ws, act)
        else:
            change_items(person, random)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 1 << 32))
def test_tables_equal_the_fold(seed: int) -> None:
    """After any life with undo and redo the tables are those of a rebuild, and those of a device that hears of it."""
    person, random = Person(), Random(seed)
    live(person, random, 12)
    tables, changes = read_tables(person.db), read_changes(person.db)
    assert tables == rebuild_tables(changes)
    other = open_memory("other")
    random.shuffle(changes)
    half = len(changes) // 2
    deliver(other, changes[:half])
    deliver(other, changes[half:])
    assert read_tables(other) == tables


def test_a_moment_that_turned_badly_is_no_win() -> None:
    """It is kept and counts nowhere; when it turns well after all it is a win, and undo takes that back."""
    person = Person()
    told = log(person.ws, [parse_line("Called back +service")], work=[{"moment": "customer", "choice": "call"}])
    entry = told[0].entry.id

    def settle(turned: str) -> None:
        with person.store.writing() as db:
            act = journal.start_act(db, person.make_id(), person.read_stamp())
            journal.record(db, act, "entry", entry, write_fields({"outcome": [turned, "", "2026-11-20"]}))
            projection.project(db, [("entry", entry)])

    def count() -> tuple[int, int]:
        (wins,) = person.db.execute("SELECT coalesce(sum(n), 0) FROM win_day").fetchone()
        (weeks,) = person.db.execute("SELECT coalesce(sum(n), 0) FROM win_week").fetchone()
        return wins, weeks

    assert count() == (1, 1)
    settle("badly")
    assert count() == (0, 0)
    settle("well")
    assert count() == (1, 1)
    undo(person.ws)
    assert count() == (0, 0)


def test_a_code_is_given_once() -> None:
    """A code that a thing has or had is not given to a later entry or thing."""
    person = Person()
    with person.store.writing() as db:
        act = journal.start_act(db, person.make_id(), person.read_stamp())
        journal.record(db, act, "goal", "goal-0", write_fields({"title": "Launch", "short": "abcd"}))
        projection.project(db, [("goal", "goal-0")])
    assert items.find_code(person.db, "abcd", ["goal"]) == [("goal", "goal-0", "abcd")]
    undo(person.ws)
    assert person.db.execute("SELECT count(*) FROM goal").fetchone() == (0,)
    assert items.find_code(person.db, "abcd", ["goal"]) == [("goal", "goal-0", "abcd")]
