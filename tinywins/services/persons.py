"""Persons are left out of what is shown to others: a name after an @ becomes `someone`."""

import re
from copy import copy
from unicodedata import combining

from tinywins.domain.entries import Entry
from tinywins.domain.line import CLOSING
from tinywins.domain.names import fold_name, is_person

SOMEONE = "someone"
SIGNS = {"@", "＠"}
PART = r"[^\W\d_][\w\u0300-\u036f-]*"  # a name, with the accents that some write as signs of their own
NAMED = re.compile(f"[@＠]+{PART}(?:[.@＠]+{PART})*")


def leave_out_persons(entry: Entry, *, is_answer: bool = False) -> Entry:
    """Give an entry without the persons it names: none among its tags, and in its text and note each is someone.

    A person that was named behind the sentence has left the text, and comes back to it as someone; but not to an
    answer to feedback, which names by itself whose it was.
    """
    if not SIGNS & set(entry.text + entry.note) and not any(is_person(name) for name, _ in entry.tags):
        return entry
    plain = copy(entry)
    plain.tags = [(name, amount) for name, amount in entry.tags if not is_person(name)]
    plain.text, plain.note = hide_persons(entry.text), hide_persons(entry.note)
    said = [word.rstrip(CLOSING) for word in fold_name(entry.text).split() if word[0] == "@"]
    if plain.text and not is_answer and any(is_person(name) and name not in said for name, _ in entry.tags):
        plain.text += f" {SOMEONE}"
    if not plain.text and not plain.tags:
        plain.text = SOMEONE
    return plain


def hide_persons(text: str) -> str:
    """Put `someone` for each name after an @, with what hangs on to it; an @ inside a mail's address stays."""
    return NAMED.sub(lambda found: found.group() if is_address(text, found.start()) else SOMEONE, text)


def is_address(text: str, place: int) -> bool:
    """Say whether the @ at a place belongs to a mail's address: letters or digits, and underlines, are before it."""
    before = text[:place].rstrip("_")
    while before and combining(before[-1]):
        before = before[:-1]
    return before[-1:].isalnum()
