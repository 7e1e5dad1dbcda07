"""The bar at the foot."""

from tests.tui.pilots import Sitting, live_five, play
from tinywins.tui.screens.streaks import StreaksPage
from tinywins.tui.widgets.key_bar import KeyBar


def test_it_shows_the_keys_of_where_one_is() -> None:
    """In the list it says what space does, and in the line what enter does."""

    async def story(sitting: Sitting) -> None:
        assert " space Done " in sitting.read()[-1]
        await sitting.press("i")
        assert " space Done " not in sitting.read()[-1]
        assert "Save" in sitting.read()[-1]

    play(live_five(), story)


def test_a_click_presses_the_key() -> None:
    """A click on a key does what the key does, and one beside all keys does nothing."""

    async def story(sitting: Sitting) -> None:
        bar = sitting.app.screen.query_one(KeyBar)
        ticked = len(sitting.person.entries())
        places = {key: (column, end) for column, end, key in bar.list_places()}
        await sitting.pilot.click(KeyBar, offset=(places["space"][0] + 1, 0))
        await sitting.pilot.pause()
        assert len(sitting.person.entries()) == ticked + 1
        await sitting.pilot.click(KeyBar, offset=(79, 0))
        await sitting.pilot.pause()
        assert len(sitting.person.entries()) == ticked + 1

    play(live_five(), story)


def test_each_page_has_its_own() -> None:
    """Another page shows other keys, also when one comes back."""

    async def story(sitting: Sitting) -> None:
        await sitting.press("2")
        assert isinstance(sitting.app.screen, StreaksPage)
        assert " o Sort " in sitting.read()[-1]
        await sitting.press("1")
        assert " o Sort " not in sitting.read()[-1]

    play(live_five(), story)
