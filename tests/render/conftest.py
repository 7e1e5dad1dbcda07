"""What tests of pictures and pages share: a browser, and somebody with an empty log, as the services have it."""

from collections.abc import Iterator

import pytest

from tests.browser import Browser, start_browser
from tests.services.conftest import person

__all__ = ["browser", "person"]


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Start one browser for all tests of this process."""
    with start_browser(tmp_path_factory.mktemp("browser")) as started:
        yield started
