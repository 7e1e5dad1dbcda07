"""A log is taken away, emptied or replaced between the moment it was opened and the moment it is written to."""

import random
import shutil
from pathlib import Path

import pytest

from tests.services.workspaces import Person
from tests.storage.disasters import DISASTERS, Scene
from tinywins.errors import StorageError
from tinywins.services.checking import check_log
from tinywins.services.workspace import explain_error

ROUNDS = 4  # of each; twenty with --full


def set_scene(folder: Path, rng: random.Random) -> tuple[Person, Scene]:
    """Give somebody who has read their log, which a second program has written to since, and what may befall it."""
    person, stranger = Person(str(folder / "home")), Person(str(folder / "another"), device="b")
    for number in range(rng.randint(1, 3)):  # as often in both, so that SQLite's own count tells nothing
        person.log(f"Own {number}")
        stranger.log(f"Strange {number}")
    path, another = Path(person.store.path), Path(stranger.store.path)
    older = folder / "older.db"
    shutil.copy(path, older)
    stranger.close()
    if rng.random() < 0.5:
        person.log("Since")
    person.texts()
    return person, Scene(path, older, another, folder / "spare")


def read_texts(path: Path, device: str) -> list[str]:
    """Read the texts of a log that lies somewhere, oldest first."""
    reader = Person(str(path.parent), device=device)
    texts = reader.texts()[::-1]
    assert [check for check in check_log(reader.ws, ("UTC", "TZ")) if check.found] == []
    reader.close()
    return texts


@pytest.mark.parametrize("name", DISASTERS)
def test_a_log_lost_between_opening_and_writing(name: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """A writer records in the log that is there by then, which stays sound, or says in a sentence that it did not.

    What was taken away meanwhile is not made anew, and what cannot be read is left as it is.
    """
    strike, left = DISASTERS[name]
    for number in range(20 if request.config.getoption("--full") else ROUNDS):
        rng = random.Random(number)
        folder = tmp_path / str(number)
        folder.mkdir()
        person, scene = set_scene(folder, rng)
        strike(scene)
        source = {"another": scene.another, "older": scene.older, "same": scene.kept}.get(left)
        before = scene.path.read_bytes() if scene.path.exists() else None
        if source:
            held = folder / "held"
            held.mkdir()
            held.chmod(0o700)
            shutil.copy(source, held / "tinywins.db")
            expected = read_texts(held / "tinywins.db", "r")
            person.log("Typed")
            assert read_texts(scene.path, "r") == [*expected, "Typed"], (name, number)
        else:
            with pytest.raises(Exception) as caught:
                person.log("Typed")
            said = caught.value if isinstance(caught.value, StorageError) else explain_error(caught.value, "The log")
            assert said is not None, (name, number, caught.value)
            assert said.hint, (name, number)
            assert (scene.path.read_bytes() if scene.path.exists() else None) == before, (name, number)
            person.close()
            scene.bring_back()
            person.log("Typed")
            assert person.texts().count("Typed") == 1
        person.close()
