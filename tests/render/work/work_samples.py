"""Work to draw: goals, funnels, tweaks and feedback as they may be, and any of them that can be."""

from collections.abc import Mapping, Sequence
from random import Random

from hypothesis import strategies as st

from tests.builders import day
from tinywins.compounding.estimates import NotYet
from tinywins.compounding.funnels import funnel as build
from tinywins.compounding.funnels import funnel_change, gain
from tinywins.domain.days import monday_of, write_day
from tinywins.domain.feedback import Age
from tinywins.domain.funnels import FunnelPlan
from tinywins.domain.tweaks import Tweak
from tinywins.render.panels import Chart
from tinywins.render.work.plan_charts import draw_funnel, draw_tweak
from tinywins.render.work.work_charts import draw_answers, draw_burn_up, draw_waiting
from tinywins.services.work.burn_ups import BurnUp, Milestone, burn_up
from tinywins.services.work.funnel_views import Counts, FunnelView, Headroom
from tinywins.services.work.tweak_views import JUDGED, TOO_EARLY, TweakView, find_state
from tinywins.services.work.tweak_weeks import Side, compare_sides, find_dispersion, find_needed, plan_spans
from tinywins.services.work.work_charts import AnswersChart, Waiting, lay_out_answers

TODAY = day("2026-11-22")
START = day("2026-07-27")
PHASES = (
    Milestone("Design", 8, day("2026-09-15"), day("2026-09-10")),
    Milestone("Stock and photos", 20, day("2026-12-15")),
    Milestone("First orders", 35, day("2027-02-01")),
    Milestone("Party", 40),
)
DAYS = (day("2026-11-01"), TODAY)
DAYS_BEFORE = (day("2026-10-01"), day("2026-10-31"))


def goal(rate: float = 1.6, want: float = 40, start: int = START, by: int | None = day("2027-03-01")) -> BurnUp:
    """Give a goal with so many steps a week, whose scope grew in October."""
    luck = Random(1)
    amounts = {each: 1.0 for each in range(start, TODAY + 1) if luck.random() < rate / 7}
    grown = [(start, 3 * want / 4), (day("2026-10-05"), want)] if start < day("2026-10-05") else [(start, want)]
    return burn_up("Launch the shop", amounts, start, TODAY, grown, deadline=by, milestones=PHASES if by else ())


def funnel_of(
    tags: tuple[str, ...], counts: Sequence[int], before: Sequence[int] | None, targets: Mapping[str, int]
) -> FunnelView:
    """Give a funnel with counts of November, and of October if they are given; targets are in thousandths."""
    plan, found = FunnelPlan("f", "shop", tags, tuple(targets.items())), build(counts)
    rooms = tuple(
        Headroom(place, rate / 1000, gain(counts[place], counts[place + 1], counts[-1], rate / 1000), None)
        for tag, rate in targets.items()
        if (place := tags.index(tag) - 1) >= 0 and found.steps[place].passed
    )
    past = None if before is None else Counts(*DAYS_BEFORE, tuple(before))
    change = None if before is None else funnel_change(before, counts)
    now = Counts(*DAYS, tuple(counts))
    return FunnelView(plan, tags, "month", day("2026-11-30"), TODAY, now, found, past, change, rooms, (), None)


def funnel(beside: bool = True) -> FunnelView:
    """Give a funnel of a shop, with the month before beside it."""
    tags = ("visit", "signup", "cart", "order")
    return funnel_of(tags, (1000, 200, 60, 24), (1204, 181, 70, 20) if beside else None, {"signup": 300, "cart": 250})


def tweak_of(
    before: Sequence[int],
    after: Sequence[int],
    trials: tuple[Sequence[int], Sequence[int]] | None = None,
    *,
    ahead: int = 0,
    stopped: bool = False,
    less: bool = False,
) -> TweakView:
    """Give a tweak with counts of the full weeks before and after; its review is so many days ahead.

    `trials` are what a share is of, on both sides.
    """
    start = monday_of(TODAY) - 7 * len(after)
    review, end = TODAY + ahead, TODAY if stopped else None
    spans = plan_spans(start, review, end, 12)
    of_before, of_after = trials or ((), ())
    sides = (
        fill(spans.before[1] + 1 - 7 * len(before), before, of_before),
        fill(spans.after[0], after, of_after),
    )
    state = find_state(review, end, TODAY)
    comparison = compare_sides(*sides) if state == JUDGED else None
    dates = write_day(start), write_day(review), write_day(TODAY) if stopped else ""
    per = "opens" if trials else ""
    made = Tweak("t", "t234", "Answer before lunch", "reviews", per, *dates, 1500, less, 12, "", "")
    return TweakView(
        tweak=made,
        measure="reviews",
        per=per,
        today=TODAY,
        start=start,
        review=review,
        stopped=end,
        state=TOO_EARLY if isinstance(comparison, NotYet) else state,
        spans=spans,
        before=sides[0],
        after=sides[1],
        phi=find_dispersion(sides[0]),
        comparison=comparison,
        needed=find_needed(*sides, 1.5, spans.planned),
        last=TODAY,
        others=(),
        heard=None,
        problem=None,
    )


def fill(first: int, counts: Sequence[int], trials: Sequence[int]) -> Side:
    """Give full weeks from a Monday on."""
    mondays = tuple(first + 7 * place for place in range(len(counts)))
    return Side(mondays, tuple(counts), tuple(trials), (1.0,) * len(counts))


def tweak(*after: int, ahead: int = 0, share: bool = False) -> TweakView:
    """Give a tweak with 14 in four weeks before, and so many in each week after, of 180 where it is a share."""
    counts = after or (11, 9, 12, 9)
    trials = ((175,) * 4, (180,) * len(counts)) if share else None
    return tweak_of((3, 4, 3, 4), counts, trials, ahead=ahead)


def answers(n: int = 24) -> AnswersChart:
    """Give feedback, so many closed and two open, in two quarters."""
    luck = Random(4)
    items = [*((luck.expovariate(0.4), True) for _ in range(n)), (13.0, False), (0.3, False)]
    parts = (("this quarter", items[: n // 2] + items[-2:]), ("the quarter before", items[n // 2 : n]))
    return lay_out_answers(items, declined=min(n, 3), groups=parts)


def waiting(n: int) -> tuple[Waiting, ...]:
    """Give so many open pieces of feedback, a day or more apart, the oldest first."""
    return tuple(
        Waiting(f"The button hides {place}", "@anna", "mail" if place % 2 else "", each, Age(TODAY - each, True))
        for place, each in enumerate(range(TODAY - 3 * n, TODAY, 3))
    )


def work_samples() -> dict[str, Chart]:
    """Give pictures of work, by name."""
    return {
        "burn-up": draw_burn_up(goal()),
        "burn-up that is early": draw_burn_up(goal(start=TODAY - 16)),
        "funnel": draw_funnel(funnel()),
        "funnel alone": draw_funnel(funnel(beside=False)),
        "tweak": draw_tweak(tweak()),
        "tweak of a share": draw_tweak(tweak(share=True)),
        "answers": draw_answers(answers()),
        "waiting": draw_waiting(waiting(15), TODAY),
    }


@st.composite
def burn_ups(draw: st.DrawFn) -> BurnUp:
    """Give any goal: of days to years, with or without a date, whose scope grew or not."""
    length = draw(st.integers(0, 400))
    days = st.integers(TODAY - length - 9, TODAY)
    amounts = draw(st.dictionaries(days, st.integers(0, 6).map(float), max_size=60))
    want = draw(st.integers(1, 300))
    scope = [(TODAY - length, float(want)), (TODAY - length // 2, float(want + draw(st.integers(0, 40))))]
    by = draw(st.none() | st.integers(TODAY - 60, TODAY + 900))
    dates = st.none() | st.integers(TODAY - length, TODAY + 200)
    phases = [Milestone(f"Phase {place}", draw(st.integers(0, want)), draw(dates)) for place in range(3)]
    tag = draw(st.sampled_from(["", "orders"]))
    return burn_up(
        "A goal",
        amounts,
        TODAY - length,
        TODAY,
        scope[: draw(st.integers(1, 2))],
        deadline=by,
        tag=tag,
        milestones=phases,
    )


@st.composite
def counts(draw: st.DrawFn, steps: int) -> list[int]:
    """Give counts of a funnel, none above the one before."""
    return sorted((draw(st.integers(0, 3000)) for _ in range(steps)), reverse=True)


@st.composite
def funnels(draw: st.DrawFn) -> FunnelView:
    """Give any funnel of two to five steps, with or without a period before."""
    steps = draw(st.integers(2, 5))
    tags = ("visit", "signup", "cart", "order", "review")[:steps]
    targets = draw(st.dictionaries(st.sampled_from(tags[1:]), st.integers(10, 1000), max_size=2))
    return funnel_of(tags, draw(counts(steps)), draw(st.none() | counts(steps)), targets)


@st.composite
def tweaks(draw: st.DrawFn) -> TweakView:
    """Give any tweak, of counts or of a share, before or after its day of review."""
    sides = [draw(st.lists(st.integers(0, 60), max_size=most)) for most in (12, 8)]
    is_share = draw(st.booleans())
    trials = tuple([n + draw(st.integers(0, 400)) for n in side] for side in sides)
    ahead, stopped = draw(st.sampled_from([0, 0, 5, 30])), draw(st.booleans())
    pair = (trials[0], trials[1]) if is_share else None
    return tweak_of(sides[0], sides[1], pair, ahead=ahead, stopped=stopped, less=draw(st.booleans()))


@st.composite
def answer_charts(draw: st.DrawFn) -> AnswersChart:
    """Give any feedback, open and closed."""
    ages = st.floats(0, 400) | st.integers(0, 9).map(float)
    items = draw(st.lists(st.tuples(ages, st.booleans()), max_size=30))
    closed = sum(acted for _, acted in items)
    return lay_out_answers(items, declined=draw(st.integers(0, closed)), groups=(("by mail", items[::2]),))
