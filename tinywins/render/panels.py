"""Panels: what a chart shows, as shapes with their labels. A terminal, an SVG and a page draw the same panels.

Here are no colours, glyphs or sizes. Days are ordinals. Names and labels are as they were typed: who draws them makes
them safe for where they go.
"""

from dataclasses import dataclass

BLANK, EXCUSED = " ", "s"  # signs of a calendar; the others are the levels "0" to "4"
MAIN, REFERENCE = "main", "reference"  # styles of a line: what was measured, and what it is held against


@dataclass(frozen=True, slots=True)
class CalendarPanel:
    """Days as cells, seven to a week from the Monday `monday` on.

    A week is a text of seven signs: a blank for a day outside the span or without a meaning, "0" to "4" for its level,
    "s" for a day off. `legend` gives signs their words. `titles` has a text for each day, or is empty.
    """

    monday: int
    weeks: tuple[str, ...]
    legend: tuple[tuple[str, str], ...]
    titles: tuple[str, ...] = ()
    name: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line through points (day, value), in the order of days; MAIN or REFERENCE."""

    name: str
    points: tuple[tuple[float, float], ...]
    style: str = MAIN


@dataclass(frozen=True, slots=True)
class Band:
    """A range over days, (day, low, high) each, in the order of days; a wider one comes before a narrower one."""

    name: str
    points: tuple[tuple[float, float, float], ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A place that is pointed at: a `day` from top to bottom, or with a `value` the point there.

    `sign` is the one letter that stands at a point, and the key has `name` beside it.
    """

    name: str
    day: float
    value: float | None = None
    sign: str = ""


@dataclass(frozen=True, slots=True)
class LinePanel:
    """Lines and bands over the days `first` to `last`.

    The value axis runs from `low` to `high` where they are given, else over what there is. `unit` follows the numbers
    on it. `today` is a day to mark, where what lies ahead begins; `marks` are others, and lie above the lines.
    """

    lines: tuple[Line, ...]
    first: int
    last: int
    bands: tuple[Band, ...] = ()
    low: float | None = None
    high: float | None = None
    unit: str = ""
    today: int | None = None
    name: str = ""
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class CountPanel:
    """Counts of weeks as upright bars from 0, (Monday, count) each; a week may be missing, and leaves a gap."""

    counts: tuple[tuple[int, float], ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A lying bar from 0: a label before it, its value with the text at its end, and a label behind it."""

    before: str
    value: float
    text: str
    behind: str = ""
    is_now: bool = False


@dataclass(frozen=True, slots=True)
class BarPanel:
    """Lying bars on one scale, the longest as long as there is room; with `full`, a bar of that value would be."""

    bars: tuple[Bar, ...]
    name: str = ""
    full: float = 0.0


@dataclass(frozen=True, slots=True)
class Range:
    """A value in its likely range; `lo` and `hi` may be infinite, and are then drawn to the edge.

    `text` says the value in words of its own beside the name. What has the style REFERENCE is there to compare with.
    """

    name: str
    lo: float
    value: float
    hi: float
    text: str = ""
    style: str = MAIN


@dataclass(frozen=True, slots=True)
class RangePanel:
    """Ranges above one axis that holds 0 and each end that is finite; `unit` follows the numbers on the axis."""

    ranges: tuple[Range, ...]
    unit: str = ""
    name: str = ""


Panel = CalendarPanel | LinePanel | CountPanel | BarPanel | RangePanel


@dataclass(frozen=True, slots=True)
class Table:
    """The numbers behind a picture: the names of the columns, and rows of texts, numbers or None."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str | int | float | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: its title, the panels one below the other, the sentences under them, and the numbers behind them."""

    title: str
    panels: tuple[Panel, ...]
    finding: tuple[str, ...]
    table: Table
