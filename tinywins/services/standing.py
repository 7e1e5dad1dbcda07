"""Where a habit stands: its slots, streaks and what this week still wants."""

from datetime import date

from tinywins.compounding.streaks import Spares, Streaks, find_streaks
from tinywins.domain.days import Moment, monday_of, read_day
from tinywins.domain.schedule import Schedule, read_rule
from tinywins.domain.slots import Slots, mark_slots, slot_of_day, week_need
from tinywins.storage import facts
from tinywins.storage.connect import Db

ENOUGH = 14  # decided slots from which strength says something
FAR = 720  # minutes by which the offset grows where a day can be lost


class Standing:
    """A habit on a day: its slots and streaks, and for a habit of N a week how many of the need are done.

    `entries` and `amount` (thousandths) count the whole tag.
    """

    __slots__ = ("amount", "done", "entries", "need", "slots", "streaks", "tag")

    def __init__(
        self, tag: str, slots: Slots, streaks: Streaks, done: int, need: int, entries: int, amount: int
    ) -> None:
        self.tag = tag
        self.slots = slots
        self.streaks = streaks
        self.done = done
        self.need = need
        self.entries = entries
        self.amount = amount

    @property
    def schedule(self) -> Schedule:
        """The schedule that the slots follow."""
        return self.slots.schedule


def read_schedule(db: Db, tag: str) -> Schedule | None:
    """Read a habit's schedule; None where the tag is no habit."""
    row = facts.read_schedule(db, tag)
    return read_rule(row[0], read_day(row[1])) if row else None


def find_lost_days(db: Db, day_start: int) -> frozenset[int]:
    """Give the days that a traveller never had, from the offsets of the entries on both sides of them."""
    jumps = facts.read_jumps(db, FAR)
    if not jumps:
        return frozenset()
    from tinywins.domain.travel import find_lost_day

    days = [find_lost_day(Moment(*jump[:2]), Moment(*jump[2:]), day_start) for jump in jumps]
    return frozenset(day for day in days if day is not None)


def find_standing(
    db: Db, tag: str, schedule: Schedule, today: int, spares: Spares, excused: frozenset[int] = frozenset()
) -> Standing:
    """Work out where a habit stands today; `excused` are days that nobody could have kept."""
    texts, n, amount = facts.read_history(db, tag)
    from_text = date.fromisoformat  # thousands of days: a call each would be felt
    days = [from_text(text).toordinal() for text in texts]
    slots = mark_slots(schedule, today, days, excused)
    done = need = 0
    if schedule.times and today >= schedule.start:
        monday = monday_of(today)
        need = week_need(schedule, monday, excused)
        done = sum(1 for day in days if max(monday, schedule.start) <= day <= today)
    return Standing(tag, slots, find_streaks(slots.marks, spares), done, need, n, amount)


def find_strength_of(standing: Standing) -> float:
    """Give a habit's strength, 0-1."""
    from tinywins.compounding.strength import find_strength, slot_factor, week_factor

    schedule, slots = standing.schedule, standing.slots
    factor = week_factor(schedule.times) if schedule.times else slot_factor(schedule.mask.bit_count() / 7)
    return find_strength(slots.marks, factor, slots.shares)


def mark_on(standing: Standing, day: int) -> str:
    """Give the mark of a day's slot: D, S, M, P or U; "" where the day has none."""
    place = slot_of_day(standing.schedule, day)
    return chr(standing.slots.marks[place]) if place is not None and place < len(standing.slots.marks) else ""
