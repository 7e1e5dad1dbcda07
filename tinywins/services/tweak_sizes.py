"""The size of a change that somebody hopes to see: a ratio in thousandths, as typed `20%`, `-20%` or `1.2x`."""

from tinywins.domain.amounts import read_amount
from tinywins.errors import UsageError

FORMS = "Write 20% for a fifth more, -20% for a fifth less, or 1.5x."
LEAST, MOST = 10, 100_000  # thousandths


def read_size(words: str, less: bool | None, *, is_limit: bool) -> tuple[bool, int]:
    """Read a size into (whether less is better, ratio in thousandths, 0 for none said).

    A minus means that less is better, and so does a limit, unless `less` says otherwise; `20%` is then a fifth less.
    """
    typed = words.strip().removeprefix("x").removesuffix("x").strip()
    minus = typed[:1] in ("-", "−")
    wanted = minus or is_limit if less is None else less
    if not words.strip():
        return wanted, 0
    ratio = read_ratio(words, typed.lstrip("+-−"), minus=minus, less=wanted)
    if ratio < 1_000 and less is None:
        wanted = True
    if not LEAST <= ratio <= MOST or ratio == 1_000 or (ratio < 1_000) != wanted:
        which = "less than is usual" if wanted else "more than is usual"
        raise UsageError(f"'{words.strip()}' is no change to look for: what is better here is {which}.", FORMS)
    return wanted, ratio


def read_ratio(words: str, number: str, *, minus: bool, less: bool) -> int:
    """Read a size as a ratio in thousandths."""
    try:
        value, unit = read_amount(number.replace(" ", ""))
    except UsageError:
        raise UsageError(f"'{words.strip()}' is no size of a change.", FORMS) from None
    if unit == "%":
        change = round(value / 100)
        return 1_000 - change if minus or less else 1_000 + change
    if unit or minus or "x" not in words:
        raise UsageError(f"'{words.strip()}' is no size of a change.", FORMS)
    return value
