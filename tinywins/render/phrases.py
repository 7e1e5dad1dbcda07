"""The words that people read. Plain, kind and true; docs/contributing.md says which words stay out."""

from tinywins.domain.amounts import write_amount
from tinywins.domain.names import show_name
from tinywins.domain.schedule import DAILY, Schedule, read_rule, slot_end, write_when
from tinywins.domain.slots import list_stretches
from tinywins.domain.versions import find_part
from tinywins.services.special import Special
from tinywins.services.standing import Standing, find_slot

SO_FAR = {"longest": "longest run", "bestweek": "best week"}
DAY = 86_400  # seconds
HOURS = 48  # below so many an age is told in hours
UNITS = {
    "daily": ("day", "days"),
    "week": ("week", "weeks"),
    "month": ("month", "months"),
    "days": ("time", "times"),
    "mixed": ("in a row", "in a row"),
}


def count(number: int, one: str, many: str = "") -> str:
    """Write a number with its noun: `1 win`, `1,204 wins`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def say_days(days: float) -> str:
    """Say a time in hours below two days, else in days."""
    hours = round(days * 24)
    if hours < 1:
        return "under 1 h"
    return f"{hours} h" if hours < HOURS else f"{round(days):,} days"


def measure(thousandths: int, unit: str) -> str:
    """Write an amount with its unit, where it has one."""
    return f"{write_amount(thousandths)} {unit}" if unit else write_amount(thousandths)


def kind_of(schedule: Schedule) -> str:
    """Give the kind of a schedule's slots, a key of UNITS."""
    return schedule.period or ("daily" if schedule.mask == DAILY else "days")


def slot_kind(standing: Standing, begin: int | None = None) -> str:
    """Give the kind of slots of the run that begins at a decided slot, the current one unless it is given.

    It is mixed where the run goes on across versions whose slots differ.
    """
    slots = standing.slots
    if len(slots.parts) == 1:
        return kind_of(slots.parts[0].schedule)
    seen, kinds = 0, set()
    start = standing.streaks.current_begin if begin is None else begin
    for part, first, end in list_stretches(slots):
        decided = slots.marks.count(b"D", first, end) + slots.marks.count(b"M", first, end)
        seen += decided
        if decided and seen > start:
            kinds.add(kind_of(part.schedule))
    return kinds.pop() if len(kinds) == 1 else "mixed" if kinds else kind_of(standing.schedule)


def slot_unit(standing: Standing, begin: int | None = None) -> tuple[str, str]:
    """Give the noun of the slots of the run that begins at a decided slot, one and many."""
    return UNITS[slot_kind(standing, begin)]


def say_length(standing: Standing) -> str:
    """Say the length of the current run: `38 days in a row`."""
    run = count(standing.streaks.current, *slot_unit(standing))
    return run if run.endswith("in a row") else f"{run} in a row"


def say_run(standing: Standing) -> str:
    """Say the current run with its spares: `38 days, 2 spares used`."""
    streaks = standing.streaks
    run = count(streaks.current, *slot_unit(standing))
    return f"{run}, {count(streaks.used, 'spare')} used" if streaks.used else run


def say_standing(standing: Standing, day: int, added: int, unit: str, *, is_kept: bool = False) -> str:
    """Say what an entry of a day moved: of a limit the bare count, else the slot, the run and the spares.

    `is_kept` says that the entry's amount is 0, which of a limit means that it was kept.
    """
    schedule = find_part(standing.slots.parts, day).schedule
    if schedule.is_limit:
        slot = find_slot(standing.slots.parts, day, standing.day, standing.lived)
        if not is_kept or slot.sum > slot.want:
            return say_used(standing, day, added, unit, is_kept=is_kept)
    streaks = standing.streaks
    parts = ["kept"] if schedule.is_limit else say_progress(standing, day, unit)
    if not schedule.target and unit and added:
        parts.insert(0, measure(added, unit))
    if streaks.current:
        parts.append(say_length(standing))
    if streaks.used:
        parts.append(f"{count(streaks.used, 'spare')} used")
    return f"{standing.tag}: {', '.join(parts) or count(standing.entries, 'time')}."


def say_used(standing: Standing, day: int, added: int, unit: str, *, is_kept: bool) -> str:
    """Say how much of a limit is used: the bare count, and the limit."""
    tag = standing.tag
    if unit and not added and not is_kept:
        return f"{tag}: without an amount it counts neither way. tinywins edit last +{tag}=1"
    slot = find_slot(standing.slots.parts, day, standing.day, standing.lived)
    return f"{tag}: {measure(slot.sum, unit)}{say_span(standing, day)}, limit {measure(slot.want, unit)}."


def say_span(standing: Standing, day: int) -> str:
    """Say which week or month a day lies in, or that it is another day than today."""
    period = find_part(standing.slots.parts, day).schedule.period
    if not period:
        return "" if day == standing.day else " that day"
    is_this = slot_end(find_part(standing.slots.parts, day).schedule, day) >= standing.day
    return f" {'this' if is_this else 'that'} {period}"


def say_progress(standing: Standing, day: int, unit: str) -> list[str]:
    """Say what the slot of a day has of what it wants; nothing where once is enough."""
    schedule = find_part(standing.slots.parts, day).schedule
    slot = find_slot(standing.slots.parts, day, standing.day, standing.lived)
    parts = []
    if slot.need and (slot.need > 1 or not schedule.target):
        parts.append(f"{slot.done} of {slot.need}")
    if schedule.target and slot.want:
        parts.append(f"{write_amount(slot.sum)} of {measure(slot.want, unit)}")
    if parts:
        parts[0] += say_span(standing, day)
    return parts


def say_rule(rule: str, unit: str = "") -> str:
    """Say a schedule's rule: every day, Mon Wed Fri, 3 times a week, at most 2 a day."""
    schedule = read_rule(rule, 1)
    parts = [say_when(schedule)]
    if schedule.target:
        together = " in all" if schedule.times > 1 else ""
        parts.append(f"{measure(schedule.target, unit)} or more{together}")
    if schedule.is_limit:
        parts.append(f"at most {measure(schedule.limit, unit)}" if schedule.limit else "none")
    if schedule.assume:
        parts.append("silence means kept")
    if not schedule.spares:
        parts.append("without spares")
    return ", ".join(parts)


def say_when(schedule: Schedule) -> str:
    """Say when a schedule has its slots."""
    if schedule.times:
        if schedule.is_limit or (schedule.target and schedule.times == 1):
            return f"every {schedule.period}"
        return f"{'once' if schedule.times == 1 else f'{schedule.times} times'} a {schedule.period}"
    if schedule.every:
        return f"every {schedule.every // 7} weeks" if schedule.every % 7 == 0 else f"every {schedule.every} days"
    when = write_when(schedule)
    return "every day" if when == "daily" else when if when == "anytime" else when.title().replace(",", " ")


def say_special(special: Special, unit: str) -> str:
    """Say the special sentence; `unit` is that of a habit's slots, a key of UNITS."""
    numbers, name = special.numbers, show_name(special.tag) if special.tag else "win"
    if special.kind == "comeback":
        return say_back(numbers, unit)
    if special.kind in SO_FAR:
        nouns = ("win",) if special.kind == "bestweek" else UNITS[unit]
        return f"The {SO_FAR[special.kind]} so far: {count(numbers[0], *nouns)}."
    if special.kind == "nth":
        return f"That is {name} number {numbers[0]:,}."
    if special.kind == "faster":
        return f"Closed faster than your median of {say_days(numbers[0] / DAY)}."
    if special.kind in ("first", "month"):
        return f"The first {name} {'this month' if special.kind == 'month' else 'in this log'}."
    return f"{numbers[0]} of the last {numbers[1]} kept."


def say_back(numbers: tuple[int, ...], unit: str) -> str:
    """Say that somebody came back: after how many missed, with which strength, and the best run, which stays."""
    missed, strength, best = numbers
    gap = f"{missed} missed" if unit in ("days", "mixed") else count(missed, *UNITS[unit])
    said = f"Back after {gap}, and that is the hard one."
    facts = [f"strength {strength}"] if strength else []
    facts += [f"best run {best} stays"] if best else []
    return f"{said} {'; '.join(facts).capitalize()}." if facts else said
