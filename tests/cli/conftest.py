"""What the tests of the command line share."""

from pathlib import Path

import pytest

from tests.cli.harness import Home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home in which nothing was logged yet."""
    return Home(tmp_path)


@pytest.fixture
def kept(home: Home) -> Home:
    """A home with a habit and some entries, so that there is something to lose."""
    home.call("habit", "add", "run", "--unit", "km")
    home.call("log", "Watered the plants", "+garden")
    home.call("log", "Along the river", "+run=5.2", "--on", "yesterday")
    home.call("log", "Answered the hardest review", "+reviews")
    return home
