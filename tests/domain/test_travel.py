"""Days that a traveller never had."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinywins.domain.days import Moment, day_of
from tinywins.domain.travel import find_lost_day

SHORT = st.integers(0, 3 * 24 * 60)


def moment(text: str) -> Moment:
    """Make a moment from ISO text with its offset."""
    when = datetime.fromisoformat(text)
    offset = when.utcoffset()
    assert offset is not None
    return Moment(round(when.timestamp() * 1000), round(offset.total_seconds() / 60))


@pytest.mark.parametrize(
    ("before", "after", "lost"),
    [
        ("2026-06-01T23:00:00-10:00", "2026-06-03T08:00:00+12:00", "2026-06-02"),
        ("2011-12-29T20:00:00-10:00", "2011-12-31T10:00:00+14:00", "2011-12-30"),
        ("2026-06-02T22:00:00+12:00", "2026-06-02T09:00:00-10:00", None),
        ("2026-06-01T08:00:00-10:00", "2026-06-02T08:00:00+12:00", None),
        ("2026-06-01T23:00:00+01:00", "2026-06-03T08:00:00+01:00", None),
        ("2026-03-28T23:00:00+01:00", "2026-03-30T08:00:00+02:00", None),
    ],
)
def test_a_day_is_lost_where_the_date_line_took_it(before: str, after: str, lost: str | None) -> None:
    """Honolulu to Auckland and Samoa's missing Friday lose a day; eastward, at home and in spring none is lost."""
    expected = date.fromisoformat(lost).toordinal() if lost else None
    assert find_lost_day(moment(before), moment(after), 4) == expected


def test_a_long_silence_loses_one_day_at_most() -> None:
    """A month without an entry on both sides of the date line excuses one day of it, not the month."""
    lost = find_lost_day(moment("2026-05-01T12:00:00-10:00"), moment("2026-06-01T12:00:00+12:00"), 4)
    assert lost == date(2026, 5, 31).toordinal()


@given(st.integers(0, 2_000_000_000_000), SHORT, st.integers(-720, 840), st.integers(-60, 60), st.integers(0, 6))
def test_nobody_loses_a_day_without_crossing_the_date_line(
    ms: int, minutes: int, offset: int, change: int, day_start: int
) -> None:
    """While the offset changes by an hour at most, every day between two entries was there to be lived."""
    before, after = Moment(ms, offset), Moment(ms + minutes * 60_000, offset + change)
    assert find_lost_day(before, after, day_start) is None


@given(st.integers(0, 2_000_000_000_000), SHORT, st.integers(0, 6))
def test_a_lost_day_lies_between_the_two(ms: int, minutes: int, day_start: int) -> None:
    """A lost day is later than the first entry's and earlier than the second's."""
    before, after = Moment(ms, -660), Moment(ms + minutes * 60_000, 780)
    lost = find_lost_day(before, after, day_start)
    assert lost is None or day_of(before, day_start) < lost < day_of(after, day_start)
