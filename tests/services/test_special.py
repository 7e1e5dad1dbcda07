"""The one special sentence: always true when it is said, never the same within five logs, the same in every run."""

from collections import Counter
from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import day, examples
from tests.services.oracle import find_strength, find_truth
from tests.services.workspaces import FRIDAY, Person
from tinywins.domain.days import write_day
from tinywins.domain.entries import Entry
from tinywins.domain.line import Line, Mention, parse_line
from tinywins.services.logging import Logged, When, log
from tinywins.services.special import Special, list_specials
from tinywins.services.tags import edit_tag
from tinywins.storage.queries import Filter, find_entries

TODAY = day(FRIDAY)
RULES = {"run": "daily", "gym": "2/week", "read": "mon,wed,fri"}
SPARES = (1, 7, 2)


def count(entries: list[Entry], tag: str) -> list[Entry]:
    """Give the entries that count under a tag; without one, the wins."""
    if not tag:
        return [entry for entry in entries if entry.win]
    return [entry for entry in entries if dict(entry.tags).get(tag, 0) != 0]


def done_days(entries: list[Entry], tag: str) -> set[int]:
    """Give the days on which a tag was done."""
    return {entry.day for entry in count(entries, tag)}


def find_week(number: int) -> tuple[int, int]:
    """Give the ISO year and week of a day."""
    return date.fromordinal(number).isocalendar()[:2]


def is_best_week(logged: Logged, entries: list[Entry]) -> bool:
    """Say whether an entry carried this week one win beyond each of four other weeks or more, to seven or more."""
    weeks = Counter(find_week(entry.day) for entry in entries if entry.win)
    this = find_week(logged.today)
    wins = weeks.pop(this, 0)
    is_here = logged.entry.win and find_week(logged.entry.day) == this
    return is_here and len(weeks) >= 4 and wins == max(7, max(weeks.values()) + 1)


def check_special(logged: Logged, entries: list[Entry], rule: str, start: int) -> None:
    """See that what was said of an entry is true, of all entries there are."""
    special = logged.special
    assert special is not None
    mine = count(entries, special.tag)
    assert logged.entry.id in {entry.id for entry in mine}
    if special.kind == "bestweek":
        assert is_best_week(logged, entries)
        assert special.numbers == (sum(find_week(entry.day) == find_week(logged.today) for entry in mine),)
    elif special.kind == "first":
        assert len(mine) == 1
    elif special.kind == "nth":
        number = special.numbers[0]
        assert number == len(mine)
        assert number in (3, 7, 10, 25, 50, 66) or number % 100 == 0
    elif special.kind == "month":
        month = write_day(logged.today)[:7]
        assert logged.entry.day == logged.today
        assert [entry.id for entry in mine if write_day(entry.day)[:7] == month] == [logged.entry.id]
        assert len(mine) > 1
    else:
        check_run(special, logged, entries, rule, start)


def check_run(special: Special, logged: Logged, entries: list[Entry], rule: str, start: int) -> None:
    """See that what was said of a habit's run is true, and that this entry made it so."""
    truth = find_truth(rule, start, logged.today, done_days(entries, special.tag), SPARES)
    others = done_days([entry for entry in entries if entry.id != logged.entry.id], special.tag)
    before = find_truth(rule, start, logged.today, others, SPARES)
    if special.kind == "week":
        assert special.numbers == (truth.decided[-7:].count("D"), 7)
        assert truth.decided.endswith("D")
        return
    assert truth.marks[-1:] == "D" != before.marks[-1:]
    if special.kind == "comeback":
        missed, strength, best = special.numbers
        assert truth.decided.endswith(f"D{'M' * missed}D")
        assert missed >= 2
        assert best == (truth.longest if truth.longest > truth.current else 0)
        if len(truth.decided) < 14:
            assert strength == 0
        elif not rule.endswith("/week"):
            assert strength == round(100 * find_strength(rule, truth.decided))
    else:
        assert special.kind == "longest"
        assert special.numbers == (truth.longest,)
        assert truth.current == truth.longest > before.longest


@settings(max_examples=examples(1))
@given(st.integers(0, 1 << 32))
def test_true_and_never_twice(seed: int) -> None:
    """Whatever is logged, for whichever day: each special sentence is true, and none comes twice within five logs."""
    random = Random(seed)
    person = Person()
    start = TODAY - 60
    tag = random.choice([*RULES, "plain"])
    if tag in RULES:
        person.add_habit(tag, RULES[tag], start)
    person.go_to(start)
    said: list[tuple[str, str] | None] = []
    kept = random.choice((0.5, 0.8, 0.95))
    while (today := person.ws.today()) < TODAY:
        for _ in range(random.choice((0, 1, 1, 1, 2)) if random.random() < kept else 0):
            mentions = [Mention(tag, random.choice((None, None, None, 0, 5_200)))] if random.random() < 0.9 else []
            mentions += [Mention("other")] if random.random() < 0.2 else []
            number = today - random.randint(0, 20) if random.random() < 0.1 else today
            logged = log(person.ws, [Line("Something", mentions)], When(number, person.moment.ms, 0))[0]
            said.append((logged.special.kind, logged.special.tag) if logged.special else None)
            entries = person.entries("Something")
            if logged.special:
                check_special(logged, entries, RULES.get(tag, ""), start)
            if is_best_week(logged, entries) and ("bestweek", "") not in said[-6:-1]:
                assert logged.special
                assert logged.special.kind in ("bestweek", "comeback")
        person.go_to(today + (1 if random.random() < kept else random.randint(1, 6)))
    for place, sentence in enumerate(said):
        assert sentence is None or sentence not in said[max(0, place - 5) : place]
    person.close()


def kinds(person: Person, raw: str, days: list[int]) -> list[str]:
    """Log a line on each of these days, then, and give what was said each time."""
    said = []
    for number in days:
        person.go_to(number)
        logged = person.log(raw)
        said.append(logged.special.kind if logged.special else "")
    return said


def test_each_kind_is_said(person: Person) -> None:
    """Each kind of one habit's life is said at its place in it."""
    person.add_habit("run", "daily", TODAY)
    first = kinds(person, "+run", list(range(TODAY, TODAY + 13)))
    assert first == ["first", "", "nth", *[""] * 6, "nth", "", "month", ""]
    assert kinds(person, "+run", [TODAY + 17]) == ["comeback"]
    back = kinds(person, "+run", list(range(TODAY + 18, TODAY + 32)))
    assert back == [*[""] * 4, "week", *[""] * 5, "nth", "", "longest", ""]


def test_same_in_every_run() -> None:
    """The same life brings the same sentences."""
    lives = []
    for _ in range(2):
        person = Person()
        person.add_habit("run", "daily", TODAY)
        lives.append(kinds(person, "+run", [TODAY + number for number in range(40) if number % 9 > 2]))
        person.close()
    assert lives[0] == lives[1]
    assert any(lives[0])


def test_number_of_what_did_not_count(person: Person) -> None:
    """An entry that records a tag as 0 is never told to be that tag's third, nor its first."""
    for _ in range(3):
        person.log("+run")
    logged = person.log("Rested +run=0 +rest")
    assert logged.special is not None
    assert (logged.special.kind, logged.special.tag) == ("first", "rest")
    assert person.log("Rested +run=0 +rest").special is None
    assert person.log("+swim=0").special is None
    assert kinds(person, "+swim", [TODAY]) == ["first"]


def test_measurement_gets_no_sentence(person: Person) -> None:
    """A measurement is no win, and gets a bare count."""
    person.log("+weight=80")
    edit_tag(person.ws, "weight", "kg", "last")
    for _ in range(12):
        logged = person.log("+weight=79.5")
        assert logged.special is None
        assert not logged.entry.win
        assert logged.level


@pytest.mark.parametrize("length", [8, 9])
def test_equal_run_is_not_the_longest(person: Person, length: int) -> None:
    """A run that has come as far as an older one is not called the longest; one that goes beyond it is."""
    person.add_habit("run", "daily", TODAY)
    gone = list(range(TODAY, TODAY + 8))
    kinds(person, "+run", gone)
    later = kinds(person, "+run", list(range(TODAY + 12, TODAY + 12 + length)))
    assert ("longest" in later) == (length > 8)


def fill_weeks(person: Person, wins: list[int]) -> None:
    """Log so many wins in each of the weeks before this one, the last number in the week before."""
    for back, number in enumerate(reversed(wins), 1):
        person.log_days("Earlier +work", [TODAY - 7 * back] * number)


def special_of(logged: Logged) -> tuple[str, tuple[int, ...]]:
    """Give kind and numbers of what was said."""
    return (logged.special.kind, logged.special.numbers) if logged.special else ("", ())


def test_the_best_week_is_said_at_the_crossing(person: Person) -> None:
    """The win that goes beyond every other week says so; a tie does not, and those that follow do not."""
    fill_weeks(person, [3, 8, 2, 1])
    said = [special_of(person.log("Now +work")) for _ in range(11)]
    assert said[8] == ("bestweek", (9,))
    assert [kind for kind, _ in said].count("bestweek") == 1


@pytest.mark.parametrize(
    ("weeks", "crossing"), [([1, 1, 1, 1], 7), ([7, 1, 1], 0), ([5, 5, 5, 5], 7), ([6, 1, 1, 1], 7), ([7, 1, 1, 1], 8)]
)
def test_a_best_week_takes_seven_wins_and_four_other_weeks(person: Person, weeks: list[int], crossing: int) -> None:
    """Below seven wins, or with fewer than four other weeks, no week is called the best; from there on it is."""
    fill_weeks(person, weeks)
    said = [special_of(person.log("Now +work")) for _ in range(12)]
    assert [place for place, (kind, _) in enumerate(said, 1) if kind == "bestweek"] == ([crossing] if crossing else [])


def test_a_best_week_is_this_one(person: Person) -> None:
    """A win of an earlier day of this week makes it the best; wins of older weeks say nothing of it."""
    fill_weeks(person, [7, 1, 1, 1])
    person.log_days("Now +work", [TODAY] * 7)
    assert special_of(person.log("Earlier this week +work", "mon")) == ("bestweek", (8,))
    said = [special_of(person.log("Then +work", on)) for on in ("-7", "-14", "-21") * 3]
    assert "bestweek" not in [kind for kind, _ in said]


def test_a_best_week_counts_wins_alone(person: Person) -> None:
    """Measurements and limits are no part of a week's wins."""
    edit_tag(person.ws, "weight", "kg", "last")
    fill_weeks(person, [7, 1, 1, 1])
    for _ in range(9):
        person.log("+weight=80")
    said = [special_of(person.log("Now +work")) for _ in range(8)]
    assert said[-1] == ("bestweek", (8,))


@pytest.mark.parametrize(("missed", "order"), [(0, ["bestweek", "longest"]), (3, ["comeback", "bestweek"])])
def test_the_rarest_comes_first(person: Person, missed: int, order: list[str]) -> None:
    """Of what is true at once a comeback is said first, then the best week, then the longest run."""
    person.add_habit("run", "daily", TODAY - 60)
    person.log_days("+run", list(range(TODAY - 20, TODAY - missed)))
    person.log_days("Now +work", [TODAY] * 20)
    fill_weeks(person, [1, 1, 1, 1])
    weeks = Counter(find_week(entry.day) for entry in find_entries(person.db, Filter(wins=True)))
    person.log_days("Then +work", [TODAY - 7] * (weeks[find_week(TODAY)] - weeks[find_week(TODAY - 7)]))
    logged = person.log("+run")
    assert is_best_week(logged, find_entries(person.db, Filter()))
    assert special_of(logged)[0] == order[0]
    assert [special.kind for special in list_specials(person.db, logged, SPARES)[:2]] == order


def test_the_first_of_a_kind(person: Person) -> None:
    """The first win ever and the first entry of a tag are told, unless the tag is a slip away from another one."""
    assert special_of(person.log("Something")) == ("first", ())
    assert special_of(person.log("More +reviews")) == ("first", ())
    assert special_of(person.log("A mail +reveiws")) == ("", ())
    assert [logged.special for logged in log(person.ws, [parse_line("One +swim"), parse_line("Two +swim")])] == [
        None
    ] * 2
