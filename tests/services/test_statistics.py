"""Numbers of habits, from real entries through the services, against an oracle and against each other."""

from dataclasses import replace
from itertools import pairwise
from random import Random
from zoneinfo import available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import day, days, examples
from tests.services.oracle import Truth, find_strength, find_truth, find_week
from tests.services.workspaces import FRIDAY, Person
from tinywins.domain.line import Line, Mention
from tinywins.render.habit_data import habit_data
from tinywins.services.logging import When, log
from tinywins.services.settings import set_setting
from tinywins.services.views import HabitView, list_habits, show_habit

TODAY = day(FRIDAY)
RULES = ("daily", "mon,wed,fri", "sat,sun", "tue", "1/week", "3/week", "6/week", "7/week")
SPARES = ((1, 7, 2), (0, 0, 0), (2, 3, 4), (1, 1, 1), (3, 2, 1), (0, 5, 2))
ZONES = sorted(available_timezones() - {"Factory", "localtime", "posixrules"})

rules = st.sampled_from(RULES)
spares = st.sampled_from(SPARES)
seeds = st.integers(0, 1 << 32)


def draw_days(random: Random, most: int = 40) -> list[int]:
    """Draw days on which something was done, up to today: long runs, gaps, doubles, in any order."""
    length, dense = random.randint(1, most), random.choice((0.3, 0.7, 0.9, 0.97))
    drawn = [TODAY - ago for ago in range(length) if random.random() < dense]
    drawn += random.sample(drawn, len(drawn) // 8)
    random.shuffle(drawn)
    return drawn


def log_all(person: Person, done: list[int], random: Random) -> None:
    """Log a habit on each of these days, a few entries an act, some of them with an amount or another tag."""
    ws = person.ws
    while done:
        day_now = done[0]
        size = random.randint(1, 3) if random.random() < 0.5 else 1
        batch, done = done[:size], done[size:]
        lines = [Line("", [Mention("run", random.choice((None, 1, 5_200)))]) for number in batch if number == day_now]
        log(ws, lines, When(day_now))
        for number in batch:
            if number != day_now:
                log(ws, [Line("Ran", [Mention("out"), Mention("run")])], When(number))


def set_spares(person: Person, wanted: tuple[int, int, int]) -> None:
    """Set how spares count."""
    set_setting(person.ws, "spares", ",".join(map(str, wanted)))


def read_truth(habit: HabitView) -> Truth:
    """Give what the program says of a habit, in the oracle's words."""
    runs = habit.standing.streaks
    marks = habit.standing.slots.marks.decode()
    return Truth(marks, runs.current, runs.longest, runs.left, frozenset({runs.used}), runs.unbroken)


@settings(max_examples=examples(10))
@given(rules, spares, seeds)
def test_oracle(rule: str, wanted: tuple[int, int, int], seed: int) -> None:
    """A thousand random histories, logged in any order: marks and runs are those that brute force finds."""
    random = Random(seed)
    person = Person()
    done = draw_days(random)
    start = TODAY - random.randint(0, 45)
    if wanted != SPARES[0]:
        set_spares(person, wanted)
    early = random.random() < 0.5
    if early:
        person.add_habit("run", rule, start)
    log_all(person, done, random)
    log(person.ws, [Line("", [Mention("run", 0), Mention("other")])], When(TODAY - random.randint(0, 20)))
    if not early:
        person.add_habit("run", rule, start)
    habit = person.habit("run")
    truth = find_truth(rule, start, TODAY, set(done), wanted)
    found = read_truth(habit)
    assert replace(found, used=truth.used) == truth
    assert found.used <= truth.used
    runs = habit.standing.streaks
    assert runs.pending == truth.marks.endswith("P")
    assert runs.at_risk == (runs.pending and truth.current > 0 and truth.left == 0)
    assert (habit.recent.kept, habit.recent.n) == (truth.decided.count("D"), len(truth.decided))
    assert (habit.decided, habit.done_today) == (len(truth.decided), TODAY in done)
    if rule.endswith("/week"):
        assert (habit.standing.slot.done, habit.standing.slot.need) == find_week(int(rule[0]), start, TODAY, set(done))
    else:
        assert habit.strength == pytest.approx(find_strength(rule, truth.decided), abs=1e-12)
    person.close()


@settings(max_examples=examples(1))
@given(rules, spares, seeds)
def test_runs_have_dates(rule: str, wanted: tuple[int, int, int], seed: int) -> None:
    """Best runs come longest first and hold as many done slots as they say; none shares a day but the present one."""
    person = Person()
    done = draw_days(Random(seed))
    set_spares(person, wanted)
    person.log_days("+run", done)
    person.add_habit("run", rule, min(done, default=TODAY))
    habit, runs = show_habit(person.ws, "run", 10)
    assert [run.length for run in runs] == sorted((run.length for run in runs), reverse=True)
    spans = sorted((run.first, run.last) for run in runs if not run.now)
    assert all(first <= last for first, last in spans)
    assert all(last < first for (_, last), (first, _) in pairwise(spans))
    present = [run for run in runs if run.now]
    assert [run.length for run in present] == [habit.standing.streaks.current] * bool(habit.standing.streaks.current)
    assert all(run.first < present[0].first for run in runs if present and not run.now)
    if not rule.endswith("/week"):
        truth = find_truth(rule, habit.standing.start, TODAY, set(done), wanted)
        assert [run.length for run in runs][:1] == ([truth.longest] if truth.longest else [])
        for run in runs if wanted == (0, 0, 0) or not present else [run for run in runs if not run.now]:
            within = find_truth(rule, run.first, run.last, set(done), wanted)
            assert within.decided.count("D") == run.length
            assert {run.first, run.last} <= set(done)
    person.close()


@settings(max_examples=examples(1))
@given(rules, spares, seeds)
def test_done_day_never_lowers(rule: str, wanted: tuple[int, int, int], seed: int) -> None:
    """Logging one more done day, wherever it falls, never lowers the current run or the longest."""
    random = Random(seed)
    person = Person()
    set_spares(person, wanted)
    start = TODAY - 45
    person.add_habit("run", rule, start)
    person.log_days("+run", [number for number in draw_days(random, 40) if random.random() < 0.8])
    before = read_truth(person.habit("run"))
    for number in random.sample(range(start - 3, TODAY + 1), 8):
        person.log_days("+run", [number])
        after = read_truth(person.habit("run"))
        assert after.current >= before.current
        assert after.longest >= before.longest
        assert after.unbroken >= before.unbroken
        before = after
    person.close()


@settings(max_examples=examples(1) // 2)
@given(rules, seeds)
def test_order_does_not_matter(rule: str, seed: int) -> None:
    """The same days logged in any order give the same habit, to the last digit."""
    random = Random(seed)
    done = draw_days(random)
    seen = []
    for _ in range(2):
        person = Person()
        person.log_days("Ran +run=5", done)
        person.add_habit("run", rule, min(done, default=TODAY))
        view, runs = show_habit(person.ws, "run")
        seen.append(habit_data(view, runs))
        person.close()
        random.shuffle(done)
    assert seen[0] == seen[1]


@pytest.mark.parametrize("rule", ["daily", "mon,wed,fri", "3/week"])
def test_numbers_under_every_zone(rule: str) -> None:
    """Looked at from any zone there is, at that day's noon or its last minute, a stored log gives the same numbers."""
    person = Person()
    person.add_habit("run", rule, TODAY - 40)
    for zone, number in zip(ZONES[::12], range(TODAY - 39, TODAY + 1), strict=False):
        person.go("2026-11-20 12:00", zone)
        if number % 5:
            person.log_days("Ran +run=5.2", [number])
    seen = []
    for zone in ZONES:
        for wall in ("2026-11-20 12:00", "2026-11-21 03:59"):
            person.go(wall, zone)
            seen.append([habit_data(*show_habit(person.ws, "run"))])
    assert all(data == seen[0] for data in seen)
    person.close()


@settings(max_examples=examples(1) // 2)
@given(seeds, st.sampled_from(range(7)))
def test_day_start_changes_no_number(seed: int, hour: int) -> None:
    """Another hour at which the day begins moves no stored day, and so no number, as long as it is the same day now."""
    person = Person()
    person.add_habit("run", "daily", TODAY - 40)
    person.log_days("+run", draw_days(Random(seed), 40))
    before = [habit_data(habit) for habit in list_habits(person.ws)]
    rows = person.db.execute("SELECT * FROM entry").fetchall()
    set_setting(person.ws, "day_start", str(hour))
    assert [habit_data(habit) for habit in list_habits(person.ws)] == before
    assert person.db.execute("SELECT * FROM entry").fetchall() == rows
    person.close()


def test_calendar_edges(person: Person) -> None:
    """Runs go over the ends of years and over leap days, which there are in 2024 and 2000, and not in 2023."""
    for history, ending, expected in (
        ("xxx", "2024-03-01", 3),
        ("xx", "2023-03-01", 2),
        ("xxx", "2000-03-01", 3),
        ("xx", "1900-03-01", 2),
        ("xx", "2026-01-01", 2),
    ):
        name = f"habit{ending.replace('-', '')}"
        person.go(f"{ending} 12:00")
        done = days(history, ending=ending)
        person.add_habit(name, "daily", done[0])
        person.log_days(f"+{name}", done)
        assert person.habit(name).standing.streaks.current == expected
        assert person.habit(name).standing.slots.marks == b"D" * expected


def test_week_53(person: Person) -> None:
    """A week that spans two years is one week: 31 December 2020 and 3 January 2021 meet one need of two."""
    person.go("2021-01-03 12:00")
    person.add_habit("gym", "2/week", day("2020-12-28"))
    person.log_days("+gym", [day("2020-12-31"), day("2021-01-03")])
    assert person.habit("gym").standing.slots.marks == b"D"
