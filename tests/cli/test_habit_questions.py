"""A bare `habit add` on a real terminal: a few questions, each with a default."""

import json
import sys
from typing import Any

import pexpect
import pytest

from tests.cli.harness import Home, refuse
from tests.cli.test_terminal import find_harm, read_pty

ENTER, INTERRUPT, END = "\r", "\x03", "\x04"
QUESTIONS = ("Name, one word: ", "When? ", "How much? ", "After what? ", "For its own sake")


def answer(home: Home, *typed: str, words: tuple[str, ...] = ("habit", "add"), width: int = 80) -> tuple[int, str]:
    """Answer one question after the other; give the exit code and all that the terminal showed."""
    child = home.spawn(*words, width=width)
    shown = ""
    for each in typed:
        child.expect(": $")
        shown += child.before.decode() + child.after.decode()
        child.send(each if each in (INTERRUPT, END) else f"{each}{ENTER}")
    shown += read_pty(child)
    return child.exitstatus, shown.replace("\r\n", "\n").replace("\r", "")


def habits(home: Home) -> list[dict[str, Any]]:
    """Give the habits as they were added."""
    found: list[dict[str, Any]] = home.call("habit", "list", "--json").json("habits")["habits"]
    return found


def test_enter_takes_the_defaults(home: Home) -> None:
    """A name and four times Enter make a daily habit; each question is asked once, in order."""
    code, shown = answer(home, "stretch", "", "", "", "")
    assert code == 0
    places = [shown.index(question) for question in QUESTIONS]
    assert places == sorted(places)
    assert all(shown.count(question) == 1 for question in QUESTIONS)
    assert "stretch: every day, from today." in shown
    assert "Done for today?  tinywins done stretch" in shown
    (habit,) = habits(home)
    assert (habit["habit"], habit["rule"], habit["unit"], habit["cue"], habit["quiet"]) == (
        "stretch",
        "daily",
        "",
        "",
        False,
    )


def test_each_question_shows_its_default(home: Home) -> None:
    """What Enter takes stands in brackets, and how to stop stands before the first question."""
    _, shown = answer(home, "stretch", "", "", "", "")
    for default in ("[daily]: ", "[once]: ", "[none]: ", "[n]: "):
        assert shown.count(default) == 1
    assert "Ctrl-D" in shown.partition(QUESTIONS[0])[0]


ANSWERS: dict[str, tuple[tuple[str, ...], str, str, str, bool]] = {
    "weekdays": (
        ("run", "Mon, Wed,fri", "5km", "before breakfast", "n"),
        "mon,wed,fri at least 5",
        "km",
        "before breakfast",
        False,
    ),
    "a week": (("run", "3/week", "20 pages", "", "no"), "3/week at least 20", "pages", "", False),
    "a month": (("run", "10/MONTH", "once", "", ""), "10/month", "", "", False),
    "so many days": (("run", "every 2w", "1.5", "", "Y"), "every 14d at least 1.5", "", "", True),
    "anytime": (("run", "anytime", "", "", "yes"), "anytime", "", "", True),
    "a limit": (("run", "daily", "max 2 cups", "", ""), "daily at most 2", "cups", "", False),
    "a limit of none": (("run", "", "max 0", "", ""), "daily at most 0", "", "", False),
    "blanks around": (
        ("  run  ", "  daily ", "  20  pages ", "  at noon  ", " y "),
        "daily at least 20",
        "pages",
        "at noon",
        True,
    ),
}


@pytest.mark.parametrize("case", ANSWERS)
def test_what_was_answered_is_what_is_added(home: Home, case: str) -> None:
    """Every kind of schedule, target and limit can be answered, in any case and with blanks around."""
    typed, rule, unit, cue, quiet = ANSWERS[case]
    code, shown = answer(home, *typed)
    assert code == 0, shown
    (habit,) = habits(home)
    assert (habit["habit"], habit["rule"], habit["unit"], habit["cue"], habit["quiet"]) == (
        "run",
        rule,
        unit,
        cue,
        quiet,
    )


def test_what_cannot_be_read_is_asked_again(home: Home) -> None:
    """A slip gets its sentence and hint, and the same question once more; nothing that was answered is lost."""
    typed = ("two words", "", "read", "mondays", "8/week", "3/week", "about 20", "0", "-1", "20 30 pages", "20 pages")
    code, shown = answer(home, *typed, "", "maybe", "y")
    assert code == 0
    for words in (
        "'two words' is no name",
        "'mondays' is not a schedule.",
        "'8/week' is not a schedule.",
        "'0' is not an amount.",
        "'-1' is not an amount.",
        "'20 30 pages' is not an amount.",
        "Write 20 pages, max 2, max 0 for none, or Enter for once.",
        "'maybe' is neither y nor n.",
    ):
        assert words in shown
    assert [shown.count(question) for question in QUESTIONS] == [3, 3, 5, 1, 2]
    (habit,) = habits(home)
    assert (habit["habit"], habit["rule"], habit["unit"], habit["quiet"]) == (
        "read",
        "3/week at least 20",
        "pages",
        True,
    )


def test_entries_that_are_there_are_counted(home: Home) -> None:
    """A name that was logged before brings its entries."""
    home.call("log", "+read")
    _, shown = answer(home, "read", "", "", "", "")
    assert "1 entry counts already: 1 day in a row." in shown


@pytest.mark.parametrize("place", range(5))
@pytest.mark.parametrize(("key", "code"), [(END, 0), (INTERRUPT, 130)], ids=["end", "interrupt"])
def test_stopping_adds_nothing(home: Home, place: int, key: str, code: int) -> None:
    """Ctrl-D and Ctrl-C end the questions wherever they are, and nothing was added."""
    home.call("log", "+old")
    before = home.state()
    ended, shown = answer(home, *("new", "3/week", "20", "at noon", "y")[:place], key)
    assert ended == code
    assert ("Nothing was added." if key == END else "Stopped.") in shown
    assert "Traceback" not in shown
    assert home.state() == before
    assert home.call("undo").out.startswith("Undone: logged old")


@pytest.mark.parametrize("name", ["stretch", "@anna"])
def test_a_name_that_is_taken_adds_nothing(home: Home, name: str) -> None:
    """The name of a habit, or of a person, makes no new habit."""
    home.call("habit", "add", "stretch")
    before = home.state()
    answer(home, name, END)
    assert home.state() == before


def test_added_by_questions_and_undone(home: Home) -> None:
    """What the questions added is one act."""
    answer(home, "run", "3/week", "5km", "at noon", "y")
    assert [habit["habit"] for habit in habits(home)] == ["run"]
    home.call("undo")
    assert habits(home) == []
    home.call("redo")
    assert [habit["unit"] for habit in habits(home)] == ["km"]


def test_with_json_the_questions_stay_out_of_the_data(home: Home) -> None:
    """`--json` prints the habit after the questions."""
    _, shown = answer(home, "run", "", "", "", "", words=("habit", "add", "--json"))
    body = json.loads(shown[shown.index("{") :])
    assert (body["schema"], body["habit"]) == ("tinywins.habit/1", "run")


def test_what_is_typed_is_shown_harmless(home: Home) -> None:
    """Controls that are typed with Ctrl-V are quoted, kept and shown harmlessly."""
    code, shown = answer(home, "x\x16\x1b[2J", "tea", "\x16\x1b]0;x", "daily", "", "a\x16\x1b[2Jb", "")
    assert code == 0
    assert "\x1b[2J" not in shown.replace("\x1b[?2004h", "").replace("\x1b[?2004l", "")
    assert [habit["cue"] for habit in habits(home)] == ["a\x1b[2Jb"]
    assert find_harm(read_pty(home.spawn("today"))) == []


@pytest.mark.parametrize("width", [20, 40])
def test_a_narrow_terminal(home: Home, width: int) -> None:
    """The questions work on a narrow terminal."""
    code, _ = answer(home, "stretch", "3/week", "20 pages", "at noon", "", width=width)
    assert code == 0
    assert [habit["rule"] for habit in habits(home)] == ["3/week at least 20"]


@pytest.mark.parametrize(
    "words",
    [
        ["stretch"],
        ["stretch", "--times", "3/week"],
        ["stretch", "--limit", "2", "--quiet"],
        ["stretch", "--cue", "at noon"],
    ],
    ids=" ".join,
)
def test_with_arguments_nothing_is_asked(home: Home, words: list[str]) -> None:
    """With a name there is no question, also on a terminal."""
    child = home.spawn("habit", "add", *words)
    shown = read_pty(child)
    assert child.exitstatus == 0
    assert shown.split("\r\n")[1 if "clock" in shown else 0].startswith("stretch: ")
    assert not any(question in shown for question in QUESTIONS)


@pytest.mark.parametrize(
    "options", [["--daily"], ["--times", "3/week"], ["--cue", "at noon"], ["--quiet"], ["--from", "mon"]]
)
def test_options_without_a_name_are_refused(home: Home, options: list[str]) -> None:
    """Options without a name are a slip, not the beginning of a conversation."""
    home.call("log", "x")
    refuse(home, "habit", "add", *options, says=["A habit needs a name.", "  tinywins habit add stretch"])
    child = home.spawn("habit", "add", *options)
    assert "A habit needs a name." in read_pty(child)
    assert child.exitstatus == 2


def test_without_a_terminal_it_is_refused(home: Home) -> None:
    """In a script a bare `habit add` is refused, whatever its input holds, and nothing is read or written."""
    home.call("log", "x")
    for how in ({}, {"stdin": b"stretch\n\n\n\n\n"}, {"process": True}, {"process": True, "stdin": None}):
        refuse(home, "habit", "add", says=["A habit needs a name.", "  tinywins habit add stretch"], **how)
    refuse(home, "habit", "add", sh='"$@" <&-', says=["A habit needs a name."])
    refuse(home, "habit", "add", "--json", says=["A habit needs a name."])


@pytest.mark.parametrize("line", ['"$@" >out', 'true | "$@"'], ids=["output", "input"])
def test_half_a_terminal_is_none(home: Home, line: str) -> None:
    """With either standard input or output elsewhere nobody is asked."""
    home.call("log", "x")
    before = home.state()
    child = pexpect.spawn(
        "/bin/sh",
        ["-c", line, "sh", sys.executable, "-m", "tinywins", "habit", "add"],
        env=home.environment(),
        cwd=str(home.user),
        timeout=30,
    )
    shown = read_pty(child)
    assert "A habit needs a name." in shown
    assert not any(question in shown for question in QUESTIONS)
    assert child.exitstatus == 2
    assert home.state() == before
