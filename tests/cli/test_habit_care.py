"""`habit` list, show, edit, rename, archive, unarchive, order and rm; cues, rewards and quiet habits; undo of each."""

import json
import re
from typing import Any

import pytest

from tests.cli.harness import Home
from tests.cli.test_limits import line_of
from tests.cli.test_schedules import MONDAY, TODAY, at, deny, fill, show
from tests.cli.test_terminal import find_harm, read_pty

CONTROLS = "tea\x1b[2J\x07\u202e\x9b2J"


@pytest.fixture
def three(home: Home) -> Home:
    """A home with three habits since Monday the 2nd, each with entries."""
    for words in ("stretch", "run --unit km", "gym --times 2/week"):
        at(home, MONDAY, "habit", "add", *words.split())
    fill(home, "stretch", "16 17 18 19 20 21")
    fill(home, "run", "20=5 21=6.5")
    fill(home, "gym", "16 18")
    return home


def names(home: Home, *words: str) -> list[str]:
    """Give the habits in their order."""
    return [habit["habit"] for habit in home.call("habit", "list", *words, "--json").json("habits")["habits"]]


def exported(home: Home) -> dict[str, dict[str, Any]]:
    """Give the table of habits, archived ones too, by their tags."""
    lines = home.call("export", "habits", "--format", "jsonl").out.splitlines()
    return {habit["habit"]: habit for habit in map(json.loads, lines)}


def look(home: Home) -> list[str]:
    """Give all that is known of the habits, and all that is recorded."""
    shown = [home.call("habit", "show", habit, "--json").out for habit in names(home, "--all")]
    return [*shown, home.call("habit", "list", "--all").out, home.call("today").out, *home.state()]


def turn(home: Home, *words: str) -> None:
    """Run a command; see that it changes something, and that undo and redo turn that round. In the end it is undone."""
    before = look(home)
    home.call(*words)
    after = look(home)
    assert after != before, words
    home.call("undo")
    assert look(home) == before, words
    home.call("redo")
    assert look(home) == after, words
    home.call("undo")


UNDONE = (
    ["habit", "add", "new", "--times", "3/week", "--cue", "at noon", "--reward", "tea"],
    ["habit", "edit", "run", "--times", "3/week"],
    ["habit", "edit", "run", "--times", "3/week", "--from", "2026-12-01"],
    ["habit", "edit", "run", "--daily", "--target", "5", "--from", MONDAY],
    ["habit", "edit", "run", "--start", "2026-11-16"],
    ["habit", "edit", "run", "--no-spares", "--from", "2026-11-10"],
    ["habit", "edit", "run", "--unit", "mi", "--cue", "at noon", "--reward", "tea", "--quiet", "--anytime"],
    ["habit", "rename", "run", "jog"],
    ["habit", "order", "gym", "run"],
    ["habit", "archive", "gym", "run"],
    ["habit", "rm", "run"],
    ["habit", "skip", "run", "--on", "-3", "--because", "ill"],
    ["habit", "pause", "run", "--from", "-3"],
    ["habit", "pause", "--all", "--from", "-3", "--to", "yesterday"],
)


@pytest.mark.parametrize("words", UNDONE, ids=" ".join)
def test_everything_can_be_undone_and_redone(three: Home, words: list[str]) -> None:
    """Each command is one act: undo brings back what was, redo what came of it, and doctor finds all well."""
    turn(three, *words)
    assert three.call("doctor", "--json").json("doctor")["ok"]


def test_a_skip_and_a_pause_undone_after_their_end(three: Home) -> None:
    """Taking a skip back, resuming and unarchiving can be undone as well."""
    three.call("habit", "skip", "run")
    turn(three, "habit", "skip", "run", "--off")
    at(three, "2026-11-20", "habit", "pause", "stretch")
    turn(three, "habit", "resume", "stretch")
    at(three, "2026-11-20", "habit", "archive", "gym")
    turn(three, "habit", "unarchive", "gym")
    assert names(three, "--all") == ["stretch", "run", "gym"]


def test_a_new_name(three: Home) -> None:
    """History, rule and run come along; the old name means the new one, everywhere."""
    before = show(three, "run")
    assert three.call("habit", "rename", "run", "jog").out == "run is jog from now on; +run still means it.\n"
    assert names(three) == ["stretch", "jog", "gym"]
    assert show(three, "jog") == {**before, "habit": "jog"}
    assert show(three, "run") == show(three, "jog")
    assert "jog: 4 km, 3 days in a row" in three.call("done", "run=4").out
    assert "jog: 1 km, 3 days in a row" in three.call("log", "+run=1").out
    assert show(three, "RUN")["amount_today"] == 5
    three.call("habit", "edit", "run", "--times", "4/week")
    assert [each["rule"] for each in show(three, "jog")["versions"]] == ["daily", "4/week"]
    three.call("habit", "rename", "jog", "run")
    assert names(three) == ["stretch", "run", "gym"]
    assert show(three, "jog")["habit"] == "run"


def test_an_order(three: Home) -> None:
    """Those that are named come first, the others follow as they were; a new one comes last."""
    assert three.call("habit", "order", "gym").out == "In this order: gym, stretch, run.\n"
    assert three.call("habit", "order", "run", "gym", "run").out == "In this order: run, gym, stretch.\n"
    three.call("habit", "add", "new")
    assert names(three) == ["run", "gym", "stretch", "new"]
    assert [habit["habit"] for habit in three.call("today", "--json").json("today")["habits"]] == names(three)
    assert [line.split()[0] for line in three.call("week").out.splitlines()[3:7]] == names(three)
    for _ in range(2):
        assert three.call("habit", "order", "new", "gym").out == "In this order: new, gym, run, stretch.\n"
    three.call("undo")
    assert names(three) == ["run", "gym", "stretch", "new"]


def test_an_archived_habit(three: Home) -> None:
    """It is in no look that asks for anything, its entries and run stay, and --all shows it."""
    run = show(three, "stretch")["streak"]
    assert three.call("habit", "archive", "stretch").out.startswith("stretch is archived.")
    assert names(three) == ["run", "gym"]
    assert names(three, "--all") == ["run", "gym", "stretch"]
    assert re.search(r"^stretch +every day +archived$", three.call("habit", "list", "--all").out, re.MULTILINE)
    for words in (["today"], ["week"], ["streaks"], ["habit", "list"]):
        assert "stretch" not in three.call(*words).out, words
    found = show(three, "stretch", "2026-12-24")
    assert (found["archived"], found["entries"], found["streak"], found["longest"]["length"]) == (TODAY, 6, run, 6)
    assert "archived" in three.call("habit", "show", "stretch").out
    assert exported(three)["stretch"]["archived"] == TODAY
    assert "stretch is archived" in three.call("log", "+stretch").out
    assert three.call("list", "+stretch", "--json").json("list")["entries"][0]["win"] is True


def test_unarchiving_excuses_the_days_between(three: Home) -> None:
    """The habit goes on from the day on which it is taken up again, its run with it."""
    three.call("habit", "archive", "stretch")
    before = show(three, "stretch")
    assert at(three, "2026-12-01", "habit", "unarchive", "stretch").out == "stretch counts again from today.\n"
    found = show(three, "stretch", "2026-12-01")
    assert "".join(found["slots"].values()) == "M" * 14 + "D" * 6 + "S" * 9 + "P"
    for key in ("streak", "strength", "decided"):
        assert found[key] == before[key]
    assert (found["archived"], found["excuses"][0]["because"]) == (None, "archived")
    at(three, "2026-12-01", "habit", "archive", "stretch")
    at(three, "2026-12-01", "habit", "unarchive", "stretch")
    assert len(show(three, "stretch", "2026-12-01")["excuses"]) == 1


def test_a_habit_removed_and_added_again(three: Home) -> None:
    """The schedule goes with its versions, the entries stay under the tag, and a new habit counts them."""
    three.call("habit", "edit", "run", "--times", "3/week", "--from", "2026-12-01")
    assert three.call("habit", "rm", "run").out == "run is no habit any more. Its entries stay: tinywins list +run\n"
    assert names(three) == ["stretch", "gym"]
    assert len(three.call("list", "+run", "--json").json("list")["entries"]) == 2
    deny(three, "done", "run", says="run is a tag, and no habit yet.")
    added = three.call("habit", "add", "run", "--target", "5").out
    assert added == "run: every day, 5 km or more, from Fri 20 Nov.\n  2 entries count already: 2 days in a row.\n"
    assert [each["rule"] for each in show(three, "run")["versions"]] == ["daily at least 5"]


REFUSED = {
    ("rename", "nope", "x"): "There is no tag nope",
    ("rename", "run", "gym"): "There is a tag gym already.",
    ("rename", "run", "two words"): "'two words' is no name",
    ("rename", "run"): "Missing argument",
    ("order", "nope"): "There is no habit nope.",
    ("order", "gym", "nope"): "There is no habit nope.",
    ("order",): "Missing argument",
    ("archive", "nope"): "There is no habit nope.",
    ("archive", "run", "nope"): "There is no habit nope.",
    ("archive", "run", "old"): "old is archived already.",
    ("archive",): "Missing argument",
    ("unarchive", "run"): "run is not archived.",
    ("unarchive", "nope"): "There is no habit nope.",
    ("add", "old"): "old is a habit already, and archived.",
    ("rm", "nope"): "There is no habit nope.",
    ("rm", "gmy"): "Did you mean gym?",
    ("rm", "run", "gym"): "unexpected extra argument",
    ("show", "nope"): "There is no habit nope.",
    ("show", "tag"): "tag is a tag, and no habit yet.",
    ("list", "run"): "unexpected extra argument",
    ("frobnicate",): "There is no command frobnicate.",
    ("edit", "run", "--to", "mon"): "There is no option --to.",
}


@pytest.mark.parametrize(("words", "says"), REFUSED.items(), ids=" ".join)
def test_what_is_refused(three: Home, words: tuple[str, ...], says: str) -> None:
    """A name that is none, is taken or is in the wrong state is refused with a hint, and nothing is written."""
    three.call("habit", "add", "old")
    three.call("habit", "archive", "old")
    three.call("log", "+tag")
    deny(three, "habit", *words, says=says)


def test_list_and_show(three: Home) -> None:
    """The list has a line a habit, `show` a line for each thing that is known."""
    three.call("habit", "edit", "run", "--cue", "before breakfast", "--reward", "tea")
    lines = [" ".join(line.split()) for line in three.call("habit", "list").out.splitlines()]
    assert lines == [
        "stretch every day 6 days, 1 spare left",
        "run every day 2 days, 1 spare left before breakfast",
        "gym 2 times a week 1 week",
    ]
    shown = [" ".join(line.split()) for line in three.call("habit", "show", "run").out.splitlines()]
    assert shown[:4] == ["run every day", "cue before breakfast", "reward tea", "since Mon 2 Nov, 2 entries"]
    assert "now 2 days, 1 spare left" in shown
    assert any(line.startswith("90 days 2 of 20 10 %, likely ") for line in shown)
    body = show(three, "run")
    assert (body["unit"], body["cue"], body["reward"], body["quiet"]) == ("km", "before breakfast", "tea", False)
    assert body["longest"] == {"length": 2, "first": "2026-11-20", "last": "2026-11-21", "now": True}
    three.call("habit", "edit", "run", "--cue", "", "--reward", "")
    assert (show(three, "run")["cue"], show(three, "run")["reward"]) == ("", "")


@pytest.mark.parametrize(
    ("options", "ticks", "rewarded"),
    [
        ([], ["", "", ""], [True, None, None]),
        (["--target", "20"], ["=12", "=8", "=5"], [False, True, False]),
        (["--target", "2"], ["", "", ""], [False, True, None]),
        (["--times", "1/week"], ["", ""], [True, None]),
        (["--anytime"], ["", ""], [False, None]),
    ],
    ids=str,
)
def test_a_reward_follows_once(home: Home, options: list[str], ticks: list[str], rewarded: list[bool | None]) -> None:
    """The reply tells the reward when the habit is done, at the entry that fills the slot and at no other."""
    home.call("habit", "add", "read", "--reward", "a cup of tea", "--from", MONDAY, *options)
    for tick, expected in zip(ticks, rewarded, strict=True):
        reply = home.call("done", f"read{tick}").out
        assert ("Reward: a cup of tea." in reply) is bool(expected), reply
        assert ("nothing was added" in reply) is (expected is None), reply


def test_a_reward_of_a_week(home: Home) -> None:
    """Of so many times a week the last one is rewarded, those before and after it are not."""
    home.call("habit", "add", "gym", "--times", "3/week", "--reward", "a sauna", "--from", "2026-11-16")
    told = [home.call("done", "gym", "--on", f"-{back}").out for back in (5, 4, 2, 1)]
    assert ["Reward: a sauna." in reply for reply in told] == [False, False, True, False]


def test_a_quiet_habit_is_recorded_without_numbers(home: Home) -> None:
    """Reply, today, due, streaks, list, week and the morning say no number of it; its data is all there."""
    at(home, MONDAY, "habit", "add", "sing", "--quiet", "--reward", "tea", "--cue", "after lunch")
    at(home, MONDAY, "habit", "add", "draw", "--quiet", "--times", "3/week", "--target", "60min")
    for day in range(2, 22):
        reply = at(home, f"2026-11-{day:02d}", "done", "sing").out.splitlines()
        assert [reply[0].split()[:2], reply[1:]] == [["✓", "sing"], ["  Reward: tea."]]
    assert len(home.call("done", "draw=25").out.splitlines()) == 1
    assert home.call("done", "draw=25").out.count("\n") == 1
    assert (line_of(home, "sing"), line_of(home, "draw")) == ("open sing after lunch", "open draw")
    assert " done" not in home.call("today").out.splitlines()[0]
    assert "habit" not in at(home, "2026-11-23", "today").out
    assert home.call("streaks").out == "No habit here has runs to show.\n"
    assert home.call("streaks", "--ci").out == "No habit here has runs to show.\n"
    assert home.call("habit", "list").out.split() == [
        *["sing", "every", "day", "quiet", "after", "lunch"],
        *["draw", "3", "times", "a", "week,", "60", "min", "or", "more", "in", "all", "quiet"],
    ]
    assert home.call("habit", "show", "sing").out.splitlines()[1].split() == ["cue", "after", "lunch"]
    for words in ("now", "unbroken", "strength", "90 days", "Best runs"):
        assert words not in home.call("habit", "show", "sing").out
    assert show(home, "sing")["streak"] == 20
    home.call("habit", "edit", "sing", "--no-quiet")
    assert "20 days" in line_of(home, "sing")
    home.call("undo")
    assert line_of(home, "sing") == "open sing after lunch"


def test_spares_off_from_a_day_on(home: Home) -> None:
    """Without spares a miss ends the run; with them it goes on, and the run without any stands beside it."""
    at(home, MONDAY, "habit", "add", "read")
    fill(home, "read", "2 3 4 5 6 7 8 10 11 12 14 15 16 17 18 19 20 21")
    found = show(home, "read")
    assert (found["streak"], found["spares_used"], found["longest_unbroken"], found["unbroken"]) == (18, 2, 8, 8)
    assert "Longest without spares: read 8." in home.call("streaks").out
    assert "without spares it would be 8; the longest such run is 8" in home.call("why", "read").out
    assert "8 now, 8 is the longest without a spare" in home.call("habit", "show", "read").out
    home.call("habit", "edit", "read", "--no-spares", "--from", "2026-11-12")
    found = show(home, "read")
    assert (found["streak"], found["spares_used"], found["spares_left"]) == (8, 0, 0)
    assert found["longest"]["length"] == 10
    assert "spare" not in line_of(home, "read")
    home.call("habit", "edit", "read", "--spares", "--from", "2026-11-14")
    assert [each["rule"] for each in show(home, "read")["versions"]] == ["daily", "daily without spares", "daily"]
    assert show(home, "read")["spares_left"] >= 1
    home.call("undo")
    home.call("undo")
    assert show(home, "read")["streak"] == 18


def test_hostile_texts_on_a_terminal(home: Home) -> None:
    """Cue, reward and reason with controls are shown harmless on a real terminal, in replies and looks."""
    for words in (
        ["habit", "add", "tea", "--cue", CONTROLS, "--reward", CONTROLS],
        ["today"],
        ["due"],
        ["done", "tea"],
        ["habit", "edit", "tea", "--cue", f"{CONTROLS}!", "--reward", CONTROLS[::-1]],
        ["habit", "skip", "tea", "--on", "-1", "--because", CONTROLS],
        ["habit", "pause", "tea", "--because", CONTROLS],
        ["habit", "show", "tea"],
        ["why", "tea"],
        ["week"],
    ):
        assert find_harm(read_pty(home.spawn(*words))) == [], words
