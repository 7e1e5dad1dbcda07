"""How the tests run: quickly by default, ten times larger with --full."""

import pytest
from hypothesis import settings

collect_ignore = ["golden"]  # reference numbers, and the libraries that made them

settings.register_profile("ci", deadline=None, max_examples=100, print_blob=True)
settings.register_profile("full", settings.get_profile("ci"), max_examples=1_000)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --full to the command line."""
    parser.addoption("--full", action="store_true", help="run slow tests too, and ten times the examples")


def pytest_configure(config: pytest.Config) -> None:
    """Choose how many examples Hypothesis tries; this happens before any test module is read."""
    settings.load_profile("full" if config.getoption("--full") else "ci")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the slow tests out unless all are wanted."""
    if config.getoption("--full"):
        return
    for item in items:
        if item.get_closest_marker("slow"):
            item.add_marker(pytest.mark.skip(reason="slow: run with --full"))
