"""Excused time: `habit skip`, `habit pause` and `habit resume`, before and after the fact."""

from typing import Any

import pytest

from tests.cli.harness import Home
from tests.cli.test_limits import line_of
from tests.cli.test_schedules import MONDAY, TODAY, at, day_factor, deny, fill, grow, period_factor, show
from tests.cli.test_terminal import find_harm

CONTROLS = "ill\x1b[2J\x07\u202e\x9b2J"


@pytest.fixture
def stretch(home: Home) -> Home:
    """A home with a daily habit since Monday the 2nd, kept for a week."""
    at(home, MONDAY, "habit", "add", "stretch")
    fill(home, "stretch", "2 3 4 5 6 7 8")
    return home


def marks(home: Home, habit: str = "stretch", day: str = TODAY) -> str:
    """Give the marks of all slots up to a day."""
    return "".join(show(home, habit, day)["slots"].values())


def excuses(home: Home, habit: str = "stretch", day: str = TODAY) -> list[tuple[Any, ...]]:
    """Give a habit's days off: kind, first and last day of the month, why, and the day it was said."""
    found = show(home, habit, day)["excuses"]
    return [(e["kind"], e["first"][5:], e["last"] and e["last"][5:], e["because"], e["said"][5:]) for e in found]


def test_a_skip_is_transparent(stretch: Home) -> None:
    """A skipped day neither lengthens a run nor ends it nor takes a spare, and strength stays where it was."""
    before = show(stretch, "stretch", "2026-11-08")
    missed = show(stretch, "stretch", "2026-11-10")
    assert (missed["spares_used"], missed["strength"] < before["strength"]) == (1, True)
    said = at(stretch, "2026-11-09", "habit", "skip", "stretch", "--because", "ill").out
    assert said.startswith("stretch: Mon 9 Nov is skipped; it neither adds to a run nor ends one.\n")
    after = show(stretch, "stretch", "2026-11-10")
    for key in ("streak", "strength", "decided", "spares_used", "spares_left", "unbroken"):
        assert after[key] == before[key], key
    assert after["strength"] == pytest.approx(grow([1] * 7, day_factor(1)), abs=1e-6)
    assert marks(stretch, day="2026-11-10") == "DDDDDDDSP"
    assert excuses(stretch, day="2026-11-10") == [("skip", "11-09", "11-09", "ill", "11-09")]


def test_today_can_be_skipped(stretch: Home) -> None:
    """A day that is skipped is off, not due, and none of those that are to be done; --off takes it back."""
    fill(stretch, "stretch", "9 10 11 12 13 14 15 16 17 18 19 20 21")
    stretch.call("habit", "skip", "stretch", "--because", "ill")
    assert line_of(stretch, "stretch").startswith("off stretch skipped: ill 20 days")
    assert " done" not in stretch.call("today").out.splitlines()[0]
    assert stretch.call("due").out == "Nothing is due.\n"
    assert show(stretch, "stretch")["state"] == "excused"
    assert stretch.call("habit", "skip", "stretch", "--off").out == "stretch: Sun 22 Nov counts again.\n"
    assert line_of(stretch, "stretch").startswith("open stretch once today 20 days")
    stretch.call("undo")
    assert line_of(stretch, "stretch").startswith("off stretch skipped: ill")
    stretch.call("undo")
    assert show(stretch, "stretch")["state"] == "open"
    stretch.call("redo")
    assert show(stretch, "stretch")["state"] == "excused"


def test_a_skip_to_come_and_one_after_the_fact(stretch: Home) -> None:
    """A day may be skipped before it comes; a skip after the fact says when it was said, everywhere."""
    at(stretch, "2026-11-09", "habit", "skip", "stretch", "--on", "2026-11-11", "--because", "a journey")
    at(stretch, "2026-11-12", "habit", "skip", "stretch", "--on", "-2", "--because", "ill")
    assert excuses(stretch) == [
        ("skip", "11-10", "11-10", "ill", "11-12"),
        ("skip", "11-11", "11-11", "a journey", "11-09"),
    ]
    shown = at(stretch, "2026-11-12", "habit", "show", "stretch").out
    assert "  off        Tue 10 Nov, ill, said Thu 12 Nov\n" in shown
    assert "  off        Wed 11 Nov, a journey\n" in shown
    why = at(stretch, "2026-11-12", "why", "stretch").out
    assert "off: Tue 10 Nov, ill, said Thu 12 Nov\n" in why
    assert "off: Wed 11 Nov, a journey\n" in why
    events = at(stretch, "2026-11-12", "why", "stretch", "--json").json("why")["events"]
    assert [event["mark"] for event in events] == ["M", "S", "S"]
    assert events[1] | {"because": "ill", "said": "2026-11-12"} == events[1]


def test_a_skip_again(stretch: Home) -> None:
    """The same skip again writes nothing; another reason replaces the first; --off of none says so."""
    first = stretch.call("habit", "skip", "stretch", "--on", "-1", "--json").json("skip")
    assert first == {
        "schema": "tinywins.skip/1",
        "habit": "stretch",
        "day": "2026-11-21",
        "skipped": True,
        "changed": True,
    }
    data = stretch.path.read_bytes()
    assert (
        stretch.call("habit", "skip", "stretch", "--on", "yesterday").out == "stretch: Sat 21 Nov is skipped already.\n"
    )
    assert stretch.call("habit", "skip", "stretch", "--off").out == "stretch: Sun 22 Nov was not skipped.\n"
    assert stretch.call("habit", "skip", "stretch", "--on", "-1", "--json").json("skip")["changed"] is False
    assert stretch.path.read_bytes() == data
    stretch.call("habit", "skip", "stretch", "--on", "-1", "--because", "ill")
    assert excuses(stretch) == [("skip", "11-21", "11-21", "ill", "11-22")]
    body = stretch.call("habit", "skip", "stretch", "--on", "-1", "--off", "--json").json("skip")
    assert (body["skipped"], body["changed"], excuses(stretch)) == (False, True, [])
    stretch.call("undo")
    assert excuses(stretch) == [("skip", "11-21", "11-21", "ill", "11-22")]


def test_a_kept_day_beats_its_excuse(stretch: Home) -> None:
    """What was done on a day off counts, whether it was logged before or after the skip."""
    at(stretch, "2026-11-10", "habit", "skip", "stretch", "--on", "2026-11-08")
    at(stretch, "2026-11-10", "habit", "skip", "stretch", "--on", "2026-11-09")
    at(stretch, "2026-11-10", "done", "stretch", "--on", "2026-11-09")
    assert marks(stretch, day="2026-11-10") == "DDDDDDDDP"
    assert show(stretch, "stretch", "2026-11-10")["streak"] == 8


# Each: the rule, the entries, the days skipped, the day of the look, the marks, done and need of the last week.
LOWERED: dict[str, tuple[str, str, str, str, str, tuple[int, int]]] = {
    "not yet": ("5/week", "2 3 4 5", "7 8", "08", "P", (4, 5)),
    "by one": ("5/week", "2 3 4 5", "6 7 8", "08", "D", (4, 4)),
    "by two": ("5/week", "2 3 4", "5 6 7 8", "08", "D", (3, 3)),
    "to none": ("3/week", "", "2 3 4 5 6 7 8", "08", "S", (0, 0)),
    "too late": ("5/week", "2 3 4", "6 7 8", "09", "MP", (0, 5)),
    "done on a day off": ("5/week", "2 3 4 6", "6 7 8", "09", "MP", (0, 5)),
}


@pytest.mark.parametrize("case", LOWERED)
def test_days_off_lower_what_a_week_asks_for(home: Home, case: str) -> None:
    """A week asks for no more days than are not off; one that is off altogether is skipped."""
    rule, logged, skipped, day, slots, progress = LOWERED[case]
    at(home, MONDAY, "habit", "add", "gym", "--times", rule)
    fill(home, "gym", logged)
    for each in skipped.split():
        at(home, "2026-11-05", "habit", "skip", "gym", "--on", f"2026-11-0{each}")
    found = show(home, "gym", f"2026-11-{day}")
    assert "".join(found["slots"].values()) == slots
    days = found["slot"]["days"]
    assert (days and (days["done"], days["need"])) == (progress if progress[1] else None)


def test_strength_of_a_week_that_is_partly_off(home: Home) -> None:
    """A week with four days off asks five of seven times for three: two of them are two thirds."""
    at(home, MONDAY, "habit", "add", "gym", "--times", "5/week")
    fill(home, "gym", "2 4")
    at(home, MONDAY, "habit", "pause", "gym", "--from", "2026-11-05", "--to", "2026-11-08")
    strength = show(home, "gym", "2026-11-09")["strength"]
    assert strength == pytest.approx(grow([2 / 3], period_factor(5, 7)), abs=1e-6)


def test_a_week_off_keeps_the_run_of_weeks(home: Home) -> None:
    """A whole week's pause is one skipped slot between two kept ones."""
    at(home, MONDAY, "habit", "add", "gym", "--times", "2/week")
    fill(home, "gym", "2 3 16 17")
    at(home, MONDAY, "habit", "pause", "gym", "--from", "2026-11-09", "--to", "2026-11-15", "--because", "holiday")
    assert marks(home, "gym") == "DSD"
    assert show(home, "gym")["streak"] == 2
    assert line_of(home, "gym", "2026-11-12").startswith("off gym paused to Sun 15 Nov: holiday 1 week")


def test_a_pause_in_the_past_the_present_and_to_come(stretch: Home) -> None:
    """A pause may lie anywhere, with an end or without one."""
    said = at(stretch, "2026-11-12", "habit", "pause", "stretch", "--from", "-3", "--to", "-1", "--because", "ill").out
    assert "from Mon 9 Nov to Wed 11 Nov" in said
    body = at(
        stretch, "2026-11-12", "habit", "pause", "stretch", "--from", "2026-11-14", "--to", "2026-11-15", "--json"
    )
    assert body.json("pause") == {
        "schema": "tinywins.pause/1",
        "habits": ["stretch"],
        "first": "2026-11-14",
        "last": "2026-11-15",
    }
    open_end = at(stretch, "2026-11-20", "habit", "pause", "stretch").out
    assert open_end == "stretch pauses from today.\n  To go on:  tinywins habit resume stretch\n"
    assert marks(stretch, day="2026-11-24") == "DDDDDDD" + "SSS" + "MM" + "SS" + "MMMM" + "SSSSS"
    assert line_of(stretch, "stretch", "2026-11-24").startswith("off stretch paused a new run begins")
    assert excuses(stretch)[1:] == [("pause", "11-14", "11-15", "", "11-12"), ("pause", "11-20", None, "", "11-20")]
    assert "  off        Fri 20 Nov on\n" in stretch.call("habit", "show", "stretch").out
    assert "  off        Mon 9 Nov - Wed 11 Nov, ill, said Thu 12 Nov\n" in stretch.call("habit", "show", "stretch").out


def test_resume_ends_a_pause(stretch: Home) -> None:
    """From the day of `resume` on the habit counts again; on the pause's first day it never was."""
    at(stretch, "2026-11-09", "habit", "pause", "stretch")
    body = at(stretch, "2026-11-12", "habit", "resume", "stretch", "--json").json("resume")
    assert (body["habits"], body["first"], body["last"]) == (["stretch"], "2026-11-09", "2026-11-11")
    assert marks(stretch, day="2026-11-12") == "DDDDDDDSSSP"
    at(stretch, "2026-11-13", "habit", "pause", "stretch")
    said = at(stretch, "2026-11-13", "habit", "resume", "stretch").out
    assert said.startswith("stretch counts again from today")
    assert excuses(stretch) == [("pause", "11-09", "11-11", "", "11-09")]
    stretch.call("undo")
    assert marks(stretch, day="2026-11-14") == "DDDDDDDSSSMSS"
    stretch.call("redo")
    assert marks(stretch, day="2026-11-14") == "DDDDDDDSSSMMP"


def test_all_habits_pause(stretch: Home) -> None:
    """`--all` holds for every habit, also for one that is added later, until `resume --all`."""
    stretch.call("habit", "add", "run")
    said = stretch.call("habit", "pause", "--all", "--to", "tomorrow", "--because", "holiday").out
    assert said == "All habits pause from today to Mon 23 Nov.\n"
    stretch.call("habit", "add", "late")
    for habit in ("stretch", "run", "late"):
        assert line_of(stretch, habit).startswith(f"off {habit} paused to Mon 23 Nov: holiday")
    assert stretch.call("due").out == "Nothing is due.\n"
    assert "off        Sun 22 Nov - Mon 23 Nov, holiday, all habits\n" in stretch.call("habit", "show", "run").out
    assert show(stretch, "run")["excuses"][0]["habit"] is None
    deny(stretch, "habit", "resume", "run", says="run pauses with all habits.")
    assert "count again from today" in stretch.call("habit", "resume", "--all").out
    assert show(stretch, "run")["state"] == "open"
    stretch.call("undo")
    assert show(stretch, "run")["state"] == "excused"


def test_several_habits_pause_in_one_act(stretch: Home) -> None:
    """Several names are one act, and one that is none writes nothing."""
    stretch.call("habit", "add", "run")
    assert stretch.call("habit", "pause", "stretch", "run").out.startswith("stretch and run pause from today.\n")
    stretch.call("undo")
    assert excuses(stretch) == excuses(stretch, "run") == []
    stretch.call("redo")
    assert stretch.call("habit", "resume", "stretch", "run").out.startswith("stretch and run count again from today")


REFUSED = {
    ("skip", "nope"): "There is no habit nope.",
    ("skip", "strech"): "Did you mean stretch?",
    ("skip", "stretch", "--on", "2026-11-01"): "stretch begins on",
    ("skip", "stretch", "--on", "soon"): "'soon' is not a day",
    ("skip", "run", "--on", "2026-11-17"): "run is not due on",
    ("skip", "floss"): "floss is not due on",
    ("skip",): "Missing argument",
    ("pause",): "Name the habits, or say --all.",
    ("pause", "stretch", "--all"): "Name the habits, or say --all.",
    ("pause", "nope"): "There is no habit nope.",
    ("pause", "stretch", "nope"): "There is no habit nope.",
    ("pause", "stretch", "--from", "soon"): "'soon' is not a day",
    ("pause", "stretch", "--to", "soon"): "'soon' is not a day",
    ("pause", "stretch", "--to", "2026-11-21"): "A pause cannot end on",
    ("pause", "--all", "--from", "2026-12-02", "--to", "2026-12-01"): "A pause cannot end on",
    ("resume",): "Name the habits, or say --all.",
    ("resume", "stretch"): "stretch does not pause today.",
    ("resume", "--all"): "There is no pause of all habits today.",
    ("resume", "stretch", "--all"): "Name the habits, or say --all.",
    ("resume", "nope"): "There is no habit nope.",
}


@pytest.mark.parametrize(("words", "says"), REFUSED.items(), ids=" ".join)
def test_what_is_refused(stretch: Home, words: tuple[str, ...], says: str) -> None:
    """What names no habit, no day, no slot or no pause is refused with a hint, and nothing is written."""
    at(stretch, MONDAY, "habit", "add", "run", "--days", "mon,wed,sun")
    stretch.call("habit", "add", "floss", "--anytime")
    at(stretch, "2026-11-09", "habit", "pause", "stretch", "--to", "2026-11-10")
    deny(stretch, "habit", *words, says=says)


def test_a_reason_is_shown_harmless(stretch: Home) -> None:
    """Controls in a reason reach no terminal; JSON gives them back as they were."""
    stretch.call("habit", "skip", "stretch", "--on", "-1", "--because", CONTROLS)
    stretch.call("habit", "pause", "stretch", "--because", CONTROLS)
    for words in (
        ["today"],
        ["habit", "show", "stretch"],
        ["why", "stretch"],
        ["streaks", "stretch"],
        ["week"],
        ["undo"],
    ):
        assert find_harm(stretch.call(*words).out) == [], words
    assert find_harm(stretch.call("habit", "show", "stretch", "--json").out) == []
    assert show(stretch, "stretch")["excuses"][0]["because"] == CONTROLS


def test_excuses_stand_in_the_week_and_in_the_export(stretch: Home) -> None:
    """A day off has its sign in the week and its word in the table of days."""
    stretch.call("habit", "pause", "stretch", "--from", "2026-11-18", "--to", "2026-11-20")
    lines = stretch.call("week").out.splitlines()
    assert lines[3].split()[:8] == ["stretch", "·", "·", "s", "s", "s", "·", "○"]
    assert "s off" in lines[-1]
    days = stretch.call("export", "days", "--since", "2026-11-17", "--until", "2026-11-21").out
    assert [line.split(",")[3] for line in days.splitlines()[1:]] == [
        "missed",
        "skipped",
        "skipped",
        "skipped",
        "missed",
    ]
