"""How a funnel stands in a period: its counts, the rates they give, what changed, and how much room there is."""

from dataclasses import dataclass
from itertools import pairwise

from tinywins.compounding.funnels import LEAST_ENTRANTS, Funnel, FunnelChange, funnel, funnel_change, gain
from tinywins.compounding.proportions import wilson_interval
from tinywins.domain.days import MIN_DAY, label_day, read_day, write_day
from tinywins.domain.funnels import FunnelPlan
from tinywins.domain.names import show_name
from tinywins.domain.periods import span_of
from tinywins.errors import UsageError
from tinywins.services.measures import check_counted, read_whole
from tinywins.services.workspace import Workspace
from tinywins.storage import entry_rows, work_plans
from tinywins.storage.connect import Db

ALL, PREVIOUS = "all", "previous"
PERIODS = ("week", "month", "quarter", "year", ALL)
MOST_PERIODS = 24  # earlier ones in which a step's own best is looked for: before that was another time


@dataclass(frozen=True, slots=True)
class Counts:
    """What the steps of a funnel counted from one day to another, both included, first step to last."""

    first: int
    last: int
    steps: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Headroom:
    """What a step could bring to the end: `more` of the last tag if its rate (0-1) were `rate`.

    `place` is the index of the step: 0 leads from the first tag to the second. `since` is the first day of the step's
    own best period, None for a target.
    """

    place: int
    rate: float
    more: float
    since: int | None


@dataclass(frozen=True, slots=True)
class FunnelView:
    """A funnel in a period, which ends with `last`; it may be still to come, and counts go up to today.

    `tags` are those it counts now, after merges and renames. `found` is None where the counts cannot be those of a
    funnel: `problem` then says why. `before` holds the counts of the period it is held against, and `change` what
    became of the rates; None where none was asked for. `rooms` say what targets would bring, `bests` what the steps'
    own best earlier periods would.
    """

    plan: FunnelPlan
    tags: tuple[str, ...]
    period: str
    last: int
    today: int
    counts: Counts
    found: Funnel | None
    before: Counts | None
    change: FunnelChange | None
    rooms: tuple[Headroom, ...]
    bests: tuple[Headroom, ...]
    problem: UsageError | None

    @property
    def is_open(self) -> bool:
        """Whether the period goes on."""
        return self.last >= self.today


def view_funnel(
    ws: Workspace, db: Db, plan: FunnelPlan, period: str, day: int | None = None, against: str | int | None = None
) -> FunnelView:
    """View a funnel in the period that holds a day, held against the `previous` period or that of another day."""
    today = ws.today()
    tags = tuple(entry_rows.find_tag(db, name) for name in plan.tags)
    first, last = find_span(db, tags, period, today if day is None else day, today)
    counts, problem = Counts(first, min(last, today), ()), None
    found, before, change = None, None, None
    rooms: tuple[Headroom, ...] = ()
    bests: tuple[Headroom, ...] = ()
    try:
        counts = count_steps(db, tags, first, min(last, today))
        check_steps(tags, counts, today)
        found = funnel(counts.steps)
        rooms = find_rooms(db, plan, tags, counts, found)
        bests = find_bests(db, tags, period, counts, found)
        if against is not None:
            before = count_steps(db, tags, *find_other(period, first, against, today))
            check_steps(tags, before, today)
            change = funnel_change(before.steps, counts.steps)
    except UsageError as error:
        problem = error
    return FunnelView(plan, tags, period, last, today, counts, found, before, change, rooms, bests, problem)


def find_span(db: Db, tags: tuple[str, ...], period: str, day: int, today: int) -> tuple[int, int]:
    """Find the first and last day of the period that holds a day; all of it goes from the first count to today."""
    if period != ALL:
        return span_of(period, day)
    begins = [read_day(first) for tag in tags if (first := work_plans.read_ends(db, tag)[0])]
    return min([*begins, today]), today


def find_other(period: str, first: int, against: str | int, today: int) -> tuple[int, int]:
    """Find the period that one, which begins on a day, is held against; UsageError where there is none."""
    if period == ALL or (against == PREVIOUS and first <= MIN_DAY):
        raise UsageError("All there is has no period before it.", "Name a --period: week, month, quarter or year.")
    begin, last = span_of(period, against if isinstance(against, int) else first - 1)
    if begin == first:
        raise UsageError("A period held against itself shows no change.", "Name a day of another one.")
    return begin, min(last, today)


def count_steps(db: Db, tags: tuple[str, ...], first: int, last: int) -> Counts:
    """Count each step of a span; UsageError for two that are one tag, or one that does not add up to whole numbers."""
    for tag in tags:
        check_counted(db, tag)
    twice = next((tag for tag in tags if tags.count(tag) > 1), None)
    if twice:
        raise UsageError(
            f"Two steps are one tag by now: {show_name(twice)}.", "tinywins funnel edit NAME +visit +order"
        )
    return Counts(first, last, tuple(sum(read_whole(db, tag, first, last).values()) for tag in tags))


def check_steps(tags: tuple[str, ...], counts: Counts, today: int) -> None:
    """Raise UsageError where a step is larger than the one before it."""
    for place, (n, k) in enumerate(pairwise(counts.steps)):
        before, tag = tags[place : place + 2]
        if k > n:
            span = f"{label_day(counts.first, today)} - {label_day(counts.last, today)}"
            days = f"--since {write_day(counts.first)} --until {write_day(counts.last)}"
            raise UsageError(
                f"{span} has {k:,} {show_name(tag)} of {n:,} {show_name(before)}, more than came to that step: count"
                " each person once at each step, and on the day they came.",
                f"tinywins list {show_name(tag)} {days} shows what was logged.",
            )


def find_rooms(db: Db, plan: FunnelPlan, tags: tuple[str, ...], counts: Counts, found: Funnel) -> tuple[Headroom, ...]:
    """Find what the wished-for rates would bring; a step that nobody passed has none."""
    rooms = []
    for name, rate in plan.targets:
        tag = entry_rows.find_tag(db, name)
        place = tags.index(tag) - 1 if tag in tags else -1
        if place >= 0 and found.steps[place].passed:
            rooms.append(Headroom(place, rate / 1000, add_up(counts, place, rate / 1000), None))
    return tuple(rooms)


def add_up(counts: Counts, place: int, rate: float) -> float:
    """Give how many more would come through to the end with another rate of a step."""
    return gain(counts.steps[place], counts.steps[place + 1], counts.steps[-1], rate)


def find_bests(db: Db, tags: tuple[str, ...], period: str, counts: Counts, found: Funnel) -> tuple[Headroom, ...]:
    """Find what each step's own best earlier period would bring, where that was better than this one.

    The best is the one whose likely range begins highest: a handful of people reach any rate by luck.
    """
    if period == ALL:
        return ()
    earlier = count_earlier(db, tags, period, counts.first)
    bests = []
    for place, step in enumerate(found.steps):
        known = [(each.steps[place], each.steps[place + 1], each.first) for each in earlier]
        rated = [(wilson_interval(k, n)[0], k / n, first) for n, k, first in known if n >= LEAST_ENTRANTS and k <= n]
        if rated and step.passed and step.entered >= LEAST_ENTRANTS:
            _, rate, since = max(rated)
            if rate > step.passed / step.entered:
                bests.append(Headroom(place, rate, add_up(counts, place, rate), since))
    return tuple(bests)


def count_earlier(db: Db, tags: tuple[str, ...], period: str, first: int) -> list[Counts]:
    """Count the steps of the periods before a day; those that do not hold whole numbers are left out."""
    spans: list[tuple[int, int]] = []
    while len(spans) < MOST_PERIODS and first > MIN_DAY:
        begin, last = span_of(period, first - 1)
        spans.append((begin, last))
        first = begin
    if not spans:
        return []
    sums = [dict.fromkeys(spans, 0) for _ in tags]
    for tag, totals in zip(tags, sums, strict=True):
        for day, _, amount in work_plans.read_span(db, tag, write_day(spans[-1][0]), write_day(spans[0][1])):
            totals[span_of(period, read_day(day))] += amount
    return [
        Counts(*span, tuple(totals[span] // 1000 for totals in sums))
        for span in spans
        if not any(totals[span] % 1000 for totals in sums)
    ]
