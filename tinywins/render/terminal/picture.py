"""A picture: rows of styled pieces that a panel becomes in a given width."""

from collections.abc import Iterable, Iterator, Sequence

from rich.console import Console, ConsoleOptions
from rich.measure import Measurement
from rich.segment import Segment
from rich.style import Style

from tinywins.render.columns import cell_width, cut
from tinywins.render.glyphs import to_ascii
from tinywins.render.safe import make_safe
from tinywins.render.terminal.styles import PLAIN

Piece = tuple[str, Style]
Row = list[Piece]
NARROWEST = 24  # columns that any picture takes; a terminal that has less sees its left part
KEY_GAP = "   "


class Picture:
    """What all pictures share: a subclass gives rows for a width, and this hands them to Rich.

    It knows nothing but its panel: neither the terminal's size nor its colours. With `ascii` all signs of its own are
    ASCII ones.
    """

    __slots__ = ()
    ascii: bool

    def draw(self, width: int) -> list[Row]:
        """Give the rows of the picture, none wider than `width`."""
        raise NotImplementedError

    def sign(self, signs: str) -> str:
        """Give signs of the picture's own as they are to be drawn."""
        return to_ascii(signs) if self.ascii else signs

    def clean(self, text: str, width: int) -> str:
        """Make a person's text harmless, and cut it to a width."""
        end = self.sign("…")
        return cut(make_safe(text), max(1, width), end if width > len(end) else "")

    def draw_key(self, entries: Iterable[tuple[Piece, str]], width: int, indent: int = 0) -> list[Row]:
        """Explain signs by words, one after the other, in as many rows as that takes."""
        rows: list[Row] = []
        used = width
        for (sign, style), words in entries:
            label = self.clean(words, width - indent - cell_width(sign) - 1)
            size = cell_width(sign) + 1 + cell_width(label)
            if rows and used + len(KEY_GAP) + size <= width:
                rows[-1].append((KEY_GAP, PLAIN))
                used += len(KEY_GAP) + size
            else:
                rows.append([(" " * indent, PLAIN)])
                used = indent + size
            rows[-1] += [(sign, style), (" " + label, PLAIN)]
        return rows

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Segment]:
        """Give the rows as segments, no wider than there is room."""
        for row in self.draw(max(NARROWEST, options.max_width)):
            segments = [Segment(text, style or None) for text, style in trim(row)]
            yield from Segment.adjust_line_length(segments, options.max_width, pad=False)
            yield Segment.line()

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        """Say that the picture flows into any width down to the narrowest."""
        return Measurement(min(NARROWEST, options.max_width), options.max_width)


def trim(row: Sequence[Piece]) -> Row:
    """Leave out the blanks at the end of a row."""
    kept = list(row)
    while kept:
        text, style = kept.pop()
        if text.rstrip(" "):
            return [*kept, (text.rstrip(" "), style)]
    return []


def join(pieces: Iterable[Piece]) -> Row:
    """Make one piece of neighbours that have the same style."""
    row: Row = []
    for text, style in pieces:
        if row and row[-1][1] == style:
            row[-1] = (row[-1][0] + text, style)
        else:
            row.append((text, style))
    return row


def widest(texts: Iterable[str]) -> int:
    """Give the columns that the widest of some texts takes."""
    return max(map(cell_width, texts), default=0)


def pad_left(text: str, width: int) -> str:
    """Fill a text with blanks in front, up to a width."""
    return " " * (width - cell_width(text)) + text
