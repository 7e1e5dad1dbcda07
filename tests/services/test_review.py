"""A review against its entries: what a week, month or year brought, and what is left out of it."""

from calendar import monthrange
from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import day, examples, refusal
from tests.services.lived import TODAY, add_times, count_tags, list_won, live
from tests.services.workspaces import Person
from tinywins.compounding.comparing import Comparison
from tinywins.services.habits import Traits, archive_habit, edit_habit
from tinywins.services.pausing import pause_habits
from tinywins.services.review import Review, check_kind, find_period, review_period
from tinywins.services.review_notes import write_note
from tinywins.services.undo import undo

KINDS = ("week", "month", "year")
MONDAY = TODAY - 4


def span_of(kind: str, when: date) -> tuple[date, date]:
    """Give the first and last day of the period that holds a day, from the calendar alone."""
    if kind == "week":
        monday = when - timedelta(when.isoweekday() - 1)
        return monday, monday + timedelta(6)
    if kind == "month":
        return when.replace(day=1), when.replace(day=monthrange(when.year, when.month)[1])
    return date(when.year, 1, 1), date(when.year, 12, 31)


def kept_of(found: Review) -> dict[str, str]:
    """Give what was kept of each habit, as it is written."""
    return {each.habit.tag: f"{each.kept}/{each.decided}" for each in found.habits}


@settings(max_examples=examples(1) // 5)
@given(st.integers(0, 1 << 16), st.sampled_from(KINDS), st.integers(0, 95))
def test_wins_are_those_of_the_entries(seed: int, kind: str, ago: int) -> None:
    """Wins, those before, tags, the fullest day and the entries are what the entries of those days say."""
    person = live(seed)
    found = review_period(person.ws, kind, TODAY - ago)
    first, last = (when.toordinal() for when in span_of(kind, date.fromordinal(TODAY - ago)))
    begin, end = (when.toordinal() for when in span_of(kind, date.fromordinal(first - 1)))
    won = list_won(person, first, min(last, TODAY))
    assert (found.first, found.last, found.wins) == (first, last, len(won))
    assert found.before == len(list_won(person, begin, end))
    tags, before = count_tags(person, first, TODAY if last > TODAY else last), count_tags(person, begin, end)
    habits = {"stretch", "gym", "read", "coffee"}
    expected = {(tag, n, before.get(tag, 0)) for tag, n in tags.items() if tag not in habits}
    assert set(found.tags) == expected
    assert [n for _, n, _ in found.tags] == sorted((n for _, n, _ in expected), reverse=True)
    counts = Counter(entry.day for entry in won).most_common(2)
    alone = bool(counts) and counts[0][1] > 1 and (len(counts) == 1 or counts[1][1] < counts[0][1])
    assert found.fullest == (counts[0] if alone else None)
    assert sorted(entry.id for entry in found.entries) == sorted(entry.id for entry in won)
    assert sum(entry.star for entry in found.entries[: found.stars]) == found.stars == sum(entry.star for entry in won)
    rest = found.entries[found.stars : found.stars + found.others]
    assert not any(name in habits for entry in rest for name, _ in entry.tags)
    assert all(any(name in habits for name, _ in e.tags) for e in found.entries[found.stars + found.others :])
    for group in (found.entries[: found.stars], rest, found.entries[found.stars + found.others :]):
        assert [entry.day for entry in group] == sorted(entry.day for entry in group)
    person.close()


@settings(max_examples=examples(1) // 10)
@given(st.integers(0, 1 << 16), st.sampled_from(KINDS))
def test_persons_are_left_out_unless_wanted(seed: int, kind: str) -> None:
    """Neither texts, notes nor tags name a person; with names all is as it was written."""
    person = live(seed)
    found, named = review_period(person.ws, kind), review_period(person.ws, kind, names=True)
    texts = [f"{entry.text} {entry.note} {entry.tags}" for entry in found.entries]
    assert not any("@" in text for text in texts)
    won = list_won(person, found.first, min(found.last, TODAY))
    said = {entry.id: (entry.text, entry.note, entry.tags) for entry in won}
    assert {entry.id: (entry.text, entry.note, entry.tags) for entry in named.entries} == said
    assert not any("@" in tag for tag, *_ in (*found.tags, *named.tags))
    person.close()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("today", [*range(MONDAY, MONDAY + 7), day("2026-12-01"), day("2027-01-01"), day("2024-03-01")])
def test_the_usual_period_holds_yesterday(person: Person, kind: str, today: int) -> None:
    """Without a day it is the period of yesterday: on a Monday, a first or a New Year's Day the one that is over."""
    person.go_to(today)
    found = review_period(person.ws, kind)
    first, last = span_of(kind, date.fromordinal(today - 1))
    assert (found.first, found.last) == (first.toordinal(), last.toordinal())
    assert found.is_over == (date.fromordinal(today) > last)


def test_a_day_begins_at_four(person: Person) -> None:
    """At three in the morning of a Monday it is Sunday still, and its week goes on."""
    person.go("2026-11-23 03:00")
    assert review_period(person.ws, "week").last == day("2026-11-22")
    assert not review_period(person.ws, "week").is_over


def test_what_is_to_come_is_refused(person: Person) -> None:
    """Tomorrow has nothing to review, and a fortnight is no period; the calendar's first week has one."""
    assert refusal(review_period, person.ws, "week", TODAY + 1).hint
    assert refusal(check_kind, "fortnight").hint == "Write week, month or year."
    assert review_period(person.ws, "week", TODAY).first == MONDAY
    for kind in KINDS:
        assert (review_period(person.ws, kind, 1).wins, review_period(person.ws, kind, 1).before) == (0, 0)
        assert find_period(kind, date.max.toordinal())[1] == date.max.toordinal()


@pytest.mark.parametrize(("began", "compared"), [(MONDAY - 7, True), (MONDAY - 6, False), (MONDAY, False)])
def test_half_of_a_first_week_is_no_week(person: Person, began: int, compared: bool) -> None:
    """A record that began within the week before has nothing to compare with; one that filled it has."""
    add_times(person, [began] * 6 + [TODAY - 1] * 9)
    found = review_period(person.ws, "week")
    assert (found.change is not None) == compared
    assert (found.wins, found.before) == (9 if began < MONDAY else 15, 6 if began < MONDAY else 0)


@pytest.mark.parametrize("paused", [False, True])
def test_days_off_are_left_out_of_the_comparison(person: Person, paused: bool) -> None:
    """A rate is one of active days: of a week with four days off, three are the time; today is none yet."""
    add_times(person, [MONDAY - 14, *[MONDAY - 2] * 6, *[MONDAY] * 6])
    if paused:
        pause_habits(person.ws, [], MONDAY - 7, MONDAY - 4)
    change = review_period(person.ws, "week").change
    assert isinstance(change, Comparison)
    assert change.value == pytest.approx((6 / 4) / (6 / (3 if paused else 7)))
    person.log("Win")
    assert review_period(person.ws, "week").change == change
    person.go_to(MONDAY + 6)
    person.log("On the last day")
    whole = review_period(person.ws, "week").change
    assert isinstance(whole, Comparison)
    assert whole.value == pytest.approx((8 / 7) / (6 / (3 if paused else 7)))


def test_the_first_days_of_a_period_are_not_judged(person: Person) -> None:
    """Until half of a week is over nothing is said of more or fewer, because a day or two say nothing."""
    add_times(person, [MONDAY - 14, *[MONDAY - 2] * 20])
    judged = []
    for place in range(7):
        person.go_to(MONDAY + place)
        person.log("One")
        judged.append(review_period(person.ws, "week", MONDAY + place).change is not None)
    assert judged == [False] * 4 + [True] * 3


def test_coming_back_is_told_after_two_missed_slots(person: Person) -> None:
    """One missed slot is no gap, days off are none, and a limit or a first time is no return."""
    start = MONDAY - 14
    for tag, rule in (
        ("one", "daily"),
        ("two", "daily"),
        ("off", "daily"),
        ("first", "daily"),
        ("less", "daily at most 0"),
    ):
        person.add_habit(tag, rule, start)
    person.log_days("+one", [start, MONDAY - 1, MONDAY + 1])
    person.log_days("+two", [start, MONDAY - 2, MONDAY + 1])
    person.log_days("+off", [start, MONDAY - 2, MONDAY + 1])
    person.log_days("+first", [MONDAY])
    person.log_days("+less", [MONDAY - 3, MONDAY - 2])
    person.log_days("+less=0", [MONDAY - 5, MONDAY])
    pause_habits(person.ws, ["off"], MONDAY - 1, MONDAY)
    returns = review_period(person.ws, "week").returns
    assert [(back.habit.tag, back.day, back.missed) for back in returns] == [("two", MONDAY + 1, 2)]
    month = review_period(person.ws, "month").returns
    assert [(back.habit.tag, back.missed) for back in month] == [("one", 12), ("two", 11), ("two", 2), ("off", 11)]


def test_slots_of_a_week_are_counted_within_it_and_over_it(person: Person) -> None:
    """Of a habit with a weekly slot the week shows its days, also more than it takes; the month shows its weeks."""
    person.go("2026-11-22 12:00")
    person.add_habit("gym", "3/week", day("2026-10-26"))
    person.add_habit("read", "10/month", day("2026-10-26"))
    person.add_habit("stretch", "daily", day("2026-10-26"))
    person.log_days("+gym +read +stretch", [MONDAY, MONDAY + 1, MONDAY + 3, MONDAY + 5, MONDAY - 7])
    assert kept_of(review_period(person.ws, "week")) == {"gym": "4/3", "read": "5/10", "stretch": "4/6"}
    assert kept_of(review_period(person.ws, "week", MONDAY - 7)) == {"gym": "1/3", "read": "5/10", "stretch": "1/7"}
    assert kept_of(review_period(person.ws, "month")) == {"gym": "1/3", "read": "5/10", "stretch": "5/21"}
    assert kept_of(review_period(person.ws, "year")) == {"gym": "1/4", "read": "0/1", "stretch": "5/27"}


def test_what_has_nothing_to_count_is_left_out(person: Person) -> None:
    """No line for a habit that began later, is quiet, was archived before, is for anytime, or had all days off."""
    for tag, rule, start in (
        ("later", "daily", TODAY),
        ("quiet", "daily", 1),
        ("old", "daily", 1),
        ("any", "anytime", 1),
    ):
        person.add_habit(tag, rule, max(start, MONDAY - 20))
    person.add_habit("off", "daily", MONDAY - 20)
    person.add_habit("on", "daily", MONDAY - 20)
    edit_habit(person.ws, "quiet", traits=Traits(quiet=True))
    person.go_to(MONDAY - 8)
    archive_habit(person.ws, ["old"])
    person.go_to(TODAY)
    pause_habits(person.ws, ["off"], MONDAY - 7, None)
    person.log_days("+later +quiet +old +any +off", [MONDAY - 20])
    assert kept_of(review_period(person.ws, "week", MONDAY - 1)) == {"on": "0/7"}
    assert kept_of(review_period(person.ws, "month"))["old"] == "0/7"


def test_a_run_at_risk_is_told_while_it_can_be_kept(person: Person) -> None:
    """An open slot whose run would end is told now, and on the day after; of weeks long over it is not."""
    person.add_habit("run", "daily without spares", MONDAY)
    person.log_days("+run", [MONDAY, MONDAY + 1, MONDAY + 2, MONDAY + 3])
    person.add_habit("coffee", "daily at most 2 without spares", MONDAY)
    person.log_days("+coffee", [MONDAY + 3, TODAY])
    assert [habit.tag for habit in review_period(person.ws, "week").at_risk] == ["run"]
    assert review_period(person.ws, "week", MONDAY - 1).at_risk == ()
    person.log("+run")
    assert review_period(person.ws, "week").at_risk == ()


def test_a_note_opens_the_next_review(person: Person) -> None:
    """What was written at one review is told at the next of its kind; taken away or undone, the one before is."""
    write_note(person.ws, "week", MONDAY - 7, "Ask @anna before lunch")
    write_note(person.ws, "week", MONDAY, "Less coffee")
    found, named = review_period(person.ws, "week"), review_period(person.ws, "week", names=True)
    assert found.last_note
    assert named.last_note
    assert (found.note, found.last_note.first, found.last_note.text) == (
        "Less coffee",
        MONDAY - 7,
        "Ask someone before lunch",
    )
    assert named.last_note.text == "Ask @anna before lunch"
    assert review_period(person.ws, "month").last_note is None
    write_note(person.ws, "week", MONDAY, "")
    assert review_period(person.ws, "week").note == ""
    undo(person.ws)
    assert review_period(person.ws, "week").note == "Less coffee"
    person.go_to(TODAY + 7)
    opening = review_period(person.ws, "week").last_note
    assert opening
    assert opening.text == "Less coffee"


def test_a_day_logged_ahead_is_in_no_review_yet(person: Person) -> None:
    """A win of a day to come is not counted among those of the week so far."""
    add_times(person, [MONDAY, TODAY, TODAY + 1])
    assert (review_period(person.ws, "week").wins, len(review_period(person.ws, "week").entries)) == (2, 2)
