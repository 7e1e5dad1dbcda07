"""Maps: what the columns of a foreign CSV are, as `--map day=Date,text=What,+visit=Visits` says it."""

import csv
from dataclasses import dataclass
from shlex import quote

from tinywins.domain.line import FOLDED
from tinywins.domain.names import fold_name
from tinywins.errors import UsageError
from tinywins.formats.csv_rows import DELIMITERS, split_header
from tinywins.formats.lines import STANDARD_INPUT
from tinywins.formats.rows import read_name

FIELDS = ("day", "at", "text", "note", "tags", "id")
PERSON = "@person"  # a column whose cells name persons
FORM = "--map day=Date,text=What,note=Remarks,+visit=Visits,@person=Who"
PROPOSED = 3  # tags in a map that is proposed
HINTS = {  # how columns are often called, for a map that is proposed
    "day": ("day", "date", "datum", "fecha"),
    "text": ("text", "what", "title", "description", "name", "task", "event"),
    "note": ("note", "notes", "remarks", "comment", "comments"),
}


@dataclass(frozen=True, slots=True)
class Plan:
    """Which column holds what: pairs of a target and a column's name. Targets are those of FIELDS, names, @person."""

    pairs: tuple[tuple[str, str], ...]

    @property
    def key(self) -> str:
        """Give what tells rows with a key of their own from those of other tables: the targets."""
        return ",".join(sorted(target for target, _ in self.pairs))


def read_plan(text: str) -> Plan:
    """Read a map; UsageError says what is wrong with it."""
    try:
        parts = next(csv.reader([text], skipinitialspace=True, strict=True), [])
    except csv.Error:
        raise UsageError(f"The map '{text[:60]}' has a quote that does not close.", FORM) from None
    pairs: list[tuple[str, str]] = []
    for part in parts:
        target, sign, column = (word.strip() for word in part.partition("="))
        if not sign or not target or not column:
            raise UsageError(f"'{part[:40]}' in the map is no target=Column.", FORM)
        target = read_target(target)
        if target in [other for other, _ in pairs] and target != PERSON:
            raise UsageError(f"The map says twice what {target} is.", FORM)
        pairs.append((target, column))
    targets = {target for target, _ in pairs}
    if not targets & {"day", "at"}:
        raise UsageError("The map says of no column that it holds the day.", FORM)
    if not any(target in ("text", "tags") or target[0] in "+@" for target in targets):
        raise UsageError("The map has neither a text nor a tag.", FORM)
    return Plan(tuple(pairs))


def read_target(word: str) -> str:
    """Read the left side of a pair: a field, a tag or a person."""
    if word in FIELDS:
        return word
    if word[0] in "+@":
        return read_name(word)
    raise UsageError(f"The map cannot fill '{word[:40]}'.", f"It fills {', '.join(FIELDS)}, +TAG, @NAME and {PERSON}.")


def find_columns(names: list[str], plan: Plan) -> list[tuple[str, int]]:
    """Give the place of each target's column; UsageError where there is none, or two."""
    places = []
    for target, column in plan.pairs:
        found = [place for place, name in enumerate(names) if name.strip() == column]
        folded = [place for place, name in enumerate(names) if fold_column(name) == fold_column(column)]
        found = found or folded
        if not found:
            raise UsageError(f"There is no column '{column[:40]}'.", f"The columns are {list_names(names)}.")
        if len(found) > 1:
            raise UsageError(f"There are {len(found)} columns '{column[:40]}'.", "Give each its own name in the file.")
        places.append((target, found[0]))
    return places


def fold_column(name: str) -> str:
    """Fold a column's name; of a very long one its beginning, as folding takes the square of its length."""
    return fold_name(name.strip()[:FOLDED])


def list_names(names: list[str]) -> str:
    """List the columns of a file for a sentence."""
    told = [name.strip()[:40] for name in names[:12] if name.strip()]
    return ", ".join(told) + (f" and {len(names) - 12} more" if len(names) > 12 else "")


def sniff(header: str, plan: Plan) -> str:
    """Give the delimiter with which a header holds the columns of a plan; UsageError where it has not all of them."""
    wanted = {fold_column(column) for _, column in plan.pairs}
    best, held = DELIMITERS[0], -1
    for delimiter in DELIMITERS:
        names = [fold_column(name) for name in split_header(header, delimiter)]
        if (found := len(wanted & set(names))) > held:
            best, held = delimiter, found
    names = split_header(header, best)
    if held == 0:
        names = max((split_header(header, delimiter) for delimiter in DELIMITERS), key=len)
    find_columns(names, plan)
    return best


def is_name(column: str) -> bool:
    """Say whether a tag could be called as a column is."""
    try:
        return bool(read_name(column))
    except UsageError:
        return False


def propose(header: str, name: str) -> UsageError:
    """Make the error for a CSV that is not ours and has no map: it names the columns and proposes a map."""
    names = max((split_header(header, delimiter) for delimiter in DELIMITERS), key=len, default=[])
    names = [each.strip() for each in names if each.strip()]
    if len(names) < 2:
        return UsageError(
            f"{name} is neither CSV nor JSON Lines that can be read.",
            'JSON Lines have an object a line, such as {"day": "2026-11-16", "text": "What", "tags": {"visit": 120}}.',
        )
    pairs = []
    for target, words in HINTS.items():
        if found := next((each for each in names if each.casefold() in words), None):
            pairs.append(f"{target}={found}")
    others = [each for each in names if f"={each}" not in "".join(pairs) and is_name(each)]
    pairs += [f"+{fold_name(each)}={each}" for each in others[:PROPOSED]]
    has_day = any(pair.startswith("day=") for pair in pairs)
    plan = ",".join(pairs) if has_day and len(pairs) > 1 else FORM.removeprefix("--map ")
    file = "-" if name == STANDARD_INPUT else quote(name)
    return UsageError(
        f"{name} is a CSV with the columns {list_names(names)}; which is what is not said.",
        f"tinywins import {file} --dry-run --map {quote(plan)}",
    )
