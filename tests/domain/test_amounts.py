"""Amounts: read and written without loss, or refused with a way to write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import refusal
from tinywins.domain.amounts import LIMIT, read_amount, write_amount
from tinywins.errors import UsageError


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5", (5_000, "")),
        ("5.2", (5_200, "")),
        ("5.25", (5_250, "")),
        ("0.001", (1, "")),
        ("0", (0, "")),
        ("0.0", (0, "")),
        ("007", (7_000, "")),
        ("5.2km", (5_200, "km")),
        ("3°", (3_000, "°")),
        ("40%", (40_000, "%")),
        ("9.99€", (9_990, "€")),
        ("2страницы", (2_000, "страницы")),
        ("999999999.999", (LIMIT - 1, "")),
    ],
)
def test_amounts_are_read(text: str, expected: tuple[int, str]) -> None:
    """A number with up to three decimals, and a unit behind it, is read as thousandths."""
    assert expected == read_amount(text)


@given(st.integers(0, LIMIT - 1))
def test_writing_and_reading_is_identity(thousandths: int) -> None:
    """Every amount is written as a decimal that reads as the same amount, without idle zeros."""
    text = write_amount(thousandths)
    assert (thousandths, "") == read_amount(text)
    assert not ("." in text and text.endswith("0"))


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("5,2", "Write 5.2"),
        ("5,2km", "Write 5.2km"),
        ("1,000", "Write 1.000 or 1000"),
        ("1,000km", "Write 1.000km or 1000km"),
        ("12,3456", "Write 12.3456"),
        ("1,000.5", "Amounts look like 5, 5.2 or 5.2km."),
        ("1,000,000", "Amounts look like 5, 5.2 or 5.2km."),
        ("1.000,5", "Amounts look like 5, 5.2 or 5.2km."),
    ],
)
def test_commas_are_refused_with_a_proposal(text: str, hint: str) -> None:
    """A comma is refused; what is proposed is never another guess at what was meant."""
    error = refusal(read_amount, text)
    assert (f"{text} is not a number here.", hint) == (error.message, error.hint)


def test_more_decimals_are_refused_not_rounded() -> None:
    """A fourth decimal would be lost, so it is refused and the shorter number proposed."""
    assert refusal(read_amount, "5.2345").hint == "Write 5.234"
    assert refusal(read_amount, "0.0001").message == "0.0001 has more than three decimals."


def test_negative_amounts_are_refused() -> None:
    """A negative amount is refused, and the way to correct an entry is shown."""
    assert refusal(read_amount, "-5").hint == "To correct one: tinywins edit last +NAME=4"


@pytest.mark.parametrize("text", ["1000000000", "999999999999", "9" * 19, "9" * 20, "9" * 4_999])
def test_amounts_stay_below_a_billion(text: str) -> None:
    """What is too large is refused, however many digits it has."""
    assert "too large" in refusal(read_amount, text).message


@pytest.mark.parametrize(
    "text",
    [
        *("", ".", ".5", "5.", "5.km", "5..2", "5.2.1", "km", "NaN", "nan", "inf", "1e400", "1e5", "0x10", "1_000"),
        *("٣", "５", "½", "²", "+5", "5 km", "5km2", "5km/h", "5-6", "--5", "=5", "5'", '5"', "5;drop"),
    ],
)
def test_what_is_no_number_is_refused(text: str) -> None:
    """Anything but plain digits, a point and a unit of letters is no amount."""
    with pytest.raises(UsageError):
        read_amount(text)


@given(st.text("0123456789.,-+ekm% ", max_size=12) | st.text(max_size=12))
def test_no_text_breaks_the_reader(text: str) -> None:
    """Any text is an amount inside the limits, or a sentence."""
    try:
        amount, unit = read_amount(text)
    except UsageError as error:
        assert error.message.endswith(".")
    else:
        assert 0 <= amount < LIMIT
        assert text.endswith(unit)
