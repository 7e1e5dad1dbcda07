"""Small promises of the command line: options that mean something, or are refused; files and texts that stay whole."""

import json
import os
import sys
from pathlib import Path

import pexpect
import pytest

from tests.cli.harness import Home, refuse
from tinywins.domain.amounts import is_unit, to_number
from tinywins.render.glyphs import fit
from tinywins.services import files


def test_what_shows_something_takes_json(kept: Home) -> None:
    """Plain `tinywins --json` is today's JSON, and `config get KEY --json` has the setting in the envelope."""
    assert kept.call("--json").json("today") == kept.call("today", "--json").json("today")
    assert kept.call("config", "get", "day_start", "--json").json("config")["settings"] == {"day_start": "4"}
    refuse(kept, "--json", "today", says=["The option --json belongs after the command.", "tinywins today ... --json"])


def test_list_takes_what_log_takes_as_text(kept: Home) -> None:
    """A word such as -40% is text to look for, not an option; the value of an option may begin with a dash too."""
    kept.call("log", "Cut the bill", "-40%")
    assert "Cut the bill -40%" in kept.call("list", "-40%").out
    assert "Cut the bill -40%" in kept.call("list", "--since", "-3", "-40%", "--limit", "1").out
    refuse(kept, "list", "--limit", "-5", says=["-5 is not in the range"])
    refuse(kept, "list", "--sinc", "-3", says=["There is no option --sinc."])


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["list", "--since", ""], "No day was given."),
        (["list", "--until", ""], "No day was given."),
        (["export", "log", "--since", "", "--until", ""], "No day was given."),
        (["export", "days", "--until", ""], "No day was given."),
        (["habit", "add", "x", "--days", ""], "'' is not a schedule."),
        (["habit", "add", "x", "--times", ""], "'' is not a schedule."),
        (["habit", "add", "x", "--from", ""], "No day was given."),
        (["habit", "edit", "run", "--start", ""], "No day was given."),
        (["edit", "--day", ""], "No day was given."),
    ],
    ids=" ".join,
)
def test_an_empty_option_is_refused(kept: Home, words: list[str], says: str) -> None:
    """An option with nothing in it, as an unset variable of a script gives, is refused and not passed over."""
    refuse(kept, *words, says=[says])


def test_amounts_are_numbers_alike_everywhere(kept: Home) -> None:
    """A whole amount is written without a point in every JSON, and any other as it was typed."""
    assert [repr(to_number(value)) for value in (0, 5000, 5200, 1, 999_999_999_999)] == [
        "0",
        "5",
        "5.2",
        "0.001",
        "999999999.999",
    ]
    kept.call("log", "+run=5")
    lines = kept.call("export", "days", "--format", "jsonl").out.splitlines()
    assert [line for line in lines if '"amount": 5,' in line]
    assert [line for line in lines if ".0," in line] == []


def test_units_are_letters_and_a_few_signs() -> None:
    """What may follow a number in a line is what may be set as a tag's unit."""
    assert all(map(is_unit, ("", "km", "%", "°C", "€")))
    assert not any(map(is_unit, ("k m", "km2", "-", "\x1b")))


def test_habits_are_exported_as_they_stand(kept: Home) -> None:
    """A table of habits has no days, so --since and --until are refused there."""
    for option in ("--since", "--until"):
        refuse(kept, "export", "habits", option, "-3", says=["cannot narrow it down", "tinywins export days"])


@pytest.mark.parametrize("links", [True, False])
def test_a_file_gets_its_name_only_when_that_is_free(kept: Home, monkeypatch: pytest.MonkeyPatch, links: bool) -> None:
    """With hard links or without, an export appears under a free name, replaces nothing, and leaves no other file."""
    if not links:
        monkeypatch.setattr(os, "link", refuse_link)
    path = kept.user / "log.csv"
    kept.call("export", "log", "-o", str(path))
    text = path.read_text("utf-8")
    assert "Watered the plants" in text
    temporary = kept.user / "temporary"
    temporary.write_text("other", "utf-8")
    with pytest.raises(FileExistsError):
        files.put_new(str(temporary), str(path))
    assert path.read_text("utf-8") == text
    temporary.unlink()
    assert [each.name for each in kept.user.iterdir()] == ["log.csv"]


def refuse_link(source: str, target: str) -> None:
    """Refuse a hard link, as exFAT does."""
    raise PermissionError(1, "Operation not permitted", source)


def test_an_export_puts_its_folder_on_the_disk(kept: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """After an export the new name is put on the disk, whether or not a file was replaced."""
    synced: list[str] = []
    monkeypatch.setattr(files, "confirm_name", synced.append)
    kept.call("export", "log", "-o", str(kept.user / "log.csv"))
    kept.call("export", "log", "-o", str(kept.user / "log.csv"), "--force")
    assert synced == [str(kept.user / "log.csv")] * 2


def test_a_linked_configuration_stays_a_link(home: Home, tmp_path: Path) -> None:
    """`config set` writes the file that config.toml points to, there already or not, and leaves the link."""
    real = tmp_path / "dotfiles" / "tinywins.toml"
    home.folder.mkdir()
    link = home.folder / "config.toml"
    link.symlink_to(real)
    for color in ("never", "always"):
        home.call("config", "set", "color", color)
        assert link.is_symlink()
        assert real.read_text("utf-8") == f'color = "{color}"\n'


def test_ascii_signs_spare_what_was_typed(kept: Home) -> None:
    """With `signs ascii` the program's bars, ticks and stars are ASCII, and a person's text stays as it was typed."""
    text = "a · b … c – ★ ✓ █"
    kept.call("config", "set", "signs", "ascii")
    kept.call("log", text)
    assert kept.call("star", "last").out.startswith(f"+ {text}   ")
    for words in (["today"], ["list"]):
        assert f"{text} *" in kept.call(*words).out, words
    kept.call("habit", "add", "long", "--cue", "after the first coffee of the day, and not a minute before it, ever")
    assert "after the first coffee of the day, and not a m..." in kept.call("today").out
    kept.call("done", "run")
    assert "####" in kept.call("habit", "show", "run").out
    kept.call("config", "set", "signs", "unicode")
    assert f"{text} ★" in kept.call("list").out


def test_a_narrow_terminal_gets_the_signs_it_can_show(kept: Home) -> None:
    """Only those signs become ASCII ones that the terminal's encoding lacks."""
    kept.run("log", "a · b … c")
    for encoding, shown in (("latin-1", "a · b ... c"), ("cp1252", "a · b … c"), ("ascii", "a . b ... c")):
        assert fit("a · b … c", encoding) == shown
    assert "a . b ... c" in kept.run("list", env={"PYTHONIOENCODING": "ascii"}).out
    assert r"a \xb7 b ... c" in kept.run("list", env={"PYTHONIOENCODING": "latin-1"}).out  # its bytes, not UTF-8


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["help", "habit", "ad"], "Did you mean tinywins habit add?"),
        (["help", "streak"], "Did you mean tinywins streaks?"),
        (["help", "streaks", "run"], "tinywins streaks --help"),
    ],
    ids=" ".join,
)
def test_help_offers_the_nearest_command_of_that_group(kept: Home, words: list[str], says: str) -> None:
    """A mistyped command gets its neighbour in the group where it was looked for."""
    refuse(kept, *words, says=[f"There is no command {words[-1]}.", says])


def test_an_unknown_setting_is_named_everywhere_alike(kept: Home) -> None:
    """`config get`, `config set` and a line in the file name a setting that is not known, with the nearest."""
    for words in (["config", "get", "colour"], ["config", "set", "colour", "never"]):
        refuse(kept, *words, says=["There is no setting colour.", "Did you mean color?"])
    (kept.folder / "config.toml").write_text('colour = "never"\n', "utf-8")
    assert "There is no setting colour. Did you mean color?" in kept.call("list").err


def test_amounts_are_narrowed_down_by_tag_and_day(kept: Home) -> None:
    """The table of amounts, which joins two tables that both know days, takes tags and days together."""
    rows = kept.call("export", "amounts", "+run", "--since", "-3", "--until", "today", "--format", "jsonl").out
    assert [json.loads(row)["amount"] for row in rows.splitlines()] == [5.2]
    assert kept.call("export", "amounts", "+run", "--since", "today", "--format", "jsonl").out == ""


@pytest.mark.parametrize(
    "option",
    [["--json"], ["--text", "x"], ["--note", ""], ["--on", "today"], ["--at", "08:00"], ["--untag", "run"]],
    ids=" ".join,
)
def test_a_day_in_the_editor_stands_alone(kept: Home, option: list[str]) -> None:
    """`edit --day` takes none of the options that change a single entry, and names the one that was given."""
    env = {"EDITOR": "true"}
    refuse(kept, "edit", "--day", "today", *option, says=[f"--day stands alone, without {option[0]}."], env=env)


def test_a_day_to_come_opens_with_force_alone(kept: Home) -> None:
    """`edit --day` of a day that is still to come is refused, unless --force says that it is meant."""
    env = {"EDITOR": "true"}
    refuse(kept, "edit", "--day", "2026-12-24", says=["2026-12-24 is still to come.", "--force"], env=env)
    assert kept.call("edit", "--day", "2026-12-24", "--force", env=env).out == "Nothing was changed.\n"


def ask_beside(home: Home, typed: str) -> tuple[str, str]:
    """Type at the prompt of `log --json > out.json` on a terminal; give what the terminal and the file show."""
    out = home.user / "out.json"
    command = ["-c", 'exec "$0" -m tinywins log --json > out.json', sys.executable]
    child = pexpect.spawn("/bin/sh", command, env=home.environment(), cwd=str(home.user), timeout=30)
    child.expect_exact("won: ")
    child.send(typed)
    shown = "won: " + child.read().decode()
    child.close()
    assert child.exitstatus == 0, shown
    return shown, out.read_text("utf-8")


def test_the_prompt_stays_out_of_the_data(kept: Home) -> None:
    """Where standard output is a file, the prompt is on standard error, and the file holds JSON and nothing else."""
    shown, written = ask_beside(kept, "Fixed it (at last) & slept\n")
    assert json.loads(written)["entries"][0]["text"] == "Fixed it (at last) & slept"
    assert "schema" not in shown


def test_the_end_of_input_at_the_prompt_logs_nothing(kept: Home) -> None:
    """Ctrl-D at the prompt ends the command well, and neither the log nor the file has anything."""
    before = kept.state()
    assert ask_beside(kept, "\x04")[1] == ""
    assert kept.state() == before
