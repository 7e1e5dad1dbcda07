"""How schedules count, told a second time from the rules alone: a walk from day to day, without haste.

`tell` uses nothing of the program. Below it stand the histories to try both on.
"""

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import strategies as st

from tinywins.domain.schedule import read_rule
from tinywins.domain.slots import Lived, Slots, mark_slots
from tinywins.domain.versions import Part, arrange_parts

Versions = Sequence[tuple[int, str]]
Spares = tuple[int, int, int]

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WHEN = r"(?P<when>(?P<times>\d+)/(?P<period>week|month)|every (?P<every>\d+)d|[a-z,]+)(?: since (?P<since>\S+))?"
EXTENT = r"(?: at least (?P<least>\S+))?(?: at most (?P<most>\S+))?(?P<assume> assume kept)?(?P<off> without spares)?"


@dataclass(frozen=True, slots=True)
class Rule:
    """A version of a habit: its first day and what its text says."""

    start: date
    when: str
    times: int
    period: str
    every: int
    since: date
    least: int | None
    most: int | None
    assume: bool
    spares: bool


@dataclass(frozen=True, slots=True)
class Log:
    """What was lived by a day: the days done, the thousandths of each day that anything was said of, the days off."""

    today: date
    done: frozenset[date]
    said: dict[date, int]
    off: frozenset[date]


@dataclass(frozen=True, slots=True)
class Truth:
    """What is true of a habit: its slots, their marks and shares, its strength after each, and its runs.

    `used` holds what the current run may have used: of runs as long, with as many spares left, the rules choose none.
    """

    spans: list[tuple[int, int]]
    marks: str
    shares: list[Fraction]
    trace: list[float]
    current: int
    longest: int
    left: int
    used: frozenset[int]

    @property
    def strength(self) -> float:
        """The strength after the last slot."""
        return self.trace[-1] if self.trace else 0.0

    @property
    def runs(self) -> tuple[int, int, int]:
        """What is true of the runs: current, longest, and the spares left."""
        return self.current, self.longest, self.left


@dataclass(slots=True)
class Run:
    """A run that is alive: its done slots, those that count toward the next spare, and its spares."""

    length: int
    counted: int
    left: int
    used: int = 0


def read(start: int, text: str) -> Rule:
    """Read a rule's text."""
    found = re.fullmatch(WHEN + EXTENT, text)
    assert found, text
    first = date.fromordinal(start)
    since = date.fromisoformat(found["since"]) if found["since"] else first
    least, most = (None if found[key] is None else int(Fraction(found[key]) * 1000) for key in ("least", "most"))
    times, period, every = int(found["times"] or 0), found["period"] or "", int(found["every"] or 0)
    return Rule(first, found["when"], times, period, every, since, least, most, bool(found["assume"]), not found["off"])


def tell(
    versions: Versions, today: int, done: set[int], amounts: dict[int, int], excused: set[int], spares: Spares
) -> Truth:
    """Tell what is true of a habit on a day; days are ordinals, amounts thousandths."""
    when = date.fromordinal
    log = Log(when(today), frozenset(map(when, done)), {when(d): n for d, n in amounts.items()}, days_of(excused))
    slots = list_slots([read(start, text) for start, text in versions], log.today)
    marks, shares = "", []
    for rule, days in slots:
        mark, share = judge(rule, days, log)
        marks += mark
        shares.append(share)
    spans = [(days[0].toordinal(), days[-1].toordinal()) for _, days in slots]
    trace = trace_strength(slots, marks, shares)
    return Truth(spans, marks, shares, trace, *find_runs([rule.spares for rule, _ in slots], marks, spares))


def days_of(ordinals: set[int]) -> frozenset[date]:
    """Give days as dates."""
    return frozenset(map(date.fromordinal, ordinals))


def walk(rules: Sequence[Rule], until: date) -> Iterator[tuple[date, Rule, date]]:
    """Walk from the habit's first day on: each day, the version in force, and since when it is.

    A version waits from its first day until no slot of the one in force is cut; another that comes takes its place.
    """
    day = begin = rules[0].start
    force, waiting = rules[0], None
    while day <= until:
        waiting = next((rule for rule in rules[1:] if rule.start == day), waiting)
        free = not force.period or (day.weekday() == 0 if force.period == "week" else day.day == 1)
        if waiting and free:
            force, begin, waiting = waiting, day, None
        yield day, force, begin
        day += timedelta(1)


def is_due(rule: Rule, day: date) -> bool:
    """Say whether a day is a slot or lies in one."""
    if rule.every:
        return (day - rule.since).days % rule.every == 0
    return rule.when == "daily" or bool(rule.period) or WEEKDAYS[day.weekday()] in rule.when.split(",")


def list_slots(rules: Sequence[Rule], today: date) -> list[tuple[Rule, list[date]]]:
    """List the slots that begin by today, each with its version and its days."""
    slots: dict[object, tuple[Rule, list[date]]] = {}
    for day, rule, begin in walk(rules, today + timedelta(31)):
        if is_due(rule, day):
            month = (day.year, day.month)
            name = day.isocalendar()[:2] if rule.period == "week" else month if rule.period else day
            slots.setdefault((begin, name), (rule, []))[1].append(day)
    return [(rule, days) for rule, days in slots.values() if days[0] <= today]


def judge(rule: Rule, days: list[date], log: Log) -> tuple[str, Fraction]:
    """Give the mark of a slot, and the share of it that was done."""
    if rule.most is not None:
        mark = judge_period_limit(rule, rule.most, days, log) if rule.period else judge_limit(rule, days[0], log)
        total = sum(log.said.get(day, 0) for day in days if day <= log.today)
        over = max(Fraction(0), 2 - Fraction(total, rule.most)) if rule.most else Fraction(0)
        return mark, Fraction(mark == "D") if total <= rule.most else over
    if rule.period:
        return judge_period(rule, days, log)
    (day,) = days
    share = Fraction(day in log.done)
    if rule.least:
        share = min(Fraction(1), Fraction(log.said.get(day, 0), rule.least))
    return "D" if share == 1 else "S" if day in log.off else "P" if day == log.today else "M", share


def judge_limit(rule: Rule, day: date, log: Log) -> str:
    """Give the mark of a day with a limit."""
    off, assumed = day in log.off, "D" if rule.assume else "U"
    if day not in log.said:
        return "S" if off else "P" if rule.assume and day == log.today else assumed
    assert rule.most is not None
    if log.said[day] > rule.most:
        return "S" if off else "M"
    return "P" if day == log.today and day in log.done else "D"


def judge_period_limit(rule: Rule, most: int, days: list[date], log: Log) -> str:
    """Give the mark of a week or month with a limit."""
    said = [log.said[day] for day in days if day in log.said and day <= log.today]
    is_off = all(day in log.off for day in days)
    if sum(said) > most:
        return "S" if is_off else "M"
    if not said and is_off:
        return "S"
    return "U" if not said and not rule.assume else "D" if days[-1] < log.today else "P"


def judge_period(rule: Rule, days: list[date], log: Log) -> tuple[str, Fraction]:
    """Give the mark and the share of a week or month that wants days, and perhaps an amount."""
    done = [day for day in days if day in log.done and day <= log.today]
    off = [day for day in days if day in log.off]
    total = sum(log.said.get(day, 0) for day in days if day <= log.today)
    need = min(rule.times, len(days) - sum(day not in done for day in off))
    want = prorate(rule.least or 0, len(days) - len(off), length_of(rule, days[-1]))
    if need == 0 or (rule.least and len(off) == len(days) and total < rule.least):
        return "S", Fraction(0)
    share = min(Fraction(1), Fraction(len(done), need))
    if want:
        share = min(share, Fraction(total, want))
    return "D" if share == 1 else "P" if days[-1] >= log.today else "M", share


def prorate(amount: int, days: int, whole: int) -> int:
    """Give the part of a target that some days of a period are due, rounded down to a tenth, or else a thousandth."""
    part = amount * days // whole
    return part if days == whole or part < 100 else part // 100 * 100


def length_of(rule: Rule, day: date) -> int:
    """Give the days of the whole week or month that a day lies in."""
    return 7 if rule.period == "week" else monthrange(day.year, day.month)[1]


def trace_strength(slots: list[tuple[Rule, list[date]]], marks: str, shares: list[Fraction]) -> list[float]:
    """Give the strength after each slot."""
    trace, strength = [], 0.0
    for (rule, days), mark, share in zip(slots, marks, shares, strict=True):
        if rule.period:
            length = length_of(rule, days[-1])
            factor = (0.5 ** ((rule.times / length) ** 0.5 / 13)) ** length
        else:
            often = 1 / rule.every if rule.every else 1 if rule.when == "daily" else len(rule.when.split(",")) / 7
            factor = 0.5 ** (1 / (13 * often**0.5))
        if mark in "DM":
            strength = strength * factor + float(share) * (1 - factor)
        trace.append(strength)
    return trace


def drop_equal(runs: list[Run], every: int) -> list[Run]:
    """Leave out runs that are as others are; what counts is how far they are from the next spare."""
    return list({(run.length, run.counted % max(1, every), run.left, run.used): run for run in runs}.values())


def find_runs(switches: list[bool], marks: str, spares: Spares) -> tuple[int, int, int, frozenset[int]]:
    """Give current and longest run, spares left and used: a run from each done slot, which may leave out others."""
    start, every, cap = spares
    on, longest = True, 0
    alive: list[Run] = []
    for is_on, mark in zip(switches, marks, strict=True):
        if is_on != on:
            on = is_on
            for run in alive:
                run.left = run.counted = 0
        if mark == "D":
            alive.append(Run(0, 0, start if on else 0))
            held = [replace(run) for run in alive if run.length]
            for run in alive:
                run.length += 1
                run.counted += 1
                run.left += on and every > 0 and run.counted % every == 0 and run.left < cap
            alive = drop_equal(alive + held, every)
            longest = max(longest, *(run.length for run in alive))
        if mark == "M":
            alive = [run for run in alive if run.left]
            for run in alive:
                run.left, run.used = run.left - 1, run.used + 1
    best = max(alive, key=lambda run: (run.length, run.left), default=Run(0, 0, start if on else 0))
    equal = [run for run in alive if (run.length, run.left) == (best.length, best.left)]
    return best.length, longest, best.left, frozenset(run.used for run in equal or [best])


# What a sign of a history means: entries that count, thousandths (None for no amount said), and whether it is off.
SIGNS: dict[str, tuple[int, int | None, bool]] = {
    ".": (0, None, False),
    "s": (0, None, True),
    "0": (0, 0, False),
    "z": (0, 0, True),
    "u": (1, None, False),
    "e": (1, 1, False),
    "h": (1, 500, False),
    "x": (1, 1_000, False),
    "o": (1, 1_000, True),
    "2": (1, 2_000, False),
    "3": (1, 3_000, False),
    "t": (1, 3_000, True),
    "5": (1, 5_000, False),
    "9": (1, 9_000, False),
}
LIKELY = "....xxxxxxxxx000ss22335599heuozt"
MONDAYS = ("2026-11-02", "2024-01-29", "2026-01-26")  # a week 53 and a new year, a leap day, a February without


@dataclass(frozen=True)
class History:
    """A habit's history: its versions and today as days after a first Monday, and a sign for each day from there on."""

    first: str
    rules: tuple[tuple[int, str], ...]
    drawn: str
    length: int

    @property
    def base(self) -> int:
        """The Monday as a day."""
        return date.fromisoformat(self.first).toordinal()

    @property
    def versions(self) -> list[tuple[int, str]]:
        """The versions, each with its first day."""
        return [(self.base + offset, text) for offset, text in self.rules]

    @property
    def today(self) -> int:
        """The last day that was lived."""
        return self.base + self.length

    @property
    def done(self) -> set[int]:
        """The days with an entry that counts."""
        return {self.base + place for place, sign in enumerate(self.drawn) if SIGNS[sign][0]}

    @property
    def amounts(self) -> dict[int, int]:
        """The thousandths of each day that anything was said of."""
        said = ((self.base + place, SIGNS[sign][1]) for place, sign in enumerate(self.drawn))
        return {day: amount for day, amount in said if amount is not None}

    @property
    def off(self) -> set[int]:
        """The days off."""
        return {self.base + place for place, sign in enumerate(self.drawn) if SIGNS[sign][2]}

    @property
    def lived(self) -> Lived:
        """What was lived, as the program takes it."""
        return Lived(sorted(self.done), self.off, self.amounts)

    @property
    def parts(self) -> list[Part]:
        """The parts that the program makes of the versions."""
        return arrange_parts([read_rule(text, start) for start, text in self.versions])

    def mark(self, lived: Lived | None = None) -> Slots:
        """Let the program mark the slots, of what was lived or of something else."""
        return mark_slots(self.parts, self.today, lived or self.lived)

    def tell(self, spares: Spares) -> Truth:
        """Let the oracle tell what is true."""
        return tell(self.versions, self.today, self.done, self.amounts, self.off, spares)


def write_rule(when: str, extent: str, spares: str) -> str:
    """Write a rule; a limit holds for a whole week or month."""
    return (re.sub(r"^\d+/", "1/", when) if "most" in extent else when) + extent + spares


weekdays = st.sets(st.sampled_from(range(7)), min_size=1, max_size=6).map(
    lambda days: ",".join(WEEKDAYS[day] for day in sorted(days))
)
whens = st.one_of(
    st.just("daily"),
    weekdays,
    st.integers(1, 7).map("{}/week".format),
    st.sampled_from((1, 2, 5, 10, 28, 31)).map("{}/month".format),
    st.sampled_from((2, 3, 5, 10)).map("every {}d".format),
    st.sampled_from(("every 3d since 2026-11-05", "every 4d since 2024-02-29", "anytime")),
)
extents = st.sampled_from(("", "", " at least 2", " at least 5", " at least 0.3", " at least 20")) | st.sampled_from(
    (" at most 2", " at most 0", " at most 5", " at most 2 assume kept")
)
rules = st.builds(write_rule, whens, extents, st.sampled_from(("", "", " without spares")))
patterns = st.lists(st.sampled_from(LIKELY), min_size=1, max_size=7).map("".join) | st.sampled_from(
    (*"x5x0xx.x", "sssssss")
)
blocks = st.tuples(patterns, st.integers(1, 9)).map(lambda block: block[0] * block[1])
drawings = st.lists(blocks, min_size=3, max_size=12).map("".join)
all_spares = st.sampled_from(((1, 7, 2), (0, 0, 0), (1, 1, 1), (2, 3, 3), (1, 2, 1), (0, 2, 2), (3, 2, 1), (3, 0, 2)))


def space(start: int, gaps: list[tuple[int, str]]) -> tuple[tuple[int, str], ...]:
    """Give versions their first days: the first one its own, each other a gap after the one before it."""
    placed: list[tuple[int, str]] = []
    for gap, text in gaps:
        start += gap if placed else 0
        placed.append((start, text))
    return tuple(placed)


def make_history(first: str, rules: tuple[tuple[int, str], ...], drawn: str, longest: int, away: int) -> History:
    """Make a history of a drawing, cut where it is too long, and look at it some days before or after its end."""
    return History(first, rules, drawn[:longest], len(drawn[:longest]) - 1 + away)


def histories(
    versions: st.SearchStrategy[str] = rules, least: int = 1, longest: int = 100
) -> st.SearchStrategy[History]:
    """Draw histories of one to three versions whose rules are drawn so."""
    gaps = st.lists(st.tuples(st.integers(1, 40), versions), min_size=least, max_size=3)
    spaced = st.builds(space, st.integers(0, 9), gaps)
    return st.builds(make_history, st.sampled_from(MONDAYS), spaced, drawings, st.just(longest), st.integers(-9, 15))
