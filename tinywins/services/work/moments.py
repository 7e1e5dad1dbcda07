"""Moments: a small decision is logged with what was expected of it, and later with how it turned."""

from dataclasses import dataclass

from tinywins.domain.days import write_day
from tinywins.domain.entries import Entry
from tinywins.domain.line import Line, check_breaks, check_text
from tinywins.domain.moments import BADLY, KINDS, WELL, Moment
from tinywins.errors import NotFoundError, UsageError
from tinywins.services.entries import require_entry, write_changes
from tinywins.services.logging import Logged, When, log
from tinywins.services.references import find_entry
from tinywins.services.work.feedback import read_follow
from tinywins.services.work.items import find_item
from tinywins.services.work.short_words import find_near_word, read_short_word
from tinywins.services.workspace import Workspace
from tinywins.storage import fold, moment_rows
from tinywins.storage.connect import Db
from tinywins.storage.queries import fold_text
from tinywins.storage.work_rows import read_moment

OPEN = "open"
LIST = "tinywins moment list shows them."


@dataclass(frozen=True, slots=True)
class Draft:
    """What is said of a moment besides its line; None leaves a thing as it is, "" takes it away.

    `follow` is date words that look forward; `turned` is `well`, `badly` or `open`, and `outcome` says what came of it.
    """

    kind: str | None = None
    situation: str | None = None
    choice: str | None = None
    expect: str | None = None
    follow: str | None = None
    turned: str | None = None
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A moment that was logged or changed, with its entry.

    `near` holds, for the kind and the choice where they are new, the one in use that each resembles, and how often.
    """

    moment: Moment
    entry: Entry
    logged: Logged | None = None
    near: tuple[tuple[str, str, str, int], ...] = ()


def log_moment(
    ws: Workspace, kind: str, line: Line, draft: Draft | None = None, when: When | None = None, note: str = ""
) -> Told:
    """Log a moment of a kind: a win, unless it is known to have turned badly."""
    draft = draft or Draft()
    word = read_short_word(kind, "A kind")
    if not word:
        raise UsageError("A moment has a kind.", f"{', '.join(KINDS)}, or a word of your own.")
    db = ws.store.reader()
    near = list_near(db, word, read_choice(draft))
    work: fold.Fields = {"moment": word, **plan_fields(ws, draft)}
    day = when.day if when else ws.today()
    if draft.turned is not None or draft.outcome is not None:
        work["outcome"] = plan_outcome(draft.turned, draft.outcome, None, day)
    (logged,) = log(ws, [line], when, note, work=[{key: value for key, value in work.items() if value}])
    return Told(require_moment(ws.store.reader(), logged.entry.id), logged.entry, logged, near)


def list_near(db: Db, kind: str, choice: str) -> tuple[tuple[str, str, str, int], ...]:
    """List what a new kind or choice resembles: (kind or choice, the new word, the one in use, how often)."""
    kinds = moment_rows.list_kinds(db)
    kinds += [(known, 0) for known in KINDS if known not in dict(kinds)]
    found = (
        ("kind", kind, find_near_word(kind, kinds)),
        ("choice", choice, find_near_word(choice, moment_rows.list_choices(db))),
    )
    return tuple((what, word, *near) for what, word, near in found if near)


def read_choice(draft: Draft) -> str:
    """Read the choice of a draft, folded; "" for none."""
    return read_short_word(draft.choice or "", "A choice")


def plan_fields(ws: Workspace, draft: Draft) -> fold.Fields:
    """Give the fields that a draft sets, but for its kind and how it turned."""
    fields: fold.Fields = {}
    for key, value in (("situation", draft.situation), ("expect", draft.expect)):
        if value is not None:
            fields[key] = check_words(value, f"The {'expectation' if key == 'expect' else key}")
    if draft.choice is not None:
        fields["choice"] = read_choice(draft)
    if draft.follow is not None:
        fields["follow"] = read_follow(ws, draft.follow)
    return fields


def check_words(value: str, what: str) -> str:
    """Give words that are one line as they are kept."""
    return check_breaks(check_text(value.strip(), what))


def plan_outcome(turned: str | None, outcome: str | None, before: Moment | None, day: int) -> list[str] | None:
    """Give how a moment turned as it is kept, None for open; what is not said stays as it was."""
    way = before.turned if turned is None and before else (turned or "").strip().lower()
    if way == OPEN:
        return None
    if way not in (WELL, BADLY):
        said = f"'{turned}' is not a way to turn." if way else "How it turned is not said."
        raise UsageError(said, "--turned well or --turned badly; --turned open while that is not known.")
    words = before.outcome if outcome is None and before else check_words(outcome or "", "The outcome")
    return [way, words, write_day(day)]


def require_moment(db: Db, entry_id: str) -> Moment:
    """Read the moment that hangs on an entry; UsageError where there is none."""
    moment = read_moment(db, entry_id)
    if moment is None:
        entry = require_entry(db, entry_id)
        raise UsageError(f"{entry.short} is an entry without a moment.", LIST)
    return moment


def find_moment_entry(db: Db, reference: str) -> str:
    """Give the id of the entry whose moment is meant: by its code, or by words of it; an open one goes first."""
    try:
        return find_entry(db, reference)
    except (NotFoundError, UsageError):
        for is_open in (True, False):
            titles = moment_rows.list_moment_titles(db, is_open=is_open)
            words = fold_text(reference).split()
            if words and any(all(word in fold_text(title) for word in words) for _, _, title in titles):
                return find_item(db, reference, "moment", titles, LIST)
        if " " in reference.strip():
            raise NotFoundError(f"There is no moment {reference.strip()}.", LIST) from None
        raise


def find_moment(ws: Workspace, reference: str) -> tuple[Moment, Entry]:
    """Give the moment that is meant, with its entry."""
    db = ws.store.reader()
    entry_id = find_moment_entry(db, reference)
    return require_moment(db, entry_id), require_entry(db, entry_id)


def settle_moment(
    ws: Workspace, reference: str, outcome: str | None = None, turned: str | None = None, day: int | None = None
) -> Told:
    """Say how a moment turned, and what came of it, on a day (today unless given); it can be said again.

    One that turned badly stays, and is no win.
    """
    with ws.store.writing() as db:
        entry_id = find_moment_entry(db, reference)
        before = require_moment(db, entry_id)
        settled = plan_outcome(turned, outcome, before, ws.today() if day is None else day)
        present = [before.turned, before.outcome, before.settled] if before.turned else None
        write_changes(db, ws, {entry_id: {"outcome": settled} if settled != present else {}})
        return Told(require_moment(db, entry_id), require_entry(db, entry_id))


def edit_moment(ws: Workspace, reference: str, draft: Draft) -> Told:
    """Change what is said of a moment, in one act; nothing is written when nothing changes."""
    fields = plan_fields(ws, draft)
    if draft.kind is not None:
        word = read_short_word(draft.kind, "A kind")
        if not word:
            raise UsageError("A moment has a kind.", f"{', '.join(KINDS)}, or a word of your own.")
        fields["moment"] = word
    with ws.store.writing() as db:
        entry_id = find_moment_entry(db, reference)
        before = require_moment(db, entry_id)
        present = {"moment": before.kind, **{key: getattr(before, key) for key in fields if key != "moment"}}
        near = list_near(db, str(fields.get("moment", "")), str(fields.get("choice", "")))
        write_changes(db, ws, {entry_id: {key: value for key, value in fields.items() if value != present[key]}})
        return Told(require_moment(db, entry_id), require_entry(db, entry_id), near=near)


def list_moments(ws: Workspace, *, kind: str = "", is_open: bool = False, most: int = -1) -> list[tuple[Moment, Entry]]:
    """List moments, newest first: of a kind, open ones alone, at most so many."""
    word = read_short_word(kind, "A kind")
    return moment_rows.read_moments(ws.store.reader(), kind=word, is_open=is_open, most=most)


def list_kinds(ws: Workspace) -> list[str]:
    """List the kinds in use, and then the others that are known."""
    return list(dict.fromkeys([*(kind for kind, _ in moment_rows.list_kinds(ws.store.reader())), *KINDS]))


def list_choices(ws: Workspace) -> list[str]:
    """List the choices made before."""
    return [choice for choice, _ in moment_rows.list_choices(ws.store.reader())]


def moments_between(db: Db, first: str, last: str) -> list[tuple[Moment, Entry]]:
    """List the moments from one day to another (ISO text), newest first."""
    return moment_rows.read_moments_between(db, first, last)
