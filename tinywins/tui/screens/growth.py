"""Growth."""

from typing import ClassVar

from tinywins.tui.screens.page import Page


class GrowthPage(Page):
    """The page of growth."""

    NAME: ClassVar[str] = "growth"
