"""Rows of what is under way at work: open feedback, tweaks, funnels and open moments, in parts with their titles."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.style import Style

from tinywins.domain.entries import Entry
from tinywins.domain.moments import Moment
from tinywins.errors import UsageError
from tinywins.render.columns import Look, cut
from tinywins.render.listing import show_entry
from tinywins.render.phrases import count
from tinywins.render.safe import make_safe
from tinywins.render.text import show_text
from tinywins.render.work import feedback as feedback_pages
from tinywins.render.work import funnels as funnel_pages
from tinywins.render.work import moments as moment_pages
from tinywins.render.work import tweaks as tweak_pages
from tinywins.services.references import refer_to
from tinywins.services.work import feedback, funnels, moments, tweaks
from tinywins.services.work.feedback_pace import FeedbackView, list_feedback
from tinywins.services.work.follow_ups import FollowUp
from tinywins.services.work.funnel_views import FunnelView
from tinywins.services.work.tweak_views import TweakView
from tinywins.services.workspace import Workspace
from tinywins.tui.widgets.rows import Piece

FEEDBACK, TWEAK, FUNNEL, MOMENT = "feedback", "tweak", "funnel", "moment"
TITLE, FAINT = Style(bold=True), Style(dim=True)
NO_TWEAK = "No tweak runs. To begin one: tinywins tweak start --help"
NO_FUNNEL = "No funnel yet. To add one: tinywins funnel add --help"
NO_FEEDBACK = "Nothing is open. f keeps what somebody said."
NO_MOMENT = "Nothing is open. m logs a small decision."


@dataclass(frozen=True, slots=True)
class WorkRow:
    """A thing in a row: `ref` finds it again, `code` names it to a person, and `title` is its words as they are.

    `goal` is the code of the goal that a goal's row, phase or step is of.
    """

    kind: str
    ref: str
    code: str
    title: str
    goal: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """What is under way: feedback by age, tweaks that run, funnels, and moments of which it is open how they turned."""

    feedback: FeedbackView
    tweaks: list[TweakView]
    funnels: list[FunnelView]
    moments: list[tuple[Moment, Entry]]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the page: a title, a word on an empty part, or with `row` a thing."""

    text: str
    style: Style | None = None
    row: WorkRow | None = None


def read_work(ws: Workspace) -> Work:
    """Read what is under way."""
    return Work(
        list_feedback(ws), tweaks.list_tweaks(ws), funnels.list_funnels(ws), moments.list_moments(ws, is_open=True)
    )


def lay_out(work: Work, today: int, look: Look) -> list[Line]:
    """Lay out the parts for a width: the same lines as the commands print."""
    return [line for part in list_parts(work, today, look) for line in part]


def list_parts(work: Work, today: int, look: Look) -> Iterator[list[Line]]:
    """List the parts, each with its title, its rows, and a blank line between two."""
    items = list(work.feedback.items)
    rows = [WorkRow(FEEDBACK, item.short, item.short, item.text) for item, _ in items]
    lines = feedback_pages.list_items(items, today, look) if items else []
    pace = feedback_pages.say_pace_sentence(work.feedback.pace) if work.feedback.pace.n else ""
    yield list_part(f"Feedback, {len(items):,} open", rows, lines, NO_FEEDBACK, look, pace)
    rows = [WorkRow(TWEAK, view.tweak.short, view.tweak.short, view.tweak.title) for view in work.tweaks]
    lines = tweak_pages.show_tweaks(work.tweaks, look).splitlines() if rows else []
    yield [Line(""), *list_part(count(len(rows), "tweak") if rows else "Tweaks", rows, lines, NO_TWEAK, look)]
    rows = [WorkRow(FUNNEL, view.plan.name, view.plan.name, view.plan.name) for view in work.funnels]
    lines = funnel_pages.show_funnels(work.funnels).splitlines() if rows else []
    title = f"{count(len(rows), 'funnel')}, this month" if rows else "Funnels"
    yield [Line(""), *list_part(title, rows, lines, NO_FUNNEL, look)]
    rows = [WorkRow(MOMENT, refer_to(entry.id), entry.short, show_text(entry)) for _, entry in work.moments]
    lines = moment_pages.show_moments(work.moments, today, look).splitlines() if rows else []
    yield [Line(""), *list_part(f"Moments, {len(rows):,} open", rows, lines, NO_MOMENT, look)]


def list_part(
    title: str, rows: Sequence[WorkRow], lines: Sequence[str], nothing: str, look: Look, below: str = ""
) -> list[Line]:
    """List a part: its title, its rows or a word where there is none, and what is said below them."""
    end = look.sign("…")
    body = [Line(cut(text, look.width, end), None, row) for text, row in zip(lines, rows, strict=True)]
    body = body or [Line(cut(nothing, look.width, end), FAINT)]
    return [Line(title, TITLE), *body, *([Line(cut(below, look.width, end), FAINT)] if below else [])]


def draw_line(line: Line) -> list[Piece]:
    """Draw a line of the page."""
    return [(line.text, line.style)]


def find_row(follow: FollowUp) -> WorkRow:
    """Give the row of something that is to be come back to."""
    ref = refer_to(follow.id) if follow.kind == MOMENT else follow.short
    return WorkRow(follow.kind, ref, follow.short, follow.text)


def describe(ws: Workspace, row: WorkRow, look: Look, period: str = "month", *, against: bool = False) -> str:
    """Write all that is known of a thing, as its command shows it; of a funnel in a period, maybe against another."""
    today = ws.today()
    if row.kind == FEEDBACK:
        return feedback_pages.show_page(feedback.show_feedback(ws, row.ref), today, look)
    if row.kind == TWEAK:
        return tweak_pages.show_tweak(tweaks.show_tweak(ws, row.ref), look)
    if row.kind == FUNNEL:
        try:
            view = funnels.show_funnel(ws, row.ref, period, None, "previous" if against else None)
        except UsageError as error:  # numbers that do not fit are what there is to say of it
            return f"{make_safe(row.title)}\n\n  {make_safe(error.message)}\n  {make_safe(error.hint)}\n"
        return funnel_pages.show_funnel(view, look)
    moment, entry = moments.find_moment(ws, row.ref)
    facts = "\n".join(moment_pages.list_facts(moment, today))
    return show_entry(entry, [], today, look, facts, with_history=False)


def name_row(row: WorkRow) -> str:
    """Name a thing for the head of its screen: what it is, and its words."""
    return make_safe(f"{row.kind.capitalize()} {row.code}" if row.kind != FUNNEL else f"Funnel {row.title}")
