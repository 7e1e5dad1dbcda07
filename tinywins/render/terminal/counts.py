"""Counts of weeks: upright bars from 0, in eighths of a row, with the weeks below."""

from dataclasses import dataclass

from tinywins.render.columns import cell_width
from tinywins.render.panels import CountPanel
from tinywins.render.terminal.axes import Axis, draw_days, draw_gutter, label_values, scale_values
from tinywins.render.terminal.picture import Picture, Piece, Row, join
from tinywins.render.terminal.styles import AXIS, DONE, PLAIN

HEIGHT = 6
LEVELS = " ▁▂▃▄▅▆▇█"
WIDEST = 5  # columns from one bar to the next


@dataclass(frozen=True, slots=True)
class CountPicture(Picture):
    """Upright bars in `height` rows; where the weeks are too many for the width, the last ones."""

    panel: CountPanel
    ascii: bool = False
    height: int = HEIGHT

    def draw(self, width: int) -> list[Row]:
        """Give the rows of the bars, and the axis of weeks below."""
        known = dict(self.panel.counts)
        top = max([0.0, *known.values()]) or 1.0
        whole = all(count == int(count) for count in known.values())
        _, _, ticks = scale_values([0.0, top], 0.0, top, self.height // 2 + 1)
        ticks = [tick for tick in ticks if tick == int(tick) or not whole]
        heights = Axis(0.0, top, self.height * 8 + 1)
        labels = label_values(self, ticks, "", width // 4)
        rows = {
            self.height - 1 - max(0, heights.place(tick) - 1) // 8: label
            for tick, label in zip(ticks, labels, strict=True)
        }
        gutter = draw_gutter(self, rows, self.height)
        indent = cell_width(gutter[0][0][0])
        last = max(known, default=1)
        weeks = min((last - min(known, default=1)) // 7 + 1, width - indent)
        mondays = range(last - 7 * (weeks - 1), last + 1, 7)
        pitch = min((width - indent) // weeks, WIDEST)
        bars = {monday: heights.place(count) or int(count > 0) for monday, count in known.items()}
        drawn = [
            [*line, *join(self.draw_cell(bars.get(monday), self.height - 1 - row, pitch) for monday in mondays)]
            for row, line in enumerate(gutter)
        ]
        days = draw_days(
            self,
            (mondays[0], last + 6),
            lambda day: (day - mondays[0]) // 7 * pitch,
            weeks * pitch,
            indent,
            width - indent,
        )
        return [*drawn, *days]

    def draw_cell(self, eighths: int | None, level: int, pitch: int) -> Piece:
        """Draw one bar's part of a row, `level` rows above the lowest; a week without a count is a gap."""
        bar = max(1, pitch - 1)
        if eighths == 0 and level == 0:
            return self.sign("·").center(bar).ljust(pitch), AXIS
        part = min(max((eighths or 0) - 8 * level, 0), 8)
        return (self.sign(LEVELS[part]) * bar).ljust(pitch), DONE if part else PLAIN
