"""Somebody with an empty log, at noon of Friday, 20 November 2026."""

from collections.abc import Iterator

import pytest

from tests.services.workspaces import Person


@pytest.fixture
def person() -> Iterator[Person]:
    """Give somebody with an empty log in memory."""
    somebody = Person()
    yield somebody
    somebody.close()
