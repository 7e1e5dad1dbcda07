"""What a shell offers at the tab key: commands, options, and what the log knows: habits, tags, people, codes.

The shell hands over its line; the answer is a line for each offer, the word and what it is, with a tab between. Nothing
is written, nothing is asked, and whatever goes wrong, nothing is said.
"""

from collections.abc import Iterator

from tinywins.cli.boundary import Exit, write
from tinywins.cli.offer_table import AFTER, LINES, OFFERS
from tinywins.cli.offers import FILES, Offers, begin, offer_files, offer_nothing
from tinywins.cli.tree import Command, Part, read_tree
from tinywins.render.safe import make_safe

MOST = 200  # offers that a shell can show in a way that helps
LONGEST = 70  # signs of what an offer is
SAFE = "-_+@/=.,:"  # beside letters and digits, what no shell takes for more than a sign


def answer(line: str) -> int:
    """Print what a shell's line can go on with; the exit code is 3 where it is a file's name."""
    try:
        words = split_line(line)
        offers = list(find_offers(words[1:-1], words[-1]))[:MOST] if words else []
    except Exception:  # a prompt is no place for an error; the command itself will tell of it
        return Exit.OK
    if FILES in offers:
        return Exit.DUE
    return write("".join(f"{value}\t{shorten(told)}\n" for value, told in offers))


def shorten(told: str) -> str:
    """Give what an offer is in one short line without controls."""
    line = make_safe(told)
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…"


def is_plain(word: str) -> bool:
    """Say whether a word can be put into a line as it is: no blank, no control, nothing that a shell acts on."""
    return all(sign.isalnum() or sign in SAFE or (sign > "\x7f" and make_safe(sign) == sign != " ") for sign in word)


def split_line(line: str) -> list[str]:
    """Split a shell's line into words as a shell does; the last one is what is being typed, "" after a blank."""
    words, word, quote, is_word = [], "", "", False
    signs = iter(line)
    for sign in signs:
        if quote:
            quote, word = ("", word) if sign == quote else (quote, word + sign)
        elif sign in "'\"":
            quote, is_word = sign, True
        elif sign == "\\":
            word, is_word = word + next(signs, ""), True
        elif sign.isspace():
            words += [word] if word or is_word else []
            word, is_word = "", False
        else:
            word += sign
    return [*words, word]


def find_offers(before: list[str], typed: str) -> Iterator[tuple[str, str]]:
    """Find what a command line can go on with: the words before the one that is typed, without the program's name."""
    tree = read_tree()
    path = ""
    while before and tree[path].inside:
        name = before[0] if before[0] in tree[path].inside else find_own(tree[path])
        if not name or before[0].startswith("-"):
            break
        path, before = f"{path} {name}".strip(), before[1:]
    if path == "help":  # its words are the path of a command
        yield from begin_known(tree[" ".join(before)].inside, typed) if " ".join(before) in tree else ()
    command = tree[path]
    if command.inside and not before and not typed.startswith("-"):
        yield from begin_known(command.inside, typed)
        yield from ask(OFFERS.get((path, find_own(command)), offer_nothing), typed)
        if not path:
            return
    named, sign, value = typed.partition("=")
    if sign and named.startswith("--"):
        for each, told in offer_value(path, command, [*before, named], value):
            yield FILES if (each, told) == FILES else (f"{named}={each}", told)
    else:
        yield from offer_value(path, command, before, typed)


def begin_known(inside: dict[str, str], typed: str) -> Iterator[tuple[str, str]]:
    """Give the commands of a group that begin as typed; a word of one's own has no name yet."""
    return ((name, told) for name, told in inside.items() if name.startswith(typed) and not name.isupper())


def find_own(command: Command) -> str:
    """Find the command of a group that stands for a word of one's own, as KIND does in `moment KIND`; "" for none."""
    return next((name for name in command.inside if name.isupper()), "")


def offer_value(path: str, command: Command, before: list[str], typed: str) -> Iterator[tuple[str, str]]:
    """Offer the values of the parameter that the typed word is one of, or the options that begin so."""
    part, place = find_part(command, before, typed)
    if part is None:
        if typed.startswith("-") and "--" not in before:
            yield from offer_options(command, typed)
        return
    after = AFTER.get((path, part.name, place))
    if after is not None:
        yield from ask(lambda word: after(before[-1], word), typed)
        return
    offers = take(path, part)
    head = typed[: len(typed) - len(typed.rsplit(maxsplit=1)[-1])] if offers in LINES and " " in typed.rstrip() else ""
    if head and typed[-1] != " ":  # within quotes: the last word of a line is what is typed
        yield from ((head + value, told) for value, told in ask(offers, typed[len(head) :]))
    elif not head:
        yield from ask(offers, typed)


def ask(offers: Offers, typed: str) -> list[tuple[str, str]]:
    """Ask the log for offers; none where it cannot be read, or where one could be more than a word for a shell."""
    try:
        return [pair for pair in offers(typed) if is_plain(pair[0])]
    except Exception:  # commands and options are offered whatever is wrong with the log
        return []


def offer_options(command: Command, typed: str) -> Iterator[tuple[str, str]]:
    """Offer the long options of a command."""
    for each in command.options:
        yield from begin([name for name in each.typed if name.startswith("--")], typed, each.told)
    yield from begin(["--help"], typed)


def find_part(command: Command, before: list[str], typed: str) -> tuple[Part | None, int]:
    """Find the parameter that the typed word is a value of, that of the option before it or the next argument.

    Its place among the values of that parameter comes with it. None where there is none, or for an option itself.
    """
    named = {name: each for each in command.options for name in each.typed}
    wanting: list[tuple[Part, int]] = []
    place = 0
    is_over = False
    for word in before:
        if wanting:
            wanting.pop(0)
        elif word == "--" and not is_over:
            is_over = True
        elif word in named and not is_over:
            wanting = [(named[word], at) for at in range(named[word].count)]
        elif is_over or not word.startswith("-"):
            place += 1
    if wanting:
        return wanting[0]
    if (typed.startswith("-") and not is_over) or not command.arguments:
        return None, 0
    for each in command.arguments:
        if place < each.count or each.count == -1:
            return each, place
        place -= each.count
    return None, 0


def take(path: str, part: Part) -> Offers:
    """Give what offers the values of a parameter: those of its command, of its group, or of any command."""
    words = path.split(" ") if path else []
    for length in range(len(words), -1, -1):
        found = OFFERS.get((" ".join(words[:length]), part.name))
        if found is not None:
            return found
    return offer_files if "FILE" in part.metavar else offer_choices(part.metavar)


def offer_choices(metavar: str) -> Offers:
    """Offer the words that a parameter's own name for its values lists: `week|month|year`, `previous|DAY`, `csv`."""
    words = [word for word in metavar.strip("[]").split("|") if word.isalpha() and word.islower()]
    return lambda typed: begin(words, typed)
