"""Axes: places are where values are, and labels never touch."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.render.terminal.samples import MONDAY, VALUES, WIDTHS
from tinywins.render.panels import LinePanel
from tinywins.render.terminal.axes import Axis, draw_days, label_values, scale_values, write_labels
from tinywins.render.terminal.lines import LinePicture

PICTURE = LinePicture(LinePanel((), MONDAY, MONDAY))


@given(VALUES, VALUES, st.integers(1, 400), VALUES, VALUES)
def test_places_are_ordered_and_inside(low: float, high: float, places: int, one: float, two: float) -> None:
    """Each value has a place inside, a greater one none before it; the ends have the ends."""
    axis = Axis(low, high, places)
    assert 0 <= axis.place(one) < places
    assert axis.place(min(one, two)) <= axis.place(max(one, two))
    if low < high:
        assert (axis.place(low), axis.place(high)) == (0, places - 1)
    assert axis.place(float("-inf")) == 0
    assert axis.place(float("inf")) == (places - 1 if low < high else 0)


@given(st.lists(VALUES, max_size=9), st.none() | VALUES, st.none() | VALUES, st.integers(3, 9))
def test_a_scale_holds_what_it_shows(values: list[float], low: float | None, high: float | None, most: int) -> None:
    """The ends that are given are the ends; an end that is not lies at a tick at or beyond each value."""
    bottom, top, ticks = scale_values(values, low, high, most)
    assert bottom < top
    assert low is None or bottom == low
    assert high is None or top == high or (low is not None and low >= high)
    if low is None and high is None:
        assert (bottom, top) == (ticks[0], ticks[-1])
        assert all(bottom - 1e-6 <= value <= top + 1e-6 for value in values)
    assert all(bottom <= tick <= top for tick in ticks)


@given(st.integers(-300_000, 300_000), st.integers(0, 30_000), WIDTHS, st.integers(6, 20))
def test_days_have_labels_that_stand_apart(shift: int, span: int, width: int, indent: int) -> None:
    """The line is as long as the picture; each label begins under its mark unless it is the one that had to move."""
    first = MONDAY + shift
    axis = Axis(first, first + span, width - indent)
    line, labels = draw_days(PICTURE, (first, first + span), axis.place, width - indent, indent, width - indent)
    (drawn, _), (_, _), (names, _) = *line, *labels
    assert len(drawn) == width
    marks = {place - indent for place, sign in enumerate(drawn) if sign == "┬"}
    begins = {place for place in range(len(names)) if names[place] != " " and (place == 0 or names[place - 1] == " ")}
    assert names.strip()
    assert len(names) <= width - indent
    assert marks <= begins or len(marks) == 1


@given(st.lists(st.sampled_from([0.0, 1.5, 10_000.0]), min_size=1), st.text("kmпи漢 \x1b", max_size=30), WIDTHS)
def test_a_long_unit_gives_way(ticks: list[float], unit: str, width: int) -> None:
    """Labels with their unit take a quarter of the width at most, however long the unit is."""
    labels = label_values(PICTURE, ticks, unit, width // 4)
    assert all(cell_len(label) <= width // 4 for label in labels)
    assert not any("\x1b" in label for label in labels)


def test_labels_are_written_at_their_columns() -> None:
    """Each begins where it is to begin."""
    assert write_labels([(2, "Nov"), (9, "2027")]) == "  Nov    2027"
