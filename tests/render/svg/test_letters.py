"""Letters: texts fit where they are put, whatever they hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinywins.render.safe import make_safe
from tinywins.render.svg.letters import LARGE, SIZE, SMALL, clip, measure, wrap, wrap_most

TEXTS = st.text(max_size=60) | st.text(st.sampled_from("abc WiM 漢字é\u0301🏃 "), max_size=60)
WIDTHS = st.floats(21, 400)
SIZES = st.sampled_from([SMALL, SIZE, LARGE])


@given(TEXTS, WIDTHS, SIZES, st.booleans())
def test_a_clipped_text_fits_and_says_so(text: str, width: float, size: float, bold: bool) -> None:
    """It is no wider than asked; one that fitted is whole, any other its own beginning with an ellipsis."""
    short = clip(text, width, size, bold)
    assert measure(short, size, bold) <= width + 1e-6
    if measure(text, size, bold) <= width:
        assert make_safe(text) == short
    else:
        assert short.endswith("…")
        assert make_safe(text).startswith(short[:-1])


@given(TEXTS, WIDTHS, SIZES)
def test_a_wrapped_text_fits_and_is_whole(text: str, width: float, size: float) -> None:
    """No line is wider than asked, and together they hold every sign, in order."""
    lines = wrap(text, width, size)
    assert "".join(make_safe(text).split()) == "".join("".join(lines).split())
    assert all(measure(line, size) <= width + 1e-6 or len(line) == 1 for line in lines)


@given(TEXTS, WIDTHS, st.integers(1, 3))
def test_a_text_of_few_lines_ends_with_an_ellipsis(text: str, width: float, most: int) -> None:
    """There are no more lines than asked for, and the last one says so where there were more."""
    lines = wrap_most(text, width, most)
    whole = wrap(text, width)
    assert lines == whole if len(whole) <= most else len(lines) == most
    assert len(whole) <= most or lines[:-1] == whole[: most - 1]


@pytest.mark.parametrize(("narrow", "wide"), [("i", "n"), ("n", "W"), ("n", "漢"), ("", "\u0301a"), ("漢", "🏃")])
def test_wide_letters_count_more(narrow: str, wide: str) -> None:
    """An estimate goes by the kind of letter, and bold ones are wider."""
    assert measure(narrow) < measure(wide)
    assert measure(wide) < measure(wide, bold=True)
