"""Persons are left out of what is shown to others: a name after an @ becomes `someone`."""

import re
from copy import copy
from unicodedata import category

from tinywins.domain.entries import Entry
from tinywins.domain.line import CLOSING
from tinywins.domain.names import fold_name, is_name_sign, is_person

SOMEONE = "someone"
SIGNS = "@＠﹫"
CONNECTING = " about after and at before by for from in of on or than thanks to via with without "
START = re.compile(f"[{SIGNS}]+(?=[^\\W\\d_])")
# What hangs on to a name: .smith, @bob, 'Brien (but no 's), and what goes on behind a sign that nobody sees.
LINK = re.compile(f"[.{SIGNS}]+(?=[^\\W\\d_])|['’](?=[^\\W\\d_]{{2}})|[\u00ad\u200b-\u200d\u2060\ufeff]+(?=\\w)")


def leave_out_persons(entry: Entry, *, is_answer: bool = False) -> Entry:
    """Give an entry without the persons it names: none among its tags, and in its text and note each is someone.

    A person that was named behind the sentence has left the text, and comes back to it as someone where the sentence
    wants one (`Lunch with`); but not to an answer to feedback, which names by itself whose it was.
    """
    if not set(SIGNS) & set(entry.text + entry.note) and not any(is_person(name) for name, _ in entry.tags):
        return entry
    plain = copy(entry)
    plain.tags = [(name, amount) for name, amount in entry.tags if not is_person(name)]
    plain.text, plain.note = hide_persons(entry.text), hide_persons(entry.note)
    said = [word.rstrip(CLOSING) for word in fold_name(entry.text).split() if word[0] == "@"]
    is_waiting = f" {plain.text.rpartition(' ')[2].lower()} " in CONNECTING
    if is_waiting and not is_answer and any(is_person(name) and name not in said for name, _ in entry.tags):
        plain.text += f" {SOMEONE}"
    if not plain.text and not plain.tags:
        plain.text = SOMEONE
    return plain


def hide_persons(text: str) -> str:
    """Put `someone` for each name after an @, with what hangs on to it; an @ inside a mail's address stays."""
    parts, last = [], 0
    for found in START.finditer(text):
        if found.start() >= last and not is_address(text, found.start()):
            parts += [text[last : found.start()], SOMEONE]
            last = find_end(text, found.end())
    return "".join([*parts, text[last:]])


def find_end(text: str, place: int) -> int:
    """Find where a name ends that goes on at a place: behind its letters, marks and digits, and what hangs on to it."""
    while place < len(text):
        link = LINK.match(text, place)
        if not link and not is_name_sign(text[place], first=False):
            break
        place = link.end() if link else place + 1
    return place


def is_address(text: str, place: int) -> bool:
    """Say whether the @ at a place belongs to a mail's address: letters or digits, and underlines, are before it."""
    before = text[:place].rstrip("_")
    while before and category(before[-1]).startswith("M"):
        before = before[:-1]
    return before[-1:].isalnum()
