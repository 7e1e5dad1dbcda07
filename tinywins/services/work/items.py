"""Goals, phases, steps, feedback, tweaks: found by their short code or by words of their title, and recorded."""

from collections.abc import Iterable

from tinywins.domain.ids import LONGEST, short_code
from tinywins.errors import NotFoundError, UsageError
from tinywins.storage import entry_rows, fold, items, journal, projection
from tinywins.storage.connect import Db
from tinywins.storage.queries import fold_text

WORDS = {"feedback": "piece of feedback"}  # how a kind is called where its own name would not do
Titles = Iterable[tuple[str, str, str]]  # id, short code, title of each thing that may be meant


def find_item(db: Db, reference: str, kind: str, titles: Titles, hint: str) -> str:
    """Give the id of the one thing of a kind that is meant: by its code, its title, or words of the title.

    `hint` is the command that lists them; NotFoundError and UsageError say what else could be meant.
    """
    known = list(titles)
    word = fold_text(reference.strip())
    if not word:
        raise UsageError(f"Which {name_kind(kind)} is meant is not said.", hint)
    coded = [thing_id for thing_id, short, _ in known if is_coded(thing_id, short, word)]
    exact = [thing_id for thing_id, short, _ in known if short == word]
    titled = [thing_id for thing_id, _, title in known if fold_text(title) == word]
    found = exact or coded or titled or find_words(known, word.split())
    if not found:
        raise miss_item(db, reference, kind, hint)
    if len(found) > 1:
        named = [
            f"{short_code(thing_id)[: len(short)]} {title}" for thing_id, short, title in known if thing_id in found
        ]
        raise UsageError(
            f"{reference} could be {len(found)} {plural(kind)}: {'; '.join(named[:5])}.", "Write its code."
        )
    return found[0]


def find_words(known: list[tuple[str, str, str]], parts: list[str]) -> list[str]:
    """Give the things in whose title these are whole words, in their order before others; else in which words begin so,
    else any that holds them.
    """
    folded = [(thing_id, fold_text(title)) for thing_id, _, title in known]
    ordered = [thing_id for thing_id, title in folded if f" {' '.join(parts)} " in f" {' '.join(title.split())} "]
    whole = [thing_id for thing_id, title in folded if set(parts) <= set(title.split())]
    begun = [
        thing_id
        for thing_id, title in folded
        if all(any(word.startswith(part) for word in title.split()) for part in parts)
    ]
    return ordered or whole or begun or [thing_id for thing_id, title in folded if all(part in title for part in parts)]


def is_coded(thing_id: str, short: str, word: str) -> bool:
    """Say whether a word is a thing's code, or that code in a longer form."""
    return len(word) >= len(short) and short_code(thing_id, LONGEST).startswith(word)


def name_kind(kind: str) -> str:
    """Name a kind of thing in a sentence."""
    return WORDS.get(kind, kind)


def plural(kind: str) -> str:
    """Name several of a kind in a sentence."""
    return "pieces of feedback" if kind == "feedback" else f"{kind}s"


def miss_item(db: Db, reference: str, kind: str, hint: str) -> NotFoundError:
    """Make the error for a thing that is not there; where the code is that of another kind, say of which."""
    others = items.find_code(db, reference.strip().lower(), [other for other in items.KINDS if other != kind])
    others = [other for other in others if other[2] == reference.strip().lower()]
    if others:
        return NotFoundError(f"{reference} is a {name_kind(others[0][0])}, not a {name_kind(kind)}.", hint)
    return NotFoundError(f"There is no {name_kind(kind)} {reference}.", hint)


def record_item(db: Db, act: journal.Act, kind: str, thing_id: str, fields: fold.Fields) -> None:
    """Record a change of one thing, and bring its rows up to date."""
    journal.record(db, act, kind, thing_id, fold.write_fields(fields))
    projection.project(db, [(kind, thing_id)])


def give_code(db: Db, thing_id: str) -> str:
    """Give the short code of a thing that is about to be recorded."""
    return entry_rows.find_free_code(db, thing_id)
