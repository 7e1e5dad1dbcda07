"""The form of a habit that another terminal changes or removes while it is open."""

from dataclasses import replace

import pytest
from textual.widgets import Static

from tests.services.workspaces import Person
from tests.tui.pilots_streaks import Driver, press
from tests.tui.test_habit_form import fill, play, rules
from tinywins.errors import NotFoundError
from tinywins.services.habit_drafts import Draft, check_draft, merge_draft, read_draft, save_draft
from tinywins.services.habits import Plan, Traits, edit_habit, remove_habit
from tinywins.tui.app import TinyWins
from tinywins.tui.screens.habit_form import HabitForm
from tinywins.tui.screens.streaks import StreaksPage


def test_what_changed_elsewhere_stays_where_the_form_left_it_alone(person: Person) -> None:
    """Only the fields that were touched are saved; what another terminal changed in the others stays."""
    person.add_habit("run", "daily at least 5")

    async def story(app: TinyWins, pilot: Driver) -> None:
        edit_habit(person.ws, "run", Plan(when="3/week"), None, Traits("km", "after the first coffee", None, True))
        await fill(app, pilot, reward="tea", target="6")
        assert str(app.screen.query_one("#rule", Static).content) == "3 times a week, 6 km or more in all."
        await press(pilot, "ctrl+s")
        assert isinstance(app.screen, StreaksPage)
        draft = read_draft(person.ws, "run")
        assert (draft.cue, draft.reward, draft.unit, draft.quiet) == ("after the first coffee", "tea", "km", True)
        assert rules(person, "run")[-1][1] == "3/week at least 6"

    play(person, story, "e")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"cue": "at noon"}, "The cue was changed elsewhere meanwhile, so nothing was saved."),
        ({"when": "mon,wed"}, "The schedule was changed elsewhere meanwhile"),
    ],
)
def test_a_field_that_changed_elsewhere_too_is_refused(person: Person, values: dict[str, str], said: str) -> None:
    """A field that was changed in the form and elsewhere is refused, and nothing is written."""
    person.add_habit("run")

    async def story(app: TinyWins, pilot: Driver) -> None:
        await fill(app, pilot, **values)
        edit_habit(person.ws, "run", Plan(when="3/week"), None, Traits(cue="after the first coffee"))
        before = len(person.changes())
        await press(pilot, "ctrl+s")
        assert isinstance(app.screen, HabitForm)
        assert said in str(app.screen.query_one("#trouble", Static).content)
        assert len(person.changes()) == before

    play(person, story, "e")


def test_the_same_change_elsewhere_is_no_trouble(person: Person) -> None:
    """A field that came to be elsewhere what it is in the form is as it is wanted."""
    person.add_habit("run")
    first = read_draft(person.ws, "run")
    edit_habit(person.ws, "run", traits=Traits(cue="at noon"))
    draft = replace(first, cue="at noon", reward="tea")
    assert merge_draft(first, draft, read_draft(person.ws, "run")) == draft


def test_a_habit_that_is_gone_cannot_be_read_or_saved(person: Person) -> None:
    """Reading, checking and saving a habit that another terminal removed says that there is none; the form stays."""
    person.add_habit("run")

    async def story(app: TinyWins, pilot: Driver) -> None:
        remove_habit(person.ws, "run")
        await fill(app, pilot, cue="at noon")
        await press(pilot, "ctrl+s")
        assert isinstance(app.screen, HabitForm)
        assert "There is no habit run" in str(app.screen.query_one("#trouble", Static).content)

    play(person, story, "e")
    for deed in (
        read_draft,
        lambda ws, tag: check_draft(ws, Draft(), tag),
        lambda ws, tag: save_draft(ws, Draft(), tag),
    ):
        with pytest.raises(NotFoundError):
            deed(person.ws, "run")
