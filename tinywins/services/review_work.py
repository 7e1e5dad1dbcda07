"""What a week, month or year brought at work: goals moved, feedback closed, moments, thanks, and what is next."""

from dataclasses import dataclass, replace

from tinywins.domain.days import read_day, write_day
from tinywins.domain.feedback import Age, Feedback
from tinywins.domain.moments import Moment
from tinywins.domain.names import is_person
from tinywins.services.feedback import age_of
from tinywins.services.persons import SOMEONE, hide_persons
from tinywins.services.workspace import Workspace
from tinywins.storage import feedback_rows, moment_rows


@dataclass(frozen=True, slots=True)
class Thanks:
    """Who was thanked on a day, and what for; `entry` is the id of the entry that says so."""

    entry: str
    day: int
    who: str
    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A piece of feedback that was closed, and how long it had been open."""

    feedback: Feedback
    age: Age


@dataclass(frozen=True, slots=True)
class Decision:
    """A moment with the text of its entry."""

    moment: Moment
    text: str


@dataclass(frozen=True, slots=True)
class Reached:
    """A phase that was finished within a period, and how many days before its date; None where it has none."""

    title: str
    ahead: int | None


@dataclass(frozen=True, slots=True)
class GoalWins:
    """What a period brought for a goal: steps done, phases reached, and the ids of the wins that feed it.

    `done` of `want` is how it stands now, in steps or in thousandths of its tag; `reached` says that it was reached in
    the period.
    """

    title: str
    steps: int
    phases: tuple[Reached, ...]
    wins: tuple[str, ...]
    done: int
    want: int
    tag: str


@dataclass(frozen=True, slots=True)
class Work:
    """What a period brought at work. `oldest` is the day of the oldest feedback still open at its end, 0 for none.

    `following` is (goal, step, code) of the one step that is proposed next, while the period goes on.
    """

    goals: tuple[GoalWins, ...]
    closed: tuple[Answer, ...]
    open: int
    oldest: int
    moments: tuple[Decision, ...]
    thanks: tuple[Thanks, ...]
    following: tuple[str, str, str] | None = None


def review_work(ws: Workspace, first: int, last: int, goals: tuple[GoalWins, ...], *, names: bool) -> Work:
    """Gather what a span of days brought at work; persons are left out unless `names`."""
    db, begin, end = ws.store.reader(), write_day(first), write_day(last)
    feedback = list(feedback_rows.read_all_feedback(db))
    closed = [Answer(each, age_of(ws, each)) for each in feedback if each.closed and begin <= each.closed_day <= end]
    closed.sort(key=lambda each: (each.feedback.closed_day, each.feedback.closed_at or 0, each.feedback.id))
    waiting = [each.day for each in feedback if each.day <= end and (not each.closed or each.closed_day > end)]
    moments = [Decision(moment, entry.text) for moment, entry in moment_rows.read_moments_of(db, begin, end)]
    found = reversed(moment_rows.read_thanks(db, begin, end))
    thanks = [Thanks(entry.id, entry.day, who, entry.text) for who, entry in found]
    if not names:
        closed = [replace(each, feedback=hide_in_feedback(each.feedback)) for each in closed]
        moments = [hide_in_decision(each) for each in moments]
        thanks = [replace(each, who=hide_who(each.who), text=hide_persons(each.text)) for each in thanks]
        goals = tuple(hide_in_goal(goal) for goal in goals)
    oldest = read_day(min(waiting)) if waiting else 0
    return Work(goals, tuple(closed), len(waiting), oldest, tuple(moments), tuple(thanks))


def hide_who(who: str) -> str:
    """Give who it was, a name after an @ as someone."""
    return SOMEONE if is_person(who) else hide_persons(who)


def hide_in_feedback(feedback: Feedback) -> Feedback:
    """Give a piece of feedback without the persons that it names."""
    return replace(
        feedback,
        text=hide_persons(feedback.text),
        person=hide_who(feedback.person),
        answer=hide_persons(feedback.answer),
    )


def hide_in_decision(decision: Decision) -> Decision:
    """Give a moment without the persons that it names."""
    moment = decision.moment
    texts = {key: hide_persons(getattr(moment, key)) for key in ("situation", "expect", "outcome")}
    return Decision(replace(moment, **texts), hide_persons(decision.text))


def hide_in_goal(goal: GoalWins) -> GoalWins:
    """Give what a goal gained without the persons that its titles name."""
    phases = tuple(replace(phase, title=hide_persons(phase.title)) for phase in goal.phases)
    return replace(goal, title=hide_persons(goal.title), phases=phases)
