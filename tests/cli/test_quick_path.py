"""Two ways to log, one result: the quick path and the command tree agree byte for byte."""

import os
import shutil
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.cli.harness import Answer, Home, read_all, read_answer, streams
from tinywins import bootstrap
from tinywins.__main__ import is_quick, main
from tinywins.cli.app import run
from tinywins.domain.ids import order_id

STDIN = "from standard input +garden\n"
PLAIN = st.sampled_from(
    ["Watered", "the", "plants", "café", "日本", "#42", "a  b", "100", "%s", "[bold]", "C++", "'", "👩‍👩‍👧"]
)
NAMES = st.sampled_from(
    ["run", "rnu", "garden", "gardens", "subscribers", "jog", "new", "straße", "Été", "x" * 61, "5kg"]
)
AMOUNTS = st.sampled_from(
    ["", "", "", "=5.2", "=5.2km", "=1", "=0", "=3mi", "=5,2", "=-1", "=", "=nan", "=1e400", "=1.2345", "=999999999"]
)
TAGS = st.builds(
    lambda name, amount, tail: f"+{name}{amount}{tail}", NAMES, AMOUNTS, st.sampled_from(["", "", ".", "!"])
)
PERSONS = st.sampled_from(["@anna", "@Anna", "@anna,", "@", "@@anna", "a@b.example"])
DASHES = st.sampled_from(["-", "-5kg", "-40%", "--", "-x", "--json", "--nope", "--on", "-h", "–", "-٣"])
ODD = st.sampled_from(
    ["", " ", "\t", "a\nb", "\x1b[2J", "\x85", "\u202ebidi", "\ud800", "\udcff", "+", "++run", "+\u0301", "n" * 4_001]
)
ANY = st.text(st.characters(exclude_characters="\0"), max_size=12)
WORD = st.one_of(PLAIN, PLAIN, TAGS, TAGS, PERSONS, DASHES, ODD, ANY)


class Pinned:
    """The same ids and stamps in the same order, whoever asks for them."""

    def __init__(self) -> None:
        self.random = Random(7)
        self.stamp = 1_800_000_000_000

    def make_id(self) -> str:
        """Make the next id."""
        return order_id(self.stamp, self.random.randbytes(10))

    def read_stamp(self) -> int:
        """Read the next stamp."""
        self.stamp += 1_000
        return self.stamp


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a log in which there is something to count on: habits, units, a measurement, a merged name."""
    home = Home(tmp_path_factory.mktemp("begun"))
    home.call("habit", "add", "run", "--unit", "km", "--from", "-20")
    home.call("habit", "add", "garden", "--times", "2/week")
    for day in range(1, 9):
        home.call("log", "Along the river", "+run=5.2", "--on", f"-{day}")
    home.call("log", "Watered the plants", "+garden", "@anna")
    home.call("log", "+subscribers=120")
    home.call("tag", "edit", "subscribers", "--reads", "last")
    home.call("log", "+jog=1")
    home.call("tag", "merge", "jog", "run")
    return home.folder


def answer_in(home: Home, arguments: Sequence[str], way: Callable[[], int]) -> Answer:
    """Give what a way to run the program answers to arguments, in this process."""
    with streams(home.environment(), STDIN.encode()) as (out, err):
        sys.argv = ["tinywins", *arguments]
        code = way()
    answer = read_answer(code, read_all(out), read_all(err))
    out.close()
    err.close()
    return answer


def log_all(home: Home, lines: Sequence[Sequence[str]], *, quickly: bool) -> list[Answer]:
    """Log lines by the quick path or by the command tree, with ids and stamps that do not depend on the way."""
    pinned = Pinned()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bootstrap, "make_id", pinned.make_id)
        patch.setattr(bootstrap, "read_stamp", pinned.read_stamp)
        patch.setattr(os, "urandom", pinned.random.randbytes)
        answers = []
        for words in lines:
            arguments = ["log", *words]
            answers.append(answer_in(home, arguments, main if quickly else partial(run, arguments)))
        return answers


def log_both_ways(begun: Path | None, lines: Sequence[Sequence[str]]) -> list[Answer]:
    """Log lines in two logs that begin alike, see that nothing tells the two ways apart, and give the answers."""
    answers, exports, journals = [], [], []
    for quickly in (True, False):
        with TemporaryDirectory() as folder:
            home = Home(Path(folder))
            if begun is not None:
                shutil.copytree(begun, home.folder)
            answers.append(log_all(home, lines, quickly=quickly))
            exports.append(home.call("export", "log", "--format", "jsonl").out)
            journals.append(home.sql("SELECT * FROM change ORDER BY device, n") if home.path.exists() else [])
            said = str(home.folder)
            answers[-1] = [Answer(a.code, a.out.replace(said, "~"), a.err.replace(said, "~")) for a in answers[-1]]
    assert answers[0] == answers[1]
    assert exports[0] == exports[1]
    assert journals[0] == journals[1]
    return answers[0]


@given(lines=st.lists(st.lists(WORD, min_size=1, max_size=6), min_size=1, max_size=2))
@example(lines=[["Along", "the", "river", "+run=5.2"], ["+run"]])
@example(lines=[["+rnu"], ["+rnu=3"]])
@example(lines=[["Lost", "-5kg", "-", "-40%"]])
@example(lines=[["-"]])
@example(lines=[["a", "--", "--json"]])
@example(lines=[["\udcff"], ["ok"]])
def test_both_ways_agree_in_a_log_that_has_begun(begun: Path, lines: list[list[str]]) -> None:
    """Whatever is typed after `log`, both ways print the same bytes, end alike and leave the same journal."""
    log_both_ways(begun, lines)


@pytest.mark.parametrize("words", [["The", "first", "+win=5"], ["@anna"], ["+win=5,2"], ["-40%"], ["\udcff"], ["--on"]])
def test_both_ways_agree_on_the_first_entry_ever(words: list[str]) -> None:
    """They agree where no log is there yet, too: either makes the same one, or none."""
    log_both_ways(None, [words])


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["Watered the plants", "+garden"], 0),
        (["-5kg", "since", "May"], 0),
        (["a", "-", "b"], 0),
        (["+run=5,2"], 2),
        (["+run=3mi"], 2),
        (["n" * 4_001], 2),
        ([""], 2),
        (["\udcff"], 2),
    ],
)
def test_both_ways_agree_where_the_quick_path_is_taken(begun: Path, words: list[str], code: int) -> None:
    """Of lines that surely take the quick path, good ones are logged and bad ones refused, the same both ways."""
    assert is_quick(["log", *words])
    assert [answer.code for answer in log_both_ways(begun, [words])] == [code]


@pytest.mark.parametrize("words", [[], ["-"], ["--json", "x"], ["x", "--on", "today"], ["-x"], ["--"], ["x", "--help"]])
def test_options_and_standard_input_are_left_to_the_tree(words: list[str]) -> None:
    """The quick path takes only words of text: options, a bare `log` and `log -` go to the command tree."""
    assert not is_quick(["log", *words])
