"""Every command in every environment: no traceback, a documented exit code, and colour where it is wanted alone."""

import json
import re
import subprocess
import sys
from collections.abc import Mapping

import pytest

from tests.cli.harness import Answer, Home, read_answer, refuse

COMMANDS = (
    ["--help"],
    ["--version"],
    [],
    ["log", "Wrote", "a", "café", "page", "+writing=2"],
    ["log", "Ünder way", "+run=1.5", "--on", "yesterday", "--note", "naïve ✓"],
    ["log", "日本", "+run", "--json"],
    ["log"],
    ["done", "run=5.2", "stretch"],
    ["today"],
    ["today", "--json"],
    ["streaks"],
    ["streaks", "run", "--ci"],
    *(["chart", name] for name in ("heatmap", "wins", "strength", "growth", "compound", "forecast")),
    ["chart", "streak", "run"],
    ["chart", "heatmap", "run", "--ascii"],
    ["chart", "wins", "--format", "csv"],
    ["chart", "strength", "--svg", "stärke.svg", "--force"],
    ["report", "jahr.html", "--force"],
    *(["review", kind] for kind in ("week", "month", "year")),
    ["review", "week", "--note", "früher", "--format", "markdown"],
    ["list"],
    ["list", "--json"],
    ["show", "last", "--history"],
    ["edit", "last", "--text", "Später", "+run=4"],
    ["edit", "--day", "today"],
    ["star", "last"],
    ["rm", "last"],
    ["undo"],
    ["redo"],
    ["habit", "add", "lesen", "--cue", "nach dem Frühstück"],
    ["habit", "list"],
    ["habit", "show", "run"],
    ["habit", "edit", "run", "--cue", "früh"],
    ["habit", "rename", "lesen", "read"],
    ["habit", "rm", "read"],
    ["tag", "list"],
    ["tag", "show", "run"],
    ["tag", "edit", "garden", "--unit", "Körbe"],
    ["tag", "merge", "writing", "reviews"],
    ["tag", "rename", "reviews", "naïve"],
    *(["export", kind] for kind in ("log", "wins", "amounts", "days", "habits")),
    ["export", "log", "--format", "jsonl"],
    ["doctor"],
    ["doctor", "--rebuild"],
    ["config", "list"],
    ["config", "get", "editor"],
    ["config", "set", "editor", "näno"],
    ["config", "set", "day_start", "3"],
    ["help", "habit", "add"],
    ["show", "żżżż"],
    ["habt"],
    ["today", "--nope"],
)
WORLDS: dict[str, dict[str, str | None]] = {
    "C locale": {"LC_ALL": "C"},
    "C locale without UTF-8 mode": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "UTF-8": {"LC_ALL": "C.UTF-8"},
    "no locale": {"LC_ALL": None},
    "unknown locale": {"LC_ALL": "xx_XX.nowhere"},
    "Latin-1 output": {"PYTHONIOENCODING": "latin-1"},
    "ASCII output": {"PYTHONIOENCODING": "ascii"},
    "strict ASCII output": {"PYTHONIOENCODING": "ascii:strict"},
    "dumb terminal": {"TERM": "dumb"},
    "no terminal's name": {"TERM": None},
    "NO_COLOR": {"NO_COLOR": "1"},
    "20 columns": {"COLUMNS": "20"},
    "no columns": {"COLUMNS": "0", "LINES": "nonsense"},
    "no HOME": {"HOME": None},
    "empty HOME": {"HOME": "", "XDG_DATA_HOME": "relative", "XDG_CONFIG_HOME": ""},
    "no PATH": {"PATH": None},
}
REFUSED = (["show", "żżżż"], ["habt"], ["today", "--nope"])
LOOKS = (["today"], ["list"], ["streaks"], ["show", "last"], ["tag", "show", "run"], ["habit", "show", "run"])
DRIVER = """
import json, os, sys
from tinywins.__main__ import main
for words in json.loads(sys.argv[1]):
    sys.argv = ["tinywins", *(os.fsdecode(word.encode()) for word in words)]
    code = main()
    for stream in (sys.stdout, sys.stderr):
        stream.write(f"\\x1e{code}\\n")
        stream.flush()
"""
STDIN = b"From standard input +in\nAnother\n"


@pytest.fixture
def lived(kept: Home) -> Home:
    """A home with a habit, tags and entries, and an editor that changes nothing."""
    kept.call("habit", "add", "stretch", "--times", "3/week")
    kept.env["EDITOR"] = "true"
    return kept


def run_all(home: Home, env: Mapping[str, str | None]) -> list[Answer]:
    """Run every command in one process of its own, off a terminal; give what each answered."""
    done = subprocess.run(
        [sys.executable, "-c", DRIVER, json.dumps(COMMANDS)],
        env=home.environment(env),
        cwd=home.user,
        input=STDIN,
        capture_output=True,
        timeout=60,
        check=False,
    )
    outs, errs = (re.split(rb"\x1e(\d+)\n", data) for data in (done.stdout, done.stderr))
    assert len(outs) == len(errs) == 2 * len(COMMANDS) + 1, done
    assert outs[-1] == errs[-1] == b""
    answers = zip(outs[::2], errs[::2], outs[1::2], strict=False)
    return [read_answer(int(code), out, err) for out, err, code in answers]


@pytest.mark.parametrize("world", WORLDS.values(), ids=WORLDS)
def test_every_command_in_every_environment(lived: Home, world: dict[str, str | None]) -> None:
    """Off a terminal no command ends in a traceback or prints an escape sequence, whatever the environment says."""
    answers = run_all(lived, world)
    for words, answer in zip(COMMANDS, answers, strict=True):
        assert "\x1b" not in answer.out + answer.err, words
        code = 2 if words in REFUSED else 0
        if world.get("PYTHONUTF8") != "0":  # there some arguments come as bytes without a meaning
            assert answer.code == code, (words, answer)
        if words[-1:] == ["--json"] and not answer.code:
            json.loads(answer.out)
    before = len(lived.entries())
    lived.run("log", "-", stdin=STDIN, env=world)
    assert len(lived.entries()) == before + 2
    assert "wrong" not in lived.run("doctor", env=world).out


def test_without_utf_8_what_was_typed_is_refused_or_kept(lived: Home) -> None:
    """Where arguments come as bytes without a meaning, such a line is refused, and the prompt is offered."""
    env = WORLDS["C locale without UTF-8 mode"]
    says = ["not valid UTF-8", "Type it at the prompt"]
    refuse(lived, "log", "Drank a café", says=says, env=env, process=True)
    lived.run("log", "Drank a coffee", env=env)
    assert lived.texts()[-1] == "Drank a coffee"


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252:strict"])
def test_output_in_a_narrow_encoding(home: Home, encoding: str) -> None:
    """Signs that an encoding lacks are shown as escapes; JSON stays JSON, and exports are UTF-8 everywhere."""
    env = {"PYTHONIOENCODING": encoding}
    text = "Café in 日本 👍 \U000e0041"
    answer = home.run("log", text, "+straße", env=env)
    assert answer.out
    assert home.texts() == [text]
    for command in (["list", "--json"], ["today", "--json"]):
        assert home.run(*command, env=env).json(command[0])["entries"][0]["text"] == text
    assert home.run("export", "log", env=env).out == home.run("export", "log").out


@pytest.mark.parametrize("where", ["XDG_DATA_HOME", "HOME"])
def test_a_home_that_only_one_name_gives(home: Home, where: str) -> None:
    """Without TINYWINS_HOME the log lies below XDG_DATA_HOME, or below HOME, and nowhere else."""
    env = {"TINYWINS_HOME": None, "TINYWINS_NOW": None, "HOME": None, "XDG_CONFIG_HOME": str(home.user / "config")}
    env[where] = str(home.user)
    home.run("log", "Found it", env=env)
    assert "Found it" in home.run("list", env=env).out
    home.run("config", "set", "color", "never", env=env)
    below = "" if where == "XDG_DATA_HOME" else ".local/share/"
    assert (home.user / f"{below}tinywins/tinywins.db").exists()
    assert not home.folder.exists()


def show_on_terminal(home: Home, *arguments: str, width: int = 80, env: Mapping[str, str | None] | None = None) -> str:
    """Run a command on a terminal; give all that it showed."""
    child = home.spawn(*arguments, width=width, env=env)
    shown: bytes = child.read()
    child.close()
    return read_answer(child.exitstatus, shown, b"").out


@pytest.mark.parametrize("words", LOOKS)
def test_colour_on_a_terminal(lived: Home, words: list[str]) -> None:
    """On a terminal there is colour, and taking it out leaves what there is without."""
    colourful = show_on_terminal(lived, *words)
    assert "\x1b[" in colourful
    assert re.findall(r"\x1b\[[0-9;]*[A-Za-z]", colourful) == re.findall(r"\x1b\[(?:0|1|2|32)m", colourful)
    plain = show_on_terminal(lived, *words, env={"NO_COLOR": "1"})
    assert re.sub(r"\x1b\[[0-9]+m", "", colourful) == plain


@pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {"TERM": "dumb"}, {"TERM": None}], ids=str)
def test_no_colour_on_a_terminal(lived: Home, env: dict[str, str | None]) -> None:
    """With NO_COLOR, or on a terminal that cannot show it, nothing is coloured."""
    for words in LOOKS[:2]:
        assert "\x1b" not in show_on_terminal(lived, *words, env=env)


def test_colour_by_configuration(lived: Home) -> None:
    """`color never` takes colour away on a terminal, `always` gives it to a pipe, and NO_COLOR comes before both."""
    lived.call("config", "set", "color", "never")
    assert "\x1b" not in show_on_terminal(lived, "today")
    lived.call("config", "set", "color", "always")
    assert "\x1b[1m" in lived.run("today").out
    assert "\x1b" not in lived.run("today", env={"NO_COLOR": "1"}).out
    assert "\x1b[1m" in lived.run("today", env={"NO_COLOR": ""}).out


@pytest.mark.parametrize("width", [1, 20, 500])
def test_a_terminal_of_any_width(lived: Home, width: int) -> None:
    """However narrow or wide the terminal is, the words are there."""
    lived.call("log", "Answered the hardest review of all with a long, long answer", "+reviews")
    assert "Along the river" in show_on_terminal(lived, "list", width=width)
    assert "hardest review of all" in show_on_terminal(lived, "today", width=width)
    assert "last 90 days" in show_on_terminal(lived, "streaks", width=width)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["log", "x", "--on"], "'--on' requires an argument."),
        (["habit", "add", "x", "--cue"], "'--cue' requires an argument."),
        (["log", "x", "--json=3"], "'--json' does not take a value."),
        (["--version=3"], "'--version' does not take a value."),
    ],
)
def test_an_option_without_its_value_is_refused(lived: Home, words: list[str], says: str) -> None:
    """An option that lacks its value, or has one too many, is named, and the help is pointed to."""
    refuse(lived, *words, says=[says, "--help"])
