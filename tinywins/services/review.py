"""A review: what a week, month or year brought, as data."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tinywins.compounding.comparing import Comparison, compare_counts, shrink_dispersion
from tinywins.compounding.estimates import NotYet
from tinywins.compounding.trends import Growth, growth
from tinywins.compounding.weeks import Weeks
from tinywins.domain.days import MIN_DAY, write_day
from tinywins.domain.entries import Entry
from tinywins.domain.near import find_nearest
from tinywins.domain.periods import first_of, last_of
from tinywins.domain.slots import Period
from tinywins.domain.versions import find_part, slot_span
from tinywins.errors import UsageError
from tinywins.services.charts import Span, has_runs, marks_within
from tinywins.services.persons import hide_persons, leave_out_persons
from tinywins.services.review_work import Work, review_work
from tinywins.services.series import Series, read_series
from tinywins.services.standing import find_slot
from tinywins.services.views import HabitView, list_habits
from tinywins.services.workspace import Workspace
from tinywins.storage import facts, queries, reviews, series
from tinywins.storage.connect import Db

KINDS = ("week", "month", "year")
SCATTER = 12  # weeks whose scatter says what is within chance: older ones may have been another life
GAP = 2  # missed slots from which coming back is told


@dataclass(frozen=True, slots=True)
class Kept:
    """A habit in a period: the slots that were kept of those decided.

    `slot` is of the habit's own week or month where that is as long as the period or longer: the days it has and needs.
    """

    habit: HabitView
    kept: int
    decided: int
    slot: Period | None = None


@dataclass(frozen=True, slots=True)
class Return:
    """A habit that was taken up again on a day, after so many missed slots."""

    habit: HabitView
    day: int
    missed: int


@dataclass(frozen=True, slots=True)
class Note:
    """What was written down at the review of the period that began on a day."""

    first: int
    text: str


@dataclass(frozen=True, slots=True)
class Review:
    """What a period brought.

    `wins` are those from `first` to `last` or today, `before` those of the period before, and `change` how likely
    the rate rose: None where nothing was there to compare with. `tags` are (tag, wins now, wins before) of what is no
    habit; `entries` the wins: `stars` starred ones, then `others` that belong to no habit, then those of habits, each
    by day. `fullest` is (day, wins) of the one fullest day. `at_risk` are habits whose
    run would end with the open slot. `note` was written at this review, `last_note` at the newest one before it.
    `work` is what it brought for goals, feedback and the rest of work.
    """

    kind: str
    first: int
    last: int
    today: int
    wins: int
    before: int
    change: Comparison | NotYet | None
    tags: tuple[tuple[str, int, int], ...]
    entries: tuple[Entry, ...]
    stars: int
    others: int
    habits: tuple[Kept, ...]
    returns: tuple[Return, ...]
    fullest: tuple[int, int] | None
    at_risk: tuple[HabitView, ...]
    weeks: Weeks
    trend: Growth | NotYet
    note: str
    last_note: Note | None
    work: Work

    @property
    def is_over(self) -> bool:
        """Whether the period's last day is gone by."""
        return self.last < self.today


def check_kind(kind: str) -> str:
    """Give a kind of period back; UsageError for one that is none."""
    if kind not in KINDS:
        near = find_nearest(kind.lower(), list(KINDS))
        hint = f"Did you mean {near}?" if near else "Write week, month or year."
        raise UsageError(f"There is no review '{kind}'.", hint)
    return kind


def find_period(kind: str, day: int) -> tuple[int, int]:
    """Give the first and the last day of the week, month or year that holds a day."""
    if kind == "year":
        year = date.fromordinal(day).year
        return date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    return first_of(kind, day), last_of(kind, day)


def pick_day(ws: Workspace, day: int | None) -> int:
    """Give the day whose period is reviewed: the one asked for, else yesterday, for on a Monday the week has no past.

    UsageError for a day that is still to come.
    """
    today = ws.today()
    if day is not None and day > today:
        raise UsageError("That day is still to come, and there is nothing to review yet.", "Write --on yesterday.")
    return max(MIN_DAY, today - 1) if day is None else day


def review_period(ws: Workspace, kind: str, day: int | None = None, *, names: bool = False) -> Review:
    """Review the week, month or year that holds a day; persons are left out unless `names`."""
    db, today = ws.store.reader(), ws.today()
    first, last = find_period(check_kind(kind), pick_day(ws, day))
    end = min(last, today)
    wins = read_series(ws)
    as_of = Series("", wins.counts, wins.paused, min(today, last + 1))
    weeks = as_of.weeks()
    found = queries.find_entries(db, queries.Filter(since=write_day(first), until=write_day(end), wins=True))
    stars, others, ticks = sort_entries(found, find_habit_names(db))
    entries = [*stars, *others, *ticks]
    habits = [habit for habit in list_habits(ws, archived=True) if has_runs(habit)]
    is_present = today - 1 <= last
    told = reviews.read_note_before(db, kind, write_day(first))
    note = reviews.read_review_note(db, kind, write_day(first))
    return Review(
        kind=kind,
        first=first,
        last=last,
        today=today,
        wins=count_between(wins, first, end),
        before=count_between(wins, *find_before(kind, first)),
        change=compare_periods(wins, kind, first, end, weeks),
        tags=compare_tags(ws, kind, first, end),
        entries=tuple(entries if names else map(leave_out_persons, entries)),
        stars=len(stars),
        others=len(others),
        habits=tuple(kept for habit in habits if (kept := count_kept(habit, Span(first, end), kind))),
        returns=tuple(back for habit in habits for back in find_returns(habit, first, end)),
        fullest=find_fullest(wins, first, end),
        at_risk=tuple(habit for habit in habits if is_present and is_at_risk(habit)),
        weeks=weeks,
        trend=growth(weeks),
        note=note if names else hide_persons(note),
        last_note=Note(date.fromisoformat(told[0]).toordinal(), told[1] if names else hide_persons(told[1]))
        if told
        else None,
        work=review_work(ws, first, end, (), names=names),
    )


def find_before(kind: str, first: int) -> tuple[int, int]:
    """Give the days of the period before the one that begins on a day; an empty span before the calendar's first."""
    return find_period(kind, first - 1) if first > MIN_DAY else (first, first - 1)


def count_between(wins: Series, first: int, last: int) -> int:
    """Count the wins from a day to a day."""
    return int(sum(n for day, n in wins.counts.items() if first <= day <= last))


def find_habit_names(db: Db) -> frozenset[str]:
    """Give every name under which a habit is logged."""
    tags = facts.list_habit_tags(db)
    return frozenset(tags).union(*(facts.list_aliases(db, tag) for tag in tags))


def sort_entries(entries: Iterable[Entry], habits: frozenset[str]) -> tuple[list[Entry], list[Entry], list[Entry]]:
    """Sort entries by day and time into the starred, those of no habit, and those of habits."""
    stars: list[Entry] = []
    others: list[Entry] = []
    ticks: list[Entry] = []
    for entry in sorted(entries, key=lambda entry: (entry.day, entry.at or entry.logged[0], entry.id)):
        is_tick = any(name in habits for name, _ in entry.tags)
        (stars if entry.star else ticks if is_tick else others).append(entry)
    return stars, others, ticks


def compare_periods(wins: Series, kind: str, first: int, end: int, weeks: Weeks) -> Comparison | NotYet | None:
    """Compare the wins a day of a period with those of the one before, days of a pause left out.

    None where the record began later than the period before did, and until half of the period is over: of a day or two
    there is nothing to be said. A day that goes on is left out, but for the last one.
    """
    begin, last = find_before(kind, first)
    if wins.first is None or wins.first > begin:
        return None
    over = end if end == find_period(kind, first)[1] else min(end, wins.today - 1)
    if 2 * (over - first + 1) < find_period(kind, first)[1] - first + 1:
        return None
    end = over
    t1, t2 = (count_active(wins, *span) for span in ((begin, last), (first, end)))
    if not t1 or not t2:
        return None
    phi = shrink_dispersion(weeks.last(SCATTER).counts)
    return compare_counts(count_between(wins, begin, last), t1, count_between(wins, first, end), t2, phi)


def count_active(wins: Series, first: int, last: int) -> int:
    """Count the days of a span on which something was wanted, or done all the same; today once it has a win."""
    idle = wins.paused | {wins.today}
    return sum(day not in idle or day in wins.counts for day in range(first, last + 1))


def compare_tags(ws: Workspace, kind: str, first: int, end: int) -> tuple[tuple[str, int, int], ...]:
    """Give the tags of a period with their wins then and in the period before."""
    db = ws.store.reader()
    begin, last = find_before(kind, first)
    before = dict(series.count_tags(db, write_day(begin), write_day(last))) if last >= begin else {}
    found = series.count_tags(db, write_day(first), write_day(end))
    return tuple((tag, n, before.get(tag, 0)) for tag, n in found if not facts.is_habit(db, tag))


def count_kept(habit: HabitView, span: Span, kind: str = "year") -> Kept | None:
    """Count the slots of a habit that begin within a span; None where it has nothing to count there.

    Of a habit whose slot is as long as the period or longer, the days of that slot are counted.
    """
    standing = habit.standing
    if standing.start > span.last:
        return None
    period = find_part(standing.slots.parts, span.last).schedule.period
    if period and KINDS.index(period) >= KINDS.index(kind):
        slot = find_slot(standing.slots.parts, span.last, standing.day, standing.lived)
        return Kept(habit, slot.done, slot.need, slot) if slot.need else None
    marks = marks_within(habit, span)
    kept, decided = marks.count(b"D"), marks.count(b"D") + marks.count(b"M")
    return Kept(habit, kept, decided) if decided else None


def find_returns(habit: HabitView, first: int, end: int) -> list[Return]:
    """Find where a habit was taken up again within a span, after two missed slots or more; a limit has no returns."""
    if habit.standing.schedule.is_limit:
        return []
    slots, missed, found = habit.standing.slots, 0, []
    ever = False
    for place, mark in enumerate(slots.marks):
        if mark in b"D":
            if ever and missed >= GAP and first <= (day := slot_span(slots.parts, place)[0]) <= end:
                found.append(Return(habit, day, missed))
            ever, missed = True, 0
        elif mark in b"M":
            missed += 1
    return found


def find_fullest(wins: Series, first: int, end: int) -> tuple[int, int] | None:
    """Give the one day with the most wins and how many; None where several share them, or none has two."""
    days = sorted(((n, day) for day, n in wins.counts.items() if first <= day <= end), reverse=True)
    if not days or days[0][0] < 2 or (len(days) > 1 and days[1][0] == days[0][0]):
        return None
    return days[0][1], int(days[0][0])


def is_at_risk(habit: HabitView) -> bool:
    """Say whether a habit's run would end with the slot that is open now."""
    return habit.standing.streaks.at_risk and not habit.standing.schedule.is_limit and not habit.archived
