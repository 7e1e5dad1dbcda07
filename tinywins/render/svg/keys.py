"""Keys: samples of what a picture is drawn with, each with its word."""

from collections.abc import Sequence

from tinywins.render.svg.letters import clip, measure
from tinywins.render.svg.shapes import Drawing, label, move

ROW = 20.0
GAP = 16.0  # between two items
SAMPLE_HEIGHT = 12.0


def draw_key(items: Sequence[tuple[str, str]], width: float, sample: float = 24.0) -> Drawing:
    """Draw samples with their words, in as many rows as it takes; one without is a remark."""
    x, y, parts = 0.0, 0.0, []
    for shape, word in items:
        indent = sample + 6 if shape else 0.0
        text = clip(word, width - indent)
        wide = indent + measure(text)
        if x and x + wide > width:
            x, y = 0.0, y + ROW
        parts.append(move(shape, x, y + 3) + label(text, x + indent, y + 13))
        x += wide + GAP
    return Drawing("".join(parts), y + ROW if items else 0.0)
