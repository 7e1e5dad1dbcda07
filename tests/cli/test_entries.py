"""`edit`, `rm`, `star`, `undo`, `redo` and `show`: any mistake can be corrected, and any correction taken back."""

import pytest

from tests.cli.harness import Home, refuse


def act_of(home: Home, reference: str, number: int) -> str:
    """Give the id of an act in an entry's history, oldest first."""
    history = home.call("show", reference, "--history", "--json").json("show")["history"]
    return str(history[number]["act"])


def test_each_field_can_be_changed(home: Home) -> None:
    """Text, note, tags, amounts, day and time: an edit sets what is named and leaves the rest."""
    home.call("log", "Along the rivr", "+run=5.2", "+sport", "--note", "wet")
    answer = home.run("edit", "last", "+run=4.8", "+sea", "--untag", "sport", "--text", "Along the river")
    assert answer.out.startswith("✓ Along the river   +run=4.8 +sea   Sun 22 Nov")
    home.run("edit", "last", "--on", "yesterday", "--at", "21:30")
    home.run("edit", "last", "--note", "dry\nand warm")
    entry = home.entries()[0]
    assert (entry["text"], entry["tags"], entry["note"]) == (
        "Along the river",
        {"run": 4.8, "sea": None},
        "dry\nand warm",
    )
    assert (entry["day"], entry["at"]) == ("2026-11-21", "2026-11-21T21:30:00.000+01:00")
    home.call("edit", "last", "--note", "")
    assert home.entries()[0]["note"] == ""
    home.call("edit", "last", "+run")
    assert home.entries()[0]["tags"] == {"run": None, "sea": None}
    body = home.call("edit", "last", "+run=0", "--json").json("entry")
    assert body["entry"]["tags"]["run"] == 0


def test_an_edit_of_the_day_keeps_the_rest(home: Home) -> None:
    """--on alone takes the time away, --at alone keeps the day, and a future day needs --force."""
    home.call("log", "x", "--on", "yesterday", "--at", "21:30")
    home.call("edit", "last", "--at", "08:00")
    assert home.entries()[0]["at"] == "2026-11-21T08:00:00.000+01:00"
    home.call("edit", "last", "--on", "-3")
    assert (home.entries()[0]["day"], home.entries()[0]["at"]) == ("2026-11-19", None)
    refuse(home, "edit", "last", "--on", "2027-01-01", says=["is still to come", "--force"])
    home.call("edit", "last", "--on", "2027-01-01", "--force")
    assert home.entries()[0]["day"] == "2027-01-01"


def test_references(home: Home) -> None:
    """`last` is the newest entry made, whatever its day; `last~1` the one before; an id may be written in capitals."""
    home.call("log", "First")
    home.call("log", "Second", "--on", "-9")
    home.call("log", "Third", "--on", "-3")
    assert "Third" in home.call("show", "last").out
    assert "Second" in home.call("show", "last~1").out
    assert "First" in home.call("show", "LAST~2").out
    for entry in home.entries():
        assert entry["text"] in home.call("show", entry["short"].upper()).out
        assert entry["text"] in home.call("show", entry["short"][:3] + entry["short"][3:]).out
    home.call("rm", "last")
    assert "Second" in home.call("show", "last").out


def test_an_edit_that_changes_nothing_is_no_act(home: Home) -> None:
    """Saying what is already so records nothing, so undo takes back what came before."""
    home.call("log", "Kept", "+run=5")
    changes = home.sql("SELECT count(*) FROM change")
    home.call("edit", "last", "--text", "Kept", "+run=5")
    home.call("star", "last", "--off")
    assert home.sql("SELECT count(*) FROM change") == changes
    assert "logged Kept" in home.call("undo").out


def test_removing_several_is_one_act(home: Home) -> None:
    """`rm` with several ids is one act; the entries are gone from every look and count, and undo brings them back."""
    for text in ("One", "Two", "Three"):
        home.call("log", text, "+tag")
    before = home.state()
    shorts = {entry["text"]: entry["short"] for entry in home.entries()}
    answer = home.run("rm", shorts["One"], "last", shorts["One"])
    assert answer.out.count("Removed:") == 2
    assert home.texts() == ["Two"]
    assert home.call("tag", "show", "tag", "--json").json("tag")["entries"] == 1
    refuse(home, "show", shorts["One"], says=["was removed", "--history"])
    refuse(home, "rm", shorts["One"], says=["was removed"])
    assert "removed" in home.call("show", shorts["One"], "--history").out
    home.call("undo")
    assert home.state() == before
    assert len(home.call("rm", "last", "last~1", "--json").json("rm")["removed"]) == 2


def test_a_day_is_no_word(home: Home) -> None:
    """Words that were not found, and that a day is called by, are answered with how a day is listed."""
    home.call("log", "One")
    assert "tinywins list --since '3 days ago' --until '3 days ago'" in home.call("list", "3", "days", "ago").out
    assert "--since" not in home.call("list", "cathedral").out
    home.call("log", "Said today what I think")
    assert "Said today" in home.call("list", "today").out


def test_a_star(home: Home) -> None:
    """A star is found again with --starred, can be taken away, and undone."""
    home.call("log", "First order from a stranger")
    home.call("log", "Another")
    assert "★" in home.run("star", "last~1").out
    assert "Another" not in home.call("list", "--starred").out
    assert "First order" in home.call("list", "--starred").out
    home.call("undo")
    assert "Nothing found." in home.call("list", "--starred").out
    home.call("redo")
    home.call("star", "last~1", "--off")
    assert "Nothing found." in home.call("list", "--starred").out


def test_a_chain_of_undos_and_redos(home: Home) -> None:
    """Every act goes back one by one to the beginning, and forward again to the same state, whatever it was."""
    states = [home.state()]
    for words in (
        ["log", "One", "+run=5"],
        ["habit", "add", "run", "--unit", "km", "--cue", "early"],
        ["edit", "last", "--text", "First"],
        ["log", "Two", "+jog=3"],
        ["tag", "merge", "jog", "run"],
        ["star", "last"],
        ["config", "set", "day_start", "2"],
        ["tag", "edit", "run", "--reads", "max"],
        ["habit", "rename", "run", "running"],
        ["rm", "last"],
        ["habit", "rm", "running"],
        ["done", "nothing"],
    ):
        home.call(*words, code=2 if words[0] == "done" else 0)
        if words[0] != "done":
            states.append(home.state())
    for state in states[-2:0:-1]:
        home.call("undo")
        assert home.state() == state
    home.call("undo")
    assert home.entries() == []
    refuse(home, "undo", says=["There is nothing to undo."])
    for state in states[1:]:
        home.call("redo")
        assert home.state() == state
    refuse(home, "redo", says=["There is nothing to redo."])
    assert "ok" in home.call("doctor").out


def test_a_new_act_ends_what_can_be_redone(home: Home) -> None:
    """After a new act the undone one is not put back by `redo`, but `redo ACT` still does."""
    home.call("log", "One")
    act = act_of(home, "last", 0)
    home.call("undo")
    home.call("log", "Two")
    refuse(home, "redo", says=["There is nothing to redo."])
    home.call("redo", act)
    assert sorted(home.texts()) == ["One", "Two"]
    refuse(home, "redo", act, says=["is not undone"])


def test_undo_of_an_act_in_the_past(home: Home) -> None:
    """`undo ACT` takes one act back and leaves the later ones: field by field, the last live change wins."""
    home.call("log", "One")
    home.call("edit", "last", "--text", "Changed", "+x")
    home.call("edit", "last", "--note", "later")
    act = act_of(home, "last", 1)
    answer = home.run("undo", act[-8:])
    assert "Undone: changed" in answer.out
    entry = home.entries()[0]
    assert (entry["text"], entry["tags"], entry["note"]) == ("One", {}, "later")
    refuse(home, "undo", act, says=["is undone already"])
    home.call("redo", act)
    assert home.entries()[0]["text"] == "Changed"
    body = home.call("undo", "--json").json("undo")
    assert body["off"] is True
    assert body["deeds"][0]["did"] == "changed"


def test_the_history_of_an_entry(home: Home) -> None:
    """Each change with its act, oldest first, undone ones marked; also of an entry that is gone."""
    home.call("log", "One", "+run=5")
    short = home.entries()[0]["short"]
    home.call("edit", "last", "+run=6", "--untag", "run")
    home.call("edit", "last", "--text", "Two", "--on", "yesterday")
    home.call("undo")
    shown = home.run("show", "last", "--history").out
    assert shown.index("logged: One") < shown.index("text: Two")
    assert "(undone)" in shown
    home.call("rm", "last")
    gone = home.call("show", short, "--history", "--json").json("show")
    assert gone["entry"] is None
    assert [version["undone"] for version in gone["history"]] == [False, False, True, False]
    assert "brings it back" in home.run("show", short, "--history").out


def test_a_merged_tag(home: Home) -> None:
    """A misspelt tag can be merged: both count as one, what was typed stays, and undo parts them again."""
    home.call("log", "One", "+reviews")
    home.call("log", "Two", "+reveiws")
    before = home.state()
    assert "2 entries in all" in home.run("tag", "merge", "reveiws", "reviews").out
    assert home.call("list", "+reviews").out.count("+reve") + home.call("list", "+reviews").out.count("+revi") == 2
    assert home.call("list", "+reveiws").out == home.call("list", "+reviews").out
    (tag,) = home.call("tag", "list", "--json").json("tags")["tags"]
    assert (tag["tag"], tag["entries"], tag["aliases"]) == ("reviews", 2, ["reveiws"])
    home.call("undo")
    assert home.state() == before


def test_a_renamed_tag(home: Home) -> None:
    """The old name goes on working, in the log and in questions; a person stays a person."""
    home.call("log", "One", "+jog=3", "@ana")
    home.call("tag", "rename", "jog", "run")
    home.call("log", "Two", "+jog=4")
    assert home.call("tag", "show", "run", "--json").json("tag")["amount"] == 7
    assert home.call("list", "+jog").out == home.call("list", "+run").out
    home.call("tag", "rename", "@ana", "@anna")
    assert "One" in home.call("list", "@anna").out
    refuse(home, "tag", "rename", "@anna", "anna", says=["a person starts with @"])
    refuse(home, "tag", "merge", "run", "@anna", says=["a person starts with @"])


def test_a_measurement_is_no_win(home: Home) -> None:
    """A tag that reads as `last` is a level: its entries are no wins, past ones too, until it is undone."""
    home.call("log", "+subscribers=120", "--on", "yesterday")
    home.call("log", "+subscribers=125")
    assert [entry["win"] for entry in home.entries()] == [True, True]
    assert "reads as last" in home.run("tag", "edit", "subscribers", "--reads", "last").out
    home.call("log", "+subscribers=127")
    home.call("log", "Wrote the newsletter", "+subscribers=130")
    assert [entry["win"] for entry in home.entries()] == [False] * 4
    home.call("log", "Wrote it", "+subscribers=130", "+writing")
    assert home.entries()[-1]["win"] is True
    assert home.call("tag", "show", "subscribers", "--json").json("tag")["amount"] is None
    assert "a measurement" in home.call("tag", "show", "subscribers").out
    assert home.call("export", "wins", "--format", "jsonl").out.count("\n") == 1
    home.call("undo")
    home.call("undo")
    home.call("undo")
    home.call("undo")
    assert [entry["win"] for entry in home.entries()] == [True, True]


def test_zero_records_and_does_not_count(home: Home) -> None:
    """`=0` is written down, and is no win."""
    home.call("log", "+run=0")
    assert home.entries()[0]["win"] is False
    home.call("edit", "last", "+run=1")
    assert home.entries()[0]["win"] is True


@pytest.mark.parametrize("tool", [["edit", "last", "--text", "x" * 4_000], ["log", "y" * 4_000]])
def test_the_longest_text_fits(home: Home, tool: list[str]) -> None:
    """4,000 characters are logged and shown by every look."""
    home.call("log", "short")
    home.call(*tool)
    for words in (["list"], ["today"], ["show", "last"], ["show", "last", "--history"]):
        assert home.call(*words).out
