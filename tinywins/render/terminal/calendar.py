"""The calendar: a column a week, a row a weekday, months above and a legend below."""

from dataclasses import dataclass
from datetime import date

from tinywins.domain.days import MAX_DAY, MONTHS
from tinywins.render.panels import BLANK, EXCUSED, CalendarPanel
from tinywins.render.terminal.axes import write_labels
from tinywins.render.terminal.picture import Picture, Piece, Row, join
from tinywins.render.terminal.styles import AXIS, DONE, PLAIN

SIGNS = {BLANK: " ", "0": "·", "1": "░", "2": "▒", "3": "▓", "4": "█", EXCUSED: "s"}
STYLES = {"0": AXIS, "1": DONE, "2": DONE, "3": DONE, "4": DONE}
WEEKDAYS = ("Mon", "", "Wed", "", "Fri", "", "Sun")
INDENT = 5
BLOCK = len(WEEKDAYS) + 2  # rows from one block to the next: the months above, a blank below


@dataclass(frozen=True, slots=True)
class CalendarPicture(Picture):
    """Days as cells, one column a week or two where there is room, in blocks where the weeks are too many."""

    panel: CalendarPanel
    ascii: bool = False

    def draw(self, width: int) -> list[Row]:
        """Give the blocks of weeks, one below the other, and the legend."""
        pitch, blocks = self.lay_out(width)
        rows: list[Row] = []
        for block in blocks:
            rows += [*self.draw_block(block.start, block.stop, pitch, width), []]
        return rows[:-1] + self.draw_key([(self.mark(key), words) for key, words in self.panel.legend], width, INDENT)

    def lay_out(self, width: int) -> tuple[int, list[range]]:
        """Say how many columns a week takes, and which weeks stand in which block."""
        weeks = len(self.panel.weeks)
        pitch = 2 if INDENT + 2 * weeks <= width else 1
        blocks: list[range] = []
        for size in part(weeks, (width - INDENT) // pitch):
            begin = blocks[-1].stop if blocks else 0
            blocks.append(range(begin, begin + size))
        return pitch, blocks

    def find_cell(self, day: int, width: int) -> tuple[int, int, int] | None:
        """Give the column and the row at which a day's cell begins, and its columns; None where it has none."""
        week, weekday = divmod(day - self.panel.monday, 7)
        pitch, blocks = self.lay_out(width)
        for place, block in enumerate(blocks):
            if week in block:
                return INDENT + pitch * (week - block.start), BLOCK * place + 1 + weekday, pitch
        return None

    def find_day(self, column: int, row: int, width: int) -> int | None:
        """Give the day whose cell holds a column of a row, or None where there is none."""
        pitch, blocks = self.lay_out(width)
        place, line = divmod(row, BLOCK)
        week = (column - INDENT) // pitch
        if not (0 <= place < len(blocks) and 1 <= line <= len(WEEKDAYS) and 0 <= week < len(blocks[place])):
            return None
        return self.panel.monday + 7 * (blocks[place].start + week) + line - 1

    def draw_block(self, begin: int, end: int, pitch: int, width: int) -> list[Row]:
        """Give the rows of some weeks, their months above."""
        months = label_months(self.panel, begin, end, pitch, width - INDENT)
        rows: list[Row] = [[(" " * INDENT, PLAIN), (write_labels(months), AXIS)]]
        for place, name in enumerate(WEEKDAYS):
            cells = [self.widen(self.mark(week[place]), pitch) for week in self.panel.weeks[begin:end]]
            rows.append([(name.ljust(INDENT), AXIS), *join(cells)])
        return rows

    def mark(self, key: str) -> Piece:
        """Give the sign of a level."""
        return self.sign(SIGNS.get(key, " ")), STYLES.get(key, PLAIN)

    def widen(self, cell: Piece, pitch: int) -> Piece:
        """Make a cell as wide as the pitch: blocks grow, other signs stand apart."""
        sign, style = cell
        return (sign * pitch if sign in "░▒▓█" else sign.ljust(pitch)), style


def part(weeks: int, most: int) -> list[int]:
    """Part weeks into as few blocks of `most` as there may be, as evenly as they go."""
    blocks = -(-weeks // most)
    return [(weeks + block) // blocks for block in reversed(range(blocks))]


def end_of_week(panel: CalendarPanel, week: int) -> int:
    """Give the last day of a week, or of its first year where what it has of the next one is blank."""
    monday = panel.monday + 7 * week
    last = min(monday + 6, MAX_DAY)
    new_year = date(date.fromordinal(last).year, 1, 1).toordinal()
    return new_year - 1 if monday < new_year and not panel.weeks[week][new_year - monday :].strip() else last


def label_months(panel: CalendarPanel, begin: int, end: int, pitch: int, width: int) -> list[tuple[int, str]]:
    """Give months their columns: that of the week with their first day, and the first week's its own.

    Where the calendar holds days of several years, January is called by its year, and so is the first month if there
    is room.
    """
    sundays = [date.fromordinal(end_of_week(panel, week)) for week in range(begin, end)]
    starts = [(place * pitch, day) for place, day in enumerate(sundays) if place == 0 or day.day <= 7]
    if len(starts) > 1 and starts[1][0] <= len(MONTHS[0]):
        del starts[0]
    dated = len({date.fromordinal(end_of_week(panel, week)).year for week in (0, len(panel.weeks) - 1)}) > 1
    labels: list[tuple[int, str]] = []
    for place, (column, day) in enumerate(starts):
        room = (starts[place + 1][0] - 1 if place + 1 < len(starts) else width) - column
        name = MONTHS[day.month - 1]
        if dated and place == 0 and room > len(name) + 4:
            name += f" {day.year}"
        elif dated and day.month == 1 and room >= 4:
            name = str(day.year)
        if len(name) <= room:
            labels.append((column, name))
    return labels
