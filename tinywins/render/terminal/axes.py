"""Axes: where a value or a day lies among columns, rows or dots, and the marks and labels beside a picture."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import isfinite

from tinywins.render.columns import cell_width
from tinywins.render.terminal.picture import Picture, Row, pad_left, widest
from tinywins.render.terminal.styles import AXIS, PLAIN
from tinywins.render.ticks import day_ticks, nice_ticks, write_tick

Labels = Sequence[tuple[int, str]]  # a column and the text that begins there


@dataclass(frozen=True, slots=True)
class Axis:
    """So many places, the first of which means `low` and the last `high`."""

    low: float
    high: float
    places: int

    def place(self, value: float) -> int:
        """Give the place of a value; what lies outside goes to the nearer end."""
        if self.high <= self.low:
            return 0
        inside = min(max(value, self.low), self.high)
        return round((inside - self.low) / (self.high - self.low) * (self.places - 1))


def scale_values(
    values: Iterable[float], low: float | None, high: float | None, most: int
) -> tuple[float, float, list[float]]:
    """Give the ends of a value axis and its ticks: the ends that are given, else the ticks around the values."""
    known = [value for value in values if isfinite(value)]
    least, greatest = min(known, default=0.0), max(known, default=0.0)
    bottom = min(least, greatest if high is None else high) if low is None else low
    top = max(greatest, bottom) if high is None else high
    ticks = nice_ticks(bottom, top, most, whole=all(value == int(value) for value in known))
    bottom, top = ticks[0] if low is None else low, ticks[-1] if high is None else high
    if top <= bottom:
        bottom, top = (top - 1, top) if low is None else (bottom, bottom + 1)
    return bottom, top, [tick for tick in ticks if bottom <= tick <= top]


def label_values(picture: Picture, ticks: Sequence[float], unit: str, width: int) -> list[str]:
    """Write ticks with their unit; the unit gives way where a label would be wider than `width`."""
    bare = widest(map(write_tick, ticks))
    safe = picture.clean(unit, width - bare - 1) if unit and width - bare > 1 else ""
    return [write_tick(tick, safe) for tick in ticks]


def draw_gutter(picture: Picture, labels: dict[int, str], rows: int) -> list[Row]:
    """Draw an upright axis: the labels of rows at its left."""
    wide = widest(labels.values())
    plain, marked = picture.sign("│"), picture.sign("┤")
    return [
        [(f"{pad_left(labels.get(row, ''), wide)} {marked if row in labels else plain}", AXIS)] for row in range(rows)
    ]


def draw_days(
    picture: Picture, span: tuple[int, int], place: Callable[[int], int], width: int, indent: int, room: int
) -> list[Row]:
    """Draw the axis of days below a picture `width` wide: a line with marks from its corner on, and their labels.

    `room` is how far the labels may reach.
    """
    labels = choose_labels(
        lambda most: [(place(day), label) for day, label in day_ticks(*span, most)], room, width // 4
    )
    marks = {column for column, _ in labels}
    line = "".join("┬" if column in marks else "─" for column in range(width))
    return [
        [(" " * (indent - 1) + picture.sign("└" + line), AXIS)],
        [(" " * indent, PLAIN), (write_labels(labels), AXIS)],
    ]


def choose_labels(propose: Callable[[int], Labels], width: int, most: int) -> Labels:
    """Give the most labels that stand apart and inside `width`; the last resort is one, moved inside."""
    for count in range(most, 1, -1):
        labels = propose(count)
        inside = [(column, text) for column, text in labels if column + cell_width(text) <= width]
        if len(inside) >= max(1, len(labels) - 1) and stand_apart(inside):
            return inside
    labels = propose(1)[:1]
    return [(max(0, min(column, width - cell_width(text))), text) for column, text in labels]


def stand_apart(labels: Labels) -> bool:
    """Say whether each label ends before the next begins: a blank before it, and two where it has blanks itself."""
    return all(
        column + cell_width(text) + 1 + (" " in text) <= after for (column, text), (after, _) in pairwise(labels)
    )


def write_labels(labels: Labels) -> str:
    """Write labels into one line, each beginning at its column."""
    line = ""
    for column, text in labels:
        line += " " * (column - cell_width(line)) + text
    return line
