"""What holds on all pages: undo, the watch on the log, the turn of the day, the palette, the theme, the keys."""

import asyncio
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.command import CommandPalette
from textual.dom import DOMNode
from textual.events import MouseScrollDown, MouseScrollUp

from tests.services.workspaces import Person
from tests.tui.pilots import SIZES, Sitting, play, widths
from tests.tui.pilots_log import open_file
from tinywins.config import Config, load_config
from tinywins.errors import StorageError
from tinywins.services.undo import undo
from tinywins.tui import app as program
from tinywins.tui.app import TinyWins
from tinywins.tui.bindings import find_wrong, is_key, list_bindings, walk_kinds
from tinywins.tui.screens.ask import AskScreen
from tinywins.tui.screens.keys import KeysScreen
from tinywins.tui.screens.page import PAGES, Page
from tinywins.tui.widgets.rows import Rows

SOON = 5.0  # seconds; the program looks twice a second, and a busy machine takes its time


@pytest.fixture
def person(tmp_path: Path) -> Iterator[Person]:
    """Somebody with a log in a file: a habit and a win."""
    somebody = open_file(tmp_path)
    somebody.add_habit("stretch")
    somebody.log("Answered the hardest review +reviews", at="10:42")
    yield somebody
    somebody.close()


@pytest.fixture
def other(tmp_path: Path, person: Person) -> Iterator[Person]:
    """The same person at a second terminal."""
    somebody = open_file(tmp_path, again=True)
    yield somebody
    somebody.close()


async def wait_for(sitting: Sitting, word: str) -> float:
    """Wait until the screen has a word, without asking the program to look; give the seconds that it took."""
    begun = time.monotonic()
    while not sitting.find(word):
        assert time.monotonic() - begun < SOON, sitting.read()
        await sitting.pilot.pause(0.02)
    return time.monotonic() - begun


async def wait_told(sitting: Sitting, word: str) -> None:
    """Wait until a notification has a word."""
    begun = time.monotonic()
    while not any(word in told for told in sitting.told):
        assert time.monotonic() - begun < SOON, sitting.told
        await sitting.pilot.pause(0.02)


def test_undo_and_redo_of_what_another_made(person: Person, other: Person) -> None:
    """`u` takes the newest act back, whoever made it; ctrl+r puts it back; both say what it was, as the CLI does."""

    async def story(sitting: Sitting) -> None:
        other.log("From elsewhere")
        await sitting.press("u")
        assert person.texts() == ["Answered the hardest review"]
        assert "From elsewhere" in sitting.reply
        assert "ctrl+r puts it back." in sitting.reply
        await sitting.press("ctrl+r")
        assert person.texts() == ["From elsewhere", "Answered the hardest review"]
        assert "u takes it back." in sitting.reply
        await sitting.press("space")
        assert len(person.entries()) == 3
        undo(other.ws, None)
        await sitting.look_again()
        assert "> ○ " in sitting.find("open    stretch")
        await sitting.press("u", "u", "u", "u", "u")
        assert person.entries() == []

    play(person, story)


def test_nothing_to_undo_is_said(person: Person) -> None:
    """With nothing left to undo or redo there is a sentence and no crash."""

    async def story(sitting: Sitting) -> None:
        await sitting.press("ctrl+r")
        assert sitting.told or sitting.find("redo")
        await sitting.press(*["u"] * 4)
        assert person.entries() == []
        assert sitting.told or sitting.find("undo")

    play(person, story)


@pytest.mark.parametrize(("page", "word"), [("today", "From else"), ("log", "From else"), ("growth", "2 wins")])
def test_a_win_from_elsewhere_appears_within_a_second(person: Person, other: Person, page: str, word: str) -> None:
    """What another process logs is seen by the watch itself, on each page that shows wins."""

    async def story(sitting: Sitting) -> None:
        await sitting.app.switch_mode(page)
        await sitting.pilot.pause(0.1)
        other.log("From elsewhere +stretch")
        assert await wait_for(sitting, word) < 3

    play(person, story, (200, 60))


def test_an_own_act_is_no_news(person: Person) -> None:
    """After an own act the watch has nothing to tell."""

    async def story(sitting: Sitting) -> None:
        await sitting.press("space")
        version = sitting.app.session.version
        await sitting.look_again()
        await sitting.look_again()
        assert sitting.app.session.version == version

    play(person, story)


def test_the_day_turns(person: Person) -> None:
    """When the day turns Today follows, also from another page; a day that was chosen stays."""

    async def story(sitting: Sitting) -> None:
        await sitting.press("space")
        person.go("2026-11-21 03:59")
        await sitting.look_again()
        assert "Fri 20 Nov" in sitting.read()[0]
        person.go("2026-11-21 04:00")
        await wait_for(sitting, "Sat 21 Nov")
        assert "> ○ " in sitting.find("stretch")
        await sitting.press("space")
        assert [entry.day for entry in person.entries("+stretch")] == [person.ws.today(), person.ws.today() - 1]
        await sitting.press("4")
        person.go("2026-11-22 04:00")
        await sitting.look_again()
        assert "Sun 22 Nov" in sitting.read()[0]
        await sitting.press("1", "left_square_bracket")
        assert "Sat 21 Nov" in sitting.read()[1]
        person.go("2026-11-23 04:00")
        await sitting.look_again()
        assert "Sat 21 Nov" in sitting.read()[1]
        await sitting.press("t")
        assert "Mon 23 Nov" in sitting.read()[1]

    play(person, story)


def read_all(folder: Path) -> dict[str, bytes]:
    """Read every file of a folder."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def make_another(tmp_path: Path) -> Path:
    """Make another log, and give its file."""
    stranger = Person(str(tmp_path / "another"), device="b")
    stranger.log("A win of another log")
    stranger.close()
    return Path(stranger.store.path)


def test_a_replaced_log_is_said_and_not_written_to(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An act on a log that was replaced a moment ago is refused; the new one is shown, untouched, and then used."""
    another, path = make_another(tmp_path), Path(person.store.path)
    monkeypatch.setattr(program, "LOOK_EVERY", 1_000)  # the act comes before the watch

    async def story(sitting: Sitting) -> None:
        await sitting.press("i")
        await sitting.type("Into the old one")
        for file in path.parent.glob("tinywins.db*"):
            file.unlink()
        shutil.copy(another, tmp_path / "copy")
        os.replace(tmp_path / "copy", path)
        before = path.read_bytes()
        await sitting.press("enter")
        assert any("replaced by another file" in told for told in sitting.told)
        assert path.read_bytes() == before
        assert person.texts() == ["A win of another log"]
        await wait_for(sitting, "A win of another log")
        await sitting.press("enter")
        assert person.texts() == ["Into the old one", "A win of another log"]

    play(person, story)


@pytest.mark.parametrize("key", ["space", "u", "s", "plus"])
def test_a_log_that_is_gone_is_said_and_not_made_anew(person: Person, tmp_path: Path, key: str) -> None:
    """While the log is away acts are refused with a sentence and nothing is made; once it is back all goes on."""
    folder = Path(person.store.path).parent

    async def story(sitting: Sitting) -> None:
        folder.rename(tmp_path / "away")
        await wait_told(sitting, "The log is gone. Nothing is written until it is back.")
        await sitting.press(key)
        assert any("is gone, so nothing was written." in told for told in sitting.told)
        assert not folder.exists()
        (tmp_path / "away").rename(folder)
        before = read_all(folder)
        await sitting.look_again()
        assert "Answered the hardest review" in "\n".join(sitting.read())
        assert read_all(folder) == before
        await sitting.press("space")
        assert len(person.entries()) == 2

    play(person, story)


@pytest.mark.parametrize("content", [b"", b"not a database, " * 200], ids=["empty", "junk"])
def test_an_emptied_log_is_said(person: Person, content: bytes) -> None:
    """A file that is no log any more leads to sentences, on every page, and is left as it is."""
    path = Path(person.store.path)

    async def story(sitting: Sitting) -> None:
        person.store.close()
        for file in path.parent.glob("tinywins.db-*"):
            file.unlink()
        path.write_bytes(content)
        await sitting.look_again()
        for key in ("1", "2", "3", "4", "1"):
            await sitting.press(key)
            await sitting.look_again()
        await sitting.press("space", "u", "ctrl+r")
        assert not content or sitting.told
        assert not content or path.read_bytes() == content

    play(person, story)


@pytest.mark.parametrize("error", [StorageError("The disk is full.", "Make room."), RuntimeError("odd [/x]")])
def test_an_error_is_a_notification(person: Person, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """Whatever a service raises is told with its hint, and the program goes on."""

    def refuse(*_: object, **__: object) -> None:
        raise error

    async def story(sitting: Sitting) -> None:
        with monkeypatch.context() as patch:
            patch.setattr(program, "undo", refuse)
            patch.setattr("tinywins.tui.screens.today.toggle", refuse)
            await sitting.press("u", "space")
        assert len(sitting.told) == 2
        for told in sitting.told:
            assert ("The disk is full.\nMake room." if isinstance(error, StorageError) else "odd [/x]") in told
        assert len(person.entries()) == 1
        await sitting.press("space")
        assert len(person.entries()) == 2

    play(person, story)


def test_the_palette(person: Person) -> None:
    """The palette has the pages, undo and redo, long work, keys, theme and quit, and does them."""

    async def story(sitting: Sitting) -> None:
        titles = [command.title for command in sitting.app.get_system_commands(sitting.app.screen)]
        assert titles[:6] == [*(f"Go to {title}" for title in PAGES.values()), "Undo", "Redo"]
        assert {"Write a report", "Rebuild the tables", "Keys", "Theme", "Quit"} < set(titles)
        await sitting.press("ctrl+p")
        assert isinstance(sitting.app.screen, CommandPalette)
        await sitting.type("go to growth")
        await sitting.pilot.pause(0.3)
        await sitting.press("enter", "enter")
        await wait_for(sitting, "[3 Growth]")

    play(person, story)


def test_the_theme_is_remembered(person: Person, tmp_path: Path) -> None:
    """Another theme is written into config.toml beside what else stands there, and taken the next time."""
    path = tmp_path / "config.toml"
    path.write_text('editor = "nano"\n[keys]\n"app.undo" = "z"\n', "utf-8")

    async def run() -> None:
        for theme in ("textual-light", "ansi-dark"):
            before = load_config(str(path)).theme
            app = TinyWins(person.ws, load_config(str(path)), str(path))
            async with app.run_test() as pilot:
                await pilot.pause()
                assert app.theme == (before or "textual-dark")
                app.theme = theme
                await pilot.pause()
            config = load_config(str(path))
            assert (config.theme, config.editor, config.keys, config.problems) == (theme, "nano", {"app.undo": "z"}, ())

    asyncio.run(run())


def test_a_wrong_theme_is_ignored(person: Person) -> None:
    """A theme that does not exist leaves the colours as they are, and one may still be chosen."""

    async def story(sitting: Sitting) -> None:
        assert sitting.app.theme == "textual-dark"
        sitting.app.theme = "textual-light"
        await sitting.press("2")
        assert sitting.find("[2 Streaks]")

    play(person, story, config=Config(theme="no [such] theme"))


def test_keys_are_remapped(person: Person) -> None:
    """A key of the configuration takes the place of the one that is built in, in the footer and in the list too."""

    async def story(sitting: Sitting) -> None:
        await sitting.press("u")
        assert person.texts() == ["Answered the hardest review"]
        assert "z Undo" in sitting.read()[-1]
        await sitting.press("z")
        assert person.texts() == []
        await sitting.press("f5")
        assert sitting.find("[2 Streaks]")
        await sitting.press("question_mark")
        boxed = [line.split("│")[1].split() for line in sitting.read() if line.count("│") == 2]
        assert ["z", "Undo"] in boxed
        assert ["f5,", "^y", "Streaks"] in boxed, boxed

    play(person, story, (80, 60), Config(keys={"app.undo": "z", "app.streaks": "f5,ctrl+y"}))


def test_wrong_keys_are_said(person: Person, tmp_path: Path) -> None:
    """Keys for what there is not, keys that no keyboard has, and a table that is none are told; the rest holds."""
    path = tmp_path / "config.toml"
    path.write_text('thme = "x"\n[keys]\n"app.undoo" = "z"\n"log.edit" = "qqq"\n"app.undo" = 5\n', "utf-8")

    async def story(sitting: Sitting) -> None:
        await sitting.look_again()
        told = "\n".join(sitting.told)
        assert "nothing is called app.undoo. Did you mean app.undo?" in told
        assert "log.edit cannot have the key qqq." in told
        assert "The key of app.undo is no text." in told
        assert "There is no setting thme." in told
        await sitting.press("u")
        assert person.texts() == []

    play(person, story, config=load_config(str(path)))
    assert find_wrong({}) == []
    assert all(map(is_key, ("z", "Z", "?", "+", "ctrl+z", "ctrl+shift+f5", "question_mark", "left_square_bracket")))
    assert not any(map(is_key, ("", "zz", "strg+z", "ctrl+", "ctrl z")))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("key", ["1", "2", "3", "4"])
def test_pages_fit(person: Person, size: tuple[int, int], key: str) -> None:
    """No line is wider than the screen, the head is first and the footer last, also under the list of keys."""

    async def story(sitting: Sitting) -> None:
        await sitting.press(key)
        await sitting.pilot.pause(0.1)
        lines = sitting.read()
        assert max(widths(lines)) <= size[0]
        assert f"[{key} {list(PAGES.values())[int(key) - 1]}]" in lines[0]
        assert size[0] < 80 or ("? Help" in lines[-1] and "q Quit" in lines[-1])
        await sitting.press("question_mark")
        assert isinstance(sitting.app.screen, KeysScreen)
        assert max(widths(sitting.read())) <= size[0]
        assert "─╮" in sitting.find("╭─")
        assert "─╯" in sitting.find("╰─")
        await sitting.press("escape")
        assert isinstance(sitting.app.screen, Page)

    play(person, story, size)


def test_the_list_of_keys_is_whole(person: Person) -> None:
    """`?` lists every binding that works here once, with its word, and can be scrolled through at 60x20."""

    async def story(sitting: Sitting) -> None:
        below = sitting.app.screen
        wanted = {active.binding.description for active in below.active_bindings.values() if active.binding.id}
        await sitting.press("question_mark")
        seen: list[str] = []
        for _ in range(12):
            seen += [line for line in sitting.read() if line not in seen]
            await sitting.press("pagedown")
        words = [line.strip().strip("│▁▂▃▄▅▆▇█ ").split("  ")[-1].strip() for line in seen]
        assert wanted - {"Back"} <= set(words)

    play(person, story, (60, 20))


def test_every_binding_has_a_name_and_a_word() -> None:
    """Each binding of each screen and widget can be remapped and is described; no two are called the same."""
    assert len(list_bindings()) > 50
    names: list[str] = []
    for kind in walk_kinds(DOMNode):
        if not kind.__module__.startswith("tinywins."):
            continue
        for binding in vars(kind).get("BINDINGS", ()):
            assert not isinstance(binding, tuple), kind
            assert binding.description, (kind, binding)
            assert binding.id or binding.system, (kind, binding)
            names += [binding.id] if binding.id else []
    assert sorted(names) == sorted(set(names))


def test_a_question_gives_the_keys_back(person: Person) -> None:
    """Escape closes what lies over a page; then the keys work on the page as before."""

    async def story(sitting: Sitting) -> None:
        for key in ("n", "question_mark", "ctrl+p"):
            await sitting.press("tab", key)
            assert sitting.app.page is None
            await sitting.press("escape")
            await sitting.pilot.pause(0.1)
            assert sitting.app.page is not None
            await sitting.press("tab", "j", "k")
        await sitting.press("space")
        assert len(person.entries()) == 2
        await sitting.press("tab", "e")
        assert isinstance(sitting.app.screen, AskScreen)
        await sitting.press("u", "escape")
        assert len(person.entries()) == 2

    play(person, story)


def test_the_mouse(person: Person) -> None:
    """A click goes to a row, a second one opens it, the wheel scrolls, and a key in the footer can be clicked."""
    for number in range(60):
        person.log(f"win {number}")

    async def story(sitting: Sitting) -> None:
        await sitting.press("4")
        rows = sitting.app.screen.query_one("#entries", Rows)
        await sitting.pilot.click("#entries", offset=(10, 4))
        assert sitting.find("> ").startswith("> ")
        assert rows.cursor == 4
        for wheel, is_down in ((MouseScrollDown, True), (MouseScrollUp, False)):
            await sitting.pilot._post_mouse_events([wheel], "#entries", offset=(10, 4), button=0)
            await sitting.pilot.pause(0.5)
            assert (rows.scroll_offset.y > 0) is is_down
        await sitting.pilot.click("#entries", offset=(10, 6), times=2)
        assert sitting.app.page is None
        await sitting.press("escape")
        assert sitting.app.page is not None

    play(person, story)
