"""Slots and their marks: what became of each opportunity of a habit, one letter a slot.

`D` done, `S` skipped (excused), `M` missed, `P` pending, `U` unsaid. Rules: docs/how-streaks-count.md.
"""

from collections.abc import Collection, Mapping, Sequence
from itertools import compress, cycle, islice

from tinywins.domain.days import MAX_DAY
from tinywins.domain.periods import first_of, first_of_number, number_of
from tinywins.domain.schedule import DAILY, Schedule
from tinywins.domain.versions import Part

DONE, SKIPPED, MISSED, PENDING, UNSAID = b"DSMPU"

Amounts = Mapping[int, int]


class Slots:
    """A habit's slots from its start to today, over all versions of its schedule.

    `marks` holds a letter a slot; `shares` how much of each was done (0-1), or None where every slot is all or
    nothing; `firsts` is the index of each part's first slot.
    """

    __slots__ = ("firsts", "marks", "parts", "shares")

    def __init__(self, parts: Sequence[Part], marks: bytes, shares: list[float] | None, firsts: list[int]) -> None:
        self.parts = parts
        self.marks = marks
        self.shares = shares
        self.firsts = firsts


def list_stretches(slots: Slots) -> list[tuple[Part, int, int]]:
    """List the parts that have slots, each with its first index and the one after its last."""
    ends = [*slots.firsts[1:], len(slots.marks)]
    return [(part, first, end) for part, first, end in zip(slots.parts, slots.firsts, ends, strict=True) if first < end]


class Lived:
    """What was lived of a habit: `done` are the distinct days with an entry that counts, in any order.

    `amounts` gives the thousandths of each day that anything was said of, for habits with a target or a limit;
    `excused` are the days declared off.
    """

    __slots__ = ("amounts", "done", "excused")

    def __init__(self, done: Sequence[int], excused: Collection[int] = (), amounts: Amounts | None = None) -> None:
        self.done = done
        is_set = isinstance(excused, (set, frozenset))
        self.excused: Collection[int] = excused if is_set or not excused else set(excused)
        self.amounts: Amounts = amounts or {}


def mark_slots(parts: Sequence[Part], today: int, lived: Lived) -> Slots:
    """Mark every slot from the start to today.

    A done day beats an excuse. Days before the start or after today have no slot.
    """
    marks, firsts = b"", []
    all_shares: list[float] = []
    shared = False
    for part in parts:
        firsts.append(len(marks))
        if part.begin > today or part.schedule.is_anytime:
            continue
        found, shares = mark_periods(part, today, lived) if part.schedule.period else mark_days(part, today, lived)
        if shares is not None and not shared:
            shared = True
            all_shares = [(mark == DONE) * 1.0 for mark in marks]
        if shared:
            all_shares += shares if shares is not None else [(mark == DONE) * 1.0 for mark in found]
        marks += found
    return Slots(parts, marks, all_shares if shared else None, firsts)


def mark_days(part: Part, today: int, lived: Lived) -> tuple[bytes, list[float] | None]:
    """Mark the days of a part, and give the share of each that was done where it can be a part."""
    schedule, begin, last = part.schedule, part.begin, min(today, part.end - 1)
    count = last - begin + 1
    marks = bytearray((b"D" if schedule.assume else b"U" if schedule.is_limit else b"M") * count)
    for day in lived.excused:
        if begin <= day <= last:
            marks[day - begin] = SKIPPED
    shares: list[float] | None = None
    if schedule.is_limit:
        shares = mark_limited(marks, begin, today, schedule, lived)
    elif schedule.target:
        shares = mark_targeted(marks, begin, schedule.target, lived)
    else:
        for day in lived.done:
            if begin <= day <= last:
                marks[day - begin] = DONE
    if last == today and marks[-1] == MISSED and not schedule.is_limit:
        marks[-1] = PENDING
    return pick_scheduled(part, marks, shares)


def pick_scheduled(part: Part, marks: bytearray, shares: list[float] | None) -> tuple[bytes, list[float] | None]:
    """Keep, of the marks and shares of every day of a part, those of scheduled days."""
    schedule, begin = part.schedule, part.begin
    if schedule.every:
        first = (schedule.anchor - begin) % schedule.every
        return bytes(marks[first :: schedule.every]), None if shares is None else shares[first :: schedule.every]
    if schedule.mask != DAILY:
        week = [schedule.mask >> place & 1 for place in range(7)]
        at = (begin - 1) % 7
        marks = bytearray(compress(marks, islice(cycle(week), at, None)))
        shares = None if shares is None else list(compress(shares, islice(cycle(week), at, None)))
    return bytes(marks), shares


def mark_targeted(marks: bytearray, begin: int, target: int, lived: Lived) -> list[float]:
    """Mark, in place, the days on which the target was reached; give the share of it that each day has."""
    shares = [0.0] * len(marks)
    for day, amount in lived.amounts.items():
        if begin <= day < begin + len(marks):
            shares[day - begin] = min(1.0, amount / target)
            if amount >= target:
                marks[day - begin] = DONE
    return shares


def mark_limited(marks: bytearray, begin: int, today: int, schedule: Schedule, lived: Lived) -> list[float]:
    """Mark, in place, the days of a limit on which anything was said; give the share of each that was kept.

    Today is pending as long as the limit holds, unless it was said that it is kept.
    """
    for day, amount in lived.amounts.items():
        if begin <= day < begin + len(marks):
            if amount <= schedule.limit:
                marks[day - begin] = DONE
            elif marks[day - begin] != SKIPPED:
                marks[day - begin] = MISSED
    place = today - begin
    said = today in lived.amounts
    if place < len(marks) and marks[place] == DONE and (not said or today in lived.done):
        marks[place] = PENDING
    shares = [(mark == DONE) * 1.0 for mark in marks]
    for day, amount in lived.amounts.items():
        if begin <= day < begin + len(marks) and amount > schedule.limit:
            shares[day - begin] = keep_share(amount, schedule.limit)
    return shares


def keep_share(amount: int, limit: int) -> float:
    """Give how much of a limit was kept: all up to it, nothing at twice as much, evenly between (Loop's rule)."""
    return max(0.0, min(1.0, 2 - amount / limit)) if limit else float(amount == 0)


class Period:
    """What a week or month wants: `need` days, `want` thousandths; what it has: `done` days, `sum` thousandths.

    `need` is 0 where the whole period is excused; `said` whether anything was logged in it.
    """

    __slots__ = ("done", "first", "last", "need", "said", "sum", "want")

    def __init__(self, first: int, last: int) -> None:
        self.first = first
        self.last = last
        self.done = self.need = self.sum = self.want = 0
        self.said = False


def list_periods(part: Part, today: int, lived: Lived) -> list[Period]:
    """List the weeks or months of a part up to today, with what was done in them and what they want."""
    schedule, name, begin = part.schedule, part.schedule.period, part.begin
    base, end = number_of(name, begin), min(today, part.end - 1)
    periods = []
    for number in range(base, number_of(name, end) + 1):
        first = first_of_number(name, number)
        periods.append(Period(first if first > begin else begin, min(first_of_number(name, number + 1) - 1, MAX_DAY)))
    done = {day for day in lived.done if begin <= day <= end}
    if name == "week":
        monday = base * 7 + 1
        for day in done:
            periods[(day - monday) // 7].done += 1
    else:
        for day in done:
            periods[number_of(name, day) - base].done += 1
    if schedule.target or schedule.is_limit:
        for day, amount in lived.amounts.items():
            if begin <= day <= end:
                period = periods[number_of(name, day) - base]
                period.sum += amount
                period.said = True
    off, skipped = count_excused(periods, part, lived, done) if lived.excused else ({}, {})
    for place, period in enumerate(periods):
        fill_needs(period, schedule, off.get(place, 0), skipped.get(place, 0))
    return periods


def count_excused(
    periods: list[Period], part: Part, lived: Lived, done: set[int]
) -> tuple[dict[int, int], dict[int, int]]:
    """Count the excused days of each period, by its index: all of them, and those that were not done."""
    name, off, skipped = part.schedule.period, dict[int, int](), dict[int, int]()
    base = number_of(name, part.begin)
    for day in lived.excused:
        if periods and part.begin <= day <= periods[-1].last:
            place = number_of(name, day) - base
            off[place] = off.get(place, 0) + 1
            if day not in done:
                skipped[place] = skipped.get(place, 0) + 1
    return off, skipped


def fill_needs(period: Period, schedule: Schedule, days_off: int, days_skipped: int) -> None:
    """Work out what a period wants, less where it is partly before the start or excused."""
    active = period.last - period.first + 1
    if schedule.is_limit:
        period.need, period.want = min(1, active - days_off), schedule.limit
        return
    need = active - days_skipped
    period.need = need if need < schedule.times else schedule.times
    if schedule.target:
        live = active - days_off
        whole = period.last - first_of(schedule.period, period.last) + 1
        period.want = prorate(schedule.target, live, whole)
        if not live and period.sum < schedule.target:
            period.need = 0


def prorate(target: int, live: int, whole: int) -> int:
    """Give the part of a target, in thousandths, that so many of the days are due; rounded down to a tenth."""
    if live >= whole:
        return target
    share = target * live // whole
    return share - share % 100 if share >= 100 else share


def mark_periods(part: Part, today: int, lived: Lived) -> tuple[bytes, list[float] | None]:
    """Mark the weeks or months of a part, and give the share of each one's need that was met."""
    schedule = part.schedule
    marks, shares = bytearray(), []
    for period in list_periods(part, today, lived):
        over = period.last < today
        if schedule.is_limit:
            mark, share = judge_limit(period, schedule, over=over)
        else:
            mark, share = judge_period(period, over=over)
        marks.append(mark)
        shares.append(share)
    return bytes(marks), shares


def judge_period(period: Period, *, over: bool) -> tuple[int, float]:
    """Give the mark and the share of a period that wants days, and perhaps an amount as well."""
    if period.need <= 0:
        return SKIPPED, 0.0
    share = min(1.0, period.done / period.need)
    if period.want:
        share = min(share, period.sum / period.want)
    if share >= 1.0:
        return DONE, 1.0
    return (MISSED if over else PENDING), share


def judge_limit(period: Period, schedule: Schedule, *, over: bool) -> tuple[int, float]:
    """Give the mark and the share of a period with a limit."""
    if period.sum > period.want:
        share = keep_share(period.sum, period.want)
        return (MISSED, share) if period.need else (SKIPPED, share)
    if not period.need and not period.said:
        return SKIPPED, 0.0
    if period.said or schedule.assume:
        return (DONE, 1.0) if over else (PENDING, 1.0)
    return UNSAID, 0.0


def find_period(part: Part, today: int, lived: Lived) -> Period | None:
    """Give the week or month that today lies in, or None where the slots of today's part are days."""
    name = part.schedule.period
    if not name or not part.begin <= today < part.end:
        return None
    return list_periods(Part(part.schedule, max(part.begin, first_of(name, today)), part.end), today, lived)[-1]
