"""Completion: the tab key offers what there is, in real shells; it writes nothing, and no text is ever run."""

import os
import shutil
import sys
import time
from pathlib import Path

import pexpect
import pytest

from tests.cli.harness import Home
from tinywins.cli.app import COMMANDS
from tinywins.cli.completing import split_line
from tinywins.cli.completion import SCRIPTS


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
    answer = home.run(env={"_TINYWINS_COMPLETE": line})
    assert answer.err == ""
    return [each.split("\t")[0] for each in answer.out.splitlines()]


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
        ("tinywins goal add x --wh", ["--why"]),
        ("tinywins habit show st", ["stretch"]),
        ("tinywins completion f", ["fish"]),
        ("tinywins nonsense x", []),
        ("tinywins log 'open quote +re", []),
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
    told = home.run(env={"_TINYWINS_COMPLETE": "tinywins "}).out.splitlines()
    assert [line.split("\t")[0] for line in told] == list(COMMANDS)
    assert all(line.split("\t")[1] for line in told)


def test_a_file_is_left_to_the_shell(home: Home) -> None:
    """Where the name of a file goes, the shell is told so by the exit code."""
    assert home.run(env={"_TINYWINS_COMPLETE": "tinywins import x"}, code=3).out == ""


def test_it_reads_and_says_nothing(home: Home) -> None:
    """On a home that is not there, with a broken log or a strange line, there is no word, no file and no error."""
    for line in ("tinywins done ", "", "tinywins", "tinywins log +", "  ", "tinywins goal show ", "\\", "tinywins '"):
        answer = home.run(env={"_TINYWINS_COMPLETE": line}, code=None)
        assert answer.err == ""
    assert not home.folder.exists()
    home.folder.mkdir()
    home.path.write_bytes(b"no database, but a text that is long enough to be taken for one" * 40)
    assert offers(home, "tinywins done ") == []


def test_a_line_is_split_as_a_shell_does() -> None:
    """Quotes and backslashes hold words together, and a blank at the end begins a new one."""
    assert split_line("tinywins log 'a b' c\\ d \"e 'f\"") == ["tinywins", "log", "a b", "c d", "e 'f"]
    assert split_line("tinywins done ") == ["tinywins", "done", ""]
    assert split_line("") == [""]


PATIENCE = 2.5  # seconds for a shell to ask the program and to write its answer into the line
HOSTILE = "$(touch pwned) `touch pwned`; touch pwned"


def make_program(home: Home) -> str:
    """Put a program named tinywins into a folder of its own, and give the folder."""
    folder = home.user / "bin"
    folder.mkdir(exist_ok=True)
    program = folder / "tinywins"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m tinywins "$@"\n')
    program.chmod(0o755)
    return str(folder)


def press_tab(home: Home, shell: str, line: str) -> str:
    """Type a line and the tab key in a real shell, then make it print the line as words; give them."""
    folder = make_program(home)
    env = {**home.environment(), "PATH": f"{folder}:{os.environ['PATH']}", "PS1": "ready> ", "ZDOTDIR": str(home.user)}
    teach = {
        "bash": 'eval "$(tinywins completion bash)"',
        "zsh": 'autoload -Uz compinit; compinit -u; eval "$(tinywins completion zsh)"; PS1="ready> "',
        "fish": 'tinywins completion fish | source; function fish_prompt; echo "ready> "; end',
    }[shell]
    flags = {"bash": ["--norc", "--noprofile", "-i"], "zsh": ["-f", "-i"], "fish": ["--no-config", "-i"]}[shell]
    child = pexpect.spawn(shell, flags, env=env, cwd=str(home.user), dimensions=(40, 200), timeout=30, encoding="utf-8")
    child.expect("ready> " if shell == "bash" else r"[%>#$] ")
    child.sendline(teach)
    child.expect("ready> ")
    child.send(f"{line}\t")
    time.sleep(PATIENCE)
    child.send("\x01printf '<%s>' \x05; echo; echo ended\r")
    child.expect(r"(<tinywins>\S*)\s")
    shown = child.match.group(1)
    child.sendeof()
    child.close(force=True)
    return str(shown)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("tinywins goal sh", "<goal><show>"),
        ("tinywins done stre", "<done><stretch>"),
        ("tinywins log Ran +revi", "<log><Ran><+reviews>"),
        ("tinywins log with @an", "<log><with><@anna>"),
    ],
)
def test_in_a_real_shell(shop: Home, shell: str, line: str, wanted: str) -> None:
    """The tab key finishes a command, a habit, a tag and a person, in a terminal of each shell that is installed."""
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed here")
    assert wanted in press_tab(shop, shell, line)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_no_text_is_run(shop: Home, shell: str) -> None:
    """A title that looks like a command is offered by its code, and is never run by the shell."""
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed here")
    shop.call("goal", "step", "add", HOSTILE)
    press_tab(shop, shell, "tinywins done touch")
    assert not list(Path(shop.user).glob("pwned"))


def test_a_script_for_each_shell(home: Home) -> None:
    """Each script is printed as it is to be read by its shell; another shell is refused with those there are."""
    for shell in SCRIPTS:
        assert "_TINYWINS_COMPLETE" in home.call("completion", shell).out
    assert "bash, zsh and fish" in home.call("completion", "tcsh", code=2).err
