"""Lines over days: dots of braille above bands of shade, values at the left, days below and a key under it all."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.style import Style

from tinywins.render.columns import cell_width
from tinywins.render.panels import MAIN, Band, Line, LinePanel
from tinywins.render.terminal.axes import Axis, draw_days, draw_gutter, label_values, scale_values
from tinywins.render.terminal.canvas import Canvas, Dot
from tinywins.render.terminal.picture import Picture, Piece, Row, join
from tinywins.render.terminal.styles import DONE, LIKELY, PLAIN, REFERENCE, STRONG, TODAY

HEIGHT = 11  # rows, so that five steps of an axis are two rows each
BLANK_CELL: Piece = (" ", PLAIN)
SHADES = "░▒▓"
COARSE_SHADES = ":#%"
DUE = "┆"
SAMPLE = 3  # columns of a line in the key


@dataclass(frozen=True, slots=True)
class Stroke:
    """How a line is drawn: the dots it shows of those on its way, its sign on a coarse canvas, and its style."""

    pattern: str
    sign: str
    style: Style


MAINS = (Stroke("x", "*", DONE), Stroke("xxxx  ", "o", DONE), Stroke("xx ", "x", DONE))
REFERENCES = (Stroke("x ", ".", REFERENCE), Stroke("x   ", ",", REFERENCE))


@dataclass(frozen=True, slots=True)
class LinePicture(Picture):
    """Lines and bands in `height` rows, and below them the axis of days and a key."""

    panel: LinePanel
    ascii: bool = False
    height: int = HEIGHT

    def draw(self, width: int) -> list[Row]:
        """Give the rows of the picture, its axes and its key."""
        panel = self.panel
        low, high, ticks = scale_values(list_values(panel), panel.low, panel.high, self.height // 2 + 1)
        labels = label_values(self, ticks, panel.unit, width // 4)
        heights = Axis(low, high, self.height * (1 if self.ascii else 4))
        rows = {self.row_of(heights, tick): label for tick, label in zip(ticks, labels, strict=True)}
        gutter = draw_gutter(self, rows, self.height)
        indent = cell_width(gutter[0][0][0])
        canvas = Canvas(width - indent, self.height, not self.ascii)
        spread = Axis(panel.first, panel.last, canvas.width)
        self.trace_lines(canvas, spread, heights)
        cells = self.shade(canvas, spread, heights)
        points = self.point(canvas, spread, heights)
        drawn = [
            [
                *gutter[row],
                *join(
                    points.get((column, row)) or self.fill(canvas, cells, column, row)
                    for column in range(width - indent)
                ),
            ]
            for row in range(self.height)
        ]
        room = width - indent
        days = draw_days(
            self,
            (panel.first, panel.last),
            lambda day: spread.place(day) // canvas.across,
            room,
            indent,
            room,
        )
        return [*drawn, *days, *self.draw_key(self.list_key(), width, indent)]

    def row_of(self, heights: Axis, value: float) -> int:
        """Give the row that a value lies in."""
        return (heights.places - 1 - heights.place(value)) // (1 if self.ascii else 4)

    def trace_lines(self, canvas: Canvas, spread: Axis, heights: Axis) -> None:
        """Trace all lines, the first of what was measured last, so that it lies above."""
        for line, stroke in reversed(choose_strokes(self.panel.lines)):
            dots = [
                (spread.place(day), heights.places - 1 - heights.place(value))
                for day, value in clip(line.points, self.panel.first, self.panel.last)
            ]
            canvas.trace(dots, stroke.pattern, stroke.sign, stroke.style)

    def shade(self, canvas: Canvas, spread: Axis, heights: Axis) -> dict[Dot, Piece]:
        """Give the cells behind the lines: bands, the wider ones first, and today's column above them."""
        cells: dict[Dot, Piece] = {}
        for place, band in enumerate(self.panel.bands):
            piece = (self.shade_of(place), LIKELY)
            for column, low, high in slice_band(band, spread, canvas.across):
                top, bottom = self.row_of(heights, high), self.row_of(heights, low)
                cells |= {(column, row): piece for row in range(top, bottom + 1)}
        if self.panel.today is not None and spread.low <= self.panel.today <= spread.high:
            column = spread.place(self.panel.today) // canvas.across
            cells |= {(column, row): (self.sign("┊"), TODAY) for row in range(self.height)}
        for mark in self.panel.marks:
            if mark.value is None and spread.low <= mark.day <= spread.high:
                column = spread.place(mark.day) // canvas.across
                cells |= {(column, row): (self.sign(DUE), STRONG) for row in range(self.height)}
        return cells

    def point(self, canvas: Canvas, spread: Axis, heights: Axis) -> dict[Dot, Piece]:
        """Give the cells that points take, which lie above all else; one whose cell is taken stands to its left."""
        cells: dict[Dot, Piece] = {}
        for mark in self.panel.marks:
            if mark.value is not None and spread.low <= mark.day <= spread.high:
                column, row = spread.place(mark.day) // canvas.across, self.row_of(heights, mark.value)
                while (column, row) in cells and column:
                    column -= 1
                cells[column, row] = (self.clean(mark.sign, 1), STRONG)
        return cells

    def shade_of(self, place: int) -> str:
        """Give the sign that fills a band."""
        shades = COARSE_SHADES if self.ascii else SHADES
        return shades[min(place, len(shades) - 1)]

    def fill(self, canvas: Canvas, cells: dict[Dot, Piece], column: int, row: int) -> Piece:
        """Give what a cell shows: a line, else what is behind it."""
        return canvas.show(column, row) or cells.get((column, row), BLANK_CELL)

    def list_key(self) -> Iterator[tuple[Piece, str]]:
        """Give what the key explains: each line and band that has a name, and today's column."""
        for line, stroke in choose_strokes(self.panel.lines):
            if line.name:
                sample = Canvas(SAMPLE, 1, not self.ascii)
                middle = sample.height // 2
                sample.trace([(0, middle), (sample.width - 1, middle)], stroke.pattern, stroke.sign, stroke.style)
                signs = [sample.show(column, 0) or BLANK_CELL for column in range(SAMPLE)]
                yield ("".join(sign for sign, _ in signs), stroke.style), line.name
        for place, band in enumerate(self.panel.bands):
            if band.name:
                yield (self.shade_of(place) * SAMPLE, LIKELY), band.name
        if self.panel.today is not None and self.panel.first <= self.panel.today <= self.panel.last:
            yield (self.sign("┊"), TODAY), "today"
        for mark in self.panel.marks:
            if mark.name and self.panel.first <= mark.day <= self.panel.last:
                yield (self.sign(DUE) if mark.value is None else self.clean(mark.sign, 1), STRONG), mark.name


def list_values(panel: LinePanel) -> list[float]:
    """Give every value that the picture is to hold."""
    lines = [value for line in panel.lines for _, value in clip(line.points, panel.first, panel.last)]
    lines += [mark.value for mark in panel.marks if mark.value is not None and panel.first <= mark.day <= panel.last]
    return lines + [
        end for band in panel.bands for day, *ends in band.points if panel.first <= day <= panel.last for end in ends
    ]


def choose_strokes(lines: Sequence[Line]) -> list[tuple[Line, Stroke]]:
    """Give each line a stroke: those of one kind differ by their patterns; what was measured comes first."""
    mains = [line for line in lines if line.style == MAIN]
    others = [line for line in lines if line.style != MAIN]
    return [
        (line, strokes[place % len(strokes)])
        for kind, strokes in ((mains, MAINS), (others, REFERENCES))
        for place, line in enumerate(kind)
    ]


def clip(points: Sequence[tuple[float, float]], first: int, last: int) -> list[tuple[float, float]]:
    """Give the part of a line that lies between two days, cut where it comes in and goes out."""
    kept: list[tuple[float, float]] = []
    for place, (day, value) in enumerate(points):
        if place and points[place - 1][0] < day:
            before, old = points[place - 1]
            kept += [
                (edge, old + (value - old) * (edge - before) / (day - before))
                for edge in (first, last)
                if before < edge < day
            ]
        if first <= day <= last:
            kept.append((day, value))
    return kept


def slice_band(band: Band, spread: Axis, across: int) -> Iterator[tuple[int, float, float]]:
    """Give the columns that a band covers, with its ends in the middle of each."""
    inside = [point for point in band.points if spread.low <= point[0] <= spread.high]
    if not inside:
        return
    days = [day for day, _, _ in inside]
    for column in range(spread.place(days[0]) // across, spread.place(days[-1]) // across + 1):
        share = (column * across + (across - 1) / 2) / max(1, spread.places - 1)
        day = min(max(spread.low + share * (spread.high - spread.low), days[0]), days[-1])
        after = min(max(bisect_right(days, day), 1), len(days) - 1)
        left, right = inside[max(0, after - 1)], inside[after]
        weight = (day - left[0]) / (right[0] - left[0]) if right[0] > left[0] else 0.0
        yield column, left[1] + (right[1] - left[1]) * weight, left[2] + (right[2] - left[2]) * weight
