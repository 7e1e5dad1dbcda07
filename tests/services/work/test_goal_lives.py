"""Goals through whole lives: whatever is done on one device or two, a goal counts the steps that have a living win."""

import json
from collections.abc import Callable
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from tests.services.work.goal_shop import TODAY, add_goal, add_steps, count, do
from tests.services.workspaces import Person
from tests.storage.tables import Change, deliver, read_changes, read_tables, rebuild_tables
from tinywins.domain.line import Mention
from tinywins.errors import TinyWinsError
from tinywins.services.entries import Edit, edit_entry, remove_entries
from tinywins.services.undo import redo, undo
from tinywins.services.work import goal_edits as edits
from tinywins.services.work.goal_credit import credit
from tinywins.services.work.goal_outline import open_outline, save_outline
from tinywins.services.work.goal_ticks import do_step, reopen_step
from tinywins.services.work.goals import show_goal

STEPS = ("Pictures", "Prices", "Payment", "Terms")


def fold_steps(changes: list[Change]) -> dict[str, bool]:
    """Fold a journal by hand: the steps that there are, by id, and whether a living entry carries each."""
    rows = sorted(changes, key=lambda row: (row[3], row[0], row[1]))
    off = {row[5]: json.loads(row[6])["off"] for row in rows if row[4] == "act"}
    things: dict[tuple[str, str], dict[str, object]] = {}
    for _, _, act, _, thing, thing_id, fields, _ in rows:
        if thing in ("entry", "step") and not off.get(act):
            things.setdefault((thing, thing_id), {}).update(json.loads(fields))
    living = {key: fields for key, fields in things.items() if not fields.get("gone")}
    won = {fields.get("step") for (thing, _), fields in living.items() if thing == "entry" and "logged" in fields}
    return {key[1]: key[1] in won for key, fields in living.items() if key[0] == "step" and "short" in fields}


def live(person: Person, goal: str, dice: Random) -> None:
    """Do one thing at random; what is refused changes nothing."""
    ws, step = person.ws, dice.choice(STEPS)
    newest = [entry.short for entry in person.entries()]
    one = [dice.choice(newest)] if newest else []
    acts: list[Callable[[], object]] = [
        lambda: do(person, step, ago=dice.randrange(9)),
        lambda: do(person, *dice.sample(STEPS, 2)),
        lambda: do_step(ws, step, TODAY),
        lambda: reopen_step(ws, step),
        lambda: remove_entries(ws, one),
        lambda: edit_entry(ws, "".join(one), Edit(text="Other words", mentions=(Mention("done"),))),
        lambda: person.log("Found a name +shop"),
        lambda: credit(ws, goal, one),
        lambda: edits.block_step(ws, step, "rain"),
        lambda: edits.remove_step(ws, step),
        lambda: edits.remove_phase(ws, "all of it", goal),
        lambda: edits.add_phase(ws, "All of it", goal),
        lambda: shuffle_outline(person, goal, dice),
        lambda: undo(ws),
        lambda: undo(ws),
        lambda: redo(ws),
    ]
    before = read_tables(person.db)
    try:
        dice.choice(acts)()
    except TinyWinsError:
        assert read_tables(person.db) == before


def shuffle_outline(person: Person, goal: str, dice: Random) -> None:
    """Put the lines of a goal's outline into another order, and one new step among them."""
    code, text = open_outline(person.ws, goal)
    head, _, body = text.partition("\nBy: ")
    by, _, body = body.partition("\n\n")
    lines = [*body.splitlines(), "  [ ] One more"]
    dice.shuffle(lines)
    save_outline(person.ws, code, text, f"{head}\nBy: {by}\n\n" + "\n".join(lines) + "\n")


def begin() -> tuple[Person, str]:
    """Give somebody with a goal of a few steps."""
    person = Person()
    goal = add_goal(person, tags=("shop",))
    add_steps(person, goal, "All of it", *STEPS)
    return person, goal


def check(person: Person, goal: str) -> None:
    """Check that a goal counts what a journal folded by hand says, and that folding anew agrees."""
    steps = fold_steps(read_changes(person.db))
    view = show_goal(person.ws, goal)
    assert (view.done, view.want) == (sum(step.done != "" for step in view.steps), len(view.steps))
    assert {step.id: bool(step.done) for step in view.steps} == steps
    assert rebuild_tables(read_changes(person.db)) == read_tables(person.db)


@given(st.integers(0, 2**32 - 1))
def test_a_goal_counts_the_steps_that_have_a_living_win(seed: int) -> None:
    """Through ticks, edits, credits, outlines, removals, undo and redo it agrees with the journal folded by hand."""
    dice, (person, goal) = Random(seed), begin()
    for _ in range(12):
        live(person, goal, dice)
        check(person, goal)
    person.close()


@given(st.integers(0, 2**32 - 1))
def test_two_devices_come_to_the_same_goal(seed: int) -> None:
    """Two that changed a goal apart from each other agree once they heard of each other, whoever heard first."""
    dice, (here, goal) = Random(seed), begin()
    there = Person(device="b")
    deliver(there.db, read_changes(here.db))
    for _ in range(6):
        live(here, goal, dice)
        live(there, goal, dice)
    mine, theirs = read_changes(here.db), read_changes(there.db)
    deliver(here.db, theirs)
    deliver(there.db, mine)
    assert read_tables(here.db) == read_tables(there.db)
    check(here, goal)
    assert show_goal(here.ws, goal) == show_goal(there.ws, goal)
    here.close()
    there.close()


def test_done_on_two_devices_is_done_once() -> None:
    """A step that was done on both is one step of the goal, two wins, and open again once both are removed."""
    here, goal = begin()
    there = Person(device="b")
    deliver(there.db, read_changes(here.db))
    do(here, "pictures")
    do(there, "pictures", ago=2)
    deliver(here.db, read_changes(there.db))
    view = show_goal(here.ws, goal)
    assert (view.done, len(here.entries()), view.steps[0].done) == (1, 2, "2026-11-18")
    for entry in here.entries():
        assert count(here, goal)[0] == 1
        remove_entries(here.ws, [entry.short])
    assert count(here, goal)[0] == 0


def test_a_step_for_what_was_removed_elsewhere_stays_apart() -> None:
    """Added to a phase that is gone it stands without one; of a goal that is gone its win stays, and undo counts it."""
    here, goal = begin()
    there = Person(device="b")
    deliver(there.db, read_changes(here.db))
    edits.remove_phase(here.ws, "all of it", goal)
    edits.plan_step(there.ws, "A late one", goal, "all of it")
    deliver(here.db, read_changes(there.db))
    assert "A late one" in [step.title for step in show_goal(here.ws, goal).loose]
    edits.remove_goal(here.ws, goal)
    do(there, "late")
    deliver(here.db, read_changes(there.db))
    assert here.texts() == ["A late one"]
    undo(here.ws)
    assert count(here, goal) == (1, 5)
