"""Where a habit stands: its slots, streaks and what this week still wants."""

from tinywins.compounding.streaks import Spares, Streaks, find_streaks
from tinywins.domain.days import monday_of, read_day, write_day
from tinywins.domain.schedule import Schedule, read_rule
from tinywins.domain.slots import Slots, mark_slots, slot_of_day, week_need
from tinywins.storage import facts
from tinywins.storage.connect import Db


class Standing:
    """A habit on a day: its slots and streaks, and for a habit of N a week how many of the need are done."""

    __slots__ = ("done", "need", "slots", "streaks", "tag")

    def __init__(self, tag: str, slots: Slots, streaks: Streaks, done: int, need: int) -> None:
        self.tag = tag
        self.slots = slots
        self.streaks = streaks
        self.done = done
        self.need = need

    @property
    def schedule(self) -> Schedule:
        """The schedule that the slots follow."""
        return self.slots.schedule


def read_schedule(db: Db, tag: str) -> Schedule | None:
    """Read a habit's schedule; None where the tag is no habit."""
    row = facts.read_schedule(db, tag)
    return read_rule(row[0], read_day(row[1])) if row else None


def read_done_days(db: Db, tag: str, start: int, end: int) -> list[int]:
    """Read the days from `start` to `end` on which a tag was done, in order."""
    return [read_day(day) for day in facts.read_done_days(db, tag, write_day(start), write_day(end))]


def find_standing(db: Db, tag: str, schedule: Schedule, today: int, spares: Spares) -> Standing:
    """Work out where a habit stands today."""
    days = read_done_days(db, tag, schedule.start, today) if today >= schedule.start else []
    slots = mark_slots(schedule, today, days)
    done = need = 0
    if schedule.times and today >= schedule.start:
        monday = monday_of(today)
        need = week_need(schedule, monday, ())
        done = sum(1 for day in days[-7:] if day >= monday)
    return Standing(tag, slots, find_streaks(slots.marks, spares), done, need)


def mark_on(standing: Standing, day: int) -> str:
    """Give the mark of a day's slot: D, S, M, P or U; "" where the day has none."""
    place = slot_of_day(standing.schedule, day)
    return chr(standing.slots.marks[place]) if place is not None and place < len(standing.slots.marks) else ""
