"""Persons are left out of what is shown to others: a name after an @ becomes `someone`."""

import re
from copy import copy

from tinywins.domain.entries import Entry
from tinywins.domain.line import CLOSING
from tinywins.domain.names import fold_name, is_person

SOMEONE = "someone"
MARKS = "\u0300-\u036f"  # accents that a letter before an @ may carry, as on the Mac's file names
NAMED = re.compile(rf"(?<![^\W_{MARKS}])(?<![{MARKS}])[@＠]+[^\W\d_][\w{MARKS}-]*(?:[.@＠]+[^\W\d_][\w{MARKS}-]*)*")


def leave_out_persons(entry: Entry) -> Entry:
    """Give an entry without the persons it names: none among its tags, and in its text and note each is someone.

    A person that was named behind the sentence has left the text, and comes back to it as someone.
    """
    if "@" not in entry.text + entry.note and not any(is_person(name) for name, _ in entry.tags):
        return entry
    plain = copy(entry)
    plain.tags = [(name, amount) for name, amount in entry.tags if not is_person(name)]
    plain.text, plain.note = hide_persons(entry.text), hide_persons(entry.note)
    said = [word.rstrip(CLOSING) for word in fold_name(entry.text).split() if word[0] == "@"]
    if plain.text and any(is_person(name) and name not in said for name, _ in entry.tags):
        plain.text += f" {SOMEONE}"
    if not plain.text and not plain.tags:
        plain.text = SOMEONE
    return plain


def hide_persons(text: str) -> str:
    """Put `someone` for each name after an @, with what hangs on to it; an @ inside a mail's address stays."""
    return NAMED.sub(SOMEONE, text)
