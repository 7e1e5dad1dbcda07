"""Names: how they fold, and which signs they may hold."""

import sys
import unicodedata
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinywins.domain.names import fold_name, is_name_sign, is_person, natural_id, show_name

SIGNS = [chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code < 0xE000]


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("run", "run"),
        ("Run", "run"),
        ("RUN-2_b", "run-2_b"),
        ("Cafe\u0301", "caf\u00e9"),
        ("CAF\u00c9", "caf\u00e9"),
        ("Straße", "strasse"),
        ("ΣΊΣΥΦΟΣ", "σίσυφοσ"),
        ("İ", "i\u0307"),
        ("\u0390", "\u0390"),  # a letter that folds into three signs, which compose again
        ("α\u0345\u0301", "άι"),  # the marks in another order
        ("α\u0301\u0345", "άι"),
        ("\u212bngström", "ångström"),
        ("हिन्दी", "हिन्दी"),
    ],
)
def test_spellings_of_one_name_fold_to_one(typed: str, folded: str) -> None:
    """Case and the two ways of writing an accent do not make two names."""
    assert folded == fold_name(typed)


def test_folding_any_sign_settles_at_once() -> None:
    """Whatever sign a name holds, its folded form folds to itself and is again a name."""
    for sign in SIGNS:
        if is_name_sign(sign, first=False):
            folded = fold_name(f"a{sign}")
            assert folded == fold_name(folded)
            assert all(is_name_sign(part, first=False) for part in folded)
        if is_name_sign(sign, first=True):
            folded = fold_name(sign)
            assert folded == fold_name(folded)
            assert is_name_sign(folded[0], first=True)


@given(st.text(st.characters(categories=["L", "M", "Nd"]), max_size=12))
def test_folding_forgets_form_and_case(name: str) -> None:
    """Composed, decomposed, folded and typed spellings are one name."""
    folded = fold_name(name)
    assert folded == fold_name(folded)
    assert unicodedata.is_normalized("NFC", folded)
    assert folded == fold_name(unicodedata.normalize("NFD", name))
    assert folded == fold_name(unicodedata.normalize("NFC", name))
    assert folded == fold_name(unicodedata.normalize("NFC", name).casefold())


@pytest.mark.parametrize("sign", ["a", "Z", "é", "ß", "ж", "अ", "漢", "ʼ"])
def test_letters_begin_a_name(sign: str) -> None:
    """Any letter of any script may stand anywhere in a name."""
    assert is_name_sign(sign, first=True)
    assert is_name_sign(sign, first=False)


@pytest.mark.parametrize("sign", ["0", "9", "-", "_", "\u0301", "٣", "\u0940"])
def test_digits_dashes_and_marks_follow_a_letter(sign: str) -> None:
    """Digits, dashes and combining marks may stand in a name, and not begin it."""
    assert not is_name_sign(sign, first=True)
    assert is_name_sign(sign, first=False)


@pytest.mark.parametrize(
    "sign", [*"+@=.,:;!?'\"/\\()[]{}#$%&*<>| \t\n\0", "½", "²", "—", "€", "\u200d", "\u202e", "🏃"]
)
def test_other_signs_stay_out(sign: str) -> None:
    """Punctuation, blanks, controls and pictures stand in no name."""
    assert not is_name_sign(sign, first=True)
    assert not is_name_sign(sign, first=False)


def test_persons_keep_their_sign() -> None:
    """A person's folded name begins with @, so that +anna and @anna are two; shown names can be typed again."""
    assert is_person("@anna")
    assert not is_person("anna")
    assert (show_name("@anna"), show_name("run")) == ("@anna", "+run")


def test_natural_ids_are_the_same_everywhere() -> None:
    """The id of a name depends on nothing but the name: these must never change."""
    assert natural_id("name", "run") == "bda647da-ac57-5950-957b-3876637aa3a8"
    assert natural_id("name", "run") != natural_id("name", "@run")
    assert natural_id("name", "run") != natural_id("tag", "run")
    assert UUID(natural_id("name", "café")).version == 5
