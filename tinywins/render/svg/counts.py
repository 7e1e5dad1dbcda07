"""Counts of weeks as upright bars. A week of none has a flat mark, a week that is left out has nothing."""

from tinywins.render.panels import CountPanel
from tinywins.render.svg.axes import Scale, draw_days, draw_values, margin_for, span_values
from tinywins.render.svg.keys import draw_key
from tinywins.render.svg.letters import SMALL
from tinywins.render.svg.shapes import Drawing, move, rect

HEIGHT = 110.0
RIGHT = 18.0
FOOT = 24.0
FLAT = 2.0  # height of the mark of a week of none
WIDEST = 28.0
NONE, LEFT_OUT = "a week of none", "no mark: a week that is left out"


def draw_counts(panel: CountPanel, width: float) -> Drawing:
    """Draw a bar for each week, as high as its count, from 0."""
    if not panel.counts:
        return Drawing("", 0.0)
    _, high, ticks = span_values([count for _, count in panel.counts], 0.0, None, 5)
    left = margin_for(ticks, "")
    first, last = panel.counts[0][0], panel.counts[-1][0] + 6
    across = Scale(first, last + 1, left, width - RIGHT)
    upward = Scale(0.0, high, SMALL / 2 + HEIGHT, SMALL / 2)
    bottom = upward.start
    room = across.place(first + 7) - across.place(first)
    wide = min(WIDEST, room * 0.76)
    bars = []
    for monday, count in panel.counts:
        top = min(upward.place(count), bottom - FLAT)
        bars.append(rect(across.place(monday) + (room - wide) / 2, top, wide, bottom - top, "first"))
    body = draw_values(ticks, upward, left, width - RIGHT, "") + "".join(bars)
    body += draw_days(first, last, across, bottom, width)
    key = draw_key(list_key(panel), width - left)
    return Drawing(body + move(key.body, left, bottom + FOOT + 2), bottom + FOOT + (key.height + 2 if key.body else 0))


def list_key(panel: CountPanel) -> list[tuple[str, str]]:
    """Explain the marks where weeks of none, or weeks that are left out, need telling apart."""
    weeks = (panel.counts[-1][0] - panel.counts[0][0]) // 7 + 1
    if len(panel.counts) == weeks:
        return []
    none = [(rect(5, 8, 14, FLAT, "first"), NONE)] if any(count == 0 for _, count in panel.counts) else []
    return [*none, ("", LEFT_OUT)]
