"""What holds on all pages: undo, the watch on the log, the turn of the day, the palette, the theme, the keys."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest
from textual.binding import Binding, BindingType
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
from tinywins.tui.screens.today import TodayPage
from tinywins.tui.widgets.rows import Rows


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
        assert titles[:8] == [*(f"Go to {title}" for title in PAGES.values()), "Undo", "Redo"]
        assert {"Set a goal", "Add a step", "Keep feedback", "Log a moment"} < set(titles)
        assert {"Write a report", "Rebuild the tables", "Keys", "Theme", "Quit"} < set(titles)
        await sitting.press("ctrl+p")
        assert isinstance(sitting.app.screen, CommandPalette)
        await sitting.type("go to growth")
        await sitting.pilot.pause(0.3)
        await sitting.press("enter", "enter")
        await sitting.wait_for("[3 Growth]")

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
        assert ["f5,", "^y", "Page", "2", "Streaks"] in boxed

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


def test_keys_that_clash_are_said(person: Person) -> None:
    """A key that something else has in the same place is told once at the start; what it had before is no clash."""

    async def story(sitting: Sitting) -> None:
        await sitting.look_again()
        await sitting.look_again()
        told = "[keys]: app.undo and app.quit both have the key q. Give one of them another."
        assert sitting.told.count(told) == 1

    play(person, story, config=Config(keys={"app.undo": "q"}))
    assert find_wrong({"app.undo": "z", "app.quit": "Q", "log.edit": "x,e", "growth.clear": "s"}) == []
    assert find_wrong({"app.undo": "q", "app.quit": "u"}) == []
    assert find_wrong({"app.help": "k"}) != []
    assert find_wrong({"log.edit": "j"}) == [
        "[keys]: log.edit and rows.down both have the key j. Give one of them another."
    ]
    assert len(find_wrong({"log.edit": "z", "log.star": "z"})) == 1


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


def test_equal_words_for_other_acts_are_lines_of_their_own(person: Person) -> None:
    """`?` has a line for each act, what the page has first, then moving about, then what holds everywhere."""

    class OtherUp(TodayPage, inherit_bindings=True):
        """A page with another act of a word that the lists have."""

        BINDINGS: ClassVar[list[BindingType]] = [Binding("x", "other", "Up", id="today.other")]

        def action_other(self) -> None:
            """Do nothing."""

    async def story(sitting: Sitting) -> None:
        sitting.app.push_screen(OtherUp())
        await sitting.pilot.pause(0.1)
        await sitting.press("question_mark")
        boxed = [" ".join(line.split("│")[1].split()) for line in sitting.read() if line.count("│") == 2]
        assert "x Up" in boxed and "↑, k Up" in boxed
        assert boxed.index("x Up") < boxed.index("↑, k Up") < boxed.index("1 Page 1 Today") < boxed.index("q Quit")

    play(person, story, (80, 60))


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
            assert not isinstance(sitting.app.screen, Page)
            await sitting.press("escape")
            await sitting.pilot.pause(0.1)
            assert isinstance(sitting.app.screen, Page)
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
        assert len(sitting.app.screen_stack) == 2
        await sitting.press("escape")
        assert len(sitting.app.screen_stack) == 1

    play(person, story)


def test_a_program_that_ends_has_no_page(person: Person) -> None:
    """Before its first screen and after its last one there is no page, and looking at the log then does no harm."""
    app = TinyWins(person.ws)
    assert app.page is None
    app.look()
