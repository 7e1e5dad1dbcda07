"""Feedback: kept when it comes in, acted on or declined, and found again."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tinywins.domain.datewords import FORWARD_FORMS, read_day_words
from tinywins.domain.days import day_of, label_day, read_day, write_day
from tinywins.domain.feedback import DECLINED, PLANNED, Age, Feedback, find_age
from tinywins.domain.line import Line, Mention, check_breaks, check_text, is_bare_mention
from tinywins.domain.names import is_person
from tinywins.errors import NotFoundError, UsageError
from tinywins.services.entries import Version
from tinywins.services.logging import Logged, When, log
from tinywins.services.work.items import find_item, give_code, record_item
from tinywins.services.work.short_words import find_near_word, read_short_word, read_who
from tinywins.services.workspace import Workspace
from tinywins.storage import acts, feedback_rows, fold, journal
from tinywins.storage.connect import Db
from tinywins.storage.entry_rows import read_entry

LIST = "tinywins feedback list --all"
Also = Callable[[Db, journal.Act, Feedback], Any]


@dataclass(frozen=True, slots=True)
class Added:
    """What keeping a piece of feedback did: how many are open now, the oldest one's age, and a channel like `via`."""

    feedback: Feedback
    open: int
    oldest: Age
    near: tuple[str, int] | None


@dataclass(frozen=True, slots=True)
class Acted:
    """What acting on feedback did: the win that was logged, and how long the feedback was open."""

    logged: Logged
    feedback: Feedback
    age: Age


@dataclass(frozen=True, slots=True)
class FeedbackPage:
    """A piece of feedback with its age, its answer's code, what came of it (kind, code, title) and its changes."""

    feedback: Feedback
    age: Age
    answer: str
    outcomes: tuple[tuple[str, str, str], ...]
    history: tuple[Version, ...]


def add_feedback(
    ws: Workspace, text: str, person: str = "", via: str = "", follow: str = "", when: When | None = None
) -> Added:
    """Keep what somebody said, open; the text stays as typed.

    A person at its end stands for `person` (a name with @, or words) where that is not said. `follow` is date words.
    """
    said, who = split_person(text, person)
    channel, day = read_short_word(via, "A channel"), read_follow(ws, follow)
    now = ws.now()
    when = when or When(day_of(now, ws.settings.day_start), now.ms, now.offset)
    feedback_id = ws.new_id()
    with ws.store.writing() as db:
        near = find_near_word(channel, feedback_rows.list_vias(db))
        offset = now.offset if when.offset is None else when.offset
        fields: fold.Fields = {
            "short": give_code(db, feedback_id),
            "text": said,
            "opened": [when.at, offset, write_day(when.day)],
        }
        fields |= {key: value for key, value in (("person", who), ("via", channel), ("follow", day)) if value}
        act = journal.start_act(db, ws.new_id(), ws.stamp_clock())
        record_item(db, act, "feedback", feedback_id, fields)
        kept = require_feedback(db, feedback_id)
        ages = [age_of(ws, item) for item in feedback_rows.read_open_feedback(db)]
    return Added(kept, len(ages), max(ages, key=lambda age: age.days), near)


def split_person(text: str, person: str) -> tuple[str, str]:
    """Give a text and who said it: the person named last leaves the text where nobody else is said to have."""
    words = text.strip()
    rest, _, last = words.rpartition(" ")
    if not person.strip() and rest.strip() and last.startswith("@") and is_bare_mention(last):
        words, person = rest.rstrip(), last
    return check_said(words), check_breaks(check_text(read_who(person), "Who said it"))


def check_said(text: str) -> str:
    """Give the text of feedback back; UsageError where it is none, or cannot be kept."""
    if not text:
        raise UsageError(
            "There is nothing to keep yet.", 'tinywins feedback add "the export button hides on mobile" --from @anna'
        )
    return check_breaks(check_text(text))


def read_follow(ws: Workspace, words: str) -> str:
    """Read the day on which to come back to something, looking forward, as ISO text; "" for none."""
    if not words.strip():
        return ""
    day = read_day_words(words, ws.today(), forward=True)
    if day < ws.today():
        raise UsageError(f"{write_day(day)} is over, and coming back to something lies ahead.", FORWARD_FORMS)
    return write_day(day)


def age_of(ws: Workspace, item: Feedback) -> Age:
    """Give how long a piece of feedback was open, or has been so far."""
    return find_age(item, ws.today(), ws.now().ms)


def find_feedback(db: Db, reference: str) -> str:
    """Give the id of the piece of feedback that is meant, by code or words; an open one goes before those closed."""
    waiting = [(item.id, item.short, item.text) for item in feedback_rows.read_open_feedback(db)]
    try:
        return find_item(db, reference, "feedback", waiting, LIST)
    except NotFoundError:
        return find_item(db, reference, "feedback", feedback_rows.list_titles(db), LIST)


def require_feedback(db: Db, feedback_id: str) -> Feedback:
    """Read a piece of feedback that is there."""
    item = feedback_rows.read_feedback(db, feedback_id)
    if item is None:
        raise NotFoundError("That piece of feedback is gone.", LIST)
    return item


def require_open(db: Db, feedback_id: str) -> Feedback:
    """Read an open piece of feedback; UsageError says what closed another."""
    item = require_feedback(db, feedback_id)
    if item.closed == DECLINED:
        because = f": {item.answer}" if item.answer else ""
        raise UsageError(
            f"{item.short} was declined on {item.closed_day}{because}.", f"tinywins feedback reopen {item.short}"
        )
    if item.closed == PLANNED:
        raise UsageError(f"{item.short} was planned on {item.closed_day}.", f"tinywins feedback show {item.short}")
    if item.closed:
        entry = read_entry(db, item.entry)
        code = entry.short if entry else ""
        raise UsageError(
            f"{item.short} was answered on {item.closed_day}: {item.answer or code}.",
            f"That win is {code}; to open the feedback again: tinywins rm {code}",
        )
    return item


def act_on(
    ws: Workspace, reference: str, line: Line, when: When | None = None, note: str = "", also: Also | None = None
) -> Acted:
    """Log the win that answers a piece of feedback; whoever said it is named on it.

    `also(db, act, item)` does in the same act what comes of it. UsageError where it is closed already.
    """
    feedback_id = find_feedback(ws.store.reader(), reference)
    item = require_open(ws.store.reader(), feedback_id)
    mentions = list(line.mentions)
    if is_person(item.person) and item.person not in [mention.name for mention in mentions]:
        mentions.append(Mention(item.person))

    def check(db: Db, act: journal.Act) -> None:
        waiting = require_open(db, feedback_id)
        check_after(waiting, ws.today() if when is None else when.day)
        if also:
            also(db, act, waiting)

    work: list[fold.Fields | None] = [{"feedback": feedback_id}]
    (logged,) = log(ws, [Line(line.text, mentions)], when, note, work=work, also=check)
    answered = require_feedback(ws.store.reader(), feedback_id)
    return Acted(logged, answered, age_of(ws, answered))


def check_after(item: Feedback, day: int) -> None:
    """Raise UsageError for an answer of a day on which the feedback had not come in yet."""
    if write_day(day) < item.day:
        since = label_day(read_day(item.day), day)
        raise UsageError(
            f"{item.short} came in on {since}, and an answer comes after that.", "Name a later day with --on."
        )


def close_feedback(ws: Workspace, reference: str, how: str, because: str = "", also: Also | None = None) -> Feedback:
    """Close a piece of feedback without a win, as `declined` or `planned`, once; `also` as for `act_on`."""
    reason = check_breaks(check_text(because.strip(), "The reason"))
    with ws.store.writing() as db:
        item = require_open(db, find_feedback(db, reference))
        act = journal.start_act(db, ws.new_id(), ws.stamp_clock())
        record_item(db, act, "feedback", item.id, {"closed": [how, ws.now().ms, write_day(ws.today()), reason]})
        if also:
            also(db, act, item)
        return require_feedback(db, item.id)


def decline(ws: Workspace, reference: str, because: str) -> Feedback:
    """Decline a piece of feedback, with the reason."""
    if not because.strip():
        raise UsageError("A decline has its reason.", f'tinywins feedback decline {reference} --because "..."')
    return close_feedback(ws, reference, DECLINED, because)


def reopen(ws: Workspace, reference: str) -> Feedback:
    """Open a piece of feedback again that was declined or planned."""
    with ws.store.writing() as db:
        item = require_feedback(db, find_feedback(db, reference))
        if not item.closed:
            raise UsageError(f"{item.short} is open already.", f"tinywins feedback show {item.short}")
        if item.entry:
            require_open(db, item.id)
        act = journal.start_act(db, ws.new_id(), ws.stamp_clock())
        record_item(db, act, "feedback", item.id, {"closed": None})
        return require_feedback(db, item.id)


@dataclass(frozen=True, slots=True)
class Change:
    """What is to change of a piece of feedback; None leaves a thing as it is, "" takes it away."""

    text: str | None = None
    person: str | None = None
    via: str | None = None
    follow: str | None = None


def edit_feedback(ws: Workspace, reference: str, change: Change) -> Feedback:
    """Change a piece of feedback, in one act; nothing is written when nothing changes."""
    fields: fold.Fields = {}
    if change.text is not None:
        fields["text"] = check_said(change.text.strip())
    if change.person is not None:
        fields["person"] = check_breaks(check_text(read_who(change.person), "Who said it"))
    if change.via is not None:
        fields["via"] = read_short_word(change.via, "A channel")
    if change.follow is not None:
        fields["follow"] = read_follow(ws, change.follow)
    with ws.store.writing() as db:
        item = require_feedback(db, find_feedback(db, reference))
        fields = {key: value for key, value in fields.items() if value != getattr(item, key)}
        if fields:
            act = journal.start_act(db, ws.new_id(), ws.stamp_clock())
            record_item(db, act, "feedback", item.id, fields)
        return require_feedback(db, item.id)


def remove_feedback(ws: Workspace, reference: str) -> Feedback:
    """Remove a piece of feedback; the win that answered it stays, and undo brings it back."""
    with ws.store.writing() as db:
        item = require_feedback(db, find_feedback(db, reference))
        act = journal.start_act(db, ws.new_id(), ws.stamp_clock())
        record_item(db, act, "feedback", item.id, {"gone": True})
        return item


def show_feedback(ws: Workspace, reference: str) -> FeedbackPage:
    """Give a piece of feedback with its answer, what came of it, and its history, oldest change first."""
    db = ws.store.reader()
    item = require_feedback(db, find_feedback(db, reference))
    entry = read_entry(db, item.entry) if item.entry else None
    history = acts.read_history(db, "feedback", item.id)
    return FeedbackPage(
        item,
        age_of(ws, item),
        entry.short if entry else "",
        tuple(feedback_rows.list_outcomes(db, item.id)),
        tuple(Version(act, stamp, fields, off) for act, stamp, _, fields, off in history),
    )


def list_vias(ws: Workspace) -> list[str]:
    """List the channels in use, the most used first."""
    return [via for via, _ in feedback_rows.list_vias(ws.store.reader())]


def closed_between(db: Db, first: str, last: str) -> list[Feedback]:
    """List what was closed from one day to another (ISO text), in the order in which it was."""
    found = [item for item in feedback_rows.read_all_feedback(db) if item.closed and first <= item.closed_day <= last]
    return sorted(found, key=lambda item: (item.closed_day, item.closed_at or 0, item.id))
