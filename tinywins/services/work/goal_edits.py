"""Changing goals: setting one, its phases and steps, what stands in the way, and which one is in focus."""

from dataclasses import dataclass

from tinywins.domain.datewords import FORWARD_FORMS, read_day_words
from tinywins.domain.days import label_day, read_day, write_day
from tinywins.domain.goals import Goal, Phase, Step
from tinywins.domain.line import BREAKS, check_text
from tinywins.domain.names import natural_id
from tinywins.errors import NotFoundError, UsageError
from tinywins.services.tags import read_name
from tinywins.services.work.goals import GoalView, is_done, require_goal, view_goal
from tinywins.services.work.items import find_item, give_code, record_item
from tinywins.services.work.measures import read_counted
from tinywins.services.workspace import Workspace
from tinywins.storage import entry_rows, fold, goal_rows, journal
from tinywins.storage.connect import Db

FOCUS_ID = natural_id("focus", "goal")


@dataclass(frozen=True, slots=True)
class GoalDraft:
    """What is said of a goal; None leaves a thing as it is, "" takes it away.

    `by` and `since` are ordinals, 0 for none; `target` is (thousandths, tag as typed). `tags` are added as typed,
    `untag` taken away.
    """

    title: str | None = None
    why: str | None = None
    by: int | None = None
    target: tuple[int, str] | None = None
    since: int | None = None
    tags: tuple[str, ...] = ()
    untag: tuple[str, ...] = ()


def read_date_ahead(ws: Workspace, words: str) -> int:
    """Read the date that a goal or phase is wanted by, today or later, as an ordinal."""
    day = read_day_words(words, ws.today(), forward=True)
    if day < ws.today():
        raise UsageError(f"{write_day(day)} is over, and the date of a goal lies ahead.", FORWARD_FORMS)
    return day


def read_title(text: str, what: str) -> str:
    """Give a title as it is kept, one line; `what` is whose it is."""
    if not text.strip():
        raise UsageError(f"A {what} needs a few words that say what it is.")
    return read_words(text, "The title")


def read_words(text: str, what: str) -> str:
    """Give a title, reason or obstacle as it is kept, one line, which may be empty; `what` begins a sentence."""
    words = check_text(text.strip(), what)
    if any(sign in words for sign in BREAKS):
        raise UsageError(f"{what} is one line, and this holds a line break.", "Write it as one line.")
    return words


def add_goal(ws: Workspace, draft: GoalDraft) -> GoalView:
    """Set a goal, in one act."""
    title = read_title(draft.title or "", "goal")
    if draft.since is not None and draft.target is None:
        raise UsageError(
            "The day of --since is the one from which a tag is counted.", "Add a target, such as --target 40 +orders."
        )
    with ws.store.writing() as db:
        today = write_day(ws.today())
        goal_id = ws.new_id()
        fields: fold.Fields = {"short": give_code(db, goal_id), "title": title, "born": today}
        fields |= plan_goal(db, ws, draft)
        fields |= {f"+{read_tag(word)}": True for word in draft.tags}
        if draft.target is not None and draft.since is None:
            fields["since"] = today
        fields["place"] = goal_rows.next_place(db, "goal")
        act = journal.start_act(db, ws.new_id(), ws.stamp_clock())
        record_item(db, act, "goal", goal_id, {key: value for key, value in fields.items() if value})
        return view_goal(ws, db, require_goal(db, goal_id_code(db, goal_id)))


def goal_id_code(db: Db, goal_id: str) -> str:
    """Give the short code of a goal that is there."""
    goal = goal_rows.read_goal(db, goal_id)
    return goal.short if goal else ""


def plan_goal(db: Db, ws: Workspace, draft: GoalDraft) -> fold.Fields:
    """Give the fields that a draft sets, but for the title and the tags."""
    fields: fold.Fields = {}
    if draft.why is not None:
        fields["why"] = read_words(draft.why, "The reason")
    if draft.by is not None:
        fields["by"] = write_by(ws, draft.by)
    if draft.target is not None:
        amount, word = draft.target
        if amount <= 0:
            raise UsageError("A target is more than nothing.", "Write --target 40 +orders, for example.")
        fields["target"] = [amount, read_counted(db, word)]
    if draft.since is not None:
        if draft.since > ws.today():
            raise UsageError(f"{write_day(draft.since)} is still to come.", "Name a day up to today.")
        fields["since"] = write_day(draft.since)
    return fields


def plan_tags(db: Db, goal: Goal, draft: GoalDraft) -> fold.Fields:
    """Give the fields that feed a goal by other tags; those by which it is fed already, or not, stay as they are."""
    added = [name for word in draft.tags if entry_rows.find_tag(db, name := read_tag(word)) not in goal.tags]
    taken = [entry_rows.find_tag(db, read_tag(word)) for word in draft.untag]
    fields: fold.Fields = {f"+{name}": True for name in added}
    return fields | {f"+{name}": False for tag in taken for name in goal_rows.list_names(db, goal.id, tag)}


def write_by(ws: Workspace, by: int | None) -> str:
    """Write the date of a goal or phase as ISO text, "" for none; UsageError for one that is over."""
    if by and by < ws.today():
        raise UsageError(f"{write_day(by)} is over, and a date to work toward lies ahead.", FORWARD_FORMS)
    return write_day(by) if by else ""


def read_tag(word: str) -> str:
    """Read a tag that feeds a goal; a person feeds none."""
    name = read_name(word)
    if name.startswith("@"):
        raise UsageError(f"{name} is a person, and a goal is fed by tags.", "Name a tag, such as --tag shop.")
    return name


def edit_goal(ws: Workspace, reference: str, draft: GoalDraft) -> tuple[GoalView, bool]:
    """Change a goal, in one act; give it with whether anything changed."""
    with ws.store.writing() as db:
        goal = require_goal(db, reference)
        fields = plan_goal(db, ws, draft)
        if draft.title is not None:
            fields["title"] = read_title(draft.title, "goal")
        if fields.get("since") and not (goal.tag or fields.get("target")):
            raise UsageError("This goal counts its steps, and --since is the day from which a tag is counted.")
        changed = {key: value for key, value in fields.items() if value != present(goal, key)}
        changed |= plan_tags(db, goal, draft)
        if draft.target is not None and goal.tag == entry_rows.find_tag(db, read_name(draft.target[1])):
            changed = {
                key: value for key, value in changed.items() if key != "target" or draft.target[0] != goal.target
            }
        if changed.get("target") and not goal.tag and "since" not in changed:
            changed["since"] = goal.born
        if changed:
            act = journal.start_act(db, ws.new_id(), ws.stamp_clock())
            record_item(db, act, "goal", goal.id, changed)
        return view_goal(ws, db, require_goal(db, goal.short)), bool(changed)


def present(goal: Goal, key: str) -> object:
    """Give what a field of a goal is now."""
    return [goal.target, goal.tag] if key == "target" else getattr(goal, key)


def add_phase(
    ws: Workspace, title: str, reference: str = "", by: int | None = None, upto: int = 0
) -> tuple[Phase, GoalView]:
    """Add a phase at the end of a goal; `by` is an ordinal, `upto` thousandths of the tag that the goal counts."""
    words, until = read_title(title, "phase"), write_by(ws, by)
    with ws.store.writing() as db:
        goal = require_goal(db, reference)
        if upto and not goal.tag:
            raise UsageError(f"{goal.title} counts its steps, so a phase ends with its last one.", "Leave --at out.")
        if goal.tag and not 0 <= upto <= goal.target:
            raise UsageError("A phase lies within the whole goal.", "Give --at an amount up to the target.")
        act = journal.start_act(db, ws.new_id(), ws.stamp_clock())
        phase = add_phase_in(db, ws, act, goal.id, words, until, upto)
        return phase, view_goal(ws, db, goal)


def add_phase_in(
    db: Db, ws: Workspace, act: journal.Act, goal_id: str, title: str, by: str = "", upto: int = 0, place: int = 0
) -> Phase:
    """Add a phase to a goal within an act; `by` is ISO text, `place` its place where it is not the last."""
    phase_id = ws.new_id()
    fields: fold.Fields = {"goal": goal_id, "short": give_code(db, phase_id), "title": title, "by": by, "upto": upto}
    fields["place"] = place or goal_rows.next_place(db, "phase", goal_id)
    record_item(db, act, "phase", phase_id, {key: value for key, value in fields.items() if value})
    return next(phase for phase in goal_rows.list_phases(db, goal_id) if phase.id == phase_id)


def add_step(
    db: Db,
    ws: Workspace,
    act: journal.Act,
    goal_id: str,
    title: str,
    phase_id: str = "",
    feedback: str = "",
    *,
    place: int = 0,
    born: str | None = None,
) -> Step:
    """Add a step to a goal within an act; `feedback` is the id of what was heard that led to it.

    `place` is its place where it is not the last, `born` the day (ISO text) from which it was wanted, else today;
    "" for work of before, which is wanted from the goal's first day on.
    """
    step_id = ws.new_id()
    fields: fold.Fields = {
        "goal": goal_id,
        "phase": phase_id,
        "short": give_code(db, step_id),
        "title": title,
        "feedback": feedback,
        "born": write_day(ws.today()) if born is None else born,
        "place": place or goal_rows.next_place(db, "step", goal_id),
    }
    record_item(db, act, "step", step_id, {key: value for key, value in fields.items() if value})
    return require_step(db, step_id)


def plan_step(ws: Workspace, title: str, reference: str = "", phase: str = "") -> tuple[Step, GoalView]:
    """Add a step, in one act: to the phase that is named, or else the goal's current one."""
    words = read_title(title, "step")
    with ws.store.writing() as db:
        if phase and not reference.strip():
            goal, phase_id = find_phase_anywhere(db, phase)
        else:
            goal = require_goal(db, reference)
            phase_id = find_phase(db, goal, phase).id if phase else find_current_phase(ws, db, goal)
        act = journal.start_act(db, ws.new_id(), ws.stamp_clock())
        step = add_step(db, ws, act, goal.id, words, phase_id)
        return step, view_goal(ws, db, goal)


def add_next_step(db: Db, ws: Workspace, act: journal.Act, goal_id: str, title: str, feedback: str = "") -> Step:
    """Add a step to a goal's current phase within an act; `feedback` is the id of what was heard that led to it."""
    goal = goal_rows.read_goal(db, goal_id)
    if goal is None:
        raise NotFoundError("That goal is gone.", "tinywins goal list --all")
    phase = find_current_phase(ws, db, goal)
    return add_step(db, ws, act, goal_id, read_title(title, "step"), phase, feedback)


def find_current_phase(ws: Workspace, db: Db, goal: Goal) -> str:
    """Give the id of a goal's first phase that is not reached, else of its last; "" where it has none."""
    view = view_goal(ws, db, goal)
    phase = view.current or (view.phases[-1] if view.phases else None)
    return phase.phase.id if phase else ""


def find_phase(db: Db, goal: Goal, reference: str) -> Phase:
    """Give the phase of a goal that is meant."""
    phases = goal_rows.list_phases(db, goal.id)
    hint = f"tinywins goal show {goal.short}"
    found = find_item(db, reference, "phase", [(each.id, each.short, each.title) for each in phases], hint)
    return next(each for each in phases if each.id == found)


def find_phase_anywhere(db: Db, reference: str) -> tuple[Goal, str]:
    """Give the phase that is meant, in the goal in focus before others, as its goal and its id."""
    try:
        goal = require_goal(db)
        return goal, find_phase(db, goal, reference).id
    except (NotFoundError, UsageError):
        found = find_item(db, reference, "phase", goal_rows.list_titles(db, "phase"), "tinywins goal show")
    for goal in goal_rows.list_goals(db):
        if any(phase.id == found for phase in goal_rows.list_phases(db, goal.id)):
            return goal, found
    raise NotFoundError(f"The goal of the phase {reference} is gone.", "tinywins goal list --all")


def require_step(db: Db, step_id: str) -> Step:
    """Read a step that is there."""
    step = goal_rows.read_step(db, step_id)
    if step is None:
        raise NotFoundError("That step is gone.", "tinywins goal show")
    return step


def find_step(db: Db, reference: str) -> Step:
    """Give the step that is meant, by its code or by words of its title; an open one goes before one that is done."""
    hint = "tinywins goal show names the steps."
    try:
        return require_step(db, find_item(db, reference, "step", goal_rows.list_open_titles(db), hint))
    except NotFoundError:
        return require_step(db, find_item(db, reference, "step", goal_rows.list_titles(db, "step"), hint))


def block_step(ws: Workspace, reference: str, obstacle: str) -> tuple[Step, GoalView]:
    """Name what stands in the way of a step, or with "" say that nothing does any more."""
    words = read_words(obstacle, "The obstacle")
    with ws.store.writing() as db:
        step = find_step(db, reference)
        if step.done:
            when = label_day(read_day(step.done), ws.today())
            raise UsageError(f"{step.title} was done on {when}.", f"tinywins goal show {goal_id_code(db, step.goal)}")
        if step.obstacle != words:
            act = journal.start_act(db, ws.new_id(), ws.stamp_clock())
            record_item(db, act, "step", step.id, {"obstacle": words})
        goal = require_goal(db, goal_id_code(db, step.goal))
        return require_step(db, step.id), view_goal(ws, db, goal)


def focus_goal(ws: Workspace, reference: str) -> GoalView:
    """Put a goal in focus; one that rests is taken up again with it. UsageError for one that is done."""
    with ws.store.writing() as db:
        goal = require_goal(db, reference)
        if is_done(db, goal):
            more = "edit {} --target 80 +{}" if goal.tag else 'step add "..." --goal {}'
            hint = f"tinywins goal {more.format(goal.short, goal.tag)}"
            raise UsageError(f"{goal.title} is done, so nothing of it comes next.", hint)
        act = None
        if goal.parked:
            act = journal.start_act(db, ws.new_id(), ws.stamp_clock())
            record_item(db, act, "goal", goal.id, resume(ws))
        if goal_rows.read_focus(db) != goal.id:
            act = act or journal.start_act(db, ws.new_id(), ws.stamp_clock())
            record_item(db, act, "focus", FOCUS_ID, {"goal": goal.id})
        return view_goal(ws, db, require_goal(db, goal.short))


def resume(ws: Workspace) -> fold.Fields:
    """Give the fields that take up a goal that rested."""
    return {"parked": "", "resumed": write_day(ws.today())}


def park_goal(ws: Workspace, reference: str, *, park: bool = True) -> tuple[GoalView, bool]:
    """Let a goal rest, or take it up again; give it with whether that is new."""
    with ws.store.writing() as db:
        goal = require_goal(db, reference)
        fields: fold.Fields = {"parked": write_day(ws.today())} if park else resume(ws)
        is_new = bool(goal.parked) != park
        if is_new:
            act = journal.start_act(db, ws.new_id(), ws.stamp_clock())
            record_item(db, act, "goal", goal.id, fields)
        return view_goal(ws, db, require_goal(db, goal.short)), is_new


def remove_goal(ws: Workspace, reference: str) -> GoalView:
    """Remove a goal with its phases and steps, in one act; the wins stay."""
    with ws.store.writing() as db:
        goal = require_goal(db, reference)
        view = view_goal(ws, db, goal)
        act = journal.start_act(db, ws.new_id(), ws.stamp_clock())
        record_item(db, act, "goal", goal.id, {"gone": True})
        for phase in view.phases:
            record_item(db, act, "phase", phase.phase.id, {"gone": True})
        for step in view.steps:
            record_item(db, act, "step", step.id, {"gone": True})
        return view


def remove_step(ws: Workspace, reference: str) -> tuple[Step, GoalView]:
    """Remove a step; its win, where there is one, stays a win."""
    with ws.store.writing() as db:
        step = find_step(db, reference)
        act = journal.start_act(db, ws.new_id(), ws.stamp_clock())
        record_item(db, act, "step", step.id, {"gone": True})
        return step, view_goal(ws, db, require_goal(db, goal_id_code(db, step.goal)))


def remove_phase(ws: Workspace, reference: str, goal: str = "") -> tuple[Phase, GoalView]:
    """Remove a phase, in one act; its steps stay without one."""
    with ws.store.writing() as db:
        owner = require_goal(db, goal) if goal.strip() else find_phase_anywhere(db, reference)[0]
        phase = find_phase(db, owner, reference)
        act = journal.start_act(db, ws.new_id(), ws.stamp_clock())
        for step in goal_rows.list_steps(db, owner.id):
            if step.phase == phase.id:
                record_item(db, act, "step", step.id, {"phase": ""})
        record_item(db, act, "phase", phase.id, {"gone": True})
        return phase, view_goal(ws, db, owner)
