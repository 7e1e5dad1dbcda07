"""Date words: what the strict grammar reads, and that it refuses the rest."""

import string
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import day, examples, refusal
from tinywins.domain.datewords import LONG_DAYS, LONG_MONTHS, read_day_words, read_time_words
from tinywins.domain.days import MAX_DAY, MIN_DAY, write_day
from tinywins.errors import UsageError

SUNDAY = "2026-11-22"
any_day = st.integers(MIN_DAY, MAX_DAY)
GRAMMAR = string.digits + "-+w/. :aefijlmnorstuvxy"

BACKWARD = {
    "today": "2026-11-22",
    "yesterday": "2026-11-21",
    "tomorrow": "2026-11-23",
    "-0": "2026-11-22",
    "-3": "2026-11-19",
    "-2w": "2026-11-08",
    "-03": "2026-11-19",
    "0 days ago": "2026-11-22",
    "1 day ago": "2026-11-21",
    "3 days ago": "2026-11-19",
    "1 week ago": "2026-11-15",
    "2 weeks ago": "2026-11-08",
    "sun": "2026-11-22",
    "mon": "2026-11-16",
    "monday": "2026-11-16",
    "Sat": "2026-11-21",
    "last fri": "2026-11-20",
    "last sun": "2026-11-15",
    "last sunday": "2026-11-15",
    "LAST FRI": "2026-11-20",
    "2026-11-20": "2026-11-20",
    "2027-01-01": "2027-01-01",
    "0001-01-01": "0001-01-01",
    "9999-12-31": "9999-12-31",
    "20 nov": "2026-11-20",
    "nov 20": "2026-11-20",
    "22 nov": "2026-11-22",
    "23 nov": "2025-11-23",
    "31 dec": "2025-12-31",
    "5 May": "2026-05-05",
    "05 may": "2026-05-05",
    "20 november": "2026-11-20",
    "20 nov 2025": "2025-11-20",
    "nov 20 2025": "2025-11-20",
    "20 nov 2027": "2027-11-20",
    "29 feb": "2024-02-29",
    "29 feb 2020": "2020-02-29",
    "  yesterday ": "2026-11-21",
    "3  days\tago": "2026-11-19",
}

FORWARD = {
    "today": "2026-11-22",
    "tomorrow": "2026-11-23",
    "yesterday": "2026-11-21",
    "+0": "2026-11-22",
    "+3": "2026-11-25",
    "+2w": "2026-12-06",
    "-3": "2026-11-19",
    "sun": "2026-11-22",
    "mon": "2026-11-23",
    "sat": "2026-11-28",
    "next sun": "2026-11-29",
    "next mon": "2026-11-23",
    "next fri": "2026-11-27",
    "last fri": "2026-11-20",
    "22 nov": "2026-11-22",
    "21 nov": "2027-11-21",
    "20 nov 2025": "2025-11-20",
    "2026-11-20": "2026-11-20",
    "1 jan": "2027-01-01",
    "29 feb": "2028-02-29",
}

REFUSED = [
    *("", "   ", "x", "now", "some day", "a week ago", "this fri", "last", "next", "ago", "last week"),
    *("20/11/2026", "11/20/2026", "20/11", "20.11.2026", "20.11.", "2026/11/20", "2026.11.20"),
    *("2024-1-1", "24-01-01", "20240101", "2024-W01-1", "2024W011", "2024-001", "2024-01-01T08:00"),
    *("٢٠٢٤-٠١-٠١", "-٣", "٣ days ago", "２０ nov", "²0 nov", "20 ноя"),
    *("-", "+", "--3", "-3d", "-3ww", "- 3", "-3.5", "-1e3", "3", "3 days", "-3 days ago", "-w"),
    *("20 nov 25", "20 nov 20255", "020 nov", "20th nov", "20 nov, 2025", "20-nov", "nov", "nov 2025", "nov nov"),
    *("fr", "frid", "tues", "sept 1", "1 2 3", "1 nov 2025 x", "mon tue", "today today"),
]


@pytest.mark.parametrize(("words", "expected"), BACKWARD.items())
def test_words_read_backward(words: str, expected: str) -> None:
    """Words name a day in the past, today included; an explicit year is that year."""
    assert expected == write_day(read_day_words(words, day(SUNDAY)))


@pytest.mark.parametrize(("words", "expected"), FORWARD.items())
def test_words_read_forward(words: str, expected: str) -> None:
    """With `forward` words name a day to come, today included."""
    assert expected == write_day(read_day_words(words, day(SUNDAY), forward=True))


@pytest.mark.parametrize("words", REFUSED)
@pytest.mark.parametrize("forward", [False, True])
def test_everything_else_is_refused(words: str, forward: bool) -> None:
    """What the grammar does not know is refused with the forms it does know; nothing is guessed."""
    error = refusal(read_day_words, words, day(SUNDAY), forward=forward)
    assert "today" in error.hint
    assert "2026-11-20" in error.hint


@pytest.mark.parametrize(
    ("words", "sentence", "hint"),
    [
        ("2026-02-30", "There is no 30 February 2026.", "The last day is 28 February 2026."),
        ("2024-02-30", "There is no 30 February 2024.", "The last day is 29 February 2024."),
        ("1900-02-29", "There is no 29 February 1900.", "The last day is 28 February 1900."),
        ("29 feb 2100", "There is no 29 February 2100.", "The last day is 28 February 2100."),
        ("29 feb 2025", "There is no 29 February 2025.", "The last day is 28 February 2025."),
        ("30 feb", "There is no 30 February.", "The last day is 29 February."),
        ("32 nov", "There is no 32 November.", "The last day is 30 November."),
        ("31 nov", "There is no 31 November.", "The last day is 30 November."),
        ("0 nov", "There is no 0 November.", "The last day is 30 November."),
        ("2026-11-00", "There is no 0 November 2026.", "The last day is 30 November 2026."),
        ("2026-13-01", "There is no month 13.", "Write the year, the month, the day: 2026-11-20."),
        ("2026-00-01", "There is no month 00.", "Write the year, the month, the day: 2026-11-20."),
        ("0000-01-01", "There is no year 0000.", "The calendar's years are 0001 to 9999."),
    ],
)
def test_days_that_do_not_exist_are_named(words: str, sentence: str, hint: str) -> None:
    """A day that no calendar has is refused by its name, with the nearest truth."""
    for forward in (False, True):
        error = refusal(read_day_words, words, day(SUNDAY), forward=forward)
        assert (sentence, hint) == (error.message, error.hint)


@pytest.mark.parametrize("words", ["+3", "+2w", "next fri", "next friday"])
def test_forward_words_are_refused_when_looking_back(words: str) -> None:
    """A word that can only look forward says so where days read backward."""
    error = refusal(read_day_words, words, day(SUNDAY))
    assert error.message == f"'{words}' looks forward, and here a day reads backward."


@pytest.mark.parametrize("number", ["3652059", "999999999", "1000000000", "9" * 20, "9" * 10_000])
def test_huge_numbers_never_overflow(number: str) -> None:
    """Counting far beyond the calendar is refused in a short sentence, in both directions."""
    today = day(SUNDAY)
    for words in (f"-{number}", f"-{number}w", f"{number} days ago", f"{number} weeks ago"):
        assert "outside the calendar" in refusal(read_day_words, words, today).message
    for words in (f"+{number}", f"+{number}w"):
        error = refusal(read_day_words, words, today, forward=True)
        assert "outside the calendar" in error.message
        assert len(error.message) < 120


@pytest.mark.parametrize(
    ("words", "today", "forward"),
    [
        ("yesterday", "0001-01-01", False),
        ("tomorrow", "9999-12-31", True),
        ("sun", "0001-01-01", False),
        ("last mon", "0001-01-01", False),
        ("2 jan", "0001-01-01", False),
        ("29 feb", "0004-02-28", False),
        ("sat", "9999-12-31", True),
        ("next fri", "9999-12-31", True),
        ("30 dec", "9999-12-31", True),
        ("29 feb", "9996-03-01", True),
    ],
)
def test_the_calendar_has_two_ends(words: str, today: str, forward: bool) -> None:
    """Words that lead before year 1 or after year 9999 are refused, without an overflow."""
    error = refusal(read_day_words, words, day(today), forward=forward)
    assert "outside the calendar" in error.message


def test_leap_days_skip_the_centuries() -> None:
    """The latest 29 February seen from 1903 is that of 1896, for 1900 had none."""
    assert write_day(read_day_words("29 feb", day("1903-12-31"))) == "1896-02-29"
    assert write_day(read_day_words("29 feb", day("2096-03-01"), forward=True)) == "2104-02-29"
    assert write_day(read_day_words("29 feb", day("2024-02-29"))) == "2024-02-29"


@given(any_day, any_day)
def test_iso_dates_are_themselves(today: int, meant: int) -> None:
    """An ISO date is that date, whatever today is and in either direction."""
    for forward in (False, True):
        assert meant == read_day_words(write_day(meant), today, forward=forward)


@given(any_day, st.integers(0, MAX_DAY))
def test_counted_days_are_that_many_away(today: int, count: int) -> None:
    """`-3` and `3 days ago` are three days before, `+3` three days after, as far as the calendar goes."""
    ago, ahead = today - count, today + count
    for words in (f"-{count}", f"{count} days ago"):
        if ago >= MIN_DAY:
            assert ago == read_day_words(words, today)
        else:
            refusal(read_day_words, words, today)
    if ahead <= MAX_DAY:
        assert ahead == read_day_words(f"+{count}", today, forward=True)
    else:
        refusal(read_day_words, f"+{count}", today, forward=True)


@given(st.integers(MIN_DAY + 7, MAX_DAY - 7), st.sampled_from(LONG_DAYS), st.booleans())
def test_weekdays_lie_in_the_week_beside_today(today: int, name: str, short: bool) -> None:
    """A weekday is the nearest one in its direction, today included; `last` and `next` leave today out."""
    word = name[:3].upper() if short else name
    readings = {
        read_day_words(word, today): range(today - 6, today + 1),
        read_day_words(f"last {word}", today): range(today - 7, today),
        read_day_words(word, today, forward=True): range(today, today + 7),
        read_day_words(f"next {word}", today, forward=True): range(today + 1, today + 8),
    }
    for reading, span in readings.items():
        assert reading in span
        assert name == LONG_DAYS[date.fromordinal(reading).weekday()]


@given(st.integers(MIN_DAY + 3_000, MAX_DAY - 3_000), st.integers(0, 2_999), st.booleans())
def test_dates_without_a_year_are_the_nearest(today: int, away: int, forward: bool) -> None:
    """A date without a year is the first such day that is met when walking from today."""
    step = 1 if forward else -1
    target = date.fromordinal(today + step * away)
    walk = today
    while (date.fromordinal(walk).month, date.fromordinal(walk).day) != (target.month, target.day):
        walk += step
    month = LONG_MONTHS[target.month - 1]
    for words in (f"{target.day} {month[:3]}", f"{month[:3]} {target.day}", f"{target.day} {month}"):
        assert walk == read_day_words(words, today, forward=forward)


@settings(max_examples=examples(5))
@given(st.text(GRAMMAR, max_size=14) | st.text(max_size=30), any_day, st.booleans())
def test_no_text_breaks_the_reader(words: str, today: int, forward: bool) -> None:
    """Any text at all is a day of the calendar, or a sentence."""
    try:
        assert MIN_DAY <= read_day_words(words, today, forward=forward) <= MAX_DAY
    except UsageError as error:
        assert error.message.endswith(".")
        assert error.hint


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("8:10", (8, 10)),
        ("08:10", (8, 10)),
        ("0:00", (0, 0)),
        ("00:00", (0, 0)),
        ("23:59", (23, 59)),
        (" 7:05 ", (7, 5)),
    ],
)
def test_times_of_the_24_hour_clock(words: str, expected: tuple[int, int]) -> None:
    """A time is hours and minutes of the 24-hour clock."""
    assert expected == read_time_words(words)


@pytest.mark.parametrize(
    "words",
    [
        *("", "8", "810", "0810", "8.10", "8h10", "8:1", "8:1 ", "008:10", "8:010", ":10", "8:", "8::10", "-8:10"),
        *(
            "8:10pm",
            "8:10 pm",
            "8am",
            "noon",
            "٨:١٠",
            "８:10",
            "8:1²",
            "8 :10",
            "+8:10",
            "8:10:5",
            "8:10:05.5",
            "1:2:3",
        ),
        *("08:10+01:00", "08:10Z", "8:10:10:10", "now", "9" * 5_000),
    ],
)
def test_other_times_are_refused(words: str) -> None:
    """A time in any other dress is refused, with two examples of the right one."""
    error = refusal(read_time_words, words)
    assert error.hint == "Write 8:10 or 20:10, hours and minutes."
    assert len(error.message) < 120


@pytest.mark.parametrize("words", ["24:00", "25:10", "8:60", "99:99", "24:00:00"])
def test_times_beyond_the_clock_are_named(words: str) -> None:
    """A time that no clock shows is refused by its name."""
    error = refusal(read_time_words, words)
    assert (error.message, error.hint) == (f"There is no {words} on the clock.", "Times run from 0:00 to 23:59.")


@pytest.mark.parametrize("words", ["23:59:60", "23:59:59", "23:59:00"])
def test_seconds_are_refused(words: str) -> None:
    """Seconds, leap seconds among them, are refused with the minute proposed."""
    error = refusal(read_time_words, words)
    assert error.message == f"{words} has seconds, and times here have none."
    assert error.hint == "Write 23:59."


@given(st.text(string.digits + ": apm.h", max_size=9) | st.text(max_size=12))
def test_no_text_breaks_the_clock(words: str) -> None:
    """Any text at all is a time of the day, or a sentence."""
    try:
        hour, minute = read_time_words(words)
    except UsageError as error:
        assert error.hint
    else:
        assert words.strip().lstrip("0") in (f"{hour}:{minute:02d}".lstrip("0"), f"{hour:02d}:{minute:02d}")
