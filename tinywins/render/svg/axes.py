"""Axes: where values and days lie, and the lines, ticks and labels that say so."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import isfinite

from tinywins.render.svg.letters import SMALL, clip, measure
from tinywins.render.svg.shapes import label, level, upright
from tinywins.render.ticks import day_ticks, label_monday, nice_ticks, write_tick

GAP = 6.0  # between an axis and its labels, and between two labels
MOST_UNIT = 60.0  # room for a unit


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight way from values to places: `low` lies at `start`, `high` at `end`, and nothing beyond them."""

    low: float
    high: float
    start: float
    end: float

    def place(self, value: float) -> float:
        """Give the place of a value, at the edge when it lies outside."""
        if self.high <= self.low:
            return (self.start + self.end) / 2
        share = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)


def span_values(
    values: Iterable[float], low: float | None, high: float | None, most: int
) -> tuple[float, float, list[float]]:
    """Give both ends of a value axis and its ticks: the ends that are given, else round ones around the values."""
    finite = [value for value in values if isfinite(value)]
    lowest = low if low is not None else min(finite, default=min(0.0, high or 0.0))
    highest = high if high is not None else max(finite, default=lowest + 1)
    ticks = nice_ticks(lowest, max(highest, lowest), most, whole=all(value == int(value) for value in finite))
    begin = lowest if low is not None else ticks[0]
    end = high if high is not None and high > begin else ticks[-1]
    return begin, end, [tick for tick in ticks if begin <= tick <= end]


def name_tick(value: float, unit: str) -> str:
    """Write a tick's number with its unit, which is shortened where it is long."""
    return write_tick(value, clip(unit, MOST_UNIT))


def margin_for(ticks: Sequence[float], unit: str) -> float:
    """Give the room that the labels of a value axis take at its left."""
    return max((measure(name_tick(tick, unit)) for tick in ticks), default=0.0) + GAP


def draw_values(ticks: Sequence[float], scale: Scale, left: float, right: float, unit: str) -> str:
    """Draw an upright value axis: a level line at each tick, and its number at the left."""
    return "".join(
        level(left, right, scale.place(tick), "grid")
        + label(name_tick(tick, unit), left - GAP, scale.place(tick) + SMALL * 0.35, "soft", "end")
        for tick in ticks
    )


def draw_days(first: int, last: int, scale: Scale, y: float, width: float) -> str:
    """Draw a level axis of days at `y`: a tick and a label for weeks, months or years, as many as have room."""
    most = max(2, int(abs(scale.end - scale.start) / 52))
    ticks = day_ticks(first, last, most) or [(first, label_monday(first))]
    marks = "".join(upright(scale.place(day), y, y + 4, "axis") for day, _ in ticks)
    labels = [(scale.place(day), text) for day, text in ticks]
    return (
        level(min(scale.start, scale.end), max(scale.start, scale.end), y, "axis")
        + marks
        + draw_below(labels, y, width)
    )


def draw_numbers(ticks: Sequence[float], scale: Scale, top: float, bottom: float, width: float, unit: str) -> str:
    """Draw a level value axis at `bottom`, with an upright line at each tick and its number below."""
    lines = "".join(upright(scale.place(tick), top, bottom, "axis" if tick == 0 else "grid") for tick in ticks)
    labels = [(scale.place(tick), name_tick(tick, unit)) for tick in ticks]
    return lines + level(scale.start, scale.end, bottom, "axis") + draw_below(labels, bottom, width)


def draw_below(labels: Sequence[tuple[float, str]], y: float, width: float) -> str:
    """Write labels below an axis, each in the middle under its place; where none has room the first is moved."""
    kept = thin_out(labels, 0, width) or [(keep_inside(x, text, width), text) for x, text in labels[:1]]
    return "".join(label(text, x, y + 18, "soft", "middle") for x, text in kept)


def thin_out(labels: Sequence[tuple[float, str]], low: float, high: float) -> list[tuple[float, str]]:
    """Give the labels that lie between two places and touch no label before them."""
    kept, edge = [], low
    for x, text in labels:
        half = measure(text) / 2
        if x - half >= edge - 0.01 and x + half <= high + 0.01:
            kept.append((x, text))
            edge = x + half + GAP
    return kept


def keep_inside(x: float, text: str, width: float) -> float:
    """Give the middle of a text that is to stand at `x`, moved so far that nothing of it is cut off."""
    half = measure(text) / 2
    return max(half, min(x, width - half))
