"""Versions through the services: what a change of a habit writes, and what it leaves as it was."""

from tests.builders import day, refusal
from tests.services.workspaces import FRIDAY, Person
from tests.storage.tables import deliver, read_changes, read_tables
from tinywins.services.habits import Plan, edit_habit
from tinywins.services.tags import merge_tags, rename_tag
from tinywins.services.undo import undo
from tinywins.storage import facts

TODAY = day(FRIDAY)  # a Friday
MONDAY = TODAY - 4


def versions(person: Person, name: str = "run") -> list[tuple[str, str]]:
    """Give the versions of a habit: first day and rule."""
    return facts.read_versions(person.db, name)


def test_a_change_that_changes_nothing_writes_nothing(person: Person) -> None:
    """The rule that holds already, from whatever later day, is no act; so `undo` takes back what came before."""
    person.add_habit("run", "mon,wed,fri at least 5", MONDAY - 7)
    before = person.changes()
    for plan in (Plan("mon,wed,fri"), Plan(target=5_000), Plan("mon,wed,fri", 5_000, spares=True)):
        edit_habit(person.ws, "run", plan, TODAY)
    assert person.changes() == before


def test_a_change_back_on_the_same_day_leaves_one_version(person: Person) -> None:
    """A version that says the same as the one before it is taken away again."""
    person.add_habit("run", "daily", MONDAY)
    person.edit_habit("run", "3/week", TODAY)
    assert versions(person) == [("2026-11-16", "daily"), ("2026-11-20", "3/week")]
    person.edit_habit("run", "daily", TODAY)
    assert versions(person) == [("2026-11-16", "daily")]
    undo(person.ws)
    assert len(versions(person)) == 2


def test_a_change_on_the_first_day_is_one_of_the_first_version(person: Person) -> None:
    """From the first day, or an earlier one, there is one version; a start moved earlier takes its rule along."""
    person.add_habit("run", "daily", MONDAY)
    person.edit_habit("run", "3/week", MONDAY - 30)
    assert versions(person) == [("2026-11-16", "3/week")]
    edit_habit(person.ws, "run", start=MONDAY - 7)
    assert versions(person) == [("2026-11-09", "3/week")]


def test_a_start_that_moves_past_a_version_keeps_the_rule_in_force(person: Person) -> None:
    """A first day after a version's is that version's; a new rule from there replaces it for good."""
    person.add_habit("run", "daily", MONDAY - 14)
    person.edit_habit("run", "3/week", MONDAY - 7)
    edit_habit(person.ws, "run", start=MONDAY)
    assert versions(person) == [("2026-11-16", "3/week")]
    person.edit_habit("run", "2/week", MONDAY)
    assert versions(person) == [("2026-11-16", "2/week")]


def test_what_is_not_asked_stays(person: Person) -> None:
    """Days, target, limit and spares change one by one, each from its day on."""
    person.add_habit("run", "mon,wed,fri at least 5", MONDAY - 7)
    edit_habit(person.ws, "run", Plan(spares=False), MONDAY)
    edit_habit(person.ws, "run", Plan("4/week"), TODAY)
    edit_habit(person.ws, "run", Plan(target=0), TODAY + 7)
    assert [rule for _, rule in versions(person)] == [
        "mon,wed,fri at least 5",
        "mon,wed,fri at least 5 without spares",
        "4/week at least 5 without spares",
        "4/week without spares",
    ]


def test_a_target_and_a_limit_exclude_each_other(person: Person) -> None:
    """A limit takes a target's place and the other way round; silence means kept for a limit alone."""
    person.add_habit("coffee", "daily at most 2 assume kept", MONDAY)
    edit_habit(person.ws, "coffee", Plan(target=5_000), TODAY)
    edit_habit(person.ws, "coffee", Plan(limit=1_000), TODAY + 1)
    assert [rule for _, rule in versions(person, "coffee")] == [
        "daily at most 2 assume kept",
        "daily at least 5",
        "daily at most 1",
    ]
    refusal(edit_habit, person.ws, "coffee", Plan("3/week"), TODAY + 2)
    person.add_habit("read")
    refusal(edit_habit, person.ws, "read", Plan(assume=True))


def test_every_so_many_days_keeps_its_count(person: Person) -> None:
    """A change of something else leaves the count of days as it is; the same gap asked for anew begins on its day."""
    person.add_habit("plants", "every 3d", MONDAY - 3)
    edit_habit(person.ws, "plants", Plan(spares=False), MONDAY + 1)
    assert versions(person, "plants")[-1] == ("2026-11-17", "every 3d since 2026-11-13 without spares")
    assert person.habit("plants").standing.slots.marks == b"MMM"
    assert person.habit("plants").next_day == MONDAY + 6
    edit_habit(person.ws, "plants", Plan("every 3d"), TODAY)
    assert person.habit("plants").standing.slots.marks == b"MMMP"
    assert person.habit("plants").next_day == TODAY + 3


def test_wins_are_judged_by_what_the_tag_was_on_their_day(person: Person) -> None:
    """An entry of a limit is no win from the day on which the limit begins; before it, it stays one."""
    person.log_days("+coffee", [MONDAY, MONDAY + 1, TODAY])
    person.add_habit("coffee")
    assert [entry.win for entry in person.entries("+coffee")] == [True] * 3
    edit_habit(person.ws, "coffee", Plan(limit=2_000), MONDAY + 1)
    assert [entry.win for entry in person.entries("+coffee")] == [False, False, True]
    assert not person.log("+coffee").entry.win
    assert person.log("+coffee", on="2026-11-16").entry.win
    undo(person.ws)
    undo(person.ws)
    undo(person.ws)
    assert [entry.win for entry in person.entries("+coffee")] == [True] * 3


def test_versions_follow_a_renamed_and_a_merged_tag(person: Person) -> None:
    """A change after a rename or merge is set on the schedule itself, and undoing the merge gives it back."""
    person.add_habit("jog", "daily", MONDAY)
    rename_tag(person.ws, "jog", "run")
    person.edit_habit("run", "3/week", TODAY)
    assert [rule for _, rule in versions(person)] == ["daily", "3/week"]
    person.log("+walk")
    merge_tags(person.ws, "run", "walk")
    person.edit_habit("run", "2/week", TODAY + 7)
    undo(person.ws)
    undo(person.ws)
    assert [rule for _, rule in versions(person)] == ["daily", "3/week"]


def test_versions_of_two_devices_merge(person: Person) -> None:
    """Two devices that change a habit from different days keep both; of the same day the later change wins."""
    person.add_habit("run", "daily", MONDAY)
    other = Person(device="b")
    deliver(other.db, read_changes(person.db))
    person.edit_habit("run", "3/week", TODAY)
    other.stamp = person.stamp + 60_000
    other.edit_habit("run", "mon,wed", TODAY + 7)
    other.edit_habit("run", "5/week", TODAY)
    deliver(person.db, read_changes(other.db))
    deliver(other.db, read_changes(person.db))
    assert [rule for _, rule in versions(person)] == ["daily", "5/week", "mon,wed"]
    assert read_tables(person.db)["schedule"] == read_tables(other.db)["schedule"]
    other.close()
