"""A review as data for JSON; the shapes stand in docs/json.md."""

from tinywins.compounding.comparing import Comparison
from tinywins.domain.days import write_day
from tinywins.render.chart_data import estimate_data, growth_data
from tinywins.render.data import entry_data
from tinywins.services.review import Review
from tinywins.services.work.review_work import Work


def review_data(review: Review) -> dict[str, object]:
    """Give a review as plain data."""
    change = review.change
    return {
        "period": review.kind,
        "first": write_day(review.first),
        "last": write_day(review.last),
        "over": review.is_over,
        "wins": review.wins,
        "wins_before": review.before,
        "change": {**(estimate_data(change) or {}), "chance": round(change.chance, 6), "verdict": change.verdict}
        if isinstance(change, Comparison)
        else None,
        "tags": [{"tag": tag, "wins": n, "before": before} for tag, n, before in review.tags],
        "entries": [entry_data(entry) for entry in review.entries],
        "habits": [{"habit": each.habit.tag, "kept": each.kept, "of": each.decided} for each in review.habits],
        "returns": [
            {"habit": back.habit.tag, "day": write_day(back.day), "missed": back.missed} for back in review.returns
        ],
        "fullest": {"day": write_day(review.fullest[0]), "wins": review.fullest[1]} if review.fullest else None,
        "work": work_data(review.work),
        "at_risk": [habit.tag for habit in review.at_risk],
        "trend": growth_data(review.trend),
        "note": review.note or None,
        "last_note": {"first": write_day(review.last_note.first), "note": review.last_note.text}
        if review.last_note
        else None,
    }


def work_data(work: Work) -> dict[str, object]:
    """Give what a period brought at work as plain data."""
    return {
        "goals": [
            {
                "goal": goal.title,
                "steps": goal.steps,
                "wins": len(goal.wins),
                "phases": [{"phase": phase.title, "days_ahead": phase.ahead} for phase in goal.phases],
            }
            for goal in work.goals
        ],
        "feedback": {
            "closed": [
                {
                    "id": each.short,
                    "text": each.text,
                    "from": each.person or None,
                    "via": each.via or None,
                    "how": each.closed,
                    "answer": each.answer or None,
                    "days": round(age.days, 3),
                }
                for each, age in ((answer.feedback, answer.age) for answer in work.closed)
            ],
            "open": work.open,
            "oldest": write_day(work.oldest) if work.oldest else None,
        },
        "moments": [
            {
                "text": each.text,
                "kind": each.moment.kind,
                "choice": each.moment.choice or None,
                "turned": each.moment.turned or None,
                "outcome": each.moment.outcome or None,
            }
            for each in work.moments
        ],
        "thanks": [{"day": write_day(each.day), "to": each.who, "for": each.text} for each in work.thanks],
        "next": {"goal": work.following[0], "step": work.following[1], "id": work.following[2]}
        if work.following
        else None,
    }
