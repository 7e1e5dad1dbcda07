"""`goal` at the command line: what it says, in words and in JSON, and that each act is one."""

from pathlib import Path

import pytest

from tests.cli.harness import Home, refuse
from tests.cli.test_editor import editor, kept_files
from tests.cli.test_habit_questions import answer

SHOP = "Launch the shop"


@pytest.fixture
def shop(home: Home) -> Home:
    """A home with a goal of two phases and four steps."""
    home.call("goal", "add", SHOP, "--why", "my own things", "--by", "2027-03-01", "--tag", "shop")
    home.call("goal", "phase", "add", "Catalogue", "--by", "2026-11-27")
    home.call("goal", "step", "add", "Take the pictures")
    home.call("goal", "step", "add", "Set the prices")
    home.call("goal", "phase", "add", "Checkout", "--by", "2027-01-15")
    home.call("goal", "step", "add", "Connect the payment", "--phase", "Checkout")
    home.call("goal", "step", "add", "Test on a phone", "--phase", "check")
    return home


def test_the_headline_is_the_phase_and_then_the_whole(shop: Home) -> None:
    """Below half it is the current phase with what is done; from half on the whole goal with what is to go."""
    assert "Catalogue: 0 done of 2 steps, by Fri 27 Nov." in shop.call("goal", "show").out
    said = shop.call("done", "Take the pictures").out
    assert said.startswith("✓ Take the pictures   +shop   Sun 22 Nov")
    assert said.endswith(f"{SHOP}: Catalogue: 1 to go of 2 steps, by Fri 27 Nov.\n")
    said = shop.call("done", "prices").out
    assert "Catalogue is done, 5 days before its date.\nNext comes Checkout: 2 steps, by Fri 15 Jan 2027.\n" in said
    assert "2 to go of 4 steps, by Mon 1 Mar 2027." in " ".join(shop.call("goal", "show").out.split())


def test_the_last_step_ends_the_goal_and_offers_more(shop: Home) -> None:
    """When each step is done that is said with how early it is, and how to add one; the goal leaves the list."""
    said = shop.call("done", "pictures", "prices", "payment", "phone").out
    assert f"{SHOP}: all 4 steps are done, 99 days before its date.\n" in said
    assert "More to do?" in said
    assert SHOP not in shop.call("goal", "list").out
    assert "done on Sun 22 Nov" in shop.call("goal", "list", "--all").out
    shop.call("undo")
    assert SHOP in shop.call("goal", "list").out


def test_it_is_too_early_before_four_weeks_and_then_a_range(shop: Home) -> None:
    """Before four full weeks no date is named; after them even odds, a likely date, the chance and the pace needed."""
    assert "Too early for a date: 0 full weeks of the 4 it takes." in shop.call("goal", "show").out
    for week, step in enumerate(("pictures", "prices"), 1):
        shop.call("done", step, env={"TINYWINS_NOW": f"2026-12-{7 * week:02d}T10:00:00+01:00"})
    later = {"TINYWINS_NOW": "2026-12-29T10:00:00+01:00"}
    said = " ".join(shop.call("goal", "show", env=later).out.split())
    for words in ("a week over the last 5 full weeks", "Even odds by", "likely (85 %) by", "by its date", "Rough:"):
        assert words in said, words
    assert "1 Mar 2027 needs 2 in 8 weeks." in said


def test_next_and_today_say_one_step(shop: Home) -> None:
    """`goal next` proposes one step, `today` has it on one line, and a step with an obstacle is passed over."""
    assert shop.call("goal", "next").out.startswith(f"{SHOP}: Take the pictures\n  tinywins done ")
    (line,) = [line for line in shop.call("today").out.splitlines() if "next" in line]
    assert line.endswith(f"Take the pictures  ({SHOP})")
    shop.call("goal", "step", "block", "pictures", "--by", "no lamp")
    assert "Set the prices" in shop.call("goal", "next").out
    assert "waits: no lamp" in shop.call("goal", "show").out
    shop.call("goal", "step", "unblock", "pictures")
    assert "Take the pictures" in shop.call("goal", "next").out
    shop.call("goal", "park", "shop")
    assert "next" not in shop.call("today").out


def test_the_list_tells_what_feeds_each_goal_and_what_feeds_none(shop: Home) -> None:
    """Each goal has its tags and habits with this month's wins; wins of none are named, without a reproach."""
    shop.call("habit", "add", "photos")
    shop.call("goal", "edit", "shop", "--tag", "photos")
    shop.call("done", "photos", "prices")
    shop.call("log", "Slept long")
    shown = shop.call("goal", "list").out
    assert "this month: 2 wins (1 step, photos 1, +shop 1)" in shown
    assert "1 win this month stood on its own:\n      Slept long\n" in shown
    listed = shop.call("goal", "list", "--json").json("goals")
    assert (listed["goals"][0]["wins_this_month"], listed["wins_of_no_goal"]) == (2, 1)


def test_the_outline_opens_in_the_editor(shop: Home) -> None:
    """`goal edit` opens the whole goal, and what is saved is one act; nothing of the text is left behind."""
    before = shop.call("goal", "show", "--json").out
    script = "s/Set the prices/Set all prices/; s/^Checkout.*/&\\n  [ ] Write the terms/; /Test on a phone/d"
    said = shop.run("goal", "edit", "shop", env=editor(shop, f"sed -i '{script}' \"$1\"")).out
    assert said.startswith(f"{SHOP}: ") and "change" in said
    shown = shop.call("goal", "show").out
    assert "Set all prices" in shown and "Write the terms" in shown and "Test on a phone" not in shown
    assert kept_files(shop) == []
    shop.call("undo")
    assert shop.call("goal", "show", "--json").out == before


def test_an_emptied_file_changes_nothing(shop: Home) -> None:
    """Who empties the file leaves the goal as it is; who takes lines out is told how many."""
    before = shop.call("goal", "show", "--json").out
    assert shop.run("goal", "edit", "shop", env=editor(shop, ': > "$1"')).out == "Nothing changed.\n"
    assert shop.call("goal", "show", "--json").out == before
    said = shop.run("goal", "edit", "shop", env=editor(shop, "sed -i '/prices/d; /phone/d' \"$1\"")).out
    assert "2 of them taken out" in said


def test_what_the_editor_spoiled_is_kept(shop: Home) -> None:
    """A text that cannot be read changes nothing, and stays in a file that is named."""
    done = shop.run("goal", "edit", "shop", code=2, env=editor(shop, "sed -i 's/by 2026-11-27/by soon/' \"$1\""))
    assert "Line " in done.err and "What you wrote is kept in" in done.err
    (kept,) = kept_files(shop)
    assert "by soon" in Path(kept).read_text()


def test_earlier_work_is_offered_on_a_terminal(home: Home) -> None:
    """Set at a terminal, a goal asks whether earlier wins with its tags count; yes makes them steps that are done."""
    home.call("log", "Registered the name", "+shop", "--on", "yesterday")
    code, shown = answer(home, "y", words=("goal", "add", SHOP, "--tag", "shop"))
    assert code == 0
    assert "1 earlier win with its tags:" in shown and "Count it? y or n [n]:" in shown
    assert home.call("goal", "show", "--json").json("goal")["goal"]["done"] == 1
    home.call("log", "Found a printer", "+shop")
    code, shown = answer(home, "", words=("goal", "add", "Another", "--tag", "shop"))
    assert home.call("goal", "show", "another", "--json").json("goal")["goal"]["want"] == 0
    assert code == 0


def test_credit_alone_ends_no_goal(home: Home) -> None:
    """A goal of earlier wins alone is not done: its own steps are still to come, and that is what is said."""
    home.call("log", "Registered the name", "+shop", "--on", "yesterday")
    home.call("goal", "add", SHOP, "--tag", "shop", "--by", "2027-03-01")
    said = home.call("goal", "credit", "shop", "--all").out
    assert said == f"{SHOP}: 1 step done, and none open yet, by Mon 1 Mar 2027.\n"
    assert "has no open step" in home.call("goal", "next").out
    assert SHOP in home.call("goal", "list").out


def test_elsewhere_it_is_said_and_not_asked(home: Home) -> None:
    """In a script the offer is a line with the command; for a counted tag it names the day to count from."""
    home.call("log", "One", "+order=3", "--on", "yesterday")
    said = home.call("goal", "add", "Forty orders", "--target", "40", "+order").out
    assert "--since 2026-11-21" in said
    home.call("goal", "edit", "forty", "--since", "2026-11-21")
    assert "3 done of 40 +order" in home.call("goal", "show", "forty").out
    said = home.call("goal", "add", SHOP, "--tag", "order").out
    assert "goal credit" in said


def test_what_is_not_there_is_said(shop: Home) -> None:
    """Unknown goals, phases and steps, and a code of another kind, are errors with a next step."""
    refuse(shop, "goal", "show", "zebra", says=["There is no goal zebra.", "goal list"])
    refuse(shop, "goal", "step", "add", "x", "--phase", "zebra", says=["There is no phase zebra."])
    refuse(shop, "goal", "step", "block", "zebra", "--by", "x", says=["There is no step zebra."])
    step = shop.call("goal", "next", "--json").json("goal.next")["step"]["short"]
    refuse(shop, "goal", "show", step, says=[f"{step} is a step, not a goal."])
    assert SHOP in shop.call("show", step).out
    refuse(shop, "goal", "add", "", says=["A goal needs a few words"])
    refuse(shop, "goal", "add", "Late", "--by", "2026-11-21", says=["2026-11-21 is over"])
    refuse(shop, "done", "zebra", says=["There is no habit and no step zebra.", "goal show"])


def test_undo_names_what_it_took_back(shop: Home) -> None:
    """The removal of a goal is undone by its name first, and a step that was done by its win."""
    shop.call("goal", "rm", "shop")
    assert shop.call("undo").out.startswith(f"Undone: removed goal {SHOP}")
    shop.call("done", "prices")
    assert shop.call("undo").out.startswith("Undone: logged Set the prices")
    assert shop.call("goal", "show", "--json").json("goal")["goal"]["done"] == 0


def test_its_history_has_each_act(shop: Home) -> None:
    """`--history` tells of the goal, its phases and its steps what was set, act by act, undone ones too."""
    shop.call("goal", "step", "block", "pictures", "--by", "no lamp")
    shop.call("goal", "edit", "shop", "--by", "none")
    shop.call("undo")
    told = shop.call("goal", "show", "--history").out.partition("History, oldest first")[2]
    for words in ("goal Launch the shop: added", "phase Checkout: added", "step Take the pictures: waits no lamp"):
        assert words in told, words
    assert told.rstrip().endswith("no longer by (undone)")
    changes = shop.call("goal", "show", "--history", "--json").json("goal")["history"]
    assert [change["undone"] for change in changes].count(True) == 1
    assert len({change["act"] for change in changes}) == 9
    shop.call("funnel", "add", "market", "+visit", "+order")
    assert "funnel market: +visit > +order" in shop.call("funnel", "show", "market", "--history").out


def test_undo_tells_of_a_goal_with_its_parts(shop: Home) -> None:
    """What was removed is named first with how much hung on it; JSON has the same as one deed."""
    short = shop.call("goal", "show", "--json").json("goal")["goal"]["short"]
    shop.call("goal", "rm", "shop")
    assert shop.call("undo").out.startswith(f"Undone: removed goal {SHOP} ({short}), with 2 phases and 4 steps\n")
    deeds = shop.call("redo", "--json").json("undo")["deeds"]
    assert deeds == [{"did": "removed", "thing": "goal", "label": f"{SHOP} ({short}), with 2 phases and 4 steps"}]


def test_slips_and_dates_that_are_over_are_refused(shop: Home) -> None:
    """A slip near a step proposes it; a date to work toward lies ahead; what is one line has no break."""
    refuse(shop, "done", "paymnt", says=["no habit and no step paymnt", "Connect the payment?  tinywins done "])
    refuse(shop, "goal", "add", "x", "--by", "2020-01-01", says=["2020-01-01 is over", "+2w"])
    refuse(shop, "goal", "phase", "add", "x", "--by", "-3", says=["is over"])
    refuse(shop, "goal", "step", "add", "a\nb", says=["The title is one line"])


def test_a_measurement_is_said_to_add_up_to_nothing(home: Home) -> None:
    """A goal whose tag became a measurement says so with the command that mends it."""
    home.call("goal", "add", "Forty orders", "--target", "40", "+order")
    home.call("log", "Orders", "+order=44")
    home.call("tag", "edit", "order", "--reads", "last")
    shown = home.call("goal", "show", "forty").out
    assert "+order is a measurement now" in shown
    assert "tinywins tag edit order --reads sum" in shown
    assert "before its date" not in shown and "done on" not in shown


def test_what_is_not_planned_is_not_counted(shop: Home) -> None:
    """Where a phase has no steps yet, what is said of the pace says that it counts the steps there are."""
    assert "This counts the steps there are" not in shop.call("goal", "show").out
    shop.call("goal", "phase", "add", "Opening")
    assert "This counts the steps there are; Opening has none yet." in shop.call("goal", "show").out


def test_the_focus_is_said_of_a_long_title_too(home: Home) -> None:
    """A title that is too long for its line is cut, and that it is in focus stands behind it."""
    home.call("goal", "add", "A title that goes on and on " * 4)
    assert home.call("goal", "list").out.splitlines()[0].endswith("…, in focus")


def test_the_show_of_a_win_names_its_step(shop: Home) -> None:
    """An entry that did a step shows it with its goal, and after the goal is gone it is a win like any other."""
    shop.call("done", "pictures")
    assert f"of {SHOP}" in shop.call("show", "last").out
    assert shop.call("show", "last", "--json").json("show")["work"]["step"]["goal"] == SHOP
    shop.call("goal", "rm", "shop")
    assert SHOP not in shop.call("show", "last").out


def test_hostile_words_do_no_harm(home: Home) -> None:
    """Control signs in titles, reasons and obstacles are refused or shown as signs, on each page that shows them."""
    for text in ("a\x1b[2Jb", "a\x07b"):
        added = home.call("goal", "add", text, "--why", text, code=None)
        home.call("goal", "step", "add", text, code=None)
        home.call("goal", "step", "block", "a", "--by", text, code=None)
        for words in (["goal", "show"], ["goal", "list", "--all"], ["goal", "next"], ["today"]):
            shown = home.call(*words, code=None)
            assert "\x1b[2J" not in shown.out + shown.err + added.out and "\x07" not in shown.out + shown.err


def test_narrow_terminals(shop: Home) -> None:
    """No line of a goal is wider than the terminal, from 40 columns on."""
    shop.call("goal", "step", "add", "A step whose title goes on and on " * 3)
    shop.call("goal", "step", "block", "a step whose", "--by", "something that goes on and on " * 3)
    for width in (40, 60, 80):
        for words in (["goal", "show"], ["goal", "list"], ["today"]):
            shown = shop.call(*words, env={"COLUMNS": str(width)}).out
            assert max(map(len, shown.splitlines())) <= width, (width, words)
