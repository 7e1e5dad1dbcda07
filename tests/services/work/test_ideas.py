"""From idea to test: one act holds what came of feedback and what closed it, and undo takes both back."""

import sys
from types import ModuleType
from typing import Any

import pytest

from tests.builders import refusal
from tests.services.workspaces import Person
from tests.storage.tables import read_changes, read_tables, rebuild_tables
from tinywins.domain.feedback import ACTED, PLANNED, Feedback
from tinywins.domain.ids import order_id
from tinywins.domain.line import Line, parse_line
from tinywins.services.undo import redo, undo
from tinywins.services.work import feedback, ideas
from tinywins.services.work.items import give_code, record_item
from tinywins.services.work.tweaks import TweakDraft, list_tweaks
from tinywins.services.work.works import find_work
from tinywins.storage import facts, journal
from tinywins.storage.connect import Db

GOAL = order_id(1, b"a goal, set")
NOTHING = Line("", [])


@pytest.fixture
def heard(person: Person, monkeypatch: pytest.MonkeyPatch) -> Feedback:
    """Something that was said, beside a goal; steps are recorded as they are kept, where goals have no room yet."""
    try:
        import tinywins.services.work.goal_edits  # type: ignore[import-not-found, unused-ignore]  # noqa: F401
    except ImportError:
        room = ModuleType("tinywins.services.work.goal_edits")
        room.add_step = add_step  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, room.__name__, room)
    with person.store.writing() as db:
        act = journal.start_act(db, person.make_id(), person.read_stamp())
        fields: dict[str, Any] = {"short": give_code(db, GOAL), "title": "Launch the shop", "born": "2026-11-20"}
        record_item(db, act, "goal", GOAL, fields)
    return feedback.add_feedback(person.ws, "The subject lines are long", "@anna", "mail").feedback


def add_step(
    db: Db, ws: Any, act: journal.Act, goal_id: str, title: str, phase_id: str = "", feedback: str = ""
) -> str:
    """Record a step of a goal inside an act, and give its code."""
    step_id, short = ws.new_id(), give_code(db, ws.new_id())
    fields: dict[str, Any] = {"goal": goal_id, "phase": phase_id, "short": short, "title": title}
    record_item(db, act, "step", step_id, {**fields, "feedback": feedback, "born": "2026-11-20"})
    return short


def see(person: Person, item: Feedback) -> feedback.FeedbackPage:
    """See a piece of feedback as it stands."""
    return feedback.show_feedback(person.ws, item.short)


def test_starting_a_tweak_is_an_answer(person: Person, heard: Feedback) -> None:
    """One act starts the tweak and logs the win; each says where it came from, and undo and redo move both."""
    before = len(read_changes(person.db))
    tried = ideas.try_out(person.ws, heard.short, NOTHING, TweakDraft("shorter subject line", "+clicks/+opens"))
    assert len({row[2] for row in read_changes(person.db)[before:]}) == 1
    entry = tried.acted.logged.entry
    assert (entry.text, entry.win) == ("Started a tweak: shorter subject line", True)
    assert [name for name, _ in entry.tags] == ["@anna"]
    work = find_work(person.ws, entry.id)
    assert work is not None
    assert work.feedback is not None
    assert work.feedback.id == heard.id
    assert tried.tweak.heard == (heard.short, heard.text)
    assert see(person, heard).outcomes == (("tweak", tried.tweak.tweak.short, "shorter subject line"),)
    undo(person.ws, None)
    assert (see(person, heard).feedback, list_tweaks(person.ws), person.entries()) == (heard, [], [])
    redo(person.ws, None)
    assert (see(person, heard).feedback.closed, len(list_tweaks(person.ws)), len(person.entries())) == (ACTED, 1, 1)
    assert read_tables(person.db) == rebuild_tables(read_changes(person.db))


def test_words_and_a_day_are_those_of_the_win(person: Person, heard: Feedback) -> None:
    """What is said of it is the win's text; its day is the tweak's first too."""
    person.go_to(person.ws.today() + 4)
    line = parse_line("Wrote three of them +mail")
    tried = ideas.try_out(person.ws, heard.short, line, TweakDraft("short ones", "+clicks"), person.when("-2"))
    assert tried.acted.logged.entry.text == "Wrote three of them"
    assert tried.acted.logged.entry.day == person.ws.today() - 2


def test_a_step_closes_it_without_a_win(person: Person, heard: Feedback) -> None:
    """One act adds the step and closes the feedback as planned; nothing is won yet, and undo takes both back."""
    before = len(read_changes(person.db))
    planned = ideas.plan_step(person.ws, heard.short, "shop", "Write shorter ones", "before Christmas")
    assert len({row[2] for row in read_changes(person.db)[before:]}) == 1
    assert (planned.goal, planned.title) == ("Launch the shop", "Write shorter ones")
    assert (planned.feedback.closed, planned.feedback.answer) == (PLANNED, "before Christmas")
    assert see(person, heard).outcomes == (("step", planned.short, "Write shorter ones"),)
    assert facts.count_all_wins(person.db) == 0
    undo(person.ws, None)
    assert (see(person, heard).feedback, see(person, heard).outcomes) == (heard, ())
    redo(person.ws, None)
    assert see(person, heard).feedback.closed == PLANNED
    assert read_tables(person.db) == rebuild_tables(read_changes(person.db))


@pytest.mark.parametrize(
    ("how", "says"),
    [
        (lambda p, i: ideas.try_out(p.ws, i.short, NOTHING, TweakDraft("short", "+a/+b/+c")), "is no measure"),
        (lambda p, i: ideas.try_out(p.ws, i.short, NOTHING, TweakDraft("short", "@anna")), "is a person"),
        (lambda p, i: ideas.try_out(p.ws, i.short, NOTHING, TweakDraft("  ", "+clicks")), "a few words"),
        (lambda p, i: ideas.plan_step(p.ws, i.short, "shop", " "), "has a title"),
        (lambda p, i: ideas.plan_step(p.ws, i.short, "garden", "Dig"), "no goal garden"),
        (lambda p, i: ideas.plan_step(p.ws, f"no {i.via}", "shop", "Dig"), "no piece of feedback"),
    ],
)
def test_what_is_refused_leaves_nothing(person: Person, heard: Feedback, how: Any, says: str) -> None:
    """Where the tweak or the step cannot be made, nothing is logged and the feedback stays open."""
    before = read_changes(person.db)
    assert says in str(refusal(how, person, heard))
    assert read_changes(person.db) == before
    assert see(person, heard).feedback == heard


def test_what_is_closed_is_not_closed_again(person: Person, heard: Feedback) -> None:
    """Feedback that was planned, or answered by a tweak, is refused, and nothing more is planned or started."""
    ideas.plan_step(person.ws, heard.short, "shop", "Write shorter ones")
    before = read_changes(person.db)
    for how in (
        lambda: ideas.plan_step(person.ws, heard.short, "shop", "Write them"),
        lambda: ideas.try_out(person.ws, heard.short, NOTHING, TweakDraft("short", "+clicks")),
        lambda: feedback.decline(person.ws, heard.short, "no"),
    ):
        assert "was planned" in str(refusal(how))
    assert read_changes(person.db) == before
