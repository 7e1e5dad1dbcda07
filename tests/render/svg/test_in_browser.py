"""Pictures in a real browser: everything is inside, nothing overlaps, and both schemes can be read."""

import zlib
from itertools import combinations
from pathlib import Path

import pytest

from tests.browser import Browser
from tests.render.samples import HOSTILE, LONG, all_samples, named
from tests.render.svg.reading import contrast
from tinywins.render.svg.letters import SMALL, measure
from tinywins.render.svg.picture import draw_chart
from tinywins.render.svg.style import DARK, LIGHT

CHARTS = (
    all_samples()
    | {
        "wide letters": named(LONG),
        "long words": named("a very long name of a habit that goes on and on " * 3),
        "broad letters": named("W@m" * 40),
        "short": named("run"),
    }
    | {f"hostile {place}": named(text) for place, text in enumerate(HOSTILE)}
)
BOXES = """
const inside = [...document.querySelectorAll('svg rect, svg path, svg circle, svg text')];
return inside.map(item => {
  const box = item.getBoundingClientRect();
  return [item.tagName, item.textContent, box.left, box.top, box.right, box.bottom];
});
"""
FILLS = "return [...document.querySelectorAll('text')].map(item => getComputedStyle(item).fill)"
Box = tuple[str, str, float, float, float, float]


def save(folder: Path, svg: str) -> Path:
    """Write a picture into a file."""
    page = folder / "picture.svg"
    page.write_text(svg, encoding="utf-8")
    return page


def overlap(one: Box, two: Box) -> bool:
    """Say whether two texts touch each other; the empty parts of their boxes above and below may."""
    _, _, left, top, right, bottom = one
    _, _, begin, high, end, low = two
    slack = 0.22 * min(bottom - top, low - high)
    return min(right, end) - max(left, begin) > 1 and min(bottom, low) - max(top, high) > 2 * slack


@pytest.mark.parametrize("width", [480, 720])
@pytest.mark.parametrize("name", CHARTS)
def test_nothing_is_cut_and_nothing_overlaps(browser: Browser, tmp_path: Path, name: str, width: int) -> None:
    """Every shape and text lies inside the picture, and no two texts lie on each other."""
    browser.open(save(tmp_path, draw_chart(CHARTS[name], width)), 1300)
    wide, high = browser.run("const box = document.documentElement.viewBox.baseVal; return [box.width, box.height]")
    boxes: list[Box] = [tuple(box) for box in browser.run(BOXES)]
    assert len(boxes) > 5
    assert [box for box in boxes if box[2] < -0.5 or box[3] < -0.5 or box[4] > wide + 0.5 or box[5] > high + 0.5] == []
    texts = [box for box in boxes if box[0] == "text" and box[1].strip()]
    assert [(one, two) for one, two in combinations(texts, 2) if overlap(one, two)] == []
    assert browser.complaints() == []


@pytest.mark.parametrize(("scheme", "colours"), [("light", LIGHT), ("dark", DARK)])
def test_a_picture_alone_shows_in_both_schemes(
    browser: Browser, tmp_path: Path, scheme: str, colours: dict[str, str]
) -> None:
    """Opened by itself a picture is drawn on its own ground, and its texts can be read on it."""
    browser.open(save(tmp_path, draw_chart(CHARTS["strength"])), 720, 360, scheme)
    corner, kinds = look_at(browser.photograph())
    assert colours["ground"] == corner
    assert kinds > 30
    fills = browser.run(FILLS)
    assert {True} == {contrast(fill, colours["ground"]) >= 4.5 for fill in fills}
    assert browser.complaints() == []


def look_at(png: bytes) -> tuple[str, int]:
    """Give the colour of the first point of a picture, and how many kinds of bytes it is made of."""
    place, packed = 8, b""
    while place < len(png):
        length = int.from_bytes(png[place : place + 4])
        if png[place + 4 : place + 8] == b"IDAT":
            packed += png[place + 8 : place + 8 + length]
        place += length + 12
    points = zlib.decompress(packed)
    return f"#{points[1:4].hex()}", len(set(points))


@pytest.mark.parametrize(
    "text",
    [
        "iiiillll",
        "Hamburgefonstiv",
        "WWWMMM@@%",
        "0123456789",
        "Ωμέγα αβγδ",
        "Щукин Жёлтый",
        "読書と散歩",
        "한국어 기록",
        "שלום עולם",
        "مرحبا بكم",
        "🏃🎉",
        "ﾊﾝｶｸ",
        "…–—·",
    ],
)
def test_estimates_are_on_the_safe_side(browser: Browser, tmp_path: Path, text: str) -> None:
    """A text is never wider than was estimated, and in Latin script not much narrower."""
    item = f'<text style="font:{SMALL:g}px system-ui,sans-serif">{text}</text>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg">{item}</svg>'
    browser.open(save(tmp_path, svg))
    real = browser.run("return document.querySelector('text').getComputedTextLength()")
    assert real <= measure(text)
    assert not text.isascii() or measure(text) < 1.6 * real
