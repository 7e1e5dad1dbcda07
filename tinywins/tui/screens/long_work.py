"""Long work beside the pages: writing a report, and folding the journal again; each shows how far it is, and stops.

The work has a thread and a workspace of its own. It leaves what it has to say in a Progress, and the bar looks there.
"""

import os
from collections.abc import Callable, Iterator
from datetime import date
from threading import Event
from typing import TYPE_CHECKING

from textual.app import SystemCommand
from textual.widgets import Static
from textual.worker import WorkerState

from tinywins.errors import TinyWinsError, UsageError
from tinywins.render.html.page import write_report
from tinywins.render.report import lay_out_report
from tinywins.render.safe import make_safe
from tinywins.services.checking import rebuild
from tinywins.services.files import write_to_file
from tinywins.services.report import report_span
from tinywins.services.workspace import Workspace, open_beside
from tinywins.tui.screens.page import Page
from tinywins.tui.screens.question import Question
from tinywins.tui.session import explain

if TYPE_CHECKING:
    from tinywins.tui.app import TinyWins

LOOK_EVERY = 0.1  # seconds between two looks at how far the work is
BUSY = "The tables are being made anew, and nothing is written meanwhile."


class StoppedError(Exception):
    """The work is not wanted any more."""


class Progress:
    """What a working thread says, and whether it is to go on."""

    def __init__(self) -> None:
        self.said = ""
        self.stopping = Event()

    def tell(self, said: str) -> None:
        """Say how far the work is; StoppedError when it is not to go on."""
        if self.stopping.is_set():
            raise StoppedError
        self.said = said


Work = Callable[[Workspace, Progress], str]


class LongWork:
    """Long work under way. It belongs to the program, so that it goes on and is stopped whatever page is in sight.

    `work` gives the sentence that is said at its end; `busy` is why acts have to wait meanwhile, or "".
    """

    def __init__(self, program: "TinyWins", title: str, work: Work, busy: str = "") -> None:
        self.program = program
        self.title = title
        self.work = work
        self.progress = Progress()
        session = program.session
        session.busy = busy
        self.worker = program.run_worker(lambda: self.run(session.ws), group="work", thread=True, exit_on_error=False)

    def run(self, ws: Workspace) -> str:
        """Work, in a thread of its own: nothing of the screen is touched here."""
        own = open_beside(ws, lambda said: setattr(self.progress, "said", said))
        try:
            own.store.work_long(self.progress.stopping.is_set)
            return self.work(own, self.progress)
        except Exception:
            if self.progress.stopping.is_set():  # what SQLite says when it is interrupted is no error
                raise StoppedError from None
            raise
        finally:
            own.store.close()

    def show_on(self, page: Page) -> None:
        """Show on a page how far it is."""
        if not page.query(WorkBar):
            page.mount(WorkBar(self), before="#reply")

    def stop(self) -> None:
        """Ask the work to stop; it does so at its next step."""
        self.progress.stopping.set()

    def is_ended(self, state: WorkerState) -> bool:
        """Say whether a state is an end."""
        return state in (WorkerState.SUCCESS, WorkerState.ERROR, WorkerState.CANCELLED)

    def end(self) -> None:
        """Say what came of it, and let others go on."""
        self.program.session.busy = ""
        error = self.worker.error
        if self.worker.state == WorkerState.SUCCESS:
            self.program.say(str(self.worker.result))
        elif error is None or isinstance(error, StoppedError):
            self.program.say(f"{self.title} was stopped, and all is as it was.")
        elif isinstance(error, Exception):
            self.program.tell(explain(error))


class WorkBar(Static):
    """Shows how far long work is, for as long as it goes on."""

    DEFAULT_CSS = """
    WorkBar { height: 1; padding: 0 1; background: $primary 30%; }
    """

    def __init__(self, work: LongWork) -> None:
        super().__init__("", markup=False)
        self.work = work

    def on_mount(self) -> None:
        """Begin to look."""
        self.show_progress()
        self.set_interval(LOOK_EVERY, self.show_progress)

    def show_progress(self) -> None:
        """Show how far it is; leave at its end."""
        if self.work.program.work is not self.work:
            self.remove()
            return
        said = make_safe(self.work.progress.said)
        self.update(f"{self.work.title}{': ' + said if said else ''}   Escape stops it.")


def begin(page: Page, title: str, work: Work, busy: str = "") -> None:
    """Begin long work beside the pages; one at a time."""
    program = page.program
    if program.work:
        program.tell(TinyWinsError("Something is being done already.", "It ends by itself; Escape stops it."))
        return
    program.work = LongWork(program, title, work, busy)
    program.work.show_on(program.page or page)


def list_work(page: Page) -> Iterator[SystemCommand]:
    """List the long work that there is, for the command palette over a page."""
    yield SystemCommand("Write a report", "The last year as one page to read and print", lambda: ask_report(page))
    yield SystemCommand("Rebuild the tables", "Fold the journal again", lambda: begin_rebuild(page))


def ask_report(page: Page) -> None:
    """Ask for the name of a report's file, and write it."""
    name = f"tinywins-{date.fromordinal(page.session.today).year}.html"
    question = Question("Write the last year as a page. Into which file?", name, explain_path)
    page.app.push_screen(question, lambda typed: None if typed is None else ask_replace(page, typed))


def read_path(typed: str) -> str:
    """Give the path that is meant."""
    return os.path.abspath(os.path.expanduser(typed.strip()))


def explain_path(typed: str) -> str:
    """Say where a file would be written; UsageError where none can be."""
    path = read_path(typed)
    if not typed.strip() or os.path.isdir(path):
        raise UsageError("The file needs a name.", "Write tinywins.html, perhaps.")
    if not os.path.isdir(os.path.dirname(path)):
        raise UsageError(f"There is no folder {os.path.dirname(path)}.", "Choose another place.")
    return (
        f"{path} is there already; before it is replaced you are asked." if os.path.lexists(path) else f"Makes {path}"
    )


def ask_replace(page: Page, typed: str) -> None:
    """Write a report; where the file is there already, ask first."""
    path = read_path(typed)
    if not os.path.lexists(path):
        begin_report(page, path, force=False)
        return

    def check(answer: str) -> str:
        if answer.strip().lower() != "yes":
            raise UsageError("Write yes to replace it.", "Escape leaves it as it is.")
        return "Enter replaces it."

    question = Question(f"{path} is there already. Replace it?", "", check)
    page.app.push_screen(question, lambda answer: None if answer is None else begin_report(page, path, force=True))


def begin_report(page: Page, path: str, *, force: bool) -> None:
    """Write a report into a file, which is there whole or not at all."""

    def work(ws: Workspace, progress: Progress) -> str:
        progress.tell("gathering the year")
        laid_out = lay_out_report(report_span(ws))
        write_to_file(path, lambda stream: stream.writelines(told(write_report(laid_out), progress)), force=force)
        return f"Written: {path}"

    begin(page, "Writing the report", work)


def told(pieces: Iterator[str], progress: Progress) -> Iterator[str]:
    """Give pieces on, and tell how many there were."""
    for number, piece in enumerate(pieces, 1):
        progress.tell(f"{number:,} pieces written")
        yield piece
    progress.tell("done")


def begin_rebuild(page: Page) -> None:
    """Drop the tables that queries read, and fold the journal again."""

    def work(ws: Workspace, progress: Progress) -> str:
        folded = rebuild(ws, lambda done, total: progress.tell(f"{done:,} of {total:,} changes"))
        return f"Folded {folded:,} changes again."

    begin(page, "Rebuilding", work, BUSY)
