"""A goal as an indented outline that is edited as text, and what became of it, in one act."""

from dataclasses import dataclass, replace

from tinywins.domain.amounts import read_amount, write_amount
from tinywins.domain.datewords import read_day_words
from tinywins.domain.days import write_day
from tinywins.domain.goals import Goal, Phase, Step
from tinywins.errors import UsageError
from tinywins.services.work.goal_edits import add_phase_in, add_step, present, read_title, read_words
from tinywins.services.work.goals import GoalView, require_goal, view_goal
from tinywins.services.work.items import record_item
from tinywins.services.workspace import Workspace
from tinywins.storage import fold, goal_rows, journal
from tinywins.storage.connect import Db

HELP = """# One goal. Phases stand at the left, steps below them with [ ]; a line's order is its place.
# Add, move, reword and remove lines as you like. The code at a line's end says which one it is;
# a new line has none. A step that is done, [x], is a win, and stays one; `done STEP` ticks it.
#   Phase, by 2027-01-15 {code}
#     [ ] Step ! what stands in its way {code}
"""


Change = tuple[str, str, fold.Fields]  # what is set of a thing: its kind, its id, the fields
MARK = " ! "  # between a step's title and what stands in its way


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the outline: the code of the phase or step that it is, "" for a new one.

    `by` and `upto` are of a phase, `obstacle` and `phase` (the place of its phase among the phases, -1 for none) of a
    step.
    """

    title: str
    code: str
    by: str = ""
    upto: int = 0
    obstacle: str = ""
    phase: int = -1


@dataclass(frozen=True, slots=True)
class Outline:
    """An outline that was read: the goal's own fields, its phases and its steps, in order."""

    title: str
    why: str
    by: str
    phases: tuple[Line, ...]
    steps: tuple[Line, ...]


def write_outline(view: GoalView) -> str:
    """Write a goal as an outline."""
    goal = view.goal
    lines = [HELP.rstrip("\n"), "", f"Goal: {goal.title}", f"Why: {goal.why}", f"By: {goal.by}", ""]
    lines += [write_step(step) for step in view.loose]
    for each in view.phases:
        lines += [write_phase(each.phase), *(write_step(step) for step in each.steps)]
    return "\n".join(lines) + "\n"


def write_phase(phase: Phase) -> str:
    """Write a phase as a line of an outline."""
    by = f", by {phase.by}" if phase.by else ""
    upto = f", at {write_amount(phase.upto)}" if phase.upto else ""
    return f"{phase.title}{by}{upto} {{{phase.short}}}"


def write_step(step: Step) -> str:
    """Write a step as a line of an outline."""
    obstacle = f"{MARK}{step.obstacle}" if step.obstacle else ""
    return f"  [{'x' if step.done else ' '}] {step.title}{obstacle} {{{step.short}}}"


def list_written(view: GoalView) -> dict[str, Line]:
    """List what each line says that stands as it was written, whatever signs its words hold; steps as of no phase."""
    lines = {write_step(step).strip(): Line(step.title, step.short, obstacle=step.obstacle) for step in view.steps}
    phases = [each.phase for each in view.phases]
    return lines | {write_phase(each).strip(): Line(each.title, each.short, each.by, each.upto) for each in phases}


def read_outline(text: str, view: GoalView, today: int) -> Outline:
    """Read an outline; UsageError names the line that cannot be read. `today` is what date words look forward from."""
    head = {"goal": view.goal.title, "why": "", "by": ""}
    phases: list[Line] = []
    steps: list[Line] = []
    seen: set[str] = set()
    written, codes = list_written(view), {step.short for step in view.steps}
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.strip()
        key, colon, value = line.partition(":")
        known = written.get(line)
        if known is None and (not line or line.startswith("#")):
            continue
        if known is None and colon and key.strip().lower() in head and not phases and not steps:
            head[key.strip().lower()] = value.strip()
            continue
        try:
            read = replace(known, phase=len(phases) - 1) if known else read_line(line, len(phases) - 1, view, today)
        except UsageError as error:
            raise UsageError(f"Line {number}: {error.message}", error.hint) from None
        if read.code in seen:
            raise UsageError(f"Line {number}: {{{read.code}}} stands there twice.", "A new line has no code.")
        seen |= {read.code} if read.code else set()
        (steps if read.code in codes or (not known and is_step(line)) else phases).append(read)
    by = write_day(read_day_words(head["by"], today, forward=True)) if head["by"] else ""
    why = head["why"] if head["why"] == view.goal.why else read_words(head["why"], "The reason")
    return Outline(read_title(head["goal"], "goal"), why, by, tuple(phases), tuple(steps))


def is_step(line: str) -> bool:
    """Say whether a line, without what it is indented by, is a step: it begins with a box."""
    return line.lower().removeprefix("- ").startswith(("[ ]", "[x]", "[]"))


def read_line(line: str, phase: int, view: GoalView, today: int) -> Line:
    """Read a line that is a phase or a step; `phase` is the place of the phase above it."""
    rest, code = take_code(line)
    if not is_step(line):
        title, by, upto = take_ends(rest, view.goal, today)
        check_code(code, [each.phase.short for each in view.phases], "phase")
        return Line(read_title(title, "phase"), code, by, upto)
    _, _, rest = rest.partition("]")
    check_code(code, [step.short for step in view.steps], "step")
    named = next((step.title for step in view.steps if step.short == code), "")
    title, obstacle = split_obstacle(rest, named.count(MARK))
    if not code and "[x]" in line.lower()[:6]:
        raise UsageError("A new step is not done yet.", "Write [ ]; then tinywins done STEP logs its win.")
    return Line(read_title(title, "step"), code, obstacle=read_words(obstacle, "The obstacle"), phase=phase)


def split_obstacle(text: str, marks: int) -> tuple[str, str]:
    """Split what a step says into its title and its obstacle; `marks` is how many marks the title itself had before."""
    parts = text.split(MARK)
    return MARK.join(parts[: marks + 1]), MARK.join(parts[marks + 1 :])


def take_code(line: str) -> tuple[str, str]:
    """Take the code in braces off a line's end."""
    if not line.endswith("}") or "{" not in line:
        return line, ""
    rest, _, code = line[:-1].rpartition("{")
    return (rest.rstrip(), code.strip()) if code.strip().isalnum() else (line, "")


def check_code(code: str, known: list[str], what: str) -> None:
    """Raise UsageError for a code that is not one of the goal's."""
    if code and code not in known:
        raise UsageError(f"{{{code}}} is no {what} of this goal.", "A new line has no code.")


def take_ends(text: str, goal: Goal, today: int) -> tuple[str, str, int]:
    """Take a phase's date and amount off its line's end: title, date (ISO text), thousandths."""
    by, upto = "", 0
    while True:
        title, comma, end = text.rpartition(",")
        word, _, value = end.strip().partition(" ")
        if comma and word == "by" and not by and value:
            by = write_day(read_day_words(value, today, forward=True))
        elif comma and word == "at" and not upto and goal.tag and value[:1].isdigit():
            upto, _ = read_amount(value.strip())
        else:
            return text, by, upto
        text = title


def save_outline(ws: Workspace, reference: str, before: str, text: str) -> tuple[GoalView, int]:
    """Make a goal what its outline says, in one act; give it with how many things changed; another order
    alone is one change.

    `before` is the outline as it was handed out: UsageError where the goal has changed since. An empty text changes
    nothing.
    """
    with ws.store.writing() as db:
        goal = require_goal(db, reference)
        view = view_goal(ws, db, goal)
        if write_outline(view) != before:
            raise UsageError("The goal was changed elsewhere meanwhile, so nothing was changed.", "Edit it once more.")
        if not text.strip():
            return view, 0
        outline = read_outline(text, view, ws.today())
        ends = goal_rows.next_place(db, "phase", goal.id), goal_rows.next_place(db, "step", goal.id)
        changes = list_changes(view, outline, ends)
        new = [line for line in (*outline.phases, *outline.steps) if not line.code]
        if changes or new:
            act = journal.start_act(db, ws.new_id(), ws.stamp_clock())
            for kind, thing, fields in changes:
                record_item(db, act, kind, thing, fields)
            add_lines(db, ws, act, view, outline, ends)
        own = sum(set(fields) != {"place"} for _, _, fields in changes) + len(new)
        return view_goal(ws, db, require_goal(db, goal.short)), own or min(1, len(changes))


def list_changes(view: GoalView, outline: Outline, ends: tuple[int, int]) -> list[Change]:
    """List the changes of things that are there, those of a step's phase apart from `add_lines`.

    `ends` are the first places that are free behind all phases and all steps.
    """
    goal = view.goal
    wanted: fold.Fields = {"title": outline.title, "why": outline.why, "by": outline.by}
    fields = {key: value for key, value in wanted.items() if value != present(goal, key)}
    changes: list[Change] = [("goal", goal.id, fields)] if fields else []
    phases = {each.phase.short: each.phase for each in view.phases}
    for line, place in zip(outline.phases, find_places(list(phases), outline.phases, ends[0]), strict=True):
        if line.code:
            changes += change_of("phase", phases[line.code], line, place)
    kept = {line.code for line in outline.phases}
    changes += [("phase", phase.id, {"gone": True}) for code, phase in phases.items() if code not in kept]
    return changes + list_step_changes(view, outline, phases, ends[1])


def find_places(order: list[str], lines: tuple[Line, ...], end: int) -> list[int]:
    """Give the place that each line gets, 0 for one that keeps its own: from the first that stands elsewhere on, all
    get places from `end` on. `order` has the codes in the order there was.
    """
    left = {line.code for line in lines}
    before = [code for code in order if code in left]
    same = next(
        (n for n, (code, line) in enumerate(zip(before, lines, strict=False)) if code != line.code), len(before)
    )
    return [0] * same + list(range(end, end + len(lines) - same))


def list_step_changes(view: GoalView, outline: Outline, phases: dict[str, Phase], end: int) -> list[Change]:
    """List the changes of steps that are there; one of a phase that is new is moved there once it is."""
    changes: list[Change] = []
    steps = {step.short: step for step in (*view.loose, *(step for each in view.phases for step in each.steps))}
    for line, place in zip(outline.steps, find_places(list(steps), outline.steps, end), strict=True):
        if not line.code:
            continue
        above = outline.phases[line.phase].code if line.phase >= 0 else ""
        phase = phases[above].id if above else ""
        is_new = line.phase >= 0 and not above
        changes += change_of("step", steps[line.code], line, place, None if is_new else phase)
    kept = {line.code for line in outline.steps}
    return changes + [("step", step.id, {"gone": True}) for code, step in steps.items() if code not in kept]


def change_of(kind: str, thing: Phase | Step, line: Line, place: int, phase: str | None = None) -> list[Change]:
    """Give the change that makes a thing what its line says; none where it is that already."""
    wanted: fold.Fields = {"title": line.title}
    wanted |= {"by": line.by, "upto": line.upto} if kind == "phase" else {"obstacle": line.obstacle}
    if phase is not None:
        wanted["phase"] = phase
    fields = {key: value for key, value in wanted.items() if value != getattr(thing, key)}
    fields |= {"place": place} if place else {}
    return [(kind, thing.id, fields)] if fields else []


def add_lines(db: Db, ws: Workspace, act: journal.Act, view: GoalView, outline: Outline, ends: tuple[int, int]) -> None:
    """Add the phases and steps that are new, each at its place, and move steps into phases that are new."""
    ids = {each.phase.short: each.phase.id for each in view.phases}
    placed = []
    order = [each.phase.short for each in view.phases]
    for line, place in zip(outline.phases, find_places(order, outline.phases, ends[0]), strict=True):
        if line.code:
            placed.append(ids[line.code])
        else:
            placed.append(add_phase_in(db, ws, act, view.goal.id, line.title, line.by, line.upto, place).id)
    steps = {step.short: step.id for step in (*view.loose, *(step for each in view.phases for step in each.steps))}
    for line, place in zip(outline.steps, find_places(list(steps), outline.steps, ends[1]), strict=True):
        phase = placed[line.phase] if line.phase >= 0 else ""
        if not line.code:
            step = add_step(db, ws, act, view.goal.id, line.title, phase, place=place)
            if line.obstacle:
                record_item(db, act, "step", step.id, {"obstacle": line.obstacle})
        elif line.phase >= 0 and not outline.phases[line.phase].code:
            record_item(db, act, "step", steps[line.code], {"phase": phase})


def open_outline(ws: Workspace, reference: str) -> tuple[str, str]:
    """Give a goal's code and its outline."""
    db = ws.store.reader()
    goal = require_goal(db, reference)
    return goal.short, write_outline(view_goal(ws, db, goal))
