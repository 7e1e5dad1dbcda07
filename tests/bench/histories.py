"""Logs of known sizes for the benchmark, made once a day: the journal in bulk, and the projection folded from it.

Run as a program, `python -m tests.bench.histories FOLDER [small]`, so that what it needs of memory ends with it.
"""

import os
import random
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.bench.shop import write_shop
from tinywins.bootstrap import make_id, read_clock
from tinywins.domain.days import EPOCH, Moment, day_of, write_day
from tinywins.domain.ids import SHORTEST, order_id, short_code
from tinywins.storage import journal, projection
from tinywins.storage.connect import Db
from tinywins.storage.fold import write_fields
from tinywins.storage.store import Store

TEN_YEARS = 3_650
KEPT = 0.9  # share of scheduled days on which a habit was done
SEED = 2
WEEKDAYS = ("mon,wed,fri", "tue,thu", "mon,tue,wed,thu,fri", "sat,sun", "mon,thu", "wed", "tue,fri,sun")
EACH_DAY = 10  # entries a day of the log with many habits
MS_OF_DAY = 86_400_000


@dataclass(frozen=True, slots=True)
class Plan:
    """A line to be logged: its day as an ordinal, its text, and its tag or ""."""

    day: int
    text: str
    tag: str


class Scribe:
    """Writes planned lines as the changes that `log` would have recorded, one act each."""

    def __init__(self, db: Db, now: Moment) -> None:
        self.db = db
        self.now = now
        self.random = random.Random(SEED)
        self.device = journal.read_device(db)
        self.n = 0
        self.taken: set[str] = set()
        self.schedules: dict[str, str] = {}

    def new_id(self, ms: int) -> str:
        """Make an id as `log` would have at that time."""
        return order_id(ms, self.random.randbytes(10))

    def new_short(self, entry_id: str) -> str:
        """Give the short code that `log` would have chosen: the shortest that no entry has."""
        length = SHORTEST
        while (short := short_code(entry_id, length)) in self.taken:
            length += 1
        self.taken.add(short)
        return short

    def write_change(self, stamp: int, thing: str, thing_id: str, fields: dict[str, object]) -> tuple[object, ...]:
        """Give a change's row, with its sum."""
        self.n += 1
        row = (self.device, self.n, self.new_id(stamp), stamp, thing, thing_id, write_fields(fields))
        return (*row, journal.sum_change(*row))

    def write_entries(self, plans: Iterable[Plan]) -> Iterator[tuple[object, ...]]:
        """Give the changes of planned lines: a second apart from six in the morning, and never ahead of now."""
        present, place = 0, 0
        for plan in plans:
            place = place + 1 if plan.day == present else 0
            present = plan.day
            ms = min((plan.day - EPOCH) * MS_OF_DAY + 6 * 3_600_000 + place * 1_000, self.now.ms)
            entry_id = self.new_id(ms)
            fields: dict[str, object] = {
                "short": self.new_short(entry_id),
                "text": plan.text,
                "when": [write_day(plan.day), ms, 0],
                "logged": [ms, 0, "UTC"],
            }
            if plan.tag:
                fields[f"+{plan.tag}"] = True
            yield self.write_change(ms, "entry", entry_id, fields)

    def write_habit(self, tag: str, rule: str, start: int) -> tuple[object, ...]:
        """Give the change that makes a tag a habit."""
        ms = (start - EPOCH) * MS_OF_DAY + self.n
        schedule_id = self.schedules[tag] = self.new_id(ms)
        return self.write_change(ms, "schedule", schedule_id, {"name": tag, "start": write_day(start), "rule": rule})


def write_lives(scribe: Scribe, habits: dict[str, str], first: int, days: int) -> Iterator[tuple[object, ...]]:
    """Give the changes of a life: each habit pauses two weeks a year, is skipped now and then, and changes twice."""
    for place, (tag, rule) in enumerate(habits.items()):
        for year in range(days // 365):
            begin = first + 365 * year + 7 * place % 350
            for length, kind in ((14, "pause"), (1, "skip")):
                day, last = begin + length, begin + 2 * length - 1
                fields: dict[str, object] = {
                    "name": tag,
                    "kind": kind,
                    "first": write_day(day),
                    "last": write_day(last),
                }
                ms = (day - EPOCH) * MS_OF_DAY + scribe.n
                fields |= {"because": "away", "said": write_day(day)}
                yield scribe.write_change(ms, "excuse", scribe.new_id(ms), fields)
        if place % 5 == 0:
            ms = (first + days // 2 - EPOCH) * MS_OF_DAY + scribe.n
            changes: dict[str, object] = {
                f"from {write_day(first + days // 3)}": f"{rule} without spares",
                f"from {write_day(first + days // 2)}": rule,
            }
            yield scribe.write_change(ms, "schedule", scribe.schedules[tag], changes)


def plan_daily(first: int, days: int) -> Iterator[Plan]:
    """Plan one habit, done on most days."""
    dice = random.Random(SEED)
    for day in range(first, first + days):
        if dice.random() < KEPT:
            yield Plan(day, "Ran along the river before breakfast", "run")


def plan_many(first: int, days: int, entries: int, tags: int) -> Iterator[Plan]:
    """Plan so many entries evenly over the days and tags; `run` is one of the tags and has its days off."""
    dice = random.Random(SEED)
    names = [f"tag{number}" for number in range(1, tags)]
    for place in range(days):
        share = (place + 1) * entries // days - place * entries // days
        runs = dice.random() < KEPT
        for number in range(share):
            tag = "run" if runs and number % tags == 0 else dice.choice(names)
            yield Plan(first + place, f"Finished piece {number} of the work at hand", tag)


def list_rules() -> dict[str, str]:
    """List twenty habits with their rules: daily, on weekdays, and so many times a week."""
    daily = {f"daily{number}": "daily" for number in range(1, 8)}
    weekdays = {f"days{number}": rule for number, rule in enumerate(WEEKDAYS, 1)}
    weekly = {f"weekly{number}": f"{number}/week" for number in range(1, 7)}
    return daily | weekdays | weekly


def list_mixed_rules() -> dict[str, str]:
    """List fifty habits of every kind of rule: days, weeks, months, gaps, targets, limits, and without spares."""
    rules = [*list_rules().values(), *("daily",) * 8, "7/week", "3/month", "10/month", "20/month"]
    rules += ["every 2d", "every 3d", "every 5d", "anytime", "anytime", "daily without spares"]
    rules += [f"daily at least {number}" for number in (1, 2, 3)] + ["1/week at least 5", "1/month at least 20"]
    rules += [f"daily at most {number}" for number in (0, 1, 2, 3)] + ["1/week at most 3"]
    rules += ["daily at most 1 assume kept", "mon,wed,fri at least 2"]
    return {f"habit{number}": rule for number, rule in enumerate(rules, 1)}


def plan_mixed(first: int, days: int, rules: dict[str, str]) -> Iterator[Plan]:
    """Plan ten entries a day, spread evenly over the habits."""
    dice = random.Random(SEED)
    for day in range(first, first + days):
        for tag in dice.sample(list(rules), EACH_DAY):
            yield Plan(day, f"Did the {tag} of the day", tag)


def is_due(rule: str, day: int) -> bool:
    """Say whether a habit may be done on a day."""
    return "/" in rule or rule == "daily" or ("mon", "tue", "wed", "thu", "fri", "sat", "sun")[(day - 1) % 7] in rule


def plan_habits(first: int, days: int, rules: dict[str, str]) -> Iterator[Plan]:
    """Plan ten entries a day: the habits that are due and kept, and wins without a tag."""
    dice = random.Random(SEED)
    for day in range(first, first + days):
        chances = {
            tag: KEPT if "/" not in rule else int(rule[0]) / 7 for tag, rule in rules.items() if is_due(rule, day)
        }
        done = [tag for tag, chance in chances.items() if dice.random() < chance]
        dice.shuffle(done)
        done = done[:EACH_DAY] + [""] * (EACH_DAY - len(done))
        for tag in done:
            yield Plan(day, f"Did the {tag or 'small thing that was left'} of the day", tag)


def make_history(
    home: Path,
    plans: Iterable[Plan],
    habits: dict[str, str],
    first: int,
    *,
    lived: int = 0,
    work: Callable[[Scribe], Iterable[tuple[object, ...]]] | None = None,
) -> None:
    """Make a log in a data folder of its own; an interrupted one leaves no folder of that name.

    With `lived`, a number of days, the habits have days off and versions in them; `work` gives changes besides.
    """
    if home.exists():
        return
    building = home.with_name(f"{home.name}.{os.getpid()}.new")
    store = Store(str(building / "tinywins"), print, make_id)
    with store.writing() as db:
        scribe = Scribe(db, read_clock())
        rows = [scribe.write_habit(tag, rule, first) for tag, rule in habits.items()]
        rows += write_lives(scribe, habits, first, lived) if lived else []
        db.executemany("INSERT INTO change VALUES (?,?,?,?,?,?,?,?)", rows)
        db.executemany("INSERT INTO change VALUES (?,?,?,?,?,?,?,?)", scribe.write_entries(plans))
        db.executemany("INSERT INTO change VALUES (?,?,?,?,?,?,?,?)", work(scribe) if work else [])
        projection.rebuild(db)
    store.close()
    building.rename(home)


def make_histories(folder: Path, *, small: bool = False) -> None:
    """Make all logs that are not there yet; small ones are a hundredth, to be checked with `tinywins doctor`."""
    days, entries = (TEN_YEARS // 10, 10_000) if small else (TEN_YEARS, 1_000_000)
    today = day_of(read_clock(), 4)
    first, rules = today - days, list_rules()
    make_history(folder / "empty", [], {}, first)
    make_history(folder / "daily", plan_daily(first, days), {"run": "daily"}, first)
    make_history(folder / "habits", plan_habits(first + 1, days, rules), rules, first + 1)
    plans = plan_habits(first + 1, days, rules)
    make_history(folder / "shop", plans, rules, first + 1, work=lambda scribe: write_shop(scribe, today))
    mixed = list_mixed_rules()
    make_history(folder / "fifty", plan_mixed(first + 1, days, mixed), mixed, first + 1, lived=days)
    make_history(folder / "million", plan_many(first, days, entries, 40), {"run": "daily"}, first)


if __name__ == "__main__":
    os.umask(0o077)
    make_histories(Path(sys.argv[1]), small="small" in sys.argv[2:])
