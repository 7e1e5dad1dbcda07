"""docs/json.md describes every field that --json prints and every column of an export, and no other."""

import csv
import json
import re
from pathlib import Path
from typing import Any

from tests.builders import day
from tests.docs.sessions import TOP, run_commands
from tests.services.workspaces import Person
from tests.year import live_year
from tinywins.render.chart_data import compound_data, forecast_data, growth_chart_data
from tinywins.services.charts import chart_compound, chart_forecast, chart_growth
from tinywins.services.exporting import KINDS, WHOLE

PAGE = (TOP / "docs" / "json.md").read_text(encoding="utf-8")
SECTIONS = {
    title: set(re.findall(r"^\| `(\w+)` \|", body, re.MULTILINE))
    for title, body in re.findall(r"^### (\S+)\n(.*?)(?=^##|\Z)", PAGE, re.MULTILINE | re.DOTALL)
}
LOGGED = SECTIONS["entry"] | SECTIONS["logged"]
HABIT = SECTIONS["habit"] - {"runs", "slots", "versions", "excuses"}
CHARTS = ("heatmap", "wins", "strength", "streak stretch", "growth", "compound", "forecast")
MOMENT = SECTIONS["moment"]
SETUP = (
    "tinywins habit add stretch >/dev/null; tinywins done stretch >/dev/null",
    "tinywins log Ran +run=5.2 @anna >/dev/null; tinywins tag edit run --unit km >/dev/null",
)
ANSWERS: tuple[tuple[str, str, set[str]], ...] = (
    ("log Twice +run --json", "log", SECTIONS["tinywins.log/1"]),
    ("done stretch --json", "done", SECTIONS["tinywins.done/1"] - {"steps"}),
    ("today --json", "today", SECTIONS["tinywins.today/1"]),
    ("week --json", "week", SECTIONS["tinywins.week/1"]),
    ("streaks --json", "streaks", SECTIONS["tinywins.streaks/1"]),
    ("why stretch --json", "why", SECTIONS["tinywins.why/1"]),
    ("habit skip stretch --on tomorrow --because ill --json", "skip", SECTIONS["tinywins.skip/1"]),
    ("habit pause stretch --json", "pause", SECTIONS["tinywins.pause/1"]),
    ("habit resume stretch --json", "resume", SECTIONS["tinywins.resume/1"]),
    ("habit add coffee --limit 2 --json", "habit", HABIT),
    ("kept coffee --json", "kept", SECTIONS["tinywins.kept/1"]),
    ("due --json", "due", SECTIONS["tinywins.due/1"]),
    *(
        (f"chart {name} --json", f"chart.{name.split()[0]}", SECTIONS[f"tinywins.chart.{name.split()[0]}/1"])
        for name in CHARTS
    ),
    ("review week --json", "review", SECTIONS["tinywins.review/1"]),
    ("list --json", "list", SECTIONS["tinywins.list/1"]),
    ("show last --history --json", "show", SECTIONS["tinywins.show/1"]),
    ("edit last --note n --json", "entry", SECTIONS["tinywins.entry/1"]),
    ("star last --json", "entry", SECTIONS["tinywins.entry/1"]),
    ("rm last --json", "rm", SECTIONS["tinywins.rm/1"]),
    ("undo --json", "undo", SECTIONS["tinywins.undo/1"]),
    ("redo --json", "undo", SECTIONS["tinywins.undo/1"]),
    ("habit list --json", "habits", SECTIONS["tinywins.habits/1"]),
    ("habit add run --json", "habit", HABIT),
    ("habit edit run --cue now --json", "habit", HABIT),
    ("habit show stretch --json", "habit", SECTIONS["habit"]),
    ("streaks stretch --json", "habit", SECTIONS["habit"]),
    ("tag list --json", "tags", SECTIONS["tinywins.tags/1"]),
    ("tag show run --json", "tag", SECTIONS["tag"] | {"newest", "feedback"}),
    ("tag edit run --unit km --json", "tag", SECTIONS["tag"]),
    ("config list --json", "config", SECTIONS["tinywins.config/1"]),
    ("config get spares --json", "config", SECTIONS["tinywins.config/1"]),
    (
        "feedback add Slow @anna --via mail --follow-up today --json",
        "feedback.add",
        SECTIONS["tinywins.feedback.add/1"],
    ),
    ("feedback act slow Done --json", "feedback.act", SECTIONS["tinywins.feedback.act/1"]),
    ("feedback add Dear --follow-up today --json", "feedback.add", SECTIONS["tinywins.feedback.add/1"]),
    ("feedback edit dear --via mail --json", "feedback.item", SECTIONS["tinywins.feedback.item/1"]),
    ("feedback show dear --json", "feedback.show", SECTIONS["tinywins.feedback.show/1"]),
    ("feedback list --all --json", "feedback", SECTIONS["tinywins.feedback/1"]),
    ("moment own Called --choice call --follow-up today --json", "moment.log", MOMENT | {"entry", "near"}),
    ("moment outcome last fine --turned well --json", "moment", MOMENT | {"entry"}),
    ("moment list --json", "moments", SECTIONS["tinywins.moments/1"]),
    ("moment review --json", "moment.review", SECTIONS["tinywins.moment.review/1"]),
    ("thanks @anna Icons --json", "thanks", SECTIONS["tinywins.thanks/1"]),
    ("thanks list --json", "thanks.list", SECTIONS["tinywins.thanks.list/1"]),
    ("tag show @anna --json", "tag", SECTIONS["tag"] | {"newest", "feedback"}),
    ("tweak start Short --measure +run --review +4w --json", "tweak", SECTIONS["tweak"]),
    ("tweak start Old --measure +run --on 2026-10-01 --review today --json", "tweak", SECTIONS["tweak"]),
    ("tweak show short --history --json", "tweak", SECTIONS["tweak"] | {"history"}),
    ("tweak list --json", "tweaks", SECTIONS["tinywins.tweaks/1"]),
    ("log Counts +visit=40 +order=4 --json", "log", SECTIONS["tinywins.log/1"]),
    ("funnel add shop +visit +order --target order=20% --json", "funnel", SECTIONS["funnel"]),
    ("funnel show --against previous --json", "funnel", SECTIONS["funnel"]),
    ("chart funnel shop --json", "chart.funnel", SECTIONS["funnel"]),
    ("chart tweak short --json", "chart.tweak", SECTIONS["tweak"]),
    ("chart feedback --json", "chart.feedback", SECTIONS["tinywins.chart.feedback/1"]),
    ("funnel list --json", "funnels", SECTIONS["tinywins.funnels/1"]),
    ("due --json", "due", SECTIONS["tinywins.due/1"]),
    ("funnel rm shop --json", "funnel.rm", SECTIONS["tinywins.funnel.rm/1"]),
    ("goal list --json", "goals", SECTIONS["tinywins.goals/1"]),
    ("goal add Shop --by 2027-03-01 --tag run --json", "goal.item", SECTIONS["tinywins.goal.item/1"]),
    ("goal phase add Catalogue --by fri --json", "goal.phase", SECTIONS["tinywins.goal.phase/1"]),
    ("goal step add Pictures --json", "goal.step", SECTIONS["tinywins.goal.step/1"]),
    ("goal step block pictures --by lamp --json", "goal.step", SECTIONS["tinywins.goal.step/1"]),
    ("goal next --json", "goal.next", SECTIONS["tinywins.goal.next/1"]),
    ("goal credit shop --json", "goal.credit", SECTIONS["tinywins.goal.credit/1"]),
    ("goal show --json", "goal", SECTIONS["tinywins.goal/1"]),
    ("goal list --json", "goals", SECTIONS["tinywins.goals/1"]),
    ("chart burnup --json", "chart.burnup", SECTIONS["tinywins.chart.burnup/1"]),
    ("done pictures --json", "done", SECTIONS["tinywins.done/1"]),
    ("--json", "today", SECTIONS["tinywins.today/1"]),
    ("doctor --json", "doctor", SECTIONS["tinywins.doctor/1"]),
    ("backup --json", "backup", SECTIONS["tinywins.backup/1"]),
    ("backup list --json", "backups", SECTIONS["tinywins.backups/1"]),
    ('doctor --salvage "$TINYWINS_HOME/saved.db" --json', "salvage", SECTIONS["tinywins.salvage/1"]),
    ("backup restore --yes --json", "restore", SECTIONS["tinywins.restore/1"]),
)
THINGS: dict[tuple[str, str], set[str]] = {
    ("log", "entries"): LOGGED,
    ("done", "entries"): LOGGED,
    ("kept", "entries"): LOGGED,
    ("due", "habits"): HABIT,
    ("habit", "excuses"): SECTIONS["excuse"],
    ("today", "habits"): HABIT,
    ("today", "entries"): SECTIONS["entry"],
    ("today", "follow_ups"): SECTIONS["follow-up"],
    ("due", "follow_ups"): SECTIONS["follow-up"],
    ("feedback", "items"): SECTIONS["feedback"],
    ("moments", "moments"): MOMENT | {"entry"},
    ("moment.review", "expected"): MOMENT | {"entry"},
    ("tweaks", "tweaks"): SECTIONS["tweak"],
    ("tweak", "history"): SECTIONS["change"],
    ("funnels", "funnels"): SECTIONS["funnel"],
    ("tag", "feedback"): SECTIONS["feedback"],
    ("goals", "goals"): SECTIONS["goal"] | {"wins_this_month", "steps_this_month", "feeds"},
    ("goal.next", "waiting"): SECTIONS["step"],
    ("streaks", "habits"): HABIT,
    ("chart.streak", "runs"): SECTIONS["run"],
    ("review", "entries"): SECTIONS["entry"],
    ("list", "entries"): SECTIONS["entry"],
    ("show", "history"): SECTIONS["change"],
    ("rm", "removed"): SECTIONS["entry"],
    ("habits", "habits"): HABIT,
    ("habit", "runs"): SECTIONS["run"],
    ("tags", "tags"): SECTIONS["tag"],
    ("tag", "newest"): SECTIONS["entry"],
    ("backups", "backups"): SECTIONS["copy"],
}


def read_columns() -> dict[str, list[str]]:
    """Read the table of exports."""
    tables = PAGE.partition("## Tables")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `(\w+)` \| [^|]* \| ([^|]*) \|$", tables, re.MULTILINE)
    columns = {kind: re.findall(r"`(\w+)`", text) for kind, text in rows}
    return {kind: columns["log"] if kind == "wins" else names for kind, names in columns.items()}


def ask(commands: list[str], home: Path) -> list[str]:
    """Give what commands print, one after the other, in a home with a few entries."""
    return run_commands([*SETUP, *(f"tinywins {command}" for command in commands)], home)[len(SETUP) :]


def test_an_answer_has_the_fields_of_the_page(tmp_path: Path) -> None:
    """The fields of every answer, and of the things listed in it, are those of the page."""
    outputs = ask([command for command, _, _ in ANSWERS], tmp_path)
    for (command, kind, fields), text in zip(ANSWERS, outputs, strict=True):
        answer: dict[str, Any] = json.loads(text)
        assert answer.pop("schema") == f"tinywins.{kind}/1", command
        assert set(answer) == fields, command
        for name, things in answer.items():
            for thing in things if (kind, name) in THINGS else ():
                assert set(thing) == THINGS[kind, name], f"{command}: {name}"
        for name, things in (("entry", "entry"), ("feedback", "feedback"), ("backup", "copy"), ("time_to_act", "pace")):
            assert not isinstance(answer.get(name), dict) or set(answer[name]) == SECTIONS[things], command
        check_goal(answer.get("goal"), command)
        assert not kind.startswith("goal.") or set(answer.get("step") or SECTIONS["step"]) == SECTIONS["step"], command


def check_goal(goal: Any, command: str) -> None:
    """Compare a goal, where there is one whole, with the page: it, its phases and its steps."""
    if not isinstance(goal, dict) or "phases" not in goal:
        return
    assert set(goal) == SECTIONS["goal"], command
    for phase in goal["phases"]:
        assert set(phase) == SECTIONS["phase"], command
    for step in [*goal["steps"], *(step for phase in goal["phases"] for step in phase["steps"])]:
        assert set(step) == SECTIONS["step"], command


def test_a_memory_has_the_fields_of_the_page(tmp_path: Path) -> None:
    """Before the day's first entry `today` names a win of a year ago, as the page says; else it is null."""
    ask_today = "tinywins today --json"
    commands = ["tinywins log Long ago --on 2025-11-22 >/dev/null", ask_today, "tinywins log x >/dev/null", ask_today]
    _, told, _, after = (json.loads(text or "{}") for text in run_commands(commands, tmp_path))
    assert set(told["memory"]) == {"ago", "entry"}
    assert (told["memory"]["ago"], set(told["memory"]["entry"])) == ("year", SECTIONS["entry"])
    assert after["memory"] is None


def test_an_export_has_the_columns_of_the_page(tmp_path: Path) -> None:
    """The columns of every table are those of the page, and its mark."""
    columns = read_columns()
    assert [*columns] == [kind for kind in KINDS if kind != WHOLE]
    headers = [next(csv.reader(text.splitlines())) for text in ask([f"export {kind}" for kind in columns], tmp_path)]
    assert headers == [[*names, "tinywins-csv 1"] for names in columns.values()]


def test_every_schema_of_the_page_is_asked_about() -> None:
    """No schema stands on the page that no command here prints."""
    named = set(re.findall(r"^\| `(tinywins\.[\w.]+/1)` \|", PAGE, re.MULTILINE))
    assert named == {f"tinywins.{kind}/1" for _, kind, _ in ANSWERS}


def test_charts_of_a_year_have_the_fields_of_the_page(tmp_path: Path) -> None:
    """With a year behind it, growth is an estimate with its verdict, and weeks and ranges have their fields."""
    ending = day("2026-11-20")
    person = Person(str(tmp_path))
    live_year(person, ending)
    ws = person.ws
    bodies = [
        growth_chart_data(chart_growth(ws)),
        compound_data(chart_compound(ws)),
        forecast_data(chart_forecast(ws)),
    ]
    grown, compound, ahead = ({name: json.loads(json.dumps(value)) for name, value in body.items()} for body in bodies)
    assert {*grown["growth"], "reason", "need"} == SECTIONS["growth"] | SECTIONS["estimate"]
    assert set(compound["factors"][0]) == SECTIONS["estimate"]
    assert {*ahead["ahead"][0]} == {"likely", "half"}
    assert all(set(week) == SECTIONS["chart-week"] for week in grown["weeks"] + ahead["weeks"])
    person.close()
