"""What a report has of work in a span of days: goals, funnels and feedback as they stood at its end, and tweaks."""

from dataclasses import replace

from tinywins.compounding.funnels import LEAST_ENTRANTS
from tinywins.domain.days import read_day, write_day
from tinywins.domain.feedback import DECLINED, PLANNED, Age, Feedback, find_age
from tinywins.domain.periods import number_of
from tinywins.domain.tweaks import Tweak
from tinywins.services.charts import Span
from tinywins.services.persons import hide_persons
from tinywins.services.work.burn_ups import BurnUp
from tinywins.services.work.feedback_pace import find_quarters
from tinywins.services.work.funnel_views import PREVIOUS, FunnelView, view_funnel
from tinywins.services.work.goal_pace import lay_out_goal
from tinywins.services.work.goals import view_goal
from tinywins.services.work.review_work import hide_in_feedback
from tinywins.services.work.tweak_views import TweakView, view_tweak
from tinywins.services.work.work_charts import AnswersChart, Waiting, WorkCharts, lay_out_answers
from tinywins.services.workspace import Workspace
from tinywins.storage import feedback_rows, goal_rows, work_plans
from tinywins.storage.connect import Db

MOST_CHANNELS, MOST_QUARTERS = 5, 5
Aged = tuple[Feedback, Age]


def gather_work(ws: Workspace, span: Span, *, names: bool) -> WorkCharts:
    """Gather what a report of a span has of work; persons are left out unless `names`."""
    db, end = ws.store.reader(), min(span.last, ws.today())
    goals = list_ways(ws, db, span.first, end)
    known = [age_at(ws, item, end) for item in feedback_rows.read_all_feedback(db) if item.day <= write_day(end)]
    came = [(item, age) for item, age in known if item.day >= write_day(span.first)]
    waiting = sorted((pair for pair in known if not pair[0].closed), key=lambda pair: -pair[1].days)
    shown = [item for item, _ in waiting] if names else [hide_in_feedback(item) for item, _ in waiting]
    tweaks = list_tweaks(ws, db, span.first, end)
    return WorkCharts(
        goals=tuple(goals if names else map(hide_in_burn_up, goals)),
        funnels=tuple(view_plans(ws, db, span, end)),
        answers=group_answers(came, split_quarters(came)) if came else None,
        waiting=tuple(
            Waiting(item.text, item.person, item.via, read_day(item.day), age)
            for item, (_, age) in zip(shown, waiting, strict=True)
        ),
        tweaks=tuple(tweaks if names else map(hide_in_tweak, tweaks)),
    )


def list_ways(ws: Workspace, db: Db, first: int, end: int) -> list[BurnUp]:
    """Lay out the ways of the goals that were worked on within a span, as they stood at its end."""
    ways = []
    for goal in goal_rows.list_goals(db):
        if goal.born > write_day(end) or (goal.parked and goal.parked < write_day(first)):
            continue
        way = lay_out_goal(db, view_goal(ws, db, goal), end)
        if way.want > 0 and (way.reached is None or way.reached >= first):
            ways.append(way)
    return ways


def read_answers(ws: Workspace) -> AnswersChart:
    """Give how soon all feedback there ever was is acted on, with this quarter, the last one, and its channels."""
    today = ws.today()
    known = [age_at(ws, item, today) for item in feedback_rows.read_all_feedback(ws.store.reader())]
    recent = [pair for pair in known if read_day(pair[0].day) >= find_quarters(today)[1]]
    return group_answers(known, split_quarters(recent))


def age_at(ws: Workspace, item: Feedback, end: int) -> Aged:
    """Give a piece of feedback as it stood at the end of a day, with its age; what was closed later is open."""
    if item.closed and item.closed_day > write_day(end):
        item = replace(item, closed="", closed_at=None, closed_day="", answer="", entry="")
    if item.closed or end == ws.today():
        return item, find_age(item, end, ws.now().ms)
    return item, Age(float(end - read_day(item.day)), False)


def split_quarters(found: list[Aged]) -> dict[str, list[Aged]]:
    """Split feedback by the quarter in which it came in, `2026-Q4`, the newest first."""
    quarters: dict[str, list[Aged]] = {}
    for pair in reversed(found):
        year, month = divmod(number_of("month", read_day(pair[0].day)), 12)
        quarters.setdefault(f"{year}-Q{month // 3 + 1}", []).append(pair)
    return dict(list(quarters.items())[:MOST_QUARTERS])


def group_answers(found: list[Aged], quarters: dict[str, list[Aged]]) -> AnswersChart:
    """Estimate the time to act on feedback, on that of each quarter, and by channel where there are two and more."""
    channels: dict[str, list[Aged]] = {}
    for pair in found:
        channels.setdefault(pair[0].via, []).append(pair)
    used = sorted((via for via in channels if via), key=lambda via: (-len(channels[via]), via))[:MOST_CHANNELS]
    groups = [*quarters.items(), *((via, channels[via]) for via in (used if len(channels) > 1 else ()))]
    ways = [item.closed for item, _ in found]
    return lay_out_answers(
        pair_ages(found),
        declined=ways.count(DECLINED),
        planned=ways.count(PLANNED),
        groups=[(name, pair_ages(part)) for name, part in groups],
    )


def pair_ages(found: list[Aged]) -> list[tuple[float, bool]]:
    """Give the age of each and whether it is closed."""
    return [(age.days, bool(item.closed)) for item, age in found]


def view_plans(ws: Workspace, db: Db, span: Span, end: int) -> list[FunnelView]:
    """View the funnels in the year of a span, or without one in the quarter of its end, against the period before.

    A quarter that has hardly begun gives way to the one before it. A funnel that counted nothing is left out.
    """
    period = "year" if span.year else "quarter"
    views = []
    for plan in work_plans.list_funnels(db):
        view = view_funnel(ws, db, plan, period, end, PREVIOUS)
        if not span.year and view.found and view.counts.steps[0] < LEAST_ENTRANTS:
            view = view_funnel(ws, db, plan, period, view.counts.first - 1, PREVIOUS)
        if view.before and not view.before.steps[0]:
            view = replace(view, before=None, change=None)
        if view.found is None or view.counts.steps[0]:
            views.append(view)
    return views


def list_tweaks(ws: Workspace, db: Db, first: int, end: int) -> list[TweakView]:
    """View the tweaks that were measured within a span, the newest start first."""
    known = work_plans.list_tweaks(db)
    return [view_tweak(ws, db, each, known) for each in known if is_within(each, write_day(first), write_day(end))]


def is_within(tweak: Tweak, first: str, end: str) -> bool:
    """Say whether a tweak was measured within a span: it began by its end, and was not over before it."""
    over = min(day for day in (tweak.review, tweak.stopped) if day)
    return tweak.start <= end and over >= first


def hide_in_tweak(view: TweakView) -> TweakView:
    """Give a tweak without the persons that it names."""
    others = tuple(replace(other, title=hide_persons(other.title)) for other in view.others)
    heard = (view.heard[0], hide_persons(view.heard[1])) if view.heard else None
    tweak = replace(view.tweak, title=hide_persons(view.tweak.title), note=hide_persons(view.tweak.note))
    return replace(view, tweak=tweak, others=others, heard=heard)


def hide_in_burn_up(burn: BurnUp) -> BurnUp:
    """Give a goal's way without the persons that its titles name."""
    phases = tuple(replace(phase, title=hide_persons(phase.title)) for phase in burn.milestones)
    return replace(burn, title=hide_persons(burn.title), milestones=phases)
