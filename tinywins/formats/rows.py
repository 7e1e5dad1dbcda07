"""Rows that come in: what one line of a file says of one entry, checked sign by sign, in the journal's own words.

A row's fields are those of a change: `text`, `when`, `note`, `star`, `+tag`, `@person` and what hangs on an entry.
What cannot be kept is refused with a sentence, and never guessed.
"""

import re
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any

from tinywins.domain.amounts import read_amount
from tinywins.domain.line import LONGEST_TEXT, check_breaks, check_text, split_tag
from tinywins.errors import UsageError

Fields = dict[str, object]
When = list[Any]  # the day as ISO text, UTC milliseconds and minutes of offset, the last two None where unknown
Localize = Callable[[int], tuple[int, int]]  # instant and offset of a wall-clock time, all in milliseconds and minutes

ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
SHORT = re.compile(r"[a-hjkmnp-tv-z][0-9a-hjkmnp-tv-z]{3,11}")
LINKS = ("step", "feedback")
MOMENT = ("situation", "choice", "expect", "follow", "turned", "outcome", "settled")
WORK = (*LINKS, "thanks", "moment", *MOMENT)
USUAL = 200  # signs of a cell of tags that may come again
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND, MINUTE = timedelta(milliseconds=1), timedelta(minutes=1)


class Row:
    """What a line says of an entry.

    `key` is its id, or where it has none of ours what its id is made from: its own key, or its content. `is_own` says
    that the key is an id, `is_keyed` that it is a foreign key. `logged` is (ms, offset, zone) or None where the row
    does not say. `stated` holds the columns that it fills: `tags`, and `at` where the time is said, besides others.
    """

    __slots__ = ("fields", "is_keyed", "is_own", "key", "line", "logged", "short", "stated")

    def __init__(self, line: int, fields: Fields, stated: frozenset[str]) -> None:
        self.line = line
        self.fields = fields
        self.stated = stated
        self.key = self.short = ""
        self.is_own = self.is_keyed = False
        self.logged: tuple[int, int, str] | None = None


class Refused:
    """A line that cannot be kept, and the sentence that says why."""

    __slots__ = ("line", "reason")

    def __init__(self, line: int, reason: str) -> None:
        self.line = line
        self.reason = reason


Read = Row | Refused


def check_cell(text: str, what: str, *, breaks: bool = False) -> str:
    """Give a text back that can be kept as it is; with `breaks` it may have several lines."""
    if len(text) <= LONGEST_TEXT and text.isascii() and text.isprintable():
        return text
    check_text(text, what)
    return text if breaks else check_breaks(text)


@lru_cache(4096)
def read_iso_day(text: str, what: str = "The day") -> str:
    """Give ISO text of a day back; UsageError for anything else."""
    try:
        if len(text) != 10 or text[7] != "-":
            raise ValueError
        date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{what} '{text[:40]}' is no ISO date such as 2026-11-16.") from None
    return text


def read_instant(text: str, what: str = "The time", localize: Localize | None = None) -> tuple[int, int]:
    """Read ISO 8601 text into UTC milliseconds and the offset in minutes; without an offset it is local time."""
    try:
        if len(text) < 16 or text[4] != "-" or text[7] != "-" or text[10] not in "T ":
            raise ValueError
        read = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{what} '{text[:40]}' is no time such as 2026-11-16T08:30:00+01:00.") from None
    offset = read.utcoffset()
    if offset is None:
        if localize is None:
            raise UsageError(f"{what} '{text[:40]}' has no offset such as +01:00.")
        return localize((read.replace(tzinfo=UTC) - EPOCH) // MILLISECOND)
    minutes, rest = divmod(offset, MINUTE)
    if rest:
        raise UsageError(f"{what} '{text[:40]}' has an offset that is not in whole minutes.")
    return (read - EPOCH) // MILLISECOND, minutes


@lru_cache(4096)
def read_name(word: str) -> str:
    """Read a name, with or without its sign, into the field that holds it: `+run`, `@anna`."""
    parts = split_tag(word if word[:1] in ("+", "@") else f"+{word}")
    if parts is None or parts[1] is not None or parts[2]:
        raise UsageError(f"'{word[:40]}' is no name: one word of letters, digits, - and _, a letter first.")
    return parts[0] if parts[0][0] == "@" else f"+{parts[0]}"


@lru_cache(4096)
def read_plain_amount(text: str) -> int:
    """Read an amount without a unit into thousandths."""
    value, unit = read_amount(text)
    if unit:
        raise UsageError(f"'{text[:40]}' is not a number: units belong to tags.")
    return value


def add_tag(fields: Fields, word: str, amount: int | None) -> None:
    """Set a tag or person among a row's fields; each may stand once, and a person has no amount."""
    name = read_name(word)
    if name in fields:
        raise UsageError(f"{name} stands twice.")
    if amount is not None and name[0] == "@":
        raise UsageError(f"{name} is a person, who has no amount.")
    fields[name] = True if amount is None else amount


def read_tag_words(fields: Fields, words: Iterable[str]) -> Fields:
    """Set tags as our CSV writes them: `run=5.2`, `stretch`, `@anna`; give the fields back."""
    for word in words:
        name, sign, amount = word.partition("=")
        add_tag(fields, name, read_plain_amount(amount) if sign else None)
    return fields


def read_tag_cell(cell: str) -> Fields:
    """Read a cell of tags, as `run=5.2 stretch @anna`, into fields that are not to be changed."""
    return read_usual_tags(cell) if len(cell) <= USUAL else read_tag_words({}, cell.split())


@lru_cache(4096)
def read_usual_tags(cell: str) -> Fields:
    """Read a cell of tags that is worth keeping in mind."""
    return read_tag_words({}, cell.split())


def set_key(row: Row, text: str) -> None:
    """Set what makes a row's id: one of ours, or another program's own key."""
    lowered = text.lower()
    if ID.fullmatch(lowered):
        row.key, row.is_own = lowered, True
        return
    row.key, row.is_keyed = check_cell(text, "The id"), True


def set_work(fields: Fields, work: dict[str, str]) -> None:
    """Set what hangs on an entry from its texts, by the names of WORK; what is "" is left out."""
    for name in LINKS:
        if (value := work.get(name)) and not ID.fullmatch(value):
            raise UsageError(f"The {name} '{value[:40]}' is no id as `export log` writes it.")
    kind = work.get("moment")
    if not kind and any(work.get(name) for name in MOMENT):
        given = next(name for name in MOMENT if work.get(name))
        raise UsageError(f"There is something under {given}, and no kind of moment.")
    turned = work.get("turned", "")
    if turned not in ("", "well", "badly"):
        raise UsageError(f"'{turned[:40]}' is neither well nor badly.")
    if not turned and (work.get("outcome") or work.get("settled")):
        raise UsageError("There is an outcome, and not how it turned: well or badly.")
    for name in ("follow", "settled"):
        if work.get(name):
            read_iso_day(work[name], f"The day under {name}")
    for name in (*LINKS, "thanks", "moment", *MOMENT[:4]):
        if value := work.get(name):
            fields[name] = check_cell(value, f"The text under {name}")
    if turned:
        fields["outcome"] = [turned, check_cell(work.get("outcome", ""), "The outcome"), work.get("settled", "")]


def finish_row(row: Row) -> Row:
    """See that a row says something."""
    if not row.fields.get("text") and not any(key[0] in "+@" for key in row.fields):
        raise UsageError("There is neither a text nor a tag.")
    return row
