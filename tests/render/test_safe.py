"""Text that a terminal would obey: every kind of it becomes a sign, and all else stays as it was typed."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinywins.errors import TinyWinsError
from tinywins.render.data import escape_hidden
from tinywins.render.safe import make_safe
from tinywins.render.text import show_error

CONTROLS = [*range(0x20), 0x7F, *range(0x80, 0xA0)]
HIDDEN = [
    0x061C,
    0x200B,
    0x200E,
    0x200F,
    *range(0x2028, 0x202F),
    *range(0x2060, 0x2070),
    0xFEFF,
    0xFFF9,
    0xFFFA,
    0xFFFB,
    *range(0xE0000, 0xE0080),
]
SURROGATES = range(0xD800, 0xE000)
STEERING = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")  # classes that turn text round
OBEYED = {chr(code) for code in [*CONTROLS, *HIDDEN, *SURROGATES]}
PAYLOADS = [
    "\x1b]0;a new title\x07",
    "\x1b]0;without an end",
    "\x1b]8;;http://example.org\x1b\\a link\x1b]8;;\x1b\\",
    "\x1b]52;c;ZWNobyBoaQ==\x07",
    "\x1b[2J\x1b[H",
    "\x1b[31mred",
    "\x1b[?1049h",
    "\x1b[6n",
    "\x1bPq#0;2;0;0;0#0~~\x1b\\",
    "\x1b_a command\x1b\\",
    "\x1b^private\x1b\\",
    "\x1bc",
    "\x9b2J",
    "\x9d0;a new title\x9c",
    "\x90q\x9c",
    "\x84\x85\x8d",
    "a\0b",
    "a\x7fb",
    "\a",
    "abc\b\b\bxyz",
    "a\vb",
    "a\fb",
    "won\rlog",
    "one\n✓ another   +row   Sun 22 Nov   b7k2",
    "a\r\nb",
    "a\tb",
    "\u202egnp.exe",
    "\u202a\u202b\u202c\u202d",
    "\u2066a\u2069 \u2067b\u2069 \u2068c\u2069",
    "\u200e\u200f\u061c",
    "in\u200bvisible",
    "\ufeffmark",
    "\u2028line\u2029paragraph",
    "\U000e0041\U000e0042\U000e007f",
    "\ufff9a\ufffab\ufffb",
    "\u2060\u2061\u2064\u206a\u206f",
    "caf\udce9",
    "\ud83d\ude00",
]
KEPT = [
    "",
    "Answered the hardest review",
    "todo [x] done, [bold]not bold[/bold], [/nope], [link=http://example.org]",
    "{braces} %s %(name)s $HOME `id` \\n \\x1b[2J",
    "🏃‍♀️ 👨‍👩‍👧‍👦 👩🏽‍🚀 🏳️‍🌈",
    "❤️ ☎️ ✔︎",
    "買い物 물 喝水 ﾊﾝｶｸ",
    "नमस्ते می‌خواهم",  # with a joiner of no width
    "cafe\u0301 café Ångström straße",
    "שלום مرحبا",
    "½ ² € — … “quoted” 5′ 3″",
    "✓ ★ █▌ ␛ · �",
]


def is_obeyed(text: str) -> bool:
    """Say whether anything is left that a terminal would obey or would not show."""
    return any(sign in OBEYED for sign in text)


@pytest.mark.parametrize("payload", PAYLOADS, ids=ascii)
def test_what_a_terminal_would_obey_becomes_signs(payload: str) -> None:
    """Each kind of payload loses its power, sign by sign, and its harmless part stays readable."""
    safe = make_safe(payload)
    assert not is_obeyed(safe)
    assert len(payload) == len(safe)
    assert [sign for sign in payload if sign not in OBEYED] == [
        made for made, sign in zip(safe, payload, strict=True) if sign not in OBEYED
    ]
    assert safe == make_safe(safe)


@pytest.mark.parametrize("payload", PAYLOADS, ids=ascii)
def test_errors_and_json_are_as_harmless(payload: str) -> None:
    """A payload quoted in an error adds no line to it, and JSON that holds one escapes what JSON lets through."""
    shown = show_error(TinyWinsError(f"There is no tag {payload}.", f"Did you mean {payload}?"))
    assert shown.count("\n") == 2
    assert not is_obeyed(shown.replace("\n", ""))
    inside = "".join(sign for sign in payload if sign >= " ")  # JSON's own writer escapes the others
    assert not is_obeyed(escape_hidden(inside))


@pytest.mark.parametrize("text", KEPT, ids=ascii)
def test_what_people_write_stays_exactly(text: str) -> None:
    """Emoji with their joiners and selectors, every script, accents and anything like markup stay as typed."""
    assert text == make_safe(text)


def test_every_sign_is_kept_or_replaced_by_rule() -> None:
    """Those that a terminal obeys are replaced, blanks stay blank, all others are kept; rare Chinese signs aside."""
    signs = [chr(code) for code in (*range(0x20000), *range(0xE0000, 0xE1000))]
    safe = [make_safe(sign) for sign in signs]
    blank = {sign for sign in signs if unicodedata.category(sign) == "Zs"}
    assert {sign for sign, made in zip(signs, safe, strict=True) if sign != made} == OBEYED | blank - {" "}
    assert {made for sign, made in zip(signs, safe, strict=True) if sign in blank} == {" "}
    shown = {made for sign, made in zip(signs, safe, strict=True) if sign in OBEYED}
    assert all(len(made) == 1 and made.isprintable() and made != " " for made in shown)
    assert not any(unicodedata.bidirectional(made) in STEERING for made in safe)


def test_controls_can_be_told_apart() -> None:
    """What was an escape, a NUL or a line break is shown as the sign for just that."""
    assert make_safe("\0\t\n\r\x1b\x7f") == "␀␉␊␍␛␡"


@given(st.text(st.characters(categories=None) | st.sampled_from(sorted(OBEYED)), max_size=40))
def test_making_safe_is_done_once(text: str) -> None:
    """Whatever the text, the result is harmless, as long as the text, and stays as it is when made safe again."""
    safe = make_safe(text)
    assert not is_obeyed(safe)
    assert len(text) == len(safe)
    assert safe == make_safe(safe)


@given(st.text(max_size=20), st.text(max_size=20))
def test_parts_are_made_safe_alike(one: str, other: str) -> None:
    """A sign is shown the same wherever it stands, so no sequence is put together from harmless halves."""
    assert make_safe(one + other) == make_safe(one) + make_safe(other)
