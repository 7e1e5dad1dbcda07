"""The words that people read: plain, kind and true. docs/contributing.md says which words stay out."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders import mark
from tests.docs.cli_page import list_help
from tests.house.sources import join_text, name_of, package_files, parse, walk_texts
from tinywins import errors
from tinywins.compounding.streaks import Streaks
from tinywins.domain.schedule import DAILY, Schedule
from tinywins.domain.slots import Lived
from tinywins.render.phrases import count, say_rule, say_special, slot_kind
from tinywins.render.replies import say_saved
from tinywins.services.daybook import Saved
from tinywins.services.settings import COUNTED
from tinywins.services.special import Special
from tinywins.services.standing import Standing

BANNED = re.compile(
    r"\b(fail|fails|failed|failing|failure|failures|broke|broken|lost|lazy|laziness|should have|should've|only|just"
    r"|don['’]t)\b",
    re.IGNORECASE,
)
BLAME = re.compile(r"\byou(?:r|['’]\w+)?\b[^.?!\n]*?\b(?:not|never|no|nothing|cannot|\w+n['’]t)\b", re.IGNORECASE)
CALL = re.compile(r"(?<=[\w!])!")  # not the signs of a shell's tests
COMMAND = re.compile(r"^tinywins |: (tinywins|ps) |--help$|^\{\}$")
FILES = package_files()
ERRORS = {
    name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, errors.TinyWinsError)
}
NUMBERS = {
    "comeback": (4, 61, 38),
    "bestweek": (1_024,),
    "longest": (21,),
    "first": (),
    "nth": (1_000,),
    "month": (),
    "week": (6, 7),
}


def find_unkind(text: str) -> list[str]:
    """Give what stays out of anything that people read: banned words, blame, and a second exclamation mark."""
    found = [match.group() for pattern in (BANNED, BLAME) for match in pattern.finditer(text)]
    return found + (["!!"] if len(CALL.findall(text)) > 1 else [])


def walk_values(node: ast.expr) -> Iterator[str]:
    """Give each string that an argument may be, as far as the source tells."""
    if isinstance(node, ast.IfExp):
        yield from walk_values(node.body)
        yield from walk_values(node.orelse)
    elif isinstance(node, ast.BoolOp):
        for value in node.values:
            yield from walk_values(value)
    elif (text := join_text(node)) is not None:
        yield text


def walk_errors(path: Path) -> Iterator[tuple[int, list[str], list[str]]]:
    """Give the errors that a source makes: line, the messages and the hints each may have."""
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ERRORS and node.args:
            message, *hints = node.args
            yield node.lineno, list(walk_values(message)), [text for hint in hints for text in walk_values(hint)]


@pytest.mark.parametrize(
    "text",
    ["You broke it.", "It is ONLY one.", "Don't.", "You did not run.", "Hooray!!", "Your run is no run.", "Just one."],
)
def test_unkind_words_are_found(text: str) -> None:
    """The search finds each kind of what it is to keep out."""
    assert find_unkind(text)


@pytest.mark.parametrize("text", ["Adjust it.", "The lonely hour. No win yet.", "Take your time.", "Run 5 is broader."])
def test_kind_words_pass(text: str) -> None:
    """Words that resemble banned ones, and sentences beside each other, pass."""
    assert not find_unkind(text)


def test_no_string_is_unkind() -> None:
    """No string of the package holds a banned word, blames its reader or shouts."""
    texts = [(f"{name_of(path)}:{line}", text) for path in FILES for line, text in walk_texts(path)]
    assert len(texts) > 1_000
    assert [(where, text, found) for where, text in texts if (found := find_unkind(text))] == []


def test_no_help_is_unkind() -> None:
    """The help of each command, as it is printed, is held to the same words."""
    assert [(command, found) for command, text in list_help() if (found := find_unkind(text))] == []


@pytest.mark.parametrize("path", [path for path in FILES if any(walk_errors(path))], ids=name_of)
def test_errors_are_sentences_with_a_next_step(path: Path) -> None:
    """A message begins like a sentence and ends like one; a hint is a sentence too, or something to type."""
    for line, messages, hints in walk_errors(path):
        for message in messages:
            assert message[:1] in "`'{+" or message[0].isupper() or message.split(" ")[0] in COUNTED, (line, message)
            assert message.endswith((".", "?", "{}")), (line, message)
        for hint in hints:
            told = hint.endswith((".", "?")) or hint.startswith("Write ")
            assert not hint or told or COMMAND.search(hint), (line, hint)


def test_options_explain_themselves_in_a_sentence() -> None:
    """Each help= of an option begins as a sentence and ends as one."""
    helps = [
        text
        for path in FILES
        for node in ast.walk(parse(path))
        if isinstance(node, ast.keyword) and node.arg == "help" and (text := join_text(node.value)) is not None
    ]
    assert len(helps) > 20
    assert [text for text in helps if not text.endswith(".")] == []


def test_counts_have_their_noun() -> None:
    """One is one, all else is many, and thousands are parted."""
    assert [count(n, "win") for n in (0, 1, 2, 1_204)] == ["0 wins", "1 win", "2 wins", "1,204 wins"]
    assert count(2, "entry", "entries") == "2 entries"


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("daily", "every day"),
        ("mon,wed,fri", "Mon Wed Fri"),
        ("1/week", "once a week"),
        ("3/week", "3 times a week"),
    ],
)
def test_rules_are_said_in_words(rule: str, said: str) -> None:
    """A schedule's rule is said as one would say it."""
    assert said == say_rule(rule)


@pytest.mark.parametrize("unit", ["daily", "days", "week"])
@pytest.mark.parametrize("kind", NUMBERS)
def test_special_sentences_are_one_kind_line(kind: str, unit: str) -> None:
    """Each special sentence is one line of at most 78 signs, says its numbers, ends with a stop and is kind."""
    said = say_special(Special(kind, "reviews", *NUMBERS[kind]), unit)
    assert said.endswith(".")
    assert len(said) <= 78
    assert "\n" not in said
    assert all(f"{number:,}" in said for number in NUMBERS[kind])
    assert not find_unkind(said)


def test_the_comeback_is_the_warmest() -> None:
    """Coming back is called the hard part, and what was reached before stays on the page."""
    said = say_special(Special("comeback", "run", 4, 61, 38), "daily")
    assert said == "Back after 4 days, and that is the hard one. Strength 61; best run 38 stays."


def test_saving_a_day_says_what_changed() -> None:
    """What became of a day's lines is counted, and none is said as plainly."""
    assert say_saved(Saved(1, 0, 2)) == "Saved: 1 changed, 2 added.\n"
    assert say_saved(Saved(0, 0, 0)) == "Nothing was changed.\n"


@pytest.mark.parametrize(
    ("schedule", "kind"),
    [(Schedule(1, DAILY), "daily"), (Schedule(1, 0b0010101), "days"), (Schedule(1, 0, 3), "week")],
)
def test_slots_are_counted_in_their_own_unit(schedule: Schedule, kind: str) -> None:
    """Days for a daily habit, weeks for so many a week, times for weekdays."""
    assert kind == slot_kind(Standing("run", 1, mark(schedule, 1, []), Streaks(), Lived([]), []))
