"""What is typed and cannot be kept as typed gets a sentence, and loses nothing."""

import pytest

from tests.cli.harness import Home, refuse
from tests.cli.shapes import write_twins

ODD_TEXTS = [
    "\x1b[2J\x1b[Hcleared",
    "\x1b]0;title\x07 and \x1b]52;c;aGk=\x07",
    "abc\u202edcb\u202c",
    "[/b] [bold]x[/bold] [link=http://a.example]y[/link] [/",
    "Cut build time -40%",
    "Lost -5kg",
    "C++ and +5kg, +1'd too",
    "100 % of ~/x & $HOME `date` \"quoted\" 'single' \\",
]


@pytest.mark.parametrize("words", [[""], ["   "], ["", ""], ["\t"]])
def test_empty_text_is_refused(kept: Home, words: list[str]) -> None:
    """There is nothing to log in an empty line, and an example says what there could be."""
    refuse(kept, "log", *words, says=["There is nothing to log yet.", "Watered the plants"])


def test_empty_line_on_standard_input_is_refused(kept: Home) -> None:
    """A bare `log` that is given an empty line, or none at all, logs nothing."""
    for stdin in (b"\n", b"", b"   \n"):
        refuse(kept, "log", says=["There is nothing to log yet."], stdin=stdin)
    for stdin in (b"\n\n", b""):
        refuse(kept, "log", "-", says=["There was no line to log."], stdin=stdin)


def test_4000_characters_fit_and_4001_do_not(kept: Home) -> None:
    """A text of 4,000 characters is kept whole; one more is refused with both numbers, in a note too."""
    kept.call("log", "é" * 4_000)
    assert kept.texts()[-1] == "é" * 4_000
    refuse(kept, "log", "é" * 4_001, says=["4,001 characters; 4,000 fit", "--note"])
    refuse(kept, "log", "x", "--note", "n" * 4_001, says=["The note has 4,001 characters; 4,000 fit."])
    refuse(kept, "edit", "last", "--text", "e" * 4_001, says=["4,001 characters; 4,000 fit"])


def test_nul_on_standard_input_is_refused(kept: Home) -> None:
    """A NUL is named; among several lines its line is named, and none of them is logged."""
    refuse(kept, "log", says=["The text holds a NUL character."], stdin=b"before\0after\n")
    says = ["Line 2: The text holds a NUL character. Nothing was logged."]
    refuse(kept, "log", "-", says=says, stdin=b"good\nba\0d\ngood\n")


@pytest.mark.parametrize("encoding", ["utf-8:strict", "utf-8:surrogateescape", None])
def test_bytes_that_are_no_text_are_refused_on_standard_input(kept: Home, encoding: str | None) -> None:
    """Latin-1 bytes are refused however standard input decodes; with `log -` their line is named."""
    env = {"PYTHONIOENCODING": encoding}
    refuse(kept, "log", says=["The text is not valid UTF-8"], stdin=b"caf\xe9\n", env=env, process=True)
    refuse(kept, "log", "-", says=["Line 2:", "not valid UTF-8"], stdin=b"good\ncaf\xe9\n", env=env, process=True)


@pytest.mark.parametrize(
    "arguments",
    [
        ["log", b"caf\xe9"],
        ["log", b"caf\xe9", "--on", "today"],
        ["log", "x", "--note", b"caf\xe9"],
        ["edit", "last", "--text", b"caf\xe9"],
        ["list", b"caf\xe9"],
        ["habit", "add", b"caf\xe9"],
        ["config", "set", "editor", b"caf\xe9"],
        [b"caf\xe9"],
        ["log", "x", b"--caf\xe9"],
    ],
)
def test_arguments_that_are_no_text_are_refused(kept: Home, arguments: list[str | bytes]) -> None:
    """Bytes that are not UTF-8 are refused wherever they stand, with a way to type them."""
    refuse(kept, *arguments, says=["The text is not valid UTF-8", "bare `tinywins log`"], process=True)


@pytest.mark.parametrize("text", ODD_TEXTS)
def test_odd_text_is_kept_exactly_and_shown_harmlessly(home: Home, text: str) -> None:
    """Escapes, bidi signs, markup and dash-words are text: kept to the letter, and never sent to a terminal."""
    by_words = home.call("log", *text.split(" "))
    by_option = home.call("log", "--on", "today", *text.split(" "))
    assert home.texts() == [text, text]
    for answer in (by_words, by_option, home.call("list")):
        assert not set(answer.out) & set("\x1b\x07\u202e\u202c")
        assert answer.err == ""


def test_markup_is_shown_as_it_was_typed(home: Home) -> None:
    """Text in brackets is nobody's markup."""
    home.call("log", "[/b] [bold]x[/bold]", "--note", "[red]note[/]")
    for words in (["list"], ["today"], ["show", "last"]):
        assert "[/b] [bold]x[/bold]" in home.call(*words).out
    assert "[red]note[/]" in home.call("show", "last").out


@pytest.mark.parametrize(
    ("words", "text", "tags"),
    [
        (["Cut", "build", "time", "-40%"], "Cut build time -40%", {}),
        (["-5kg"], "-5kg", {}),
        (["-5kg", "+run"], "-5kg", {"run": None}),
        (["a", "-", "b"], "a - b", {}),
        (["+"], "+", {}),
        (["+5kg", "on", "the", "bar"], "+5kg on the bar", {}),
        (["++x"], "+x", {}),
        (["++x", "and", "+y"], "+x and", {"y": None}),
        (["@@anna"], "@anna", {}),
        (["+x"], "", {"x": None}),
        (["--", "--frob", "fixed"], "--frob fixed", {}),
        (["--", "-x"], "-x", {}),
    ],
)
def test_signs_that_begin_a_word(home: Home, words: list[str], text: str, tags: dict[str, object]) -> None:
    """A dash before a digit, a lone sign, `+5kg` and a doubled sign are text; `--` makes all that follows text."""
    home.call("log", *words)
    entry = home.entries()[0]
    assert (entry["text"], entry["tags"]) == (text, tags)


@pytest.mark.parametrize("word", ["--frob", "--no-such", "-x", "-frob", "--on5", "--\u202eno"])
def test_an_unknown_option_is_refused(kept: Home, word: str) -> None:
    """A word with dashes that is no option is refused, not recorded, and `--` is offered for text."""
    shown = word.replace("\u202e", "·") if word.startswith("--") else word[:2]
    answer = refuse(kept, "log", "Fixed", word, says=[f"There is no option {shown}.", "put -- before the line"])
    assert "\u202e" not in answer.err


@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("+run=abc", "'abc' is not a number"),
        ("+run=NaN", "'NaN' is not a number"),
        ("+run=inf", "'inf' is not a number"),
        ("+run=1e400", "'1e400' is not a number"),
        ("+run=1e3", "'1e3' is not a number"),
        ("+run=5,2", "Write 5.2"),
        ("+run=1,000", "Write 1.000 or 1000"),
        ("+run=-5", "-5 is negative"),
        ("+run=", "+run= has no amount"),
        ("+run=5.2345", "more than three decimals"),
        ("+run=" + "9" * 400, "amounts stay below 1,000,000,000"),
        ("+run=1000000000", "amounts stay below 1,000,000,000"),
        ("+run=٣", "is not a number"),
        ("+run=0x10", "is not a number"),
        ("+run=5mi", "counted in km, not in mi"),
        ("+garden=5kg", "has no unit yet, so kg cannot be kept"),
        ("+" + "n" * 200, "characters"),
    ],
)
def test_an_amount_that_cannot_be_read_is_refused(kept: Home, word: str, says: str) -> None:
    """Nothing is guessed and nothing rounded: the sentence says what it is, and the line is not logged."""
    refuse(kept, "log", "Along the river", word, says=[says])
    refuse(kept, "log", "-", says=[says], stdin=f"Before\nAlong the river {word}\n".encode())
    refuse(kept, "edit", "last", word, says=[says])


@pytest.mark.parametrize("word", ["run=abc", "run=5,2", "run=-5", "run=", "run=5mi", "run=1e400"])
def test_done_refuses_an_amount_that_cannot_be_read(kept: Home, word: str) -> None:
    """`done` reads amounts as `log` does, and ticks none of its habits when one cannot be read."""
    kept.call("habit", "add", "stretch")
    refuse(kept, "done", "stretch", word, says=["run"] if word == "run=5mi" else [])


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--on", "2026-02-30"], "There is no 30 February 2026."),
        (["--on", "2026-13-01"], "There is no month 13."),
        (["--on", "31 nov"], "There is no 31 November."),
        (["--on", "0000-01-01"], "There is no year 0000."),
        (["--on", "someday"], "'someday' is not a day"),
        (["--on", ""], "No day was given."),
        (["--on", "11/20/2026"], "is not a day"),
        (["--on", "tomorrow"], "2026-11-23 is still to come."),
        (["--on", "2026-11-23"], "2026-11-23 is still to come."),
        (["--on", "9999-12-31"], "9999-12-31 is still to come."),
        (["--on", "-999999999"], "outside the calendar"),
        (["--at", "25:00"], "There is no 25:00 on the clock."),
        (["--at", "noon"], "is not a time"),
        (["--at", ""], "No time was given."),
        (["--at", "23:00"], "23:00 on 2026-11-22 is still to come."),
        (["--on", "9999-12-31", "--at", "01:00", "--force"], "beyond the calendar"),
    ],
)
def test_a_day_or_time_that_cannot_be_is_refused(kept: Home, arguments: list[str], says: str) -> None:
    """A day that does not exist, cannot be read for certain, or is still to come is not logged."""
    refuse(kept, "log", "x", *arguments, says=[says])


def test_a_future_day_can_be_forced(home: Home) -> None:
    """With --force a day still to come is recorded, and the reply shows it."""
    assert "Mon 23 Nov" in home.call("log", "x", "--on", "tomorrow", "--force").out
    assert home.entries()[0]["day"] == "2026-11-23"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["done", "rnu"], ["There is no habit rnu.", "Did you mean run?"]),
        (["done", "run", "strech"], ["There is no habit strech."]),
        (["done", "zzz"], ["There is no habit zzz.", "tinywins habit add zzz"]),
        (["done", "reviews"], ["reviews is a tag, and no habit yet."]),
        (["habit", "show", "runn"], ["Did you mean run?"]),
        (["streaks", "rnu"], ["Did you mean run?"]),
        (["habit", "rm", "rnu"], ["Did you mean run?"]),
        (["tag", "show", "gardn"], ["There is no tag gardn yet.", "Did you mean garden?"]),
        (["tag", "merge", "gardn", "reviews"], ["Did you mean garden?"]),
        (["list", "+reveiws"], ["Did you mean reviews?"]),
        (["export", "wins", "+gardn"], ["Did you mean garden?"]),
        (["export", "wns"], ["Did you mean wins?"]),
        (["config", "set", "day_strt", "3"], ["Did you mean day_start?"]),
        (["strek"], ["There is no command strek."]),
        (["lgo", "x"], ["Did you mean tinywins log?"]),
        (["habit", "ad", "x"], ["Did you mean tinywins habit add?"]),
    ],
)
def test_a_mistyped_name_is_offered_its_neighbour(kept: Home, arguments: list[str], says: list[str]) -> None:
    """What is not there is said so, with the nearest name where one is near."""
    refuse(kept, *arguments, says=says)


@pytest.mark.parametrize("command", [["show"], ["edit", "--text", "y"], ["rm"], ["star"]])
def test_an_id_that_is_not_there_is_refused(kept: Home, command: list[str]) -> None:
    """An unknown id, a malformed one and a `last` beyond the first entry change nothing."""
    for reference in ("zzzzzz", "q", "last~99", "last~x", "l?", "", "\x1b[2J", "b7k2 "):
        refuse(kept, command[0], reference, *command[1:], says=[])


def test_an_ambiguous_id_is_offered_in_longer_form(kept: Home) -> None:
    """Where two devices gave one code, both entries are offered by longer codes, and these work."""
    short, longer = write_twins(kept)
    for command in (["show", short], ["rm", short], ["star", short], ["edit", short, "--text", "z"]):
        refuse(kept, *command, says=[f"{short} could be any of 2 entries.", f"{longer[0]} or {longer[1]}"])
    assert "Twin A" in kept.call("show", longer[0]).out
    assert "Twin B" in kept.call("show", longer[1]).out


@pytest.mark.parametrize("act", ["zzz", "abc", "abcdef0123", "", "%", "\x1b[2J"])
def test_an_act_that_is_not_there_is_refused(kept: Home, act: str) -> None:
    """Undo and redo of an act that nobody did change nothing."""
    refuse(kept, "undo", act, says=["act"])
    refuse(kept, "redo", act, says=["act"])


@pytest.mark.parametrize(
    "arguments",
    [
        ["edit"],
        ["edit", "last"],
        ["edit", "last", "no tag"],
        ["edit", "last", "--untag", "garden"],
        ["edit", "last", "--text", "", "--untag", "reviews"],
        ["edit", "--day", "someday"],
        ["edit", "last", "--day", "today"],
        ["habit"],
        ["habit", "add"],
        ["habit", "add", "two words"],
        ["habit", "add", "@anna"],
        ["habit", "add", "run"],
        ["habit", "add", "gym", "--times", "9/week"],
        ["habit", "add", "gym", "--times", "0/week"],
        ["habit", "add", "gym", "--times", "three"],
        ["habit", "add", "gym", "--days", "mon,foo"],
        ["habit", "add", "gym", "--days", "mon", "--daily"],
        ["habit", "add", "gym", "--unit", "km/h 5"],
        ["habit", "add", "gym", "--from", "2026-02-30"],
        ["tag", "edit", "run"],
        ["tag", "edit", "run", "--reads", "lst"],
        ["tag", "edit", "run", "--unit", "5"],
        ["tag", "merge", "run", "run"],
        ["tag", "rename", "run", "reviews"],
        ["tag", "rename", "run", "two words"],
        ["export"],
        ["export", "log", "--format", "xml"],
        ["export", "log", "words"],
        ["list", "--limit", "0"],
        ["list", "--limit", "many"],
        ["list", "--since", "someday"],
        ["config", "set", "day_start", "7"],
        ["config", "set", "day_start", "-1"],
        ["config", "set", "day_start", "4.5"],
        ["config", "set", "spares", "1,2"],
        ["config", "set", "spares", "-1,7,2"],
        ["config", "set", "color", "pink"],
        ["config", "get", "nope"],
        ["config", "set", "day_start"],
        ["star"],
        ["rm"],
        ["done"],
        ["show"],
    ],
)
def test_a_command_that_cannot_be_understood_changes_nothing(kept: Home, arguments: list[str]) -> None:
    """Whatever is missing, too much or out of range: one sentence, exit code 2, and the log as it was."""
    before = kept.state()
    answer = kept.call(*arguments, code=2)
    assert answer.out == ""
    assert answer.err.strip()
    assert "!" not in answer.err
    assert kept.state() == before
