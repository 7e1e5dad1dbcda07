"""`why`: each number of a habit, worked out again here by its formula."""

from math import sqrt
from typing import Any

import pytest

from tests.cli.harness import Home
from tests.cli.test_habits import clock
from tests.cli.test_schedules import (
    MONDAY,
    at,
    day_factor,
    days_between,
    deny,
    fill,
    grow,
    period_factor,
    show,
)
from tests.cli.test_terminal import find_harm

DAY = day_factor(1)
STUDIES = "One miss does not matter. In studies a habit took 18 to 254 days, median 66."
Z = 1.959963984540054  # the normal distribution's 97.5 %


def why(home: Home, habit: str, day: str, *words: str) -> Any:
    """Give the explanation of a habit on a day, as data."""
    return at(home, day, "why", habit, *words, "--json").json("why")


def explain(home: Home, habit: str, day: str, *words: str) -> list[str]:
    """Give the lines of the explanation, their columns parted by one blank."""
    return [" ".join(line.split()) for line in at(home, day, "why", habit, *words).out.splitlines()]


def close(number: float) -> Any:
    """Give what a rounded number in JSON is compared with."""
    return pytest.approx(number, abs=1e-6)


def reach(strength: float, factor: float) -> dict[str, int]:
    """Count the slots to 80, 90 and 95 by adding one kept slot after the other."""
    counts = {}
    for level in (80, 90, 95):
        now, slots = strength, 0
        while now < level / 100:
            now, slots = grow([1], factor, now), slots + 1
        counts[str(level)] = slots
    return counts


def swing(share: float, factor: float) -> float:
    """Work out how far strength swings when a share is kept by chance, slot by slot until it settles."""
    variance = 0.0
    for _ in range(5_000):
        variance = variance * factor**2 + share * (1 - share) * (1 - factor) ** 2
    return sqrt(variance)


def wilson(kept: int, of: int) -> tuple[float, float]:
    """Give the Wilson score interval at 95 %."""
    middle, width = kept + Z * Z / 2, Z * sqrt(kept * (of - kept) / of + Z * Z / 4)
    return (middle - width) / (of + Z * Z), (middle + width) / (of + Z * Z)


@pytest.fixture
def read(home: Home) -> Home:
    """A home with a daily habit: a week kept, a miss, two kept, a day off, and today open (Friday the 13th)."""
    at(home, MONDAY, "habit", "add", "read")
    fill(home, "read", "2 3 4 5 6 7 8 10 11")
    at(home, "2026-11-13", "habit", "skip", "read", "--on", "yesterday", "--because", "ill")
    return home


SHARES = [1, 1, 1, 1, 1, 1, 1, 0, 1, 1]


def test_strength_is_a_sum(read: Home) -> None:
    """The last decided slot is shown as what was there times m, and its share times the rest."""
    body = why(read, "read", "2026-11-13")
    before, after = grow(SHARES[:-1], DAY), grow(SHARES, DAY)
    assert body["step"] == {
        "first": "2026-11-11",
        "last": "2026-11-11",
        "mark": "D",
        "share": 1,
        "factor": pytest.approx(DAY, abs=1e-9),
        "before": close(before),
        "after": close(after),
    }
    assert (body["habit"], body["day"], body["strength"]) == ("read", "2026-11-13", close(after))
    lines = explain(read, "read", "2026-11-13")
    assert lines[0] == "read every day"
    place = lines.index("Wed 11 Nov: done")
    assert lines[place + 1] == f"{100 * before:.3f} x {DAY:.5f} what was there {100 * before * DAY:.3f}"
    assert lines[place + 2].startswith(f"+ 100.000 x {1 - DAY:.5f} this slot's share")
    assert lines[place + 3] == f"strength {100 * after:.3f}"
    parts = [float(lines[place + step].split()[-1]) for step in (1, 2, 3)]
    assert parts[0] + parts[1] == pytest.approx(parts[2])


def test_what_today_would_make_of_it(read: Home) -> None:
    """Doing and missing today are worked out, and the slots in a row to 80, 90 and 95."""
    strength = grow(SHARES, DAY)
    prospect = why(read, "read", "2026-11-13")["next"]
    assert (prospect["first"], prospect["last"], prospect["half"]) == ("2026-11-13", "2026-11-13", None)
    assert prospect["done"] == close(grow([1], DAY, strength))
    assert prospect["missed"] == close(grow([0], DAY, strength))
    assert prospect["reach"] == reach(strength, DAY)
    lines = explain(read, "read", "2026-11-13")
    assert f"Today from {100 * strength:.1f}, with" in lines
    assert f"done once {100 * grow([1], DAY, strength):.1f}" in lines
    assert f"nothing {100 * grow([0], DAY, strength):.1f}" in lines
    counts = reach(strength, DAY)
    assert f"Every one kept: 80 after {counts['80']}, 90 after {counts['90']}, 95 after {counts['95']} days." in lines
    at(read, "2026-11-13", "done", "read")
    assert why(read, "read", "2026-11-13")["strength"] == prospect["done"]
    assert why(read, "read", "2026-11-13")["next"]["first"] == "2026-11-14"
    read.call("undo")
    assert show(read, "read", "2026-11-14")["strength"] == prospect["missed"]


def test_a_level_that_is_reached(home: Home) -> None:
    """A level that is reached already is said to be there."""
    home.call("habit", "add", "read", "--from", "2026-09-29")
    for day in days_between("2026-09-29", "2026-11-21"):
        home.call("log", "+read", "--on", day)
    strength = grow([1] * 54, DAY)
    assert 0.9 < strength < 0.95
    prospect = why(home, "read", "2026-11-22")["next"]
    assert prospect["reach"] == reach(strength, DAY) == {"80": 0, "90": 0, "95": 3}
    assert "Every one kept: 80 is there, 90 is there, 95 after 3 days." in explain(home, "read", "2026-11-22")


@pytest.mark.parametrize(
    ("options", "of", "factor"),
    [
        ([], 7, DAY),
        (["--days", "mon,wed,fri,sun"], 4, day_factor(4 / 7)),
        (["--every", "5d"], 7, day_factor(1 / 5)),
        (["--limit", "3"], 7, DAY),
    ],
    ids=str,
)
def test_where_it_settles(home: Home, options: list[str], of: int, factor: float) -> None:
    """All, all but one and all but two kept settle at their share, and swing as far as chance makes them."""
    home.call("habit", "add", "read", *options)
    settles = why(home, "read", "2026-11-22")["next"]["settles"]
    assert [(each["kept"], each["of"]) for each in settles] == [(of, of), (of - 1, of), (of - 2, of)]
    for each in settles:
        assert each["strength"] == close(each["kept"] / of)
        assert each["spread"] == close(swing(each["kept"] / of, factor))
    lines = explain(home, "read", "2026-11-22")
    assert f"{of} of {of}: settles at 100" in lines
    share = (of - 1) / of
    around = f"settles at {round(100 * share)}, give or take {round(100 * swing(share, factor))}"
    assert f"{of - 1} of {of}: {around}" in lines


def test_the_run_with_each_spare_and_skip(read: Home) -> None:
    """The run says since when, which spare a miss used, which days were off and why, and how it were without."""
    body = why(read, "read", "2026-11-13")
    assert (body["streak"], body["begin"], body["spares_used"], body["spares_left"]) == (9, "2026-11-02", 1, 1)
    assert body["events"] == [
        {"mark": "M", "first": "2026-11-09", "last": "2026-11-09"},
        {"mark": "S", "first": "2026-11-12", "last": "2026-11-12", "because": "ill", "said": "2026-11-13"},
    ]
    lines = explain(read, "read", "2026-11-13")
    run = next(line for line in lines if line.startswith("Streak"))
    assert run.startswith("Streak 9 days since Mon 2 Nov, 1 spare used, 1 ")
    assert "spare used: Mon 9 Nov" in lines
    assert "off: Thu 12 Nov, ill, said Fri 13 Nov" in lines
    assert "without spares it would be 2; the longest such run is 7" in lines


def test_without_a_run(home: Home) -> None:
    """Before the first kept slot, and after a run has ended, a new one begins with the next."""
    home.call("habit", "add", "read", "--from", "2026-11-22")
    assert "Strength 0.0: nothing is decided yet." in explain(home, "read", "2026-11-22")
    body = why(home, "read", "2026-11-22")
    assert (body["step"], body["streak"], body["begin"], body["events"]) == (None, 0, None, [])
    assert any(line.startswith("Streak a new run begins") for line in explain(home, "read", "2026-11-22"))
    fill(home, "read", "22")
    assert "Streak a new run begins with the next one kept; the best is 1." in explain(home, "read", "2026-11-25")


def test_the_share_with_its_range(read: Home) -> None:
    """Consistency is a share of the last 90 days with its Wilson interval, and the study range stands below."""
    lo, hi = wilson(9, 10)
    recent = why(read, "read", "2026-11-13")["recent"]
    assert (recent["kept"], recent["of"], recent["lo"], recent["hi"]) == (9, 10, close(lo), close(hi))
    lines = explain(read, "read", "2026-11-13")
    assert f"Kept 9 of 10 in 90 days: 90 %, likely range {round(100 * lo)}-{round(100 * hi)} %." in lines
    assert lines[-1] == STUDIES


def test_every_day_of_the_past_can_be_explained(read: Home) -> None:
    """`--on` says for each day what was so at its end: strength as `habit show` gave it then, run, and no prospect."""
    fill(read, "read", "13")
    for place, day in enumerate(days_between(MONDAY, "2026-11-12")):
        body = why(read, "read", "2026-11-13", "--on", day)
        shares = SHARES[: place + 1]
        assert (body["day"], body["next"], body["strength"]) == (day, None, close(grow(shares, DAY))), day
        assert body["streak"] == sum(map(int, shares)), day
        assert body["step"]["first"] == day
    stays = f"Thu 12 Nov: off, so nothing moves. Strength stays at {100 * grow(SHARES, DAY):.1f}."
    assert stays in explain(read, "read", "2026-11-13", "--on", "yesterday")
    assert explain(read, "read", "2026-11-13", "--on", "-4")[2] == "Mon 9 Nov: not done"
    assert (
        read.call("why", "read", "--on", "today", env=clock("2026-11-13")).out
        == at(read, "2026-11-13", "why", "read").out
    )


# Each: the options, the entries, the day, the factor, the shares up to then, and half (or not) a target.
KINDS: dict[str, tuple[list[str], str, str, float, list[float], bool]] = {
    "weekdays": (["--days", "mon,thu"], "2 9", "2026-11-12", day_factor(2 / 7), [1, 0, 1], False),
    "every third day": (["--every", "3d"], "2 8", "2026-11-11", day_factor(1 / 3), [1, 0, 1], False),
    "a target": (["--target", "20"], "2=5 3=20", "2026-11-04", DAY, [0.25, 1], True),
    "a week's days": (["--times", "3/week"], "2 3", "2026-11-09", period_factor(3, 7), [2 / 3], False),
    "a week's sum": (["--times", "1/week", "--target", "9"], "3=3", "2026-11-09", period_factor(1, 7), [1 / 3], True),
    "a limit": (["--limit", "2"], "2=3 3=2", "2026-11-04", DAY, [0.5, 1], False),
}


@pytest.mark.parametrize("case", KINDS)
def test_each_kind_of_habit_is_explained(home: Home, case: str) -> None:
    """Every schedule and target has its own factor, shares and prospect."""
    options, logged, day, factor, shares, halves = KINDS[case]
    at(home, MONDAY, "habit", "add", "read", *options)
    fill(home, "read", logged)
    body, strength = why(home, "read", day), grow(shares, factor)
    assert body["step"]["factor"] == pytest.approx(factor, abs=1e-9)
    assert (body["step"]["share"], body["strength"]) == (close(shares[-1]), close(strength))
    assert body["next"]["done"] == close(grow([1], factor, strength))
    assert body["next"]["missed"] == close(grow([0], factor, strength))
    assert body["next"]["half"] == (close(grow([0.5], factor, strength)) if halves else None)
    assert body["next"]["reach"] == reach(strength, factor)
    assert find_harm(at(home, day, "why", "read").out) == []


def test_a_month_has_the_factor_of_its_length(home: Home) -> None:
    """Of a monthly habit the slot shown last has the factor of its month."""
    home.call("habit", "add", "call", "--times", "4/month", "--from", "2026-10-01")
    fill(home, "call", "5 6 7", "2026-10-01")
    body = why(home, "call", "2026-11-22")
    assert (body["step"]["first"], body["step"]["last"]) == ("2026-10-01", "2026-10-31")
    assert body["step"]["factor"] == pytest.approx(period_factor(4, 31), abs=1e-9)
    assert body["strength"] == close(grow([0.75], period_factor(4, 31)))
    strength = body["strength"]
    assert body["next"]["done"] == close(grow([1], period_factor(4, 30), strength))
    assert [each["spread"] for each in body["next"]["settles"]] == [0, 0, 0]
    assert "If each month you keep" in explain(home, "call", "2026-11-22")


def test_a_habit_without_slots(home: Home) -> None:
    """Anytime has no strength and no run, and says so."""
    home.call("habit", "add", "floss", "--anytime")
    home.call("done", "floss")
    assert explain(home, "floss", "2026-11-22")[1].startswith("Logged 1 time. Anytime has no slots")
    body = why(home, "floss", "2026-11-22")
    assert (body["strength"], body["step"], body["next"], body["streak"]) == (0, None, None, 0)


REFUSED = {
    ("read", "--on", "2026-11-01"): "read",
    ("read", "--on", "tomorrow"): "read",
    ("read", "--on", "soon"): "'soon' is not a day",
    ("later",): "later",
    ("sing",): "sing is quiet",
    ("nope",): "There is no habit nope.",
    ("red",): "Did you mean read?",
    (): "Missing argument",
    ("read", "again"): "unexpected extra argument",
}


@pytest.mark.parametrize(("words", "says"), REFUSED.items(), ids=" ".join)
def test_what_cannot_be_explained(read: Home, words: tuple[str, ...], says: str) -> None:
    """Days before the first and after today, quiet habits and what is no habit are refused with a hint."""
    read.call("habit", "add", "later", "--from", "2026-12-01")
    read.call("habit", "add", "sing", "--quiet")
    deny(read, "why", *words, says=says)


def test_explaining_writes_nothing(read: Home) -> None:
    """`why` only looks."""
    files = read.files()
    for words in ([], ["--json"], ["--on", "2026-11-05"]):
        read.call("why", "read", *words)
    assert read.files() == files
