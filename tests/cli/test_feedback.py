"""`feedback`, `moment`, `thanks` and what a review and a person's page tell of them, at the command line."""

import pytest

from tests.cli.harness import Home, refuse

HOSTILE = ("@anna", "@Anna.Schmidt", "@émile", "@о́льга", "@a-b_c", "＠anna")


def at(day: str, hour: str = "10:42") -> dict[str, str | None]:
    """Give the environment of an hour of a day."""
    return {"TINYWINS_NOW": f"{day}T{hour}:00+01:00"}


def test_it_came_in_and_was_answered(home: Home) -> None:
    """What was said is open with its age until an answer, which is a win and says how long it took."""
    said = home.call("feedback", "add", "The export button hides", "--from", "@anna", "--via", "review").out
    code = said.split()[1].rstrip(".")
    assert said == f"Kept {code}. 1 open.\n"
    assert home.call("list").out.startswith("Nothing")
    later = at("2026-11-24")
    assert f"{code}  2 days  The export button hides  @anna  review" in home.call("feedback", env=later).out
    answer = home.call("feedback", "act", "export", "Moved it up", "+ui", env=later).out
    assert answer.startswith("✓ Moved it up   +ui @anna   Tue 24 Nov")
    assert f"Answers {code} after 2 days: The export button hides" in " ".join(answer.split())
    assert code not in home.call("feedback", env=later).out
    refuse(home, "feedback", "act", code, "again", says=["was answered on 2026-11-24"], env=later)
    assert "Moved it up" in home.call("feedback", "show", code).out


def test_a_decline_has_its_reason_and_is_no_win(home: Home) -> None:
    """Declined, it is closed once with its reason, nothing is logged, and it can be opened again."""
    home.call("feedback", "add", "Could it be cheaper?")
    refuse(home, "feedback", "decline", "cheaper", "--because", " ", says=["A decline has its reason."])
    assert "Because: one price" in home.call("feedback", "decline", "cheaper", "--because", "one price").out
    refuse(home, "feedback", "decline", "cheaper", "--because", "x", says=["was declined"])
    assert home.entries() == []
    home.call("feedback", "reopen", "cheaper")
    assert home.call("feedback", "--json").json("feedback")["items"][0]["text"] == "Could it be cheaper?"


def test_what_is_open_counts_as_open(home: Home) -> None:
    """The time to act needs five closed items, and open ones hold its median up rather than being left out."""
    for number in range(5):
        home.call("feedback", "add", f"Said {number}")
        home.call("feedback", "act", f"said {number}", "Done", env=at("2026-11-23"))
    for number in range(5, 9):
        home.call("feedback", "add", f"Said {number}")
    soon = home.call("feedback", "list", "--json", env=at("2026-11-23")).json("feedback")["time_to_act"]
    late = home.call("feedback", "list", "--json", env=at("2026-12-20")).json("feedback")["time_to_act"]
    assert soon["median"] is not None
    assert late["median"] >= soon["median"]
    for number in range(9, 15):
        home.call("feedback", "add", f"Said {number}")
    assert (
        home.call("feedback", "list", "--json", env=at("2026-12-24")).json("feedback")["time_to_act"]["median"] is None
    )


def test_an_idea_becomes_a_step_or_a_test(home: Home) -> None:
    """What was heard becomes a step, which is no win yet, or a tweak, which is; each shows where it came from."""
    home.call("goal", "add", "Launch the shop")
    home.call("feedback", "add", "Is there a gift wrap?")
    home.call("feedback", "add", "The form is long")
    planned = home.call("feedback", "act", "gift", "--step", "shop", "Offer gift wrap").out
    assert "Closes" in planned and "as planned" in planned
    assert home.entries() == []
    assert "from feedback" in home.call("goal", "show").out
    tried = home.call("feedback", "act", "form", "--tweak", "Shorter form", "--measure", "+signup/+visit").out
    assert "Answers" in tried and "Shorter form" in tried
    assert [entry["text"] for entry in home.entries()] == ["Started a tweak: Shorter form"]
    assert "The form is long" in home.call("tweak", "show", "shorter").out
    home.call("undo")
    assert home.entries() == [] and "The form is long" in home.call("feedback").out


def test_a_step_that_goes_names_what_it_came_from(home: Home) -> None:
    """A step of feedback that is removed leaves the feedback planned, and says how to open it again."""
    home.call("goal", "add", "Launch the shop")
    home.call("feedback", "add", "Is there a gift wrap?")
    home.call("feedback", "act", "gift", "--step", "shop", "Offer gift wrap")
    said = home.call("goal", "step", "rm", "offer").out
    assert "which stays planned.  tinywins feedback reopen" in said
    home.call(*said.split("tinywins ")[1].split())
    assert "gift wrap" in home.call("feedback").out


@pytest.mark.parametrize("noun", ["goal", "feedback", "moment", "tweak", "funnel", "thanks"])
def test_a_noun_alone_lists_its_things(home: Home, noun: str) -> None:
    """Without a command each of them lists what there is, as its `list` does, also as JSON."""
    assert home.call(noun).out == home.call(noun, "list").out
    assert home.call(noun, "--json").out == home.call(noun, "list", "--json").out
    refuse(home, noun, "--json", "list", says=["belongs after the command"])


def test_a_moment_from_its_decision_to_its_outcome(home: Home) -> None:
    """A moment is a win with its expectation; on its day it is asked for; turned badly it is kept and is no win."""
    said = home.call(
        *("moment", "customer", "Offered a refund", "--situation", "angry mail", "--choice", "refund"),
        *("--expect", "stays", "--follow-up", "tue"),
    ).out
    assert "Back to it Tue 24 Nov:" in said
    assert home.call("due", code=None).out == "Nothing is due.\n"
    due = home.call("due", env=at("2026-11-24"), code=3).out
    assert "angry mail - expected: stays" in due
    told = home.call("moment", "outcome", "angry", "left", "anyway", "--turned", "badly").out
    assert "Turned badly: left anyway." in told and "Expected: stays" in told and "no win" in told
    (entry,) = home.entries()
    assert entry["win"] is False
    assert "expected  stays\n    came      badly: left anyway" in home.call("moment", "review").out
    assert "five" not in home.call("moment", "review").out or "1 of" in home.call("moment", "review").out


def test_a_persons_page_has_all_there_was(home: Home) -> None:
    """`tag show @anna` tells the entries with a person and what they said, open or closed."""
    home.call("feedback", "add", "Too slow", "--from", "@anna")
    home.call("log", "Called", "@anna", "back")
    home.call("thanks", "@anna", "Drew the icons")
    shown = home.call("tag", "show", "@anna").out
    for words in ("Too slow", "Called @anna back", "Drew the icons"):
        assert words in shown, words


@pytest.mark.parametrize("name", HOSTILE)
def test_people_stay_out_of_a_review(home: Home, name: str) -> None:
    """Whoever is named, however they are written, no review or report shows it unless --names is given."""
    bare, who = name.strip("@＠"), name if name.count(".") == 0 else "a friend"
    home.call("feedback", "add", f"Slow, says {name}", "--from", who)
    home.call("feedback", "act", "slow", f"Told {name} of it")
    home.call("moment", "customer", f"Called {name}", "--situation", f"{name} was angry", "--expect", f"{name} stays")
    home.call("moment", "outcome", "last", f"{name} stayed", "--turned", "well")
    home.call("thanks", who, f"{name} caught it")
    home.call("goal", "add", f"A gift for {name}")
    home.call("goal", "step", "add", f"Ask {name}")
    home.call("goal", "step", "add", f"Write to {name}")
    home.call("done", "ask")
    for words in (["review", "week"], ["review", "week", "--format", "markdown"], ["review", "week", "--json"]):
        assert bare.casefold() not in home.call(*words).out.casefold(), words
        assert bare.casefold() in home.call(*words, "--names").out.replace("\\", "").casefold(), words
    page = home.user / "out.html"
    home.call("report", str(page))
    assert bare.casefold() not in page.read_text("utf-8").casefold()


def test_the_review_can_be_pasted(home: Home) -> None:
    """In Markdown a week has its goals, decisions, feedback, thanks, what is next and the note, each win once."""
    home.call("goal", "add", "Launch the shop", "--tag", "shop")
    home.call("goal", "step", "add", "Take the pictures")
    home.call("goal", "step", "add", "Set the prices")
    home.call("done", "pictures")
    home.call("feedback", "add", "Too slow")
    home.call("feedback", "act", "slow", "Made it quick")
    home.call("moment", "product", "Cut a field", "--choice", "less")
    home.call("thanks", "a teammate", "caught the bug")
    home.call("log", "Slept long")
    home.call("review", "week", "--note", "daylight for pictures")
    page = home.call("review", "week", "--format", "markdown").out
    for words in (
        "Take the pictures",
        "Made it quick",
        "Cut a field",
        "caught the bug",
        "Slept long",
        "Set the prices",
    ):
        assert page.count(words) == 1, (words, page)
    headings = [line[3:] for line in page.splitlines() if line.startswith("## ")]
    assert headings[:5] == ["Launch the shop", "Other wins", "Small decisions", "Feedback", "Thanks"]
    assert headings[-1] == "To try next" and "- daylight for pictures" in page
    following = home.call("review", "week", "--format", "markdown", env=at("2026-11-24")).out
    assert "daylight for pictures" in following
