"""The calendar: every day stands where its week and weekday say."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tests.builders import day
from tests.render.terminal.samples import MONDAY, WIDTHS, calendars, picture, show
from tinywins.domain.days import MONTHS
from tinywins.render.panels import CalendarPanel

SIGNS = {" ": " ", "0": "·", "1": "░", "2": "▒", "3": "▓", "4": "█", "s": "s"}
PLAIN = {" ": " ", "0": ".", "1": "-", "2": "+", "3": "*", "4": "#", "s": "s"}
LEGEND = (("0", "0"), ("1", "1"), ("2", "2"), ("3", "3"), ("4", "4+ wins"), ("s", "day off"))
HEAD = 5


def split_weeks(weeks: int, width: int) -> list[range]:
    """Say which weeks stand in which block: all in one where they fit, else evenly in as few as there may be."""
    fewest = next((blocks for blocks in range(1, weeks + 1) if blocks * (width - HEAD) >= weeks), 0)
    ranges = []
    begin = 0
    for block in range(fewest):
        size = weeks // fewest + (block < weeks % fewest)
        ranges.append(range(begin, begin + size))
        begin += size
    return ranges


def place_of(week: int, weekday: int, weeks: int, width: int) -> tuple[int, int]:
    """Say in which line and column the sign of a day stands."""
    blocks = split_weeks(weeks, width)
    block = next(place for place, each in enumerate(blocks) if week in each)
    across = 2 if HEAD + 2 * weeks <= width else 1
    return 9 * block + 1 + weekday, HEAD + across * (week - blocks[block][0])


@given(calendars(), WIDTHS, st.booleans())
def test_every_day_stands_in_its_place(panel: CalendarPanel, width: int, ascii: bool) -> None:  # noqa: A002
    """The sign of each day's level is in its weekday's row, in its week's column of its block."""
    lines = [line.ljust(width) for line in show(panel, width, ascii=ascii)]
    for week, levels in enumerate(panel.weeks):
        for weekday, level in enumerate(levels):
            row, column = place_of(week, weekday, len(panel.weeks), width)
            assert lines[row][column] == (PLAIN if ascii else SIGNS)[level]


@given(calendars(), WIDTHS)
def test_months_stand_over_their_first_day(panel: CalendarPanel, width: int) -> None:
    """A month's name, or January's year, begins over the week that holds its first day, or over the first week."""
    lines = show(panel, width)
    across = 2 if HEAD + 2 * len(panel.weeks) <= width else 1
    for block, weeks in enumerate(split_weeks(len(panel.weeks), width)):
        header = lines[9 * block]
        assert header.strip()
        for place, week in enumerate(weeks):
            column = HEAD + across * place
            word = header[column : column + 3]
            if header[column - 1 : column] == " " and word in MONTHS:
                dates = [date.fromordinal(panel.monday + 7 * week + each) for each in range(7)]
                assert word == MONTHS[dates[6].month - 1]
                assert place == 0 or any(each.day == 1 for each in dates)


@given(st.integers(0, 3_000), st.integers(5, 160), WIDTHS)
def test_labels_stand_apart(shift: int, weeks: int, width: int) -> None:
    """The words of the header are months and years, each whole and with a blank before the next."""
    panel = CalendarPanel(MONDAY + 7 * shift, ("0123 4s",) * weeks, ())
    for block in range(len(split_weeks(weeks, width))):
        words = show(panel, width)[9 * block].split()
        assert words
        assert all(word in MONTHS or (word.isdigit() and len(word) == 4) for word in words)


def test_the_weekdays_are_named() -> None:
    """Monday, Wednesday, Friday and Sunday are named at the left of each block."""
    lines = show(CalendarPanel(MONDAY, ("0000000",) * 53, ()), 40)
    names = ["", "Mon", "", "Wed", "", "Fri", "", "Sun"]
    assert [line[:HEAD].strip() for line in lines] == [*names, "", *names]
    assert [len(line) for line in (lines[1], lines[10])] == [HEAD + 27, HEAD + 26]


def test_a_season() -> None:
    """Where there is room a week takes two columns; a day off and an empty day differ by their signs."""
    weeks = ("   0120", "1234444", "ssss110", "0000000", "1020102", "4321000", "11     ")
    panel = CalendarPanel(day("2025-12-08"), weeks, LEGEND)
    assert show(panel, 70) == picture(
        """
        ¦     Dec   2026
        ¦Mon    ░░s · ░░██░░
        ¦       ▒▒s · · ▓▓░░
        ¦Wed    ▓▓s · ▒▒▒▒
        ¦     · ██s · · ░░
        ¦Fri  ░░██░░· ░░·
        ¦     ▒▒██░░· · ·
        ¦Sun  · ██· · ▒▒·
        ¦     · 0   ░ 1   ▒ 2   ▓ 3   █ 4+ wins   s day off
        """
    )
    assert show(panel, 70, ascii=True)[1:4] == ["Mon    - s . - # -", "       + s . . * -", "Wed    * s . + +"]


def test_a_year_at_eighty_columns() -> None:
    """A year takes a column a week; the year that begins is named."""
    panel = CalendarPanel(MONDAY, ("0123 4s",) * 53, LEGEND)
    lines = show(panel, 80)
    assert lines[0] == "       Dec Jan Feb Mar  Apr May  Jun Jul Aug  Sep Oct Nov"
    assert lines[-1] == "     · 0   ░ 1   ▒ 2   ▓ 3   █ 4+ wins   s day off"
