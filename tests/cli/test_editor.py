"""`edit --day`: a day's entries in an editor of one's own, saved as one act, and nothing lost whatever it does."""

from pathlib import Path

import pytest

from tests.cli.harness import Home, refuse


@pytest.fixture
def day(home: Home) -> Home:
    """A home with three entries today and one yesterday."""
    home.call("log", "Watered the plants", "+garden")
    home.call("log", "Along the river", "+run=5.2")
    home.call("log", "Wrote to", "@anna", "about the parcel", "--note", "in ink")
    home.call("log", "Swept the yard", "--on", "yesterday")
    return home


def editor(home: Home, script: str) -> dict[str, str | None]:
    """Make an editor of a shell script, whose $1 is the file; give the environment that names it."""
    path = home.user / "editor"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o700)
    kept = home.user / "kept"
    kept.mkdir(exist_ok=True)
    return {"EDITOR": str(path), "TMPDIR": str(kept)}


def kept_files(home: Home) -> list[Path]:
    """Give the files that were kept for the person."""
    return list((home.user / "kept").iterdir())


def test_the_day_is_shown_a_line_an_entry(day: Home) -> None:
    """The editor gets a heading, and each entry as its id and the line as it would be logged."""
    answer = day.run(
        "edit", "--day", "today", env=editor(day, f'cat "$1" > {day.user}/seen; ls -l "$1" >> {day.user}/seen')
    )
    assert answer.out == "Nothing was changed.\n"
    seen = (day.user / "seen").read_text().splitlines()
    shorts = {entry["text"]: entry["short"] for entry in day.entries()}
    assert seen[0].startswith("# Sun 22 Nov:")
    assert seen[2:5] == [
        f"{shorts['Watered the plants']}  Watered the plants +garden",
        f"{shorts['Along the river']}  Along the river +run=5.2",
        f"{shorts['Wrote to @anna about the parcel']}  Wrote to @anna about the parcel",
    ]
    assert seen[5].startswith("-rw-------")
    assert kept_files(day) == []


def test_changing_removing_and_adding_is_one_act(day: Home) -> None:
    """Lines changed, taken out and added are saved together, and one undo takes all of it back."""
    before = day.state()
    script = (
        'sed -i "/garden/d; s/Along the river +run=5.2/By the sea +run=6/" "$1"; echo "Baked bread +kitchen" >> "$1"'
    )
    answer = day.run("edit", "--day", "today", env=editor(day, script))
    assert answer.out == "Saved: 1 changed, 1 removed, 1 added.\n"
    entries = {entry["text"]: entry for entry in day.entries() if entry["day"] == "2026-11-22"}
    assert set(entries) == {"By the sea", "Wrote to @anna about the parcel", "Baked bread"}
    assert entries["By the sea"]["tags"] == {"run": 6}
    assert entries["Wrote to @anna about the parcel"]["note"] == "in ink"
    assert entries["Baked bread"]["at"] is None
    after = day.state()
    day.call("undo")
    assert day.state() == before
    day.call("redo")
    assert day.state() == after


def test_another_day_can_be_edited_and_an_empty_one_filled(day: Home) -> None:
    """`--day` takes date words, and on a day without entries lines can be added."""
    day.run("edit", "--day", "yesterday", env=editor(day, 'sed -i "s/Swept/Raked/" "$1"'))
    day.run("edit", "--day", "2026-11-01", env=editor(day, 'printf "First\\r\\nSecond +garden\\r\\n" >> "$1"'))
    assert [entry["text"] for entry in day.entries()][:3] == ["First", "Second", "Raked the yard"]


def test_lines_may_move_and_comments_stay_out(day: Home) -> None:
    """Order does not matter, blank lines and the heading are no entries, and a byte-order mark is no text."""
    script = (
        'sort -r "$1" > "$1.new"; { printf "\\357\\273\\277"; cat "$1.new"; echo; echo "   "; } > "$1"; rm "$1.new"'
    )
    assert day.run("edit", "--day", "today", env=editor(day, script)).out == "Nothing was changed.\n"


@pytest.mark.parametrize(
    ("script", "code", "says"),
    [
        ("exit 3", 1, "ended with code 3, so nothing was changed"),
        ("kill -9 $$", 1, "so nothing was changed"),
        ('rm "$1"', 1, "cannot be read (No such file or directory), so nothing was changed"),
        (': > "$1"', 2, "No line of the day's entries is left, so nothing was changed."),
    ],
)
def test_an_editor_that_fails(day: Home, script: str, code: int, says: str) -> None:
    """Nothing is changed and nothing left lying about."""
    refuse(day, "edit", "--day", "today", says=[says], code=code, env=editor(day, script))
    assert kept_files(day) == []


@pytest.mark.parametrize(
    ("script", "code", "says"),
    [
        ('echo "More" >> "$1"; exit 1', 1, "ended with code 1, so nothing was changed"),
        ('echo "rubbish" > "$1"', 2, "No line of the day's entries is left, so nothing was changed."),
        ('printf "\\377\\376\\000\\001" > "$1"', 1, "is not UTF-8 text, so nothing was changed"),
        ('head -c 300 /dev/urandom > "$1"; printf "\\377" >> "$1"', 1, "is not UTF-8 text"),
        ('sed -i "/^[^#]/d" "$1"', 2, "No line of the day's entries is left"),
        ('echo "Rowed +run=5,2" >> "$1"', 2, "Line 6: +run=5,2: 5,2 is not a number here."),
        ('printf "a\\000b\\n" >> "$1"', 2, "Line 6: The text holds a NUL character."),
        ('sed -n 3p "$1" >> "$1"', 2, "stands there twice"),
        ('sed -i "3s/^./q/" "$1"', 2, "Did you mean"),
        ('sed -i "3s/ .*//" "$1"', 2, "There is nothing to log yet."),
        ('printf "%04001d\\n" 7 >> "$1"', 2, "4,001 characters; 4,000 fit"),
    ],
)
def test_what_cannot_be_saved_is_kept_for_the_person(day: Home, script: str, code: int, says: str) -> None:
    """The log stays as it was, and what was written stays in a file that is named."""
    answer = refuse(
        day, "edit", "--day", "today", says=[says, "What you wrote is kept in"], code=code, env=editor(day, script)
    )
    (file,) = kept_files(day)
    assert str(file) in answer.err
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("name", ["/no/such/editor", "'unclosed", " ", "/"])
def test_an_editor_that_is_not_there(day: Home, name: str) -> None:
    """The sentence says how to name one."""
    env = {**editor(day, ""), "EDITOR": name}
    refuse(day, "edit", "--day", "today", says=["could not be run", "Set $EDITOR, or"], code=1, env=env)
    assert kept_files(day) == []


def test_an_entry_changed_elsewhere_meanwhile(day: Home) -> None:
    """When the log changed while the editor was open, nothing is overwritten, and what was written is kept."""
    import sys

    meanwhile = f'"{sys.executable}" -m tinywins edit last~1 --text "Changed elsewhere" > /dev/null 2>&1'
    script = f'sed -i "s/Wrote/Sent/; s/river/sea/" "$1"; {meanwhile}'
    answer = day.run("edit", "--day", "today", env=editor(day, script), code=2)
    assert "was changed elsewhere meanwhile, so nothing was saved" in answer.err
    assert "Changed elsewhere" in day.texts()
    assert "Along the river" in day.texts()
    assert len(kept_files(day)) == 1


def test_the_configured_editor_comes_first(day: Home) -> None:
    """The editor of `config set editor` is used before $VISUAL and $EDITOR, and may have arguments."""
    env = editor(day, 'echo "$1" > "$(dirname "$0")/first"; exec sed -i "s/river/sea/" "$2"')
    day.call("config", "set", "editor", f"{env['EDITOR']} --wait")
    day.run("edit", "--day", "today", env={**env, "VISUAL": "/no/such", "EDITOR": "/no/such"})
    assert (day.user / "first").read_text() == "--wait\n"
    assert "Along the sea" in day.texts()


@pytest.mark.parametrize(
    "name", ["true ; touch pwned", "true $(touch pwned)", "true `touch pwned`", "true | touch pwned"]
)
def test_no_shell_reads_the_editor_or_the_day(day: Home, name: str) -> None:
    """The editor is run as words, and the day's texts reach it in a file alone: neither is read by a shell."""
    day.call("log", "$(touch pwned) `touch pwned` ; touch pwned")
    day.call("config", "set", "editor", name)
    assert day.run("edit", "--day", "today").out == "Nothing was changed.\n"
    assert not list(day.user.rglob("pwned"))
