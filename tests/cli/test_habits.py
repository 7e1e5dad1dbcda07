"""`habit`, `done` and `streaks`: tags with a schedule."""

import pytest

from tests.cli.harness import NOW, Home, refuse


def clock(day: str, time: str = "10:42") -> dict[str, str | None]:
    """Give the environment of another day's clock."""
    return {"TINYWINS_NOW": f"{day}T{time}:00+01:00"}


def streak(home: Home, habit: str, env: dict[str, str | None] | None = None) -> int:
    """Give a habit's current run."""
    found = home.call("streaks", "--json", env=env).json("streaks")["habits"]
    return {str(each["habit"]): int(each["streak"]) for each in found}[habit]


def test_a_daily_habit(home: Home) -> None:
    """A habit is daily unless something else is said; its cue is shown while it is open."""
    answer = home.run("habit", "add", "stretch", "--cue", "after the first coffee")
    assert "stretch: every day, from today." in answer.out
    assert "tinywins done stretch" in answer.out
    today = home.run("today").out
    assert "open" in today
    assert "after the first coffee" in today
    assert "1 day in a row" in home.run("done", "stretch").out
    assert "done" in home.run("today").out


def test_history_counts_at_once(home: Home) -> None:
    """A tag that becomes a habit brings its entries: the habit begins with the first of them."""
    for day in ("-6", "-5", "-4", "-3", "-2", "-1", "today"):
        home.call("log", "Answered", "+reviews", "--on", day)
    answer = home.run("habit", "add", "reviews", "--times", "3/week")
    assert "7 entries count already" in answer.out
    habit = home.call("habit", "show", "reviews", "--json").json("habit")
    assert (habit["since"], habit["rule"], habit["entries"]) == ("2026-11-16", "3/week", 7)
    assert habit["week"] == {"done": 7, "need": 3}
    home.call("habit", "add", "read", "--from", "2026-11-20")
    assert home.call("habit", "show", "read", "--json").json("habit")["since"] == "2026-11-20"


def test_weekdays(home: Home) -> None:
    """On other days a habit rests, and an entry then neither helps nor harms its run."""
    home.call("habit", "add", "run", "--days", "mon,wed,fri", "--unit", "km", "--from", "2026-11-09")
    for day in ("2026-11-09", "2026-11-11", "2026-11-13", "2026-11-16", "2026-11-18", "2026-11-20"):
        home.call("log", "+run=5", "--on", day)
    assert "rest" in home.call("today").out
    assert streak(home, "run") == 6
    home.call("log", "+run=1")
    assert streak(home, "run") == 6
    assert streak(home, "run", clock("2026-11-23")) == 6
    assert streak(home, "run", clock("2026-11-24")) == 6  # a spare was used
    assert home.call("habit", "show", "run", "--json").json("habit")["rule"] == "mon,wed,fri"


def test_done_twice(home: Home) -> None:
    """Ticking what is done already adds nothing, says so, and ends well; an amount adds."""
    home.call("habit", "add", "run", "--unit", "km")
    home.call("habit", "add", "stretch")
    home.run("done", "stretch", "run=5.2")
    again = home.run("done", "stretch")
    assert again.out == "stretch is done already; nothing was added.\n"
    body = home.call("done", "stretch", "run=1", "--json").json("done")
    assert body["already"] == ["stretch"]
    assert [entry["tags"] for entry in body["entries"]] == [{"run": 1}]
    assert home.call("habit", "show", "run", "--json").json("habit")["amount_today"] == 6.2
    assert len(home.entries()) == 3
    assert len(home.call("done", "run", "run", "--on", "yesterday", "--json").json("done")["entries"]) == 1


def test_several_habits_in_one_act(home: Home) -> None:
    """`done` with several names is one act: one undo takes all of them back."""
    home.call("habit", "add", "run", "--unit", "km")
    home.call("habit", "add", "stretch")
    answer = home.run("done", "stretch", "run=5.2km", "--on", "yesterday")
    assert answer.out.count("Sat 21 Nov") == 2
    assert [(entry["day"], entry["tags"]) for entry in home.entries()] == [
        ("2026-11-21", {"stretch": None}),
        ("2026-11-21", {"run": 5.2}),
    ]
    home.call("undo")
    assert home.entries() == []
    refuse(home, "done", "stretch", "nope", says=["There is no habit nope."])


def test_a_run_with_a_spare(home: Home) -> None:
    """One miss uses a spare and the run goes on; the longest unbroken run is shown beside it."""
    home.call("habit", "add", "read", "--from", "2026-10-20")
    for number in range(33):
        if number != 20:
            home.call("log", "+read", "--on", f"-{33 - number}")
    shown = home.run("streaks").out
    assert "spare used" in shown
    body = home.call("streaks", "--json").json("streaks")["habits"][0]
    assert body["spares_used"] == 1
    assert body["streak"] > body["longest_unbroken"]
    assert (body["pending"], body["done_today"]) == (True, False)
    one = home.run("streaks", "read").out
    assert "Best runs" in one
    assert "likely" in home.run("streaks", "--ci").out
    assert home.call("streaks", "read", "--json").json("habit")["slots"]["2026-11-09"] in "DM"


def test_spares_can_be_set(home: Home) -> None:
    """`config set spares 0,0,0` counts without any; undo brings them back."""
    home.call("habit", "add", "read", "--from", "2026-11-01")
    for day in range(1, 22):
        if day != 15:
            home.call("log", "+read", "--on", f"2026-11-{day:02d}")
    with_spares = streak(home, "read")
    home.call("config", "set", "spares", "0,0,0")
    assert streak(home, "read") == 6 < with_spares
    home.call("undo")
    assert streak(home, "read") == with_spares


def test_habits_listed_shown_and_changed(home: Home) -> None:
    """`habit list`, `show` and `edit`: units and cues can change, and undo takes a change back."""
    assert "No habit here." in home.call("habit", "list").out
    assert "No habit here." in home.call("streaks").out
    home.call("habit", "add", "run")
    home.call("habit", "edit", "run", "--unit", "km", "--cue", "before breakfast")
    for words in (["habit", "list"], ["habit", "show", "run"]):
        shown = home.run(*words).out
        assert "every day" in shown
        assert "before breakfast" in shown
    (habit,) = home.call("habit", "list", "--json").json("habits")["habits"]
    assert (habit["unit"], habit["cue"]) == ("km", "before breakfast")
    home.call("undo")
    assert home.call("habit", "show", "run", "--json").json("habit")["unit"] == ""


def test_a_habit_renamed(home: Home) -> None:
    """History and schedule come along, and the old name goes on working."""
    home.call("habit", "add", "strech")
    home.call("done", "strech")
    assert "stretch" in home.run("habit", "rename", "strech", "stretch").out
    assert streak(home, "stretch") == 1
    assert home.call("done", "strech", "--json").json("done")["already"] == ["stretch"]
    home.call("undo")
    assert streak(home, "strech") == 1


def test_a_habit_removed(home: Home) -> None:
    """The schedule goes, the entries stay under the tag, and undo brings the habit back with its run."""
    home.call("habit", "add", "gym", "--times", "2/week")
    home.call("done", "gym")
    assert "Its entries stay" in home.run("habit", "rm", "gym").out
    assert home.call("habit", "list", "--json").json("habits")["habits"] == []
    assert home.call("tag", "show", "gym", "--json").json("tag")["entries"] == 1
    refuse(home, "done", "gym", says=["gym is a tag, and no habit yet"])
    home.call("undo")
    assert home.call("habit", "show", "gym", "--json").json("habit")["entries"] == 1


def test_strength_comes_late(home: Home) -> None:
    """Until 14 slots are decided, `today` shows how many were kept, and no percentage anywhere."""
    home.call("habit", "add", "stretch", "--from", "2026-11-15")
    for back in range(7):
        home.call("log", "+stretch", "--on", f"-{back}")
    assert "7 of 7" in home.call("today").out or "7 of 8" in home.call("today").out
    assert "%" not in home.call("streaks").out
    assert "too early" in home.call("streaks").out


@pytest.mark.parametrize("name", ["run", "Run", "RUN", "+run"])
def test_names_fold(home: Home, name: str) -> None:
    """A habit is found however its name is written."""
    home.call("habit", "add", "run")
    home.call("done", name)
    assert streak(home, "run") == 1


def test_today_in_the_morning(home: Home) -> None:
    """Before the day's first entry, `today` tells yesterday; bare `tinywins` is the same."""
    home.call("habit", "add", "run", env=clock("2026-11-21"))
    home.call("log", "Packed the parcels", env=clock("2026-11-21", "20:00"))
    home.call("log", "Along the river", "+run", env=clock("2026-11-21", "21:00"))
    morning = home.run("today").out
    assert "Yesterday: 2 wins, 1 of 1 habit. Last: Along the river." in morning
    assert home.run().out == morning
    home.call("log", "x")
    assert "Yesterday" not in home.call("today").out
    assert NOW in home.env["TINYWINS_NOW"]
