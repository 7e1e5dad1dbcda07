"""Boxes over a page: each is opened once and closed once, however fast keys follow each other."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from textual.screen import ModalScreen, Screen

T = TypeVar("T")


class Box(ModalScreen[T | None], Generic[T]):
    """A box that gives what came of it, or None where it was left."""

    @property
    def is_open(self) -> bool:
        """Say whether the box can still be answered: keys that were pressed before it closed may come after."""
        return self.app.screen is self

    def finish(self, result: T | None) -> None:
        """Close the box with a result; one that is closed already stays so."""
        if self.is_open:
            self.dismiss(result)


def open_over(page: Screen[Any], screen: Screen[T], keep: Callable[[T | None], None] | None = None) -> None:
    """Open a screen over a page, unless something lies over that already."""
    if page.app.screen is page:
        page.app.push_screen(screen, keep)
