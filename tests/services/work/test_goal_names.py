"""How goals and steps are named: by whole titles, words of them, codes, and what a slip is answered with."""

from collections.abc import Iterator

import pytest

from tests.builders import refusal
from tests.services.work.goal_shop import add_goal, add_steps, count, do
from tests.services.workspaces import Person
from tinywins.errors import NotFoundError, UsageError
from tinywins.services.entries import remove_entries
from tinywins.services.undo import redo, undo
from tinywins.services.work import goal_edits as edits
from tinywins.services.work.items import find_item


@pytest.fixture
def person() -> Iterator[Person]:
    """Somebody without goals yet."""
    somebody = Person()
    yield somebody
    somebody.close()


class Shop:
    """What a goal must be, kept beside the log: the steps that are done, by the entry that did each; acts to undo."""

    def __init__(self, person: Person, steps: int) -> None:
        self.person = person
        self.goal = add_goal(person, tags=("shop",))
        add_steps(person, self.goal, "All of it", *(f"Piece {number}" for number in range(steps)))
        self.done: dict[int, str] = {}
        self.past: list[dict[int, str]] = []
        self.future: list[dict[int, str]] = []

    def change(self, done: dict[int, str]) -> None:
        """Remember an act."""
        self.past.append(self.done)
        self.done, self.future = done, []

    def do(self, number: int) -> None:
        """Do a step; one that is done already changes nothing."""
        ticked = do(self.person, f"piece {number}")
        assert bool(ticked.logged) == (number not in self.done)
        if ticked.logged:
            self.change({**self.done, number: ticked.logged[0].entry.short})

    def remove(self, number: int) -> None:
        """Remove a step's win."""
        if number in self.done:
            remove_entries(self.person.ws, [self.done[number]])
            self.change({place: short for place, short in self.done.items() if place != number})

    def undo(self) -> None:
        """Take the newest act back."""
        if self.past:
            undo(self.person.ws)
            self.future.append(self.done)
            self.done = self.past.pop()

    def redo(self) -> None:
        """Put back what was taken back."""
        if self.future:
            redo(self.person.ws)
            self.past.append(self.done)
            self.done = self.future.pop()


def test_a_habit_goes_before_a_step(person: Person) -> None:
    """A word that names a habit ticks it, also where a step has that word; a slip near a habit does no step."""
    goal = add_goal(person)
    add_steps(person, goal, "All", "Stretch the canvas", "Order frames")
    person.add_habit("stretch")
    assert [logged.tag for logged in do(person, "stretch").logged] == ["stretch"]
    assert count(person) == (0, 2)
    with pytest.raises(NotFoundError) as caught:
        do(person, "tretch")
    assert "Did you mean stretch?" in caught.value.hint
    assert [logged.entry.text for logged in do(person, "stretch", "frames").logged] == ["Order frames"]
    assert [logged.entry.text for logged in do(person, "canvas").logged] == ["Stretch the canvas"]


def test_a_whole_title_goes_before_its_beginning(person: Person) -> None:
    """Done again by its whole title a step is done already, though another's title begins so."""
    goal = add_goal(person)
    add_steps(person, goal, "All", "Call", "Call Anna")
    assert [logged.entry.text for logged in do(person, "call").logged] == ["Call"]
    again = do(person, "Call")
    assert (again.logged, again.already) == ([], ["Call"])
    assert count(person) == (1, 2)


def test_words_without_quotes_name_one_step(person: Person) -> None:
    """Several words that name no habit are the title of one step; where two could be meant, both are named."""
    goal = add_goal(person)
    add_steps(person, goal, "All", "Take the pictures", "Take the prices")
    assert [logged.entry.text for logged in do(person, "take", "the", "pictures").logged] == ["Take the pictures"]
    do(person, "take prices")
    edits.plan_step(person.ws, "Take the pictures again", goal)
    assert [logged.entry.text for logged in do(person, "take pictures").logged] == ["Take the pictures again"]
    edits.plan_step(person.ws, "Call Anna", goal)
    edits.plan_step(person.ws, "Call Ben", goal)
    error = refusal(do, person, "call")
    assert "2 steps" in error.message and "Call Anna" in error.message


def test_a_goal_is_found_by_whole_words_first(person: Person) -> None:
    """`goal 1` means "Goal 1" and not "Goal 10"; what several share names them all."""
    titles = [("a" * 36, "aaaa", "Goal 1"), ("b" * 36, "bbbb", "Goal 10"), ("c" * 36, "cccc", "Another goal")]
    assert find_item(person.db, "1", "goal", titles, "") == "a" * 36
    assert find_item(person.db, "goal 10", "goal", titles, "") == "b" * 36
    assert find_item(person.db, "anoth", "goal", titles, "") == "c" * 36
    parts = [("d" * 36, "dddd", "Part 3 4"), ("e" * 36, "eeee", "Part 4 3")]
    assert find_item(person.db, "3 4", "step", parts, "") == "d" * 36
    with pytest.raises(UsageError, match="3 goals"):
        find_item(person.db, "goal", "goal", titles, "")


def test_a_whole_title_goes_before_a_habit(person: Person) -> None:
    """Words that are a step's whole title do it, though one of them names a habit."""
    goal = add_goal(person)
    add_steps(person, goal, "All", "Write the texts", "Write the terms")
    person.add_habit("write")
    assert [logged.entry.text for logged in do(person, "write", "the", "texts").logged] == ["Write the texts"]
    assert [logged.tag for logged in do(person, "write").logged] == ["write"]


@pytest.mark.parametrize(
    ("words", "says", "hint"),
    [
        (["pictres"], "no habit and no step pictres", "Did you mean Take the pictures?  tinywins done "),
        (["tke the picturs"], "no habit and no step tke the picturs", "Did you mean Take the pictures?"),
        (["zebra"], "no habit and no step zebra", "tinywins habit add zebra"),
        (["zebra crossing"], "no habit and no step zebra crossing", "tinywins goal show names the steps."),
        (["stretc"], "There is no habit stretc.", "Did you mean stretch?"),
        (["shop"], "shop is a tag, and no habit yet.", "tinywins log +shop"),
    ],
)
def test_a_slip_is_answered_with_what_is_near(person: Person, words: list[str], says: str, hint: str) -> None:
    """What is no habit and no step is said so, with the nearest open step or habit, and nothing is done."""
    add_steps(person, add_goal(person), "All", "Take the pictures")
    person.add_habit("stretch")
    person.log("Began +shop")
    error = refusal(do, person, *words)
    assert says in error.message
    assert hint in error.hint
    assert len(person.entries()) == 1
