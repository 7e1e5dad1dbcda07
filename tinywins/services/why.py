"""Why a habit's numbers are what they are: strength as a sum, the run with its spares, and what comes next."""

from dataclasses import dataclass

from tinywins.compounding.consistency import Consistency, find_consistency
from tinywins.compounding.prospects import count_slots_to, expect_strength, spread_strength
from tinywins.compounding.streaks import Streaks, decided_place, find_streaks
from tinywins.compounding.strength import factor_of, trace_slots
from tinywins.domain.days import write_day
from tinywins.domain.schedule import Schedule, write_rule
from tinywins.domain.slots import Lived, Period, list_stretches, mark_slots
from tinywins.domain.versions import count_slots, find_part, next_slot_day, slot_of_day, slot_span
from tinywins.errors import UsageError
from tinywins.services.excuses import Excuse, list_excuses
from tinywins.services.habit_names import require_habit
from tinywins.services.standing import Standing, find_slot, find_switches
from tinywins.services.views import HabitView, recent_marks, view_habit
from tinywins.services.workspace import Workspace

LEVELS = (0.8, 0.9, 0.95)
FURTHEST = 400  # days ahead in which a slot that is not excused is looked for
STUDIES = (18, 66, 254)  # days until a habit was automatic: least, median, most (Lally et al. 2010)


@dataclass(frozen=True, slots=True)
class Step:
    """How one slot moved strength: its days, mark and share, the factor, and strength (0-1) before and after it."""

    first: int
    last: int
    mark: str
    share: float
    factor: float
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Prospect:
    """What comes next: a slot, its schedule, and the strength that filling it, half of it and no more would make.

    `half` is None where there is no target, where days are wanted as well, or where half of it is there. `reach`
    gives, for each of LEVELS, the slots in a row that it takes (None for never); `settles` for so many of so many
    kept the strength where that leads and its standard deviation.
    """

    slot: Period
    schedule: Schedule
    done: float
    half: float | None
    missed: float
    reach: tuple[int | None, ...]
    settles: tuple[tuple[int, int, float, float], ...]


@dataclass(frozen=True, slots=True)
class Event:
    """Something in a run that is not a done slot: a spare used (M) or a skip (S), on which days and why."""

    mark: str
    first: int
    last: int
    excuse: Excuse | None


@dataclass(frozen=True, slots=True)
class Why:
    """A habit's numbers on a day, with what they are made of.

    `rule` is the one in force on that day, `begin` the first day of the run, or None.
    """

    habit: HabitView
    day: int
    today: int
    rule: str
    step: Step | None
    strength: float
    prospect: Prospect | None
    streaks: Streaks
    begin: int | None
    events: tuple[Event, ...]
    recent: Consistency


def explain_habit(ws: Workspace, word: str, day: int | None = None) -> Why:
    """Explain a habit's numbers as they stand today, or as they stood at the end of an earlier day."""
    db = ws.store.reader()
    habit = view_habit(db, ws, require_habit(db, word))
    today = ws.today()
    on = today if day is None else day
    check_day(habit, on, today)
    standing = habit.standing if on == today else stand_at_end(ws, habit, on)
    place = find_place(standing, on)
    marks = standing.slots.marks[: place + 1]
    streaks = find_streaks(marks, ws.settings.spares, standing.switches)
    trace = trace_slots(standing.slots)
    strength = trace[place] if place >= 0 else 0.0
    begin = decided_place(marks, streaks.current_begin) if streaks.current else None
    excuses = list_excuses(db, habit.tag)
    return Why(
        habit,
        on,
        today,
        write_rule(find_part(standing.slots.parts, on).schedule),
        find_step(standing, place, trace, today_is_open=on == today),
        strength,
        find_prospect(habit, strength, excuses) if on == today else None,
        streaks,
        slot_span(standing.slots.parts, begin)[0] if begin is not None else None,
        list_events(standing, marks, begin, excuses) if begin is not None else (),
        find_consistency(recent_marks(standing, on, place + 1)),
    )


def stand_at_end(ws: Workspace, habit: HabitView, day: int) -> Standing:
    """Work out where a habit stood at the end of a day: with what was done by then, and the day itself decided."""
    lived = habit.standing.lived
    until = Lived(
        [each for each in lived.done if each <= day],
        lived.excused,
        {each: amount for each, amount in lived.amounts.items() if each <= day},
    )
    slots = mark_slots(habit.standing.slots.parts, day + 1, until)
    switches = find_switches(slots)
    streaks = find_streaks(slots.marks, ws.settings.spares, switches)
    return Standing(habit.tag, day, slots, streaks, until, switches)


def check_day(habit: HabitView, on: int, today: int) -> None:
    """Raise UsageError where there is nothing to explain: a quiet habit, a day before its first or after today."""
    if habit.quiet:
        raise UsageError(f"{habit.tag} is quiet: no numbers.", f"tinywins habit edit {habit.tag} --no-quiet")
    if on < habit.standing.start:
        begin = write_day(habit.standing.start)
        raise UsageError(f"{habit.tag} begins on {begin}, after that day.", f"tinywins habit show {habit.tag}")
    if on > today:
        raise UsageError(f"{write_day(on)} is still to come.", f"tinywins why {habit.tag}")


def find_place(standing: Standing, day: int) -> int:
    """Give the index of the last slot that begins on or before a day, -1 where there is none."""
    parts = standing.slots.parts
    for earlier in range(day, parts[0].begin - 1, -1):
        place = slot_of_day(parts, earlier)
        if place is not None:
            return min(place, len(standing.slots.marks) - 1)
    return -1


def find_step(standing: Standing, place: int, trace: list[float], *, today_is_open: bool) -> Step | None:
    """Explain the slot at an index, or the last decided one where today's is still open."""
    slots = standing.slots
    while today_is_open and place >= 0 and slots.marks[place] not in b"DM":
        place -= 1
    if place < 0:
        return None
    mark = chr(slots.marks[place])
    share = slots.shares[place] if slots.shares else float(mark == "D")
    first, last = slot_span(slots.parts, place)
    before = trace[place - 1] if place else 0.0
    return Step(first, last, mark, share, find_factor(standing, place), before, trace[place])


def find_factor(standing: Standing, place: int) -> float:
    """Give the factor with which the slot at an index moves strength."""
    for part, first, end in list_stretches(standing.slots):
        if first <= place < end:
            return factor_of(part.schedule, part, place - first)
    raise IndexError(place)


def find_prospect(habit: HabitView, strength: float, excuses: list[Excuse]) -> Prospect | None:
    """Work out what the next slot that is not excused could make of strength; None where none is in sight."""
    standing = habit.standing
    slots, parts = standing.slots, standing.slots.parts
    place = find_next(habit, excuses)
    if place is None:
        return None
    first, last = slot_span(parts, place)
    part = find_part(parts, last)
    schedule = part.schedule
    before = sum(count_slots(each, each.end) for each in parts if each.begin < part.begin)
    factor = factor_of(schedule, part, place - before)
    so_far = slots.shares[place] if slots.shares and place < len(slots.marks) and not schedule.is_limit else 0.0
    slot = find_slot(parts, max(first, min(standing.day, last)), standing.day, standing.lived)
    has_half = schedule.target and slot.need <= 1 and so_far < 0.5
    return Prospect(
        slot,
        schedule,
        expect_strength(1.0, 1, strength, factor),
        expect_strength(0.5, 1, strength, factor) if has_half else None,
        expect_strength(so_far, 1, strength, factor),
        tuple(count_slots_to(level, 1.0, strength, factor) for level in LEVELS),
        tuple(settle(kept, of, schedule, factor) for kept, of in list_shares(schedule)),
    )


def find_next(habit: HabitView, excuses: list[Excuse]) -> int | None:
    """Give the index of today's slot while it is undecided, or of the next one that is not wholly excused."""
    standing = habit.standing
    slots, parts = standing.slots, standing.slots.parts
    if habit.archived:
        return None
    place = slot_of_day(parts, standing.day)
    if place is not None and slots.marks[place] in b"PU":
        return place
    day = standing.day if place is None else slot_span(parts, place)[1]
    while day < standing.day + FURTHEST and not find_part(parts, day + 1).schedule.is_anytime:
        place = slot_of_day(parts, next_slot_day(parts, day))
        if place is None:
            return None
        first, last = slot_span(parts, place)
        if not all(any(excuse.holds(each) for excuse in excuses) for each in range(first, last + 1)):
            return place
        day = last
    return None


def list_shares(schedule: Schedule) -> list[tuple[int, int]]:
    """List the shares worth asking about: all, all but one, all but two of a week's, or of a period's need."""
    of = schedule.times or schedule.mask.bit_count() or 7
    return [(kept, of) for kept in range(of, max(of - 3, 0), -1)]


def settle(kept: int, of: int, schedule: Schedule, factor: float) -> tuple[int, int, float, float]:
    """Give where strength settles when so many of so many are kept, and how far it swings around that.

    Of a week or month each slot is met by that share, so that nothing swings.
    """
    share = kept / of
    return kept, of, share, 0.0 if schedule.period else spread_strength(share, factor)


def list_events(standing: Standing, marks: bytes, begin: int, excuses: list[Excuse]) -> tuple[Event, ...]:
    """List the misses and skips in a run that begins at an index; skips of one excuse are one event."""
    events: list[Event] = []
    for place in range(begin, len(marks)):
        mark = chr(marks[place])
        if mark not in "MS":
            continue
        first, last = slot_span(standing.slots.parts, place)
        reasons = [excuse for excuse in excuses if excuse.first <= last and (excuse.last or last) >= first]
        excuse = reasons[-1] if reasons and mark == "S" else None
        before = events[-1] if events else None
        if before and excuse and before.excuse == excuse:
            events[-1] = Event(mark, before.first, last, excuse)
        else:
            events.append(Event(mark, first, last, excuse))
    return tuple(events)
