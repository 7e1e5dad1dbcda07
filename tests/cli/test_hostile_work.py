"""Payloads in every kind of text, then every command that looks, on a terminal: nothing stored is ever obeyed."""

import csv
import io
import json
from pathlib import Path
from random import Random

import pytest

from tests.cli.everything import ACTS, list_commands
from tests.cli.harness import Home
from tests.cli.hostile import KINDS, NARROW, fill
from tests.cli.test_export import FORMULAS
from tests.cli.test_terminal import BLOCKS, LATER, LINES, check_shown, run_all

SHELL = ("$(touch pwned)", "`touch pwned`", "; touch pwned", "| touch pwned", "&& touch pwned", "-o pwned", "--help")
EXPORTS = ("log", "wins", "amounts", "days", "habits", "goals", "feedback", "moments", "tweaks", "funnels")
ODD = [chr(code) for code in (*range(1, 0x20), *range(0x7F, 0xA0), *range(0x2000, 0x2070), 0xFEFF, 0xE0041)]
LOOKS = [words for path, words in list_commands().items() if path not in ACTS | {"tui", "backup restore", "edit"}]


def list_looks(home: Home) -> list[list[str]]:
    """Give every command of the tree that looks, and each thing that has a code, shown with its history."""
    commands = [[word.replace("{user}", str(home.user)) for word in words] for words in LOOKS]
    for noun, form in (("goal", "goals"), ("feedback", "feedback"), ("moment", "moments"), ("tweak", "tweaks")):
        lines = home.call("export", form, "--format", "jsonl").out.split("\n")[:-1]
        codes = [each.get("code") or each["step"] or each["goal"] for each in map(json.loads, lines)]
        assert codes, form
        commands += [["show", code] for code in codes]
        commands += [[noun, "show", code, "--json"] for code in codes[:2]]
    for n in ("n00", "n01", "n02", "n03"):
        commands += [["goal", "show", f"goal {n}", "--history"], ["chart", "burnup", f"goal {n}"]]
        commands += [["tweak", "show", f"tweak {n}", "--history"], ["chart", "tweak", f"tweak {n}"]]
        commands += [["streaks", f"h{n}"], ["why", f"h{n}"], ["done", f"h{n}"], ["funnel", "show", f"f{n}"]]
    return [*commands, *map(list, LATER), ["export", "everything"]]


def test_every_kind_of_text_in_every_command_is_harmless(home: Home) -> None:
    """All payloads in all kinds of text: each kind took nearly all of them, and no command lets one through."""
    lines = [*LINES.values()]
    payloads = ["".join(lines[at::6]) for at in range(6)] + ["".join(BLOCKS.values()), " ".join(SHELL)]
    taken = fill(home, payloads)
    assert {kind: taken[kind] for kind, *_ in KINDS if kind not in NARROW and taken[kind] < len(payloads) - 2} == {}
    shown = run_all(home, list_looks(home))
    check_shown(shown, (0, 1, 2, 3))
    everything = "".join(text for _, _, text in shown)
    for words in ("[/nope] [/", "[bold]x[/bold]", "␛[2J␛[Hgone", "%s %n {0} {path}", "$(touch pwned)"):
        assert words in everything
    assert not list(home.user.rglob("pwned"))


def test_any_text_of_any_kind_is_harmless(tmp_path: Path, pytestconfig: pytest.Config) -> None:
    """Random signs from all of Unicode's odd corners, in every kind of text: 4 payloads, with --full 200."""
    many, random = (50 if pytestconfig.getoption("--full") else 1), Random(11)
    odd = [*ODD, *"[]();/\\a=+-@'\"$`"]
    for number in range(many):
        folder = tmp_path / str(number)
        folder.mkdir()
        home = Home(folder)
        fill(home, ["x" + "".join(random.choices(odd, k=random.randint(1, 60))) for _ in range(4)])
        check_shown(run_all(home, [*LOOKS, *map(list, LATER)]), (0, 1, 2, 3))


def test_no_cell_of_any_export_is_a_formula(home: Home) -> None:
    """Whatever kind of text holds a formula, no cell of any CSV begins as one."""
    fill(home, [*FORMULAS, "\r=1", "\n=1"])
    for kind in EXPORTS:
        rows = list(csv.reader(io.StringIO(home.call("export", kind).out, newline=""), strict=True))
        assert len(rows) > 1, kind
        assert [cell for row in rows for cell in row if cell[:1] in tuple("=+-@\t\r\n\0") and cell] == [], kind
