"""What feeds goals: tags and habits, each win once for each goal; credited work, amounts of a tag, days of rest."""

from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import refusal
from tests.services.work.goal_shop import TODAY, add_goal, add_steps, count, do
from tests.services.workspaces import Person
from tinywins.domain.days import write_day
from tinywins.services.tags import edit_tag, merge_tags, rename_tag
from tinywins.services.ticking import tick
from tinywins.services.toggling import when_of
from tinywins.services.undo import undo
from tinywins.services.work import goal_edits as edits
from tinywins.services.work.goal_credit import credit, find_earlier
from tinywins.services.work.goal_edits import GoalDraft
from tinywins.services.work.goal_feeds import feed_goals, review_goals
from tinywins.services.work.goals import DONE, FOCUS, list_goals, show_goal, view_burn_up


@pytest.fixture
def person() -> Iterator[Person]:
    """Somebody without goals yet."""
    somebody = Person()
    yield somebody
    somebody.close()


def test_a_steps_win_carries_what_it_can(person: Person) -> None:
    """It carries the goal's tags, but no habit, no tag with a unit, no measurement, and not what the goal counts."""
    person.log("+run=5")
    edit_tag(person.ws, "run", "km", None)
    person.add_habit("stretch")
    person.add_habit("coffee", "daily at most 2")
    goal = add_goal(person, target=(40_000, "+order"), tags=("shop", "run", "stretch", "coffee", "order"))
    edits.plan_step(person.ws, "Write the terms", goal)
    (logged,) = do(person, "terms").logged
    assert logged.entry.tags == [("shop", None)]
    assert show_goal(person.ws).done == 0


def test_a_goal_of_a_tag_counts_its_amount(person: Person) -> None:
    """It sums the tag from its first day on, through merges; a phase ends at its amount, on the day that was there."""
    person.log("Early +order=5", on="-9")
    goal = add_goal(person, target=(40_000, "+order"))
    edits.add_phase(person.ws, "First ten", goal, TODAY + 3, 10_000)
    assert show_goal(person.ws).done == 0
    earlier = find_earlier(person.ws, goal)
    assert (earlier.amount, earlier.since) == (5_000, TODAY - 9)
    edits.edit_goal(person.ws, goal, GoalDraft(since=earlier.since))
    person.log("More +order=4", on="-2")
    person.log("And one +bestellung")
    merge_tags(person.ws, "bestellung", "order")
    view = show_goal(person.ws)
    assert (view.done, view.want, view.phases[0].done, view.phases[0].reached) == (10_000, 40_000, 10_000, TODAY)
    assert view.phases[0].ahead == 3
    assert view_burn_up(person.ws).total == 10.0


def test_tags_are_called_what_they_are_called_now(person: Person) -> None:
    """A goal knows its tags through renames and merges, by their present names, and none counts twice."""
    person.log("Before +order +shop +store", on="-3")
    goal = add_goal(person, target=(40_000, "+order"), tags=("shop", "store"))
    rename_tag(person.ws, "order", "sale")
    merge_tags(person.ws, "shop", "store")
    view = show_goal(person.ws, goal)
    assert (view.goal.tag, view.goal.tags) == ("sale", ("store",))
    person.log("One +order=2 +shop")
    fed = feed_goals(person.ws, list_goals(person.ws))
    assert [(feed.name, feed.wins) for feed in fed.feeds[view.goal.id]] == [("sale", 2), ("store", 2)]
    assert (show_goal(person.ws, goal).done, fed.wins[view.goal.id]) == (2_000, 2)
    for draft in (GoalDraft(tags=("shop",)), GoalDraft(target=(40_000, "+order"))):
        assert edits.edit_goal(person.ws, goal, draft)[1] is False
    view, is_changed = edits.edit_goal(person.ws, goal, GoalDraft(untag=("store",)))
    assert (view.goal.tags, is_changed) == ((), True)
    undo(person.ws)
    assert show_goal(person.ws, goal).goal.tags == ("store",)


def test_a_measurement_adds_up_to_nothing(person: Person) -> None:
    """A goal whose tag was made a measurement counts nothing of it and is not done by it; made a sum again, it does."""
    goal = add_goal(person, target=(40_000, "+order"))
    person.log("Orders so far +order=44")
    assert show_goal(person.ws, goal).state == DONE
    edit_tag(person.ws, "order", None, "last")
    view = show_goal(person.ws, goal)
    assert (view.done, view.state, view.reads) == (0, FOCUS, "last")
    assert find_earlier(person.ws, goal).amount == 0
    edit_tag(person.ws, "order", None, "sum")
    assert show_goal(person.ws, goal).done == 44_000


def test_real_work_of_before_is_credited_once(person: Person) -> None:
    """Wins of before become steps that are done, on their own days; none twice, and no entry that is no win."""
    wins = [person.log(f"Piece {number} +shop", on=f"-{number}").entry.short for number in (9, 5, 2)]
    person.add_habit("coffee", "daily at most 2")
    limit = person.log("+coffee").entry.short
    goal = add_goal(person, tags=("shop",))
    assert [short for short, _, _ in find_earlier(person.ws, goal).wins] == [wins[2], wins[1], wins[0]]
    view, n = credit(person.ws, goal, [wins[0], wins[0], wins[2]])
    assert (n, view.done, view.want) == (2, 2, 2)
    assert sorted(step.done for step in view.steps) == [write_day(TODAY - 9), write_day(TODAY - 2)]
    assert len(person.entries("+shop")) == 3
    refusal(credit, person.ws, goal, [wins[0]])
    refusal(credit, person.ws, goal, [limit])
    assert [short for short, _, _ in find_earlier(person.ws, goal).wins] == [wins[1]]
    undo(person.ws)
    assert count(person) == (0, 0)


@given(st.integers(0, 2**32 - 1))
def test_each_win_feeds_a_goal_once(seed: int) -> None:
    """However wins name tags and steps, each goal counts each of its wins once; those of none are all the others."""
    dice, person = Random(seed), Person()
    shop, book = add_goal(person, tags=("shop", "mail")), add_goal(person, "Write the book", tags=("writing", "mail"))
    add_steps(person, shop, "All", "Pictures", "Prices")
    want: dict[str, int] = {shop: 0, book: 0, "": 0}
    for number in range(12):
        names = {name for name in ("shop", "mail", "writing", "other", "@anna") if dice.random() < 0.35}
        person.log(f"Win {number} " + " ".join(name if name[0] == "@" else f"+{name}" for name in sorted(names)))
        feeding = [goal for goal, tags in ((shop, {"shop", "mail"}), (book, {"writing", "mail"})) if names & tags]
        for goal in feeding or [""]:
            want[goal] += 1
    if dice.random() < 0.5:
        do(person, "pictures")
        want[shop] += 1
        want[book] += 1  # the win carries the goal's tags, and one of them feeds the book too
    views = list_goals(person.ws)
    fed = feed_goals(person.ws, views)
    by_code = {view.goal.short: fed.wins[view.goal.id] for view in views}
    assert {**by_code, "": fed.apart} == want
    reviewed = {goal.title: len(goal.wins) for goal in review_goals(person.ws, TODAY - 6, TODAY)}
    assert reviewed == {view.goal.title: n for view in views if (n := fed.wins[view.goal.id])}
    person.close()


def test_days_of_rest_do_not_count(person: Person) -> None:
    """Weeks in which a goal rested are no weeks of its pace."""
    person.go_to(TODAY - 70)
    goal = add_goal(person)
    add_steps(person, goal, "All", *(f"Piece {number}" for number in range(8)))
    for week in range(5):
        person.go_to(TODAY - 70 + 7 * week)
        tick(person.ws, [f"piece {week}"], when_of(person.ws, person.ws.today()))
    edits.park_goal(person.ws, goal)
    person.go_to(TODAY - 7)
    edits.park_goal(person.ws, goal, park=False)
    person.go_to(TODAY)
    whole = view_burn_up(person.ws)
    assert sum(whole.weeks.exposure) < 7
    assert sum(whole.weeks.counts) >= 4
