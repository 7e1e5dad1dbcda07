"""Time: what was logged keeps its day, whatever the clocks, the zones and the settings do afterwards."""

import time

import pytest

from tests.builders import day, refusal
from tests.services.workspaces import Person
from tests.storage.tables import deliver, read_changes, read_tables, rebuild_tables
from tinywins import bootstrap
from tinywins.domain.days import EPOCH, label_time, write_day
from tinywins.services.checking import check_log
from tinywins.services.entries import Edit, edit_entry, remove_entries
from tinywins.services.settings import set_setting
from tinywins.services.undo import undo


def log_at(person: Person, wall: str, zone: str, *, fold: int = 0) -> str:
    """Log a run where the clocks of a zone show this, and give its day."""
    person.go(wall, zone, fold=fold)
    return write_day(person.log("+run").entry.day)


def streak(person: Person) -> int:
    """Give the current run of the habit."""
    return person.habit("run").standing.streaks.current


@pytest.mark.parametrize(
    ("wall", "zone", "on", "at", "kept"),
    [
        ("2024-03-10 12:00", "America/New_York", "2024-03-09", "02:30", "03:30"),
        ("2024-03-31 12:00", "Europe/Berlin", "2024-03-30", "02:30", "03:30"),
        ("2024-09-08 12:00", "America/Santiago", "2024-09-07", "00:30", "01:30"),
        ("2024-10-06 12:00", "Australia/Lord_Howe", "2024-10-05", "02:10", "02:40"),
    ],
)
def test_a_time_that_the_clocks_skip(wall: str, zone: str, on: str, at: str, kept: str) -> None:
    """Case 2: a time in the gap of spring is taken for as long after the jump, on the day that was said."""
    person = Person()
    person.go(wall, zone)
    entry = person.log("Late", on, at).entry
    assert entry.at is not None
    assert entry.at_offset is not None
    assert (write_day(entry.day), label_time(entry.at, entry.at_offset)) == (on, kept)
    person.close()


@pytest.mark.parametrize("zone", ["America/New_York", "America/Santiago", "Australia/Lord_Howe", "Asia/Kathmandu"])
def test_machine_localizes_likewise(monkeypatch: pytest.MonkeyPatch, zone: str) -> None:
    """The machine's own clock gives every wall-clock time of a year the instant and offset that these tests do."""
    person = Person()
    person.go("2024-01-01 12:00", zone)
    noons = [(day("2024-01-01") - EPOCH) * 86_400_000 + 1_000_000 * number for number in range(0, 31_622, 2)]
    expected = [person.localize(wall) for wall in noons]
    with monkeypatch.context() as machine:
        machine.setenv("TZ", zone)
        time.tzset()
        found = [bootstrap.localize(wall) for wall in noons]
    time.tzset()
    assert found == expected
    person.close()


def test_a_time_that_comes_twice() -> None:
    """Of an hour that comes twice in autumn the first is meant, and both entries of it are one day, in order."""
    person = Person()
    zone = "America/New_York"
    assert log_at(person, "2024-11-03 01:30", zone) == log_at(person, "2024-11-03 01:40", zone, fold=1) == "2024-11-02"
    first, second = person.entries()[::-1]
    assert first.at is not None
    assert second.at is not None
    assert second.at - first.at == 70 * 60_000
    person.go("2024-11-03 12:00", zone)
    entry = person.log("Late", "2024-11-02", "01:35").entry
    assert entry.at is not None
    assert first.at < entry.at < second.at
    person.close()


def test_spring_forward() -> None:
    """Case 1: a day of 23 hours is a day like any other."""
    person = Person()
    for wall in ("2024-03-09 23:59", "2024-03-10 23:59", "2024-03-11 04:00"):
        log_at(person, wall, "America/New_York")
    person.add_habit("run")
    assert streak(person) == 3
    person.close()


def test_day_start_changed_in_the_night(person: Person) -> None:
    """Case 10: at 02:00 an entry counts for yesterday; once the day starts at 0, for today; the first one stays."""
    assert log_at(person, "2026-11-21 02:00", "UTC") == "2026-11-20"
    set_setting(person.ws, "day_start", "0")
    assert log_at(person, "2026-11-21 02:01", "UTC") == "2026-11-21"
    assert sorted(write_day(entry.day) for entry in person.entries()) == ["2026-11-20", "2026-11-21"]
    set_setting(person.ws, "day_start", "6")
    assert sorted(write_day(entry.day) for entry in person.entries()) == ["2026-11-20", "2026-11-21"]
    assert log_at(person, "2026-11-21 05:59", "UTC") == "2026-11-20"
    person.add_habit("run", "daily", day("2026-11-20"))
    person.go("2026-11-21 06:00")
    assert (streak(person), person.habit("run").standing.slots.marks) == (2, b"DD")


def test_day_twice(person: Person) -> None:
    """Case 11: who flies east over the date line lives a day twice, and it counts once."""
    days = [
        log_at(person, "2024-06-01 22:00", "Pacific/Auckland"),
        log_at(person, "2024-06-02 22:00", "Pacific/Auckland"),
        log_at(person, "2024-06-02 09:00", "Pacific/Honolulu"),
        log_at(person, "2024-06-03 09:00", "Pacific/Honolulu"),
    ]
    assert days == ["2024-06-01", "2024-06-02", "2024-06-02", "2024-06-03"]
    person.add_habit("run")
    assert person.habit("run").standing.slots.marks == b"DDD"


def test_day_never_lived(person: Person) -> None:
    """Case 12: who flies west over the date line has no 2 June; the run goes on, and no spare is used."""
    for wall in ("2024-05-30 20:00", "2024-05-31 20:00", "2024-06-01 23:00"):
        log_at(person, wall, "Pacific/Honolulu")
    assert log_at(person, "2024-06-03 08:00", "Pacific/Auckland") == "2024-06-03"
    person.add_habit("run")
    streaks = person.habit("run").standing.streaks
    assert (streaks.current, streaks.used, person.habit("run").standing.slots.marks) == (4, 0, b"DDDSD")
    person.log_days("+run", [day("2024-06-02")])
    assert person.habit("run").standing.slots.marks == b"DDDDD"


def test_one_flight_loses_one_day(person: Person) -> None:
    """Of two days between an evening in Honolulu and one in Auckland one may never have been; the other is missed."""
    log_at(person, "2024-06-01 20:00", "Pacific/Honolulu")
    log_at(person, "2024-06-04 20:00", "Pacific/Auckland")
    person.add_habit("run")
    assert person.habit("run").standing.slots.marks == b"DMSD"


def test_zone_without_the_day(person: Person) -> None:
    """Case 13: Samoa had no 30 December 2011; the 29th and the 31st are two in a row, and the total is two days."""
    assert log_at(person, "2011-12-29 20:00", "Pacific/Apia") == "2011-12-29"
    assert log_at(person, "2011-12-31 20:00", "Pacific/Apia") == "2011-12-31"
    person.add_habit("run")
    habit = person.habit("run")
    assert (habit.standing.streaks.current, habit.standing.slots.marks, habit.entries) == (2, b"DSD", 2)


def test_many_zones_in_one_day(person: Person) -> None:
    """Case 14: whatever zones a day leads through, each entry keeps its own day, and nothing is reset."""
    zones = ["Asia/Tokyo", "America/New_York", "Asia/Kathmandu", "Pacific/Kiritimati", "America/St_Johns"] * 2
    log_at(person, "2024-06-01 12:00", "Asia/Tokyo")
    for hour, zone in enumerate(zones):
        assert log_at(person, f"2024-06-02 {hour + 10}:30", zone) == "2024-06-02"
    person.add_habit("run")
    assert (streak(person), person.habit("run").entries) == (2, 11)


@pytest.mark.parametrize("wall", ["1970-01-01 00:30", "1969-12-31 12:00", "2026-11-19 12:00"])
def test_clock_set_back(person: Person, wall: str) -> None:
    """Case 22: with the clock set back an entry is kept as it stands, with a warning; the others stay as they were."""
    person.add_habit("run", "daily", day("2026-11-18"))
    person.log("Yesterday +run", "yesterday")
    person.log("Now +run")
    before = person.entries()
    person.go(wall)
    logged = person.log("From the past")
    assert logged.behind
    assert logged.entry.day <= day("2026-11-19")
    person.go("2026-11-20 13:00")
    assert {entry.id for entry in person.entries()} == {entry.id for entry in before} | {logged.entry.id}
    assert streak(person) == 2
    assert not person.log("After").behind
    assert read_tables(person.db) == rebuild_tables(read_changes(person.db))


def test_clock_set_forward(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Case 23: an entry of a clock that was a year ahead waits for its day, is named by doctor, and can be moved."""
    person = Person(str(tmp_path_factory.mktemp("home")))
    person.log("+run", "yesterday")
    person.add_habit("run")
    log_at(person, "2027-11-20 12:00", "UTC")
    person.go("2026-11-20 12:00")
    assert person.habit("run").standing.slots.marks == b"DP"
    checks = {check.name: check for check in check_log(person.ws, ("UTC", "TZ"))}
    assert checks["days"].fact == "entries on days still to come: 1"
    assert not any(check.found for check in checks.values() if check.name != "rights")
    assert person.log("Now").behind
    edit_entry(person.ws, "last~1", Edit(on="today"))
    assert person.habit("run").standing.slots.marks == b"DD"
    checks = {check.name: check for check in check_log(person.ws, ("UTC", "TZ"))}
    assert checks["days"].fact == "every entry has a day that has come"
    person.close()


@pytest.mark.parametrize("on", ["2026-11-21", "2027-01-01", "9999-12-31"])
def test_still_to_come(person: Person, on: str) -> None:
    """Case 24: a day still to come is refused; if that is meant, it is taken, and counts when its day comes."""
    assert refusal(person.log, "+run", on).message == f"{on} is still to come."
    assert refusal(person.log, "+run", "today", "12:01").message == "12:01 on 2026-11-20 is still to come."
    person.add_habit("run")
    person.log("+run", on, force=True)
    assert person.habit("run").standing.slots.marks == b"P"


def test_calendar_date_of_the_night(person: Person) -> None:
    """Between midnight and the day's start neither the day nor the calendar's date is still to come."""
    person.go("2026-11-21 01:30")
    assert person.log("Early", "2026-11-21").entry.day == day("2026-11-21")
    assert person.log("Late", "today", "01:30").entry.day == day("2026-11-20")
    assert person.log("Later", "2026-11-20", "01:29").entry.day == day("2026-11-20")
    refusal(person.log, "Too late", "2026-11-22")


def test_backdating_fills_a_hole(person: Person) -> None:
    """Case 25: four of five days, and then the third: the run is five long, as if it had been logged in time."""
    person.go("2026-11-05 12:00")
    for number in (1, 2, 4, 5):
        person.log("+run", f"2026-11-0{number}")
    person.add_habit("run")
    assert person.habit("run").standing.streaks.unbroken == 2
    logged = person.log("+run", "2026-11-03")
    streaks = person.habit("run").standing.streaks
    assert (streaks.current, streaks.longest, streaks.unbroken, streaks.used) == (5, 5, 5, 0)
    assert logged.standing is not None
    assert logged.standing.streaks.current == 5
    assert read_tables(person.db) == rebuild_tables(read_changes(person.db))


def test_removing_from_the_middle(person: Person) -> None:
    """Case 26: an entry removed from the middle leaves a miss, and undo puts all numbers back."""
    person.go("2026-11-05 12:00")
    person.log_days("+run", [day(f"2026-11-0{number}") for number in range(1, 6)])
    person.add_habit("run")
    before = read_tables(person.db)
    remove_entries(person.ws, ["last~2"])
    streaks = person.habit("run").standing.streaks
    assert (streaks.current, streaks.unbroken, streaks.used) == (4, 2, 1)
    undo(person.ws)
    assert streak(person) == 5
    after = read_tables(person.db)
    assert {name for name in after if after[name] != before[name]} == {"act_off"}


def test_today_is_open_until_it_ends(person: Person) -> None:
    """Case 27: what was done yesterday stands through today, until the minute before the next day's start."""
    set_setting(person.ws, "spares", "0,0,0")
    person.log("+run", "yesterday")
    person.add_habit("run")
    for wall, current, pending, at_risk in (
        ("2026-11-20 12:00", 1, True, True),
        ("2026-11-21 03:59", 1, True, True),
        ("2026-11-21 04:00", 0, True, False),
    ):
        person.go(wall)
        streaks = person.habit("run").standing.streaks
        assert (streaks.current, streaks.pending, streaks.at_risk) == (current, pending, at_risk)


def test_two_devices_in_two_zones() -> None:
    """Case 29: what two devices log at one instant on two calendar days keeps both days, on both of them."""
    tokyo, lima = Person(device="a"), Person(device="b")
    tokyo.go("2026-11-21 08:00", "Asia/Tokyo")
    lima.go("2026-11-20 18:00", "America/Lima")
    assert tokyo.moment.ms == lima.moment.ms
    tokyo.log("There +run")
    lima.log("Here +run")
    for one, other in ((tokyo, lima), (lima, tokyo)):
        deliver(one.db, read_changes(other.db))
    for person in (tokyo, lima):
        assert sorted((entry.text, write_day(entry.day)) for entry in person.entries()) == [
            ("Here", "2026-11-20"),
            ("There", "2026-11-21"),
        ]
    assert read_tables(tokyo.db) == read_tables(lima.db)
    tokyo.add_habit("run")
    assert streak(tokyo) == 2
    tokyo.close()
    lima.close()


@pytest.mark.parametrize(("on", "at"), [("0001-01-01", None), ("0001-01-01", "04:00"), ("9999-12-31", "04:00")])
def test_edges_of_the_calendar(person: Person, on: str, at: str | None) -> None:
    """Case 30: entries at the calendar's edges are kept, found and rebuilt."""
    person.log("At the edge +run", on, at, force=True)
    assert write_day(person.entries()[0].day) == on
    assert read_tables(person.db) == rebuild_tables(read_changes(person.db))


def test_beyond_the_calendar(person: Person) -> None:
    """Case 30: the night after the last day there is lies beyond the calendar, and is refused."""
    refusal(person.log, "Too late", "9999-12-31", "01:00", force=True)
    refusal(edit_entry, person.ws, "last", Edit(on="9999-12-31"))
    assert person.entries() == []
