"""Likely ranges: each a bracket around its value, above one axis that holds 0."""

from dataclasses import dataclass
from math import isfinite

from tinywins.render.columns import cell_width, pad
from tinywins.render.panels import MAIN, Range, RangePanel
from tinywins.render.terminal.axes import Axis, Labels, label_values, stand_apart, write_labels
from tinywins.render.terminal.picture import Picture, Piece, Row, join, pad_left, widest
from tinywins.render.terminal.styles import AXIS, LIKELY, NOW, PLAIN
from tinywins.render.ticks import nice_ticks

MOST = 7  # ticks


@dataclass(frozen=True, slots=True)
class RangePicture(Picture):
    """Ranges on one axis, below one another, with a mark at 0."""

    panel: RangePanel
    ascii: bool = False

    def draw(self, width: int) -> list[Row]:
        """Give a row for each range, the axis and its labels."""
        names = [self.clean(each.name, width // 3) for each in self.panel.ranges]
        texts = [self.clean(each.text, width // 3) for each in self.panel.ranges]
        left, middle = widest(names), widest(texts)
        told = middle + 2 if middle else 0
        indent = (left + 1 if left else 0) + (1 if left and told else 0) + told
        room = width - indent
        ticks, labels = self.choose_ticks(room)
        axis = Axis(ticks[0], ticks[-1], room)
        rows: list[Row] = [
            [(pad(pad(name, indent - told) + pad_left(text, middle), indent), PLAIN), *self.draw_range(each, axis)]
            for name, text, each in zip(names, texts, self.panel.ranges, strict=True)
        ]
        marks = {axis.place(tick) for tick in ticks}
        line = "".join("┬" if column in marks else "─" for column in range(room))
        blank = (" " * indent, PLAIN)
        return [*rows, [blank, (self.sign(line), AXIS)], [blank, (write_labels(labels), AXIS)]]

    def choose_ticks(self, room: int) -> tuple[list[float], Labels]:
        """Give as many ticks as have room for their labels, and the labels, each in the middle below its tick."""
        ends = [0.0, *(end for each in self.panel.ranges for end in (each.lo, each.value, each.hi) if isfinite(end))]
        for most in range(min(MOST, max(3, room // 5)), 2, -1):
            ticks = nice_ticks(min(ends), max(ends), most)
            axis = Axis(ticks[0], ticks[-1], room)
            labels = [
                (max(0, min(axis.place(tick) - (cell_width(text) - 1) // 2, room - cell_width(text))), text)
                for tick, text in zip(ticks, label_values(self, ticks, self.panel.unit, room // 4), strict=True)
            ]
            if stand_apart(labels):
                break
        return ticks, labels

    def draw_range(self, each: Range, axis: Axis) -> Row:
        """Draw a range from bracket to bracket, or to the edge where it has no end, and the mark at 0."""
        low, value, high = axis.place(each.lo), axis.place(each.value), axis.place(each.hi)
        cells: list[Piece] = [(" ", PLAIN)] * axis.places
        cells[low : high + 1] = [("=" if each.style == MAIN else "-", LIKELY)] * (high + 1 - low)
        cells[axis.place(0.0)] = (self.sign("│"), AXIS)
        cells[low] = ("[" if isfinite(each.lo) else "<", LIKELY)
        cells[high] = ("]" if isfinite(each.hi) else ">", LIKELY)
        cells[value] = ("o", NOW)
        return join(cells)
