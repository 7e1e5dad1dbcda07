"""What a review says of goals, feedback, moments and thanks: as lines of text, as Markdown, and as data."""

from tinywins.domain.amounts import write_amount
from tinywins.domain.days import write_day
from tinywins.domain.names import show_name
from tinywins.formats.markdown import escape_inline, escape_line
from tinywins.render.feedback import say_took
from tinywins.render.phrases import count
from tinywins.render.safe import make_safe
from tinywins.services.review_work import Answer, Decision, GoalWins, Reached, Work

FEW = 4  # items of one kind in the text; Markdown has them all
TURNED = {"well": "turned well", "badly": "turned badly", "": "open"}
CLOSED = {"declined": "declined", "planned": "planned"}


def say_goal(goal: GoalWins) -> str:
    """Say what a period brought for a goal: `Shop: 3 steps, phase Catalogue done, 5 days before its date`."""
    parts = [count(goal.steps, "step")] if goal.steps else [count(len(goal.wins), "win")] if goal.wins else []
    parts += [say_phase(phase) for phase in goal.phases]
    return f"{make_safe(goal.title)}: {', '.join(parts)}"


def say_phase(phase: Reached) -> str:
    """Say that a phase was finished, and how long before its date."""
    said = f"phase {make_safe(phase.title)} done"
    return f"{said}, {count(phase.ahead, 'day')} before its date" if phase.ahead and phase.ahead > 0 else said


def say_progress(goal: GoalWins) -> str:
    """Say how a goal stands: `3 of 8 steps`, `12 of 40 +orders`; nothing where it has nothing to count."""
    if not goal.want:
        return ""
    if goal.tag:
        return f"{write_amount(goal.done)} of {write_amount(goal.want)} {show_name(goal.tag)}"
    return f"{goal.done} of {count(goal.want, 'step')}"


def say_closed(work: Work) -> str:
    """Say how much feedback was answered and declined."""
    acted = sum(each.feedback.closed == "acted" for each in work.closed)
    planned = sum(each.feedback.closed == "planned" for each in work.closed)
    declined = len(work.closed) - acted - planned
    parts = [count(acted, "piece of feedback", "pieces of feedback")] if acted or not work.closed else []
    parts += [f"{planned} planned"] if planned else []
    parts += [f"{declined} declined"] if declined else []
    return ", ".join(parts)


def say_open(work: Work, today: int) -> str:
    """Say how much feedback is open, and how long the oldest has been."""
    if not work.open:
        return ""
    if work.oldest == today:
        return f"{work.open} open, since today"
    age = count(today - work.oldest, "day")
    which = {1: "since", 2: "the older one"}.get(work.open, "the oldest")
    return f"{work.open} open, {age}" if which == "since" else f"{work.open} open, {which} {age}"


def say_moments(work: Work) -> str:
    """Say how the moments of a period turned: `3 small decisions: 2 turned well, 1 open`."""
    turned = [each.moment.turned for each in work.moments]
    parts = [f"{turned.count(how)} {words}" for how, words in TURNED.items() if turned.count(how)]
    return f"{count(len(turned), 'small decision')}: {', '.join(parts)}"


def list_work_lines(work: Work, today: int) -> list[tuple[str, list[str]]]:
    """List what a review says of work: (word at the left, items); today is the last day of the period or today."""
    answered = [part for part in (say_closed(work) if work.closed else "", say_open(work, today)) if part]
    thanks = [
        f"{make_safe(each.who)}: {make_safe(each.text)}" if each.text else make_safe(each.who) for each in work.thanks
    ]
    rest = len(thanks) - FEW
    following = work.following
    return [
        ("Goals", [say_goal(goal) for goal in work.goals]),
        ("Answered" if work.closed else "Feedback", ["; ".join(answered)] if answered else []),
        ("Decided", [say_moments(work)] if work.moments else []),
        ("Thanks", [*thanks[:FEW], *([f"and {rest} more"] if rest > 0 else [])]),
        ("Next", [f"{make_safe(following[0])}: {make_safe(following[1])}"] if following else []),
    ]


def write_decision(decision: Decision) -> str:
    """Write a moment as an item of a Markdown list."""
    moment = decision.moment
    about = ", ".join(part for part in (moment.kind, moment.choice) if part)
    said = f"- {escape_line(make_safe(decision.text or moment.situation))} ({escape_inline(make_safe(about))})"
    if not moment.turned:
        return said
    outcome = f", {escape_inline(make_safe(moment.outcome))}" if moment.outcome else ""
    return f"{said}: {TURNED[moment.turned]}{outcome}"


def write_feedback(answer: Answer) -> str:
    """Write a piece of feedback with its answer as an item of a Markdown list."""
    item = answer.feedback
    said = f'- "{escape_inline(make_safe(item.text))}"'
    words = escape_inline(make_safe(item.answer))
    if item.closed == "acted":
        return f"{said}: {words} ({say_took(answer.age)})"
    return f"{said}: {CLOSED.get(item.closed, item.closed)}{', ' + words if words else ''}"


def list_told(work: Work) -> frozenset[str]:
    """List the ids of the entries that the sections on decisions, feedback and thanks tell already."""
    told = [each.moment.entry for each in work.moments] + [each.entry for each in work.thanks]
    return frozenset([*told, *(each.feedback.entry for each in work.closed if each.feedback.entry)])


def write_sections(work: Work, today: int) -> list[str]:
    """Write the sections of a Markdown review about decisions, feedback and thanks."""
    feedback = [write_feedback(each) for each in work.closed]
    waiting = say_open(work, today)
    thanks = [
        f"- {escape_line(make_safe(each.who))}{': ' + escape_inline(make_safe(each.text)) if each.text else ''}"
        for each in work.thanks
    ]
    parts = [
        ("Small decisions", [write_decision(each) for each in work.moments]),
        ("Feedback", [*feedback, *([f"- {waiting}"] if waiting else [])]),
        ("Thanks", thanks),
    ]
    return [line for heading, items in parts if items for line in (f"## {heading}", "", *items, "")]


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
