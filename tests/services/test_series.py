"""Series: what is counted by day, and the full weeks it makes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import examples, refusal
from tests.services.lived import TODAY, WORDS, add_times, count_days, live
from tests.services.workspaces import Person
from tinywins.compounding.weeks import Weeks
from tinywins.services.habits import archive_habit
from tinywins.services.pausing import pause_habits, skip_day
from tinywins.services.series import read_series
from tinywins.services.tags import edit_tag

MONDAY = TODAY - 4


@settings(max_examples=examples(1) // 6)
@given(st.integers(0, 1 << 16))
def test_counts_are_those_of_the_entries(seed: int) -> None:
    """Edited, removed, merged, with amounts and without: each series counts by day what its entries say."""
    person = live(seed)
    for word in WORDS:
        expected = count_days(person, word)
        found = read_series(person.ws, word or None)
        assert found.counts == pytest.approx(expected), word
        assert found.first == min(expected, default=None)
        assert found.total == pytest.approx(sum(expected.values()))
    assert read_series(person.ws, "weight", any_tag=True).counts == count_days(person, "weight")
    person.close()


@settings(max_examples=examples(1) // 6)
@given(st.integers(0, 1 << 16))
def test_weeks_are_full_and_hold_their_days(seed: int) -> None:
    """A week from Monday to Sunday is over, has its days' counts, and of its days those that were active."""
    person = live(seed)
    for word in ("", "dev", "gym", "stretch"):
        series = read_series(person.ws, word or None)
        if series.first is None:
            continue
        expected = {}
        for monday in range(series.first - 7, MONDAY):
            if monday % 7 != 1 or monday + 7 <= series.first:
                continue
            days = [number for number in range(monday, monday + 7) if number > series.first]
            active = [number for number in days if number not in series.paused or series.counts.get(number)]
            if len(active) >= 2:
                expected[monday] = (sum(series.counts.get(number, 0) for number in days), len(active) / 7)
        weeks = series.weeks()
        assert weeks.mondays == tuple(expected)
        assert weeks.counts == pytest.approx([count for count, _ in expected.values()])
        assert weeks.exposure == pytest.approx([share for _, share in expected.values()])
    person.close()


def test_an_empty_log_has_no_series(person: Person) -> None:
    """Nothing was counted, no week is full, and there is no first day."""
    series = read_series(person.ws)
    assert (series.counts, series.first, series.total, series.weeks()) == ({}, None, 0, Weeks((), (), ()))


def test_a_record_that_begins_today_has_no_week(person: Person) -> None:
    """The first day counts in all and begins no week; a week that goes on is none either."""
    person.log("Win")
    assert (read_series(person.ws).total, read_series(person.ws).weeks()) == (1, Weeks((), (), ()))


def test_the_first_day_is_no_part_of_its_week(person: Person) -> None:
    """Of the first week what follows the first day counts, since a record begins with a win by its nature."""
    add_times(person, [MONDAY - 12, MONDAY - 12, MONDAY - 10, MONDAY - 3])
    assert read_series(person.ws).weeks() == Weeks((MONDAY - 14, MONDAY - 7), (1, 1), (4 / 7, 1.0))


def test_days_off_are_those_of_whose_they_are(person: Person) -> None:
    """A pause of one habit is its own, one of all is everybody's; a skip is a day off, and so is what is archived."""
    for tag in ("gym", "run"):
        person.add_habit(tag, "daily", MONDAY - 30)
        person.log_days(f"+{tag} +dev", [MONDAY - 30])
    pause_habits(person.ws, ["gym"], MONDAY - 20, MONDAY - 18)
    pause_habits(person.ws, [], MONDAY - 10, MONDAY - 9, "holiday")
    skip_day(person.ws, "run", MONDAY - 1)
    archive_habit(person.ws, ["gym"])
    own, all_of_them = set(range(MONDAY - 20, MONDAY - 17)), {MONDAY - 10, MONDAY - 9}
    paused = {word: read_series(person.ws, word or None).paused for word in ("", "gym", "run", "dev")}
    assert paused == {
        "": all_of_them,
        "gym": own | all_of_them | {TODAY},
        "run": all_of_them | {MONDAY - 1},
        "dev": all_of_them,
    }


def test_a_pause_without_an_end_lasts_until_today(person: Person) -> None:
    """What is to come is not counted as off: the days after today are nobody's yet."""
    person.add_habit("gym", "daily", MONDAY)
    pause_habits(person.ws, ["gym"], TODAY - 2, None)
    pause_habits(person.ws, [], TODAY + 3, TODAY + 9)
    assert read_series(person.ws, "gym").paused == {TODAY - 2, TODAY - 1, TODAY}


def test_a_measurement_does_not_add_up(person: Person) -> None:
    """Kilograms of days are no count: refused with where they can be seen, and given where any tag will do."""
    person.log("+weight=80")
    edit_tag(person.ws, "weight", "kg", "last")
    error = refusal(read_series, person.ws, "weight")
    assert "+weight" in error.hint
    assert read_series(person.ws, "+weight", any_tag=True).counts == {TODAY: 1}


def test_an_unknown_tag_is_refused(person: Person) -> None:
    """A name that nothing was logged under is no series of nothing."""
    with pytest.raises(Exception, match="There is no tag"):
        read_series(person.ws, "nothing")
