"""`today`, `list`, `streaks`, `show` and `tag`: looking, which never changes anything."""

import json
import re
from pathlib import Path

import pytest

from tests.cli.harness import Home

READING = [
    ["today"],
    [],
    ["streaks"],
    ["streaks", "run"],
    ["streaks", "--ci"],
    *(["chart", name] for name in ("heatmap", "wins", "strength", "growth", "compound", "forecast")),
    ["chart", "heatmap", "run", "--year", "2026"],
    ["chart", "streak", "run", "--format", "csv"],
    *(["review", kind] for kind in ("week", "month", "year")),
    ["list"],
    ["list", "river", "+run"],
    ["list", "--since", "-30", "--until", "today", "--limit", "3"],
    ["list", "--starred"],
    ["show", "last"],
    ["show", "last", "--history"],
    ["habit", "list"],
    ["habit", "show", "run"],
    ["tag", "list"],
    ["tag", "show", "run"],
    ["export", "log"],
    ["export", "wins", "--format", "jsonl"],
    ["export", "amounts"],
    ["export", "days"],
    ["export", "habits"],
    ["doctor"],
    ["config", "list"],
    ["config", "get", "day_start"],
    ["help"],
    ["help", "habit", "add"],
    ["--help"],
    ["--version"],
]
JSON = {
    "today": ["today"],
    "streaks": ["streaks"],
    "habit": ["habit", "show", "run"],
    "habits": ["habit", "list"],
    "chart.heatmap": ["chart", "heatmap", "run"],
    "chart.growth": ["chart", "growth"],
    "review": ["review", "month"],
    "list": ["list"],
    "show": ["show", "last", "--history"],
    "tags": ["tag", "list"],
    "tag": ["tag", "show", "run"],
    "doctor": ["doctor"],
    "config": ["config", "list"],
}


def stamps(folder: Path) -> dict[str, tuple[int, int, int]]:
    """Give every path below a folder with what shows that it was touched."""
    found = [folder, *folder.rglob("*")]
    return {str(path): (path.stat().st_mode, path.stat().st_mtime_ns, path.stat().st_ino) for path in found}


def test_looking_changes_no_file(kept: Home) -> None:
    """No reading command writes, creates, renames or touches a file of the home."""
    (kept.folder / "config.toml").write_text('color = "always"\n')
    files, before = kept.files(), stamps(kept.folder)
    for words in READING:
        kept.call(*words)
    assert kept.files() == files
    assert stamps(kept.folder) == before


def test_looking_creates_nothing(home: Home) -> None:
    """Before the first entry every look works, and no folder comes into being."""
    for words in READING:
        answer = home.call(*words, code=None)
        assert answer.code in (0, 2), answer
    for words in (["undo"], ["redo"], ["list", "+x"], ["log", ""]):
        home.call(*words, code=2)
    assert [path for path in home.folder.parent.rglob("*") if path != home.user] == []
    for words in (["rm", "last"], ["done", "x"]):
        home.call(*words, code=2)
    assert not home.path.exists()


@pytest.mark.parametrize(("kind", "words"), JSON.items())
def test_every_look_as_json(kept: Home, kind: str, words: list[str]) -> None:
    """--json gives one JSON object with its schema and version, with and without anything logged."""
    body = kept.call(*words, "--json").json(kind)
    assert len(body) > 1
    empty = Home(kept.folder.parent)
    empty.env["TINYWINS_HOME"] = str(kept.folder.parent / "empty")
    answer = empty.call(*words, "--json", code=None)
    if answer.code == 0:
        answer.json(kind)
    else:
        assert (answer.code, answer.out) == (2, "")


def test_json_holds_numbers_and_nothing_that_a_terminal_obeys(home: Home) -> None:
    """Amounts are numbers; every control or direction sign is escaped, and reads back the same."""
    text = "a\x1b[2J\x7f\x9b\u202e\u200b\ufeff\U000e0041 é 👍"
    home.call("log", text, "+run=5.2", "+eggs=12")
    out = home.run("list", "--json").out
    (entry,) = json.loads(out)["entries"]
    assert entry["text"] == text
    assert entry["tags"] == {"run": 5.2, "eggs": 12}
    assert "é 👍" in out
    assert not set(out) & set("\x1b\x7f\x9b\u202e\u200b\ufeff\U000e0041")


def test_the_welcome(home: Home) -> None:
    """The first look ever says how to begin, and where the file will be."""
    shown = home.run("today").out
    assert shown.startswith("Nothing logged yet.")
    assert "tinywins log Watered the plants" in shown
    assert str(home.path) in shown
    assert home.run().out == shown


def test_today_shows_habits_and_entries(kept: Home) -> None:
    """The day, what is open, what was won; all of it within 80 columns."""
    kept.call("done", "run=3")
    kept.call("star", "last")
    shown = kept.run("today").out
    assert shown.startswith("Sun 22 Nov, until 04:00")
    assert "1 of 1 done" in shown
    assert "3 wins today" in shown
    assert "Watered the plants  +garden" in shown
    assert "★" in shown
    assert all(len(line) <= 80 for line in shown.splitlines())
    body = kept.call("today", "--json").json("today")
    assert (body["day"], body["wins"], len(body["entries"]), len(body["habits"])) == ("2026-11-22", 3, 3, 1)


def test_the_list_finds_what_has_every_word(kept: Home) -> None:
    """Words match in text and note, in any case and script; tags and persons match through their names."""
    kept.call("log", "Café com @Ana", "+coffee", "--note", "Straße 100 % _x_", "--on", "-40")
    kept.call("log", "İstanbul", "--on", "-41")
    for words, found in (
        (["river"], 1),
        (["RIVER", "along"], 1),
        (["river", "plants"], 0),
        (["CAFÉ"], 1),
        (["cafe\u0301"], 1),
        (["strasse"], 1),
        (["100 %"], 1),
        (["%"], 1),
        (["_"], 1),
        (["100%"], 0),
        (["\\"], 0),
        (["+coffee"], 1),
        (["@ana"], 1),
        (["com", "+coffee", "@ANA"], 1),
        (["+coffee", "+run"], 0),
        (["--since", "-30"], 3),
        (["--until", "-30"], 2),
        (["--since", "yesterday", "--until", "yesterday"], 1),
        (["--limit", "2"], 2),
    ):
        assert len(kept.call("list", *words, "--json").json("list")["entries"]) == found, words


def test_the_list_without_words_is_the_newest_20(home: Home) -> None:
    """Newest first, 20 of them; with a question, all."""
    home.call("log", "-", stdin=b"".join(b"entry %d\n" % number for number in range(30)))
    lines = home.call("list").out.splitlines()
    assert len(lines) == 20
    assert "entry 29" in lines[0]
    assert len(home.call("list", "entry").out.splitlines()) == 30


def test_the_help(home: Home) -> None:
    """The first page fits 20 lines of 80 columns, each command has an example, and `help` shows the same."""
    page = home.run("--help").out
    assert len(page.splitlines()) <= 20
    assert all(len(line) <= 80 for line in page.splitlines())
    assert home.call("-h").out == page
    assert home.call("help").out.strip() == page.strip()
    nouns = {"habit": ["add", "list", "show", "edit", "rename", "rm"], "config": ["list", "get", "set"]}
    nouns["tag"] = ["list", "show", "edit", "merge", "rename"]
    for verb in ("log", "done", "streaks", "list", "show", "edit", "rm", "star", "undo", "redo", "export", "doctor"):
        assert f"tinywins {verb}" in home.call(verb, "--help").out.partition("Examples:")[2]
    for noun, verbs in nouns.items():
        for verb in verbs:
            shown = home.call(noun, verb, "--help").out
            assert f"tinywins {noun} {verb}" in shown.partition("Examples:")[2]
            assert home.call("help", noun, verb).out.strip() == shown.strip()


def test_the_version(home: Home) -> None:
    """--version prints name and version."""
    name, version = home.run("--version").out.split()
    assert name == "tinywins"
    assert version.count(".") == 2


def test_settings(home: Home) -> None:
    """Settings are listed with what they mean, set one by one, kept beside others, and private."""
    home.call("config", "set", "color", "never")
    home.call("config", "set", "editor", "nano -w")
    home.call("config", "set", "day_start", "3")
    assert home.call("config", "get", "day_start").out == "3\n"
    body = home.call("config", "list", "--json").json("config")
    assert body["settings"] == {
        "color": "never",
        "signs": "unicode",
        "editor": "nano -w",
        "theme": "",
        "day_start": "3",
        "spares": "1,7,2",
    }
    file = home.folder / "config.toml"
    assert body["file"] == str(file)
    assert file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in home.folder.iterdir() if "new" in path.name] == []
    assert "from now on" in home.call("config", "set", "editor", "").out


def test_signs_can_be_ascii(kept: Home) -> None:
    """With `signs ascii` the program draws with ASCII alone."""
    kept.call("config", "set", "signs", "ascii")
    kept.call("star", "last")
    for words in (["today"], ["list"], ["streaks"], ["habit", "show", "run"], ["show", "last", "--history"]):
        assert kept.call(*words).out.isascii(), words


@pytest.mark.parametrize("width", [40, 50, 60, 80])
def test_habits_fit_a_narrow_terminal(kept: Home, width: int) -> None:
    """The lines of habits are no wider than the terminal: what matters least is left out first, the name never."""
    for name in ("stretch", "meditation-in-the-evening"):
        kept.call("habit", "add", name, "--cue", "after the first coffee of the day, before the mail")
    for words in (["today"], ["streaks"]):
        shown = kept.call(*words, env={"COLUMNS": str(width)}).out.splitlines()
        habits = [line for line in shown if re.match(r"(  open +)?meditation-in-the-evening($|  )", line)]
        assert len(habits) == 1
        assert len(habits[0]) <= width
