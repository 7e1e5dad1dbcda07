"""Every drawn example of docs/how-streaks-count.md is lived through the program that it describes.

The page explains its small language under "How to read the examples". A history that is drawn in days is logged by a
person, entry by entry, and read back; one that is drawn in marks goes to the functions that count marks.
"""

import re
from datetime import datetime
from functools import cache
from itertools import pairwise, product
from pathlib import Path

import pytest

from tests.builders import day
from tests.docs.sessions import TOP, run_page
from tests.render.test_phrases import BANNED
from tests.services.workspaces import Person
from tinywins.compounding.consistency import find_consistency
from tinywins.compounding.prospects import count_slots_to
from tinywins.compounding.streaks import find_streaks
from tinywins.compounding.strength import factor_of, trace_slots
from tinywins.domain.amounts import read_amount, write_amount
from tinywins.domain.days import Moment, day_of, write_day
from tinywins.domain.line import Line, Mention
from tinywins.domain.schedule import SHORT_DAYS, read_rule, write_rule
from tinywins.domain.slots import Lived, Slots
from tinywins.domain.travel import find_lost_day
from tinywins.domain.versions import arrange_parts
from tinywins.render.columns import Look
from tinywins.render.habit_data import habit_data
from tinywins.render.habits import say_recent
from tinywins.render.phrases import count, slot_unit
from tinywins.render.today import strength_of
from tinywins.services.habits import archive_habit, unarchive_habit
from tinywins.services.logging import When, log
from tinywins.services.pausing import pause_habits
from tinywins.services.settings import set_setting
from tinywins.services.standing import Standing, find_strength_of
from tinywins.services.views import HabitView, show_habit
from tinywins.services.why import settle

PAGE = (TOP / "docs" / "how-streaks-count.md").read_text(encoding="utf-8")
MONDAY = day("2026-11-16")
READING = "How to read the examples"
EXAMPLES = [line for block in re.findall(r"```slots\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines()]
COUNTED = ("current", "longest", "left", "used", "unbroken", "unbroken now")
FACTS = {
    *("marks", "shares", "needs", "wants", "takes over", "says", "at risk", "strength", "kept", "likely", "shows"),
    *("share", "days", "never had", "settles at", "give or take", "reaches 80", *COUNTED),
}
FACT = re.compile(rf"({'|'.join(sorted(FACTS, key=len, reverse=True))}) (.+)")
NEXT_FACT = re.compile(rf", (?=(?:{'|'.join(FACTS)}) )")
AMOUNTS = re.compile(r"s?[\d.]*\d(\+[\d.]*\d)*")


class Drawn:
    """One drawn day: an amount for each entry (thousandths, None without one), and whether it is a day off."""

    def __init__(self, entries: list[int | None], *, off: bool) -> None:
        self.entries = entries
        self.off = off


def read_days(drawn: str) -> list[Drawn]:
    """Read days that are drawn as signs, or as amounts between blanks."""
    days = []
    for chunk in drawn.split():
        if AMOUNTS.fullmatch(chunk):
            amounts: list[int | None] = [read_amount(each)[0] for each in chunk.removeprefix("s").split("+")]
            days.append(Drawn(amounts, off=chunk[0] == "s"))
        else:
            assert set(chunk) <= set("x.so"), chunk
            days += [Drawn([None] if sign in "xo" else [], off=sign in "so") for sign in chunk]
    return days


def read_spares(text: str) -> tuple[int, int, int]:
    """Read `1,7,2`."""
    start, every, cap = (int(number) for number in text.split(","))
    return start, every, cap


class Given:
    """The settings of an example; days are counted from the first that is drawn, which is day 1."""

    def __init__(self, settings: list[str]) -> None:
        self.rule, self.spares, self.first, self.start = "daily", "1,7,2", MONDAY, 1
        self.later: list[tuple[str, int]] = []
        self.archived = self.back = 0
        for setting in settings:
            word, _, rest = setting.partition(" ")
            number = int(re.findall(r"\d+$", rest)[0]) if word in {"then", "start", "archived", "back"} else 0
            match word:
                case "rule" | "spares":
                    setattr(self, word, rest)
                case "from":
                    self.first = MONDAY + SHORT_DAYS.index(rest) if rest in SHORT_DAYS else day(rest)
                case "start" | "archived" | "back":
                    setattr(self, word, number)
                case "then":
                    self.later.append((rest.removesuffix(f" from day {number}"), number))
                case _:
                    raise AssertionError(f"the page gives {setting}, which no example may")

    def date(self, number: int) -> int:
        """Give the day that has a number among those drawn."""
        return self.first + number - 1


class Habit:
    """A history of a habit, with what the program makes of it: where it stands, and how it is shown."""

    def __init__(self, history: str, given: Given) -> None:
        self.given = given
        self.view: HabitView | None = None
        if set(history) <= set("DSMPU "):
            assert not given.later
            self.standing = stand(history.replace(" ", ""), given)
        else:
            self.view = live(history, given)
            self.standing = self.view.standing

    @property
    def facts(self) -> dict[str, str]:
        """What is true of the habit, as the page writes it."""
        standing, slots, streaks = self.standing, self.standing.slots, self.standing.streaks
        shares = slots.shares or [float(mark == ord("D")) for mark in slots.marks]
        recent = self.view.recent if self.view else find_consistency(slots.marks)
        facts = {
            "marks": slots.marks.decode() or "none",
            "shares": " ".join(f"{share:.2g}" for share in shares),
            "needs": str(standing.slot.need),
            "wants": write_amount(standing.slot.want),
            "takes over": " ".join(str(part.begin - self.given.first + 1) for part in slots.parts[1:]),
            "says": count(streaks.current, *slot_unit(standing)),
            "strength": f"{100 * find_strength_of(standing):.1f}",
            "kept": f"{recent.kept}/{recent.n}",
            "likely": f"{100 * recent.lo:.0f}-{100 * recent.hi:.0f}%",
            "at risk": "yes" if streaks.at_risk else "no",
        }
        if self.view:
            facts["shows"] = strength_of(self.view, Look())
            facts["share"] = " ".join(say_recent(self.view, ranges=False).split())
            facts["at risk"] = "yes" if habit_data(self.view)["at_risk"] else "no"
        return facts | {fact: str(getattr(streaks, fact.replace(" ", "_"))) for fact in COUNTED}


def stand(marks: str, given: Given) -> Standing:
    """Give where a habit stands whose slots have these marks."""
    parts = arrange_parts([read_rule(given.rule, given.first)])
    shares = [float(mark == "D") for mark in marks] if parts[0].schedule.period else None
    slots = Slots(parts, marks.encode(), shares, [0])
    return Standing("run", given.first, slots, find_streaks(slots.marks, read_spares(given.spares)), Lived([]), [])


def live(history: str, given: Given) -> HabitView:
    """Let a person live a history, and give the habit as it stands on the last day before the bar."""
    past, _, future = history.partition("|")
    before, after = read_days(past), read_days(future)
    person = Person()
    if given.spares != "1,7,2":
        set_setting(person.ws, "spares", given.spares)
    for number, drawn in enumerate(before + after, 1):
        for amount in drawn.entries:
            log(person.ws, [Line("", [Mention("run", amount)])], When(given.date(number)))
    person.go_to(given.date(len(before)))
    person.add_habit("run", given.rule, given.date(given.start))
    for rule, number in given.later:
        person.edit_habit("run", rule, given.date(number))
    for number, drawn in enumerate(before + after, 1):
        if drawn.off:
            pause_habits(person.ws, ["run"], given.date(number), given.date(number))
    if given.archived:
        person.go_to(given.date(given.archived))
        archive_habit(person.ws, ["run"])
    if given.back:
        person.go_to(given.date(given.back))
        unarchive_habit(person.ws, ["run"])
    person.go_to(given.date(len(before)))
    view, _ = show_habit(person.ws, "run")
    person.close()
    return view


class Flight:
    """One moment, or the two on both sides of a journey."""

    def __init__(self, history: str, settings: list[str]) -> None:
        instants = [datetime.fromisoformat(text) for text in history.split()]
        self.moments = [Moment(round(when.timestamp() * 1000), offset_of(when)) for when in instants]
        self.day_start = int(settings[0].removeprefix("day_start ")) if settings else 4

    @property
    def facts(self) -> dict[str, str]:
        """What is true of the moments, as the page writes it."""
        facts = {"days": " ".join(write_day(day_of(moment, self.day_start)) for moment in self.moments)}
        if len(self.moments) > 1:
            never = find_lost_day(self.moments[0], self.moments[1], self.day_start)
            facts["never had"] = write_day(never) if never else "none"
        return facts


def offset_of(when: datetime) -> int:
    """Give the minutes east of UTC that a time is written with."""
    offset = when.utcoffset()
    assert offset is not None
    return round(offset.total_seconds() / 60)


class WhatIf:
    """A share of slots that is kept from now on."""

    def __init__(self, history: str, given: Given) -> None:
        kept, of = (int(number) for number in history.split(" of "))
        part = arrange_parts([read_rule(given.rule, given.first)])[0]
        self.factor = factor_of(part.schedule, part)
        _, _, self.share, self.spread = settle(kept, of, part.schedule, self.factor)

    @property
    def facts(self) -> dict[str, str]:
        """What follows from the share, as the page writes it."""
        slots = count_slots_to(0.8, self.share, 0.0, self.factor)
        return {
            "settles at": f"{100 * self.share:.0f}",
            "give or take": f"{100 * self.spread:.0f}",
            "reaches 80": "never" if slots is None else f"after {slots}",
        }


@cache
def read_example(left: str) -> Habit | Flight | WhatIf:
    """Read what stands before an arrow."""
    history, *settings = re.split(r"\s{2,}", left.strip())
    if "T" in history:
        return Flight(history, settings)
    if " of " in history:
        return WhatIf(history, Given(settings))
    return Habit(history, Given(settings))


def read_claims(right: str) -> dict[str, str]:
    """Read the facts that are claimed behind an arrow."""
    found = [FACT.fullmatch(claim.strip()) for claim in NEXT_FACT.split(right)]
    return {match[1]: match[2] for match in found if match} if all(found) else {"an unknown fact": right}


def list_habits() -> list[tuple[str, Habit]]:
    """List the examples that are histories, in their order, each with its line."""
    read = [(line, read_example(line.partition("->")[0])) for line in EXAMPLES]
    return [(line, example) for line, example in read if isinstance(example, Habit)]


def list_sections() -> list[tuple[str, str]]:
    """List the sections of the page that hold rules, each with its heading."""
    sections = [section.partition("\n") for section in PAGE.split("\n## ")[1:]]
    return [(heading, text) for heading, _, text in sections if heading != READING]


@pytest.mark.parametrize("line", EXAMPLES)
def test_an_example_is_as_the_page_says(line: str) -> None:
    """What stands behind the arrow is what the program finds in the history before it."""
    left, _, right = line.partition("->")
    example, claims = read_example(left), read_claims(right)
    facts = example.facts
    assert {fact: facts.get(fact) for fact in claims} == claims


def test_the_page_shows_what_its_commands_print(tmp_path: Path) -> None:
    """Each `console` block prints what the page shows; `python -m tests.docs docs/how-streaks-count.md` mends it."""
    assert run_page(PAGE, tmp_path) == PAGE


def test_the_page_has_examples_of_everything() -> None:
    """Each fact, mark, setting and kind of rule is drawn at least once, so that no rule stands there unproved."""
    assert {fact for line in EXAMPLES for fact in read_claims(line.partition("->")[2])} == FACTS
    settings = {
        setting.split(" ")[0] for line in EXAMPLES for setting in re.split(r"\s{2,}", line.partition("->")[0])[1:]
    }
    assert settings - {""} == {*("rule", "from", "start", "then", "spares", "archived", "back", "day_start")}
    habits = [example for _, example in list_habits()]
    assert set("DSMPU") == {chr(mark) for habit in habits for mark in habit.standing.slots.marks}
    schedules = [part.schedule for habit in habits for part in habit.standing.slots.parts]
    kinds = {re.sub(r"[a-z]{3}(,[a-z]{3})+|\d+", "N", write_rule(schedule)) for schedule in schedules}
    extents = ("", " at least N", " at most N", " at most N assume kept")
    assert kinds >= {"".join(kind) for kind in product(("daily", "N", "every Nd", "N/week", "N/month"), extents)}
    assert kinds >= {"anytime", "anytime at least N", "anytime at most N", "daily without spares"}
    assert len(set(EXAMPLES)) == len(EXAMPLES) >= 90


def test_each_rule_is_followed_by_examples() -> None:
    """Each sentence in bold is a rule, and before the next one stands a block that shows it at work."""
    rules = [
        (heading, rule, "```slots\n" in text or "```console\n" in text)
        for heading, section in list_sections()
        for rule, text in re.findall(r"\*\*([^*]+)\*\*((?:(?!\*\*).)*)", section, re.DOTALL)
    ]
    assert [(heading, rule) for heading, rule, is_shown in rules if not is_shown] == []
    assert {heading for heading, _, _ in rules} == {heading for heading, _ in list_sections()}


def test_rules_stand_there_as_they_are_stored() -> None:
    """Each rule in an example reads as the program would write it."""
    rules = {rule for line in EXAMPLES for rule in re.findall(r"(?:  rule|  then) (.+?)(?= from day|  )", line)}
    assert {rule: write_rule(read_rule(rule, MONDAY)) for rule in rules} == {rule: rule for rule in rules}


def test_a_version_leaves_what_was_before() -> None:
    """Where a later version is taken out of an example, each mark, share and strength before it is the same."""
    versions = 0
    for line, habit in list_habits():
        slots, later = habit.standing.slots, habit.given.later
        if not later:
            continue
        setting = f"  then {later[-1][0]} from day {later[-1][1]}"
        without = read_example(line.partition("->")[0].replace(setting, ""))
        assert isinstance(without, Habit)
        before = without.standing.slots
        first = slots.firsts[-1] if len(slots.parts) > len(before.parts) else 0
        assert before.marks[:first] == slots.marks[:first]
        assert trace_slots(before)[:first] == trace_slots(slots)[:first]
        versions += first > 0
    assert versions > 10


def test_filling_in_a_miss_never_lowers_a_run() -> None:
    """Where one example differs from the one above it by a miss that was kept after all, no run is shorter."""
    pairs = 0
    for (_, before), (_, after) in pairwise(list_habits()):
        marks = before.standing.slots.marks, after.standing.slots.marks
        differing = [pair for pair in zip(*marks, strict=False) if pair[0] != pair[1]]
        is_same = len(marks[0]) == len(marks[1]) and before.given.spares == after.given.spares
        if is_same and differing == [(ord("M"), ord("D"))]:
            pairs += 1
            assert after.standing.streaks.current >= before.standing.streaks.current
            assert after.standing.streaks.longest >= before.standing.streaks.longest
    assert pairs


def test_the_page_is_plain_and_kind() -> None:
    """The page shouts at nobody, holds no word that blames, and fits into 120 columns."""
    assert BANNED.findall(PAGE) == []
    assert "!" not in re.sub(r"<!--.*?-->", "", PAGE)
    assert [line for line in PAGE.splitlines() if len(line) > 120] == []
