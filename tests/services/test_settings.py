"""Settings that change what is counted live in the journal: they can be undone, and travel with it."""

import pytest

from tests.builders import day, refusal
from tests.services.workspaces import FRIDAY, Person
from tests.storage.tables import deliver, read_changes
from tinywins.services.settings import set_setting, show_settings
from tinywins.services.undo import redo, undo


def test_defaults(person: Person) -> None:
    """The day starts at 4, and a run begins with a spare, earns one every 7 and keeps two."""
    assert show_settings(person.ws.settings) == {"day_start": "4", "spares": "1,7,2"}


@pytest.mark.parametrize(
    ("key", "value", "shown"),
    [
        *(("day_start", str(hour), str(hour)) for hour in range(7)),
        ("spares", "0,0,0", "0,0,0"),
        ("spares", "2, 10, 5", "2,10,5"),
        ("spares", "007,1,99", "7,1,99"),
    ],
)
def test_set(person: Person, key: str, value: str, shown: str) -> None:
    """A setting that may be is stored and counts from the next command on; undo and redo know it."""
    before = show_settings(person.ws.settings)
    set_setting(person.ws, key, value)
    assert show_settings(person.ws.settings) == before | {key: shown}
    undo(person.ws)
    assert show_settings(person.ws.settings) == before
    redo(person.ws)
    assert show_settings(person.ws.settings)[key] == shown


@pytest.mark.parametrize(
    ("key", "value"),
    [
        *(("day_start", value) for value in ("7", "-1", "4.5", "04", "", "four", "٤")),
        *(("spares", value) for value in ("1", "1,7", "1,7,2,3", "-1,7,2", "1,7,100", "a,b,c", "1;7;2", "", "١,٧,٢")),
    ],
)
def test_refused(person: Person, key: str, value: str) -> None:
    """A value that may not be is refused with what may, and nothing is written."""
    assert "tinywins config set" in refusal(set_setting, person.ws, key, value).hint
    assert person.changes() == []


def test_settings_are_one_thing(person: Person) -> None:
    """Each setting keeps its own last value, whichever device set it."""
    other = Person(device="b")
    set_setting(person.ws, "day_start", "0")
    other.stamp += 10_000
    set_setting(other.ws, "spares", "0,0,0")
    deliver(person.db, read_changes(other.db))
    deliver(other.db, read_changes(person.db))
    for somebody in (person, other):
        assert show_settings(somebody.ws.settings) == {"day_start": "0", "spares": "0,0,0"}
    other.close()


def test_spares_count_at_once(person: Person) -> None:
    """Other spares change the runs at once, forward and back: no number is stored."""
    today = day(FRIDAY)
    person.log_days("+run", [today - 5, today - 4, today - 1, today])
    person.add_habit("run")
    runs = {}
    for spares in ("1,7,2", "0,0,0", "2,0,2", "1,2,2", "1,7,2"):
        set_setting(person.ws, "spares", spares)
        runs[spares] = person.habit("run").standing.streaks.current
    assert runs == {"1,7,2": 2, "0,0,0": 2, "2,0,2": 4, "1,2,2": 4}
