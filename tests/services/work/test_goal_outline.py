"""The outline of a goal: read as written it changes nothing, and edited it makes the goal what it says, in one act."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import refusal
from tests.services.workspaces import FRIDAY, Person
from tests.storage.tables import read_changes, read_tables
from tinywins.domain.days import read_day
from tinywins.errors import UsageError
from tinywins.services.ticking import tick
from tinywins.services.toggling import when_of
from tinywins.services.undo import undo
from tinywins.services.work import goal_edits as edits
from tinywins.services.work.goal_edits import GoalDraft
from tinywins.services.work.goal_outline import open_outline, read_outline, save_outline, write_outline
from tinywins.services.work.goals import show_goal

TODAY = read_day(FRIDAY)
TITLES = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=24)
TITLE = TITLES.filter(str.strip)
Shape = list[tuple[str, list[str]]]  # each phase with its steps; the steps before any phase stand under ""


def set_goal(person: Person, shape: Shape, title: str = "Launch") -> str:
    """Set a goal of this shape, and give its code."""
    goal = edits.add_goal(person.ws, GoalDraft(title, why="mine", by=TODAY + 90)).goal.short
    for phase, steps in shape:
        code = edits.add_phase(person.ws, phase, goal, TODAY + 9)[0].short if phase else ""
        for step in steps:
            edits.plan_step(person.ws, step, goal, code)
    return goal


def shape_of(person: Person, goal: str) -> Shape:
    """Give the shape of a goal."""
    view = show_goal(person.ws, goal)
    loose = [("", [step.title for step in view.loose])] if view.loose else []
    return loose + [(each.phase.title, [step.title for step in each.steps]) for each in view.phases]


def keep_body(text: str) -> list[str]:
    """Give the lines of an outline that are phases and steps."""
    return text.partition("By: ")[2].partition("\n\n")[2].splitlines()


@given(TITLE, st.lists(TITLE, max_size=2), st.lists(st.tuples(TITLE, st.lists(TITLE))))
def test_an_outline_that_is_not_touched_changes_nothing(title: str, loose: list[str], shape: Shape) -> None:
    """Whatever signs the titles hold, an outline that comes back as it was handed out changes nothing."""
    person = Person()
    try:
        goal = set_goal(person, [("", loose), *shape], title)
    except UsageError:
        return
    before = read_tables(person.db)
    code, text = open_outline(person.ws, goal)
    _, changed = save_outline(person.ws, code, text, text)
    assert changed == 0
    assert read_tables(person.db) == before
    person.close()


@given(st.integers(0, 2**32 - 1))
def test_lines_are_moved_added_and_taken_out(seed: int) -> None:
    """However lines are shuffled, added and taken out, the goal is what the outline says; undo takes it back."""
    dice, person = Random(seed), Person()
    goal = set_goal(person, [("Plan", ["A", "B"]), ("Build", ["C"]), ("Open", [])])
    tick(person.ws, ["b"], when_of(person.ws, TODAY))
    before, tables = shape_of(person, goal), read_tables(person.db)
    code, text = open_outline(person.ws, goal)
    head, body = text[: -len("\n".join(keep_body(text))) - 1], keep_body(text)
    dice.shuffle(body)
    body = [line for line in body if dice.random() < 0.85]
    for number in range(dice.randrange(3)):
        new = f"  [ ] New {number}" if dice.random() < 0.6 else f"Phase {number}, by 2027-01-0{number + 1}"
        body.insert(dice.randrange(len(body) + 1), new)
    wanted: Shape = []
    for line in body:
        plain = line.partition(" {")[0]
        if "[" in plain[:4]:
            if not wanted:
                wanted.append(("", []))
            wanted[-1][1].append(plain.partition("] ")[2])
        else:
            wanted.append((plain.partition(",")[0], []))
    _, changed = save_outline(person.ws, code, text, head + "\n".join(body) + "\n")
    assert shape_of(person, goal) == wanted
    if changed:
        undo(person.ws)
    assert shape_of(person, goal) == before
    restored = read_tables(person.db)
    assert all(restored[name] == tables[name] for name in ("goal", "phase", "step", "entry", "entry_work"))
    person.close()


def edit(person: Person, goal: str, old: str, new: str) -> int:
    """Put something in the place of something in a goal's outline; give how many things changed."""
    code, text = open_outline(person.ws, goal)
    assert old in text
    return save_outline(person.ws, code, text, text.replace(old, new, 1))[1]


def test_the_goal_itself_is_changed_there() -> None:
    """Title, reason and date of the goal, dates of phases and obstacles of steps are changed in the same text."""
    person = Person()
    goal = set_goal(person, [("Plan", ["A"])])
    code, text = open_outline(person.ws, goal)
    new = text.replace("Goal: Launch", "Goal: Open").replace("Why: mine", "Why: ours").replace("By: 2027-02-18", "By: ")
    new = new.replace("by 2026-11-29", "by 1 dec").replace("[ ] A", "[ ] A better one ! no lamp")
    save_outline(person.ws, code, text, new)
    view = show_goal(person.ws, goal)
    assert (view.goal.title, view.goal.why, view.goal.by) == ("Open", "ours", "")
    assert (view.phases[0].phase.by, view.steps[0].title, view.steps[0].obstacle) == (
        "2026-12-01",
        "A better one",
        "no lamp",
    )
    assert edit(person, goal, " ! no lamp", "") == 1
    assert show_goal(person.ws, goal).steps[0].obstacle == ""


def test_a_title_with_a_mark_keeps_it_when_it_is_reworded() -> None:
    """A title that holds ` ! ` holds it still once another word of it changed, and an obstacle stands after it."""
    person = Person()
    goal = set_goal(person, [("Plan", ["Stop ! Look ! Listen", "B"])])
    assert edit(person, goal, "Listen", "Hear") == 1
    assert edit(person, goal, "Hear {", "Hear ! too loud ! there {") == 1
    (step, _) = show_goal(person.ws, goal).steps
    assert (step.title, step.obstacle) == ("Stop ! Look ! Hear", "too loud ! there")


def test_what_stays_where_it_was_is_left_alone() -> None:
    """A line added at the end is one change of the journal, one further up moves those below it, and counts as one."""
    person = Person()
    goal = set_goal(person, [("", ["Loose"]), ("Plan", ["A", "B", "C"])])
    n = len(read_changes(person.db))
    assert edit(person, goal, "Plan", "Plan") == 0
    code, text = open_outline(person.ws, goal)
    save_outline(person.ws, code, text, f"{text}  [ ] D\n")
    assert len(read_changes(person.db)) == n + 1
    assert edit(person, goal, "  [ ] B", "  [ ] New\n  [ ] B") == 1
    assert shape_of(person, goal) == [("", ["Loose"]), ("Plan", ["A", "New", "B", "C", "D"])]
    code, text = open_outline(person.ws, goal)
    lines = text.splitlines(keepends=True)
    assert save_outline(person.ws, code, text, "".join([*lines[:-2], lines[-1], lines[-2]]))[1] == 1
    assert shape_of(person, goal)[1] == ("Plan", ["A", "New", "B", "D", "C"])


def test_a_step_that_is_done_stays_a_win() -> None:
    """The box of a step is no switch: it stays done where its sign is taken away, and taken out its win stays."""
    person = Person()
    goal = set_goal(person, [("Plan", ["A", "B"])])
    tick(person.ws, ["a"], when_of(person.ws, TODAY))
    assert edit(person, goal, "[x] A", "[ ] A") == 0
    code, text = open_outline(person.ws, goal)
    without = "\n".join(line for line in text.splitlines() if "] A" not in line)
    save_outline(person.ws, code, text, without)
    assert [entry.text for entry in person.entries()] == ["A"]
    assert show_goal(person.ws, goal).want == 1


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("  [ ] B", "  [x] C\n  [ ] B", "Line 13: A new step is not done yet."),
        ("Goal: Launch", "Goal:", "A goal needs a few words"),
        ("[ ] B", "[ ] ", "A step needs a few words"),
        ("by 2026-11-29", "by someday", "Line 11: "),
        ("Why: mine", "Why: a\x00b", "The reason holds a NUL"),
        ("[ ] B", "[ ] B ! a\x00b", "Line 13: The obstacle"),
        ("[ ] B", "[ ] B ! a\u2028b", "Line 13: The obstacle is one line"),
        ("[ ] B", "[ ] a\x00b", "Line 13: The title"),
        ("[ ] B", "[ ] C {zzzz}\n  [ ] B", "is no step of this goal"),
    ],
)
def test_what_cannot_be_read_is_named_and_changes_nothing(old: str, new: str, says: str) -> None:
    """A line that cannot be is named by its number with what to write, and nothing at all is changed."""
    person = Person()
    goal = set_goal(person, [("Plan", ["A", "B"])])
    before = read_tables(person.db)
    error = refusal(edit, person, goal, old, new)
    assert says in error.message
    assert read_tables(person.db) == before


def test_a_line_that_stands_twice_is_refused() -> None:
    """A code that stands on two lines would be one thing in two places."""
    person = Person()
    goal = set_goal(person, [("Plan", ["A"])])
    code, text = open_outline(person.ws, goal)
    line = keep_body(text)[-1]
    error = refusal(save_outline, person.ws, code, text, f"{text}{line}\n")
    assert "stands there twice" in error.message


def test_a_goal_that_changed_meanwhile_is_left_alone() -> None:
    """What was written onto a goal that is another by now changes nothing."""
    person = Person()
    goal = set_goal(person, [("Plan", ["A"])])
    code, text = open_outline(person.ws, goal)
    edits.plan_step(person.ws, "B", goal)
    error = refusal(save_outline, person.ws, code, text, text.replace("[ ] A", "[ ] Z"))
    assert "changed elsewhere" in error.message
    assert shape_of(person, goal) == [("Plan", ["A", "B"])]


def test_it_reads_back_what_it_writes() -> None:
    """The outline read alone has the goal's own fields, phases and steps in order."""
    person = Person()
    goal = set_goal(person, [("", ["First"]), ("Plan", ["A", "B"])])
    view = show_goal(person.ws, goal)
    found = read_outline(write_outline(view), view, TODAY)
    assert (found.title, found.why, found.by) == ("Launch", "mine", view.goal.by)
    assert [line.code for line in found.steps] == [step.short for step in (*view.loose, *view.phases[0].steps)]
    assert [line.phase for line in found.steps] == [-1, 0, 0]
