"""Where a habit stands: its slots, its streaks, and what the slot of today has and wants."""

from collections.abc import Sequence
from datetime import date

from tinywins.compounding.streaks import Spares, Streaks, find_streaks
from tinywins.domain.days import MAX_DAY, Moment, read_day, write_day
from tinywins.domain.schedule import Schedule, read_rule, slot_end
from tinywins.domain.slots import Lived, Period, Slots, find_period, list_stretches, mark_slots
from tinywins.domain.versions import Part, arrange_parts, find_part, slot_of_day
from tinywins.storage import facts
from tinywins.storage.connect import Db

ENOUGH = 14  # decided slots from which strength says something
FAR = 720  # minutes by which the offset grows where a day can be lost


class Standing:
    """A habit on a day: its slots and streaks.

    `entries` and `amount` (thousandths) count the whole tag. `lived` is what the slots were marked from, `switches`
    the slots at which spares were switched off and on. `slot` is what the slot of the day has and wants.
    """

    __slots__ = ("amount", "day", "entries", "lived", "slot", "slots", "streaks", "switches", "tag")

    def __init__(self, tag: str, day: int, slots: Slots, streaks: Streaks, lived: Lived, switches: list[int]) -> None:
        self.tag = tag
        self.day = day
        self.slots = slots
        self.streaks = streaks
        self.lived = lived
        self.switches = switches
        self.slot = find_slot(slots.parts, day, day, lived)
        self.entries = self.amount = 0

    @property
    def start(self) -> int:
        """The habit's first day."""
        return self.slots.parts[0].begin

    @property
    def schedule(self) -> Schedule:
        """The schedule that is in force on the day."""
        return find_part(self.slots.parts, self.day).schedule

    @property
    def last_day(self) -> int:
        """The last day of the slot that the day lies in."""
        return slot_end(self.schedule, self.day)


def read_parts(db: Db, tag: str) -> list[Part]:
    """Read the parts of a habit's schedule; none where the tag is no habit."""
    versions = facts.read_versions(db, tag)
    if not versions:
        return []
    return arrange_parts([read_rule(rule, read_day(start)) for start, rule in versions])


def find_lost_days(db: Db, day_start: int) -> frozenset[int]:
    """Give the days that a traveller never had, from the offsets of the entries on both sides of them."""
    jumps = facts.read_jumps(db, FAR)
    if not jumps:
        return frozenset()
    from tinywins.domain.travel import find_lost_day

    days = [find_lost_day(Moment(*jump[:2]), Moment(*jump[2:]), day_start) for jump in jumps]
    return frozenset(day for day in days if day is not None)


def find_excused_days(db: Db, tag: str, parts: list[Part], today: int, archived: str) -> set[int]:
    """Give the days of a habit that are excused, as far as the slot of today reaches."""
    begin = parts[0].begin
    end = slot_end(find_part(parts, today).schedule, today)
    days: set[int] = set()
    for _, first, last, *_ in facts.read_excuses(db, tag):
        low, high = read_day(first), read_day(last) if last else MAX_DAY
        days.update(range(max(low, begin), min(high, end) + 1))
    if archived:
        days.update(range(max(read_day(archived), begin), end + 1))
    return days


def read_lived(
    db: Db, tag: str, parts: list[Part], today: int, lost: frozenset[int], archived: str
) -> tuple[Lived, int, int]:
    """Read what was lived of a habit, with its entries and thousandths in all."""
    texts, n, amount = facts.read_history(db, tag)
    from_text = date.fromisoformat  # thousands of days: a call each would be felt
    done = [from_text(text).toordinal() for text in texts]
    amounts: dict[int, int] = {}
    if any(part.schedule.target or part.schedule.is_limit for part in parts):
        rows = facts.read_tag_days(db, tag)
        bare = any(n and not value for _, n, value in rows)  # where there is a unit, such a day says nothing of itself
        zero = set(facts.read_zero_days(db, tag)) if bare else set()
        amounts = {from_text(day).toordinal(): value for day, n, value in rows if value or not n or day in zero}
    excused = find_excused_days(db, tag, parts, today, archived)
    return Lived(done, excused | lost if lost else excused, amounts), n, amount


def find_standing(
    db: Db,
    tag: str,
    parts: list[Part],
    today: int,
    spares: Spares,
    lost: frozenset[int] = frozenset(),
    archived: str = "",
) -> Standing:
    """Work out where a habit stands today; `lost` are days that a traveller never had."""
    lived, entries, amount = read_lived(db, tag, parts, today, lost, archived)
    slots = mark_slots(parts, today, lived)
    switches = find_switches(slots)
    standing = Standing(tag, today, slots, find_streaks(slots.marks, spares, switches), lived, switches)
    standing.entries, standing.amount = entries, amount
    return standing


def find_slot(parts: Sequence[Part], day: int, today: int, lived: Lived) -> Period:
    """Give what the slot of a day has and wants, as of today; a day's slot needs 0 days, and wants 0 without amounts.

    Of a limit `want` is what is allowed, and `need` is 0.
    """
    part = find_part(parts, day)
    schedule = part.schedule
    period = find_period(part, min(slot_end(schedule, day), max(today, day)), lived)
    if period is None:
        period = Period(day, day)
        period.done, period.sum = int(day in lived.done), lived.amounts.get(day, 0)
        period.want = schedule.limit if schedule.is_limit else schedule.target
    elif schedule.is_limit:
        period.need = 0
    return period


def find_switches(slots: Slots) -> list[int]:
    """Give the slots at which spares are switched: first off, then on again, and so forth."""
    switches: list[int] = []
    spares = True
    for part, first, _ in list_stretches(slots):
        if part.schedule.spares != spares:
            spares = not spares
            switches.append(first)
    return switches


def find_strength_of(standing: Standing) -> float:
    """Give a habit's strength, 0-1."""
    from tinywins.compounding.strength import slots_strength

    return slots_strength(standing.slots)


def mark_on(standing: Standing, day: int) -> str:
    """Give the mark of a day's slot: D, S, M, P or U; "" where the day has none."""
    place = slot_of_day(standing.slots.parts, day)
    return chr(standing.slots.marks[place]) if place is not None and place < len(standing.slots.marks) else ""


def is_filling(db: Db, standing: Standing, day: int, added: int) -> bool:
    """Say whether the entry that added so much on a day is the one that filled the day's slot."""
    slots = standing.slots
    place = slot_of_day(slots.parts, day)
    if place is None or slots.marks[place : place + 1] != b"D":
        return False
    schedule = find_part(slots.parts, day).schedule
    n, _ = facts.read_tag_day(db, standing.tag, write_day(day))
    slot = find_slot(slots.parts, day, standing.day, standing.lived)
    if schedule.is_limit:
        return added == 0
    is_last_day = n == 1 and slot.done == slot.need if schedule.period else n == 1 and not schedule.target
    return is_last_day or (schedule.target > 0 and slot.sum - added < slot.want)
