"""What follows a habit through renames, merges and removals: its traits, its days off, and its unit."""

import pytest

from tests.builders import day, refusal
from tests.services.workspaces import FRIDAY, Person
from tinywins.domain.days import MAX_DAY
from tinywins.services.excuses import list_excuses
from tinywins.services.habits import (
    NOTHING,
    Plan,
    Traits,
    add_habit,
    archive_habit,
    edit_habit,
    remove_habit,
    unarchive_habit,
)
from tinywins.services.pausing import pause_habits, resume_habits, skip_day
from tinywins.services.tags import edit_tag, merge_tags, rename_tag
from tinywins.services.ticking import keep
from tinywins.services.undo import undo
from tinywins.services.views import list_habits
from tinywins.services.why import explain_habit

TODAY = day(FRIDAY)  # a Friday
MONDAY = TODAY - 4


def test_a_merged_habit_sleeps_with_all_that_it_was(person: Person) -> None:
    """Archived, quiet, paused and skipped: nothing of it comes over the habit whose schedule is in force."""
    person.add_habit("jog", "daily", MONDAY)
    person.add_habit("run", "daily", MONDAY)
    edit_habit(person.ws, "jog", traits=Traits(cue="at dawn", quiet=True))
    pause_habits(person.ws, ["jog"], MONDAY, None)
    skip_day(person.ws, "jog", TODAY)
    archive_habit(person.ws, ["jog"])
    merge_tags(person.ws, "jog", "run")
    (habit,) = list_habits(person.ws)
    assert (habit.tag, habit.cue, habit.quiet, habit.archived) == ("run", "", False, "")
    assert habit.standing.slots.marks == b"MMMMP"
    skip_day(person.ws, "jog", TODAY)
    assert person.habit("run").mark == "S"
    skip_day(person.ws, "run", TODAY, off=True)
    assert person.habit("run").mark == "P"
    undo(person.ws)
    undo(person.ws)
    undo(person.ws)
    assert [habit.tag for habit in list_habits(person.ws)] == ["run"]
    assert len(list_excuses(person.db, "jog")) == 2


def test_a_habit_that_is_renamed_again_and_back_keeps_what_was_set_last(person: Person) -> None:
    """Traits, unit and days off come along through every rename, whatever the names are called."""
    add_habit(person.ws, "gym", NOTHING, MONDAY, Traits("km", "old"))
    skip_day(person.ws, "gym", MONDAY)
    archive_habit(person.ws, ["gym"])
    rename_tag(person.ws, "gym", "lift")
    unarchive_habit(person.ws, ["lift"])
    edit_habit(person.ws, "lift", traits=Traits(unit="kg", cue="new"))
    skip_day(person.ws, "lift", MONDAY + 1)
    for old, new in (("lift", "weights"), ("weights", "gym"), ("gym", "abs")):
        rename_tag(person.ws, old, new)
        habit = person.habit(new)
        assert (habit.cue, habit.unit, habit.archived) == ("new", "kg", ""), new
        assert habit.standing.slots.marks == b"SSMMP", new


def test_a_habit_added_anew_begins_without_days_off(person: Person) -> None:
    """Taking a habit away ends its pauses from today on; what was excused before stays so when it comes back."""
    person.add_habit("gym", "daily", MONDAY)
    pause_habits(person.ws, ["gym"], TODAY - 1, None)
    pause_habits(person.ws, ["gym"], TODAY + 5, TODAY + 9)
    remove_habit(person.ws, "gym")
    assert person.add_habit("gym", "daily", MONDAY).standing.slots.marks == b"MMMSP"
    undo(person.ws)
    undo(person.ws)
    assert person.habit("gym").state == "excused"


def test_pauses_are_taken_back(person: Person) -> None:
    """`resume` ends what holds today and cancels what is to come; a span takes back what begins in it, past or not."""
    person.add_habit("run", "daily", MONDAY)
    pause_habits(person.ws, ["run"], TODAY + 3, TODAY + 6)
    resume_habits(person.ws, ["run"])
    assert list_excuses(person.db, "run") == []
    pause_habits(person.ws, ["run"], MONDAY, MONDAY + 1)
    refusal(resume_habits, person.ws, ["run"])
    assert person.habit("run").standing.slots.marks == b"SSMMP"
    resume_habits(person.ws, ["run"], (MONDAY, MONDAY))
    assert person.habit("run").standing.slots.marks == b"MMMMP"


def test_a_unit_that_would_judge_the_past_anew_is_refused(person: Person) -> None:
    """Entries without an amount count 1 without a unit and nothing with one, so a target's unit cannot change then."""
    person.add_habit("water", "daily at least 2", MONDAY)
    person.log("+water +water", on="2026-11-16")
    person.log("+water", on="2026-11-17")
    before = person.habit("water").standing.slots.marks
    refusal(edit_habit, person.ws, "water", Plan(target=3_000), None, Traits("l"))
    refusal(edit_tag, person.ws, "water", "l", None)
    assert person.habit("water").standing.slots.marks == before
    person.add_habit("plain", "daily", MONDAY)
    person.log("+plain")
    assert edit_habit(person.ws, "plain", traits=Traits("km")).habit.unit == "km"


def test_a_first_day_and_a_rule_change_together(person: Person) -> None:
    """`--start` moves the first day, and the rule counts from its own day on."""
    person.add_habit("run")
    changed = edit_habit(person.ws, "run", Plan("mon"), MONDAY - 5, start=MONDAY - 7)
    assert (changed.since, changed.rule) == (MONDAY - 5, "mon")
    assert [(part.begin, part.schedule.mask) for part in changed.habit.standing.slots.parts] == [
        (MONDAY - 7, 127),
        (MONDAY - 5, 1),
    ]


def test_an_entry_is_no_win_until_the_old_slot_of_a_limit_is_over(person: Person) -> None:
    """A weekly limit holds to its Sunday, so an entry before that is judged by it, whatever the new rule's date."""
    person.add_habit("coffee", "1/week at most 5", MONDAY)
    person.edit_habit("coffee", "daily", TODAY - 1)
    assert not person.log("+coffee").entry.win
    assert person.log("+coffee", on="2026-11-23", force=True).entry.win


def test_a_win_is_told_before_a_limit(person: Person) -> None:
    """Of two habits in a line the one that makes a win is told, with its reward, and no number of the limit."""
    add_habit(person.ws, "coffee", Plan(limit=2_000))
    add_habit(person.ws, "run", traits=Traits(reward="a bath"))
    for _ in range(9):
        person.log("+coffee")
    told = person.log("Lunch after a run +coffee +run")
    assert (told.tag, told.reward) == ("run", "a bath")
    told = person.log("Lunch after a run +coffee +run")
    assert (told.tag, told.special) == ("run", None)
    assert person.log("Coffee with cake +coffee +cake").special is None


def test_the_end_of_the_calendar(person: Person) -> None:
    """Versions, weeks and months at the calendar's last day are read as well as any."""
    person.add_habit("gym", "3/week")
    person.edit_habit("gym", "daily", MAX_DAY)
    assert len(person.habit("gym").standing.slots.parts) == 1
    person.add_habit("read", "10/month", MAX_DAY)
    assert person.habit("read").next_day == MAX_DAY


def test_a_day_is_explained_as_it_was_at_its_end(person: Person) -> None:
    """Of a week that was kept later, Monday evening knows one day; the rule is the one of then."""
    person.add_habit("gym", "3/week", MONDAY)
    person.log_days("+gym", [MONDAY, MONDAY + 1, MONDAY + 3])
    told = explain_habit(person.ws, "gym", MONDAY)
    assert told.step is not None
    assert (told.step.mark, told.strength, told.streaks.current, told.recent.n) == ("P", 0.0, 0, 0)
    assert explain_habit(person.ws, "gym", MONDAY + 3).step.mark == "D"  # type: ignore[union-attr]
    person.go_to(TODAY + 10)
    person.edit_habit("gym", "daily", MONDAY + 7)
    assert explain_habit(person.ws, "gym", MONDAY + 2).rule == "3/week"
    assert explain_habit(person.ws, "gym", MONDAY + 8).step.mark == "M"  # type: ignore[union-attr]


def test_a_limit_with_a_unit_says_nothing_without_an_amount(person: Person) -> None:
    """An entry without an amount counts neither way: the day stays unsaid, and is not kept."""
    add_habit(person.ws, "beer", Plan(limit=2_000), MONDAY, Traits("glasses"))
    person.log("+beer", on="2026-11-16")
    person.log("+beer=3", on="2026-11-17")
    person.log("+beer=0", on="2026-11-18")
    assert person.habit("beer").standing.slots.marks == b"UMDUU"


@pytest.mark.parametrize("bare_first", [True, False])
def test_what_was_said_of_a_limit_outlives_an_entry_without_an_amount(person: Person, bare_first: bool) -> None:
    """With a unit an entry without an amount says nothing: `kept` can still be said on its day, before or after it."""
    add_habit(person.ws, "beer", Plan(limit=2_000), MONDAY, Traits("glasses"))
    if bare_first:
        person.log("+beer", on="2026-11-16")
    assert keep(person.ws, ["beer"], MONDAY).already == []
    if not bare_first:
        person.log("+beer", on="2026-11-16")
    assert person.habit("beer").standing.slots.marks == b"DUUUU"
    assert keep(person.ws, ["beer"], MONDAY).already == ["beer"]
