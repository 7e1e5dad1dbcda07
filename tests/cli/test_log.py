"""`log`: one line in, a true word back."""

import json

import pexpect
import pytest

from tests.cli.harness import NOW, Home

RAW = "Merged PR #42 & Bob's fix? It's *done* for $40; \"ok\" (x > y) ~/`a` !! \\ | <b>"


def at(clock: str) -> dict[str, str | None]:
    """Give the environment of a clock that stands at another moment."""
    return {"TINYWINS_NOW": clock}


def test_the_reply_says_what_was_recorded(home: Home) -> None:
    """The first line holds text, tags, day and id; the next one what it moved. Nothing is said beside it."""
    answer = home.run("log", "Answered", "the", "hardest", "review", "+reviews")
    entry = home.entries()[0]
    assert answer.out.splitlines()[0] == f"✓ Answered the hardest review   +reviews   Sun 22 Nov   {entry['short']}"
    assert len(answer.out.splitlines()) <= 3
    assert answer.err == ""
    assert (entry["day"], entry["at"], entry["win"]) == ("2026-11-22", "2026-11-22T10:42:00.000+01:00", True)
    assert entry["tags"] == {"reviews": None}


def test_a_fixed_clock_says_so(home: Home) -> None:
    """TINYWINS_NOW is told on standard error with every command, so that nobody forgets it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(home.env, "TINYWINS_NOW", "2026-11-22T10:42:00+02:00")
        for words in (["log", "x"], ["today"]):
            assert "The clock is fixed at 2026-11-22T10:42:00+02:00 (TINYWINS_NOW)." in home.call(*words).err


def test_the_log_as_json(home: Home) -> None:
    """--json gives each entry with its fields, and what it moved, as data."""
    home.call("habit", "add", "run", "--unit", "km")
    answer = home.run("log", "With", "@anna", "by the sea", "+run=5.2", "--note", "windy", "--json")
    (entry,) = answer.json("log")["entries"]
    assert entry["text"] == "With @anna by the sea"
    assert list(entry["tags"].items()) == [("@anna", None), ("run", 5.2)]
    assert (entry["note"], entry["star"], entry["win"], entry["zone"]) == ("windy", False, True, "")
    assert entry["day"] == "2026-11-22"
    assert entry["at"] == entry["logged"] == "2026-11-22T10:42:00.000+01:00"
    assert entry["streak"] == {"habit": "run", "current": 1, "spares_used": 0}
    assert home.entries()[0]["id"] == entry["id"]


def test_one_raw_line_from_a_pipe(home: Home) -> None:
    """A bare `log` reads the first line of standard input just as it is, tags and all."""
    home.run("log", stdin=f"{RAW} +dev\nand not this one\n".encode())
    home.call("log", stdin=b"  windows line \r\n")
    first, second = home.entries()
    assert (first["text"], first["tags"]) == (RAW, {"dev": None})
    assert second["text"].strip() == "windows line"


def test_one_raw_line_at_a_terminal(home: Home) -> None:
    """On a terminal it prompts `won: `, and no shell and no history touches what is typed."""
    child = home.spawn("log")
    child.expect_exact("won: ")
    child.sendline(f"{RAW} +dev")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    entry = home.entries()[0]
    assert (entry["text"], entry["tags"]) == (RAW, {"dev": None})


def test_an_accented_line_at_a_terminal(home: Home) -> None:
    """Letters of any script arrive whole through the prompt."""
    child = home.spawn("log", "--note", "du jardin", "--on", "yesterday")
    child.expect_exact("won: ")
    child.sendline("Récolté 12 🍅 für 名 +jardín")
    child.expect(pexpect.EOF)
    child.close()
    entry = home.entries()[0]
    assert (entry["text"], entry["tags"], entry["note"]) == ("Récolté 12 🍅 für 名", {"jardín": None}, "du jardin")
    assert entry["day"] == "2026-11-21"


def test_leaving_the_prompt_logs_nothing(home: Home) -> None:
    """Ctrl-D ends well and Ctrl-C with 130 and a word; neither makes a log."""
    for key, code, said in (("\x04", 0, b""), ("\x03", 130, b"Stopped.")):
        child = home.spawn("log")
        child.expect_exact("won: ")
        for _ in range(10):  # a key that comes just before the wait for it begins is not heard by Python
            child.send(key)
            if child.expect([pexpect.EOF, pexpect.TIMEOUT], timeout=1) == 0:
                break
        child.close()
        assert child.exitstatus == code
        assert said in child.before
        assert b"Traceback" not in child.before
    assert not home.folder.exists()


def test_the_prompt_comes_only_when_its_line_can_be_used(home: Home) -> None:
    """A day or a log that cannot be read is told before the line is typed, not after."""
    home.call("log", "x")
    home.path.write_bytes(b"")
    for words in (["log", "--on", "someday"], ["log"], ["log", "--note", "n" * 4_001]):
        child = home.spawn(*words)
        child.expect(pexpect.EOF)
        child.close()
        assert b"won: " not in child.before
        assert child.exitstatus in (1, 2)


def test_a_line_an_entry_in_one_act(home: Home) -> None:
    """`log -` logs each line that is not blank, in order; one undo takes all of them back, one redo puts them back."""
    home.call("log", "Before")
    answer = home.run("log", "-", stdin=f"{RAW}\n\n  \r\nSecond +dev\r\nThird +run=3\n".encode())
    assert "3 entries in one act" in answer.out
    assert home.texts() == ["Before", RAW, "Second", "Third"]
    home.call("undo")
    assert home.texts() == ["Before"]
    home.call("redo")
    assert [entry["tags"] for entry in home.entries()][2:] == [{"dev": None}, {"run": 3}]
    day = home.call("log", "-", "--on", "yesterday", "--note", "all", "--json", stdin=b"a\nb\n").json("log")["entries"]
    assert {(entry["day"], entry["note"]) for entry in day} == {("2026-11-21", "all")}


def test_nothing_is_added_where_it_is_there_already(home: Home) -> None:
    """--if-missing compares tags, or the text of a line without any, on that day alone; it is fit for scripts."""
    home.call("log", "Backed up", "+backup", "--if-missing")
    said = home.run("log", "Backed up again", "+backup", "--if-missing")
    assert said.out == "Already there, so nothing was added.\n"
    assert home.call("log", "x", "+backup=2", "--if-missing", "--json").json("log")["entries"] == []
    for words, added in (
        (["Backed up again", "+backup", "--on", "yesterday"], True),
        (["Backed up", "+backup", "+home"], True),
        (["Backed up"], True),
        (["Backed up"], False),
        (["backed up"], True),
        (["+BACKUP"], False),
    ):
        before = len(home.entries())
        home.call("log", *words, "--if-missing")
        assert len(home.entries()) - before == added, words
    home.call("log", "-", "--if-missing", stdin=b"Backed up\nNew\n")
    assert home.texts()[-1] == "New"
    assert home.texts().count("Backed up") == 3


def test_a_day_a_time_and_a_note(home: Home) -> None:
    """--on and --at say when it was; without a time an earlier day has none."""
    home.call("log", "Evening run", "--on", "yesterday", "--at", "21:30")
    home.call("log", "Night walk", "--on", "yesterday", "--at", "01:30")
    home.call("log", "Some time", "--on", "-3", "--note", "two\nlines")
    home.call("log", "Early", "--at", "08:05")
    found = {entry["text"]: (entry["day"], entry["at"]) for entry in home.entries()}
    assert found == {
        "Evening run": ("2026-11-21", "2026-11-21T21:30:00.000+01:00"),
        "Night walk": ("2026-11-21", "2026-11-22T01:30:00.000+01:00"),
        "Some time": ("2026-11-19", None),
        "Early": ("2026-11-22", "2026-11-22T08:05:00.000+01:00"),
    }
    assert home.entries()[0]["note"] == "two\nlines"


def test_the_small_hours_explain_themselves_once(home: Home) -> None:
    """The first entry before 04:00 says that it counts for the evening before, and no later one does."""
    night = "2026-11-22T01:30:00+01:00"
    first = home.run("log", "Fixed the flaky test", "+dev", env=at(night))
    assert "Sat 21 Nov" in first.out
    assert "Before 04:00 it counts for the evening before (config set day_start 0 to end)." in first.out
    second = home.run("log", "And another", env=at(night.replace("01:30", "03:59")))
    assert "Sat 21 Nov" in second.out
    assert "Before 04:00" not in second.out
    assert "Sun 22 Nov" in home.run("log", "Up early", env=at(night.replace("01:30", "04:00"))).out


def test_the_day_may_begin_at_midnight(home: Home) -> None:
    """With day_start 0 a night entry counts for its own date, and what was logged before keeps its day."""
    night = at("2026-11-22T01:30:00+01:00")
    home.call("log", "Before the change", env=night)
    home.call("config", "set", "day_start", "0")
    answer = home.call("log", "After the change", env=night)
    assert "Before 04:00" not in answer.out
    assert [entry["day"] for entry in home.entries()] == ["2026-11-21", "2026-11-22"]


def test_a_new_tag_beside_a_known_one(home: Home) -> None:
    """A tag that resembles a known one is created, and the reply offers the command that mends it."""
    for number in range(3):
        home.call("log", f"Review {number}", "+reviews")
    answer = home.run("log", "Answered a mail", "+reveiws")
    assert "+reveiws is new. You have +reviews (3 entries)." in answer.out
    assert "tinywins tag merge reveiws reviews" in answer.out
    home.call("tag", "merge", "reveiws", "reviews")
    assert "+reveiws is new" not in home.call("log", "And one more", "+reveiws").out
    assert home.call("tag", "show", "reviews", "--json").json("tag")["entries"] == 5


def test_nothing_special_is_said_twice_within_five_logs(home: Home) -> None:
    """The third line is never the same within five logs, and never more than one line."""
    home.call("habit", "add", "run")
    said = []
    for day in range(30):
        clock = NOW.replace("2026-11-22", f"2026-11-{day + 1:02d}")
        lines = home.call("log", "+run", env=at(clock)).out.splitlines()
        assert len(lines) <= 3
        said.append(lines[2] if len(lines) == 3 else "")
    kinds = [" ".join(word for word in line.split() if not any(sign.isdigit() for sign in word)) for line in said]
    for place, kind in enumerate(kinds):
        assert not kind or kind not in kinds[max(0, place - 4) : place], kinds
    assert any(kinds)


def test_a_limit_on_words_is_a_thing_of_the_shell(home: Home) -> None:
    """Many words and long ones arrive as one line, single blanks between them."""
    home.run("log", *["word"] * 700)
    assert home.texts() == [" ".join(["word"] * 700)]


def test_a_text_that_looks_like_a_command(home: Home) -> None:
    """Words such as `undo` or `last` after `log` are text."""
    for words in (["undo"], ["log", "log"], ["help"], ["last"]):
        home.run("log", *words)
    assert home.texts() == ["undo", "log log", "help", "last"]


def test_what_is_logged_is_what_was_typed(home: Home) -> None:
    """Signs of every plane, combining and joined ones too, come back to the letter in every export."""
    text = "e\u0301 é 👨‍👩‍👧 ❤️ \U0001d4d0 שלום مرحبا नमस्ते ＋全角 \u00a0nbsp \u00adsoft"
    home.run("log", "--", text)
    assert home.entries()[0]["text"] == text
    assert json.loads(home.run("list", "--json").out)["entries"][0]["text"] == text
    assert text in home.run("export", "log").out


def test_a_person_is_said_once_and_a_tag_always(home: Home) -> None:
    """A person that the text names is not repeated after it; a tag is, also when the text has the same word."""
    answer = home.call("log", "Went with", "@Anna,", "@ben", "for a run", "+run=1", "@zoe")
    assert answer.out.startswith("✓ Went with @Anna, @ben for a run   +run=1 @zoe   ")
    assert list(home.entries()[0]["tags"]) == ["@anna", "@ben", "run", "@zoe"]
