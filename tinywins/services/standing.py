"""Where a habit stands: its slots, streaks and what this week still wants."""

from datetime import date

from tinywins.compounding.streaks import Spares, Streaks, find_streaks
from tinywins.domain.days import monday_of, read_day
from tinywins.domain.schedule import Schedule, read_rule
from tinywins.domain.slots import Slots, mark_slots, slot_of_day, week_need
from tinywins.storage import facts
from tinywins.storage.connect import Db


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


def find_standing(db: Db, tag: str, schedule: Schedule, today: int, spares: Spares) -> Standing:
    """Work out where a habit stands today."""
    texts, n, amount = facts.read_history(db, tag)
    from_text = date.fromisoformat  # thousands of days: a call each would be felt
    days = [from_text(text).toordinal() for text in texts]
    slots = mark_slots(schedule, today, days)
    done = need = 0
    if schedule.times and today >= schedule.start:
        monday = monday_of(today)
        need = week_need(schedule, monday, ())
        done = sum(1 for day in days if max(monday, schedule.start) <= day <= today)
    return Standing(tag, slots, find_streaks(slots.marks, spares), done, need, n, amount)


def mark_on(standing: Standing, day: int) -> str:
    """Give the mark of a day's slot: D, S, M, P or U; "" where the day has none."""
    place = slot_of_day(standing.schedule, day)
    return chr(standing.slots.marks[place]) if place is not None and place < len(standing.slots.marks) else ""
