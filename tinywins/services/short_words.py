"""Short words that are used again, so that what was done can be compared: kinds, choices, channels."""

from tinywins.domain.names import fold_name, is_person
from tinywins.domain.near import find_nearest
from tinywins.errors import UsageError
from tinywins.services.tags import read_name

Known = list[tuple[str, int]]  # words in use, each with how often


def read_short_word(typed: str, what: str) -> str:
    """Give a short word folded, "" for an empty one; UsageError, naming `what` it is, where it is no single word."""
    word = typed.strip()
    if not word:
        return ""
    try:
        name = read_name(word)
    except UsageError as error:
        raise UsageError(f"{what} is one short word of letters, digits, - and _, not '{word}'.", error.hint) from None
    if is_person(name):
        raise UsageError(f"{what} is one short word, and {word} is a person.", f"Write {name[1:]}, perhaps.")
    return name


def find_near_word(word: str, known: Known) -> tuple[str, int] | None:
    """Give the word in use that a new one resembles, with how often it was used; None for one in use or like none."""
    counts = dict(known)
    near = None if not word or word in counts else find_nearest(word, list(counts))
    return (near, counts[near]) if near else None


def read_who(typed: str) -> str:
    """Give who is meant: a person's folded name with its @, or the words as they are."""
    words = typed.strip()
    return read_name(words) if words.startswith("@") and " " not in words else words


def is_same_who(one: str, other: str) -> bool:
    """Say whether two ways of naming somebody are the same but for upper and lower case."""
    return fold_name(one) == fold_name(other)
