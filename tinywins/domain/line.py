"""The one line: the grammar of what is typed after `log`, in the prompt, and in an editor.

A whole word `+name` or `+name=5.2` is a tag, `@name` a person. At the end of the line they leave the text;
inside it a tag loses only its `+` and a person keeps the `@`. `++name` and `@@name` write the word itself.
"""

from tinywins.domain.amounts import LIMIT, read_amount, write_amount
from tinywins.domain.names import LONGEST_NAME, fold_name, is_name_sign, is_person, show_name
from tinywins.errors import UsageError

LONGEST_TEXT = 4_000
FOLDED = 10 * LONGEST_NAME  # signs of a name that are looked at: folding takes the square of their number
CLOSING = ".,;:!?)]}\"'…»”’"
BREAKS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"


class Mention:
    """A tag or person as a line names it: folded name, thousandths or None, and the unit as typed."""

    __slots__ = ("amount", "name", "unit")

    def __init__(self, name: str, amount: int | None = None, unit: str = "") -> None:
        self.name = name
        self.amount = amount
        self.unit = unit


class Line:
    """What a typed line says: the text without its trailing tags, and the tags in their order."""

    __slots__ = ("mentions", "text")

    def __init__(self, text: str, mentions: list[Mention]) -> None:
        self.text = text
        self.mentions = mentions


def check_text(text: str, what: str = "The text") -> str:
    """Give the text back when it can be kept as it is; UsageError says why it cannot."""
    check_signs(text, what)
    if len(text) > LONGEST_TEXT:
        raise UsageError(
            f"{what} has {len(text):,} characters; {LONGEST_TEXT:,} fit.",
            "Keep the rest in a --note, or in a file." if what == "The text" else "Keep the rest in a file.",
        )
    return text


def check_signs(text: str, what: str = "The text") -> str:
    """Give the text back when each of its signs can be kept; UsageError for a NUL, and for what is no UTF-8."""
    check_encoding(text, what)
    if "\0" in text:
        raise UsageError(f"{what} holds a NUL character.", "Take it out and log again.")
    return text


def check_breaks(text: str) -> str:
    """Give the text back when it is one line; UsageError when it is several, as no line could say it again."""
    if any(sign in text for sign in BREAKS):
        raise UsageError(
            "A line break cannot stand in one line.",
            "Use --note for more text, or `tinywins log -` for more entries.",
        )
    return text


def check_encoding(text: str, what: str = "The text") -> None:
    """Raise UsageError when a text came as bytes that are no UTF-8."""
    if text.isascii():
        return
    try:
        text.encode()
    except UnicodeEncodeError:
        raise UsageError(
            f"{what} is not valid UTF-8, so it could not be kept as typed.",
            "Type it at the prompt of a bare `tinywins log`, or set the terminal to UTF-8.",
        ) from None


def split_tag(word: str) -> tuple[str, str | None, str] | None:
    """Split a word into (folded name, amount as typed or None, closing punctuation), or None when it is text.

    UsageError when the name is too long.
    """
    parts = split_any(word)
    length = len(parts[0].removeprefix("@")) if parts else 0
    if length > LONGEST_NAME:
        raise UsageError(
            f"The name {word[:20]}… has {length} characters; {LONGEST_NAME} fit.",
            f"Shorten it, or double the {word[0]} to keep it as a word.",
        )
    return parts


def split_any(word: str) -> tuple[str, str | None, str] | None:
    """Split a word as `split_tag` does, however long its name is."""
    end = 1
    while end < len(word) and is_name_sign(word[end], first=end == 1):
        end += 1
    if word[:1] not in ("+", "@") or end == 1:
        return None
    rest, amount = word[end:], None
    tail = rest.lstrip(CLOSING) and rest
    if rest.startswith("=") and word[0] == "+":
        amount = rest[1:].rstrip(CLOSING)
        rest, tail = rest[1 + len(amount) :], ""
    if tail:
        return None
    name = fold_name(word[1 : min(end, FOLDED)])
    return (name if word[0] == "+" else f"@{name}"), amount, rest


def read_mention(word: str) -> Mention | None:
    """Read a word as a tag or person, or None when it is text; UsageError when its amount is not one."""
    parts = split_tag(word)
    if parts is None:
        return None
    name, typed, _ = parts
    if typed is None:
        return Mention(name)
    if not typed:
        raise UsageError(f"{word} has no amount after the '='.", f"Write +{name}=5, or +{name} alone.")
    try:
        amount, unit = read_amount(typed)
    except UsageError as error:
        raise UsageError(f"{word}: {error.message}", error.hint.replace("NAME", name)) from None
    return Mention(name, amount, unit)


def count_sigils(word: str) -> int:
    """Count the equal signs `+` or `@` that a tag-like word begins with; 0 when it is plain text."""
    sigils = len(word) - len(word.lstrip(word[:1])) if word[:1] in ("+", "@") else 0
    return sigils if sigils and split_any(word[sigils - 1 :]) else 0


def split_words(raw: str) -> list[tuple[int, int]]:
    """Give the spans of the words in a line."""
    spans = []
    end = 0
    for word in raw.split():
        start = raw.index(word, end)
        end = start + len(word)
        spans.append((start, end))
    return spans


def parse_line(raw: str) -> Line:
    """Read one typed line; UsageError says what cannot be read, and nothing is guessed."""
    check_breaks(check_signs(raw))
    spans = split_words(raw)
    if not spans:
        raise UsageError("There is nothing to log yet.", 'Say what you finished: tinywins log "Watered the plants"')
    trailing: list[Mention] = []
    while spans and count_sigils(raw[slice(*spans[-1])]) == 1:
        parts = split_tag(raw[slice(*spans[-1])])
        mention = read_mention(raw[slice(*spans[-1])])
        if parts is None or mention is None or parts[2]:
            break
        trailing.append(mention)
        spans.pop()
    mentions: list[Mention] = []
    text, end = "", spans[0][0] if spans else 0
    for start, stop in spans:
        word = raw[start:stop]
        sigils = count_sigils(word)
        if sigils == 1 and (mention := read_mention(word)):
            mentions.append(mention)
        text += raw[end:start] + (word[1:] if sigils > 1 or (sigils and word[0] == "+") else word)
        end = stop
    return Line(check_text(text), mentions + trailing[::-1])


def compose_line(text: str, tags: list[tuple[str, int | None]]) -> str:
    """Write a text and its tags as the line that `parse_line` reads back as the same."""
    spans = split_words(text)
    persons = {name for name, _ in tags if is_person(name)}
    kept: set[str] = set()
    line, end = text[: spans[0][0]] if spans else "", spans[0][0] if spans else 0
    last_plain = max((i for i, span in enumerate(spans) if not is_bare_mention(text[slice(*span)])), default=-1)
    for place, (start, stop) in enumerate(spans):
        word = text[start:stop]
        sigils = count_sigils(word)
        parts = split_any(word) if sigils == 1 else None
        if parts and parts[0] in persons and place <= last_plain:
            kept.add(parts[0])
        elif sigils:
            word = word[0] + word
        line += text[end:start] + word
        end = stop
    words = [line] if spans else []
    for name, amount in tags:
        if name not in kept:
            words.append(show_name(name) if amount is None else f"{show_name(name)}={write_amount(amount)}")
    return " ".join(words)


def is_bare_mention(word: str) -> bool:
    """Say whether a word, at the end of a line, would be read as a tag and leave the text."""
    parts = split_any(word) if count_sigils(word) == 1 else None
    return parts is not None and not parts[2]


def total_mentions(mentions: list[Mention], units: dict[str, str]) -> list[tuple[str, int | None]]:
    """Add up what a line says of each tag: [(name, thousandths or None)], in the order of first mention.

    `units` maps a tag to its unit. Without one a mention counts 1, with one it adds no amount.
    """
    totals: dict[str, int | None] = {}
    for mention in mentions:
        name, amount = mention.name, mention.amount
        if name not in totals:
            totals[name] = amount
            continue
        before = totals[name]
        if not (before is None and amount is None and units.get(name)) and not is_person(name):
            each = 0 if units.get(name) else 1000
            total = (each if before is None else before) + (each if amount is None else amount)
            if total >= LIMIT:
                raise UsageError(f"The amounts of +{name} add up to too much: they stay below 1,000,000,000.")
            totals[name] = total
    return list(totals.items())
