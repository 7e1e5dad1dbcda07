"""Likely ranges above one axis: a dot for the value, a line for the range, an arrow where it has no end."""

from math import isfinite

from tinywins.render.panels import MAIN, Range, RangePanel
from tinywins.render.svg.axes import GAP, Scale, draw_numbers, margin_for, span_values
from tinywins.render.svg.letters import SMALL, clip, measure
from tinywins.render.svg.shapes import Drawing, element, join, label, level, path, upright

ROW = 30.0
FOOT = 24.0
SHARE = 0.3  # of the width that names may take
CAP = 6.0  # half the height of a range's end
DOT = 5.0


def draw_ranges(panel: RangePanel, width: float) -> Drawing:
    """Draw each range with its name, and the axis below."""
    ends = [end for item in panel.ranges for end in (item.lo, item.value, item.hi)]
    low, high, ticks = span_values([0.0, *ends], None, None, 7)
    most = width * SHARE
    names = min(most, max((measure(item.name) for item in panel.ranges), default=0.0))
    told = min(most, max((measure(item.text) for item in panel.ranges), default=0.0))
    before = (names + 2 * GAP if names else 0.0) + (told + 2 * GAP if told else 0.0)
    half = margin_for((ticks[0], ticks[-1]), panel.unit) / 2
    across = Scale(low, high, max(before, half) + DOT, width - half - DOT)
    bottom = len(panel.ranges) * ROW + 4
    body = draw_numbers(ticks, across, 0, bottom, width, panel.unit)
    for place, item in enumerate(panel.ranges):
        y = place * ROW + ROW / 2
        body += label(clip(item.name, most), 0, y + SMALL * 0.35)
        body += label(clip(item.text, most), before - 2 * GAP, y + SMALL * 0.35, "", "end")
        body += draw_range(item, across, y)
    return Drawing(body, bottom + FOOT)


def draw_range(item: Range, across: Scale, y: float) -> str:
    """Draw one range; its ends are upright strokes, or arrows where it goes on."""
    left, right = across.place(item.lo), across.place(item.hi)
    stroke, dot = ("whisker", "first") if item.style == MAIN else ("past", "past")
    drawn = level(left, right, y, stroke) + draw_end(item.lo, left, y, 1, stroke)
    drawn += draw_end(item.hi, right, y, -1, stroke)
    if isfinite(item.value):
        drawn += element("circle", cx=across.place(item.value), cy=y, r=DOT, class_=dot)
    return drawn


def draw_end(end: float, x: float, y: float, inward: int, stroke: str) -> str:
    """Draw a stroke at an end, or an arrow that points outward at one that is infinite."""
    if isfinite(end):
        return upright(x, y - CAP, y + CAP, stroke)
    return path(join([(x + inward * CAP, y - CAP), (x, y), (x + inward * CAP, y + CAP)]), stroke)
