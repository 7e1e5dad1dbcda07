"""`tweak` and `funnel` at the command line: counts from files and pipes, a shop's eight weeks, and what undo says."""

import json
import re

import pytest

from tests.cli.harness import NOW, Home, refuse

MAP = "day=Date,+visit=Visits,+signup=Sign-ups,+order=Orders"
CSV = "Date,Visits,Sign-ups,Orders\n2026-11-02,120,22,3\n2026-11-09,130,25,4\n2026-11-16,118,28,5\n"
MONDAYS = ("09-07", "09-14", "09-21", "09-28", "10-05", "10-12", "10-19", "10-26", "11-02", "11-09")
CAUSE = re.compile(r"because|thanks to|caused|led to|due to|proves", re.IGNORECASE)


def at(day: str) -> dict[str, str | None]:
    """Give the environment of a day."""
    return {"TINYWINS_NOW": f"{day}T10:42:00+01:00"}


@pytest.fixture
def shop(home: Home) -> Home:
    """A home with a funnel in it."""
    home.call("funnel", "add", "shop", "+visit", "+signup", "+order", "--target", "signup=25%")
    return home


def test_counts_come_from_any_csv(shop: Home) -> None:
    """A spreadsheet's columns become a funnel's counts, once, and one undo takes all of them back."""
    (shop.user / "shop.csv").write_text(CSV, encoding="utf-8")
    for _ in range(2):
        shop.call("import", str(shop.user / "shop.csv"), "--map", MAP)
        assert shop.call("funnel", "show", "shop", "--json").json("funnel")["counts"] == [368, 75, 12]
    shop.call("undo")
    assert shop.call("funnel", "show", "--json").json("funnel")["counts"] == [0, 0, 0]


def test_counts_come_from_a_pipe(shop: Home) -> None:
    """JSON Lines on standard input become counts, beside those typed by hand; a CSV comes by a pipe as well."""
    lines = [{"day": f"2026-11-{n}", "text": "numbers", "tags": {"visit": 10 * n, "signup": n}} for n in (10, 11)]
    shop.call("import", "-", stdin="\n".join(json.dumps(line) for line in lines).encode())
    shop.call("log", "Monday's numbers", "+visit=120", "+signup=30", "+order=2")
    shop.call("import", "-", "--map", MAP, stdin=CSV.encode())
    assert shop.call("funnel", "show", "--json").json("funnel")["counts"] == [330 + 368, 51 + 75, 2 + 12]


def test_numbers_that_rise_are_refused(shop: Home) -> None:
    """More sign-ups than visits is refused by show with the reason and the way to see what was logged."""
    shop.call("log", "Monday's numbers", "+visit=20", "+signup=30")
    says = ["30 +signup of 20 +visit", "each person once", "tinywins list +signup --since 2026-11-01"]
    refuse(shop, "funnel", "show", "shop", says=says)
    assert "the numbers do not fit" in shop.call("funnel", "list").out


@pytest.fixture
def lived(shop: Home) -> Home:
    """A shop's ten weeks: a tweak was started on the first day of the sixth."""
    for place, monday in enumerate(MONDAYS):
        day = f"2026-{monday}"
        if place == 5:
            words = ("shorter subject line", "--measure", "+signup/+visit", "--review", "2026-11-16", "--size", "1.5x")
            shop.call("tweak", "start", *words, env=at(day))
        rise = 0 if place < 5 else 22
        shop.call("log", "numbers", "+visit=120", f"+signup={24 + place % 3 + rise}", "+order=4", env=at(day))
    return shop


@pytest.mark.parametrize("width", ["60", "80"])
def test_a_tweak_is_lived_with(lived: Home, width: str) -> None:
    """It collects and says how much more it takes; from the review on it has its verdict, and names no cause."""
    wide = {"COLUMNS": width}
    early = lived.call("tweak", "show", env=at("2026-10-19") | wide).out
    assert "Collecting until Mon 16 Nov: 1 of 5 full weeks so far" in early
    assert re.search(r"To show a change of x1.5 .* takes about \d+ \+visit after it", " ".join(early.split()))
    late = lived.call("tweak", "show", "subject", env=at("2026-11-16") | wide).out
    assert "Very likely better after it." in late
    for page in (early, late, lived.call("funnel", "show", "--against", "previous", env=at("2026-11-12") | wide).out):
        assert not CAUSE.search(page)
        assert max(len(line) for line in page.splitlines()) <= int(width)
    assert "very likely better after" in lived.call("tweak", "list", env=at("2026-11-16")).out


def test_a_review_is_told_of_for_a_week(lived: Home) -> None:
    """From its day on a review is in `due` and `today` for seven days, unless the tweak was stopped."""
    told = [
        "review of the tweak: shorter subject line" in lived.call("due", code=None, env=at(f"2026-11-{day}")).out
        for day in (15, 16, 22, 23)
    ]
    assert told == [False, True, True, False]
    assert "review of the tweak" in lived.call("today", env=at("2026-11-17")).out
    lived.call("tweak", "stop", "subject", env=at("2026-11-17"))
    assert "Nothing is due." in lived.call("due", env=at("2026-11-17")).out
    assert "stopped tweak shorter subject line" in lived.call("undo", env=at("2026-11-17")).out
    assert lived.call("due", code=3, env=at("2026-11-17")).out


def test_what_changed_has_parts(lived: Home) -> None:
    """Where the whole changed for sure, each step has its part, and they add up to 100 %."""
    lived.call("log", "a good month", "+visit=2000", "+signup=900", "+order=300", env=at("2026-11-17"))
    page = lived.call("funnel", "show", "--against", "previous").out
    parts = [int(part) for part in re.findall(r"(-?\d+) %$", page, re.MULTILINE)]
    assert parts[-1] == 100
    assert abs(sum(parts[:-1]) - 100) <= 1
    change = lived.call("funnel", "show", "--against", "previous", "--json").json("funnel")["change"]
    assert abs(sum(step["log_ratio"] for step in change["steps"]) - change["overall"]["log_ratio"]) < 1e-3


def test_reading_writes_nothing(lived: Home) -> None:
    """Show, list and due leave the log as it is, on whichever day."""
    before = lived.state()
    for words in (["tweak", "show"], ["tweak", "list", "--all"], ["funnel", "show"], ["funnel", "list"], ["due"]):
        for day in (NOW[:10], "2026-12-24"):
            lived.call(*words, code=None, env=at(day))
    assert lived.state() == before
