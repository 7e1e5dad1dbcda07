"""Completion: what is offered for a line; it writes nothing, says no error, and gives a shell nothing to act on."""

import shlex
import sqlite3
import time
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cli.harness import Home
from tinywins.cli.app import COMMANDS
from tinywins.cli.completing import is_plain, split_line
from tinywins.cli.completion import ASKED, SCRIPTS
from tinywins.cli.offer_table import AFTER, OFFERS
from tinywins.cli.tree import read_tree
from tinywins.render.safe import make_safe


@pytest.fixture
def shop(home: Home) -> Home:
    """A home with a habit, tags, a person, a goal and its step, feedback, a moment, a tweak and a funnel."""
    for words in (
        ["habit", "add", "stretch"],
        ["log", "Ran with @anna", "+run=5", "+reviews"],
        ["goal", "add", "Launch the shop", "--tag", "shop"],
        ["goal", "phase", "add", "Catalogue"],
        ["goal", "step", "add", "Take the pictures"],
        ["feedback", "add", "The button hides", "--via", "mail"],
        ["moment", "customer", "Called back", "--choice", "call"],
        ["tweak", "start", "Shorter form", "--measure", "+run"],
        ["funnel", "add", "market", "+run", "+reviews"],
    ):
        home.call(*words)
    return home


def offers(home: Home, line: str) -> list[str]:
    """Give what is offered for a line."""
    answer = home.run(env={ASKED: line})
    assert answer.err == ""
    return [each.split("\t")[0] for each in answer.out.splitlines()]


def ask(home: Home, line: str) -> int:
    """Ask for a line inside this process and give the exit code; nothing is said beside the offers."""
    answer = home.call(env={ASKED: line}, code=None)
    assert answer.err == ""
    return answer.code


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("tinywins go", ["goal"]),
        ("tinywins goal st", ["step"]),
        ("tinywins goal step un", ["unblock"]),
        ("tinywins log Ran +re", ["+reviews"]),
        ("tinywins log Ran with @a", ["@anna"]),
        ("tinywins log +nothing", []),
        ("tinywins done st", ["stretch"]),
        ("tinywins list +ru", ["+run"]),
        ("tinywins feedback add x --via m", ["mail"]),
        ("tinywins moment customer x --choice c", ["call"]),
        ("tinywins moment list --kind pro", ["product"]),
        ("tinywins moment pro", ["product"]),
        ("tinywins thanks @a", ["@anna"]),
        ("tinywins tweak start x --measure +re", ["+reviews"]),
        ("tinywins tweak start x --measure +run/+re", ["+run/+reviews"]),
        ("tinywins funnel show m", ["market"]),
        ("tinywins review m", ["month"]),
        ("tinywins export fu", ["funnels"]),
        ("tinywins config get da", ["day_start"]),
        ("tinywins help feed", ["feedback"]),
        ("tinywins help habit ar", ["archive"]),
        ("tinywins goal add x --wh", ["--why"]),
        ("tinywins habit show st", ["stretch"]),
        ("tinywins completion f", ["fish"]),
        ("tinywins nonsense x", []),
        ("tinywins log 'in quotes +re", ["in quotes +reviews"]),
        ("tinywins log 'in quotes ", []),
        ("tinywins log x --note 'in quotes +re", []),
        ("tinywins feedback list --via=m", ["--via=mail"]),
        ("tinywins config set col", ["color"]),
        ("tinywins config set color a", ["auto", "always"]),
        ("tinywins goal add x --target 4", []),
        ("tinywins goal add x --target 40 +re", ["+reviews"]),
        ("tinywins list --since y", ["yesterday"]),
        ("tinywins goal add x --by to", ["today", "tomorrow"]),
        ("tinywins habit add r", ["reviews", "run"]),
        ("tinywins habit rename st", ["stretch"]),
        ("tinywins habit rename stretch st", []),
        ("tinywins habit archive st", ["stretch"]),
        ("tinywins habit unarchive st", []),
        ("tinywins chart wins --format ", ["csv"]),
        ("tinywins export --format j", ["jsonl"]),
        ("tinywins thanks li", ["list"]),
        ("tinywins log -- --no", []),
        ("tinywins backup --d", []),
        ("tinywins --vers", ["--version"]),
        ("tinywins funnel add x +re", ["+reviews"]),
        ("tinywins chart burnup --format csv --sv", ["--svg"]),
    ],
)
def test_what_is_offered(shop: Home, line: str, wanted: list[str]) -> None:
    """Commands, options and values that begin as typed are offered where they belong, and nothing elsewhere."""
    assert offers(shop, line) == wanted


def test_codes_are_offered_by_words_of_a_title(shop: Home) -> None:
    """A step, a goal, feedback, a moment, a tweak or an entry is offered by its code for a part of its words."""
    for line in (
        "tinywins done pict",
        "tinywins goal show launch",
        "tinywins goal step block pict",
        "tinywins goal step add x --phase cata",
        "tinywins feedback act button",
        "tinywins moment outcome called",
        "tinywins tweak show shorter",
        "tinywins rm ran",
    ):
        (code,) = offers(shop, line)
        assert len(code) == 4, line
    assert offers(shop, "tinywins done ")[0] == "stretch"


def test_what_can_be_done_with_it_is_offered(shop: Home) -> None:
    """Open feedback and moments are offered to be answered or settled, declined ones to be opened, all to be shown."""
    waiting = shop.call("feedback", "add", "It is slow", "--json").json("feedback.add")["feedback"]["short"]
    declined = shop.call("feedback", "decline", "button", "--because", "no", "--json").json("feedback.item")
    closed = declined["feedback"]["short"]
    assert offers(shop, "tinywins feedback act ") == offers(shop, "tinywins feedback decline ") == [waiting]
    assert offers(shop, "tinywins feedback reopen ") == [closed]
    assert offers(shop, "tinywins feedback show ") == [waiting, closed]
    first = offers(shop, "tinywins moment outcome ")
    shop.call("moment", "outcome", "called", "--turned", "well")
    second = shop.call("moment", "customer", "Wrote back").short
    assert offers(shop, "tinywins moment outcome ") == [second]
    assert offers(shop, "tinywins moment show ") == [second, *first]


def test_all_commands_are_offered(home: Home) -> None:
    """At the start of a line each command is, with a word on what it does."""
    told = home.run(env={ASKED: "tinywins "}).out.splitlines()
    assert [line.split("\t")[0] for line in told] == list(COMMANDS)
    assert all(line.split("\t")[1] for line in told)


@pytest.mark.parametrize(
    "line", ["import x", "report ", "export log -o ", "export log --output=", "doctor --salvage ", "chart wins --svg "]
)
def test_a_file_is_left_to_the_shell(home: Home, line: str) -> None:
    """Where the name of a file goes, the shell is told so by the exit code."""
    assert home.run(env={ASKED: f"tinywins {line}"}, code=3).out == ""


def test_backups_are_offered_by_name(shop: Home) -> None:
    """A backup is offered by its name; where none begins so, it is a file for the shell."""
    shop.call("backup")
    (name,) = offers(shop, "tinywins backup restore ")
    assert name.endswith(".db")
    assert shop.run(env={ASKED: "tinywins backup restore ./x"}, code=3).out == ""


STRANGE = ("", "tinywins", "tinywins log +", "  ", "tinywins goal show ", "\\", "tinywins '", "tinywins -")
ACTED_ON = set(""" \t\r\n$`\\"'();&|<>*?[]{}!#~^%""")
ODD = ("a b", "$(x)", "`x`", "a;b", "it's", 'a"b', "a\nb", "a\x1bb", "x\u202ey", "a*", "#a", "~a")


def test_it_reads_and_says_nothing(home: Home) -> None:
    """On a home that is not there, with a broken log or a strange line, there is no word, no file and no error."""
    for line in ("tinywins done ", *STRANGE):
        assert home.run(env={ASKED: line}, code=None).err == ""
    assert not home.folder.exists()
    home.folder.mkdir()
    for broken in (b"no database, but a text that is long enough to be taken for one" * 40, b""):
        home.path.write_bytes(broken)
        assert offers(home, "tinywins done ") == []
        assert "list" in offers(home, "tinywins moment ")
        assert home.path.read_bytes() == broken


@pytest.mark.parametrize("version", [3, 99])
def test_a_log_of_another_version_is_left_alone(shop: Home, version: int) -> None:
    """Of a log that an older or newer program wrote nothing is offered, nothing is said, and nothing is changed."""
    shop.sql(f"PRAGMA user_version = {version}")
    before = shop.files()
    assert offers(shop, "tinywins done ") == []
    assert "list" in offers(shop, "tinywins moment ")
    assert shop.files() == before


def test_it_does_not_wait(shop: Home) -> None:
    """While another program holds the log for itself, the tab key waits for no more than a moment."""
    with closing(sqlite3.connect(shop.path)) as other:
        other.execute("BEGIN EXCLUSIVE")
        start = time.monotonic()
        assert offers(shop, "tinywins done ") == []
        assert time.monotonic() - start < 5


def test_nothing_is_written(shop: Home) -> None:
    """Whatever is asked for, each command and each of its parameters, no file changes, and no answer is an error."""
    before = shop.files()
    for path, command in read_tree().items():
        words = path.replace("KIND", "customer").replace("WHO", "@anna")
        for option in command.options:
            line = f"tinywins {words} {option.typed[0]} " if option.count else f"tinywins {words} {option.typed[0]}"
            assert ask(shop, line) in (0, 3)
        assert ask(shop, f"tinywins {words} ") in (0, 3)
    assert shop.files() == before


def test_the_table_names_what_there_is() -> None:
    """Each entry of the table of offers is for a parameter that a command of that path or beneath it has."""
    tree = read_tree()
    known = set()
    for path, command in tree.items():
        words = path.split(" ") if path else []
        for part in (*command.arguments, *command.options):
            known |= {(" ".join(words[:length]), part.name) for length in range(len(words) + 1)}
        known |= {(path, name) for name in command.inside if name.isupper()}
    assert set(OFFERS) - known == set()
    assert {(path, name) for path, name, _ in AFTER} - known == set()


@given(st.text(min_size=1, max_size=12))
def test_what_is_plain_is_one_word_for_a_shell(word: str) -> None:
    """A word that counts as plain is read by a shell as itself, and has neither blanks nor controls."""
    if is_plain(word):
        assert shlex.split(word) == [word]
        assert not set(word) & ACTED_ON
        assert make_safe(word) == word


@pytest.mark.parametrize("word", ODD)
def test_what_is_not_plain_is_known(word: str) -> None:
    """What a shell acts on, and what would drive a terminal, is not plain; names and codes are."""
    assert not is_plain(word)
    assert all(map(is_plain, ("+run", "@anna", "b7k2", "--via=mail", "+a/+b", "\u00fcbung", "\u65e5\u8a18")))


def test_what_a_strange_file_holds_is_not_offered(shop: Home) -> None:
    """Words and titles that no command would have taken, with blanks, controls or line breaks, stay out of the line."""
    shop.sql("UPDATE feedback SET via = 'a$(touch pwned)'")
    shop.sql("UPDATE moment SET choice = 'call\nthem', kind = 'x y'")
    shop.sql("UPDATE habit SET tag = 'st' || char(27) || '[31m'")
    shop.sql("UPDATE step SET title = 'one' || char(10) || 'two'")
    assert offers(shop, "tinywins feedback list --via ") == []
    assert offers(shop, "tinywins moment customer x --choice ") == []
    assert "x y" not in offers(shop, "tinywins moment list --kind ")
    assert offers(shop, "tinywins habit show ") == []
    assert len(offers(shop, "tinywins done ")) == 1


def test_titles_are_shown_in_one_short_line(shop: Home) -> None:
    """A title that is long or holds controls is shown beside its code harmlessly, on one line."""
    shop.call("goal", "step", "add", "Print \x1b[31m red \u202e labels " + "long " * 40)
    told = shop.run(env={ASKED: "tinywins done print"}).out
    assert len(told.splitlines()) == 1
    assert len(told) < 90
    assert told.rstrip("\n").replace("\t", "").isprintable()


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=6), max_size=5))
def test_quoted_words_are_read_back(words: list[str]) -> None:
    """Words that were quoted for a shell are the same words again, and then a new one begins."""
    assert split_line("".join(shlex.quote(word) + " " for word in words)) == [*words, ""]


def test_a_line_is_split_as_a_shell_does() -> None:
    """Quotes and backslashes hold words together, and a blank at the end begins a new one."""
    assert split_line("tinywins log 'a b' c\\ d \"e 'f\"") == ["tinywins", "log", "a b", "c d", "e 'f"]
    assert split_line("tinywins done ") == ["tinywins", "done", ""]
    assert split_line("") == [""]


def test_a_script_for_each_shell(home: Home) -> None:
    """Each script is printed as it is to be read by its shell; another shell is refused with those there are."""
    for shell in SCRIPTS:
        assert ASKED in home.call("completion", shell).out
    assert "bash, zsh and fish" in home.call("completion", "tcsh", code=2).err
