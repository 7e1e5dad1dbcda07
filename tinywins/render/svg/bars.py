"""Lying bars on one scale, with what stands before and behind them."""

from collections.abc import Iterable

from tinywins.render.panels import Bar, BarPanel
from tinywins.render.svg.axes import GAP
from tinywins.render.svg.letters import SMALL, clip, measure
from tinywins.render.svg.shapes import Drawing, label, path, rect, upright, write_number

ROW = 26.0
THICK = 14.0
TIP = 7.0  # of a bar that goes on
SHARE = 0.26  # of the width that a column of labels may take


def draw_bars(panel: BarPanel, width: float) -> Drawing:
    """Draw the bars below each other; the one that still grows ends in a tip."""
    most = width * SHARE
    before = widest((bar.before for bar in panel.bars), most)
    behind = widest((bar.behind for bar in panel.bars), most)
    left = before + GAP + 2 if before else 1.0
    room = width - left - GAP - (behind + 2 * GAP if behind else 0)
    longest = max([panel.full, *(bar.value for bar in panel.bars)])
    shares = [max(0.0, bar.value) / longest if longest > 0 else 0.0 for bar in panel.bars]
    rooms = [
        (room - widest([bar.text], most)) / share for bar, share in zip(panel.bars, shares, strict=True) if share > 0
    ]
    rooms += [room - widest((bar.text for bar in panel.bars), most)] if panel.full else []
    unit = min(rooms, default=0.0)
    body = upright(left, 0, len(panel.bars) * ROW, "axis") if panel.bars else ""
    for place, (bar, share) in enumerate(zip(panel.bars, shares, strict=True)):
        y, base = place * ROW + ROW / 2, place * ROW + ROW / 2 + SMALL * 0.35
        long = share * unit
        body += label(clip(bar.before, most), left - GAP - 2, base, "", "end")
        body += draw_bar(bar, left, y, long)
        body += label(clip(bar.text, most), left + long + GAP, base)
        body += label(clip(bar.behind, most), width, base, "soft", "end")
    return Drawing(body, len(panel.bars) * ROW)


def widest(texts: Iterable[str], most: float) -> float:
    """Give the width of a column of texts."""
    return min(most, max(map(measure, texts), default=0.0))


def draw_bar(bar: Bar, x: float, y: float, long: float) -> str:
    """Draw one bar."""
    if not bar.is_now or long < TIP:
        return rect(x, y - THICK / 2, long, THICK, "first")
    straight, half = write_number(long - TIP), write_number(THICK / 2)
    return path(
        f"M{write_number(x)} {write_number(y - THICK / 2)}h{straight}l{TIP} {half}l-{TIP} {half}h-{straight}z", "second"
    )
