"""What a week, month or year brought at work: goals moved, feedback closed, moments, thanks, and what is next."""

from dataclasses import dataclass, replace

from tinywins.domain.days import read_day, write_day
from tinywins.domain.feedback import Feedback
from tinywins.domain.moments import Moment
from tinywins.domain.names import is_person
from tinywins.services.persons import SOMEONE, hide_persons
from tinywins.storage import period_work
from tinywins.storage.connect import Db


@dataclass(frozen=True, slots=True)
class Thanks:
    """Who was thanked on a day, and what for; `entry` is the id of the entry that says so."""

    entry: str
    day: int
    who: str
    text: str


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
    closed: tuple[Feedback, ...]
    open: int
    oldest: int
    moments: tuple[Decision, ...]
    thanks: tuple[Thanks, ...]
    following: tuple[str, str, str] | None = None


def review_work(db: Db, first: int, last: int, goals: tuple[GoalWins, ...], *, names: bool) -> Work:
    """Gather what a span of days brought at work; persons are left out unless `names`."""
    begin, end = write_day(first), write_day(last)
    closed = period_work.read_closed(db, begin, end)
    waiting, oldest = period_work.read_open(db, end)
    moments = [Decision(moment, text) for moment, text in period_work.read_moments(db, begin, end)]
    thanks = [
        Thanks(entry, read_day(day), who, text) for entry, day, who, text in period_work.read_thanks(db, begin, end)
    ]
    if not names:
        closed = [hide_in_feedback(each) for each in closed]
        moments = [hide_in_decision(each) for each in moments]
        thanks = [replace(each, who=hide_who(each.who), text=hide_persons(each.text)) for each in thanks]
        goals = tuple(hide_in_goal(goal) for goal in goals)
    return Work(goals, tuple(closed), waiting, read_day(oldest) if oldest else 0, tuple(moments), tuple(thanks))


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
