"""A canvas of dots: eight to a cell in braille, or one sign a cell where there is none but ASCII."""

from collections.abc import Iterable, Iterator

from rich.style import Style

from tinywins.render.glyphs import BRAILLE
from tinywins.render.terminal.picture import Piece

Dot = tuple[int, int]
BITS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))  # by the dot's row and column in its cell


class Canvas:
    """Cells that lines are traced on, in dots counted from the top left; what is traced later lies above."""

    def __init__(self, columns: int, rows: int, fine: bool = True) -> None:
        self.fine = fine
        self.across, self.down = (2, 4) if fine else (1, 1)
        self.width, self.height = columns * self.across, rows * self.down
        self.cells: dict[Dot, tuple[int, str, Style]] = {}

    def put(self, dot: Dot, sign: str, style: Style) -> None:
        """Set a dot; a coarse canvas shows its cell as the sign."""
        column, x = divmod(dot[0], self.across)
        row, y = divmod(dot[1], self.down)
        bits = self.cells[column, row][0] if (column, row) in self.cells else 0
        self.cells[column, row] = bits | BITS[y][x], sign, style

    def trace(self, dots: Iterable[Dot], pattern: str, sign: str, style: Style) -> None:
        """Set the dots along a line, those that the pattern shows: an x shows one, a blank leaves one out."""
        for place, dot in enumerate(walk(dots)):
            if not self.fine or pattern[place % len(pattern)] == "x":
                self.put(dot, sign, style)

    def show(self, column: int, row: int) -> Piece | None:
        """Give what a cell shows, or None where no dot is set."""
        cell = self.cells.get((column, row))
        if cell is None:
            return None
        bits, sign, style = cell
        return (chr(BRAILLE + bits) if self.fine else sign, style)


def walk(corners: Iterable[Dot]) -> Iterator[Dot]:
    """Give the dots on the way from corner to corner, each corner among them and none twice in a row."""
    last: Dot | None = None
    for x, y in corners:
        if last is None:
            yield x, y
        else:
            from_x, from_y = last
            steps = max(abs(x - from_x), abs(y - from_y))
            for step in range(1, steps + 1):
                yield from_x + round((x - from_x) * step / steps), from_y + round((y - from_y) * step / steps)
        last = x, y
