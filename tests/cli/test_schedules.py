"""Schedules, targets and their dated versions, at the command line."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest

from tests.cli.harness import Answer, Home, refuse
from tests.cli.test_habits import clock

MONDAY = "2026-11-02"
TODAY = "2026-11-22"  # the harness's Sunday
RULES = {
    "daily": ([], "every day"),
    "daily ": (["--daily"], "every day"),
    "mon,wed,fri": (["--days", "fri,mon, wed"], "Mon Wed Fri"),
    "3/week": (["--times", "3/week"], "3 times a week"),
    "10/month": (["--times", "10/month"], "10 times a month"),
    "every 3d": (["--every", "3d"], "every 3 days"),
    "every 14d": (["--every", "2w"], "every 2 weeks"),
    "anytime": (["--anytime"], "anytime"),
    "daily at least 2.5": (["--target", "2.5km"], "every day, 2.5 km or more"),
    "3/week at least 6": (["--times", "3/week", "--target", "6"], "3 times a week, 6 or more in all"),
    "1/month at least 100": (["--times", "1/month", "--target", "100"], "every month, 100 or more"),
    "daily at most 2": (["--limit", "2"], "every day, at most 2"),
    "daily at most 0": (["--limit", "0"], "every day, none"),
    "1/week at most 7": (["--times", "1/week", "--limit", "7h"], "every week, at most 7 h"),
    "daily at most 0 assume kept": (["--limit", "0", "--assume-kept"], "every day, none, silence means kept"),
    "daily without spares": (["--no-spares"], "every day, without spares"),
}
# Each: the options, the entries (day of November and amount), the day of the look, and every slot with its mark.
MARKED = {
    "daily": ([], "2 4 5", "06", {"02": "D", "03": "M", "04": "D", "05": "D", "06": "P"}),
    "weekdays": (["--days", "mon,wed,fri"], "2 3 6", "07", {"02": "D", "04": "M", "06": "D"}),
    "a weekday open": (["--days", "mon,wed,fri"], "2", "04", {"02": "D", "04": "P"}),
    "three a week": (["--times", "3/week"], "2 4 6 9 10 10", "17", {"02": "D", "09": "M", "16": "P"}),
    "three a week at once": (["--times", "3/week"], "2 3 4", "04", {"02": "D"}),
    "every third day": (["--every", "3d"], "2 6 8", "10", {"02": "D", "05": "M", "08": "D"}),
    "every third day, open": (["--every", "3d"], "2", "05", {"02": "D", "05": "P"}),
    "every second week": (["--every", "2w"], "2 9", "17", {"02": "D", "16": "M"}),
    "anytime": (["--anytime"], "2 9", "17", {}),
    "a target": (["--target", "20"], "2=12 2=8 3=19.999 4=25", "05", {"02": "D", "03": "M", "04": "D", "05": "P"}),
    "a target of times": (["--target", "2"], "2 2 3", "03", {"02": "D", "03": "P"}),
    "a target on weekdays": (["--days", "mon,tue", "--target", "5"], "2=5 4=9 9=3", "10", {"02": "D", "03": "M"}),
    "a week's sum": (["--times", "1/week", "--target", "10"], "2=4 8=6 9=9.5", "16", {"02": "D", "09": "M"}),
    "a week's days and sum": (["--times", "2/week", "--target", "6"], "2=6 9=3 10=3", "16", {"02": "M", "09": "D"}),
    "a month's sum": (["--times", "1/month", "--target", "30"], "2=20 30=9.1", "30", {"02": "D"}),
}
MARKED["a target on weekdays"][3].update({"09": "M", "10": "P"})
for case in ("a week's sum", "a week's days and sum"):
    MARKED[case][3]["16"] = "P"


def at(home: Home, day: str, *words: str, code: int | None = 0) -> Answer:
    """Run a command on another day."""
    return home.call(*words, code=code, env=clock(day))


def show(home: Home, habit: str, day: str = TODAY) -> dict[str, Any]:
    """Give all that is known of a habit on a day."""
    body: dict[str, Any] = at(home, day, "habit", "show", habit, "--json").json("habit")
    return body


def fill(home: Home, habit: str, days: str, first: str = MONDAY) -> None:
    """Log days of the month of `first` under a habit, some with amounts: `2 4 5=1.5`."""
    for word in days.split():
        day, equals, amount = word.partition("=")
        home.call("log", f"+{habit}{equals}{amount}", "--on", f"{first[:8]}{int(day):02d}", "--force")


def days_between(first: str, last: str) -> list[str]:
    """List the days from one to another, both included."""
    begin, end = date.fromisoformat(first), date.fromisoformat(last)
    return [str(begin + timedelta(days=each)) for each in range((end - begin).days + 1)]


def day_factor(per_day: float) -> float:
    """Give m for a habit with so many slots a day."""
    return float(0.5 ** (1 / (13 * per_day**0.5)))


def period_factor(times: int, days: int) -> float:
    """Give m for a habit of so many times in a week or month of so many days."""
    return float(0.5 ** ((times / days) ** 0.5 / 13 * days))


def grow(shares: Sequence[float], factor: float, begin: float = 0.0) -> float:
    """Work strength out by its formula: s' = s * m + x * (1 - m) for each slot's share."""
    for share in shares:
        begin = begin * factor + share * (1 - factor)
    return begin


def deny(home: Home, *words: str, says: str, on: str = TODAY) -> Answer:
    """See that a command is refused with a sentence and a hint, and that the log's file and doctor are as before."""
    data, doctor = home.path.read_bytes(), home.call("doctor", "--json").out
    answer = refuse(home, *words, says=[says], env=clock(on))
    told = [line for line in answer.err.splitlines() if "The clock is fixed" not in line]
    assert told[0].endswith((".", "?")), answer
    assert len(told) > 1, answer
    assert all(line.startswith("  ") for line in told[1:]), answer
    assert (home.path.read_bytes(), home.call("doctor", "--json").out) == (data, doctor)
    return answer


@pytest.mark.parametrize(("rule", "options", "words"), [(rule.strip(), *each) for rule, each in RULES.items()])
def test_every_rule_is_said_and_stored(home: Home, rule: str, options: list[str], words: str) -> None:
    """Each schedule and target is read, stored as its rule, and said in words by add, list and show."""
    assert home.call("habit", "add", "run", *options).out.startswith(f"run: {words}, from today.")
    assert show(home, "run")["rule"] == rule
    assert words in home.call("habit", "list").out
    assert home.call("habit", "show", "run").out.splitlines()[0] == f"run   {words}"
    assert home.call("habit", "show", "run", "--schedule").out == f"from Sun 22 Nov  {words}  now\n"


@pytest.mark.parametrize("case", MARKED)
def test_every_slot_has_its_mark(home: Home, case: str) -> None:
    """What was logged marks each slot of each kind of schedule: worked out by hand."""
    options, logged, day, marks = MARKED[case]
    at(home, MONDAY, "habit", "add", "run", "--from", MONDAY, *options)
    fill(home, "run", logged)
    assert show(home, "run", f"2026-11-{day}")["slots"] == {f"2026-11-{each}": mark for each, mark in marks.items()}


def test_a_month_begins_on_its_first(home: Home) -> None:
    """Times a month go by the calendar; a first month that is cut asks for no more days than it has."""
    home.call("habit", "add", "call", "--times", "10/month", "--from", "2026-09-25")
    fill(home, "call", "25 26 27 28 29 30", "2026-09-25")
    fill(home, "call", "1 2 3 4 5 6 7 8 9", "2026-10-01")
    found = show(home, "call", "2026-11-05")
    assert found["slots"] == {"2026-09-25": "D", "2026-10-01": "M", "2026-11-01": "P"}
    assert (found["slot"]["days"], found["slot"]["last_day"]) == ({"done": 0, "need": 10}, "2026-11-30")
    assert found["streak_unit"] == "months"


def test_a_cut_week_wants_its_part_of_the_target(home: Home) -> None:
    """A week that begins on Friday wants three sevenths of its target, and at most three days."""
    at(home, "2026-11-06", "habit", "add", "swim", "--times", "5/week", "--target", "14km")
    slot = show(home, "swim", "2026-11-06")["slot"]
    assert (slot["days"]["need"], slot["target"]) == (3, 6)
    fill(home, "swim", "6=2 7=2 8=1.9")
    assert show(home, "swim", "2026-11-08")["slots"] == {"2026-11-06": "P"}
    fill(home, "swim", "8=0.1")
    assert show(home, "swim", "2026-11-08")["slots"] == {"2026-11-06": "D"}


# Each: the options, the entries, the day of the look, the factor, and the share of each slot.
SHARES: dict[str, tuple[list[str], str, str, float, list[float]]] = {
    "daily": (["--target", "20"], "2=20 3=10 4=5 5=40", "06", day_factor(1), [1, 0.5, 0.25, 1]),
    "weekdays": (["--days", "mon,wed,fri", "--target", "4"], "2=1 4=4", "05", day_factor(3 / 7), [0.25, 1]),
    "every fourth": (["--every", "4d"], "2 3 6", "07", day_factor(1 / 4), [1, 1]),
    "three a week": (["--times", "3/week"], "2 4 9 10 11", "16", period_factor(3, 7), [2 / 3, 1]),
    "sum of a week": (["--times", "1/week", "--target", "8"], "2=2 5=4", "09", period_factor(1, 7), [0.75]),
    "days and sum": (["--times", "2/week", "--target", "8"], "2=2 5=4", "09", period_factor(2, 7), [0.75]),
}


@pytest.mark.parametrize("case", SHARES)
def test_a_part_of_a_target_moves_strength_by_its_share(home: Home, case: str) -> None:
    """Strength is the sum of the formula over each slot's share; a part counts as a part."""
    options, logged, day, factor, shares = SHARES[case]
    at(home, MONDAY, "habit", "add", "run", *options)
    fill(home, "run", logged)
    assert show(home, "run", f"2026-11-{day}")["strength"] == pytest.approx(grow(shares, factor), abs=1e-6)


def test_months_have_a_factor_of_their_own_length(home: Home) -> None:
    """A month of 30 days and one of 31 move strength by different factors."""
    home.call("habit", "add", "walk", "--times", "1/month", "--target", "10", "--from", "2026-09-01")
    fill(home, "walk", "5=4", "2026-09-01")
    fill(home, "walk", "5=10", "2026-10-01")
    after = grow([1], period_factor(1, 31), grow([0.4], period_factor(1, 30)))
    assert show(home, "walk")["strength"] == pytest.approx(after, abs=1e-6)


def test_amounts_of_a_day_add_up(home: Home) -> None:
    """The reply says how far the day, week or month has come, until it is full and beyond."""
    home.call("habit", "add", "read", "--target", "20", "--unit", "pages", "--from", "-1")
    assert "read: 12 of 20 pages.\n" in home.call("done", "read=12").out
    assert "read: 24 of 20 pages, 1 day in a row." in home.call("log", "+read=12pages").out
    home.call("habit", "add", "swim", "--times", "2/week", "--target", "3km", "--from", "2026-11-16")
    assert "swim: 1 of 2 this week, 2 of 3 km." in home.call("done", "swim=2", "--on", "-3").out
    assert "swim: 2 of 2 this week, 3 of 3 km, 1 week in a row." in home.call("done", "swim=1").out
    home.call("habit", "add", "walk", "--times", "1/month", "--target", "30km", "--from", "2026-11-01")
    assert "walk: 12 of 30 km this month." in home.call("done", "walk=12").out
    assert "read: 5 of 20 pages that day" in home.call("log", "+read=5", "--on", "yesterday").out


def test_an_entry_under_anytime_is_counted_and_never_missed(home: Home) -> None:
    """Anytime has no slots: no run, no strength, no due, and each entry counts."""
    at(home, MONDAY, "habit", "add", "floss", "--anytime")
    assert "The first +floss in this log." in home.call("done", "floss", "--on", "-9").out
    home.call("undo")
    assert "floss: 1 time." in home.call("done", "floss", "--on", "-9").out
    assert "floss: 2 times." in home.call("done", "floss").out
    found = show(home, "floss", "2026-12-24")
    assert (found["state"], found["streak"], found["decided"], found["slots"]) == ("anytime", 0, 0, {})
    assert "floss" not in home.call("streaks").out
    assert at(home, "2026-12-24", "due").out == "Nothing is due.\n"


REFUSED = {
    ("--daily", "--times", "3/week"): "A habit has one schedule.",
    ("--days", "mon", "--anytime"): "A habit has one schedule.",
    ("--times", "8/week"): "'8/week' is not a schedule.",
    ("--times", "0/week"): "'0/week' is not a schedule.",
    ("--times", "32/month"): "'32/month' is not a schedule.",
    ("--times", "3/day"): "'3/day' is not a schedule.",
    ("--times", "mon"): "'mon' does not go with --times.",
    ("--days", "3/week"): "'3/week' does not go with --days.",
    ("--days", "mon,xyz"): "'mon,xyz' is not a schedule.",
    ("--every", "0d"): "'every 0d' is not a schedule.",
    ("--every", "3"): "'every 3' is not a schedule.",
    ("--every", "1000d"): "'every 1000d' is not a schedule.",
    ("--every", "-2d"): "'every -2d' is not a schedule.",
    ("--target", "5", "--limit", "2"): "A habit has one target.",
    ("--target", "0"): "A target of 0 wants nothing.",
    ("--target", "-1"): "-1 is negative",
    ("--target", "many"): "'many' is not a number.",
    ("--target", "1.2345"): "1.2345 has more than three decimals.",
    ("--target", "5km", "--unit", "mi"): "--target 5km and --unit mi name two units.",
    ("--limit", "-1"): "-1 is negative",
    ("--limit", "2", "--times", "3/week"): "A limit holds for the whole week.",
    ("--limit", "2", "--times", "3/month"): "A limit holds for the whole month.",
    ("--target", "5", "--assume-kept"): "Silence can mean kept for a limit alone.",
    ("--assume-kept",): "Silence can mean kept for a limit alone.",
}


@pytest.mark.parametrize(("options", "says"), REFUSED.items(), ids=" ".join)
def test_what_is_no_schedule_is_refused(home: Home, options: tuple[str, ...], says: str) -> None:
    """`habit add` and `habit edit` refuse the same rules with the same sentence, and write nothing."""
    home.call("habit", "add", "run")
    home.call("done", "run")
    deny(home, "habit", "add", "new", *options, says=says)
    deny(home, "habit", "edit", "run", *options, says=says)


def test_other_refusals_of_add_and_edit(home: Home) -> None:
    """Names, days, units and edits that say nothing are refused too."""
    home.call("habit", "add", "run", "--unit", "km", "--limit", "2")
    deny(home, "habit", "add", "RUN", "--times", "3/week", says="run is a habit already.")
    deny(home, "habit", "add", "@anna", says="@anna is a person")
    deny(home, "habit", "add", "two words", says="'two words' is no name")
    deny(home, "habit", "add", "", says="is no name")
    deny(home, "habit", "add", "new", "--from", "soon", says="'soon' is not a day")
    deny(home, "habit", "add", "new", "--unit", "5x", says="'5x' cannot be a unit.")
    deny(home, "habit", "edit", "nope", "--daily", says="There is no habit nope.")
    deny(home, "habit", "edit", "rum", "--daily", says="Did you mean run?")
    deny(home, "habit", "edit", "run", says="Nothing was said to change.")
    deny(home, "habit", "edit", "run", "--from", "mon", says="Nothing was said to change from that day.")
    deny(home, "habit", "edit", "run", "--once", "--target", "2", says="A habit has one target.")
    deny(home, "habit", "edit", "run", "--daily", "--from", "soon", says="'soon' is not a day")
    deny(home, "habit", "edit", "run", "--start", "32 nov", says="There is no 32 November.")
    deny(home, "habit", "edit", "run", "--unit", "5x", says="'5x' cannot be a unit.")


def test_adding_counts_what_is_there(home: Home) -> None:
    """A tag that becomes a habit says how many of its entries count, and which run they make."""
    home.call("log", "+one")
    assert "  1 entry counts already: 1 day in a row.\n" in home.call("habit", "add", "one").out
    fill(home, "words", "2=500 3=500 4=20")
    added = home.call("habit", "add", "words", "--target", "500", "--unit", "words", "--from", MONDAY).out
    assert added == "words: every day, 500 words or more, from Mon 2 Nov.\n  3 entries count already.\n"
    assert show(home, "words", "2026-11-05")["slots"]["2026-11-04"] == "M"
    later = home.call("habit", "add", "later", "--from", "2026-12-24", "--json").json("habit")
    assert (later["since"], later["state"], later["next"]) == ("2026-12-24", "rest", "2026-12-24")
    for _ in range(2):
        home.call("undo")
    assert [each["habit"] for each in home.call("habit", "list", "--json").json("habits")["habits"]] == ["one"]
    home.call("redo")
    assert show(home, "words")["rule"] == "daily at least 500"


OLD: tuple[list[str], ...] = (
    [],
    ["--days", "mon,wed,fri"],
    ["--times", "3/week"],
    ["--times", "4/month"],
    ["--every", "3d"],
    ["--target", "3"],
    ["--times", "2/week", "--target", "7"],
    ["--limit", "2"],
    ["--limit", "1", "--assume-kept"],
    ["--anytime"],
)
NEW = (*OLD[1:], ["--daily", "--target", "4"], ["--once"], ["--no-spares"])
LOGGED = "2=3 3=1 4=2 6=4 9=1 10=3 11 13=2 16=3 17=5 20=2 21=3"
PAST = ("strength", "step", "streak", "begin", "spares_used", "spares_left", "events")


def change(home: Home, *words: str) -> bool:
    """Edit a habit, and say whether that was allowed and changed anything."""
    data = home.path.read_bytes()
    return home.call("habit", "edit", "run", *words, code=None).code == 0 and home.path.read_bytes() != data


@pytest.mark.parametrize("old", OLD, ids=" ".join)
def test_a_change_to_come_moves_nothing(home: Home, old: list[str]) -> None:
    """A new rule from a later day leaves marks, runs and strength as they are, to the last bit."""
    home.call("habit", "add", "run", "--from", "2026-10-19", *old)
    fill(home, "run", LOGGED)
    looks = (["streaks"], ["today"], ["week"], ["export", "days"])
    before, found = [home.call(*words).out for words in looks], show(home, "run")
    for new in NEW:
        if change(home, *new, "--from", "2026-12-01"):
            after = show(home, "run")
            assert {key for key in after if after[key] != found[key]} <= {"versions", "next"}, new
            assert [home.call(*words).out for words in looks] == before, new
            home.call("undo")
            assert show(home, "run") == found


@pytest.mark.parametrize("old", OLD, ids=" ".join)
def test_a_change_from_today_leaves_the_past(home: Home, old: list[str]) -> None:
    """A new rule from today on leaves every slot before it, and yesterday's run and strength, as they were."""
    home.call("habit", "add", "run", "--from", "2026-10-19", *old)
    fill(home, "run", LOGGED)
    looks = (["why", "run", "--on", "yesterday", "--json"], ["export", "days", "--until", "yesterday"])
    why, days, found = home.call(*looks[0]).json("why"), home.call(*looks[1]).out, show(home, "run")
    for new in NEW:
        if change(home, *new):
            slots = {day: mark for day, mark in show(home, "run")["slots"].items() if day < TODAY}
            assert slots == {day: mark for day, mark in found["slots"].items() if day < TODAY}, new
            after = home.call(*looks[0]).json("why")
            assert {key: after[key] for key in PAST} == {key: why[key] for key in PAST}, new
            assert home.call(*looks[1]).out == days, new
            home.call("undo")


def test_versions_begin_with_a_slot(home: Home) -> None:
    """A version takes over when the old slot that holds its day is over, and the list says from when."""
    home.call("habit", "add", "run", "--times", "3/week", "--from", MONDAY)
    assert home.call("habit", "edit", "run", "--daily", "--from", "2026-12-02").out.startswith(
        "run: every day, from Mon 7 Dec.\n"
    )
    home.call("habit", "edit", "run", "--times", "10/month", "--from", "2026-12-21")
    home.call("habit", "edit", "run", "--every", "3d", "--target", "5", "--from", "2027-01-10")
    assert home.call("habit", "show", "run", "--schedule").out.splitlines() == [
        "from Mon 2 Nov       3 times a week           now",
        "from Mon 7 Dec       every day                to come",
        "from Mon 21 Dec      10 times a month         to come",
        "from Mon 1 Feb 2027  every 3 days, 5 or more  to come",
    ]
    versions = [(each["from"], each["rule"]) for each in show(home, "run")["versions"]]
    assert versions == [
        ("2026-11-02", "3/week"),
        ("2026-12-07", "daily"),
        ("2026-12-21", "10/month"),
        ("2027-02-01", "every 3d at least 5"),
    ]
    home.call("undo")
    assert [each["from"] for each in show(home, "run")["versions"]] == ["2026-11-02", "2026-12-07", "2026-12-21"]
    home.call("redo")
    assert [(each["from"], each["rule"]) for each in show(home, "run")["versions"]] == versions
    found = show(home, "run", "2027-02-02")
    assert (found["rule"], found["next"], found["state"]) == ("every 3d at least 5", "2027-02-03", "rest")


def test_a_version_in_force_marks_from_its_day_on(home: Home) -> None:
    """Daily becomes four times a week on Tuesday 1 December: that week is cut, and the run goes on."""
    at(home, "2026-11-23", "habit", "add", "run")
    fill(home, "run", "23 24 26 27 28 29 30")
    at(home, "2026-11-30", "habit", "edit", "run", "--times", "4/week", "--from", "2026-12-01")
    fill(home, "run", "1 2 3 6 7 8", "2026-12-01")
    days = dict(zip(days_between("2026-11-23", "2026-11-30"), "DDMDDDDD", strict=True))
    found = show(home, "run", "2026-12-14")
    assert found["slots"] == {**days, "2026-12-01": "D", "2026-12-07": "M", "2026-12-14": "P"}
    strength = grow([1, 0.5], period_factor(4, 7), grow([1, 1, 0, 1, 1, 1, 1, 1], day_factor(1)))
    assert found["strength"] == pytest.approx(strength, abs=1e-6)
    assert (found["streak"], found["spares_used"]) == (8, 2)


def test_saying_the_same_again_writes_nothing(home: Home) -> None:
    """An edit that changes nothing is no act: undo takes back the one before it."""
    home.call("habit", "add", "run", "--times", "3/week", "--from", MONDAY)
    home.call("habit", "edit", "run", "--daily", "--from", "2026-12-01", "--cue", "at noon")
    data = home.path.read_bytes()
    home.call("habit", "edit", "run", "--daily", "--from", "2026-12-01", "--cue", "at noon")
    home.call("habit", "edit", "run", "--times", "3/week", "--start", MONDAY, "--spares")
    assert home.path.read_bytes() == data
    home.call("undo")
    found = show(home, "run")
    assert (len(found["versions"]), found["cue"]) == (1, "")


def test_the_first_day_can_move(home: Home) -> None:
    """`--start` moves the first day: days before it have no slot any more, or have one again."""
    home.call("habit", "add", "run", "--from", "2026-11-16")
    fill(home, "run", "12 13 16 17")
    home.call("habit", "edit", "run", "--start", "2026-11-12")
    assert "".join(show(home, "run")["slots"].values()) == "DDMMDDMMMMP"
    home.call("habit", "edit", "run", "--start", "2026-11-20")
    assert "".join(show(home, "run")["slots"].values()) == "MMP"
    home.call("undo")
    assert show(home, "run")["since"] == "2026-11-12"
    home.call("redo")
    assert show(home, "run")["since"] == "2026-11-20"
