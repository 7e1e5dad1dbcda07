"""The one special sentence after an entry: what is true now, the rarest first, and never the same within five logs."""

from tinywins.compounding.streaks import Spares, find_streaks
from tinywins.domain.days import monday_of, write_day
from tinywins.domain.versions import slot_of_day, slot_span
from tinywins.services.standing import ENOUGH, Standing, find_strength_of, is_filling
from tinywins.storage import facts
from tinywins.storage.connect import Db

ROUND_NUMBERS = (3, 7, 10, 25, 50, 66)
TYPE_CHECKING = False
if TYPE_CHECKING:
    from tinywins.services.logging import Logged

MEMORY = 5  # logs within which nothing is said twice
FEWEST_WINS, FEWEST_WEEKS = 7, 4  # a best week has so many wins, and so many other weeks had any


class Special:
    """A special sentence as data: its kind, and the numbers and names that it speaks of.

    Of a comeback `gap` holds the first and the last day that were missed.
    """

    __slots__ = ("gap", "kind", "numbers", "tag")

    def __init__(self, kind: str, tag: str, *numbers: int, gap: tuple[int, int] | None = None) -> None:
        self.kind = kind
        self.tag = tag
        self.numbers = numbers
        self.gap = gap


def choose_special(db: Db, logged: "Logged", spares: Spares, n: int) -> Special | None:
    """Choose the first true sentence that was not said within the last five logs, and remember it; for a win alone.

    A quiet habit gets none.
    """
    if not logged.entry.win or logged.quiet or not logged.counts:
        return None
    said = facts.read_said(db, MEMORY)
    chosen = None
    for special in list_specials(db, logged, spares):
        if f"{special.kind} {special.tag}" not in said:
            chosen = special
            break
    facts.write_said(db, n, f"{chosen.kind} {chosen.tag}" if chosen else "", MEMORY)
    return chosen


def list_specials(db: Db, logged: "Logged", spares: Spares) -> list[Special]:
    """List what is true and special, the rarest first."""
    standing, tag, total, day = logged.standing, logged.tag, logged.total, logged.entry.day
    of_run = list_habit_specials(db, standing, logged, spares) if standing else []
    comes_back = bool(of_run) and of_run[0].kind == "comeback"
    best = list_best_week(db, logged)
    specials = of_run + best if comes_back else best + of_run
    if total == 1 and not logged.near:
        specials.append(Special("first", tag))
    if total in ROUND_NUMBERS or (total and total % 100 == 0):
        specials.append(Special("nth", tag, total))
    if tag and total > 1 and day == logged.today and is_first_of_month(db, tag, day):
        specials.append(Special("month", tag))
    if logged.entry.work and logged.entry.work.get("feedback"):
        from tinywins.services.feedback_pace import list_faster

        specials += list_faster(db, logged)
    if standing and not standing.schedule.period:
        week = standing.slots.marks.translate(None, b"SPU")[-7:]
        if len(week) == 7 and week.count(b"D") == 6 and week[-1:] == b"D":
            specials.append(Special("week", tag, 6, 7))
    return specials


def list_best_week(db: Db, logged: "Logged") -> list[Special]:
    """List the best week ever, at the crossing: one win more than in any other week, or as many as it takes."""
    monday = monday_of(logged.today)
    if monday_of(logged.entry.day) != monday:
        return []
    weeks = facts.read_largest_weeks(db, FEWEST_WEEKS + 1)
    if len(weeks) <= FEWEST_WEEKS or weeks[0][0] != write_day(monday):
        return []
    wins = weeks[0][1]
    crossing = max(weeks[1][1] + 1, FEWEST_WINS)
    return [Special("bestweek", "", wins)] if wins - logged.wins_in_act < crossing <= wins else []


def list_habit_specials(db: Db, standing: Standing, logged: "Logged", spares: Spares) -> list[Special]:
    """List the comeback and the longest run, where this entry was the one that decided its slot."""
    marks, streaks, day = standing.slots.marks, standing.streaks, logged.entry.day
    place = slot_of_day(standing.slots.parts, day)
    if place is None or place != len(marks) - 1 or not is_filling(db, standing, day, logged.added):
        return []
    decided = marks.translate(None, b"SPU")
    missed = len(decided[:-1]) - len(decided[:-1].rstrip(b"M"))
    if missed >= 2 and missed < len(decided) - 1:
        strength = round(100 * find_strength_of(standing)) if len(decided) >= ENOUGH else 0
        best = streaks.longest if streaks.longest > streaks.current else 0
        return [Special("comeback", standing.tag, missed, strength, best, gap=find_gap(standing, missed))]
    is_longest = streaks.current == streaks.longest >= 7 and streaks.current_begin == streaks.longest_begin > 0
    if is_longest and find_streaks(marks[:-1], spares, standing.switches).longest < streaks.longest:
        return [Special("longest", standing.tag, streaks.longest)]
    return []


def find_gap(standing: Standing, missed: int) -> tuple[int, int]:
    """Give the first and the last day of the so many slots that were missed before the last one."""
    parts, marks = standing.slots.parts, standing.slots.marks
    places = [place for place, mark in enumerate(marks) if mark in b"M"][-missed:]
    return slot_span(parts, places[0])[0], slot_span(parts, places[-1])[1]


def is_first_of_month(db: Db, tag: str, today: int) -> bool:
    """Say whether today's entry is the tag's first in this calendar month."""
    day = write_day(today)
    return facts.read_days_since(db, tag, day[:8] + "01") == [(day, 1)]
