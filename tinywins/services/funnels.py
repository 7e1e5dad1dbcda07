"""Funnels: an ordered list of tags whose counts give step rates; added, changed, shown."""

from collections.abc import Sequence
from math import isfinite

from tinywins.domain.amounts import read_amount
from tinywins.domain.funnels import FunnelPlan
from tinywins.domain.names import fold_name, natural_id, show_name
from tinywins.domain.near import find_nearest
from tinywins.errors import NotFoundError, UsageError
from tinywins.services.funnel_views import PERIODS, FunnelView, view_funnel
from tinywins.services.items import record_item
from tinywins.services.measures import read_counted
from tinywins.services.tags import read_name
from tinywins.services.workspace import Workspace
from tinywins.storage import entry_rows, fold, journal, work_plans
from tinywins.storage.connect import Db

HINT = "tinywins funnel list shows those there are."
MOST_STEPS = 12

Targets = tuple[tuple[str, int], ...]


def list_funnels(ws: Workspace, period: str = "month") -> list[FunnelView]:
    """List the funnels with their counts of the present period; what is wrong with one is its `problem`."""
    db = ws.store.reader()
    return [view_funnel(ws, db, plan, period) for plan in work_plans.list_funnels(db)]


def show_funnel(
    ws: Workspace, name: str | None, period: str = "month", day: int | None = None, against: str | int | None = None
) -> FunnelView:
    """Show a funnel in the period that holds a day, today's unless it is given.

    Without a name it is the one there is. `against` is `previous`, or a day whose period it is held against.
    UsageError where the counts cannot be those of a funnel.
    """
    db = ws.store.reader()
    view = view_funnel(ws, db, require_funnel(db, name), check_period(period), day, against)
    if view.problem:
        raise view.problem
    return view


def check_period(period: str) -> str:
    """Give a period back; UsageError for one that is none."""
    if period not in PERIODS:
        near = find_nearest(period.lower(), list(PERIODS))
        hint = f"Did you mean {near}?" if near else "Write week, month, quarter, year or all."
        raise UsageError(f"There is no period '{period}'.", hint)
    return period


def require_funnel(db: Db, name: str | None) -> FunnelPlan:
    """Give the funnel of a name as typed; without one, the one there is."""
    plans = work_plans.list_funnels(db)
    if not plans:
        raise NotFoundError("There is no funnel yet.", "To add one: tinywins funnel add shop +visit +signup +order")
    if name is None and len(plans) > 1:
        names = ", ".join(plan.name for plan in plans[:8])
        raise UsageError(f"There are {len(plans)} funnels: {names}.", f"tinywins funnel show {plans[0].name}")
    folded = plans[0].name if name is None else fold_name(name.strip().removeprefix("+"))
    found = next((plan for plan in plans if plan.name == folded), None)
    if found is None:
        near = find_nearest(folded, [plan.name for plan in plans])
        raise NotFoundError(f"There is no funnel {name}.", f"Did you mean {near}?" if near else HINT)
    return found


def add_funnel(ws: Workspace, name: str, tags: Sequence[str], targets: Sequence[str] = ()) -> FunnelView:
    """Add a funnel of tags as typed, first step to last; `targets` are wished-for rates, `signup=25%`."""
    with ws.store.writing() as db:
        folded = read_name(name)
        if any(plan.name == folded for plan in work_plans.list_funnels(db)):
            raise UsageError(f"There is a funnel {folded} already.", f"tinywins funnel edit {folded} --help")
        steps = read_steps(db, tags)
        rates = read_targets(db, steps, targets)
        fields: fold.Fields = {"name": folded, "tags": list(steps), "gone": None}
        fields["targets"] = [list(pair) for pair in rates]
        return write_funnel(ws, db, folded, fields)


def edit_funnel(
    ws: Workspace, name: str, tags: Sequence[str] | None = None, targets: Sequence[str] | None = None
) -> FunnelView:
    """Change the tags of a funnel, or the wished-for rates of some: `signup=` takes one away."""
    with ws.store.writing() as db:
        plan = require_funnel(db, name)
        steps = read_steps(db, tags) if tags else plan.tags
        kept = {tag: rate for tag, rate in plan.targets if tag in steps[1:]}
        for word in targets or ():
            if word.endswith("="):
                kept.pop(find_step(db, steps, word[:-1]), None)
            else:
                kept.update(read_targets(db, steps, [word]))
        fields: fold.Fields = {}
        if steps != plan.tags:
            fields["tags"] = list(steps)
        if tuple(kept.items()) != plan.targets:
            fields["targets"] = [list(pair) for pair in kept.items()]
        return write_funnel(ws, db, plan.name, fields)


def remove_funnel(ws: Workspace, name: str) -> FunnelPlan:
    """Remove a funnel; what was logged stays."""
    with ws.store.writing() as db:
        plan = require_funnel(db, name)
        act = journal.start_act(db, ws.new_id(), ws.stamp_clock())
        record_item(db, act, "funnel", natural_id("funnel", plan.name), {"gone": True})
        return plan


def write_funnel(ws: Workspace, db: Db, name: str, fields: fold.Fields) -> FunnelView:
    """Record what a funnel is, in one act, and view it; nothing is written where nothing changes."""
    if fields:
        act = journal.start_act(db, ws.new_id(), ws.stamp_clock())
        record_item(db, act, "funnel", natural_id("funnel", name), fields)
    return view_funnel(ws, db, require_funnel(db, name), "month")


def read_steps(db: Db, words: Sequence[str]) -> tuple[str, ...]:
    """Read the tags of a funnel as typed into folded names; UsageError for too few, too many, or one twice."""
    names = tuple(read_counted(db, word) for word in words)
    if not 2 <= len(names) <= MOST_STEPS:
        raise UsageError(
            f"A funnel has 2 to {MOST_STEPS} steps; here {'is' if len(names) == 1 else 'are'} {len(names)}.",
            "Name them first to last: +visit +signup +order.",
        )
    tags = [entry_rows.find_tag(db, name) for name in names]
    twice = next((tag for tag in tags if tags.count(tag) > 1), None)
    if twice:
        raise UsageError(f"{show_name(twice)} is named twice, and each step is another one.", "Name each tag once.")
    return names


def find_step(db: Db, steps: tuple[str, ...], word: str) -> str:
    """Give the step of a funnel that a typed name means, one that has a step before it."""
    tag = entry_rows.find_tag(db, read_name(word))
    found = next((name for name in steps[1:] if entry_rows.find_tag(db, name) == tag), None)
    if found is None:
        names = ", ".join(steps[1:])
        raise UsageError(f"{show_name(tag)} is no step with one before it.", f"Those with a rate are {names}.")
    return found


def read_targets(db: Db, steps: tuple[str, ...], words: Sequence[str]) -> Targets:
    """Read wished-for rates, `signup=25%` each, into (name, thousandths)."""
    rates: dict[str, int] = {}
    for word in words:
        name, sign, typed = word.partition("=")
        if not sign:
            raise UsageError(f"'{word}' is no target.", "Write the step and its rate, such as signup=25%.")
        rates[find_step(db, steps, name)] = read_rate(typed)
    return tuple(rates.items())


def read_rate(typed: str) -> int:
    """Read a rate, `25%` or `0.25`, into thousandths; UsageError unless it is above 0 and at most 100 %."""
    value, unit = read_amount(typed.strip())
    rate = round(value / 100) if unit == "%" else value
    if unit not in ("", "%") or not 0 < rate <= 1_000 or not isfinite(rate):
        raise UsageError(f"'{typed}' is no rate: it is above 0 % and at most 100 %.", "Write 25% or 2.5%, for example.")
    return rate
