"""Tweaks: a small change with a measure; started, stopped, changed, and judged after against before."""

from dataclasses import dataclass

from tinywins.domain.days import MAX_DAY, label_day, read_day, write_day
from tinywins.domain.line import check_breaks, check_text
from tinywins.domain.names import show_name
from tinywins.domain.tweaks import LEAST_AFTER, LEAST_WEEKS, MOST_WEEKS, Tweak
from tinywins.errors import UsageError
from tinywins.services.items import find_item, give_code, record_item
from tinywins.services.measures import read_counted
from tinywins.services.tweak_sizes import read_size
from tinywins.services.tweak_views import COLLECTING, JUDGED, REFUSED, TweakView, view_all, view_tweak
from tinywins.services.tweak_weeks import first_monday, plan_spans
from tinywins.services.workspace import Workspace
from tinywins.storage import acts, entry_rows, fold, journal, work_plans
from tinywins.storage.connect import Db

HINT = "tinywins tweak list shows those there are."


@dataclass(frozen=True, slots=True)
class TweakDraft:
    """A tweak as it is asked for.

    `measure` is as typed, `+orders` or `+clicks/+opens`, and `size` too, `20%` or `1.2x`. Days are ordinals: without
    `start` it starts today, without `review` it is judged after three full weeks. `less`: a smaller number is better,
    None where that is not said. `weeks` is the most full weeks that are looked at before it.
    """

    title: str
    measure: str
    review: int | None = None
    size: str = ""
    start: int | None = None
    less: bool | None = None
    weeks: int | None = None


@dataclass(frozen=True, slots=True)
class TweakEdit:
    """What is to change of a tweak; None leaves a thing as it is."""

    title: str | None = None
    measure: str | None = None
    review: int | None = None
    size: str | None = None


def list_tweaks(ws: Workspace, every: bool = False) -> list[TweakView]:
    """List the tweaks that run, with `every` those that were stopped too, the newest start first."""
    db = ws.store.reader()
    known = work_plans.list_tweaks(db)
    return view_all(ws, db, [tweak for tweak in known if every or not tweak.stopped], known)


def show_tweak(ws: Workspace, reference: str) -> TweakView:
    """Show one tweak, found by its code or by words of its title."""
    db = ws.store.reader()
    return view_tweak(ws, db, require_tweak(db, reference), work_plans.list_tweaks(db))


def require_tweak(db: Db, reference: str) -> Tweak:
    """Give the one tweak that is meant."""
    known = work_plans.list_tweaks(db)
    found = find_item(db, reference, "tweak", [(each.id, each.short, each.title) for each in known], HINT)
    return next(each for each in known if each.id == found)


def read_history(ws: Workspace, tweak: Tweak) -> list[tuple[str, int, str, fold.Fields, bool]]:
    """Read a tweak's changes, oldest first: (act, stamp in ms, device, fields, whether the act is undone)."""
    return acts.read_history(ws.store.reader(), "tweak", tweak.id)


def start(ws: Workspace, draft: TweakDraft) -> TweakView:
    """Start a tweak, in one act."""
    with ws.store.writing() as db:
        act = journal.start_act(db, ws.new_id(), ws.stamp_clock())
        tweak = start_in(db, ws, act, draft)
        return view_tweak(ws, db, tweak, work_plans.list_tweaks(db))


def start_in(db: Db, ws: Workspace, act: journal.Act, draft: TweakDraft, feedback: str = "") -> Tweak:
    """Start a tweak inside an act that is open; `feedback` is the id of what was heard that led to it."""
    today = ws.today()
    measure, per = read_measure(db, draft.measure)
    begin = today if draft.start is None else draft.start
    review = plan_review(begin, today) if draft.review is None else draft.review
    check_review(begin, review, today)
    less, size = read_size(draft.size, draft.less, is_limit=is_limit(db, measure, begin))
    tweak_id = ws.new_id()
    fields: fold.Fields = {
        "short": give_code(db, tweak_id),
        "title": check_title(draft.title),
        "measure": [measure, per],
        "start": write_day(begin),
        "review": write_day(review),
        "size": size,
        "less": less,
        "weeks": check_weeks(draft.weeks),
        "feedback": feedback,
    }
    record_item(db, act, "tweak", tweak_id, {key: value for key, value in fields.items() if value})
    return next(tweak for tweak in work_plans.list_tweaks(db) if tweak.id == tweak_id)


def read_measure(db: Db, words: str) -> tuple[str, str]:
    """Read a measure, one tag or the share of one in another, into folded names, the second "" for none."""
    parts = words.split("/")
    if len(parts) > 2 or not all(part.strip() for part in parts):
        raise UsageError(f"'{words}' is no measure.", "Write one tag, +orders, or a share, +clicks/+opens")
    names = [read_counted(db, part.strip()) for part in parts]
    if len(names) == 2 and entry_rows.find_tag(db, names[0]) == entry_rows.find_tag(db, names[1]):
        raise UsageError(f"{show_name(names[0])} of itself is always 100 %.", "Write a share, such as +clicks/+opens")
    return names[0], names[1] if len(names) == 2 else ""


def is_limit(db: Db, name: str, day: int) -> bool:
    """Say whether a tag is a limit, of which less is better."""
    return entry_rows.is_uncounted(db, entry_rows.find_tag(db, name), write_day(day))


def plan_review(begin: int, today: int) -> int:
    """Give the day of the review where none is named: after three full weeks, or today where they are over."""
    return min(MAX_DAY, max(today, first_monday(begin) + 7 * LEAST_AFTER))


def check_review(begin: int, review: int, today: int) -> None:
    """Raise UsageError for a review that is gone by, or before which no full week is over."""
    if review < today:
        raise UsageError(
            f"{write_day(review)} is gone by; a review is agreed before the numbers are known.",
            f"Name a day from {write_day(today)} on, or leave --review out.",
        )
    if plan_spans(begin, review, None, LEAST_WEEKS).planned < 1:
        first = first_monday(begin) + 7
        raise UsageError(
            f"By {label_day(review, today)} no full week after the start is over.",
            f"The first one is over on {write_day(first)}; three are better.",
        )


def check_weeks(weeks: int | None) -> int:
    """Give the most weeks to look at before; UsageError for fewer than 4 or more than 12."""
    if weeks is not None and not LEAST_WEEKS <= weeks <= MOST_WEEKS:
        raise UsageError(
            f"{weeks} is not from {LEAST_WEEKS} to {MOST_WEEKS}: fewer weeks say little of what is usual, and older"
            " ones were another time.",
            f"Leave --weeks-before out for up to {MOST_WEEKS}.",
        )
    return weeks or MOST_WEEKS


def check_title(title: str) -> str:
    """Give a title as it is kept; UsageError where there is none, or it is more than a line."""
    if not title.strip():
        raise UsageError("A tweak wants a few words for what is changed.", 'Write "shorter subject line", for one.')
    return check_breaks(check_text(title.strip(), "The title"))


def stop_tweak(ws: Workspace, reference: str, day: int | None = None, note: str = "") -> TweakView:
    """Stop a tweak: `day` is the first without the change, today unless it is given."""
    with ws.store.writing() as db:
        tweak = require_tweak(db, reference)
        stopped = ws.today() if day is None else day
        if tweak.stopped:
            when = label_day(read_day(tweak.stopped), ws.today())
            raise UsageError(f"{tweak.title} was stopped on {when} already.", f"tinywins tweak show {tweak.short}")
        if stopped < read_day(tweak.start):
            raise UsageError(
                f"It started later, on {tweak.start}.", f"To take it away: tinywins tweak rm {tweak.short}"
            )
        fields: fold.Fields = {"stopped": write_day(stopped)}
        if note.strip():
            fields["note"] = check_text(note.strip(), "The note")
        return change(ws, db, tweak, fields)


def edit_tweak(ws: Workspace, reference: str, edit: TweakEdit) -> TweakView:
    """Change a tweak; what decides its verdict cannot be changed once the verdict is there."""
    with ws.store.writing() as db:
        tweak = require_tweak(db, reference)
        view = view_tweak(ws, db, tweak, [])
        fields: fold.Fields = {}
        if edit.title is not None:
            fields["title"] = check_title(edit.title)
        if edit.measure is not None:
            check_open(view, "measure", {COLLECTING, REFUSED})
            fields["measure"] = list(read_measure(db, edit.measure))
        if edit.review is not None:
            check_open(view, "review")
            if edit.review == view.today:
                raise UsageError("A review is moved to a day ahead: today's would be a look at what is known.")
            check_review(view.start, edit.review, view.today)
            fields["review"] = write_day(edit.review)
        if edit.size is not None:
            check_open(view, "size")
            less, size = read_size(edit.size, tweak.less or None, is_limit=False)
            fields |= {"size": size, "less": less or tweak.less}
        return change(ws, db, tweak, fields)


def check_open(view: TweakView, what: str, states: set[str] | None = None) -> None:
    """Raise UsageError where the verdict was given: another look would be another chance for luck."""
    if (states and view.state not in states) or view.state == JUDGED:
        raise UsageError(
            f"Its {what} stands: the numbers are known by now, and another look is another chance for luck.",
            f'To go on looking, start anew: tinywins tweak start "..." --measure {write_measure(view.tweak)}',
        )


def write_measure(tweak: Tweak) -> str:
    """Write a measure as it is typed."""
    return "/".join(show_name(name) for name in (tweak.measure, tweak.per) if name)


def change(ws: Workspace, db: Db, tweak: Tweak, fields: fold.Fields) -> TweakView:
    """Record what changes of a tweak, in one act; nothing is written where nothing does."""
    present: fold.Fields = {
        "title": tweak.title,
        "measure": [tweak.measure, tweak.per],
        "review": tweak.review,
        "size": tweak.size,
        "less": tweak.less,
    }
    wanted = {key: value for key, value in fields.items() if value != present.get(key)}
    if wanted:
        act = journal.start_act(db, ws.new_id(), ws.stamp_clock())
        record_item(db, act, "tweak", tweak.id, wanted)
    known = work_plans.list_tweaks(db)
    return view_tweak(ws, db, next(each for each in known if each.id == tweak.id), known)


def remove_tweak(ws: Workspace, reference: str) -> Tweak:
    """Remove a tweak; undo brings it back."""
    with ws.store.writing() as db:
        tweak = require_tweak(db, reference)
        act = journal.start_act(db, ws.new_id(), ws.stamp_clock())
        record_item(db, act, "tweak", tweak.id, {"gone": True})
        return tweak
