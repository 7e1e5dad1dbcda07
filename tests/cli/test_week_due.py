"""`today`'s groups, `due` with its exit codes, and `week` with its seven columns."""

import json
import re
from typing import Any

import pytest

from tests.cli.harness import Answer, Home
from tests.cli.test_limits import line_of
from tests.cli.test_schedules import MONDAY, TODAY, at, deny, fill
from tests.cli.test_terminal import find_harm

DUE = 3
SIGNS = {"✓": "D", "·": "M", "s": "S", "○": "P", "–": "U", "*": "+", "": ""}
CONTROLS = "tea\x1b[2J\x07\u202e\x9b2J"


@pytest.fixture
def full(home: Home) -> Home:
    """A home with a habit of every kind, and a week and a half of entries; the Sunday is the look."""
    for words in (
        "coffee --limit 2",
        "stretch",
        "gym --times 3/week",
        "call --times 10/month",
        "floss --anytime",
        "plants --every 3d",
        "read --target 20 --unit pages",
        "run --days mon,wed,fri",
        "sing --quiet",
        "swim --times 2/week --target 3km",
    ):
        at(home, "2026-11-09", "habit", "add", *words.split(), "--from", "2026-11-09")
    for habit, days in {
        "coffee": "16=1 17=5 22=1",
        "stretch": "16 17 19 22",
        "gym": "16 18",
        "call": "9 10",
        "floss": "18 18",
        "plants": "15 18",
        "read": "16=20 17=3 22=12",
        "run": "16 17 20",
        "sing": "16 18",
        "swim": "17=2",
    }.items():
        fill(home, habit, days)
    home.call("habit", "skip", "stretch", "--on", "2026-11-20", "--because", "ill")
    home.call("habit", "pause", "call", "--because", "a journey")
    return home


def due(home: Home, day: str = TODAY, code: int = DUE) -> list[dict[str, Any]]:
    """Give the habits that are due, as data, and see that the exit code says whether there are any."""
    found: list[dict[str, Any]] = at(home, day, "due", "--json", code=code).json("due")["habits"]
    assert bool(found) == (code == DUE)
    return found


def week(home: Home, *words: str) -> dict[str, str]:
    """Give each habit's seven signs of a week, as data: letters, with - for none."""
    rows = home.call("week", *words, "--json").json("week")["habits"]
    return {row["habit"]: "".join(sign or "-" for sign in row["days"].values()) for row in rows}


def read_columns(answer: Answer) -> dict[str, str]:
    """Read each habit's seven signs off the printed week, by the columns of its head."""
    head, *rows = answer.out.splitlines()[2:]
    places = [head.index(day) for day in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")]
    found = {}
    for row in rows:
        if not row.strip():
            break
        found[row.split()[0]] = "".join(SIGNS[row[place : place + 4].strip()] or "-" for place in places)
    return found


def test_today_has_its_groups_in_order(full: Home) -> None:
    """Open habits come first, then done ones, limits, those that are off, anytime and not due."""
    lines = [" ".join(line.split()) for line in full.call("today").out.splitlines()]
    place = lines.index("", 2)
    states = " ".join(line.split()[0] for line in lines[2:place])
    assert states == "open open open open done so off any rest rest"
    assert [habit["habit"] for habit in due(full)] == ["gym", "read", "sing", "swim"]
    habits = full.call("today", "--json").json("today")["habits"]
    assert {habit["habit"]: habit["state"] for habit in habits} == {
        "coffee": "limit",
        "stretch": "done",
        "gym": "open",
        "call": "excused",
        "floss": "anytime",
        "plants": "rest",
        "read": "open",
        "run": "rest",
        "sing": "open",
        "swim": "open",
    }


def test_each_line_says_what_would_keep_it(full: Home) -> None:
    """What the slot has of what it wants and how long it lasts, why a habit is off, and when it is next."""
    assert line_of(full, "gym").startswith("open gym 2 of 3 this week, week ends")
    assert line_of(full, "gym", "2026-11-17").startswith("open gym 1 of 3 this week, 6 days left")
    assert line_of(full, "swim", "2026-11-21").startswith("open swim 1 of 2 this week, 2 of 3 km")
    assert line_of(full, "read").startswith("open read 12 of 20 pages")
    assert line_of(full, "stretch", "2026-11-18").startswith("open stretch once today")
    assert line_of(full, "call").startswith("off call paused: a journey")
    assert line_of(full, "call", "2026-11-12").startswith("open call 2 of 10 this month, 10 days left")
    assert line_of(full, "stretch", "2026-11-20").startswith("off stretch skipped: ill")
    assert line_of(full, "plants").startswith("rest plants next Tue 24 Nov")
    assert line_of(full, "run").startswith("rest run next Mon 23 Nov")
    assert line_of(full, "floss").startswith("any floss 2 times")
    assert line_of(full, "coffee").startswith("so far coffee 1, limit 2")
    assert line_of(full, "sing") == "open sing"


def test_the_head_of_today_counts_what_is_due(full: Home) -> None:
    """The head counts done ones of those that are due: without limits, days off, rest, anytime and quiet ones."""
    assert re.search(r" 1 of 4 done {6}2 wins today$", full.call("today").out.splitlines()[0])
    full.call("done", "read=8")
    full.call("done", "sing")
    assert re.search(r" 2 of 4 done {6}4 wins today$", full.call("today").out.splitlines()[0])


def test_due_lists_what_is_open(full: Home) -> None:
    """`due` prints a line for each open habit, with what would keep it, and exits with 3."""
    lines = [" ".join(line.split()) for line in full.call("due", code=DUE).out.splitlines()]
    assert [line.split()[0] for line in lines] == ["gym", "read", "sing", "swim"]
    assert lines[0].startswith("gym 2 of 3 this week, week ends tonight")
    assert lines[1].startswith("read 12 of 20 pages")
    assert lines[2] == "sing"
    assert lines[3].startswith("swim 1 of 2 this week, 2 of 3 km, week ends tonight")


def test_due_ends_with_nothing(full: Home) -> None:
    """When all is done, off or resting, `due` says so and exits with 0; in a process of its own as well."""
    full.call("done", "read=8")
    full.call("done", "sing", "gym", "swim=1")
    assert full.call("due").out == "Nothing is due.\n"
    assert due(full, code=0) == []
    assert full.run("due").out == "Nothing is due.\n"
    full.call("undo")
    assert full.run("due", code=DUE).out.splitlines()[0].startswith("gym ")
    full.call("habit", "pause", "--all")
    assert full.call("due").out == "Nothing is due.\n"


def test_due_before_anything_was_logged(home: Home) -> None:
    """Without a habit nothing is due, and the look creates nothing."""
    assert home.call("due").out == "Nothing is due.\n"
    assert due(home, code=0) == []
    assert not home.path.exists()


@pytest.mark.parametrize(
    ("options", "logged", "states"),
    [
        ("", "3", "ODO"),
        ("--days mon,wed", "4", "ORD"),
        ("--times 2/week", "2 3", "DDD"),
        ("--times 2/month", "3", "ODO"),
        ("--every 2d", "4", "ORD"),
        ("--anytime", "3", "ADA"),
        ("--limit 1", "3", "LLL"),
        ("--target 5", "2=5 3=4", "DOO"),
        ("--times 2/week --target 9", "2=1 3=1", "OOO"),
        ("--times 1/week --target 4", "3=4", "ODD"),
    ],
)
def test_the_state_of_each_day(home: Home, options: str, logged: str, states: str) -> None:
    """Open, done, resting, anytime or a limit: on Monday, Tuesday and Wednesday, and due only when open."""
    names = {"O": "open", "D": "done", "R": "rest", "A": "anytime", "L": "limit"}
    at(home, MONDAY, "habit", "add", "run", *options.split())
    for day, state in zip(("2026-11-02", "2026-11-03", "2026-11-04"), states, strict=True):
        for word in logged.split():
            if f"{int(word.partition('=')[0]):02d}" == day[-2:]:
                fill(home, "run", word)
        (habit,) = at(home, day, "today", "--json").json("today")["habits"]
        assert (habit["state"], habit["habit"]) == (names[state], "run"), day
        assert [each["habit"] for each in due(home, day, DUE if state == "O" else 0)] == ["run"] * (state == "O")


def test_the_cue_helps_where_it_is_needed(home: Home) -> None:
    """The cue stands in today and due while the habit is open, beside what would keep it."""
    home.call("habit", "add", "stretch", "--cue", "after the first coffee")
    home.call("habit", "add", "gym", "--times", "3/week", "--cue", "on the way home")
    assert line_of(home, "stretch").startswith("open stretch after the first coffee")
    assert line_of(home, "gym").startswith("open gym 0 of 1 this week, week ends tonight, on the")
    lines = home.call("due", code=DUE).out.splitlines()
    assert "  after the first coffee  " in lines[0]
    assert "  0 of 1 this week, week ends tonight, on the way home  " in lines[1]
    assert [habit["cue"] for habit in due(home)] == ["after the first coffee", "on the way home"]


def test_the_week_has_seven_columns(full: Home) -> None:
    """Each habit has a line of marks below the weekdays; the data has the same signs by their days."""
    signs = {
        "coffee": "DMUUUUP",
        "stretch": "DDMDSMD",
        "gym": "D-D----",
        "call": "------S",
        "floss": "--+----",
        "plants": "--D--M-",
        "read": "DMMMMMP",
        "run": "D+M-D--",
        "sing": "D-D---P",
        "swim": "-D-----",
    }
    assert week(full) == signs
    answer = full.call("week")
    assert read_columns(answer) == signs
    lines = answer.out.splitlines()
    assert lines[0] == "Week 47, Mon 16 Nov - Sun 22 Nov"
    for words in ("✓ done", "· not done", "s off", "○ open", "– nothing said"):
        assert words in lines[-1]
    body = full.call("week", "--json").json("week")
    assert (body["monday"], list(body["habits"][0]["days"])[-1]) == ("2026-11-16", "2026-11-22")


def test_the_week_beside_its_marks(full: Home) -> None:
    """Beside the marks stands how far a week or month has come, or how many of the days were kept."""
    lines = {line.split()[0]: line for line in full.call("week").out.splitlines()[3:] if line.strip()}
    assert lines["gym"].endswith("2 of 3 this week")
    assert lines["swim"].endswith("1 of 2 this week, 2 of 3 km")
    assert lines["stretch"].endswith("4 of 6, every day")
    assert lines["read"].endswith("1 of 6, every day, 20 pages or more")
    assert lines["run"].endswith("2 of 3, Mon Wed Fri")
    assert lines["sing"].split() == ["sing", "✓", "✓", "○"]


def test_other_weeks(full: Home) -> None:
    """`--on` shows the week that holds a day; habits that begin later are left out."""
    full.call("habit", "add", "late")
    assert week(full, "--on", "-7")["gym"] == "-------"
    assert week(full, "--on", "mon") == week(full) == week(full, "--on", "2026-11-16")
    assert "late" not in week(full, "--on", "2026-11-11")
    assert week(full)["late"] == "------P"
    assert full.call("week", "--on", "2026-11-11").out.startswith("Week 46, Mon 9 Nov - Sun 15 Nov\n")
    assert full.call("week", "--on", "2027-01-01").out.startswith("Week 53, Mon 28 Dec - Sun 3 Jan 2027\n")
    assert set("".join(week(full, "--on", "2027-01-01").values())) == {"-"}
    deny(full, "week", "--on", "soon", says="'soon' is not a day")
    deny(full, "week", "again", says="unexpected extra argument")
    deny(full, "due", "again", says="unexpected extra argument")


def test_ascii_signs(full: Home) -> None:
    """With ASCII signs today and the week hold nothing else, and the columns stay where they are."""
    full.call("config", "set", "signs", "ascii")
    for words in (["today"], ["week"], ["streaks"], ["habit", "show", "stretch"], ["why", "read"]):
        shown = full.call(*words).out
        assert shown.isascii(), shown
    lines = full.call("week").out.splitlines()
    assert lines[3].split()[:8] == ["coffee", "+", ".", "-", "-", "-", "-", "o"]
    assert "+ done" in lines[-1]


@pytest.mark.parametrize("columns", ["40", "1", "0", "80", "500"])
def test_any_width(full: Home, columns: str) -> None:
    """No width of a terminal is too narrow or too wide."""
    looks = (
        ["today"],
        ["week"],
        ["streaks"],
        ["streaks", "--ci"],
        ["due"],
        ["habit", "list"],
        ["habit", "show", "gym"],
    )
    for words in (
        *looks,
        ["why", "gym"],
        ["why", "coffee"],
        ["streaks", "read"],
        ["habit", "show", "gym", "--schedule"],
    ):
        answer = full.call(*words, env={"COLUMNS": columns}, code=None)
        assert answer.code in (0, DUE), words
        assert answer.out, words


def test_today_fits_a_usual_terminal(full: Home) -> None:
    """`today` keeps within 80 columns, however long a cue or a reason is."""
    full.call(
        "habit", "edit", "gym", "--cue", "after the last meeting of the day, with the bag that stands at the door"
    )
    full.call("habit", "pause", "plants", "--because", "a very long journey through all of the lands of the north")
    for line in full.call("today").out.splitlines():
        assert len(line) <= 80, line


def test_what_a_person_wrote_is_harmless(home: Home) -> None:
    """Controls in a cue, a reward or a unit reach no terminal, in no look and no reply."""
    home.call("habit", "add", "tea", "--cue", CONTROLS, "--reward", CONTROLS, "--times", "2/week")
    home.call("habit", "add", "gym", "--cue", CONTROLS, "--anytime")
    for words in (
        ["today"],
        ["due"],
        ["week"],
        ["habit", "list"],
        ["habit", "show", "tea"],
        ["streaks"],
        ["done", "tea"],
    ):
        assert find_harm(home.call(*words, code=None).out) == [], words
    assert json.loads(home.call("habit", "show", "tea", "--json").out)["cue"] == CONTROLS
