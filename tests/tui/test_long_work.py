"""Long work beside the pages: a report and a rebuild, with progress, stopped in the middle, and at their end."""

from pathlib import Path
from threading import Event

import pytest
from textual.command import CommandList

from tests.builders import day
from tests.services.workspaces import FRIDAY, Person
from tests.storage.tables import read_tables
from tests.tui.pilots_log import at_page, open_file, page_of, press, read_rows, read_text, run, settle, until
from tinywins.domain.line import parse_line
from tinywins.services import checking
from tinywins.services.logging import When, log
from tinywins.storage import projection
from tinywins.storage.projection import TOLD_EVERY
from tinywins.tui.app import TinyWins
from tinywins.tui.screens import long_work as work
from tinywins.tui.screens.long_work import Progress, StoppedError, WorkBar, ask_report, begin_rebuild, list_work
from tinywins.tui.screens.question import Question

TODAY = day(FRIDAY)


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Person:
    """Give somebody with a hundred days of wins in a file, in a folder of their own."""
    monkeypatch.chdir(tmp_path)
    person = open_file(tmp_path)
    for ago in range(100, 0, -1):
        log(person.ws, [parse_line(f"Piece {number} +run") for number in range(4)], When(TODAY - ago))
    return person


class Gate:
    """Holds the work up at its n-th word until it is opened."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, nth: int) -> None:
        self.reached, self.opened, self.count = Event(), Event(), 0
        tell = Progress.tell

        def wait(progress: Progress, said: str) -> None:
            tell(progress, said)
            self.count += 1
            if self.count == nth:
                self.reached.set()
                assert self.opened.wait(10)
                tell(progress, said)

        monkeypatch.setattr(Progress, "tell", wait)


def is_working(app: TinyWins) -> bool:
    """Say whether something long goes on."""
    return app.work is not None


def files_in(folder: Path) -> list[str]:
    """Give the names in a folder, but for the home of the log."""
    return sorted(path.name for path in folder.iterdir() if path.name != "home")


def test_a_report_is_written(kept: Person, tmp_path: Path) -> None:
    """Asked for a name, which is there already filled in, it writes the page that the command writes."""

    async def flow() -> None:
        async with at_page(kept, "log") as (app, pilot):
            ask_report(page_of(app))
            await settle(pilot)
            await press(pilot, "enter")
            await until(pilot, lambda: not is_working(app) and read_text(app, "#reply").startswith("Written:"))
            assert files_in(tmp_path) == ["tinywins-2026.html"]
            text = (tmp_path / "tinywins-2026.html").read_text("utf-8")
            assert text.endswith("</html>\n") and "Piece 3" in text
            await until(pilot, lambda: not page_of(app).query(WorkBar))
            await press(pilot, "j")

    run(flow)


def test_a_file_is_replaced_after_a_yes_alone(kept: Person, tmp_path: Path) -> None:
    """A name that is taken is asked about; without a yes the file stays."""
    taken = tmp_path / "tinywins-2026.html"
    taken.write_text("mine", "utf-8")

    async def flow() -> None:
        async with at_page(kept, "log") as (app, pilot):
            for answer, expected in ((["n", "o", "enter", "escape"], "mine"), ([*"yes", "enter"], "</html>")):
                ask_report(page_of(app))
                await settle(pilot)
                await press(pilot, "enter")
                assert isinstance(app.screen, Question)
                assert "Replace it?" in app.screen.asked
                await press(pilot, *answer)
                await until(pilot, lambda: not is_working(app))
                assert expected in taken.read_text("utf-8")

    run(flow)


def test_a_name_that_cannot_be_is_said(kept: Person) -> None:
    """A folder that is not there is said as one types, and nothing is begun."""

    async def flow() -> None:
        async with at_page(kept, "log") as (app, pilot):
            ask_report(page_of(app))
            await settle(pilot)
            await press(pilot, "home", *"nowhere/", "enter")
            assert isinstance(app.screen, Question)
            assert "There is no folder" in str(app.screen.query_one("#meaning").render())
            await press(pilot, "escape")
            assert not is_working(app)

    run(flow)


def test_a_stopped_report_leaves_no_file(kept: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While it is written the page is there to use; Escape stops it, and neither file nor part of one stays."""
    gate = Gate(monkeypatch, 8)

    async def flow() -> None:
        async with at_page(kept, "log") as (app, pilot):
            ask_report(page_of(app))
            await settle(pilot)
            await press(pilot, "enter")
            await until(pilot, gate.reached.is_set)
            assert len(files_in(tmp_path)) == 1
            await until(pilot, lambda: "pieces written" in str(page_of(app).query_one(WorkBar).content))
            await press(pilot, "j", "asterisk")
            assert "★" in read_rows(app)[1]
            ask_report(page_of(app))
            await settle(pilot)
            await press(pilot, "end", "2", "enter")
            await press(pilot, "escape")
            gate.opened.set()
            await until(pilot, lambda: not is_working(app))
            assert files_in(tmp_path) == []
            assert "stopped" in read_text(app, "#reply")

    run(flow)


def test_a_rebuild_folds_all_again(kept: Person) -> None:
    """The tables are as before, also where something had changed them; meanwhile reading goes on and acts wait."""
    before = read_tables(kept.db)
    with kept.store.writing() as db:
        db.execute("UPDATE win_day SET n = 99")
    kept.close()

    async def flow() -> None:
        async with at_page(kept, "log") as (app, pilot):
            begin_rebuild(page_of(app))
            await until(pilot, lambda: not is_working(app) and "Folded 400 changes" in read_text(app, "#reply"))
            assert read_tables(kept.db) == before

    run(flow)


def test_a_stopped_rebuild_changes_nothing(kept: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading goes on while it works, acts are told to wait, and Escape leaves every table as it was."""
    before = read_tables(kept.db)
    gate = Gate(monkeypatch, 2)
    assert TOLD_EVERY < 400

    async def flow() -> None:
        async with at_page(kept, "log") as (app, pilot):
            begin_rebuild(page_of(app))
            await until(pilot, gate.reached.is_set)
            await press(pilot, "j", "asterisk")
            assert "★" not in read_rows(app)[1]
            assert any("nothing is written meanwhile" in note.message for note in app._notifications)
            await until(pilot, lambda: "200 of 400 changes" in str(page_of(app).query_one(WorkBar).content))
            await press(pilot, "escape")
            gate.opened.set()
            await until(pilot, lambda: not is_working(app))
            assert "stopped" in read_text(app, "#reply")
            assert read_tables(kept.db) == before
            await press(pilot, "asterisk")
            assert "★" in read_rows(app)[1]

    run(flow)


@pytest.mark.parametrize("is_stopped", [False, True])
def test_work_goes_on_when_its_page_goes_away(kept: Person, monkeypatch: pytest.MonkeyPatch, is_stopped: bool) -> None:
    """Work begun on a screen that is closed goes on, is shown and stopped on the page in sight, and said there."""
    gate = Gate(monkeypatch, 2)

    async def flow() -> None:
        async with at_page(kept, "log") as (app, pilot):
            kept.add_habit("stretch")
            app.open_habit("stretch")
            await settle(pilot)
            begin_rebuild(page_of(app))
            await until(pilot, gate.reached.is_set)
            page_of(app).dismiss()
            await settle(pilot)
            await app.switch_mode("growth")
            await until(pilot, lambda: bool(page_of(app).query(WorkBar)))
            if is_stopped:
                await press(pilot, "escape")
            gate.opened.set()
            said = "stopped" if is_stopped else "Folded"
            await until(pilot, lambda: not is_working(app) and said in read_text(app, "#reply"))
            assert not app.session.busy
            await until(pilot, lambda: not page_of(app).query(WorkBar))
            begin_rebuild(page_of(app))
            await until(pilot, lambda: not is_working(app) and "Folded" in read_text(app, "#reply"))

    run(flow)


def test_leaving_stops_the_work(kept: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the program is left in the middle, the thread ends, and the tables are as they were."""
    before = read_tables(kept.db)
    gate = Gate(monkeypatch, 2)
    ended = Event()

    def watched(*arguments: object) -> int:
        try:
            return checking.rebuild(*arguments)  # type: ignore[arg-type]
        finally:
            ended.set()

    monkeypatch.setattr(work, "rebuild", watched)

    async def flow() -> None:
        async with at_page(kept, "log") as (app, pilot):
            begin_rebuild(page_of(app))
            await until(pilot, gate.reached.is_set)
            gate.opened.set()

    run(flow)
    assert ended.wait(10)
    assert read_tables(kept.db) == before


def test_an_error_is_told(kept: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """What goes wrong is a notification, and the page is as it was."""

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(projection, "rebuild", refuse)

    async def flow() -> None:
        async with at_page(kept, "log") as (app, pilot):
            begin_rebuild(page_of(app))
            await until(pilot, lambda: not is_working(app))
            assert any("disk is full" in note.message for note in app._notifications)
            await press(pilot, "j")

    run(flow)


def test_the_palette_lists_the_work(kept: Person) -> None:
    """Both are offered in the command palette, on any page, and begin from there."""

    async def flow() -> None:
        async with at_page(kept, "growth") as (app, pilot):
            titles = [command.title for command in list_work(page_of(app))]
            assert titles == ["Write a report", "Rebuild the tables"]
            await press(pilot, "ctrl+p", *"report")
            await until(pilot, lambda: app.screen.query_one(CommandList).option_count == 1)
            await press(pilot, "enter")
            await until(pilot, lambda: isinstance(app.screen, Question))
            await press(pilot, "escape", "ctrl+p", *"rebuild")
            await until(pilot, lambda: app.screen.query_one(CommandList).option_count == 1)
            await press(pilot, "enter")
            await until(pilot, lambda: app.page is not None and "Folded 400" in read_text(app, "#reply"))

    run(flow)


def test_progress_ends_work_that_is_not_wanted() -> None:
    """The next word after a stop ends the work."""
    progress = Progress()
    progress.tell("on")
    progress.stopping.set()
    with pytest.raises(StoppedError):
        progress.tell("off")
    assert progress.said == "on"
