"""Lines over days: what was measured is solid, what it is held against is dashed, likely ranges are areas."""

from collections.abc import Iterable

from tinywins.render.panels import MAIN, Band, Line, LinePanel, Mark
from tinywins.render.svg.axes import Scale, draw_days, draw_values, keep_inside, margin_for, span_values
from tinywins.render.svg.keys import SAMPLE_HEIGHT, draw_key
from tinywins.render.svg.letters import SMALL
from tinywins.render.svg.shapes import Drawing, element, join, label, level, path, rect, upright, write_number
from tinywins.render.svg.style import HUES

HEIGHT = 170.0
RIGHT = 18.0
FOOT = 24.0  # where the labels of days are
TODAY = "today"
END = 4.0  # half the size of the sign at a line's end
POINT = 8.0  # half the size of a mark


def draw_lines(panel: LinePanel, width: float) -> Drawing:
    """Draw lines and bands over days, with their key above."""
    low, high, ticks = span_values(list_values(panel), panel.low, panel.high, 6)
    left = margin_for(ticks, panel.unit)
    key = draw_key(list_key(panel), width)
    top = key.height + (SMALL + 8 if panel.today is not None else 8)
    across = Scale(panel.first, panel.last, left, width - RIGHT)
    upward = Scale(low, high, top + HEIGHT, top)
    body = draw_values(ticks, upward, left, width - RIGHT, panel.unit)
    body += "".join(draw_band(band, panel, across, upward) for band in panel.bands)
    body += draw_days(panel.first, panel.last, across, top + HEIGHT, width)
    if panel.today is not None and panel.first <= panel.today <= panel.last:
        x = across.place(panel.today)
        body += upright(x, top - 2, top + HEIGHT, "now")
        body += label(TODAY, keep_inside(x, TODAY, width), top - 7, "soft", "middle")
    styles = style_lines(panel.lines)
    drawn = zip(panel.lines, styles, strict=True)
    body += "".join(draw_line(line, style, panel, across, upward) for line, style in reversed(list(drawn)))
    body += draw_marks(panel, across, upward)
    return Drawing(key.body + body, top + HEIGHT + FOOT)


def list_values(panel: LinePanel) -> Iterable[float]:
    """Give every value that a panel shows."""
    for line in panel.lines:
        yield from (value for _, value in line.points)
    for band in panel.bands:
        for _, low, high in band.points:
            yield low
            yield high
    yield from (mark.value for mark in panel.marks if mark.value is not None)


def style_lines(lines: Iterable[Line]) -> list[tuple[str, int]]:
    """Give each line its class and the sign at its end; -1 is none, where a line is the one of its kind."""
    lines = list(lines)
    several = sum(line.style == MAIN for line in lines) > 1
    styles, place = [], 0
    for line in lines:
        if line.style == MAIN:
            styles.append((HUES[(place + place // 4) % 4], place % 4 if several else -1))
            place += 1
        else:
            styles.append(("", -1))
    return styles


def draw_line(line: Line, style: tuple[str, int], panel: LinePanel, across: Scale, upward: Scale) -> str:
    """Draw a line; one of several has a sign at its end, and one of a single day is a dot."""
    hue, sign = style
    points = [
        (across.place(day), upward.place(value)) for day, value in line.points if panel.first <= day <= panel.last
    ]
    if not points:
        return ""
    drawn = path(join(points), f"line {hue}" if hue else "ref") if len(points) > 1 else ""
    if sign >= 0 or len(points) == 1:
        drawn += path(trace_end(max(sign, 0), *points[-1]), hue or "soft")
    return drawn


def trace_end(sign: int, x: float, y: float) -> str:
    """Give the steps around the sign at a line's end: round, square, upward or on its tip."""
    at = f"{write_number(x)} {write_number(y)}"
    return (
        f"M{at}m-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z",
        f"M{at}m-3.5 -3.5h7v7h-7z",
        f"M{at}m0 -5l4.8 8.4h-9.6z",
        f"M{at}m0 -5l5 5l-5 5l-5 -5z",
    )[sign]


def draw_band(band: Band, panel: LinePanel, across: Scale, upward: Scale) -> str:
    """Draw a range over days as an area."""
    points = [point for point in band.points if panel.first <= point[0] <= panel.last]
    above = [(across.place(day), upward.place(high)) for day, _, high in points]
    below = [(across.place(day), upward.place(low)) for day, low, _ in reversed(points)]
    return path(f"{join(above + below)}z", "band") if points else ""


def draw_marks(panel: LinePanel, across: Scale, upward: Scale) -> str:
    """Draw days that are pointed at as upright lines, and points above them, none on another but to its left."""
    shown = [mark for mark in panel.marks if panel.first <= mark.day <= panel.last]
    days = [upright(across.place(mark.day), upward.end, upward.start, "due") for mark in shown if mark.value is None]
    points, taken = [], list[tuple[float, float]]()
    for mark in shown:
        if mark.value is not None:
            x = home = max(across.start + POINT, min(across.place(mark.day), across.end - POINT))
            y = max(upward.end + POINT, min(upward.place(mark.value), upward.start - POINT))
            while any(abs(x - left) < 2 * POINT and abs(y - top) < 2 * POINT for left, top in taken):
                x, y = (x - POINT, y) if x >= across.start + 2 * POINT else (home, y + 2 * POINT)
            taken.append((x, y))
            points.append(draw_point(mark, x, y))
    return "".join([*days, *points])


def draw_point(mark: Mark, x: float, y: float) -> str:
    """Draw a point: its sign in a circle."""
    circle = element("circle", cx=x, cy=y, r=POINT, class_="mark")
    return circle + label(mark.sign, x, y + SMALL * 0.35, "", "middle")


def list_key(panel: LinePanel) -> list[tuple[str, str]]:
    """Give the samples and names of what is drawn; a band that lies in a wider one shows both."""
    middle = SAMPLE_HEIGHT / 2
    items = []
    for line, (hue, sign) in zip(panel.lines, style_lines(panel.lines), strict=True):
        sample = level(1, 23, middle, f"line {hue}" if hue else "ref")
        items.append((sample + (path(trace_end(sign, 12, middle), hue) if sign >= 0 else ""), line.name))
    for mark in panel.marks:
        if panel.first <= mark.day <= panel.last:
            items.append(
                (level(1, 23, middle, "due") if mark.value is None else draw_point(mark, 12, middle), mark.name)
            )
    for place, band in enumerate(panel.bands):
        items.append((rect(1, 0.5, 22, 11, "band") * (place + 1), band.name))
    return [(sample, name) for sample, name in items if name]
