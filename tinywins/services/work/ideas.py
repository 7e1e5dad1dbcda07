"""From idea to test: what was heard becomes a tweak or a step of a goal, in the one act that closes it."""

from dataclasses import dataclass

from tinywins.domain.feedback import PLANNED, Age, Feedback
from tinywins.domain.line import Line
from tinywins.errors import UsageError
from tinywins.services.logging import When
from tinywins.services.work.feedback import Acted, act_on, age_of, close_feedback
from tinywins.services.work.items import find_item
from tinywins.services.work.measures import list_unlogged
from tinywins.services.work.tweak_views import TweakView
from tinywins.services.work.tweaks import TweakDraft, show_tweak, start_in
from tinywins.services.workspace import Workspace
from tinywins.storage import journal, work_plans
from tinywins.storage.connect import Db

GOALS = "tinywins goal list shows those there are."


@dataclass(frozen=True, slots=True)
class Tried:
    """Feedback that was answered by starting a tweak: the win, and the tweak as it stands.

    `unlogged` has the tags it is measured by under which nothing was logged yet, each with the known one it resembles.
    """

    acted: Acted
    tweak: TweakView
    unlogged: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Planned:
    """Feedback that became a step: how old it was, the step's code and title, and its goal's title."""

    feedback: Feedback
    age: Age
    short: str
    title: str
    goal: str


def try_out(
    ws: Workspace, reference: str, line: Line, draft: TweakDraft, when: When | None = None, note: str = ""
) -> Tried:
    """Answer feedback by starting a tweak, in one act; a line without a text says that it was started."""
    titled = Line(line.text or f"Started a tweak: {draft.title.strip()}", line.mentions)
    codes = []

    def start(db: Db, act: journal.Act, item: Feedback) -> None:
        codes.append(start_in(db, ws, act, draft, item.id).short)

    acted = act_on(ws, reference, titled, when, note, also=start)
    view = show_tweak(ws, codes[0])
    names = tuple(name for name in (view.tweak.measure, view.tweak.per) if name)
    return Tried(acted, view, list_unlogged(ws.store.reader(), names))


def plan_step(ws: Workspace, reference: str, goal: str, title: str, note: str = "") -> Planned:
    """Make feedback a step of a goal, in one act: it is closed as planned, and a win once the step is done."""
    from tinywins.services.work.goal_edits import add_next_step

    if not title.strip():
        raise UsageError("A step has a title.", f'tinywins feedback act {reference} --step {goal} "..."')
    made = []

    def add(db: Db, act: journal.Act, item: Feedback) -> None:
        titles = work_plans.list_goal_titles(db)
        goal_id = find_item(db, goal, "goal", titles, GOALS)
        step = add_next_step(db, ws, act, goal_id, title, item.id)
        made.append((step.short, step.title, next(name for known, _, name in titles if known == goal_id)))

    item = close_feedback(ws, reference, PLANNED, note, also=add)
    return Planned(item, age_of(ws, item), *made[0])
