"""References: which entry is meant by `last`, `last~1` or a short id."""

from tinywins.domain.ids import LONGEST, short_code
from tinywins.errors import NotFoundError, UsageError
from tinywins.storage import entry_rows, queries
from tinywins.storage.connect import Db


def find_entry(db: Db, reference: str, *, gone: bool = False) -> str:
    """Give the id of the entry that is meant; with `gone` also one that was removed."""
    word = reference.strip().lower()
    base, tilde, back = word.partition("~")
    if base == "last":
        if tilde and not (back.isascii() and back.isdecimal() and len(back) < 8):
            raise UsageError(f"'{reference}' is not an entry.", "Write last, last~1 for the one before it, or an id.")
        found = entry_rows.find_last(db, int(back or 0))
        if found is None:
            raise NotFoundError(f"There is no entry {reference} here yet.", "tinywins list shows what there is.")
        return found
    if len(word) < 2 or not word.isascii() or not word.isalnum():
        raise UsageError(f"'{reference}' is not an entry's id.", "Ids look like b7k2; tinywins list shows them.")
    rows = [row for row in queries.find_by_short(db, word) if is_meant(row[0], word)]
    own = [row for row in rows if row[1] == word]  # a code stays its entry's, whatever longer ones begin with it
    matches = [(entry_id, living) for entry_id, _, living in (own if len(own) == 1 else rows)]
    living = [entry_id for entry_id, alive in matches if alive or gone]
    if len(living) > 1:
        forms = " or ".join(longer_form(entry_id, living) for entry_id in sorted(living)[:5])
        raise UsageError(f"{reference} could be any of {len(living)} entries.", f"Write {forms}")
    if living:
        return living[0]
    if matches:
        raise NotFoundError(
            f"The entry {reference} was removed.",
            f"Its history: tinywins show {reference} --history; undo ACT restores it.",
        )
    raise NotFoundError(f"No entry has the id {reference}.", "tinywins list shows the ids.")


def refer_to(entry_id: str) -> str:
    """Give the reference that means this entry alone, whichever codes others have."""
    return short_code(entry_id, LONGEST)


def is_meant(entry_id: str, typed: str) -> bool:
    """Say whether a typed code, of any length, is the beginning of an entry's."""
    return short_code(entry_id, LONGEST).startswith(typed[:LONGEST])


def longer_form(entry_id: str, others: list[str]) -> str:
    """Give the shortest code of an entry that none of the others shares."""
    for length in range(4, LONGEST):
        code = short_code(entry_id, length)
        if sum(is_meant(other, code) for other in others) == 1:
            return code
    return short_code(entry_id, LONGEST)
