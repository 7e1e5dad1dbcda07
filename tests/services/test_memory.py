"""The jar: before the day's first entry, a win of the same date a year or a month ago."""

from random import Random

import pytest

from tests.builders import day
from tests.services.workspaces import FRIDAY, Person
from tinywins.domain.days import write_day
from tinywins.domain.entries import Entry
from tinywins.render.columns import Look, cell_width
from tinywins.render.today import show_today as write_today
from tinywins.services.entries import star_entry
from tinywins.services.tags import edit_tag
from tinywins.services.today import Memory, show_today
from tinywins.storage.queries import Filter, find_entries

PLAIN = Look()
YEAR, MONTH = "2025-11-20", "2026-10-20"  # before FRIDAY


def remember(person: Person) -> tuple[str, str] | None:
    """Give how long ago, and the text of what is remembered."""
    memory = show_today(person.ws).memory
    return (memory.ago, memory.entry.text) if memory else None


def choose(found: list[Entry], number: int) -> Entry | None:
    """Choose of a day's wins as the rule says, in plain Python."""
    wins = [entry for entry in found if entry.day == number and entry.win]
    wins.sort(key=lambda entry: (not entry.star, entry.logged[0] if entry.at is None else entry.at, entry.id))
    return wins[0] if wins else None


def test_a_year_comes_before_a_month(person: Person) -> None:
    """A win of a month ago is remembered, and one of a year ago before it."""
    assert remember(person) is None
    for ago, on in (("month", MONTH), ("year", YEAR)):
        person.log(f"A {ago} ago", on)
        assert remember(person) == (ago, f"A {ago} ago")


@pytest.mark.parametrize("on", ["2025-11-19", "2025-11-21", "2026-10-19", "2026-10-21", "2024-11-20", "2026-09-20"])
def test_other_dates_are_not_remembered(person: Person, on: str) -> None:
    """A day beside the date, two years or two months ago are not what is meant."""
    person.log("Another day", on)
    assert remember(person) is None


def test_nothing_is_remembered_once_the_day_has_begun(person: Person) -> None:
    """The first entry of the day, also one that is no win, takes the memory's place."""
    edit_tag(person.ws, "weight", "kg", "last")
    person.log("A year ago", YEAR)
    assert remember(person)
    person.log("+weight=80")
    assert remember(person) is None


def test_no_measurement_is_remembered(person: Person) -> None:
    """What is no win is passed by, and where a year ago had no win, a month ago is asked."""
    edit_tag(person.ws, "weight", "kg", "last")
    person.log("+weight=80", YEAR)
    assert remember(person) is None
    person.log("A month ago", MONTH)
    assert remember(person) == ("month", "A month ago")


def test_starred_first_then_the_earliest(person: Person) -> None:
    """Of several wins the earliest of the day is remembered, and a starred one before it."""
    person.log("Second", YEAR, "11:00")
    person.log("First", YEAR, "08:00")
    person.log("Third", YEAR, "12:00")
    assert remember(person) == ("year", "First")
    for text in ("Third", "Second"):
        star_entry(person.ws, person.entries(text)[0].short)
        assert remember(person) == ("year", text)


def test_the_choice_equals_plain_python() -> None:
    """Whatever was logged on the two dates and around them, it is the win that the rule says in plain Python."""
    for seed in range(30):
        person, random = Person(), Random(seed)
        edit_tag(person.ws, "weight", "kg", "last")
        for number in range(random.randrange(12)):
            on = random.choice((YEAR, MONTH, "2025-11-19", "2026-10-21"))
            person.log(random.choice((f"Win {number}", "+weight=80")), on, random.choice((None, "08:00", "12:00")))
            if random.random() < 0.2:
                star_entry(person.ws, "last")
        found = find_entries(person.db, Filter())
        expected = choose(found, day(YEAR)) or choose(found, day(MONTH))
        memory = show_today(person.ws).memory
        assert (memory.entry.id if memory else None) == (expected.id if expected else None)
        person.close()


@pytest.mark.parametrize(
    ("today", "dates"),
    [
        ("2024-02-29", {"month": "2024-01-29"}),
        ("2026-03-31", {"year": "2025-03-31"}),
        ("2026-03-30", {"year": "2025-03-30"}),
        ("2024-03-29", {"month": "2024-02-29", "year": "2023-03-29"}),
    ],
)
def test_a_date_that_is_not_there(person: Person, today: str, dates: dict[str, str]) -> None:
    """On a 29 February no year ago is told, on most 31sts no month ago: no day nearby stands in for it."""
    person.go(f"{today} 12:00")
    number = day(today)
    exact = {day(date) for date in dates.values()}
    near = [*range(number - 375, number - 355), *range(number - 40, number)]
    person.log_days("Near", [other for other in near if other not in exact])
    assert remember(person) is None
    for ago, date in dates.items():
        person.log("There", date)
        assert remember(person) == (ago, "There")


def test_one_search_of_an_index(person: Person) -> None:
    """The win is found by one search of the index of days and wins, however long the log is."""
    asked: list[str] = []
    person.log("A year ago", YEAR)
    person.db.set_trace_callback(asked.append)
    assert remember(person)
    person.db.set_trace_callback(None)
    (sql,) = [each for each in asked if "star DESC" in each]
    plan = str(person.db.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall())
    assert "SEARCH entry USING INDEX entry_day (day=? AND win=?)" in plan


def write(person: Person, look: Look = PLAIN) -> list[str]:
    """Write today, as lines."""
    return write_today(show_today(person.ws), look).splitlines()


def test_the_line_below_yesterday(person: Person) -> None:
    """The memory stands below yesterday's line; a text keeps the stop that it has, and persons stay in it."""
    person.log("First order from a stranger", YEAR)
    assert write(person)[-2:] == [
        "  Nothing logged yet today.",
        "  A year ago today: First order from a stranger.",
    ]
    person.log("Packed", "yesterday")
    assert write(person)[-2:] == [
        "  Yesterday: 1 win. Last: Packed.",
        "  A year ago today: First order from a stranger.",
    ]


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("Thanked @anna for it", "Thanked @anna for it."),
        ("Shipped!", "Shipped!"),
        ("+run=5.2 +stretch", "run, stretch."),
        ("Is it done? +run", "Is it done?"),
        ("\x1b[31mred", "␛[31mred."),
    ],
)
def test_texts_of_memories(person: Person, line: str, shown: str) -> None:
    """A memory is shown like any entry: tags' names where there is no text, and no sign that drives a terminal."""
    person.log(line, MONTH)
    assert write(person)[-1] == f"  A month ago today: {shown}"


@pytest.mark.parametrize("width", [80, 40, 24, 120])
@pytest.mark.parametrize("text", ["word " * 60, "漢字" * 60])
def test_a_long_memory_is_cut(person: Person, width: int, text: str) -> None:
    """A long text is cut to the width, wide signs too, and says so."""
    person.log(text, YEAR)
    line = write(person, Look(width=width))[-1]
    assert cell_width(line) <= min(width, 80)
    assert line.endswith("…")
    assert "…" not in write(person, Look(width=width, ascii=True))[-1]


def test_a_memory_is_data(person: Person) -> None:
    """The services give the entry itself, and how long ago it was."""
    entry = person.log("A year ago", YEAR).entry
    memory = show_today(person.ws).memory
    assert isinstance(memory, Memory)
    assert (memory.entry.id, memory.entry.day, memory.ago) == (entry.id, day(YEAR), "year")
    assert write_day(person.ws.today()) == FRIDAY
