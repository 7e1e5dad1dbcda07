"""Logging: what is recorded is what was typed, and what is told back is true."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import day, examples, refusal
from tests.services.workspaces import FRIDAY, Person, colliding_ids
from tests.storage.tables import read_changes, read_tables, rebuild_tables
from tinywins.domain.entries import Entry
from tinywins.domain.line import Line, Mention, parse_line
from tinywins.services.entries import remove_entries
from tinywins.services.habits import add_habit
from tinywins.services.logging import Logged, When, has_same, log
from tinywins.services.tags import edit_tag, list_tags, merge_tags

TODAY = day(FRIDAY)
signs = st.text(max_size=30).filter(lambda text: "\0" not in text)
mentions = st.lists(
    st.builds(
        Mention,
        st.sampled_from(("run", "café", "ärzte-1", "@anna")),
        st.none() | st.integers(0, 10**12 - 1),
    ),
    max_size=3,
    unique_by=lambda mention: mention.name,
)


def tag_days(person: Person) -> list[tuple[str, int, int]]:
    """Give each tag with its entries and thousandths, of all days."""
    return [(facts.tag, facts.n, facts.amount) for facts in sorted(list_tags(person.ws), key=lambda facts: facts.tag)]


def log_with_ids(person: Person, ids: list[str], times: int) -> list[Logged]:
    """Log a line so many times, with these ids for the acts and entries in turn."""
    ws, queue = person.ws, iter(ids)
    ws.new_id = lambda: next(queue)
    return [log(ws, [parse_line(f"Win {number}")])[0] for number in range(times)]


@settings(max_examples=examples(1))
@given(signs, mentions, signs, st.integers(1, 3_652_059), st.none() | st.integers(-(10**13), 10**13))
def test_kept_as_typed(text: str, names: list[Mention], note: str, number: int, at: int | None) -> None:
    """Text, note, tags with amounts, day and instant come back exactly, from the tables and from the journal."""
    person = Person()
    person.go("2026-11-20 12:00", "Asia/Kathmandu")
    log(person.ws, [Line(text, names)], When(number, at, None if at is None else 345), note)
    entry = person.entries()[0]
    assert (entry.text, entry.note, entry.day, entry.at, entry.star) == (text, note, number, at, False)
    assert entry.at_offset == (None if at is None else 345)
    assert entry.tags == [(mention.name, mention.amount) for mention in names]
    assert entry.logged == (person.moment.ms, 345, "Asia/Kathmandu")
    assert read_tables(person.db) == rebuild_tables(read_changes(person.db))
    person.close()


def test_one_act(person: Person) -> None:
    """Lines that are logged together are one act, and it fails as one: a line that is refused keeps all of it out."""
    log(person.ws, [parse_line("One +run"), parse_line("Two"), parse_line("Three")])
    assert len({row[2] for row in person.changes()}) == 1
    assert sorted(person.texts()) == ["One", "Three", "Two"]
    before = read_changes(person.db)
    refusal(log, person.ws, [parse_line("Four"), parse_line("Five +run=5km")])
    assert read_changes(person.db) == before


def test_day_and_instant(person: Person) -> None:
    """Without more said, an entry counts for the day that it is and has the instant; an earlier day has none."""
    now = person.log("Now").entry
    assert (now.day, now.at, now.at_offset) == (TODAY, person.moment.ms, 0)
    earlier = person.log("Earlier", "yesterday").entry
    assert (earlier.day, earlier.at, earlier.at_offset) == (TODAY - 1, None, None)
    timed = person.log("Timed", "yesterday", "08:10").entry
    assert (timed.day, timed.at) == (TODAY - 1, person.moment.ms - (24 + 3) * 3_600_000 - 50 * 60_000)
    assert earlier.logged == timed.logged == now.logged


def test_short_ids_are_unique(person: Person) -> None:
    """No two entries of a log share a short id, gone ones included: where four signs collide, a fifth is taken."""
    ids = colliding_ids(4)
    acts = ["act-1", ids[0], "act-2", ids[1]], ["act-4", ids[2]], ["act-5", ids[3]]
    shorts = [logged.entry.short for logged in log_with_ids(person, acts[0], 2)]
    remove_entries(person.ws, shorts)
    shorts += [logged.entry.short for made in acts[1:] for logged in log_with_ids(person, made, 1)]
    assert [len(short) for short in shorts] == [4, 5, 5, 5]
    assert len(set(shorts)) == 4
    assert len({short[:4] for short in shorts}) == 1


def test_many_short_ids(person: Person) -> None:
    """Thousands of entries get ids of four or five signs, a letter first, all different."""
    for start in range(0, 3_000, 500):
        log(person.ws, [Line(f"Win {start + number}", []) for number in range(500)])
    shorts = [row[0] for row in person.db.execute("SELECT short FROM entry")]
    assert len(set(shorts)) == 3_000
    assert all(short[0].isalpha() and not set(short) & set("ilou") for short in shorts)
    assert {len(short) for short in shorts} <= {4, 5, 6}


@pytest.mark.parametrize(
    ("first", "second", "added"),
    [
        ("Ran +run", "Ran far +run", 0),
        ("Ran +run", "Ran +run=5", 0),
        ("+run +out", "+out +run", 0),
        ("Ran +run", "Ran +out", 1),
        ("Ran +run", "Ran +run +out", 1),
        ("Ran +run +out", "Ran +run", 1),
        ("Ran", "Ran", 0),
        ("Ran", "ran", 1),
        ("Ran", "Ran +run", 1),
        ("Ran @anna", "Ran", 1),
        ("Ran @anna", "Walked @anna", 0),
        ("Ran +reveiw", "Ran +reviews", 0),
    ],
)
def test_if_missing(person: Person, first: str, second: str, added: int) -> None:
    """Nothing is added when the day has an entry with the same tags, or without tags with the same text."""
    person.log("Other +reveiw", "yesterday")
    person.log("Other +reviews", "yesterday")
    merge_tags(person.ws, "reveiw", "reviews")
    person.log(first)
    before = len(person.changes())
    assert len(person.log_if_missing(second)) == added
    assert len(person.changes()) == before + added
    assert len(person.log_if_missing(second, "-5")) == 1


def test_if_missing_within_one_act(person: Person) -> None:
    """Two equal lines of one act are one entry, and an act that adds nothing writes nothing."""
    lines = [parse_line("Ran +run"), parse_line("Jogged +run"), parse_line("Read +read")]
    assert [logged.entry.text for logged in log(person.ws, lines, unless=has_same)] == ["Ran", "Read"]
    assert log(person.ws, lines, unless=has_same) == []
    assert len(person.changes()) == 2


@pytest.mark.parametrize(
    ("unit", "raw", "n", "amount"),
    [
        ("", "+run", 1, 1_000),
        ("", "+run +run", 1, 2_000),
        ("", "+run=5 +run", 1, 6_000),
        ("", "+run=0", 0, 0),
        ("km", "+run", 1, 0),
        ("km", "+run=5.2 +run=0.3", 1, 5_500),
        ("km", "+run=5.2km", 1, 5_200),
        ("km", "+run=5.2KM +run", 1, 5_200),
        ("km", "+run=0km", 0, 0),
    ],
)
def test_units(person: Person, unit: str, raw: str, n: int, amount: int) -> None:
    """A mention without an amount adds 1 in a tag without a unit, and no amount in one with a unit; it counts once."""
    edit_tag(person.ws, "run", unit, None)
    person.log(raw)
    assert tag_days(person) == [("run", n, amount)]


def test_other_unit_is_refused(person: Person) -> None:
    """An amount in another unit than the tag's is refused with what to write, and nothing is recorded."""
    error = refusal(person.log, "Ran +run=5.2km")
    assert error.hint == "tinywins tag edit run --unit km"
    edit_tag(person.ws, "run", "km", None)
    error = refusal(person.log, "Ran +run=5.2miles")
    assert error.message == "+run is counted in km, not in miles."
    assert person.texts() == []


def test_unit_set_later(person: Person) -> None:
    """When a tag gets its unit, what was logged before without amounts adds none any more; taken away, it does."""
    person.log("+run")
    person.log("+run=5.2")
    assert tag_days(person) == [("run", 2, 6_200)]
    edit_tag(person.ws, "run", "km", None)
    assert tag_days(person) == [("run", 2, 5_200)]
    edit_tag(person.ws, "run", "", None)
    assert tag_days(person) == [("run", 2, 6_200)]


@pytest.mark.parametrize(
    ("raw", "win"),
    [
        ("Said it", True),
        ("Said it @anna", True),
        ("@anna", True),
        ("+run", True),
        ("+run=0", False),
        ("+run=0 @anna", False),
        ("+weight=80", False),
        ("+weight", False),
        ("+weight=80 @anna", False),
        ("+weight=80 +run", True),
        ("+weight=80 +run=0", False),
        ("+mass=80", False),
    ],
)
def test_wins(person: Person, raw: str, win: bool) -> None:
    """An entry is a win unless all its tags are measurements or recorded as 0; persons do not decide it."""
    person.log("+mass=1 +weight=1", "-9")
    edit_tag(person.ws, "weight", "kg", "last")
    merge_tags(person.ws, "mass", "weight")
    assert person.log(raw).entry.win is win
    assert person.entries()[0].win is win
    assert person.db.execute("SELECT sum(n) FROM win_day").fetchone()[0] == (1 if win else None)


def test_wins_follow_present_kinds(person: Person) -> None:
    """When a tag becomes a measurement its entries stop being wins, and when it sums again they are."""
    person.log("+weight=80")
    person.log("+weight=79 +run")
    seen = []
    for reads in ("last", "sum", "mean", "max", "sum"):
        edit_tag(person.ws, "weight", None, reads)
        seen.append([entry.win for entry in person.entries()])
    assert seen == [[True, False], [True, True]] + [[True, False]] * 2 + [[True, True]]


@pytest.mark.parametrize(("reads", "amount"), [("sum", 242_500), ("last", 80_500), ("mean", 80_833), ("max", 82_000)])
def test_readings(person: Person, reads: str, amount: int) -> None:
    """A day's amounts are summed, or the last, the mean or the largest is taken; `last` goes by the clock."""
    for raw, at in (("+weight=82", "07:00"), ("+weight=80.5", "11:00"), ("+weight=80", "09:00")):
        person.log(raw, "today", at)
    person.log("+weight", "today", "11:30")
    edit_tag(person.ws, "weight", "kg", reads)
    assert person.db.execute("SELECT n, amount FROM tag_day").fetchall() == [(4, amount)]


def test_told_back(person: Person) -> None:
    """The reply counts the tag's entries and amounts, of a line without tags the wins, and a habit's run."""
    person.log("+run=5")
    logged = person.log("+run=5.2")
    assert (logged.tag, logged.total, logged.amount, logged.standing) == ("run", 2, 10_200, None)
    logged = person.log("Something else")
    assert (logged.tag, logged.total, logged.wins_today) == ("", 3, 3)
    add_habit(person.ws, "run")
    logged = person.log("Both +out +run")
    assert logged.tag == "run"
    assert logged.standing is not None
    assert logged.standing.streaks.current == 1


def test_near_names(person: Person) -> None:
    """A new tag that is near a known one is pointed out, with that one's entries; a known tag never is."""
    for _ in range(3):
        person.log("+reviews")
    assert person.log("+reveiws").near == ("reveiws", "reviews", 3)
    assert person.log("+reveiws").near is None
    assert person.log("+coffee").near is None
    assert person.log("Said @revie").near is None


def test_behind(person: Person) -> None:
    """A clock that stands before the newest entry is told of, and the entry is kept as it stands."""
    person.log("Now")
    person.go("2026-11-19 12:00")
    logged = person.log("Before that")
    assert logged.behind
    assert logged.entry.day == TODAY - 1
    assert not person.log("After", "today").behind


def test_night_is_explained_once(person: Person) -> None:
    """The first entry before the day's start explains itself, and none after it; one for another day does not."""
    person.go("2026-11-21 01:30")
    assert person.log("For another day", "yesterday").night == 0
    logged = person.log("Late")
    assert (logged.entry.day, logged.night) == (TODAY, 4)
    assert person.log("Later").night == 0


def test_entries_of_one_millisecond(person: Person) -> None:
    """Entries of one millisecond keep the order in which they were logged."""
    log(person.ws, [parse_line(f"Win {number}") for number in range(9)])
    log(person.ws, [parse_line("Win 9")])
    assert person.texts() == [f"Win {number}" for number in range(9, -1, -1)]


@pytest.mark.parametrize("make", [lambda: Line("x", [Mention("run", 1), Mention("run", 10**12 - 1)])])
def test_too_much(person: Person, make: Callable[[], Line]) -> None:
    """Amounts that add up beyond what is kept are refused, and nothing is recorded."""
    refusal(log, person.ws, [make()])
    assert person.entries() == []


def test_many_names(person: Person) -> None:
    """An entry may have a hundred names, and all of them are kept in their order."""
    names: list[tuple[str, int | None]] = [
        (f"tag-{number}", 1_000 * number if number % 2 else None) for number in range(100)
    ]
    log(person.ws, [Line("", [Mention(*name) for name in names])])
    assert person.entries()[0].tags == names
    assert read_tables(person.db) == rebuild_tables(read_changes(person.db))


def test_level_is_told(person: Person) -> None:
    """A line whose one tag is a measurement says so, and has no special sentence."""
    edit_tag(person.ws, "subscribers", None, "last")
    logged = person.log("+subscribers=1200")
    assert (logged.level, logged.special, logged.entry.win) == (True, None, False)


def test_last_entry_first(person: Person) -> None:
    """What was logged last is found first, and reads as it was written."""
    entry: Entry = person.log("Café: 100 %, `*` & [b]this[/b] 🏃‍♀️ +run").entry
    assert person.entries()[0].id == entry.id
    assert person.texts() == ["Café: 100 %, `*` & [b]this[/b] 🏃‍♀️"]
