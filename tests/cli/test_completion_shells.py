"""Completion in real shells on a terminal: the tab key finishes words, and no text of the log is ever run."""

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pexpect
import pytest

from tests.cli.harness import Home

HOSTILE = ("$(touch pwned) `touch pwned`; touch pwned", 'it\'s "quoted" & <odd> *?[x]', "two lines \x1b[31m red")
SHELLS = [
    pytest.param(name, marks=pytest.mark.skipif(not shutil.which(name), reason=f"{name} is not installed here"))
    for name in ("bash", "zsh", "fish")
]
FLAGS = {"bash": ["--norc", "--noprofile", "-i"], "zsh": ["-f", "-i"], "fish": ["--no-config", "-i"]}
TEACH = {
    "bash": 'eval "$(tinywins completion bash)"',
    "zsh": 'autoload -Uz compinit; compinit -u; eval "$(tinywins completion zsh)"; PS1="ready> "',
    "fish": 'tinywins completion fish | source; function fish_prompt; echo "ready> "; end',
}
PROGRAM = """#!/bin/sh
"{python}" -m tinywins "$@"
code=$?
[ -z "$_TINYWINS_COMPLETE" ] || : > "$HOME/answered"
exit $code
"""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home with a habit, tags, a person, a goal, and steps whose titles a shell must not take for its own."""
    home = Home(tmp_path_factory.mktemp("shop"))
    home.call("habit", "add", "stretch")
    home.call("log", "Ran with @anna", "+run=5", "+reviews")
    home.call("goal", "add", "Launch the shop")
    home.call("goal", "step", "add", "Take the pictures")
    for title in HOSTILE:
        home.call("goal", "step", "add", title)
    home.sql("UPDATE step SET title = replace(title, 'two lines', 'two' || char(10) || 'lines')")
    folder = home.user / "bin"
    folder.mkdir()
    (folder / "tinywins").write_text(PROGRAM.format(python=sys.executable))
    (folder / "tinywins").chmod(0o755)
    return home


class Shell:
    """A shell on a terminal, whose tab key was taught."""

    def __init__(self, home: Home, name: str) -> None:
        path = f"{home.user / 'bin'}:{os.environ['PATH']}"
        env = {**home.environment(), "PATH": path, "PS1": "ready> ", "ZDOTDIR": str(home.user)}
        self.answered = home.user / "answered"
        self.child = pexpect.spawn(
            name, FLAGS[name], env=env, cwd=str(home.user), dimensions=(40, 200), timeout=30, encoding="utf-8"
        )
        self.sum = "(math 6 x 7)" if name == "fish" else "$((6 * 7))"
        self.child.expect("ready> " if name == "bash" else r"[%>#$] ")
        self.run(TEACH[name])

    def run(self, line: str) -> None:
        """Run a line, and wait until the shell is ready again."""
        self.child.sendline(f"{line}; echo over-{self.sum}")  # the sum is what was printed, not what was typed
        self.child.expect("over-42")
        self.child.expect("ready> ")

    def press_tab(self, line: str) -> list[str]:
        """Type a line and the tab key, then make the shell print the line as the words that it reads; give them."""
        self.answered.unlink(missing_ok=True)
        self.child.send(f"{line}\t")
        end = time.monotonic() + 30
        while not self.answered.exists() and time.monotonic() < end:
            time.sleep(0.05)
        time.sleep(0.6)  # for the shell to write the answer into its line
        self.child.send("\x01printf '<%s>' \x05; echo; echo ended\r")
        self.child.expect(r"\n[^\n]*?<tinywins>([^\r\n]*)>")
        shown = str(self.child.match.group(1))
        self.child.expect("ended\r?\n")
        self.child.expect("ready> ")
        return shown.removeprefix("<").split("><")


Shells = Callable[[str], Shell]


@pytest.fixture(scope="module")
def shells(shop: Home) -> Iterator[Shells]:
    """Give a shell by its name: started once, and ended with the module."""
    started: dict[str, Shell] = {}

    def give(name: str) -> Shell:
        if name not in started:
            started[name] = Shell(shop, name)
        return started[name]

    yield give
    for each in started.values():
        each.child.close(force=True)


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("tinywins goal sh", ["goal", "show"]),
        ("tinywins done stre", ["done", "stretch"]),
        ("tinywins log Ran +revi", ["log", "Ran", "+reviews"]),
        ("tinywins log with @an", ["log", "with", "@anna"]),
        ('tinywins log "It is (done) @anna +revi', ["log", "It is (done) @anna +reviews"]),
        ("tinywins tweak start x --measure +run/+rev", ["tweak", "start", "x", "--measure", "+run/+reviews"]),
        ("tinywins config set color alw", ["config", "set", "color", "always"]),
        ("tinywins done nothing", ["done", "nothing"]),
    ],
)
def test_in_a_real_shell(shells: Shells, shell: str, line: str, wanted: list[str]) -> None:
    """The tab key finishes commands, habits, tags, people and values, in quotes too, and leaves the rest alone."""
    assert shells(shell).press_tab(line) == wanted


@pytest.mark.parametrize("shell", SHELLS)
def test_a_title_gives_its_code(shop: Home, shells: Shells, shell: str) -> None:
    """Words of a title become the code of what has it."""
    done, code = shells(shell).press_tab("tinywins done pict")
    assert done == "done"
    assert code in shop.call("goal", "show", "Launch").out
    assert len(code) == 4


@pytest.mark.parametrize("shell", SHELLS)
def test_no_text_is_run(shop: Home, shells: Shells, shell: str) -> None:
    """Titles full of a shell's own signs are offered by their codes: none is run, and none gets into the line."""
    for typed in ("touch", "quoted", "lines", "t"):
        words = shells(shell).press_tab(f"tinywins done {typed}")
        assert words[0] == "done"
        assert len(words) == 2
        assert words[1] == typed or (len(words[1]) == 4 and words[1].isalnum()) or words[1] == "stretch"
    assert not list(Path(shop.user).rglob("pwned"))


@pytest.mark.skipif(not shutil.which("zsh"), reason="zsh is not installed here")
def test_the_alias_of_zsh(shells: Shells) -> None:
    """With the alias that the script offers, a question mark stays what it is, and the tab key works."""
    zsh = shells("zsh")
    zsh.run("alias tinywins='noglob tinywins' printf='noglob printf'")
    assert zsh.press_tab("tinywins log What? +revi") == ["log", "What?", "+reviews"]
