"""A week at the command line, as the issue tells it: each command as it is typed, one after the other."""

import csv
import io
import json

from tests.cli.harness import Home


def test_a_week(home: Home) -> None:
    """Log, keep habits, look, correct, and take everything away again."""
    answer = home.run("log", "Answered", "the", "hardest", "review", "+reviews")
    assert answer.out.startswith("✓ Answered the hardest review   +reviews   Sun 22 Nov   ")
    assert answer.err == ""
    home.run("log", stdin=b"Merged PR #42 & fixed Bob's bug? +dev\n")
    home.run("habit", "add", "stretch", "--cue", "after the first coffee")
    home.run("habit", "add", "run", "--days", "mon,wed,fri", "--unit", "km", "--from", "2026-11-16")
    assert "1 entry counts already" in home.run("habit", "add", "reviews", "--times", "3/week").out
    done = home.run("done", "stretch", "run=5.2", "--on", "yesterday").out
    assert done.count("✓") == 2
    today = home.run().out
    assert "2 wins today" in today
    assert "after the first coffee" in today
    for habit in ("stretch", "run", "reviews"):
        assert habit in home.run("streaks").out
    home.run("log", "A coffee with", "@anna", "after the run", "+run=1")
    found = home.run("list", "coffee", "+run", "--since", "-30").out
    assert found.count("\n") == 1
    assert "A coffee with @anna after the run  +run=1" in found

    home.run("edit", "last", "+run=4.8", "--text", "A tea with @anna after the run")
    home.run("rm", "last")
    assert "A tea" not in home.run("list").out
    home.run("undo")
    home.run("undo")
    assert "A coffee with @anna after the run  +run=1" in home.run("list").out
    home.run("redo")
    assert "A tea with @anna after the run  +run=4.8" in home.run("list").out
    short = home.entries()[-1]["short"]
    history = home.run("show", short, "--history").out
    assert history.index("A coffee") < history.rindex("A tea")

    home.run("edit", "--day", "yesterday", env={"EDITOR": "sed -i s/run=5.2/run=6/"})
    assert [entry["tags"] for entry in home.entries()][:2] == [{"stretch": None}, {"run": 6}]
    home.run("star", "last")
    home.run("log", "Answered a mail", "+reveiws")
    home.run("tag", "merge", "reveiws", "reviews")
    home.run("log", "+subscribers=120")
    home.run("tag", "edit", "subscribers", "--reads", "last")
    take_everything_away(home)


def take_everything_away(home: Home) -> None:
    """See that the tables hold what was lived, that the log is sound, and that a setting moves no day."""
    wins = list(csv.DictReader(io.StringIO(home.run("export", "wins").out, newline=""), strict=True))
    assert len(wins) == 6
    assert "120" not in [win["text"] for win in wins]
    days = home.run("export", "days").out
    assert days.count("\r\n") > 3
    lines = home.run("export", "log", "--format", "jsonl").out.splitlines()
    assert [json.loads(line)["text"] for line in lines][2:4] == [
        "Answered the hardest review",
        "Merged PR #42 & fixed Bob's bug?",
    ]
    assert "wrong" not in home.run("doctor").out
    home.run("config", "set", "day_start", "0")
    assert home.run("config", "get", "day_start").out == "0\n"
    assert [json.loads(line)["day"] for line in lines] == [entry["day"] for entry in home.entries()]
