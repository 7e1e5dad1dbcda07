"""How streaks count, told a second time and without haste: every day is looked at, every beginning tried."""

from dataclasses import dataclass
from datetime import date, timedelta

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class Truth:
    """What is true of a habit: its marks, a letter a slot, and its runs.

    `used` holds what the current run may have used: of runs as long, with as many spares left, the rules choose none.
    """

    marks: str
    current: int
    longest: int
    left: int
    used: frozenset[int]
    unbroken: int

    @property
    def decided(self) -> str:
        """The marks that count."""
        return self.marks.replace("P", "").replace("S", "")


def find_truth(rule: str, start: int, today: int, done: set[int], spares: tuple[int, int, int]) -> Truth:
    """Find what is true of a habit that was done on these days (ordinals)."""
    counted = {date.fromordinal(day) for day in done if start <= day <= today}
    marks = mark(rule, date.fromordinal(start), date.fromordinal(today), counted) if start <= today else ""
    truth = Truth(marks, 0, 0, spares[0], frozenset(), 0)
    longest, alive = follow_runs(truth.decided, spares)
    current, left, _ = max(alive, default=(0, spares[0], 0))
    used = frozenset(run[2] for run in alive if run[:2] == (current, left)) or frozenset({0})
    unbroken = max(map(len, truth.decided.split("M")))
    return Truth(marks, current, longest, left, used, unbroken)


def follow_runs(decided: str, spares: tuple[int, int, int]) -> tuple[int, set[tuple[int, int, int]]]:
    """Follow every run and every choice: the longest, and (length, spares left and used) of those that live.

    A run may begin at any done slot; a miss uses a spare, and a done slot may be left out.
    """
    start, every, cap = spares
    runs: set[tuple[int, int, int, int]] = set()  # length, left, used, counted towards the next spare
    longest = 0
    for letter in decided:
        if letter == "M":
            runs = {(length, left - 1, used + 1, counted) for length, left, used, counted in runs if left}
            continue
        grown = {(length + 1, left, used, counted + 1) for length, left, used, counted in runs} | {(1, start, 0, 1)}
        for length, left, used, counted in grown:
            earns = bool(every) and counted == every
            runs.add((length, left + (earns and left < cap), used, 0 if earns or not every else counted))
        longest = max(longest, *(length for length, *_ in runs))
    return longest, {run[:3] for run in runs}


def mark(rule: str, start: date, today: date, done: set[date]) -> str:
    """Mark every slot from the start to today."""
    if rule.endswith("/week"):
        return mark_weeks(int(rule[0]), start, today, done)
    wanted = WEEKDAYS if rule == "daily" else tuple(rule.split(","))
    marks, day = "", start
    while day <= today:
        if WEEKDAYS[day.weekday()] in wanted:
            marks += "D" if day in done else "P" if day == today else "M"
        day += timedelta(1)
    return marks


def mark_weeks(times: int, start: date, today: date, done: set[date]) -> str:
    """Mark every ISO week from that of the start to that of today."""
    weeks: dict[tuple[int, int], list[date]] = {}
    day = start
    while day <= today or day.weekday():
        weeks.setdefault(day.isocalendar()[:2], []).append(day)
        day += timedelta(1)
    marks = ""
    for days in weeks.values():
        kept = sum(day in done for day in days)
        met = kept >= min(times, len(days))
        marks += "D" if met else "P" if today in days else "M"
    return marks


def find_strength(rule: str, decided: str) -> float:
    """Find the strength of a habit whose slots are days: half of what is missing closes in 13 / sqrt(f) days."""
    per_day = 1.0 if rule == "daily" else len(rule.split(",")) / 7
    factor = 0.5 ** (1 / (13 * per_day**0.5))
    strength = 0.0
    for letter in decided:
        strength = strength * factor + (letter == "D") * (1 - factor)
    return strength


def find_week(times: int, start: int, today: int, done: set[int]) -> tuple[int, int]:
    """Find how many days of this ISO week were done since the start, and how many are wanted."""
    monday = today - (today - 1) % 7
    days = [day for day in range(monday, monday + 7) if day >= start]
    return sum(day in done for day in days if day <= today), min(times, len(days))
