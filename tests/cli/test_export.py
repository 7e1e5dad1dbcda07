"""`export`: everything can be taken away, exactly, safely, and to a file that nobody else may read."""

import csv
import io
import json
import shutil
import sqlite3
import stat
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.harness import Home, refuse

KINDS = ("log", "wins", "amounts", "days", "habits")
MARK = "tinywins-csv 1"
FORMULAS = ("=1+1", "+5kg", "-40%", "@SUM(A1)", "\tx", "'quoted", "=cmd|' /C calc'!A0")
ODD = (
    "a,b",
    'say "so"',
    "semi;colon",
    "line\nbreak",
    "\rreturn",
    "back\\slash",
    "é 日本 👩‍👩‍👧",
    "x\x1b[2J\u202e",
    "NULL",
)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with habits, amounts, persons, notes and texts that spreadsheets and shells trip over."""
    home = Home(tmp_path_factory.mktemp("filled"))
    home.call("habit", "add", "run", "--days", "fri,sat", "--unit", "km", "--from", "2026-11-14")
    home.call("habit", "add", "read", "--cue", "=after(dinner)", "--from", "2026-11-20")
    home.call("log", "Along the river", "+run=5.2", "@anna", "--on", "yesterday", "--at", "08:10")
    home.call("log", "+subscribers=120")
    home.call("tag", "edit", "subscribers", "--reads", "last")
    home.call("done", "read")
    home.call("star", "last")
    for text in (*FORMULAS, *ODD):
        home.call("log", "x", "--note", text)
        home.call("edit", "last", "--text", " ".join(text.split()))
    return home.folder


@pytest.fixture
def full(home: Home, filled: Path) -> Home:
    """A copy of that folder as a home of the test's own."""
    shutil.copytree(filled, home.folder)
    return home


def read_csv(text: str) -> list[dict[str, str]]:
    """Read CSV strictly; its last column must be our mark, and empty."""
    rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    header = next(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert header[-1] == MARK
    assert all(row.pop(MARK) == "" and None not in row and None not in row.values() for row in rows)
    return rows


def unguard(cell: str) -> str:
    """Take the guard off a cell, as an importer of our own files does."""
    return cell.removeprefix("'")


@pytest.mark.parametrize("form", ["csv", "jsonl"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_in_every_format(full: Home, kind: str, form: str) -> None:
    """Each kind is read by the csv module in its strict mode, or line by line as JSON; -o and > give the same bytes."""
    target = full.user / f"out.{form}"
    command = ["export", kind, "--format", form]
    full.run(*command, sh=f'exec "$@" > {target}.piped')
    assert full.run(*command, "-o", str(target)).out == ""
    data = target.read_bytes()
    assert data == Path(f"{target}.piped").read_bytes()
    assert data.decode() == full.run(*command, "-o", "-").out
    if form == "csv":
        rows = read_csv(data.decode())
        assert data.count(b"\r\n") > len(rows)
    else:
        assert all(isinstance(json.loads(line), dict) for line in data.decode().splitlines())
    assert data


def test_csv_and_json_lines_hold_the_same(full: Home) -> None:
    """Column by column both formats say the same of each entry, and the JSON Lines are exact."""
    rows = read_csv(full.call("export", "log").out)
    entries = full.entries()
    assert [row["id"] for row in rows] == [entry["id"] for entry in entries]
    for row, entry in zip(rows, entries, strict=True):
        assert (unguard(row["text"]) if row["text"][:1] == "'" else row["text"]) == entry["text"]
        assert (unguard(row["note"]) if row["note"][:1] == "'" else row["note"]) == entry["note"]
        assert (row["day"], row["at"] or None, row["logged"]) == (entry["day"], entry["at"], entry["logged"])
        assert (row["star"], row["win"]) == (str(int(entry["star"])), str(int(entry["win"])))
    assert [entry["note"] for entry in entries if entry["note"]] == [*FORMULAS, *ODD]


def test_no_cell_is_a_formula(full: Home) -> None:
    """No cell of any CSV begins with a sign that a spreadsheet could run; taking one ' away gives the text back."""
    for kind in KINDS:
        for row in csv.reader(io.StringIO(full.call("export", kind).out, newline=""), strict=True):
            assert not any(cell[:1] in tuple("=+-@\t\r\n\0") for cell in row if cell), row
    notes = [unguard(row["note"]) for row in read_csv(full.call("export", "log").out)]
    assert [note for note in notes if note in FORMULAS] == list(FORMULAS)


def test_sqlite_reads_the_csv(full: Home, tmp_path: Path) -> None:
    """The command line of SQLite imports the CSV as it is, with every row and every text."""
    file = tmp_path / "log.csv"
    full.call("export", "log", "-o", str(file))
    entries = full.entries()
    try:
        subprocess.run(["sqlite3", tmp_path / "t.db", f".import --csv {file} log"], check=True, capture_output=True)
    except FileNotFoundError:
        pytest.skip("there is no sqlite3 here")
    with closing(sqlite3.connect(tmp_path / "t.db")) as db:
        found = db.execute("SELECT id, day, note FROM log").fetchall()
    assert [row[0] for row in found] == [entry["id"] for entry in entries]
    assert [row[1] for row in found] == [entry["day"] for entry in entries]
    assert {unguard(row[2]) for row in found} >= {entry["note"] for entry in entries if entry["note"][:1] != "'"}


def test_wins_are_the_entries_that_count(full: Home) -> None:
    """`wins` leaves measurements and zeros out."""
    full.call("log", "+run=0")
    every = full.entries()
    wins = [json.loads(line) for line in full.call("export", "wins", "--format", "jsonl").out.splitlines()]
    assert [win["id"] for win in wins] == [entry["id"] for entry in every if entry["win"]]
    assert len(every) - len(wins) == 2


def test_amounts_have_a_row_an_entry_and_tag(full: Home) -> None:
    """Fit for a pivot table: tag, amount and unit beside day and id."""
    rows = read_csv(full.call("export", "amounts", "+run").out)
    assert [(row["tag"], row["amount"], row["unit"], row["day"]) for row in rows] == [
        ("run", "5.2", "km", "2026-11-21")
    ]
    every = [json.loads(line) for line in full.call("export", "amounts", "--format", "jsonl").out.splitlines()]
    assert [(row["tag"], row["amount"]) for row in every[:2]] == [("run", 5.2), ("@anna", None)]


def test_days_have_a_row_a_habit_and_day(full: Home) -> None:
    """From a habit's first day to today: slot and mark where there is one, blank on days off."""
    rows = [row for row in read_csv(full.call("export", "days").out) if row["habit"] == "run"]
    assert [row["day"] for row in rows] == [f"2026-11-{day}" for day in range(14, 23)]
    marks = {row["day"]: (row["slot"], row["mark"], row["amount"]) for row in rows}
    assert marks["2026-11-21"] == ("2026-11-21", "done", "5.2")
    assert marks["2026-11-20"] == ("2026-11-20", "missed", "0")
    assert marks["2026-11-18"] == ("", "", "0")
    since = full.call("export", "days", "+run", "--since", "yesterday", "--format", "jsonl").out.splitlines()
    assert [json.loads(line)["mark"] for line in since] == ["done", None]


def test_exports_can_be_narrowed_down(full: Home) -> None:
    """By tags and days; persons too."""
    assert len(read_csv(full.call("export", "log", "+run").out)) == 1
    assert len(read_csv(full.call("export", "log", "@anna").out)) == 1
    assert len(read_csv(full.call("export", "log", "--until", "yesterday").out)) == 1
    assert read_csv(full.call("export", "log", "+run", "--since", "today").out) == []


def test_a_file_is_never_overwritten(full: Home) -> None:
    """What is there stays, unless --force replaces it, whole or not at all."""
    target = full.user / "mine.csv"
    target.write_text("mine")
    target.chmod(0o644)
    refuse(full, "export", "log", "-o", str(target), says=["is there already", "--force"])
    assert target.read_text() == "mine"
    full.run("export", "log", "-o", str(target), "--force")
    assert len(read_csv(target.read_bytes().decode())) == len(full.entries())
    refuse(full, "export", "log", "-o", str(full.user), "--force", says=["is a folder"])
    refuse(full, "export", "log", "-o", str(full.user / "no" / "x.csv"), says=["There is no folder"])
    refuse(full, "export", "nope", "-o", str(full.user / "new.csv"), says=["There is no export 'nope'."])
    assert [path.name for path in full.user.iterdir()] == ["mine.csv"]


def test_a_file_is_private(full: Home) -> None:
    """The file is the person's alone, whatever the umask, also when it replaces a wider one."""
    for number, mask in enumerate(("000", "022", "077")):
        target = full.user / f"{number}.csv"
        full.run("export", "log", "-o", str(target), sh=f'umask {mask}; exec "$@"')
        assert stat.S_IMODE(target.stat().st_mode) == 0o600
        target.chmod(0o666)
        full.run("export", "log", "-o", str(target), "--force", sh=f'umask {mask}; exec "$@"')
        assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_no_link_is_followed(full: Home) -> None:
    """A link in the place of the file is refused, and with --force replaced: what it points to stays as it was."""
    victim, link, dangling = full.user / "victim", full.user / "link", full.user / "dangling"
    victim.write_text("mine")
    link.symlink_to(victim)
    dangling.symlink_to(full.user / "nowhere")
    for path in (link, dangling):
        refuse(full, "export", "log", "-o", str(path), says=["is there already"])
        full.call("export", "log", "-o", str(path), "--force")
        assert not path.is_symlink()
    assert victim.read_text() == "mine"
    assert not (full.user / "nowhere").exists()


def test_a_file_that_does_not_fit_leaves_nothing(full: Home) -> None:
    """When the disk takes no more, no half of an export stays behind, and what was there stays."""
    target = full.user / "out.csv"
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (500, 500))\n"
    refuse(full, "export", "log", "-o", str(target), says=["The disk is full"], code=1, before=limit)
    assert list(full.user.iterdir()) == []
    target.write_text("mine")
    full.run("export", "log", "-o", str(target), "--force", before=limit, code=1)
    assert target.read_text() == "mine"
    assert list(full.user.iterdir()) == [target]


def test_an_odd_file_name(full: Home) -> None:
    """A name that begins with a dash and a digit, or holds blanks and signs, is a name."""
    for name in ("-1 wins.csv", "é \x1b[2J.csv", "a'b\"c.csv"):
        full.run("export", "habits", "-o", name)
        assert (full.user / name).exists()


def test_an_empty_log_exports_its_header(home: Home) -> None:
    """Before anything was logged there are columns and no rows."""
    for kind in KINDS:
        assert read_csv(home.call("export", kind).out) == []
        assert home.call("export", kind, "--format", "jsonl").out == ""
    assert not home.folder.exists()


def test_bytes_do_not_depend_on_the_locale(full: Home) -> None:
    """Exports are UTF-8 with the line ends of CSV, whatever the terminal's encoding is said to be."""
    plain = full.run("export", "log").out
    for env in ({"PYTHONIOENCODING": "latin-1"}, {"LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii", "LC_ALL": "POSIX"}):
        assert full.run("export", "log", env=dict(env)).out == plain
