"""Ticking a step on the page of goals: a win of its goal, once, and taken back by the same key or by undo."""

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.workspaces import Person
from tests.storage.tables import read_tables
from tests.tui.pilots import Sitting, play, sit_down
from tests.tui.pilots_goals import SHOP, count_done, go_to_step, set_goal
from tests.tui.pilots_log import open_file
from tinywins.services.tags import edit_tag
from tinywins.services.ticking import tick
from tinywins.services.toggling import when_of
from tinywins.services.work.goal_credit import credit


@pytest.fixture
def person() -> Iterator[Person]:
    """Somebody with a goal of three steps."""
    somebody = Person()
    set_goal(somebody)
    yield somebody
    somebody.close()


def test_space_does_a_step_and_takes_it_back(person: Person) -> None:
    """A step that is ticked is a win of its goal; ticked again, the win is gone and the log as it was."""
    before = read_tables(person.store.reader())

    async def story(sitting: Sitting) -> None:
        await go_to_step(sitting, 2)
        await sitting.press("space")
        assert sitting.find("[x]").endswith("Take picture 2  (Fri 20 Nov)")
        assert sitting.reply == "Launch the shop: Catalogue: 1 done of 3 steps."
        assert [(entry.text, entry.tags, entry.win) for entry in person.entries()] == [
            ("Take picture 2", [("shop", None)], True)
        ]
        await sitting.press("space")
        assert not sitting.find("[x]")
        assert "Take picture 2  (is open again)" in sitting.find("is open again")

    play(person, story)
    after = read_tables(person.store.reader())
    assert person.entries() == [] and count_done(person) == 0
    assert after["step"] == before["step"] and after["tag_day"] == before["tag_day"]


def test_a_tick_is_one_act(person: Person) -> None:
    """u takes a tick back, and ctrl+r puts it there again."""

    async def story(sitting: Sitting) -> None:
        await go_to_step(sitting, 1)
        await sitting.press("space")
        assert count_done(person) == 1
        await sitting.press("u")
        assert (count_done(person), bool(sitting.find("[x]"))) == (0, False)
        await sitting.press("ctrl+r")
        assert (count_done(person), bool(sitting.find("[x]"))) == (1, True)

    play(person, story)


def test_a_credited_win_stays_a_win(person: Person) -> None:
    """To take back a step that an earlier win was credited for leaves that win where it was."""
    earlier = person.log("Registered the name +shop")
    credit(person.ws, SHOP, [earlier.entry.short])

    async def story(sitting: Sitting) -> None:
        await sitting.press("escape", "5", "G")
        await sitting.press("space")

    play(person, story)
    assert count_done(person) == 0
    assert [entry.text for entry in person.entries()] == ["Registered the name"]


def test_a_win_that_holds_more_stays(person: Person) -> None:
    """A step whose win was starred is not taken back by the key: what was added to it would be gone."""
    from tinywins.services.entries import star_entry

    async def story(sitting: Sitting) -> None:
        await go_to_step(sitting, 1)
        await sitting.press("space")
        star_entry(person.ws, "last")
        await sitting.press("space")
        assert any("holds more than the step" in told for told in sitting.told)

    play(person, story)
    assert count_done(person) == 1


def test_today_says_what_comes_next(person: Person) -> None:
    """The page of today names the next step of the goal in focus, and the one after it once that is done."""

    async def story(sitting: Sitting) -> None:
        assert "Take picture 1" in sitting.find("next")
        await go_to_step(sitting, 1)
        await sitting.press("space", "1")
        assert "Take picture 2" in sitting.find("next")

    play(person, story)


def test_a_step_that_another_did_is_done_once(tmp_path: Path) -> None:
    """Where another terminal did the step before the screen shows it, space adds nothing, and takes nothing back."""
    person, other = open_file(tmp_path), open_file(tmp_path, again=True)
    set_goal(person)

    async def story(sitting: Sitting) -> None:
        await go_to_step(sitting, 2)
        tick(other.ws, ["Take picture 2"], when_of(other.ws, other.ws.today()))
        await sitting.press("space")
        assert any("is done already" in told for told in sitting.told)
        assert sitting.find("[x]")

    play(person, story)
    assert count_done(person) == len(person.entries()) == 1


def test_a_treat_that_a_step_earns_is_announced(person: Person) -> None:
    """A treat is said once, so the reply to the step that earns it says it."""
    person.log("Registered the name +shop")
    edit_tag(person.ws, "shop", treat=("good coffee", 1))

    async def story(sitting: Sitting) -> None:
        await go_to_step(sitting, 1)
        await sitting.press("space")
        assert "time for your treat, good coffee." in sitting.reply

    play(person, story)


def test_what_another_does_appears(tmp_path: Path) -> None:
    """A step that is done at the command line is ticked here, and the cursor stays where it was."""
    person, other = open_file(tmp_path), open_file(tmp_path, again=True)
    set_goal(person)

    async def story(sitting: Sitting) -> None:
        await go_to_step(sitting, 3)
        tick(other.ws, ["Take picture 1"], when_of(other.ws, other.ws.today()))
        await sitting.wait_for("[x]")
        assert "Take picture 3" in sitting.find(">")

    play(person, story)


async def time_tick(person: Person) -> float:
    """Give the fewest seconds that a tick, or its taking back, took until it was shown."""
    async with sit_down(person, (140, 40)) as sitting:
        await sitting.press("escape", "5")
        taken = []
        for done in (True, False, True, False):
            begun = time.perf_counter()
            await sitting.press("space")
            taken.append(time.perf_counter() - begun)
            assert bool(sitting.find("[x]")) is done
        return min(taken)


def test_many_steps_are_quick() -> None:
    """With two hundred steps a tick is seen about as soon as with three, also with the picture beside the list."""
    few, many = Person(), Person()
    set_goal(few, 3)
    set_goal(many, 200)
    assert asyncio.run(time_tick(many)) < 2 * asyncio.run(time_tick(few)) + 0.1
