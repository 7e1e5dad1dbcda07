"""Calendars: a square for each day, seven to a column. Levels differ in size as well as in colour."""

from collections.abc import Iterator

from tinywins.domain.days import WEEKDAYS
from tinywins.domain.periods import number_of
from tinywins.render.panels import BLANK, EXCUSED, CalendarPanel
from tinywins.render.svg.axes import GAP
from tinywins.render.svg.keys import SAMPLE_HEIGHT, draw_key
from tinywins.render.svg.letters import SMALL, measure
from tinywins.render.svg.shapes import Drawing, label, move, path, write_number
from tinywins.render.ticks import label_month

SHARES = {"0": 0.2, "1": 0.44, "2": 0.6, "3": 0.76, "4": 0.92, EXCUSED: 0.6}  # of the room that a day has
LEAST, MOST = 9.0, 17.0  # room of a day
LEFT = max(map(measure, WEEKDAYS)) + GAP
HEAD = 18.0  # where the months are


def draw_calendar(panel: CalendarPanel, width: float) -> Drawing:
    """Draw a calendar with its months, weekdays and key; what is too long for one row of weeks takes several."""
    room = width - LEFT
    per_row = max(1, min(len(panel.weeks), int(room / LEAST)))
    pitch = min(MOST, room / per_row)
    parts, y = [], 0.0
    for begin in range(0, len(panel.weeks), per_row):
        parts.append(move(draw_weeks(panel, begin, begin + per_row, pitch, width), 0, y))
        y += HEAD + 7 * pitch + 10
    items = [(draw_sample(sign), word) for sign, word in panel.legend]
    key = draw_key(items, width - LEFT, SAMPLE_HEIGHT)
    return Drawing("".join(parts) + move(key.body, LEFT, y), y + key.height)


def draw_weeks(panel: CalendarPanel, begin: int, end: int, pitch: float, width: float) -> str:
    """Draw some weeks of a calendar in one row."""
    days = "".join(
        label(name, LEFT - GAP, HEAD + place * pitch + pitch / 2 + SMALL * 0.35, "soft", "end")
        for place, name in enumerate(WEEKDAYS)
        if place % 2 == 0
    )
    months = "".join(label(text, x, SMALL, "soft") for x, text in name_months(panel, begin, end, pitch, width))
    return days + months + draw_cells(panel, begin, end, pitch)


def draw_cells(panel: CalendarPanel, begin: int, end: int, pitch: float) -> str:
    """Draw the days: each by itself where days have titles, else one path for all of a level."""
    paths: dict[str, list[str]] = {}
    single = []
    for week, signs in enumerate(panel.weeks[begin:end]):
        for weekday, sign in enumerate(signs):
            if sign == BLANK:
                continue
            steps = trace(sign, LEFT + week * pitch, HEAD + weekday * pitch, pitch)
            place = (begin + week) * 7 + weekday
            if place < len(panel.titles) and panel.titles[place]:
                single.append(path(steps, style_of(sign), panel.titles[place]))
            else:
                paths.setdefault(sign, []).append(steps)
    return "".join(path("".join(steps), style_of(sign)) for sign, steps in sorted(paths.items())) + "".join(single)


def style_of(sign: str) -> str:
    """Give the class that paints a sign."""
    return "off" if sign == EXCUSED else f"level{sign}"


def trace(sign: str, x: float, y: float, pitch: float) -> str:
    """Give the steps around a day's square; that of a day off is hollow, with a stroke across."""
    side = pitch * SHARES[sign]
    edge = (pitch - side) / 2
    size = write_number(side)
    square = f"M{write_number(x + edge)} {write_number(y + edge)}h{size}v{size}h-{size}z"
    return f"{square}m0 {size}l{size} -{size}" if sign == EXCUSED else square


def draw_sample(sign: str) -> str:
    """Draw a square for the key."""
    return "" if sign == BLANK else path(trace(sign, 0, 0, SAMPLE_HEIGHT), style_of(sign))


def name_months(panel: CalendarPanel, begin: int, end: int, pitch: float, width: float) -> Iterator[tuple[float, str]]:
    """Give the places and names of the months that begin in some weeks; one that touches the next is left out."""
    signs = "".join(panel.weeks)
    first, last = len(signs) - len(signs.lstrip(BLANK)), len(signs.rstrip(BLANK)) - 1
    starts: list[tuple[float, str]] = []
    before = None
    for week in range(max(begin, first // 7), min(end, last // 7 + 1)):
        month = number_of("month", panel.monday + min(week * 7 + 6, last))
        if month != before:
            starts.append((LEFT + (week - begin) * pitch, label_month(month)))
        before = month
    for place, (x, text) in enumerate(starts):
        limit = starts[place + 1][0] - 3 if place + 1 < len(starts) else width
        if x + measure(text) <= limit:
            yield x, text
