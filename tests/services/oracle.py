"""How streaks count, told a second time and without haste: every day is looked at, every beginning tried."""

from dataclasses import dataclass
from datetime import date, timedelta

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class Truth:
    """What is true of a habit: its marks, a letter a slot, and its runs."""

    marks: str
    current: int
    longest: int
    left: int
    used: int
    unbroken: int

    @property
    def decided(self) -> str:
        """The marks that count."""
        return self.marks.replace("P", "").replace("S", "")


def find_truth(rule: str, start: int, today: int, done: set[int], spares: tuple[int, int, int]) -> Truth:
    """Find what is true of a habit that was done on these days (ordinals)."""
    counted = {date.fromordinal(day) for day in done if start <= day <= today}
    marks = mark(rule, date.fromordinal(start), date.fromordinal(today), counted) if start <= today else ""
    truth = Truth(marks, 0, 0, spares[0], 0, 0)
    alive, longest = [], 0
    for begin, letter in enumerate(truth.decided):
        if letter == "D":
            length, left, used, lives = run_from(truth.decided[begin:], spares)
            longest = max(longest, length)
            if lives:
                alive.append((length, left, used))
    current, left, used = max(alive, default=(0, spares[0], 0))
    unbroken = max(map(len, truth.decided.split("M")))
    return Truth(marks, current, longest, left, used, unbroken)


def run_from(decided: str, spares: tuple[int, int, int]) -> tuple[int, int, int, bool]:
    """Follow one run from its beginning: (its length, spares left and used, whether it lives to the end)."""
    start, every, cap = spares
    length, left, used = 0, start, 0
    for letter in decided:
        if letter == "D":
            length += 1
            if every and length % every == 0 and left < cap:
                left += 1
        elif left:
            left, used = left - 1, used + 1
        else:
            return length, left, used, False
    return length, left, used, True


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
