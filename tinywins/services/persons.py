"""Persons are left out of what is shown to others: a name after an @ becomes `someone`."""

from copy import copy

from tinywins.domain.entries import Entry
from tinywins.domain.line import CLOSING
from tinywins.domain.names import fold_name, is_name_sign, is_person

SOMEONE = "someone"


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
    """Put `someone` for each name after an @; an @ inside a word, as in a mail's address, stays."""
    parts = []
    place = 0
    while (at := text.find("@", place)) >= 0:
        begins = at == 0 or not (is_name_sign(text[at - 1], first=False) or text[at - 1] in ".+%@")
        end = at + 1
        if begins and text[end : end + 1] and is_name_sign(text[end], first=True):
            while end < len(text) and is_name_sign(text[end], first=False):
                end += 1
            parts += [text[place:at], SOMEONE]
        else:
            parts.append(text[place:end])
        place = end
    return "".join([*parts, text[place:]])
