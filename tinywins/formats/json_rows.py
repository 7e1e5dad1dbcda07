"""JSON Lines that come in: one object a line, as `export log` writes them or by hand."""

import json
from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from tinywins.domain.amounts import LIMIT
from tinywins.errors import UsageError
from tinywins.formats.lines import Lines
from tinywins.formats.rows import (
    SHORT,
    WORK,
    Fields,
    Localize,
    Read,
    Refused,
    Row,
    add_tag,
    check_cell,
    finish_row,
    read_instant,
    read_iso_day,
    read_plain_amount,
    read_tag_words,
    set_key,
    set_work,
)

KNOWN = frozenset(("id", "short", "day", "at", "text", "tags", "note", "star", "win", "logged", "zone", *WORK))
PLAIN = frozenset(("day", "at", "text", "note", "logged", "zone", *WORK))  # texts, null where there is none
STEP = Decimal("0.001")
Object = dict[str, object]


def refuse_constant(word: str) -> object:
    """Refuse NaN and the infinities, which JSON has not."""
    raise ValueError(word)


def join_pairs(pairs: list[tuple[str, object]]) -> Object:
    """Make an object of its pairs; UsageError where a name stands twice, of which one would be dropped unseen."""
    data = dict(pairs)
    if len(data) < len(pairs):
        for name, _ in pairs:
            if data.pop(name, pairs) is pairs:
                raise UsageError(f"The name '{name[:40]}' stands twice in one object.")
    return data


DECODE = json.JSONDecoder(parse_float=Decimal, parse_constant=refuse_constant, object_pairs_hook=join_pairs).decode


def read_json_rows(lines: Lines, localize: Localize) -> Iterator[Read]:
    """Give a row, or what is wrong with it, for each line that is not blank."""
    for line in lines:
        if not line.strip():
            continue
        try:
            yield read_object(lines.number, decode_object(line), localize)
        except UsageError as error:
            yield Refused(lines.number, error.message)


def decode_object(line: str) -> Object:
    """Read a line as a JSON object; UsageError where it is none."""
    try:
        data = DECODE(line.strip())
    except RecursionError:
        raise UsageError("The line nests deeper than any row does.") from None
    except (ValueError, ArithmeticError) as error:  # the latter for a number beyond what decimals hold
        column = getattr(error, "colno", 0)
        where = f" (column {column:,})" if column else ""
        raise UsageError(f"This is no JSON{where}.") from None
    if not isinstance(data, dict):
        raise UsageError("This is no JSON object.")
    return data


def read_object(number: int, data: Object, localize: Localize) -> Row:
    """Read what an object says of an entry."""
    if other := next((key for key in data if key not in KNOWN), None):
        raise UsageError(f"There is no field '{other[:40]}'. Known are day, at, text, tags, note, star and others.")
    for key in PLAIN & data.keys():
        if data[key] is not None and not isinstance(data[key], str):
            raise UsageError(f"The {key} is no text.")
    text = partial(read_text, data)
    fields: Fields = {"text": check_cell(text("text"), "The text")}
    row = Row(number, fields, frozenset(key for key in data if key != "at" or data[key] or "logged" in data))
    fields["when"] = read_when(data, localize)
    if note := text("note"):
        fields["note"] = check_cell(note, "The note", breaks=True)
    star = data.get("star")
    if star is True:
        fields["star"] = True
    elif star is not None and star is not False:
        raise UsageError("The star is neither true nor false.")
    read_tags(fields, data.get("tags"))
    if not row.stated.isdisjoint(WORK):
        set_work(fields, {name: text(name) for name in WORK})
    if data.get("logged"):
        row.logged = (*read_instant(text("logged"), "The time under logged"), check_cell(text("zone"), "The zone"))
    if data.get("id") not in (None, ""):
        set_key(row, read_id(data["id"]))
    short = data.get("short")
    row.short = short if isinstance(short, str) and SHORT.fullmatch(short) else ""
    return finish_row(row)


def read_id(value: object) -> str:
    """Read an id: a text or a whole number."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise UsageError("The id is no text.")
    return str(value)


def read_text(data: Object, key: str) -> str:
    """Give a text of an object, "" where there is none."""
    value = data.get(key)
    return value if isinstance(value, str) else ""


def read_when(data: Object, localize: Localize) -> list[object]:
    """Read day and time: [day as ISO text, UTC milliseconds, minutes of offset], None where no time is said."""
    day, at = read_text(data, "day"), read_text(data, "at")
    if not day:
        raise UsageError("There is no day, such as 2026-11-16.")
    return [read_iso_day(day), *(read_instant(at, "The time", localize) if at else (None, None))]


def read_tags(fields: Fields, tags: object) -> None:
    """Read tags: an object of names and amounts, a list of names, or names with blanks between them."""
    if isinstance(tags, str):
        read_tag_words(fields, tags.split())
    elif isinstance(tags, list):
        for name in tags:
            if not isinstance(name, str):
                raise UsageError("A name among the tags is no text.")
            add_tag(fields, name, None)
    elif isinstance(tags, dict):
        for name, amount in tags.items():
            add_tag(fields, name, read_number(name, amount))
    elif tags is not None:
        raise UsageError('The tags are no object such as {"visit": 120}.')


def read_number(name: str, amount: object) -> int | None:
    """Read a JSON amount into thousandths; null and true mean that there is none."""
    if amount is None or amount is True:
        return None
    if isinstance(amount, str):
        return read_plain_amount(amount.strip())
    if isinstance(amount, bool) or not isinstance(amount, int | Decimal):
        raise UsageError(f"The amount of {name[:40]} is no number.")
    if amount < 0:
        raise UsageError(f"The amount of {name[:40]} is negative, and amounts are not.")
    if amount >= LIMIT // 1000:
        raise UsageError(f"The amount of {name[:40]} is too large: amounts stay below 1,000,000,000.")
    if amount % STEP:
        raise UsageError(f"The amount of {name[:40]} has more than three decimals.")
    return int(amount * 1000)
