"""Goals as they stand: phases, steps, how much is done, and which one step comes next."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tinywins.domain.days import read_day, write_day
from tinywins.domain.goals import Goal, Phase, Step
from tinywins.errors import NotFoundError, UsageError
from tinywins.services.work.items import find_item
from tinywins.services.workspace import Workspace
from tinywins.storage import entry_rows, goal_rows, work_plans
from tinywins.storage.connect import Db

if TYPE_CHECKING:
    from tinywins.services.work.burn_ups import BurnUp

OPEN, FOCUS, PARKED, DONE = "open", "focus", "parked", "done"
HINT = "tinywins goal list --all shows those there are."
FIRST = 'tinywins goal add "Launch the shop" --why "..."'


@dataclass(frozen=True, slots=True)
class PhaseView:
    """A phase with its steps. `reached` is the day on which the last of it was done, None before that.

    `done` of `want` counts steps, or thousandths of the goal's tag where the phase has an amount.
    """

    phase: Phase
    steps: tuple[Step, ...]
    done: int
    want: int
    reached: int | None

    @property
    def ahead(self) -> int | None:
        """How many days before its date it was reached, below 0 after it; None without either."""
        if self.reached is None or not self.phase.by:
            return None
        return read_day(self.phase.by) - self.reached


@dataclass(frozen=True, slots=True)
class GoalView:
    """A goal as it stands on a day: `loose` are the steps without a phase.

    `done` of `want` counts steps, or thousandths of its tag. `state` is open, focus, parked or done, and `reached` the
    day on which the last of it was done. `heard` gives the code of the feedback that led to a step, by the step's id.
    `reads` is how its tag reads: what reads otherwise than `sum` is a measurement, and adds up to nothing.
    """

    goal: Goal
    today: int
    phases: tuple[PhaseView, ...]
    loose: tuple[Step, ...]
    done: int
    want: int
    state: str
    reached: int | None
    heard: dict[str, str]
    reads: str = "sum"

    @property
    def steps(self) -> tuple[Step, ...]:
        """All its steps, phase by phase, those without one last."""
        return (*(step for phase in self.phases for step in phase.steps), *self.loose)

    @property
    def current(self) -> PhaseView | None:
        """The first phase that is not reached yet."""
        return next((phase for phase in self.phases if phase.reached is None), None)

    @property
    def is_past_half(self) -> bool:
        """Whether half of it, or more, is done."""
        return self.want > 0 and 2 * self.done >= self.want


def list_goals(ws: Workspace, *, every: bool = False) -> list[GoalView]:
    """List the goals that are being worked on, with `every` those that rest or are done too; the focus comes first."""
    db = ws.store.reader()
    views = [view_goal(ws, db, goal) for goal in goal_rows.list_goals(db)]
    shown = [view for view in views if every or view.state in (OPEN, FOCUS)]
    order = (FOCUS, OPEN, PARKED, DONE)
    return sorted(shown, key=lambda view: order.index(view.state))


def show_goal(ws: Workspace, reference: str = "") -> GoalView:
    """Show the goal that is meant by its code or by words of its title; without either, the one in focus."""
    db = ws.store.reader()
    return view_goal(ws, db, require_goal(db, reference))


def require_goal(db: Db, reference: str = "") -> Goal:
    """Give the goal that is meant; without a reference, the one in focus."""
    if not reference.strip():
        return require_focus(db)
    found = find_item(db, reference, "goal", goal_rows.list_titles(db, "goal"), HINT)
    goal = goal_rows.read_goal(db, found)
    if goal is None:
        raise NotFoundError(f"The goal {reference} is gone.", HINT)
    return goal


def find_focus(db: Db) -> Goal | None:
    """Give the goal in focus: the one that was named, or else the only one that is being worked on.

    One that rests or is done gives the focus away.
    """
    named, goals = goal_rows.read_focus(db), goal_rows.list_goals(db)
    working = (goal for goal in goals if not goal.parked and not is_done(db, goal))
    focused = next((goal for goal in goals if goal.id == named and not goal.parked and not is_done(db, goal)), None)
    if focused is not None:
        return focused
    found, other = next(working, None), next(working, None)
    return found if other is None else None


def is_done(db: Db, goal: Goal) -> bool:
    """Say whether all of a goal is done."""
    if goal.tag:
        return is_summed(db, goal) and goal_rows.count_tag(db, goal.tag, goal.since or goal.born) >= goal.target
    return is_whole(goal_rows.list_steps(db, goal.id), goal_rows.list_phases(db, goal.id))


def is_summed(db: Db, goal: Goal) -> bool:
    """Say whether what a goal counts adds up: a measurement does not."""
    return entry_rows.read_tag(db, goal.tag)[1] == "sum"


def is_whole(steps: list[Step], phases: list[Phase]) -> bool:
    """Say whether steps are all that a goal wants: each is done, each phase has some, and one at least was planned.

    Credited ones alone, which have no day of birth, are a start.
    """
    planned = {step.phase for step in steps}
    return (
        all(step.done for step in steps)
        and any(step.born for step in steps)
        and all(phase.id in planned for phase in phases)
    )


def require_focus(db: Db) -> Goal:
    """Give the goal in focus, or the only one where it is done; else say how to name one."""
    found = find_focus(db)
    if found is not None:
        return found
    awake = [goal for goal in goal_rows.list_goals(db) if not goal.parked]
    goals = [goal for goal in awake if not is_done(db, goal)]
    if not goals and len(awake) == 1:
        return awake[0]
    if not goals:
        raise NotFoundError("There is no goal that is being worked on.", FIRST)
    raise UsageError(
        f"{len(goals)} goals are being worked on, and none is in focus.",
        f"{goals[0].short} is {goals[0].title}; to put it in focus: tinywins goal focus {goals[0].short}",
    )


def view_goal(ws: Workspace, db: Db, goal: Goal) -> GoalView:
    """Give a goal as it stands today."""
    today = ws.today()
    steps = goal_rows.list_steps(db, goal.id)
    totals = total_days(read_amounts(db, goal, today)) if goal.tag else []
    phases = tuple(view_phase(phase, steps, totals) for phase in goal_rows.list_phases(db, goal.id))
    known = {view.phase.id for view in phases}
    loose = tuple(step for step in steps if step.phase not in known)
    if goal.tag:
        done, want = totals[-1][1] if totals else 0, goal.target
        reached = find_day(totals, want)
    else:
        done, want = sum(bool(step.done) for step in steps), len(steps)
        whole = is_whole(steps, [view.phase for view in phases])
        reached = max(read_day(step.done) for step in steps) if whole else None
    state = DONE if reached is not None else PARKED if goal.parked else OPEN
    if state == OPEN and (focus := find_focus(db)) and focus.id == goal.id:
        state = FOCUS
    heard = {
        step.id: heard[0] for step in steps if step.feedback and (heard := work_plans.read_heard(db, step.feedback))
    }
    reads = entry_rows.read_tag(db, goal.tag)[1] if goal.tag else "sum"
    return GoalView(goal, today, phases, loose, done, want, state, reached, heard, reads)


def view_phase(phase: Phase, steps: list[Step], totals: list[tuple[int, int]]) -> PhaseView:
    """Give a phase as it stands; `totals` is what the goal's tag came to, day by day."""
    own = tuple(step for step in steps if step.phase == phase.id)
    if phase.upto:
        done = min(totals[-1][1], phase.upto) if totals else 0
        return PhaseView(phase, own, done, phase.upto, find_day(totals, phase.upto))
    done = sum(bool(step.done) for step in own)
    reached = max(read_day(step.done) for step in own) if own and done == len(own) else None
    return PhaseView(phase, own, done, len(own), reached)


def read_amounts(db: Db, goal: Goal, today: int) -> list[tuple[int, int]]:
    """Read what the goal's tag was counted with, by day, from the goal's first day on: (day, thousandths).

    There is none of a tag that reads as a measurement.
    """
    if not is_summed(db, goal):
        return []
    rows = work_plans.read_span(db, goal.tag, goal.since or goal.born, write_day(today))
    return [(read_day(day), amount) for day, _, amount in rows]


def total_days(amounts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give what days came to, each with those before it."""
    totals, total = [], 0
    for day, amount in amounts:
        total += amount
        totals.append((day, total))
    return totals


def find_day(totals: list[tuple[int, int]], want: int) -> int | None:
    """Give the first day on which so much was there, where that much still is."""
    if not totals or totals[-1][1] < want:
        return None
    return next(day for day, total in totals if total >= want)


def find_next(view: GoalView) -> Step | None:
    """Give the one step that comes next: the first open one of the current phase, and where all there wait, beyond it.

    A step with an obstacle waits, and is not proposed. A phase of an amount that was reached may have open steps: those
    come last.
    """
    phases = sorted(view.phases, key=lambda phase: phase.reached is not None)
    steps = [*(step for phase in phases for step in phase.steps), *view.loose]
    return next((step for step in steps if not step.done and not step.obstacle), None)


def list_waiting(view: GoalView) -> list[Step]:
    """List the steps that something stands in the way of."""
    return [step for step in view.steps if step.obstacle and not step.done]


def view_burn_up(ws: Workspace, reference: str = "") -> "BurnUp":
    """Give the way of the goal that is meant, as a picture of it needs it."""
    from tinywins.services.work.goal_pace import lay_out_goal

    db = ws.store.reader()
    view = view_goal(ws, db, require_goal(db, reference))
    if not view.want:
        hint = f'tinywins goal step add "..." --goal {view.goal.short}'
        raise UsageError(f"{view.goal.title} has no steps yet, so there is no way to draw.", hint)
    return lay_out_goal(db, view)


def find_heard(ws: Workspace, step: Step) -> str:
    """Give the code of the feedback that led to a step; "" for none."""
    heard = work_plans.read_heard(ws.store.reader(), step.feedback)
    return heard[0] if heard else ""


def find_owner(ws: Workspace, kind: str, code: str) -> str:
    """Give the code of the goal that a phase or a step is of, by its code; a goal is of itself."""
    owner = goal_rows.read_owner(ws.store.reader(), kind, code)
    if owner is None:
        raise NotFoundError(f"The {kind} {code} was removed.", HINT)
    return owner


def names_of(goal: Goal) -> tuple[str, ...]:
    """Give the tags that feed a goal, what it counts among them, each as it is called now."""
    return tuple(sorted({*goal.tags, *([goal.tag] if goal.tag else [])}))
