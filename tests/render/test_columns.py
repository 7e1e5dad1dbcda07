"""Columns: widths are those of a terminal, for every script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tinywins.render.columns import Look, align, cell_width, cut, is_narrow, pad, spread
from tinywins.render.glyphs import draw_bar, fit, to_ascii

LETTERS = "abc xyz.,-é漢字물ﾊ🏃ｗ"
TEXTS = st.text(st.sampled_from(LETTERS), max_size=12) | st.text(
    st.characters(categories=["L", "N", "P", "S"]), max_size=12
)
WIDTHS = st.integers(1, 40)


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("", 0),
        ("stretch", 7),
        ("café", 4),
        ("cafe\u0301", 4),
        ("漢字", 4),
        ("물", 2),
        ("ﾊﾝｶｸ", 4),
        ("Ｗ", 2),
        ("🏃", 2),
        ("★ ✓ ·", 5),
        ("█▌▏", 3),
        ("a漢b", 4),
    ],
)
def test_widths_are_those_of_a_terminal(text: str, width: int) -> None:
    """Wide signs take two columns, combining ones none, and all others one."""
    assert width == cell_width(text)


def test_signs_that_are_not_looked_up_are_narrow() -> None:
    """Rich counts each sign whose width is taken for granted as one column; controls never come here."""
    narrow = [chr(code) for code in range(0x20, 0x10000) if is_narrow(chr(code))]
    assert len(narrow) > 700
    assert {sign for sign in narrow if cell_len(sign) != 1} <= {chr(code) for code in (0x7F, *range(0x80, 0xA0))}
    assert not any(map(is_narrow, "漢물ｗ🏃\u0301\u200d\ufe0f"))


@given(TEXTS, WIDTHS)
def test_padding_fills_and_never_cuts(text: str, width: int) -> None:
    """A padded text has the width that is asked for, or its own where that is more, and begins as it was."""
    padded = pad(text, width)
    assert cell_width(padded) == max(width, cell_width(text))
    assert padded.startswith(text)
    assert padded[len(text) :].strip(" ") == ""


@given(TEXTS, WIDTHS)
def test_cutting_fits_and_says_so(text: str, width: int) -> None:
    """A cut text fits; one that fitted is untouched, and any other is its own beginning with an ellipsis."""
    short = cut(text, width)
    assert cell_width(short) <= width
    if cell_width(text) <= width:
        assert text == short
    else:
        assert short.endswith("…")
        assert text.startswith(short[:-1])
        assert short == cut(short, width)


@pytest.mark.parametrize(
    ("text", "width", "short"),
    [
        ("after the first coffee", 22, "after the first coffee"),
        ("after the first coffee", 21, "after the first coff…"),
        ("after the first coffee", 7, "after…"),
        ("漢字漢字", 8, "漢字漢字"),
        ("漢字漢字", 7, "漢字漢…"),
        ("漢字漢字", 6, "漢字…"),
        ("漢字", 1, "…"),
    ],
)
def test_a_cut_leaves_no_half_sign_and_no_blank_before_the_ellipsis(text: str, width: int, short: str) -> None:
    """A wide sign that would stand half outside goes as a whole; a blank at the cut goes too."""
    assert short == cut(text, width)


@given(st.integers(1, 4).flatmap(lambda n: st.lists(st.lists(TEXTS, min_size=n, max_size=n), max_size=6)))
def test_aligned_columns_begin_below_each_other(rows: list[list[str]]) -> None:
    """Each cell but the last of a row is as wide as the others of its column, two blanks past the widest."""
    aligned = align(rows)
    assert len(rows) == len(aligned)
    for place in range(len(rows[0]) - 1 if rows else 0):
        widest = max(cell_width(row[place]) for row in rows)
        assert {cell_width(row[place]) for row in aligned} == {widest + 2}
    for row, made in zip(rows, aligned, strict=True):
        assert row[-1] == made[-1]
        assert [cell.rstrip() for cell in row] == [cell.rstrip() for cell in made]


@given(TEXTS, TEXTS, WIDTHS)
def test_spread_texts_stand_at_both_ends(left: str, right: str, width: int) -> None:
    """One text stands at the left, one at the right, with two blanks between them at the least."""
    line = spread(left, right, width)
    assert line.startswith(left)
    assert line.endswith(right)
    assert cell_width(line) == max(width, cell_width(left) + cell_width(right) + 2)


@given(TEXTS)
def test_colours_go_around_a_text_or_are_not_there(text: str) -> None:
    """Off a terminal a text is as it was; on one it stands between a style and its end, and nothing stays styled."""
    plain, coloured = Look(), Look(color=True)
    for style in ("bold", "dim", "green"):
        assert text == getattr(plain, style)(text)
        shown = getattr(coloured, style)(text)
        assert shown == "" if not text else shown.startswith("\x1b[") and shown.endswith(f"{text}\x1b[0m")


@given(st.floats(-1, 2), st.integers(1, 40))
def test_bars_are_as_wide_as_asked(share: float, width: int) -> None:
    """A bar fills its cells with blocks and blanks, empty at 0 and below, full at 1 and above."""
    bar = draw_bar(share, width)
    assert len(bar) == cell_width(bar) == width
    assert (bar == "█" * width) or share < 1
    assert not bar.strip() or share > 0
    assert len(draw_bar(min(1.0, share + 0.25), width).rstrip()) >= len(bar.rstrip())


def test_own_signs_have_ascii_ones() -> None:
    """Every sign that the program draws itself has an ASCII one, of one column but for the ellipsis."""
    for eighths in range(9):
        assert to_ascii(draw_bar(eighths / 8, 1)).isascii()
    assert to_ascii("✓ ★ · – █") == "+ * . - #"
    assert to_ascii("after…") == "after..."


def test_fitting_replaces_what_an_encoding_lacks() -> None:
    """Signs that an encoding has stay; of a braille sign the number of dots decides; what a person typed stays too."""
    assert fit("⠀⠁⠤ ▁▅█ ░▒▓ │┤└┬─ é漢", "ascii") == " .* -## -+* |+++- é漢"
    assert fit("│·", "latin-1") == "|·"
    assert fit("⠤▁│", "utf-8") == "⠤▁│"
    assert fit("░█│┤", "cp437") == "░█│┤"
