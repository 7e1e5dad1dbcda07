"""Habits: a tag with a schedule, whose history counts at once; ticking, changing and removing them."""

import pytest

from tests.builders import day, refusal
from tests.services.workspaces import FRIDAY, Person
from tests.storage.tables import deliver, read_changes, read_tables
from tinywins.services.entries import remove_entries
from tinywins.services.habits import NOTHING, Traits, add_habit, edit_habit, remove_habit
from tinywins.services.tags import edit_tag, merge_tags, rename_tag
from tinywins.services.today import show_today
from tinywins.services.undo import redo, undo
from tinywins.services.views import list_habits, show_habit

TODAY = day(FRIDAY)  # a Friday


def start_of(person: Person, name: str) -> int:
    """Give a habit's first day."""
    return person.habit(name).standing.start


def test_history_counts_at_once(person: Person) -> None:
    """A tag that becomes a habit counts from its first entry, with all that was logged since."""
    person.log_days("+run", [TODAY - 9, TODAY - 8, TODAY - 1, TODAY])
    habit = person.add_habit("run")
    assert habit.standing.slots.marks == b"DDMMMMMMDD"
    assert (habit.entries, habit.decided, habit.done_today) == (4, 10, True)


def test_start_without_history(person: Person) -> None:
    """A habit of which nothing was logged begins today, and one with an amount of 0 alone too."""
    person.log("+coffee=0", "-5")
    for name in ("run", "coffee"):
        assert person.add_habit(name).standing.slots.marks == b"P"
        assert start_of(person, name) == TODAY


def test_start_is_stored(person: Person) -> None:
    """An older entry that is logged later, or the first one's removal, does not move a habit's start."""
    person.log("+run", "-5")
    person.add_habit("run")
    person.log("+run", "-20")
    assert start_of(person, "run") == TODAY - 5
    remove_entries(person.ws, ["last", "last~1"])
    assert start_of(person, "run") == TODAY - 5
    assert person.habit("run").standing.slots.marks == b"MMMMMP"


def test_start_as_said(person: Person) -> None:
    """With a start of its own a habit begins there, whatever was logged before; a later one has no slot yet."""
    person.log("+run", "-5")
    assert person.add_habit("run", "daily", TODAY - 2).standing.slots.marks == b"MMP"
    habit = person.add_habit("read", "3/week", TODAY + 5)
    assert (habit.standing.slots.marks, habit.mark, habit.next_day) == (b"", "", TODAY + 5)


def test_first_entry_is_still_to_come(person: Person) -> None:
    """Where the first entry lies on a day to come, the habit begins today."""
    person.log("+run", "2026-12-01", force=True)
    person.add_habit("run")
    assert start_of(person, "run") == TODAY


@pytest.mark.parametrize("name", ["run", "RUN", "+run", "Run"])
def test_a_habit_is_added_once(person: Person, name: str) -> None:
    """A habit that is there is not added again, under whatever spelling."""
    person.add_habit("run")
    assert refusal(person.add_habit, name).message == "run is a habit already."


def test_what_is_no_habit(person: Person) -> None:
    """A person, a name that is none, a rule that is none and a unit that is none are refused."""
    refusal(person.add_habit, "@anna")
    refusal(person.add_habit, "two words")
    refusal(person.add_habit, "run", "5/year")
    refusal(add_habit, person.ws, "run", NOTHING, None, Traits("k m"))
    refusal(add_habit, person.ws, "run", NOTHING, None, Traits("km", "a\0b"))
    assert person.changes() == []


def test_edit(person: Person) -> None:
    """Unit and cue are set in one act, emptied by an empty text, and undone together."""
    person.add_habit("run")
    edited = edit_habit(person.ws, "run", traits=Traits("km", "after lunch")).habit
    assert (edited.unit, person.habit("run").cue) == ("km", "after lunch")
    edit_habit(person.ws, "run", traits=Traits(cue=""))
    assert (person.habit("run").unit, person.habit("run").cue) == ("km", "")
    undo(person.ws)
    undo(person.ws)
    assert (person.habit("run").unit, person.habit("run").cue) == ("", "")


def test_start_is_edited(person: Person) -> None:
    """A habit's first day can be set earlier or later, and undo gives the old one back."""
    person.log("+run", "-5")
    person.add_habit("run", "mon,fri")
    for start in (TODAY - 20, TODAY + 3):
        assert edit_habit(person.ws, "run", start=start).habit.standing.start == start
    assert person.habit("run").rule == "mon,fri"
    undo(person.ws)
    undo(person.ws)
    assert start_of(person, "run") == TODAY - 5


def test_remove_keeps_the_entries(person: Person) -> None:
    """A removed habit's entries stay, under the tag; added again it counts them, and undo brings it back as it was."""
    person.log("+run", "-3")
    person.add_habit("run", "2/week", TODAY - 3)
    before = read_tables(person.db)["schedule"]
    remove_habit(person.ws, "run")
    assert list_habits(person.ws) == []
    assert len(person.entries("+run")) == 1
    undo(person.ws)
    assert read_tables(person.db)["schedule"] == before
    redo(person.ws)
    assert person.add_habit("run").standing.slots.marks == b"DMMP"


def test_remove_takes_sleeping_schedules_along(person: Person) -> None:
    """A removed habit is no habit any more, also where the schedule of a merged name slept beneath its own."""
    for name, rule in (("jog", "daily"), ("trot", "sat,sun"), ("run", "3/week")):
        person.add_habit(name, rule)
    merge_tags(person.ws, "jog", "run")
    merge_tags(person.ws, "trot", "run")
    assert [habit.rule for habit in list_habits(person.ws)] == ["3/week"]
    remove_habit(person.ws, "jog")
    assert list_habits(person.ws) == []
    undo(person.ws)
    assert [habit.rule for habit in list_habits(person.ws)] == ["3/week"]


def test_unknown_habit(person: Person) -> None:
    """For a mistyped habit the nearest is offered, for a tag the way to log it, and else how to begin one."""
    person.add_habit("stretch")
    person.log("+coffee")
    hints = [refusal(person.done, word).hint for word in ("strech", "coffee", "piano")]
    assert hints == [
        "Did you mean stretch?",
        "tinywins log +coffee, or tinywins habit add coffee",
        "To begin one: tinywins habit add piano",
    ]


def test_tick(person: Person) -> None:
    """Ticking logs a habit's tag, several in one act, and says which were done already."""
    for name in ("stretch", "run", "read"):
        person.add_habit(name)
    assert person.done("stretch", "run=5.2", on="yesterday") == (["stretch", "run"], [])
    assert person.done("stretch", "read", on="yesterday") == (["read"], ["stretch"])
    assert person.done("stretch") == (["stretch"], [])
    entries = person.entries("+run")
    assert [(entry.text, entry.tags, entry.day, entry.at) for entry in entries] == [
        ("", [("run", 5_200)], TODAY - 1, None)
    ]
    undo(person.ws)
    undo(person.ws)
    assert len(person.entries()) == 2


def test_tick_is_idempotent(person: Person) -> None:
    """A habit that is done stays as it is, ticked again or twice at once; an amount is always more."""
    person.add_habit("run")
    assert person.done("run", "run") == (["run"], ["run"])
    before = person.changes()
    assert person.done("run", "RUN", "+run") == ([], ["run", "run", "run"])
    assert person.changes() == before
    assert person.done("run=2", "run=3") == (["run", "run"], [])
    assert person.habit("run").entries == 3


def test_tick_under_another_name(person: Person) -> None:
    """A merged or renamed habit is ticked under any of its names."""
    person.add_habit("jog")
    rename_tag(person.ws, "jog", "run")
    assert person.done("jog") == (["run"], [])
    assert person.done("run") == ([], ["run"])
    assert person.habit("run").done_today


def test_tick_after_zero(person: Person) -> None:
    """A habit that was recorded as 0 is not done, and can be ticked."""
    person.add_habit("run")
    person.log("Rested +run=0")
    assert not person.habit("run").done_today
    assert person.done("run") == (["run"], [])


def test_week_counts_from_the_start(person: Person) -> None:
    """Of a week that begins before the habit does, the days from its start are counted, and as many are wanted."""
    monday = TODAY - 4
    person.log_days("+gym", [monday, monday + 1, monday + 4])
    standing = person.add_habit("gym", "4/week", monday + 4).standing
    assert (standing.slot.done, standing.slot.need, standing.slots.marks) == (1, 3, b"P")
    person.log_days("+gym", [monday + 4])
    assert person.habit("gym").standing.slot.done == 1


def test_at_risk_today(person: Person) -> None:
    """Yesterday done and today open: the run stands, and is at risk where no spare is left."""
    person.add_habit("run", "daily", TODAY - 3)
    person.log_days("+run", [TODAY - 3, TODAY - 1])
    streaks = person.habit("run").standing.streaks
    assert (streaks.current, streaks.pending, streaks.at_risk, streaks.left, streaks.used) == (2, True, True, 0, 1)
    person.log("+run")
    streaks = person.habit("run").standing.streaks
    assert (streaks.current, streaks.pending, streaks.at_risk) == (3, False, False)


def test_order_of_habits(person: Person) -> None:
    """Habits come in the order in which they were added, whatever their names."""
    for name in ("stretch", "run", "abs"):
        person.add_habit(name)
    assert [habit.tag for habit in list_habits(person.ws)] == ["stretch", "run", "abs"]


def test_same_habit_on_two_devices(person: Person) -> None:
    """A habit that two devices added is one habit, the same on both."""
    other = Person(device="b")
    person.add_habit("run", "daily", TODAY - 9)
    other.stamp += 5_000
    other.add_habit("run", "3/week", TODAY - 5)
    deliver(person.db, read_changes(other.db))
    deliver(other.db, read_changes(person.db))
    assert [habit.tag for habit in list_habits(person.ws)] == ["run"]
    assert person.habit("run").rule == other.habit("run").rule
    rule = person.habit("run").rule
    for start in (TODAY - 20, TODAY - 1):
        edit_habit(person.ws, "run", start=start)
        assert (start_of(person, "run"), person.habit("run").rule) == (start, rule)
    undo(person.ws)
    undo(person.ws)
    assert read_tables(person.db)["schedule"] == read_tables(other.db)["schedule"]
    other.close()


def test_show_habit(person: Person) -> None:
    """A habit is shown with its best runs, longest first, the present one named as such."""
    person.log_days("+run", [*range(TODAY - 30, TODAY - 22), *range(TODAY - 3, TODAY + 1)])
    person.add_habit("run")
    habit, runs = show_habit(person.ws, "run")
    assert [(run.length, run.first, run.last, run.now) for run in runs] == [
        (8, TODAY - 30, TODAY - 23, False),
        (4, TODAY - 3, TODAY, True),
    ]
    assert habit.best == runs[0]


def test_today(person: Person) -> None:
    """Today holds the habits, the day's entries oldest first, and its wins; measurements are no wins."""
    edit_tag(person.ws, "weight", "kg", "last")
    person.add_habit("run")
    person.log("Later", "today", "11:00")
    person.log("Earlier +run", "today", "08:00")
    person.log("+weight=80", "today", "09:00")
    today = show_today(person.ws)
    assert [entry.text for entry in today.entries] == ["Earlier", "", "Later"]
    assert (today.day, today.wins, today.ever, today.yesterday) == (TODAY, 2, True, None)
    assert [habit.done_today for habit in today.habits] == [True]


def test_yesterday_in_the_morning(person: Person) -> None:
    """Before the day's first entry yesterday is told: its wins, the habits done of those due, its last entry."""
    person.add_habit("stretch", "daily", TODAY - 3)
    person.add_habit("run", "thu", TODAY - 3)
    person.add_habit("read", "fri", TODAY - 3)
    person.add_habit("gym", "2/week", TODAY - 3)
    person.add_habit("later", "daily", TODAY)
    person.log("Ran +run", "yesterday", "07:00")
    person.log("Packed the parcels", "yesterday", "18:00")
    told = show_today(person.ws).yesterday
    assert told is not None
    assert told.last is not None
    assert (told.wins, told.done, told.due, told.last.text) == (2, 1, 2, "Packed the parcels")
    person.log("+gym", "yesterday")
    told = show_today(person.ws).yesterday
    assert told is not None
    assert (told.wins, told.done, told.due) == (3, 2, 3)
    person.log("Today")
    assert show_today(person.ws).yesterday is None


def test_nothing_yesterday(person: Person) -> None:
    """Where nothing was logged yesterday, nothing is said of it; with nothing ever, today says so."""
    assert not show_today(person.ws).ever
    person.log("Long ago", "-2")
    today = show_today(person.ws)
    assert (today.ever, today.yesterday, today.entries) == (True, None, [])
