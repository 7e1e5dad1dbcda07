"""Columns of text: widths as a terminal counts them, and styles that go away off a terminal."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tinywins.render.glyphs import ASCII, to_ascii


@dataclass(frozen=True, slots=True)
class Look:
    """How to write: whether with colours, how many columns there are, and whether with ASCII signs."""

    color: bool = False
    width: int = 80
    ascii: bool = False

    def sign(self, signs: str) -> str:
        """Give signs of the program's own as they are to be written; a person's text never goes through here."""
        return to_ascii(signs) if self.ascii else signs

    def bold(self, text: str) -> str:
        """Make a text bold."""
        return f"\x1b[1m{text}\x1b[0m" if self.color and text else text

    def dim(self, text: str) -> str:
        """Make a text faint."""
        return f"\x1b[2m{text}\x1b[0m" if self.color and text else text

    def green(self, text: str) -> str:
        """Make a text green."""
        return f"\x1b[32m{text}\x1b[0m" if self.color and text else text


def cell_width(text: str) -> int:
    """Count the columns that a text takes on a terminal; Rich is asked where it holds more than narrow signs."""
    if text.isascii() or all(map(is_narrow, text)):
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def is_narrow(sign: str) -> bool:
    """Say whether a sign surely takes one column: Latin letters, punctuation, and what the program draws itself."""
    return sign < "\u0300" or "\u2010" <= sign < "\u2028" or ord(sign) in ASCII


def pad(text: str, width: int) -> str:
    """Fill a text with blanks up to a width."""
    return text + " " * (width - cell_width(text))


def cut(text: str, width: int, end: str = "…") -> str:
    """Shorten a text to a width, with an ellipsis where something is left out."""
    if cell_width(text) <= width:
        return text
    while text and cell_width(text) > width - len(end):
        text = text[:-1]
    return text.rstrip() + end


def wrap(text: str, width: int) -> list[str]:
    """Break a text into lines no wider than a width: between words, and within one that is wider itself.

    A number stays with its per cent.
    """
    lines, line = [], ""
    for whole in re.split(r" (?!%)", text):
        word, joined = whole, f"{line} {whole}" if line else whole
        if cell_width(joined) <= width:
            line = joined
            continue
        lines += [line] if line else []
        while cell_width(word) > width:
            lines.append(cut(word, width, "") or word[:1])
            word = word[len(lines[-1]) :]
        line = word
    return [each.rstrip(" ") for each in [*lines, line]]


def align(rows: Sequence[Sequence[str]], gap: int = 2) -> list[list[str]]:
    """Pad each column to its widest cell; the last one is left as it is."""
    if not rows:
        return []
    widths = [max(cell_width(row[place]) for row in rows) for place in range(len(rows[0]))]
    return [[pad(cell, widths[place] + gap) for place, cell in enumerate(row[:-1])] + [row[-1]] for row in rows]


def drop_columns(rows: Sequence[Sequence[str]], order: Sequence[int], room: int, gap: int = 2) -> list[list[str]]:
    """Leave out columns, in the order given, until rows fit into so many columns of a terminal."""
    left = list(range(len(rows[0]))) if rows else []
    for column in order:
        if sum(max(cell_width(row[place]) for row in rows) + gap for place in left) - gap <= room:
            break
        left.remove(column)
    return [[row[place] for place in left] for row in rows]


def fill(head: str, parts: Sequence[str], width: int) -> list[str]:
    """Write a list after its head, joined by commas and ended by a full stop, in lines no wider than `width`."""
    lines = [head]
    for place, part in enumerate(parts):
        word = f" {part}{',' if place < len(parts) - 1 else '.'}"
        if cell_width(lines[-1] + word) > width and lines[-1] != head:
            lines.append(" ")
        lines[-1] += word
    return lines


def spread(left: str, right: str, width: int) -> str:
    """Put one text at the left and one at the right end of a line."""
    return left + " " * max(2, width - cell_width(left) - cell_width(right)) + right
