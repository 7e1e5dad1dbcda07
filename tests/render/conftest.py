"""Somebody with an empty log, as the services have it."""

from tests.services.conftest import person

__all__ = ["person"]
