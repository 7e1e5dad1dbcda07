"""Counts: bars are as high as they say, to the eighth of a row."""

from hypothesis import given
from hypothesis import strategies as st

from tests.builders import day
from tests.render.terminal.samples import MONDAY, WIDTHS, count_panels, picture, show
from tinywins.render.panels import CountPanel

LEVELS = " ▁▂▃▄▅▆▇█"
COUNTS = st.lists(st.integers(0, 40) | st.none(), min_size=1, max_size=60).filter(lambda counts: counts[-1] is not None)


def weekly(counts: list[int | None]) -> CountPanel:
    """Give a count a week, leaving weeks out."""
    return CountPanel(tuple((MONDAY + 7 * week, float(n)) for week, n in enumerate(counts) if n is not None))


@given(COUNTS, WIDTHS, st.integers(3, 12))
def test_bars_are_as_high_as_their_counts(counts: list[int | None], width: int, height: int) -> None:
    """The eighths of each bar are its share of the greatest count; a week of 0 has a dot, a missing one nothing."""
    lines = show(weekly(counts), width, height=height)
    indent = lines[height].find("└") + 1
    first = next(place for place, count in enumerate(counts) if count is not None)
    shown = counts[first:][-(width - indent) :]
    pitch = min(5, (width - indent) // len(shown))
    known = [count for count in counts if count is not None]
    for place, count in enumerate(shown):
        for column in range(max(1, pitch - 1)):
            bar = [line.ljust(width)[indent + pitch * place + column] for line in lines[:height]]
            if count:
                eighths = sum(LEVELS.index(sign) for sign in bar)
                assert abs(eighths - height * 8 * count / max(known)) <= 0.5 or eighths == 1
                assert "".join(bar).lstrip(" ")[1:].strip("█") == ""
            else:
                assert set(bar) <= {" ", "·"}
    dots = sum("".join(lines[:height]).count(sign) for sign in "·")
    assert dots == sum(count == 0 for count in shown)


@given(count_panels(), WIDTHS)
def test_the_axis_is_as_wide_as_the_bars(panel: CountPanel, width: int) -> None:
    """The last bar ends where the axis ends, and nothing stands beyond."""
    lines = show(panel, width)
    assert all(len(line) <= len(lines[6]) for line in lines[:6])


def test_eight_weeks() -> None:
    """Few weeks have wide bars, a gap is a gap, a week of 0 has a dot on the baseline."""
    counts = (3, 8, 0, None, 5, 1, 12, 10)
    start = day("2026-09-28")
    panel = CountPanel(tuple((start + 7 * week, float(n)) for week, n in enumerate(counts) if n is not None))
    assert show(panel, 60, height=4) == picture(
        """
        ¦10 ┤                              ████ ▃▃▃▃
        ¦   │     ▅▅▅▅                     ████ ████
        ¦   │     ████           ▅▅▅▅      ████ ████
        ¦ 0 ┤████ ████  ·        ████ ▃▃▃▃ ████ ████
        ¦   └┬─────────┬─────────┬─────────┬─────────
        ¦    28 Sep    12 Oct    26 Oct    9 Nov
        """
    )
    assert show(panel, 60, height=4, ascii=True) == picture(
        """
        ¦10 +                              #### ----
        ¦   |     ####                     #### ####
        ¦   |     ####           ####      #### ####
        ¦ 0 +#### ####  .        #### ---- #### ####
        ¦   ++---------+---------+---------+---------
        ¦    28 Sep    12 Oct    26 Oct    9 Nov
        """
    )


def test_no_weeks_yet() -> None:
    """Without a week there are axes, from 0 to 1."""
    assert [line.strip() for line in show(CountPanel(()), 40)[:6]] == ["1 ┤", "│", "│", "│", "│", "0 ┤"]
