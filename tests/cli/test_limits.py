"""Limits: at most so much a day, week or month; what is not said counts neither way, `kept` says it."""

from typing import Any

import pytest

from tests.cli.harness import Home
from tests.cli.test_schedules import MONDAY, TODAY, at, day_factor, deny, fill, grow, period_factor, show

DAY = day_factor(1)


@pytest.fixture
def coffee(home: Home) -> Home:
    """A home with the limit of two coffees a day since Monday the 2nd."""
    at(home, MONDAY, "habit", "add", "coffee", "--limit", "2")
    return home


def slots(home: Home, habit: str, day: str) -> str:
    """Give the marks of all slots as they stand on a day of November."""
    return "".join(show(home, habit, f"2026-11-{day}")["slots"].values())


def line_of(home: Home, habit: str, day: str = TODAY) -> str:
    """Give a habit's line of `today`, its columns parted by one blank."""
    lines = [line.split() for line in at(home, day, "today").out.splitlines()[2:]]
    return next(" ".join(words) for words in lines if habit in words[:3])


def test_an_entry_of_a_limit_is_a_bare_count(coffee: Home) -> None:
    """The reply counts, also beyond the limit, without a run and without a word; the entry is no win."""
    for number in (1, 2, 3, 4):
        reply = coffee.call("log", "+coffee").out.splitlines()
        assert reply[0].startswith("✓ coffee   +coffee   Sun 22 Nov   ")
        assert reply[1:] == [f"  coffee: {number}, limit 2."]
    assert coffee.call("log", "+coffee=1.5").out.splitlines()[1:] == ["  coffee: 5.5, limit 2."]
    assert [entry["win"] for entry in coffee.entries()] == [False] * 5
    today = coffee.call("today", "--json").json("today")
    assert (today["wins"], today["habits"][0]["amount_today"]) == (0, 5.5)
    assert "0 wins today" in coffee.call("today").out


def test_a_count_with_a_unit_and_of_another_day(home: Home) -> None:
    """The count has the unit; that of another day is that day's."""
    home.call("habit", "add", "tv", "--limit", "90min", "--from", MONDAY)
    assert "  tv: 45 min that day, limit 90 min.\n" in home.call("log", "+tv=45", "--on", "-2").out
    assert "  tv: 30 min, limit 90 min.\n" in home.call("log", "+tv=30min").out
    assert "  tv: 95 min that day, limit 90 min.\n" in home.call("log", "+tv=50", "--on", "-2").out
    assert line_of(home, "tv").startswith("so far tv 30, limit 90 min")
    slot = show(home, "tv")["slot"]
    assert (slot["amount"], slot["limit"], slot["target"], slot["days"]) == (30, 90, None, None)


def test_a_limit_beside_a_habit(coffee: Home) -> None:
    """An entry that counts for a habit too is a win, and its reply is the first one's."""
    coffee.call("habit", "add", "run")
    told = coffee.call("log", "Run and a coffee", "+run", "+coffee", "--json").json("log")["entries"][0]
    assert (told["win"], told["streak"]["habit"], told["streak"]["current"]) == (True, "run", 1)
    assert show(coffee, "coffee")["amount_today"] == 1


def test_silence_is_neutral(coffee: Home) -> None:
    """A day of a limit without an entry neither lengthens a run nor ends it, and moves no number."""
    fill(coffee, "coffee", "2=2 3=1")
    before = show(coffee, "coffee", "2026-11-04")
    assert (slots(coffee, "coffee", "04"), before["streak"]) == ("DDU", 2)
    after = show(coffee, "coffee")
    assert "".join(after["slots"].values()) == "DD" + "U" * 19
    for key in ("streak", "strength", "decided", "recent", "spares_used", "spares_left"):
        assert after[key] == before[key]
    assert (after["state"], after["mark"], after["pending"], after["at_risk"]) == ("limit", "U", False, False)
    assert line_of(coffee, "coffee").startswith("so far coffee nothing said yet, limit 2")


def test_kept_says_so(coffee: Home) -> None:
    """`kept` makes the day a kept one, today or another day, once; undo and redo turn it round."""
    reply = coffee.call("kept", "coffee").out.splitlines()
    assert reply[0].startswith("✓ coffee   +coffee=0   Sun 22 Nov   ")
    assert reply[1:] == ["  coffee: kept, 1 day in a row."]
    assert line_of(coffee, "coffee") == "so far coffee kept, limit 2 1 day 1 of 1"
    assert "coffee: kept, 2 days in a row." in coffee.call("kept", "coffee", "--on", "-3").out
    assert slots(coffee, "coffee", "22") == "U" * 17 + "DUUD"
    body = coffee.call("kept", "coffee", "--on", "2026-11-20", "--json").json("kept")
    assert (body["already"], body["entries"][0]["tags"], body["entries"][0]["win"]) == ([], {"coffee": 0}, False)
    assert body["entries"][0]["streak"] == {"habit": "coffee", "current": 3, "spares_used": 0}
    assert coffee.call("kept", "coffee", "--json").json("kept") == {
        "schema": "tinywins.kept/1",
        "entries": [],
        "already": ["coffee"],
    }
    assert "nothing was added" in coffee.call("kept", "coffee", "--on", "-3").out
    assert len(coffee.entries()) == 3
    coffee.call("undo")
    assert slots(coffee, "coffee", "22")[-4:] == "DUUD"
    coffee.call("redo")
    assert slots(coffee, "coffee", "22")[-4:] == "DDUD"


def test_kept_of_several_is_one_act(coffee: Home) -> None:
    """Several limits at once are one act: one undo takes all of them back, one refusal writes none."""
    coffee.call("habit", "add", "sugar", "--limit", "0")
    coffee.call("habit", "add", "run")
    deny(coffee, "kept", "coffee", "sugar", "run", says="run is no limit.")
    assert coffee.call("kept", "coffee", "sugar").out.count("kept, 1 day in a row.") == 2
    coffee.call("undo")
    assert coffee.entries() == []
    coffee.call("kept", "sugar")
    body = coffee.call("kept", "coffee", "sugar", "--json").json("kept")
    assert (len(body["entries"]), body["already"]) == (1, ["sugar"])


def test_a_kept_day_can_still_be_exceeded(coffee: Home) -> None:
    """What is logged after `kept` counts: within the limit the day stays open to it, above it it is missed."""
    coffee.call("kept", "coffee")
    assert show(coffee, "coffee")["mark"] == "D"
    assert "coffee: 1, limit 2." in coffee.call("log", "+coffee").out
    assert show(coffee, "coffee")["mark"] == "P"
    coffee.call("log", "+coffee=2")
    assert show(coffee, "coffee")["mark"] == "M"
    assert line_of(coffee, "coffee") == "so far coffee 3, limit 2 0 of 1"


def test_today_is_open_until_it_is_over(coffee: Home) -> None:
    """Within the limit today is pending, and kept once the day is over; beyond it, missed at once."""
    coffee.call("log", "+coffee=2", "--on", "-1")
    coffee.call("log", "+coffee=2")
    assert slots(coffee, "coffee", "22")[-2:] == "DP"
    assert line_of(coffee, "coffee") == "so far coffee 2, limit 2 1 day 1 of 1"
    assert slots(coffee, "coffee", "23")[-3:] == "DDU"
    coffee.call("log", "+coffee=0.001")
    assert slots(coffee, "coffee", "22")[-2:] == "DM"
    coffee.call("rm", "last")
    assert slots(coffee, "coffee", "22")[-2:] == "DP"


REFUSED = {
    ("kept", "coffee"): "coffee stands at 3",
    ("kept", "run"): "run is no limit.",
    ("kept", "nope"): "There is no habit nope.",
    ("kept", "tag"): "tag is a tag, and no habit yet.",
    ("kept", "cofee"): "Did you mean coffee?",
    ("kept",): "Missing argument",
    ("kept", "coffee", "--on", "tomorrow"): "2026-11-23 is still to come.",
    ("kept", "coffee", "--on", "soon"): "'soon' is not a day",
    ("kept", "coffee=1"): "A limit is kept by its name alone",
    ("done", "coffee"): "coffee is a limit, so done could mean one or none.",
    ("done", "run", "coffee=1"): "coffee is a limit, so done could mean one or none.",
}


@pytest.mark.parametrize(("words", "says"), REFUSED.items(), ids=" ".join)
def test_what_kept_and_done_refuse(coffee: Home, words: tuple[str, ...], says: str) -> None:
    """A limit that is exceeded, what is no limit, and a tick of a limit are refused; nothing is written."""
    coffee.call("habit", "add", "run")
    coffee.call("log", "+coffee=3", "+tag")
    deny(coffee, *words, says=says)


# Each: the limit, the amounts of Monday on, the marks, and the shares that move strength.
OVER: dict[str, tuple[str, str, str, list[float]]] = {
    "half over": ("2", "2=3", "M", [0.5]),
    "a quarter over": ("2", "2=2.5", "M", [0.75]),
    "twice as much": ("2", "2=4", "M", [0]),
    "far over": ("2", "2=40", "M", [0]),
    "at the limit": ("2", "2=2", "D", [1]),
    "none of none": ("0", "2=0", "D", [1]),
    "one of none": ("0", "2=1", "M", [0]),
    "a mixed week": ("4", "2=4 3=5 5=6 6=0", "DMUMD", [1, 0.75, 0.5, 1]),
}


@pytest.mark.parametrize("case", OVER)
def test_over_a_limit_strength_falls_by_degrees(home: Home, case: str) -> None:
    """Up to the limit all counts, at twice as much nothing, evenly between; of a limit of 0 there are no degrees."""
    limit, logged, marks, shares = OVER[case]
    at(home, MONDAY, "habit", "add", "coffee", "--limit", limit)
    fill(home, "coffee", logged)
    found = show(home, "coffee", f"2026-11-{len(marks) + 2:02d}")
    assert "".join(found["slots"].values()) == marks + "U"
    assert found["strength"] == pytest.approx(grow(shares, DAY), abs=1e-6)


def test_silence_can_mean_kept(coffee: Home) -> None:
    """`--assume-kept` counts from its day on: silence before it stays neutral, silence after it is kept."""
    fill(coffee, "coffee", "3=1 11=5")
    said = at(coffee, "2026-11-09", "habit", "edit", "coffee", "--assume-kept").out
    assert said == (
        "coffee: every day, at most 2, silence means kept, from today.\n  What was before stays as it was.\n"
    )
    assert slots(coffee, "coffee", "13") == "UDUUUUU" + "DDMD" + "P"
    found = show(coffee, "coffee", "2026-11-13")
    assert (found["rule"], found["streak"], found["spares_used"]) == ("daily at most 2 assume kept", 4, 1)
    coffee.call("habit", "edit", "coffee", "--no-assume-kept", "--from", "2026-11-13")
    assert slots(coffee, "coffee", "15") == "UDUUUUU" + "DDMD" + "UUU"
    coffee.call("undo")
    coffee.call("undo")
    assert slots(coffee, "coffee", "13") == "UDUUUUUUUMUU"


def test_assume_kept_can_hold_for_the_past_on_purpose(coffee: Home) -> None:
    """With an earlier --from, silence since then means kept."""
    coffee.call("habit", "edit", "coffee", "--assume-kept", "--from", "2026-11-20")
    assert slots(coffee, "coffee", "22")[-4:] == "UDDP"
    assert line_of(coffee, "coffee") == "so far coffee 0, limit 2 2 days 2 of 2"


def test_a_limit_changes_from_its_day_on(coffee: Home) -> None:
    """Another limit, or a target in its place, judges no day that was before."""
    fill(coffee, "coffee", "2=2 3=2 4=2 5=2")
    at(coffee, "2026-11-04", "habit", "edit", "coffee", "--limit", "1")
    assert slots(coffee, "coffee", "06") == "DDMMU"
    at(coffee, "2026-11-05", "habit", "edit", "coffee", "--target", "2")
    assert slots(coffee, "coffee", "06") == "DDMDP"
    assert [each["rule"] for each in show(coffee, "coffee")["versions"]] == [
        "daily at most 2",
        "daily at most 1",
        "daily at least 2",
    ]
    win = {entry["day"][-2:]: entry["win"] for entry in coffee.entries()}
    assert win == {"02": False, "03": False, "04": False, "05": True}


def test_a_limit_of_a_week(home: Home) -> None:
    """A week's limit goes by the week's sum: said and within is kept when the week is over, above is missed."""
    at(home, MONDAY, "habit", "add", "tv", "--times", "1/week", "--limit", "7h")
    assert "tv: 3 h this week, limit 7 h." in at(home, "2026-11-03", "log", "+tv=3").out
    assert "tv: 6.5 h this week, limit 7 h." in at(home, "2026-11-05", "log", "+tv=3.5h").out
    assert line_of(home, "tv", "2026-11-08").startswith("so far tv 6.5 this week, limit 7 h")
    assert slots(home, "tv", "08") == "P"
    fill(home, "tv", "10=7 11=2")
    assert slots(home, "tv", "11") == "DM"
    found = show(home, "tv")
    assert "".join(found["slots"].values()) == "DMU"
    assert (found["streak_unit"], found["week"]) == ("weeks", None)
    shares = [1, 2 - 9 / 7]
    assert found["strength"] == pytest.approx(grow(shares, period_factor(1, 7)), abs=1e-6)
    assert "tv: kept" in at(home, "2026-11-18", "kept", "tv").out
    assert slots(home, "tv", "22") == "DMP"
    assert slots(home, "tv", "23") == "DMDU"


def test_a_limit_of_a_month_with_silence_kept(home: Home) -> None:
    """A month's limit goes by the calendar month, and silence can mean kept there too."""
    home.call("habit", "add", "eat", "--times", "1/month", "--limit", "100eur", "--assume-kept", "--from", "2026-09-20")
    fill(home, "eat", "3=80 20=30", "2026-10-01")
    found = show(home, "eat")
    assert found["slots"] == {"2026-09-20": "D", "2026-10-01": "M", "2026-11-01": "P"}
    strength = grow([2 - 1.1], period_factor(1, 31), grow([1], period_factor(1, 30)))
    assert found["strength"] == pytest.approx(strength, abs=1e-6)
    assert line_of(home, "eat").startswith("so far eat 0 this month, limit 100 eur 1 month, 1 spare used")


def test_a_limit_is_never_due(coffee: Home) -> None:
    """Limits stand in a group of their own, are asked for by nobody and never at risk."""
    fill(coffee, "coffee", "20=1 21=5")
    assert coffee.call("due").out == "Nothing is due.\n"
    assert coffee.call("due", "--json").json("due")["habits"] == []
    assert " done" not in coffee.call("today").out.splitlines()[0]
    habit: dict[str, Any] = coffee.call("today", "--json").json("today")["habits"][0]
    assert (habit["state"], habit["at_risk"], habit["streak"]) == ("limit", False, 1)
    streaks = coffee.call("streaks").out
    assert "coffee" in streaks
    assert "Still open" not in streaks
    coffee.call("undo")
    assert "(limit)" in coffee.call("streaks").out


def test_a_limit_in_the_week(coffee: Home) -> None:
    """The week has a sign for what was not said, and says what it is."""
    fill(coffee, "coffee", "16=1 17=3 20=0 22=1")
    lines = coffee.call("week").out.splitlines()
    assert " ".join(lines[3].split()) == "coffee ✓ · – – ✓ – ○ 2 of 3, every day, at most 2"
    assert "– nothing said" in lines[-1]
    week = coffee.call("week", "--json").json("week")["habits"][0]["days"]
    assert "".join(week.values()) == "DMUUDUP"


def test_a_skipped_day_of_a_limit(coffee: Home) -> None:
    """A day off of a limit is off when nothing was said or too much; what was kept stays kept."""
    fill(coffee, "coffee", "2=1 3=5 4=2")
    for day in ("2", "3", "5"):
        at(coffee, "2026-11-06", "habit", "skip", "coffee", "--on", f"2026-11-0{day}")
    assert slots(coffee, "coffee", "06") == "DSDSU"
    assert show(coffee, "coffee", "2026-11-06")["streak"] == 2


def test_a_quiet_limit_says_no_number(home: Home) -> None:
    """Of a quiet limit neither the reply nor today say how much."""
    home.call("habit", "add", "wine", "--limit", "2", "--quiet")
    for words in (["log", "+wine"], ["kept", "wine", "--on", "-1"], ["log", "+wine=7", "--note", "a feast"]):
        assert len(home.call(*words).out.splitlines()) == 1
    assert line_of(home, "wine") == "so far wine"
    assert "wine" not in home.call("streaks").out
