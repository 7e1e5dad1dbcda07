"""Markdown: whatever somebody typed reads as typed where Markdown is shown."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tests.builders import examples
from tinywins.formats.markdown import escape_inline, escape_line

PLAIN = MarkdownIt("commonmark")
RICHER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
SIGNS = "\\`*_[]<>|~&#+-=!\"'(){}.:;,/?@$%^ ab1\u00e9漢"
PIECES = (
    *(
        "# ",
        "## ",
        "1. ",
        "10) ",
        "- ",
        "+ ",
        "* ",
        "> ",
        "---",
        "***",
        "===",
        "```",
        "~~~",
        "**",
        "__",
        "~~",
        "`",
        "|",
    ),
    *(
        "\\",
        "[a](b)",
        "![a](b)",
        "[a]: b",
        "[^1]",
        "[ ] ",
        "<b>",
        "<!-- ",
        "-->",
        "</script>",
        "<a@b.c>",
        "<http://a.b>",
    ),
    *(
        "&amp;",
        "&#35;",
        "&copy",
        "http://a.b/_c_",
        "a_b_c",
        "2 * 3 * 4",
        "+dev",
        "@anna",
        "C++",
        "100 %",
        ":---:",
        "|-|",
    ),
    *("won", " ", "  "),
)
texts = st.text(SIGNS, max_size=20) | st.lists(st.sampled_from(PIECES), max_size=8).map("".join) | st.text(max_size=20)
typed = texts.map(lambda text: "".join(sign for sign in text if sign.isprintable() or sign == "\u3000"))


def read_text(tokens: list[Token], kinds: tuple[str, ...]) -> str:
    """Give the text of what was rendered; it must be paragraphs within these blocks, and nothing but text in them."""
    assert {token.type for token in tokens} <= {"inline", "paragraph_open", "paragraph_close", *kinds}
    children = [child for token in tokens for child in token.children or []]
    assert {child.type for child in children} <= {"text"}
    return "".join(child.content for child in children)


def tidy(text: str) -> str:
    """Give a text as a line of Markdown can show it: blanks at the ends are gone, and each gap is one."""
    return " ".join(text.split())


@pytest.mark.parametrize("markdown", [PLAIN, RICHER], ids=["plain", "with tables"])
@settings(max_examples=examples(5))
@given(text=typed)
def test_a_line_reads_as_it_was_typed(markdown: MarkdownIt, text: str) -> None:
    """At the beginning of a line no text becomes a heading, a list, a rule, code, a table, a link or HTML."""
    assert read_text(markdown.parse(escape_line(text)), ()) == tidy(text)
    assert read_text(markdown.parse(f"Before\n\n{escape_line(text)}\n\n"), ()) == "Before" + tidy(text)


@settings(max_examples=examples(1))
@given(st.text("=-#1.) a", min_size=1, max_size=5).filter(str.strip))
def test_a_line_below_a_line_leaves_that_one_as_it_is(text: str) -> None:
    """Signs that would make a heading of the line above, or interrupt its paragraph, do neither."""
    (paragraph,) = [token for token in PLAIN.parse(f"Before\n{escape_line(text)}") if token.children is not None]
    assert [child.content for child in paragraph.children or []] == ["Before", "", tidy(text)]
    assert PLAIN.parse(f"Before\n{escape_line(text)}")[0].type == "paragraph_open"


@settings(max_examples=examples(5))
@given(typed)
def test_an_item_reads_as_it_was_typed(text: str) -> None:
    """As an item of a list with a day behind it, and within a line after a word."""
    item = RICHER.parse(f"- {escape_line(text)} (Sun 22 Nov)\n- next")
    kinds = ("bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close")
    assert read_text(item, kinds) == f"{tidy(text)} (Sun 22 Nov)next".lstrip()
    inline = RICHER.parse(f"- Trend: {escape_inline(text)}")
    assert read_text(inline, kinds) == f"Trend: {tidy(text)}".rstrip()


@settings(max_examples=examples(1))
@given(st.text(max_size=30))
def test_a_text_stays_one_line(text: str) -> None:
    """No break of a line is left, whatever sign it is made of."""
    assert len(escape_line(text).splitlines()) <= 1


def test_plain_words_are_left_alone() -> None:
    """Words, digits and common punctuation come without a backslash."""
    for text in ("Answered the hardest review (at last!)", "First order: 3 parcels, 12.50", "2026 began"):
        assert escape_line(text) == text
