"""Work to draw: goals, funnels, tweaks and feedback as they may be, and any of them that can be."""

from random import Random

from hypothesis import strategies as st

from tests.builders import day
from tinywins.render.panels import Chart
from tinywins.render.work_charts import draw_answers, draw_burn_up, draw_funnel, draw_tweak
from tinywins.services.burn_ups import BurnUp, Milestone, burn_up
from tinywins.services.work_charts import (
    AnswersChart,
    FunnelChart,
    Side,
    TweakChart,
    lay_out_answers,
    lay_out_funnel,
    lay_out_tweak,
)

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


def funnel(beside: bool = True) -> FunnelChart:
    """Give a funnel of a shop, with the month before beside it."""
    return lay_out_funnel(
        "shop",
        ("visit", "signup", "cart", "order"),
        DAYS,
        (1000, 200, 60, 24),
        targets=(("signup", 0.3), ("cart", 0.25)),
        before=(1204, 181, 70, 20) if beside else None,
        before_days=DAYS_BEFORE if beside else None,
    )


def tweak(after: int = 41, *, weeks: int = 4, review: int | None = TODAY, per: str = "") -> TweakChart:
    """Give a tweak with 14 in four weeks before, and so many in so many weeks after."""
    before = Side(TODAY - 62, TODAY - 35, 14, 700 if per else None)
    side = Side(TODAY - 7 * weeks + 1, TODAY, after, 720 if per else None)
    return lay_out_tweak("Answer before lunch", "reviews", before, side, TODAY, per=per, review=review, size=1.5)


def answers(n: int = 24) -> AnswersChart:
    """Give feedback, so many closed and two open, in two quarters."""
    luck = Random(4)
    items = [*((luck.expovariate(0.4), True) for _ in range(n)), (13.0, False), (0.3, False)]
    parts = (("this quarter", items[: n // 2] + items[-2:]), ("the quarter before", items[n // 2 : n]))
    return lay_out_answers(items, declined=min(n, 3), groups=parts)


def work_samples() -> dict[str, Chart]:
    """Give pictures of work, by name."""
    return {
        "burn-up": draw_burn_up(goal()),
        "burn-up that is early": draw_burn_up(goal(start=TODAY - 16)),
        "funnel": draw_funnel(funnel(), TODAY),
        "funnel alone": draw_funnel(funnel(beside=False), TODAY),
        "tweak": draw_tweak(tweak(), TODAY),
        "tweak of a share": draw_tweak(tweak(per="opens"), TODAY),
        "answers": draw_answers(answers()),
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
def funnels(draw: st.DrawFn) -> FunnelChart:
    """Give any funnel of two to five steps, with or without a period before."""
    steps = draw(st.integers(2, 5))
    before = draw(st.none() | counts(steps))
    tags = ("visit", "signup", "cart", "order", "review")[:steps]
    targets = draw(st.dictionaries(st.sampled_from(tags), st.floats(0.01, 1), max_size=2))
    return lay_out_funnel(
        "shop",
        tags,
        DAYS,
        draw(counts(steps)),
        targets=targets.items(),
        before=before,
        before_days=DAYS_BEFORE if before else None,
    )


@st.composite
def tweaks(draw: st.DrawFn) -> TweakChart:
    """Give any tweak, of counts or of a share, before or after its day of review."""
    per = draw(st.sampled_from(["", "opens"]))
    sides = []
    for last in (TODAY - 70, TODAY):
        events, weeks = draw(st.integers(0, 200)), draw(st.integers(0, 12))
        of = events + draw(st.integers(0, 3000)) if per else None
        sides.append(Side(last - 7 * weeks + 1, last, events, of))
    review = draw(st.none() | st.integers(TODAY - 30, TODAY + 30))
    size = draw(st.none() | st.floats(0.2, 4))
    return lay_out_tweak(
        "A tweak",
        "clicks",
        sides[0],
        sides[1],
        TODAY,
        per=per,
        phi=draw(st.floats(1, 4)),
        review=review,
        size=size,
        stopped=draw(st.booleans()),
    )


@st.composite
def answer_charts(draw: st.DrawFn) -> AnswersChart:
    """Give any feedback, open and closed."""
    ages = st.floats(0, 400) | st.integers(0, 9).map(float)
    items = draw(st.lists(st.tuples(ages, st.booleans()), max_size=30))
    closed = sum(acted for _, acted in items)
    return lay_out_answers(items, declined=draw(st.integers(0, closed)), groups=(("by mail", items[::2]),))
