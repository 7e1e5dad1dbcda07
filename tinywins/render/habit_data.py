"""Habits as plain data for --json: the schema is in docs/json.md, and only grows within a version."""

from collections.abc import Iterable

from tinywins.compounding.consistency import Consistency
from tinywins.domain.amounts import to_number
from tinywins.domain.days import write_day
from tinywins.domain.schedule import write_rule
from tinywins.domain.versions import slot_span
from tinywins.render.phrases import slot_kind
from tinywins.services import why as whys
from tinywins.services.excuses import Excuse
from tinywins.services.follow_ups import FollowUp
from tinywins.services.standing import Standing
from tinywins.services.views import HabitView, Run
from tinywins.services.week import Week
from tinywins.services.why import Why

Data = dict[str, object]


def run_data(run: Run) -> Data:
    """Give a run with its first and last day."""
    return {"length": run.length, "first": write_day(run.first), "last": write_day(run.last), "now": run.now}


def recent_data(recent: Consistency) -> Data:
    """Give the share of the recent slots that was kept, with its likely range."""
    return {"kept": recent.kept, "of": recent.n, "lo": round(recent.lo, 6), "hi": round(recent.hi, 6)}


def slot_data(standing: Standing) -> Data:
    """Give what today's slot has and wants."""
    schedule = standing.schedule
    has_amount, slot = bool(schedule.target) or schedule.is_limit, standing.slot
    return {
        "last_day": write_day(standing.last_day),
        "days": {"done": slot.done, "need": slot.need} if slot.need else None,
        "amount": to_number(slot.sum) if has_amount else None,
        "target": to_number(slot.want) if schedule.target else None,
        "limit": to_number(schedule.limit) if schedule.is_limit else None,
    }


def excuse_data(excuse: Excuse) -> Data:
    """Give days off."""
    return {
        "habit": excuse.tag or None,
        "kind": excuse.kind,
        "first": write_day(excuse.first),
        "last": None if excuse.last is None else write_day(excuse.last),
        "because": excuse.because,
        "said": write_day(excuse.said),
    }


def habit_data(habit: HabitView, runs: list[Run] | None = None, excuses: list[Excuse] | None = None) -> Data:
    """Give a habit as it stands today, with its best runs and days off where they are known."""
    standing, streaks = habit.standing, habit.standing.streaks
    schedule = standing.schedule
    body: Data = {
        "habit": habit.tag,
        "rule": habit.rule,
        "unit": habit.unit,
        "cue": habit.cue,
        "reward": habit.reward,
        "quiet": habit.quiet,
        "archived": habit.archived or None,
        "since": write_day(standing.start),
        "entries": habit.entries,
        "state": habit.state,
        "mark": habit.mark,
        "done_today": habit.done_today,
        "amount_today": to_number(habit.amount),
        "slot": slot_data(standing),
        "week": slot_data(standing)["days"] if schedule.period == "week" else None,
        "next": write_day(habit.next_day),
        "streak": streaks.current,
        "streak_unit": {"week": "weeks", "month": "months"}.get(slot_kind(standing), "slots"),
        "spares_used": streaks.used,
        "spares_left": streaks.left,
        "pending": streaks.pending,
        "at_risk": streaks.at_risk and not schedule.is_limit,
        "longest": run_data(habit.best) if habit.best else None,
        "longest_unbroken": streaks.unbroken,
        "unbroken": streaks.unbroken_now,
        "strength": round(habit.strength, 6),
        "decided": habit.decided,
        "recent": recent_data(habit.recent),
    }
    if runs is not None:
        body["runs"] = [run_data(run) for run in runs]
        parts = standing.slots.parts
        body["versions"] = [{"from": write_day(p.begin), "rule": write_rule(p.schedule)} for p in parts]
        body["excuses"] = [excuse_data(excuse) for excuse in excuses or []]
        marks = standing.slots.marks
        body["slots"] = {write_day(slot_span(parts, place)[0]): chr(mark) for place, mark in enumerate(marks)}
    return body


def due_data(habits: list[HabitView], follow_ups: Iterable[FollowUp]) -> Data:
    """Give what is open, and what is to be come back to."""
    return {
        "habits": [habit_data(habit) for habit in habits],
        "follow_ups": [follow_up_data(follow) for follow in follow_ups],
    }


def follow_up_data(follow: FollowUp) -> Data:
    """Give something to come back to."""
    return {
        "kind": follow.kind,
        "id": follow.id,
        "short": follow.short,
        "day": write_day(follow.day),
        "text": follow.text,
        "situation": follow.situation or None,
        "expect": follow.expect or None,
    }


def week_data(week: Week) -> Data:
    """Give a week: for each habit and day its sign."""
    days = [write_day(day) for day in range(week.monday, week.monday + 7)]
    return {
        "monday": days[0],
        "habits": [
            {"habit": habit.tag, "days": {day: sign.strip() for day, sign in zip(days, signs, strict=True)}}
            for habit, signs in week.rows
        ],
    }


def why_data(why: Why) -> Data:
    """Give a habit's numbers with what they are made of."""
    step, prospect = why.step, why.prospect
    return {
        "habit": why.habit.tag,
        "day": write_day(why.day),
        "strength": round(why.strength, 6),
        "step": {
            "first": write_day(step.first),
            "last": write_day(step.last),
            "mark": step.mark,
            "share": round(step.share, 6),
            "factor": round(step.factor, 9),
            "before": round(step.before, 6),
            "after": round(step.after, 6),
        }
        if step
        else None,
        "next": {
            "first": write_day(prospect.slot.first),
            "last": write_day(prospect.slot.last),
            "done": round(prospect.done, 6),
            "half": None if prospect.half is None else round(prospect.half, 6),
            "missed": round(prospect.missed, 6),
            "reach": {str(round(100 * level)): n for level, n in zip(whys.LEVELS, prospect.reach, strict=True)},
            "settles": [
                {"kept": kept, "of": of, "strength": round(value, 6), "spread": round(spread, 6)}
                for kept, of, value, spread in prospect.settles
            ],
        }
        if prospect
        else None,
        "streak": why.streaks.current,
        "begin": None if why.begin is None else write_day(why.begin),
        "spares_used": why.streaks.used,
        "spares_left": why.streaks.left,
        "events": [
            {"mark": event.mark, "first": write_day(event.first), "last": write_day(event.last)}
            | ({"because": event.excuse.because, "said": write_day(event.excuse.said)} if event.excuse else {})
            for event in why.events
        ],
        "recent": recent_data(why.recent),
    }
