"""The same somebody as in the tests of the services."""

from tests.services.conftest import person

__all__ = ["person"]
