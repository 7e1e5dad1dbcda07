"""Goals: what they count is their wins, whatever is done, removed, undone and redone; and each act is one."""

from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import refusal
from tests.services.work.goal_shop import SHOP, TODAY, add_goal, add_steps, count, do
from tests.services.workspaces import Person
from tests.storage.tables import read_changes, read_tables, rebuild_tables
from tinywins.errors import NotFoundError
from tinywins.render.listing import say_deeds
from tinywins.render.work.work_findings import find_burn_up
from tinywins.services.entries import remove_entries
from tinywins.services.tags import edit_tag
from tinywins.services.undo import redo, undo
from tinywins.services.work import goal_edits as edits
from tinywins.services.work.goal_credit import credit
from tinywins.services.work.goal_edits import GoalDraft
from tinywins.services.work.goal_outline import open_outline, save_outline
from tinywins.services.work.goal_steps import propose_step
from tinywins.services.work.goals import DONE, FOCUS, OPEN, PARKED, GoalView, list_goals, show_goal, view_burn_up


@pytest.fixture
def person() -> Iterator[Person]:
    """Somebody without goals yet."""
    somebody = Person()
    yield somebody
    somebody.close()


class Shop:
    """What a goal must be, kept beside the log: the steps that are done, by the entry that did each; acts to undo."""

    def __init__(self, person: Person, steps: int) -> None:
        self.person = person
        self.goal = add_goal(person, tags=("shop",))
        add_steps(person, self.goal, "All of it", *(f"Piece {number}" for number in range(steps)))
        self.done: dict[int, str] = {}
        self.past: list[dict[int, str]] = []
        self.future: list[dict[int, str]] = []

    def change(self, done: dict[int, str]) -> None:
        """Remember an act."""
        self.past.append(self.done)
        self.done, self.future = done, []

    def do(self, number: int) -> None:
        """Do a step; one that is done already changes nothing."""
        ticked = do(self.person, f"piece {number}")
        assert bool(ticked.logged) == (number not in self.done)
        if ticked.logged:
            self.change({**self.done, number: ticked.logged[0].entry.short})

    def remove(self, number: int) -> None:
        """Remove a step's win."""
        if number in self.done:
            remove_entries(self.person.ws, [self.done[number]])
            self.change({place: short for place, short in self.done.items() if place != number})

    def undo(self) -> None:
        """Take the newest act back."""
        if self.past:
            undo(self.person.ws)
            self.future.append(self.done)
            self.done = self.past.pop()

    def redo(self) -> None:
        """Put back what was taken back."""
        if self.future:
            redo(self.person.ws)
            self.past.append(self.done)
            self.done = self.future.pop()


@given(st.integers(1, 4), st.lists(st.tuples(st.sampled_from(["do", "remove", "undo", "redo"]), st.integers(0, 3))))
def test_a_goal_counts_its_wins(steps: int, acts: list[tuple[str, int]]) -> None:
    """At any time a goal has as many steps done as living wins, those of the model, and folding anew agrees."""
    person = Person()
    shop = Shop(person, steps)
    for name, number in acts:
        getattr(shop, name)(*([number % steps] if name in ("do", "remove") else []))
        view = show_goal(person.ws, shop.goal)
        assert view.done == len(shop.done) == len(person.entries())
        assert {step.title for step in view.steps if step.done} == {f"Piece {place}" for place in shop.done}
        assert (view.reached is not None) == (len(shop.done) == steps)
    assert rebuild_tables(read_changes(person.db)) == read_tables(person.db)
    person.close()


def test_undo_restores_each_act(person: Person) -> None:
    """After each kind of act undo gives the tables as they were, and redo those after it."""
    goal = add_goal(person, tags=("shop",), by=TODAY + 90)
    other = add_goal(person, "Learn to knit")
    add_steps(person, goal, "Catalogue", "Pictures", "Prices")
    earlier = person.log("Registered the name +shop")
    acts: list[Callable[[], object]] = [
        lambda: edits.edit_goal(person.ws, goal, GoalDraft(title="Open", why="mine", by=0, untag=("shop",))),
        lambda: edits.add_phase(person.ws, "Checkout", goal, TODAY + 5),
        lambda: edits.plan_step(person.ws, "Payment", goal),
        lambda: edits.block_step(person.ws, "payment", "the bank"),
        lambda: edits.focus_goal(person.ws, other),
        lambda: edits.park_goal(person.ws, goal),
        lambda: edits.park_goal(person.ws, goal, park=False),
        lambda: credit(person.ws, goal, [earlier.entry.short]),
        lambda: do(person, "pictures", "prices"),
        lambda: edits.remove_step(person.ws, "pictures"),
        lambda: edits.remove_phase(person.ws, "catalogue", goal),
        lambda: edits.remove_goal(person.ws, goal),
    ]
    for act in acts:
        before = read_tables(person.db)
        act()
        after = read_tables(person.db)
        undo(person.ws)
        restored = read_tables(person.db)
        redo(person.ws)
        for name in ("goal", "goal_tag", "phase", "step", "focus", "entry", "entry_work", "win_day"):
            assert restored[name] == before[name], name
            assert read_tables(person.db)[name] == after[name], name


def test_a_step_is_done_once(person: Person) -> None:
    """Done again, or twice in one command, a step stays one win; and it is said that it was done already."""
    goal = add_goal(person)
    add_steps(person, goal, "Catalogue", "Pictures")
    assert len(do(person, "pictures", "Pictures").logged) == 1
    again = do(person, "pictures")
    assert (again.logged, again.already, again.steps) == ([], ["Pictures"], ())
    assert count(person) == (1, 1)


def test_a_phase_done_before_its_date_says_so(person: Person) -> None:
    """The last step of a phase tells that it is done and how many days before its date; later steps do not."""
    goal = add_goal(person)
    add_steps(person, goal, "Catalogue", "Pictures", "Prices", by=TODAY + 7)
    add_steps(person, goal, "Checkout", "Payment")
    (first,) = do(person, "pictures").steps
    (last,) = do(person, "prices").steps
    assert (first.is_phase_reached, last.is_phase_reached, last.is_goal_reached) == (False, True, False)
    assert last.phase is not None and last.phase.ahead == 7
    (end,) = do(person, "payment").steps
    assert end.is_goal_reached and end.goal.state == DONE


def test_a_phase_without_steps_keeps_a_goal_open(person: Person) -> None:
    """A goal whose last phase is still to be planned is not done, though each of its steps is."""
    goal = add_goal(person)
    add_steps(person, goal, "Catalogue", "Pictures")
    edits.add_phase(person.ws, "Checkout", goal)
    do(person, "pictures")
    view = show_goal(person.ws)
    assert (view.reached, view.state) == (None, FOCUS)
    assert view.current is not None and view.current.phase.title == "Checkout"


def test_what_cannot_be_is_refused(person: Person) -> None:
    """Empty titles, targets of nothing, persons, measurements and days ahead are refused with a sentence."""
    goal = add_goal(person)
    person.log("+weight=70")
    edit_tag(person.ws, "weight", None, "last")
    for draft in (
        GoalDraft("  "),
        GoalDraft("a\nb"),
        GoalDraft("x", target=(0, "+order")),
        GoalDraft("x", target=(1_000, "+weight")),
        GoalDraft("x", tags=("@anna",)),
        GoalDraft("x", since=TODAY - 1),
        GoalDraft("x", target=(1_000, "+order"), since=TODAY + 1),
        GoalDraft("x", by=TODAY - 1),
    ):
        refusal(edits.add_goal, person.ws, draft)
    refusal(edits.add_phase, person.ws, "Ten", goal, None, 10_000)
    refusal(edits.add_phase, person.ws, "Early", goal, TODAY - 1)
    refusal(edits.plan_step, person.ws, "", goal)
    assert [view.goal.title for view in list_goals(person.ws)] == [SHOP]


def test_the_one_that_is_worked_on_is_in_focus(person: Person) -> None:
    """One goal is in focus without a word, of several the one that was named; resting it gives the focus away."""
    assert propose_step(person.ws) is None
    shop, knit = add_goal(person), add_goal(person, "Learn to knit")
    assert propose_step(person.ws) is None
    assert {view.state for view in list_goals(person.ws)} == {OPEN}
    refusal(show_goal, person.ws)
    edits.focus_goal(person.ws, knit)
    assert show_goal(person.ws).goal.title == "Learn to knit"
    edits.park_goal(person.ws, knit)
    assert show_goal(person.ws).goal.short == shop
    assert [view.state for view in list_goals(person.ws, every=True)] == [FOCUS, PARKED]
    edits.focus_goal(person.ws, knit)
    assert [view.state for view in list_goals(person.ws, every=True)] == [FOCUS, OPEN]


def test_one_step_is_proposed(person: Person) -> None:
    """The first open step of the current phase; a step with an obstacle waits, and where all do, they are named."""
    goal = add_goal(person)
    add_steps(person, goal, "Catalogue", "Pictures", "Prices")
    add_steps(person, goal, "Checkout", "Payment")

    def proposed() -> str:
        found = propose_step(person.ws)
        assert found is not None
        return found.step.title if found.step else ""

    assert proposed() == "Pictures"
    edits.block_step(person.ws, "pictures", "no lamp")
    assert proposed() == "Prices"
    do(person, "prices")
    assert proposed() == "Payment"
    edits.block_step(person.ws, "payment", "the bank")
    found = propose_step(person.ws)
    assert found is not None and found.step is None
    assert [step.title for step in found.waiting] == ["Pictures", "Payment"]
    edits.block_step(person.ws, "pictures", "")
    assert proposed() == "Pictures"


def test_steps_of_an_amount_that_was_reached_come_last(person: Person) -> None:
    """An open step of a phase whose amount is there already is proposed once nothing else is open."""
    goal = add_goal(person, target=(40_000, "+order"))
    edits.add_phase(person.ws, "Ten", goal, None, 10_000)
    edits.add_phase(person.ws, "Forty", goal, None, 40_000)
    edits.plan_step(person.ws, "Write to friends", goal, "ten")
    edits.plan_step(person.ws, "Print cards", goal, "forty")
    person.log("+order=12")
    for title in ("Print cards", "Write to friends"):
        found = propose_step(person.ws)
        assert found is not None and found.step is not None
        assert found.step.title == title
        do(person, title)


def test_steps_stay_when_their_phase_goes(person: Person) -> None:
    """A phase that is removed leaves its steps to the goal, done or not."""
    goal = add_goal(person)
    add_steps(person, goal, "Catalogue", "Pictures", "Prices")
    do(person, "pictures")
    edits.remove_phase(person.ws, "catalogue", goal)
    view = show_goal(person.ws)
    assert ([step.title for step in view.loose], view.phases, view.done) == (["Pictures", "Prices"], (), 1)


def test_a_goal_that_goes_leaves_its_wins(person: Person) -> None:
    """Without its goal a step is found no more; its win stays, and undo brings all of it back in one."""
    goal = add_goal(person)
    add_steps(person, goal, "Catalogue", "Pictures", "Prices")
    do(person, "pictures")
    before = open_outline(person.ws, goal)
    edits.remove_goal(person.ws, goal)
    assert len(person.entries()) == 1
    with pytest.raises(NotFoundError):
        do(person, "prices")
    undo(person.ws)
    assert open_outline(person.ws, goal) == before


def test_work_of_before_is_a_start_and_no_end(person: Person) -> None:
    """A goal of credited wins alone is not done; it is once a step of its own is done too."""
    win = person.log("Registered the name +shop", on="-4").entry.short
    goal = add_goal(person, tags=("shop",), by=TODAY + 9)
    view, _ = credit(person.ws, goal, [win])
    assert (view.done, view.want, view.reached, view.state) == (1, 1, None, FOCUS)
    burn = view_burn_up(person.ws, goal)
    assert (burn.reached, find_burn_up(burn)) == (None, ("1 step done so far, and none is open.",))
    edits.plan_step(person.ws, "Take the pictures", goal)
    do(person, "pictures")
    view = show_goal(person.ws, goal)
    assert (view.done, view.reached, view.state) == (2, TODAY, DONE)


def test_a_goal_that_is_done_gives_the_focus_away(person: Person) -> None:
    """Of two goals the one that is not done is in focus; one that is done is refused, and a new step opens it."""
    shop, knit = add_goal(person), add_goal(person, "Learn to knit")
    add_steps(person, shop, "All", "Pictures")
    edits.focus_goal(person.ws, shop)
    do(person, "pictures")
    assert show_goal(person.ws).goal.short == knit
    assert "goal step add" in refusal(edits.focus_goal, person.ws, shop).hint
    edits.plan_step(person.ws, "Prices", shop)
    assert show_goal(person.ws).goal.short == shop
    edits.park_goal(person.ws, knit)
    do(person, "prices")
    assert show_goal(person.ws).state == DONE


def test_undo_says_what_an_act_did_to_a_goal(person: Person) -> None:
    """One deed tells of a goal with its parts, and first the goal that was removed."""
    goal = add_goal(person, tags=("shop",))
    add_steps(person, goal, "Catalogue", "Pictures", "Prices")
    win = person.log("Registered the name +shop").entry.short
    code, text = open_outline(person.ws, goal)
    shown = f"{SHOP} ({goal})"

    def said(act: Callable[[], object]) -> str:
        act()
        told = undo(person.ws)
        redo(person.ws)
        return say_deeds(told)

    other = (
        text.replace("Goal: Launch", "Goal: Open").replace("] Pictures", "] Photographs").replace("] Prices {", "] {")
    )
    other += "Checkout\n  [ ] Payment ! the bank\n  [ ] Terms\n"
    error = refusal(save_outline, person.ws, code, text, other)
    assert "A step needs a few words" in error.message
    other = other.replace("Goal: Open", "Goal: Launch").replace("] {", "] Prices {")
    assert said(lambda: save_outline(person.ws, code, text, other)) == (
        f"changed goal {shown}: added 1 phase and 2 steps; changed 1 step"
    )
    assert said(lambda: credit(person.ws, goal, [win])) == f"credited goal {shown} with 1 earlier win"
    assert said(lambda: edits.block_step(person.ws, "photographs", "rain")).startswith("blocked step Photographs (")
    assert said(lambda: edits.block_step(person.ws, "photographs", "")).startswith("unblocked step Photographs (")
    assert said(lambda: edits.park_goal(person.ws, goal)) == f"parked goal {shown}"
    assert said(lambda: edits.park_goal(person.ws, goal, park=False)) == f"unparked goal {shown}"
    assert said(lambda: edits.remove_phase(person.ws, "checkout", goal)).startswith("removed phase Checkout (")
    assert said(lambda: do(person, "prices")).startswith("logged Prices (")
    assert said(lambda: edits.remove_goal(person.ws, goal)) == f"removed goal {shown}, with 1 phase and 5 steps"


def test_views_agree_with_one_another(person: Person) -> None:
    """The list, the one that is shown and the burn-up say the same of how much is done."""
    goal = add_goal(person)
    add_steps(person, goal, "All", "A", "B", "C")
    do(person, "a", ago=3)
    views: list[GoalView] = list_goals(person.ws)
    burn = view_burn_up(person.ws, goal)
    assert (views[0].done, views[0].want) == count(person) == (burn.total, burn.want) == (1, 3)
