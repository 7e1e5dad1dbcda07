"""A log replayed: read day by day or looked back at, entered in any order, undone, or folded from nothing."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import examples
from tests.domain.schedule_oracle import MONDAYS, SIGNS, History, Spares, all_spares, histories, list_slots, read, rules
from tests.services.workspaces import Person
from tests.storage.tables import deliver, read_changes, read_tables, rebuild_tables
from tinywins.compounding.strength import trace_slots
from tinywins.domain.line import Line, Mention
from tinywins.render.habit_data import Data, habit_data
from tinywins.services.excuses import list_excuses
from tinywins.services.habits import archive_habit, unarchive_habit
from tinywins.services.logging import When, log
from tinywins.services.pausing import pause_habits, resume_habits, skip_day
from tinywins.services.settings import set_setting
from tinywins.services.tags import edit_tag
from tinywins.services.undo import redo, undo
from tinywins.services.views import show_habit

AHEAD = ("entries", "next")  # what looks at the whole log, or ahead to what was not yet said
ZONES = ("Pacific/Honolulu", "Europe/Berlin", "Asia/Kathmandu", "Pacific/Kiritimati")
plans = rules.filter(lambda rule: "since" not in rule)  # nobody asks for that; a change of something else writes it
lives = histories(plans, longest=40)
seeds = st.integers(0, 1 << 16)


def begin() -> Person:
    """Give somebody whose running is counted in kilometres."""
    person = Person()
    edit_tag(person.ws, "run", "km", None)
    return person


def enter(person: Person, history: History, day: int) -> None:
    """Log what the drawing says of a day: more than one kilometre in two entries."""
    place = day - history.base
    times, amount, _ = SIGNS[history.drawn[place] if place < len(history.drawn) else "."]
    if times or amount is not None:
        split = [amount - 1_000, 1_000] if amount and amount > 1_000 else [amount]
        log(person.ws, [Line("", [Mention("run", each)]) for each in split], When(day))


def excuse(person: Person, day: int, slot: tuple[int, int]) -> None:
    """Excuse a day that lies in a slot: each second one is skipped where that is possible, and others pause."""
    if day % 2 and slot == (day, day):
        skip_day(person.ws, "run", day, "ill")
    else:
        pause_habits(person.ws, ["run"], day, day, "away")


def place_excuses(history: History) -> dict[int, tuple[int, int]]:
    """Give the days off since the habit's first day, each with the first and last day of its slot."""
    versions = [read(start, text) for start, text in history.versions]
    slots = list_slots(versions, date.fromordinal(history.today) + timedelta(60))
    spans = [(days[0].toordinal(), days[-1].toordinal()) for _, days in slots]
    found = {day: next((span for span in spans if span[0] <= day <= span[1]), (day, day + 1)) for day in history.off}
    return {day: span for day, span in found.items() if day >= history.versions[0][0]}


def live_days(person: Person, history: History, until: int, lead: int) -> Iterator[int]:
    """Live day by day: say which versions begin so many days later, and which days of a slot that begins are off; log.

    Give each evening since the habit's first day.
    """
    start, excuses = history.versions[0][0], place_excuses(history)
    for day in range(history.base, until + 1):
        person.go_to(day)
        for first, rule in history.versions:
            if day == max(start, first - lead):
                set_rule(person, history, first, rule)
        for off, span in excuses.items():
            if span[0] == day:
                excuse(person, off, span)
        enter(person, history, day)
        if day >= start:
            yield day


def set_rule(person: Person, history: History, first: int, rule: str) -> None:
    """Add the habit, or change it from a day on."""
    if first == history.versions[0][0]:
        person.add_habit("run", rule, first)
    else:
        person.edit_habit("run", rule, first)


def live_at_once(history: History, random: Random | None = None, spares: Spares | None = None) -> Person:
    """Enter a whole history on its last day, its entries and days off in the order given or shuffled."""
    person = begin()
    person.go_to(history.today)
    if spares:
        set_setting(person.ws, "spares", ",".join(map(str, spares)))
    early: list[Callable[[], object]] = []
    late: list[Callable[[], object]] = []
    for day in range(history.base, history.base + len(history.drawn)):
        target = early if random and random.random() < 0.3 else late
        target.append(lambda day=day: enter(person, history, day))  # type: ignore[misc]
    for off, span in place_excuses(history).items():
        late.append(lambda off=off, span=span: excuse(person, off, span))  # type: ignore[misc]
    if random:
        random.shuffle(early)
        random.shuffle(late)
    for act in early:
        act()
    for first, rule in history.versions:
        set_rule(person, history, first, rule)
    for act in late:
        act()
    return person


def read_all(person: Person) -> Data:
    """Read all that is shown of the habit, and the exact numbers behind it."""
    view, runs = show_habit(person.ws, "run")
    slots = view.standing.slots
    exact = {"shares": slots.shares, "trace": trace_slots(slots), "switches": view.standing.switches}
    return habit_data(view, runs, list_excuses(person.db, "run")) | exact


def read_standing(person: Person) -> Data:
    """Read where the habit stands, without what looks at the whole log."""
    view, runs = show_habit(person.ws, "run")
    data = {key: value for key, value in habit_data(view).items() if key not in AHEAD}
    slots = view.standing.slots
    return data | {"marks": slots.marks, "shares": slots.shares, "trace": trace_slots(slots), "best": runs}


@settings(max_examples=examples(1))
@given(lives, st.integers(0, 6))
def test_each_day_reads_the_same_when_it_is_looked_back_at(history: History, lead: int) -> None:
    """Where nothing is said of days gone by, a habit read each evening is what it is for that day afterwards."""
    person = begin()
    evenings = {day: read_standing(person) for day in live_days(person, history, history.today, lead)}
    for day, standing in evenings.items():
        person.go_to(day)
        assert read_standing(person) == standing, date.fromordinal(day)
    assert read_tables(person.db) == rebuild_tables(read_changes(person.db))
    person.close()


@settings(max_examples=examples(1))
@given(lives, st.integers(0, 6), st.integers(0, 40))
def test_a_day_reads_the_same_from_its_log_alone(history: History, lead: int, ago: int) -> None:
    """What was read on an evening is what a fresh log says that knows the changes up to then, and nothing else."""
    evening = max(history.versions[0][0], history.today - ago)
    person, other = begin(), Person(device="b")
    list(live_days(person, history, evening, lead))
    deliver(other.db, read_changes(person.db))
    other.go_to(evening)
    assert read_all(other) == read_all(person)
    person.close()
    other.close()


@settings(max_examples=examples(2))
@given(lives, all_spares, seeds)
def test_services_match_a_walk_through_the_days(history: History, spares: Spares, seed: int) -> None:
    """From entries, versions and days off in any order to marks, strength and runs: all is as the rules say."""
    person = live_at_once(history, Random(seed), spares)
    habit, truth = person.habit("run"), history.tell(spares)
    streaks = habit.standing.streaks
    assert habit.standing.slots.marks.decode() == truth.marks
    assert abs(habit.strength - truth.strength) < 1e-9
    assert (streaks.current, streaks.longest, streaks.left) == truth.runs
    assert streaks.used in truth.used
    recent = [
        mark
        for mark, span in zip(truth.marks, truth.spans, strict=True)
        if span[0] > history.today - 90 and mark in "DM"
    ]
    assert (habit.recent.kept, habit.recent.n) == (recent.count("D"), len(recent))
    person.close()


@pytest.mark.parametrize(
    ("rule", "lived", "off", "mark"),
    [
        ("7/week", "xxxxxx", "s", "D"),  # on Saturday, the Sunday to come is off
        ("7/week", "xxxxxx", "", "P"),
        ("2/week", "s", "ssssss", "S"),  # on Monday, the whole week is off
        ("2/week", "s", "sssss", "P"),
        ("1/week at least 7", "3..", "ssss", "D"),  # on Wednesday, three days of seven are not off, so 3 are wanted
        ("1/week at least 7", "3..", "sss", "P"),
        ("1/week at most 2", "s", "ssssss", "S"),
        ("1/week at most 2", "s", "sssss", "U"),
    ],
)
def test_days_off_to_come_count_in_the_present_week(rule: str, lived: str, off: str, mark: str) -> None:
    """Days off that are still to come lower what this week asks for as soon as they are said; lived is up to today."""
    history = History(MONDAYS[0], ((0, rule),), lived + off, len(lived) - 1)
    person = live_at_once(history)
    assert person.habit("run").mark == mark == history.tell((0, 0, 0)).marks
    person.close()


@settings(max_examples=examples(1))
@given(lives, seeds)
def test_the_order_of_entries_and_days_off_does_not_matter(history: History, seed: int) -> None:
    """Entered in order or in any other, before or after it became a habit, a history gives the same numbers."""
    one, other = live_at_once(history), live_at_once(history, Random(seed))
    assert read_all(one) == read_all(other)
    one.close()
    other.close()


@settings(max_examples=examples(1))
@given(lives, st.sampled_from(ZONES), st.integers(0, 6))
def test_zone_and_day_start_change_no_number(history: History, zone: str, hour: int) -> None:
    """Read in another zone, or after the day begins at another hour, a log gives the same numbers for a day."""
    person = live_at_once(history)
    before = read_all(person)
    person.go(f"{date.fromordinal(history.today)} 12:00", zone)
    assert read_all(person) == before
    set_setting(person.ws, "day_start", str(hour))
    assert read_all(person) == before
    person.go(f"{date.fromordinal(history.today)} 23:59", zone)
    assert read_all(person) == before
    person.close()


@settings(max_examples=examples(1))
@given(lives, plans, st.integers(-30, 30), st.integers(0, 20))
def test_undo_of_days_off_and_versions_gives_the_habit_back(
    history: History, rule: str, away: int, length: int
) -> None:
    """A skip, a pause, its end, a change from any day, and an archived habit: each is undone without a trace."""
    person = live_at_once(history)
    day = max(history.today + away, history.versions[0][0])
    last = None if length == 20 else day + length
    is_anytime = any(text.startswith("anytime") for _, text in history.rules)
    acts: list[Callable[[], object]] = [
        *([] if is_anytime else [lambda: skip_day(person.ws, "run", person.habit("run").next_day, "ill")]),
        lambda: person.edit_habit("run", rule, day),
        lambda: pause_habits(person.ws, ["run"], day, last, "away"),
        lambda: pause_habits(person.ws, [], day, last),
        lambda: archive_habit(person.ws, ["run"]),
        lambda: unarchive_habit(person.ws, ["run"]),
        lambda: pause_habits(person.ws, ["run"], history.today, None),
        lambda: resume_habits(person.ws, ["run"]),
    ]
    for act in acts:
        before, written = read_all(person), len(person.changes())
        act()
        if len(person.changes()) == written:
            continue
        after = read_all(person)
        undo(person.ws)
        assert read_all(person) == before
        redo(person.ws)
        assert read_all(person) == after
    assert read_tables(person.db) == rebuild_tables(read_changes(person.db))
    person.close()
