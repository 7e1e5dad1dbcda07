"""Goals: each with its phases and steps, which are ticked where they stand; beside them the way of the goal."""

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Static

from tinywins.domain.goals import Step
from tinywins.render.columns import Look
from tinywins.render.safe import make_safe
from tinywins.render.text import list_treats, show_warnings
from tinywins.render.work.goals import name_goal, say_done, say_step_became
from tinywins.services.work.goal_edits import block_step, focus_goal, park_goal
from tinywins.services.work.goal_ticks import do_step, reopen_step
from tinywins.services.work.goals import FOCUS, PARKED, GoalView, find_next, list_goals
from tinywins.tui.goal_rows import GOAL, STEP, lay_out, row_of
from tinywins.tui.screens.ask import AskScreen
from tinywins.tui.screens.box import open_over
from tinywins.tui.screens.goal import GoalScreen, draw_way
from tinywins.tui.screens.goal_forms import open_goal, open_phase, open_step
from tinywins.tui.screens.parts_page import PartsPage
from tinywins.tui.widgets.chart import ChartView
from tinywins.tui.widgets.rows import Rows
from tinywins.tui.work_rows import Line, WorkRow

ROOM = 28  # rows of the screen that a picture takes with its sentences
ON_STEPS, ON_GOALS = ("tick", "block"), ("aim", "park", "add_phase")


class GoalsPage(PartsPage):
    """The page of goals."""

    NAME: ClassVar[str] = "goals"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (36, "-tall")]  # noqa: RUF012 (Textual's own kind)
    DEFAULT_CSS = """
    GoalsPage.-narrow.-tall #box { display: block; height: 20; border-top: solid $foreground 30%; }
    GoalsPage #why { height: auto; padding: 0 1; color: $text-muted; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "tick", "Done", id="goals.tick"),
        Binding("n", "add_step", "New step", id="goals.add-step"),
        Binding("b", "block", "Obstacle", id="goals.block"),
        Binding("f", "aim", "Focus", id="goals.focus"),
        Binding("p", "park", "Rest", show=False, id="goals.park"),
        Binding("P", "add_phase", "New phase", show=False, id="goals.add-phase"),
        Binding("N", "add_goal", "New goal", id="goals.add-goal"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.views: list[GoalView] = []
        self.drawn: tuple[object, ...] = ()

    @property
    def view(self) -> GoalView | None:
        """The goal under the cursor."""
        row = self.row
        return next((view for view in self.views if row and view.goal.short == row.goal), None)

    @property
    def step(self) -> Step | None:
        """The step under the cursor, as it is shown."""
        row, view = self.row, self.view
        if row is None or view is None or row.kind != STEP:
            return None
        return next((step for step in view.steps if step.short == row.ref), None)

    def read_things(self) -> None:
        """Read the goals."""
        self.views = list_goals(self.session.ws, every=True)

    def find_first(self) -> WorkRow | None:
        """Give the step that comes next in the goal in focus."""
        view = next((view for view in self.views if view.state == FOCUS), None)
        step = find_next(view) if view else None
        return row_of(view, STEP, step.short, step.title) if view and step else None

    def lay_out(self, look: Look) -> list[Line]:
        """Write the goals."""
        return lay_out(self.views, look)

    def compose_details(self) -> Iterable[Widget]:
        """Give room for the way of the goal under the cursor, and for what it is for."""
        yield Static("", id="why", markup=False)
        yield ChartView(id="way")

    def show_details(self) -> None:
        """Draw the way of the goal under the cursor; not again while neither it nor the log has changed."""
        box, view = self.query_one("#box"), self.view
        if not box.display:
            self.drawn = ()
            return
        now = (self.session.version, self.session.today, view.goal.id if view else "", self.size)
        if now == self.drawn:
            return
        self.drawn = now
        self.query_one("#why", Static).update(make_safe(view.goal.why) if view else "")
        chart = self.query_one("#way", ChartView)
        chart.display = view is not None and view.want > 0
        if view is not None and view.want > 0:
            is_low, signs = self.size.height < ROOM, self.look.ascii
            self.attempt(lambda: chart.show(draw_way(self.session.ws, view), ascii_signs=signs, is_low=is_low))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave out the keys that do nothing to what is under the cursor."""
        kind = self.row.kind if self.is_mounted and self.row else ""
        is_out = (action in ON_STEPS and kind != STEP) or (action in (*ON_GOALS, "add_step") and not kind)
        is_out = is_out or (action == "block" and self.step is not None and bool(self.step.done))
        return False if is_out else super().check_action(action, parameters)

    def list_commands(self) -> dict[str, tuple[str, Callable[[], object]]]:
        """List what the keys do to what is under the cursor, for the palette."""
        on_goal, on_step = f"Goal: {self.view.goal.title}" if self.view else "", self.row.title if self.row else ""
        known = {
            "Do the step, or take it back": ("tick", on_step, self.action_tick),
            "Name an obstacle": ("block", on_step, self.action_block),
            "Add a step": ("add_step", on_goal, self.action_add_step),
            "Add a phase": ("add_phase", on_goal, self.action_add_phase),
            "Put the goal in focus": ("aim", on_goal, self.action_aim),
            "Set a goal": ("add_goal", "A big aim, in a form", self.action_add_goal),
            "Let the goal rest, or take it up again": ("park", on_goal, self.action_park),
        }
        return {
            title: (make_safe(said), deed)
            for title, (action, said, deed) in known.items()
            if self.check_action(action, ())
        }

    @on(Rows.Chosen, "#things")
    def open_goal_screen(self) -> None:
        """Open the goal of what was chosen."""
        if row := self.row:
            open_over(self, GoalScreen(row.goal))

    def action_tick(self) -> None:
        """Do the step under the cursor, or take it back."""
        step = self.step
        if step is None:
            return
        if step.done:
            if back := self.act(lambda ws: reopen_step(ws, step.short)):
                self.say(say_step_became(back, "is open again"))
        elif done := self.act(lambda ws: do_step(ws, step.short, self.session.today)):
            said = [line for each in done.steps for line in say_done(each)]
            self.say("\n".join(said + list_treats(done.logged)))
            if warning := show_warnings(done.logged):
                self.notify(warning.strip(), markup=False)

    def action_add_step(self) -> None:
        """Add a step to the goal, and to the phase, under the cursor."""
        row = self.row
        open_step(self, row.goal if row else "", self.find_phase(), self.await_added)

    def find_phase(self) -> str:
        """Give the code of the phase under the cursor, or of that of the step there; "" for none."""
        row, view = self.row, self.view
        if row is None or view is None or row.kind == GOAL:
            return ""
        for each in view.phases:
            if row.ref == each.phase.short or any(step.short == row.ref for step in each.steps):
                return each.phase.short
        return ""

    def action_block(self) -> None:
        """Ask what stands in the way of a step."""
        step = self.step
        if step is None or step.done:
            return
        question = "What stands in its way? Nothing: leave it empty."
        ask = AskScreen(
            question, step.obstacle, lambda typed: self.session.act(lambda ws: block_step(ws, step.short, typed))
        )
        open_over(self, ask, self.report_blocked)

    def report_blocked(self, done: tuple[Step, GoalView] | None) -> None:
        """Say what a step waits for, or that it is open again."""
        if done is not None:
            became = f"waits: {done[0].obstacle}" if done[0].obstacle else "is open again"
            self.session.said = say_step_became(done[0], became)
            self.refresh_page()

    def action_aim(self) -> None:
        """Put the goal under the cursor in focus."""
        if view := self.view:
            done = self.act(lambda ws: focus_goal(ws, view.goal.short))
            if done is not None:
                self.say(f"In focus: {name_goal(done)}")

    def action_park(self) -> None:
        """Let the goal under the cursor rest, or take it up again."""
        if view := self.view:
            is_resting = view.state == PARKED
            done = self.act(lambda ws: park_goal(ws, view.goal.short, park=not is_resting))
            if done is not None:
                self.say(f"{'Taken up again' if is_resting else 'Resting'}: {name_goal(done[0])}")

    def action_add_phase(self) -> None:
        """Add a phase to the goal under the cursor."""
        if view := self.view:
            open_phase(self, view.goal.short, self.await_added)

    def action_add_goal(self) -> None:
        """Set a goal."""
        open_goal(self, self.await_added)
