"""How a tweak stands: the weeks before and after it, and a verdict once its review is due."""

from collections.abc import Iterable
from dataclasses import dataclass

from tinywins.compounding.comparing import Comparison
from tinywins.compounding.estimates import NotYet
from tinywins.domain.days import read_day
from tinywins.domain.names import show_name
from tinywins.domain.tweaks import USUAL_SIZE, Tweak
from tinywins.errors import UsageError
from tinywins.services.measures import check_counted, read_events, read_whole
from tinywins.services.series import find_paused
from tinywins.services.tweak_weeks import (
    Needed,
    Side,
    Spans,
    compare_sides,
    fill_side,
    find_dispersion,
    find_needed,
    plan_spans,
)
from tinywins.services.workspace import Workspace
from tinywins.storage import entry_rows, work_plans
from tinywins.storage.connect import Db

COLLECTING, JUDGED, TOO_EARLY, STOPPED, REFUSED = "collecting", "judged", "too early", "stopped", "refused"
NOTHING = Side((), (), (), ())


@dataclass(frozen=True, slots=True)
class TweakView:
    """A tweak as it stands on a day.

    `measure` and `per` are the tags it counts now, after merges and renames. `state` is `collecting` until the review;
    then `judged`, with a `comparison`, or `too early`, with what is missing; `stopped` where it ended before its
    review, and `refused` where the numbers cannot be, for which `problem` has the sentence. `before` and `after` hold
    the full weeks that are over. `phi` is the scatter that is allowed for, `last` the last day that has a count, None
    for none. `others` are tweaks of the same tags at the same time, `heard` code and text of the feedback it came from.
    """

    tweak: Tweak
    measure: str
    per: str
    today: int
    start: int
    review: int
    stopped: int | None
    state: str
    spans: Spans
    before: Side
    after: Side
    phi: float
    comparison: Comparison | NotYet | None
    needed: Needed | None
    last: int | None
    others: tuple[Tweak, ...]
    heard: tuple[str, str] | None
    problem: UsageError | None

    @property
    def is_running(self) -> bool:
        """Whether it was not stopped."""
        return self.stopped is None


def view_all(ws: Workspace, db: Db, tweaks: Iterable[Tweak], known: list[Tweak]) -> list[TweakView]:
    """View several tweaks; `known` are all there are."""
    return [view_tweak(ws, db, tweak, known) for tweak in tweaks]


def view_tweak(ws: Workspace, db: Db, tweak: Tweak, known: list[Tweak]) -> TweakView:
    """View one tweak as it stands today."""
    today = ws.today()
    start, review = read_day(tweak.start), read_day(tweak.review)
    stopped = read_day(tweak.stopped) if tweak.stopped else None
    spans = plan_spans(start, review, stopped, tweak.weeks)
    measure, per = (entry_rows.find_tag(db, name) if name else "" for name in (tweak.measure, tweak.per))
    before, after, problem = NOTHING, NOTHING, None
    try:
        before, after = fill_sides(ws, db, (measure, per), spans, today)
    except UsageError as error:
        problem = error
    state = find_state(review, stopped, today)
    comparison = compare_sides(before, after) if state == JUDGED and not problem else None
    if problem:
        state = REFUSED
    elif isinstance(comparison, NotYet):
        state = TOO_EARLY
    planned = plan_spans(start, review, None, tweak.weeks).planned
    ratio = (tweak.size or (USUAL_SIZE if not tweak.less else 1_000_000 / USUAL_SIZE)) / 1000
    last = work_plans.read_ends(db, measure)[1]
    return TweakView(
        tweak=tweak,
        measure=measure,
        per=per,
        today=today,
        start=start,
        review=review,
        stopped=stopped,
        state=state,
        spans=spans,
        before=before,
        after=after,
        phi=find_dispersion(before),
        comparison=comparison,
        needed=None if problem else find_needed(before, after, ratio, planned),
        last=read_day(last) if last else None,
        others=tuple(other for other in known if overlaps(db, tweak, other)),
        heard=work_plans.read_heard(db, tweak.feedback) if tweak.feedback else None,
        problem=problem,
    )


def find_state(review: int, stopped: int | None, today: int) -> str:
    """Find how far a tweak is: one that was stopped before its review stays without a verdict."""
    if stopped is not None and stopped < review:
        return STOPPED
    return COLLECTING if today < review else JUDGED


def fill_sides(ws: Workspace, db: Db, tags: tuple[str, str], spans: Spans, today: int) -> tuple[Side, Side]:
    """Count the weeks on both sides; UsageError where the counts cannot be."""
    measure, per = tags
    check_counted(db, measure)
    first, last = spans.before[0], max(spans.before[1], min(spans.after[1], today))
    trials = None
    if per:
        check_counted(db, per)
        counts, trials = (read_whole(db, tag, first, last) for tag in (measure, per))
    else:
        counts = read_events(db, measure, first, last)
    ends = [read_day(day) for tag in tags if tag and (day := work_plans.read_ends(db, tag)[0])]
    begin = min(ends, default=spans.after[0])
    paused = find_paused(ws, measure)
    before = fill_side(spans.before, counts, trials, begin, today, paused)
    after = fill_side(spans.after, counts, trials, min(begin, spans.after[0]), today, paused)
    for side, name in ((before, "before"), (after, "after")):
        if per and side.events > side.people:
            raise UsageError(
                f"The weeks {name} have {side.events:,} {show_name(measure)} of {side.people:,} {show_name(per)}: more"
                " than there can be.",
                "Both are wanted of the same people and days; tinywins list shows what was logged.",
            )
    return before, after


def overlaps(db: Db, tweak: Tweak, other: Tweak) -> bool:
    """Say whether another tweak moved the same tags while this one was measured."""
    if other.id == tweak.id or not find_tags(db, tweak) & find_tags(db, other):
        return False
    end = min(day for day in (tweak.review, tweak.stopped) if day)
    return other.start < end and (not other.stopped or other.stopped > tweak.start)


def find_tags(db: Db, tweak: Tweak) -> set[str]:
    """Give the tags that a tweak counts."""
    return {entry_rows.find_tag(db, name) for name in (tweak.measure, tweak.per) if name}
