"""Pictures: a chart as a whole SVG file, or as the part of a page."""

from math import ceil

from tinywins.render.panels import REFERENCE, BarPanel, CalendarPanel, Chart, CountPanel, LinePanel, Panel, RangePanel
from tinywins.render.svg.bars import draw_bars
from tinywins.render.svg.calendar import draw_calendar
from tinywins.render.svg.counts import draw_counts
from tinywins.render.svg.letters import LARGE, SIZE, clip, wrap, wrap_most
from tinywins.render.svg.lines import draw_lines
from tinywins.render.svg.ranges import draw_ranges
from tinywins.render.svg.shapes import Drawing, element, escape, label, move, rect
from tinywins.render.svg.style import picture_rules

EDGE = 24.0  # around a whole picture
INNER = 2.0  # around one in a page
GAP = 22.0  # between panels
NAME = 24.0  # height of a panel's name
SPACE = "http://www.w3.org/2000/svg"
LINE = 1.45  # height of a line of text, in its size


def draw_chart(chart: Chart, width: int = 720) -> str:
    """Draw a chart as an SVG file of its own: title, panels, finding, light or dark as is preferred."""
    room = width - 2 * EDGE
    title = write_lines(wrap_most(chart.title, room, 2, LARGE, bold=True), LARGE, "title")
    panels = stack(chart, room)
    finding = write_lines([line for sentence in chart.finding for line in wrap(sentence, room, SIZE)], SIZE, "finding")
    y, body = EDGE, ""
    for part in (title, panels, finding):
        if part.body:
            body += move(part.body, EDGE, y)
            y += part.height + 16
    height = y - 16 + EDGE if body else 2 * EDGE
    content = name_picture(chart, "picture") + element("style", picture_rules(marked=is_marked(chart)))
    content += rect(0, 0, width, ceil(height), "ground") + body
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + frame(content, width, height, "picture", chart) + "\n"


def is_marked(chart: Chart) -> bool:
    """Say whether a chart has marks, or something to compare with among its ranges."""
    return any(
        (isinstance(panel, LinePanel) and bool(panel.marks))
        or (isinstance(panel, RangePanel) and any(item.style == REFERENCE for item in panel.ranges))
        for panel in chart.panels
    )


def draw_panels(chart: Chart, width: int, ident: str) -> str:
    """Draw a chart's panels for a page, which has the title, the finding and the rules; `ident` is its own there."""
    panels = stack(chart, width - 2 * INNER)
    content = name_picture(chart, ident) + move(panels.body, INNER, INNER)
    return frame(content, width, panels.height + 2 * INNER, ident, chart)


def frame(content: str, width: float, height: float, ident: str, chart: Chart) -> str:
    """Put a picture into its root."""
    described = {"aria_describedby": f"{ident}-desc"} if chart.finding else {}
    return element(
        "svg",
        content,
        xmlns=SPACE,
        class_="pic",
        viewBox=f"0 0 {width:g} {ceil(height)}",
        width=width,
        height=ceil(height),
        role="img",
        aria_labelledby=f"{ident}-title",
        **described,
    )


def name_picture(chart: Chart, ident: str) -> str:
    """Say what a picture shows, for those who hear it."""
    named = element("title", escape(chart.title) or "A chart", id=f"{ident}-title")
    return named + (element("desc", escape(" ".join(chart.finding)), id=f"{ident}-desc") if chart.finding else "")


def write_lines(lines: list[str], size: float, style: str) -> Drawing:
    """Write lines of text below each other."""
    body = "".join(label(line, 0, size + place * size * LINE, style) for place, line in enumerate(lines))
    return Drawing(body, len(lines) * size * LINE)


def stack(chart: Chart, width: float) -> Drawing:
    """Draw the panels one below the other, each under its name."""
    body, y = "", 0.0
    for panel in chart.panels:
        if body:
            y += GAP
        if panel.name:
            body += label(clip(panel.name, width, bold=True), 0, y + 13, "name")
            y += NAME
        drawn = draw_panel(panel, width)
        body += move(drawn.body, 0, y)
        y += drawn.height
    return Drawing(body, y)


def draw_panel(panel: Panel, width: float) -> Drawing:
    """Draw one panel, whatever it is."""
    if isinstance(panel, CalendarPanel):
        return draw_calendar(panel, width)
    if isinstance(panel, LinePanel):
        return draw_lines(panel, width)
    if isinstance(panel, CountPanel):
        return draw_counts(panel, width)
    return draw_bars(panel, width) if isinstance(panel, BarPanel) else draw_ranges(panel, width)
