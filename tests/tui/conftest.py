"""Somebody with an empty log on disk, at noon of Friday, 20 November 2026."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.workspaces import Person


@pytest.fixture
def person(tmp_path: Path) -> Iterator[Person]:
    """Give somebody with an empty log in a file."""
    somebody = Person(str(tmp_path / "log"))
    yield somebody
    somebody.close()
