"""Lying bars: a label before each, the text of its value at its end, and a label behind."""

from dataclasses import dataclass

from tinywins.render.columns import cell_width, pad
from tinywins.render.glyphs import draw_eighths
from tinywins.render.panels import Bar, BarPanel
from tinywins.render.terminal.picture import Picture, Row, widest
from tinywins.render.terminal.styles import AXIS, DONE, NOW, PLAIN, STRONG
from tinywins.render.ticks import SMALLEST


@dataclass(frozen=True, slots=True)
class BarPicture(Picture):
    """Bars on one scale, below one another: the longest reaches as far as its text lets it."""

    panel: BarPanel
    ascii: bool = False

    def draw(self, width: int) -> list[Row]:
        """Give a row for each bar."""
        before = [self.clean(bar.before, width // 3) for bar in self.panel.bars]
        behind = [self.clean(bar.behind, width // 4) for bar in self.panel.bars]
        wall = self.sign("│")
        left, right = widest(before), widest(behind)
        head = left + 1 if left else 0
        room = width - head - 1 - (right + 3 if right else 0)
        texts = [self.clean(bar.text, room * 2 // 3) for bar in self.panel.bars]
        scale = choose_scale(self.panel.bars, texts, room, self.panel.full)
        rows: list[Row] = []
        for bar, label, text, end in zip(self.panel.bars, before, texts, behind, strict=True):
            eighths = max(round(bar.value * scale * 8), int(bar.value > 0))
            drawn = self.sign(draw_eighths(eighths))
            told = f" {text}" if drawn and text else text
            row: Row = [
                (pad(label, head), STRONG if bar.is_now else PLAIN),
                (wall, AXIS),
                (drawn, NOW if bar.is_now else DONE),
                (pad(told, room - len(drawn)), STRONG if bar.is_now else PLAIN),
            ]
            if right:
                row += [(f" {wall} ", AXIS), (end, STRONG if bar.is_now else PLAIN)]
            rows.append(row)
        return rows


def choose_scale(bars: tuple[Bar, ...], texts: list[str], room: int, full: float = 0.0) -> float:
    """Give the columns that a value of 1 takes, so that each bar fits with its text and one of them as closely.

    With `full` a bar of that value fits too, with any of the texts.
    """
    free = [room - (cell_width(text) + 1 if text else 0) for text in texts]
    pairs = [(bar.value, columns) for bar, columns in zip(bars, free, strict=True)]
    pairs += [(full, min(free, default=room))]
    return min((columns / value for value, columns in pairs if value >= SMALLEST), default=0.0)
