"""Amounts: integer thousandths of a tag's unit, read and written without loss."""

from tinywins.errors import UsageError

LIMIT = 10**12  # thousandths: amounts stay below 10^9


def read_amount(text: str) -> tuple[int, str]:
    """Read `5.2` or `5.2km` into (thousandths, unit as typed); UsageError says what else it is."""
    end = 0
    while end < len(text) and (text[end] in "0123456789."):
        end += 1
    number, unit = text[:end], text[end:]
    whole, _, part = number.partition(".")
    if text.startswith("-"):
        raise UsageError(f"{text} is negative, and amounts are not.", "To correct one: tinywins edit last +NAME=4")
    if unit.startswith(",") and unit[1:2].isdigit():
        raise UsageError(f"{text} is not a number here.", propose_amount(text))
    if not whole or (number.endswith(".")) or "." in part or not is_unit(unit):
        raise UsageError(f"'{text}' is not a number.", "Amounts look like 5, 5.2 or 5.2km.")
    if len(part) > 3:
        raise UsageError(f"{text} has more than three decimals.", f"Write {whole}.{part[:3]}")
    value = int(whole) * 1000 + int((part + "000")[:3]) if len(whole) < 20 else LIMIT
    if value >= LIMIT:
        raise UsageError(f"{text} is too large: amounts stay below 1,000,000,000.")
    return value, unit


def is_unit(text: str) -> bool:
    """Say whether a text can follow a number as its unit: letters and the signs of units, or nothing."""
    return all(sign.isalpha() or sign in "%°€$£" for sign in text)


def propose_amount(text: str) -> str:
    """Say how to write an amount that was typed with commas: of two meanings both, and of more none."""
    if text.count(",") > 1 or "." in text:
        return "Amounts look like 5, 5.2 or 5.2km."
    dotted, plain = text.replace(",", "."), text.replace(",", "")
    digits = len(plain) - len(plain.lstrip("0123456789"))
    return f"Write {dotted} or {plain}" if digits - text.index(",") == 3 else f"Write {dotted}"


def to_number(thousandths: int) -> int | float:
    """Give thousandths as a number: a whole one where nothing follows the point, `5000` as 5."""
    return thousandths // 1000 if thousandths % 1000 == 0 else thousandths / 1000


def write_amount(thousandths: int) -> str:
    """Write thousandths as the shortest decimal, `5200` as `5.2`."""
    whole, part = divmod(thousandths, 1000)
    return f"{whole}.{part:03d}".rstrip("0") if part else str(whole)
