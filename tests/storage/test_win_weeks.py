"""The wins of each ISO week, kept beside those of each day."""

from collections import Counter
from datetime import date
from random import Random

import pytest

from tests.builders import day
from tests.services.workspaces import FRIDAY, Person
from tests.storage.tables import read_changes, read_tables, rebuild_tables
from tinywins.domain.days import MAX_DAY, MIN_DAY
from tinywins.services import entries
from tinywins.services.tags import edit_tag
from tinywins.services.undo import redo, undo
from tinywins.storage import check, projection
from tinywins.storage.queries import Filter, find_entries

TODAY = day(FRIDAY)


def count_weeks(person: Person) -> dict[tuple[int, int], int]:
    """Count the wins of each ISO year and week from the entries themselves."""
    wins = find_entries(person.db, Filter(wins=True))
    return dict(Counter(date.fromordinal(entry.day).isocalendar()[:2] for entry in wins))


def read_weeks(person: Person) -> dict[tuple[int, int], int]:
    """Read the table, its Mondays as ISO year and week."""
    weeks = {}
    for monday, n in person.db.execute("SELECT monday, n FROM win_week"):
        assert date.fromisoformat(monday).isoweekday() == 1
        weeks[date.fromisoformat(monday).isocalendar()[:2]] = n
    return weeks


@pytest.mark.parametrize("many", [400, 0])
def test_weeks_equal_the_entries(person: Person, many: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Logged, moved, removed, judged again, undone: each week has the wins of its days, and no week has none."""
    monkeypatch.setattr(projection, "MANY", many)
    random = Random(7)
    for _ in range(60):
        person.log_days(random.choice(("Win", "+weight=80", "Win +run")), [TODAY - random.randrange(400)])
    assert read_weeks(person) == count_weeks(person)
    edit_tag(person.ws, "weight", "kg", "last")
    assert read_weeks(person) == count_weeks(person)
    for _ in range(30):
        found = random.choice(find_entries(person.db, Filter()))
        if random.random() < 0.5:
            entries.edit_entry(person.ws, found.short, entries.Edit(on=f"-{random.randrange(400)}"))
        else:
            entries.remove_entries(person.ws, [found.short])
        assert read_weeks(person) == count_weeks(person)
    for _ in range(20):
        undo(person.ws)
        assert read_weeks(person) == count_weeks(person)
    redo(person.ws)
    assert read_weeks(person) == count_weeks(person)
    assert read_tables(person.db) == rebuild_tables(read_changes(person.db))


def test_a_week_without_wins_is_gone(person: Person) -> None:
    """The last win of a week takes its row along, and an entry that is no win brings none."""
    edit_tag(person.ws, "weight", "kg", "last")
    person.log("+weight=80")
    person.log("Win")
    assert len(read_weeks(person)) == 1
    entries.remove_entries(person.ws, ["last"])
    assert read_weeks(person) == {}


@pytest.mark.parametrize("number", [MIN_DAY, MIN_DAY + 6, MIN_DAY + 7, MAX_DAY - 5, MAX_DAY - 4, MAX_DAY])
def test_the_calendar_s_ends(person: Person, number: int) -> None:
    """The first week of year 1, and the last of year 9999, which the calendar cuts short, are counted like any."""
    person.log_days("Win", [number, number])
    assert read_weeks(person) == {date.fromordinal(number).isocalendar()[:2]: 2}
    assert check.check_projection(person.db) == []


def test_sunday_and_monday_are_two_weeks(person: Person) -> None:
    """A week goes from Monday to Sunday, also across a year's end."""
    person.log_days("Win", [day("2024-12-29"), day("2024-12-30"), day("2025-01-05"), day("2025-01-06")])
    assert read_weeks(person) == {(2024, 52): 1, (2025, 1): 2, (2025, 2): 1}


def test_the_largest_are_found_by_an_index(person: Person) -> None:
    """The largest weeks are read from an index, so that ten years of them cost what five rows do."""
    plan = person.db.execute("EXPLAIN QUERY PLAN SELECT monday, n FROM win_week ORDER BY n DESC LIMIT 5").fetchall()
    assert "win_week_n" in str(plan)
    assert "TEMP B-TREE" not in str(plan)
