"""Axes: values and days lie where they should, and labels keep apart."""

from math import inf, nan

from hypothesis import given
from hypothesis import strategies as st

from tests.render.samples import TODAY
from tests.render.svg.reading import find, wrap_body
from tinywins.render.svg.axes import GAP, Scale, draw_days, keep_inside, margin_for, span_values, thin_out
from tinywins.render.svg.letters import measure

VALUES = st.floats(-1e6, 1e6)


@given(VALUES, VALUES, VALUES)
def test_a_scale_is_straight_and_ends(low: float, high: float, value: float) -> None:
    """The ends lie at the ends, what lies between lies between, what lies beyond at the edge."""
    scale = Scale(low, high, 10, 110)
    assert 10 <= scale.place(value) <= 110
    if low < high:
        assert (scale.place(low), scale.place(high)) == (10, 110)
        assert (scale.place(-inf), scale.place(inf)) == (10, 110)


@given(st.lists(VALUES | st.sampled_from([inf, -inf, nan]), max_size=8), st.integers(3, 9))
def test_an_axis_holds_all_that_is_finite(values: list[float], most: int) -> None:
    """Its ends lie around every finite value, and its ticks lie on it."""
    low, high, ticks = span_values(values, None, None, most)
    assert low < high
    assert all(low <= tick <= high for tick in ticks)
    assert all(low - 1e-3 <= value <= high + 1e-3 for value in values if abs(value) < inf)


@given(st.lists(VALUES, max_size=8), st.floats(0, 50), st.floats(60, 200))
def test_given_ends_are_kept(values: list[float], low: float, high: float) -> None:
    """An axis with given ends has these, whatever the values are, and ticks between them."""
    begin, end, ticks = span_values(values, low, high, 6)
    assert (low, high) == (begin, end)
    assert len(ticks) >= 2
    assert all(low <= tick <= high for tick in ticks)


@given(st.lists(st.tuples(st.floats(0, 500), st.text("iWm漢 1", max_size=8)), max_size=12))
def test_labels_keep_apart(labels: list[tuple[float, str]]) -> None:
    """Of labels from left to right those are kept that touch neither their neighbour nor the edge."""
    kept = thin_out(sorted(labels), 0, 500)
    halves = [measure(text) / 2 for _, text in kept]
    lefts = [x - half for (x, _), half in zip(kept, halves, strict=True)]
    rights = [x + half for (x, _), half in zip(kept, halves, strict=True)]
    assert all(left >= -0.1 for left in lefts)
    assert all(right <= 500.1 for right in rights)
    assert all(left >= right + GAP - 0.1 for right, left in zip(rights, lefts[1:], strict=False))


@given(st.floats(0, 300), st.text("aW漢", max_size=6))
def test_a_text_is_moved_inside(x: float, text: str) -> None:
    """A text that would be cut off at an edge stands as near as it fits."""
    middle = keep_inside(x, text, 300)
    half = measure(text) / 2
    assert half <= middle <= 300 - half
    assert x in {middle} or not half <= x <= 300 - half


@given(st.integers(TODAY - 4000, TODAY), st.integers(0, 4000))
def test_days_always_have_a_label(first: int, span: int) -> None:
    """Any span of days shows at least one label, and no more than have room."""
    drawn = draw_days(first, first + span, Scale(first, first + span, 60, 600), 100, 620)
    texts = find(wrap_body(drawn), "text")
    assert 1 <= len(texts) <= 12


def test_a_long_unit_is_shortened() -> None:
    """A unit takes so much of an axis and no more."""
    assert margin_for([0, 1000], "kilometres of canal bank") < 140
