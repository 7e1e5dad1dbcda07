"""No text that a person or a file gave reaches a terminal as a command: the corpus, through every command, on a pty."""

import json
import re
import sys
import unicodedata
from collections.abc import Sequence
from itertools import product
from pathlib import Path
from random import Random

import pexpect
import pytest

from tests.cli.harness import Home, refuse

LINES = {
    "title": "\x1b]0;pwned\x07",
    "title, unterminated": "\x1b]2;pwned",
    "link": "\x1b]8;;http://a.example\x1b\\click\x1b]8;;\x1b\\",
    "clipboard": "\x1b]52;c;cm0gLXJm\x07",
    "clear": "\x1b[2J\x1b[Hgone",
    "rewrite the line above": "\x1b[1A\x1b[2Kfake",
    "other screen": "\x1b[?1049h",
    "ask for a reply": "\x1b[6n\x1b[c",
    "a style": "\x1b[31;1mred\x1b[0m",
    "device control": '\x1bP$q"p\x1b\\',
    "application command": "\x1b_payload\x1b\\",
    "reset": "\x1bc",
    "bare escape": "ends in \x1b",
    "C1 control sequence": "\x9b2J",
    "C1 system command": "\x9d0;pwned\x9c",
    "C1 device control": "\x90q\x9c",
    "delete": "abc\x7f\x7f\x7fxyz",
    "bell": "ding\x07",
    "backspace": "abc\b\b\bxyz",
    "shift out": "\x0eabc\x0f",
    "bidi override": "abc\u202edcb\u202c",
    "bidi isolate": "\u2066abc\u2069\u2067",
    "bidi marks": "\u200eabc\u200f\u061c",
    "tags": "x\U000e0041\U000e0042\U000e007f",
    "zero width": "zero\u200bwidth\u2060\ufeffhere",
    "interlinear": "\ufff9a\ufffab\ufffb",
    "markup": "[bold]x[/bold] [@click=app.quit]y[/]",
    "closing markup": "[/nope] [/",
    "link markup": "[link=http://a.example]z[/link]",
    "combining": "a" + "\u0301\u0323\u0336" * 60,
    "formats": "%s %n {0} {path} \\x1b[2J \\033[2J $(id) `id`",
}
BLOCKS = {
    "line breaks": "first\n\x1b[2Ksecond\n\n  third",
    "carriage return": "true\rfake",
    "other breaks": "a\vb\fc\x1cd\x1ee\x85f\u2028g\u2029h",
}
PAYLOADS = LINES | BLOCKS
ALLOWED = re.compile(r"\x1b\[(?:0|1|2|3[0-7]|9[0-7]|1;3[0-7])m")
LATER = (
    ["today"],
    ["streaks"],
    ["streaks", "--ci"],
    *(["chart", name] for name in ("heatmap", "wins", "strength", "growth", "compound", "forecast")),
    *(["review", kind, "--all"] for kind in ("week", "month", "year")),
    ["review", "year", "--all", "--names", "--format", "markdown"],
    ["list", "--limit", "500"],
    ["habit", "list"],
    ["tag", "list"],
    ["config", "list"],
    ["config", "get", "editor"],
    ["doctor"],
    *(["export", kind] for kind in ("log", "wins", "amounts", "days", "habits")),
    *(["export", kind, "--format", "jsonl"] for kind in ("log", "wins", "amounts", "days", "habits")),
    *([*words, "--json"] for words in (["today"], ["list", "--limit", "500"], ["streaks"], ["tag", "list"])),
    ["config", "list", "--json"],
)
DRIVER = """
import json, os, sys
from tinywins.__main__ import main
with open(sys.argv[1], encoding="utf-8") as file:
    commands = json.load(file)
for words in commands:
    sys.argv = ["tinywins", *words]
    print(f"<{main()}>", flush=True)
"""


def find_harm(shown: str) -> list[str]:
    """List what a terminal would obey or hide: all controls and invisible signs but line ends, tabs and our styles."""
    plain = ALLOWED.sub("", shown)
    joiners = "\u200c\u200d\xad"  # emoji, scripts and hyphenation need them
    return [
        f"U+{ord(sign):04X} in {plain[max(0, place - 30) : place + 30]!r}"
        for place, sign in enumerate(plain)
        if (
            sign not in "\r\n\t"
            and sign not in joiners
            and unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp")
        )
    ]


def read_pty(child: "pexpect.spawn") -> str:
    """Read all that a program writes on its terminal, strictly as UTF-8."""
    shown: bytes = child.read()
    child.close()
    return shown.decode()


def run_all(home: Home, commands: Sequence[Sequence[str]]) -> list[tuple[list[str], int, str]]:
    """Run commands one after the other on one real terminal; give each with its exit code and all that it showed."""
    script = home.user / "commands.json"
    script.write_text(json.dumps(commands), "utf-8")
    child = pexpect.spawn(
        sys.executable,
        ["-c", DRIVER, str(script)],
        env=home.environment(),
        cwd=str(home.user),
        dimensions=(40, 100),
        timeout=60,
    )
    parts = re.split(r"<(\d+)>\r\n", read_pty(child))
    assert len(parts) == 2 * len(commands) + 1, parts[-1]
    return [(list(words), int(parts[2 * at + 1]), parts[2 * at]) for at, words in enumerate(commands)]


def check_shown(shown: Sequence[tuple[list[str], int, str]], codes: Sequence[int] = (0,)) -> None:
    """See that what commands showed is harmless, and that they ended as they should."""
    for words, code, text in shown:
        assert find_harm(text) == [], words
        assert "Traceback" not in text
        assert "unforeseen" not in text, words
        assert code in codes, (words, text)


@pytest.fixture
def hostile(home: Home) -> Home:
    """A home in which every payload is an entry's text, a note, a habit's cue, and part of a word like a tag."""
    for place, payload in enumerate(PAYLOADS.values()):
        text = payload if payload in LINES.values() else f"note {place}"
        home.call("log", text, f"+h{place}", "--note", payload)
        home.call("habit", "add", f"h{place}", "--cue", payload)
    for payload in LINES.values():
        home.call("log", f"before +tag{payload} @her{payload} after", code=None)
    home.call("config", "set", "editor", "".join(PAYLOADS.values()))
    return home


def test_every_command_that_looks_is_harmless(hostile: Home) -> None:
    """Lists, tables, exports and JSON of a log full of hostile text show it, and a terminal obeys none of it."""
    shorts = [entry["short"] for entry in hostile.entries()]
    tags = [json.loads(line)["tag"] for line in hostile.call("export", "amounts", "--format", "jsonl").out.splitlines()]
    commands: list[list[str]] = [*map(list, LATER)]
    commands += [["show", short, "--history"] for short in shorts]
    commands += [["tag", "show", tag] for tag in dict.fromkeys(tags)]
    commands += [["habit", "show", f"h{place}"] for place in range(len(PAYLOADS))]
    commands += [["streaks", "h0"], ["habit", "show", "h1", "--json"], ["show", shorts[0], "--history", "--json"]]
    shown = run_all(hostile, commands)
    check_shown(shown)
    everything = "".join(text for _, _, text in shown)
    for words in ("[/nope] [/", "[link=http://a.example]z[/link]", "[bold]x[/bold]", "␛[2J␛[Hgone", "%s %n {0} {path}"):
        assert words in everything


def test_every_command_that_acts_is_harmless(home: Home) -> None:
    """The replies to log, done, edit, star, rm, undo, redo and the noun commands are harmless whatever they quote."""
    commands: list[list[str]] = []
    for place, payload in enumerate(PAYLOADS.values()):
        name, text = f"h{place}", payload if payload in LINES.values() else f"note {place}"
        commands += [["log", text, f"+{name}", "--note", payload]]
        commands += [
            ["habit", "add", name, "--cue", payload],
            ["done", name],
            ["habit", "edit", name, "--cue", payload],
        ]
        commands += [["edit", "last", "--text", text, "--note", payload], ["star", "last"], ["rm", "last"]]
        commands += [
            ["undo"],
            ["redo"],
            ["undo"],
            ["config", "set", "editor", payload],
            ["habit", "rm", name],
            ["undo"],
        ]
    check_shown(run_all(home, commands))


def test_every_error_that_quotes_is_harmless(kept: Home) -> None:
    """Errors quote what was typed, in every place where something can be typed."""
    commands: list[list[str]] = []
    for payload in PAYLOADS.values():
        commands += [[payload], ["habit", payload], ["help", payload], ["show", payload], ["rm", f"last~{payload}"]]
        commands += [["log", "x", "--on", payload], ["log", "x", "--at", payload], ["log", f"--{payload}"]]
        commands += [["log", f"+run={payload}"], ["done", payload], ["done", f"run={payload}"], ["list", f"+{payload}"]]
        commands += [["tag", "show", payload], ["tag", "edit", "run", "--unit", f"1{payload}"], ["undo", payload]]
        commands += [["tag", "edit", "run", "--reads", payload], ["tag", "merge", "run", payload]]
        commands += [["habit", "add", payload], ["habit", "add", "new", "--days", payload], ["habit", "show", payload]]
        commands += [["export", payload], ["export", "log", payload], ["export", "log", "--format", payload]]
        commands += [["export", "log", "-o", f"missing/{payload}"], ["list", "--limit", payload]]
        commands += [["config", "set", payload, "1"], ["config", "set", "day_start", payload], ["streaks", payload]]
        commands += [["edit", "last", payload], ["edit", "last", "--untag", payload], ["edit", "--day", payload]]
    check_shown(run_all(kept, commands), (0, 1, 2))


def test_names_that_the_environment_gives_are_harmless(kept: Home) -> None:
    """A folder, a zone, a clock, an editor and a configuration with hostile names or content are quoted harmlessly."""
    odd = "x\x1b[2J\x07\u202e\x9b2J"
    folder = kept.folder.rename(kept.folder.parent / odd)
    config = folder / "config.toml"
    config.write_text(
        f'"{odd[0]}\\u001b[2J\\u202e" = 1\ncolor = "\\u001b[2J"\neditor = "\\u001b]0;x\\u0007"\n', "utf-8"
    )
    home: dict[str, str | None] = {"TINYWINS_HOME": str(folder)}
    environments: list[dict[str, str | None]] = [
        home,
        {**home, "TINYWINS_NOW": odd},
        {**home, "TINYWINS_NOW": None, "TZ": odd},
        {**home, "TINYWINS_NOW": None, "TZ": f"/{odd}"},
        {"TINYWINS_HOME": f"{folder}/tinywins.db"},
        {"TINYWINS_HOME": f"{folder}/none"},
    ]
    looks = [["config", "list"], ["doctor"]]
    for env, words in [*product(environments, looks), (home, ["edit", "--day", "today"])]:
        assert find_harm(read_pty(kept.spawn(*words, env=env))) == [], (words, env)


def test_the_reply_at_the_prompt_is_harmless(home: Home) -> None:
    """What is typed at the prompt, controls quoted with Ctrl-V, is recorded as it is and comes back harmless."""
    for payload in ("\x1b[2Jcleared", "abc\u202edcb", "\x1b]0;t\x07 [/nope]", "tag\U000e0041 zero\u200bwidth"):
        child = home.spawn("log", env={"TERM": "dumb"})
        child.expect_exact("won: ")
        child.send("".join(f"\x16{sign}" if sign < " " else sign for sign in payload) + "\r")
        child.expect_exact("✓".encode())
        reply = read_pty(child)
        assert find_harm(reply) == []
        assert "The first win" in reply or "wins today" in reply
        assert home.texts()[-1] == payload


@pytest.mark.parametrize("payload", BLOCKS.values(), ids=BLOCKS)
def test_a_text_is_one_line(kept: Home, payload: str) -> None:
    """A text with any kind of line break is refused by log and edit alike, so that a day in an editor stays whole."""
    for words in (["log", payload], ["log", "x", "--on", "today", payload], ["edit", "last", "--text", payload]):
        refuse(kept, *words, says=["A line break cannot stand in one line.", "--note"])


def test_what_was_typed_is_what_is_stored(hostile: Home, tmp_path: Path) -> None:
    """Display is all that changes: exports to a file give back texts, notes and cues sign for sign."""
    hostile.call("export", "log", "--format", "jsonl", "-o", str(tmp_path / "log.jsonl"))
    hostile.call("export", "habits", "--format", "jsonl", "-o", str(tmp_path / "habits.jsonl"))
    entries = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text("utf-8").split("\n")[:-1]]
    habits = [json.loads(line) for line in (tmp_path / "habits.jsonl").read_text("utf-8").split("\n")[:-1]]
    assert [entry["note"] for entry in entries[: len(PAYLOADS)]] == list(PAYLOADS.values())
    assert [entry["text"] for entry in entries[: len(LINES)]] == list(LINES.values())
    assert {habit["habit"]: habit["cue"] for habit in habits} == {
        f"h{place}": payload for place, payload in enumerate(PAYLOADS.values())
    }
    odd = [entry for entry in entries[len(PAYLOADS) :] if not entry["tags"]]
    assert [entry["text"] for entry in odd if "\x1b]52" in entry["text"]] == [
        f"before +tag{LINES['clipboard']} @her{LINES['clipboard']} after"
    ]


def test_any_text_is_harmless(home: Home, pytestconfig: pytest.Config) -> None:
    """Texts of random signs from all of Unicode's odd corners are kept as they are and shown harmlessly."""
    many, random = (2_000 if pytestconfig.getoption("--full") else 200), Random(5)
    odd = [chr(code) for code in (*range(1, 0x20), *range(0x7F, 0xA0), *range(0x2000, 0x2070), 0xFEFF, 0xAD, 0x61C)]
    odd = [sign for sign in odd if sign not in "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"] + [*"[]();a\\"]
    texts = ["x" + "".join(random.choices(odd, k=random.randint(1, 20))) + "x" for _ in range(many)]
    home.call("log", "-", stdin="".join(f"{text}\n" for text in texts).encode())
    assert home.texts() == texts
    commands = [["list", "--limit", str(many)], ["today"], ["export", "log"], ["list", "--json", "--limit", str(many)]]
    check_shown(run_all(home, commands))
