"""The one special sentence: always true when it is said, never the same within five logs, the same in every run."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import day, examples
from tests.services.oracle import find_strength, find_truth
from tests.services.workspaces import FRIDAY, Person
from tinywins.domain.days import write_day
from tinywins.domain.entries import Entry
from tinywins.domain.line import Line, Mention
from tinywins.services.logging import Logged, When, log
from tinywins.services.special import Special
from tinywins.services.tags import edit_tag

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


def check_special(logged: Logged, entries: list[Entry], rule: str, start: int) -> None:
    """See that what was said of an entry is true, of all entries there are."""
    special = logged.special
    assert special is not None
    mine = count(entries, special.tag)
    assert logged.entry.id in {entry.id for entry in mine}
    if special.kind == "nth":
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
            if logged.special:
                check_special(logged, person.entries("Something"), RULES.get(tag, ""), start)
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
    """All five kinds are said, each at its place in a small life."""
    person.add_habit("run", "daily", TODAY)
    first = kinds(person, "+run", list(range(TODAY, TODAY + 13)))
    assert first == ["", "", "nth", *[""] * 6, "nth", "", "month", ""]
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
    """An entry that records a tag as 0 is never told to be that tag's third."""
    for _ in range(3):
        person.log("+run")
    logged = person.log("Rested +run=0 +rest")
    assert logged.special is None


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
